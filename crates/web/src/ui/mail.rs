//! The outbox, what came, and what waits for a decision.

use super::{Id, files::serve};
use crate::{
    ctx::Ctx,
    error::Answer,
    urls,
    view::{AccountRow, LetterRow, MailIndex, MailLetter, Mood},
};
use axum::extract::Query;
use domain::{
    LetterId,
    mail::{self, AccountKind, AccountState, Direction, Letter, LetterStatus, MailAccount, query::Trouble},
};
use kernel::{Error, Locale, Msg, Result, permit::Permit, text, time::Zone};
use serde::Deserialize;

/// Where each of the lists begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Places {
    open: Option<String>,
    sent: Option<String>,
    came: Option<String>,
}

/// What is out of order, in words.
pub(crate) fn trouble(locale: Locale, zone: &Zone, trouble: &Trouble) -> String {
    let key = match (trouble.stopped, trouble.kind) {
        (true, _) => "mail-trouble-stopped",
        (false, AccountKind::In) => "mail-trouble-in",
        (false, AccountKind::Out) => "mail-trouble-out",
    };
    let msg = Msg::new(key).with("address", trouble.account.as_str()).with("since", zone.format(trouble.since, locale));
    let words = text::say(locale, &msg);
    if trouble.escape.is_empty() {
        return words;
    }
    format!("{words} {}", text::say(locale, &Msg::new("mail-trouble-escape").with("escape", trouble.escape.as_str())))
}

/// What is kept as `key: words`: the key in our words, the server's words behind.
pub(crate) fn said(locale: Locale, kept: &str) -> String {
    let (key, words) = kept.split_once(": ").unwrap_or((kept, ""));
    match text::try_say(locale, &Msg::new(key.trim_end_matches(':').to_owned())) {
        Some(ours) if words.trim().is_empty() => ours,
        Some(ours) => format!("{ours} ({words})"),
        None => kept.to_owned(),
    }
}

fn named(name: &str, email: &str) -> String {
    if name.is_empty() || name == email { email.to_owned() } else { format!("{name} <{email}>") }
}

fn state(letter: &Letter) -> (Mood, &'static str) {
    match letter.status {
        LetterStatus::Received => (Mood::Good, "letter-is-received"),
        LetterStatus::Refused => (Mood::Info, "letter-is-refused"),
        LetterStatus::Held => (Mood::Wait, "letter-is-held"),
        LetterStatus::Waiting => (Mood::Wait, "letter-is-waiting"),
        LetterStatus::Sending => (Mood::Wait, "letter-is-sending"),
        LetterStatus::Sent => (Mood::Good, "letter-is-sent"),
        LetterStatus::Failed => (Mood::Bad, "letter-is-failed"),
    }
}

fn why(locale: Locale, letter: &Letter) -> String {
    match letter.direction {
        Direction::In if letter.reason.is_empty() => String::new(),
        Direction::In => text::say(locale, &Msg::new(letter.reason.clone())),
        Direction::Out => said(locale, &letter.words),
    }
}

/// A letter as lists show it.
pub(crate) fn row(locale: Locale, letter: Letter) -> LetterRow {
    let (mood, state) = state(&letter);
    let failed = letter.status == LetterStatus::Failed;
    LetterRow {
        id: letter.id.to_string(),
        href: urls::letter(letter.id),
        why: why(locale, &letter),
        mood,
        state: text::say(locale, &state.into()),
        who: match letter.direction {
            Direction::In => named(&letter.from_name, &letter.from_email),
            Direction::Out => named(&letter.to_name, &letter.to_email),
        },
        tries: letter.tries,
        at: letter.at,
        case_href: letter.case_id.map(urls::case),
        may_retry: failed || (letter.status == LetterStatus::Waiting && letter.tries > 0),
        held: letter.status == LetterStatus::Held,
        subject: letter.subject,
    }
}

/// How an account stands.
pub(crate) fn account_state(account: &MailAccount) -> (Mood, &'static str) {
    match account.state {
        AccountState::Off => (Mood::Info, "mail-account-is-off"),
        AccountState::Stopped => (Mood::Bad, "mail-account-is-stopped"),
        AccountState::On if !account.last_error.is_empty() => (Mood::Bad, "mail-account-fails"),
        AccountState::On if account.last_success_at.is_none() => (Mood::Wait, "mail-account-is-new"),
        AccountState::On => (Mood::Good, "mail-account-works"),
    }
}

fn account(ctx: &Ctx, account: MailAccount) -> AccountRow {
    let (mood, state) = account_state(&account);
    let incoming = account.kind == AccountKind::In;
    AccountRow {
        id: account.id.to_string(),
        href: ctx.may(Permit::ManageInstitution).then(|| urls::mail_account(account.id)),
        incoming,
        mood,
        state: ctx.say(state),
        last: account.last_success_at,
        error: if account.last_error.is_empty() { String::new() } else { said(ctx.locale, &account.last_error) },
        collects: incoming && account.state == AccountState::On,
        address: account.address,
    }
}

async fn list(
    ctx: &Ctx,
    direction: Direction,
    statuses: &[LetterStatus],
    (name, before): (&str, Option<&str>),
) -> Result<(Vec<LetterRow>, String)> {
    let page = mail::query::list(&ctx.read(), direction, statuses, before).await?;
    let page = page.map(|letter| row(ctx.locale, letter));
    let next = page.next.map_or_else(String::new, |n| format!("/mail?{name}={}", urls::encode(&n)));
    Ok((page.rows, next))
}

pub(crate) async fn index(ctx: Ctx, Query(places): Query<Places>) -> Answer {
    use LetterStatus::{Failed, Held, Received, Refused, Sending, Sent, Waiting};
    let accounts = mail::query::accounts(&ctx.read()).await?;
    let (held, _) = list(&ctx, Direction::In, &[Held], ("held", None)).await?;
    let (open, open_next) =
        list(&ctx, Direction::Out, &[Waiting, Sending, Failed], ("open", places.open.as_deref())).await?;
    let (sent, sent_next) = list(&ctx, Direction::Out, &[Sent], ("sent", places.sent.as_deref())).await?;
    let (came, came_next) = list(&ctx, Direction::In, &[Received, Refused], ("came", places.came.as_deref())).await?;
    let page = MailIndex {
        accounts: accounts.into_iter().map(|a| account(&ctx, a)).collect(),
        may_manage: ctx.may(Permit::ManageInstitution),
        held,
        open,
        open_next,
        sent,
        sent_next,
        came,
        came_next,
    };
    ctx.page(&page).await
}

pub(crate) async fn letter(ctx: Ctx, Id(id): Id<LetterId>) -> Answer {
    let (letter, text) = mail::read_letter(&ctx.state.office, &ctx.actor, id).await?;
    let (mood, state) = state(&letter);
    let incoming = letter.direction == Direction::In;
    let page = MailLetter {
        why: why(ctx.locale, &letter),
        from: named(&letter.from_name, &letter.from_email),
        to: named(&letter.to_name, &letter.to_email),
        at: letter.at,
        received: letter.received_at,
        incoming,
        mood,
        state: ctx.say(state),
        refused: if incoming { letter.words.lines().map(str::to_owned).collect() } else { Vec::new() },
        text,
        case_href: letter.case_id.map(urls::case),
        raw_href: incoming.then(|| format!("{}/raw", urls::letter(id))),
        message_id: letter.message_id,
        subject: letter.subject,
    };
    ctx.page(&page).await
}

/// A letter as it came, to save.
pub(crate) async fn raw(ctx: Ctx, Id(id): Id<LetterId>) -> Answer {
    let bytes = mail::raw_letter(&ctx.state.office, &ctx.actor, id).await?;
    Ok(serve("message/rfc822", "mensaje.eml", bytes))
}

pub(crate) async fn retry(ctx: Ctx, Id(id): Id<LetterId>) -> Answer {
    let mut tx = ctx.write().await?;
    match mail::retry(&mut tx, id).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused("/mail", e),
    }
    ctx.done("/mail", "letter-was-retried")
}

pub(crate) async fn accept(ctx: Ctx, Id(id): Id<LetterId>) -> Answer {
    after(&ctx, mail::accept_letter(&ctx.state.office, &ctx.actor, id).await, "letter-was-accepted")
}

pub(crate) async fn refuse(ctx: Ctx, Id(id): Id<LetterId>) -> Answer {
    let mut tx = ctx.write().await?;
    let done = match mail::refuse_letter(&mut tx, id).await {
        Ok(()) => tx.commit().await,
        Err(e) => Err(e),
    };
    after(&ctx, done, "letter-was-refused")
}

fn after(ctx: &Ctx, done: Result<(), Error>, key: &'static str) -> Answer {
    match done {
        Ok(()) => ctx.done("/mail", key),
        Err(e) => ctx.refused("/mail", e),
    }
}
