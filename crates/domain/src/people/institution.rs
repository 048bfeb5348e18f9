//! The institution itself: its founding by the one-time setup link, its letterhead and hours.

use super::{Institution, accounts, model, query};
use crate::{Office, procedures};
use db::{
    InstitutionId, PersonId, Source, Tx,
    entity::{
        closed_day, institution,
        link::{self, LinkKind},
        person,
    },
};
use kernel::{
    Error, Locale, Result,
    error::Check,
    permit::{Actor, Permit},
    text::fold,
    time::{Calendar, Date, Duration, Period, Zone},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Deserialize;
use uuid::Uuid;

/// The first page of an installation: the institution and who administers it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Setup {
    pub name: String,
    /// Names the public form's address: `/help/usulutan`.
    pub slug: String,
    pub issuing_unit: String,
    pub country: String,
    pub zone: String,
    /// `lunes a viernes 8:00-12:00 13:00-16:00`.
    pub hours: String,
    pub address: String,
    pub phone: String,
    pub admin_name: String,
    pub admin_user: String,
    pub admin_email: String,
    pub password: String,
    /// The pack whose roles, units and procedures it starts with.
    pub pack: String,
    /// SHA-256 of the uploaded shield in the file store.
    #[serde(skip)]
    pub logo_sha256: Option<String>,
    #[serde(skip)]
    pub demo: bool,
}

/// What of the institution can be changed later.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct InstitutionEdit {
    pub name: String,
    pub issuing_unit: String,
    pub zone: String,
    pub hours: String,
    pub address: String,
    pub phone: String,
    #[serde(skip)]
    pub logo_sha256: Option<String>,
}

/// Whether this installation has no institution yet.
pub async fn is_empty(src: &impl Source) -> Result<bool> {
    Ok(src.count(institution::Entity::find()).await? == 0)
}

/// A new one-time setup link (its secret), good for a day; earlier ones end. Conflict once there is an institution.
pub async fn setup_link(office: &Office) -> Result<String> {
    let mut tx = office.write(&Actor::system(Uuid::nil())).await?;
    if !is_empty(&tx).await? {
        return Err(Error::conflict("setup-done"));
    }
    tx.delete(link::Entity::delete_many().filter(link::Column::Kind.eq(LinkKind::Setup))).await?;
    let token = accounts::new_link(&mut tx, LinkKind::Setup, None, None, Duration::days(1)).await?;
    tx.commit().await?;
    Ok(token)
}

/// Makes the institution with its pack and its first administrator. With a `token` the setup link is used up; the
/// command line needs none. Refuses a wrong field by name, a token that is over with NotFound, and a link's second institution
/// with Conflict.
pub async fn found(office: &Office, token: Option<&str>, setup: Setup) -> Result<(InstitutionId, PersonId)> {
    let nobody = Actor::system(Uuid::nil());
    let link = match token {
        Some(token) => Some(accounts::open_link(&office.read(&nobody), LinkKind::Setup, token).await?),
        None => None,
    };
    let user = check(&setup)?;
    let about = [user.as_str(), setup.admin_email.as_str(), setup.admin_name.as_str(), setup.name.as_str()];
    let hash = accounts::hash_for(office, &about, setup.password.clone()).await?;
    let id = InstitutionId(office.random.id(office.now()));
    let mut tx = office.write(&Actor::system(id.0)).await?;
    if let Some(link) = &link {
        if !is_empty(&tx).await? {
            return Err(Error::conflict("setup-done"));
        }
        accounts::use_link(&mut tx, link).await?;
    }
    tx.insert(institution_row(id, &setup, &tx)).await?;
    procedures::install_pack(&mut tx, &setup.pack).await?;
    let admin = tx.insert(admin_row(&tx, &setup, user, hash)).await?;
    super::persons::grant_all_administration(&mut tx, admin.id).await?;
    tx.record("institution.founded", Some(id.0), &setup.name, serde_json::json!({ "pack": setup.pack })).await?;
    tx.commit().await?;
    Ok((id, admin.id))
}

/// Everything wrong at once; gives the folded user name.
fn check(setup: &Setup) -> Result<String> {
    let mut check = Check::new();
    for (field, value) in
        [("name", &setup.name), ("issuing_unit", &setup.issuing_unit), ("admin_name", &setup.admin_name)]
    {
        check.that(!value.trim().is_empty(), field, "field-required");
    }
    check.that(is_slug(&setup.slug), "slug", "institution-slug-invalid");
    check.that(["SV", "CO", "MX"].contains(&setup.country.as_str()), "country", "field-required");
    check.that(Zone::named(&setup.zone).is_ok(), "zone", "zone-unknown");
    check.that(parse_hours(&setup.hours).is_ok(), "hours", "institution-hours-invalid");
    check.that(
        setup.admin_email.trim().is_empty() || model::email(&setup.admin_email).is_some(),
        "admin_email",
        "person-email-invalid",
    );
    check.that(procedures::pack(&setup.pack).is_some(), "pack", "pack-unknown");
    let user = model::user_name(&setup.admin_user);
    check.that(user.is_some(), "admin_user", "person-user-name-invalid");
    if let Err(msg) =
        model::check_password(&setup.password, &[&setup.admin_user, &setup.admin_email, &setup.admin_name, &setup.name])
    {
        check.that(false, "password", msg);
    }
    check.done()?;
    user.ok_or_else(|| Error::field("admin_user", "person-user-name-invalid"))
}

fn is_slug(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !text.starts_with('-')
}

fn institution_row(id: InstitutionId, setup: &Setup, tx: &Tx) -> institution::ActiveModel {
    institution::ActiveModel {
        id: Set(id),
        slug: Set(setup.slug.clone()),
        name: Set(setup.name.trim().to_owned()),
        issuing_unit: Set(setup.issuing_unit.trim().to_owned()),
        country: Set(setup.country.clone()),
        zone: Set(setup.zone.clone()),
        locale: Set(Locale::Es.tag().to_owned()),
        hours: Set(setup.hours.trim().to_owned()),
        address: Set(setup.address.trim().to_owned()),
        phone: Set(setup.phone.trim().to_owned()),
        logo_sha256: Set(setup.logo_sha256.clone()),
        demo: Set(setup.demo),
        created_at: Set(tx.now()),
        version: Set(1),
    }
}

fn admin_row(tx: &Tx, setup: &Setup, user_name: String, hash: String) -> person::ActiveModel {
    person::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        user_name: Set(user_name),
        email: Set(model::email(&setup.admin_email)),
        name: Set(setup.admin_name.trim().to_owned()),
        name_key: Set(fold(&setup.admin_name)),
        post: Set(String::new()),
        phone: Set(String::new()),
        unit_id: Set(None),
        password_hash: Set(Some(hash)),
        password_at: Set(Some(tx.now())),
        locale: Set(Locale::Es.tag().to_owned()),
        wants_mail: Set(true),
        deactivated_at: Set(None),
        created_at: Set(tx.now()),
        version: Set(1),
    }
}

/// Changes letterhead, hours or zone. Papers that are already frozen keep the old letterhead.
pub async fn edit_institution(tx: &mut Tx, edit: InstitutionEdit) -> Result<()> {
    tx.require(Permit::ManageInstitution)?;
    let mut check = Check::new();
    check.that(!edit.name.trim().is_empty(), "name", "field-required");
    check.that(!edit.issuing_unit.trim().is_empty(), "issuing_unit", "field-required");
    check.that(Zone::named(&edit.zone).is_ok(), "zone", "zone-unknown");
    check.that(parse_hours(&edit.hours).is_ok(), "hours", "institution-hours-invalid");
    check.done()?;
    let was = query::institution(tx).await?;
    let row = institution::ActiveModel {
        name: Set(edit.name.trim().to_owned()),
        issuing_unit: Set(edit.issuing_unit.trim().to_owned()),
        zone: Set(edit.zone),
        hours: Set(edit.hours.trim().to_owned()),
        address: Set(edit.address.trim().to_owned()),
        phone: Set(edit.phone.trim().to_owned()),
        logo_sha256: Set(edit.logo_sha256.or(was.logo_sha256.clone())),
        version: Set(was.version + 1),
        ..Default::default()
    };
    let update = institution::Entity::update_many().set(row);
    tx.swap(update.filter(institution::Column::Id.eq(was.id)).filter(institution::Column::Version.eq(was.version)))
        .await?;
    tx.record("institution.edited", Some(was.id.0), &edit.name, serde_json::json!({ "was": was.name })).await
}

pub fn zone(institution: &Institution) -> Result<Zone> {
    Zone::named(&institution.zone)
}

/// Today in the zone of the actor's institution.
pub async fn today(src: &impl Source) -> Result<Date> {
    Ok(zone(&query::institution(src).await?)?.today(src.now()))
}

/// The business calendar of the actor's institution: its weekly hours without its closed days.
pub async fn calendar(src: &impl Source) -> Result<Calendar> {
    let institution = query::institution(src).await?;
    let week = Calendar::new(zone(&institution)?, parse_hours(&institution.hours)?);
    let closed = query::closed_days(src).await?.into_iter();
    Ok(closed.fold(week, |calendar, day| calendar.with_closed(day.day, day.name)))
}

/// A day on which nobody works, as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ClosedDayDraft {
    /// `2026-05-01`.
    pub day: String,
    pub name: String,
    /// The law, decree or agreement.
    pub source: String,
}

/// Adds a closed day. Deadlines that are counted from now on pass over it, and what begins by itself does not begin on
/// it; timers already set keep their instant. Refuses a missing name, what is no date, and a day twice.
pub async fn add_closed_day(tx: &mut Tx, draft: ClosedDayDraft) -> Result<()> {
    tx.require(Permit::ManageInstitution)?;
    let mut check = Check::new();
    let day = kernel::time::date(draft.day.trim());
    check.that(day.is_some(), "day", "field-not-a-date");
    check.that(!draft.name.trim().is_empty(), "closed_name", "field-required");
    check.done()?;
    let day = day.ok_or_else(|| Error::field("day", "field-not-a-date"))?;
    if query::closed_days(tx).await?.iter().any(|d| d.day == day) {
        return Err(Error::field("day", "closed-day-twice"));
    }
    let row = closed_day::ActiveModel {
        institution_id: Set(tx.institution()),
        day: Set(day),
        name: Set(draft.name.trim().to_owned()),
        source: Set(draft.source.trim().to_owned()),
    };
    tx.insert(row).await?;
    tx.record("closed_day.added", None, &format!("{day} {}", draft.name.trim()), serde_json::json!({})).await
}

/// Takes a closed day away again: it is worked. NotFound when it was not closed.
pub async fn remove_closed_day(tx: &mut Tx, day: Date) -> Result<()> {
    tx.require(Permit::ManageInstitution)?;
    let was = query::closed_days(tx).await?.into_iter().find(|d| d.day == day);
    let was = was.ok_or_else(|| Error::not_found("error-not-found"))?;
    let gone = closed_day::Entity::delete_many()
        .filter(closed_day::Column::InstitutionId.eq(tx.institution()))
        .filter(closed_day::Column::Day.eq(day));
    tx.delete(gone).await?;
    tx.record("closed_day.removed", None, &format!("{day} {}", was.name), serde_json::json!({})).await
}

/// Reads «lunes a viernes 8:00-12:00 13:00-16:00», Monday first.
pub fn parse_hours(text: &str) -> Result<[Vec<Period>; 7]> {
    procedure::times::week(text).ok_or_else(|| Error::field("hours", "institution-hours-invalid"))
}

/// NotFound unless the setup link holds and there is no institution yet.
pub async fn check_setup_link(office: &Office, token: &str) -> Result<()> {
    accounts::open_link(&office.read(&Actor::system(Uuid::nil())), LinkKind::Setup, token).await.map(drop)
}
