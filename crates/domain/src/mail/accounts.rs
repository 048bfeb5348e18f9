//! The ways in and out for mail: who keeps them, and whether they work.

use super::{AccountKind, AccountState, AccountTls, MailAccount, query};
use crate::{Office, people, procedures};
use db::{MailAccountId, Source, Tx, UnitId, entity::mail_account};
use kernel::{
    Error, Result,
    error::Check,
    permit::{Actor, Permit},
    ports::{Correspondent, Login, MailServer, OutgoingMail, Tls},
    random::Random,
    seal::{Key, Secret},
};
use procedure::state::Data;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use serde::{Deserialize, Serialize};

/// What an account's form says.
#[derive(Debug, Clone)]
pub struct AccountDraft {
    pub kind: AccountKind,
    pub name: String,
    pub address: String,
    pub host: String,
    pub port: String,
    pub tls: AccountTls,
    pub user_name: String,
    /// Empty keeps the one that is there.
    pub secret: Secret,
    /// Where tokens come from; empty for a password. `secret` is then the refresh token.
    pub token_url: String,
    pub client: String,
    /// Empty keeps the one that is there.
    pub client_secret: Secret,
    pub subaddress: bool,
    pub folder: String,
    /// What a letter begins: `procedure/flow`.
    pub begins: String,
    pub unit: Option<UnitId>,
    /// What the first form says of a letter that cannot say it.
    pub defaults: Data,
    pub escape: String,
    pub on: bool,
}

/// Where tokens come from, as it is kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Tokens {
    url: String,
    client: String,
    /// Sealed.
    secret: String,
}

/// Where tokens come from: address and client.
pub fn tokens(account: &MailAccount) -> (String, String) {
    let tokens: Tokens = serde_json::from_str(&account.oauth).unwrap_or_default();
    (tokens.url, tokens.client)
}

/// What the first form says of a letter that cannot say it.
pub fn defaults(account: &MailAccount) -> Data {
    serde_json::from_str(&account.defaults).unwrap_or_default()
}

fn port(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|p| *p > 0)
}

async fn check(tx: &Tx, draft: &AccountDraft) -> Result<(String, u16)> {
    let mut check = Check::new();
    let address = people::model::email(&draft.address);
    check.that(address.is_some(), "address", "person-email-invalid");
    check.that(!draft.host.trim().is_empty(), "host", "field-required");
    check.that(!draft.host.trim().contains(|c: char| c.is_whitespace() || c == '/'), "host", "mail-host-invalid");
    check.that(port(&draft.port).is_some(), "port", "mail-port-invalid");
    check.that(draft.kind == AccountKind::Out || !draft.user_name.trim().is_empty(), "user_name", "field-required");
    check.that(
        draft.token_url.trim().is_empty() || draft.token_url.trim().starts_with("https://"),
        "token_url",
        "mail-token-url",
    );
    if draft.kind == AccountKind::In {
        check.that(begins(tx, &draft.begins).await?.is_some(), "begins", "mail-begins-unknown");
    }
    check.done()?;
    if let Some(unit) = draft.unit {
        people::query::get_unit(tx, unit).await?;
    }
    let address = address.ok_or_else(|| Error::field("address", "person-email-invalid"))?;
    Ok((address, port(&draft.port).unwrap_or_default()))
}

/// Procedure and start of the flow that `procedure/flow` names, if it is one that somebody may ask for.
async fn begins(src: &impl Source, text: &str) -> Result<Option<(String, String)>> {
    let Some((code, flow)) = text.split_once('/') else { return Ok(None) };
    let known = procedures::query::requestable(src).await?;
    let fits = known.iter().any(|(v, d)| v.code == code && d.request_flows().any(|f| f.start == flow));
    Ok(fits.then(|| (code.to_owned(), flow.to_owned())))
}

/// Adds a way in or out. Refuses every wrong field by name.
pub async fn add(tx: &mut Tx, key: &Key, draft: AccountDraft) -> Result<MailAccountId> {
    tx.require(Permit::ManageInstitution)?;
    let (address, port) = check(tx, &draft).await?;
    let id: MailAccountId = tx.id();
    let blank = MailAccount {
        id,
        institution_id: tx.institution(),
        kind: draft.kind,
        name: String::new(),
        address: String::new(),
        host: String::new(),
        port: 0,
        tls: draft.tls,
        user_name: String::new(),
        secret: String::new(),
        oauth: String::new(),
        subaddress: false,
        folder: String::new(),
        procedure: String::new(),
        flow: String::new(),
        unit_id: None,
        defaults: String::new(),
        escape: String::new(),
        state: AccountState::On,
        identity: None,
        seen_identity: String::new(),
        last_uid: 0,
        leased_until: None,
        last_success_at: None,
        last_error: String::new(),
        alarmed_at: None,
        created_at: tx.now(),
        version: 1,
    };
    let row = filled(blank, key, tx.random(), draft, (address, port))?;
    let label = row.address.clone();
    tx.insert(row.into_active_model()).await?;
    tx.record("mail_account.added", Some(id.0), &label, serde_json::json!({})).await?;
    Ok(id)
}

/// Changes it. The mailbox that was agreed on stays agreed on: another one stops the collector (lessons, row 14).
pub async fn edit(tx: &mut Tx, key: &Key, id: MailAccountId, draft: AccountDraft) -> Result<()> {
    tx.require(Permit::ManageInstitution)?;
    let was = query::account(tx, id).await?;
    let draft = AccountDraft { kind: was.kind, ..draft };
    let checked = check(tx, &draft).await?;
    let version = was.version;
    let row = filled(was, key, tx.random(), draft, checked)?;
    let label = row.address.clone();
    save(tx, version, row).await?;
    tx.record("mail_account.edited", Some(id.0), &label, serde_json::json!({})).await
}

async fn save(tx: &mut Tx, version: i64, row: MailAccount) -> Result<()> {
    let id = row.id;
    let row = mail_account::ActiveModel {
        id: sea_orm::ActiveValue::NotSet,
        version: Set(version + 1),
        ..sea_orm::ActiveModelTrait::reset_all(row.into_active_model())
    };
    let update = mail_account::Entity::update_many()
        .set(row)
        .filter(mail_account::Column::Id.eq(id))
        .filter(mail_account::Column::Version.eq(version));
    tx.swap(update).await
}

fn filled(
    was: MailAccount,
    key: &Key,
    random: &Random,
    draft: AccountDraft,
    (address, port): (String, u16),
) -> Result<MailAccount> {
    let seal = |secret: &Secret, kept: &str| {
        if secret.is_empty() { Ok(kept.to_owned()) } else { key.seal(random, &was.id.to_string(), secret) }
    };
    let kept: Tokens = serde_json::from_str(&was.oauth).unwrap_or_default();
    let oauth = if draft.token_url.trim().is_empty() {
        String::new()
    } else {
        let tokens = Tokens {
            url: draft.token_url.trim().to_owned(),
            client: draft.client.trim().to_owned(),
            secret: seal(&draft.client_secret, &kept.secret)?,
        };
        serde_json::to_string(&tokens).map_err(Error::internal)?
    };
    let (procedure, flow) = draft.begins.split_once('/').unwrap_or_default();
    let state = match (draft.on, was.state) {
        (false, _) => AccountState::Off,
        (true, AccountState::Stopped) => AccountState::Stopped,
        (true, AccountState::On | AccountState::Off) => AccountState::On,
    };
    Ok(MailAccount {
        name: draft.name.trim().to_owned(),
        address,
        host: draft.host.trim().to_owned(),
        port: port.into(),
        tls: draft.tls,
        user_name: draft.user_name.trim().to_owned(),
        secret: seal(&draft.secret, &was.secret)?,
        oauth,
        subaddress: draft.subaddress,
        folder: draft.folder.trim().to_owned(),
        procedure: procedure.to_owned(),
        flow: flow.to_owned(),
        unit_id: draft.unit,
        defaults: serde_json::to_string(&draft.defaults).map_err(Error::internal)?,
        escape: draft.escape.trim().chars().take(200).collect(),
        state,
        last_error: String::new(),
        ..was
    })
}

/// A person says that the mailbox that the server shows is the right one: collecting goes on with it.
pub async fn accept(tx: &mut Tx, id: MailAccountId) -> Result<()> {
    tx.require(Permit::ManageInstitution)?;
    let was = query::account(tx, id).await?;
    if was.state != AccountState::Stopped {
        return Err(Error::conflict("mail-not-stopped"));
    }
    let (version, before, now) = (was.version, was.identity.clone(), was.seen_identity.clone());
    let label = was.address.clone();
    let row = MailAccount {
        identity: Some(was.seen_identity.clone()),
        seen_identity: String::new(),
        state: AccountState::On,
        last_uid: 0,
        last_error: String::new(),
        ..was
    };
    save(tx, version, row).await?;
    tx.record("mail_account.accepted", Some(id.0), &label, serde_json::json!({ "was": before, "now": now })).await
}

/// The server of an account and what opens it. Invalid when the key of the installation is another one.
pub(super) fn server(office: &Office, account: &MailAccount) -> Result<MailServer> {
    let place = account.id.to_string();
    let open = |sealed: &str| {
        if sealed.is_empty() { Ok(Secret::default()) } else { office.key.open(&place, sealed) }
    };
    let login = if account.oauth.is_empty() {
        let password = open(&account.secret)?;
        if password.is_empty() { Login::Open } else { Login::Password(password) }
    } else {
        let tokens: Tokens = serde_json::from_str(&account.oauth).map_err(Error::internal)?;
        Login::Refresh {
            token_url: tokens.url,
            client: tokens.client,
            client_secret: open(&tokens.secret)?,
            refresh_token: open(&account.secret)?,
        }
    };
    Ok(MailServer {
        host: account.host.clone(),
        port: u16::try_from(account.port).map_err(Error::internal)?,
        tls: match account.tls {
            AccountTls::Direct => Tls::Direct,
            AccountTls::Starttls => Tls::Starttls,
            AccountTls::None => Tls::None,
        },
        user: account.user_name.clone(),
        login,
    })
}

/// What a server answered, for people who keep mail servers: its own words, after the key of ours.
pub fn said(error: &Error) -> String {
    let mut words = String::new();
    let mut cause = error.source.as_deref().map(|e| e as &dyn std::error::Error);
    while let Some(e) = cause {
        let more = e.to_string();
        // Many causes repeat what they wrap.
        if !words.contains(&more) {
            words = if words.is_empty() { more } else { format!("{words}: {more}") };
        }
        cause = e.source();
    }
    let words = words.replace('\0', "");
    format!("{}: {}", error.msg.key, words.chars().take(500).collect::<String>())
}

/// Whether the account works, now: goes in and out again. One that sends also sends a letter to `to`, when it is an
/// address. Refuses with what the server said.
pub async fn try_out(office: &Office, actor: &Actor, id: MailAccountId, to: &str) -> Result<()> {
    actor.require(Permit::ManageInstitution)?;
    let read = office.read(actor);
    let account = query::account(&read, id).await?;
    let server = server(office, &account)?;
    match account.kind {
        AccountKind::In => {
            let folder = office.mailboxes.open(&server, &account.folder).await?;
            let identity = folder.identity().to_owned();
            folder.close().await;
            match &account.identity {
                Some(agreed) if *agreed != identity => Err(Error::conflict("mail-other-mailbox")),
                Some(_) | None => Ok(()),
            }
        }
        AccountKind::Out => match people::model::email(to) {
            None => office.mailer.check(&server).await,
            Some(email) => office.mailer.send(&server, &trial(office, actor, &account, email)?).await,
        },
    }
}

fn trial(office: &Office, actor: &Actor, account: &MailAccount, email: String) -> Result<OutgoingMail> {
    let say = |key: &'static str| kernel::text::say(actor.locale, &key.into());
    let us = Correspondent { name: account.name.clone(), email: account.address.clone() };
    let n = u32::from_be_bytes(office.random.bytes());
    Ok(OutgoingMail {
        message_id: super::model::message_id("", n, &account.address),
        from: us.clone(),
        to: Correspondent { name: actor.name.clone(), email },
        reply_to: us,
        answers: Vec::new(),
        subject: say("mail-trial-subject"),
        text: say("mail-trial-body"),
        headers: vec![("Auto-Submitted", "auto-generated".to_owned()), (mail::MARK, "trial".to_owned())],
        at: office.now(),
    })
}
