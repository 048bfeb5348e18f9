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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures, people,
        procedures::{self, install_pack},
    };
    use kernel::Kind;

    #[tokio::test]
    async fn records_are_read_only_by_those_who_manage_them() {
        let f = fixtures::office().await;
        let ana = PersonId(f.ana.person.unwrap());
        for who in [&f.ana, &f.beto, &f.chief, &f.auditor] {
            let read = f.office.read(who);
            let refused = [
                person(&read, ana).await.err(),
                units(&read).await.err(),
                closed_units(&read).await.err(),
                unit(&read, f.treasury).await.err(),
                institution(&read).await.err(),
                query::list_people(&read, "", None).await.err(),
            ];
            assert!(refused.iter().all(|e| e.as_ref().is_some_and(|e| e.kind == Kind::Forbidden)), "{}", who.name);
            let mut tx = f.office.write(who).await.unwrap();
            assert_eq!(people::password_link(&mut tx, ana).await.unwrap_err().kind, Kind::Forbidden, "{}", who.name);
        }
        let read = f.office.read(&f.admin);
        let (record, draft) = person(&read, ana).await.unwrap();
        assert_eq!((record.name.as_str(), draft.user_name.as_str(), draft.grants.len()), ("Ana Flores", "ana", 1));
        assert_eq!(institution(&read).await.unwrap().1.name, "Alcaldía de prueba");
        assert_eq!(query::list_people(&read, "ana", None).await.unwrap().rows[0].person.id, ana);
    }

    #[tokio::test]
    async fn a_unit_is_listed_with_its_people_until_it_is_closed() {
        let f = fixtures::office().await;
        let people_there = async || {
            let listed = units(&f.office.read(&f.admin)).await.unwrap();
            listed.into_iter().find(|l| l.unit.id == f.treasury).map(|l| l.people)
        };
        assert_eq!(people_there().await, Some(1));
        let mut tx = f.office.write(&f.admin).await.unwrap();
        people::close_unit(&mut tx, f.treasury).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(people_there().await, None);
        let read = f.office.read(&f.admin);
        assert_eq!(closed_units(&read).await.unwrap()[0].id, f.treasury);
        assert_eq!(unit(&read, f.treasury).await.unwrap_err().kind, Kind::NotFound);
    }

    #[tokio::test]
    async fn only_those_who_manage_procedures_put_a_manual_in_force() {
        let f = fixtures::office().await;
        for who in [&f.ana, &f.beto, &f.auditor] {
            let mut tx = f.office.write(who).await.unwrap();
            assert_eq!(install_pack(&mut tx, "usulutan").await.unwrap_err().kind, Kind::Forbidden, "{}", who.name);
        }
        let mut tx = f.office.write(&f.chief).await.unwrap();
        install_pack(&mut tx, "usulutan").await.unwrap();
    }

    #[tokio::test]
    async fn open_cases_are_counted_per_procedure_for_those_who_see_all() {
        let f = fixtures::office().await;
        f.asks(&f.ana).await;
        let open = procedures::query::open_cases(&f.office.read(&f.beto)).await.unwrap();
        assert_eq!(open.get("soporte_tecnico"), Some(&1));
        let refused = procedures::query::open_cases(&f.office.read(&f.ana)).await.unwrap_err();
        assert_eq!(refused.kind, Kind::Forbidden);
    }
}
