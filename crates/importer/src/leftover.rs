//! What found no place in the draft, so that no text is lost.

use crate::Finding;
use crate::source::{Line, origin};
use crate::words::words;
use procedure::yaml::{Node, Value};
use std::collections::BTreeSet;

/// Labels that the keys of the draft stand for: «PROCESO:» is `titulo`, «ELABORÓ» is `firmas`.
const LABELS: [&str; 31] = [
    "proceso",
    "procedimiento",
    "nombre",
    "del",
    "cargo",
    "fecha",
    "firma",
    "elaboro",
    "elaborado",
    "reviso",
    "revisado",
    "aprobo",
    "aprobado",
    "por",
    "tel",
    "telefono",
    "ano",
    "administracion",
    "formulado",
    "la",
    "unidad",
    "de",
    "version",
    "vigente",
    "desde",
    "observacion",
    "observaciones",
    "descripcion",
    "definiciones",
    "glosario",
    "no",
];

/// Adds `no_entendido`: lines that nobody took, and lines of which a word is nowhere.
pub(crate) fn add(manual: &mut Node, procedures: &[(String, Node)], lines: &[Line], found: &mut Vec<Finding>) {
    let mut said = BTreeSet::new();
    collect(manual, &mut said);
    procedures.iter().for_each(|(_, node)| collect(node, &mut said));
    let lost = |line: &Line| {
        let missing = || pieces(&line.text()).iter().any(|w| !said.contains(w) && !LABELS.contains(&w.as_str()));
        !line.repeated && !line.blank() && (!line.taken || missing())
    };
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for i in (0..lines.len()).filter(|i| lost(&lines[*i])) {
        match groups.last_mut().filter(|(_, until)| *until + 1 == i) {
            Some((_, until)) => *until = i,
            None => groups.push((i, i)),
        }
    }
    let entry = |(from, until): &(usize, usize)| {
        let text: Vec<String> = lines[*from..=*until].iter().map(Line::text).collect();
        Node::of_map([("origen", Node::of_text(origin((*from, *until)))), ("texto", Node::of_text(text.join("\n")))])
    };
    // The format takes 5000; beyond, the last one holds all the rest.
    if groups.len() > 5000 {
        let last = groups[groups.len() - 1].1;
        groups.truncate(5000);
        groups[4999].1 = last;
    }
    if groups.is_empty() {
        return;
    }
    found.extend(groups.iter().map(|(from, until)| Finding {
        lines: Some((from + 1, until + 1)),
        message: format!("No se entendió: «{}»", shortened(&lines[*from].text())),
        help: "Póngalo donde corresponda y bórrelo de «no_entendido».".to_owned(),
    }));
    manual.set("no_entendido", Node::of_list(groups.iter().map(entry)));
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The words of a text, and the parts of those that a sign joins («2021-01-01» has the year in it).
fn pieces(text: &str) -> Vec<String> {
    let parts = |w: String| w.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    words(text).into_iter().flat_map(|w| parts(w.folded)).collect()
}

/// Every word of the texts, keys included: responsibles are keys.
fn collect(node: &Node, said: &mut BTreeSet<String>) {
    match &node.value {
        Value::Text(text) => said.extend(pieces(text)),
        Value::List(items) => items.iter().for_each(|i| collect(i, said)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            said.extend(pieces(key.text()));
            collect(value, said);
        }),
    }
}
