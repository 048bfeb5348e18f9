//! What a reader would notice about things and papers in one table: pickups, closures, signatures.

use super::Finding;
use super::rows::{Row, Table};
use super::rules;
use super::words::Words;
use crate::yaml::Node;

/// Things that are carried away and brought back.
const GOODS: [&str; 8] =
    ["equipo*", "bien", "bienes", "computador*", "impresor*", "dispositivo*", "maquina*", "laptop*"];
const PAPERS: [&str; 12] = [
    "informe*",
    "acta*",
    "ticket*",
    "documento*",
    "carta*",
    "constancia*",
    "bitacora*",
    "formulario*",
    "ficha*",
    "recibo*",
    "comprobante*",
    "hoja*",
];
const MAKES: [&str; 10] =
    ["elabora*", "imprim*", "impres*", "redacta*", "genera*", "prepara*", "emit*", "emision", "llena*", "hacer"];
const SIGNS: [&str; 5] = ["firma", "firman", "firmar", "archiva*", "almacena*"];

pub(super) fn check(table: &Table<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    found.extend(pickup(table));
    found.extend(closure(table));
    found.extend(signatures(table));
    found
}

/// A thing is carried away and no row brings it back.
fn pickup(table: &Table<'_>) -> Option<Finding> {
    const TAKES: [&str; 11] = [
        "retira",
        "retiran",
        "retirar",
        "recoge",
        "recogen",
        "recoger",
        "lleva",
        "llevan",
        "llevar",
        "traslada",
        "trasladan",
    ];
    const RETURNS: [&str; 7] = ["devuelv*", "devol*", "regresa*", "regreso", "entreg*", "reintegr*", "retorn*"];
    let recorded = |row: &Row<'_>, what: &str| {
        let effects = row.node.get("efectos").map(Node::items).unwrap_or_default();
        effects.iter().any(|e| e.at(&["registra", "con", "accion"]).is_some_and(|a| a.text() == what))
    };
    let takes = |r: &Row<'_>| recorded(r, "retiro") || r.words.near(&TAKES, &GOODS, 4).is_some();
    let (at, row) = table.rows.iter().enumerate().find(|(_, r)| takes(r))?;
    let returned = table.rows[at..].iter().any(|r| recorded(r, "devolucion") || gives_back(&r.words, &RETURNS));
    let what = format!("«{}» se lleva un bien y ningún paso lo devuelve", row.name());
    (!returned).then(|| table.find(&rules::NO_RETURN, row, row.node.head(), what))
}

/// «regresa el equipo», and not «regresa al paso 4».
fn gives_back(words: &Words, returns: &[&str]) -> bool {
    words.near(returns, &GOODS, 4).is_some()
}

/// A case is written down as closed before somebody is asked how it went.
fn closure(table: &Table<'_>) -> Option<Finding> {
    let closes = |r: &Row<'_>| {
        let activity = Words::of(r.node.text_of("actividad").unwrap_or_default());
        activity.has(&["cierra*", "cerrar", "cierre"])
    };
    let asks = |r: &Row<'_>| {
        let activity = Words::of(r.node.text_of("actividad").unwrap_or_default());
        activity.has(&["evalua*", "encuesta*", "califica*"])
    };
    let (at, row) = table.rows.iter().enumerate().find(|(_, r)| closes(r))?;
    let asked = table.rows[at + 1..].iter().find(|r| asks(r))?;
    let after = asked.number.map(|n| format!("el paso {n}")).unwrap_or_else(|| format!("«{}»", asked.name()));
    let what = format!("el cierre se registra aquí y la evaluación viene después, en {after}");
    Some(table.find(&rules::CLOSED_EARLY, row, row.node.head(), what))
}

/// A paper is signed or filed in a row above the one that makes it.
fn signatures(table: &Table<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for paper in PAPERS {
        let row_with = |verbs: &[&str]| table.rows.iter().position(|r| r.words.near(verbs, &[paper], 3).is_some());
        let (Some(signed), Some(made)) = (row_with(&SIGNS), row_with(&MAKES)) else { continue };
        if signed < made {
            let row = &table.rows[signed];
            let name = paper.trim_end_matches('*');
            let later =
                table.rows[made].number.map(|n| format!("el paso {n}")).unwrap_or_else(|| "una fila".to_owned());
            let what = format!("aquí se firma o archiva «{name}», que se elabora más abajo, en {later}");
            found.push(table.find(&rules::SIGNED_EARLY, row, row.node.head(), what));
        }
    }
    found
}
