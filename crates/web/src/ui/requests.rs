//! Asking for help, signed in or at the public form, and following what was asked.

use super::{After, fields, words::case_state};
use crate::{
    ctx::{Ctx, Guest, again},
    error::{Answer, Refusal},
    sent::Sent,
    urls,
    view::{Asking, Choice, Form, Help, Home, Message, MyCase, RequestNew, RequestSent, StepState, Track, WayStep},
};
use axum::{
    extract::{Path, Query},
    response::{IntoResponse as _, Redirect},
};
use domain::{
    CaseId, Office, PersonId, Read, Source as _,
    cases::{
        self, Case, Free, Happening,
        query::{CaseView, Progress},
    },
    desk::{self, Asked, Request},
    manuals,
    papers::{self, PaperStatus},
    people, procedures,
};
use kernel::{
    Error, Kind,
    permit::{Actor, Permit},
};
use procedure::definition::{Definition, Field, FieldKind, Flow, StepKind};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// Which procedure is asked for, when there are several.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    procedure: String,
    /// Start of the flow, when the procedure has several.
    #[serde(default)]
    flow: String,
}

impl Which {
    fn sent(sent: &Sent) -> Self {
        Self { procedure: sent.get("procedure").to_owned(), flow: sent.get("flow").to_owned() }
    }
}

/// What can be asked for, and what is: a flow of a procedure, by its start.
struct Offer {
    all: Vec<Choice>,
    chosen: Option<(Arc<Definition>, String)>,
    /// Whether the start has to be said, because the procedure has several.
    several: bool,
}

impl Offer {
    /// `at` is the address of the form. What is offered alone is chosen by itself; what is not offered is NotFound.
    async fn of(read: &Read, at: &str, which: &Which, public: bool) -> Result<Self, Error> {
        let mut all = Vec::new();
        let mut offered: Vec<(Arc<Definition>, String)> = Vec::new();
        for (_, d) in procedures::query::requestable(read).await? {
            let mut flows = desk::may_ask(read.actor(), &d);
            // A field that lists the people of the house is not for strangers.
            flows.retain(|flow| !(public && form_of(&d, flow).iter().any(|f| f.kind == FieldKind::Person)));
            for flow in &flows {
                all.push(choice(at, &d, flow, flows.len() > 1));
                offered.push((d.clone(), flow.start.clone()));
            }
        }
        let mine = |(d, start): &&(Arc<Definition>, String)| {
            d.code == which.procedure && (which.flow.is_empty() || *start == which.flow)
        };
        let named = offered.iter().filter(|o| mine(o)).count();
        let chosen = match offered.as_slice() {
            [only] if which.procedure.is_empty() => Some(only.clone()),
            // Of several flows one has to be chosen.
            _ if named > 1 => None,
            all => all.iter().find(mine).cloned(),
        };
        if chosen.is_none() && named == 0 && !which.procedure.is_empty() {
            return Err(Error::not_found("procedure-not-in-force"));
        }
        let several =
            chosen.as_ref().is_some_and(|(c, _)| offered.iter().filter(|(d, _)| d.code == c.code).count() > 1);
        Ok(Self { all: if all.len() > 1 { all } else { Vec::new() }, chosen, several })
    }

    fn fields(&self) -> &[Field] {
        let flow = self.chosen.as_ref().and_then(|(d, start)| Some((d, d.flow(start)?)));
        flow.map_or(&[], |(d, flow)| form_of(d, flow))
    }

    fn title(&self) -> Option<Asking> {
        let (d, start) = self.chosen.as_ref()?;
        Some(Asking {
            code: d.code.clone(),
            flow: if self.several { start.clone() } else { String::new() },
            label: label(d, d.flow(start)?, self.several),
        })
    }
}

/// One flow of a procedure to choose, by its address.
fn choice(at: &str, definition: &Definition, flow: &Flow, several: bool) -> Choice {
    let flow_part = if several { format!("&flow={}", urls::encode(&flow.start)) } else { String::new() };
    Choice::new(format!("{at}?procedure={}{flow_part}", definition.code), label(definition, flow, several))
}

/// What it is called: the procedure's title, with the first step's words when it can begin in several ways.
fn label(definition: &Definition, flow: &Flow, several: bool) -> String {
    let step = definition.step(&flow.first).filter(|_| several);
    step.map_or_else(|| definition.title.clone(), |s| format!("{} · {}", definition.title, s.name()))
}

/// The form that begins a case by that flow.
fn form_of<'d>(definition: &'d Definition, flow: &Flow) -> &'d [Field] {
    definition.step(&flow.first).map_or(&[], |step| step.form.as_slice())
}

pub(crate) async fn new(ctx: Ctx, Query(which): Query<Which>) -> Answer {
    ctx.actor.require(Permit::AskForHelp)?;
    let offer = Offer::of(&ctx.read(), "/requests/new", &which, false).await?;
    let form = own_unit(&ctx, &offer, Form::default()).await?;
    let page = request_page(&ctx, &offer, form).await?;
    ctx.page(&page).await
}

async fn request_page(ctx: &Ctx, offer: &Offer, form: Form) -> Result<RequestNew, Error> {
    let specs = fields::specs(&ctx.read(), offer.fields()).await?;
    Ok(RequestNew { form: form.in_order(&specs), procedure: offer.title(), others: offer.all.clone(), fields: specs })
}

/// Whoever asks mostly asks for their own unit.
async fn own_unit(ctx: &Ctx, offer: &Offer, form: Form) -> Result<Form, Error> {
    let read = ctx.read();
    let me = people::query::get_person(&read, PersonId(ctx.actor.person.unwrap_or_default())).await?;
    let field = offer.fields().iter().find(|f| f.kind == FieldKind::Unit);
    Ok(match (field, me.unit_id) {
        (Some(field), Some(unit)) => form.with(field.id.clone(), unit.to_string()),
        (None, _) | (_, None) => form,
    })
}

pub(crate) async fn create(ctx: Ctx, mut sent: Sent) -> Answer {
    ctx.actor.require(Permit::AskForHelp)?;
    let offer = Offer::of(&ctx.read(), "/requests/new", &Which::sent(&sent), false).await?;
    match ask(&ctx.state.office, &ctx.actor, &offer, &mut sent).await {
        Ok(asked) => Ok(Redirect::to(&urls::sent(&asked.tracking)).into_response()),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = request_page(&ctx, &offer, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// Keeps the files, then opens the case. What is wrong with files and with fields is told at once.
async fn ask(office: &Office, actor: &Actor, offer: &Offer, sent: &mut Sent) -> Result<Asked, Error> {
    let Some((definition, flow)) = &offer.chosen else { return Err(Error::invalid("request-what")) };
    let mut request = Request {
        procedure: definition.code.clone(),
        flow: flow.clone(),
        data: fields::filled(offer.fields(), sent),
        name: sent.get("name").to_owned(),
        contact: sent.get("contact").to_owned(),
        ..Request::default()
    };
    let mut with_files = fields::file_fields(offer.fields());
    with_files.push("files");
    let kept = fields::uploads(office, sent, &with_files).await;
    let mut tx = office.write(actor).await?;
    match kept {
        Ok(uploads) => {
            request.uploads = uploads;
            let asked = desk::ask(&mut tx, request).await?;
            tx.commit().await?;
            Ok(asked)
        }
        Err(wrong) => Err(match desk::ask(&mut tx, request).await {
            Err(more) if more.kind == Kind::Invalid => {
                Error { fields: more.fields.into_iter().chain(wrong.fields).collect(), ..more }
            }
            Ok(_) | Err(_) => wrong,
        }),
    }
}

/// Says the number at once, to whoever holds the secret of the case.
pub(crate) async fn sent(guest: Guest, Path(token): Path<String>) -> Answer {
    let (read, case) = tracked(&guest, &token).await?;
    let case_href = match &guest.signed {
        Some((actor, _)) => {
            let seen = cases::query::get(&guest.state.office.read(actor), case.id).await;
            seen.ok().map(|case| urls::case(case.id))
        }
        None => None,
    };
    let ahead = desk::ahead(&read, case.id).await?;
    let view = cases::query::view_of(&read, case).await?;
    let page = RequestSent {
        number: view.case.number.clone(),
        track: format!("{}{}", guest.state.office.public_url, urls::track(&token)),
        case_href,
        ahead: i64::try_from(ahead).unwrap_or(i64::MAX),
        steps: way(&view),
    };
    guest.page(&page).await
}

pub(crate) async fn track(guest: Guest, Path(token): Path<String>) -> Answer {
    let (read, case) = tracked(&guest, &token).await?;
    let view = cases::query::view_of(&read, case).await?;
    let (mood, state) = case_state(&view.case, &view.definition);
    let page = Track {
        number: view.case.number.clone(),
        kind: view.case.subject.clone(),
        unit: view.names.units.get(&view.case.unit_id).cloned().unwrap_or_default(),
        asked: view.case.opened_at,
        mood,
        state: kernel::text::say(guest.locale, &state),
        steps: way(&view),
        messages: messages(&view),
    };
    guest.page(&page).await
}

/// The case of a tracking link, read for its own institution; NotFound for a link that leads to none.
async fn tracked(guest: &Guest, token: &str) -> Result<(Read, Case), Error> {
    let office = &guest.state.office;
    let found = cases::query::tracked(&office.read(&Actor::system(Uuid::nil())), token).await?;
    let case = found.ok_or_else(|| Error::not_found("error-not-found"))?;
    Ok((office.read(&Actor::system(case.institution_id.0)), case))
}

/// What both sides wrote to each other: neither notes of the unit nor letters of third persons.
fn messages(view: &CaseView) -> Vec<Message> {
    let message = |(row, what): &(cases::Event, Happening)| match what {
        Happening::Free(Free::Replied { text, .. }) => Some(Message { ours: true, text: text.clone(), at: row.at }),
        Happening::Free(Free::Wrote { from, text, .. }) if *from == view.case.contact => {
            Some(Message { ours: false, text: text.clone(), at: row.at })
        }
        Happening::Free(_) | Happening::Engine(_) => None,
    };
    view.history.iter().filter_map(message).collect()
}

/// The manual's rows as somebody outside the unit sees them: no names, no rules of the house.
fn way(view: &CaseView) -> Vec<WayStep> {
    let (rows, _) = cases::query::progress(view);
    let state = |progress| match progress {
        Progress::Done => Some(StepState::Done),
        Progress::Current => Some(StepState::Now),
        Progress::Ahead => Some(StepState::Todo),
        Progress::Rule => None,
    };
    let step = |row: cases::query::StepRow| {
        let step = view.definition.step(&row.step)?;
        // Beginning and end of the table are no step of anybody.
        let no = step.number.clone().filter(|_| step.kind == StepKind::Task)?;
        Some(WayStep { no, text: step.name().to_owned(), state: state(row.progress)?, at: row.at })
    };
    rows.into_iter().filter_map(step).collect()
}

/// Who asks at the public form, and where.
async fn public(guest: &Guest, slug: &str) -> Result<(Actor, Read), Error> {
    let (_, actor) = desk::public_institution(&guest.state.office, slug, guest.locale).await?;
    let read = guest.state.office.read(&actor);
    Ok((actor, read))
}

pub(crate) async fn help_form(guest: Guest, Path(slug): Path<String>, Query(which): Query<Which>) -> Answer {
    let (_, read) = public(&guest, &slug).await?;
    let offer = Offer::of(&read, &urls::help(&slug), &which, true).await?;
    let page = help_page(&read, slug, &offer, Form::default()).await?;
    guest.page(&page).await
}

async fn help_page(read: &Read, slug: String, offer: &Offer, form: Form) -> Result<Help, Error> {
    let specs = fields::specs(read, offer.fields()).await?;
    Ok(Help { slug, form: form.in_order(&specs), procedure: offer.title(), others: offer.all.clone(), fields: specs })
}

pub(crate) async fn help(guest: Guest, Path(slug): Path<String>, mut sent: Sent) -> Answer {
    let (actor, read) = public(&guest, &slug).await?;
    if !guest.state.public.let_pass(&guest.address, guest.state.office.now()) {
        return Err(Refusal::too_many());
    }
    let offer = Offer::of(&read, &urls::help(&slug), &Which::sent(&sent), true).await?;
    match ask(&guest.state.office, &actor, &offer, &mut sent).await {
        Ok(asked) => Ok(Redirect::to(&urls::sent(&asked.tracking)).into_response()),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = help_page(&read, slug, &offer, form).await?;
            guest.page_as(status, &page).await
        }
    }
}

/// One's own requests, latest first.
pub(crate) async fn home(ctx: Ctx, Query(after): Query<After>) -> Answer {
    let read = ctx.read();
    let page = cases::query::my_cases(&read, after.after.as_deref()).await?;
    let names = people::query::person_names(&read, page.rows.iter().filter_map(|c| c.owner_id)).await?;
    let mut mine = Vec::with_capacity(page.rows.len());
    for case in page.rows {
        let version = procedures::query::get_version(&read, case.definition_id).await?;
        let definition = procedures::query::definition(&version)?;
        let (mood, state) = case_state(&case, &definition);
        let step = case.step.as_deref().and_then(|id| definition.step(id));
        let signs = step.is_some_and(|s| s.signs.is_some());
        mine.push(MyCase {
            href: urls::case(case.id),
            mood,
            state: ctx.say(state),
            sign_href: if signs { to_sign(&read, case.id).await? } else { None },
            technician: case.owner_id.filter(|o| Some(o.0) != ctx.actor.person).and_then(|o| names.get(&o).cloned()),
            number: case.number,
            kind: case.subject,
            detail: case.detail,
            at: case.opened_at,
        });
    }
    let to_read = manuals::readings::to_read(&read).await?.into_iter();
    let to_read = to_read.map(|(m, _)| (urls::manual(m.id), m.title, m.edition)).collect();
    // Who works cases has the queue for it.
    let tasks = if ctx.may(Permit::WorkCases) { Vec::new() } else { super::queue::waiting_for_me(&read).await? };
    ctx.page(&Home { to_read, tasks, cases: mine, next: urls::after("/?mine", page.next.as_deref()) }).await
}

/// Where the paper of the case that waits for its signature is signed.
async fn to_sign(read: &Read, case: CaseId) -> Result<Option<String>, Error> {
    let papers = papers::query::of_case(read, case).await?;
    Ok(papers.into_iter().find(|p| p.status == PaperStatus::Issued).map(|p| urls::sign(p.id)))
}
