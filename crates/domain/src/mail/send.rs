//! Sending: mark, talk to the server, mark.
//!
//! Before the server is spoken to, the letter is marked as being sent; once the server took it, as sent. A worker that dies
//! between both leaves `sending`: the server may or may not have taken the letter. It is then sent again **under the same
//! Message-ID**, by which mail systems know that it is the same letter; the other way, forgetting it, would lose it.
//! Marked as sent, it never goes again.

use super::{
    AccountKind, Letter, LetterStatus, MailAccount, accounts,
    model::{self, TRIES, pause},
    outbox, query,
};
use crate::{
    Office,
    jobs::{self, Work},
    notices::{self, Telling},
    people,
};
use db::{
    LetterId, Source as _, Tx,
    entity::{letter, mail_account},
};
use kernel::{
    Error, Kind, Result,
    permit::{Actor, Permit},
    ports::{Correspondent, OutgoingMail},
    text::Arg,
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// Sends a letter that waits. One that was sent, or that a person gave up, is none of its business. What the server does
/// not take now is enqueued again; the job itself has then done its work.
pub(crate) async fn send(office: &Office, system: &Actor, id: LetterId) -> Result<()> {
    let Some((letter, account)) = take(office, system, id).await? else { return Ok(()) };
    let went = match &account {
        Some(account) => hand_over(office, system, &letter, account).await,
        None => Err(Error::new(Kind::Unavailable, "mail-no-account")),
    };
    let mut tx = office.write(system).await?;
    settle(&mut tx, &letter, account.as_ref(), went).await?;
    tx.commit().await
}

/// Marks the letter as being sent.
async fn take(office: &Office, system: &Actor, id: LetterId) -> Result<Option<(Letter, Option<MailAccount>)>> {
    let mut tx = office.write(system).await?;
    let letter = query::get(&tx, id).await?;
    let under_way = [LetterStatus::Waiting, LetterStatus::Sending];
    if !under_way.contains(&letter.status) {
        return Ok(None);
    }
    let mut accounts = query::in_use(&tx, AccountKind::Out).await?;
    let own = accounts.iter().position(|a| Some(a.id) == letter.account_id).unwrap_or(0);
    let account = (!accounts.is_empty()).then(|| accounts.swap_remove(own));
    let row = letter::ActiveModel {
        status: Set(LetterStatus::Sending),
        tries: Set(letter.tries + 1),
        account_id: Set(account.as_ref().map(|a| a.id).or(letter.account_id)),
        ..Default::default()
    };
    let mark = letter::Entity::update_many()
        .set(row)
        .filter(letter::Column::Id.eq(id))
        .filter(letter::Column::Status.eq(letter.status))
        .filter(letter::Column::Tries.eq(letter.tries));
    tx.swap(mark).await?;
    tx.commit().await?;
    Ok(Some((Letter { tries: letter.tries + 1, ..letter }, account)))
}

async fn hand_over(office: &Office, system: &Actor, letter: &Letter, account: &MailAccount) -> Result<()> {
    let read = office.read(system);
    let institution = people::query::institution(&read).await?;
    let server = accounts::server(office, account)?;
    let us = Correspondent { name: account.name.clone(), email: account.address.clone() };
    let reply = query::in_use(&read, AccountKind::In).await?.into_iter().next();
    let (reply, subaddress) =
        reply.map_or((account.address.clone(), account.subaddress), |a| (a.address, a.subaddress));
    let mail = OutgoingMail {
        message_id: letter.message_id.clone(),
        from: us.clone(),
        to: Correspondent { name: letter.to_name.clone(), email: letter.to_email.clone() },
        reply_to: Correspondent { name: us.name, email: model::reply_address(&reply, &letter.thread, subaddress) },
        answers: Some(letter.answers.clone()).filter(|a| !a.is_empty()).into_iter().collect(),
        subject: letter.subject.clone(),
        text: outbox::words(letter, &institution.name, &office.public_url)?,
        headers: vec![
            ("Auto-Submitted", "auto-generated".to_owned()),
            ("X-Auto-Response-Suppress", "All".to_owned()),
            (mail::MARK, institution.slug),
        ],
        at: letter.at,
    };
    office.mailer.send(&server, &mail).await
}

async fn settle(tx: &mut Tx, letter: &Letter, account: Option<&MailAccount>, went: Result<()>) -> Result<()> {
    let now = tx.now();
    let mut again = None;
    let row = match &went {
        Ok(()) => letter::ActiveModel {
            status: Set(LetterStatus::Sent),
            words: Set(String::new()),
            next_try_at: Set(None),
            ended_at: Set(Some(now)),
            ..Default::default()
        },
        Err(e) => {
            let for_good = e.kind == Kind::Invalid || letter.tries >= TRIES;
            again = (!for_good).then(|| now + pause(letter.tries));
            letter::ActiveModel {
                status: Set(if for_good { LetterStatus::Failed } else { LetterStatus::Waiting }),
                reason: Set(e.msg.key.to_string()),
                words: Set(accounts::said(e)),
                next_try_at: Set(again),
                ended_at: Set(for_good.then_some(now)),
                ..Default::default()
            }
        }
    };
    let mine = letter::Entity::update_many()
        .set(row)
        .filter(letter::Column::Id.eq(letter.id))
        .filter(letter::Column::Status.eq(LetterStatus::Sending))
        .filter(letter::Column::Tries.eq(letter.tries));
    if tx.update(mine).await? == 0 {
        // A later worker has it.
        return Ok(());
    }
    if let Some(account) = account {
        note(tx, account, &went).await?;
    }
    if let Some(at) = again {
        let key = format!("letter:{}", letter.id);
        return jobs::enqueue(tx, Work::SendLetter { letter: letter.id }, at, Some(key)).await;
    }
    match went {
        Ok(()) => Ok(()),
        Err(e) => tell_failed(tx, letter, &e).await,
    }
}

/// How the account did last. A letter that nobody would take is not the account's fault.
async fn note(tx: &mut Tx, account: &MailAccount, went: &Result<()>) -> Result<()> {
    let row = match went {
        Ok(()) => mail_account::ActiveModel {
            last_success_at: Set(Some(tx.now())),
            last_error: Set(String::new()),
            alarmed_at: Set(None),
            ..Default::default()
        },
        Err(e) if e.kind == Kind::Invalid => return Ok(()),
        Err(e) => mail_account::ActiveModel { last_error: Set(accounts::said(e)), ..Default::default() },
    };
    tx.update(mail_account::Entity::update_many().set(row).filter(mail_account::Column::Id.eq(account.id)))
        .await
        .map(drop)
}

/// The chief learns in the page, not by mail: a letter about a letter that failed would fail as well.
async fn tell_failed(tx: &mut Tx, letter: &Letter, e: &Error) -> Result<()> {
    let args = [("to", letter.to_email.clone()), ("subject", letter.subject.clone()), ("said", accounts::said(e))];
    let what = Telling {
        kind: "letter-failed".to_owned(),
        args: args.into_iter().map(|(name, value)| (name.to_owned(), Arg::Text(value))).collect(),
        case: letter.case_id,
        key: format!("letter-failed/{}/{}", letter.id, letter.tries),
        asks: false,
        any: false,
    };
    notices::tell_permit_here(tx, Permit::SeeReports, &what).await.map(drop)
}
