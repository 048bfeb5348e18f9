//! Cases: the page, and everything that is done on it.

use super::{
    Id,
    case_page::{Refused, has_form, page},
    fields,
};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::Form,
};
use axum::extract::Path;
use domain::{CaseId, PersonId, TaskId, Tx, cases};
use kernel::{Error, Kind};
use uuid::Uuid;

pub(crate) async fn show(ctx: Ctx, Id(id): Id<CaseId>) -> Answer {
    let page = page(&ctx, id, Refused::default()).await?;
    ctx.page(&page).await
}

/// After a form of the page was sent: back to the page with a word of what happened, or the form again.
async fn after(
    ctx: &Ctx,
    id: CaseId,
    form: &'static str,
    sent: &Sent,
    done: Result<(), Error>,
    word: &'static str,
) -> Answer {
    let error = match done {
        Ok(()) => return ctx.done(&urls::case(id), word),
        Err(e) => e,
    };
    if crate::ctx::form_status(&error).is_none() {
        return Err(error.into());
    }
    if !has_form(&page(ctx, id, Refused::default()).await?, form) {
        return ctx.refused(&urls::case(id), error);
    }
    let (status, again) = again(Form::new(form).typed(sent.typed()), error)?;
    let page = page(ctx, id, Refused::with(again)).await?;
    ctx.page_as(status, &page).await
}

/// Does a step: its form, its answer, its files.
pub(crate) async fn complete(ctx: Ctx, Id((id, task)): Id<(CaseId, TaskId)>, mut sent: Sent) -> Answer {
    let done = completed(&ctx, id, task, &mut sent).await;
    after(&ctx, id, "work", &sent, done, "case-step-done").await
}

async fn completed(ctx: &Ctx, id: CaseId, task: TaskId, sent: &mut Sent) -> Result<(), Error> {
    let view = cases::query::view(&ctx.read(), id).await?;
    let open = view.tasks.iter().find(|t| t.id == task).and_then(|t| view.definition.step(&t.step));
    let step = open.ok_or_else(|| Error::conflict("task-over"))?;
    let data = fields::filled(&step.form, sent);
    let answer = step.decision.as_ref().filter(|d| d.by.is_none()).and_then(|_| sent.some("answer"));
    let uploads = fields::uploads(&ctx.state.office, sent, &fields::file_fields(&step.form)).await?;
    let mut tx = ctx.write().await?;
    if !uploads.is_empty() {
        cases::attach(&mut tx, id, uploads).await?;
    }
    cases::complete(&mut tx, task, answer, data).await?;
    tx.commit().await
}

pub(crate) async fn arrive(ctx: Ctx, Id(id): Id<CaseId>) -> Answer {
    let mut tx = ctx.write().await?;
    match cases::arrive(&mut tx, id).await {
        Ok(_) => {
            tx.commit().await?;
            ctx.done(&urls::case(id), "case-arrived")
        }
        Err(e) => ctx.refused(&urls::case(id), e),
    }
}

pub(crate) async fn arrived(ctx: Ctx, Path((id, message)): Path<(String, String)>) -> Answer {
    let id: CaseId = id.parse()?;
    let mut tx = ctx.write().await?;
    match cases::arrived(&mut tx, id, &message).await {
        Ok(_) => {
            tx.commit().await?;
            ctx.done(&urls::case(id), "case-has-arrived")
        }
        Err(e) => ctx.refused(&urls::case(id), e),
    }
}

pub(crate) async fn note(ctx: Ctx, Id(id): Id<CaseId>, mut sent: Sent) -> Answer {
    let done = noted(&ctx, id, &mut sent).await;
    after(&ctx, id, "note", &sent, done, "case-noted").await
}

/// An answer to whoever asked, where they can read it.
pub(crate) async fn reply(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let mut tx = ctx.write().await?;
    let done = match cases::reply(&mut tx, id, sent.get("text")).await {
        Ok(_) => tx.commit().await,
        Err(e) => {
            drop(tx);
            Err(e)
        }
    };
    after(&ctx, id, "reply", &sent, done, "case-replied").await
}

/// A note, files, or both; refuses an empty form.
async fn noted(ctx: &Ctx, id: CaseId, sent: &mut Sent) -> Result<(), Error> {
    cases::query::get(&ctx.read(), id).await?;
    let uploads = fields::uploads(&ctx.state.office, sent, &["files"]).await?;
    let mut tx = ctx.write().await?;
    let text = sent.get("text");
    if !text.is_empty() || uploads.is_empty() {
        cases::note(&mut tx, id, text).await?;
    }
    if !uploads.is_empty() {
        cases::attach(&mut tx, id, uploads).await?;
    }
    tx.commit().await
}

pub(crate) async fn correct(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let done = corrected(&ctx, id, &sent).await;
    after(&ctx, id, "fix", &sent, done, "case-fixed").await
}

/// Corrects every field that was sent otherwise than recorded, all or none.
async fn corrected(ctx: &Ctx, id: CaseId, sent: &Sent) -> Result<(), Error> {
    let view = cases::query::view(&ctx.read(), id).await?;
    let can = cases::query::correctable(&ctx.actor, &view.definition, &view.state);
    if can.is_empty() {
        return Err(Error::forbidden("error-forbidden"));
    }
    let new = fields::filled(can, sent);
    let changed = new.into_iter().filter(|(field, value)| {
        let was = view.state.data.get(field).map_or("", String::as_str);
        same(was) != same(value)
    });
    let changed: Vec<(String, String)> = changed.collect();
    if changed.is_empty() {
        return Err(Error::invalid("case-nothing-changed"));
    }
    let mut tx = ctx.write().await?;
    for (field, value) in changed {
        cases::correct(&mut tx, id, field, value, sent.get("reason").to_owned()).await?;
    }
    tx.commit().await
}

/// Browsers send line ends of their own.
fn same(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

pub(crate) async fn release(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let reason = sent.get("reason").to_owned();
    let done = on_task(&ctx, id, async |tx, task| cases::release(tx, task, reason).await.map(drop)).await;
    after(&ctx, id, "release", &sent, done, "case-released").await
}

pub(crate) async fn assign(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let done = on_task(&ctx, id, async |tx, task| {
        let to: Result<PersonId, _> = sent.get("to").parse();
        // The verb says first whether this person may assign at all; nobody has the nil id.
        let whom = to.as_ref().copied().unwrap_or(PersonId(Uuid::nil()));
        match cases::assign(tx, task, whom, sent.get("reason").to_owned()).await {
            Err(e) if e.kind == Kind::Invalid && to.is_err() => Err(Error::field("to", "field-required")),
            other => other.map(drop),
        }
    })
    .await;
    after(&ctx, id, "assign", &sent, done, "case-assigned").await
}

/// A verb on the open task of the case.
async fn on_task(
    ctx: &Ctx,
    id: CaseId,
    verb: impl AsyncFnOnce(&mut Tx, TaskId) -> Result<(), Error>,
) -> Result<(), Error> {
    let view = cases::query::view(&ctx.read(), id).await?;
    let task = view.tasks.first().ok_or_else(|| Error::conflict("task-over"))?.id;
    let mut tx = ctx.write().await?;
    verb(&mut tx, task).await?;
    tx.commit().await
}

pub(crate) async fn suspend(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let done = suspended(&ctx, id, sent.get("reason")).await;
    after(&ctx, id, "suspend", &sent, done, "case-suspended").await
}

async fn suspended(ctx: &Ctx, id: CaseId, reason: &str) -> Result<(), Error> {
    let mut tx = ctx.write().await?;
    cases::suspend(&mut tx, id, reason.to_owned()).await?;
    tx.commit().await
}

pub(crate) async fn resume(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let done = resumed(&ctx, id).await;
    after(&ctx, id, "resume", &sent, done, "case-resumed").await
}

async fn resumed(ctx: &Ctx, id: CaseId) -> Result<(), Error> {
    let mut tx = ctx.write().await?;
    cases::resume(&mut tx, id).await?;
    tx.commit().await
}

pub(crate) async fn annul(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let done = annulled(&ctx, id, sent.get("reason")).await;
    after(&ctx, id, "annul", &sent, done, "case-annulled").await
}

async fn annulled(ctx: &Ctx, id: CaseId, reason: &str) -> Result<(), Error> {
    let mut tx = ctx.write().await?;
    cases::annul(&mut tx, id, reason.to_owned()).await?;
    tx.commit().await
}
