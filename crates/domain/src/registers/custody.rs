//! A machine changes hands.

use super::{
    CustodyAction, Equipment, EquipmentStatus,
    equipment::{save, search_key_with},
    model,
    named::{self, Who, Wrong},
    query,
};
use db::{CaseId, CustodyId, PersonId, Source, Tx, UnitId, entity::custody, entity::equipment};
use kernel::{Msg, Result, permit::Permit};
use sea_orm::ActiveValue::Set;

/// What is said of a move, in the words of forms and definitions.
#[derive(Debug, Clone, Default)]
pub struct CustodyDraft {
    /// Id of the machine, or its inventory number.
    pub equipment: String,
    /// `retiro`, `devolucion` or `recepcion`.
    pub action: String,
    pub unit: String,
    /// Who hands it over or receives it.
    pub person: String,
    pub note: String,
}

/// Writes a move by hand. Refuses a machine that is out of use, and one taken away that is away already.
pub async fn move_equipment(tx: &mut Tx, draft: CustodyDraft) -> Result<Equipment> {
    tx.require(Permit::KeepRegisters)?;
    write(tx, draft, None).await
}

struct Move {
    equipment: Equipment,
    action: CustodyAction,
    unit: Option<UnitId>,
    person: Who,
}

async fn check(tx: &Tx, draft: &CustodyDraft) -> Result<Option<Move>> {
    let mut wrong = Wrong::default();
    let action = model::meant(&model::CUSTODY, &draft.action).ok_or_else(|| Msg::new("field-not-in-list"));
    let action = wrong.take("action", action);
    let unit = wrong.take("unit", named::unit(tx, &draft.unit).await?);
    let person = wrong.take("person", named::who(tx, &draft.person).await?);
    if action == Some(CustodyAction::Received) {
        wrong.filled("person", &draft.person);
    }
    let equipment = query::find_named(tx, &draft.equipment).await?.ok_or_else(|| Msg::new("field-not-equipment"));
    let equipment = wrong.take("equipment", equipment.and_then(|e| may_move(e, action)));
    wrong.done()?;
    let (Some(equipment), Some(action), Some(unit), Some(person)) = (equipment, action, unit, person) else {
        return Ok(None);
    };
    Ok(Some(Move { equipment, action, unit, person }))
}

fn may_move(equipment: Equipment, action: Option<CustodyAction>) -> Result<Equipment, Msg> {
    match (equipment.status, action) {
        (EquipmentStatus::Retired, _) => Err("equipment-is-retired".into()),
        (EquipmentStatus::InRepair, Some(CustodyAction::Taken)) => Err("equipment-is-away".into()),
        _ => Ok(equipment),
    }
}

/// Writes a move on behalf of a step of the case, or by hand.
pub(super) async fn write(tx: &mut Tx, draft: CustodyDraft, case: Option<CaseId>) -> Result<Equipment> {
    let Some(found) = check(tx, &draft).await? else { return Err(kernel::Error::internal("an unchecked move")) };
    let Move { equipment, action, unit, person } = found;
    let line = custody::ActiveModel {
        id: Set(tx.id::<CustodyId>()),
        institution_id: Set(tx.institution()),
        equipment_id: Set(equipment.id),
        action: Set(action),
        unit_id: Set(unit),
        person: Set(person.name.clone()),
        note: Set(draft.note.trim().to_owned()),
        case_id: Set(case),
        by_id: Set(tx.actor().person.map(PersonId)),
        by_name: Set(tx.actor().name.clone()),
        at: Set(tx.now()),
    };
    tx.insert(line).await?;
    let mut row = equipment::ActiveModel { status: Set(model::status_after(action)), ..Default::default() };
    if action == CustodyAction::Received {
        row.search_key = Set(search_key_with(&equipment, &person.name));
        row.custodian_id = Set(person.id);
        row.custodian = Set(person.name);
        if unit.is_some() {
            row.unit_id = Set(unit);
        }
    }
    save(tx, &equipment, row).await?;
    let body = serde_json::json!({ "to": draft.action });
    tx.record("equipment.moved", Some(equipment.id.0), &equipment.tag, body).await?;
    Ok(equipment)
}
