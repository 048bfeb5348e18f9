//! Manuals and their versions: drafted, reviewed, approved by the council, in force, read by whom they must reach.
//!
//! Invariants: a version is changed only while it is a draft; one version of a manual holds at a time; what was in force
//! keeps its text for ever, corrections of words are versions of their own; putting a version in force puts its
//! procedures in force (`procedures`) and ends those it no longer has. A draft may hold any text, also one with errors:
//! nothing that somebody typed is lost. Laws and what rests on them are `laws`.

mod drafts;
pub mod query;
mod tree;

pub use db::entity::{
    manual::{ManualStatus, Model as Manual},
    manual_part::Model as Part,
};
pub use drafts::{add_part, remove_part, reorder, save_manual_text, save_part, undo_part};
pub use query::{find_part, get, get_draft, part, parts};
