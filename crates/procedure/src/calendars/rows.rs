//! One row of a calendar file: when, what, by which law, for whom.

use super::reader::{Reader, weekday};
use crate::yaml::{Node, Value};
use kernel::time::{DayRule, Effect, Layer, Sector, When, Words};

const KEYS: [&str; 24] = [
    "id",
    "name",
    "law",
    "source",
    "layer",
    "sector",
    "territory",
    "valid_from",
    "valid_until",
    "fixed",
    "monday",
    "easter",
    "nth",
    "every",
    "range",
    "date",
    "from",
    "until",
    "closed",
    "closed_from",
    "hours",
    "worked",
    "terms",
    "verified",
];
const WHEN: &str = "fixed, monday, easter, nth, every, range, date, o from y until";

/// Reads a row; its layer unless it says another. A date alone (`2026-12-24`, `2026-12-24..2026-12-31`) is a closed day.
/// `None` when something was noted.
pub(super) fn row(reader: &mut Reader, node: &Node, layer: Layer) -> Option<DayRule> {
    let noted = reader.found.len();
    let rule = match &node.value {
        Value::Text(_) => bare(reader, node, layer),
        Value::Map(_) | Value::List(_) => whole(reader, node, layer),
    };
    rule.filter(|_| reader.found.len() == noted)
}

fn empty(layer: Layer, when: When) -> DayRule {
    DayRule {
        id: String::new(),
        layer,
        when,
        effect: Effect::Closed,
        terms_run: false,
        name: Words::default(),
        law: String::new(),
        source: String::new(),
        valid: (None, None),
        sector: Sector::All,
        territory: Vec::new(),
    }
}

fn bare(reader: &mut Reader, node: &Node, layer: Layer) -> Option<DayRule> {
    dates(reader, node).map(|when| empty(layer, when))
}

fn whole(reader: &mut Reader, node: &Node, layer: Layer) -> Option<DayRule> {
    if !reader.keys(node, &KEYS) {
        return None;
    }
    let mut rule = empty(layer, when(reader, node)?);
    effect(reader, node, &mut rule);
    let layers = Layer::ALL.map(|l| (l.name(), l));
    if let Some(layer) = node.get("layer").and_then(|n| reader.word(n, &layers)) {
        rule.layer = layer;
    }
    let sectors = [("all", Sector::All), ("labour", Sector::Labour), ("public", Sector::Public)];
    if let Some(sector) = node.get("sector").and_then(|n| reader.word(n, &sectors)) {
        rule.sector = sector;
    }
    if let Some(name) = node.get("name") {
        rule.name = words(reader, name).unwrap_or_default();
    }
    for (key, place) in [("id", &mut rule.id), ("law", &mut rule.law), ("source", &mut rule.source)] {
        if let Some(text) = node.get(key).and_then(|n| reader.text(n)) {
            text.clone_into(place);
        }
    }
    rule.territory = node.get("territory").map(Node::texts).unwrap_or_default();
    rule.valid =
        (node.get("valid_from").and_then(|n| reader.date(n)), node.get("valid_until").and_then(|n| reader.date(n)));
    Some(rule)
}

/// One text, or `{es: …, en: …}`.
fn words(reader: &mut Reader, node: &Node) -> Option<Words> {
    if matches!(node.value, Value::Text(_)) {
        return reader.text(node).map(Words::same);
    }
    if !reader.keys(node, &["es", "en"]) {
        return None;
    }
    let (Some(es), Some(en)) = (node.get("es"), node.get("en")) else {
        reader.wrong(node.head(), "el nombre va en es y en");
        return None;
    };
    Some(Words { es: reader.text(es)?.to_owned(), en: reader.text(en)?.to_owned() })
}

fn when(reader: &mut Reader, node: &Node) -> Option<When> {
    let said: Vec<&(Node, Node)> = node
        .entries()
        .iter()
        .filter(|(k, _)| ["fixed", "monday", "easter", "nth", "every", "range", "date", "from"].contains(&k.text()))
        .collect();
    let [(key, value)] = said.as_slice() else {
        let message = if said.is_empty() { "falta cuándo" } else { "dice cuándo más de una vez" };
        reader.wrong(said.get(1).map_or(node.head(), |(k, _)| k.place), format!("{message}: use una de {WHEN}"));
        return None;
    };
    if key.text() != "from"
        && let Some(until) = node.key("until")
    {
        reader.wrong(until.place, "«until» va con «from»");
        return None;
    }
    match key.text() {
        "fixed" => month_day(reader, value).map(|(month, day)| When::Fixed { month, day }),
        "monday" => month_day(reader, value).map(|(month, day)| When::Monday { month, day }),
        "easter" => offsets(reader, value),
        "nth" => nth(reader, value),
        "every" => every(reader, value),
        "range" => yearly(reader, value),
        "date" => dates(reader, value),
        _ => stretch(reader, node, value),
    }
}

fn month_day(reader: &mut Reader, node: &Node) -> Option<(u32, u32)> {
    let text = reader.text(node)?;
    reader.month_day(text, node.place)
}

/// `-2`, `-6..1`.
fn offsets(reader: &mut Reader, node: &Node) -> Option<When> {
    let text = reader.text(node)?;
    let (from, until) = text.split_once("..").unwrap_or((text, text));
    let from = reader.number_of(from, node.place, -80, 240)?;
    let until = reader.number_of(until, node.place, from, 240)?;
    Some(When::Easter { from, until })
}

/// `{n: 3, weekday: monday, month: 11}`.
fn nth(reader: &mut Reader, node: &Node) -> Option<When> {
    if !reader.keys(node, &["n", "weekday", "month"]) {
        return None;
    }
    let (Some(n), Some(day), Some(month)) = (node.get("n"), node.get("weekday"), node.get("month")) else {
        reader.wrong(node.head(), "nth lleva n, weekday y month");
        return None;
    };
    let name = reader.text(day)?;
    let Some(weekday) = weekday(&name.to_lowercase()) else {
        reader.wrong(day.place, format!("«{name}» no es un día como monday"));
        return None;
    };
    let nth = u32::try_from(reader.number(n, 1, 5)?).ok()?;
    Some(When::Nth { nth, weekday, month: u32::try_from(reader.number(month, 1, 12)?).ok()? })
}

/// `{date: 10-01, years: 6, since: 2024}`.
fn every(reader: &mut Reader, node: &Node) -> Option<When> {
    if !reader.keys(node, &["date", "years", "since"]) {
        return None;
    }
    let (Some(on), Some(years), Some(since)) = (node.get("date"), node.get("years"), node.get("since")) else {
        reader.wrong(node.head(), "every lleva date, years y since");
        return None;
    };
    let (month, day) = month_day(reader, on)?;
    let years = i32::try_from(reader.number(years, 1, 100)?).ok()?;
    Some(When::Every { month, day, years, since: i32::try_from(reader.number(since, 1, 9999)?).ok()? })
}

/// `12-24..01-02`.
fn yearly(reader: &mut Reader, node: &Node) -> Option<When> {
    let text = reader.text(node)?;
    let Some((from, until)) = text.split_once("..") else {
        reader.wrong(node.place, format!("«{text}» no es un período como 12-24..01-02"));
        return None;
    };
    Some(When::Yearly { from: reader.month_day(from, node.place)?, until: reader.month_day(until, node.place)? })
}

/// `2026-12-24`, `2026-12-24..2026-12-31`.
fn dates(reader: &mut Reader, node: &Node) -> Option<When> {
    let text = reader.text(node)?;
    let (from, until) = text.split_once("..").unwrap_or((text, text));
    let mut end = |text: &str| reader.date(&Node { value: Value::Text(text.to_owned()), place: node.place });
    let (from, until) = (end(from)?, end(until)?);
    ordered(reader, node, from, until)
}

fn stretch(reader: &mut Reader, node: &Node, from: &Node) -> Option<When> {
    let begin = reader.date(from)?;
    let until = node.get("until").unwrap_or(from);
    let end = reader.date(until)?;
    ordered(reader, until, begin, end)
}

fn ordered(reader: &mut Reader, at: &Node, from: kernel::time::Date, until: kernel::time::Date) -> Option<When> {
    if until < from {
        reader.wrong(at.place, format!("{until} es antes de {from}"));
        return None;
    }
    Some(When::Dates { from, until })
}

/// Closed, unless the row says something else; at most one of the four.
fn effect(reader: &mut Reader, node: &Node, rule: &mut DayRule) {
    let said: Vec<&Node> = ["closed_from", "hours", "worked"].iter().filter_map(|k| node.key(k)).collect();
    if let [_, second, ..] = said.as_slice() {
        reader.wrong(second.place, "deje una sola de closed_from, hours y worked");
        return;
    }
    let read = match said.first().map(|key| key.text()) {
        Some("closed_from") => node.get("closed_from").and_then(|n| reader.minute(n)).map(Effect::ClosedFrom),
        Some("hours") => node.get("hours").and_then(|n| reader.periods(n)).map(Effect::Hours),
        Some(_) => node.get("worked").and_then(|n| reader.periods(n)).map(Effect::Worked),
        None => None,
    };
    let closed = node.get("closed").and_then(|n| reader.word(n, &[("true", ())])).is_some();
    if closed && let Some(other) = said.first() {
        reader.wrong(other.place, "un día «closed» no lleva horas");
    }
    let changes = closed || read.is_some();
    if let Some(effect) = read {
        rule.effect = effect;
    }
    let terms = node.get("terms").and_then(|n| reader.word(n, &[("run", true), ("suspended", false)]).map(|t| (n, t)));
    match terms {
        Some((_, true)) => rule.terms_run = true,
        Some((at, false)) if changes => reader.wrong(at.place, "«terms: suspended» va sola: la oficina abre ese día"),
        Some((_, false)) => rule.effect = Effect::TermsSuspended,
        None => {}
    }
}
