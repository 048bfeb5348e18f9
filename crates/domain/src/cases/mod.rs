//! Cases: runs of procedures, with their tasks and their chained history.
//!
//! Invariants: a case's stored state is the fold of its engine events; its events are numbered from 1 without a gap
//! and each carries the hash of the one before, so that any changed byte is found by [`verify`]; tasks are a
//! projection for the lists. Every change goes through [`perform`], which runs the pure engine and stores state,
//! events, tasks, timers and jobs in one transaction.
//! Does not know queues (`desk`) nor what a paper says (`papers`).
//! To add a kind of effect: a variant of `procedure::definition::Effect`, then `actions.rs` stops compiling.

mod actions;
mod begin;
mod form;
mod history;
mod house;
mod migrate;
pub(crate) mod numbering;
mod ops;
mod orders;
mod perform;
pub mod query;
mod refusal;

pub(crate) use begin::{Opening, open, refused_fields};
pub use db::entity::{
    attachment::{AttachmentKind, Model as Attachment},
    cases::{CaseStatus, Channel, Model as Case},
    event::Model as Event,
    task::{Model as Task, TaskStatus},
};
pub(crate) use form::wrong_values;
pub use form::{Words, check_values, machine_kind};
pub use history::{Begun, Free, Happening, happening, verify};
pub use house::open_flow;
pub(crate) use house::{fire_timer, perform_by_link};
pub use migrate::{Prospect, Steps, migrate, prospects};
pub use ops::{
    Upload, annul, arrive, arrived, assign, attach, complete, correct, note, release, reply, resume, suspend,
};
pub(crate) use ops::{add_files, record_on};
pub(crate) use perform::{Fields, Standing, holds, index, load, load_any, perform, record};

/// The name of a message as people say it: `piezas_de_repuesto` is «piezas de repuesto».
pub fn in_words(name: &str) -> String {
    name.replace('_', " ")
}

#[cfg(test)]
mod tests;
