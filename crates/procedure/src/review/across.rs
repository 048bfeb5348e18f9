//! What a reader would notice between the manual's text and its tables, and between tables.

use super::rows::{Table, short};
use super::words::{Words, number};
use super::{Facts, Finding, place_of, rules};
use crate::diagnostic::Place;
use crate::edition::{Edition, File};
use crate::yaml::Node;
use std::collections::{BTreeMap, BTreeSet};

/// A text of the edition and where it stands.
struct Text<'a> {
    file: &'a File,
    at: Place,
    row: Option<&'a str>,
    text: &'a str,
    words: Words,
    /// `clase` of its section; `None` in a row.
    section: Option<&'a str>,
}

pub(super) fn check(edition: &Edition, tables: &[Table<'_>], facts: &Facts) -> Vec<Finding> {
    let texts = texts(edition, tables);
    let mut found = working_days(&texts);
    found.extend(accounts(&texts, tables));
    found.extend(foreign(edition, &texts));
    if let Some(file) = &edition.manual {
        found.extend(undefined(edition, file));
        found.extend(unlisted(edition, file));
        found.extend(conditions(&texts, tables));
        found.extend(charts(file, &texts, tables));
        found.extend(nobody(file, tables, facts));
        found.extend(silences(file, &texts, tables));
    }
    found
}

fn texts<'a>(edition: &'a Edition, tables: &'a [Table<'a>]) -> Vec<Text<'a>> {
    let mut all = Vec::new();
    if let Some(file) = &edition.manual {
        for section in file.root.get("secciones").map(Node::items).unwrap_or_default() {
            let Some(node) = section.get("texto") else { continue };
            let (text, words) = (node.text(), Words::of(node.text()));
            let section = Some(section.text_of("clase").unwrap_or("otra"));
            all.push(Text { file, at: node.place, row: None, text, words, section });
        }
    }
    for table in tables {
        for row in &table.rows {
            all.extend(row.texts().map(|node| {
                let (text, words) = (node.text(), Words::of(node.text()));
                Text { file: table.file, at: node.place, row: row.number, text, words, section: None }
            }));
        }
    }
    all
}

/// «30 días» here and «30 días hábiles» there.
fn working_days(texts: &[Text<'_>]) -> Vec<Finding> {
    let mut working: BTreeMap<(u32, bool), &Text<'_>> = BTreeMap::new();
    let mut plain: Vec<((u32, bool), &Text<'_>)> = Vec::new();
    for text in texts {
        let words = text.words.all();
        for (i, pair) in words.windows(2).enumerate() {
            let days = matches!(pair[1].as_str(), "dia" | "dias");
            let Some(n) = number(&pair[0]).filter(|_| days || pair[1] == "horas") else { continue };
            let said = words.get(i + 2).is_some_and(|w| w.starts_with("habil") || w.starts_with("laboral"));
            if said {
                working.entry((n, days)).or_insert(text);
            } else {
                plain.push(((n, days), text));
            }
        }
    }
    let told = plain.into_iter().filter_map(|(key, text)| Some((key, text, working.get(&key)?)));
    told.map(|((n, days), text, other)| {
        let unit = if days { "días" } else { "horas" };
        let there = match other.row {
            Some(row) => format!("el paso {row}"),
            None => format!("«{}»", short(other.text)),
        };
        let what = format!("aquí son «{n} {unit}» y en {there} son «{n} {unit} hábiles»");
        rules::WORKING_DAYS.at(text.file, text.at, text.row, what)
    })
    .collect()
}

const KINDS: [&str; 9] = [
    "ministerio",
    "viceministerio",
    "alcaldia",
    "instituto",
    "ayuntamiento",
    "municipalidad",
    "gobernacion",
    "prefectura",
    "superintendencia",
];
/// Names for the same local government.
const LOCAL: [&str; 6] = ["alcaldia", "ayuntamiento", "municipalidad", "municipio", "municipal", "gobierno"];

/// The name of an entity that is neither the institution nor what stands above it.
fn foreign(edition: &Edition, texts: &[Text<'_>]) -> Vec<Finding> {
    let Some(manual) = &edition.manual else { return Vec::new() };
    let own = ["nombre", "entidad_superior", "nombre_corto", "direccion"];
    let mut names: Vec<&str> =
        own.iter().filter_map(|key| manual.root.at(&["institucion", key])).map(Node::text).collect();
    names.extend(manual.root.text_of("unidad_emisora"));
    let units = manual.root.get("unidades").map(Node::items).unwrap_or_default();
    names.extend(units.iter().filter_map(|u| u.text_of("nombre")));
    let known: BTreeSet<String> = Words::of(&names.join(" ")).all().iter().cloned().collect();
    let local = LOCAL.iter().any(|w| known.contains(*w));
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for text in texts {
        let words: Vec<&str> = text.text.split_whitespace().collect();
        for (i, word) in words.iter().enumerate() {
            let plain = Words::of(word);
            let Some(kind) = plain.all().first().filter(|w| KINDS.contains(&w.as_str())) else { continue };
            let whose = proper_name(&words[i..]);
            let ours = |w: &String| w.len() > 3 && !LOCAL.contains(&w.as_str()) && known.contains(w);
            let of_ours = Words::of(&whose.join(" ")).all().iter().any(ours);
            let kind_ours = known.contains(kind) || (local && LOCAL.contains(&kind.as_str()));
            if !(kind_ours && (whose.is_empty() || of_ours)) {
                let name = words[i..].iter().take(1 + whose.len()).copied().collect::<Vec<_>>().join(" ");
                let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
                if told.insert((text.file.name.clone(), name.to_lowercase())) {
                    let what = format!("nombra a otra entidad: «{name}»");
                    found.push(rules::FOREIGN.at(text.file, text.at, text.row, what));
                }
            }
        }
    }
    found
}

/// The words after a kind of entity that belong to its name: connectors and words with a capital.
fn proper_name<'w>(words: &[&'w str]) -> Vec<&'w str> {
    const JOINTS: [&str; 7] = ["de", "del", "la", "las", "los", "el", "municipal"];
    if words.first().is_some_and(|w| w.ends_with(['.', ',', ';', ':', ')'])) {
        return Vec::new();
    }
    let mut name = Vec::new();
    for word in words.iter().skip(1).take(6) {
        let capital = word.starts_with(|c: char| c.is_uppercase());
        if !capital && !JOINTS.contains(&word.to_lowercase().as_str()) {
            break;
        }
        name.push(*word);
        if word.ends_with(['.', ',', ';', ':', ')']) {
            break;
        }
    }
    while name.last().is_some_and(|w| JOINTS.contains(&w.to_lowercase().as_str())) {
        name.pop();
    }
    name
}

/// Procedures that the text names and no file describes.
fn undefined(edition: &Edition, file: &File) -> Vec<Finding> {
    let declared = file.root.get("declarados").map(Node::items).unwrap_or_default();
    let mut found = Vec::new();
    for node in declared {
        let title = node.text();
        let own = edition.procedures.iter().find(|p| alike(title, p.root.text_of("titulo").unwrap_or_default()));
        match own {
            None => {
                let what = format!("el manual nombra «{}» y no lo describe", short(title));
                found.push(rules::UNDEFINED.at(file, node.place, None, what));
            }
            Some(p) if p.root.get("propuesta").is_some() => {
                let what = format!("«{}» solo está descrito como propuesta, en {}", short(title), p.name);
                found.push(rules::UNDEFINED.noted(rules::UNDEFINED.at(file, node.place, None, what)));
            }
            Some(_) => {}
        }
    }
    found
}

/// Whether both titles say the same: three quarters of the shorter one's long words are in the other.
fn alike(a: &str, b: &str) -> bool {
    let long = |text: &str| -> BTreeSet<String> {
        Words::of(text).all().iter().filter(|w| w.chars().count() > 3).cloned().collect()
    };
    let (a, b) = (long(a), long(b));
    let shorter = a.len().min(b.len());
    shorter > 0 && a.intersection(&b).count() * 4 >= shorter * 3
}

/// Files that the manual does not list, and names without a file.
fn unlisted(edition: &Edition, file: &File) -> Vec<Finding> {
    let listed = file.root.get("procedimientos").map(Node::items).unwrap_or_default();
    let has = |id: &str| edition.procedures.iter().any(|p| p.stem() == id);
    let mut found: Vec<Finding> = (listed.iter().filter(|n| !has(n.text())))
        .map(|n| rules::FILES.at(file, n.place, None, format!("no está el archivo de «{}»", n.text())))
        .collect();
    let ids: Vec<&str> = listed.iter().map(Node::text).collect();
    for p in edition.procedures.iter().filter(|p| !ids.contains(&p.stem())) {
        let what = format!("el manual no lista «{}»", p.stem());
        found.push(rules::FILES.at(p, place_of(&p.root, &["id"]), None, what));
    }
    found
}

/// What conditions and policies order and no row does.
fn conditions(texts: &[Text<'_>], tables: &[Table<'_>]) -> Vec<Finding> {
    const MANDATES: [(&str, &[&str]); 9] = [
        ("suspender", &["suspen*"]),
        ("migrar la información", &["migra*"]),
        ("reutilizar", &["reutiliz*", "reasign*"]),
        ("avisar de la inactividad", &["inactiv*"]),
        ("convocar", &["convoca*"]),
        ("capacitar", &["capacit*", "apropiacion"]),
        ("restaurar", &["restaur*"]),
        ("borrar o destruir", &["borra*", "destru*", "elimina*"]),
        ("devolver", &["devol*", "devuel*"]),
    ];
    let mut found = Vec::new();
    for (mandate, words) in MANDATES {
        let ordered =
            texts.iter().find(|t| matches!(t.section, Some("condiciones" | "politicas")) && t.words.has(words));
        let Some(text) = ordered.filter(|_| !tables.iter().any(|t| t.says(words))) else { continue };
        let what = format!("esta sección manda {mandate} y ningún paso lo hace");
        found.push(rules::UNDONE_CONDITION.at(text.file, text.at, None, what));
    }
    found
}

/// Mailboxes are given out, and nobody says how many there are and what becomes of those that nobody uses.
fn accounts(texts: &[Text<'_>], tables: &[Table<'_>]) -> Vec<Finding> {
    const NEEDED: [(&str, &[&str]); 2] = [
        ("cuántas hay", &["cupo*", "disponib*", "limite*", "limitad*", "contratad*", "licencia*"]),
        ("qué se hace con las que nadie usa", &["suspen*", "inactiv*", "baja", "desactiv*", "inhabilit*", "reutiliz*"]),
    ];
    let gives = |w: &Words| w.near(&["crea", "crean", "crear", "creacion"], &["correo*", "buzon*"], 5).is_some();
    let mut found = Vec::new();
    for table in tables {
        let title = Words::of(table.file.root.text_of("titulo").unwrap_or_default());
        if !gives(&title) && !table.rows.iter().any(|r| gives(&r.words)) {
            continue;
        }
        let said =
            |words: &[&str]| table.says(words) || texts.iter().any(|t| t.section.is_some() && t.words.has(words));
        let silent: Vec<&str> = NEEDED.iter().filter(|(_, words)| !said(words)).map(|(what, _)| *what).collect();
        if !silent.is_empty() {
            let what = format!("de las cuentas de correo no se dice {}", silent.join("; "));
            found.push(rules::ACCOUNTS.at(table.file, place_of(&table.file.root, &["titulo"]), None, what));
        }
    }
    found
}

/// Flowcharts and organisation charts that are promised and are not there.
fn charts(file: &File, texts: &[Text<'_>], tables: &[Table<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    let drawn = |t: &Table<'_>| t.rows.iter().any(|r| r.node.text_of("diagrama").is_some_and(|d| !d.trim().is_empty()));
    let promises =
        |w: &Words| w.near(&["diagrama", "diagramas"], &["flujo", "flujos"], 2).is_some() || w.has(&["flujograma*"]);
    let promised = texts.iter().find(|t| t.section.is_some() && promises(&t.words));
    if let Some(text) = promised.filter(|_| !tables.iter().any(drawn)) {
        let what = "promete un diagrama de flujo y ningún procedimiento lo trae";
        found.push(rules::EMPTY_CHART.at(text.file, text.at, None, what));
    }
    for table in tables.iter().filter(|t| !drawn(t)) {
        let columns = table.file.root.get("tabla").map(Node::items).unwrap_or_default();
        if let Some(column) = columns.iter().find_map(|c| c.key("diagrama")) {
            let what = "la columna del flujograma está vacía en todas las filas";
            found.push(rules::EMPTY_CHART.at(table.file, column.place, None, what));
        }
    }
    for section in file.root.get("secciones").map(Node::items).unwrap_or_default() {
        let chart = section.text_of("clase") == Some("organigrama");
        // What stands in parentheses is a remark about the chart.
        let few = section.text_of("texto").is_none_or(|t| t.starts_with('(') || Words::of(t).all().len() < 4);
        if chart && few {
            found.push(rules::EMPTY_CHART.at(file, section.head(), None, "el organigrama está vacío"));
        }
    }
    found
}

/// Roles that a procedure needs and nobody holds.
fn nobody(file: &File, tables: &[Table<'_>], facts: &Facts) -> Vec<Finding> {
    let Some(people) = &facts.people else { return Vec::new() };
    let mut needed: BTreeMap<String, &str> = BTreeMap::new();
    for table in tables {
        let responsibles = table.file.root.get("responsables").map(Node::entries).unwrap_or_default();
        let acting = table.rows.iter().filter_map(|r| r.node.get("actua"));
        for role in responsibles.iter().map(|(_, roles)| roles).chain(acting).flat_map(Node::texts) {
            needed.entry(role).or_insert(table.file.root.text_of("titulo").unwrap_or_default());
        }
    }
    let roles = file.root.get("roles").map(Node::items).unwrap_or_default();
    let empty = roles.iter().filter_map(|role| {
        let code = role.text_of("codigo")?;
        let title = needed.get(code).filter(|_| people.get(code).copied().unwrap_or(0) == 0)?;
        let name = role.text_of("nombre").unwrap_or(code);
        let what = format!("nadie tiene el rol «{name}», que hace falta en «{}»", short(title));
        Some(rules::NOBODY.at(file, role.place_at(&["codigo"]), None, what))
    });
    empty.collect()
}

/// What no manual says and every office needs.
fn silences(file: &File, texts: &[Text<'_>], tables: &[Table<'_>]) -> Option<Finding> {
    const NEEDED: [(&str, &[&str]); 5] = [
        ("cómo se reabre un caso", &["reab*", "reapert*"]),
        ("cómo se reasigna", &["reasign*"]),
        ("quién cubre vacaciones y ausencias", &["vacacion*", "ausencia*", "suplen*", "suplir"]),
        ("cuándo se detiene un plazo", &["pausa*", "detien*", "interrump*"]),
        ("cuánto tiempo se conservan los expedientes", &["conserv*", "retencion*"]),
    ];
    let said = |words: &[&str]| texts.iter().any(|t| t.words.has(words)) || tables.iter().any(|t| t.says(words));
    let silent: Vec<&str> = NEEDED.iter().filter(|(_, words)| !said(words)).map(|(what, _)| *what).collect();
    let at = place_of(&file.root, &["portada"]);
    (!silent.is_empty()).then(|| rules::SILENCES.at(file, at, None, format!("el manual no dice {}", silent.join("; "))))
}
