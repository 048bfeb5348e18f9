//! The forms of a procedure's steps: as fields of a page, and back from what was sent.

use crate::{
    sent::Sent,
    view::{Choice, FieldKind as Shown, FieldSpec, Form},
};
use domain::{
    Office, PersonId, Read, Source as _, UnitId,
    files::{self, Upload},
    people,
    registers::{
        Equipment,
        model::{self, Mark},
        query,
    },
};
use kernel::{Error, Msg, permit::Permit, text::say};
use procedure::{
    definition::{Field, FieldKind},
    state::Data,
};

/// What a case is about, as far as its forms offer something first.
#[derive(Debug, Default)]
pub(crate) struct About {
    pub(crate) unit: Option<UnitId>,
    /// The kind of its machine.
    pub(crate) machine: Option<String>,
}

/// The fields of the form that begins a case, each with what can be chosen in it.
pub(crate) async fn specs(read: &Read, form: impl IntoIterator<Item = &Field>) -> Result<Vec<FieldSpec>, Error> {
    let unit = match read.actor().person {
        Some(me) => people::query::find_person(read, PersonId(me)).await?.and_then(|p| p.unit_id),
        None => None,
    };
    specs_about(read, form, &About { unit, machine: None }).await
}

/// The fields of a form of a case.
pub(crate) async fn specs_about(
    read: &Read,
    form: impl IntoIterator<Item = &Field>,
    about: &About,
) -> Result<Vec<FieldSpec>, Error> {
    let form: Vec<&Field> = form.into_iter().collect();
    let mut out = Vec::with_capacity(form.len());
    for field in form {
        let choices = choices(read, &field.kind, about).await?;
        out.push(FieldSpec {
            name: field.id.clone(),
            label: field.label.clone(),
            hint: field.help.clone().unwrap_or_default(),
            kind: shown(&field.kind, &choices),
            required: field.required,
            choices,
        });
    }
    Ok(out)
}

fn shown(kind: &FieldKind, choices: &[Choice]) -> Shown {
    match kind {
        // Without a list there is nothing to tick, without machines none to choose: then it is written.
        FieldKind::Checklist { .. } if !choices.is_empty() => Shown::Checklist,
        FieldKind::Equipment if !choices.is_empty() => Shown::Choice,
        FieldKind::Text | FieldKind::Checklist { .. } => Shown::Lines,
        FieldKind::Line | FieldKind::Equipment => Shown::Line,
        FieldKind::Number => Shown::Number,
        FieldKind::Date => Shown::Date,
        FieldKind::Confirmation => Shown::Confirm,
        FieldKind::Catalogue { .. } | FieldKind::Scale { .. } | FieldKind::Unit | FieldKind::Person => Shown::Choice,
        FieldKind::Files => Shown::Files,
    }
}

async fn choices(read: &Read, kind: &FieldKind, about: &About) -> Result<Vec<Choice>, Error> {
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
        FieldKind::Equipment => machines(read, about.unit).await?,
        FieldKind::Checklist { list } => {
            let points = query::checklist_points(read, list, about.machine.as_deref()).await?.unwrap_or_default();
            (1..).zip(points).map(|(n, point): (usize, String)| Choice::new(n.to_string(), point)).collect()
        }
        FieldKind::Scale { from, to } => (*from..=*to).map(|n| Choice::new(n.to_string(), n.to_string())).collect(),
        FieldKind::Text
        | FieldKind::Line
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Confirmation
        | FieldKind::Files => Vec::new(),
    })
}

/// Machines to choose from: the unit's first, then all others with their unit; of others only for who sees every case.
/// At the public form none are shown: there the number is typed.
async fn machines(read: &Read, unit: Option<UnitId>) -> Result<Vec<Choice>, Error> {
    if read.actor().person.is_none() {
        return Ok(Vec::new());
    }
    let all = read.actor().may(Permit::SeeCases);
    let names = people::query::unit_names(read).await?;
    let choice = |e: Equipment| {
        let name =
            [e.tag, e.kind, e.brand, e.model].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · ");
        let elsewhere = e.unit_id.filter(|u| Some(*u) != unit).and_then(|u| names.get(&u));
        let msg = |unit: &str| Msg::new("field-equipment-elsewhere").with("name", name.as_str()).with("unit", unit);
        Choice::new(e.id.to_string(), elsewhere.map_or_else(|| name.clone(), |u| say(read.actor().locale, &msg(u))))
    };
    let found = query::equipment_to_choose(read, unit).await?;
    Ok(found.into_iter().filter(|e| all || e.unit_id == unit).map(choice).collect())
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
        FieldKind::Checklist { .. } => Some(checked(&field.id, sent)),
        FieldKind::Files => Some(sent.file_names(&field.id).join(", ")).filter(|names| !names.is_empty()),
        FieldKind::Text
        | FieldKind::Line
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Catalogue { .. }
        | FieldKind::Scale { .. }
        | FieldKind::Unit
        | FieldKind::Person
        | FieldKind::Equipment => Some(sent.get(&field.id).to_owned()),
    };
    form.into_iter().filter_map(|field| Some((field.id.clone(), value(field)?))).collect()
}

/// The points of a checklist that were answered, a line each; what was typed when there were no points.
fn checked(field: &str, sent: &Sent) -> String {
    let points = (1..).map_while(|n: usize| {
        let part = format!("{field}-{n}");
        sent.some(&format!("{part}-point")).map(|point| (part, point))
    });
    let points: Vec<(String, String)> = points.collect();
    if points.is_empty() {
        return sent.get(field).to_owned();
    }
    let mark = |(part, point): (String, String)| {
        let good = match sent.get(&part) {
            "ok" => true,
            "bad" => false,
            _ => return None,
        };
        Some(model::mark_line(&Mark { point, good, note: sent.get(&format!("{part}-note")).to_owned() }))
    };
    points.into_iter().filter_map(mark).collect::<Vec<_>>().join("\n")
}

/// A form that shows its checklists as they were recorded.
pub(crate) fn ticked(mut form: Form, specs: &[FieldSpec], data: &Data) -> Form {
    for spec in specs.iter().filter(|s| s.kind == Shown::Checklist) {
        let points: Vec<String> = spec.choices.iter().map(|c| c.label.clone()).collect();
        let marks = data.get(&spec.name).and_then(|value| model::marks(value, &points)).unwrap_or_default();
        for mark in marks {
            let Some(n) = points.iter().position(|p| *p == mark.point) else { continue };
            let part = format!("{}-{}", spec.name, n + 1);
            form = form.with(format!("{part}-note"), mark.note).with(part, if mark.good { "ok" } else { "bad" });
        }
    }
    form
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
    use domain::{EquipmentId, cases::Words};
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
    fn a_checklist_is_read_back_point_by_point_and_shown_again_as_it_was() {
        let list = FieldKind::Checklist { list: "mantenimiento".to_owned() };
        let form = [field("revision", list)];
        let sent = Sent::of(
            &[
                ("revision-1-point", "Limpieza"),
                ("revision-1", "ok"),
                ("revision-2-point", "Teclado"),
                ("revision-2", "bad"),
                ("revision-2-note", "Falta la Ñ"),
                ("revision-3-point", "Pantalla"),
            ],
            &[],
        );
        let data = filled(&form, &sent);
        assert_eq!(data["revision"], "✓ Limpieza\n✗ Teclado: Falta la Ñ");
        let points = ["Limpieza", "Teclado", "Pantalla"];
        let spec = FieldSpec {
            name: "revision".to_owned(),
            label: String::new(),
            hint: String::new(),
            kind: Shown::Checklist,
            required: true,
            choices: (1..).zip(points).map(|(n, p): (usize, _)| Choice::new(n.to_string(), p)).collect(),
        };
        let shown = ticked(Form::default(), &[spec], &data);
        assert_eq!((shown.values["revision-1"].as_str(), shown.values["revision-2"].as_str()), ("ok", "bad"));
        assert_eq!(shown.values["revision-2-note"], "Falta la Ñ");
        assert!(!shown.values.contains_key("revision-3"));
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
