//! The planner: which runs come, written down ahead.

use super::{
    CatchUp, Generator, PlanRow, Start, StartStatus,
    model::{before, in_words, limit, occurrences, opening, working_day_until},
};
use crate::{cases::Begun, people, procedures};
use db::{
    Source, Tx, UnitId,
    entity::{contract, generator, plan_row, start},
};
use kernel::{
    Error, Result,
    time::{Calendar, Date, Duration, Instant, Span},
};
use procedure::{
    definition::{Definition, Flow, Trigger},
    times,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use std::{collections::BTreeSet, sync::Arc};

/// How far ahead the runs of a schedule are written down; the next one always is.
const AHEAD: Duration = Duration::days(7);
/// The register whose dates can begin something.
pub(super) const CONTRACT_END: &str = "contrato.vencimiento";

/// A flow in force that begins by itself.
#[derive(Debug, Clone)]
pub(super) struct Flowing {
    pub version: procedures::Version,
    pub definition: Arc<Definition>,
    pub flow: Flow,
}

/// The flows in force that begin by themselves, by the title of their procedures.
pub(super) async fn flowing(src: &impl Source) -> Result<Vec<Flowing>> {
    let mut out = Vec::new();
    for version in procedures::query::list_in_force(src).await? {
        let definition = procedures::query::definition(&version)?;
        for flow in definition.flows.iter().filter(|f| by_itself(&f.trigger)) {
            out.push(Flowing { version: version.clone(), definition: definition.clone(), flow: flow.clone() });
        }
    }
    Ok(out)
}

fn by_itself(trigger: &Trigger) -> bool {
    match trigger {
        Trigger::Schedule(_) | Trigger::Plan(_) | Trigger::Before { .. } => true,
        Trigger::Request | Trigger::Message(_) => false,
    }
}

/// Contracts that hold and that nothing renews yet, by their end.
async fn ending(src: &impl Source, today: Date) -> Result<Vec<contract::Model>> {
    let query = contract::Entity::find()
        .filter(contract::Column::InstitutionId.eq(src.institution()))
        .filter(contract::Column::EndOn.gte(today))
        .filter(contract::Column::RenewedById.is_null());
    src.all(query.order_by_asc(contract::Column::EndOn).order_by_asc(contract::Column::Id).limit(500)).await
}

/// The rows of a plan from a day on that nobody withdrew.
pub(super) async fn rows_of_plan(src: &impl Source, plan: Option<&str>, from: Date) -> Result<Vec<PlanRow>> {
    let mut query = plan_row::Entity::find()
        .filter(plan_row::Column::InstitutionId.eq(src.institution()))
        .filter(plan_row::Column::WithdrawnAt.is_null())
        .filter(plan_row::Column::Day.gte(from));
    if let Some(plan) = plan {
        query = query.filter(plan_row::Column::Plan.eq(plan));
    }
    src.all(query.order_by_asc(plan_row::Column::Day).order_by_asc(plan_row::Column::Id).limit(500)).await
}

/// Everything one institution's planning takes turns on.
pub(super) async fn lock(tx: &mut Tx) -> Result<()> {
    let name = format!("starts:{}", tx.institution());
    tx.lock_queue(&name).await
}

/// One run to write down.
struct Coming {
    key: String,
    due_at: Instant,
    limit_at: Option<Instant>,
    why: Begun,
    unit: Option<UnitId>,
    subject: String,
}

/// Writes down what comes, takes away what no longer does, and moves the marks on.
pub(super) async fn plan(tx: &mut Tx) -> Result<()> {
    lock(tx).await?;
    let calendar = people::calendar(tx).await?;
    let flows = flowing(tx).await?;
    let mut keys = BTreeSet::new();
    for f in &flows {
        let generator = generator_of(tx, &f.version.code, &f.flow.start).await?;
        let coming = coming(tx, f, &generator, &calendar).await?;
        keys.extend(coming.iter().map(|c| c.key.clone()));
        write_down(tx, f, coming).await?;
        move_mark(tx, &generator).await?;
    }
    let gone = planned(tx).await?.into_iter().filter(|s| !keys.contains(&s.key));
    let now = tx.now();
    // What is due already and was a schedule's is decided by the catch-up; all else no longer comes.
    let gone = gone.filter(|s| s.due_at > now || !s.key.contains(":h:") || !flows.iter().any(|f| is_of(s, f)));
    let ids: Vec<db::StartId> = gone.map(|s| s.id).collect();
    tx.delete(start::Entity::delete_many().filter(start::Column::Id.is_in(ids))).await.map(drop)
}

pub(super) fn is_of(start: &Start, f: &Flowing) -> bool {
    start.procedure == f.version.code && start.flow == f.flow.start
}

/// What is written down and not yet due or decided.
pub(super) async fn planned(src: &impl Source) -> Result<Vec<Start>> {
    let query = start::Entity::find()
        .filter(start::Column::InstitutionId.eq(src.institution()))
        .filter(start::Column::Status.eq(StartStatus::Planned));
    src.all(query.order_by_asc(start::Column::DueAt).order_by_asc(start::Column::Id)).await
}

/// The flow's generator; a new one begins now, without a past.
async fn generator_of(tx: &mut Tx, procedure: &str, flow: &str) -> Result<Generator> {
    let key = (tx.institution(), procedure.to_owned(), flow.to_owned());
    if let Some(had) = tx.one(generator::Entity::find_by_id(key)).await? {
        return Ok(had);
    }
    let new = Generator {
        institution_id: tx.institution(),
        procedure: procedure.to_owned(),
        flow: flow.to_owned(),
        mark: tx.now(),
        policy: CatchUp::default(),
        unit_id: None,
        paused_at: None,
        version: 1,
    };
    tx.insert(new.into_active_model()).await
}

pub(super) fn the(generator: &Generator) -> sea_orm::UpdateMany<generator::Entity> {
    generator::Entity::update_many()
        .filter(generator::Column::InstitutionId.eq(generator.institution_id))
        .filter(generator::Column::Procedure.eq(generator.procedure.as_str()))
        .filter(generator::Column::Flow.eq(generator.flow.as_str()))
}

async fn move_mark(tx: &mut Tx, generator: &Generator) -> Result<()> {
    let row = generator::ActiveModel { mark: Set(tx.now()), ..Default::default() };
    tx.swap(the(generator).set(row)).await
}

async fn coming(tx: &Tx, f: &Flowing, generator: &Generator, calendar: &Calendar) -> Result<Vec<Coming>> {
    let name = format!("{}:{}", f.version.code, f.flow.start);
    let today = calendar.zone().today(tx.now());
    match &f.flow.trigger {
        Trigger::Schedule(words) => {
            let schedule = times::schedule(words).ok_or_else(|| Error::internal(format!("no schedule: {words}")))?;
            // What came in force later than the mark has no runs before that.
            let since = f.version.in_force_at.map_or(generator.mark, |at| at.max(generator.mark));
            let mut runs = occurrences(&schedule, since, tx.now() + AHEAD, calendar);
            if runs.iter().all(|(at, _)| *at <= tx.now()) {
                runs.extend(super::model::following(&schedule, tx.now(), calendar).map(|at| (at, None)));
            }
            let run = |(due_at, _): (Instant, _)| Coming {
                key: format!("{name}:h:{}", due_at.timestamp()),
                due_at,
                limit_at: limit(&schedule, due_at, calendar),
                why: Begun::Schedule { words: words.clone(), due_on: calendar.zone().today(due_at) },
                unit: None,
                subject: String::new(),
            };
            Ok(runs.into_iter().map(run).collect())
        }
        Trigger::Plan(plan) => {
            let rows = rows_of_plan(tx, Some(plan), today).await?;
            Ok(rows.into_iter().map(|row| of_row(&name, row, calendar)).collect())
        }
        Trigger::Before { span, of } if of == CONTRACT_END => {
            let contracts = ending(tx, today).await?;
            Ok(contracts.into_iter().map(|c| of_contract(&name, c, *span, calendar)).collect())
        }
        // A date that no register keeps begins nothing.
        Trigger::Before { .. } | Trigger::Request | Trigger::Message(_) => Ok(Vec::new()),
    }
}

fn of_row(name: &str, row: PlanRow, calendar: &Calendar) -> Coming {
    let day = working_day_until(row.day - Duration::days(row.notice_days), calendar);
    Coming {
        key: format!("{name}:p:{}:{}", row.id, row.day),
        due_at: opening(day, calendar),
        limit_at: None,
        why: Begun::Plan { plan: row.plan, day: row.day, subject: row.subject.clone() },
        unit: Some(row.unit_id),
        subject: row.subject,
    }
}

fn of_contract(name: &str, contract: contract::Model, span: Span, calendar: &Calendar) -> Coming {
    let (counted, due_on) = before(contract.end_on, span, calendar);
    Coming {
        key: format!("{name}:c:{}:{}", contract.id, contract.end_on),
        due_at: opening(due_on, calendar),
        limit_at: None,
        why: Begun::Before {
            length: in_words(span),
            contract: contract.name.clone(),
            end_on: contract.end_on,
            counted,
            due_on,
        },
        unit: None,
        subject: contract.name,
    }
}

async fn write_down(tx: &mut Tx, f: &Flowing, coming: Vec<Coming>) -> Result<()> {
    let had = start::Entity::find()
        .filter(start::Column::InstitutionId.eq(tx.institution()))
        .filter(start::Column::Key.is_in(coming.iter().map(|c| c.key.as_str())));
    let had: BTreeSet<String> = tx.all(had).await?.into_iter().map(|s| s.key).collect();
    let mut rows = Vec::new();
    for c in coming.into_iter().filter(|c| !had.contains(&c.key)) {
        rows.push(
            Start {
                id: tx.id(),
                institution_id: tx.institution(),
                procedure: f.version.code.clone(),
                flow: f.flow.start.clone(),
                key: c.key,
                why: serde_json::to_string(&c.why).map_err(Error::internal)?,
                due_at: c.due_at,
                limit_at: c.limit_at,
                unit_id: c.unit,
                subject: c.subject,
                status: StartStatus::Planned,
                case_id: None,
                reason: String::new(),
                by_name: String::new(),
                created_at: tx.now(),
                opened_at: None,
                settled_at: None,
            }
            .into_active_model(),
        );
    }
    tx.insert_all(rows).await
}
