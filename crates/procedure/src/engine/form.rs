//! Whether what was filled in fits a step's form.

use crate::definition::{Answer, Field, FieldKind, Id, Step};
use crate::state::{Data, Refusal};
use kernel::time::date;

/// Checks `given` against the form and cleans it: trimmed, blanks only where they clear an earlier value.
///
/// Refuses with every field at once: unknown ones, missing obligatory ones (of the form or of the answer), values that
/// are not of the field's kind.
pub(super) fn check(step: &Step, answer: Option<&Answer>, given: &Data, before: &Data) -> Result<Data, Refusal> {
    let mut wrong: Vec<(Id, &'static str)> = Vec::new();
    let mut out = Data::new();
    for (id, value) in given {
        let value = value.trim();
        match step.form.iter().find(|f| f.id == *id) {
            None => wrong.push((id.clone(), "field-unknown")),
            Some(_) if value.is_empty() && !before.contains_key(id) => {}
            Some(field) => {
                if let Some(why) = value_error(field, value) {
                    wrong.push((id.clone(), why));
                }
                out.insert(id.clone(), value.to_owned());
            }
        }
    }
    for field in step.form.iter().filter(|f| f.required && !given.get(&f.id).is_some_and(|v| filled(v))) {
        wrong.push((field.id.clone(), "field-required"));
    }
    for id in answer.iter().flat_map(|a| &a.requires) {
        let here = step.form.iter().any(|f| f.id == *id);
        let value = if here { given.get(id) } else { before.get(id) };
        if !value.is_some_and(|v| filled(v)) {
            wrong.push((id.clone(), "field-required"));
        }
    }
    wrong.sort();
    wrong.dedup_by(|a, b| a.0 == b.0);
    if wrong.is_empty() { Ok(out) } else { Err(Refusal::Fields(wrong)) }
}

fn filled(value: &str) -> bool {
    !value.trim().is_empty()
}

/// Why a value does not fit its field (a key of `/locales`). A blank value fits a field that is not obligatory.
pub fn value_error(field: &Field, value: &str) -> Option<&'static str> {
    if !filled(value) {
        return field.required.then_some("field-required");
    }
    let whole = value.parse::<i64>().ok();
    match &field.kind {
        FieldKind::Line => value.contains(['\n', '\r']).then_some("field-not-one-line"),
        FieldKind::Number => whole.is_none().then_some("field-not-a-number"),
        FieldKind::Date => (date(value).is_none() || value.len() != 10).then_some("field-not-a-date"),
        FieldKind::Confirmation if value == "si" || (value == "no" && !field.required) => None,
        FieldKind::Confirmation => Some("field-not-confirmed"),
        FieldKind::Scale { from, to } => {
            (!whole.is_some_and(|n| (*from..=*to).contains(&n))).then_some("field-out-of-scale")
        }
        FieldKind::Text
        | FieldKind::Catalogue { .. }
        | FieldKind::Unit
        | FieldKind::Person
        | FieldKind::Equipment
        | FieldKind::Checklist { .. }
        | FieldKind::Files => None,
    }
}
