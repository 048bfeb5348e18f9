//! What has to hold of a procedure as a whole: soundness and the checks that need more than one row.
//!
//! With one token per case, a procedure is sound when every row lies on a way from a start to an end (`P04`, `P05`).
//! Every check is linear in the rows, or in rows times named things; the format allows 400 rows.

mod graph;
mod paths;
mod rows;

use crate::definition::{Definition, Effect, FieldKind, Step};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::manual::Manual;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// A definition with the text it came from, for the places.
pub(crate) struct Sheet<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) root: &'a Node,
    rows: &'a [Node],
}

impl<'a> Sheet<'a> {
    pub(crate) fn new(definition: &'a Definition, root: &'a Node) -> Self {
        Self { definition, root, rows: root.get("pasos").map(Node::items).unwrap_or_default() }
    }

    fn row(&self, i: usize) -> &'a Node {
        &self.rows[i]
    }

    /// The place of something in row `i`, or the row's head when it is not written there.
    fn place(&self, i: usize, path: &[&str]) -> Place {
        self.row(i).place_at(path)
    }

    fn steps(&self) -> impl Iterator<Item = (usize, &'a Step)> {
        self.definition.steps.iter().enumerate()
    }
}

/// All checks that need a built definition. None of them stops at its first finding.
pub(crate) fn run(definition: &Definition, root: &Node) -> Vec<Diagnostic> {
    let sheet = Sheet::new(definition, root);
    let mut found = graph::check(&sheet);
    found.extend(paths::check(&sheet));
    found.extend(rows::check(&sheet));
    found
}

/// How a row is called in a message: its printed number and id.
fn called(step: &Step) -> String {
    match &step.number {
        Some(number) => format!("el paso {number} («{}»)", step.id),
        None => format!("la fila «{}»", step.id),
    }
}

/// The same after «de».
fn of(step: &Step) -> String {
    contracted("de", &called(step))
}

/// The same after «a».
fn to(step: &Step) -> String {
    contracted("a", &called(step))
}

fn contracted(preposition: &str, name: &str) -> String {
    match name.strip_prefix("el ") {
        Some(rest) => format!("{preposition}l {rest}"),
        None => format!("{preposition} {name}"),
    }
}

/// Roles and catalogues that the procedure uses and the manual does not have. Roles that end in `_del_caso` are
/// relative to the case and need no declaration. Places are lines of the procedure's text.
pub fn check_against(definition: &Definition, manual: &Manual) -> Vec<Diagnostic> {
    let roles: BTreeSet<&str> = manual.roles.iter().map(|r| r.code.as_str()).collect();
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for step in &definition.steps {
        let at = Place { line: step.line, column: 1, length: 0 };
        for role in roles_of(step) {
            if roles.contains(role) || role.ends_with("_del_caso") || !told.insert(role) {
                continue;
            }
            let message = format!("el rol «{role}», {}, no está en el manual", of(step));
            found.push(or_declare(Diagnostic::error(Code::P02, at, message), role, &roles));
        }
        for field in &step.form {
            let FieldKind::Catalogue { catalogue } = &field.kind else { continue };
            if manual.catalogues.contains_key(catalogue) || !told.insert(catalogue) {
                continue;
            }
            let names: BTreeSet<&str> = manual.catalogues.keys().map(String::as_str).collect();
            let message = format!("el catálogo «{catalogue}», del campo «{}», no está en el manual", field.id);
            found.push(or_declare(Diagnostic::error(Code::P02, at, message), catalogue, &names));
        }
    }
    found
}

fn or_declare(found: Diagnostic, word: &str, known: &BTreeSet<&str>) -> Diagnostic {
    match nearest(word, known.iter().copied()) {
        Some(near) => found.with_help(format!("¿Quiso decir «{near}»?")),
        None => found.with_help("Agréguelo en manual.yaml"),
    }
}

/// Every role that the step names, in any of its parts.
fn roles_of(step: &Step) -> impl Iterator<Item = &str> {
    use crate::definition::DeadlineAction;
    let told = step.deadlines.iter().flat_map(|d| match &d.then {
        DeadlineAction::Notify(roles) => roles.as_slice(),
        DeadlineAction::Go(_) => &[],
    });
    let notified = step.effects.iter().flat_map(|e| match e {
        Effect::Notify { to, .. } => to.as_slice(),
        Effect::Number { .. } | Effect::Issue { .. } | Effect::File { .. } | Effect::Register { .. } => &[],
    });
    step.roles.iter().chain(told).chain(notified).map(String::as_str)
}
