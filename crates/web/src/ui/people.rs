//! People: the list, a record with its roles, substitutes, access, and the one-time password link.

use super::{Id, account::renamed, fields::units};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Allowed, Choice, Form, PasswordLink, PeopleIndex, PersonEdit, PersonRow, RoleBox, SubstituteRow},
};
use axum::extract::Query;
use domain::{
    PersonId, Source as _,
    people::{self, Grant, LINK_HOLDS, PersonDraft, Role, SubstituteDraft, records},
};
use kernel::{Error, Msg, Result, error::Check, permit::Permit, time};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The verb's field names as the form has them.
const NAMES: [(&str, &str); 1] = [("user_name", "login")];

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Words {
    #[serde(default)]
    q: String,
    after: Option<String>,
}

pub(crate) async fn index(ctx: Ctx, Query(words): Query<Words>) -> Answer {
    let query = words.q.trim().to_owned();
    let page = people::query::list_people(&ctx.read(), &query, words.after.as_deref()).await?;
    let path = if query.is_empty() { "/people".to_owned() } else { format!("/people?q={}", urls::encode(&query)) };
    let next = urls::after(&path, page.next.as_deref());
    let rows = page.rows.into_iter().map(|listed| PersonRow {
        href: urls::person(listed.person.id),
        name: listed.person.name,
        login: listed.person.user_name,
        post: listed.person.post,
        unit: listed.unit.unwrap_or_default(),
        roles: listed.roles,
        active: listed.person.deactivated_at.is_none(),
    });
    ctx.page(&PeopleIndex { query, rows: rows.collect(), next }).await
}

pub(crate) async fn new(ctx: Ctx) -> Answer {
    ctx.actor.require(Permit::ManagePeople)?;
    let page = blank(&ctx, Form::default()).await?;
    ctx.page(&page).await
}

/// The form of somebody who is not there yet.
async fn blank(ctx: &Ctx, form: Form) -> Result<PersonEdit> {
    let read = ctx.read();
    let roles = people::query::roles(&read).await?;
    Ok(PersonEdit {
        id: None,
        name: String::new(),
        active: true,
        password_at: None,
        form,
        units: units(&read).await?,
        roles: boxes(ctx, &roles, &[]),
        allows: allows(ctx, &roles),
        substitutes: Vec::new(),
        people: Vec::new(),
        stand_in: Form::new("s"),
        password_link: None,
    })
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<PersonId>) -> Answer {
    let page = record(&ctx, id).await?;
    ctx.page(&page).await
}

/// Somebody's record as it stands.
async fn record(ctx: &Ctx, id: PersonId) -> Result<PersonEdit> {
    let read = ctx.read();
    let (person, draft) = records::person(&read, id).await?;
    let roles = people::query::roles(&read).await?;
    let mut units = units(&read).await?;
    let names = people::query::unit_names(&read).await?;
    // A closed unit is no longer offered, but whoever belongs to it stays there until somebody decides otherwise.
    let held = draft.unit.into_iter().chain(draft.grants.iter().filter_map(|g| g.unit));
    for unit in held.filter_map(|u| Some(Choice::new(u.to_string(), names.get(&u)?))) {
        if units.iter().all(|known| known.value != unit.value) {
            units.push(unit);
        }
    }
    let all = people::query::active_people(&read).await?;
    let name = |id: PersonId| all.iter().find(|p| p.id == id).map_or_else(String::new, |p| p.name.clone());
    let substitutes = people::query::substitutes(&read, id, ctx.today().await?).await?.into_iter();
    Ok(PersonEdit {
        id: Some(id.to_string()),
        name: person.name,
        active: person.deactivated_at.is_none(),
        password_at: person.password_at,
        form: filled(&roles, &draft),
        units,
        roles: boxes(ctx, &roles, &draft.grants),
        allows: allows(ctx, &roles),
        substitutes: substitutes
            .map(|s| SubstituteRow {
                id: s.substitute_id.to_string(),
                name: name(s.substitute_id),
                from_on: s.from_on.to_string(),
                until_on: s.until_on.to_string(),
            })
            .collect(),
        people: all.iter().filter(|p| p.id != id).map(|p| Choice::new(p.id.to_string(), &p.name)).collect(),
        stand_in: Form::new("s"),
        password_link: None,
    })
}

/// One box per role, one more for each further unit in which it is held, and one to hold it in yet another.
fn boxes(ctx: &Ctx, roles: &[Role], grants: &[Grant]) -> Vec<RoleBox> {
    let mut boxes = Vec::new();
    for role in roles {
        boxes.push(RoleBox { key: role.code.clone(), label: role.name.clone() });
        let held: Vec<&Grant> = grants.iter().filter(|g| g.role == role.id).collect();
        let further = if held.iter().any(|g| g.unit.is_some()) { held.len() } else { 0 };
        let label = ctx.say(Msg::new("person-role-also").with("role", role.name.as_str()));
        boxes.extend((0..further).map(|n| RoleBox { key: format!("{}.{}", role.code, n + 2), label: label.clone() }));
    }
    boxes
}

fn allows(ctx: &Ctx, roles: &[Role]) -> Vec<Allowed> {
    let words = |permit: &Permit| {
        let name = serde_json::to_value(permit).unwrap_or_default();
        ctx.say(Msg::new(format!("permit-{}", name.as_str().unwrap_or_default())))
    };
    let allowed = |role: &Role| Allowed {
        role: role.name.clone(),
        what: people::query::permits_of(role).iter().map(words).collect(),
    };
    roles.iter().map(allowed).collect()
}

fn filled(roles: &[Role], draft: &PersonDraft) -> Form {
    let mut form = Form::default()
        .with("name", &draft.name)
        .with("login", &draft.user_name)
        .with("email", &draft.email)
        .with("post", &draft.post)
        .with("phone", &draft.phone)
        .with("unit", draft.unit.map(|u| u.to_string()).unwrap_or_default());
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for grant in &draft.grants {
        let Some(role) = roles.iter().find(|r| r.id == grant.role) else { continue };
        let n = times.entry(&role.code).or_default();
        *n += 1;
        let key = if *n == 1 { format!("role-{}", role.code) } else { format!("role-{}.{n}", role.code) };
        form = form.with(format!("{key}-unit"), grant.unit.map(|u| u.to_string()).unwrap_or_default()).with(key, "on");
    }
    form
}

/// What the form says. A box names its role before the dot.
async fn draft(ctx: &Ctx, sent: &Sent) -> Result<PersonDraft> {
    let roles = people::query::roles(&ctx.read()).await?;
    let mut grants = Vec::new();
    for (field, _) in sent.typed().iter().filter(|(_, value)| value == "on") {
        let Some(key) = field.strip_prefix("role-") else { continue };
        let code = key.split('.').next().unwrap_or_default();
        let role = roles.iter().find(|r| r.code == code).ok_or_else(|| Error::field(field.clone(), "role-unknown"))?;
        let unit = sent.some(&format!("{field}-unit")).map(|u| u.parse()).transpose()?;
        grants.push(Grant { role: role.id, unit });
    }
    Ok(PersonDraft {
        name: sent.get("name").to_owned(),
        user_name: sent.get("login").to_owned(),
        email: sent.get("email").to_owned(),
        post: sent.get("post").to_owned(),
        phone: sent.get("phone").to_owned(),
        unit: sent.some("unit").map(|u| u.parse()).transpose()?,
        grants,
    })
}

pub(crate) async fn create(ctx: Ctx, sent: Sent) -> Answer {
    let added = async {
        let draft = draft(&ctx, &sent).await?;
        let mut tx = ctx.write().await?;
        let id = people::add_person(&mut tx, draft).await?;
        tx.commit().await?;
        Ok(id)
    };
    match added.await {
        Ok(id) => ctx.done(&urls::person(id), "person-added"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), renamed(e, &NAMES))?;
            let page = blank(&ctx, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn edit(ctx: Ctx, Id(id): Id<PersonId>, sent: Sent) -> Answer {
    let edited = async {
        let draft = draft(&ctx, &sent).await?;
        let mut tx = ctx.write().await?;
        people::edit_person(&mut tx, id, draft).await?;
        tx.commit().await
    };
    match edited.await {
        Ok(()) => ctx.done(&urls::person(id), "person-saved"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), renamed(e, &NAMES))?;
            let page = PersonEdit { form, ..record(&ctx, id).await? };
            ctx.page_as(status, &page).await
        }
    }
}

/// Shows the link on the very answer and keeps it nowhere: sent again, the form makes another one and ends this one.
pub(crate) async fn password_link(ctx: Ctx, Id(id): Id<PersonId>) -> Answer {
    let mut tx = ctx.write().await?;
    let token = people::password_link(&mut tx, id).await?;
    let until = tx.now() + LINK_HOLDS;
    tx.commit().await?;
    let link = PasswordLink { href: format!("{}{}", ctx.state.office.public_url, urls::password(&token)), until };
    let page = PersonEdit { password_link: Some(link), ..record(&ctx, id).await? };
    ctx.page(&page).await
}

pub(crate) async fn deactivate(ctx: Ctx, Id(id): Id<PersonId>) -> Answer {
    let mut tx = ctx.write().await?;
    match people::deactivate(&mut tx, id).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused(&urls::person(id), e),
    }
    ctx.done(&urls::person(id), "person-was-deactivated")
}

pub(crate) async fn reactivate(ctx: Ctx, Id(id): Id<PersonId>) -> Answer {
    let mut tx = ctx.write().await?;
    people::reactivate(&mut tx, id).await?;
    tx.commit().await?;
    ctx.done(&urls::person(id), "person-was-reactivated")
}

pub(crate) async fn add_substitute(ctx: Ctx, Id(id): Id<PersonId>, sent: Sent) -> Answer {
    let added = async {
        let draft = stand_in(&sent)?;
        let mut tx = ctx.write().await?;
        people::add_substitute(&mut tx, id, draft).await?;
        tx.commit().await
    };
    match added.await {
        Ok(()) => ctx.done(&urls::person(id), "substitute-added"),
        Err(e) => {
            let (status, stand_in) = again(Form::new("s").typed(sent.typed()), e)?;
            let page = PersonEdit { stand_in, ..record(&ctx, id).await? };
            ctx.page_as(status, &page).await
        }
    }
}

fn stand_in(sent: &Sent) -> Result<SubstituteDraft> {
    let (from_on, until_on) = (time::date(sent.get("from_on")), time::date(sent.get("until_on")));
    let mut check = Check::new();
    check.that(sent.some("substitute").is_some(), "substitute", "field-required");
    check.that(from_on.is_some(), "from_on", "field-not-a-date");
    check.that(until_on.is_some(), "until_on", "field-not-a-date");
    check.done()?;
    let substitute = sent.get("substitute").parse()?;
    Ok(SubstituteDraft { substitute, from_on: from_on.unwrap_or_default(), until_on: until_on.unwrap_or_default() })
}

pub(crate) async fn end_substitute(ctx: Ctx, Id((id, substitute)): Id<(PersonId, PersonId)>) -> Answer {
    let mut tx = ctx.write().await?;
    people::end_substitute(&mut tx, id, substitute).await?;
    tx.commit().await?;
    ctx.done(&urls::person(id), "substitute-ended")
}
