//! `cabildo user`: adds somebody or lets them choose a new password, by a one-time link on the terminal.

use crate::{
    config::{UserAdd, UserReset, say},
    wire,
};
use domain::{
    Office, PersonId,
    people::{self, Grant, Institution, PersonDraft},
};
use kernel::{Error, Msg, Result, permit::Actor};
use uuid::Uuid;

/// Adds a person with roles in the whole institution and prints their link.
pub(crate) async fn add(args: UserAdd) -> Result<()> {
    wire::log(&args.place)?;
    let office = wire::office(&args.place, &args.place.public_url(wire::LOCAL)).await?;
    let institution = institution(&office, args.institution.as_deref()).await?;
    let system = Actor::system(institution.id.0);
    let draft = draft(&office, &system, &args).await?;
    let mut tx = office.write(&system).await?;
    let id = people::add_person(&mut tx, draft).await?;
    tx.commit().await?;
    link(&office, &system, id, &args.name).await?;
    office.db.close().await
}

/// Prints a new link for somebody, whatever institution they belong to. Refuses whoever left.
pub(crate) async fn reset(args: UserReset) -> Result<()> {
    wire::log(&args.place)?;
    let office = wire::office(&args.place, &args.place.public_url(wire::LOCAL)).await?;
    let nobody = office.read(&Actor::system(Uuid::nil()));
    let person = people::query::find_by_login(&nobody, &args.user.trim().to_lowercase()).await?;
    let unknown = || Error::not_found(Msg::new("cli-user-unknown").with("user", args.user.as_str()));
    let person = person.ok_or_else(unknown)?;
    if person.deactivated_at.is_some() {
        return Err(Error::conflict(Msg::new("cli-user-left").with("user", args.user.as_str())));
    }
    link(&office, &Actor::system(person.institution_id.0), person.id, &person.name).await?;
    office.db.close().await
}

/// The institution of that short name, or the only one.
async fn institution(office: &Office, slug: Option<&str>) -> Result<Institution> {
    let mut all = people::query::institutions(&office.read(&Actor::system(Uuid::nil()))).await?;
    if let Some(slug) = slug {
        all.retain(|i| i.slug == slug);
    }
    let slugs = || all.iter().map(|i| i.slug.as_str()).collect::<Vec<_>>().join(", ");
    match all.len() {
        0 => Err(Error::not_found("cli-institution-none")),
        1 => Ok(all.remove(0)),
        _ => Err(Error::invalid(Msg::new("cli-institution-which").with("slugs", slugs()))),
    }
}

async fn draft(office: &Office, system: &Actor, args: &UserAdd) -> Result<PersonDraft> {
    let read = office.read(system);
    let known = people::query::roles(&read).await?;
    let role = |code: &String| {
        let codes = || known.iter().map(|r| r.code.as_str()).collect::<Vec<_>>().join(", ");
        let unknown =
            || Error::field("role", Msg::new("cli-role-unknown").with("role", code.as_str()).with("roles", codes()));
        known.iter().find(|r| r.code == *code).map(|r| Grant { role: r.id, unit: None }).ok_or_else(unknown)
    };
    let units = people::query::unit_tree(&read).await?;
    let unit = |code: &String| {
        let codes = || units.iter().map(|(u, _)| u.code.as_str()).collect::<Vec<_>>().join(", ");
        let unknown =
            || Error::field("unit", Msg::new("cli-unit-unknown").with("unit", code.as_str()).with("units", codes()));
        units.iter().find(|(u, _)| u.code == *code).map(|(u, _)| u.id).ok_or_else(unknown)
    };
    Ok(PersonDraft {
        name: args.name.clone(),
        user_name: args.user.clone(),
        email: args.email.clone(),
        post: args.post.clone(),
        phone: String::new(),
        unit: args.unit.as_ref().map(unit).transpose()?,
        grants: args.roles.iter().map(role).collect::<Result<_>>()?,
    })
}

async fn link(office: &Office, system: &Actor, person: PersonId, name: &str) -> Result<()> {
    let mut tx = office.write(system).await?;
    let token = people::password_link(&mut tx, person).await?;
    tx.commit().await?;
    eprintln!("{}", say(Msg::new("cli-user-link").with("name", name)));
    println!("{}{}", office.public_url, web::urls::password(&token));
    Ok(())
}
