//! The procedures of an institution and their versions, and the packs they can start from.
//!
//! Invariants: one version of a procedure is in force at a time; a version that ever was in force never changes; a case
//! keeps the version it began with. Does not run procedures (`cases`) and does not read their language (`procedure`).

mod install;
pub mod query;
mod told;

pub use crate::manuals::install_pack;
pub use db::entity::definition::{DefinitionStatus, Model as Version};
pub use install::{Pack, pack, packs};
pub(crate) use install::{check_can_run, end_of, install_surroundings, put_in_force};
pub use told::{told, ways_told};

#[cfg(test)]
mod tests;
