//! Definitions built by hand.

use crate::definition::{
    Answer, Assignment, Column, ColumnKind, Decision, Definition, Document, Effect, Field, FieldKind, Flow, Step,
    StepKind, Trigger,
};
use std::collections::BTreeMap;

pub(crate) const USER: &str = "usuario_del_caso";
pub(crate) const TECHNICIAN: &str = "tecnico_tim";
pub(crate) const CHIEF: &str = "jefatura_tim";

/// A task that anybody with the role may do.
pub(crate) fn task(id: &str, role: &str) -> Step {
    Step {
        id: id.to_owned(),
        row: 0,
        line: 1,
        number: None,
        kind: StepKind::Task,
        responsible: Some(role.to_owned()),
        merged: false,
        roles: vec![role.to_owned()],
        texts: BTreeMap::from([(ColumnKind::Activity, id.to_owned())]),
        branch: None,
        form: Vec::new(),
        assignment: Assignment::Anyone,
        wait: None,
        deadlines: Vec::new(),
        effects: Vec::new(),
        signs: None,
        decision: None,
        next: None,
        assumption: None,
    }
}

fn mark(id: &str, kind: StepKind) -> Step {
    Step { kind, responsible: None, roles: Vec::new(), texts: BTreeMap::new(), ..task(id, "") }
}

pub(crate) fn start() -> Step {
    mark("inicio", StepKind::Start { label: "Inicio".to_owned() })
}

pub(crate) fn end() -> Step {
    mark("fin", StepKind::End { label: "Fin".to_owned(), hidden: false })
}

pub(crate) fn field(id: &str, kind: FieldKind, required: bool) -> Field {
    Field { id: id.to_owned(), label: id.to_owned(), kind, required, help: None }
}

pub(crate) fn answer(label: &str, to: &str, back: bool, requires: &[&str]) -> Answer {
    let requires = requires.iter().map(|&r| r.to_owned()).collect();
    Answer { label: label.to_owned(), to: to.to_owned(), back, requires, scores: None }
}

pub(crate) fn asks(question: &str, answers: Vec<Answer>) -> Option<Decision> {
    Some(Decision { question: question.to_owned(), by: None, answers })
}

pub(crate) fn issue(document: &str) -> Effect {
    Effect::Issue { document: document.to_owned() }
}

pub(crate) fn file(document: &str) -> Effect {
    Effect::File { document: document.to_owned(), place: "folder {año}-{mes}".to_owned() }
}

/// One flow begun by a request over all the rows; rows are numbered and go to the next one unless they say otherwise.
pub(crate) fn definition(mut rows: Vec<Step>) -> Definition {
    let ids: Vec<String> = rows.iter().map(|s| s.id.clone()).collect();
    let mut documents = BTreeMap::new();
    for (i, step) in rows.iter_mut().enumerate() {
        step.row = i;
        step.line = i + 1;
        step.number = Some((i + 1).to_string());
        if step.next.is_none() && step.decision.is_none() {
            step.next = ids.get(i + 1).cloned().filter(|_| !matches!(step.kind, StepKind::End { .. }));
        }
        for effect in &step.effects {
            if let Effect::Number { document } | Effect::Issue { document } | Effect::File { document, .. } = effect {
                documents.insert(document.clone(), paper(document));
            }
        }
    }
    let first = rows.iter().position(|s| !matches!(s.kind, StepKind::Start { .. })).unwrap_or(0);
    Definition {
        code: "muestra".to_owned(),
        title: "Muestra".to_owned(),
        printed_code: None,
        objective: None,
        proposal: None,
        table: vec![Column { kind: ColumnKind::Activity, heading: "ACTIVIDAD".to_owned() }],
        responsibles: BTreeMap::new(),
        documents,
        flows: vec![Flow {
            start: ids[0].clone(),
            trigger: Trigger::Request,
            first: ids[first].clone(),
            steps: ids.clone(),
        }],
        steps: rows,
        sha256: String::new(),
    }
}

fn paper(id: &str) -> Document {
    Document { id: id.to_owned(), title: id.to_owned(), template: format!("{id}.typ"), numbering: None }
}

/// The support procedure: ask, take, attend, close, print, sign, file.
pub(crate) fn support() -> Definition {
    let technician = |id| task(id, TECHNICIAN);
    let same = |id| Step { assignment: Assignment::SameAs("tomar".to_owned()), ..technician(id) };
    let kind_of_help = FieldKind::Catalogue { catalogue: "tipos-de-ayuda".to_owned() };
    definition(vec![
        start(),
        Step {
            form: vec![
                field("unidad", FieldKind::Unit, true),
                field("tipo_ayuda", kind_of_help, true),
                field("detalle", FieldKind::Text, false),
            ],
            effects: vec![Effect::Number { document: "ticket".to_owned() }],
            ..task("crear", USER)
        },
        Step { assignment: Assignment::ArrivalOrder, ..technician("tomar") },
        same("atender"),
        Step {
            form: vec![field("problema", FieldKind::Text, true), field("solucion", FieldKind::Text, true)],
            ..same("cerrar")
        },
        Step { effects: vec![issue("ticket")], ..technician("imprimir") },
        Step { signs: Some("ticket".to_owned()), ..task("firmar", USER) },
        Step { effects: vec![file("ticket")], ..technician("almacenar") },
        end(),
    ])
}
