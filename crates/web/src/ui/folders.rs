//! The folders of the months.

use super::{After, Id, files::pdf, words::paper_state};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{FolderLine, FolderRow, FolderShow, FoldersIndex, Form},
};
use axum::extract::Query;
use domain::{FolderId, papers, people};
use kernel::{Error, page::LIMIT, permit::Permit, sheet::Paper as Sheet};

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

pub(crate) async fn index(ctx: Ctx, Query(after): Query<After>) -> Answer {
    let page = papers::query::list_folders(&ctx.read(), after.after.as_deref()).await?;
    let next = urls::after("/folders", page.next.as_deref());
    let folders = page.rows.into_iter().map(|line| FolderLine {
        href: urls::folder(line.folder.id),
        title: line.folder.title,
        month: line.folder.month,
        papers: count(line.papers),
        unsigned: count(line.unsigned),
        location: Some(line.folder.location).filter(|l| !l.is_empty()),
    });
    ctx.page(&FoldersIndex { folders: folders.collect(), next }).await
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<FolderId>, Query(after): Query<After>) -> Answer {
    let page = folder(&ctx, id, &after, None).await?;
    ctx.page(&page).await
}

async fn folder(ctx: &Ctx, id: FolderId, after: &After, form: Option<Form>) -> Result<FolderShow, Error> {
    let read = ctx.read();
    let folder = papers::query::get_folder(&read, id).await?;
    let page = papers::query::folder_papers(&read, id, after.after.as_deref(), LIMIT).await?;
    let units = people::query::unit_names(&read).await?;
    let unsigned = papers::query::unsigned(&read, id).await?.len();
    let rows = page.rows.into_iter().map(|filed| {
        let (mood, state) = paper_state(&filed.paper);
        FolderRow {
            case_href: urls::case(filed.case.id),
            unit: units.get(&filed.case.unit_id).cloned().unwrap_or_default(),
            technician: attendant(&filed.paper.sheet),
            issued: filed.paper.issued_at,
            mood,
            state: ctx.say(state),
            pdf: match filed.paper.signed_sha256 {
                Some(_) => urls::signed_paper(filed.paper.id),
                None => urls::paper(filed.paper.id),
            },
            number: filed.paper.number,
            requester: filed.case.requester_name,
        }
    });
    Ok(FolderShow {
        href: urls::folder(id),
        title: folder.title,
        month: folder.month,
        rows: rows.collect(),
        unsigned: i64::try_from(unsigned).unwrap_or(i64::MAX),
        form: form.unwrap_or_else(|| Form::default().with("location", folder.location.as_str())),
        may_file: ctx.may(Permit::FilePapers),
        location: folder.location,
        next: urls::after(&urls::folder(id), page.next.as_deref()),
    })
}

/// Who attended, as the frozen paper says: the second to sign.
fn attendant(frozen: &str) -> String {
    match serde_json::from_str(frozen) {
        Ok(Sheet::Ticket(ticket)) => ticket.signatures.into_iter().nth(1).map(|s| s.name).unwrap_or_default(),
        Ok(Sheet::Document(_) | Sheet::FolderIndex(_) | Sheet::SpineLabel(_) | Sheet::Book(_)) | Err(_) => {
            String::new()
        }
    }
}

pub(crate) async fn set_location(ctx: Ctx, Id(id): Id<FolderId>, sent: Sent) -> Answer {
    let mut tx = ctx.write().await?;
    match papers::set_location(&mut tx, id, sent.get("location")).await {
        Ok(()) => {
            tx.commit().await?;
            ctx.done(&urls::folder(id), "folder-location-kept")
        }
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = folder(&ctx, id, &After::default(), Some(form)).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn index_pdf(ctx: Ctx, Id(id): Id<FolderId>) -> Answer {
    Ok(pdf("indice", papers::index_pdf(&ctx.state.office, &ctx.actor, id).await?))
}

pub(crate) async fn spine_pdf(ctx: Ctx, Id(id): Id<FolderId>) -> Answer {
    Ok(pdf("lomo", papers::spine_pdf(&ctx.state.office, &ctx.actor, id).await?))
}

pub(crate) async fn bound_pdf(ctx: Ctx, Id(id): Id<FolderId>) -> Answer {
    Ok(pdf("folder", papers::bound_pdf(&ctx.state.office, &ctx.actor, id).await?))
}
