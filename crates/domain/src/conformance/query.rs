//! The figures of a month, and the cases behind each of them.

use super::{
    model::{Look, Mark, Reason, look},
    require,
};
use crate::{
    cases::{Case, CaseStatus, happening},
    people,
    procedures::{self, Version},
    reports::stats::percentile,
    schedules::Start,
};
use db::{
    CaseId, DefinitionId, Source,
    entity::{
        cases, event,
        start::{self, StartStatus},
    },
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    time::{Date, Instant, date, month_name, months_after},
};
use procedure::definition::Definition;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use std::{collections::BTreeMap, sync::Arc};

/// Cases that are looked at in one month; beyond it the page says so.
pub const MOST: u64 = 3000;

/// Fewer data than this have no percentile.
pub const FEW: usize = 5;

/// A case and what its history says.
#[derive(Debug, Clone)]
pub struct Seen {
    pub case: Case,
    pub look: Look,
}

/// The figures of one edition of a procedure.
#[derive(Debug, Clone)]
pub struct Figures {
    pub version: Version,
    pub cases: usize,
    pub ended: usize,
    /// Not ended and not annulled.
    pub open: usize,
    /// How many cases have each mark.
    pub marks: BTreeMap<Mark, usize>,
    /// Scheduled beginnings of the month that were skipped, missed or justified, whatever the edition.
    pub skipped: usize,
}

/// A month of the institution.
#[derive(Debug, Clone)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    pub procedures: Vec<Figures>,
    /// There are more than [`MOST`] cases.
    pub cut: bool,
}

/// A row of the printed table in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepFigures {
    pub step: String,
    pub number: Option<String>,
    pub name: String,
    /// How often it was done.
    pub times: usize,
    /// How often cases went back to it as the procedure provides.
    pub again: u32,
    /// Working seconds by nearest rank; `None` under [`FEW`] data.
    pub median: Option<i64>,
    pub p90: Option<i64>,
}

/// One edition of a procedure in a month.
pub struct Detail {
    pub figures: Figures,
    pub definition: Arc<Definition>,
    pub steps: Vec<StepFigures>,
    pub cases: Page<Seen>,
    /// Scheduled beginnings that were not, at most two hundred.
    pub starts: Vec<Start>,
    pub cut: bool,
}

/// The first day of a month in an address (`2026-03`); the present one for anything else.
pub async fn first_day(src: &impl Source, month: &str) -> Result<Date> {
    if let Some(day) = date(&format!("{month}-01")) {
        return Ok(day);
    }
    let zone = people::zone(&people::query::institution(src).await?)?;
    let today = month_name(zone.today(src.now()));
    date(&format!("{today}-01")).ok_or_else(|| Error::internal("no month"))
}

/// Every edition that cases of the month run by, by title. Forbidden without the permit for reports or the audit.
pub async fn month(src: &impl Source, first: Date) -> Result<Month> {
    require(src)?;
    let (seen, cut) = seen(src, first, None).await?;
    let skipped = starts(src, first, None).await?;
    let mut by: BTreeMap<DefinitionId, Vec<Seen>> = BTreeMap::new();
    for one in seen {
        by.entry(one.case.definition_id).or_default().push(one);
    }
    let mut procedures = Vec::new();
    for (id, cases) in by {
        let version = procedures::query::get_version(src, id).await?;
        let missed = skipped.iter().filter(|s| s.procedure == version.code).count();
        procedures.push(figures(version, &cases, missed));
    }
    // What only has beginnings that were not is told under the edition in force.
    for start in &skipped {
        let code = &start.procedure;
        if procedures.iter().all(|f| f.version.code != *code)
            && let Some(version) = procedures::query::find_in_force(src, code).await?
        {
            procedures.push(figures(version, &[], skipped.iter().filter(|s| s.procedure == *code).count()));
        }
    }
    procedures.sort_by(|a, b| {
        (&a.version.title, &a.version.code, a.version.edition).cmp(&(
            &b.version.title,
            &b.version.code,
            b.version.edition,
        ))
    });
    Ok(Month { first, procedures, cut })
}

fn figures(version: Version, cases: &[Seen], skipped: usize) -> Figures {
    let mut marks = BTreeMap::new();
    for mark in cases.iter().flat_map(|c| &c.look.marks) {
        *marks.entry(*mark).or_default() += 1;
    }
    let count = |wanted: &[CaseStatus]| cases.iter().filter(|c| wanted.contains(&c.case.status)).count();
    Figures {
        version,
        cases: cases.len(),
        ended: count(&[CaseStatus::Closed]),
        open: count(&[CaseStatus::Open, CaseStatus::Suspended]),
        marks,
        skipped,
    }
}

/// One edition (the one in force when `edition` is `None`): its steps, and its cases with that mark after `after`.
pub async fn detail(
    src: &impl Source,
    code: &str,
    edition: Option<i64>,
    first: Date,
    (mark, after): (Option<Mark>, Option<&str>),
) -> Result<Detail> {
    require(src)?;
    let version = procedures::query::edition(src, code, edition).await?;
    let definition = procedures::query::definition(&version)?;
    let (mut seen, cut) = seen(src, first, Some(version.id)).await?;
    let calendar = people::calendar(src).await?;
    let steps = step_figures(&definition, &seen, |a, b| calendar.between(a, b));
    let starts = starts(src, first, Some(code)).await?;
    let figures = figures(version, &seen, starts.len());
    seen.retain(|s| mark.is_none_or(|m| s.look.marks.contains(&m)));
    if let Some(after) = after {
        seen.retain(|s| s.case.number.as_str() > after);
    }
    seen.truncate(usize::try_from(LIMIT).unwrap_or(usize::MAX) + 1);
    let cases = Page::cut(seen, LIMIT, |s| s.case.number.clone());
    Ok(Detail { figures, definition, steps, cases, starts, cut })
}

/// Every case of the edition in the month, by number: what the file for spreadsheets holds.
pub async fn all(src: &impl Source, code: &str, edition: Option<i64>, first: Date) -> Result<(Version, Vec<Seen>)> {
    require(src)?;
    let version = procedures::query::edition(src, code, edition).await?;
    let seen = seen(src, first, Some(version.id)).await?.0;
    Ok((version, seen))
}

fn step_figures(definition: &Definition, seen: &[Seen], between: impl Fn(Instant, Instant) -> i64) -> Vec<StepFigures> {
    let mut times: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    let mut again: BTreeMap<&str, u32> = BTreeMap::new();
    for look in seen.iter().map(|s| &s.look) {
        for (step, from, until) in &look.spans {
            times.entry(step).or_default().push(between(*from, *until));
        }
        for (step, n) in &look.again {
            *again.entry(step).or_default() += n;
        }
    }
    let rows = definition.steps.iter().map(|step| {
        let mut data = times.remove(step.id.as_str()).unwrap_or_default();
        data.sort_unstable();
        let enough = |percent| percentile(&data, percent).filter(|_| data.len() >= FEW);
        StepFigures {
            step: step.id.clone(),
            number: step.number.clone(),
            name: step.name().to_owned(),
            times: data.len(),
            again: again.get(step.id.as_str()).copied().unwrap_or(0),
            median: enough(50),
            p90: enough(90),
        }
    });
    rows.filter(|row| row.times > 0 || definition.step(&row.step).is_some_and(|s| !s.roles.is_empty())).collect()
}

/// The cases that began in the month, by number, and whether there are more than are looked at.
async fn seen(src: &impl Source, first: Date, of: Option<DefinitionId>) -> Result<(Vec<Seen>, bool)> {
    let (since, until) = bounds(src, first).await?;
    let mut query = cases::Entity::find()
        .filter(cases::Column::InstitutionId.eq(src.institution()))
        .filter(cases::Column::OpenedAt.gte(since))
        .filter(cases::Column::OpenedAt.lt(until));
    if let Some(of) = of {
        query = query.filter(cases::Column::DefinitionId.eq(of));
    }
    let mut found =
        src.all(query.order_by_asc(cases::Column::Number).order_by_asc(cases::Column::Id).limit(MOST + 1)).await?;
    let cut = found.len() as u64 > MOST;
    found.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let mut out = Vec::with_capacity(found.len());
    let mut definitions: BTreeMap<DefinitionId, Arc<Definition>> = BTreeMap::new();
    for chunk in found.chunks(200) {
        let ids = chunk.iter().map(|c| c.id);
        let rows = event::Entity::find()
            .filter(event::Column::InstitutionId.eq(src.institution()))
            .filter(event::Column::CaseId.is_in(ids));
        let rows = src.all(rows.order_by_asc(event::Column::CaseId).order_by_asc(event::Column::Seq)).await?;
        let mut histories: BTreeMap<CaseId, Vec<_>> = BTreeMap::new();
        for row in rows {
            let what = happening(&row)?;
            histories.entry(row.case_id).or_default().push((row, what));
        }
        for case in chunk {
            let definition = match definitions.get(&case.definition_id) {
                Some(known) => Arc::clone(known),
                None => {
                    let version = procedures::query::get_version(src, case.definition_id).await?;
                    let read = procedures::query::definition(&version)?;
                    definitions.insert(case.definition_id, Arc::clone(&read));
                    read
                }
            };
            let history = histories.remove(&case.id).unwrap_or_default();
            out.push(Seen { look: look(&definition, &history, case.status), case: case.clone() });
        }
    }
    Ok((out, cut))
}

/// Scheduled beginnings due in the month that were skipped, missed or justified, in order.
async fn starts(src: &impl Source, first: Date, code: Option<&str>) -> Result<Vec<Start>> {
    let (since, until) = bounds(src, first).await?;
    let mut query = start::Entity::find()
        .filter(start::Column::InstitutionId.eq(src.institution()))
        .filter(start::Column::DueAt.gte(since))
        .filter(start::Column::DueAt.lt(until))
        .filter(start::Column::Status.is_in([StartStatus::Skipped, StartStatus::Missed, StartStatus::Justified]));
    if let Some(code) = code {
        query = query.filter(start::Column::Procedure.eq(code));
    }
    src.all(query.order_by_asc(start::Column::DueAt).order_by_asc(start::Column::Id).limit(200)).await
}

/// From when to when a month goes in the institution's zone.
async fn bounds(src: &impl Source, first: Date) -> Result<(Instant, Instant)> {
    let zone = people::zone(&people::query::institution(src).await?)?;
    let next = months_after(first, 1).ok_or_else(|| Error::invalid("conformance-no-month"))?;
    Ok((zone.instant(first, 0), zone.instant(next, 0)))
}

/// The reasons of a mark, each with what it is about in the manual's words.
pub fn reasons<'a>(definition: &'a Definition, look: &'a Look) -> impl Iterator<Item = (&'a Reason, String)> {
    look.reasons.iter().map(|reason| {
        let step = definition.step(&reason.about).map(|s| match &s.number {
            Some(number) => format!("{number}. {}", s.name()),
            None => s.name().to_owned(),
        });
        let document = || definition.documents.get(&reason.about).map(|d| d.title.clone());
        let mut fields = definition.steps.iter().flat_map(|s| &s.form);
        let field = || fields.find(|f| f.id == reason.about).map(|f| f.label.clone());
        let about = step.or_else(document).or_else(field).unwrap_or_default();
        (reason, about)
    })
}
