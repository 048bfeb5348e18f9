//! Reads about notices: one's own, and for the pages of cases and schedules who was told.

use super::Notice;
use crate::cases;
use db::{
    CaseId, NoticeId, PersonId, Source,
    entity::{cases as case_table, notice},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::{BTreeMap, BTreeSet};

fn own(src: &impl Source) -> Result<Select<notice::Entity>> {
    Ok(notice::Entity::find()
        .filter(notice::Column::InstitutionId.eq(src.institution()))
        .filter(notice::Column::PersonId.eq(src.person()?)))
}

/// One's own notice; NotFound for somebody else's.
pub(super) async fn get(src: &impl Source, id: NoticeId) -> Result<Notice> {
    src.one(own(src)?.filter(notice::Column::Id.eq(id))).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

/// How many of one's own are unread; none for somebody who is not signed in.
pub async fn unread(src: &impl Source) -> Result<u64> {
    if src.actor().person.is_none() {
        return Ok(0);
    }
    src.count(own(src)?.filter(notice::Column::ReadAt.is_null())).await
}

/// One's own unread notices, latest first, a page before `before`.
pub async fn list_unread(src: &impl Source, before: Option<&str>) -> Result<Page<Notice>> {
    latest(src, own(src)?.filter(notice::Column::ReadAt.is_null()), before).await
}

/// One's own notices that were read, latest first, a page before `before`.
pub async fn list_read(src: &impl Source, before: Option<&str>) -> Result<Page<Notice>> {
    latest(src, own(src)?.filter(notice::Column::ReadAt.is_not_null()), before).await
}

async fn latest(src: &impl Source, mut query: Select<notice::Entity>, before: Option<&str>) -> Result<Page<Notice>> {
    if let Some((at, id)) = before.and_then(|b| b.rsplit_once('|')) {
        let at = crate::audit::instant_in_address(at)?;
        let id: NoticeId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(notice::Column::At), Expr::col(notice::Column::Id)])
                .lt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let rows =
        src.all(query.order_by_desc(notice::Column::At).order_by_desc(notice::Column::Id).limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |n| format!("{}|{}", n.at.to_rfc3339(), n.id)))
}

/// Those of these cases that the actor may open.
pub async fn openable(src: &impl Source, cases: impl IntoIterator<Item = CaseId>) -> Result<BTreeSet<CaseId>> {
    let ids: BTreeSet<CaseId> = cases.into_iter().collect();
    let found = src.all(cases::query::visible(src).filter(case_table::Column::Id.is_in(ids))).await?;
    Ok(found.into_iter().map(|c| c.id).collect())
}

/// Whom each of these cases was told to, by name, each name once.
pub async fn told(src: &impl Source, cases: impl IntoIterator<Item = CaseId>) -> Result<BTreeMap<CaseId, Vec<String>>> {
    let ids: BTreeSet<CaseId> = cases.into_iter().collect();
    let query = notice::Entity::find()
        .filter(notice::Column::InstitutionId.eq(src.institution()))
        .filter(notice::Column::CaseId.is_in(ids));
    let notices = src.all(query.order_by_asc(notice::Column::At).order_by_asc(notice::Column::Id).limit(2000)).await?;
    let people: Vec<PersonId> = notices.iter().map(|n| n.person_id).collect();
    let names = crate::people::query::person_names(src, people).await?;
    let mut out: BTreeMap<CaseId, Vec<String>> = BTreeMap::new();
    for notice in notices {
        let (Some(case), Some(name)) = (notice.case_id, names.get(&notice.person_id)) else { continue };
        let told = out.entry(case).or_default();
        if !told.contains(name) {
            told.push(name.clone());
            told.sort();
        }
    }
    Ok(out)
}
