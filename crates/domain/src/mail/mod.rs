//! Mail: letters that come and become cases, letters that go.
//!
//! Invariants: whatever is told by mail is a row, stored by the transaction that causes it, with the Message-ID that it will
//! have however often it is tried; a worker sends it outside any transaction (`send.rs` says what a crash may leave).
//! A letter that came is kept as it came before anything is made of it; it becomes exactly one row, whatever is
//! collected twice; the mailbox is marked only after the commit. Nothing is ever deleted from a mailbox.
//! A letter of a machine is never answered and opens nothing.

pub mod accounts;
mod collect;
mod held;
pub mod model;
mod outbox;
mod prepare;
pub mod query;
mod reading;
mod send;
mod take_in;
mod told;

pub use accounts::said;
pub use collect::{Collected, collect, collect_all};
pub use db::entity::{
    letter::{Direction, LetterStatus, Model as Letter},
    mail_account::{AccountKind, AccountState, AccountTls, Model as MailAccount},
};
pub use held::{accept_letter, refuse_letter};
pub use outbox::{retry, words};
pub use reading::{raw_letter, read_letter};
pub(crate) use send::send;
pub use take_in::Taken;
pub(crate) use told::{closed, notify, notify_requester, receipt, replied, tell_requester};

#[cfg(test)]
mod tests;
