//! How the procedures were followed: figures per month, the file of a case, and the archive for a control body.
//!
//! Reads only, but for the note in the audit log of who took an archive. A case counts in the month in which it began,
//! under the edition that it runs by now; every figure can be followed to its cases. Whoever did a step held its role
//! then: the engine refuses anybody else, and the chained history keeps who it was.
//! Does not know how papers look nor how a history is sealed (`papers`, `cases`).

mod archive;
mod file;
pub mod model;
pub mod query;
mod zip;

pub use archive::{Archive, Entry, PART, archive};
pub use file::case_pdf;

use db::Source;
use kernel::{Error, Result, permit::Permit};

/// Chiefs and auditors.
fn require(src: &impl Source) -> Result<()> {
    let may = [Permit::SeeReports, Permit::SeeAudit].iter().any(|p| src.actor().may(*p));
    if may { Ok(()) } else { Err(Error::forbidden("error-forbidden")) }
}

#[cfg(test)]
mod tests;
