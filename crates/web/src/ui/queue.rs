//! The queue by order of arrival, live, and taking from it.

use super::Id;
use crate::{
    ctx::{Ctx, again},
    error::{Answer, Refusal},
    sent::Sent,
    urls,
    view::{CaseTake, Form, Mood, MyTask, Queue, QueueRow, QueueRows},
};
use axum::{
    extract::Query,
    response::{
        IntoResponse as _, Redirect,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{
    CaseId, InstitutionId, Read, TaskId, UnitId, Wake,
    cases::{self, query::CaseView},
    desk::{self, Mine},
    levels, people,
};
use futures_util::{Stream, StreamExt as _, future::ready};
use kernel::{Error, page::LIMIT, permit::Permit};
use serde::Deserialize;
use std::{collections::BTreeMap, convert::Infallible, time::Duration};
use tokio_stream::wrappers::{BroadcastStream, errors::BroadcastStreamRecvError};

/// The name that the page's script listens for.
const CHANGED: &str = "queue-changed";

/// A stream ends after a while and the browser opens it anew: so a session that ended is noticed.
const STREAM: Duration = Duration::from_secs(15 * 60);

/// A place in the queue, and how many stand before it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Place {
    after: Option<String>,
    #[serde(default)]
    before: i64,
}

type Units = BTreeMap<UnitId, String>;

pub(crate) async fn show(ctx: Ctx, Query(place): Query<Place>) -> Answer {
    let QueueRows { rows, can_take, next } = waiting(&ctx, &place).await?;
    let read = ctx.read();
    let units = people::query::unit_names(&read).await?;
    let live = at("/queue/rows", place.after.as_deref(), place.before);
    let mine = tasks(desk::mine(&read).await?, &units);
    let finish = tasks(desk::to_finish(&read).await?, &units);
    ctx.page(&Queue { mine, finish, live, rows, can_take, next }).await
}

pub(crate) async fn rows(ctx: Ctx, Query(place): Query<Place>) -> Answer {
    let page = waiting(&ctx, &place).await?;
    ctx.page(&page).await
}

async fn waiting(ctx: &Ctx, place: &Place) -> Result<QueueRows, Error> {
    let read = ctx.read();
    let page = desk::queue(&read, place.after.as_deref()).await?;
    let units = people::query::unit_names(&read).await?;
    let due = levels::query::due(&read, page.rows.iter().map(|w| w.case.id)).await?;
    let before = place.before.max(0);
    let rows = (before + 1..).zip(page.rows).map(|(turn, waiting)| QueueRow {
        id: waiting.case.id.to_string(),
        turn,
        number: waiting.case.number,
        unit: units.get(&waiting.case.unit_id).cloned().unwrap_or_default(),
        kind: waiting.case.subject,
        detail: waiting.case.detail,
        requester: waiting.case.requester_name,
        at: waiting.task.arrived_at,
        due: due.get(&waiting.case.id).copied(),
    });
    let rows = rows.collect();
    let next = page.next.map(|next| at("/queue", Some(&next), before + LIMIT.cast_signed())).unwrap_or_default();
    Ok(QueueRows { rows, can_take: ctx.may(Permit::WorkCases), next })
}

fn at(path: &str, after: Option<&str>, before: i64) -> String {
    match after {
        Some(place) => urls::after(&format!("{path}?before={before}"), Some(place)),
        None => path.to_owned(),
    }
}

fn tasks(mine: Vec<Mine>, units: &Units) -> Vec<MyTask> {
    let task = |mine: Mine| MyTask {
        href: urls::case(mine.case.id),
        number: mine.case.number,
        step: mine.step,
        unit: units.get(&mine.case.unit_id).cloned().unwrap_or_default(),
        requester: mine.case.requester_name,
        since: mine.task.owned_at.unwrap_or(mine.task.created_at),
    };
    mine.into_iter().map(task).collect()
}

/// What waits for somebody who has no queue: their own tasks, and those that are anybody's with their role.
pub(super) async fn waiting_for_me(read: &Read) -> Result<Vec<MyTask>, Error> {
    let units = people::query::unit_names(read).await?;
    let mine = desk::mine(read).await?.into_iter().chain(desk::to_finish(read).await?);
    Ok(tasks(mine.collect(), &units))
}

pub(crate) async fn take_next(ctx: Ctx) -> Answer {
    let mut tx = ctx.write().await?;
    let taken = desk::take_next(&mut tx).await?;
    tx.commit().await?;
    match taken {
        Some(case) => Ok(Redirect::to(&urls::case(case.id)).into_response()),
        None => ctx.go("/queue", Mood::Info, "queue-empty"),
    }
}

pub(crate) async fn take_form(ctx: Ctx, Id(id): Id<CaseId>) -> Answer {
    ctx.actor.require(Permit::WorkCases)?;
    match take_page(&ctx, id, Form::default()).await? {
        Some(page) => ctx.page(&page).await,
        // Nobody arrived before it, or it waits no longer: its own page says which.
        None => Ok(Redirect::to(&urls::case(id)).into_response()),
    }
}

async fn take_page(ctx: &Ctx, id: CaseId, form: Form) -> Result<Option<CaseTake>, Error> {
    let read = ctx.read();
    let view = cases::query::view(&read, id).await?;
    let ahead = i64::try_from(desk::ahead(&read, id).await?).unwrap_or(i64::MAX);
    let oldest = desk::queue(&read, None).await?.rows.into_iter().next();
    let Some(oldest) = oldest.filter(|_| ahead > 0 && free_task(&view).is_some()) else { return Ok(None) };
    Ok(Some(CaseTake {
        id: id.to_string(),
        unit: view.names.units.get(&view.case.unit_id).cloned().unwrap_or_default(),
        number: view.case.number,
        requester: view.case.requester_name,
        ahead,
        oldest: oldest.case.number,
        form,
    }))
}

/// The task of the case that nobody has.
fn free_task(view: &CaseView) -> Option<TaskId> {
    view.tasks.iter().find(|t| t.owner_id.is_none()).map(|t| t.id)
}

pub(crate) async fn take(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let view = cases::query::view(&ctx.read(), id).await?;
    let Some(task) = free_task(&view) else { return ctx.refused(&urls::case(id), Error::conflict("task-over")) };
    let mut tx = ctx.write().await?;
    let taken = desk::take(&mut tx, task, sent.some("reason")).await;
    match taken {
        Ok(_) => {
            tx.commit().await?;
            Ok(Redirect::to(&urls::case(id)).into_response())
        }
        Err(e) if e.fields.iter().any(|(field, _)| field == "reason") => {
            drop(tx);
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            match take_page(&ctx, id, form).await? {
                Some(page) => ctx.page_as(status, &page).await,
                None => Ok(Redirect::to(&urls::case(id)).into_response()),
            }
        }
        Err(e) => ctx.refused(&urls::case(id), e),
    }
}

/// Tells the page that the queue of its institution changed; the page then asks for the rows.
pub(crate) async fn live(ctx: Ctx) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refusal> {
    ctx.actor.require(Permit::WorkCases)?;
    let here = Wake::Queue(InstitutionId(ctx.actor.institution));
    let wakes = BroadcastStream::new(ctx.state.office.db.wakes());
    let ours = move |wake: &Result<Wake, BroadcastStreamRecvError>| match wake {
        Ok(wake) => *wake == here,
        // Some were missed: there may have been ours among them.
        Err(BroadcastStreamRecvError::Lagged(_)) => true,
    };
    let changes = wakes.filter(move |wake| ready(ours(wake))).map(|_| Ok(Event::default().event(CHANGED).data("1")));
    let closed = ctx.state.closed();
    let some_time = changes.take_until(async move {
        tokio::select! {
            () = tokio::time::sleep(STREAM) => {}
            () = closed => {}
        }
    });
    Ok(Sse::new(some_time).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}
