//! The rules of the office, in rooms. Reading order: people, procedures, manuals, registers, cases, desk, papers,
//! reports, jobs, audit.
//!
//! No HTTP, no HTML, no dialect, no typst here. Every verb goes permit → load → decide (pure) → save → record on one
//! transaction; pages, command line, jobs and procedure effects call the same verbs.

pub mod audit;
pub mod book;
pub mod cases;
pub mod conformance;
pub mod demo;
pub mod desk;
pub mod files;
#[cfg(test)]
pub(crate) mod fixtures;
pub mod jobs;
pub mod laws;
pub mod levels;
pub mod mail;
pub mod manuals;
pub mod notices;
mod office;
pub mod papers;
pub mod people;
pub mod procedures;
pub mod registers;
pub mod reports;
pub mod schedules;
pub mod search;
pub mod surveys;

pub use db::{
    AttachmentId, CaseId, ContractId, DefinitionId, EquipmentId, FolderId, InstitutionId, JobId, LawChangeId, LawId,
    LetterId, MailAccountId, MailboxId, ManualId, NoticeId, PaperId, PersonId, PlanRowId, Read, RoleId, ScanId,
    ServiceLevelId, SessionId, Source, StartId, SurveyId, TaskId, Tx, UnitId, Wake,
};
pub use office::Office;
