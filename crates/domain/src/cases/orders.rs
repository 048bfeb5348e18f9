//! What the house does about the engine's orders: tasks, timers, papers and effects, in the transaction of the change.

use super::{Standing, Task, TaskStatus, actions};
use crate::{
    jobs::{self, Work},
    mail, papers,
};
use db::{PersonId, Source as _, TaskId, Tx, Wake, entity::task};
use kernel::{Error, Result};
use procedure::{
    definition::{Assignment, Step},
    engine::Outcome,
    state::{Event, Order},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use uuid::Uuid;

/// Carries out the engine's orders inside the same transaction.
pub(super) async fn obey(tx: &mut Tx, standing: &mut Standing, outcome: Outcome) -> Result<()> {
    for event in &outcome.events {
        if let Event::DocumentVoided { document, version, reason, .. } = event {
            papers::void(tx, &standing.case, document, *version, reason).await?;
        }
        if let Event::DocumentSigned { document, version, .. } = event {
            papers::mark_signed(tx, &standing.case, document, *version).await?;
        }
        if let Event::Annulled { reason, .. } = event {
            papers::void_all(tx, &standing.case, reason).await?;
        }
        if matches!(event, Event::Annulled { .. } | Event::Closed { .. }) {
            mail::closed(tx, &standing.case).await?;
        }
    }
    for order in outcome.orders {
        match order {
            Order::CreateTask { task, step, visit, owner } => {
                create_task(tx, standing, TaskId(task), &step, visit, owner).await?;
            }
            Order::OwnTask { task, owner } => own_task(tx, TaskId(task), owner.map(PersonId)).await?,
            Order::MoveTask { task, step, visit, owner } => {
                move_task(tx, standing, TaskId(task), &step, visit, owner).await?;
            }
            Order::FinishTask { task } => end_task(tx, TaskId(task), TaskStatus::Done).await?,
            Order::CancelTask { task } => end_task(tx, TaskId(task), TaskStatus::Cancelled).await?,
            Order::ArmTimer { timer, due_at } => {
                let work = Work::FireTimer { case: standing.case.id, timer };
                jobs::enqueue(tx, work, due_at, Some(format!("timer:{timer}"))).await?;
            }
            Order::CancelTimer { timer } => jobs::cancel(tx, &format!("timer:{timer}")).await?,
            Order::Run { step, n, effect } => actions::run(tx, standing, (&step, n), &effect).await?,
        }
    }
    tx.wake(Wake::Queue(standing.case.institution_id));
    Ok(())
}

fn row<'s>(standing: &'s Standing, step: &str) -> Result<&'s Step> {
    standing.definition.step(step).ok_or_else(|| Error::internal(format!("no step {step}")))
}

/// The roles of a row as a task keeps them.
fn roles(row: &Step) -> Result<String> {
    serde_json::to_string(&row.roles).map_err(Error::internal)
}

async fn create_task(
    tx: &mut Tx,
    standing: &Standing,
    id: TaskId,
    step: &str,
    visit: u32,
    owner: Option<Uuid>,
) -> Result<()> {
    let row = row(standing, step)?;
    let owner = owner.map(PersonId);
    let task = Task {
        id,
        institution_id: standing.case.institution_id,
        case_id: standing.case.id,
        step: step.to_owned(),
        visit: visit.into(),
        status: TaskStatus::Open,
        owner_id: owner,
        in_queue: row.assignment == Assignment::ArrivalOrder,
        roles: roles(row)?,
        arrived_at: standing.case.opened_at,
        created_at: tx.now(),
        owned_at: owner.map(|_| tx.now()),
        ended_at: None,
    };
    tx.insert(task.into_active_model()).await.map(drop)
}

/// A migrated task is listed by its new row: its roles, its queue, and who still has it.
async fn move_task(
    tx: &mut Tx,
    standing: &Standing,
    id: TaskId,
    step: &str,
    visit: u32,
    owner: Option<Uuid>,
) -> Result<()> {
    let row = row(standing, step)?;
    let mut moved = task::ActiveModel {
        step: Set(step.to_owned()),
        visit: Set(visit.into()),
        in_queue: Set(row.assignment == Assignment::ArrivalOrder),
        roles: Set(roles(row)?),
        ..Default::default()
    };
    if owner.is_none() {
        moved.owner_id = Set(None);
        moved.owned_at = Set(None);
    }
    tx.swap(task::Entity::update_many().set(moved).filter(task::Column::Id.eq(id))).await
}

/// A task given back waits in the queue again, in the place its case's arrival gives it.
async fn own_task(tx: &mut Tx, id: TaskId, owner: Option<PersonId>) -> Result<()> {
    let at = owner.map(|_| tx.now());
    let mut row = task::ActiveModel { owner_id: Set(owner), owned_at: Set(at), ..Default::default() };
    if owner.is_none() {
        row.in_queue = Set(true);
    }
    tx.swap(task::Entity::update_many().set(row).filter(task::Column::Id.eq(id))).await
}

async fn end_task(tx: &mut Tx, id: TaskId, status: TaskStatus) -> Result<()> {
    let row = task::ActiveModel { status: Set(status), ended_at: Set(Some(tx.now())), ..Default::default() };
    tx.swap(task::Entity::update_many().set(row).filter(task::Column::Id.eq(id))).await
}
