//! Writing the row that a thing is found by.

use crate::{
    Office,
    cases::{self, Case, Free, Happening},
    people, procedures,
};
use db::{
    CaseId, EquipmentId, PersonId, Source as _, Tx, Uuid,
    entity::{cases as case_table, equipment as machine_table, person as person_table, search},
};
use kernel::{Error, Result, permit::Actor, words};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::BTreeSet;

/// How many cases one run of the rebuilding job takes, so that nobody waits long for it.
const BATCH: u64 = 200;

/// Writes a row anew, or changes it where it stands: its place among the others is that of its thing.
pub(crate) async fn put(tx: &mut Tx, row: search::ActiveModel) -> Result<()> {
    let same = search::Entity::update_many()
        .set(search::ActiveModel { institution_id: NotSet, kind: NotSet, row_id: NotSet, ..row.clone() })
        .filter(search::Column::Kind.eq(row.kind.clone().unwrap()))
        .filter(search::Column::RowId.eq(row.row_id.clone().unwrap()));
    if tx.update(same).await? > 0 {
        return Ok(());
    }
    tx.insert(row).await.map(drop)
}

/// A row that is found by nothing yet.
pub(crate) fn blank(tx: &Tx, kind: &str, id: Uuid) -> search::ActiveModel {
    search::ActiveModel {
        n: NotSet,
        institution_id: Set(tx.institution()),
        kind: Set(kind.to_owned()),
        row_id: Set(id),
        unit_id: Set(None),
        person_id: Set(None),
        state: Set(String::new()),
        topic: Set(String::new()),
        at: Set(tx.now()),
        words: Set(String::new()),
        inside: Set(String::new()),
    }
}

/// Both lists of words as one.
fn union(a: &str, b: &str) -> String {
    let words: BTreeSet<&str> = a.split(' ').chain(b.split(' ')).filter(|w| !w.is_empty()).collect();
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// What the case is found by: its form, and what was written on it since.
pub(crate) async fn case(tx: &mut Tx, case: &Case) -> Result<()> {
    let version = procedures::query::get_version(tx, case.definition_id).await?;
    let (mut said, mut inside) = (vec![version.title.clone()], vec![case.contact.clone()]);
    for (_, what) in cases::query::history(tx, case).await? {
        told(&what, &mut said, &mut inside)?;
    }
    let said = words::index(said.iter().map(String::as_str));
    let row = search::ActiveModel {
        unit_id: Set(Some(case.unit_id)),
        person_id: Set(case.requester_id),
        state: Set(state(case).to_owned()),
        topic: Set(version.code),
        at: Set(case.opened_at),
        words: Set(union(&case.search_key, &said)),
        inside: Set(words::index(inside.iter().map(String::as_str))),
        ..blank(tx, "case", case.id.0)
    };
    put(tx, row).await
}

/// What a case's state is called in the index.
pub(crate) fn state(case: &Case) -> &'static str {
    match case.status {
        cases::CaseStatus::Open => "open",
        cases::CaseStatus::Suspended => "suspended",
        cases::CaseStatus::Closed => "closed",
        cases::CaseStatus::Annulled => "annulled",
    }
}

/// The words of one event: those of everybody, and those of the office.
fn told(what: &Happening, said: &mut Vec<String>, inside: &mut Vec<String>) -> Result<()> {
    match what {
        Happening::Free(Free::Noted { text }) => inside.push(text.clone()),
        Happening::Free(Free::Attached { name, .. }) => said.push(name.clone()),
        Happening::Free(Free::Registered { what, .. }) => inside.push(what.clone()),
        Happening::Free(_) => {}
        Happening::Engine(event) => {
            let body = serde_json::to_value(event).map_err(Error::internal)?;
            let texts = ["reason", "answer"].into_iter().filter_map(|name| body.get(name)?.as_str());
            inside.extend(texts.map(str::to_owned));
        }
    }
    Ok(())
}

/// What a person is found by. Who left is found by nobody.
pub(crate) async fn person(tx: &mut Tx, id: PersonId) -> Result<()> {
    let person = people::query::get_person(tx, id).await?;
    let unit = match person.unit_id {
        Some(unit) => people::query::get_unit(tx, unit).await?.name,
        None => String::new(),
    };
    let email = person.email.clone().unwrap_or_default();
    let texts = [person.name.as_str(), &person.user_name, &email, &person.post, &person.phone, &unit];
    let row = search::ActiveModel {
        unit_id: Set(person.unit_id),
        person_id: Set(Some(person.id)),
        state: Set(if person.deactivated_at.is_some() { "left" } else { "active" }.to_owned()),
        at: Set(person.created_at),
        words: Set(words::index(texts)),
        ..blank(tx, "person", person.id.0)
    };
    put(tx, row).await
}

/// What a machine is found by: its number also without its signs.
pub(crate) async fn equipment(tx: &mut Tx, id: EquipmentId) -> Result<()> {
    // Steps move machines on behalf of people who may not read the register.
    let here = machine_table::Entity::find_by_id(id).filter(machine_table::Column::InstitutionId.eq(tx.institution()));
    let machine = tx.one(here).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    let machine_table::Model { tag, tag_key, kind, brand, model, serial, custodian, location, notes, .. } = &machine;
    let plain: String = tag_key.chars().filter(|c| c.is_alphanumeric()).collect();
    let texts = [tag.as_str(), &plain, kind, brand, model, serial, custodian, location];
    let row = search::ActiveModel {
        unit_id: Set(machine.unit_id),
        at: Set(machine.created_at),
        words: Set(words::index(texts)),
        inside: Set(words::index([notes.as_str()])),
        ..blank(tx, "equipment", machine.id.0)
    };
    put(tx, row).await
}

/// Writes the rows of what was there before there was an index, some cases at a time; people and machines with the
/// first. Gives where to go on, or nothing when all is done. Again is harmless.
pub(crate) async fn rebuild(office: &Office, after: Option<CaseId>) -> Result<Option<CaseId>> {
    let read = office.read(&Actor::system(Uuid::nil()));
    if after.is_none() {
        for p in read.all(person_table::Entity::find()).await? {
            let mut tx = office.write(&Actor::system(p.institution_id.0)).await?;
            person(&mut tx, p.id).await?;
            tx.commit().await?;
        }
        for e in read.all(machine_table::Entity::find()).await? {
            let mut tx = office.write(&Actor::system(e.institution_id.0)).await?;
            equipment(&mut tx, e.id).await?;
            tx.commit().await?;
        }
    }
    let mut query = case_table::Entity::find();
    if let Some(after) = after {
        query = query.filter(case_table::Column::Id.gt(after));
    }
    let batch = read.all(query.order_by_asc(case_table::Column::Id).limit(BATCH)).await?;
    let last = batch.last().map(|c| c.id);
    for row in batch {
        let mut tx = office.write(&Actor::system(row.institution_id.0)).await?;
        cases::index(&mut tx, row.id).await?;
        tx.commit().await?;
    }
    Ok(last)
}
