//! What Cabildo drew, read back: the rows as they were, provided nobody changed the drawing elsewhere.

use super::read::{Imported, MODEL, Refusal, at, tag, text};
use super::{Expressions, NAMESPACE, write};
use crate::yaml::{self, Node as Tree};
use crate::{parse, yaml::Value};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

pub(super) fn read(document: &Document<'_>, head: Node<'_, '_>) -> Result<Imported, Refusal> {
    let mut root = tree(head)?;
    let mut rows: BTreeMap<usize, Tree> = BTreeMap::new();
    for row in document.descendants().filter(|n| n.has_tag_name((NAMESPACE, "fila"))) {
        let n = row.attribute("n").and_then(|n| n.parse().ok()).unwrap_or(0);
        if n == 0 || rows.insert(n, tree(row)?).is_some() {
            return Err(at(row, "la fila está repetida o no dice cuál es; vuelva a exportar desde Cabildo"));
        }
    }
    if let Some(missing) = (1..=rows.len()).find(|n| !rows.contains_key(n)) {
        let message = format!("falta la fila {missing}: alguien borró su figura; vuelva a exportar desde Cabildo");
        return Err(at(head, message));
    }
    if !matches!(root.value, Value::Map(_)) {
        return Err(at(head, "los datos del procedimiento no se entienden; vuelva a exportar desde Cabildo"));
    }
    root.set("pasos", Tree::of_list(rows.into_values()));
    let source = yaml::write(&root);
    let (definition, found) = parse(&source);
    let Some(definition) = definition else {
        let first = found.iter().find(|d| d.is_error()).map(|d| d.message.clone()).unwrap_or_default();
        return Err(at(head, format!("los datos del procedimiento tienen errores ({first}); corríjalos en Cabildo")));
    };
    same(document, &write(&definition, &root, Expressions::default()))?;
    Ok(Imported { root, own: true, notes: Vec::new() })
}

fn tree(node: Node<'_, '_>) -> Result<Tree, Refusal> {
    yaml::load(&text(node)).map_err(|d| at(node, format!("{}; vuelva a exportar desde Cabildo", d.message)))
}

/// What an element shows: kind, name, ends, texts.
fn shown(node: Node<'_, '_>) -> Vec<String> {
    let mut out = vec![tag(node).to_owned()];
    let facts = ["name", "sourceRef", "targetRef", "attachedToRef", "cancelActivity"];
    out.extend(facts.iter().map(|f| node.attribute(*f).unwrap_or_default().trim().to_owned()));
    // Interrupting is what is meant when nothing is said.
    if tag(node) == "boundaryEvent" && node.attribute("cancelActivity").is_none() {
        "true".clone_into(&mut out[5]);
    }
    let texts = node.children().filter(|c| ["documentation", "text"].contains(&tag(*c)));
    out.extend(texts.map(|t| text(t).trim().replace("\r\n", "\n")));
    out
}

/// The elements that a procedure shows.
fn figures<'d, 'i>(document: &'d Document<'i>) -> impl Iterator<Item = Node<'d, 'i>> {
    const KINDS: [&str; 12] = [
        "startEvent",
        "endEvent",
        "userTask",
        "sendTask",
        "intermediateCatchEvent",
        "boundaryEvent",
        "exclusiveGateway",
        "sequenceFlow",
        "textAnnotation",
        "association",
        "dataObjectReference",
        "lane",
    ];
    let processes = document.root_element().children().filter(|n| n.has_tag_name((MODEL, "process")));
    let inside = processes.flat_map(|p| p.descendants()).filter(|n| n.is_element());
    inside.filter(|n| n.tag_name().namespace() == Some(MODEL)).filter(|n| {
        KINDS.contains(&tag(*n)) || tag(*n).ends_with("Task") || tag(*n).ends_with("Gateway") || tag(*n) == "task"
    })
}

/// Refuses a drawing that says something else than its data.
fn same(document: &Document<'_>, again: &str) -> Result<(), Refusal> {
    const WHY: &str = "se cambió en otro programa y los datos de Cabildo dicen otra cosa; cambie el procedimiento en \
                       Cabildo, o borre del archivo los elementos «cabildo:» para traerlo como un dibujo ajeno";
    let again = Document::parse(again).map_err(|e| at(document.root_element(), e.to_string()))?;
    let mut ours: BTreeMap<&str, Vec<String>> =
        figures(&again).filter_map(|n| Some((n.attribute("id")?, shown(n)))).collect();
    for node in figures(document) {
        let known = node.attribute("id").and_then(|id| ours.remove(id));
        if known.is_none_or(|known| known != shown(node)) {
            return Err(at(node, WHY));
        }
    }
    match ours.keys().next() {
        Some(id) => Err(at(document.root_element(), format!("falta la figura «{id}»: {WHY}"))),
        None => Ok(()),
    }
}
