//! What the chief looks at: who has how much, what is oldest, how long each step takes, what comes and goes.
//!
//! Every figure is computed when it is read, from the cases and tasks themselves, and can be followed to them.
//! Percentiles are nearest-rank on whole seconds, so that anybody can repeat them; fewer than five data print without
//! one.

mod overview;
pub mod stats;

pub use overview::{DayFlow, Load, Oldest, Overview, StepTime, overview};

#[cfg(test)]
mod tests;
