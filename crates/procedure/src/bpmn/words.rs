//! Lengths of time, schedules and texts as BPMN and its readers spell them.

use crate::definition::{Deadline, Trigger};
use crate::times::{self, Days};
use kernel::time::Span;

/// ISO 8601. Working time loses its calendar.
pub(super) fn iso(span: Span) -> String {
    match span {
        Span::Seconds(n) | Span::WorkingSeconds(n) if n.is_multiple_of(3600) => format!("PT{}H", n / 3600),
        Span::Seconds(n) | Span::WorkingSeconds(n) => format!("PT{}M", n / 60),
        Span::Days(n) | Span::WorkingDays(n) => format!("P{n}D"),
        Span::Months(n) => format!("P{n}M"),
    }
}

/// What [`iso`] writes, in the words of a manual; `None` for mixed or other lengths.
pub(super) fn from_iso(text: &str) -> Option<String> {
    let (time, rest) = match text.trim().strip_prefix('P')? {
        rest if rest.starts_with('T') => (true, &rest[1..]),
        rest => (false, rest),
    };
    let unit = rest.chars().last()?;
    let n: u32 = rest.get(..rest.len() - unit.len_utf8())?.parse().ok()?;
    let (one, many) = match (unit, time) {
        ('M', true) => ("minuto", "minutos"),
        ('H', true) => ("hora", "horas"),
        ('D', false) => ("día", "días"),
        ('W', false) => ("semana", "semanas"),
        ('M', false) => ("mes", "meses"),
        ('Y', false) => ("año", "años"),
        _ => return None,
    };
    let words = format!("{n} {}", if n == 1 { one } else { many });
    times::span(&words).map(|_| words)
}

pub(super) fn span(span: Span) -> String {
    let some = |n: u32, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let clock = |n: u32| {
        if n.is_multiple_of(3600) { some(n / 3600, "hora", "horas") } else { some(n / 60, "minuto", "minutos") }
    };
    let working = |n: u32| if n == 1 { "hábil" } else { "hábiles" };
    match span {
        Span::Seconds(n) => clock(n),
        Span::WorkingSeconds(n) => format!("{} hábiles", clock(n)),
        Span::Days(n) => some(n, "día", "días"),
        Span::WorkingDays(n) => format!("{} {}", some(n, "día", "días"), working(n)),
        Span::Months(n) => some(n, "mes", "meses"),
    }
}

pub(super) fn deadline(deadline: &Deadline) -> String {
    let from = if deadline.from_start { " desde el inicio" } else { "" };
    format!("{}{from}", span(deadline.after))
}

/// What begins a flow.
pub(super) fn trigger(trigger: &Trigger) -> String {
    match trigger {
        Trigger::Request => "Solicitud".to_owned(),
        Trigger::Message(channels) => format!("Mensaje por {}", channels.join(" o ")),
        Trigger::Schedule(words) => words.clone(),
        Trigger::Plan(name) => format!("Según {}", name.replace('_', " ")),
        Trigger::Before { span: s, of } => format!("{} antes de {}", span(*s), of.replace(['_', '.'], " ")),
    }
}

/// A schedule as the six fields that Quartz and Spring read: seconds, minutes, hours, day, month, weekday.
pub(super) fn cron(words: &str) -> String {
    let Some(schedule) = times::schedule(words) else { return words.to_owned() };
    let (hour, minute) = (schedule.at / 60, schedule.at % 60);
    match schedule.days {
        Days::Week(days) if days == [true; 7] => format!("0 {minute} {hour} * * ?"),
        Days::Week(days) => {
            let names = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
            let on: Vec<&str> = names.iter().zip(days).filter(|(_, on)| *on).map(|(n, _)| *n).collect();
            format!("0 {minute} {hour} ? * {}", on.join(","))
        }
        Days::Month(day) => format!("0 {minute} {hour} {day} * ?"),
        Days::Year { month, day } => format!("0 {minute} {hour} {day} {month} ?"),
    }
}

/// A text between quotation marks, as Python, FEEL and JUEL read it.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The text between quotation marks, if that is all there is.
pub(super) fn quoted(expression: &str) -> Option<&str> {
    let (_, rest) = expression.split_once(['"', '\''])?;
    let inner = rest.split(['"', '\'']).next()?;
    (!inner.is_empty()).then_some(inner)
}

/// Escapes for text and attributes. Line breaks survive in attributes; what XML cannot hold becomes U+FFFD.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            c if c.is_ascii_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The same for text that keeps its lines.
pub(super) fn xml_lines(text: &str) -> String {
    xml(text).replace("&#10;", "\n")
}
