//! Collecting: fetch, keep, take in, commit, mark. One way, whether a person asks for it or the hour does.
//!
//! A collector that dies between any two of these has lost nothing and made nothing twice: what was not committed is
//! fetched again, what was committed is known by its Message-ID, and only then is the letter marked as read.

use super::{
    AccountState, MailAccount, accounts,
    prepare::{Prepared, prepare},
    query,
    take_in::{Taken, take_in},
};
use crate::{
    Office,
    notices::{self, Telling},
};
use db::{MailAccountId, Source as _, Tx, entity::mail_account};
use kernel::{
    Error, Kind, Result,
    permit::{Actor, Permit},
    ports::MailFolder,
    text::Arg,
    time::Duration,
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// Who collects has the mailbox for so long; a collector that says nothing is held to be dead.
const LEASE: Duration = Duration::minutes(10);

/// At most so many letters in one run: the rest comes with the next, a minute later.
const AT_ONCE: usize = 500;

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Collected {
    /// Letters that are part of the house now.
    pub new: usize,
    /// Letters that were known already.
    pub known: usize,
    /// Letters that could not be taken in; they stay unread in the mailbox and are tried again.
    pub failed: usize,
}

/// The house, acting in the name of whoever wrote the letter.
fn postman(account: &MailAccount, prepared: &Prepared) -> Actor {
    Actor { name: prepared.sender_name(), ..Actor::system(account.institution_id.0) }
}

/// Takes in what lies unread in the mailbox. Conflict when somebody else does so at this moment, and when the mailbox is
/// not the one that was agreed on: then nothing is taken until a person says that it is right (lessons, row 14).
pub async fn collect(office: &Office, actor: &Actor, id: MailAccountId) -> Result<Collected> {
    query::require_outbox(actor)?;
    let account = lease(office, actor, id).await?;
    let ran = run(office, &account).await;
    settle(office, &account, &ran).await?;
    ran
}

async fn lease(office: &Office, actor: &Actor, id: MailAccountId) -> Result<MailAccount> {
    let mut tx = office.write(actor).await?;
    let account = query::account(&tx, id).await?;
    match account.state {
        AccountState::On => {}
        AccountState::Off => return Err(Error::conflict("mail-is-off")),
        AccountState::Stopped => return Err(Error::conflict("mail-other-mailbox")),
    }
    let now = tx.now();
    if account.leased_until.is_some_and(|until| until > now) {
        return Err(Error::conflict("mail-collecting-already"));
    }
    let row = mail_account::ActiveModel { leased_until: Set(Some(now + LEASE)), ..Default::default() };
    let free = mail_account::Entity::update_many().set(row).filter(mail_account::Column::Id.eq(id));
    let free = match account.leased_until {
        Some(until) => free.filter(mail_account::Column::LeasedUntil.eq(until)),
        None => free.filter(mail_account::Column::LeasedUntil.is_null()),
    };
    if tx.update(free).await? == 0 {
        return Err(Error::conflict("mail-collecting-already"));
    }
    tx.commit().await?;
    Ok(account)
}

async fn run(office: &Office, account: &MailAccount) -> Result<Collected> {
    let server = accounts::server(office, account)?;
    let mut folder = office.mailboxes.open(&server, &account.folder).await?;
    let ran = empty(office, account, folder.as_mut()).await;
    folder.close().await;
    ran
}

async fn empty(office: &Office, account: &MailAccount, folder: &mut dyn MailFolder) -> Result<Collected> {
    agree(office, account, folder.identity()).await?;
    let after = u32::try_from(account.last_uid).unwrap_or(0);
    let mut done = Collected::default();
    for number in folder.list(after).await?.into_iter().take(AT_ONCE) {
        let Some(fetched) = folder.fetch(number).await? else { continue };
        match keep(office, account, fetched, number).await {
            Ok(Taken::New(_)) => done.new += 1,
            Ok(Taken::Known) => done.known += 1,
            Err(e) => {
                // One that cannot be taken in holds up nobody, and is not forgotten: it stays unread.
                tracing::error!(account = %account.id, number, error = %e, "a letter could not be taken in");
                done.failed += 1;
                tell_failed(office, account, number, &e).await?;
                continue;
            }
        }
        folder.mark(number).await?;
    }
    Ok(done)
}

/// One letter: kept as it came, read, and taken in; committed when this answers.
async fn keep(office: &Office, account: &MailAccount, fetched: kernel::ports::Fetched, number: u32) -> Result<Taken> {
    let prepared: Prepared = prepare(office, fetched).await?;
    let mut last = Err(Error::internal("never tried"));
    for _ in 0..3 {
        let mut tx = office.write(&postman(account, &prepared)).await?;
        match take_in(&mut tx, account, &prepared, Some(number), None).await {
            Ok(taken) => {
                tx.commit().await?;
                return Ok(taken);
            }
            // Somebody changed the case at the same moment, or took the same letter.
            Err(e) if e.kind == Kind::Conflict => last = Err(e),
            Err(e) => return Err(e),
        }
    }
    last
}

/// Whether it is the mailbox that was agreed on; the first one is. Another stops the account.
async fn agree(office: &Office, account: &MailAccount, identity: &str) -> Result<()> {
    if account.identity.as_deref() == Some(identity) {
        return Ok(());
    }
    let mut tx = office.write(&Actor::system(account.institution_id.0)).await?;
    let first = account.identity.is_none();
    let row = if first {
        mail_account::ActiveModel { identity: Set(Some(identity.to_owned())), ..Default::default() }
    } else {
        mail_account::ActiveModel {
            state: Set(AccountState::Stopped),
            seen_identity: Set(identity.to_owned()),
            ..Default::default()
        }
    };
    let update = mail_account::Entity::update_many().set(row).filter(mail_account::Column::Id.eq(account.id));
    tx.swap(update.filter(mail_account::Column::State.eq(AccountState::On))).await?;
    if !first {
        let what = Telling {
            kind: "mailbox-stopped".to_owned(),
            args: [("address".to_owned(), Arg::from(account.address.as_str()))].into(),
            case: None,
            key: format!("mailbox-stopped/{}/{}", account.id, tx.now().timestamp()),
            asks: false,
            any: false,
        };
        notices::tell_permit_here(&mut tx, Permit::ManageInstitution, &what).await?;
    }
    tx.commit().await?;
    if first { Ok(()) } else { Err(Error::conflict("mail-other-mailbox")) }
}

/// Told once for each letter, in the page.
async fn tell_failed(office: &Office, account: &MailAccount, number: u32, e: &Error) -> Result<()> {
    let mut tx = office.write(&Actor::system(account.institution_id.0)).await?;
    let args = [("address", account.address.clone()), ("said", accounts::said(e))];
    let what = Telling {
        kind: "letter-stuck".to_owned(),
        args: args.into_iter().map(|(name, value)| (name.to_owned(), Arg::Text(value))).collect(),
        case: None,
        key: format!("letter-stuck/{}/{number}", account.id),
        asks: false,
        any: false,
    };
    notices::tell_permit_here(&mut tx, Permit::SeeReports, &what).await?;
    tx.commit().await
}

async fn settle(office: &Office, account: &MailAccount, ran: &Result<Collected>) -> Result<()> {
    let mut tx = office.write(&Actor::system(account.institution_id.0)).await?;
    let mut row = mail_account::ActiveModel { leased_until: Set(None), ..Default::default() };
    match ran {
        Ok(_) => {
            row.last_success_at = Set(Some(tx.now()));
            row.last_error = Set(String::new());
            row.alarmed_at = Set(None);
        }
        Err(e) => row.last_error = Set(accounts::said(e)),
    }
    tx.update(mail_account::Entity::update_many().set(row).filter(mail_account::Column::Id.eq(account.id))).await?;
    tx.commit().await
}

/// Collects from every mailbox of every institution, then tells the chiefs what has been silent for too long. What fails
/// is kept with its account and is no failure of the run.
pub async fn collect_all(office: &Office) -> Result<()> {
    let nobody = office.read(&Actor::system(uuid::Uuid::nil()));
    for institution in crate::people::query::institutions(&nobody).await? {
        let system = Actor::system(institution.id.0);
        for account in query::in_use(&office.read(&system), super::AccountKind::In).await? {
            if account.state == AccountState::On
                && let Err(e) = collect(office, &system, account.id).await
            {
                tracing::warn!(account = %account.id, error = %e, "a mailbox could not be collected");
            }
        }
        let mut tx = office.write(&system).await?;
        alarm(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Tells the chief, once per outage: in the page, and by the second way that the account names. A letter to another
/// address leaves by the outgoing account, which is not the mailbox that is silent.
async fn alarm(tx: &mut Tx) -> Result<()> {
    let mut accounts = query::in_use(tx, super::AccountKind::In).await?;
    accounts.extend(query::in_use(tx, super::AccountKind::Out).await?);
    for account in accounts.into_iter().filter(|a| a.alarmed_at.is_none()) {
        let Some(since) = query::trouble_since(tx, &account).await? else { continue };
        let now = tx.now();
        let row = mail_account::ActiveModel { alarmed_at: Set(Some(now)), ..Default::default() };
        tx.swap(mail_account::Entity::update_many().set(row).filter(mail_account::Column::Id.eq(account.id))).await?;
        let zone = crate::people::zone(&crate::people::query::institution(tx).await?)?;
        let since_words = zone.format(since, kernel::Locale::Es);
        let args = [
            ("address", account.address.clone()),
            ("since", since_words),
            ("said", account.last_error.clone()),
            ("escape", account.escape.clone()),
        ];
        let what = Telling {
            kind: "mail-silent".to_owned(),
            args: args.iter().map(|(name, value)| ((*name).to_owned(), Arg::Text(value.clone()))).collect(),
            case: None,
            key: format!("mail-silent/{}/{}", account.id, now.timestamp()),
            asks: false,
            any: false,
        };
        notices::tell_permit_here(tx, Permit::SeeReports, &what).await?;
        super::told::alarm(tx, &account, &args).await?;
    }
    Ok(())
}
