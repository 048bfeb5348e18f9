//! Small words of calendar files: dates, times of day, weekdays. Whatever cannot be read is noted with its place.

use crate::{
    diagnostic::{Code, Diagnostic, Place},
    times::minute,
    yaml::{Node, Value},
};
use kernel::time::{Date, Minute, Period, Weekday, date};

/// Notes what is wrong while a file is read, so that a person sees everything at once.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) found: Vec<Diagnostic>,
}

impl Reader {
    pub(super) fn wrong(&mut self, at: Place, message: impl Into<String>) {
        self.found.push(Diagnostic::error(Code::Schema, at, message));
    }

    /// Refuses what is no mapping, and keys that the format does not have.
    pub(super) fn keys(&mut self, node: &Node, known: &[&str]) -> bool {
        if !matches!(node.value, Value::Map(_)) {
            self.wrong(node.head(), "aquí va «clave: valor»");
            return false;
        }
        for (key, _) in node.entries().iter().filter(|(k, _)| !known.contains(&k.text())) {
            let message = format!("el formato no tiene la clave «{}»", key.text());
            self.found
                .push(Diagnostic::error(Code::Schema, key.place, message).meant(key.text(), known.iter().copied()));
        }
        true
    }

    /// The text of a scalar; notes anything else.
    pub(super) fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        if matches!(node.value, Value::Text(_)) && !node.text().trim().is_empty() {
            return Some(node.text().trim());
        }
        self.wrong(node.head(), "aquí va un texto");
        None
    }

    /// One of the words, with what it means.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let known = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if known.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.wrong(node.place, format!("«{text}» no se conoce; puede ser {}", all.join(", ")));
        }
        known
    }

    /// `2026-12-24`.
    pub(super) fn date(&mut self, node: &Node) -> Option<Date> {
        let text = self.text(node)?;
        let read = date(text).filter(|_| text.len() == 10);
        if read.is_none() {
            self.wrong(node.place, format!("«{text}» no es una fecha como 2026-12-24"));
        }
        read
    }

    /// `12-24`, month and day; 29 February exists.
    pub(super) fn month_day(&mut self, text: &str, at: Place) -> Option<(u32, u32)> {
        let read = (text.len() == 5).then(|| date(&format!("2024-{text}"))).flatten();
        if read.is_none() {
            self.wrong(at, format!("«{text}» no es mes y día como 12-24"));
        }
        read.map(|d| {
            use kernel::time::Datelike as _;
            (d.month(), d.day())
        })
    }

    pub(super) fn number(&mut self, node: &Node, from: i64, until: i64) -> Option<i64> {
        let text = self.text(node)?;
        self.number_of(text, node.place, from, until)
    }

    pub(super) fn number_of(&mut self, text: &str, at: Place, from: i64, until: i64) -> Option<i64> {
        let read = text.trim().parse::<i64>().ok().filter(|n| (from..=until).contains(n));
        if read.is_none() {
            self.wrong(at, format!("«{text}» no es un número de {from} a {until}"));
        }
        read
    }

    /// `14:00`.
    pub(super) fn minute(&mut self, node: &Node) -> Option<Minute> {
        let text = self.text(node)?;
        let read = minute(text);
        if read.is_none() {
            self.wrong(node.place, format!("«{text}» no es una hora como 14:00"));
        }
        read
    }

    /// `08:00-12:00, 13:00-16:00`, one text or a list; `closed` or an empty list for none. Notes what overlaps.
    pub(super) fn periods(&mut self, node: &Node) -> Option<Vec<Period>> {
        if matches!(node.value, Value::Map(_)) {
            self.wrong(node.head(), "aquí van horas como 08:00-12:00, 13:00-16:00");
            return None;
        }
        let mut out: Vec<Period> = Vec::new();
        for item in node.items() {
            let text = self.text(item)?;
            for part in
                text.split([',', ' ']).filter(|p| !p.is_empty() && !matches!(*p, "y" | "and" | "closed" | "cerrado"))
            {
                let ends = part.split_once(['-', '–']).and_then(|(a, b)| Some((minute(a)?, minute(b)?)));
                let Some((open, close)) = ends.filter(|(open, close)| open < close) else {
                    self.wrong(item.place, format!("«{part}» no son horas como 08:00-12:00"));
                    return None;
                };
                if out.iter().any(|p| p.open < close && open < p.close) {
                    self.wrong(item.place, format!("«{part}» se cruza con otras horas del mismo día"));
                    return None;
                }
                out.push(Period { open, close });
            }
        }
        out.sort_by_key(|p| p.open);
        Some(out)
    }

    /// `monday`, `lun`, `monday-friday`, `lunes a viernes`: the days it names, Monday first.
    pub(super) fn weekdays(&mut self, key: &Node) -> Option<Vec<usize>> {
        let text = key.text().to_lowercase().replace(" a ", "-").replace(" to ", "-").replace('–', "-");
        let ends: Vec<Option<Weekday>> = text.split('-').map(|name| weekday(name.trim())).collect();
        let index = |day: Weekday| day.num_days_from_monday() as usize;
        let days = match ends.as_slice() {
            [Some(day)] => Some(vec![index(*day)]),
            [Some(from), Some(until)] if index(*from) <= index(*until) => {
                Some((index(*from)..=index(*until)).collect())
            }
            _ => None,
        };
        if days.is_none() {
            self.wrong(key.place, format!("«{}» no es un día como monday ni monday-friday", key.text()));
        }
        days
    }
}

/// In English or Spanish, whole or by the first three letters.
pub(super) fn weekday(name: &str) -> Option<Weekday> {
    Some(match name {
        "monday" | "mon" | "lunes" | "lun" => Weekday::Mon,
        "tuesday" | "tue" | "martes" | "mar" => Weekday::Tue,
        "wednesday" | "wed" | "miércoles" | "miercoles" | "mié" | "mie" => Weekday::Wed,
        "thursday" | "thu" | "jueves" | "jue" => Weekday::Thu,
        "friday" | "fri" | "viernes" | "vie" => Weekday::Fri,
        "saturday" | "sat" | "sábado" | "sabado" | "sáb" | "sab" => Weekday::Sat,
        "sunday" | "sun" | "domingo" | "dom" => Weekday::Sun,
        _ => return None,
    })
}
