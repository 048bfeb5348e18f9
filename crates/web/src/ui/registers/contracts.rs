//! Contracts: the list, one of them, renewing it.

use super::{Fields, asked_again, entry, hinted, names, narrowed, numbers, required, tabs, written};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    ui::Id,
    urls,
    view::{Cell, Choice, FieldKind, FieldSpec, Form, LinkedFact, Mood, RegisterForm, RegisterIndex, RegisterShow},
};
use axum::extract::Query;
use domain::{
    ContractId, Read, Tx,
    registers::{
        self, Contract, ContractDraft,
        model::{self, ContractState},
        query,
    },
};
use kernel::{
    Error,
    time::{Date, format_date},
};
use serde::Deserialize;

const HERE: &str = "/contracts";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    renewed: String,
    /// The contract that a new one would renew.
    renews: String,
    after: Option<String>,
}

pub(crate) async fn index(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let read = ctx.read();
    let renews = match asked.renews.parse() {
        Ok(id) => Some(query::get_contract(&read, id).await?),
        Err(_) => None,
    };
    let fresh = Form::default().with("term", model::DEFAULT_TERM);
    let form = match &renews {
        Some(old) => fresh
            .with("name", old.name.as_str())
            .with("supplier", old.supplier.as_str())
            .with("service", old.service.as_str())
            .with("administrator", old.administrator.as_str())
            .with("start", old.end_on.to_string()),
        None => fresh,
    };
    let mut page = list(&ctx, &asked, form).await?;
    if let Some(form) = page.entries.first_mut() {
        form.open = renews.is_some();
    }
    ctx.page(&page).await
}

async fn list(ctx: &Ctx, asked: &Asked, form: Form) -> Result<RegisterIndex, Error> {
    let read = ctx.read();
    let page = query::list_contracts(&read, &asked.q, !asked.renewed.is_empty(), asked.after.as_deref()).await?;
    let today = ctx.today().await?;
    let words = [("q", asked.q.as_str()), ("renewed", &asked.renewed)];
    let f = Fields(ctx);
    let row = |c: Contract| {
        let (mood, state) = state(ctx, &c, today);
        vec![
            Cell::link(c.name, urls::contract(c.id)),
            Cell::text(c.supplier),
            Cell::text(c.administrator),
            Cell::text(format_date(c.start_on, ctx.locale)),
            Cell::text(format_date(c.end_on, ctx.locale)),
            Cell::state(mood, state),
        ]
    };
    let too = vec![Choice::new("on", ctx.say("contract-renewed-show"))];
    Ok(RegisterIndex {
        tabs: tabs(HERE),
        name: "contracts",
        href: HERE,
        filters: vec![f.line("q", "register-words"), f.choice("renewed", "contract-renewed", too)],
        filter: asked_again(&words),
        entries: entry(ctx, HERE, "register-contracts-new", form, specs(ctx, &read).await?).into_iter().collect(),
        aside: None,
        proposals: Vec::new(),
        columns: vec![
            "contract-name",
            "contract-supplier",
            "contract-administrator",
            "contract-start",
            "contract-end",
            "contract-state",
        ],
        next: urls::after(&narrowed(HERE, &words), page.next.as_deref()),
        rows: page.rows.into_iter().map(row).collect(),
    })
}

fn state(ctx: &Ctx, contract: &Contract, today: Date) -> (Mood, String) {
    let (mood, key) = match model::contract_state(contract.end_on, contract.renewed_by_id.is_some(), today) {
        ContractState::Holds => (Mood::Good, "contract-state-holds"),
        ContractState::EndsSoon => (Mood::Wait, "contract-state-soon"),
        ContractState::Ended => (Mood::Bad, "contract-state-ended"),
        ContractState::Renewed => (Mood::Info, "contract-state-renewed"),
    };
    (mood, ctx.say(key))
}

async fn specs(ctx: &Ctx, read: &Read) -> Result<Vec<FieldSpec>, Error> {
    let f = Fields(ctx);
    Ok(vec![
        required(hinted(f.line("name", "contract-name"), ctx.say("contract-name-hint"))),
        f.line("supplier", "contract-supplier"),
        f.line("service", "contract-service"),
        hinted(
            f.suggest("administrator", "contract-administrator", names(read).await?),
            ctx.say("register-person-hint"),
        ),
        hinted(f.make("start", "contract-start", FieldKind::Date), ctx.say("contract-start-hint")),
        hinted(f.make("end", "contract-end", FieldKind::Date), ctx.say("contract-end-hint")),
        hinted(f.line("term", "contract-term"), ctx.say("contract-term-hint")),
    ])
}

fn draft(sent: &Sent) -> ContractDraft {
    let get = |name| sent.get(name).to_owned();
    ContractDraft {
        name: get("name"),
        supplier: get("supplier"),
        service: get("service"),
        administrator: get("administrator"),
        start: get("start"),
        end: get("end"),
        term: get("term"),
    }
}

pub(crate) async fn create(ctx: Ctx, sent: Sent) -> Answer {
    let verb = async |tx: &mut Tx| registers::add_contract(tx, draft(&sent)).await.map(drop);
    written(&ctx, &sent, HERE, verb, async |form| list(&ctx, &Asked::default(), form).await).await
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<ContractId>) -> Answer {
    let page = one(&ctx, id, None).await?;
    ctx.page(&page).await
}

async fn one(ctx: &Ctx, id: ContractId, refused: Option<Form>) -> Result<RegisterShow, Error> {
    let read = ctx.read();
    let contract = query::get_contract(&read, id).await?;
    let (mood, state) = state(ctx, &contract, ctx.today().await?);
    let day = |day| format_date(day, ctx.locale);
    let mut facts: Vec<LinkedFact> = [
        ("contract-supplier", contract.supplier.clone()),
        ("contract-service", contract.service.clone()),
        ("contract-administrator", contract.administrator.clone()),
        ("contract-start", day(contract.start_on)),
        ("contract-end", day(contract.end_on)),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| LinkedFact { label: ctx.say(key), value, href: None })
    .collect();
    for (case, number) in numbers(&read, contract.case_id).await? {
        facts.push(LinkedFact { label: ctx.say("contract-made-by"), value: number, href: Some(urls::case(case)) });
    }
    if let Some(next) = contract.renewed_by_id {
        let next = query::get_contract(&read, next).await?;
        let value = format!("{} · {}", next.name, day(next.end_on));
        facts.push(LinkedFact { label: ctx.say("contract-followed"), value, href: Some(urls::contract(next.id)) });
    }
    let stands = Form::default()
        .with("name", contract.name.as_str())
        .with("supplier", contract.supplier.as_str())
        .with("service", contract.service.as_str())
        .with("administrator", contract.administrator.as_str())
        .with("start", contract.start_on.to_string())
        .with("end", contract.end_on.to_string());
    let form = match refused {
        Some(refused) => stands.over(&refused),
        None => stands,
    };
    let edit = entry(ctx, &urls::contract(id), "contract-edit", form, specs(ctx, &read).await?);
    let edit = edit.map(|e| RegisterForm { act: "form-save", icon: "pencil", ..e });
    if edit.is_some() && contract.renewed_by_id.is_none() {
        let value = ctx.say("contract-renew");
        let href = Some(format!("{HERE}?renews={id}"));
        facts.push(LinkedFact { label: ctx.say("contract-next"), value, href });
    }
    Ok(RegisterShow {
        tabs: tabs(HERE),
        name: "contracts",
        href: HERE,
        title: contract.name,
        mood,
        state,
        facts,
        tables: Vec::new(),
        forms: edit.into_iter().collect(),
    })
}

pub(crate) async fn edit(ctx: Ctx, Id(id): Id<ContractId>, sent: Sent) -> Answer {
    let done = async {
        let mut tx = ctx.write().await?;
        registers::edit_contract(&mut tx, id, draft(&sent)).await?;
        tx.commit().await
    };
    match done.await {
        Ok(()) => ctx.done(&urls::contract(id), "register-changed"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = one(&ctx, id, Some(form)).await?;
            ctx.page_as(status, &page).await
        }
    }
}
