//! What those who manage procedures do about runs: pause, choose what is caught up, run by hand, justify, keep plans.

use super::{CatchUp, Generator, PlanRow, Start, StartStatus, open::begin, plan::the};
use crate::{
    cases::{Begun, Case},
    people,
};
use db::{
    PlanRowId, Source, StartId, Tx, UnitId,
    entity::{generator, plan_row, start},
};
use kernel::{Error, Result, error::Check, permit::Permit, time};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

/// How a flow runs.
#[derive(Debug, Clone, Default)]
pub struct Running {
    pub policy: CatchUp,
    /// The unit whose cases it begins; `None` for the one of whoever does the first step.
    pub unit: Option<UnitId>,
}

async fn get(src: &impl Source, procedure: &str, flow: &str) -> Result<Generator> {
    let key = (src.institution(), procedure.to_owned(), flow.to_owned());
    src.one(generator::Entity::find_by_id(key)).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

async fn save(tx: &mut Tx, was: &Generator, mut row: generator::ActiveModel) -> Result<()> {
    row.version = Set(was.version + 1);
    tx.swap(the(was).set(row).filter(generator::Column::Version.eq(was.version))).await
}

/// Chooses what becomes of missed runs and whose cases are begun.
pub async fn change(tx: &mut Tx, procedure: &str, flow: &str, to: Running) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let was = get(tx, procedure, flow).await?;
    if let Some(unit) = to.unit {
        people::query::get_unit(tx, unit).await?;
    }
    let row = generator::ActiveModel { policy: Set(to.policy), unit_id: Set(to.unit), ..Default::default() };
    save(tx, &was, row).await?;
    tx.record("schedule.changed", None, &was.procedure, serde_json::json!({ "flow": was.flow })).await
}

/// Lets runs fall out until somebody goes on; each stays visible as skipped. Conflict when it is paused already.
pub async fn pause(tx: &mut Tx, procedure: &str, flow: &str) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let was = get(tx, procedure, flow).await?;
    if was.paused_at.is_some() {
        return Err(Error::conflict("error-changed-meanwhile"));
    }
    let row = generator::ActiveModel { paused_at: Set(Some(tx.now())), ..Default::default() };
    save(tx, &was, row).await?;
    tx.record("schedule.paused", None, &was.procedure, serde_json::json!({ "flow": was.flow })).await
}

/// Ends a pause: the next run happens, what fell out does not come back.
pub async fn go_on(tx: &mut Tx, procedure: &str, flow: &str) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let was = get(tx, procedure, flow).await?;
    if was.paused_at.is_none() {
        return Err(Error::conflict("error-changed-meanwhile"));
    }
    let row = generator::ActiveModel { paused_at: Set(None), ..Default::default() };
    save(tx, &was, row).await?;
    tx.record("schedule.resumed", None, &was.procedure, serde_json::json!({ "flow": was.flow })).await
}

/// Begins a case of the flow now, beside its runs. The reason stays with the case.
pub async fn run_now(tx: &mut Tx, procedure: &str, flow: &str, reason: &str) -> Result<Case> {
    tx.require(Permit::ManageProcedures)?;
    let reason = given(reason)?;
    let generator = get(tx, procedure, flow).await?;
    let begun = Begun::Hand { name: tx.actor().name.clone(), reason: reason.clone() };
    let id: StartId = tx.id();
    let run = Start {
        id,
        institution_id: tx.institution(),
        procedure: generator.procedure,
        flow: generator.flow,
        key: format!("{procedure}:{flow}:n:{id}"),
        why: serde_json::to_string(&begun).map_err(Error::internal)?,
        due_at: tx.now(),
        limit_at: None,
        unit_id: None,
        subject: String::new(),
        status: StartStatus::Planned,
        case_id: None,
        reason,
        by_name: tx.actor().name.clone(),
        created_at: tx.now(),
        opened_at: None,
        settled_at: None,
    };
    tx.insert(run.clone().into_active_model()).await?;
    let case = begin(tx, &run, &begun).await?;
    tx.record("schedule.run", Some(case.id.0), &case.number, serde_json::json!({})).await?;
    Ok(case)
}

/// Says why a run does not happen (still planned: it is skipped) or did not (it is justified). Conflict for one that was
/// done or is under way.
pub async fn justify(tx: &mut Tx, id: StartId, reason: &str) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let reason = given(reason)?;
    let query = start::Entity::find_by_id(id).filter(start::Column::InstitutionId.eq(tx.institution()));
    let was = tx.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    let status = match was.status {
        StartStatus::Planned => StartStatus::Skipped,
        StartStatus::Missed | StartStatus::Skipped => StartStatus::Justified,
        StartStatus::Opened | StartStatus::Done | StartStatus::Justified => {
            return Err(Error::conflict("start-nothing-to-justify"));
        }
    };
    let row = start::ActiveModel {
        status: Set(status),
        reason: Set(reason),
        by_name: Set(tx.actor().name.clone()),
        settled_at: Set(Some(tx.now())),
        ..Default::default()
    };
    let update = start::Entity::update_many().set(row).filter(start::Column::Id.eq(id));
    tx.swap(update.filter(start::Column::Status.eq(was.status))).await?;
    tx.record("start.justified", Some(id.0), &was.procedure, serde_json::json!({})).await
}

fn given(reason: &str) -> Result<String> {
    match reason.trim() {
        "" => Err(Error::field("reason", "reason-required")),
        reason => Ok(reason.to_owned()),
    }
}

/// A row of a plan, as it is typed.
#[derive(Debug, Clone, Default)]
pub struct PlanRowDraft {
    pub plan: String,
    /// `2026-05-04`, today or later.
    pub day: String,
    pub unit: Option<UnitId>,
    pub subject: String,
    /// Whole days, 0 to 90.
    pub notice_days: String,
}

/// Adds a row to a plan. Its case begins as many days before as the row says, at opening time, on a working day.
/// Refuses a day that is past and what is missing, each at its field.
pub async fn add_plan_row(tx: &mut Tx, draft: PlanRowDraft) -> Result<PlanRowId> {
    tx.require(Permit::ManageProcedures)?;
    let today = people::today(tx).await?;
    let (day, days) = (time::date(draft.day.trim()), draft.notice_days.trim().parse::<i64>());
    let mut check = Check::new();
    check.that(!draft.plan.trim().is_empty(), "plan", "field-required");
    check.that(day.is_some(), "plan_day", "field-not-a-date");
    check.that(day.is_none_or(|d| d >= today), "plan_day", "plan-day-past");
    check.that(draft.unit.is_some(), "plan_unit", "field-required");
    check.that(!draft.subject.trim().is_empty(), "subject", "field-required");
    check.that(days.as_ref().is_ok_and(|n| (0..=90).contains(n)), "notice_days", "plan-notice-days");
    check.done()?;
    let (Some(day), Some(unit), Ok(notice_days)) = (day, draft.unit, days) else {
        return Err(Error::invalid("field-required"));
    };
    people::query::get_unit(tx, unit).await?;
    let row = PlanRow {
        id: tx.id(),
        institution_id: tx.institution(),
        plan: draft.plan.trim().to_owned(),
        day,
        unit_id: unit,
        subject: draft.subject.trim().to_owned(),
        notice_days,
        created_at: tx.now(),
        withdrawn_at: None,
    };
    let id = row.id;
    let label = format!("{}: {day} {}", row.plan, row.subject);
    tx.insert(row.into_active_model()).await?;
    tx.record("plan.added", Some(id.0), &label, serde_json::json!({})).await?;
    Ok(id)
}

/// Takes a row out of its plan. A case that began already goes on. NotFound when it is out.
pub async fn withdraw_plan_row(tx: &mut Tx, id: PlanRowId) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let here = plan_row::Entity::find_by_id(id).filter(plan_row::Column::InstitutionId.eq(tx.institution()));
    let was = tx.one(here).await?.filter(|r| r.withdrawn_at.is_none());
    let was = was.ok_or_else(|| Error::not_found("error-not-found"))?;
    let row = plan_row::ActiveModel { withdrawn_at: Set(Some(tx.now())), ..Default::default() };
    tx.swap(plan_row::Entity::update_many().set(row).filter(plan_row::Column::Id.eq(id))).await?;
    let label = format!("{}: {} {}", was.plan, was.day, was.subject);
    tx.record("plan.withdrawn", Some(id.0), &label, serde_json::json!({})).await
}
