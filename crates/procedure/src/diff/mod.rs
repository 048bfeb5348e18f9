//! What changed between two editions of a manual: two versions, two imports, a draft and what is in force.
//!
//! Works on the files' trees, so that drafts with errors compare as well. Rows are matched by id, then by number, then
//! by the words of their activity; whatever else is a list, by what its items are called.

mod words;

pub use words::{Fate, Run, words};

use crate::edition::{Edition, File};
use crate::yaml::{self, Node, Value};
use serde::Serialize;
use std::collections::BTreeSet;

/// One thing that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `manual`, or the name of the procedure's file without its ending.
    pub file: String,
    /// The row it is about, as it is printed now.
    pub row: Option<RowName>,
    /// The keys that lead to it: `aprobacion`, `fecha`; empty for a whole row or file.
    pub path: Vec<String>,
    pub kind: Kind,
    /// Word by word; of a whole thing that came or went, all its text.
    pub runs: Vec<Run>,
}

/// How a row is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowName {
    pub number: Option<String>,
    pub id: Option<String>,
    /// Its activity, question or label.
    pub name: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Added,
    Removed,
    Changed,
    /// The row stands elsewhere among its neighbours.
    Moved,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Added => "nuevo",
            Self::Removed => "quitado",
            Self::Changed => "cambia",
            Self::Moved => "movido",
        }
    }
}

impl Change {
    /// One line for a terminal: `[-lo quitado-]` and `{+lo nuevo+}`.
    pub fn render(&self) -> String {
        let row = self.row.as_ref().map(|r| match &r.number {
            Some(number) => format!(", paso {number} «{}»", r.name),
            None => format!(", fila «{}»", r.name),
        });
        let path = if self.path.is_empty() { String::new() } else { format!(", {}", self.path.join(" › ")) };
        let text: String = (self.runs.iter())
            .map(|run| match run.fate {
                Fate::Kept => run.text.clone(),
                Fate::Removed => format!("[-{}-]", run.text),
                Fate::Added => format!("{{+{}+}}", run.text),
            })
            .collect();
        let text = text.trim_end().replace('\n', "\n    ");
        format!("{}{}{path}: {}: {text}", self.file, row.unwrap_or_default(), self.kind.word())
    }
}

/// Everything that changed, the manual first, then each procedure in its new place, then those that are gone.
pub fn diff(old: &Edition, new: &Edition) -> Vec<Change> {
    let mut all = Vec::new();
    match (&old.manual, &new.manual) {
        (Some(a), Some(b)) => Place::file("manual").compare(&a.root, &b.root, &mut all),
        (None, Some(b)) => all.push(Place::file("manual").whole(Kind::Added, &b.root)),
        (Some(a), None) => all.push(Place::file("manual").whole(Kind::Removed, &a.root)),
        (None, None) => {}
    }
    let mut met = BTreeSet::new();
    for file in &new.procedures {
        let place = Place::file(file.stem());
        match counterpart(file, &old.procedures, &met) {
            Some(i) => {
                met.insert(i);
                place.compare(&old.procedures[i].root, &file.root, &mut all);
            }
            None => all.push(place.whole(Kind::Added, &file.root)),
        }
    }
    let gone = old.procedures.iter().enumerate().filter(|(i, _)| !met.contains(i));
    all.extend(gone.map(|(_, file)| Place::file(file.stem()).whole(Kind::Removed, &file.root)));
    all
}

/// The same procedure in the other edition: by id, then by file, then by title.
fn counterpart(file: &File, among: &[File], met: &BTreeSet<usize>) -> Option<usize> {
    let free = |i: &usize| !met.contains(i);
    let same = |key: &str| {
        let own = file.root.text_of(key)?;
        (0..among.len()).filter(free).find(|i| among[*i].root.text_of(key) == Some(own))
    };
    same("id")
        .or_else(|| (0..among.len()).filter(free).find(|i| among[*i].stem() == file.stem()))
        .or_else(|| same("titulo"))
}

/// Where a comparison stands.
#[derive(Clone)]
struct Place {
    file: String,
    row: Option<RowName>,
    path: Vec<String>,
}

/// Keys that say where a text came from and not what it is.
const SILENT: [&str; 4] = ["origen", "fuente", "paginas_vistas", "paginas_sin_version"];
/// What items of a list are called by.
const NAMES: [&str; 9] = ["codigo", "titulo", "termino", "norma", "acto", "version", "respuesta", "para", "nombre"];

impl Place {
    fn file(name: &str) -> Self {
        Self { file: name.to_owned(), row: None, path: Vec::new() }
    }

    fn under(&self, key: &str) -> Self {
        let mut place = self.clone();
        place.path.push(key.to_owned());
        place
    }

    fn change(&self, kind: Kind, runs: Vec<Run>) -> Change {
        Change { file: self.file.clone(), row: self.row.clone(), path: self.path.clone(), kind, runs }
    }

    fn whole(&self, kind: Kind, node: &Node) -> Change {
        let fate = if kind == Kind::Removed { Fate::Removed } else { Fate::Added };
        self.change(kind, vec![Run { fate, text: text_of(node) }])
    }

    fn compare(&self, old: &Node, new: &Node, out: &mut Vec<Change>) {
        match (&old.value, &new.value) {
            (Value::Map(_), Value::Map(_)) => self.maps(old, new, out),
            (Value::List(a), Value::List(b)) if self.path.last().is_some_and(|k| k == "pasos") => {
                self.rows(a, b, out);
            }
            (Value::List(a), Value::List(b)) => self.lists(a, b, out),
            _ => {
                let (a, b) = (text_of(old), text_of(new));
                if a != b {
                    out.push(self.change(Kind::Changed, words(&a, &b)));
                }
            }
        }
    }

    fn maps(&self, old: &Node, new: &Node, out: &mut Vec<Change>) {
        let heard = |entries: &'_ [(Node, Node)]| -> Vec<String> {
            entries.iter().map(|(k, _)| k.text().to_owned()).filter(|k| !SILENT.contains(&k.as_str())).collect()
        };
        for key in heard(new.entries()) {
            match (old.get(&key), new.get(&key)) {
                (Some(a), Some(b)) => self.under(&key).compare(a, b, out),
                (None, Some(b)) => out.push(self.under(&key).whole(Kind::Added, b)),
                (_, None) => {}
            }
        }
        for key in heard(old.entries()).into_iter().filter(|k| new.get(k).is_none()) {
            out.extend(old.get(&key).map(|a| self.under(&key).whole(Kind::Removed, a)));
        }
    }

    fn lists(&self, old: &[Node], new: &[Node], out: &mut Vec<Change>) {
        let mut met = BTreeSet::new();
        for item in new {
            let name = called(item);
            let place = self.under(&name);
            match (0..old.len()).find(|i| !met.contains(i) && called(&old[*i]) == name) {
                Some(i) => {
                    met.insert(i);
                    place.compare(&old[i], item, out);
                }
                None => out.push(place.whole(Kind::Added, item)),
            }
        }
        let gone = old.iter().enumerate().filter(|(i, _)| !met.contains(i));
        out.extend(gone.map(|(_, item)| self.under(&called(item)).whole(Kind::Removed, item)));
    }

    fn rows(&self, old: &[Node], new: &[Node], out: &mut Vec<Change>) {
        let pairs = matched(old, new);
        let stays = in_order(&pairs.iter().flatten().copied().collect::<Vec<_>>());
        for (row, pair) in new.iter().zip(&pairs) {
            let place = Self { row: Some(row_name(row)), path: Vec::new(), ..self.clone() };
            let Some(i) = pair else {
                out.push(place.whole(Kind::Added, row));
                continue;
            };
            if !stays.contains(i) {
                out.push(place.change(Kind::Moved, Vec::new()));
            }
            place.compare(&old[*i], row, out);
        }
        for (_, row) in old.iter().enumerate().filter(|(i, _)| !pairs.contains(&Some(*i))) {
            let place = Self { row: Some(row_name(row)), path: Vec::new(), ..self.clone() };
            out.push(place.whole(Kind::Removed, row));
        }
    }
}

/// For each new row the old one that it was.
fn matched(old: &[Node], new: &[Node]) -> Vec<Option<usize>> {
    type Fits<'f> = &'f dyn Fn(&Node, &Node) -> bool;
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    let same =
        |key: &'static str| move |a: &Node, b: &Node| a.text_of(key).is_some_and(|text| Some(text) == b.text_of(key));
    let passes: [Fits<'_>; 4] = [&same("id"), &same_name, &same("paso"), &similar];
    for fits in passes {
        for (j, row) in new.iter().enumerate() {
            if pairs[j].is_none() {
                pairs[j] = (0..old.len()).find(|i| !pairs.contains(&Some(*i)) && fits(&old[*i], row));
            }
        }
    }
    pairs
}

fn same_name(a: &Node, b: &Node) -> bool {
    let (a, b) = (row_name(a).name, row_name(b).name);
    !a.is_empty() && a == b
}

/// Half of the words of the activity are the same.
fn similar(a: &Node, b: &Node) -> bool {
    let words = |node: &Node| -> BTreeSet<String> {
        row_name(node).name.to_lowercase().split_whitespace().map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && !b.is_empty() && a.intersection(&b).count() * 2 >= a.len().max(b.len())
}

/// The longest rising part of the old places: those rows kept their order, the others moved.
fn in_order(places: &[usize]) -> BTreeSet<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(places.len());
    for (i, place) in places.iter().enumerate() {
        let before = (0..i).filter(|j| places[*j] < *place).max_by_key(|j| (best[*j].0, usize::MAX - j));
        best.push((before.map_or(1, |j| best[j].0 + 1), before));
    }
    let mut at = (0..places.len()).max_by_key(|i| (best[*i].0, usize::MAX - i));
    let mut kept = BTreeSet::new();
    while let Some(i) = at {
        kept.insert(places[i]);
        at = best[i].1;
    }
    kept
}

fn row_name(row: &Node) -> RowName {
    let name = ["actividad", "pregunta", "por_resolver", "inicio", "fin", "descripcion"]
        .iter()
        .find_map(|key| row.text_of(key))
        .unwrap_or_default();
    let text = |key: &str| row.text_of(key).map(str::to_owned);
    RowName { number: text("paso"), id: text("id"), name: name.trim().to_owned() }
}

/// What an item of a list is called: its own text, or the first of its naming keys.
fn called(item: &Node) -> String {
    match &item.value {
        Value::Text(text) => text.clone(),
        Value::List(_) => yaml::write(item),
        Value::Map(entries) => {
            let name = NAMES.iter().find_map(|key| item.text_of(key)).map(str::to_owned);
            name.or_else(|| entries.first().map(|(k, _)| k.text().to_owned())).unwrap_or_default()
        }
    }
}

fn text_of(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => text.clone(),
        Value::List(_) | Value::Map(_) => yaml::write(node),
    }
}
