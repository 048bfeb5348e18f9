//! Editing a procedure as the printed table that people know: cells, rows, ways and the parts of a row.
//!
//! A [`Sheet`] is the tree of a definition file, also of one with errors. Each operation alters what it names and keeps
//! everything else, quotations and unknown keys included; [`Sheet::text`] writes the file again (its comments get lost).
//! A cell inside a row is named by its path, e.g. `actividad`, `formulario.detalle.etiqueta`, `plazos.0.tras`: forms
//! use it as the field's name, and [`Sheet::spot`] tells in which cell a finding lies. Nothing here judges: what is
//! wrong with the outcome is what [`crate::parse`] says of it.

mod cells;
mod kinds;
mod names;
mod rows;
#[cfg(test)]
mod tests;
mod tree;

pub use cells::{CLASSES, listed};
pub use kinds::Kind;
pub use names::short_name;

use crate::definition::{Definition, Id};
use crate::diagnostic::Diagnostic;
use crate::parse::{build, row};
use crate::yaml::{self, Node, Value};

/// Printed columns that a row may have, besides its number, its responsible and what it says.
pub const PROSE: [&str; 4] = ["especificaciones", "descripcion", "punto_de_control", "registro"];

/// A definition file open for editing.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    root: Node,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Index of the row from 0; `None` outside the table.
    pub row: Option<usize>,
    /// Path of the innermost cell, from the row or, outside the table, from the file.
    pub path: String,
}

impl Sheet {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is no YAML of the strict profile: such a text can only be mended as text.
    pub fn open(source: &str) -> Result<Self, Diagnostic> {
        yaml::load(source).map(|root| Self { root })
    }

    /// A procedure that begins and ends, to be filled in.
    pub fn blank(code: &str, title: &str) -> Self {
        let text = Node::of_text;
        let columns = [("paso", "No."), ("responsable", "Responsable"), ("actividad", "Actividad")];
        let start = Node::of_map([("paso", text("1")), ("inicio", text("Inicio")), ("arranque", text("solicitud"))]);
        let end = Node::of_map([("paso", text("2")), ("id", text("fin")), ("fin", text("Fin"))]);
        let root = Node::of_map([
            ("formato", text("procedimiento/1")),
            ("id", text(code)),
            ("titulo", text(title)),
            ("tabla", Node::of_list(columns.map(|(key, heading)| Node::of_map([(key, text(heading))])))),
            ("responsables", Node { value: Value::Map(Vec::new()), place: Default::default() }),
            ("pasos", Node::of_list([start, end])),
        ]);
        Self { root }
    }

    /// The file as it stands now.
    pub fn text(&self) -> String {
        yaml::write(&self.root)
    }

    /// The procedure as far as it can be understood, for drawing and never for running: errors are left out.
    pub fn sketch(&self) -> Definition {
        build::build(&self.root, String::new()).0
    }

    pub fn rows(&self) -> &[Node] {
        match self.root.get("pasos").map(|n| &n.value) {
            Some(Value::List(rows)) => rows,
            Some(Value::Text(_) | Value::Map(_)) | None => &[],
        }
    }

    /// The id of each row; a row without one is called by what it is.
    pub fn ids(&self) -> Vec<Id> {
        row::row_ids(&self.rows().iter().collect::<Vec<_>>())
    }

    /// The innermost cell at a place of the text that was opened. After an edit, open the new text first.
    pub fn spot(&self, line: usize, column: usize) -> Spot {
        let mut path = Vec::new();
        tree::deepest(&self.root, (line, column), &mut path);
        let mut path = path.into_iter();
        match (path.next().as_deref(), path.next()) {
            (Some("pasos"), Some(row)) => Spot { row: row.parse().ok(), path: path.collect::<Vec<_>>().join(".") },
            (first, second) => {
                let all = first.into_iter().map(str::to_owned).chain(second).chain(path);
                Spot { row: None, path: all.collect::<Vec<_>>().join(".") }
            }
        }
    }

    /// A text of the file itself: `titulo`, `codigo`, `objetivo`, `propuesta`.
    pub fn head(&self, key: &str) -> &str {
        self.root.text_of(key).unwrap_or_default()
    }

    /// Writes a text of the file itself; blank takes it away, except the title.
    pub fn set_head(&mut self, key: &str, text: &str) {
        let text = tree::tidy(text);
        if self.head(key) == text {
            return;
        }
        if text.is_empty() && key != "titulo" {
            self.root.remove(key);
        } else {
            tree::put(&mut self.root, key, Node::of_text(text));
        }
    }

    /// The printed columns: what each holds and its heading.
    pub fn columns(&self) -> Vec<(String, String)> {
        let columns = self.root.get("tabla").map(Node::items).unwrap_or_default().iter().flat_map(Node::entries);
        columns.map(|(key, heading)| (key.text().to_owned(), heading.text().to_owned())).collect()
    }

    /// Gives the table these headings, in this order; a column with a blank heading is not printed.
    pub fn set_columns(&mut self, columns: &[(&str, &str)]) {
        let printed = columns.iter().filter(|(_, heading)| !heading.trim().is_empty());
        let columns: Vec<Node> =
            printed.map(|(key, heading)| Node::of_map([(*key, Node::of_text(heading.trim()))])).collect();
        let had: Vec<(String, String)> = self.columns();
        let new = Self { root: Node::of_map([("tabla", Node::of_list(columns.clone()))]) };
        if had != new.columns() {
            tree::put(&mut self.root, "tabla", Node::of_list(columns));
        }
    }

    fn rows_mut(&mut self) -> &mut Vec<Node> {
        tree::list_mut(&mut self.root, "pasos")
    }
}
