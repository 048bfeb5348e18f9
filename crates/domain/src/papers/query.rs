//! Reads about papers, signatures, folders and scans. A paper is seen by whoever sees its case.

use super::{Folder, Paper, PaperStatus, Scan, Signature};
use crate::cases::{self, Case};
use db::{
    CaseId, FolderId, PaperId, ScanId, Source,
    entity::{cases as case_table, folder, paper, scan, signature},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::Permit,
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::BTreeMap;

/// NotFound unless the actor may see the paper's case.
pub async fn get(src: &impl Source, id: PaperId) -> Result<Paper> {
    let query = paper::Entity::find_by_id(id).filter(paper::Column::InstitutionId.eq(src.institution()));
    let found = src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    cases::query::get(src, found.case_id).await?;
    Ok(found)
}

/// The paper with that short code, if the actor may see it.
pub async fn find_by_code(src: &impl Source, code: &str) -> Result<Option<Paper>> {
    let query = paper::Entity::find()
        .filter(paper::Column::ShortCode.eq(code))
        .filter(paper::Column::InstitutionId.eq(src.institution()));
    match src.one(query).await? {
        Some(paper) => get(src, paper.id).await.map(Some),
        None => Ok(None),
    }
}

/// The papers of a case, latest edition first.
pub async fn of_case(src: &impl Source, case: CaseId) -> Result<Vec<Paper>> {
    let query = paper::Entity::find()
        .filter(paper::Column::CaseId.eq(case))
        .filter(paper::Column::InstitutionId.eq(src.institution()));
    src.all(query.order_by_asc(paper::Column::Document).order_by_desc(paper::Column::Edition)).await
}

/// All signatures on a paper, also the voided ones, latest first.
pub async fn signatures(src: &impl Source, paper: PaperId) -> Result<Vec<Signature>> {
    let query = signature::Entity::find()
        .filter(signature::Column::PaperId.eq(paper))
        .filter(signature::Column::InstitutionId.eq(src.institution()));
    src.all(query.order_by_desc(signature::Column::SignedAt).order_by_asc(signature::Column::Id)).await
}

pub async fn signature_in_force(src: &impl Source, paper: PaperId) -> Result<Option<Signature>> {
    Ok(signatures(src, paper).await?.into_iter().find(|s| s.voided_at.is_none()))
}

/// A folder in the list of months.
#[derive(Debug, Clone)]
pub struct FolderLine {
    pub folder: Folder,
    pub papers: u64,
    pub unsigned: u64,
    pub filed: u64,
}

/// The folders, latest month first, a page before `before`.
pub async fn list_folders(src: &impl Source, before: Option<&str>) -> Result<Page<FolderLine>> {
    src.require(Permit::SeeCases)?;
    let mut query = folder::Entity::find().filter(folder::Column::InstitutionId.eq(src.institution()));
    if let Some((month, id)) = before.and_then(|b| b.rsplit_once('|')) {
        let id: FolderId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(folder::Column::Month), Expr::col(folder::Column::Id)])
                .lt(Expr::tuple([Expr::value(month), Expr::value(id)])),
        );
    }
    let rows =
        src.all(query.order_by_desc(folder::Column::Month).order_by_desc(folder::Column::Id).limit(LIMIT + 1)).await?;
    let page = Page::cut(rows, LIMIT, |f| format!("{}|{}", f.month, f.id));
    let mut lines = Vec::with_capacity(page.rows.len());
    for folder in page.rows {
        let count = async |status: PaperStatus| {
            src.count(
                paper::Entity::find()
                    .filter(paper::Column::FolderId.eq(folder.id))
                    .filter(paper::Column::Status.eq(status)),
            )
            .await
        };
        let (unsigned, signed, filed) =
            (count(PaperStatus::Issued).await?, count(PaperStatus::Signed).await?, count(PaperStatus::Filed).await?);
        lines.push(FolderLine { papers: unsigned + signed + filed, unsigned, filed, folder });
    }
    Ok(Page { rows: lines, next: page.next })
}

pub async fn get_folder(src: &impl Source, id: FolderId) -> Result<Folder> {
    src.require(Permit::SeeCases)?;
    let query = folder::Entity::find_by_id(id).filter(folder::Column::InstitutionId.eq(src.institution()));
    src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

/// A paper in its folder, with the case it belongs to.
#[derive(Debug, Clone)]
pub struct Filed {
    pub paper: Paper,
    pub case: Case,
}

/// The papers of a folder by number and edition, voided ones too, a page after `after`; `limit` at most.
pub async fn folder_papers(src: &impl Source, id: FolderId, after: Option<&str>, limit: u64) -> Result<Page<Filed>> {
    get_folder(src, id).await?;
    let mut query = paper::Entity::find().filter(paper::Column::FolderId.eq(id));
    if let Some((number, edition)) = after.and_then(|a| a.rsplit_once('|')) {
        let edition: i64 = edition.parse().map_err(|_| Error::not_found("error-not-found"))?;
        query = query.filter(
            Expr::tuple([Expr::col(paper::Column::Number), Expr::col(paper::Column::Edition)])
                .gt(Expr::tuple([Expr::value(number), Expr::value(edition)])),
        );
    }
    let rows = src
        .all(query.order_by_asc(paper::Column::Number).order_by_asc(paper::Column::Edition).limit(limit + 1))
        .await?;
    let page = Page::cut(rows, limit, |p| format!("{}|{}", p.number, p.edition));
    let ids: Vec<CaseId> = page.rows.iter().map(|p| p.case_id).collect();
    let mut cases: BTreeMap<CaseId, Case> = BTreeMap::new();
    for chunk in ids.chunks(500) {
        let query = case_table::Entity::find().filter(case_table::Column::Id.is_in(chunk.iter().copied()));
        cases.extend(src.all(query).await?.into_iter().map(|c| (c.id, c)));
    }
    let rows =
        page.rows.into_iter().filter_map(|paper| cases.get(&paper.case_id).cloned().map(|case| Filed { paper, case }));
    Ok(Page { rows: rows.collect(), next: page.next })
}

/// Papers of a folder that still lack their signature, by number, at most 200.
pub async fn unsigned(src: &impl Source, id: FolderId) -> Result<Vec<Paper>> {
    get_folder(src, id).await?;
    let query = paper::Entity::find()
        .filter(paper::Column::FolderId.eq(id))
        .filter(paper::Column::Status.eq(PaperStatus::Issued));
    src.all(query.order_by_asc(paper::Column::Number).order_by_asc(paper::Column::Edition).limit(200)).await
}

pub async fn get_scan(src: &impl Source, id: ScanId) -> Result<Scan> {
    src.require(Permit::WorkCases)?;
    let query = scan::Entity::find_by_id(id).filter(scan::Column::InstitutionId.eq(src.institution()));
    src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

/// Scans that still wait for their paper, latest first, at most 50.
pub async fn waiting_scans(src: &impl Source) -> Result<Vec<Scan>> {
    src.require(Permit::WorkCases)?;
    let query = scan::Entity::find()
        .filter(scan::Column::InstitutionId.eq(src.institution()))
        .filter(scan::Column::PaperId.is_null());
    src.all(query.order_by_desc(scan::Column::At).order_by_desc(scan::Column::Id).limit(50)).await
}

/// Scans that found their paper, latest first, at most 20.
pub async fn matched_scans(src: &impl Source) -> Result<Vec<(Scan, Paper)>> {
    src.require(Permit::WorkCases)?;
    let query = scan::Entity::find()
        .filter(scan::Column::InstitutionId.eq(src.institution()))
        .filter(scan::Column::PaperId.is_not_null());
    let scans = src.all(query.order_by_desc(scan::Column::At).order_by_desc(scan::Column::Id).limit(20)).await?;
    let ids: Vec<PaperId> = scans.iter().filter_map(|s| s.paper_id).collect();
    let papers = src.all(paper::Entity::find().filter(paper::Column::Id.is_in(ids))).await?;
    let papers: BTreeMap<PaperId, Paper> = papers.into_iter().map(|p| (p.id, p)).collect();
    let found = |s: Scan| s.paper_id.and_then(|id| papers.get(&id).cloned()).map(|paper| (s, paper));
    Ok(scans.into_iter().filter_map(found).collect())
}
