//! Mail as it comes, made into a letter: bytes in, letter out; no I/O, and no letter is ever refused.
//!
//! What a mail program broke is named in `defects`; the caller keeps the raw bytes. Who sent it is what it says: nothing
//! here proves a sender. Whether a machine wrote it is told by RFC 3834's headers and by the habits of programs that do not
//! know them.

mod clean;
mod parts;
mod quotes;
mod read;
mod robot;
mod thread;

pub use clean::sanitise;
pub use quotes::without_quotes;
pub use read::read;
pub use robot::Robot;
pub use thread::{subject_number, token};

/// Header on every mail that Cabildo sends; one that comes back with it is our own echo.
pub const MARK: &str = "X-Cabildo-Mail";

/// A mail as far as it could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Without angle brackets.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    pub from: Option<Address>,
    pub reply_to: Option<Address>,
    pub to: Vec<Address>,
    pub cc: Vec<Address>,
    pub subject: String,
    /// What the sender's clock said, in seconds since 1970.
    pub sent_at: Option<i64>,
    /// When the last server took it (topmost Received), in seconds since 1970.
    pub received_at: Option<i64>,
    /// The whole text; made from the HTML when there is nothing else.
    pub text: String,
    /// The text without quotes and signature; the whole text when nothing else is left of it.
    pub reply: String,
    /// Sanitised; without anything that a reader's browser would fetch.
    pub html: Option<String>,
    pub attachments: Vec<Attached>,
    /// A machine wrote it.
    pub robot: Option<Robot>,
    pub defects: Vec<Defect>,
}

/// Somebody's address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    pub name: String,
    /// In lower case.
    pub email: String,
}

/// A file that came with the mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// A plain file name, without folders; `adjunto-2.pdf` when the mail gave none.
    pub name: String,
    /// What the mail says it is (`image/png`); sniff it before believing it.
    pub kind: String,
    pub bytes: Vec<u8>,
    /// Shown inside the text (a picture of a signature, a pasted screenshot).
    pub inline: bool,
}

/// What was broken or could not be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defect {
    /// Not even headers.
    Unreadable,
    /// A part's encoding (base64, quoted-printable) is broken; what could be read of it is there.
    Encoding,
    /// Letters outside the declared charset; read as windows-1252.
    Charset,
    /// No sender.
    NoSender,
    /// No text at all.
    NoText,
    /// Outlook's `winmail.dat`: kept as a file, its inside is not read.
    Tnef,
    /// Encrypted: kept as a file.
    Encrypted,
}

impl Defect {
    /// A stable name, for texts and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Encoding => "encoding",
            Self::Charset => "charset",
            Self::NoSender => "no-sender",
            Self::NoText => "no-text",
            Self::Tnef => "tnef",
            Self::Encrypted => "encrypted",
        }
    }
}
