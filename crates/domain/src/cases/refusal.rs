//! The engine's refusals in words.

use crate::people;
use db::{PersonId, Tx};
use kernel::{Error, Kind, Msg, Result};
use procedure::{definition::Definition, state::Refusal};

pub(super) async fn taken_by(tx: &Tx, who: PersonId) -> Result<Error> {
    let name = people::query::find_person(tx, who).await?.map_or_else(String::new, |p| p.name);
    Ok(Error::conflict(Msg::new("task-taken").with("name", name)))
}

/// The engine's refusal in words.
pub(super) fn worded(refusal: Refusal, definition: &Definition) -> Error {
    let title =
        |document: &str| definition.documents.get(document).map_or_else(|| document.to_owned(), |d| d.title.clone());
    match refusal {
        Refusal::Unknown(what) => Error::internal(format!("the procedure has no {what}")),
        Refusal::NotOpen => Error::conflict("case-not-open"),
        Refusal::NoSuchTask | Refusal::Obsolete => Error::conflict("task-over"),
        Refusal::NotYours => Error::forbidden("task-not-yours"),
        Refusal::TakenBy(_) => Error::new(Kind::Conflict, "task-over"),
        Refusal::ReasonNeeded => Error::field("reason", "reason-required"),
        Refusal::AnswerNeeded { question } => {
            Error::field("answer", Msg::new("answer-required").with("question", question))
        }
        Refusal::Fields(fields) => {
            Error::fields(fields.into_iter().map(|(f, key)| (f.into(), Msg::new(key))).collect())
        }
        Refusal::NotIssued(document) => {
            Error::conflict(Msg::new("paper-not-issued").with("document", title(&document)))
        }
        Refusal::NotSigned(document) => {
            Error::conflict(Msg::new("paper-not-signed").with("document", title(&document)))
        }
        Refusal::TooEarly(_) => Error::new(Kind::Unavailable, "task-too-early"),
        Refusal::Awaited(what) => {
            Error::new(Kind::Unavailable, Msg::new("task-awaits").with("what", super::in_words(&what)))
        }
        Refusal::NotAwaited(what) => {
            Error::conflict(Msg::new("case-does-not-await").with("what", super::in_words(&what)))
        }
        Refusal::NeverDue => Error::invalid("calendar-never-open"),
    }
}
