//! What the reader is told: the list, read, acknowledged.

use super::Id;
use crate::{
    ctx::Ctx,
    error::Answer,
    urls,
    view::{NoticeRow, Notices as NoticesPage},
};
use axum::extract::Query;
use domain::{
    CaseId, NoticeId,
    notices::{self, Notice},
};
use kernel::{Result, page::Page};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Where each of the two lists begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Places {
    unread: Option<String>,
    read: Option<String>,
}

pub(crate) async fn index(ctx: Ctx, Query(places): Query<Places>) -> Answer {
    let read = ctx.read();
    let (unread, unread_next) = list(&ctx, notices::query::list_unread(&read, places.unread.as_deref()).await?).await?;
    let (seen, read_next) = list(&ctx, notices::query::list_read(&read, places.read.as_deref()).await?).await?;
    let at = |name: &str, next: Option<String>| {
        next.map_or_else(String::new, |n| format!("/notices?{name}={}", urls::encode(&n)))
    };
    ctx.page(&NoticesPage {
        unread,
        unread_next: at("unread", unread_next),
        read: seen,
        read_next: at("read", read_next),
    })
    .await
}

async fn list(ctx: &Ctx, page: Page<Notice>) -> Result<(Vec<NoticeRow>, Option<String>)> {
    let cases = page.rows.iter().filter_map(|n| n.case_id);
    let open: BTreeSet<CaseId> = notices::query::openable(&ctx.read(), cases).await?;
    let row = |n: Notice| NoticeRow {
        id: n.id.to_string(),
        what: ctx.say(notices::model::words(&n, ctx.locale)),
        href: n.case_id.filter(|c| open.contains(c)).map(urls::case),
        at: n.at,
        asks: n.asks && n.acknowledged_at.is_none(),
        acknowledged: n.acknowledged_at,
    };
    let page = page.map(row);
    Ok((page.rows, page.next))
}

pub(crate) async fn read(ctx: Ctx, Id(id): Id<NoticeId>) -> Answer {
    let mut tx = ctx.write().await?;
    notices::read(&mut tx, id).await?;
    tx.commit().await?;
    ctx.done("/notices", "notice-marked")
}

pub(crate) async fn read_all(ctx: Ctx) -> Answer {
    let mut tx = ctx.write().await?;
    notices::read_all(&mut tx).await?;
    tx.commit().await?;
    ctx.done("/notices", "notice-all-marked")
}

pub(crate) async fn acknowledge(ctx: Ctx, Id(id): Id<NoticeId>) -> Answer {
    let mut tx = ctx.write().await?;
    match notices::acknowledge(&mut tx, id).await {
        Ok(()) => {
            tx.commit().await?;
            ctx.done("/notices", "notice-acknowledged")
        }
        Err(e) => ctx.refused("/notices", e),
    }
}
