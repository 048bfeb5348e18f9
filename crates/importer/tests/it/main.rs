//! The importer from outside: the five texts of the real manuals where they are at hand, our own manual in every form,
//! and whatever else may come.

#![expect(clippy::unwrap_used, reason = "what surrounds a test is the test too")]

mod defects;
mod dialects;
mod forms;
mod manuals;
mod whatever;

use importer::Draft;
use procedure::yaml::{self, Node, Value};
use std::collections::BTreeSet;

fn read(text: &str) -> Draft {
    importer::read("manual.txt", text.as_bytes()).unwrap()
}

/// Every file of a draft has to be usable but for rows that nobody understood.
fn assert_usable(draft: &Draft) {
    let (manual, found) = procedure::parse_manual(&yaml::write(&draft.manual));
    assert!(manual.is_some(), "{found:?}\n{}", yaml::write(&draft.manual));
    for (id, node) in &draft.procedures {
        let source = yaml::write(node);
        let (definition, found) = procedure::parse(&source);
        let errors: Vec<_> = found.iter().filter(|d| d.is_error() && d.code != procedure::Code::P18).collect();
        assert!(errors.is_empty(), "{id}: {errors:?}\n{source}");
        if let (Some(definition), Some(manual)) = (definition, &manual) {
            assert_eq!(procedure::check_against(&definition, manual), [], "{id}");
        }
    }
}

/// Labels that a key of the draft stands for: «PROCESO:» is `titulo`, «3. BASE LEGAL» is `base_legal`.
const LABELS: &str = "proceso procedimiento procedimientos codigo version fecha pagina nombre cargo elaboro elaborado \
    reviso revisado aprobo aprobado por firma tel telefono glosario definiciones terminologia terminos base legal marco \
    juridico control de cambios vigente desde observacion ano administracion formulado la unidad descripcion del \
    actividades y 1 2 3 4 5 6 7 8 9";

/// Words of the source that are nowhere in the draft. Headers of pages count as represented by the one that is kept.
fn lost(draft: &Draft) -> BTreeSet<String> {
    let mut said: BTreeSet<String> = BTreeSet::new();
    for node in draft.procedures.iter().map(|(_, n)| n).chain([&draft.manual]) {
        collect(node, &mut said);
    }
    let labels: BTreeSet<&str> = LABELS.split_whitespace().collect();
    let text = without_tags(&draft.source_text);
    let words = words(&text).into_iter();
    words.filter(|w| !said.contains(w) && !labels.contains(w.as_str())).collect()
}

fn collect(node: &Node, said: &mut BTreeSet<String>) {
    match &node.value {
        Value::Text(text) => said.extend(words(text)),
        Value::List(items) => items.iter().for_each(|i| collect(i, said)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            said.extend(words(key.text()));
            collect(value, said);
        }),
    }
}

fn words(text: &str) -> Vec<String> {
    let plain = |c: char| match c.to_lowercase().next().unwrap_or(c) {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        c => c,
    };
    let text: String = text.chars().map(plain).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// The rows of a procedure without the lines they came from and without what was asked about cell borders.
fn rows(node: &Node) -> Vec<Node> {
    let mut rows = node.get("pasos").unwrap().items().to_vec();
    for row in &mut rows {
        ["origen", "supuesto", "duda"].into_iter().for_each(|key| row.remove(key));
    }
    rows
}

fn procedure<'d>(draft: &'d Draft, id: &str) -> &'d Node {
    let found = draft.procedures.iter().find(|(i, _)| i == id);
    &found.unwrap_or_else(|| panic!("no {id} in {:?}", draft.procedures.iter().map(|p| &p.0).collect::<Vec<_>>())).1
}

fn row<'d>(node: &'d Node, number: &str) -> &'d Node {
    let mut rows = node.get("pasos").unwrap().items().iter();
    rows.find(|r| r.text_of("paso") == Some(number)).unwrap()
}
