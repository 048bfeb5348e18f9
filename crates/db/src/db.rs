//! The open database: pools, migrations, and the channel that wakes pages and workers after a commit.

use crate::{
    conflict::{failed, is_unavailable},
    dialect,
    id::{InstitutionId, JobId},
    migration::Migrator,
    tx::{Read, Tx},
};
use kernel::{Result, permit::Actor, random::Random, time::Instant};
use sea_orm::{DatabaseConnection, TransactionTrait as _};
use sea_orm_migration::MigratorTrait as _;
use tokio::sync::broadcast;

/// Something was committed that somebody may be waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wake {
    /// The queue of this institution changed.
    Queue(InstitutionId),
    /// A job became due.
    Jobs,
}

/// The database of one installation. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    write: DatabaseConnection,
    read: DatabaseConnection,
    wakes: broadcast::Sender<Wake>,
}

impl Db {
    /// Opens `sqlite://path` or `postgres://…` and brings the schema up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let (write, read) = dialect::connect(url).await?;
        Migrator::up(&write, None).await.map_err(failed)?;
        Ok(Self { write, read, wakes: broadcast::channel(256).0 })
    }

    /// Begins a transaction in which `actor` acts at `now`. Dropping it takes everything back.
    pub async fn write(&self, actor: Actor, now: Instant, random: Random) -> Result<Tx> {
        let sql = self.write.begin_with_options(dialect::write_options()).await.map_err(failed)?;
        Ok(Tx::new(sql, actor, now, random, self.wakes.clone()))
    }

    /// Reads as `actor` at `now`, without a transaction.
    pub fn read(&self, actor: Actor, now: Instant) -> Read {
        Read::new(self.read.clone(), actor, now)
    }

    /// Leases one due job until `until`, if there is one.
    pub async fn claim_job(&self, worker: &str, now: Instant, until: Instant) -> Result<Option<JobId>> {
        match dialect::claim_job(&self.write, worker, now, until).await {
            Err(e) if is_unavailable(&e) => Ok(None),
            other => other,
        }
    }

    /// What is committed from now on.
    pub fn wakes(&self) -> broadcast::Receiver<Wake> {
        self.wakes.subscribe()
    }

    /// `table.column` and whether it may be null, for the schema tests.
    pub async fn describe(&self) -> Result<Vec<String>> {
        dialect::describe(&self.read).await
    }

    /// Closes the pools; SQLite then folds its log into the file.
    pub async fn close(self) -> Result<()> {
        self.read.close().await.map_err(failed)?;
        self.write.close().await.map_err(failed)
    }
}
