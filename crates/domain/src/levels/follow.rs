//! Keeping the clocks in step with their cases: in the transaction of whatever moves the case.

use super::{
    CaseLevel, Counting, PauseReason, ServiceLevel,
    clock::{Clock, Rest, target_seconds},
    model, pauses, query, tell,
};
use crate::{
    cases::{self, Channel, Free, Standing},
    people,
};
use db::{CaseId, Source as _, Tx, entity::case_level};
use kernel::{
    Error, Result,
    time::{Calendar, Instant},
};
use procedure::{
    definition::{Flow, Step},
    state::Event as Engine,
    times,
};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

/// Begins, stops, rests and recounts the clocks of a case as these events say.
pub(crate) async fn follow(tx: &mut Tx, standing: &mut Standing, events: &[Engine]) -> Result<()> {
    let definition = standing.definition.clone();
    let Some(flow) = model::requested(&definition, &standing.state.flow) else { return Ok(()) };
    if standing.case.channel == Channel::House {
        return Ok(());
    }
    let calendar = people::calendar(tx).await?;
    let was = query::find(tx, standing.case.id).await?;
    let mut row = match &was {
        Some(row) => row.clone(),
        None if events.iter().any(|e| matches!(e, Engine::Opened { .. })) => fresh(standing, &calendar),
        // It was opened before there were service levels.
        None => return Ok(()),
    };
    for event in events {
        happened(tx, standing, flow, &mut row, event).await?;
    }
    choose(tx, standing, &calendar, &mut row).await?;
    settle(tx, standing, &calendar, was.as_ref(), row).await
}

fn fresh(standing: &Standing, calendar: &Calendar) -> CaseLevel {
    let received_at = standing.case.received_at;
    CaseLevel {
        case_id: standing.case.id,
        institution_id: standing.case.institution_id,
        level_id: None,
        counting: Counting::Business,
        received_at,
        from_at: received_at,
        response_target: None,
        response_spent: 0,
        due_response_at: None,
        responded_at: None,
        solution_target: None,
        solution_spent: 0,
        due_solution_at: None,
        solved_at: None,
        ended_at: None,
        calendar: calendar.version(),
    }
}

async fn happened(tx: &mut Tx, standing: &Standing, flow: &Flow, row: &mut CaseLevel, event: &Engine) -> Result<()> {
    let (now, case) = (tx.now(), standing.case.id);
    let definition = &standing.definition;
    match event {
        Engine::Completed { step, .. } => {
            let Some(step) = definition.step(step) else { return Ok(()) };
            if model::answers(definition, flow, step) {
                row.responded_at.get_or_insert(now);
            }
            if model::solving(definition, flow).is_some_and(|s| s.id == step.id) {
                row.solved_at.get_or_insert(now);
            }
        }
        Engine::Entered { step, .. } => {
            pauses::close(tx, case, Some(PauseReason::Awaits)).await?;
            reopened(tx, standing, flow, row, definition.step(step)).await?;
        }
        Engine::MessageAwaited { message, .. } => {
            let what = cases::in_words(message);
            pauses::open(tx, case, PauseReason::Awaits, &what, now).await?;
        }
        Engine::MessageArrived { .. } => pauses::close(tx, case, Some(PauseReason::Awaits)).await?,
        Engine::Suspended { reason, .. } => pauses::open(tx, case, PauseReason::Suspended, reason, now).await?,
        Engine::Resumed { .. } => pauses::close(tx, case, Some(PauseReason::Suspended)).await?,
        Engine::Closed { .. } => {
            row.solved_at.get_or_insert(now);
            row.ended_at = Some(now);
        }
        Engine::Annulled { .. } => row.ended_at = Some(now),
        Engine::Rewound { .. } => row.ended_at = None,
        _ => {}
    }
    Ok(())
}

/// Back at or before the step that solved it: it was not solved. The time it was held to be does not count.
async fn reopened(
    tx: &mut Tx,
    standing: &Standing,
    flow: &Flow,
    row: &mut CaseLevel,
    entered: Option<&Step>,
) -> Result<()> {
    let solving = model::solving(&standing.definition, flow);
    let back = matches!((entered, solving), (Some(entered), Some(solving)) if entered.row <= solving.row);
    if !back {
        return Ok(());
    }
    if let Some(solved) = row.solved_at.take() {
        pauses::open(tx, standing.case.id, PauseReason::Solved, "", solved).await?;
        pauses::close(tx, standing.case.id, Some(PauseReason::Solved)).await?;
    }
    Ok(())
}

/// Gives the case the target that fits it now. What was spent stays spent; the rest counts from now on.
async fn choose(tx: &mut Tx, standing: &Standing, calendar: &Calendar, row: &mut CaseLevel) -> Result<()> {
    if row.ended_at.is_some() {
        return Ok(());
    }
    let levels = query::in_force(tx, &standing.definition.code).await?;
    let kind = model::kind_of(&standing.definition, &standing.state.data, standing.case.unit_id);
    let level = model::best(&levels, &kind);
    if level.map(|l| l.id) == row.level_id {
        return Ok(());
    }
    if row.level_id.is_some() {
        let rests = rests(tx, row.case_id).await?;
        let now = tx.now();
        let spent = |target: Option<i64>, before: i64, done: Option<Instant>| {
            clock(row, calendar, &rests, (target.unwrap_or(0), before, done)).spent(done.unwrap_or(now))
        };
        let response = spent(row.response_target, row.response_spent, row.responded_at);
        let solution = spent(row.solution_target, row.solution_spent, row.solved_at);
        (row.response_spent, row.solution_spent, row.from_at) = (response, solution, now);
    }
    row.level_id = level.map(|l| l.id);
    row.counting = level.map_or(Counting::Business, |l| l.counting);
    promise(calendar, row, &levels, level);
    Ok(())
}

/// How many seconds are promised, for what is not done yet: the level's own words, or the cap's for an answer.
fn promise(calendar: &Calendar, row: &mut CaseLevel, levels: &[ServiceLevel], level: Option<&ServiceLevel>) {
    let cap = levels.iter().find(|l| l.cap).map_or("", |c| &c.response);
    if row.responded_at.is_none() {
        let response = level.map(|l| if l.response.is_empty() { cap } else { &l.response });
        row.response_target = response.and_then(|words| promised(calendar, row, words));
    }
    if row.solved_at.is_none() {
        row.solution_target = level.and_then(|l| promised(calendar, row, &l.solution));
    }
}

fn promised(calendar: &Calendar, row: &CaseLevel, words: &str) -> Option<i64> {
    target_seconds(calendar, row.counting, row.received_at, times::span(words)?)
}

/// The clock of one of the two promises of a case.
pub(super) fn clock<'a>(
    row: &CaseLevel,
    calendar: &'a Calendar,
    rests: &'a [Rest],
    (target, spent_before, done_at): (i64, i64, Option<Instant>),
) -> Clock<'a> {
    Clock { calendar, counting: row.counting, from_at: row.from_at, spent_before, target, pauses: rests, done_at }
}

/// The pauses of a case as its clocks take them.
pub(super) async fn rests(tx: &impl db::Source, case: CaseId) -> Result<Vec<Rest>> {
    let all = query::pauses(tx, case).await?.into_iter();
    Ok(all.map(|p| Rest { from: p.from_at, until: p.until_at, why: String::new() }).collect())
}

/// Counts what is still running, stores the row, sets its alarms and tells the history when a promise moved.
async fn settle(
    tx: &mut Tx,
    standing: &mut Standing,
    calendar: &Calendar,
    was: Option<&CaseLevel>,
    mut row: CaseLevel,
) -> Result<()> {
    let rests = rests(tx, row.case_id).await?;
    let now = tx.now();
    if row.responded_at.is_none() {
        let of = |t| clock(&row, calendar, &rests, (t, row.response_spent, None)).due(now);
        row.due_response_at = row.response_target.and_then(of);
    }
    if row.solved_at.is_none() {
        let of = |t| clock(&row, calendar, &rests, (t, row.solution_spent, None)).due(now);
        row.due_solution_at = row.solution_target.and_then(of);
    }
    row.calendar = calendar.version();
    let promised = row.level_id.is_some() || was.is_some_and(|w| w.level_id.is_some());
    if was == Some(&row) {
        // The row looks the same when a pause begins, but its alarms do not.
        return if promised { tell::arm(tx, &row, calendar, &rests).await } else { Ok(()) };
    }
    match was {
        None => drop(tx.insert(row.clone().into_active_model()).await?),
        Some(_) => save(tx, &row).await?,
    }
    if promised {
        tell::arm(tx, &row, calendar, &rests).await?;
    }
    let dues = |r: &CaseLevel| (r.due_response_at, r.due_solution_at);
    if dues(&row) == was.map_or((None, None), dues) {
        return Ok(());
    }
    let why = match was {
        None => "begun",
        Some(was) if was.level_id != row.level_id => "target",
        Some(was) if was.calendar != row.calendar => "calendar",
        Some(_) => "pause",
    };
    let free = Free::DueMoved { why: why.to_owned(), response: row.due_response_at, solution: row.due_solution_at };
    cases::record(tx, standing, &[free]).await
}

async fn save(tx: &mut Tx, row: &CaseLevel) -> Result<()> {
    let set = case_level::ActiveModel { case_id: ActiveValue::NotSet, ..row.clone().into_active_model() }.reset_all();
    tx.swap(case_level::Entity::update_many().set(set).filter(case_level::Column::CaseId.eq(row.case_id))).await
}

/// The requester was answered beside the procedure: at the place, or by a public reply. The first time counts.
pub(crate) async fn note_response(tx: &mut Tx, standing: &mut Standing) -> Result<()> {
    let Some(was) = query::find(tx, standing.case.id).await?.filter(|r| r.responded_at.is_none()) else {
        return Ok(());
    };
    let row = CaseLevel { responded_at: Some(tx.now()), ..was.clone() };
    let calendar = people::calendar(tx).await?;
    settle(tx, standing, &calendar, Some(&was), row).await
}

/// Counts every open case of the procedure again: its targets changed.
pub(super) async fn recount(tx: &mut Tx, procedure: &str) -> Result<()> {
    let calendar = people::calendar(tx).await?;
    for was in query::running(tx).await? {
        let standing = cases::load_any(tx, was.case_id).await?;
        if standing.definition.code == procedure {
            recount_one(tx, standing, &calendar, was).await?;
        }
    }
    Ok(())
}

/// Counts again what moves by itself: every open case after the calendar changed, and those that rest.
pub(crate) async fn catch_up(tx: &mut Tx) -> Result<()> {
    let calendar = people::calendar(tx).await?;
    let resting = query::resting(tx).await?;
    for was in query::running(tx).await? {
        if was.calendar != calendar.version() || resting.contains(&was.case_id) {
            let standing = cases::load_any(tx, was.case_id).await?;
            recount_one(tx, standing, &calendar, was).await?;
        }
    }
    Ok(())
}

async fn recount_one(tx: &mut Tx, mut standing: Standing, calendar: &Calendar, was: CaseLevel) -> Result<()> {
    let mut row = was.clone();
    choose(tx, &standing, calendar, &mut row).await?;
    if row.calendar != calendar.version() && row.level_id == was.level_id {
        renew(tx, &standing, calendar, &mut row).await?;
    }
    settle(tx, &mut standing, calendar, Some(&was), row).await
}

/// How many seconds a promise of days is depends on the calendar.
async fn renew(tx: &Tx, standing: &Standing, calendar: &Calendar, row: &mut CaseLevel) -> Result<()> {
    let levels = query::in_force(tx, &standing.definition.code).await?;
    if let Some(level) = levels.iter().find(|l| Some(l.id) == row.level_id) {
        promise(calendar, row, &levels, Some(level));
    }
    Ok(())
}

/// After a pause began or ended: the promises move.
pub(super) async fn again(tx: &mut Tx, standing: &mut Standing) -> Result<()> {
    let was = query::find(tx, standing.case.id).await?.ok_or_else(|| Error::conflict("level-none"))?;
    let calendar = people::calendar(tx).await?;
    settle(tx, standing, &calendar, Some(&was), was.clone()).await
}
