//! Reads about laws. Everybody who is signed in may read them.

use super::{Law, LawChange, LawDismissal, LawLink};
use crate::procedures;
use db::{
    LawChangeId, LawId, ManualId, Source,
    entity::{law, law_change, law_dismissal, law_link, manual},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    text::fold,
    time::Instant,
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::{BTreeMap, BTreeSet};

/// NotFound for another institution's.
pub async fn get(src: &impl Source, id: LawId) -> Result<Law> {
    let query = law::Entity::find_by_id(id).filter(law::Column::InstitutionId.eq(src.institution()));
    src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

pub(super) async fn find_named(src: &impl Source, name: &str) -> Result<Option<Law>> {
    let ours = law::Entity::find().filter(law::Column::InstitutionId.eq(src.institution()));
    src.one(ours.filter(law::Column::NameKey.eq(fold(name)))).await
}

/// Laws by name, a page from `after`.
pub async fn list(src: &impl Source, after: Option<&str>) -> Result<Page<Law>> {
    src.person()?;
    let mut query = law::Entity::find().filter(law::Column::InstitutionId.eq(src.institution()));
    if let Some((name, id)) = after.and_then(|a| a.rsplit_once('|')) {
        let id: LawId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(law::Column::NameKey), Expr::col(law::Column::Id)])
                .gt(Expr::tuple([Expr::value(name), Expr::value(id)])),
        );
    }
    let rows = src.all(query.order_by_asc(law::Column::NameKey).order_by_asc(law::Column::Id).limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |l| format!("{}|{}", l.name_key, l.id)))
}

/// What rests on a law, by procedure; at most 200.
pub async fn links(src: &impl Source, id: LawId) -> Result<Vec<LawLink>> {
    let all = law_link::Entity::find()
        .filter(law_link::Column::InstitutionId.eq(src.institution()))
        .filter(law_link::Column::LawId.eq(id));
    src.all(all.order_by_asc(law_link::Column::Procedure).order_by_asc(law_link::Column::Id).limit(200)).await
}

/// How a law changed, latest first, at most 100.
pub async fn changes(src: &impl Source, id: LawId) -> Result<Vec<LawChange>> {
    let all = law_change::Entity::find()
        .filter(law_change::Column::InstitutionId.eq(src.institution()))
        .filter(law_change::Column::LawId.eq(id));
    src.all(all.order_by_desc(law_change::Column::ChangedOn).order_by_desc(law_change::Column::Id).limit(100)).await
}

/// What was said not to matter about a law's changes, at most 200.
pub async fn dismissals(src: &impl Source, changes: &[LawChange]) -> Result<Vec<LawDismissal>> {
    let all = law_dismissal::Entity::find()
        .filter(law_dismissal::Column::InstitutionId.eq(src.institution()))
        .filter(law_dismissal::Column::ChangeId.is_in(changes.iter().map(|c| c.id)));
    src.all(all.order_by_asc(law_dismissal::Column::At).order_by_asc(law_dismissal::Column::Id).limit(200)).await
}

/// A procedure in force that has to be looked at again because a law changed.
#[derive(Debug, Clone)]
pub struct ToReview {
    pub law: Law,
    pub change: LawChange,
    /// Code of the procedure.
    pub procedure: String,
    pub title: String,
    /// The version of the manual by which it is in force.
    pub manual: Option<ManualId>,
}

/// Everything that changed laws still ask to be looked at, oldest change first; of the last 200 changes.
pub async fn open(src: &impl Source) -> Result<Vec<ToReview>> {
    let recent = law_change::Entity::find()
        .filter(law_change::Column::InstitutionId.eq(src.institution()))
        .order_by_desc(law_change::Column::At)
        .order_by_desc(law_change::Column::Id)
        .limit(200);
    let mut recent = src.all(recent).await?;
    if recent.is_empty() {
        return Ok(Vec::new());
    }
    recent.reverse();
    let dismissed: BTreeSet<(LawChangeId, String)> =
        dismissals(src, &recent).await?.into_iter().map(|d| (d.change_id, d.procedure)).collect();
    let laws = src.all(law::Entity::find().filter(law::Column::Id.is_in(recent.iter().map(|c| c.law_id)))).await?;
    let links = law_link::Entity::find().filter(law_link::Column::LawId.is_in(recent.iter().map(|c| c.law_id)));
    let links = src.all(links).await?;
    let in_force = procedures::query::list_in_force(src).await?;
    let approved = approvals(src).await?;
    let mut out = Vec::new();
    for change in recent {
        let Some(law) = laws.iter().find(|l| l.id == change.law_id) else { continue };
        let rests =
            |code: &str| links.iter().any(|l| l.law_id == law.id && (l.procedure.is_empty() || l.procedure == code));
        for version in in_force.iter().filter(|v| rests(&v.code)) {
            let since = version.manual_id.and_then(|m| approved.get(&m).copied());
            let settled =
                since.is_some_and(|at| at > change.at) || dismissed.contains(&(change.id, version.code.clone()));
            if !settled {
                out.push(ToReview {
                    law: law.clone(),
                    change: change.clone(),
                    procedure: version.code.clone(),
                    title: version.title.clone(),
                    manual: version.manual_id,
                });
            }
        }
    }
    Ok(out)
}

/// When the versions of the institution's manuals were approved.
async fn approvals(src: &impl Source) -> Result<BTreeMap<ManualId, Instant>> {
    let all = manual::Entity::find()
        .filter(manual::Column::InstitutionId.eq(src.institution()))
        .filter(manual::Column::ApprovedAt.is_not_null());
    Ok(src.all(all).await?.into_iter().filter_map(|m| Some((m.id, m.approved_at?))).collect())
}
