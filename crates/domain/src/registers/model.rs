//! Pure rules of the registers.

use super::{AccessChange, BackupResult, CustodyAction, EquipmentStatus, MailboxChange};
use kernel::{
    text::fold,
    time::{Date, Duration, Span, months_after},
};
use std::collections::BTreeMap;

/// The inventory number as it is compared: folded, without spaces.
pub fn tag_key(tag: &str) -> String {
    fold(tag).replace(' ', "")
}

/// The catalogue of kinds of equipment.
pub const KINDS: &str = "clases-de-equipo";

/// How many days before its end a contract is about to end: the two months in which a new one is hired.
pub const ENDS_SOON_DAYS: i64 = 62;

/// The term of a contract when nobody says another (USU-ADQ-03).
pub const DEFAULT_TERM: &str = "3 años";

/// How a contract stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContractState {
    Holds,
    EndsSoon,
    Ended,
    /// Another one goes on in its place.
    Renewed,
}

/// How a contract stands that ends on that day, the day itself included.
pub fn contract_state(end_on: Date, renewed: bool, today: Date) -> ContractState {
    if renewed {
        ContractState::Renewed
    } else if end_on < today {
        ContractState::Ended
    } else if end_on - today <= Duration::days(ENDS_SOON_DAYS) {
        ContractState::EndsSoon
    } else {
        ContractState::Holds
    }
}

/// The last day of a term counted from `start`: months date to date, clamped to the end of a shorter month. `None` for
/// what is no term of whole days.
pub fn end_of_term(start: Date, term: &str) -> Option<Date> {
    match procedure::times::span(term)? {
        Span::Months(n) => months_after(start, n),
        Span::Days(n) => start.checked_add_signed(Duration::days(n.into())),
        Span::Seconds(_) | Span::WorkingSeconds(_) | Span::WorkingDays(_) => None,
    }
}

/// What definitions and forms write for each custody action, in the order of a machine's way.
pub const CUSTODY: [(&str, CustodyAction); 3] =
    [("retiro", CustodyAction::Taken), ("devolucion", CustodyAction::Returned), ("recepcion", CustodyAction::Received)];

/// What they write for each change of an access.
pub const ACCESS: [(&str, AccessChange); 3] = [
    ("otorgado", AccessChange::Granted),
    ("corregido", AccessChange::Corrected),
    ("retirado", AccessChange::Withdrawn),
];

/// The classes of access that have a name of their own; any other is said as written.
pub const ACCESS_CLASSES: [&str; 3] = ["red", "aplicacion", "base_de_datos"];

/// What they write for each change of a mailbox.
pub const MAILBOX: [(&str, MailboxChange); 5] = [
    ("creado", MailboxChange::Created),
    ("entregado", MailboxChange::HandedOver),
    ("suspendido", MailboxChange::Suspended),
    ("migrado", MailboxChange::Migrated),
    ("reasignado", MailboxChange::Reassigned),
];

/// What they write for each result of a copy.
pub const BACKUP: [(&str, BackupResult); 3] =
    [("hecho", BackupResult::Done), ("fallido", BackupResult::Failed), ("omitido", BackupResult::Skipped)];

/// What a word of one of these lists means, accents and case aside.
pub fn meant<T: Copy>(words: &[(&str, T)], text: &str) -> Option<T> {
    let key = fold(text);
    words.iter().find(|(word, _)| *word == key).map(|(_, meaning)| *meaning)
}

/// What is written for it.
pub fn written<T: Copy + PartialEq>(words: &[(&'static str, T)], meaning: T) -> &'static str {
    words.iter().find(|(_, m)| *m == meaning).map_or("", |(word, _)| word)
}

/// How a machine stands after it moved.
pub fn status_after(action: CustodyAction) -> EquipmentStatus {
    match action {
        CustodyAction::Taken => EquipmentStatus::InRepair,
        CustodyAction::Returned | CustodyAction::Received => EquipmentStatus::InUse,
    }
}

/// Bytes of a size as people write it: `1048576`, `2,4 GB`, `800 MB`. `None` when it is no size.
pub fn bytes(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase().replace(',', ".");
    let number = text.trim_end_matches(|c: char| c.is_alphabetic()).trim_end();
    let factor = match text[number.len()..].trim() {
        "" | "b" | "bytes" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "tb" => 1_000_000_000_000,
        _ => return None,
    };
    let (whole, tenths) = number.split_once('.').unwrap_or((number, ""));
    let whole: i64 = whole.parse().ok().filter(|n| *n >= 0)?;
    let part = tenths.chars().take(3).chain("000".chars()).take(3).collect::<String>().parse::<i64>().ok()?;
    whole.checked_mul(factor)?.checked_add(factor.checked_mul(part)? / 1000)
}

/// Of a server's copies in a month: how many were due and how many of them were made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Compliance {
    pub due: i64,
    pub done: i64,
}

impl Compliance {
    /// Whole per cent, rounded down: only all of them is a hundred.
    pub fn percent(self) -> i64 {
        if self.due == 0 { 100 } else { self.done * 100 / self.due }
    }
}

/// Each server's compliance, from the day and the result of its lines. A day counts once: a copy that failed and was
/// made the same day was made.
pub fn compliance<'a>(lines: impl IntoIterator<Item = (&'a str, Date, BackupResult)>) -> BTreeMap<&'a str, Compliance> {
    let mut days: BTreeMap<(&str, Date), bool> = BTreeMap::new();
    for (server, day, result) in lines {
        *days.entry((server, day)).or_default() |= result == BackupResult::Done;
    }
    let mut out: BTreeMap<&str, Compliance> = BTreeMap::new();
    for ((server, _), done) in days {
        let sum = out.entry(server).or_default();
        sum.due += 1;
        sum.done += i64::from(done);
    }
    out
}

/// Addresses to choose from for a unit, a post and a name with its function, in the manual's order of preference and
/// only those that nobody has. `domain` is what stands after the `@`.
pub fn proposals(unit: &str, post: &str, name: &str, domain: &str, taken: impl Fn(&str) -> bool) -> Vec<String> {
    let words = |text: &str| -> Vec<String> {
        let plain = fold(text).replace("n~", "n");
        let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
        words.filter(|w| !["de", "del", "la", "las", "el", "los", "y", "e"].contains(w)).map(str::to_owned).collect()
    };
    let (unit, post, name) = (words(unit), words(post), words(name));
    let initial = |words: &[String]| words.first().map(|w| w.chars().take(1).collect::<String>()).unwrap_or_default();
    let last = if name.len() > 2 { name.get(name.len() - 2) } else { name.last() };
    let mut bases = vec![unit.join("."), post.join(".")];
    if let (Some(last), true) = (last, name.len() > 1) {
        bases.push(format!("{}{last}", initial(&name)));
        if let Some(function) = post.first().or(unit.first()) {
            bases.push(format!("{last}.{function}"));
        }
    }
    let mut out: Vec<String> = Vec::new();
    for base in bases.into_iter().filter(|b| !b.is_empty() && b.len() <= 40) {
        let free = std::iter::once(format!("{base}@{domain}"))
            .chain((2..20).map(|n| format!("{base}{n}@{domain}")))
            .find(|address| !taken(address) && !out.contains(address));
        out.extend(free);
    }
    out
}

/// A point of a checklist as it is recorded: `✓ punto`, or `✗ punto: nota`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub point: String,
    pub good: bool,
    pub note: String,
}

/// The recorded points of a checklist; `None` when a line is none. `points` decides where a point ends and its note
/// begins.
pub fn marks(value: &str, points: &[String]) -> Option<Vec<Mark>> {
    value.lines().map(str::trim).filter(|l| !l.is_empty()).map(|line| mark(line, points)).collect()
}

fn mark(line: &str, points: &[String]) -> Option<Mark> {
    let (good, rest) = match line.split_once(' ')? {
        ("✓", rest) => (true, rest.trim()),
        ("✗", rest) => (false, rest.trim()),
        _ => return None,
    };
    let of = |p: &&String| rest == p.as_str() || rest.strip_prefix(p.as_str()).is_some_and(|r| r.starts_with(':'));
    // The longest one: a point may begin like another.
    let point = points.iter().filter(of).max_by_key(|p| p.len())?;
    let note = rest[point.len()..].trim_start_matches(':').trim().to_owned();
    Some(Mark { point: point.clone(), good, note })
}

/// A mark as it is recorded.
pub fn mark_line(mark: &Mark) -> String {
    let sign = if mark.good { '✓' } else { '✗' };
    // One line each, whatever was typed.
    let note = mark.note.split_whitespace().collect::<Vec<_>>().join(" ");
    if note.is_empty() { format!("{sign} {}", mark.point) } else { format!("{sign} {}: {note}", mark.point) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> Date {
        kernel::time::date(text).unwrap()
    }

    #[test]
    fn a_term_ends_on_the_same_day_or_on_the_last_of_a_shorter_month() {
        assert_eq!(end_of_term(on("2026-03-15"), DEFAULT_TERM), Some(on("2029-03-15")));
        assert_eq!(end_of_term(on("2024-02-29"), "3 años"), Some(on("2027-02-28")));
        assert_eq!(end_of_term(on("2026-01-31"), "1 mes"), Some(on("2026-02-28")));
        assert_eq!(end_of_term(on("2026-01-31"), "30 días"), Some(on("2026-03-02")));
        assert_eq!(end_of_term(on("2026-01-31"), "8 horas"), None);
        assert_eq!(end_of_term(on("2026-01-31"), "pronto"), None);
    }

    #[test]
    fn a_contract_holds_on_its_last_day_and_is_about_to_end_two_months_before() {
        let state = |today| contract_state(on("2026-06-30"), false, on(today));
        assert_eq!(state("2026-04-28"), ContractState::Holds);
        assert_eq!(state("2026-04-29"), ContractState::EndsSoon);
        assert_eq!(state("2026-06-30"), ContractState::EndsSoon);
        assert_eq!(state("2026-07-01"), ContractState::Ended);
        assert_eq!(contract_state(on("2026-06-30"), true, on("2026-07-01")), ContractState::Renewed);
    }

    #[test]
    fn sizes_are_read_as_people_write_them() {
        assert_eq!(bytes("1048576"), Some(1_048_576));
        assert_eq!(bytes("2,5 GB"), Some(2_500_000_000));
        assert_eq!(bytes("800MB"), Some(800_000_000));
        assert_eq!((bytes("mucho"), bytes("-3"), bytes("3 lotes")), (None, None, None));
    }

    #[test]
    fn a_copy_made_after_it_failed_the_same_day_was_made() {
        let lines = [
            ("srv1", on("2026-03-02"), BackupResult::Failed),
            ("srv1", on("2026-03-02"), BackupResult::Done),
            ("srv1", on("2026-03-03"), BackupResult::Skipped),
            ("srv2", on("2026-03-02"), BackupResult::Done),
        ];
        let found = compliance(lines);
        assert_eq!(found["srv1"], Compliance { due: 2, done: 1 });
        assert_eq!(found["srv1"].percent(), 50);
        assert_eq!(found["srv2"].percent(), 100);
    }

    #[test]
    fn addresses_are_proposed_by_unit_post_and_name_and_never_one_that_is_taken() {
        let taken = |a: &str| a == "tesoreria@usulutan.gob.sv";
        let found = proposals("Tesorería", "Jefa de Tesorería", "Ana María Peña López", "usulutan.gob.sv", taken);
        let expected = ["tesoreria2", "jefa.tesoreria", "apena", "pena.jefa"];
        assert_eq!(found, expected.map(|a| format!("{a}@usulutan.gob.sv")));
        assert!(proposals("", "", "", "x.gob", |_| false).is_empty());
    }

    #[test]
    fn a_checklist_reads_back_as_it_was_written() {
        let points: Vec<String> = ["Limpieza", "Limpieza: ventilador", "Teclado"].map(str::to_owned).into();
        let all = [
            Mark { point: "Limpieza".to_owned(), good: true, note: String::new() },
            Mark { point: "Limpieza: ventilador".to_owned(), good: false, note: "Hace ruido".to_owned() },
            Mark { point: "Teclado".to_owned(), good: false, note: "Falta\nla tecla Ñ".to_owned() },
        ];
        let text = all.iter().map(mark_line).collect::<Vec<_>>().join("\n");
        assert_eq!(text, "✓ Limpieza\n✗ Limpieza: ventilador: Hace ruido\n✗ Teclado: Falta la tecla Ñ");
        let read = marks(&text, &points).unwrap();
        assert_eq!(read[..2], all[..2]);
        assert_eq!(read[2].note, "Falta la tecla Ñ");
        assert_eq!(marks("Todo bien", &points), None);
        assert_eq!(marks("✓ Otra cosa", &points), None);
    }
}
