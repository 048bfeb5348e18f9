//! The text behind the table, and that of the manual itself: kept whatever the checks say about it.

use super::{Draft, checked, findings, preview_of, revision};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, EditorConflict, EditorHead, EditorPreview, EditorSource, Form},
};
use axum::{extract::Path, http::StatusCode};
use domain::{
    ManualId,
    manuals::{self, Manual},
};
use kernel::{Kind, Locale};
use uuid::Uuid;

/// What was typed, with plain line breaks. Blanks count.
fn typed(sent: &Sent) -> String {
    sent.raw("source").replace("\r\n", "\n")
}

pub(crate) async fn part_source(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let form = Form::default().with("source", draft.part.source.as_str());
    ctx.page(&part_page(ctx.locale, &draft, form)).await
}

fn part_page(locale: Locale, draft: &Draft, form: Form) -> EditorSource {
    let text = form.values.get("source").cloned().unwrap_or_default();
    let found = findings::placed(locale, &draft.here(), &text, &checked(&text, &draft.manual));
    let told = found.into_iter().map(|p| p.told).collect();
    EditorSource { head: draft.head(), form, whole: false, preview: preview_of(locale, &text, told) }
}

pub(crate) async fn save_part(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let (text, to) = (typed(&sent), format!("{}/source", draft.here()));
    if text.len() > procedure::parse::MAX_BYTES || text.trim().is_empty() {
        let key = if text.trim().is_empty() { "field-missing" } else { "manual-text-too-long" };
        let (status, form) = again(Form::default().with("source", text), kernel::Error::field("source", key))?;
        return ctx.page_as(status, &part_page(ctx.locale, &draft, form)).await;
    }
    draft.keep(&ctx, &sent, &text, &to).await
}

/// Where the manual's own text is, and what is called so.
fn manual_head(manual: &Manual) -> EditorHead {
    let here = urls::manual(manual.id);
    EditorHead {
        manual: Choice::new(here.clone(), manual.title.clone()),
        title: manual.title.clone(),
        revision: manual.version,
        here,
    }
}

fn manual_page(manual: &Manual, form: Form) -> EditorSource {
    let text = form.values.get("source").cloned().unwrap_or_default();
    EditorSource { head: manual_head(manual), form, whole: true, preview: manual_told(&text) }
}

fn manual_told(text: &str) -> EditorPreview {
    let found = procedure::parse_manual(text).1.iter().map(findings::told).collect();
    EditorPreview { found, flow: String::new(), flow_words: Vec::new() }
}

pub(crate) async fn manual_source(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let manual = manuals::get_draft(&ctx.read(), ManualId(id)).await?;
    let form = Form::default().with("source", manual.source.as_str());
    ctx.page(&manual_page(&manual, form)).await
}

pub(crate) async fn manual_preview(ctx: Ctx, Path(id): Path<Uuid>, sent: Sent) -> Answer {
    manuals::get_draft(&ctx.read(), ManualId(id)).await?;
    ctx.page(&manual_told(&typed(&sent))).await
}

pub(crate) async fn save_manual(ctx: Ctx, Path(id): Path<Uuid>, sent: Sent) -> Answer {
    let manual = manuals::get_draft(&ctx.read(), ManualId(id)).await?;
    let text = typed(&sent);
    let form = || Form::default().with("source", text.as_str());
    if text.trim().is_empty() {
        let (status, form) = again(form(), kernel::Error::field("source", "field-missing"))?;
        return ctx.page_as(status, &manual_page(&manual, form)).await;
    }
    let mut tx = ctx.write().await?;
    match manuals::save_manual_text(&mut tx, manual.id, &text, revision(&sent)).await {
        Ok(_) => tx.commit().await?,
        Err(e) if e.kind == Kind::Conflict => {
            let page = EditorConflict { head: manual_head(&manual), form: form(), theirs: manual.source.clone() };
            return ctx.page_as(StatusCode::CONFLICT, &page).await;
        }
        Err(e) => {
            let (status, form) = again(form(), e)?;
            return ctx.page_as(status, &manual_page(&manual, form)).await;
        }
    }
    ctx.done(&format!("{}/source", urls::manual(manual.id)), "editor-saved")
}
