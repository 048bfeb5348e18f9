//! Work outside a transaction, enqueued inside one: printing, timers, upkeep.
//!
//! Invariants: a job commits together with the change that causes it; one worker has it at a time, under a lease that
//! a dead worker loses; it is retried with growing pauses and after six tries it stays, visible, until a person retries
//! it. An unknown kind is parked, never dropped. No network and no printing while a transaction is open.
//! To add one: a variant of [`Work`], then `run.rs` stops compiling.

mod about;
mod queue;
mod run;
mod schedule;

pub use about::about;
pub use db::entity::job::{JobStatus, Model as Job};
pub use queue::{Work, list_jobs, retry};
pub(crate) use queue::{cancel, enqueue};
pub use run::{drain, run_one};
pub use schedule::{Recurring, catch_up, recurring};

#[cfg(test)]
mod tests;
