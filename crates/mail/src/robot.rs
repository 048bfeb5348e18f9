//! Whether a machine wrote a mail (RFC 3834), and which kind of machine.

use crate::MARK;
use mail_parser::{Message, MimeHeaders as _};

/// What kind of machine wrote the mail. None of them is ever answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Robot {
    /// Cabildo itself.
    OwnEcho,
    /// A server that could not deliver.
    Bounce,
    /// An answer without a person: out of office, receipts.
    AutoReply,
    /// A list or a bulk mailing.
    List,
    /// A program that reports on its own (monitoring, a scanner): may well be a request.
    Machine,
}

impl Robot {
    /// A stable name, for texts and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::OwnEcho => "own-echo",
            Self::Bounce => "bounce",
            Self::AutoReply => "auto-reply",
            Self::List => "list",
            Self::Machine => "machine",
        }
    }

    /// Whether such a mail may begin a case: a printer's report may, an answer without a person may not.
    pub fn may_ask(self) -> bool {
        matches!(self, Self::List | Self::Machine)
    }
}

/// How programs that set no header begin the subject of an automatic answer, in lower case.
const SUBJECTS: [&str; 12] = [
    "respuesta automática",
    "respuesta automatica",
    "autorespuesta",
    "auto-respuesta",
    "fuera de la oficina",
    "fuera de oficina",
    "automatic reply",
    "auto-reply",
    "autoreply",
    "auto reply",
    "out of office",
    "out-of-office",
];

pub(crate) fn robot(message: &Message<'_>, subject: &str) -> Option<Robot> {
    let header = |name: &'static str| message.header_raw(name).map(|v| v.trim().to_ascii_lowercase());
    let has = |name: &'static str| header(name).is_some_and(|v| !v.is_empty());
    let auto = header("Auto-Submitted").unwrap_or_default();
    let precedence = header("Precedence").unwrap_or_default();
    let subject = subject.trim().to_lowercase();
    if has(MARK) {
        Some(Robot::OwnEcho)
    } else if is_bounce(message, header("Return-Path").as_deref()) {
        Some(Robot::Bounce)
    } else if auto.starts_with("auto-replied")
        || precedence == "auto_reply"
        || ["X-Autoreply", "X-Autorespond", "X-Autoreply-From"].into_iter().any(has)
        || SUBJECTS.iter().any(|s| subject.starts_with(s))
        || message
            .root_part()
            .content_type()
            .is_some_and(|t| t.attribute("report-type") == Some("disposition-notification"))
    {
        Some(Robot::AutoReply)
    } else if has("List-Id") || ["bulk", "list", "junk"].contains(&precedence.as_str()) {
        Some(Robot::List)
    } else if !auto.is_empty() && auto != "no" {
        Some(Robot::Machine)
    } else {
        None
    }
}

fn is_bounce(message: &Message<'_>, return_path: Option<&str>) -> bool {
    let report =
        message.root_part().content_type().is_some_and(|t| t.attribute("report-type") == Some("delivery-status"));
    let sender =
        message.from().and_then(|a| a.first()).and_then(|a| a.address()).unwrap_or_default().to_ascii_lowercase();
    let daemon = sender.starts_with("mailer-daemon@") || sender.starts_with("postmaster@");
    report || (return_path == Some("<>") && (daemon || sender.is_empty())) || sender.starts_with("mailer-daemon@")
}
