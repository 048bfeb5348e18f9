//! Whom a version must reach, and who has said that they read it.

use super::{Manual, Reading, drafts::record, query};
use crate::{
    notices::{self, Telling},
    people::{self, Person},
};
use db::{
    ManualId, PersonId, RoleId, Source, Tx, UnitId,
    entity::{holding, manual, person, reading},
};
use kernel::{Error, Result, permit::Permit, text::Arg, time::Date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::BTreeSet;

/// Whom a version must reach.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    pub roles: Vec<RoleId>,
    pub units: Vec<UnitId>,
    pub persons: Vec<PersonId>,
    /// Until when they should have read it.
    pub due_on: Option<Date>,
}

/// Asks these people to read a version in force; who was asked already stays as they are. Refuses when nobody is named.
/// Gives how many were asked.
pub async fn ask(tx: &mut Tx, id: ManualId, reach: &Reach) -> Result<usize> {
    tx.require(Permit::ManageProcedures)?;
    let manual = query::get(tx, id).await?;
    if manual.in_force_at.is_none() {
        return Err(Error::conflict("manual-not-in-force"));
    }
    let who = reached(tx, reach).await?;
    if who.is_empty() {
        return Err(Error::field("roles", "manual-reach-nobody"));
    }
    ask_them(tx, &manual, who, reach.due_on).await
}

/// Asks everybody who holds a role that a procedure of this version names.
pub(super) async fn ask_whoever_acts(tx: &mut Tx, id: ManualId) -> Result<()> {
    let manual = query::get(tx, id).await?;
    let mut codes = BTreeSet::new();
    for part in query::parts(tx, id).await? {
        if let (Some(definition), _) = procedure::parse(&part.source) {
            codes.extend(definition.responsibles.into_values().flatten());
        }
    }
    let roles = people::query::roles(tx).await?.into_iter().filter(|r| codes.contains(&r.code)).map(|r| r.id);
    let reach = Reach { roles: roles.collect(), ..Reach::default() };
    let who = reached(tx, &reach).await?;
    ask_them(tx, &manual, who, None).await.map(drop)
}

async fn reached(tx: &Tx, reach: &Reach) -> Result<BTreeSet<PersonId>> {
    let held = holding::Entity::find()
        .filter(holding::Column::InstitutionId.eq(tx.institution()))
        .filter(holding::Column::RoleId.is_in(reach.roles.iter().copied()));
    let by_role: BTreeSet<PersonId> = tx.all(held).await?.into_iter().map(|h| h.person_id).collect();
    let active = people::query::active_people(tx).await?.into_iter();
    let meant = active.filter(|p| {
        by_role.contains(&p.id)
            || reach.persons.contains(&p.id)
            || p.unit_id.is_some_and(|unit| reach.units.contains(&unit))
    });
    Ok(meant.map(|p| p.id).collect())
}

async fn ask_them(tx: &mut Tx, manual: &Manual, who: BTreeSet<PersonId>, due_on: Option<Date>) -> Result<usize> {
    let had = reading::Entity::find().filter(reading::Column::ManualId.eq(manual.id));
    let had: BTreeSet<PersonId> = tx.all(had).await?.into_iter().map(|r| r.person_id).collect();
    let new: Vec<PersonId> = who.difference(&had).copied().collect();
    let row = |person: &PersonId| reading::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        manual_id: Set(manual.id),
        person_id: Set(*person),
        asked_at: Set(tx.now()),
        due_on: Set(due_on),
        reminded_at: Set(None),
        read_at: Set(None),
    };
    let rows: Vec<_> = new.iter().map(row).collect();
    tx.insert_all(rows).await?;
    tell(tx, manual, "manual_to_read", &new).await?;
    if !new.is_empty() {
        record(tx, manual, "manual.readers_asked", serde_json::json!({ "people": new.len(), "due_on": due_on }))
            .await?;
    }
    Ok(new.len())
}

/// A notice to each of them.
async fn tell(tx: &mut Tx, manual: &Manual, kind: &str, to: &[PersonId]) -> Result<()> {
    let args = [("title", Arg::Text(manual.title.clone())), ("n", Arg::Number(manual.edition))];
    let telling = Telling {
        kind: kind.to_owned(),
        args: args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        case: None,
        key: format!("{kind}/{}/{}", manual.id, tx.now().timestamp_micros()),
        asks: false,
        any: false,
    };
    notices::store(tx, &to.iter().copied().collect(), &telling).await.map(drop)
}

/// «I have read it»: the signed-in person, now. Doing it again keeps the first instant. Also for who was not asked.
pub async fn acknowledge(tx: &mut Tx, id: ManualId) -> Result<()> {
    let person = tx.person()?;
    let manual = query::get(tx, id).await?;
    if manual.in_force_at.is_none() {
        return Err(Error::conflict("manual-not-in-force"));
    }
    let mine =
        reading::Entity::find().filter(reading::Column::ManualId.eq(id)).filter(reading::Column::PersonId.eq(person));
    match tx.one(mine).await? {
        Some(asked) if asked.read_at.is_some() => return Ok(()),
        Some(asked) => {
            let row = reading::ActiveModel { read_at: Set(Some(tx.now())), ..Default::default() };
            let open = reading::Entity::update_many().set(row).filter(reading::Column::Id.eq(asked.id));
            tx.swap(open.filter(reading::Column::ReadAt.is_null())).await?;
        }
        None => {
            let row = reading::ActiveModel {
                id: Set(tx.id()),
                institution_id: Set(tx.institution()),
                manual_id: Set(id),
                person_id: Set(person),
                asked_at: Set(tx.now()),
                due_on: Set(None),
                reminded_at: Set(None),
                read_at: Set(Some(tx.now())),
            };
            tx.insert(row).await?;
        }
    }
    record(tx, &manual, "manual.read", serde_json::json!({ "edition": manual.edition })).await
}

/// Reminds everybody who has not read a version by a notice. Gives how many.
pub async fn remind(tx: &mut Tx, id: ManualId) -> Result<u64> {
    tx.require(Permit::ManageProcedures)?;
    let manual = query::get(tx, id).await?;
    let open =
        reading::Entity::find().filter(reading::Column::ManualId.eq(id)).filter(reading::Column::ReadAt.is_null());
    let slow: Vec<PersonId> = tx.all(open).await?.into_iter().map(|r| r.person_id).collect();
    let row = reading::ActiveModel { reminded_at: Set(Some(tx.now())), ..Default::default() };
    let open = reading::Entity::update_many().set(row).filter(reading::Column::ManualId.eq(id));
    let reminded = tx.update(open.filter(reading::Column::ReadAt.is_null())).await?;
    tell(tx, &manual, "manual_reminder", &slow).await?;
    if reminded > 0 {
        record(tx, &manual, "manual.readers_reminded", serde_json::json!({ "people": reminded })).await?;
    }
    Ok(reminded)
}

/// Who was asked to read a version, who has and who has not: first those who have not, by name; at most 500. Only for
/// those who manage procedures, see reports or the audit.
pub async fn readers(src: &impl Source, id: ManualId) -> Result<Vec<(Person, Reading)>> {
    let actor = src.actor();
    if !actor.may(Permit::SeeAudit) && !actor.may(Permit::SeeReports) {
        src.require(Permit::ManageProcedures)?;
    }
    let asked = reading::Entity::find()
        .filter(reading::Column::InstitutionId.eq(src.institution()))
        .filter(reading::Column::ManualId.eq(id))
        .limit(500);
    let asked = src.all(asked).await?;
    let who = person::Entity::find()
        .filter(person::Column::InstitutionId.eq(src.institution()))
        .filter(person::Column::Id.is_in(asked.iter().map(|r| r.person_id)))
        .order_by_asc(person::Column::NameKey)
        .order_by_asc(person::Column::Id);
    let mut rows: Vec<(Person, Reading)> = src
        .all(who)
        .await?
        .into_iter()
        .filter_map(|p| asked.iter().find(|r| r.person_id == p.id).map(|r| (p, r.clone())))
        .collect();
    rows.sort_by_key(|(_, r)| r.read_at.is_some());
    Ok(rows)
}

/// The signed-in person's own reading of a version.
pub async fn own(src: &impl Source, id: ManualId) -> Result<Option<Reading>> {
    let mine = reading::Entity::find()
        .filter(reading::Column::ManualId.eq(id))
        .filter(reading::Column::PersonId.eq(src.person()?));
    src.one(mine).await
}

/// What the signed-in person still has to read: versions that hold, the longest waiting first, at most 20.
pub async fn to_read(src: &impl Source) -> Result<Vec<(Manual, Reading)>> {
    let open = reading::Entity::find()
        .filter(reading::Column::PersonId.eq(src.person()?))
        .filter(reading::Column::ReadAt.is_null())
        .order_by_asc(reading::Column::AskedAt)
        .order_by_asc(reading::Column::Id)
        .limit(20);
    let open = src.all(open).await?;
    let here = manual::Entity::find()
        .filter(manual::Column::InstitutionId.eq(src.institution()))
        .filter(manual::Column::Id.is_in(open.iter().map(|r| r.manual_id)))
        .filter(manual::Column::EndedAt.is_null());
    let manuals = src.all(here).await?;
    let with = |r: Reading| manuals.iter().find(|m| m.id == r.manual_id).map(|m| (m.clone(), r));
    Ok(open.into_iter().filter_map(with).collect())
}
