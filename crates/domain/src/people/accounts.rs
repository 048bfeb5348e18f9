//! Signing in, passwords, one-time links.

use super::{model, query};
use crate::Office;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _, password_hash::phc::PasswordHash};
use db::{
    InstitutionId, PersonId, SessionId, Source, Tx,
    entity::{
        link::{self, LinkKind},
        person, session, throttle,
    },
};
use kernel::{
    Error, Kind, Locale, Msg, Result,
    permit::{Actor, Permit},
    random::sha256,
    time::{Duration, Instant},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use uuid::Uuid;

/// A session ends after twelve hours without use…
pub(super) const IDLE: Duration = Duration::hours(12);
/// …and after a week in any case.
const ABSOLUTE: Duration = Duration::days(7);
/// How long a link to choose a first password holds.
pub const LINK_HOLDS: Duration = Duration::days(3);
const ACCOUNT_LIMIT: i64 = 5;
/// A whole office may sit behind one address.
const ADDRESS_LIMIT: i64 = 30;

/// What somebody typed, and from where.
pub struct Login {
    pub name: String,
    pub password: String,
    pub address: String,
    pub agent: String,
}

/// A fresh session. The token goes to the browser and nowhere else.
pub struct SignedIn {
    pub token: String,
    pub person: PersonId,
}

/// Opens a session, or refuses with the same words and in the same time whether the name or the password was wrong.
/// Conflict with `sign-in-throttled` while the account or the address has to wait.
pub async fn sign_in(office: &Office, login: Login) -> Result<SignedIn> {
    let nobody = Actor::system(Uuid::nil());
    let folded = login.name.trim().to_lowercase();
    let read = office.read(&nobody);
    let found = query::find_by_login(&read, &folded).await?;
    // One account, whether named by its user name or by its address.
    let account = found.as_ref().map_or(folded.as_str(), |p| p.user_name.as_str());
    let keys = [(format!("account:{account}"), ACCOUNT_LIMIT), (format!("address:{}", login.address), ADDRESS_LIMIT)];
    for (key, _) in &keys {
        refuse_while_blocked(&read, key).await?;
    }
    let found = found.filter(|p| p.deactivated_at.is_none());
    let hash = found.as_ref().and_then(|p| p.password_hash.clone());
    let password = login.password.clone();
    let fits = office.heavy(move |_| Ok(verify(hash.as_deref(), &password))).await?;
    let Some(person) = found.filter(|_| fits) else {
        let mut tx = office.write(&nobody).await?;
        for (key, limit) in &keys {
            count_failure(&mut tx, key, *limit).await?;
        }
        tx.commit().await?;
        return Err(Error::new(Kind::Unauthenticated, "sign-in-wrong"));
    };
    let mut tx =
        office.write(&query::actor(&office.read(&Actor::system(person.institution_id.0)), &person).await?).await?;
    tx.delete(throttle::Entity::delete_many().filter(throttle::Column::Key.eq(keys[0].0.as_str()))).await?;
    let token = open_session(&mut tx, &person, &login).await?;
    tx.record("person.signed_in", Some(person.id.0), &person.name, serde_json::json!({ "address": login.address }))
        .await?;
    tx.commit().await?;
    Ok(SignedIn { token, person: person.id })
}

async fn refuse_while_blocked(src: &impl Source, key: &str) -> Result<()> {
    let until = src.one(throttle::Entity::find_by_id(key.to_owned())).await?.and_then(|t| t.blocked_until);
    match until.filter(|u| *u > src.now()) {
        Some(until) => {
            let minutes = ((until - src.now()).num_seconds() + 59) / 60;
            Err(Error::conflict(Msg::new("sign-in-throttled").with("minutes", minutes)))
        }
        None => Ok(()),
    }
}

async fn count_failure(tx: &mut Tx, key: &str, limit: i64) -> Result<()> {
    // Attempts at the same moment all count.
    tx.lock_queue(&format!("throttle:{key}")).await?;
    let was = tx.one(throttle::Entity::find_by_id(key.to_owned())).await?;
    let before = was.as_ref().map(|t| model::Failures {
        count: t.failures,
        first_at: t.first_at,
        blocked_until: t.blocked_until,
    });
    let now = model::one_more_failure(before, limit, tx.now());
    let row = throttle::ActiveModel {
        key: Set(key.to_owned()),
        failures: Set(now.count),
        first_at: Set(now.first_at),
        blocked_until: Set(now.blocked_until),
    };
    match was {
        None => tx.insert(row).await.map(drop),
        Some(_) => tx.swap(throttle::Entity::update_many().set(row).filter(throttle::Column::Key.eq(key))).await,
    }
}

async fn open_session(tx: &mut Tx, person: &person::Model, login: &Login) -> Result<String> {
    let token = tx.random().secret();
    let now = tx.now();
    let row = session::ActiveModel {
        id: Set(tx.id::<SessionId>()),
        token_sha256: Set(sha256(token.as_bytes())),
        institution_id: Set(person.institution_id),
        person_id: Set(person.id),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + ABSOLUTE),
        agent: Set(login.agent.chars().take(200).collect()),
        address: Set(login.address.clone()),
    };
    tx.insert(row).await?;
    Ok(token)
}

/// Who a session token belongs to, with today's roles. `None` when the session is unknown, idle too long or over, or
/// its person left.
pub async fn actor_of(office: &Office, token: &str) -> Result<Option<(Actor, session::Model)>> {
    let nobody = office.read(&Actor::system(Uuid::nil()));
    let query = session::Entity::find().filter(session::Column::TokenSha256.eq(sha256(token.as_bytes())));
    let Some(session) = nobody.one(query).await? else { return Ok(None) };
    let now = office.now();
    if session.expires_at <= now || session.seen_at + IDLE <= now {
        return Ok(None);
    }
    let read = office.read(&Actor::system(session.institution_id.0));
    let Some(person) = query::find_person(&read, session.person_id).await?.filter(|p| p.deactivated_at.is_none())
    else {
        return Ok(None);
    };
    let actor = query::actor(&read, &person).await?;
    if now - session.seen_at > Duration::minutes(5) {
        let mut tx = office.write(&actor).await?;
        let seen = session::Entity::update_many().col_expr(session::Column::SeenAt, Expr::value(now));
        tx.update(seen.filter(session::Column::Id.eq(session.id))).await?;
        tx.commit().await?;
    }
    Ok(Some((actor, session)))
}

/// Ends the session of this token; fine when it is over already.
pub async fn sign_out(office: &Office, actor: &Actor, token: &str) -> Result<()> {
    let mut tx = office.write(actor).await?;
    let this = session::Column::TokenSha256.eq(sha256(token.as_bytes()));
    if tx.delete(session::Entity::delete_many().filter(this)).await? > 0 {
        let who = actor.person;
        tx.record("person.signed_out", who, &actor.name, serde_json::json!({})).await?;
    }
    tx.commit().await
}

/// Changes one's own password; every other session of that person ends.
pub async fn change_password(
    office: &Office,
    actor: &Actor,
    present: String,
    chosen: String,
    keep: SessionId,
) -> Result<()> {
    let read = office.read(actor);
    let person = query::get_person(&read, read.person()?).await?;
    // The same brake as at the door: an unattended screen must not become a way to guess.
    let key = format!("account:{}", person.user_name);
    refuse_while_blocked(&read, &key).await?;
    let hash = person.password_hash.clone();
    if !office.heavy(move |_| Ok(verify(hash.as_deref(), &present))).await? {
        let mut tx = office.write(actor).await?;
        count_failure(&mut tx, &key, ACCOUNT_LIMIT).await?;
        tx.commit().await?;
        return Err(Error::field("present", "password-present-wrong"));
    }
    let hash = hashed(office, &person, chosen).await?;
    let mut tx = office.write(actor).await?;
    save_password(&mut tx, &person, hash, Some(keep)).await?;
    tx.commit().await
}

/// A one-time link (its secret) with which somebody chooses a password. Earlier links of that person end. Refuses for
/// somebody who left.
pub async fn password_link(tx: &mut Tx, person: PersonId) -> Result<String> {
    tx.require(Permit::ManagePeople)?;
    let person = query::get_person(tx, person).await?;
    if person.deactivated_at.is_some() {
        return Err(Error::conflict("person-left"));
    }
    tx.delete(
        link::Entity::delete_many().filter(link::Column::PersonId.eq(person.id)).filter(link::Column::UsedAt.is_null()),
    )
    .await?;
    let token = new_link(tx, LinkKind::Password, Some(person.institution_id), Some(person.id), LINK_HOLDS).await?;
    tx.record("person.link_made", Some(person.id.0), &person.name, serde_json::json!({})).await?;
    Ok(token)
}

pub(super) async fn new_link(
    tx: &mut Tx,
    kind: LinkKind,
    institution: Option<InstitutionId>,
    person: Option<PersonId>,
    holds: Duration,
) -> Result<String> {
    let token = tx.random().secret();
    let row = link::ActiveModel {
        token_sha256: Set(sha256(token.as_bytes())),
        kind: Set(kind),
        institution_id: Set(institution),
        person_id: Set(person),
        expires_at: Set(tx.now() + holds),
        used_at: Set(None),
    };
    tx.insert(row).await?;
    Ok(token)
}

/// The open link of that kind; NotFound when it is unknown, used or too old.
pub(super) async fn open_link(src: &impl Source, kind: LinkKind, token: &str) -> Result<link::Model> {
    let found = src.one(link::Entity::find_by_id(sha256(token.as_bytes()))).await?;
    found
        .filter(|l| l.kind == kind && l.used_at.is_none() && l.expires_at > src.now())
        .ok_or_else(|| Error::not_found("link-over"))
}

pub(super) async fn use_link(tx: &mut Tx, link: &link::Model) -> Result<()> {
    let used = link::Entity::update_many().col_expr(link::Column::UsedAt, Expr::value(Some(tx.now())));
    tx.swap(
        used.filter(link::Column::TokenSha256.eq(link.token_sha256.as_str())).filter(link::Column::UsedAt.is_null()),
    )
    .await
}

/// Whose one-time link this is; NotFound when it is over.
pub async fn person_of_link(office: &Office, token: &str) -> Result<person::Model> {
    let link = open_link(&office.read(&Actor::system(Uuid::nil())), LinkKind::Password, token).await?;
    let (Some(institution), Some(id)) = (link.institution_id, link.person_id) else {
        return Err(Error::not_found("link-over"));
    };
    query::get_person(&office.read(&Actor::system(institution.0)), id).await
}

/// Sets a password by a one-time link and ends all sessions of that person.
pub async fn use_password_link(office: &Office, token: &str, chosen: String) -> Result<()> {
    let read = office.read(&Actor::system(Uuid::nil()));
    let link = open_link(&read, LinkKind::Password, token).await?;
    let (Some(institution), Some(id)) = (link.institution_id, link.person_id) else {
        return Err(Error::not_found("link-over"));
    };
    let read = office.read(&Actor::system(institution.0));
    let person = query::get_person(&read, id).await?;
    let hash = hashed(office, &person, chosen).await?;
    let mut tx = office.write(&query::actor(&read, &person).await?).await?;
    use_link(&mut tx, &link).await?;
    save_password(&mut tx, &person, hash, None).await?;
    tx.commit().await
}

async fn save_password(tx: &mut Tx, person: &person::Model, hash: String, keep: Option<SessionId>) -> Result<()> {
    let now: Option<Instant> = Some(tx.now());
    let update = person::Entity::update_many()
        .col_expr(person::Column::PasswordHash, Expr::value(Some(hash)))
        .col_expr(person::Column::PasswordAt, Expr::value(now))
        .filter(person::Column::Id.eq(person.id));
    tx.swap(update).await?;
    let mut others = session::Entity::delete_many().filter(session::Column::PersonId.eq(person.id));
    if let Some(keep) = keep {
        others = others.filter(session::Column::Id.ne(keep));
    }
    tx.delete(others).await?;
    tx.record("person.password_set", Some(person.id.0), &person.name, serde_json::json!({})).await
}

/// Checks a chosen password against the rules and hashes it (argon2id with the crate's current parameters).
pub(super) async fn hashed(office: &Office, person: &person::Model, chosen: String) -> Result<String> {
    let about = [person.user_name.as_str(), person.email.as_deref().unwrap_or(""), person.name.as_str()];
    hash_for(office, &about, chosen).await
}

pub(super) async fn hash_for(office: &Office, about: &[&str], chosen: String) -> Result<String> {
    model::check_password(&chosen, about).map_err(|msg| Error::field("password", msg))?;
    office
        .heavy(move |office| {
            let salt = office.random.bytes::<16>();
            let hash = Argon2::default().hash_password_with_salt(chosen.as_bytes(), &salt);
            hash.map(|h| h.to_string()).map_err(|e| Error::internal(e.to_string()))
        })
        .await
}

/// Compares in the same time whether or not there is a password to compare with.
fn verify(hash: Option<&str>, password: &str) -> bool {
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$yXQ1dKvCKyzZFxZvm7mLJRfHb1bSBCVpdh1Iw3EWrWM";
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODY)) else { return false };
    Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && hash.is_some()
}

/// The language to greet somebody in, from their row.
pub(super) fn locale(tag: &str) -> Locale {
    Locale::from_tag(tag).unwrap_or_default()
}
