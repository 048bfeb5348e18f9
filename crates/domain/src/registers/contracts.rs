//! Contracts: entering, renewing by entering the next one, changing.

use super::{
    Contract, model,
    named::{self, Who, Wrong},
    query,
};
use db::{CaseId, ContractId, Source, Tx, entity::contract};
use kernel::{Error, Msg, Result, permit::Permit, text::fold, time::Date};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// What the form of a contract says. Its end is a day, or a term like `3 años` counted from its beginning.
#[derive(Debug, Clone, Default)]
pub struct ContractDraft {
    pub name: String,
    pub supplier: String,
    pub service: String,
    pub administrator: String,
    /// Today when blank.
    pub start: String,
    pub end: String,
    pub term: String,
}

struct Checked {
    administrator: Who,
    start: Date,
    end: Date,
}

async fn check(tx: &Tx, draft: &ContractDraft) -> Result<Checked> {
    let mut wrong = Wrong::default();
    wrong.filled("name", &draft.name);
    let administrator = wrong.take("administrator", named::who(tx, &draft.administrator).await?);
    let start = wrong.take("start", named::day(&draft.start));
    let start = match start.flatten() {
        Some(day) => day,
        None => crate::people::today(tx).await?,
    };
    let end = match named::day(&draft.end) {
        Err(msg) => wrong.take("end", Err(msg)),
        Ok(Some(end)) => Some(end),
        Ok(None) if draft.term.trim().is_empty() => wrong.take("end", Err("contract-end-needed".into())),
        Ok(None) => {
            let end = model::end_of_term(start, &draft.term).ok_or_else(|| Msg::new("contract-term-unclear"));
            wrong.take("term", end)
        }
    };
    if end.is_some_and(|end| end < start) {
        wrong.take::<()>("end", Err("contract-ends-before".into()));
    }
    wrong.done()?;
    let end = end.ok_or_else(|| Error::field("end", "contract-end-needed"))?;
    Ok(Checked { administrator: administrator.unwrap_or_default(), start, end })
}

fn row(draft: &ContractDraft, checked: Checked) -> contract::ActiveModel {
    let text = |value: &str| value.trim().to_owned();
    contract::ActiveModel {
        name: Set(text(&draft.name)),
        name_key: Set(fold(&draft.name)),
        supplier: Set(text(&draft.supplier)),
        service: Set(text(&draft.service)),
        administrator_id: Set(checked.administrator.id),
        search_key: Set(fold(
            &[&draft.name, &draft.supplier, &draft.service, checked.administrator.name.as_str()].join(" "),
        )),
        administrator: Set(checked.administrator.name),
        start_on: Set(checked.start),
        end_on: Set(checked.end),
        ..Default::default()
    }
}

/// Enters a contract. One of the same name that is in force goes on in it: it is marked as renewed.
pub async fn add_contract(tx: &mut Tx, draft: ContractDraft) -> Result<Contract> {
    tx.require(Permit::KeepRegisters)?;
    write(tx, draft, None).await
}

/// Enters a contract on behalf of a step of the case, or by hand.
pub(super) async fn write(tx: &mut Tx, draft: ContractDraft, case: Option<CaseId>) -> Result<Contract> {
    let checked = check(tx, &draft).await?;
    let before = query::find_current(tx, &draft.name).await?;
    let new = contract::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        renewed_by_id: Set(None),
        case_id: Set(case),
        created_at: Set(tx.now()),
        version: Set(1),
        ..row(&draft, checked)
    };
    let new = tx.insert(new).await?;
    if let Some(before) = before {
        save(tx, &before, contract::ActiveModel { renewed_by_id: Set(Some(new.id)), ..Default::default() }).await?;
    }
    let body = serde_json::json!({ "from": new.start_on, "until": new.end_on });
    tx.record("contract.added", Some(new.id.0), &new.name, body).await?;
    Ok(new)
}

/// Changes what is written of a contract; what it was stays in the audit.
pub async fn edit_contract(tx: &mut Tx, id: ContractId, draft: ContractDraft) -> Result<()> {
    tx.require(Permit::KeepRegisters)?;
    let was = query::get_contract(tx, id).await?;
    let checked = check(tx, &draft).await?;
    let before = [was.name.as_str(), &was.supplier, &was.service, &was.administrator].join(" · ");
    let body = serde_json::json!({
        "was": before,
        "from": was.start_on,
        "until": was.end_on,
    });
    save(tx, &was, row(&draft, checked)).await?;
    tx.record("contract.edited", Some(id.0), draft.name.trim(), body).await
}

async fn save(tx: &mut Tx, was: &Contract, mut row: contract::ActiveModel) -> Result<()> {
    row.version = Set(was.version + 1);
    let update = contract::Entity::update_many()
        .set(row)
        .filter(contract::Column::Id.eq(was.id))
        .filter(contract::Column::Version.eq(was.version));
    tx.swap(update).await
}
