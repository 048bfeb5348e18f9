//! What the engine promises, as examples and as properties over random sound procedures.

mod agreement;
mod clocks;
pub(crate) mod house;
mod invariants;
mod migration;
mod papers;
mod properties;
pub(crate) mod random;
mod rules;
pub(crate) mod sample;
