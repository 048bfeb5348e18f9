//! Every recurring job, in one table. A run that was missed while the house was dark is caught up once, not as often
//! as it was missed; several nodes enqueue it once.

use super::{Work, enqueue};
use crate::Office;
use db::{Source as _, entity::schedule};
use kernel::{
    Result,
    permit::Actor,
    time::{Duration, Instant},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

/// Something that happens every so often.
#[derive(Debug, Clone, Copy)]
pub struct Recurring {
    pub name: &'static str,
    pub every: Duration,
    work: fn() -> Work,
}

const RECURRING: &[Recurring] = &[
    Recurring { name: "tidy-up", every: Duration::hours(24), work: || Work::TidyUp },
    Recurring { name: "recount-levels", every: Duration::hours(1), work: || Work::RecountLevels },
];

/// The recurring jobs and when each was last enqueued.
pub async fn recurring(office: &Office) -> Result<Vec<(Recurring, Option<Instant>)>> {
    let read = office.read(&Actor::system(Uuid::nil()));
    let mut out = Vec::new();
    for r in RECURRING {
        out.push((*r, read.one(schedule::Entity::find_by_id(r.name)).await?.map(|s| s.mark)));
    }
    Ok(out)
}

/// Enqueues what has become due since it was last looked. Returns how many.
pub async fn catch_up(office: &Office) -> Result<usize> {
    let mut enqueued = 0;
    for r in RECURRING {
        let mut tx = office.write(&Actor::system(Uuid::nil())).await?;
        tx.lock_queue(&format!("schedule:{}", r.name)).await?;
        let now = tx.now();
        let was = tx.one(schedule::Entity::find_by_id(r.name)).await?;
        if was.as_ref().is_some_and(|s| s.mark + r.every > now) {
            continue;
        }
        match was {
            Some(_) => {
                let row = schedule::ActiveModel { mark: Set(now), ..Default::default() };
                tx.swap(schedule::Entity::update_many().set(row).filter(schedule::Column::Name.eq(r.name))).await?;
            }
            None => {
                tx.insert(schedule::ActiveModel { name: Set(r.name.to_owned()), mark: Set(now) }).await.map(drop)?;
            }
        }
        enqueue(&mut tx, (r.work)(), now, Some(format!("schedule:{}:{}", r.name, now.timestamp_micros()))).await?;
        tx.commit().await?;
        enqueued += 1;
    }
    Ok(enqueued)
}
