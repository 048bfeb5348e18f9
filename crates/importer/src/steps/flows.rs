//! Where cases begin and end: the rows INICIO and FIN, or what stands for them; several flows in one table.

use super::{Heading, Kind, Step, after};
use crate::table::Note;
use crate::words::{MONTHS, between, find, fold, number, slug, words};
use procedure::yaml::Node;

/// Puts a beginning and an end to every flow. With `split`, a row that closes the case ends its flow.
pub(super) fn read(steps: &mut Vec<Step>, heading: &Heading, split: bool) {
    let printed = steps.iter().any(|s| matches!(s.kind, Kind::Start | Kind::End { .. }));
    let mut starts = if split && !printed { beginnings(steps) } else { Vec::new() };
    if printed {
        starts = (0..steps.len()).filter(|i| steps[*i].kind == Kind::Start).collect();
    }
    if !starts.contains(&0) && steps.first().is_some_and(|s| !matches!(s.kind, Kind::End { .. })) {
        starts.insert(0, 0);
    }
    starts.dedup();
    for (n, start) in starts.iter().enumerate().rev() {
        let until = starts.get(n + 1).copied().unwrap_or(steps.len());
        if !matches!(steps[..until].last(), Some(s) if matches!(s.kind, Kind::End { .. })) {
            let name = if until == steps.len() { "fin".to_owned() } else { format!("fin_{}", n + 1) };
            let taken = steps.iter().any(|s| s.id == name);
            let id = if taken { format!("{name}_oculto") } else { name };
            steps.insert(until, end(id, starts.len() > 1));
            shift(steps, until);
        }
        begin(steps, *start, heading, n);
    }
}

/// Rows moved down by one: aims into the list follow.
fn shift(steps: &mut [Step], from: usize) {
    let moved = |to: &mut super::To| {
        if let super::To::Step(i) = to
            && *i >= from
        {
            *i += 1;
        }
    };
    for step in steps {
        step.next.iter_mut().for_each(moved);
        for (_, answers) in step.question.iter_mut() {
            answers.iter_mut().for_each(|a| moved(&mut a.to));
        }
    }
}

fn end(id: String, several: bool) -> Step {
    let supposed = if several {
        "El manual no tiene fila de fin; este flujo termina aquí."
    } else {
        "El manual no tiene fila de fin; el proceso termina después de la última fila."
    };
    let mut step = super::step(&crate::table::Row::default());
    step.kind = Kind::End { hidden: true };
    (step.id, step.text, step.lines) = (id, "oculto".to_owned(), None);
    step.supposed = vec![supposed.to_owned()];
    step
}

/// Rows that begin a flow of their own in a table without INICIO: what comes after the case was closed, and reports
/// and plans after that.
fn beginnings(steps: &[Step]) -> Vec<usize> {
    let closes = |s: &Step| {
        let f = s.folded();
        s.kind == Kind::Task && (f.contains("cerrara automaticamente") || f.contains("se cierra el caso"))
    };
    let Some(closed) = (0..steps.len()).find(|i| closes(&steps[*i])) else { return Vec::new() };
    let first = closed + 1;
    let recurring = |s: &Step| {
        let f = fold(&s.text);
        s.kind == Kind::Task
            && ["elabor", "present", "gener"].iter().any(|v| f.starts_with(v))
            && ["informe", "plan", "programa", "reporte"].iter().any(|n| f.contains(n))
    };
    let more = (first + 1..steps.len()).filter(|i| recurring(&steps[*i]));
    (first..first + 1).filter(|i| *i < steps.len()).chain(more).collect()
}

/// Says what begins the flow at that row.
fn begin(steps: &mut [Step], start: usize, heading: &Heading, nth: usize) {
    let end = (start + 1..steps.len()).find(|i| matches!(steps[*i].kind, Kind::End { .. })).unwrap_or(steps.len());
    let own = steps[start].acts();
    let below = || after(steps, start).filter(|i| *i < end && steps[*i].acts());
    let Some(first) = own.then_some(start).or_else(below) else {
        steps[start].start = Some(Node::of_text("solicitud"));
        return;
    };
    let (trigger, note) = trigger(&steps[first..end], heading, nth, own);
    let asks = trigger.text() == "solicitud" || trigger.get("mensaje").is_some();
    if let Some(quote) = trigger.text_of("cita").filter(|_| !own) {
        steps[first].quote.get_or_insert(quote.to_owned());
    }
    let mut trigger = trigger;
    if !own {
        trigger.remove("cita");
    }
    steps[start].start = Some(trigger);
    if let Some(note) = note {
        steps[start].note(note);
    }
    if asks && steps[first].kind == Kind::Task {
        let id = if nth == 0 { "unidad".to_owned() } else { format!("unidad_{}", nth + 1) };
        let field = [("tipo", "unidad"), ("etiqueta", "Unidad"), ("obligatorio", "si")];
        steps[first].form.push((id, Node::of_map(field.map(|(k, v)| (k, Node::of_text(v))))));
    }
}

fn trigger(steps: &[Step], heading: &Heading, nth: usize, own: bool) -> (Node, Option<Note>) {
    let text = |s: &str| Node::of_text(s);
    let first = &steps[0];
    let folded = first.folded();
    if let Some((row, quote, span)) = steps.iter().find_map(before_end) {
        let trigger = Node::of_map([("antes", text(&span)), ("de", text("contrato.vencimiento"))]);
        let note = Note::new(
            format!(
                "Se abre {span} antes del vencimiento del contrato anotado en el registro de contratos: «{quote}» (paso {row})."
            ),
            "¿De qué contrato se cuenta la anticipación, y quién lo anota?",
        );
        return (trigger, Some(note));
    }
    if let Some((schedule, quote)) = super::clocks::schedule(first) {
        return (Node::of_map([("horario", text(&schedule)), ("cita", text(&quote))]), None);
    }
    if steps.iter().any(|s| s.folded().contains("cronograma")) {
        let trigger = Node::of_map([("cronograma", text(&slug(&heading.title, '_', 2)))]);
        let note = Note::new(
            "Se abre según el cronograma, que se lleva aparte.",
            "¿Quién hace el cronograma y con qué fechas?",
        );
        return (trigger, Some(note));
    }
    let recurring = ["informe", "plan ", "programa "].iter().find(|n| fold(&first.text).contains(**n));
    if let Some(what) = recurring.filter(|_| nth > 0) {
        let (schedule, every) = if *what == "informe" {
            ("día 1 de cada mes 8:00".to_owned(), "cada mes")
        } else {
            (format!("15 de {} 8:00", MONTHS[0]), "cada año")
        };
        let note = Note::new(
            format!("Se hace {every}; el manual no dice cuándo."),
            format!("¿Cada cuánto y en qué fecha se hace «{}»?", first.text),
        );
        return (Node::of_map([("horario", text(&schedule))]), Some(note));
    }
    let channels = [("web", "pagina web"), ("correo", "correo electronico")];
    let channels: Vec<&str> = channels.iter().filter(|(_, w)| folded.contains(w)).map(|(c, _)| *c).collect();
    if own && !channels.is_empty() && folded.contains("solicit") {
        let quote = super::who::quote(first, &["pagina", "web"])
            .or_else(|| super::who::quote(first, &["correo", "electronico"]));
        let mut trigger = Node::of_map([("mensaje", Node::of_list(channels.into_iter().map(Node::of_text)))]);
        if let Some(quote) = quote {
            trigger.set("cita", Node::of_text(quote));
        }
        return (trigger, None);
    }
    let requested = ["solicit", "ticket", "requer"].iter().any(|w| folded.contains(w));
    let relative = first.roles.iter().any(|r| r.ends_with("_del_caso"));
    let note = (!requested && !relative).then(|| {
        Note::new("Se abre cuando alguien lo pide; el manual no dice qué lo abre.", "¿Qué da comienzo a este proceso?")
    });
    (text("solicitud"), note)
}

/// «Con 2 meses de anticipación al vencimiento»: the row's number, the words and the length.
fn before_end(step: &Step) -> Option<(String, String, String)> {
    step.texts().find_map(|text| {
        let words = words(text);
        let at = find(&words, &["anticipacion", "al", "vencimiento"])?;
        let from = (at.saturating_sub(4)..at).find(|i| number(&words[*i..]).is_some())?;
        let (n, used) = number(&words[from..])?;
        let unit = words.get(from + used)?;
        let unit = &text[unit.from..unit.to];
        let quote = between(text, &words, from, at + 2).to_owned();
        let span = format!("{n} {unit}");
        procedure::times::span(&span)?;
        Some((step.number.clone().unwrap_or_default(), quote, span))
    })
}
