//! The settings of an account: where its server is, what a letter begins, and whether it works.

use super::{
    Id, fields,
    mail::{account_state, said},
};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, FieldSpec, Form, MailAccount as Page, Mood},
};
use axum::extract::Query;
use domain::{
    MailAccountId, PersonId,
    mail::{
        self, AccountKind, AccountTls, MailAccount,
        accounts::{self, AccountDraft},
    },
    people, procedures,
};
use kernel::{Error, Kind, Msg, Result, permit::Permit, seal::Secret};
use procedure::definition::{Definition, Field, FieldKind};
use serde::Deserialize;

/// Which way the new account is.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Way {
    #[serde(default)]
    kind: String,
}

fn kind(text: &str) -> AccountKind {
    if text == "in" { AccountKind::In } else { AccountKind::Out }
}

pub(crate) async fn new(ctx: Ctx, Query(way): Query<Way>) -> Answer {
    ctx.actor.require(Permit::ManageInstitution)?;
    let incoming = kind(&way.kind) == AccountKind::In;
    let form =
        Form::default().with("port", if incoming { "993" } else { "465" }).with("tls", "direct").with("on", "on");
    let page = page(&ctx, None, incoming, form).await?;
    ctx.page(&page).await
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<MailAccountId>) -> Answer {
    ctx.actor.require(Permit::ManageInstitution)?;
    let account = mail::query::account(&ctx.read(), id).await?;
    let form = filled(&account);
    let page = page(&ctx, Some(account), false, form).await?;
    ctx.page(&page).await
}

fn filled(account: &MailAccount) -> Form {
    let (token_url, client) = accounts::tokens(account);
    let tls = match account.tls {
        AccountTls::Direct => "direct",
        AccountTls::Starttls => "starttls",
        AccountTls::None => "none",
    };
    let box_ = |ticked: bool| if ticked { "on" } else { "" };
    let form = Form::default()
        .with("name", &account.name)
        .with("address", &account.address)
        .with("host", &account.host)
        .with("port", account.port.to_string())
        .with("tls", tls)
        .with("user_name", &account.user_name)
        .with("token_url", token_url)
        .with("client", client)
        .with("subaddress", box_(account.subaddress))
        .with("folder", &account.folder)
        .with("begins", format!("{}/{}", account.procedure, account.flow))
        .with("unit", account.unit_id.map_or_else(String::new, |u| u.to_string()))
        .with("escape", &account.escape)
        .with("on", box_(account.state != mail::AccountState::Off));
    accounts::defaults(account).into_iter().fold(form, |form, (field, value)| form.with(field, value))
}

/// The fields of a first form that a letter cannot fill: neither its words nor the sender's unit.
fn lacking(definition: &Definition, start: &str) -> Vec<Field> {
    let first = definition.flow(start).and_then(|f| definition.step(&f.first));
    let fields = first.map_or(&[][..], |s| s.form.as_slice()).iter();
    let of_letters = |f: &&Field| !matches!(f.kind, FieldKind::Text | FieldKind::Unit | FieldKind::Files);
    fields.filter(of_letters).cloned().collect()
}

/// Every flow that a letter may begin, and what the chosen one lacks.
async fn flows(ctx: &Ctx, chosen: &str) -> Result<(Vec<Choice>, Vec<Field>)> {
    let (mut choices, mut fields) = (Vec::new(), Vec::new());
    for (version, definition) in procedures::query::requestable(&ctx.read()).await? {
        for flow in definition.request_flows() {
            let value = format!("{}/{}", version.code, flow.start);
            if value == chosen {
                fields = lacking(&definition, &flow.start);
            }
            choices.push(Choice::new(value, definition.title.as_str()));
        }
    }
    Ok((choices, fields))
}

async fn page(ctx: &Ctx, account: Option<MailAccount>, incoming: bool, form: Form) -> Result<Page> {
    let read = ctx.read();
    let incoming = account.as_ref().map_or(incoming, |a| a.kind == AccountKind::In);
    let chosen = form.values.get("begins").cloned().unwrap_or_default();
    let (flows, lacking) = flows(ctx, &chosen).await?;
    let mut defaults: Vec<FieldSpec> = if incoming { fields::specs(&read, &lacking).await? } else { Vec::new() };
    for spec in &mut defaults {
        // Set down for letters, or left to the people of the step.
        spec.required = false;
    }
    let units = people::query::unit_tree(&read).await?;
    let units = units.into_iter().map(|(u, _)| Choice::new(u.id.to_string(), u.name)).collect();
    let ways = [("direct", "mail-tls-direct"), ("starttls", "mail-tls-starttls"), ("none", "mail-tls-none")];
    let me = people::query::get_person(&read, PersonId(ctx.actor.person.unwrap_or_default())).await?;
    let (mood, state) = account.as_ref().map_or((Mood::Info, "mail-account-is-new"), account_state);
    Ok(Page {
        action: account.as_ref().map_or_else(|| "/mail/accounts".to_owned(), |a| urls::mail_account(a.id)),
        id: account.as_ref().map(|a| a.id.to_string()),
        incoming,
        form,
        ways: ways.map(|(value, key)| Choice::new(value, ctx.say(key))).into(),
        flows,
        units,
        defaults,
        has_secret: account.as_ref().is_some_and(|a| !a.secret.is_empty()),
        mood,
        state: ctx.say(state),
        error: account
            .as_ref()
            .filter(|a| !a.last_error.is_empty())
            .map_or_else(String::new, |a| said(ctx.locale, &a.last_error)),
        identity: account.as_ref().and_then(|a| a.identity.clone()).unwrap_or_default(),
        other: account.map(|a| a.seen_identity).unwrap_or_default(),
        own: me.email.unwrap_or_default(),
    })
}

async fn draft(ctx: &Ctx, sent: &Sent, kind: AccountKind) -> Result<AccountDraft> {
    let (_, lacking) = flows(ctx, sent.get("begins")).await?;
    let defaults = lacking.iter().map(|f| (f.id.clone(), sent.get(&f.id).to_owned()));
    Ok(AccountDraft {
        kind,
        name: sent.get("name").to_owned(),
        address: sent.get("address").to_owned(),
        host: sent.get("host").to_owned(),
        port: sent.get("port").to_owned(),
        tls: match sent.get("tls") {
            "starttls" => AccountTls::Starttls,
            "none" => AccountTls::None,
            _ => AccountTls::Direct,
        },
        user_name: sent.get("user_name").to_owned(),
        secret: Secret::new(sent.raw("account_password")),
        token_url: sent.get("token_url").to_owned(),
        client: sent.get("client").to_owned(),
        client_secret: Secret::new(sent.raw("client_password")),
        subaddress: sent.get("subaddress") == "on",
        folder: sent.get("folder").to_owned(),
        begins: sent.get("begins").to_owned(),
        unit: sent.some("unit").map(|u| u.parse()).transpose()?,
        defaults: defaults.filter(|(_, value)| !value.is_empty()).collect(),
        escape: sent.get("escape").to_owned(),
        on: sent.get("on") == "on",
    })
}

pub(crate) async fn create(ctx: Ctx, sent: Sent) -> Answer {
    ctx.actor.require(Permit::ManageInstitution)?;
    let kind = kind(sent.get("kind"));
    let draft = draft(&ctx, &sent, kind).await?;
    let mut tx = ctx.write().await?;
    match accounts::add(&mut tx, &ctx.state.office.key, draft).await {
        Ok(id) => {
            tx.commit().await?;
            ctx.done(&urls::mail_account(id), "mail-account-saved")
        }
        Err(e) => {
            drop(tx);
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = page(&ctx, None, kind == AccountKind::In, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn save(ctx: Ctx, Id(id): Id<MailAccountId>, sent: Sent) -> Answer {
    ctx.actor.require(Permit::ManageInstitution)?;
    let account = mail::query::account(&ctx.read(), id).await?;
    let draft = draft(&ctx, &sent, account.kind).await?;
    let mut tx = ctx.write().await?;
    match accounts::edit(&mut tx, &ctx.state.office.key, id, draft).await {
        Ok(()) => {
            tx.commit().await?;
            ctx.done(&urls::mail_account(id), "mail-account-saved")
        }
        Err(e) => {
            drop(tx);
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = page(&ctx, Some(account), false, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// What the server said, on the page of the account.
fn after(ctx: &Ctx, to: &str, done: Result<(), Error>, key: &'static str) -> Answer {
    match done {
        Ok(()) => ctx.done(to, key),
        Err(e) if matches!(e.kind, Kind::Unavailable | Kind::Invalid | Kind::Conflict) => {
            let words = said(ctx.locale, &mail::said(&e));
            ctx.go(to, Mood::Bad, Msg::new("mail-server-said").with("said", words))
        }
        Err(e) => Err(e.into()),
    }
}

pub(crate) async fn trial(ctx: Ctx, Id(id): Id<MailAccountId>, sent: Sent) -> Answer {
    let done = accounts::try_out(&ctx.state.office, &ctx.actor, id, sent.get("to")).await;
    after(&ctx, &urls::mail_account(id), done, "mail-account-answers")
}

pub(crate) async fn collect(ctx: Ctx, Id(id): Id<MailAccountId>) -> Answer {
    match mail::collect(&ctx.state.office, &ctx.actor, id).await {
        Ok(done) => {
            let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let mood = if done.failed > 0 { Mood::Bad } else { Mood::Good };
            let msg = Msg::new("mail-was-collected").with("new", n(done.new)).with("failed", n(done.failed));
            ctx.go("/mail", mood, msg)
        }
        Err(e) => after(&ctx, "/mail", Err(e), "mail-was-collected"),
    }
}

pub(crate) async fn accept(ctx: Ctx, Id(id): Id<MailAccountId>) -> Answer {
    let mut tx = ctx.write().await?;
    let done = match accounts::accept(&mut tx, id).await {
        Ok(()) => tx.commit().await,
        Err(e) => Err(e),
    };
    after(&ctx, &urls::mail_account(id), done, "mail-account-saved")
}
