//! The queue by order of arrival.

use crate::cases::{self, Case, CaseStatus, Task, TaskStatus};
use db::{
    CaseId, Source, TaskId, Tx, UnitId, contains,
    entity::{cases as case_table, task},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::Permit,
};
use procedure::state::Command;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Select,
    sea_query::{Expr, ExprTrait as _, SimpleExpr},
};
use std::collections::{BTreeMap, BTreeSet};

/// A case that waits for somebody.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub task: Task,
    pub case: Case,
}

/// A task that somebody has.
#[derive(Debug, Clone)]
pub struct Mine {
    pub task: Task,
    pub case: Case,
    /// Name of its step, in the manual's words.
    pub step: String,
}

/// Suspended cases wait for something else and stand in nobody's way.
fn waiting(src: &impl Source) -> Select<task::Entity> {
    let suspended = case_table::Entity::find()
        .filter(case_table::Column::InstitutionId.eq(src.institution()))
        .filter(case_table::Column::Status.eq(CaseStatus::Suspended))
        .select_only()
        .column(case_table::Column::Id);
    task::Entity::find()
        .filter(task::Column::InstitutionId.eq(src.institution()))
        .filter(task::Column::Status.eq(TaskStatus::Open))
        .filter(task::Column::InQueue.eq(true))
        .filter(task::Column::OwnerId.is_null())
        .filter(task::Column::CaseId.not_in_subquery(suspended.into_query()))
}

fn by_arrival(query: Select<task::Entity>) -> Select<task::Entity> {
    query.order_by_asc(task::Column::ArrivedAt).order_by_asc(task::Column::Id)
}

/// The queue, oldest first, a page after `after`.
pub async fn queue(src: &impl Source, after: Option<&str>) -> Result<Page<Waiting>> {
    src.require(Permit::WorkCases)?;
    let mut query = waiting(src);
    if let Some((at, id)) = after.and_then(|a| a.rsplit_once('|')) {
        let at = crate::audit::instant_in_address(at)?;
        let id: TaskId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(task::Column::ArrivedAt), Expr::col(task::Column::Id)])
                .gt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let rows = src.all(by_arrival(query).limit(LIMIT + 1)).await?;
    let page = Page::cut(rows, LIMIT, |t| format!("{}|{}", t.arrived_at.to_rfc3339(), t.id));
    let cases = cases_of(src, &page.rows).await?;
    let rows =
        page.rows.into_iter().filter_map(|task| cases.get(&task.case_id).cloned().map(|case| Waiting { task, case }));
    Ok(Page { rows: rows.collect(), next: page.next })
}

/// How many wait.
pub async fn queue_length(src: &impl Source) -> Result<u64> {
    src.require(Permit::WorkCases)?;
    src.count(waiting(src)).await
}

/// How many waiting cases arrived before this one; nothing when it does not wait. A number only: its asker may know it.
pub async fn ahead(src: &impl Source, case: CaseId) -> Result<u64> {
    match src.one(waiting(src).filter(task::Column::CaseId.eq(case))).await? {
        Some(task) => src.count(older(src, &task)).await,
        None => Ok(0),
    }
}

/// The actor's own open tasks, oldest case first, at most fifty.
pub async fn mine(src: &impl Source) -> Result<Vec<Mine>> {
    let open = task::Entity::find()
        .filter(task::Column::OwnerId.eq(src.person()?))
        .filter(task::Column::Status.eq(TaskStatus::Open));
    let tasks = src.all(by_arrival(open).limit(LIMIT)).await?;
    with_steps(src, tasks).await
}

/// Open tasks that nobody has and that are no turn of the queue, for one of the actor's roles: what is left to print
/// and to file, and what the asker or the head of a unit has to do. Oldest case first, at most fifty.
pub async fn to_finish(src: &impl Source) -> Result<Vec<Mine>> {
    let person = src.person()?;
    let role = |name: &str| contains(task::Column::Roles, &format!("\"{name}\""));
    let of = |own: SimpleExpr| {
        let cases =
            case_table::Entity::find().filter(case_table::Column::InstitutionId.eq(src.institution())).filter(own);
        task::Column::CaseId.in_subquery(cases.select_only().column(case_table::Column::Id).into_query())
    };
    let own = of(case_table::Column::RequesterId.eq(person));
    let mut any = Condition::any().add(Condition::all().add(role("usuario_del_caso")).add(own));
    for holding in &src.actor().roles {
        any = match holding.unit {
            None => any.add(role(&holding.role)),
            Some(unit) => {
                let either = Condition::any().add(role(&holding.role)).add(role(&format!("{}_del_caso", holding.role)));
                any.add(Condition::all().add(either).add(of(case_table::Column::UnitId.eq(UnitId(unit)))))
            }
        };
    }
    let open = task::Entity::find()
        .filter(task::Column::InstitutionId.eq(src.institution()))
        .filter(task::Column::Status.eq(TaskStatus::Open))
        .filter(task::Column::OwnerId.is_null())
        .filter(task::Column::InQueue.eq(false))
        .filter(any);
    let tasks = src.all(by_arrival(open).limit(LIMIT)).await?;
    with_steps(src, tasks).await
}

async fn with_steps(src: &impl Source, tasks: Vec<Task>) -> Result<Vec<Mine>> {
    let cases = cases_of(src, &tasks).await?;
    let mut out = Vec::with_capacity(tasks.len());
    for task in tasks {
        let Some(case) = cases.get(&task.case_id).cloned() else { continue };
        let version = crate::procedures::query::get_version(src, case.definition_id).await?;
        let definition = crate::procedures::query::definition(&version)?;
        let step = definition.step(&task.step).map_or_else(|| task.step.clone(), |s| s.name().to_owned());
        out.push(Mine { task, case, step });
    }
    Ok(out)
}

async fn cases_of(src: &impl Source, tasks: &[Task]) -> Result<BTreeMap<CaseId, Case>> {
    let ids: BTreeSet<CaseId> = tasks.iter().map(|t| t.case_id).collect();
    let query = case_table::Entity::find()
        .filter(case_table::Column::Id.is_in(ids))
        .filter(case_table::Column::Status.ne(CaseStatus::Suspended));
    Ok(src.all(query).await?.into_iter().map(|c| (c.id, c)).collect())
}

/// Gives the actor the oldest waiting case that their roles may take; `None` when there is none. Two people at once get
/// two different ones.
pub async fn take_next(tx: &mut Tx) -> Result<Option<Case>> {
    tx.require(Permit::WorkCases)?;
    lock(tx).await?;
    let mut after = None;
    loop {
        let page = queue(tx, after.as_deref()).await?;
        for waiting in &page.rows {
            if may_take(tx, &waiting.case, &waiting.task) {
                let standing = cases::load(tx, waiting.case.id).await?;
                let command = Command::Take { task: waiting.task.id.0, reason: None };
                return Ok(Some(cases::perform(tx, standing, command, false).await?.case));
            }
        }
        after = page.next;
        if after.is_none() {
            return Ok(None);
        }
    }
}

/// Takes one waiting case, also out of turn: then with a reason, at the field `reason`.
pub async fn take(tx: &mut Tx, task: TaskId, reason: Option<String>) -> Result<Case> {
    tx.require(Permit::WorkCases)?;
    lock(tx).await?;
    let task = cases::query::get_task(tx, task).await?;
    let standing = cases::load(tx, task.case_id).await?;
    let out_of_turn = is_out_of_turn(tx, &task).await?;
    if out_of_turn && task.owner_id.is_none() && task.in_queue && reason.as_ref().is_none_or(|r| r.trim().is_empty()) {
        return Err(Error::field("reason", "queue-reason-needed"));
    }
    Ok(cases::perform(tx, standing, Command::Take { task: task.id.0, reason }, out_of_turn).await?.case)
}

/// Everybody who takes from the queue waits for the one before: what is oldest is oldest for all.
async fn lock(tx: &mut Tx) -> Result<()> {
    let name = format!("queue:{}", tx.institution());
    tx.lock_queue(&name).await
}

fn may_take(tx: &Tx, case: &Case, task: &Task) -> bool {
    let roles: Vec<String> = serde_json::from_str(&task.roles).unwrap_or_default();
    roles.iter().any(|r| cases::holds(tx.actor(), case, r))
}

/// Whether an older case waits that the actor may take as well.
async fn is_out_of_turn(tx: &Tx, task: &Task) -> Result<bool> {
    let mut pivot = None;
    loop {
        let mut query = older(tx, task);
        if let Some(after) = &pivot {
            query = query.filter(later_than(after));
        }
        let page = tx.all(by_arrival(query).limit(LIMIT)).await?;
        let cases = cases_of(tx, &page).await?;
        // Suspended cases wait for something else and hold up nobody.
        if page.iter().any(|t| cases.get(&t.case_id).is_some_and(|case| may_take(tx, case, t))) {
            return Ok(true);
        }
        let Some(last) = page.into_iter().nth(usize::try_from(LIMIT).unwrap_or(usize::MAX) - 1) else {
            return Ok(false);
        };
        pivot = Some(last);
    }
}

/// What waits longer than this task.
fn older(src: &impl Source, than: &Task) -> Select<task::Entity> {
    waiting(src).filter(
        Expr::tuple([Expr::col(task::Column::ArrivedAt), Expr::col(task::Column::Id)])
            .lt(Expr::tuple([Expr::value(than.arrived_at), Expr::value(than.id)])),
    )
}

fn later_than(task: &Task) -> SimpleExpr {
    Expr::tuple([Expr::col(task::Column::ArrivedAt), Expr::col(task::Column::Id)])
        .gt(Expr::tuple([Expr::value(task.arrived_at), Expr::value(task.id)]))
}
