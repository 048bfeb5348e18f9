//! Names inside the file: of rows, fields, responsibles and documents, and everything that refers to them.

use super::{Kind, Sheet, tree};
use crate::yaml::{Node, Value};

/// Longest name of the format.
const LONGEST: usize = 60;
/// How many words of a text make its name.
const WORDS: usize = 4;

/// A short name out of a text: its first words, lower case, no accents; empty when it has no letters.
pub fn short_name(text: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        c if c.is_ascii_alphanumeric() => c,
        _ => ' ',
    };
    let text: String = text.to_lowercase().chars().map(plain).collect();
    let idle = ["el", "la", "los", "las", "de", "del", "un", "una", "y", "a", "al", "en", "se"];
    let words = text.split_whitespace().filter(|w| !idle.contains(w)).take(WORDS).collect::<Vec<_>>().join("_");
    let name = words.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    name.chars().take(LONGEST - 5).collect()
}

/// `name`, or `name_2`, `name_3`… when it is taken.
fn free(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    (2..).map(|n| format!("{name}_{n}")).find(|name| !taken(name)).unwrap_or_default()
}

/// Gives every name of a row that the row refers to: where it goes, what a rule is about, who did it.
pub(super) fn each_reference(row: &mut Node, act: &mut impl FnMut(&mut Node)) {
    for holder in holders(row) {
        let parts = tree::parts(&holder);
        for word in ["sigue", "regresa"] {
            let path: Vec<&str> = parts.iter().copied().chain([word]).collect();
            if let Some(node) = tree::at_mut(row, &path) {
                act(node);
            }
        }
    }
    if let Some(Value::List(items)) = tree::at_mut(row, &["norma"]).map(|n| &mut n.value) {
        items.iter_mut().for_each(&mut *act);
    }
    if let Some(node) = tree::at_mut(row, &["reparto", "quien"]) {
        act(node);
    }
}

/// Paths of everything in a row that can say where to go: the row itself, its answers, its clocks.
pub(super) fn holders(row: &Node) -> Vec<String> {
    let mut all = vec![String::new()];
    for list in ["opciones", "decide.opciones", "plazos"] {
        let many = row.at(&tree::parts(list)).map(|n| n.items().len()).unwrap_or_default();
        all.extend((0..many).map(|n| format!("{list}.{n}")));
    }
    all
}

/// Every name of a field that the row refers to, with or without its «$».
fn each_field_reference(row: &mut Node, act: &mut impl FnMut(&mut Node)) {
    for list in ["opciones", "decide.opciones"] {
        if let Some(Value::List(answers)) = tree::at_mut(row, &tree::parts(list)).map(|n| &mut n.value) {
            for answer in answers {
                if let Some(Value::List(fields)) = tree::at_mut(answer, &["exige"]).map(|n| &mut n.value) {
                    fields.iter_mut().for_each(&mut *act);
                }
            }
        }
    }
    for scale in ["segun", "decide.segun"] {
        if let Some(node) = tree::at_mut(row, &tree::parts(scale)) {
            act(node);
        }
    }
    if let Some(node) = tree::at_mut(row, &["espera", "hasta"]) {
        act(node);
    }
    if let Some(Value::List(effects)) = tree::at_mut(row, &["efectos"]).map(|n| &mut n.value) {
        for effect in effects {
            if let Some(node) = tree::at_mut(effect, &["si_hay"]) {
                act(node);
            }
            if let Some(Value::Map(data)) = tree::at_mut(effect, &["registra", "con"]).map(|n| &mut n.value) {
                data.iter_mut().for_each(|(_, value)| act(value));
            }
        }
    }
}

fn replace(node: &mut Node, old: &str, new: &str) {
    if node.text() == old {
        node.value = Value::Text(new.to_owned());
    }
}

impl Sheet {
    /// A name that no row has yet, out of what the row says.
    pub fn free_id(&self, text: &str) -> String {
        let ids = self.ids();
        let name = short_name(text);
        free(if name.is_empty() { "paso" } else { &name }, |name| ids.iter().any(|id| id == name))
    }

    /// Gives a row another name, everywhere.
    pub fn rename_row(&mut self, row: usize, id: &str) {
        let Some(old) = self.ids().get(row).cloned() else { return };
        if old == id {
            return;
        }
        tree::put(&mut self.rows_mut()[row], "id", Node::of_text(id));
        for row in self.rows_mut() {
            each_reference(row, &mut |node| replace(node, &old, id));
        }
    }

    /// The fields of all forms: name, label and the row that asks for them.
    pub fn fields(&self) -> Vec<(String, String, usize)> {
        let rows = self.rows().iter().enumerate();
        let fields = rows.flat_map(|(i, row)| {
            let form = row.get("formulario").map(Node::entries).unwrap_or_default();
            form.iter().map(move |(key, field)| {
                (key.text().to_owned(), field.text_of("etiqueta").unwrap_or_default().to_owned(), i)
            })
        });
        fields.collect()
    }

    /// Adds a field with a name of its own to the row's form; gives the name.
    pub fn add_field(&mut self, row: usize, label: &str, kind: &str) -> Option<String> {
        let fields = self.fields();
        let name = short_name(label);
        let name = free(if name.is_empty() { "campo" } else { &name }, |name| fields.iter().any(|(f, _, _)| f == name));
        let node = self.rows_mut().get_mut(row)?;
        let field = Node::of_map([("tipo", Node::of_text(kind)), ("etiqueta", Node::of_text(tree::tidy(label)))]);
        if node.get("formulario").is_none() {
            tree::put(node, "formulario", tree::empty_map());
        }
        let form = tree::at_mut(node, &["formulario"])?;
        tree::map_mut(form).push((Node::of_text(name.as_str()), field));
        Some(name)
    }

    /// Gives a field another name, everywhere. Does nothing when another field of the form has it: a form has each
    /// name once.
    pub fn rename_field(&mut self, row: usize, old: &str, new: &str) {
        let Some(node) = self.rows().get(row) else { return };
        if node.at(&["formulario", old]).is_none() || node.at(&["formulario", new]).is_some() {
            return;
        }
        for (i, node) in self.rows_mut().iter_mut().enumerate() {
            if let Some(form) = tree::at_mut(node, &["formulario"]).filter(|_| i == row) {
                tree::rename(form, old, new);
            }
            each_field_reference(node, &mut |node| {
                replace(node, old, new);
                replace(node, &format!("${old}"), &format!("${new}"));
            });
        }
    }

    /// The printed responsibles with their roles.
    pub fn responsibles(&self) -> Vec<(String, Vec<String>)> {
        let all = self.root.get("responsables").map(Node::entries).unwrap_or_default();
        all.iter().map(|(name, roles)| (name.text().to_owned(), roles.texts())).collect()
    }

    /// Who the row names as responsible, or the row above it when its cell is merged.
    pub fn responsible(&self, row: usize) -> Option<String> {
        let printed = |r: &Node| r.get("responde").or_else(|| r.get("responsable")).map(|n| n.text().to_owned());
        self.rows().get(..=row)?.iter().rev().find_map(printed)
    }

    /// Says which roles act for a printed responsible, any of them; it is declared when it was not.
    pub fn set_roles(&mut self, printed: &str, roles: &[String]) {
        let printed = printed.trim();
        let had = self.responsibles().into_iter().find(|(name, _)| name == printed);
        if printed.is_empty() || had.is_some_and(|(_, had)| had == roles) {
            return;
        }
        if self.root.get("responsables").is_none_or(|n| !matches!(n.value, Value::Map(_))) {
            tree::put(&mut self.root, "responsables", tree::empty_map());
        }
        let roles = match roles {
            [one] => Node::of_text(one.as_str()),
            many => Node::of_list(many.iter().map(|r| Node::of_text(r.as_str()))),
        };
        if let Some(all) = tree::at_mut(&mut self.root, &["responsables"]) {
            all.set(printed, roles);
        }
    }

    /// Forgets a responsible. Rows that still name it are found by the checks.
    pub fn remove_responsible(&mut self, printed: &str) {
        if let Some(all) = tree::at_mut(&mut self.root, &["responsables"]) {
            all.remove(printed);
        }
    }

    /// The declared papers: id, title, template, numbering.
    pub fn documents(&self) -> Vec<[String; 4]> {
        let all = self.root.get("documentos").map(Node::entries).unwrap_or_default();
        let text = |node: &Node, key: &str| node.text_of(key).unwrap_or_default().to_owned();
        let row = |(id, d): &(Node, Node)| {
            [id.text().to_owned(), text(d, "titulo"), text(d, "plantilla"), text(d, "numeracion")]
        };
        all.iter().map(row).collect()
    }

    /// Declares a paper or changes how it is titled, printed and numbered; blank numbering takes that away.
    pub fn set_document(&mut self, id: &str, title: &str, template: &str, numbering: &str) {
        let new = [id, title.trim(), template.trim(), numbering.trim()].map(str::to_owned);
        if id.is_empty() || self.documents().contains(&new) {
            return;
        }
        if self.root.get("documentos").is_none_or(|n| !matches!(n.value, Value::Map(_))) {
            tree::put(&mut self.root, "documentos", tree::empty_map());
        }
        let Some(all) = tree::at_mut(&mut self.root, &["documentos"]) else { return };
        let mut paper = all.get(id).cloned().unwrap_or_else(tree::empty_map);
        let [_, title, template, numbering] = new;
        paper.set("titulo", Node::of_text(title));
        paper.set("plantilla", Node::of_text(template));
        if numbering.is_empty() {
            paper.remove("numeracion");
        } else {
            paper.set("numeracion", Node::of_text(numbering));
        }
        all.set(id, paper);
    }

    /// Forgets a paper. Steps that still make it are found by the checks.
    pub fn remove_document(&mut self, id: &str) {
        if let Some(all) = tree::at_mut(&mut self.root, &["documentos"]) {
            all.remove(id);
        }
        if self.root.get("documentos").is_some_and(|n| n.entries().is_empty()) {
            self.root.remove("documentos");
        }
    }

    /// Whether a row begins or ends: such rows say no responsible.
    pub(super) fn is_bound(row: &Node) -> bool {
        matches!(Kind::of(row), Kind::Start | Kind::End)
    }
}
