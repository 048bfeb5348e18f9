//! Entities, ids, migrations, the two dialects, and the transaction with its actor and instant.
//!
//! No `DbErr` leaves this crate: [`conflict`] words every database failure as one of ours.
//! Nothing here knows a rule of the office.

mod conflict;
mod db;
mod dialect;
pub mod entity;
pub mod id;
mod migration;
pub mod testing;
mod tx;

pub use conflict::failed;
pub use db::{Db, Wake};
pub use dialect::search;
pub use id::*;
pub use sea_orm::prelude::Uuid;
pub use tx::{Read, Source, Tx, contains};

#[cfg(test)]
mod tests;
