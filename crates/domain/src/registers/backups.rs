//! The log of copies of servers: lines are added, never changed.

use super::{
    Backup, BackupResult, model,
    named::{self, Wrong},
};
use db::{CaseId, PersonId, Source, Tx, entity::backup};
use kernel::{Error, Msg, Result, permit::Permit, text::fold};
use sea_orm::ActiveValue::Set;

/// A line of the log, in the words of forms and definitions.
#[derive(Debug, Clone, Default)]
pub struct BackupDraft {
    pub server: String,
    pub file_name: String,
    /// `1048576` or `2,4 GB`; may be blank.
    pub size: String,
    /// In hexadecimal; may be blank.
    pub sha256: String,
    pub folder: String,
    /// The day it counts for; today when blank.
    pub day: String,
    /// As written: `8:15`.
    pub started: String,
    pub ended: String,
    /// `hecho` when blank, `fallido` or `omitido`: these need a reason.
    pub result: String,
    pub reason: String,
}

/// Writes a line by hand.
pub async fn note_backup(tx: &mut Tx, draft: BackupDraft) -> Result<Backup> {
    tx.require(Permit::KeepRegisters)?;
    write(tx, draft, None).await
}

/// Writes a line on behalf of a step of the case, or by hand.
pub(super) async fn write(tx: &mut Tx, draft: BackupDraft, case: Option<CaseId>) -> Result<Backup> {
    let mut wrong = Wrong::default();
    wrong.filled("server", &draft.server);
    let result = match draft.result.trim() {
        "" => Ok(BackupResult::Done),
        text => model::meant(&model::BACKUP, text).ok_or_else(|| Msg::new("field-not-in-list")),
    };
    let result = wrong.take("result", result);
    if matches!(result, Some(BackupResult::Failed | BackupResult::Skipped)) {
        wrong.filled("reason", &draft.reason);
    }
    let size = match draft.size.trim() {
        "" => Ok(None),
        text => model::bytes(text).map(Some).ok_or_else(|| Msg::new("backup-size-unclear")),
    };
    let size = wrong.take("size", size);
    let sha256 = wrong.take("sha256", sha256(&draft.sha256));
    let day = wrong.take("day", named::day(&draft.day));
    wrong.done()?;
    let (Some(result), Some(size), Some(sha256), Some(day)) = (result, size, sha256, day) else {
        return Err(Error::internal("an unchecked copy"));
    };
    let text = |value: &str| value.trim().to_owned();
    let line = backup::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        server: Set(text(&draft.server)),
        server_key: Set(fold(&draft.server)),
        file_name: Set(text(&draft.file_name)),
        size: Set(size),
        sha256: Set(sha256),
        folder: Set(text(&draft.folder)),
        done_on: Set(match day {
            Some(day) => day,
            None => crate::people::today(tx).await?,
        }),
        started: Set(text(&draft.started)),
        ended: Set(text(&draft.ended)),
        result: Set(result),
        reason: Set(text(&draft.reason)),
        case_id: Set(case),
        by_id: Set(tx.actor().person.map(PersonId)),
        by_name: Set(tx.actor().name.clone()),
        at: Set(tx.now()),
    };
    let line = tx.insert(line).await?;
    let body = serde_json::json!({ "to": model::written(&model::BACKUP, result) });
    tx.record("backup.noted", Some(line.id.0), &line.server, body).await?;
    Ok(line)
}

fn sha256(text: &str) -> Result<String, Msg> {
    let text = text.trim().to_lowercase();
    let whole = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if text.is_empty() || whole { Ok(text) } else { Err("backup-sha256-invalid".into()) }
}
