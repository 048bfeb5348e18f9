//! Hands for the tree: reach, put in the usual place, take away.

use crate::yaml::{Node, Value};

/// The usual order of the keys of a file, a row and the parts of a row; new keys are put there.
const ORDER: [&str; 58] = [
    "formato",
    "paso",
    "id",
    "titulo",
    "codigo",
    "objetivo",
    "propuesta",
    "tabla",
    "responsables",
    "documentos",
    "pasos",
    "responsable",
    "responde",
    "actua",
    "rama",
    "inicio",
    "fin",
    "pregunta",
    "norma",
    "actividad",
    "por_resolver",
    "respuesta",
    "tipo",
    "etiqueta",
    "arranque",
    "mensaje",
    "horario",
    "cronograma",
    "antes",
    "de",
    "hasta",
    "cola",
    "quien",
    "firman",
    "especificaciones",
    "descripcion",
    "punto_de_control",
    "registro",
    "formulario",
    "reparto",
    "espera",
    "plazos",
    "avisa",
    "tras",
    "desde",
    "efectos",
    "firma",
    "decide",
    "opciones",
    "sigue",
    "regresa",
    "exige",
    "obligatorio",
    "ayuda",
    "cita",
    "supuesto",
    "duda",
    "origen",
];

fn order(key: &str) -> usize {
    ORDER.iter().position(|k| *k == key).unwrap_or(ORDER.len())
}

/// A text as it came from a form: no blanks around it, plain line breaks.
pub(super) fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.join("\n")
}

pub(super) const fn empty_map() -> Node {
    Node { value: Value::Map(Vec::new()), place: crate::diagnostic::Place { line: 0, column: 0, length: 0 } }
}

/// The entries, of whatever it was: a text or a list in the way becomes a mapping.
pub(super) fn map_mut(node: &mut Node) -> &mut Vec<(Node, Node)> {
    if !matches!(node.value, Value::Map(_)) {
        node.value = Value::Map(Vec::new());
    }
    match &mut node.value {
        Value::Map(entries) => entries,
        Value::Text(_) | Value::List(_) => unreachable!("it was just made a mapping"),
    }
}

/// The list under a key. One that is not there is made; a single item becomes a list of itself.
pub(super) fn list_mut<'n>(node: &'n mut Node, key: &str) -> &'n mut Vec<Node> {
    let items = node.get(key).map(|n| n.items().to_vec());
    if !matches!(node.get(key).map(|n| &n.value), Some(Value::List(_))) {
        put(node, key, Node::of_list(items.unwrap_or_default()));
    }
    let entries = map_mut(node);
    let at = entries.iter().position(|(k, _)| k.text() == key).unwrap_or_default();
    match &mut entries[at].1.value {
        Value::List(items) => items,
        Value::Text(_) | Value::Map(_) => unreachable!("it was just made a list"),
    }
}

/// Puts a value under a key: in its place when it is there, else where it usually stands.
pub(super) fn put(node: &mut Node, key: &str, value: Node) {
    let entries = map_mut(node);
    if let Some((_, had)) = entries.iter_mut().find(|(k, _)| k.text() == key) {
        *had = value;
        return;
    }
    let at = entries.iter().position(|(k, _)| order(k.text()) > order(key)).unwrap_or(entries.len());
    entries.insert(at, (Node::of_text(key), value));
}

/// Gives a key another name, in its place.
pub(super) fn rename(node: &mut Node, old: &str, new: &str) {
    if let Some((key, _)) = map_mut(node).iter_mut().find(|(k, _)| k.text() == old) {
        key.value = Value::Text(new.to_owned());
    }
}

/// Takes a key with its value.
pub(super) fn take(node: &mut Node, key: &str) -> Option<Node> {
    let Value::Map(entries) = &mut node.value else { return None };
    let at = entries.iter().position(|(k, _)| k.text() == key)?;
    Some(entries.remove(at).1)
}

/// What a path leads to.
pub(super) fn at_mut<'n>(node: &'n mut Node, path: &[&str]) -> Option<&'n mut Node> {
    let Some((first, rest)) = path.split_first() else { return Some(node) };
    let next = match &mut node.value {
        Value::Map(entries) => entries.iter_mut().find(|(k, _)| k.text() == *first).map(|(_, v)| v),
        Value::List(items) => first.parse::<usize>().ok().and_then(|n| items.get_mut(n)),
        Value::Text(_) => None,
    };
    at_mut(next?, rest)
}

/// The parts of a path.
pub(super) fn parts(path: &str) -> Vec<&str> {
    path.split('.').filter(|p| !p.is_empty()).collect()
}

/// Follows a place of the text down to the innermost value that begins at it or before.
pub(super) fn deepest(node: &Node, at: (usize, usize), path: &mut Vec<String>) {
    let before = |place: crate::diagnostic::Place| (place.line, place.column) <= at;
    match &node.value {
        Value::Text(_) => {}
        Value::Map(entries) => {
            if let Some((key, value)) = entries.iter().rev().find(|(key, _)| before(key.place)) {
                path.push(key.text().to_owned());
                deepest(value, at, path);
            }
        }
        Value::List(items) => {
            let begins = |item: &Node| item.head();
            if let Some((n, item)) = items.iter().enumerate().rev().find(|(_, item)| before(begins(item))) {
                path.push(n.to_string());
                deepest(item, at, path);
            }
        }
    }
}
