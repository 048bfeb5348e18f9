//! Who asks, in which language, for which page: everything a handler needs beside its own input.

use crate::{
    error::{Answer, Refusal},
    state::AppState,
    urls,
    view::{Flash, Form, Frame, Mood, NavItem, Page, Signed},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{Html, IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{
    Read, Source as _, Tx, mail, notices,
    people::{self, Institution, Session},
};
use kernel::{
    Error, Kind, Locale, Msg, Result,
    permit::{Actor, Permit},
    time::Zone,
};
use std::net::SocketAddr;
use uuid::Uuid;

const LANGUAGE: &str = "language";
const FLASH: &str = "flash";

/// Everybody's context: signed in or not.
pub(crate) struct Guest {
    pub(crate) state: AppState,
    pub(crate) locale: Locale,
    /// Path with query.
    pub(crate) path: String,
    /// From where.
    pub(crate) address: String,
    pub(crate) agent: String,
    pub(crate) jar: CookieJar,
    pub(crate) signed: Option<(Actor, Session)>,
}

/// The context of somebody who is signed in.
pub(crate) struct Ctx {
    guest: Guest,
    pub(crate) actor: Actor,
    pub(crate) session: Session,
}

impl std::ops::Deref for Ctx {
    type Target = Guest;

    fn deref(&self) -> &Guest {
        &self.guest
    }
}

impl Guest {
    /// Reads cookies and headers; a session that is over is no session, a database that is away no reason to fail here.
    pub(crate) async fn of(state: &AppState, parts: &Parts) -> Self {
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(session_cookie(state)).map(|c| c.value().to_owned());
        let signed = match &token {
            Some(token) => people::actor_of(&state.office, token).await.unwrap_or_else(|e| {
                tracing::error!(error = %e, "a session could not be read");
                None
            }),
            None => None,
        };
        let locale = signed.as_ref().map(|(actor, _)| actor.locale);
        let chosen = || jar.get(LANGUAGE).and_then(|c| Locale::from_tag(c.value()));
        let locale = locale.or_else(chosen).or_else(|| accepted(&parts.headers)).unwrap_or_default();
        Self {
            state: state.clone(),
            locale,
            path: parts.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            address: address(state, parts),
            agent: text(&parts.headers, header::USER_AGENT),
            jar,
            signed,
        }
    }

    /// The institution whose name stands above the page: the reader's, or the only one there is.
    async fn institution(&self) -> Result<Option<Institution>> {
        match &self.signed {
            Some((actor, _)) => people::query::institution(&self.state.office.read(actor)).await.map(Some),
            None => {
                let all = people::query::institutions(&self.state.office.read(&Actor::system(Uuid::nil()))).await?;
                Ok(if all.len() == 1 { all.into_iter().next() } else { None })
            }
        }
    }

    /// What surrounds the page.
    pub(crate) async fn frame(&self) -> Result<Frame> {
        let institution = self.institution().await?;
        let now = self.state.office.now();
        let zone = institution.as_ref().map_or_else(|| Ok(Zone::utc()), people::zone)?;
        let name = institution.as_ref().map_or_else(|| "Cabildo".to_owned(), |i| i.name.clone());
        let mut frame = Frame::bare(name, self.locale, zone, now);
        frame.path.clone_from(&self.path);
        frame.query = searched(&self.path);
        frame.demo = institution.as_ref().is_some_and(|i| i.demo);
        frame.logo = institution.and_then(|i| i.logo_sha256.map(|_| format!("/logo/{}", i.slug)));
        frame.flash = self.jar.get(FLASH).and_then(|c| unpack(c.value()));
        if let Some((actor, _)) = &self.signed {
            let person = people::query::get_person(
                &self.state.office.read(actor),
                domain::PersonId(actor.person.unwrap_or_default()),
            )
            .await?;
            frame.person = Some(Signed { name: person.name, post: person.post });
            frame.nav = navigation(actor, &self.path);
            frame.unread = notices::query::unread(&self.state.office.read(actor)).await?;
            frame.searches = actor.may(Permit::SeeCases);
            let troubles = mail::query::troubles(&self.state.office.read(actor)).await?;
            frame.troubles = troubles.iter().map(|t| crate::ui::mail::trouble(self.locale, &frame.zone, t)).collect();
        }
        Ok(frame)
    }

    pub(crate) async fn page<P: Page>(&self, page: &P) -> Answer {
        self.page_as(StatusCode::OK, page).await
    }

    /// A page with another status, e.g. a refused form.
    pub(crate) async fn page_as<P: Page>(&self, status: StatusCode, page: &P) -> Answer {
        let frame = self.frame().await?;
        let html = self.state.view.render(&frame, page)?;
        let mut response = (status, Html(html)).into_response();
        if frame.flash.is_some() {
            set_cookie(&mut response, &gone(FLASH));
        }
        Ok(response)
    }

    /// A redirect that tells on the next page what just happened.
    pub(crate) fn go(&self, to: &str, mood: Mood, msg: impl Into<Msg>) -> Answer {
        let mut response = Redirect::to(to).into_response();
        let value = pack(&Flash { mood, msg: msg.into() })?;
        set_cookie(&mut response, &cookie(FLASH, value));
        Ok(response)
    }

    /// A redirect after something that went well.
    pub(crate) fn done(&self, to: &str, msg: impl Into<Msg>) -> Answer {
        self.go(to, Mood::Good, msg)
    }

    /// After a verb refused a form that has no page of its own: back to where it stands, with the reason on top. What
    /// is ours or hidden becomes an error page.
    pub(crate) fn refused(&self, to: &str, error: Error) -> Answer {
        match error.kind {
            Kind::Invalid | Kind::Conflict => {
                let first = error.fields.into_iter().next().map_or(error.msg, |(_, msg)| msg);
                self.go(to, Mood::Bad, first)
            }
            Kind::NotFound | Kind::Forbidden | Kind::Unauthenticated | Kind::Unavailable | Kind::Internal => {
                Err(error.into())
            }
        }
    }

    pub(crate) fn session_cookie(&self, token: &str) -> Cookie<'static> {
        let mut cookie = cookie(session_cookie(&self.state), token.to_owned());
        cookie.set_secure(self.state.settings.secure);
        cookie
    }

    pub(crate) fn no_session_cookie(&self) -> Cookie<'static> {
        let mut cookie = gone(session_cookie(&self.state));
        cookie.set_secure(self.state.settings.secure);
        cookie
    }
}

impl Ctx {
    pub(crate) fn read(&self) -> Read {
        self.state.office.read(&self.actor)
    }

    pub(crate) async fn write(&self) -> Result<Tx> {
        self.state.office.write(&self.actor).await
    }

    pub(crate) fn may(&self, permit: Permit) -> bool {
        self.actor.may(permit)
    }

    /// The zone in which this institution reads its clock.
    pub(crate) async fn zone(&self) -> Result<Zone> {
        people::zone(&people::query::institution(&self.read()).await?)
    }

    /// Today, in the institution's zone.
    pub(crate) async fn today(&self) -> Result<kernel::time::Date> {
        Ok(self.zone().await?.today(self.read().now()))
    }

    /// Puts a message into the reader's words.
    pub(crate) fn say(&self, msg: impl Into<Msg>) -> String {
        kernel::text::say(self.locale, &msg.into())
    }
}

/// The status of a page that shows a refused form again; what cannot be mended in a form goes on as an error.
pub(crate) fn form_status(error: &Error) -> Option<StatusCode> {
    match error.kind {
        Kind::Invalid | Kind::Conflict => Some(crate::error::status(error.kind)),
        Kind::Unauthenticated if error.msg.key == "sign-in-wrong" => Some(StatusCode::UNPROCESSABLE_ENTITY),
        Kind::NotFound | Kind::Forbidden | Kind::Unauthenticated | Kind::Unavailable | Kind::Internal => None,
    }
}

/// The form again, with what was typed and why it was refused; errors that no form can mend are passed on.
pub(crate) fn again(form: Form, error: Error) -> Result<(StatusCode, Form), Refusal> {
    match form_status(&error) {
        Some(status) => Ok((status, form.refused(error))),
        None => Err(error.into()),
    }
}

impl FromRequestParts<AppState> for Guest {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        Ok(Self::of(state, parts).await)
    }
}

impl FromRequestParts<AppState> for Ctx {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        let guest = Guest::of(state, parts).await;
        match guest.signed.clone() {
            Some((actor, session)) => Ok(Self { guest, actor, session }),
            None => Err(Error::new(Kind::Unauthenticated, "error-sign-in").into()),
        }
    }
}

/// What the search page was asked for, to stand in the head's field again.
fn searched(path: &str) -> String {
    let asked = path.strip_prefix("/search?").unwrap_or_default();
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(asked).unwrap_or_default();
    pairs.into_iter().find(|(name, _)| name == "q").map(|(_, words)| words).unwrap_or_default()
}

/// The places of the house, those this person may open.
fn navigation(actor: &Actor, path: &str) -> Vec<NavItem> {
    // Who works cases begins the day at the queue; their own requests are one step away.
    let home = if actor.may(Permit::WorkCases) { "/?mine" } else { "/" };
    // By group, with the permits any of which opens it; without any, it is everybody's.
    let places = [
        ("work", home, "nav-home", "home", &[][..]),
        ("work", "/notices", "nav-notices", "bell", &[][..]),
        ("work", "/requests/new", "nav-request", "help-circle", &[Permit::AskForHelp][..]),
        ("work", "/queue", "nav-queue", "inbox", &[Permit::WorkCases][..]),
        ("procedures", "/manuals", "nav-manuals", "list-numbers", &[][..]),
        ("procedures", "/procedures", "nav-procedures", "list-numbers", &[][..]),
        ("procedures", "/laws", "nav-laws", "building", &[][..]),
        ("procedures", "/schedules", "nav-schedules", "clock", &[Permit::SeeReports, Permit::ManageProcedures][..]),
        ("records", "/deadlines", "nav-deadlines", "clock", &[Permit::SeeCases][..]),
        ("records", "/folders", "nav-folders", "folder", &[Permit::SeeCases][..]),
        ("records", "/equipment", "nav-registers", "device-desktop", &[Permit::SeeCases][..]),
        ("records", "/scans", "nav-scans", "scan", &[Permit::WorkCases][..]),
        ("control", "/overview", "nav-overview", "chart-bar", &[Permit::SeeReports][..]),
        ("control", "/conformance", "nav-conformance", "circle-check", &[Permit::SeeReports, Permit::SeeAudit][..]),
        ("control", "/audit", "nav-audit", "history", &[Permit::SeeAudit][..]),
        ("admin", "/people", "nav-people", "users", &[Permit::ManagePeople][..]),
        ("admin", "/units", "nav-units", "sitemap", &[Permit::ManagePeople][..]),
        ("admin", "/institution", "nav-institution", "building", &[Permit::ManageInstitution][..]),
        ("control", "/mail", "nav-mail", "inbox", &[Permit::CorrectCases, Permit::ManageInstitution][..]),
        ("admin", "/jobs", "nav-jobs", "settings", &[Permit::ManageJobs][..]),
    ];
    let open = places.into_iter().filter(|(_, _, _, _, any)| any.is_empty() || any.iter().any(|p| actor.may(*p)));
    let here = |href: &str| {
        if href == home {
            path == home
        } else if href == "/equipment" {
            crate::ui::registers::is_register(path)
        } else {
            path == href || path.starts_with(&format!("{href}/")) || path.starts_with(&format!("{href}?"))
        }
    };
    open.map(|(group, href, key, icon, _)| NavItem { group, href, key, icon, current: here(href) }).collect()
}

/// `__Host-` binds the cookie to this host and to TLS; without TLS browsers would refuse it.
fn session_cookie(state: &AppState) -> &'static str {
    if state.settings.secure { "__Host-session" } else { "session" }
}

fn cookie(name: &'static str, value: String) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie
}

fn gone(name: &'static str) -> Cookie<'static> {
    let mut cookie = cookie(name, String::new());
    cookie.make_removal();
    cookie
}

pub(crate) fn language_cookie(locale: Locale) -> Cookie<'static> {
    let mut cookie = cookie(LANGUAGE, locale.tag().to_owned());
    cookie.make_permanent();
    cookie
}

pub(crate) fn set_cookie(response: &mut Response, cookie: &Cookie<'_>) {
    if let Ok(value) = cookie.to_string().parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

fn pack(flash: &Flash) -> Result<String> {
    let json = serde_json::to_vec(&(flash.mood, &flash.msg)).map_err(Error::internal)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(json))
}

/// What somebody else put into the cookie is at worst a text of ours that is out of place.
fn unpack(value: &str) -> Option<Flash> {
    let json = BASE64_URL_SAFE_NO_PAD.decode(value).ok()?;
    let (mood, msg): (Mood, Msg) = serde_json::from_slice(&json).ok()?;
    kernel::text::try_say(Locale::Es, &msg)?;
    Some(Flash { mood, msg })
}

fn accepted(headers: &HeaderMap) -> Option<Locale> {
    text(headers, header::ACCEPT_LANGUAGE).split(',').find_map(|tag| Locale::from_tag(tag.split(';').next()?.trim()))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> String {
    headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned()
}

/// The other end of the connection, or whom our own proxy names last.
fn address(state: &AppState, parts: &Parts) -> String {
    if state.settings.behind_proxy {
        let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back().and_then(|v| v.to_str().ok());
        if let Some(last) = forwarded.and_then(|list| list.rsplit(',').next()) {
            return last.trim().to_owned();
        }
    }
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map_or_else(String::new, |c| c.0.ip().to_string())
}

/// The address after a form that came from a page of ours.
pub(crate) fn back(sent: &str) -> &str {
    urls::local(sent)
}
