//! What the engine cannot know of a filled form: whether units, lists and people exist in this institution, and what a
//! recorded value says to a reader.

use crate::{
    people,
    registers::{self, EquipmentStatus},
};
use db::{EquipmentId, PersonId, Source, UnitId};
use kernel::{Error, Locale, Msg, Result, text::say};
use procedure::{
    definition::{Definition, Field, FieldKind},
    state::Data,
};
use std::collections::BTreeMap;

/// Refuses values that name no open unit, no entry of their list or nobody of this institution, each at its field.
/// `before` are values the case has already: they may be kept even if the list changed meanwhile.
pub async fn check_values(src: &impl Source, definition: &Definition, data: &Data, before: &Data) -> Result<()> {
    let wrong = wrong_values(src, definition, data, before).await?;
    if wrong.is_empty() { Ok(()) } else { Err(Error::fields(wrong)) }
}

/// The same as a list, for a form that has more to say.
pub(crate) async fn wrong_values(
    src: &impl Source,
    definition: &Definition,
    data: &Data,
    before: &Data,
) -> Result<super::Fields> {
    let mut wrong = super::Fields::new();
    let machine = machine_kind(src, definition, data, before).await?;
    for (id, value) in data.iter().filter(|(id, v)| !v.trim().is_empty() && before.get(*id) != Some(*v)) {
        let Some(field) = definition.steps.iter().flat_map(|s| &s.form).find(|f| f.id == *id) else { continue };
        if let Some(key) = problem(src, field, value.trim(), machine.as_deref()).await? {
            wrong.push((id.clone().into(), Msg::new(key)));
        }
    }
    Ok(wrong)
}

/// The kind of the machine that the case is about; `None` while it names none.
pub async fn machine_kind(
    src: &impl Source,
    definition: &Definition,
    data: &Data,
    before: &Data,
) -> Result<Option<String>> {
    let fields = definition.steps.iter().flat_map(|s| &s.form).filter(|f| f.kind == FieldKind::Equipment);
    let filled = |id: &str| data.get(id).or_else(|| before.get(id)).filter(|v| !v.trim().is_empty());
    let Some(named) = fields.into_iter().find_map(|f| filled(&f.id)) else { return Ok(None) };
    Ok(registers::query::find_named(src, named).await?.map(|e| e.kind))
}

async fn problem(src: &impl Source, field: &Field, value: &str, machine: Option<&str>) -> Result<Option<&'static str>> {
    Ok(match &field.kind {
        FieldKind::Unit => {
            let known = match value.parse() {
                Ok(id) => people::query::unit_tree(src).await?.iter().any(|(u, _)| u.id == id),
                Err(_) => false,
            };
            (!known).then_some("field-not-a-unit")
        }
        FieldKind::Catalogue { catalogue } => {
            let known = people::query::catalogue(src, catalogue).await?.iter().any(|l| l == value);
            (!known).then_some("field-not-in-list")
        }
        FieldKind::Person => {
            let known = match value.parse() {
                Ok(id) => people::query::find_person(src, id).await?.is_some_and(|p| p.deactivated_at.is_none()),
                Err(_) => false,
            };
            (!known).then_some("field-not-a-person")
        }
        FieldKind::Equipment => match registers::query::find_named(src, value).await? {
            None => Some("field-not-equipment"),
            Some(machine) => (machine.status == EquipmentStatus::Retired).then_some("equipment-is-retired"),
        },
        FieldKind::Checklist { list } => match registers::query::checklist_points(src, list, machine).await? {
            None => None,
            Some(points) => checklist_problem(value, &points, field.required),
        },
        FieldKind::Text
        | FieldKind::Line
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Confirmation
        | FieldKind::Scale { .. }
        | FieldKind::Files => None,
    })
}

/// An obligatory checklist is answered point by point, all of them.
fn checklist_problem(value: &str, points: &[String], required: bool) -> Option<&'static str> {
    match registers::model::marks(value, points) {
        None => Some("checklist-unclear"),
        Some(marks) => {
            let open = points.iter().any(|p| marks.iter().all(|m| m.point != *p));
            (required && open).then_some("checklist-incomplete")
        }
    }
}

/// What a recorded value says: names for ids, dates as people write them.
pub struct Words<'a> {
    pub locale: Locale,
    pub units: &'a BTreeMap<UnitId, String>,
    pub people: &'a BTreeMap<PersonId, String>,
    /// Number and kind of each machine.
    pub equipment: &'a BTreeMap<EquipmentId, String>,
}

impl Words<'_> {
    /// The value in words; empty for a box that was not ticked and for what names nothing.
    pub fn value(&self, field: &Field, raw: &str) -> String {
        match &field.kind {
            FieldKind::Unit => raw.parse().ok().and_then(|id: UnitId| self.units.get(&id).cloned()).unwrap_or_default(),
            FieldKind::Person => {
                raw.parse().ok().and_then(|id: PersonId| self.people.get(&id).cloned()).unwrap_or_default()
            }
            FieldKind::Equipment => {
                let known = raw.parse().ok().map(|id: EquipmentId| self.equipment.get(&id).cloned());
                // At the public form a machine is named by its number.
                known.map_or_else(|| raw.to_owned(), Option::unwrap_or_default)
            }
            FieldKind::Date => {
                kernel::time::date(raw).map_or_else(String::new, |d| kernel::time::format_date(d, self.locale))
            }
            FieldKind::Confirmation if raw == "si" => say(self.locale, &Msg::new("value-yes")),
            FieldKind::Confirmation => String::new(),
            FieldKind::Text
            | FieldKind::Line
            | FieldKind::Number
            | FieldKind::Catalogue { .. }
            | FieldKind::Scale { .. }
            | FieldKind::Checklist { .. }
            | FieldKind::Files => raw.to_owned(),
        }
    }
}
