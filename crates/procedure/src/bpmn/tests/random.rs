//! The engine's random procedures as files.

use super::super::{Expressions, write};
use super::parsed;
use crate::definition::{
    Assignment, ColumnKind, Deadline, DeadlineAction, Definition, Effect, FieldKind, Step, StepKind, Wait,
};
use crate::engine::tests::random::{Seed, build};
use crate::yaml::{self, Node};
use kernel::time::Span;
use std::collections::BTreeMap;

fn text(text: impl Into<String>) -> Node {
    Node::of_text(text)
}

fn map(entries: &[(&str, Node)]) -> Node {
    Node::of_map(entries.iter().map(|(k, v)| (*k, v.clone())))
}

/// The file of a random procedure; whoever has to be a step's same person is left out where the language refuses it.
pub(super) fn source(seeds: &[Seed]) -> String {
    let with = file(seeds, true);
    if crate::parse(&with).0.is_some() { with } else { file(seeds, false) }
}

pub(super) fn xml(source: &str) -> String {
    let (def, root) = parsed(source);
    write(&def, &root, Expressions::Python)
}

/// The engine's random procedure with every row in reach and no way to a row that nobody does.
fn sound(seeds: &[Seed]) -> Definition {
    let mut def = build(seeds);
    let kinds: Vec<(String, bool)> =
        def.steps.iter().map(|s| (s.id.clone(), matches!(s.kind, StepKind::Rule { .. }))).collect();
    let place = |id: &str| kinds.iter().position(|(known, _)| known == id).unwrap_or(0);
    let onward = |from: usize| kinds[from..].iter().find(|(_, rule)| !rule).map(|(id, _)| id.clone()).unwrap();
    let backward = |from: usize| kinds[..=from].iter().rfind(|(_, rule)| !rule).map(|(id, _)| id.clone()).unwrap();
    for step in &mut def.steps {
        let row = step.row;
        let mend = |to: &mut String| {
            let at = place(to);
            *to = if at > row { onward(at) } else { backward(at) };
        };
        step.next.iter_mut().for_each(mend);
        for deadline in &mut step.deadlines {
            if let DeadlineAction::Go(to) = &mut deadline.then {
                mend(to);
            }
        }
        if let Some(decision) = &mut step.decision {
            decision.answers.iter_mut().for_each(|a| mend(&mut a.to));
            let to_next = decision.answers.iter_mut().rfind(|a| !a.back);
            to_next.unwrap().to = onward(row + 1);
        }
    }
    def
}

fn file(seeds: &[Seed], same: bool) -> String {
    let def = sound(seeds);
    let place: BTreeMap<&str, usize> = def.steps.iter().map(|s| (s.id.as_str(), s.row)).collect();
    let rows = def.steps.iter().map(|s| row(s, &place, same));
    let lanes: BTreeMap<&str, Node> =
        def.steps.iter().filter_map(|s| Some((s.responsible.as_deref()?, text("rol_a")))).collect();
    let root = map(&[
        ("formato", text("procedimiento/1")),
        ("id", text("muestra")),
        ("titulo", text("Muestra")),
        ("tabla", Node::of_list([map(&[("actividad", text("ACTIVIDAD"))])])),
        ("responsables", Node::of_map(lanes)),
        ("documentos", map(&[("acta", map(&[("titulo", text("Acta")), ("plantilla", text("acta.typ"))]))])),
        ("pasos", Node::of_list(rows)),
    ]);
    yaml::write(&root)
}

fn row(step: &Step, place: &BTreeMap<&str, usize>, same: bool) -> Node {
    let mut row = map(&[("id", text(&step.id))]);
    let activity = step.texts.get(&ColumnKind::Activity).map_or("", String::as_str);
    match &step.kind {
        StepKind::Start { label } => {
            row.set("inicio", text(label));
            row.set("arranque", text("solicitud"));
            return row;
        }
        StepKind::End { label, .. } => {
            row.set("fin", text(label));
            return row;
        }
        StepKind::Rule { .. } => {
            row.set("norma", Node::of_list([text("pedir")]));
            row.set("actividad", text(activity));
            return row;
        }
        StepKind::Task => row.set("actividad", text(activity)),
    }
    row.set("responsable", text(step.responsible.clone().unwrap_or_default()));
    row.set("actua", Node::of_list(step.roles.iter().map(text)));
    furnish(step, place, same, &mut row);
    row
}

fn furnish(step: &Step, place: &BTreeMap<&str, usize>, same: bool, row: &mut Node) {
    let way = |to: &str| if place[to] > step.row { "sigue" } else { "regresa" };
    let field = |id: &str| if id == "dia" { id.to_owned() } else { format!("{id}_{}", step.id) };
    let form = step.form.iter().map(|f| {
        let kind = match f.kind {
            FieldKind::Date => "fecha",
            FieldKind::Number => "numero",
            _ => "linea",
        };
        let required = text(if f.required { "si" } else { "no" });
        (field(&f.id), map(&[("tipo", text(kind)), ("etiqueta", text(&f.label)), ("obligatorio", required)]))
    });
    let form: Vec<(String, Node)> = form.collect();
    if !form.is_empty() {
        row.set("formulario", Node::of_map(form.iter().map(|(k, v)| (k.as_str(), v.clone()))));
    }
    match &step.assignment {
        Assignment::ArrivalOrder => row.set("reparto", map(&[("cola", text("orden_de_llegada"))])),
        Assignment::Everyone => row.set("reparto", map(&[("firman", text("todos"))])),
        Assignment::SameAs(id) if same => row.set("reparto", map(&[("quien", text(id))])),
        Assignment::SameAs(_) | Assignment::Anyone => {}
    }
    if let Some(Wait::UntilField(id)) = &step.wait {
        row.set("espera", map(&[("hasta", text(format!("${id}")))]));
    }
    if !step.deadlines.is_empty() {
        row.set("plazos", Node::of_list(step.deadlines.iter().map(|d| clock(d, &way))));
    }
    if let Some(effect) = step.effects.first() {
        let key = if matches!(effect, Effect::Issue { .. }) { "genera" } else { "archiva" };
        row.set("efectos", Node::of_list([map(&[(key, text("acta"))])]));
    }
    if let Some(document) = &step.signs {
        row.set("firma", text(document));
    }
    match &step.decision {
        Some(decision) => {
            let options = decision.answers.iter().map(|a| {
                let mut option = map(&[("respuesta", text(&a.label)), (way(&a.to), text(&a.to))]);
                if !a.requires.is_empty() {
                    option.set("exige", Node::of_list(a.requires.iter().map(|f| text(field(f)))));
                }
                option
            });
            let options = Node::of_list(options);
            row.set("decide", map(&[("pregunta", text(&decision.question)), ("opciones", options)]));
        }
        None => {
            let next = step.next.clone().unwrap_or_default();
            row.set(way(&next), text(next));
        }
    }
}

fn clock(deadline: &Deadline, way: &dyn Fn(&str) -> &'static str) -> Node {
    let after = match deadline.after {
        Span::Days(n) => format!("{n} días"),
        Span::WorkingDays(n) => format!("{n} días hábiles"),
        _ => "2 horas".to_owned(),
    };
    let mut out = map(&[("tras", text(after))]);
    if deadline.from_start {
        out.set("desde", text("inicio"));
    }
    match &deadline.then {
        DeadlineAction::Go(to) => out.set(way(to), text(to)),
        DeadlineAction::Notify(roles) => out.set("avisa", text(&roles[0])),
    }
    out
}
