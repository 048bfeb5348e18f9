//! Reads about service levels.

use super::{
    CaseLevel, Pause, ServiceLevel,
    clock::{Clock, Reading, Rest, Skipped},
    follow,
};
use crate::{
    cases::{self, Case},
    people,
};
use db::{
    CaseId, Source,
    entity::{case_level, cases as case_table, level_pause, service_level},
};
use kernel::{
    Result,
    page::{LIMIT, Page},
    permit::Permit,
    time::{Calendar, Duration, Instant},
};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
    sea_query::{Expr, ExprTrait as _},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is promised in the institution, by procedure.
fn promised(src: &impl Source) -> Select<service_level::Entity> {
    service_level::Entity::find()
        .filter(service_level::Column::InstitutionId.eq(src.institution()))
        .filter(service_level::Column::WithdrawnAt.is_null())
        .order_by_asc(service_level::Column::Procedure)
        .order_by_asc(service_level::Column::Id)
}

pub(super) async fn targets(src: &impl Source) -> Result<Vec<ServiceLevel>> {
    src.all(promised(src)).await
}

/// The same for a page: for those who see cases or keep procedures.
pub async fn list_targets(src: &impl Source) -> Result<Vec<ServiceLevel>> {
    if !src.actor().may(Permit::ManageProcedures) {
        src.require(Permit::SeeCases)?;
    }
    targets(src).await
}

/// What is promised of one procedure.
pub(super) async fn in_force(src: &impl Source, procedure: &str) -> Result<Vec<ServiceLevel>> {
    src.all(promised(src).filter(service_level::Column::Procedure.eq(procedure))).await
}

pub(super) async fn find(src: &impl Source, case: CaseId) -> Result<Option<CaseLevel>> {
    let query = case_level::Entity::find_by_id(case).filter(case_level::Column::InstitutionId.eq(src.institution()));
    src.one(query).await
}

/// Clocks that still run or rest, oldest first.
pub(super) async fn running(src: &impl Source) -> Result<Vec<CaseLevel>> {
    let query = case_level::Entity::find()
        .filter(case_level::Column::InstitutionId.eq(src.institution()))
        .filter(case_level::Column::EndedAt.is_null());
    src.all(query.order_by_asc(case_level::Column::ReceivedAt).order_by_asc(case_level::Column::CaseId)).await
}

/// The cases whose clocks rest at this moment.
pub(super) async fn resting(src: &impl Source) -> Result<BTreeSet<CaseId>> {
    let open = level_pause::Entity::find()
        .filter(level_pause::Column::InstitutionId.eq(src.institution()))
        .filter(level_pause::Column::UntilAt.is_null());
    Ok(src.all(open).await?.into_iter().map(|p| p.case_id).collect())
}

/// The pauses of a case, oldest first.
pub async fn pauses(src: &impl Source, case: CaseId) -> Result<Vec<Pause>> {
    let query = level_pause::Entity::find()
        .filter(level_pause::Column::InstitutionId.eq(src.institution()))
        .filter(level_pause::Column::CaseId.eq(case));
    src.all(query.order_by_asc(level_pause::Column::FromAt).order_by_asc(level_pause::Column::Id)).await
}

/// The clocks of a case as somebody may read them.
pub struct Clocks {
    pub row: CaseLevel,
    pub level: Option<ServiceLevel>,
    pub pauses: Vec<Pause>,
    pub response: Option<Reading>,
    pub solution: Option<Reading>,
    /// What did not count up to the later of the two.
    pub skipped: Vec<Skipped>,
    /// The same answer on the wall clock: request to now, or to the answer.
    pub wall_seconds: i64,
}

/// The clocks of a case that the reader may see, with what did not count. `words` says a pause to the reader. `None`
/// when nothing is promised.
pub async fn clocks(src: &impl Source, case: CaseId, words: impl Fn(&Pause) -> String) -> Result<Option<Clocks>> {
    let case = cases::query::get(src, case).await?;
    let Some(row) = find(src, case.id).await? else { return Ok(None) };
    let level = targets_of(src, &row).await?;
    let pauses = pauses(src, case.id).await?;
    let calendar = people::calendar(src).await?;
    let rests: Vec<Rest> = pauses.iter().map(|p| Rest { from: p.from_at, until: p.until_at, why: words(p) }).collect();
    Ok(Some(read(row, level, pauses, &calendar, &rests, src.now())))
}

fn read(
    row: CaseLevel,
    level: Option<ServiceLevel>,
    pauses: Vec<Pause>,
    calendar: &Calendar,
    rests: &[Rest],
    now: Instant,
) -> Clocks {
    let of = |target: Option<i64>, spent, done| target.map(|t| follow::clock(&row, calendar, rests, (t, spent, done)));
    let response = of(row.response_target, row.response_spent, row.responded_at);
    let solution = of(row.solution_target, row.solution_spent, row.solved_at);
    let said = |clock: &Option<Clock<'_>>| clock.as_ref().map(|c| c.read(now));
    let (first, second) = (said(&response), said(&solution));
    let end = [&first, &second].into_iter().flatten().filter_map(|r| r.due_at).max();
    let whole = Clock { from_at: row.received_at, ..follow::clock(&row, calendar, rests, (0, 0, None)) };
    let skipped = end.map_or_else(Vec::new, |end| whole.skipped(end));
    let wall_seconds = (row.responded_at.unwrap_or(now) - row.received_at).num_seconds();
    Clocks { response: first, solution: second, skipped, level, pauses, wall_seconds, row }
}

async fn targets_of(src: &impl Source, row: &CaseLevel) -> Result<Option<ServiceLevel>> {
    match row.level_id {
        Some(id) => src.one(service_level::Entity::find_by_id(id)).await,
        None => Ok(None),
    }
}

/// When each of these cases is due next: its answer, or its solution once answered.
pub async fn due(src: &impl Source, ids: impl IntoIterator<Item = CaseId>) -> Result<BTreeMap<CaseId, Instant>> {
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let query = case_level::Entity::find()
        .filter(case_level::Column::InstitutionId.eq(src.institution()))
        .filter(case_level::Column::CaseId.is_in(ids));
    Ok(src.all(query).await?.into_iter().filter_map(|r| Some((r.case_id, next_due(&r)?))).collect())
}

fn next_due(row: &CaseLevel) -> Option<Instant> {
    let response = row.due_response_at.filter(|_| row.responded_at.is_none());
    response.or_else(|| row.due_solution_at.filter(|_| row.solved_at.is_none()))
}

/// Which cases of the list of deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Filter {
    #[default]
    All,
    /// Due within a day.
    Soon,
    Late,
}

/// Open cases with a promise, by order of arrival whatever they are due, a page after `after`.
pub async fn list_due(src: &impl Source, filter: Filter, after: Option<&str>) -> Result<Page<(Case, Instant)>> {
    src.require(Permit::SeeCases)?;
    let now = src.now();
    let soon = now + Duration::hours(24);
    let within = |from: Option<Instant>, until: Instant| {
        let one = |due: case_level::Column, done: case_level::Column| {
            let open = Condition::all().add(done.is_null()).add(due.lt(until));
            from.into_iter().fold(open, |open, from| open.add(due.gte(from)))
        };
        Condition::any()
            .add(one(case_level::Column::DueResponseAt, case_level::Column::RespondedAt))
            .add(one(case_level::Column::DueSolutionAt, case_level::Column::SolvedAt))
    };
    let mut query = case_level::Entity::find()
        .filter(case_level::Column::InstitutionId.eq(src.institution()))
        .filter(case_level::Column::EndedAt.is_null())
        .filter(case_level::Column::LevelId.is_not_null());
    query = match filter {
        Filter::All => query,
        Filter::Soon => query.filter(within(Some(now), soon)),
        Filter::Late => query.filter(within(None, now)),
    };
    if let Some((at, id)) = after.and_then(|a| a.rsplit_once('|')) {
        let at = crate::audit::instant_in_address(at)?;
        let id: CaseId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(case_level::Column::ReceivedAt), Expr::col(case_level::Column::CaseId)])
                .gt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let query = query.order_by_asc(case_level::Column::ReceivedAt).order_by_asc(case_level::Column::CaseId);
    let page = Page::cut(src.all(query.limit(LIMIT + 1)).await?, LIMIT, |r| {
        format!("{}|{}", r.received_at.to_rfc3339(), r.case_id)
    });
    let ids: Vec<CaseId> = page.rows.iter().map(|r| r.case_id).collect();
    let found = src.all(case_table::Entity::find().filter(case_table::Column::Id.is_in(ids))).await?;
    let mut found: BTreeMap<CaseId, Case> = found.into_iter().map(|c| (c.id, c)).collect();
    let rows = page.rows.iter().filter_map(|r| Some((found.remove(&r.case_id)?, next_due(r)?)));
    Ok(Page { rows: rows.collect(), next: page.next })
}

/// The clocks of every case received from one instant up to another, for the monthly report, oldest first: kept when
/// `responded_at` is not after `due_response_at` (and so the solution); a case without target has no due.
pub async fn received_between(src: &impl Source, from: Instant, until: Instant) -> Result<Vec<CaseLevel>> {
    src.require(Permit::SeeReports)?;
    let query = case_level::Entity::find()
        .filter(case_level::Column::InstitutionId.eq(src.institution()))
        .filter(case_level::Column::ReceivedAt.gte(from))
        .filter(case_level::Column::ReceivedAt.lt(until));
    src.all(query.order_by_asc(case_level::Column::ReceivedAt).order_by_asc(case_level::Column::CaseId)).await
}
