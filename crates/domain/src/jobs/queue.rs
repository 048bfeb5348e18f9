//! The queue: enqueue, cancel, look, retry.

use super::{Job, JobStatus};
use crate::levels;
use db::{CaseId, JobId, LetterId, ManualId, PaperId, Source, Tx, Wake, entity::job};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::Permit,
    time::{Duration, Instant},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What can be enqueued: ids only. Names and fields never change once released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Work {
    /// Prints a frozen paper and keeps its PDF.
    PrintPaper { paper: PaperId },
    /// Prints the copy with the drawn signature on it.
    PrintSigned { paper: PaperId },
    /// A deadline of a case.
    FireTimer { case: CaseId, timer: Uuid },
    /// A promise of a service level is due soon, or is late.
    WatchLevel { case: CaseId, which: levels::Which, late: bool },
    /// Deadlines are counted again where a calendar was corrected.
    RecountLevels,
    /// The day on which an approved manual comes in force.
    EnterManual { manual: ManualId },
    /// The day after the term of a manual ends.
    ExpireManual { manual: ManualId },
    /// What was there before the index of words becomes findable, some cases at a time.
    IndexSearch { after: Option<CaseId> },
    /// A letter of the outbox goes to the server.
    SendLetter { letter: LetterId },
    /// Ended sessions, used links, old throttles and finished jobs go.
    TidyUp,
}

impl Work {
    pub fn kind(&self) -> &'static str {
        match self {
            Self::PrintPaper { .. } => "print_paper",
            Self::PrintSigned { .. } => "print_signed",
            Self::FireTimer { .. } => "fire_timer",
            Self::EnterManual { .. } => "enter_manual",
            Self::ExpireManual { .. } => "expire_manual",
            Self::IndexSearch { .. } => "index_search",
            Self::WatchLevel { .. } => "watch_level",
            Self::RecountLevels => "recount_levels",
            Self::SendLetter { .. } => "send_letter",
            Self::TidyUp => "tidy_up",
        }
    }

    fn case(&self) -> Option<CaseId> {
        match self {
            Self::FireTimer { case, .. } | Self::WatchLevel { case, .. } => Some(*case),
            Self::PrintPaper { .. }
            | Self::PrintSigned { .. }
            | Self::EnterManual { .. }
            | Self::ExpireManual { .. }
            | Self::IndexSearch { .. }
            | Self::RecountLevels
            | Self::SendLetter { .. }
            | Self::TidyUp => None,
        }
    }

    fn is_upkeep(&self) -> bool {
        match self {
            Self::TidyUp | Self::RecountLevels | Self::IndexSearch { .. } => true,
            Self::PrintPaper { .. }
            | Self::PrintSigned { .. }
            | Self::EnterManual { .. }
            | Self::ExpireManual { .. }
            | Self::WatchLevel { .. }
            | Self::SendLetter { .. }
            | Self::FireTimer { .. } => false,
        }
    }
}

/// Enqueues work for `due_at`. With a `key`, the same work is there once: enqueued again it is only moved and made
/// pending.
pub(crate) async fn enqueue(tx: &mut Tx, work: Work, due_at: Instant, key: Option<String>) -> Result<()> {
    tx.wake(Wake::Jobs);
    if let Some(key) = &key {
        let row = job::ActiveModel {
            due_at: Set(due_at),
            status: Set(JobStatus::Pending),
            attempts: Set(0),
            leased_by: Set(None),
            leased_until: Set(None),
            ended_at: Set(None),
            ..Default::default()
        };
        if tx.update(job::Entity::update_many().set(row).filter(job::Column::Key.eq(key.as_str()))).await? > 0 {
            return Ok(());
        }
    }
    let row = job::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set((!work.is_upkeep()).then(|| tx.institution())),
        kind: Set(work.kind().to_owned()),
        payload: Set(serde_json::to_string(&work).map_err(Error::internal)?),
        key: Set(key),
        case_id: Set(work.case()),
        due_at: Set(due_at),
        status: Set(JobStatus::Pending),
        attempts: Set(0),
        leased_by: Set(None),
        leased_until: Set(None),
        error: Set(String::new()),
        created_at: Set(tx.now()),
        ended_at: Set(None),
    };
    tx.insert(row).await.map(drop)
}

/// Takes back pending work; fine when it was done or never there.
pub(crate) async fn cancel(tx: &mut Tx, key: &str) -> Result<()> {
    let row =
        job::ActiveModel { status: Set(JobStatus::Cancelled), ended_at: Set(Some(tx.now())), ..Default::default() };
    let pending = job::Entity::update_many()
        .set(row)
        .filter(job::Column::Key.eq(key))
        .filter(job::Column::Status.eq(JobStatus::Pending));
    tx.update(pending).await.map(drop)
}

fn listed(src: &impl Source) -> sea_orm::Select<job::Entity> {
    let ours = Condition::any()
        .add(job::Column::InstitutionId.eq(src.institution()))
        .add(job::Column::InstitutionId.is_null());
    job::Entity::find().filter(ours)
}

/// Jobs in one state, by when they are due, a page after `after`.
pub async fn list_jobs(src: &impl Source, status: JobStatus, after: Option<&str>) -> Result<Page<Job>> {
    src.require(Permit::ManageJobs)?;
    let mut query = listed(src).filter(job::Column::Status.eq(status));
    if let Some((at, id)) = after.and_then(|a| a.rsplit_once('|')) {
        let at = crate::audit::instant_in_address(at)?;
        let id: JobId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(job::Column::DueAt), Expr::col(job::Column::Id)])
                .gt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let rows = src.all(query.order_by_asc(job::Column::DueAt).order_by_asc(job::Column::Id).limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |j| format!("{}|{}", j.due_at.to_rfc3339(), j.id)))
}

/// Puts a job that gave up back in the queue, with all its tries.
pub async fn retry(tx: &mut Tx, id: JobId) -> Result<()> {
    tx.require(Permit::ManageJobs)?;
    let job =
        tx.one(listed(tx).filter(job::Column::Id.eq(id))).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    let row = job::ActiveModel {
        status: Set(JobStatus::Pending),
        attempts: Set(0),
        due_at: Set(tx.now()),
        leased_until: Set(None),
        ended_at: Set(None),
        ..Default::default()
    };
    let dead = job::Entity::update_many()
        .set(row)
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::Status.eq(JobStatus::Dead));
    tx.swap(dead).await?;
    tx.wake(Wake::Jobs);
    tx.record("job.retried", Some(id.0), &job.kind, serde_json::json!({ "error": job.error })).await
}

/// How long to wait after the n-th failed try (from 1): one minute, then four times as long each time.
pub(super) fn pause(attempt: i64) -> Duration {
    let exponent = u32::try_from(Ord::clamp(attempt - 1, 0, 5)).unwrap_or(0);
    Duration::minutes(4i64.pow(exponent))
}

/// How often a job is tried before it waits for a person.
pub(super) const TRIES: i64 = 6;
