//! One letter as a person reads it.

use super::{Direction, Letter, outbox, query};
use crate::{Office, people};
use db::LetterId;
use kernel::{Error, Result, permit::Actor};

/// The letter and the whole of its text: of one that came, with quotes and signature.
pub async fn read_letter(office: &Office, actor: &Actor, id: LetterId) -> Result<(Letter, String)> {
    let read = office.read(actor);
    let letter = query::letter(&read, id).await?;
    let text = match letter.direction {
        Direction::Out => {
            let institution = people::query::institution(&read).await?.name;
            outbox::words(&letter, &institution, &office.public_url)?
        }
        Direction::In => {
            let raw = office.files.get(&letter.raw_sha256).await?;
            office.heavy(move |_| Ok(mail::read(&raw).text)).await?
        }
    };
    Ok((letter, text))
}

/// The bytes of a letter that came, as they came. NotFound for one of ours: it is made when it goes.
pub async fn raw_letter(office: &Office, actor: &Actor, id: LetterId) -> Result<Vec<u8>> {
    let letter = query::letter(&office.read(actor), id).await?;
    if letter.raw_sha256.is_empty() {
        return Err(Error::not_found("error-not-found"));
    }
    office.files.get(&letter.raw_sha256).await
}
