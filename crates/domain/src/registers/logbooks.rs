//! Logbooks of recurring work: lines are added, never changed.

use super::{LogbookLine, named::Wrong};
use db::{CaseId, PersonId, Source, Tx, entity::logbook_line};
use kernel::{Result, permit::Permit, text::fold};
use sea_orm::ActiveValue::Set;

/// A line of a logbook.
#[derive(Debug, Clone, Default)]
pub struct LogbookDraft {
    /// The logbook's name; a new one begins with its first line.
    pub logbook: String,
    pub result: String,
    pub note: String,
}

/// Writes a line by hand: a result, a note or both.
pub async fn note_in_logbook(tx: &mut Tx, draft: LogbookDraft) -> Result<LogbookLine> {
    tx.require(Permit::KeepRegisters)?;
    let mut wrong = Wrong::default();
    wrong.filled("logbook", &draft.logbook);
    wrong.filled("result", &format!("{}{}", draft.result, draft.note));
    wrong.done()?;
    write(tx, draft, None).await
}

/// Writes a line on behalf of a step of the case: that it was done may be all there is to say.
pub(super) async fn write(tx: &mut Tx, draft: LogbookDraft, case: Option<CaseId>) -> Result<LogbookLine> {
    let mut wrong = Wrong::default();
    wrong.filled("logbook", &draft.logbook);
    wrong.done()?;
    let line = logbook_line::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        logbook: Set(draft.logbook.trim().to_owned()),
        logbook_key: Set(fold(&draft.logbook)),
        result: Set(draft.result.trim().to_owned()),
        note: Set(draft.note.trim().to_owned()),
        case_id: Set(case),
        by_id: Set(tx.actor().person.map(PersonId)),
        by_name: Set(tx.actor().name.clone()),
        at: Set(tx.now()),
    };
    let line = tx.insert(line).await?;
    tx.record("logbook.noted", Some(line.id.0), &line.logbook, serde_json::json!({ "to": line.result })).await?;
    Ok(line)
}
