//! The tables of procedures: their columns and rows as printed, whatever the text made of them.

mod runon;
mod tabbed;

use crate::source::Line;
use crate::words::{fold, squeezed};
use procedure::definition::ColumnKind;
use std::collections::BTreeMap;

/// A printed table. Several stretches of one table, cut by page headers, are one.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// What each column holds, with its printed heading.
    pub(crate) columns: Vec<(ColumnKind, String)>,
    pub(crate) rows: Vec<Row>,
    /// First and last line, from 0.
    pub(crate) lines: (usize, usize),
}

/// A printed row.
#[derive(Debug, Default, Clone)]
pub(crate) struct Row {
    pub(crate) cells: BTreeMap<ColumnKind, String>,
    pub(crate) lines: (usize, usize),
    pub(crate) notes: Vec<Note>,
    /// The whole row, when its cells could not be told apart.
    pub(crate) unread: Option<String>,
}

/// What the manual leaves open: what the draft does about it, and the question to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) supposed: String,
    pub(crate) asked: String,
}

impl Note {
    pub(crate) fn new(supposed: impl Into<String>, asked: impl Into<String>) -> Self {
        Self { supposed: supposed.into(), asked: asked.into() }
    }
}

/// Most rows of a table: what a procedure file takes, with room for an end per flow.
const MOST_ROWS: usize = 300;

impl Row {
    pub(crate) fn get(&self, kind: ColumnKind) -> Option<&str> {
        self.cells.get(&kind).map(String::as_str).filter(|t| !t.is_empty())
    }

    pub(crate) fn number(&self) -> Option<&str> {
        self.get(ColumnKind::Number)
    }

    pub(crate) fn activity(&self) -> &str {
        self.get(ColumnKind::Activity).unwrap_or_default()
    }
}

/// Reads the table whose heading is in that line: the table and the line after it. Marks what it took.
pub(crate) fn read(lines: &mut [Line], at: usize) -> Option<(Table, usize)> {
    tabbed::read(lines, at).or_else(|| runon::read(lines, at))
}

/// Whether the line is the heading of a table, in one of the ways a text can have it.
pub(crate) fn begins(lines: &[Line], at: usize) -> bool {
    lines[at].tabbed() && tabbed::heading(&lines[at]).is_some() || runon::heading(&lines[at].raw).is_some()
}

/// What a heading says its column holds.
fn column(heading: &str) -> Option<ColumnKind> {
    let folded = fold(&squeezed(heading));
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let kind = match letters.trim() {
        "no" | "n" | "nº" | "num" | "numero" | "nro" | "paso" | "item" | "no paso" | "paso no" | "n paso" => {
            ColumnKind::Number
        }
        t if t.starts_with("responsable") => ColumnKind::Responsible,
        "area" | "area responsable" | "unidad responsable" | "unidad" | "puesto" | "cargo" | "actor" | "quien" => {
            ColumnKind::Responsible
        }
        t if t.starts_with("actividad") || t == "tarea" || t == "accion" => ColumnKind::Activity,
        t if t.starts_with("especificacion") || t == "observaciones" => ColumnKind::Specifications,
        t if t.starts_with("descripcion") => ColumnKind::Description,
        t if t.starts_with("puntos control") || t.starts_with("punto") && t.contains("control") => {
            ColumnKind::ControlPoint
        }
        t if t.starts_with("registro") || t == "documento" || t == "evidencia" || t == "formato" => ColumnKind::Record,
        t if t.starts_with("flujo") || t.starts_with("diagrama") => ColumnKind::Flowchart,
        _ => return None,
    };
    Some(kind)
}

/// The columns under these headings; a heading nobody knows gets a kind that is free. `None` when it is no heading of
/// a table of steps: that has an activity and says who or in which order.
fn columns(headings: &[&str]) -> Option<Vec<(ColumnKind, String)>> {
    let mut kinds: Vec<Option<ColumnKind>> = headings.iter().map(|h| column(h)).collect();
    let has = |kinds: &[Option<ColumnKind>], kind| kinds.contains(&Some(kind));
    if !has(&kinds, ColumnKind::Activity) {
        let description = kinds.iter().position(|k| *k == Some(ColumnKind::Description))?;
        kinds[description] = Some(ColumnKind::Activity);
    }
    let known = kinds.iter().flatten().count();
    let ordered = has(&kinds, ColumnKind::Number) || has(&kinds, ColumnKind::Responsible);
    if !ordered || known * 2 < headings.len() || headings.len() > 12 {
        return None;
    }
    let spare = [
        ColumnKind::Specifications,
        ColumnKind::Description,
        ColumnKind::ControlPoint,
        ColumnKind::Record,
        ColumnKind::Flowchart,
    ];
    for i in 0..kinds.len() {
        let again = kinds[i].is_some_and(|k| kinds[..i].contains(&Some(k)));
        if kinds[i].is_none() || again {
            kinds[i] = spare.into_iter().find(|k| !kinds.contains(&Some(*k)));
        }
    }
    let columns: Option<Vec<ColumnKind>> = kinds.into_iter().collect();
    Some(columns?.into_iter().zip(headings.iter().map(|h| squeezed(h))).collect())
}

/// Whether a cell is a step's number: «4», «4.», «10.3».
pub(crate) fn is_number(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')', '-']);
    !text.is_empty()
        && text.len() <= 8
        && text.split('.').all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
}

/// The value of a step's number as far as it orders rows: its first part.
pub(crate) fn order(number: &str) -> Option<u32> {
    number.trim().split(['.', ')', '-']).next()?.parse().ok()
}

/// «¿…?» printed as a row of its own.
pub(crate) fn is_question(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('¿') && text.ends_with('?') && text.chars().count() <= 300
}

pub(crate) fn is_start(text: &str) -> bool {
    let folded = fold(text);
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    folded == "inicio" || folded == "inicia" || folded.starts_with("inicio del pro") && folded.len() < 30
}

pub(crate) fn is_end(text: &str) -> bool {
    let folded = fold(text);
    let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
    folded == "fin" || folded == "final" || folded.starts_with("fin del pro") && folded.len() < 30
}
