//! Whole files: a country's table, and the calendar of somebody who wants to check a clock.

use super::{Found, Nation, Table, reader::Reader, rows::row};
use crate::{
    diagnostic::Place,
    parse::tidy,
    times::week,
    yaml::{Node, Value, load},
};
use kernel::time::{Calendar, DayRule, Layer, Period, Zone};
use std::{collections::BTreeSet, sync::Arc};

const KEYS: [&str; 10] =
    ["timezone", "country", "public_sector", "territory", "hours", "breaks", "off", "closed", "rows", "layers"];

/// A country's table.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read_table(source: &str) -> Result<Table, Found> {
    let root = load(source).map_err(|d| vec![d])?;
    let mut reader = Reader::default();
    reader.keys(&root, &["country", "since", "source", "rows"]);
    let since = root.get("since").and_then(|n| reader.number(n, 1, 9999)).unwrap_or(1);
    let mut rules = rows(&mut reader, root.get("rows"), Layer::National);
    let read_in = root.text_of("source").unwrap_or_default();
    for rule in rules.iter_mut().map(Arc::make_mut).filter(|r| r.source.is_empty()) {
        read_in.clone_into(&mut rule.source);
    }
    let mut ids = BTreeSet::new();
    for (rule, node) in rules.iter().zip(root.get("rows").map(Node::items).unwrap_or_default()) {
        if rule.id.is_empty() || rule.law.is_empty() || rule.name.es.is_empty() || !ids.insert(rule.id.clone()) {
            reader.wrong(node.head(), "una fila de ley lleva id propio, name y law");
        }
    }
    done(reader, source, Table { since: i32::try_from(since).unwrap_or(1), rules })
}

/// A calendar in words: zone, hours, breaks, a country's law and own rows.
///
/// # Errors
/// Everything that is wrong with it, in the order of its lines.
pub fn read_calendar(source: &str) -> Result<Calendar, Found> {
    let root = load(source).map_err(|d| tidy(vec![d], source))?;
    let mut reader = Reader::default();
    if !reader.keys(&root, &KEYS) {
        return Err(tidy(reader.found, source));
    }
    let zone = zone(&mut reader, &root);
    let week = hours(&mut reader, &root);
    let mut rules = national(&mut reader, &root);
    for key in ["closed", "rows"] {
        rules.extend(rows(&mut reader, root.get(key), Layer::Institution));
    }
    if let Some(layers) = root.get("layers")
        && reader.keys(layers, &Layer::ALL.map(Layer::name))
    {
        for layer in Layer::ALL {
            rules.extend(rows(&mut reader, layers.get(layer.name()), layer));
        }
    }
    let calendar = Calendar::new(zone, week).with_rules(rules);
    done(reader, source, calendar)
}

fn done<T>(reader: Reader, source: &str, value: T) -> Result<T, Found> {
    if reader.found.is_empty() { Ok(value) } else { Err(tidy(reader.found, source)) }
}

fn rows(reader: &mut Reader, list: Option<&Node>, layer: Layer) -> Vec<Arc<DayRule>> {
    let Some(list) = list.filter(|l| !l.items().is_empty() || matches!(l.value, Value::Map(_))) else {
        return Vec::new();
    };
    if let Value::Map(_) = list.value {
        reader.wrong(list.head(), "aquí va una lista: cada fila empieza con «- »");
        return Vec::new();
    }
    let empty = matches!(&list.value, Value::Text(t) if t.trim().is_empty());
    let items = if empty { &[] } else { list.items() };
    items.iter().filter_map(|node| row(reader, node, layer)).map(Arc::new).collect()
}

fn zone(reader: &mut Reader, root: &Node) -> Zone {
    let Some(node) = root.get("timezone") else {
        reader.wrong(root.head(), "falta «timezone», por ejemplo America/Bogota");
        return Zone::utc();
    };
    let Some(name) = reader.text(node) else { return Zone::utc() };
    Zone::named(name).unwrap_or_else(|_| {
        reader.wrong(node.place, format!("«{name}» no es una zona horaria como America/Bogota"));
        Zone::utc()
    })
}

/// The law that was chosen, without what was switched off.
fn national(reader: &mut Reader, root: &Node) -> Vec<Arc<DayRule>> {
    let public = root.get("public_sector").and_then(|n| reader.word(n, &[("true", true), ("false", false)]));
    let nations = Nation::ALL.map(|n| (n.code(), n));
    let Some(nation) = root.get("country").and_then(|n| reader.word(n, &nations)) else {
        for key in ["public_sector", "territory", "off"].iter().filter_map(|k| root.key(k)) {
            if root.get("country").is_none() {
                reader.wrong(key.place, format!("«{}» va con «country»", key.text()));
            }
        }
        return Vec::new();
    };
    let known = nation.territories();
    for place in root.get("territory").map(Node::items).unwrap_or_default() {
        if !known.contains(&place.text()) {
            let all = known.join(", ");
            let all = if all.is_empty() { "este país no tiene".to_owned() } else { format!("puede ser {all}") };
            reader
                .wrong(place.head(), format!("«{}» no es un territorio que alguna regla nombre; {all}", place.text()));
        }
    }
    let off = switched_off(reader, root, nation);
    let territory = root.get("territory").map(Node::texts).unwrap_or_default();
    let rules = nation.rules(public.unwrap_or(false), &territory);
    rules.into_iter().filter(|r| !off.contains(&r.id)).collect()
}

/// `off: [co-chiquinquira]`, or rows with `id` and `reason`.
fn switched_off(reader: &mut Reader, root: &Node, nation: Nation) -> Vec<String> {
    let mut out = Vec::new();
    for item in root.get("off").map(Node::items).unwrap_or_default() {
        let id = match item.value {
            Value::Text(_) => item,
            Value::List(_) | Value::Map(_) => {
                reader.keys(item, &["id", "reason"]);
                item.get("id").unwrap_or(item)
            }
        };
        let Some(text) = reader.text(id) else { continue };
        if nation.table().rules.iter().any(|r| r.id == text) {
            out.push(text.to_owned());
        } else {
            reader.wrong(id.place, format!("ninguna regla de {} se llama «{text}»", nation.code()));
        }
    }
    out
}

/// The weekly hours without the breaks.
fn hours(reader: &mut Reader, root: &Node) -> [Vec<Period>; 7] {
    let Some(node) = root.get("hours") else {
        reader.wrong(root.head(), "falta «hours»");
        return Default::default();
    };
    let mut open = by_weekday(reader, node);
    let breaks = match root.get("breaks") {
        None => Default::default(),
        Some(node) if matches!(node.value, Value::Map(_)) => by_weekday(reader, node),
        Some(node) => {
            let every = reader.periods(node).unwrap_or_default();
            std::array::from_fn(|_| every.clone())
        }
    };
    for (day, rests) in open.iter_mut().zip(breaks) {
        for rest in rests {
            *day = day.iter().flat_map(|p| without(*p, rest)).collect();
        }
    }
    open
}

/// What is left of a period on both sides of a break.
fn without(p: Period, rest: Period) -> impl Iterator<Item = Period> {
    let before = Period { open: p.open, close: p.close.min(rest.open) };
    let after = Period { open: p.open.max(rest.close), close: p.close };
    [before, after].into_iter().filter(|p| p.open < p.close)
}

fn by_weekday(reader: &mut Reader, node: &Node) -> [Vec<Period>; 7] {
    let mut out: [Vec<Period>; 7] = Default::default();
    match &node.value {
        // The sentence of a manual: «lunes a viernes 8:00-12:00 13:00-16:00; sábado 8:00-12:00».
        Value::Text(text) => match week(text) {
            Some(read) => out = read,
            None => reader.wrong(node.place, format!("«{text}» no es un horario como «lunes a viernes 8:00-16:00»")),
        },
        Value::List(_) => reader.wrong(node.head(), "aquí van los días: «monday: 08:00-16:00»"),
        Value::Map(entries) => {
            let mut seen: [Option<Place>; 7] = [None; 7];
            for (key, value) in entries {
                let (days, periods) = (reader.weekdays(key), reader.periods(value));
                for day in days.into_iter().flatten() {
                    if let Some(first) = seen[day].replace(key.place) {
                        reader.wrong(key.place, format!("ese día ya está en la línea {}", first.line));
                    }
                    out[day] = periods.clone().unwrap_or_default();
                }
            }
        }
    }
    out
}
