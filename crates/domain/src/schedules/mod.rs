//! What begins by itself: schedules, dated plans («cronogramas») and what comes before the end of a contract.
//!
//! A planner with a high-water mark per flow writes down the coming runs, a second part opens those that are due, a
//! third looks whether their cases were finished in time. Invariants: the same occurrence is planned once and opened
//! once, however many nodes run; a run that does not happen stays, with its reason; pausing moves the mark on. The
//! dates of contracts are read from their register, not kept here: a changed end plans anew.
//! Does not know what the cases do (`cases`) nor how people are told (`notices`).

pub mod model;
mod open;
mod plan;
pub mod query;
mod verbs;

pub use db::entity::{
    generator::{CatchUp, Model as Generator},
    plan_row::Model as PlanRow,
    start::{Model as Start, StartStatus},
};
pub use open::run;
pub use verbs::{PlanRowDraft, Running, add_plan_row, change, go_on, justify, pause, run_now, withdraw_plan_row};

#[cfg(test)]
mod tests;
