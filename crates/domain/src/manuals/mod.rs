//! Manuals and their versions: drafted, reviewed, approved by the council, in force, read by whom they must reach.
//!
//! Invariants: a version is changed only while it is a draft; one version of a manual holds at a time; what was in force
//! keeps its text for ever, corrections of words are versions of their own; putting a version in force puts its
//! procedures in force (`procedures`) and ends those it no longer has. A draft may hold any text, also one with errors:
//! nothing that somebody typed is lost. Laws and what rests on them are `laws`.

mod drafts;
pub mod findings;
mod lifecycle;
pub mod model;
mod print;
pub mod query;
pub mod readings;
mod tree;
mod versions;

pub use db::entity::{
    manual::{ManualStatus, Model as Manual},
    manual_part::Model as Part,
    reading::Model as Reading,
};
pub use drafts::{add_part, remove_part, reorder, save_manual_text, save_part, undo_part};
pub use findings::{answer, settle};
pub use lifecycle::{approve, correct, return_to_draft, review};
pub(crate) use lifecycle::{enter, expire};
pub use model::ApprovalDraft;
pub use print::pdf;
pub use query::{find_part, get, get_draft, part, parts};
pub use versions::{
    Imported, discard, draft_empty, draft_errata, draft_from, draft_from_pack, edition_of, import, install_pack,
};

#[cfg(test)]
mod tests;
