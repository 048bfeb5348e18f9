//! A fresh database for one test: a SQLite file, or a schema of its own on the PostgreSQL server that
//! `CABILDO_TEST_DATABASE` names. The same suite runs on both.

use crate::{db::Db, dialect};
use kernel::random::Random;
use std::path::PathBuf;

/// A database that goes away with it (a PostgreSQL schema stays until its throw-away server does).
pub struct Scratch {
    pub db: Db,
    url: String,
    dir: Option<PathBuf>,
}

impl Scratch {
    /// # Panics
    /// When the database cannot be made: the test cannot say anything then.
    pub async fn new() -> Self {
        let name = format!("t{}", Random::System.secret().split_at(24).0);
        let (url, dir) = match server() {
            Some(server) => {
                dialect::test_schema(&server, &name, true).await.expect("the test server makes a schema");
                (format!("{server}#schema={name}"), None)
            }
            None => {
                let dir = std::env::temp_dir().join(format!("cabildo-{name}"));
                std::fs::create_dir_all(&dir).expect("a temporary folder");
                (format!("sqlite://{}", dir.join("test.db").display()), Some(dir))
            }
        };
        let db = Db::open(&url).await.expect("a fresh database opens");
        Self { db, url, dir }
    }

    /// Where it is, for a second process or node.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some(dir) = &self.dir {
            drop(std::fs::remove_dir_all(dir));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "which server the suite runs on is the test runner's choice")]
fn server() -> Option<String> {
    std::env::var("CABILDO_TEST_DATABASE").ok().filter(|url| !url.is_empty())
}
