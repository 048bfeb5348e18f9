//! Manuals and their versions: the list, one version, and the acts that move it on.

use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    ui::{After, Id, procedures::packs},
    urls,
    view::{Form, LawFlag, ManualApproval, ManualChange, ManualFact, ManualPart, ManualRow, ManualShow, ManualsIndex},
};
use axum::extract::Query;
use domain::{
    ManualId, Read, Tx, laws,
    manuals::{self, ApprovalDraft, Manual, ManualStatus, findings, readings},
};
use kernel::{Error, Result, permit::Permit};

pub(crate) async fn index(ctx: Ctx, Query(after): Query<After>) -> Answer {
    let page = listed(&ctx, after.after.as_deref(), Form::default()).await?;
    ctx.page(&page).await
}

async fn listed(ctx: &Ctx, after: Option<&str>, form: Form) -> Result<ManualsIndex> {
    let page = manuals::query::list(&ctx.read(), after).await?;
    let manages = ctx.may(Permit::ManageProcedures);
    Ok(ManualsIndex {
        next: urls::after("/manuals", page.next.as_deref()),
        rows: page.rows.into_iter().map(row).collect(),
        manages,
        form,
        packs: if manages { packs() } else { Vec::new() },
    })
}

pub(crate) fn row(manual: Manual) -> ManualRow {
    let (mood, state) = standing(manual.status);
    ManualRow {
        href: urls::manual(manual.id),
        at: manual.in_force_at.unwrap_or(manual.created_at),
        title: manual.title,
        edition: manual.edition,
        mood,
        state: state.to_owned(),
    }
}

fn standing(status: ManualStatus) -> (&'static str, &'static str) {
    match status {
        ManualStatus::Draft => ("wait", "manual-state-draft"),
        ManualStatus::Reviewed => ("wait", "manual-state-reviewed"),
        ManualStatus::Approved => ("wait", "manual-state-approved"),
        ManualStatus::InForce => ("good", "manual-state-in_force"),
        ManualStatus::Superseded => ("quiet", "manual-state-superseded"),
        ManualStatus::Expired => ("bad", "manual-state-expired"),
    }
}

/// Begins a draft: from a pack when one is chosen, else empty with a title.
pub(crate) async fn create(ctx: Ctx, sent: Sent) -> Answer {
    let begun = async {
        let mut tx = ctx.write().await?;
        let draft = match sent.some("pack") {
            Some(pack) => manuals::draft_from_pack(&mut tx, &pack).await?,
            None => manuals::draft_empty(&mut tx, sent.get("title")).await?,
        };
        tx.commit().await?;
        Ok(draft.id)
    };
    match begun.await {
        Ok(id) => ctx.done(&urls::manual(id), "manual-was-drafted"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = listed(&ctx, None, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// `…/manual.pdf`: the official manual of this version.
pub(crate) async fn pdf(ctx: Ctx, Id(id): Id<ManualId>) -> Answer {
    let (name, bytes) = manuals::pdf(&ctx.state.office, &ctx.actor, id).await?;
    Ok(super::files::pdf(&name, bytes))
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<ManualId>) -> Answer {
    let page = one(&ctx, id, Form::default()).await?;
    ctx.page(&page).await
}

async fn one(ctx: &Ctx, id: ManualId, form: Form) -> Result<ManualShow> {
    let read = ctx.read();
    let manual = manuals::get(&read, id).await?;
    let parts = manuals::parts(&read, id).await?;
    let draft = manual.status == ManualStatus::Draft;
    let manages = ctx.may(Permit::ManageProcedures);
    let (errors, questions) = if draft {
        let open = findings::of(&manual, &parts, &findings::facts(&read).await?);
        (count(open.errors), count(open.questions.len()))
    } else {
        (0, 0)
    };
    let mine = readings::own(&read, id).await?;
    let asked = mine.as_ref().is_some_and(|r| r.read_at.is_none());
    let holds = matches!(manual.status, ManualStatus::InForce | ManualStatus::Expired);
    let next = match manual.status {
        ManualStatus::Draft if parts.is_empty() || errors + questions > 0 => "fix",
        ManualStatus::Draft if manual.errata_of.is_some() => "correct",
        ManualStatus::Draft => "review",
        ManualStatus::Reviewed => "approve",
        ManualStatus::Approved => "wait",
        ManualStatus::InForce | ManualStatus::Expired if asked => "read",
        ManualStatus::InForce | ManualStatus::Expired | ManualStatus::Superseded => "",
    };
    let (mood, state) = standing(manual.status);
    let others = manuals::query::versions(&read, &manual.code).await?;
    let seen = |m: &Manual| m.id != id && (manages || m.in_force_at.is_some());
    let laws = laws::query::open(&read).await?.into_iter().filter(|o| o.manual == Some(id));
    Ok(ManualShow {
        id: id.to_string(),
        edition: manual.edition,
        mood,
        state: state.to_owned(),
        facts: facts(ctx, &manual).await?,
        unapproved: holds && manual.approved_at.is_none(),
        next: if manages || next == "read" { next } else { "" },
        errors,
        questions,
        procedures: parts.iter().map(|p| part(&manual, draft && manages, p)).collect(),
        manages,
        draft,
        reviewed: manual.status == ManualStatus::Reviewed,
        in_force: manual.status == ManualStatus::InForce,
        asked,
        read_at: mine.and_then(|r| r.read_at),
        readers: readers(ctx, &read, id, holds).await?,
        changes: changes(&manual),
        versions: others.into_iter().filter(seen).map(row).collect(),
        laws: laws.map(flag).collect(),
        title: manual.title,
        form,
    })
}

pub(crate) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A changed law that asks for a review, as a line of a page.
pub(crate) fn flag(open: laws::query::ToReview) -> LawFlag {
    LawFlag {
        href: urls::law(open.law.id),
        law: open.law.name,
        procedure: open.title,
        what: open.change.what,
        on: open.change.changed_on,
    }
}

async fn readers(ctx: &Ctx, read: &Read, id: ManualId, holds: bool) -> Result<Option<(i64, i64)>> {
    let may = [Permit::ManageProcedures, Permit::SeeReports, Permit::SeeAudit].into_iter().any(|p| ctx.may(p));
    if !may || !holds {
        return Ok(None);
    }
    let all = readings::readers(read, id).await?;
    let done = all.iter().filter(|(_, r)| r.read_at.is_some()).count();
    Ok(Some((count(done), count(all.len()))))
}

fn part(manual: &Manual, editable: bool, part: &manuals::Part) -> ManualPart {
    let title = procedure::yaml::load(&part.source).ok();
    let title = title.and_then(|root| root.text_of("titulo").map(str::to_owned)).filter(|t| !t.is_empty());
    let shown = manual.in_force_at.is_some();
    ManualPart {
        href: if editable || !shown { urls::manual_part(manual.id, &part.code) } else { urls::procedure(&part.code) },
        title: title.unwrap_or_else(|| part.code.clone()),
        code: part.code.clone(),
    }
}

fn changes(manual: &Manual) -> Vec<ManualChange> {
    let lines = procedure::parse_manual(&manual.source).0.map(|m| m.changes).unwrap_or_default();
    lines.into_iter().map(|c| ManualChange { version: c.version, since: c.since, note: c.note }).collect()
}

/// What is known about the version, in words.
async fn facts(ctx: &Ctx, manual: &Manual) -> Result<Vec<ManualFact>> {
    let zone = ctx.zone().await?;
    let at = |at| zone.format(at, ctx.locale);
    let day = |day| kernel::time::format_date(day, ctx.locale);
    let mut facts = vec![ManualFact {
        key: "manual-fact-drafted",
        value: format!("{} · {}", at(manual.created_at), manual.created_by),
    }];
    let mut add = |key, value: Option<String>| facts.extend(value.map(|value| ManualFact { key, value }));
    add("manual-fact-file", Some(manual.file_name.clone()).filter(|f| !f.is_empty()));
    add("manual-fact-notes", Some(manual.notes.clone()).filter(|n| !n.is_empty()));
    add("manual-fact-reviewed", manual.reviewed_at.map(at));
    add("manual-fact-approved", manual.approved_at.map(at));
    let approval = procedure::parse_manual(&manual.source).0.and_then(|m| m.approval);
    add(
        "manual-fact-act",
        approval.map(|a| format!("{} · {} · {} · {}", a.minutes, a.resolution, a.body, day(a.approved_on))),
    );
    add("manual-fact-from", manual.valid_from.map(day));
    add("manual-fact-since", manual.in_force_at.map(at));
    add("manual-fact-term", manual.term_until.map(day));
    add("manual-fact-ended", manual.ended_at.map(at));
    add("manual-fact-hash", manual.sha256.clone());
    Ok(facts)
}

/// Does one act on a version and goes back to its page; a refused field stands on it.
async fn act(
    ctx: Ctx,
    id: ManualId,
    sent: &Sent,
    said: &'static str,
    act: impl AsyncFnOnce(&mut Tx) -> Result<ManualId>,
) -> Answer {
    let done = async {
        let mut tx = ctx.write().await?;
        let shown = act(&mut tx).await?;
        tx.commit().await?;
        Ok::<_, Error>(shown)
    };
    match done.await {
        Ok(shown) => ctx.done(&urls::manual(shown), said),
        Err(e) if e.fields.is_empty() => ctx.refused(&urls::manual(id), e),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = one(&ctx, id, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn review(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    act(ctx, id, &sent, "manual-was-reviewed", async |tx| manuals::review(tx, id).await.map(|()| id)).await
}

pub(crate) async fn return_to_draft(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    let reason = sent.get("reason").to_owned();
    act(ctx, id, &sent, "manual-was-returned", async |tx| manuals::return_to_draft(tx, id, &reason).await.map(|()| id))
        .await
}

/// The next version, or with `errata` a correction of words.
pub(crate) async fn version(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    let (notes, errata) = (sent.get("notes").to_owned(), sent.get("errata") == "on");
    act(ctx, id, &sent, "manual-was-drafted", async |tx| {
        let draft = if errata {
            manuals::draft_errata(tx, id, &notes).await?
        } else {
            manuals::draft_from(tx, id, &notes).await?
        };
        Ok(draft.id)
    })
    .await
}

pub(crate) async fn correct(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    act(ctx, id, &sent, "manual-was-corrected", async |tx| manuals::correct(tx, id).await.map(|()| id)).await
}

pub(crate) async fn read(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    act(ctx, id, &sent, "manual-was-read", async |tx| readings::acknowledge(tx, id).await.map(|()| id)).await
}

pub(crate) async fn discard(ctx: Ctx, Id(id): Id<ManualId>) -> Answer {
    let mut tx = ctx.write().await?;
    match manuals::discard(&mut tx, id).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused(&urls::manual(id), e),
    }
    ctx.done("/manuals", "manual-was-discarded")
}

pub(crate) async fn approval(ctx: Ctx, Id(id): Id<ManualId>) -> Answer {
    let page = approval_page(&ctx, id, None).await?;
    ctx.page(&page).await
}

async fn approval_page(ctx: &Ctx, id: ManualId, form: Option<Form>) -> Result<ManualApproval> {
    ctx.actor.require(Permit::ManageProcedures)?;
    let manual = manuals::get(&ctx.read(), id).await?;
    let stands = match manual.status {
        ManualStatus::Reviewed => true,
        ManualStatus::InForce => manual.approved_at.is_none(),
        ManualStatus::Draft | ManualStatus::Approved | ManualStatus::Superseded | ManualStatus::Expired => false,
    };
    if !stands {
        return Err(Error::conflict("manual-not-now"));
    }
    let today = ctx.today().await?;
    let begin = Form::default().with("valid_from", today.to_string());
    Ok(ManualApproval {
        id: id.to_string(),
        title: manual.title,
        edition: manual.edition,
        later: manual.in_force_at.is_some(),
        form: form.unwrap_or(begin),
    })
}

pub(crate) async fn approve(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    let text = |name: &str| sent.get(name).to_owned();
    let draft = ApprovalDraft {
        minutes: text("minutes"),
        resolution: text("resolution"),
        body: text("body"),
        book: text("book"),
        session: text("session"),
        approved_on: text("approved_on"),
        hour: text("hour"),
        text: text("text"),
        signatories: text("signatories"),
        certified_by: text("certified_by"),
        certified_post: text("certified_post"),
        certified_on: text("certified_on"),
        valid_from: text("valid_from"),
    };
    let approved = async {
        let mut tx = ctx.write().await?;
        manuals::approve(&mut tx, id, &draft).await?;
        tx.commit().await
    };
    match approved.await {
        Ok(()) => ctx.done(&urls::manual(id), "manual-was-approved"),
        Err(e) if e.fields.is_empty() => ctx.refused(&urls::manual(id), e),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = approval_page(&ctx, id, Some(form)).await?;
            ctx.page_as(status, &page).await
        }
    }
}
