//! The manual around the procedures: the institution, its units, roles and lists, the cover and the approval.
//!
//! Typed and checked by itself; whether a procedure fits it is [`crate::check_against`]. Does not read the procedures.

mod read;

pub use read::parse_manual;
pub(crate) use read::parse_tree;

use kernel::permit::Permit;
use kernel::time::{Date, Minute, Period};
use serde::Serialize;
use std::collections::BTreeMap;

/// A manual, checked: codes are unique, parents exist, hours and zone can be used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Manual {
    pub institution: Institution,
    /// The unit that wrote it, as printed.
    pub issuing_unit: String,
    pub cover: Cover,
    /// `None` while it is a draft.
    pub approval: Option<Approval>,
    pub roles: Vec<Role>,
    pub units: Vec<Unit>,
    /// Named lists, each in its own order.
    pub catalogues: BTreeMap<String, Vec<String>>,
    /// Names of the procedures' files without `.yaml`, in the order of the manual.
    pub procedures: Vec<String>,
    pub control: Control,
    /// The administration with which it begins and ends.
    pub term: Option<Term>,
    /// What stands outside the tables, in order.
    pub sections: Vec<Section>,
    pub glossary: Vec<GlossaryEntry>,
    pub laws: Vec<Law>,
    /// Who drew it up, reviewed and approved it, as printed.
    pub sign_offs: Vec<SignOff>,
    /// Change control, in the printed order.
    pub changes: Vec<Change>,
    /// Titles of the procedures that its text names.
    pub declared: Vec<String>,
    /// Checklists by name, each by kind of equipment.
    /// What it promises (`niveles_de_servicio`).
    pub levels: Vec<Level>,
    pub checklists: BTreeMap<String, Vec<Checklist>>,
    /// The document it was imported from.
    pub source: Option<SourceFile>,
    /// What the import could not place.
    pub leftover: Vec<Leftover>,
}

/// What the header of every page prints about the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Control {
    /// `sv`, `co` or `mx`; `None` for the country's.
    pub header: Option<String>,
    pub process: Option<String>,
    pub code: Option<String>,
    pub version: Option<String>,
    /// As printed: not every manual writes it the same way.
    pub date: Option<String>,
    /// How many pages it says it has.
    pub pages: Option<u32>,
    /// Which of them the imported copy had.
    pub pages_seen: Vec<u32>,
    /// Those of them whose header lacked the version that the others print.
    pub pages_unversioned: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Term {
    pub from: Date,
    /// The last day.
    pub until: Date,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    pub title: String,
    pub kind: SectionKind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    Presentation,
    Objective,
    Scope,
    Leader,
    Policies,
    Conditions,
    Attributions,
    Organisation,
    Post,
    Other,
}

impl SectionKind {
    pub const ALL: [Self; 10] = [
        Self::Presentation,
        Self::Objective,
        Self::Scope,
        Self::Leader,
        Self::Policies,
        Self::Conditions,
        Self::Attributions,
        Self::Organisation,
        Self::Post,
        Self::Other,
    ];

    /// What `clase` writes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Presentation => "presentacion",
            Self::Objective => "objetivo",
            Self::Scope => "alcance",
            Self::Leader => "lider",
            Self::Policies => "politicas",
            Self::Conditions => "condiciones",
            Self::Attributions => "atribuciones",
            Self::Organisation => "organigrama",
            Self::Post => "puesto",
            Self::Other => "otra",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.name() == name)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GlossaryEntry {
    pub term: String,
    pub definition: String,
}

/// A law or norm that the manual rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Law {
    pub name: String,
    pub articles: Option<String>,
    pub level: Option<String>,
    /// Codes of the procedures that depend on it; empty for all.
    pub procedures: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOff {
    pub act: SignOffAct,
    pub name: String,
    pub post: Option<String>,
    /// As written.
    pub date: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOffAct {
    DrewUp,
    Reviewed,
    Approved,
}

impl SignOffAct {
    pub const ALL: [Self; 3] = [Self::DrewUp, Self::Reviewed, Self::Approved];

    /// What `acto` writes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DrewUp => "elaboro",
            Self::Reviewed => "reviso",
            Self::Approved => "aprobo",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.name() == name)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub version: String,
    /// As written.
    pub since: String,
    pub note: String,
}

/// The points of a checklist for one kind of equipment; `None` for all other kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checklist {
    pub kind: Option<String>,
    pub points: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceFile {
    pub name: String,
    /// In hexadecimal.
    pub sha256: String,
}

/// Imported text that is nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leftover {
    /// First and last line in the imported text, from 1.
    pub lines: Option<(usize, usize)>,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Institution {
    pub name: String,
    /// What addresses of the web carry: `usulutan`.
    pub slug: String,
    pub country: Country,
    /// IANA name; [`Zone::named`] takes it.
    pub zone: String,
    /// Office hours, Monday first.
    pub hours: [Vec<Period>; 7],
    pub address: Option<String>,
    pub phone: Option<String>,
    /// Tax number as printed, e.g. NIT.
    pub tax_id: Option<String>,
    /// The entity above it that headers also name.
    pub parent: Option<String>,
}

/// Whose public holidays hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Country {
    Sv,
    Co,
    Mx,
}

impl Country {
    /// ISO 3166 code, as the file writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sv => "SV",
            Self::Co => "CO",
            Self::Mx => "MX",
        }
    }

    pub fn named(code: &str) -> Option<Self> {
        [Self::Sv, Self::Co, Self::Mx].into_iter().find(|c| c.code() == code)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    pub title: String,
    pub year: u16,
}

/// The act that made the manual binding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// Number of the minutes («acta»).
    pub minutes: String,
    /// Number of the resolution («acuerdo»).
    pub resolution: String,
    pub body: String,
    pub approved_on: Date,
    pub in_force_from: Date,
    /// Book of minutes.
    pub book: Option<String>,
    /// Ordinary or extraordinary.
    pub session: Option<String>,
    /// Minutes since midnight.
    pub hour: Option<Minute>,
    /// What the resolution says.
    pub text: Option<String>,
    /// Who signed the minutes.
    pub signatories: Vec<String>,
    pub certificate: Option<Certificate>,
}

/// The certified copy: who compared it with the original, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    pub name: String,
    pub post: String,
    pub on: Date,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    pub code: String,
    pub name: String,
    /// Other ways in which the manual writes it.
    pub aliases: Vec<String>,
    pub permits: Vec<Permit>,
}

/// A unit of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    pub code: String,
    pub name: String,
    /// Code of the unit it belongs to.
    pub parent: Option<String>,
}

impl Manual {
    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|r| r.code == code)
    }

    pub fn unit(&self, code: &str) -> Option<&Unit> {
        self.units.iter().find(|u| u.code == code)
    }
}

/// What `puede` writes for a permit.
pub const fn permit_name(permit: Permit) -> &'static str {
    match permit {
        Permit::AskForHelp => "pedir",
        Permit::WorkCases => "atender",
        Permit::SeeCases => "ver_casos",
        Permit::CorrectCases => "corregir",
        Permit::FilePapers => "archivar",
        Permit::SeeReports => "ver_informes",
        Permit::ManagePeople => "administrar_personas",
        Permit::ManageProcedures => "administrar_procedimientos",
        Permit::ManageInstitution => "administrar_institucion",
        Permit::ManageJobs => "administrar_trabajos",
        Permit::KeepRegisters => "llevar_registros",
        Permit::SeeAudit => "ver_auditoria",
    }
}

/// The permit that `puede` writes so.
pub fn permit_named(name: &str) -> Option<Permit> {
    Permit::ALL.into_iter().find(|p| permit_name(*p) == name)
}
/// How soon a manual wants requests to be answered and solved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Level {
    /// Code of the procedure.
    pub procedure: String,
    /// A label of its list of levels; empty for any.
    pub level: String,
    /// «12 horas»; empty when nothing is said.
    pub response: String,
    pub solution: String,
    /// Every hour counts, not only those of the office.
    pub calendar: bool,
    /// No target of the institution may promise more time.
    pub cap: bool,
    /// What the manual does not say.
    pub assumption: String,
}
