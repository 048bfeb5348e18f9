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
use domain::{FolderId, PersonId, papers, people};
use kernel::{Error, page::LIMIT, permit::Permit};

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
    let names = people::query::person_names(&read, page.rows.iter().filter_map(|f| f.attendant)).await?;
    let name = |id: Option<PersonId>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let rows = (1i64..).zip(page.rows).map(|(n, filed)| {
        let (mood, state) = paper_state(&filed.paper);
        FolderRow {
            n,
            number: filed.paper.number.clone(),
            case_href: urls::case(filed.case.id),
            unit: units.get(&filed.case.unit_id).cloned().unwrap_or_default(),
            requester: filed.case.requester_name.clone(),
            technician: name(filed.attendant),
            issued: filed.paper.issued_at,
            mood,
            state: ctx.say(state),
            pdf: if filed.paper.signed_sha256.is_some() { urls::signed_paper(filed.paper.id) } else { urls::paper(filed.paper.id) },
        }
    });
    let rows: Vec<FolderRow> = rows.collect();
    let unsigned = i64::try_from(papers::query::unsigned(&read, id).await?.len()).unwrap_or(i64::MAX);
    Ok(FolderShow {
        href: urls::folder(id),
        title: folder.title,
        next: urls::after(&urls::folder(id), page.next.as_deref()),
        month: folder.month,
        rows,
        unsigned,
        form: form.unwrap_or_else(|| Form::default().with("location", folder.location)),
        may_file: ctx.may(Permit::FilePapers),
    })
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
