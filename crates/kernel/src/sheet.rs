//! What goes on paper, as plain data: everything already in words and local time, so that a frozen paper can be
//! printed again the same, years later. How it looks is the press's business (`paper`, `/templates/papers`).

use crate::{book::Book, text::Locale};
use serde::{Deserialize, Serialize};

/// The institution's letterhead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    pub institution: String,
    /// The issuing unit, e.g. the ICT unit's full name.
    pub unit: String,
    pub address: String,
    pub phone: String,
    /// PNG or JPEG or SVG bytes of the shield, base64; `None` prints the name alone.
    pub logo: Option<String>,
    /// Prints «DEMOSTRACIÓN» across the sheet: invented people and cases.
    pub demo: bool,
}

/// A label and what was recorded under it. An empty value prints as a rule to write on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub label: String,
    pub value: String,
}

/// Where somebody signs: printed empty for ink, or with the signature made on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureBox {
    /// In what quality they sign: «Usuario», «Técnico de TIM».
    pub label: String,
    pub name: String,
    pub post: String,
    /// The literal sentence that the signature stands for.
    pub statement: String,
    /// PNG of the drawn signature, base64.
    pub image: Option<String>,
    /// «Firmado en pantalla el 03/03/2026 10:15 · SHA-256 …», when signed.
    pub evidence: Option<String>,
    /// Also draws the box for the unit's seal.
    pub seal: bool,
}

/// The finished ticket (domain.md §5.1): one letter page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub locale: Locale,
    pub letterhead: Letterhead,
    pub title: String,
    pub number: String,
    /// Which print of it this is, from 1; a corrected record prints as the next.
    pub version: u32,
    /// The procedure, its version and hash: which rules the case followed.
    pub procedure: String,
    /// Short facts in two columns: dates, unit, requester, kind of help, technician, working time…
    pub facts: Vec<Line>,
    /// Long texts over the full width: description, problem, solution, observations.
    pub texts: Vec<Line>,
    pub signatures: Vec<SignatureBox>,
    /// What the QR code says: the address of the paper.
    pub link: String,
    /// The same for eyes and keyboards.
    pub short_code: String,
    /// «Folder 2026-03 · Soporte Técnico».
    pub folder: String,
    pub printed: String,
    /// The requester's survey, when the case waits for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<SurveyCode>,
}

/// Where the requester says how the service was, for the telephone's camera and for eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyCode {
    /// What is asked and until when.
    pub words: String,
    pub link: String,
}

/// Any other document of a case: what a ticket says, on as many pages as it needs, and what was done more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    #[serde(flatten)]
    pub sheet: Ticket,
    pub tables: Vec<Rounds>,
}

/// The times a step was done: rows under headings; each row has as many cells as there are headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounds {
    pub title: String,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// The index of a folder of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderIndex {
    pub locale: Locale,
    pub letterhead: Letterhead,
    pub title: String,
    /// «marzo de 2026».
    pub month: String,
    /// Where the folder physically stands.
    pub location: String,
    /// Column headings of `rows`.
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// What is still missing, one line each: «TIM-2026-00012 · falta firma».
    pub missing: Vec<String>,
    /// Totals under the table.
    pub totals: Vec<Line>,
    pub printed: String,
}

/// The label on the back of the binder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpineLabel {
    pub locale: Locale,
    pub letterhead: Letterhead,
    pub title: String,
    pub month: String,
    /// First and last number inside.
    pub range: String,
    pub location: String,
}

/// Every paper the house makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "paper", rename_all = "snake_case")]
pub enum Paper {
    Ticket(Ticket),
    Document(Document),
    FolderIndex(FolderIndex),
    SpineLabel(SpineLabel),
    Book(Book),
}

impl Paper {
    /// What is said and signed on a paper of a case; `None` for the papers of a folder.
    pub fn of_case(&self) -> Option<&Ticket> {
        match self {
            Self::Ticket(ticket) => Some(ticket),
            Self::Document(document) => Some(&document.sheet),
            Self::FolderIndex(_) | Self::SpineLabel(_) | Self::Book(_) => None,
        }
    }

    pub fn of_case_mut(&mut self) -> Option<&mut Ticket> {
        match self {
            Self::Ticket(ticket) => Some(ticket),
            Self::Document(document) => Some(&mut document.sheet),
            Self::FolderIndex(_) | Self::SpineLabel(_) | Self::Book(_) => None,
        }
    }
}
