//! Service levels: what is promised, how much of it is spent, when it is due, and why (domain.md §0 A1, §1.4).
//!
//! Invariants: one pure function reads a clock ([`clock::Clock::read`]) for pages, lists, notices and reports; a clock
//! begins when the request was received, whenever it was written down; pauses take away only what the clock would have
//! counted; no target promises more time than the cap of its procedure; two targets never fit a case equally well.
//! A change of target counts from the change on: what was spent stays spent. A change of calendar is a correction of
//! facts: the present stretch is counted again. Either stands in the case's history.
//! Does not change cases: the manual's own deadlines are the engine's (`cases`).

pub mod clock;
mod follow;
pub mod model;
mod pauses;
pub mod query;
mod targets;
mod tell;

pub use db::entity::{
    case_level::Model as CaseLevel,
    level_pause::{Model as Pause, PauseReason},
    service_level::{Counting, Model as ServiceLevel},
};
pub(crate) use follow::{catch_up, follow, note_response};
pub use pauses::{pause, resume};
pub(crate) use targets::install;
pub use targets::{TargetDraft, add_target, withdraw_target};
pub use tell::Which;
pub(crate) use tell::ring;

#[cfg(test)]
mod tests;
