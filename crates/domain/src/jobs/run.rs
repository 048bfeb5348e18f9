//! Doing the work: lease, act without a transaction, record.

use super::{
    Job, JobStatus, Work,
    queue::{TRIES, enqueue, pause},
};
use crate::{Office, cases, levels, mail, manuals, papers, people, search};
use db::{
    Source as _,
    entity::{job, link, session, throttle},
};
use kernel::{Error, Kind, Result, permit::Actor, time::Duration};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

/// A worker that says nothing for so long is held to be dead, and its job is free.
const LEASE: Duration = Duration::minutes(5);

/// Leases and does one due job. `false` when there is none.
pub async fn run_one(office: &Office, worker: &str) -> Result<bool> {
    let now = office.now();
    let Some(id) = office.db.claim_job(worker, now, now + LEASE).await? else { return Ok(false) };
    let nobody = office.read(&Actor::system(Uuid::nil()));
    let job = nobody.one(job::Entity::find_by_id(id)).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    let done = match serde_json::from_str::<Work>(&job.payload) {
        // Its workers died each time: one more would follow them.
        Ok(_) if job.attempts > TRIES => Err(Error::invalid("job-kept-dying")),
        Ok(work) => run(office, &job, work).await,
        // Parked at once: no other try makes this version know it.
        Err(e) => Err(Error::invalid("job-unknown").with_source(e)),
    };
    settle(office, job, worker, done).await?;
    Ok(true)
}

/// Does everything that is due now, e.g. in tests and before leaving. Returns how many jobs ran.
pub async fn drain(office: &Office) -> Result<usize> {
    let mut ran = 0;
    while run_one(office, "drain").await? {
        ran += 1;
    }
    Ok(ran)
}

async fn run(office: &Office, job: &Job, work: Work) -> Result<()> {
    let system = Actor::system(job.institution_id.map_or(Uuid::nil(), |i| i.0));
    match work {
        Work::PrintPaper { paper } => papers::print(office, &system, paper).await.map(drop),
        Work::PrintSigned { paper } => papers::print_signed(office, &system, paper).await.map(drop),
        Work::FireTimer { case, timer } => {
            let mut tx = office.write(&system).await?;
            cases::fire_timer(&mut tx, case, timer).await?;
            tx.commit().await
        }
        Work::WatchLevel { case, which, late } => {
            let mut tx = office.write(&system).await?;
            levels::ring(&mut tx, case, which, late).await?;
            tx.commit().await
        }
        Work::RecountLevels => recount_levels(office).await,
        Work::EnterManual { manual } => {
            let mut tx = office.write(&system).await?;
            manuals::enter(&mut tx, manual).await?;
            tx.commit().await
        }
        Work::ExpireManual { manual } => {
            let mut tx = office.write(&system).await?;
            manuals::expire(&mut tx, manual).await?;
            tx.commit().await
        }
        Work::IndexSearch { after } => {
            let Some(last) = search::rebuild(office, after).await? else { return Ok(()) };
            let mut tx = office.write(&system).await?;
            let (key, now) = (format!("index_search:{last}"), tx.now());
            enqueue(&mut tx, Work::IndexSearch { after: Some(last) }, now, Some(key)).await?;
            tx.commit().await
        }
        Work::SendLetter { letter } => mail::send(office, &system, letter).await,
        Work::TidyUp => tidy_up(office, &system).await,
    }
}

/// Records how a job ended, if this worker still has it: a late one changes nothing.
pub(super) async fn settle(office: &Office, job: Job, worker: &str, done: Result<()>) -> Result<()> {
    let mut tx = office.write(&Actor::system(Uuid::nil())).await?;
    let now = tx.now();
    let row = match done {
        Ok(()) => job::ActiveModel {
            status: Set(JobStatus::Done),
            ended_at: Set(Some(now)),
            error: Set(String::new()),
            ..Default::default()
        },
        Err(e) => {
            tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempts, error = %e, "a job failed");
            // Only what may pass by itself is tried again.
            let give_up =
                job.attempts >= TRIES || !matches!(e.kind, Kind::Unavailable | Kind::Internal | Kind::Conflict);
            job::ActiveModel {
                status: Set(if give_up { JobStatus::Dead } else { JobStatus::Pending }),
                due_at: Set(now + pause(job.attempts)),
                ended_at: Set(give_up.then_some(now)),
                error: Set(e.to_string()),
                leased_by: Set(None),
                leased_until: Set(None),
                ..Default::default()
            }
        }
    };
    let mine = job::Entity::update_many()
        .set(row)
        .filter(job::Column::Id.eq(job.id))
        .filter(job::Column::Status.eq(JobStatus::Pending));
    tx.update(mine.filter(job::Column::LeasedBy.eq(worker))).await?;
    tx.commit().await
}

async fn recount_levels(office: &Office) -> Result<()> {
    let nobody = office.read(&Actor::system(Uuid::nil()));
    for institution in people::query::institutions(&nobody).await? {
        let mut tx = office.write(&Actor::system(institution.id.0)).await?;
        levels::catch_up(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn tidy_up(office: &Office, system: &Actor) -> Result<()> {
    let mut tx = office.write(system).await?;
    let now = tx.now();
    tx.delete(session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(now))).await?;
    tx.delete(link::Entity::delete_many().filter(link::Column::ExpiresAt.lt(now - Duration::days(30)))).await?;
    tx.delete(throttle::Entity::delete_many().filter(throttle::Column::FirstAt.lt(now - Duration::days(1)))).await?;
    let over =
        Condition::any().add(job::Column::Status.eq(JobStatus::Done)).add(job::Column::Status.eq(JobStatus::Cancelled));
    tx.delete(job::Entity::delete_many().filter(over).filter(job::Column::EndedAt.lt(now - Duration::days(7)))).await?;
    tx.commit().await
}
