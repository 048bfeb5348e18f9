//! What the pages of those who manage begin with: a person's record, the units, the institution's letterhead.

use super::{Grant, Institution, InstitutionEdit, Person, PersonDraft, Unit, query};
use db::{
    PersonId, Source, UnitId,
    entity::{person, unit},
};
use kernel::{Error, Result, permit::Permit};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use std::collections::BTreeMap;

/// Somebody's record, and the draft that would change nothing.
pub async fn person(src: &impl Source, id: PersonId) -> Result<(Person, PersonDraft)> {
    src.require(Permit::ManagePeople)?;
    let person = query::get_person(src, id).await?;
    let held = query::holdings(src, id).await?;
    let draft = PersonDraft {
        name: person.name.clone(),
        user_name: person.user_name.clone(),
        email: person.email.clone().unwrap_or_default(),
        post: person.post.clone(),
        phone: person.phone.clone(),
        unit: person.unit_id,
        grants: held.into_iter().map(|(role, unit)| Grant { role, unit }).collect(),
    };
    Ok((person, draft))
}

/// A unit in the list of those who manage it.
#[derive(Debug, Clone)]
pub struct Listed {
    pub unit: Unit,
    /// 0 at the top.
    pub depth: usize,
    /// Active people of this very unit.
    pub people: i64,
}

/// Open units in tree order. A town hall has dozens.
pub async fn units(src: &impl Source) -> Result<Vec<Listed>> {
    src.require(Permit::ManagePeople)?;
    let active = person::Entity::find()
        .filter(person::Column::InstitutionId.eq(src.institution()))
        .filter(person::Column::DeactivatedAt.is_null());
    let mut people: BTreeMap<UnitId, i64> = BTreeMap::new();
    for person in src.all(active).await? {
        if let Some(unit) = person.unit_id {
            *people.entry(unit).or_default() += 1;
        }
    }
    let tree = query::unit_tree(src).await?.into_iter();
    Ok(tree.map(|(unit, depth)| Listed { people: people.get(&unit.id).copied().unwrap_or(0), unit, depth }).collect())
}

/// Units that were closed, latest first, at most a hundred.
pub async fn closed_units(src: &impl Source) -> Result<Vec<Unit>> {
    src.require(Permit::ManagePeople)?;
    let closed = unit::Entity::find()
        .filter(unit::Column::InstitutionId.eq(src.institution()))
        .filter(unit::Column::ClosedAt.is_not_null());
    src.all(closed.order_by_desc(unit::Column::ClosedAt).order_by_asc(unit::Column::Id).limit(100)).await
}

/// One open unit; NotFound when it is closed or another institution's.
pub async fn unit(src: &impl Source, id: UnitId) -> Result<Unit> {
    src.require(Permit::ManagePeople)?;
    let unit = query::get_unit(src, id).await?;
    if unit.closed_at.is_some() { Err(Error::not_found("error-not-found")) } else { Ok(unit) }
}

/// The institution as it stands, and the edit that would change nothing.
pub async fn institution(src: &impl Source) -> Result<(Institution, InstitutionEdit)> {
    src.require(Permit::ManageInstitution)?;
    let institution = query::institution(src).await?;
    let edit = InstitutionEdit {
        name: institution.name.clone(),
        issuing_unit: institution.issuing_unit.clone(),
        zone: institution.zone.clone(),
        hours: institution.hours.clone(),
        address: institution.address.clone(),
        phone: institution.phone.clone(),
        logo_sha256: None,
    };
    Ok((institution, edit))
}
