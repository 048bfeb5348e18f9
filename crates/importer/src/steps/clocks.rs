//! Lengths, schedules and dates in the words of a row as clocks and waits of its step.

use super::{Kind, Step};
use crate::table::Note;
use crate::words::{Word, between, find, number, slug, words};
use procedure::times;
use procedure::yaml::Node;

pub(super) fn read(steps: &mut [Step]) {
    for i in 0..steps.len() {
        if !matches!(steps[i].kind, Kind::Task | Kind::Rule) {
            continue;
        }
        let opens = steps[i].start.is_some() || i > 0 && steps[i - 1].kind == Kind::Start;
        if !opens && let Some((schedule, quote)) = schedule(&steps[i]) {
            let wait = [("horario", schedule), ("cita", quote)];
            steps[i].wait = Some(Node::of_map(wait.map(|(k, v)| (k, Node::of_text(v)))));
        }
        let texts: Vec<String> = steps[i].texts().map(str::to_owned).collect();
        for text in &texts {
            lengths(&mut steps[i], text);
        }
        dates(steps, i);
    }
}

/// «lunes a viernes, hora 8:30»: the schedule as the format writes it, and the words.
pub(super) fn schedule(step: &Step) -> Option<(String, String)> {
    step.texts().find_map(|text| {
        let words = words(text);
        let at = (0..words.len()).find(|i| {
            let days = &words[*i..];
            find(days.get(..3).unwrap_or_default(), &["lunes", "a", "*"]).is_some()
        })?;
        let hour = (at + 3..(at + 7).min(words.len())).find(|i| {
            let w = &words[*i].folded;
            w.contains(':') && w.bytes().all(|b| b.is_ascii_digit() || b == b':')
        })?;
        let schedule = format!("lunes a {} {}", &text[words[at + 2].from..words[at + 2].to], words[hour].folded);
        times::schedule(&schedule)?;
        Some((schedule.to_lowercase(), between(text, &words, at, hour).to_owned()))
    })
}

/// A length in a text: from which word to which, and as the format writes it.
struct Length {
    from: usize,
    to: usize,
    span: String,
    working: bool,
}

fn length_at(text: &str, words: &[Word], i: usize) -> Option<Length> {
    let (n, used) = number(&words[i..])?;
    let unit = words.get(i + used)?;
    let units = ["minuto", "hora", "dia", "semana", "mes", "meses", "ano"];
    if !units.iter().any(|u| unit.folded == *u || unit.folded == format!("{u}s")) {
        return None;
    }
    let working = words.get(i + used + 1).is_some_and(|w| w.folded.starts_with("habil"));
    let to = i + used + usize::from(working);
    let span = format!("{n} {}{}", text[unit.from..unit.to].to_lowercase(), if working { " hábiles" } else { "" });
    times::span(&span)?;
    Some(Length { from: i, to, span, working })
}

fn lengths(step: &mut Step, text: &str) {
    let words = words(text);
    let mut i = 0;
    while i < words.len() {
        let Some(length) = length_at(text, &words, i) else {
            i += 1;
            continue;
        };
        i = length.to + 1;
        clock(step, text, &words, &length);
    }
}

/// What a length means by the words around it.
fn clock(step: &mut Step, text: &str, words: &[Word], length: &Length) {
    let near = |from: usize, until: usize, any: &[&str]| {
        words
            .get(from..until.min(words.len()))
            .unwrap_or_default()
            .iter()
            .any(|w| any.iter().any(|a| w.folded.starts_with(a)))
    };
    let before = length.from.saturating_sub(4);
    if near(length.to + 1, length.to + 8, &["automatic", "cerrar"])
        && near(before, length.from, &["despues", "tras", "pasad"])
    {
        let until = (length.to..words.len()).find(|i| words[*i].stop == Some('.')).unwrap_or(words.len() - 1);
        let after = |w: &Word| ["despues", "tras", "pasad"].iter().any(|a| w.folded.starts_with(a));
        let from = (before..length.from).find(|i| after(&words[*i])).unwrap_or(length.from);
        step.closes = Some((length.span.clone(), between(text, words, from, until).to_owned()));
        step.note(Note::new(
            format!("El plazo de {} se cuenta en días corridos desde que se llega al paso.", length.span),
            "¿Los días son corridos o hábiles?",
        ));
        return;
    }
    if near(length.from, length.to + 5, &["anticipacion"]) {
        if !near(length.to + 1, length.to + 6, &["vencimiento"]) {
            let quote = between(text, words, length.from, length.to).to_owned();
            step.note(Note::new(
                format!("Nadie controla la anticipación de «{quote}»; la revisa quien hace el paso."),
                format!(
                    "«{quote}» de anticipación: ¿respecto de qué fecha, corridos o hábiles, y qué pasa si no se cumple?"
                ),
            ));
        }
        return;
    }
    if near(before, length.from, &["duracion", "vigencia"]) {
        let quote = between(text, words, before, length.to).to_owned();
        step.note(Note::new(
            "La duración no se anota sola; la escribe quien registra el contrato.",
            format!("«{quote}»: ¿desde qué día se cuenta?"),
        ));
        return;
    }
    if near(before, length.from, &["maxim", "plazo", "dentro", "antes", "mayor", "supere", "exceda"]) {
        limit(step, text, words, length);
    }
}

/// A limit warns those who do the step; the manual seldom says what else should happen.
fn limit(step: &mut Step, text: &str, words: &[Word], length: &Length) {
    if step.roles.is_empty() {
        return;
    }
    let from = (length.from.saturating_sub(4)..length.from)
        .find(|i| ["maxim", "plazo", "dentro", "antes"].iter().any(|a| words[*i].folded.starts_with(a)))
        .unwrap_or(length.from);
    let received = (length.to..(length.to + 5).min(words.len())).find(|i| words[*i].folded.starts_with("recib"));
    let quote = between(text, words, from, received.unwrap_or(length.to)).to_owned();
    let mut clock = vec![
        ("avisa", Node::of_list(step.roles.iter().map(Node::of_text))),
        ("tras", Node::of_text(&length.span)),
        ("cita", Node::of_text(&quote)),
    ];
    if received.is_some() || step.kind == Kind::Rule {
        clock.insert(2, ("desde", Node::of_text("inicio")));
    }
    step.clocks.push(Node::of_map(clock));
    let how = if length.working { "hábiles" } else { "corridas" };
    step.note(Note::new(
        format!("Al vencer «{quote}» se avisa a quien lo hace; el tiempo se cuenta en horas {how}."),
        format!("«{quote}»: ¿se cuenta en tiempo corrido o hábil, y a quién se avisa?"),
    ));
}

/// «Fija fecha de visita» asks for a date; «en la fecha programada» waits for the last one.
fn dates(steps: &mut [Step], i: usize) {
    let step = &steps[i];
    if step.kind != Kind::Task {
        return;
    }
    let words = words(&step.text);
    let sets = (0..words.len().saturating_sub(1)).find(|w| {
        let verb = ["establec", "fija", "program", "define", "acuerda"].iter().any(|v| words[*w].folded.starts_with(v));
        verb && words[*w + 1..].iter().take(2).any(|n| n.folded.starts_with("fecha"))
    });
    if sets.is_some() {
        let id = format!("fecha_{}", slug(step.text.split("fecha").nth(1).unwrap_or_default(), '_', 1));
        let free = steps.iter().all(|s| s.form.iter().all(|(f, _)| *f != id));
        let id = if free { id } else { format!("{id}_{}", i + 1) };
        let field = [("tipo", "fecha"), ("etiqueta", "Fecha"), ("obligatorio", "si")];
        steps[i].form.push((id, Node::of_map(field.map(|(k, v)| (k, Node::of_text(v))))));
        return;
    }
    let Some(at) = find(&words, &["en", "la", "fecha", "programada"]) else { return };
    let quote = between(&step.text, &words, at, at + 3).to_owned();
    let dated =
        |s: &Step| s.form.iter().rev().find(|(_, n)| n.text_of("tipo") == Some("fecha")).map(|(f, _)| f.clone());
    if let Some(field) = steps[..i].iter().rev().find_map(dated) {
        let wait = [("hasta", format!("${field}")), ("cita", quote)];
        steps[i].wait = Some(Node::of_map(wait.map(|(k, v)| (k, Node::of_text(v)))));
    }
}
