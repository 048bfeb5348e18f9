//! The chief's page in figures.

use super::stats::percentile;
use crate::{
    cases::{Case, CaseStatus, TaskStatus},
    people, procedures,
};
use db::{
    PersonId, Source, UnitId,
    entity::{
        cases,
        paper::{self, PaperStatus},
        task,
    },
};
use kernel::{
    Result,
    permit::Permit,
    time::{Date, Duration, Instant},
};
use sea_orm::{
    ColumnTrait as _, DbErr, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QueryResult,
    QuerySelect as _, QueryTrait as _,
};
use std::collections::BTreeMap;

/// How many days back the flow and the times look.
const DAYS: i64 = 30;

/// How much lies with one unit or person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// `None`: nobody has it yet.
    pub name: Option<String>,
    pub open: u64,
}

/// How long a step took, in working seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTime {
    pub procedure: String,
    pub number: Option<String>,
    pub step: String,
    pub times: usize,
    pub median: i64,
    /// Only from five data on.
    pub p90: Option<i64>,
}

/// What came and what went on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayFlow {
    pub date: Date,
    pub opened: u64,
    pub closed: u64,
    /// The office does not open that day.
    pub office_closed: bool,
}

/// An open case and where it stands, in words.
#[derive(Debug, Clone)]
pub struct Oldest {
    pub case: Case,
    pub unit: String,
    /// In the manual's words.
    pub step: String,
    /// Who attends it: whoever has its task or took it from the queue. `None`: nobody yet.
    pub owner: Option<String>,
}

/// All figures of the page.
#[derive(Debug, Clone)]
pub struct Overview {
    pub open: u64,
    /// In the queue, taken by nobody.
    pub waiting: u64,
    /// Papers that were issued and wait for a signature.
    pub unsigned: u64,
    pub by_unit: Vec<Load>,
    pub by_person: Vec<Load>,
    /// Open cases, the one that asked first first.
    pub oldest: Vec<Oldest>,
    pub steps: Vec<StepTime>,
    pub flow: Vec<DayFlow>,
}

#[derive(FromQueryResult)]
struct UnitCount {
    unit_id: UnitId,
    n: i64,
}

/// An open case and who has its open task.
struct Owner {
    id: db::CaseId,
    owner_id: Option<PersonId>,
}

impl FromQueryResult for Owner {
    fn from_query_result(row: &QueryResult, pre: &str) -> Result<Self, DbErr> {
        Ok(Self { id: row.try_get(pre, "id")?, owner_id: row.try_get(pre, "owner_id")? })
    }
}

#[derive(FromQueryResult)]
struct TaskSpan {
    step: String,
    definition_id: db::DefinitionId,
    created_at: Instant,
    ended_at: Instant,
}

#[derive(FromQueryResult)]
struct At {
    at: Instant,
}

/// The figures now. Forbidden without the permit to see reports.
pub async fn overview(src: &impl Source) -> Result<Overview> {
    src.require(Permit::SeeReports)?;
    let open = cases::Entity::find()
        .filter(cases::Column::InstitutionId.eq(src.institution()))
        .filter(cases::Column::Status.eq(CaseStatus::Open));
    let by_unit = by_unit(src, open.clone()).await?;
    let by_person = by_person(src, open.clone()).await?;
    // Of the queue: what waits for a signature has nobody either, but is nobody's turn.
    let queued = task::Entity::find()
        .filter(task::Column::InstitutionId.eq(src.institution()))
        .filter(task::Column::Status.eq(TaskStatus::Open))
        .filter(task::Column::InQueue.eq(true))
        .filter(task::Column::OwnerId.is_null());
    let waiting = src.count(queued).await?;
    let unsigned = paper::Entity::find()
        .filter(paper::Column::InstitutionId.eq(src.institution()))
        .filter(paper::Column::Status.eq(PaperStatus::Issued));
    Ok(Overview {
        open: src.count(open.clone()).await?,
        waiting,
        unsigned: src.count(unsigned).await?,
        by_unit,
        by_person,
        oldest: oldest(src, open).await?,
        steps: step_times(src).await?,
        flow: flow(src).await?,
    })
}

async fn oldest(src: &impl Source, open: sea_orm::Select<cases::Entity>) -> Result<Vec<Oldest>> {
    let open = src.all(open.order_by_asc(cases::Column::OpenedAt).order_by_asc(cases::Column::Id).limit(10)).await?;
    let units = people::query::unit_names(src).await?;
    let taken = takers(src).await?;
    let who = |case: &Case| case.owner_id.or_else(|| taken.get(&case.id).copied());
    let people = people::query::person_names(src, open.iter().filter_map(who)).await?;
    let mut out = Vec::with_capacity(open.len());
    for case in open {
        let version = procedures::query::get_version(src, case.definition_id).await?;
        let definition = procedures::query::definition(&version)?;
        let step = case.step.as_deref().and_then(|step| definition.step(step));
        out.push(Oldest {
            unit: units.get(&case.unit_id).cloned().unwrap_or_default(),
            step: step.map_or_else(String::new, |s| s.name().to_owned()),
            owner: who(&case).and_then(|p| people.get(&p).cloned()),
            case,
        });
    }
    Ok(out)
}

async fn by_unit(src: &impl Source, open: sea_orm::Select<cases::Entity>) -> Result<Vec<Load>> {
    let counted = open
        .select_only()
        .column(cases::Column::UnitId)
        .column_as(cases::Column::Id.count(), "n")
        .group_by(cases::Column::UnitId);
    let names = people::query::unit_names(src).await?;
    let rows = src.rows(counted.into_model::<UnitCount>()).await?;
    Ok(sorted(
        rows.into_iter().map(|r| Load { name: names.get(&r.unit_id).cloned(), open: u64::try_from(r.n).unwrap_or(0) }),
    ))
}

async fn by_person(src: &impl Source, open: sea_orm::Select<cases::Entity>) -> Result<Vec<Load>> {
    let taken = takers(src).await?;
    let columns = open.select_only().columns([cases::Column::Id, cases::Column::OwnerId]);
    let mut counts: BTreeMap<Option<PersonId>, u64> = BTreeMap::new();
    for row in src.rows(columns.into_model::<Owner>()).await? {
        *counts.entry(row.owner_id.or_else(|| taken.get(&row.id).copied())).or_default() += 1;
    }
    let names = people::query::person_names(src, counts.keys().copied().flatten()).await?;
    let name = |who: Option<PersonId>| who.and_then(|p| names.get(&p).cloned());
    Ok(sorted(counts.into_iter().map(|(who, open)| Load { name: name(who), open })))
}

/// Who took each open case from the queue last. One that waits in the queue is with nobody.
async fn takers(src: &impl Source) -> Result<BTreeMap<db::CaseId, PersonId>> {
    let open = cases::Entity::find()
        .filter(cases::Column::InstitutionId.eq(src.institution()))
        .filter(cases::Column::Status.eq(CaseStatus::Open))
        .select_only()
        .column(cases::Column::Id);
    let taken = task::Entity::find()
        .filter(task::Column::InQueue.eq(true))
        .filter(task::Column::CaseId.in_subquery(open.into_query()))
        .order_by_asc(task::Column::CreatedAt)
        .order_by_asc(task::Column::Id);
    let mut takers = BTreeMap::new();
    for task in src.all(taken).await? {
        match task.owner_id {
            Some(who) => drop(takers.insert(task.case_id, who)),
            None => drop(takers.remove(&task.case_id)),
        }
    }
    Ok(takers)
}

/// Most first, then by name.
fn sorted(rows: impl Iterator<Item = Load>) -> Vec<Load> {
    let mut rows: Vec<Load> = rows.collect();
    rows.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.name.cmp(&b.name)));
    rows
}

async fn step_times(src: &impl Source) -> Result<Vec<StepTime>> {
    let calendar = people::calendar(src).await?;
    let done = task::Entity::find()
        .filter(task::Column::InstitutionId.eq(src.institution()))
        .filter(task::Column::Status.eq(TaskStatus::Done))
        .filter(task::Column::EndedAt.gte(src.now() - Duration::days(DAYS)))
        .join(
            sea_orm::JoinType::InnerJoin,
            task::Entity::belongs_to(cases::Entity).from(task::Column::CaseId).to(cases::Column::Id).into(),
        )
        .select_only()
        .columns([task::Column::Step, task::Column::CreatedAt, task::Column::EndedAt])
        .column(cases::Column::DefinitionId)
        .limit(100_000);
    let mut times: BTreeMap<(db::DefinitionId, String), Vec<i64>> = BTreeMap::new();
    for span in src.rows(done.into_model::<TaskSpan>()).await? {
        times
            .entry((span.definition_id, span.step))
            .or_default()
            .push(calendar.between(span.created_at, span.ended_at));
    }
    let mut out = Vec::new();
    for version in procedures::query::list_in_force(src).await? {
        let definition = procedures::query::definition(&version)?;
        for step in &definition.steps {
            let Some(mut data) = times.remove(&(version.id, step.id.clone())) else { continue };
            data.sort_unstable();
            out.push(StepTime {
                procedure: definition.title.clone(),
                number: step.number.clone(),
                step: step.name().to_owned(),
                times: data.len(),
                median: percentile(&data, 50).unwrap_or(0),
                p90: percentile(&data, 90).filter(|_| data.len() >= 5),
            });
        }
    }
    Ok(out)
}

async fn flow(src: &impl Source) -> Result<Vec<DayFlow>> {
    let calendar = people::calendar(src).await?;
    let zone = calendar.zone();
    let today = zone.today(src.now());
    let first = today - Duration::days(DAYS - 1);
    let since = zone.instant(first, 0);
    let here = || cases::Entity::find().filter(cases::Column::InstitutionId.eq(src.institution())).select_only();
    let opened = here().column_as(cases::Column::OpenedAt, "at").filter(cases::Column::OpenedAt.gte(since));
    let closed = here().column_as(cases::Column::ClosedAt, "at").filter(cases::Column::ClosedAt.gte(since));
    let mut days: BTreeMap<Date, (u64, u64)> = BTreeMap::new();
    for At { at } in src.rows(opened.into_model::<At>()).await? {
        days.entry(zone.today(at)).or_default().0 += 1;
    }
    for At { at } in src.rows(closed.into_model::<At>()).await? {
        days.entry(zone.today(at)).or_default().1 += 1;
    }
    let dates = first.iter_days().take_while(|d| *d <= today);
    Ok(dates
        .map(|date| {
            let (opened, closed) = days.get(&date).copied().unwrap_or_default();
            DayFlow { date, opened, closed, office_closed: !calendar.opens_on(date) }
        })
        .collect())
}
