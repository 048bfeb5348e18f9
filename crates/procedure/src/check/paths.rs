//! What is surely done before: fields filled, documents issued and signed, steps done by somebody (`P11`–`P13`).
//!
//! A thing is surely there when no way from a start leads past everything that makes it. A step left by a clock was
//! entered but not done, so each row has two nodes.

use super::graph::Graph;
use super::{Sheet, of};
use crate::definition::{Assignment, DeadlineAction, Effect, FieldKind, Step, Wait};
use crate::diagnostic::{Code, Diagnostic, Place};
use std::collections::HashMap;

/// Ways through the procedure: node `i` is row `i` entered, node `n + i` the same row done.
struct Ways {
    out: Vec<Vec<usize>>,
    starts: Vec<usize>,
    rows: usize,
}

impl Ways {
    fn new(sheet: &Sheet<'_>, graph: &Graph) -> Self {
        let steps = &sheet.definition.steps;
        let rows = steps.len();
        let mut out = vec![Vec::new(); rows * 2];
        for (i, step) in steps.iter().enumerate() {
            let to = |id: &String| graph.row(id);
            let clocks = step.deadlines.iter().filter_map(|d| match &d.then {
                DeadlineAction::Go(id) => to(id),
                DeadlineAction::Notify(_) => None,
            });
            out[i] = clocks.chain([rows + i]).collect();
            let answers = step.decision.iter().flat_map(|d| d.answers.iter().map(|a| &a.to));
            out[rows + i] = step.next.iter().chain(answers).filter_map(to).collect();
        }
        let starts = sheet.definition.flows.iter().filter_map(|f| graph.row(&f.start)).collect();
        Self { out, starts, rows }
    }

    /// Which rows can be entered without any of `makers` having been done.
    fn entered_without(&self, makers: &[usize]) -> Vec<bool> {
        let mut seen = vec![false; self.out.len()];
        for maker in makers {
            seen[self.rows + maker] = true; // never passed
        }
        let mut open = self.starts.clone();
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                open.extend(self.out[node].iter().copied());
            }
        }
        seen.truncate(self.rows);
        seen
    }
}

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let graph = Graph::new(&sheet.definition.steps);
    let ways = Ways::new(sheet, &graph);
    let mut found = fields(sheet, &ways);
    found.extend(documents(sheet, &ways));
    found.extend(doers(sheet, &graph, &ways));
    found
}

/// A use of a field: where, in which row, and whether before the row's own form is filled.
struct Use<'a> {
    field: &'a str,
    row: usize,
    at: Place,
    waits: bool,
}

fn field_uses<'a>(sheet: &Sheet<'a>) -> Vec<Use<'a>> {
    let mut uses = Vec::new();
    for (row, step) in sheet.steps() {
        if let Some(Wait::UntilField(field)) = &step.wait {
            uses.push(Use { field, row, at: sheet.place(row, &["espera", "hasta"]), waits: true });
        }
        for (n, effect) in step.effects.iter().enumerate() {
            if let Effect::Notify { when: Some(field), .. } | Effect::Register { when: Some(field), .. } = effect {
                let at = sheet.place(row, &["efectos", &n.to_string(), "si_hay"]);
                uses.push(Use { field, row, at, waits: false });
            }
        }
        let holder: &[&str] =
            if sheet.row(row).get("decide").is_some() { &["decide", "opciones"] } else { &["opciones"] };
        for (n, answer) in step.decision.iter().flat_map(|d| &d.answers).enumerate() {
            for (k, field) in answer.requires.iter().enumerate() {
                let (n, k) = (n.to_string(), k.to_string());
                let at = sheet.place(row, &[holder, &[&n, "exige", &k]].concat());
                uses.push(Use { field, row, at, waits: false });
            }
        }
    }
    uses
}

fn fields(sheet: &Sheet<'_>, ways: &Ways) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut known: HashMap<&str, Vec<bool>> = HashMap::new();
    for Use { field, row, at, waits } in field_uses(sheet) {
        let filler = sheet.steps().find_map(|(i, s)| Some((i, s.form.iter().find(|f| f.id == field)?)));
        let Some((filler, filled)) = filler else { continue };
        if waits && filled.kind != FieldKind::Date {
            found.push(
                Diagnostic::error(Code::P11, at, format!("el campo «{field}» no es una fecha"))
                    .with_help("Espere hasta un campo «tipo: fecha»"),
            );
        }
        if waits && !filled.required {
            found.push(
                Diagnostic::error(Code::P11, at, format!("el campo «{field}» puede quedar vacío, y el paso lo espera"))
                    .with_help("Póngale «obligatorio: si»"),
            );
        }
        let own = filler == row && !waits;
        if !own && known.entry(field).or_insert_with(|| ways.entered_without(&[filler]))[row] {
            let filler = of(&sheet.definition.steps[filler]);
            found.push(
                Diagnostic::error(
                    Code::P11,
                    at,
                    format!("se puede llegar aquí sin haber llenado «{field}», que es {filler}"),
                )
                .with_help("Pida el campo en un paso por el que siempre se pase antes"),
            );
        }
    }
    found
}

/// Rows that do that to the document.
fn rows_where(sheet: &Sheet<'_>, mut does: impl FnMut(&Step) -> bool) -> Vec<usize> {
    sheet.steps().filter(|(_, s)| does(s)).map(|(i, _)| i).collect()
}

fn documents(sheet: &Sheet<'_>, ways: &Ways) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for id in sheet.definition.documents.keys() {
        let issues = |e: &Effect| matches!(e, Effect::Issue { document } if document == id);
        let unissued = ways.entered_without(&rows_where(sheet, |s| s.effects.iter().any(issues)));
        let signers = rows_where(sheet, |s| s.signs.as_ref() == Some(id));
        let unsigned = ways.entered_without(&signers);
        for row in &signers {
            if unissued[*row] {
                let message = format!("se puede llegar a firmar «{id}» sin haberlo generado");
                found.push(ungenerated(sheet.place(*row, &["firma"]), message, id));
            }
        }
        for (row, step) in sheet.steps() {
            for (n, effect) in step.effects.iter().enumerate() {
                let Effect::File { document, .. } = effect else { continue };
                if document != id {
                    continue;
                }
                let at = sheet.place(row, &["efectos", &n.to_string(), "archiva"]);
                if unissued[row] && !step.effects[..n].iter().any(issues) {
                    found.push(ungenerated(at, format!("se puede llegar a archivar «{id}» sin haberlo generado"), id));
                } else if !signers.is_empty() && unsigned[row] && step.signs.as_ref() != Some(id) {
                    let message =
                        format!("se puede llegar a archivar «{id}» sin su firma, y así no se podrá terminar el paso");
                    found.push(
                        Diagnostic::warning(Code::P12, at, message)
                            .with_help("Archívelo después del paso que lo firma"),
                    );
                }
            }
        }
    }
    found
}

fn ungenerated(at: Place, message: String, id: &str) -> Diagnostic {
    Diagnostic::error(Code::P12, at, message)
        .with_help(format!("Agregue «efectos: [genera: {id}]» a un paso por el que siempre se pase antes"))
}

fn doers(sheet: &Sheet<'_>, graph: &Graph, ways: &Ways) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut known: HashMap<usize, Vec<bool>> = HashMap::new();
    for (row, step) in sheet.steps() {
        let Assignment::SameAs(who) = &step.assignment else { continue };
        let Some(doer) = graph.row(who) else { continue };
        if known.entry(doer).or_insert_with(|| ways.entered_without(&[doer]))[row] {
            let message = format!("se puede llegar aquí sin que nadie haya hecho «{who}»");
            found.push(
                Diagnostic::error(Code::P13, sheet.place(row, &["reparto", "quien"]), message)
                    .with_help("Nombre un paso por el que siempre se pase antes, o quite «reparto»"),
            );
        }
    }
    found
}
