//! The door: where one begins, signing in and out, language, health.

use crate::{
    ctx::{Ctx, Guest, again, back, language_cookie, set_cookie},
    error::Answer,
    sent::Sent,
    state::AppState,
    urls,
    view::{Form, SignIn},
};
use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Redirect},
};
use domain::{Tx, people};
use kernel::{
    Error, Locale,
    permit::{Actor, Permit},
};
use serde::Deserialize;
use uuid::Uuid;

/// Each begins where their day begins: the chief with the overview, technicians with the queue, all others with their
/// own requests.
pub(crate) async fn start(ctx: Ctx, after: Query<super::After>) -> Answer {
    if ctx.may(Permit::WorkCases) && after.after.is_none() && !ctx.path.contains("mine") {
        return Ok(Redirect::to("/queue").into_response());
    }
    super::requests::home(ctx, after).await
}

/// Answers as long as the database does.
pub(crate) async fn health(State(state): State<AppState>) -> Answer {
    let read = state.office.read(&Actor::system(Uuid::nil()));
    people::is_empty(&read).await?;
    Ok((StatusCode::OK, [(header::CONTENT_TYPE, "text/plain")], "ok").into_response())
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

pub(crate) async fn sign_in_form(guest: Guest, Query(next): Query<Next>) -> Answer {
    if guest.signed.is_some() {
        return Ok(Redirect::to(urls::local(&next.next)).into_response());
    }
    let page = sign_in_page(&guest, Form::default(), next.next).await?;
    guest.page(&page).await
}

async fn sign_in_page(guest: &Guest, form: Form, next: String) -> Result<SignIn, Error> {
    let all = people::query::institutions(&guest.state.office.read(&Actor::system(Uuid::nil()))).await?;
    let public_form = if all.len() == 1 { all.first().map(|i| urls::help(&i.slug)) } else { None };
    Ok(SignIn { form, next, public_form, demo_logins: Vec::new() })
}

pub(crate) async fn sign_in(guest: Guest, sent: Sent) -> Answer {
    let login = people::Login {
        name: sent.get("login").to_owned(),
        password: sent.raw("password").to_owned(),
        address: guest.address.clone(),
        agent: guest.agent.clone(),
    };
    match people::sign_in(&guest.state.office, login).await {
        Ok(signed) => {
            let mut response = Redirect::to(back(sent.get("next"))).into_response();
            set_cookie(&mut response, &guest.session_cookie(&signed.token));
            Ok(response)
        }
        Err(e) => {
            let (status, form) = again(Form::default().with("login", sent.get("login")), e)?;
            let page = sign_in_page(&guest, form, sent.get("next").to_owned()).await?;
            guest.page_as(status, &page).await
        }
    }
}

pub(crate) async fn sign_out(guest: Guest) -> Answer {
    let cookie = guest.no_session_cookie();
    if let Some((actor, session)) = &guest.signed {
        let mut tx = guest.state.office.write(actor).await?;
        people::end_session(&mut tx, session.id).await?;
        tx.commit().await?;
    }
    let mut response = Redirect::to("/sign-in").into_response();
    set_cookie(&mut response, &cookie);
    Ok(response)
}

/// Changes the language of the page, and of the person when somebody is signed in.
pub(crate) async fn language(guest: Guest, sent: Sent) -> Answer {
    let locale = Locale::from_tag(sent.get("locale")).unwrap_or_default();
    if let Some((actor, _)) = &guest.signed {
        let mut tx: Tx = guest.state.office.write(actor).await?;
        people::choose_locale(&mut tx, locale).await?;
        tx.commit().await?;
    }
    let mut response = Redirect::to(back(sent.get("back"))).into_response();
    set_cookie(&mut response, &language_cookie(locale));
    Ok(response)
}

/// The institution's shield, as it was given.
pub(crate) async fn logo(State(state): State<AppState>, Path(slug): Path<String>) -> Answer {
    let read = state.office.read(&Actor::system(Uuid::nil()));
    let institution = people::query::institution_by_slug(&read, &slug).await?;
    let sha256 = institution.logo_sha256.ok_or_else(|| Error::not_found("error-not-found"))?;
    let bytes = state.office.files.get(&sha256).await?;
    let mime = domain::files::sniff(&bytes).filter(|m| m.starts_with("image/")).unwrap_or("application/octet-stream");
    let keep = (header::CACHE_CONTROL, "private, max-age=3600");
    Ok(([(header::CONTENT_TYPE, mime), keep], bytes).into_response())
}
