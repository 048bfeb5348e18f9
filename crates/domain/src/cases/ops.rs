//! The verbs of a case.

use super::{
    Attachment, AttachmentKind, Case, Free, Standing, TaskStatus, check_values,
    perform::{holds, load, load_any, perform, record},
    query,
};
use crate::{levels, mail, people, surveys};
use db::{CaseId, PersonId, Source, TaskId, Tx};
use kernel::{Error, Result, permit::Permit};
use procedure::state::{Command, Data};
use sea_orm::IntoActiveModel as _;

pub use crate::files::Upload;

/// Does a task: fills its form and answers its question. Refuses at the field what does not fit, and with Conflict what
/// still waits in the queue.
pub async fn complete(tx: &mut Tx, task: TaskId, answer: Option<String>, data: Data) -> Result<Case> {
    let row = query::get_task(tx, task).await?;
    let standing = load(tx, row.case_id).await?;
    // Doing it without taking it would pass by whoever has waited longer.
    if row.in_queue && row.owner_id.is_none() && row.status == TaskStatus::Open {
        return Err(Error::conflict("task-take-first"));
    }
    surveys::refuse_own_work(tx, &standing, &row.step).await?;
    check_values(tx, &standing.definition, &data, &standing.state.data).await?;
    let done = perform(tx, standing, Command::Complete { task: task.0, answer, data }, false).await?;
    Ok(done.case)
}

/// Gives an own task back to the queue, in the place its arrival gives it.
pub async fn release(tx: &mut Tx, task: TaskId, reason: String) -> Result<Case> {
    tx.require(Permit::WorkCases)?;
    let standing = of_task(tx, task).await?;
    Ok(perform(tx, standing, Command::Release { task: task.0, reason }, false).await?.case)
}

/// Gives a task to somebody else who may do it.
pub async fn assign(tx: &mut Tx, task: TaskId, to: PersonId, reason: String) -> Result<Case> {
    tx.require(Permit::CorrectCases)?;
    let row = query::get_task(tx, task).await?;
    let standing = load(tx, row.case_id).await?;
    let person = people::query::find_person(tx, to).await?.filter(|p| p.deactivated_at.is_none());
    let person = person.ok_or_else(|| Error::field("to", "field-not-a-person"))?;
    let able = people::query::actor(tx, &person).await?;
    let roles: Vec<String> = serde_json::from_str(&row.roles).map_err(Error::internal)?;
    if !roles.iter().any(|role| holds(&able, &standing.case, role)) {
        return Err(Error::field("to", "assign-cannot-work"));
    }
    Ok(perform(tx, standing, Command::Assign { task: task.0, to: to.0, reason }, false).await?.case)
}

/// Changes what was recorded. Papers printed since and their signatures are voided, and the case goes back to where
/// they are printed. Those who may correct change anything; who did the step, their own words.
pub async fn correct(tx: &mut Tx, case: CaseId, field: String, value: String, reason: String) -> Result<Case> {
    let standing = load(tx, case).await?;
    if !query::correctable(tx.actor(), &standing.definition, &standing.state).iter().any(|f| f.id == field) {
        tx.require(Permit::CorrectCases)?;
    }
    // What somebody said of the work stays as they said it.
    if standing.definition.steps.iter().any(|s| s.is_survey() && s.form.iter().any(|f| f.id == field)) {
        return Err(Error::forbidden("survey-stays"));
    }
    let data = Data::from([(field.clone(), value.clone())]);
    check_values(tx, &standing.definition, &data, &standing.state.data).await?;
    Ok(perform(tx, standing, Command::Correct { field, value, reason }, false).await?.case)
}

/// Ends a case without its procedure, for a reason that stays in its history.
pub async fn annul(tx: &mut Tx, case: CaseId, reason: String) -> Result<Case> {
    tx.require(Permit::CorrectCases)?;
    let standing = load(tx, case).await?;
    Ok(perform(tx, standing, Command::Annul { reason }, false).await?.case)
}

/// Holds a case still: nothing can be done on it and its clocks wait. For a reason that stays in its history.
pub async fn suspend(tx: &mut Tx, case: CaseId, reason: String) -> Result<Case> {
    tx.require(Permit::CorrectCases)?;
    let standing = load(tx, case).await?;
    Ok(perform(tx, standing, Command::Suspend { reason }, false).await?.case)
}

/// Goes on with a suspended case. Its clocks keep their instants: what passed meanwhile takes effect now.
pub async fn resume(tx: &mut Tx, case: CaseId) -> Result<Case> {
    tx.require(Permit::CorrectCases)?;
    let standing = load(tx, case).await?;
    Ok(perform(tx, standing, Command::Resume, false).await?.case)
}

/// Writes something down on a case that the actor need not be able to open.
pub(crate) async fn record_on(tx: &mut Tx, id: CaseId, what: &[Free]) -> Result<()> {
    let mut standing = load_any(tx, id).await?;
    record(tx, &mut standing, what).await
}

/// The technician stands before the machine (Usulután, soporte 4). Once per time it is taken.
pub async fn arrive(tx: &mut Tx, case: CaseId) -> Result<Case> {
    tx.require(Permit::WorkCases)?;
    let mut standing = working_on(tx, case).await?;
    if query::arrival(&query::history(tx, &standing.case).await?).is_some() {
        return Err(Error::conflict("case-arrived-already"));
    }
    record(tx, &mut standing, &[Free::Arrived]).await?;
    levels::note_response(tx, &mut standing).await?;
    Ok(standing.case)
}

/// What the case waits for is here (parts, an answer): its step can be done from now on. Said by whoever may do the
/// step; Conflict when the case waits for nothing of that name.
pub async fn arrived(tx: &mut Tx, case: CaseId, message: &str) -> Result<Case> {
    tx.require(Permit::AskForHelp)?;
    let standing = load(tx, case).await?;
    Ok(perform(tx, standing, Command::Arrive { message: message.to_owned() }, false).await?.case)
}

/// Writes a note on a case one may see and that is not over.
pub async fn note(tx: &mut Tx, case: CaseId, text: &str) -> Result<Case> {
    tx.require(Permit::AskForHelp)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::field("text", "field-required"));
    }
    let mut standing = still_open(tx, case).await?;
    record(tx, &mut standing, &[Free::Noted { text: text.to_owned() }]).await?;
    Ok(standing.case)
}

/// Answers whoever asked, where they can read it: on their tracking page, and by mail if mail reaches them. Also about a case
/// that is over.
pub async fn reply(tx: &mut Tx, case: CaseId, text: &str) -> Result<Case> {
    tx.require(Permit::WorkCases)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::field("text", "field-required"));
    }
    let mut standing = load(tx, case).await?;
    let seq = standing.case.events + 1;
    let mailed = mail::replied(tx, &standing.case, seq, text).await?;
    record(tx, &mut standing, &[Free::Replied { text: text.to_owned(), mailed }]).await?;
    levels::note_response(tx, &mut standing).await?;
    Ok(standing.case)
}

/// Adds files, already kept in the store, to a case one may see and that is not over.
pub async fn attach(tx: &mut Tx, case: CaseId, uploads: Vec<Upload>) -> Result<Case> {
    tx.require(Permit::AskForHelp)?;
    if uploads.is_empty() {
        return Err(Error::field("files", "file-none"));
    }
    let mut standing = still_open(tx, case).await?;
    add_files(tx, &mut standing, uploads).await?;
    Ok(standing.case)
}

pub(crate) async fn add_files(tx: &mut Tx, standing: &mut Standing, uploads: Vec<Upload>) -> Result<()> {
    let mut rows = Vec::with_capacity(uploads.len());
    let mut events = Vec::with_capacity(uploads.len());
    for upload in uploads {
        let photo = upload.mime.starts_with("image/");
        let row = Attachment {
            id: tx.id(),
            institution_id: tx.institution(),
            case_id: standing.case.id,
            kind: if photo { AttachmentKind::Photo } else { AttachmentKind::File },
            step: standing.case.step.clone().unwrap_or_default(),
            name: upload.name.clone(),
            mime: upload.mime,
            size: upload.size,
            sha256: upload.sha256.clone(),
            by_id: tx.actor().person.map(PersonId),
            by_name: tx.actor().name.clone(),
            at: tx.now(),
        };
        events.push(Free::Attached { attachment: row.id.0, name: upload.name, sha256: upload.sha256, photo });
        rows.push(row.into_active_model());
    }
    tx.insert_all(rows).await?;
    record(tx, standing, &events).await
}

async fn of_task(tx: &Tx, task: TaskId) -> Result<Standing> {
    let task = query::get_task(tx, task).await?;
    load(tx, task.case_id).await
}

async fn still_open(tx: &Tx, case: CaseId) -> Result<Standing> {
    let standing = load(tx, case).await?;
    match standing.case.status {
        super::CaseStatus::Open | super::CaseStatus::Suspended => Ok(standing),
        super::CaseStatus::Closed | super::CaseStatus::Annulled => Err(Error::conflict("case-not-open")),
    }
}

/// The case, if the actor has its open task.
async fn working_on(tx: &Tx, case: CaseId) -> Result<Standing> {
    let standing = still_open(tx, case).await?;
    if standing.case.owner_id == tx.actor().person.map(PersonId) && standing.case.owner_id.is_some() {
        Ok(standing)
    } else {
        Err(Error::forbidden("task-not-yours"))
    }
}
