//! The log of accesses: lines are added, never changed.

use super::{
    Access, AccessChange, model,
    named::{self, Wrong},
};
use db::{CaseId, PersonId, Source, Tx, entity::access};
use kernel::{Error, Msg, Result, permit::Permit, text::fold};
use sea_orm::ActiveValue::Set;

/// A line of the log, in the words of forms and definitions.
#[derive(Debug, Clone, Default)]
pub struct AccessDraft {
    /// Whose access.
    pub person: String,
    pub resource: String,
    /// `red`, `aplicacion`, `base_de_datos` or other words.
    pub class: String,
    pub level: String,
    /// `otorgado` when blank, `corregido` or `retirado`.
    pub change: String,
    pub authorised_by: String,
    pub note: String,
}

/// Writes a line by hand. What was wrong is put right by a further line.
pub async fn note_access(tx: &mut Tx, draft: AccessDraft) -> Result<Access> {
    tx.require(Permit::KeepRegisters)?;
    write(tx, draft, None).await
}

/// Writes a line on behalf of a step of the case, or by hand.
pub(super) async fn write(tx: &mut Tx, draft: AccessDraft, case: Option<CaseId>) -> Result<Access> {
    let mut wrong = Wrong::default();
    wrong.filled("person", &draft.person);
    wrong.filled("resource", &draft.resource);
    wrong.filled("level", &draft.level);
    let change = match draft.change.trim() {
        "" => Ok(AccessChange::Granted),
        text => model::meant(&model::ACCESS, text).ok_or_else(|| Msg::new("field-not-in-list")),
    };
    let change = wrong.take("change", change);
    let person = wrong.take("person", named::who(tx, &draft.person).await?);
    let authorised_by = wrong.take("authorised_by", named::who(tx, &draft.authorised_by).await?);
    wrong.done()?;
    let (Some(change), Some(person), Some(authorised_by)) = (change, person, authorised_by) else {
        return Err(Error::internal("an unchecked access"));
    };
    let line = access::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        person_id: Set(person.id),
        person_key: Set(fold(&person.name)),
        person: Set(person.name),
        resource: Set(draft.resource.trim().to_owned()),
        resource_key: Set(fold(&draft.resource)),
        class: Set(class(&draft.class)),
        level: Set(draft.level.trim().to_owned()),
        change: Set(change),
        authorised_by: Set(authorised_by.name),
        note: Set(draft.note.trim().to_owned()),
        case_id: Set(case),
        by_id: Set(tx.actor().person.map(PersonId)),
        by_name: Set(tx.actor().name.clone()),
        at: Set(tx.now()),
    };
    let line = tx.insert(line).await?;
    let label = format!("{} · {}", line.person, line.resource);
    tx.record("access.noted", Some(line.id.0), &label, serde_json::json!({ "to": line.level })).await?;
    Ok(line)
}

/// A class with a name of its own by that name, any other as written.
fn class(text: &str) -> String {
    let key = fold(text).replace(' ', "_");
    if model::ACCESS_CLASSES.contains(&key.as_str()) { key } else { text.trim().to_owned() }
}
