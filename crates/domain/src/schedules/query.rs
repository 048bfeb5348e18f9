//! Reads about runs: what begins by itself, what comes, what became of it.

use super::{
    Generator, PlanRow, Start, StartStatus,
    plan::{flowing, planned, rows_of_plan},
};
use crate::people;
use db::{
    Source, StartId,
    entity::{generator, start},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::Permit,
    time::{Date, Instant},
};
use procedure::definition::Trigger;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::BTreeMap;

fn permitted(src: &impl Source) -> Result<()> {
    let actor = src.actor();
    if actor.may(Permit::SeeReports) { Ok(()) } else { actor.require(Permit::ManageProcedures) }
}

/// A flow that begins by itself, and where it is.
#[derive(Debug, Clone)]
pub struct Listed {
    pub title: String,
    pub trigger: Trigger,
    /// Name of its first step, in the manual's words.
    pub first: String,
    pub generator: Generator,
    pub next: Option<Start>,
    pub last: Option<Start>,
}

/// The flows in force that begin by themselves and were planned once, by the title of their procedures.
pub async fn listed(src: &impl Source) -> Result<Vec<Listed>> {
    permitted(src)?;
    let coming = planned(src).await?;
    let mut out = Vec::new();
    for f in flowing(src).await? {
        let key = (src.institution(), f.version.code.clone(), f.flow.start.clone());
        let Some(generator) = src.one(generator::Entity::find_by_id(key)).await? else { continue };
        let past = start::Entity::find()
            .filter(start::Column::InstitutionId.eq(src.institution()))
            .filter(start::Column::Procedure.eq(f.version.code.as_str()))
            .filter(start::Column::Flow.eq(f.flow.start.as_str()))
            .filter(start::Column::Status.ne(StartStatus::Planned));
        out.push(Listed {
            title: f.definition.title.clone(),
            trigger: f.flow.trigger.clone(),
            first: f.definition.step(&f.flow.first).map_or_else(|| f.flow.first.clone(), |s| s.name().to_owned()),
            next: coming.iter().find(|s| super::plan::is_of(s, &f)).cloned(),
            last: src.one(past.order_by_desc(start::Column::DueAt).order_by_desc(start::Column::Id)).await?,
            generator,
        });
    }
    Ok(out)
}

/// What comes, soonest first, at most fifty.
pub async fn coming(src: &impl Source) -> Result<Vec<Start>> {
    permitted(src)?;
    Ok(planned(src).await?.into_iter().take(50).collect())
}

/// What became of runs, latest first, a page before `before`.
pub async fn list_past(src: &impl Source, before: Option<&str>) -> Result<Page<Start>> {
    permitted(src)?;
    let mut query = start::Entity::find()
        .filter(start::Column::InstitutionId.eq(src.institution()))
        .filter(start::Column::Status.ne(StartStatus::Planned));
    if let Some((at, id)) = before.and_then(|b| b.rsplit_once('|')) {
        let at = crate::audit::instant_in_address(at)?;
        let id: StartId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(start::Column::DueAt), Expr::col(start::Column::Id)])
                .lt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let rows =
        src.all(query.order_by_desc(start::Column::DueAt).order_by_desc(start::Column::Id).limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |s| format!("{}|{}", s.due_at.to_rfc3339(), s.id)))
}

/// One run; NotFound for another institution's.
pub async fn get(src: &impl Source, id: StartId) -> Result<Start> {
    permitted(src)?;
    let query = start::Entity::find_by_id(id).filter(start::Column::InstitutionId.eq(src.institution()));
    src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

/// A month of one procedure's runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Month {
    pub planned: i64,
    /// Under way.
    pub opened: i64,
    pub done: i64,
    pub missed: i64,
    pub skipped: i64,
    pub justified: i64,
}

impl Month {
    /// Of those that had to be done and are decided, how many were, in whole percent. `None` while there is none.
    pub fn percent(&self) -> Option<i64> {
        let decided = self.done + self.missed;
        (decided > 0).then(|| self.done * 100 / decided)
    }
}

/// The runs of the month in which `day` lies, by the code of their procedures.
pub async fn month(src: &impl Source, day: Date) -> Result<BTreeMap<String, Month>> {
    permitted(src)?;
    let zone = people::zone(&people::query::institution(src).await?)?;
    let name = kernel::time::month_name(day);
    let first = kernel::time::date(&format!("{name}-01")).unwrap_or(day);
    let last = first.iter_days().take_while(|d| kernel::time::month_name(*d) == name).max().unwrap_or(first);
    let (from, until): (Instant, Instant) = (zone.instant(first, 0), zone.instant(last, 86_400));
    let query = start::Entity::find()
        .filter(start::Column::InstitutionId.eq(src.institution()))
        .filter(start::Column::DueAt.gte(from))
        .filter(start::Column::DueAt.lt(until))
        .limit(10_000);
    let mut out: BTreeMap<String, Month> = BTreeMap::new();
    for run in src.all(query).await? {
        let month = out.entry(run.procedure).or_default();
        *match run.status {
            StartStatus::Planned => &mut month.planned,
            StartStatus::Opened => &mut month.opened,
            StartStatus::Done => &mut month.done,
            StartStatus::Missed => &mut month.missed,
            StartStatus::Skipped => &mut month.skipped,
            StartStatus::Justified => &mut month.justified,
        } += 1;
    }
    Ok(out)
}

/// The rows of all plans from today on.
pub async fn plan_rows(src: &impl Source) -> Result<Vec<PlanRow>> {
    permitted(src)?;
    let today = people::today(src).await?;
    rows_of_plan(src, None, today).await
}
