//! The normograma.

use super::manuals::flag;
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    ui::{After, Id},
    urls,
    view::{Choice, Form, LawChangeRow, LawLinkRow, LawRow, LawShow, LawsIndex},
};
use axum::extract::Query;
use domain::{
    LawChangeId, LawId, Tx,
    laws::{self, ChangeDraft, LawDraft},
    procedures,
};
use kernel::{Error, Result, permit::Permit};
use std::collections::BTreeMap;

pub(crate) async fn index(ctx: Ctx, Query(after): Query<After>) -> Answer {
    let page = listed(&ctx, after.after.as_deref(), Form::default()).await?;
    ctx.page(&page).await
}

async fn listed(ctx: &Ctx, after: Option<&str>, form: Form) -> Result<LawsIndex> {
    let read = ctx.read();
    let page = laws::query::list(&read, after).await?;
    let row = |law: laws::Law| LawRow {
        href: urls::law(law.id),
        name: law.name,
        level: law.level,
        since_on: law.since_on,
        repealed_on: law.repealed_on,
    };
    Ok(LawsIndex {
        next: urls::after("/laws", page.next.as_deref()),
        rows: page.rows.into_iter().map(row).collect(),
        flags: laws::query::open(&read).await?.into_iter().map(flag).collect(),
        manages: ctx.may(Permit::ManageProcedures),
        form,
    })
}

fn draft(sent: &Sent) -> LawDraft {
    LawDraft {
        name: sent.get("name").to_owned(),
        level: sent.get("level").to_owned(),
        since_on: sent.get("since_on").to_owned(),
        repealed_on: sent.get("repealed_on").to_owned(),
        notes: sent.get("notes").to_owned(),
    }
}

pub(crate) async fn create(ctx: Ctx, sent: Sent) -> Answer {
    let added = async {
        let mut tx = ctx.write().await?;
        let id = laws::add(&mut tx, &draft(&sent)).await?;
        tx.commit().await?;
        Ok(id)
    };
    match added.await {
        Ok(id) => ctx.done(&urls::law(id), "law-was-added"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = listed(&ctx, None, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// Which of the page's forms was refused.
enum Refused {
    None,
    Law(Form),
    Link(Form),
    Change(Form),
    Dismissal(String, Form),
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<LawId>) -> Answer {
    let page = one(&ctx, id, Refused::None).await?;
    ctx.page(&page).await
}

async fn one(ctx: &Ctx, id: LawId, refused: Refused) -> Result<LawShow> {
    let read = ctx.read();
    let law = laws::query::get(&read, id).await?;
    let in_force = procedures::query::list_in_force(&read).await?;
    let titles: BTreeMap<String, String> = in_force.into_iter().map(|v| (v.code, v.title)).collect();
    let link = |l: laws::LawLink| LawLinkRow {
        title: titles.get(&l.procedure).unwrap_or(&l.procedure).clone(),
        code: l.procedure,
        articles: l.articles,
    };
    let day = |day: Option<kernel::time::Date>| day.map(|d| d.to_string()).unwrap_or_default();
    let stands = Form::default()
        .with("name", &law.name)
        .with("level", &law.level)
        .with("since_on", day(law.since_on))
        .with("repealed_on", day(law.repealed_on))
        .with("notes", &law.notes);
    let mut page = LawShow {
        id: id.to_string(),
        links: laws::query::links(&read, id).await?.into_iter().map(link).collect(),
        changes: changes(ctx, id, &titles).await?,
        manages: ctx.may(Permit::ManageProcedures),
        procedures: titles.iter().map(|(code, title)| Choice::new(code, title)).collect(),
        name: law.name,
        level: law.level,
        notes: law.notes,
        since_on: law.since_on,
        repealed_on: law.repealed_on,
        form: stands,
        link: Form::new("l"),
        change: Form::new("c"),
    };
    match refused {
        Refused::None => {}
        Refused::Law(form) => page.form = form,
        Refused::Link(form) => page.link = page.link.over(&form),
        Refused::Change(form) => page.change = page.change.over(&form),
        Refused::Dismissal(change, form) => {
            for row in page.changes.iter_mut().filter(|c| c.id == change) {
                row.form = row.form.clone().over(&form);
            }
        }
    }
    Ok(page)
}

/// Ids of the forms of the changes.
const FORMS: [&str; 10] = ["d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8", "d9"];

async fn changes(ctx: &Ctx, id: LawId, titles: &BTreeMap<String, String>) -> Result<Vec<LawChangeRow>> {
    let read = ctx.read();
    let changes = laws::query::changes(&read, id).await?;
    let open = laws::query::open(&read).await?;
    let dismissed = laws::query::dismissals(&read, &changes).await?;
    let titled = |code: &str| titles.get(code).cloned().unwrap_or_else(|| code.to_owned());
    let row = |(change, form): (laws::LawChange, &'static str)| LawChangeRow {
        id: change.id.to_string(),
        on: change.changed_on,
        open: open
            .iter()
            .filter(|o| o.change.id == change.id)
            .map(|o| (o.procedure.clone(), o.title.clone()))
            .collect(),
        dismissed: dismissed
            .iter()
            .filter(|d| d.change_id == change.id)
            .map(|d| (d.by_name.clone(), titled(&d.procedure), d.reason.clone()))
            .collect(),
        what: change.what,
        source: change.source,
        by: change.by_name,
        form: Form::new(form),
    };
    Ok(changes.into_iter().zip(FORMS).map(row).collect())
}

/// Does one act on a law and goes back to its page; a refused form stands on it.
async fn act(
    ctx: Ctx,
    id: LawId,
    said: &'static str,
    typed: Vec<(String, String)>,
    refused: impl FnOnce(Form) -> Refused,
    act: impl AsyncFnOnce(&mut Tx) -> Result<()>,
) -> Answer {
    let done = async {
        let mut tx = ctx.write().await?;
        act(&mut tx).await?;
        tx.commit().await
    };
    match done.await {
        Ok(()) => ctx.done(&urls::law(id), said),
        Err(e) if e.fields.is_empty() => ctx.refused(&urls::law(id), e),
        Err(e) => {
            let (status, form) = again(Form::default().typed(typed), e)?;
            let page = one(&ctx, id, refused(form)).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn edit(ctx: Ctx, Id(id): Id<LawId>, sent: Sent) -> Answer {
    act(ctx, id, "law-was-saved", sent.typed(), Refused::Law, async |tx| laws::edit(tx, id, &draft(&sent)).await).await
}

pub(crate) async fn link(ctx: Ctx, Id(id): Id<LawId>, sent: Sent) -> Answer {
    let (procedure, articles) = (sent.get("procedure"), sent.get("articles"));
    act(ctx, id, "law-was-linked", sent.typed(), Refused::Link, async |tx| {
        laws::link(tx, id, procedure, articles).await
    })
    .await
}

pub(crate) async fn unlink(ctx: Ctx, Id(id): Id<LawId>, sent: Sent) -> Answer {
    act(ctx, id, "law-was-unlinked", sent.typed(), Refused::Link, async |tx| {
        laws::unlink(tx, id, sent.get("procedure")).await
    })
    .await
}

pub(crate) async fn change(ctx: Ctx, Id(id): Id<LawId>, sent: Sent) -> Answer {
    let draft = ChangeDraft {
        changed_on: sent.get("changed_on").to_owned(),
        what: sent.get("what").to_owned(),
        source: sent.get("source").to_owned(),
    };
    act(ctx, id, "law-was-changed", sent.typed(), Refused::Change, async |tx| laws::change(tx, id, &draft).await).await
}

/// A change does not touch a procedure.
pub(crate) async fn dismiss(ctx: Ctx, Id(id): Id<LawId>, sent: Sent) -> Answer {
    let which = sent.get("change").to_owned();
    let of = which.clone();
    act(
        ctx,
        id,
        "law-was-dismissed",
        sent.typed(),
        |form| Refused::Dismissal(of, form),
        async |tx| {
            let change: LawChangeId = which.parse().map_err(|_| Error::not_found("error-not-found"))?;
            laws::dismiss(tx, change, sent.get("procedure"), sent.get("reason")).await
        },
    )
    .await
}
