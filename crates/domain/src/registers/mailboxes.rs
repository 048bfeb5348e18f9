//! Mailboxes: what happens to one, and so whose it is.

use super::{
    Mailbox, MailboxChange, model,
    named::{self, Who, Wrong},
    query,
};
use crate::people;
use db::{CaseId, MailboxLineId, PersonId, Source, Tx, UnitId, entity::mailbox, entity::mailbox_line};
use kernel::{Error, Msg, Result, permit::Permit, text::fold};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// What happens to a mailbox, in the words of forms and definitions.
#[derive(Debug, Clone, Default)]
pub struct MailboxDraft {
    pub address: String,
    pub unit: String,
    /// Whose it is; when blank it stays with whom it was.
    pub holder: String,
    /// `creado` when blank, `entregado`, `suspendido`, `migrado` or `reasignado`.
    pub change: String,
    pub note: String,
}

/// Writes by hand what happened to a mailbox. Refuses creating an address that is there and changing one that is not.
pub async fn note_mailbox(tx: &mut Tx, draft: MailboxDraft) -> Result<Mailbox> {
    tx.require(Permit::KeepRegisters)?;
    write(tx, draft, None).await
}

struct Checked {
    address: String,
    was: Option<Mailbox>,
    unit: Option<UnitId>,
    holder: Who,
    change: MailboxChange,
}

async fn check(tx: &Tx, draft: &MailboxDraft) -> Result<Checked> {
    let mut wrong = Wrong::default();
    let address = people::model::email(&draft.address).ok_or_else(|| Msg::new("mailbox-address-invalid"));
    let address = wrong.take("address", address);
    let change = match draft.change.trim() {
        "" => Ok(MailboxChange::Created),
        text => model::meant(&model::MAILBOX, text).ok_or_else(|| Msg::new("field-not-in-list")),
    };
    let change = wrong.take("change", change);
    let unit = wrong.take("unit", named::unit(tx, &draft.unit).await?);
    let holder = wrong.take("holder", named::who(tx, &draft.holder).await?);
    let was = match &address {
        Some(address) => query::find_mailbox(tx, address).await?,
        None => None,
    };
    if address.is_some() && change.is_some() {
        match (change == Some(MailboxChange::Created), was.is_some()) {
            (true, true) => wrong.take::<()>("address", Err("mailbox-address-taken".into())),
            (false, false) => wrong.take::<()>("address", Err("mailbox-unknown".into())),
            (true, false) | (false, true) => None,
        };
    }
    wrong.done()?;
    let (Some(address), Some(change), Some(unit), Some(holder)) = (address, change, unit, holder) else {
        return Err(Error::internal("an unchecked mailbox"));
    };
    Ok(Checked { address, was, unit, holder, change })
}

/// Writes on behalf of a step of the case, or by hand.
pub(super) async fn write(tx: &mut Tx, draft: MailboxDraft, case: Option<CaseId>) -> Result<Mailbox> {
    let Checked { address, was, unit, holder, change } = check(tx, &draft).await?;
    let unit = unit.or(was.as_ref().and_then(|w| w.unit_id));
    let holder = match (&was, holder.name.is_empty()) {
        (Some(was), true) => was.holder.clone(),
        _ => holder.name,
    };
    let row = mailbox::ActiveModel {
        unit_id: Set(unit),
        holder: Set(holder.clone()),
        status: Set(change),
        search_key: Set(fold(&format!("{address} {holder}"))),
        ..Default::default()
    };
    let mailbox = match was {
        Some(was) => save(tx, was, row).await?,
        None => {
            let new = mailbox::ActiveModel {
                id: Set(tx.id()),
                institution_id: Set(tx.institution()),
                address: Set(address),
                created_at: Set(tx.now()),
                version: Set(1),
                ..row
            };
            tx.insert(new).await?
        }
    };
    let line = mailbox_line::ActiveModel {
        id: Set(tx.id::<MailboxLineId>()),
        institution_id: Set(tx.institution()),
        mailbox_id: Set(mailbox.id),
        change: Set(change),
        unit_id: Set(unit),
        holder: Set(holder),
        note: Set(draft.note.trim().to_owned()),
        case_id: Set(case),
        by_id: Set(tx.actor().person.map(PersonId)),
        by_name: Set(tx.actor().name.clone()),
        at: Set(tx.now()),
    };
    tx.insert(line).await?;
    let body = serde_json::json!({ "to": model::written(&model::MAILBOX, change) });
    tx.record("mailbox.noted", Some(mailbox.id.0), &mailbox.address, body).await?;
    Ok(mailbox)
}

async fn save(tx: &mut Tx, was: Mailbox, mut row: mailbox::ActiveModel) -> Result<Mailbox> {
    row.version = Set(was.version + 1);
    let update = mailbox::Entity::update_many()
        .set(row)
        .filter(mailbox::Column::Id.eq(was.id))
        .filter(mailbox::Column::Version.eq(was.version));
    tx.swap(update).await?;
    query::find_mailbox(tx, &was.address).await?.ok_or_else(|| Error::not_found("error-not-found"))
}
