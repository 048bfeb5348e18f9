//! What a reader would notice in one table: numbers, branches, deadlines in words, order, scheduled copies.

use super::Finding;
use super::rules::{self, Rule};
use super::words::{Words, number};
use crate::diagnostic::Place;
use crate::edition::File;
use crate::yaml::Node;
use std::collections::BTreeSet;

/// Keys of a row whose texts people read.
const TEXTS: [&str; 7] =
    ["actividad", "pregunta", "por_resolver", "especificaciones", "descripcion", "punto_de_control", "registro"];

/// A procedure's file with its rows as words.
pub(super) struct Table<'a> {
    pub(super) file: &'a File,
    pub(super) rows: Vec<Row<'a>>,
}

pub(super) struct Row<'a> {
    pub(super) node: &'a Node,
    pub(super) number: Option<&'a str>,
    /// All its texts.
    pub(super) words: Words,
}

impl<'a> Table<'a> {
    pub(super) fn new(file: &'a File) -> Self {
        Self { file, rows: file.rows().iter().map(Row::new).collect() }
    }

    pub(super) fn find(&self, rule: &Rule, row: &Row<'_>, at: Place, what: impl Into<String>) -> Finding {
        rule.at(self.file, at, row.number, what)
    }

    /// Whether any row, assumption or the objective has one of the words.
    pub(super) fn says(&self, patterns: &[&str]) -> bool {
        let objective = self.file.root.text_of("objetivo").unwrap_or_default();
        Words::of(objective).has(patterns)
            || self.rows.iter().any(|r| r.words.has(patterns) || r.supposed().has(patterns))
    }
}

impl<'a> Row<'a> {
    fn new(node: &'a Node) -> Self {
        let texts: Vec<&str> = TEXTS.iter().filter_map(|key| node.text_of(key)).collect();
        Self { node, number: node.text_of("paso"), words: Words::of(&texts.join(" ; ")) }
    }

    /// Its printed texts with their keys.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'a Node> {
        let node = self.node;
        TEXTS.iter().filter_map(move |key| node.get(key))
    }

    /// What it is about, for a message: the activity, cut short.
    pub(super) fn name(&self) -> String {
        short(self.texts().next().map(Node::text).unwrap_or_default())
    }

    pub(super) fn supposed(&self) -> Words {
        let mut texts = Vec::new();
        collect(self.node, "supuesto", &mut texts);
        Words::of(&texts.join(" "))
    }

    /// What is still to be answered about it.
    fn asked(&self) -> Words {
        Words::of(&self.node.get("duda").map(Node::texts).unwrap_or_default().join(" "))
    }

    /// Whether it makes copies of data; a battery is a «respaldo» too.
    fn copies(&self) -> bool {
        let battery = self.words.near(&["respaldo*"], &["electric*"], 1).is_some();
        self.words.has(&["copia", "copias", "backup*"]) || (!battery && self.words.has(&["respaldo*"]))
    }

    fn branch(&self) -> Option<String> {
        self.node.text_of("rama").map(|b| b.trim().to_lowercase())
    }
}

/// At most a dozen words, so that a message stays a message.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 12;
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut = if words.len() > MOST { "…" } else { "" };
    words[..words.len().min(MOST)].join(" ") + cut
}

fn collect<'n>(node: &'n Node, key: &str, out: &mut Vec<&'n str>) {
    for (k, value) in node.entries() {
        if k.text() == key {
            out.push(value.text());
        }
        collect(value, key, out);
    }
    if let crate::yaml::Value::List(items) = &node.value {
        items.iter().for_each(|item| collect(item, key, out));
    }
}

pub(super) fn check(table: &Table<'_>) -> Vec<Finding> {
    let mut found = orphans(table);
    found.extend(no_merge(table));
    found.extend(ambiguous_order(table));
    found.extend(bare_hours(table));
    found.extend(scheduled_copies(table));
    found.extend(contradictions(table));
    found
}

/// «10.3» without «10.2», and «2.1» without «2».
fn orphans(table: &Table<'_>) -> Vec<Finding> {
    let parts = |row: &Row<'_>| -> Option<Vec<u32>> {
        row.number?.trim().trim_end_matches(['.', ')', '-']).split('.').map(|p| p.trim().parse().ok()).collect()
    };
    let known: BTreeSet<Vec<u32>> = table.rows.iter().filter_map(parts).collect();
    let written = |n: &[u32]| n.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    let mut found = Vec::new();
    for row in &table.rows {
        let Some(number) = parts(row).filter(|n| n.len() > 1) else { continue };
        let (last, parent) = (number[number.len() - 1], &number[..number.len() - 1]);
        let mut missing: Vec<String> = (!known.contains(parent)).then(|| written(parent)).into_iter().collect();
        let before = (1..last.min(100)).map(|n| [parent, &[n]].concat());
        missing.extend(before.filter(|n| !known.contains(n)).map(|n| written(&n)));
        if !missing.is_empty() {
            let what = format!("está el {} y no {}", written(&number), listed(&missing));
            found.push(table.find(&rules::ORPHAN, row, row.node.place_at(&["paso"]), what));
        }
    }
    found
}

/// «el 10, el 10.1 ni el 10.2».
fn listed(numbers: &[String]) -> String {
    let mut out = String::new();
    for (i, n) in numbers.iter().enumerate() {
        let joint = match i {
            0 => "",
            _ if i + 1 == numbers.len() => " ni ",
            _ => ", ",
        };
        out += &format!("{joint}el {n}");
    }
    out
}

/// The last row of a branch that does not say in the manual's words where it goes.
fn no_merge(table: &Table<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (i, row) in table.rows.iter().enumerate() {
        let Some(branch) = row.branch() else { continue };
        let after = table.rows.get(i + 1);
        let sibling = after.and_then(Row::branch).is_some_and(|b| b != branch);
        let ends_here = after.is_none_or(|r| r.branch().as_ref() != Some(&branch));
        let goes = ["sigue", "regresa", "decide"].iter().any(|key| row.node.get(key).is_some());
        let supposed = !row.supposed().all().is_empty() && row.node.get("cita").is_none();
        let at = row.node.place_at(&["rama"]);
        let printed = row.node.text_of("rama").unwrap_or_default();
        if sibling && !goes {
            let what = format!("la rama «{printed}» termina en «{}» y no dice qué sigue", row.name());
            found.push(table.find(&rules::NO_MERGE, row, at, what));
        } else if ends_here && goes && supposed {
            let what = format!("lo que sigue después de la rama «{printed}» es un supuesto, no lo dice la tabla");
            found.push(rules::NO_MERGE.noted(table.find(&rules::NO_MERGE, row, at, what)));
        }
    }
    found
}

fn ambiguous_order(table: &Table<'_>) -> Vec<Finding> {
    let both = |row: &&Row<'_>| {
        let place = |which: &str| row.words.near(&[which], &["lugar"], 1).is_some();
        place("primer") && place("segundo") && !row.supposed().has(&["priorid*", "escal*"])
    };
    let rows = table.rows.iter().filter(both);
    rows.map(|row| {
        let what = "dice «primer lugar» y «segundo lugar» sin decir si es prioridad o a quién le toca";
        table.find(&rules::ORDER, row, row.node.head(), what)
    })
    .collect()
}

/// «12 horas» that does not say of which clock, unless somebody has answered that; «a las 16 horas» is no length of time.
fn bare_hours(table: &Table<'_>) -> Vec<Finding> {
    const SAID: [&str; 7] = ["habil*", "laboral*", "calendario", "oficina", "corrid*", "natural*", "reloj"];
    let mut found = Vec::new();
    let open = |row: &&Row<'_>| row.asked().has(&SAID) || !row.supposed().has(&SAID);
    for row in table.rows.iter().filter(open) {
        for text in row.texts() {
            let words = Words::of(text.text());
            let hours = words.all().windows(2).enumerate().find_map(|(i, pair)| {
                let n = number(&pair[0]).filter(|_| matches!(pair[1].as_str(), "hora" | "horas"))?;
                let before = words.all()[..i].last().is_some_and(|w| w == "las" || w == "la");
                let said = words.all()[i + 2..].iter().take(3).any(|w| super::words::fits(w, &SAID));
                (!before && !said).then_some(n)
            });
            if let Some(n) = hours {
                let what = format!("«{n} horas» no dice si son hábiles o de calendario");
                found.push(table.find(&rules::HOURS, row, text.place, what));
            }
        }
    }
    found
}

/// Copies made by the clock, without the rules that make them worth something.
fn scheduled_copies(table: &Table<'_>) -> Vec<Finding> {
    const WANTED: [(&str, &[&str]); 4] = [
        ("cuánto tiempo se conservan", &["conserv*", "retenc*", "retien*", "antiguedad", "rotacion", "depur*"]),
        ("quién comprueba o restaura una de prueba", &["verific*", "prueba*", "restaur*", "comprueb*", "comprob*"]),
        ("qué se hace en feriado", &["feriado*", "festivo*", "asueto*", "inhabil*"]),
        ("dónde está la segunda copia", &["segunda", "duplicad*", "externo", "externa", "nube", "fuera"]),
    ];
    const OFTEN: [&str; 3] = ["diari*", "lunes", "semanal*"];
    let title = Words::of(table.file.root.text_of("titulo").unwrap_or_default());
    let titled = title.has(&["respaldo*", "backup*", "copia", "copias"]);
    let copied = titled || table.rows.iter().any(Row::copies);
    let by_clock = |r: &Row<'_>| r.node.at(&["arranque", "horario"]).is_some();
    let scheduled = table.rows.iter().any(|r| match r.copies() {
        true => by_clock(r) || r.words.has(&OFTEN),
        false => by_clock(r) && (titled || r.node.get("inicio").is_some()),
    });
    if !copied || !(scheduled || titled && title.has(&OFTEN)) {
        return Vec::new();
    }
    let missing: Vec<&str> = WANTED.iter().filter(|(_, words)| !table.says(words)).map(|(what, _)| *what).collect();
    let at = super::place_of(&table.file.root, &["titulo"]);
    let mut found = Vec::new();
    if !missing.is_empty() {
        let what = format!("de las copias no se dice {}", missing.join("; "));
        found.push(rules::COPIES.at(table.file, at, None, what));
    }
    if let Some(row) = table.rows.iter().find(|r| r.copies() && r.words.has(&["escritorio"])) {
        let what = "la copia queda en el escritorio de una máquina de trabajo";
        found.push(table.find(&rules::COPIES, row, row.node.head(), what));
    }
    found
}

/// «revisión previa» here and «revisión posterior» there.
fn contradictions(table: &Table<'_>) -> Vec<Finding> {
    const BEFORE: [&str; 4] = ["previa", "previo", "anterior", "preliminar"];
    const AFTER: [&str; 2] = ["posterior", "siguiente"];
    let nouns = |words: &Words, which: &[&str]| -> Vec<String> {
        let pairs = words.all().windows(2);
        pairs.filter(|p| which.contains(&p[1].as_str()) && p[0].len() > 3).map(|p| p[0].clone()).collect()
    };
    let objective = Words::of(table.file.root.text_of("objetivo").unwrap_or_default());
    let everywhere = || std::iter::once(&objective).chain(table.rows.iter().map(|r| &r.words));
    let before: BTreeSet<String> = everywhere().flat_map(|w| nouns(w, &BEFORE)).collect();
    let mut found = Vec::new();
    for row in &table.rows {
        for noun in nouns(&row.words, &AFTER).into_iter().filter(|n| before.contains(n)) {
            let what = format!("aquí «{noun}» es posterior y en otra parte del procedimiento es previa");
            found.push(table.find(&rules::CONTRADICTION, row, row.node.head(), what));
        }
    }
    found
}
