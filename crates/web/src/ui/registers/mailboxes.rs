//! Mailboxes: the list with proposals for new addresses, and one with its history.

use super::{
    Fields, asked_again, entry, hinted, moment, names, narrowed, numbers, origin, required, tabs, units, written,
};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    ui::Id,
    urls,
    view::{Cell, Choice, FieldSpec, Form, LinkedFact, Mood, RegisterForm, RegisterIndex, RegisterShow, RegisterTable},
};
use axum::extract::Query;
use domain::{
    MailboxId, Read, Source as _, Tx, people,
    registers::{self, Mailbox, MailboxChange, MailboxDraft, model, query},
};
use kernel::{Error, Msg};
use serde::Deserialize;

const HERE: &str = "/mailboxes";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    after: Option<String>,
    /// What a new address would be made of.
    name: String,
    post: String,
    unit: String,
    domain: String,
}

pub(crate) async fn index(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let page = list(&ctx, &asked, Form::default()).await?;
    ctx.page(&page).await
}

async fn list(ctx: &Ctx, asked: &Asked, form: Form) -> Result<RegisterIndex, Error> {
    let read = ctx.read();
    let page = query::list_mailboxes(&read, &asked.q, asked.after.as_deref()).await?;
    let units_here = people::query::unit_names(&read).await?;
    let f = Fields(ctx);
    let fields = vec![
        required(f.line("address", "mailbox-address")),
        f.choice("unit", "register-unit", units(&read).await?),
        hinted(f.suggest("holder", "mailbox-holder", names(&read).await?), ctx.say("register-person-hint")),
        f.line("note", "register-note"),
    ];
    let row = |m: Mailbox| {
        let (mood, state) = state(ctx, m.status);
        vec![
            Cell::link(m.address, urls::mailbox(m.id)),
            Cell::text(m.unit_id.and_then(|u| units_here.get(&u).cloned()).unwrap_or_default()),
            Cell::text(m.holder),
            Cell::state(mood, state),
        ]
    };
    let proposals = proposals(&read, asked).await?;
    let new = entry(ctx, HERE, "register-mailboxes-new", form, fields).map(|new| match proposals.first() {
        Some(first) => RegisterForm {
            form: new.form.with("address", first.as_str()).with("unit", asked.unit.as_str()),
            open: true,
            ..new
        },
        None => new,
    });
    let propose = entry(ctx, HERE, "mailbox-propose", Form::new("propose"), propose_specs(ctx, &read).await?);
    let propose = propose.map(|form| proposing(form, asked));
    Ok(RegisterIndex {
        tabs: tabs(HERE),
        name: "mailboxes",
        href: HERE,
        filters: vec![f.line("q", "register-words")],
        filter: asked_again(&[("q", asked.q.as_str())]),
        entries: [new, propose].into_iter().flatten().collect(),
        aside: None,
        proposals,
        columns: vec!["mailbox-address", "register-unit", "mailbox-holder", "mailbox-state"],
        next: urls::after(&narrowed(HERE, &[("q", &asked.q)]), page.next.as_deref()),
        rows: page.rows.into_iter().map(row).collect(),
    })
}

/// What a new address can be made of.
async fn propose_specs(ctx: &Ctx, read: &Read) -> Result<Vec<FieldSpec>, Error> {
    let f = Fields(ctx);
    Ok(vec![
        f.choice("unit", "register-unit", units(read).await?),
        f.line("post", "mailbox-post"),
        f.line("name", "mailbox-holder"),
        required(f.line("domain", "mailbox-domain")),
    ])
}

/// The form that asks for proposals, as it was asked.
fn proposing(entry: RegisterForm, asked: &Asked) -> RegisterForm {
    let form = entry
        .form
        .with("unit", asked.unit.as_str())
        .with("post", asked.post.as_str())
        .with("name", asked.name.as_str())
        .with("domain", asked.domain.as_str());
    RegisterForm {
        form,
        method: "get",
        hint: "mailbox-propose-hint",
        act: "mailbox-propose-act",
        icon: "search",
        open: !asked.domain.is_empty(),
        ..entry
    }
}

/// Free addresses for what was asked; none while the domain is missing.
async fn proposals(read: &Read, asked: &Asked) -> Result<Vec<String>, Error> {
    let domain = asked.domain.trim().trim_start_matches('@').to_lowercase();
    if domain.is_empty() {
        return Ok(Vec::new());
    }
    let unit = match asked.unit.parse() {
        Ok(id) => people::query::unit_names(read).await?.get(&id).cloned().unwrap_or_default(),
        Err(_) => String::new(),
    };
    let taken = query::addresses(read, &domain).await?;
    Ok(model::proposals(&unit, &asked.post, &asked.name, &domain, |a| taken.contains(a)))
}

fn state(ctx: &Ctx, status: MailboxChange) -> (Mood, String) {
    let mood = match status {
        MailboxChange::Created | MailboxChange::Migrated => Mood::Info,
        MailboxChange::HandedOver | MailboxChange::Reassigned => Mood::Good,
        MailboxChange::Suspended => Mood::Bad,
    };
    (mood, ctx.say(Msg::new(format!("mailbox-{}", model::written(&model::MAILBOX, status)))))
}

fn draft(sent: &Sent, address: &str) -> MailboxDraft {
    let get = |name| sent.get(name).to_owned();
    MailboxDraft {
        address: address.to_owned(),
        unit: get("unit"),
        holder: get("holder"),
        change: get("change"),
        note: get("note"),
    }
}

pub(crate) async fn create(ctx: Ctx, sent: Sent) -> Answer {
    let new = MailboxDraft { change: String::new(), ..draft(&sent, sent.get("address")) };
    let verb = async |tx: &mut Tx| registers::note_mailbox(tx, new).await.map(drop);
    written(&ctx, &sent, HERE, verb, async |form| list(&ctx, &Asked::default(), form).await).await
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<MailboxId>) -> Answer {
    let page = one(&ctx, id, Form::default()).await?;
    ctx.page(&page).await
}

async fn one(ctx: &Ctx, id: MailboxId, form: Form) -> Result<RegisterShow, Error> {
    let read = ctx.read();
    let mailbox = query::get_mailbox(&read, id).await?;
    let lines = query::mailbox_history(&read, id).await?;
    let numbers = numbers(&read, lines.iter().filter_map(|l| l.case_id)).await?;
    let units_here = people::query::unit_names(&read).await?;
    let unit = |id: Option<domain::UnitId>| id.and_then(|u| units_here.get(&u).cloned()).unwrap_or_default();
    let (mood, said) = state(ctx, mailbox.status);
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        rows.push(vec![
            moment(ctx, line.at).await?,
            Cell::text(state(ctx, line.change).1),
            Cell::text(line.holder),
            Cell::text(unit(line.unit_id)),
            Cell::text(line.note),
            Cell::text(line.by_name),
            origin(ctx, line.case_id, &numbers),
        ]);
    }
    let f = Fields(ctx);
    let changes: Vec<Choice> = f.words("mailbox", &model::MAILBOX[1..]);
    let fields = vec![
        required(f.choice("change", "mailbox-change", changes)),
        hinted(f.suggest("holder", "mailbox-holder", names(&read).await?), ctx.say("mailbox-holder-hint")),
        f.choice("unit", "register-unit", units(&read).await?),
        f.line("note", "register-note"),
    ];
    let change = entry(ctx, &urls::mailbox(id), "mailbox-note", form, fields);
    let change = change.map(|e| RegisterForm { icon: "pencil", ..e });
    let facts = [("register-unit", unit(mailbox.unit_id)), ("mailbox-holder", mailbox.holder)];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    Ok(RegisterShow {
        tabs: tabs(HERE),
        name: "mailboxes",
        href: HERE,
        title: mailbox.address,
        mood,
        state: said,
        facts: facts.map(|(key, value)| LinkedFact { label: ctx.say(key), value, href: None }).collect(),
        tables: vec![RegisterTable {
            title: ctx.say("mailbox-history"),
            columns: vec![
                "register-at",
                "mailbox-change",
                "mailbox-holder",
                "register-unit",
                "register-note",
                "register-by",
                "register-case",
            ],
            rows,
            none: ctx.say("register-none-hint"),
        }],
        forms: change.into_iter().collect(),
    })
}

pub(crate) async fn change(ctx: Ctx, Id(id): Id<MailboxId>, sent: Sent) -> Answer {
    let done = async {
        let mut tx = ctx.write().await?;
        tx.require(kernel::permit::Permit::KeepRegisters)?;
        let mailbox = query::get_mailbox(&tx, id).await?;
        if sent.get("change").is_empty() {
            return Err(Error::field("change", "field-required"));
        }
        registers::note_mailbox(&mut tx, draft(&sent, &mailbox.address)).await?;
        tx.commit().await
    };
    match done.await {
        Ok(()) => ctx.done(&urls::mailbox(id), "register-kept"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = one(&ctx, id, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}
