//! Who does a step, and who gets it among them.

use super::{Kind, Step};
use crate::roles::{Roles, Together};
use crate::table::Note;
use crate::words::{between, find, words};
use procedure::yaml::Node;

/// Gives every step its roles: those of its responsible or, in a merged cell, of the one above.
pub(super) fn read(steps: &mut [Step], roles: &mut Roles) {
    let mut above: Option<String> = None;
    let mut asked: Vec<String> = Vec::new();
    for step in steps {
        if step.responsible.is_some() {
            above.clone_from(&step.responsible);
        }
        if !matches!(step.kind, Kind::Task | Kind::Question | Kind::Rule) {
            continue;
        }
        let Some(printed) = step.responsible.clone().or_else(|| above.clone()) else {
            step.note(Note::new("El manual no dice quién lo hace.", "¿Quién es responsable de este paso?"));
            continue;
        };
        let responsible = roles.read(&printed);
        if step.kind == Kind::Question && step.responsible.is_none() {
            step.answers = Some(printed.clone());
            step.note(Note::new(
                format!("Responde la pregunta quien hizo el paso anterior: {printed}."),
                "¿Quién responde esta pregunta?",
            ));
        }
        if responsible.unclear && step.kind != Kind::Rule && !asked.contains(&printed) {
            asked.push(printed.clone());
            step.note(Note::new(
                "Puede actuar cualquiera de los responsables nombrados.",
                format!("«{printed}»: ¿basta con uno o actúan todos?"),
            ));
        }
        if responsible.together == Together::All && step.kind == Kind::Task {
            step.assignment = Some(Node::of_map([
                ("firman", Node::of_text("todos")),
                ("supuesto", Node::of_text(format!("Actúan todos juntos, porque el manual dice «{printed}»."))),
            ]));
        }
        step.roles = responsible.roles;
    }
}

/// Queues («por orden de llegada») and «una vez tomado»: the same person goes on.
pub(super) fn assign(steps: &mut [Step]) {
    let mut taken: Option<String> = None;
    for step in steps.iter_mut().filter(|s| s.kind == Kind::Task && s.assignment.is_none()) {
        if let Some(quote) = quote(step, &["por", "orden", "de", "llegada"]) {
            step.assignment =
                Some(Node::of_map([("cola", Node::of_text("orden_de_llegada")), ("cita", Node::of_text(quote))]));
            taken = Some(step.id.clone());
        } else if let (Some(who), Some(quote)) = (&taken, quote(step, &["una", "vez", "tomado"])) {
            step.assignment =
                Some(Node::of_map([("quien", Node::of_text(who.clone())), ("cita", Node::of_text(quote))]));
        }
    }
}

/// Those words as the row prints them.
pub(super) fn quote(step: &Step, pattern: &[&str]) -> Option<String> {
    step.texts().find_map(|text| {
        let words = words(text);
        let at = find(&words, pattern)?;
        Some(between(text, &words, at, at + pattern.len() - 1).to_owned())
    })
}
