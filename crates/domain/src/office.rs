//! What a verb finds around it: database, clock, randomness, files, press and mail.

use db::{Db, Read, Tx};
use kernel::{
    Result,
    permit::Actor,
    ports::{FileStore, Mailboxes, Mailer, Press},
    random::Random,
    seal::Key,
    time::{Clock, Instant},
};
use std::sync::Arc;

/// One installation, wired. Cheap to clone; the app makes it once, tests make one each.
#[derive(Clone)]
pub struct Office {
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub files: Arc<dyn FileStore>,
    pub press: Arc<dyn Press>,
    pub mailer: Arc<dyn Mailer>,
    pub mailboxes: Arc<dyn Mailboxes>,
    /// Seals what must not be read from a copy of the database.
    pub key: Key,
    /// How people reach this installation, without a slash at the end: printed on papers as QR codes.
    pub public_url: Arc<str>,
}

impl Office {
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Begins a transaction in which `actor` acts now. Dropped, it never happened.
    pub async fn write(&self, actor: &Actor) -> Result<Tx> {
        self.db.write(actor.clone(), self.now(), self.random.clone()).await
    }

    /// Reads as `actor` now.
    pub fn read(&self, actor: &Actor) -> Read {
        self.db.read(actor.clone(), self.now())
    }

    /// Runs heavy work (hashing passwords, printing) where it does not hold up other requests.
    pub async fn heavy<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> Result<T> + Send + 'static) -> Result<T> {
        let office = self.clone();
        tokio::task::spawn_blocking(move || work(&office)).await.map_err(kernel::Error::internal)?
    }
}
