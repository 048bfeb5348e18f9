//! Persons, the roles they hold, and who stands in for them.

use super::{Person, model, query};
use crate::search;
use db::{
    PersonId, RoleId, Source, Tx, UnitId,
    entity::{holding, person, session, substitute},
};
use kernel::{Error, Locale, Result, error::Check, permit::Permit, text::fold, time::Date};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Deserialize;

/// A role in the whole institution, or in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Grant {
    pub role: RoleId,
    pub unit: Option<UnitId>,
}

/// What a person's form says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PersonDraft {
    pub name: String,
    pub user_name: String,
    pub email: String,
    pub post: String,
    pub phone: String,
    pub unit: Option<UnitId>,
    pub grants: Vec<Grant>,
}

/// Whom somebody leaves their work to, and from when until when, both days included.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct SubstituteDraft {
    pub substitute: PersonId,
    pub from_on: Date,
    pub until_on: Date,
}

struct Checked {
    user_name: String,
    email: Option<String>,
}

async fn check(tx: &Tx, draft: &PersonDraft, except: Option<PersonId>) -> Result<Checked> {
    let mut check = Check::new();
    check.that(!draft.name.trim().is_empty(), "name", "field-required");
    let user_name = model::user_name(&draft.user_name);
    check.that(user_name.is_some(), "user_name", "person-user-name-invalid");
    let email = model::email(&draft.email);
    check.that(draft.email.trim().is_empty() || email.is_some(), "email", "person-email-invalid");
    check.done()?;
    let known: Vec<RoleId> = query::roles(tx).await?.iter().map(|r| r.id).collect();
    for grant in &draft.grants {
        if !known.contains(&grant.role) {
            return Err(Error::field("grants", "role-unknown"));
        }
        if let Some(unit) = grant.unit {
            query::get_unit(tx, unit).await?;
        }
    }
    if let Some(unit) = draft.unit {
        query::get_unit(tx, unit).await?;
    }
    let user_name = user_name.ok_or_else(|| Error::field("user_name", "person-user-name-invalid"))?;
    refuse_taken(tx, &user_name, email.as_deref(), except).await?;
    Ok(Checked { user_name, email })
}

/// What somebody else signs in with is refused at its field, before the constraint does.
async fn refuse_taken(tx: &Tx, user_name: &str, email: Option<&str>, except: Option<PersonId>) -> Result<()> {
    let mut check = Check::new();
    let free = |found: Option<Person>| found.is_none_or(|p| Some(p.id) == except);
    check.that(free(query::find_by_login(tx, user_name).await?), "user_name", "person-user-name-taken");
    if let Some(email) = email {
        check.that(free(query::find_by_login(tx, email).await?), "email", "person-email-taken");
    }
    check.done()
}

/// Adds somebody. They cannot sign in until they chose a password by a one-time link.
pub async fn add_person(tx: &mut Tx, draft: PersonDraft) -> Result<PersonId> {
    tx.require(Permit::ManagePeople)?;
    let checked = check(tx, &draft, None).await?;
    let row = person::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        user_name: Set(checked.user_name),
        email: Set(checked.email),
        name: Set(draft.name.trim().to_owned()),
        name_key: Set(fold(&draft.name)),
        post: Set(draft.post.trim().to_owned()),
        phone: Set(draft.phone.trim().to_owned()),
        unit_id: Set(draft.unit),
        password_hash: Set(None),
        password_at: Set(None),
        locale: Set(Locale::Es.tag().to_owned()),
        wants_mail: Set(true),
        deactivated_at: Set(None),
        created_at: Set(tx.now()),
        version: Set(1),
    };
    let id = tx.insert(row).await?.id;
    grant(tx, id, &draft.grants).await?;
    search::person(tx, id).await?;
    tx.record("person.added", Some(id.0), &draft.name, serde_json::json!({ "roles": draft.grants.len() })).await?;
    Ok(id)
}

/// Changes somebody's data and roles. Nobody takes the last right to manage people from the institution.
pub async fn edit_person(tx: &mut Tx, id: PersonId, draft: PersonDraft) -> Result<()> {
    tx.require(Permit::ManagePeople)?;
    let was = query::get_person(tx, id).await?;
    let checked = check(tx, &draft, Some(id)).await?;
    let row = person::ActiveModel {
        user_name: Set(checked.user_name),
        email: Set(checked.email),
        name: Set(draft.name.trim().to_owned()),
        name_key: Set(fold(&draft.name)),
        post: Set(draft.post.trim().to_owned()),
        phone: Set(draft.phone.trim().to_owned()),
        unit_id: Set(draft.unit),
        ..Default::default()
    };
    save(tx, &was, row).await?;
    search::person(tx, id).await?;
    tx.delete(holding::Entity::delete_many().filter(holding::Column::PersonId.eq(id))).await?;
    grant(tx, id, &draft.grants).await?;
    refuse_without_administrator(tx).await?;
    tx.record("person.edited", Some(id.0), &draft.name, serde_json::json!({ "was": was.name })).await
}

/// Changes one's own language.
pub async fn choose_locale(tx: &mut Tx, locale: Locale) -> Result<()> {
    let me = query::get_person(tx, tx.person()?).await?;
    save(tx, &me, person::ActiveModel { locale: Set(locale.tag().to_owned()), ..Default::default() }).await
}

/// Whether one's own notices also come by mail.
pub async fn want_mail(tx: &mut Tx, wants: bool) -> Result<()> {
    let me = query::get_person(tx, tx.person()?).await?;
    save(tx, &me, person::ActiveModel { wants_mail: Set(wants), ..Default::default() }).await
}

/// Somebody leaves: their sessions end and they can no longer sign in; what they did stays theirs.
pub async fn deactivate(tx: &mut Tx, id: PersonId) -> Result<()> {
    tx.require(Permit::ManagePeople)?;
    let was = query::get_person(tx, id).await?;
    save(tx, &was, person::ActiveModel { deactivated_at: Set(Some(tx.now())), ..Default::default() }).await?;
    search::person(tx, id).await?;
    tx.delete(session::Entity::delete_many().filter(session::Column::PersonId.eq(id))).await?;
    refuse_without_administrator(tx).await?;
    tx.record("person.deactivated", Some(id.0), &was.name, serde_json::json!({})).await
}

/// Somebody comes back with the roles they had.
pub async fn reactivate(tx: &mut Tx, id: PersonId) -> Result<()> {
    tx.require(Permit::ManagePeople)?;
    let was = query::get_person(tx, id).await?;
    save(tx, &was, person::ActiveModel { deactivated_at: Set(None), ..Default::default() }).await?;
    search::person(tx, id).await?;
    tx.record("person.reactivated", Some(id.0), &was.name, serde_json::json!({})).await
}

async fn save(tx: &mut Tx, was: &Person, mut row: person::ActiveModel) -> Result<()> {
    row.version = Set(was.version + 1);
    let update = person::Entity::update_many()
        .set(row)
        .filter(person::Column::Id.eq(was.id))
        .filter(person::Column::Version.eq(was.version));
    tx.swap(update).await
}

async fn grant(tx: &mut Tx, person: PersonId, grants: &[Grant]) -> Result<()> {
    let mut distinct: Vec<Grant> = Vec::new();
    for g in grants {
        if !distinct.contains(g) {
            distinct.push(*g);
        }
    }
    let rows = distinct.into_iter().map(|g| holding::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        person_id: Set(person),
        role_id: Set(g.role),
        unit_id: Set(g.unit),
    });
    let rows = rows.collect();
    tx.insert_all(rows).await
}

/// The first administrator: every role that manages something and none that works cases.
pub(super) async fn grant_all_administration(tx: &mut Tx, person: PersonId) -> Result<()> {
    let roles = query::roles(tx).await?;
    let managing = roles.iter().filter(|r| query::permits_of(r).contains(&Permit::ManagePeople));
    let grants: Vec<Grant> = managing.map(|r| Grant { role: r.id, unit: None }).collect();
    grant(tx, person, &grants).await
}

async fn refuse_without_administrator(tx: &Tx) -> Result<()> {
    if query::people_who_may(tx, Permit::ManagePeople).await?.is_empty() {
        return Err(Error::conflict("person-last-administrator"));
    }
    Ok(())
}

/// Names who stands in for `person` in those days. Refuses oneself and an end before the beginning.
pub async fn add_substitute(tx: &mut Tx, person: PersonId, draft: SubstituteDraft) -> Result<()> {
    tx.require(Permit::ManagePeople)?;
    let absent = query::get_person(tx, person).await?;
    let stand_in = query::get_person(tx, draft.substitute).await?;
    let mut check = Check::new();
    check.that(absent.id != stand_in.id, "substitute", "substitute-oneself");
    check.that(draft.from_on <= draft.until_on, "until_on", "substitute-ends-before");
    check.done()?;
    let row = substitute::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        person_id: Set(person),
        substitute_id: Set(draft.substitute),
        from_on: Set(draft.from_on),
        until_on: Set(draft.until_on),
        created_at: Set(tx.now()),
    };
    tx.insert(row).await?;
    let body = serde_json::json!({ "by": stand_in.name, "from": draft.from_on, "until": draft.until_on });
    tx.record("substitute.added", Some(person.0), &absent.name, body).await
}

/// Takes back all present and coming substitutions of `person`.
pub async fn end_substitute(tx: &mut Tx, person: PersonId, substitute: PersonId) -> Result<()> {
    tx.require(Permit::ManagePeople)?;
    let absent = query::get_person(tx, person).await?;
    let rows = substitute::Entity::delete_many()
        .filter(substitute::Column::PersonId.eq(person))
        .filter(substitute::Column::SubstituteId.eq(substitute));
    tx.delete(rows).await?;
    tx.record("substitute.ended", Some(person.0), &absent.name, serde_json::json!({})).await
}
