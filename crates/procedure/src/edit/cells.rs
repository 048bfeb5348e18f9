//! Cells inside a row, by their path, and the lists of parts that a row has.

use super::{Kind, Sheet, tree};
use crate::yaml::{Node, Value};

/// Cells that stay, blank, when their text is taken away: without them the part would be another one.
const STAY: [&str; 16] = [
    "inicio",
    "fin",
    "pregunta",
    "actividad",
    "por_resolver",
    "respuesta",
    "etiqueta",
    "tipo",
    "tras",
    "numera",
    "genera",
    "documento",
    "plantilla",
    "en",
    "a",
    "avisa",
];

/// The keys of which one says what kind of start, wait or assignment a row has, and what its value is called.
pub const CLASSES: [(&str, &[&str]); 3] = [
    ("arranque", &["solicitud", "mensaje", "horario", "cronograma", "antes"]),
    ("espera", &["hasta", "horario", "mensaje"]),
    ("reparto", &["cola", "quien", "firman"]),
];

/// How a cell that names several things is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Several {
    /// Always a list.
    List,
    /// A single one without brackets.
    OneOrList,
}

fn several(path: &[&str]) -> Option<Several> {
    match path {
        ["norma"] | [.., "exige"] => Some(Several::List),
        ["actua"] | ["arranque", "mensaje"] | ["plazos", _, "avisa"] | [.., "notifica", "a"] => {
            Some(Several::OneOrList)
        }
        _ => None,
    }
}

/// The names in a text that lists them with commas or line by line.
pub fn listed(text: &str) -> Vec<String> {
    text.split([',', '\n']).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

impl Sheet {
    /// The text of a cell; names of a list with commas between them; empty when it is not there.
    pub fn cell(&self, row: usize, path: &str) -> String {
        let parts = tree::parts(path);
        let Some(node) = self.rows().get(row).and_then(|r| r.at(&parts)) else { return String::new() };
        match &node.value {
            Value::List(_) => node.texts().join(", "),
            Value::Text(text) => text.trim_end().to_owned(),
            Value::Map(_) => String::new(),
        }
    }

    /// Writes a cell. Blank takes it away, and with it the group that it leaves empty; a cell that says what its part
    /// is stays, blank. An unchanged text changes nothing.
    pub fn set(&mut self, row: usize, path: &str, text: &str) {
        let (parts, text) = (tree::parts(path), tree::tidy(text));
        let Some((leaf, holder)) = parts.split_last() else { return };
        if row >= self.rows().len() || self.cell(row, path) == text {
            return;
        }
        let node = &mut self.rows_mut()[row];
        if text.is_empty() && !STAY.contains(leaf) {
            remove_at(node, &parts);
            return;
        }
        let value = match several(&parts) {
            None => Node::of_text(text),
            Some(how) => match (how, listed(&text)) {
                (Several::OneOrList, names) if names.len() < 2 => Node::of_text(names.concat()),
                (_, names) => Node::of_list(names.into_iter().map(Node::of_text)),
            },
        };
        if let Some(holder) = reach(node, holder) {
            tree::put(holder, leaf, value);
        }
    }

    /// Every cell of the row with its text.
    pub fn cells(&self, row: usize) -> Vec<(String, String)> {
        let mut paths = Vec::new();
        if let Some(node) = self.rows().get(row) {
            leaves(node, "", &mut paths);
        }
        paths.into_iter().map(|path| (self.cell(row, &path), path)).map(|(text, path)| (path, text)).collect()
    }

    /// What a register's line is filled with: each datum and its field («$campo») or text.
    pub fn data(&self, row: usize, effect: &str) -> Vec<(String, String)> {
        let node =
            self.rows().get(row).and_then(|r| r.at(&tree::parts(effect))).and_then(|e| e.at(&["registra", "con"]));
        let entries = node.map(Node::entries).unwrap_or_default();
        entries.iter().map(|(key, value)| (key.text().to_owned(), value.text().to_owned())).collect()
    }

    /// Says what a register's line is filled with, each datum once: of repeated ones the last.
    pub fn set_data(&mut self, row: usize, effect: &str, data: &[(String, String)]) {
        if self.data(row, effect) == data {
            return;
        }
        let path: Vec<&str> = tree::parts(effect).into_iter().chain(["registra"]).collect();
        let Some(line) = self.rows_mut().get_mut(row).and_then(|r| tree::at_mut(r, &path)) else { return };
        let mut with = tree::empty_map();
        for (key, value) in data {
            with.set(key, Node::of_text(tree::tidy(value)));
        }
        tree::put(line, "con", with);
    }

    /// Says which document an effect puts away and where; without a place it is only put away.
    pub fn set_filing(&mut self, row: usize, effect: &str, document: &str, place: &str) {
        let path: Vec<&str> = tree::parts(effect).into_iter().chain(["archiva"]).collect();
        let Some(filed) = self.rows_mut().get_mut(row).and_then(|r| tree::at_mut(r, &path)) else { return };
        let had = filed.get("documento").unwrap_or(filed).text();
        if had == document && filed.text_of("en").unwrap_or_default() == place.trim() {
            return;
        }
        *filed = if place.trim().is_empty() {
            Node::of_text(document)
        } else {
            Node::of_map([("documento", Node::of_text(document)), ("en", Node::of_text(place.trim()))])
        };
    }

    /// Which kind of start (`arranque`), wait (`espera`) or assignment (`reparto`) the row has; empty for none.
    pub fn class(&self, row: usize, key: &str) -> &'static str {
        let Some(node) = self.rows().get(row).and_then(|r| r.get(key)) else { return "" };
        let known = CLASSES.iter().find(|(k, _)| *k == key).map_or(&[] as &[_], |(_, known)| known);
        known.iter().find(|k| node.get(k).is_some() || node.text() == **k).copied().unwrap_or_default()
    }

    /// Gives the row a start, a wait or an assignment of that kind, with its value; none when the kind is blank. What
    /// it quotes and supposes stays.
    pub fn set_class(&mut self, row: usize, key: &str, class: &str, value: &str) {
        let was = self.class(row, key);
        let Some(node) = self.rows_mut().get_mut(row) else { return };
        if class.is_empty() {
            if !was.is_empty() {
                node.remove(key);
            }
            return;
        }
        if class == "solicitud" {
            if was != class {
                tree::put(node, key, Node::of_text(class));
            }
            return;
        }
        let value = match class {
            "cola" => "orden_de_llegada",
            "firman" => "todos",
            _ => value.trim(),
        };
        if was != class {
            let mut holder = node.get(key).cloned().unwrap_or_else(tree::empty_map);
            tree::map_mut(&mut holder).retain(|(k, _)| matches!(k.text(), "cita" | "supuesto"));
            tree::put(&mut holder, class, Node::of_text(""));
            tree::put(node, key, holder);
        }
        let value = if class == "hasta" && !value.is_empty() && !value.starts_with('$') {
            format!("${value}")
        } else {
            value.to_owned()
        };
        let path = format!("{key}.{class}");
        if value.is_empty() {
            if let Some(holder) = tree::at_mut(&mut self.rows_mut()[row], &[key]) {
                tree::put(holder, class, Node::of_text(""));
            }
        } else {
            self.set(row, &path, &value);
        }
    }

    /// Adds a part to one of the row's lists: an answer, a clock, an effect.
    pub fn add(&mut self, row: usize, list: &str, part: Node) {
        let parts = tree::parts(list);
        let Some((leaf, holder)) = parts.split_last() else { return };
        let Some(node) = self.rows_mut().get_mut(row) else { return };
        if let Some(holder) = reach(node, holder) {
            tree::list_mut(holder, leaf).push(part);
        }
    }

    /// Gives the row a group of cells under that key, e.g. the question at its end (`decide`).
    pub fn add_group(&mut self, row: usize, key: &str, group: Node) {
        if let Some(node) = self.rows_mut().get_mut(row) {
            tree::put(node, key, group);
        }
    }

    /// Takes a part out: a field, an answer, a clock, an effect. A list that has nothing left goes too.
    pub fn remove(&mut self, row: usize, path: &str) {
        if let Some(node) = self.rows_mut().get_mut(row) {
            remove_at(node, &tree::parts(path));
        }
    }

    /// Moves a part up or down among its neighbours; the first does not go up, the last not down.
    pub fn shift(&mut self, row: usize, path: &str, down: bool) {
        let parts = tree::parts(path);
        let Some((leaf, holder)) = parts.split_last() else { return };
        let Some(holder) = self.rows_mut().get_mut(row).and_then(|r| tree::at_mut(r, holder)) else { return };
        let other = |at: usize| if down { Some(at + 1) } else { at.checked_sub(1) };
        match &mut holder.value {
            Value::List(items) => {
                if let Some((at, to)) = leaf.parse().ok().and_then(|at| Some((at, other(at)?)))
                    && at.max(to) < items.len()
                {
                    items.swap(at, to);
                }
            }
            Value::Map(entries) => {
                let at = entries.iter().position(|(k, _)| k.text() == *leaf);
                if let Some((at, to)) = at.and_then(|at| Some((at, other(at)?)))
                    && to < entries.len()
                {
                    entries.swap(at, to);
                }
            }
            Value::Text(_) => {}
        }
    }

    /// What the import left open about the row.
    pub fn doubts(&self, row: usize) -> Vec<String> {
        self.rows().get(row).and_then(|r| r.get("duda")).map(Node::texts).unwrap_or_default()
    }

    /// Answers one of the row's open questions: the answer joins what the row supposes, the question goes.
    pub fn answer_doubt(&mut self, row: usize, n: usize, answer: &str) {
        let (mut doubts, answer) = (self.doubts(row), tree::tidy(answer));
        if n >= doubts.len() || answer.is_empty() {
            return;
        }
        doubts.remove(n);
        let had = self.cell(row, "supuesto");
        let supposed = if had.is_empty() { answer } else { format!("{had}\n{answer}") };
        self.set(row, "supuesto", &supposed);
        let node = &mut self.rows_mut()[row];
        match &doubts[..] {
            [] => node.remove("duda"),
            [one] => tree::put(node, "duda", Node::of_text(one.as_str())),
            many => tree::put(node, "duda", Node::of_list(many.iter().map(|d| Node::of_text(d.as_str())))),
        }
    }

    /// A row to be put in: what it is and what it says.
    pub fn new_row(&self, kind: Kind, text: &str) -> Node {
        let text = tree::tidy(text);
        let mut row = Node::of_map([(kind.text_key(), Node::of_text(text.as_str()))]);
        match kind {
            Kind::Rule => tree::put(&mut row, "norma", Node::of_list([])),
            Kind::Activity | Kind::Question => tree::put(&mut row, "id", Node::of_text(self.free_id(&text))),
            Kind::Start | Kind::End | Kind::Unread => {}
        }
        if kind == Kind::Question {
            let answer = |label| Node::of_map([("respuesta", Node::of_text(label))]);
            tree::put(&mut row, "opciones", Node::of_list([answer("Sí"), answer("No")]));
        }
        row
    }
}

/// The paths of everything that is a text or a list of texts.
fn leaves(node: &Node, path: &str, out: &mut Vec<String>) {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|(key, value)| leaves(value, &under(key.text()), out)),
        Value::List(items) if !items.iter().all(|i| matches!(i.value, Value::Text(_))) => {
            items.iter().enumerate().for_each(|(n, item)| leaves(item, &under(&n.to_string()), out));
        }
        Value::Text(_) | Value::List(_) => out.push(path.to_owned()),
    }
}

/// The group at a path, made where it is missing; nothing when a list ends before.
fn reach<'n>(node: &'n mut Node, path: &[&str]) -> Option<&'n mut Node> {
    let Some((first, rest)) = path.split_first() else { return Some(node) };
    let index = first.parse::<usize>().ok();
    if index.is_none() && node.get(first).is_none() {
        tree::put(node, first, tree::empty_map());
    }
    reach(tree::at_mut(node, &[first])?, rest)
}

/// Takes what is at the path, and every group above it that is empty then.
fn remove_at(node: &mut Node, path: &[&str]) {
    let Some((leaf, holder)) = path.split_last() else { return };
    let Some(group) = tree::at_mut(node, holder) else { return };
    match &mut group.value {
        Value::Map(entries) => entries.retain(|(k, _)| k.text() != *leaf),
        Value::List(items) => {
            if let Some(n) = leaf.parse::<usize>().ok().filter(|n| *n < items.len()) {
                items.remove(n);
            }
        }
        Value::Text(_) => return,
    }
    let empty = match &group.value {
        Value::Map(entries) => entries.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Text(_) => false,
    };
    if empty && !holder.is_empty() {
        remove_at(node, holder);
    }
}
