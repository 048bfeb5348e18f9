//! Papers of cases: frozen, printed, signed, filed in the folder of the month.
//!
//! Invariants: what a paper says is frozen as data when it is issued and never changes; a signature is bound to the
//! SHA-256 of the frozen PDF; a correction of the case voids paper and signature, visibly, and prints anew; a case ends
//! only when its paper is filed (the engine sees to that). Drawn and inked signatures are both kept, each as what it is.
//! Does not lay out anything (`paper`, `/templates/papers`) and does not decide when a paper is due (`cases`).

mod compose;
mod folder;
mod issue;
pub mod query;
mod scan;
mod sign;

pub(crate) use compose::letterhead;
pub use db::entity::{
    folder::Model as Folder,
    paper::{Model as Paper, PaperStatus},
    scan::Model as Scan,
    signature::{Model as Signature, SignatureMethod},
};
pub use folder::{bound_pdf, index_pdf, month_in_words, set_location, spine_pdf, status_key};
pub(crate) use issue::{fetch_logo, file, issue, mark_signed, void, void_all};
pub use issue::{print, print_signed};
pub use scan::{match_scan, receive_scans};
pub use sign::{Drawn, Signer, sign_on_screen, signer};

#[cfg(test)]
mod tests;
