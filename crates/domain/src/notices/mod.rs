//! What people are told: who hears it is decided purely, one function stores it, the pages show it.
//!
//! Invariants: nobody is told the same thing twice, whatever crashes; nothing is lost silently: what a role without
//! people should have heard goes to those who can give the role. A notice about a case also stands in its history.
//! Where a notice is stored, it also becomes a letter to whoever wants it by mail (`mail`), in the same words.
//! Does not decide when something is told: procedures (`notifica`, `avisa`) and the schedules do.

pub mod model;
pub mod query;
mod tell;

pub use db::entity::notice::Model as Notice;
pub(crate) use tell::{Telling, effect, staff, store, store_here, tell_permit, tell_permit_here, tell_roles};
pub use tell::{acknowledge, read, read_all};

#[cfg(test)]
mod tests;
