//! The Revisor: everything that is doubtful in a manual before anybody signs it, in one list.
//!
//! Joins what the language itself checks (`P01`–`P19`, against the manual too) with what only a reader would notice
//! (`R01`–`R24`): each finding says where, what, why it matters and what to do, in Spanish, for whoever wrote the
//! manual. Looks for words, so it asks rather than judges: no `R` finding is an error.

mod across;
mod dates;
mod manual;
mod papers;
mod rows;
mod rules;
mod words;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::edition::{Edition, File};
use crate::yaml::Node;
use kernel::time::Date;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `P01`… for what the language checks, `R01`… for what a reader would notice, `Yaml` and `Schema` for the format.
    pub code: String,
    pub severity: Severity,
    /// The file's name as it was given.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// In characters; 0 for the whole line.
    pub length: usize,
    /// The printed number of the row, when it is about a row that has one.
    pub row: Option<String>,
    /// What was found.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do about it.
    pub todo: String,
}

impl Finding {
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The finding for a terminal, with the source line; ends with a line break.
    pub fn render(&self, source: &str) -> String {
        let shown = Diagnostic {
            code: crate::diagnostic::Code::Schema,
            severity: self.severity,
            line: self.line,
            column: self.column,
            length: self.length,
            message: format!("[{}] {}", self.code, self.what),
            help: None,
        };
        let mut out = shown.render(&self.file, source);
        let _ = writeln!(out, "      por qué: {}\n      qué hacer: {}", self.why, self.todo);
        out
    }
}

/// What the files do not say.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The institution's day; without it nothing is found expired.
    pub today: Option<Date>,
    /// How many people hold each role; without it no role is found empty.
    pub people: Option<BTreeMap<String, usize>>,
}

/// Everything to look at in an edition, file by file and in the order of their lines; the manual first.
pub fn review(edition: &Edition, facts: &Facts) -> Vec<Finding> {
    let mut found = Vec::new();
    let known = edition.manual.as_ref().map(File::as_manual);
    let typed = known.as_ref().and_then(|(manual, _)| manual.as_ref());
    if let (Some(file), Some((_, said))) = (&edition.manual, &known) {
        found.extend(said.iter().map(|d| rules::of_language(file, d)));
        found.extend(manual::check(file, facts));
    }
    let tables: Vec<rows::Table<'_>> = edition.procedures.iter().map(rows::Table::new).collect();
    for table in &tables {
        let said = table.file.as_procedure(typed).1;
        found.extend(said.iter().map(|d| rules::of_language(table.file, d)));
        found.extend(rows::check(table));
        found.extend(papers::check(table));
    }
    found.extend(across::check(edition, &tables, facts));
    let order: BTreeMap<&str, usize> = (edition.manual.iter().chain(&edition.procedures).enumerate())
        .map(|(n, file)| (file.name.as_str(), n))
        .collect();
    found.sort_by(|a, b| {
        let key = |f: &Finding| (order.get(f.file.as_str()).copied(), f.line, f.column);
        (key(a), &a.code, &a.what).cmp(&(key(b), &b.code, &b.what))
    });
    found.dedup();
    found
}

/// The place of a key, or of the file's first line when it is not there.
fn place_of(root: &Node, path: &[&str]) -> Place {
    let at = root.place_at(path);
    if at.line == 0 { Place { line: 1, column: 1, length: 0 } } else { at }
}
