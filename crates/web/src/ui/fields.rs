//! The forms of a procedure's steps: as fields of a page, and back from what was sent.

use crate::{
    sent::Sent,
    view::{Choice, FieldKind as Shown, FieldSpec, Form},
};
use domain::{
    Office, PersonId, Read,
    files::{self, Upload},
    people,
};
use kernel::Error;
use procedure::{
    definition::{Field, FieldKind},
    state::Data,
};

/// The fields of a form, each with what can be chosen in it.
pub(crate) async fn specs(read: &Read, form: impl IntoIterator<Item = &Field>) -> Result<Vec<FieldSpec>, Error> {
    let form: Vec<&Field> = form.into_iter().collect();
    let mut out = Vec::with_capacity(form.len());
    for field in form {
        out.push(FieldSpec {
            name: field.id.clone(),
            label: field.label.clone(),
            hint: field.help.clone().unwrap_or_default(),
            kind: shown(&field.kind),
            required: field.required,
            choices: choices(read, &field.kind).await?,
        });
    }
    Ok(out)
}

fn shown(kind: &FieldKind) -> Shown {
    match kind {
        FieldKind::Text | FieldKind::Checklist { .. } => Shown::Lines,
        FieldKind::Line | FieldKind::Equipment => Shown::Line,
        FieldKind::Number => Shown::Number,
        FieldKind::Date => Shown::Date,
        FieldKind::Confirmation => Shown::Confirm,
        FieldKind::Catalogue { .. } | FieldKind::Scale { .. } | FieldKind::Unit | FieldKind::Person => Shown::Choice,
        FieldKind::Files => Shown::Files,
    }
}

async fn choices(read: &Read, kind: &FieldKind) -> Result<Vec<Choice>, Error> {
    Ok(match kind {
        FieldKind::Unit => units(read).await?,
        FieldKind::Person => {
            let all = people::query::active_people(read).await?;
            all.into_iter().map(|p| Choice::new(p.id.to_string(), p.name)).collect()
        }
        FieldKind::Catalogue { catalogue } => {
            let labels = people::query::catalogue(read, catalogue).await?;
            labels.into_iter().map(|label| Choice::new(label.clone(), label)).collect()
        }
        FieldKind::Scale { from, to } => (*from..=*to).map(|n| Choice::new(n.to_string(), n.to_string())).collect(),
        FieldKind::Text
        | FieldKind::Line
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Confirmation
        | FieldKind::Equipment
        | FieldKind::Checklist { .. }
        | FieldKind::Files => Vec::new(),
    })
}

/// The open units, each below the one it belongs to.
pub(crate) async fn units(read: &Read) -> Result<Vec<Choice>, Error> {
    let tree = people::query::unit_tree(read).await?;
    let indented = |(unit, depth): (people::Unit, usize)| {
        Choice::new(unit.id.to_string(), format!("{}{}", "\u{2003}".repeat(depth), unit.name))
    };
    Ok(tree.into_iter().map(indented).collect())
}

/// What was sent for these fields. A ticked box is `si`; of files only the names are said, they are kept apart.
pub(crate) fn filled<'f>(form: impl IntoIterator<Item = &'f Field>, sent: &Sent) -> Data {
    let value = |field: &Field| match field.kind {
        FieldKind::Confirmation if sent.get(&field.id).is_empty() => None,
        FieldKind::Confirmation => Some("si".to_owned()),
        FieldKind::Files => Some(sent.file_names(&field.id).join(", ")).filter(|names| !names.is_empty()),
        FieldKind::Text
        | FieldKind::Line
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Catalogue { .. }
        | FieldKind::Scale { .. }
        | FieldKind::Unit
        | FieldKind::Person
        | FieldKind::Equipment
        | FieldKind::Checklist { .. } => Some(sent.get(&field.id).to_owned()),
    };
    form.into_iter().filter_map(|field| Some((field.id.clone(), value(field)?))).collect()
}

/// A form that shows what is recorded already.
pub(crate) fn present<'f>(mut form: Form, fields: impl IntoIterator<Item = &'f Field>, data: &Data) -> Form {
    for field in fields {
        let recorded = data.get(&field.id).map_or("", String::as_str);
        let value = match field.kind {
            FieldKind::Confirmation if recorded == "si" => "on",
            FieldKind::Confirmation => "",
            _ => recorded,
        };
        form = form.with(field.id.clone(), value);
    }
    form
}

/// Keeps the files of these fields in the store. What is wrong with one is told at its field.
pub(crate) async fn uploads(office: &Office, sent: &mut Sent, fields: &[&str]) -> Result<Vec<Upload>, Error> {
    let mut out = Vec::new();
    for field in fields {
        for (name, bytes) in sent.files(field) {
            let mut kept = files::receive(office, &name, bytes).await;
            if let Err(e) = &mut kept {
                e.fields.iter_mut().for_each(|(at, _)| *at = (*field).to_owned().into());
            }
            out.push(kept?);
        }
    }
    Ok(out)
}

/// The ids of the fields that take files.
pub(crate) fn file_fields<'f>(form: impl IntoIterator<Item = &'f Field>) -> Vec<&'f str> {
    form.into_iter().filter(|f| f.kind == FieldKind::Files).map(|f| f.id.as_str()).collect()
}

/// The people that these fields name.
pub(crate) fn people_in<'f>(fields: impl IntoIterator<Item = &'f Field>, data: &Data) -> Vec<PersonId> {
    let named = fields.into_iter().filter(|f| f.kind == FieldKind::Person);
    named.filter_map(|f| data.get(&f.id)?.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{EquipmentId, UnitId, cases::Words};
    use kernel::Locale;
    use std::collections::BTreeMap;

    fn field(id: &str, kind: FieldKind) -> Field {
        Field { id: id.to_owned(), label: id.to_owned(), kind, required: true, help: None }
    }

    #[test]
    fn every_kind_of_field_is_read_back_as_it_is_recorded() {
        let form = [
            field("detalle", FieldKind::Text),
            field("acepta", FieldKind::Confirmation),
            field("otro", FieldKind::Confirmation),
            field("fotos", FieldKind::Files),
        ];
        let sent = Sent::of(
            &[("detalle", " Sin papel "), ("acepta", "on"), ("sobra", "x")],
            &[("fotos", "a.png"), ("fotos", "b.png")],
        );
        let data = filled(&form, &sent);
        let expected = [("acepta", "si"), ("detalle", "Sin papel"), ("fotos", "a.png, b.png")];
        assert_eq!(data, expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
        let shown = present(Form::default(), &form, &data);
        assert_eq!(shown.values["acepta"], "on");
        assert_eq!(shown.values["otro"], "");
        assert_eq!(file_fields(&form), ["fotos"]);
    }

    #[test]
    fn a_value_is_said_in_the_readers_words() {
        let unit = UnitId(uuid::Uuid::from_u128(7));
        let machine = EquipmentId(uuid::Uuid::from_u128(8));
        let (units, people) = (BTreeMap::from([(unit, "Tesorería".to_owned())]), BTreeMap::new());
        let equipment = BTreeMap::from([(machine, "TIM-7 · Impresora".to_owned())]);
        let words = Words { locale: Locale::Es, units: &units, people: &people, equipment: &equipment };
        assert_eq!(words.value(&field("u", FieldKind::Unit), &unit.to_string()), "Tesorería");
        assert_eq!(words.value(&field("p", FieldKind::Person), &unit.to_string()), "");
        assert_eq!(words.value(&field("e", FieldKind::Equipment), &machine.to_string()), "TIM-7 · Impresora");
        assert_eq!(words.value(&field("e", FieldKind::Equipment), "TIM-9"), "TIM-9");
        assert_eq!(words.value(&field("d", FieldKind::Date), "2026-03-02"), "02/03/2026");
        assert_eq!(words.value(&field("c", FieldKind::Confirmation), "si"), "sí");
    }
}
