//! Machines, contracts, mailboxes and checklists.

use super::{further, require, worded};
use crate::registers::{Contract, Equipment, EquipmentStatus, Mailbox, model};
use db::{
    ContractId, EquipmentId, MailboxId, Source, UnitId,
    entity::{checklist, contract, equipment, mailbox},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    text::fold,
    time::Date,
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
    sea_query::{Expr, ExprTrait as _},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr as _,
};

fn machines(src: &impl Source) -> Select<equipment::Entity> {
    equipment::Entity::find().filter(equipment::Column::InstitutionId.eq(src.institution()))
}

/// Which machines a list shows.
#[derive(Debug, Clone, Default)]
pub struct EquipmentFilter {
    /// Words of number, kind, brand, model, serial, custodian or place.
    pub text: String,
    /// Blank for all kinds.
    pub kind: String,
    pub unit: Option<UnitId>,
    pub status: Option<EquipmentStatus>,
}

/// Machines by inventory number, a page after `after`.
pub async fn list_equipment(
    src: &impl Source,
    filter: &EquipmentFilter,
    after: Option<&str>,
) -> Result<Page<Equipment>> {
    require(src)?;
    let mut query = worded(machines(src), equipment::Column::SearchKey, &filter.text);
    if !filter.kind.is_empty() {
        query = query.filter(equipment::Column::Kind.eq(filter.kind.as_str()));
    }
    if let Some(unit) = filter.unit {
        query = query.filter(equipment::Column::UnitId.eq(unit));
    }
    if let Some(status) = filter.status {
        query = query.filter(equipment::Column::Status.eq(status));
    }
    let query = further(query, equipment::Column::TagKey, equipment::Column::Id, after)?;
    let query = query.order_by_asc(equipment::Column::TagKey).order_by_asc(equipment::Column::Id);
    let rows = src.all(query.limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |e| format!("{}|{}", e.tag_key, e.id)))
}

/// The machine, for its page. NotFound for one of another institution.
pub async fn get_equipment(src: &impl Source, id: EquipmentId) -> Result<Equipment> {
    require(src)?;
    find_equipment(src, id).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

pub async fn find_equipment(src: &impl Source, id: EquipmentId) -> Result<Option<Equipment>> {
    src.one(machines(src).filter(equipment::Column::Id.eq(id))).await
}

/// The machine with that inventory number, however it is spaced or cased.
pub async fn find_by_tag(src: &impl Source, tag: &str) -> Result<Option<Equipment>> {
    src.one(machines(src).filter(equipment::Column::TagKey.eq(model::tag_key(tag)))).await
}

/// The machine that a field means: by its id, or by its inventory number.
pub async fn find_named(src: &impl Source, text: &str) -> Result<Option<Equipment>> {
    match EquipmentId::from_str(text.trim()) {
        Ok(id) => find_equipment(src, id).await,
        Err(_) => find_by_tag(src, text).await,
    }
}

/// Machines in use or in repair to choose one from: those of the unit first, then the rest, each by number; at most two
/// thousand.
pub async fn equipment_to_choose(src: &impl Source, unit: Option<UnitId>) -> Result<Vec<Equipment>> {
    let query = machines(src).filter(equipment::Column::Status.ne(EquipmentStatus::Retired));
    let query = query.order_by_asc(equipment::Column::TagKey).order_by_asc(equipment::Column::Id);
    let all = src.all(query.limit(2000)).await?;
    let (mut first, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|e| unit.is_some() && e.unit_id == unit);
    first.extend(rest);
    Ok(first)
}

/// What each machine is called where a case names it: number and kind.
pub(crate) async fn equipment_names(
    src: &impl Source,
    ids: impl IntoIterator<Item = EquipmentId>,
) -> Result<BTreeMap<EquipmentId, String>> {
    let ids: Vec<EquipmentId> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = src.all(machines(src).filter(equipment::Column::Id.is_in(ids))).await?;
    Ok(rows.into_iter().map(|e| (e.id, format!("{} · {}", e.tag, e.kind))).collect())
}

fn contracts(src: &impl Source) -> Select<contract::Entity> {
    contract::Entity::find().filter(contract::Column::InstitutionId.eq(src.institution()))
}

/// Contracts by their end, the first to end first, a page after `after`; renewed ones only when asked for.
pub async fn list_contracts(
    src: &impl Source,
    text: &str,
    renewed: bool,
    after: Option<&str>,
) -> Result<Page<Contract>> {
    require(src)?;
    let mut query = worded(contracts(src), contract::Column::SearchKey, text);
    if !renewed {
        query = query.filter(contract::Column::RenewedById.is_null());
    }
    if let Some((end, id)) = after.and_then(|a| a.rsplit_once('|')) {
        let end: Date = kernel::time::date(end).ok_or_else(|| Error::not_found("error-not-found"))?;
        let id: ContractId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(contract::Column::EndOn), Expr::col(contract::Column::Id)])
                .gt(Expr::tuple([Expr::value(end), Expr::value(id)])),
        );
    }
    let query = query.order_by_asc(contract::Column::EndOn).order_by_asc(contract::Column::Id);
    let rows = src.all(query.limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |c| format!("{}|{}", c.end_on, c.id)))
}

/// Every contract that no other one has renewed, the first to end first: what the clocks before an end go by; at most a
/// thousand.
pub async fn open_contracts(src: &impl Source) -> Result<Vec<Contract>> {
    let query = contracts(src).filter(contract::Column::RenewedById.is_null());
    src.all(query.order_by_asc(contract::Column::EndOn).order_by_asc(contract::Column::Id).limit(1000)).await
}

pub async fn get_contract(src: &impl Source, id: ContractId) -> Result<Contract> {
    require(src)?;
    let found = src.one(contracts(src).filter(contract::Column::Id.eq(id))).await?;
    found.ok_or_else(|| Error::not_found("error-not-found"))
}

/// The contract of that name that no other one has renewed.
pub async fn find_current(src: &impl Source, name: &str) -> Result<Option<Contract>> {
    let query =
        contracts(src).filter(contract::Column::NameKey.eq(fold(name))).filter(contract::Column::RenewedById.is_null());
    src.one(query.order_by_desc(contract::Column::EndOn).order_by_desc(contract::Column::Id)).await
}

fn mailboxes(src: &impl Source) -> Select<mailbox::Entity> {
    mailbox::Entity::find().filter(mailbox::Column::InstitutionId.eq(src.institution()))
}

/// Mailboxes by address, a page after `after`.
pub async fn list_mailboxes(src: &impl Source, text: &str, after: Option<&str>) -> Result<Page<Mailbox>> {
    require(src)?;
    let query = worded(mailboxes(src), mailbox::Column::SearchKey, text);
    let query = further(query, mailbox::Column::Address, mailbox::Column::Id, after)?;
    let query = query.order_by_asc(mailbox::Column::Address).order_by_asc(mailbox::Column::Id);
    let rows = src.all(query.limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |m| format!("{}|{}", m.address, m.id)))
}

/// The mailbox, for its page. NotFound for one of another institution.
pub async fn get_mailbox(src: &impl Source, id: MailboxId) -> Result<Mailbox> {
    require(src)?;
    let found = src.one(mailboxes(src).filter(mailbox::Column::Id.eq(id))).await?;
    found.ok_or_else(|| Error::not_found("error-not-found"))
}

/// The addresses of a domain that are taken; at most ten thousand.
pub async fn addresses(src: &impl Source, domain: &str) -> Result<BTreeSet<String>> {
    require(src)?;
    let query = mailboxes(src).filter(db::contains(mailbox::Column::Address, &format!("@{domain}")));
    let rows = src.all(query.order_by_asc(mailbox::Column::Address).limit(10_000)).await?;
    Ok(rows.into_iter().map(|m| m.address).collect())
}

pub async fn find_mailbox(src: &impl Source, address: &str) -> Result<Option<Mailbox>> {
    let folded = address.trim().to_lowercase();
    src.one(mailboxes(src).filter(mailbox::Column::Address.eq(folded))).await
}

/// The points of a checklist for a kind of equipment, in the manual's order: those of the kind, else those for all other
/// kinds. While the kind is not known, those of every kind, each once. `None` when the institution has no such list.
pub async fn checklist_points(src: &impl Source, name: &str, kind: Option<&str>) -> Result<Option<Vec<String>>> {
    let query = checklist::Entity::find()
        .filter(checklist::Column::InstitutionId.eq(src.institution()))
        .filter(checklist::Column::Name.eq(name));
    let lists = src.all(query.order_by_asc(checklist::Column::Id)).await?;
    if lists.is_empty() {
        return Ok(None);
    }
    let of = |kind: &str| lists.iter().find(|l| fold(&l.kind) == fold(kind));
    let chosen = kind.and_then(of).or_else(|| kind.and_then(|_| of("")));
    let mut points: Vec<String> = Vec::new();
    for list in chosen.map_or_else(|| lists.iter().collect(), |only| vec![only]) {
        let read: Vec<String> = serde_json::from_str(&list.points).map_err(Error::internal)?;
        for point in read {
            if !points.contains(&point) {
                points.push(point);
            }
        }
    }
    Ok(Some(points))
}
