//! Machines under their inventory number: entering, changing, taking out of use.

use super::{
    Equipment, EquipmentStatus, model,
    named::{self, Who, Wrong},
    query,
};
use crate::{people, search};
use db::{EquipmentId, Source, Tx, UnitId, entity::equipment};
use kernel::{Error, Result, permit::Permit, text::fold};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// What the form of a machine says. Unit and custodian by id or in words; a custodian may be nobody of the institution.
#[derive(Debug, Clone, Default)]
pub struct EquipmentDraft {
    pub tag: String,
    /// One of the catalogue `clases-de-equipo`, where the institution has it.
    pub kind: String,
    pub brand: String,
    pub model: String,
    pub serial: String,
    pub unit: String,
    pub custodian: String,
    pub location: String,
    pub notes: String,
}

struct Checked {
    unit: Option<UnitId>,
    custodian: Who,
}

async fn check(tx: &Tx, draft: &EquipmentDraft, was: Option<&Equipment>) -> Result<Checked> {
    let mut wrong = Wrong::default();
    wrong.filled("tag", &draft.tag);
    wrong.filled("kind", &draft.kind);
    let kinds = people::query::catalogue(tx, model::KINDS).await?;
    let kept = was.is_some_and(|w| w.kind == draft.kind.trim());
    if !draft.kind.trim().is_empty() && !kinds.is_empty() && !kept && !kinds.iter().any(|k| k == draft.kind.trim()) {
        wrong.take::<()>("kind", Err("field-not-in-list".into()));
    }
    let unit = wrong.take("unit", named::unit(tx, &draft.unit).await?);
    let custodian = wrong.take("custodian", named::who(tx, &draft.custodian).await?);
    let taken = query::find_by_tag(tx, &draft.tag).await?;
    if taken.is_some_and(|e| was.is_none_or(|w| w.id != e.id)) {
        wrong.take::<()>("tag", Err("equipment-tag-taken".into()));
    }
    wrong.done()?;
    Ok(Checked { unit: unit.flatten(), custodian: custodian.unwrap_or_default() })
}

fn row(draft: &EquipmentDraft, checked: Checked) -> equipment::ActiveModel {
    let text = |value: &str| value.trim().to_owned();
    equipment::ActiveModel {
        tag: Set(text(&draft.tag)),
        tag_key: Set(model::tag_key(&draft.tag)),
        kind: Set(text(&draft.kind)),
        brand: Set(text(&draft.brand)),
        model: Set(text(&draft.model)),
        serial: Set(text(&draft.serial)),
        unit_id: Set(checked.unit),
        custodian_id: Set(checked.custodian.id),
        custodian: Set(checked.custodian.name.clone()),
        location: Set(text(&draft.location)),
        notes: Set(text(&draft.notes)),
        search_key: Set(search_key(draft, &checked.custodian.name)),
        ..Default::default()
    }
}

/// Everything a machine is looked for by.
fn search_key(draft: &EquipmentDraft, custodian: &str) -> String {
    let EquipmentDraft { tag, kind, brand, model, serial, location, .. } = draft;
    fold(&[tag.as_str(), &model::tag_key(tag), kind, brand, model, serial, location, custodian].join(" "))
}

/// The same after it went to somebody else.
pub(super) fn search_key_with(was: &Equipment, custodian: &str) -> String {
    let draft = EquipmentDraft {
        tag: was.tag.clone(),
        kind: was.kind.clone(),
        brand: was.brand.clone(),
        model: was.model.clone(),
        serial: was.serial.clone(),
        location: was.location.clone(),
        ..EquipmentDraft::default()
    };
    search_key(&draft, custodian)
}

/// Enters a machine. Refuses at its field a number that another one has, and a kind that is not in the list.
pub async fn add_equipment(tx: &mut Tx, draft: EquipmentDraft) -> Result<Equipment> {
    tx.require(Permit::KeepRegisters)?;
    let checked = check(tx, &draft, None).await?;
    let new = equipment::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        status: Set(EquipmentStatus::InUse),
        retired_reason: Set(String::new()),
        created_at: Set(tx.now()),
        version: Set(1),
        ..row(&draft, checked)
    };
    let new = tx.insert(new).await?;
    search::equipment(tx, new.id).await?;
    tx.record("equipment.added", Some(new.id.0), &new.tag, serde_json::json!({})).await?;
    Ok(new)
}

/// Changes what is written of a machine; what it was stays in the audit.
pub async fn edit_equipment(tx: &mut Tx, id: EquipmentId, draft: EquipmentDraft) -> Result<()> {
    tx.require(Permit::KeepRegisters)?;
    let was = query::get_equipment(tx, id).await?;
    let checked = check(tx, &draft, Some(&was)).await?;
    save(tx, &was, row(&draft, checked)).await?;
    let before = [was.tag, was.kind, was.brand, was.model, was.serial, was.custodian, was.location].join(" · ");
    tx.record("equipment.edited", Some(id.0), draft.tag.trim(), serde_json::json!({ "was": before })).await
}

/// Takes a machine out of use for good, for a reason. It is no longer offered to steps; its history stays.
pub async fn retire_equipment(tx: &mut Tx, id: EquipmentId, reason: &str) -> Result<()> {
    tx.require(Permit::KeepRegisters)?;
    let was = query::get_equipment(tx, id).await?;
    if reason.trim().is_empty() {
        return Err(Error::field("reason", "reason-required"));
    }
    if was.status == EquipmentStatus::Retired {
        return Err(Error::conflict("equipment-is-retired"));
    }
    let row = equipment::ActiveModel {
        status: Set(EquipmentStatus::Retired),
        retired_reason: Set(reason.trim().to_owned()),
        ..Default::default()
    };
    save(tx, &was, row).await?;
    tx.record("equipment.retired", Some(id.0), &was.tag, serde_json::json!({ "reason": reason.trim() })).await
}

/// Saves if nobody changed the machine since it was read.
pub(super) async fn save(tx: &mut Tx, was: &Equipment, mut row: equipment::ActiveModel) -> Result<()> {
    row.version = Set(was.version + 1);
    let update = equipment::Entity::update_many()
        .set(row)
        .filter(equipment::Column::Id.eq(was.id))
        .filter(equipment::Column::Version.eq(was.version));
    tx.swap(update).await?;
    search::equipment(tx, was.id).await
}
