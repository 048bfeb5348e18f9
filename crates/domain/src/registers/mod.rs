//! The registers behind the steps: equipment and its custody, contracts with their end, accesses, mailboxes, copies of
//! servers, logbooks, and the checklists of each kind of equipment.
//!
//! Invariants: an inventory number and an address are used once in an institution; lines (custody, access, mailbox, copy,
//! logbook) are only ever added, what was wrong is put right by a further line; a machine out of use does not move.
//! Steps write by [`carry_out`] through the same verbs as the pages, on the permit of having been allowed to do the step.
//! Does not know when a contract's end begins a case (schedules do) nor what a case does with its fields.
//! To add a register: migration and entity, a file with draft and verb, an arm in `effect.rs`, a page.

mod accesses;
mod backups;
mod checklists;
mod contracts;
mod custody;
mod effect;
mod equipment;
mod logbooks;
mod mailboxes;
pub mod model;
mod named;
pub mod query;

pub use accesses::{AccessDraft, note_access};
pub use backups::{BackupDraft, note_backup};
pub(crate) use checklists::install as install_checklists;
pub use contracts::{ContractDraft, add_contract, edit_contract};
pub use custody::{CustodyDraft, move_equipment};
pub use db::entity::{
    access::{AccessChange, Model as Access},
    backup::{BackupResult, Model as Backup},
    contract::Model as Contract,
    custody::{CustodyAction, Model as Custody},
    equipment::{EquipmentStatus, Model as Equipment},
    logbook_line::Model as LogbookLine,
    mailbox::Model as Mailbox,
    mailbox_line::{MailboxChange, Model as MailboxLine},
};
pub(crate) use effect::carry_out;
pub use equipment::{EquipmentDraft, add_equipment, edit_equipment, retire_equipment};
pub use logbooks::{LogbookDraft, note_in_logbook};
pub use mailboxes::{MailboxDraft, note_mailbox};

#[cfg(test)]
mod tests;
