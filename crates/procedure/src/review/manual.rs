//! What a reader would notice around the tables: who signed, dates, pages, version, what was not understood.

use super::dates::Printed;
use super::rules;
use super::{Facts, Finding, place_of};
use crate::edition::File;
use crate::yaml::Node;
use kernel::time::date;
use std::collections::BTreeSet;

pub(super) fn check(file: &File, facts: &Facts) -> Vec<Finding> {
    let mut found = sign_offs(file);
    found.extend(dates(file));
    found.extend(pages(file));
    found.extend(version(file));
    found.extend(leftover(file));
    found.extend(expired(file, facts));
    found
}

fn list<'a>(root: &'a Node, key: &str) -> &'a [Node] {
    root.get(key).map(Node::items).unwrap_or_default()
}

/// Nobody signed, an act that is missing, a name cut off.
fn sign_offs(file: &File) -> Vec<Finding> {
    let signed = list(&file.root, "firmas");
    let approved = file.root.get("aprobacion").is_some();
    let at = |path: &[&str]| place_of(&file.root, path);
    if signed.is_empty() {
        let what = "no dice quién lo elaboró, revisó ni aprobó";
        return if approved { Vec::new() } else { vec![rules::SIGN_OFF.at(file, at(&["portada"]), None, what)] };
    }
    let mut found = Vec::new();
    let acts: BTreeSet<&str> = signed.iter().filter_map(|s| s.text_of("acto")).collect();
    let wanted = [("elaboro", "elaboró"), ("reviso", "revisó"), ("aprobo", "aprobó")];
    let missing: Vec<&str> = wanted
        .iter()
        .filter(|(act, _)| !acts.contains(act) && (!approved || *act != "aprobo"))
        .map(|(_, printed)| *printed)
        .collect();
    if !missing.is_empty() {
        let what = format!("no dice quién lo {}", missing.join(" ni quién lo "));
        found.push(rules::SIGN_OFF.at(file, at(&["firmas"]), None, what));
    }
    for one in signed {
        let name = one.text_of("nombre").unwrap_or_default();
        let mut lacks = Vec::new();
        if name.split_whitespace().count() < 2 {
            lacks.push("el nombre completo");
        }
        if one.get("cargo").is_none() {
            lacks.push("el cargo");
        }
        if !lacks.is_empty() {
            let what = format!("en la firma de «{name}» falta {}", lacks.join(" y "));
            found.push(rules::SIGN_OFF.at(file, one.place_at(&["nombre"]), None, what));
        }
    }
    found
}

/// Header, sign-off, approval, certificate and change control against one another.
fn dates(file: &File) -> Vec<Finding> {
    let text = |path: &[&str]| file.root.at(path).map(Node::text).unwrap_or_default();
    let (header, approval) = (text(&["control", "fecha"]), text(&["aprobacion", "fecha"]));
    let mut found = Vec::new();
    let mut say = |at: &Node, what: String| found.push(rules::DATES.at(file, at.head(), None, what));
    for signed in list(&file.root, "firmas") {
        let Some(node) = signed.get("fecha") else { continue };
        let (act, on) = (signed.text_of("acto").unwrap_or_default(), node.text());
        let late = |earlier: &str| Printed::of(earlier).zip(Printed::of(on)).is_some_and(|(e, on)| e.before(on));
        if act != "aprobo" && late(header) {
            say(node, format!("el encabezado es del {header} y se elaboró o revisó después, el {on}"));
        }
        if act != "aprobo" && late(approval) {
            say(node, format!("se aprobó el {approval} y se elaboró o revisó después, el {on}"));
        }
    }
    for (key, meaning) in [("certificacion", "se certificó"), ("vigente_desde", "rige")] {
        let path = if key == "certificacion" { vec!["aprobacion", key, "fecha"] } else { vec!["aprobacion", key] };
        let Some(node) = file.root.at(&path) else { continue };
        if Printed::of(node.text()).zip(Printed::of(approval)).is_some_and(|(on, approved)| on.before(approved)) {
            say(node, format!("{meaning} desde el {}, antes de aprobarse el {approval}", node.text()));
        }
    }
    let plain = |version: &str| version.trim().trim_start_matches('0').to_owned();
    let printed = plain(text(&["control", "version"]));
    for change in list(&file.root, "cambios") {
        let Some(node) = change.get("desde").filter(|_| change.text_of("version").map(plain) == Some(printed.clone()))
        else {
            continue;
        };
        if Printed::of(node.text()).zip(Printed::of(header)).is_some_and(|(a, b)| a.before(b) || b.before(a)) {
            let since = node.text();
            say(node, format!("la versión {printed} es del {header} en el encabezado y del {since} en los cambios"));
        }
    }
    found
}

/// «Página n de m» against the pages that the copy had.
fn pages(file: &File) -> Option<Finding> {
    let control = file.root.get("control")?;
    let of: u32 = control.text_of("paginas")?.parse().ok().filter(|n| *n <= 1000)?;
    let seen: BTreeSet<u32> = list(control, "paginas_vistas").iter().filter_map(|n| n.text().parse().ok()).collect();
    let missing: Vec<String> = (1..=of).filter(|n| !seen.contains(n)).map(|n| n.to_string()).collect();
    let what = format!("dice tener {of} páginas y en la copia faltan: {}", missing.join(", "));
    let at = control.place_at(&["paginas"]);
    (!seen.is_empty() && !missing.is_empty()).then(|| rules::PAGES.at(file, at, None, what))
}

/// A header without version, on all pages or on some.
fn version(file: &File) -> Option<Finding> {
    let control = file.root.get("control")?;
    let without: Vec<String> = control.get("paginas_sin_version").map(Node::texts).unwrap_or_default();
    if !without.is_empty() {
        let what = format!("el encabezado no lleva versión en las páginas: {}", without.join(", "));
        return Some(rules::NO_VERSION.at(file, control.place_at(&["paginas_sin_version"]), None, what));
    }
    let header = control.get("codigo").is_some() || control.get("fecha").is_some();
    let what = "el encabezado no lleva versión";
    (header && control.get("version").is_none()).then(|| rules::NO_VERSION.at(file, control.head(), None, what))
}

fn leftover(file: &File) -> Option<Finding> {
    let texts = list(&file.root, "no_entendido");
    let first = texts.first()?;
    let words = super::rows::short(first.text_of("texto").unwrap_or_default());
    let what = match texts.len() {
        1 => format!("quedó un texto sin entender: «{words}»"),
        n => format!("quedaron {n} textos sin entender; el primero: «{words}»"),
    };
    Some(rules::LEFTOVER.at(file, first.place_at(&["texto"]), None, what))
}

fn expired(file: &File, facts: &Facts) -> Option<Finding> {
    let node = file.root.at(&["periodo", "hasta"])?;
    let (last, today) = (date(node.text())?, facts.today?);
    let what = format!("rigió hasta el {}", node.text());
    (last < today).then(|| rules::EXPIRED.at(file, node.place, None, what))
}
