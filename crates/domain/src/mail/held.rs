//! Letters that wait for a person: too many from one sender, or nothing that they could begin.

use super::{
    LetterStatus, Taken,
    prepare::prepare,
    query,
    take_in::{held, take_in},
};
use crate::Office;
use db::{LetterId, Source as _, Tx, entity::letter};
use kernel::{
    Result,
    permit::{Actor, Permit},
    ports::Fetched,
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// The letter is a request after all: it is taken in as if it had just been collected. Conflict when it is not held.
pub async fn accept_letter(office: &Office, actor: &Actor, id: LetterId) -> Result<()> {
    query::require_outbox(actor)?;
    let (letter, _) = held(&office.read(actor), id).await?;
    let raw = office.files.get(&letter.raw_sha256).await?;
    let mut prepared = prepare(office, Fetched { raw, received_at: Some(letter.received_at) }).await?;
    prepared.received_at = letter.received_at;
    // What it begins, the house begins: the person only says that it may.
    let postman = Actor { permits: Permit::ALL.to_vec(), ..actor.clone() };
    let mut tx = office.write(&postman).await?;
    let (letter, account) = held(&tx, id).await?;
    let taken = take_in(&mut tx, &account, &prepared, None, Some(&letter)).await?;
    debug_assert_eq!(taken, Taken::New(id), "a held letter is in its row already");
    tx.record("letter.accepted", Some(id.0), &letter.from_email, serde_json::json!({})).await?;
    tx.commit().await
}

/// The letter is none: it stays where it is, refused. Conflict when it is not held.
pub async fn refuse_letter(tx: &mut Tx, id: LetterId) -> Result<()> {
    query::require_outbox(tx.actor())?;
    let (letter, _) = held(tx, id).await?;
    let row = letter::ActiveModel {
        status: Set(LetterStatus::Refused),
        reason: Set("mail-refused-by-person".to_owned()),
        ended_at: Set(Some(tx.now())),
        ..Default::default()
    };
    let update = letter::Entity::update_many()
        .set(row)
        .filter(letter::Column::Id.eq(id))
        .filter(letter::Column::Status.eq(LetterStatus::Held));
    tx.swap(update).await?;
    tx.record("letter.refused", Some(id.0), &letter.from_email, serde_json::json!({})).await
}
