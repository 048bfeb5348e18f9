//! One's own account: data, password, sessions; and the one-time link with which a password is chosen.

use crate::{
    ctx::{Ctx, Guest, again},
    error::Answer,
    sent::Sent,
    view::{Account, Form, OpenSession, PasswordSet},
};
use axum::extract::Path;
use domain::{SessionId, Source as _, people};
use kernel::Error;

pub(crate) async fn show(ctx: Ctx) -> Answer {
    let page = account(&ctx, Form::default()).await?;
    ctx.page(&page).await
}

async fn account(ctx: &Ctx, form: Form) -> Result<Account, Error> {
    let read = ctx.read();
    let me = people::query::get_person(&read, read.person()?).await?;
    let units = people::query::unit_names(&read).await?;
    let sessions = people::my_sessions(&read).await?.into_iter().map(|s| OpenSession {
        this: s.id == ctx.session.id,
        id: s.id.to_string(),
        device: device(&s.agent),
        address: s.address,
        seen: s.seen_at,
    });
    Ok(Account {
        name: me.name,
        login: me.user_name,
        email: me.email,
        post: me.post,
        unit: me.unit_id.and_then(|u| units.get(&u).cloned()).unwrap_or_default(),
        phone: Some(me.phone).filter(|p| !p.is_empty()),
        wants_mail: me.wants_mail,
        form,
        sessions: sessions.collect(),
    })
}

/// Whether notices also come by mail.
pub(crate) async fn want_mail(ctx: Ctx, sent: Sent) -> Answer {
    let mut tx = ctx.write().await?;
    people::want_mail(&mut tx, sent.get("wants_mail") == "on").await?;
    tx.commit().await?;
    ctx.done("/account", "account-mail-saved")
}

/// Browser and system in words, as far as the browser says.
pub(crate) fn device(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map_or("", |(_, name)| *name)
    };
    let browser = find(&[
        ("Firefox", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        ("", "") => agent.chars().take(40).collect(),
        ("", only) | (only, "") => only.to_owned(),
        (browser, system) => format!("{browser} · {system}"),
    }
}

pub(crate) async fn change_password(ctx: Ctx, sent: Sent) -> Answer {
    let (present, chosen) = (sent.raw("present_password").to_owned(), sent.raw("new_password").to_owned());
    match people::change_password(&ctx.state.office, &ctx.actor, present, chosen, ctx.session.id).await {
        Ok(()) => ctx.done("/account", "account-password-changed"),
        Err(e) => {
            let (status, form) =
                again(Form::default(), renamed(e, &[("present", "present_password"), ("password", "new_password")]))?;
            let page = account(&ctx, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// The verb's field names as this form has them.
pub(crate) fn renamed(mut error: Error, names: &[(&'static str, &'static str)]) -> Error {
    for (field, _) in &mut error.fields {
        if let Some((_, here)) = names.iter().find(|(verb, _)| field == verb) {
            *field = (*here).into();
        }
    }
    error
}

pub(crate) async fn end_session(ctx: Ctx, Path(id): Path<SessionId>) -> Answer {
    let mut tx = ctx.write().await?;
    people::end_session(&mut tx, id).await?;
    tx.commit().await?;
    ctx.done("/account", "account-session-ended")
}

pub(crate) async fn link_form(guest: Guest, Path(token): Path<String>) -> Answer {
    let page = password_set(&guest, token, Form::default()).await?;
    guest.page(&page).await
}

async fn password_set(guest: &Guest, token: String, form: Form) -> Result<PasswordSet, Error> {
    let person = people::person_of_link(&guest.state.office, &token).await?;
    Ok(PasswordSet { token, name: person.name, login: person.user_name, form })
}

pub(crate) async fn use_link(guest: Guest, Path(token): Path<String>, sent: Sent) -> Answer {
    match people::use_password_link(&guest.state.office, &token, sent.raw("password").to_owned()).await {
        Ok(()) => guest.done("/sign-in", "account-password-chosen"),
        Err(e) => {
            let (status, form) = again(Form::default(), e)?;
            let page = password_set(&guest, token, form).await?;
            guest.page_as(status, &page).await
        }
    }
}
