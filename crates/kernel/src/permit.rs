//! Who acts, and what the institution lets them do.

use crate::{Error, Result, text::Locale};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An act that an institution grants to a role. Verbs ask for exactly one of these before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permit {
    /// Ask for help and follow one's own cases.
    AskForHelp,
    /// Take from the queue, attend, close, print, witness signatures.
    WorkCases,
    /// See every case of the institution, not only one's own.
    SeeCases,
    /// Correct the record of a case after the fact, annul it.
    CorrectCases,
    /// File papers in the folder of the month and set where the folder stands.
    FilePapers,
    /// The chief's page: load, ages, times per step.
    SeeReports,
    /// Persons, units, roles, substitutes.
    ManagePeople,
    /// Procedures and their versions.
    ManageProcedures,
    /// The institution's own data: letterhead, hours, zone.
    ManageInstitution,
    /// Background jobs: see and retry.
    ManageJobs,
    /// Equipment, contracts, accesses, mailboxes, backups, logbooks: write into them.
    KeepRegisters,
    /// The audit log, read only.
    SeeAudit,
}

impl Permit {
    pub const ALL: [Self; 12] = [
        Self::AskForHelp,
        Self::WorkCases,
        Self::SeeCases,
        Self::CorrectCases,
        Self::FilePapers,
        Self::SeeReports,
        Self::ManagePeople,
        Self::ManageProcedures,
        Self::ManageInstitution,
        Self::ManageJobs,
        Self::KeepRegisters,
        Self::SeeAudit,
    ];
}

/// A role held in the whole institution, or only in one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    pub role: String,
    pub unit: Option<Uuid>,
}

/// Who is behind a call: a signed-in person, the public at an institution's form, or the system itself.
#[derive(Debug, Clone)]
pub struct Actor {
    /// `None` for the public and for the system.
    pub person: Option<Uuid>,
    /// The town hall (or agency) whose rows this actor may touch at all.
    pub institution: Uuid,
    pub name: String,
    pub roles: Vec<Holding>,
    pub permits: Vec<Permit>,
    pub locale: Locale,
}

impl Actor {
    /// The house itself: jobs, timers, effects. May do everything inside one institution.
    pub fn system(institution: Uuid) -> Self {
        Self {
            person: None,
            institution,
            name: "Cabildo".to_owned(),
            roles: Vec::new(),
            permits: Permit::ALL.to_vec(),
            locale: Locale::Es,
        }
    }

    /// Somebody at the institution's public form: may only ask for help.
    pub fn public(institution: Uuid, name: impl Into<String>, locale: Locale) -> Self {
        Self {
            person: None,
            institution,
            name: name.into(),
            roles: Vec::new(),
            permits: vec![Permit::AskForHelp],
            locale,
        }
    }

    pub fn may(&self, permit: Permit) -> bool {
        self.permits.contains(&permit)
    }

    /// Refuses with Forbidden unless the permit is held.
    pub fn require(&self, permit: Permit) -> Result<()> {
        if self.may(permit) { Ok(()) } else { Err(Error::forbidden("error-forbidden")) }
    }

    /// Holds the role in the whole institution or in `unit`.
    pub fn holds(&self, role: &str, unit: Option<Uuid>) -> bool {
        self.roles.iter().any(|h| h.role == role && (h.unit.is_none() || h.unit == unit))
    }
}
