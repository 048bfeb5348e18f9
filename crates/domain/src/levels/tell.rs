//! Alarms before and after a promise is due: at instants that the clock itself computes (lessons.md §3, row 3).

use super::{
    CaseLevel,
    clock::{Rest, Standing as State},
    follow, query,
};
use crate::{
    cases::{self, Free, Standing},
    jobs::{self, Work},
    notices::{self, Telling},
    people,
};
use db::{CaseId, PersonId, Source as _, Tx};
use kernel::{
    Result,
    permit::Permit,
    text::Arg,
    time::{Calendar, Duration, Instant},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which of the two promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    Response,
    Solution,
}

impl Which {
    pub const ALL: [Self; 2] = [Self::Response, Self::Solution];

    pub fn name(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Solution => "solution",
        }
    }
}

/// A promise of a row: target, spent before, when due, when done.
fn parts(row: &CaseLevel, which: Which) -> (Option<i64>, i64, Option<Instant>, Option<Instant>) {
    match which {
        Which::Response => (row.response_target, row.response_spent, row.due_response_at, row.responded_at),
        Which::Solution => (row.solution_target, row.solution_spent, row.due_solution_at, row.solved_at),
    }
}

fn key(case: CaseId, which: Which, late: bool) -> String {
    format!("level:{case}:{}:{}", which.name(), if late { "after" } else { "before" })
}

/// When four fifths of the target will be spent.
fn soon_at(row: &CaseLevel, which: Which, calendar: &Calendar, rests: &[Rest], now: Instant) -> Option<Instant> {
    let (target, spent, _, _) = parts(row, which);
    let target = target?;
    follow::clock(row, calendar, rests, (target, spent, None)).reaches(target / 5 * 4, now)
}

/// Sets or takes back the alarms of a case. What is past already does not ring before: only that it is late.
pub(super) async fn arm(tx: &mut Tx, row: &CaseLevel, calendar: &Calendar, rests: &[Rest]) -> Result<()> {
    let now = tx.now();
    let rests_now = rests.iter().any(|r| r.until.is_none());
    for which in Which::ALL {
        let (_, _, due, done) = parts(row, which);
        let over = row.ended_at.is_some() || done.is_some() || rests_now;
        let before = soon_at(row, which, calendar, rests, now).filter(|at| *at > now);
        // A second later: what is done at the very instant is done in time.
        let after = due.map(|at| at + Duration::seconds(1));
        for (late, at) in [(false, before), (true, after)] {
            let key = key(row.case_id, which, late);
            match at.filter(|_| !over) {
                Some(at) => {
                    let work = Work::WatchLevel { case: row.case_id, which, late };
                    jobs::enqueue(tx, work, at, Some(key)).await?;
                }
                None => jobs::cancel(tx, &key).await?,
            }
        }
    }
    Ok(())
}

/// An alarm rings: tells, unless what it was for is done, rests, or is due later by now.
pub(crate) async fn ring(tx: &mut Tx, case: CaseId, which: Which, late: bool) -> Result<()> {
    let Some(row) = query::find(tx, case).await?.filter(|r| r.ended_at.is_none()) else { return Ok(()) };
    let (target, spent, _, done) = parts(&row, which);
    let (Some(target), None) = (target, done) else { return Ok(()) };
    let calendar = people::calendar(tx).await?;
    let rests = follow::rests(tx, case).await?;
    let now = tx.now();
    let reading = follow::clock(&row, &calendar, &rests, (target, spent, None)).read(now);
    let reached = if late { reading.state == State::Missed } else { reading.spent >= target / 5 * 4 };
    if reading.state == State::Paused || !reached {
        return arm(tx, &row, &calendar, &rests).await;
    }
    let mut standing = cases::load_any(tx, case).await?;
    tell(tx, &mut standing, which, late, reading.due_at).await
}

/// Whoever has the task, else the roles of its step; when it is late those who correct cases as well.
async fn tell(tx: &mut Tx, standing: &mut Standing, which: Which, late: bool, due_at: Option<Instant>) -> Result<()> {
    let institution = people::query::institution(tx).await?;
    let locale = kernel::Locale::from_tag(&institution.locale).unwrap_or_default();
    let zone = people::zone(&institution)?;
    let due = due_at.map_or_else(String::new, |at| zone.format(at, locale));
    let case = standing.case.clone();
    let name = format!("level-{}-{}", which.name(), if late { "late" } else { "soon" });
    let values = [("number", case.number.clone()), ("due", due.clone()), ("requester", case.requester_name.clone())];
    let what = Telling {
        kind: name.clone(),
        args: values.into_iter().map(|(k, v)| (k.to_owned(), Arg::Text(v))).collect(),
        case: Some(case.id),
        key: format!("{name}/{}/{due}", case.id),
        asks: false,
        any: true,
    };
    let definition = standing.definition.clone();
    let step = case.step.as_deref().and_then(|s| definition.step(s));
    let roles: Vec<String> =
        step.map_or(&[][..], |s| &s.roles).iter().filter(|r| *r != "usuario_del_caso").cloned().collect();
    let mut told: BTreeSet<PersonId> = match case.owner_id {
        Some(owner) => notices::store(tx, &BTreeSet::from([owner]), &what).await?,
        None if roles.is_empty() => BTreeSet::new(),
        None => {
            notices::tell_roles(tx, standing, step, &roles, what.clone()).await?;
            BTreeSet::new()
        }
    };
    if late {
        told.extend(notices::tell_permit(tx, Permit::CorrectCases, &what).await?);
    }
    if told.is_empty() {
        return Ok(());
    }
    let names = people::query::person_names(tx, told).await?.into_values().collect();
    cases::record(tx, standing, &[Free::Told { kind: name, to: names }]).await
}
