//! What was written, line by line.

use super::{older, require, worded};
use crate::registers::{Access, AccessChange, Backup, Custody, LogbookLine, MailboxLine, model};
use db::{
    EquipmentId, MailboxId, Source,
    entity::{access, backup, custody, logbook_line, mailbox_line},
};
use kernel::{
    Result,
    page::{LIMIT, Page},
    text::fold,
    time::{Date, months_after},
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::collections::BTreeMap;

/// The moves of a machine, latest first; at most two hundred.
pub async fn custody_of(src: &impl Source, id: EquipmentId) -> Result<Vec<Custody>> {
    require(src)?;
    let query = custody::Entity::find()
        .filter(custody::Column::InstitutionId.eq(src.institution()))
        .filter(custody::Column::EquipmentId.eq(id));
    src.all(query.order_by_desc(custody::Column::At).order_by_desc(custody::Column::Id).limit(200)).await
}

/// Which lines of the log of accesses a list shows.
#[derive(Debug, Clone, Default)]
pub struct LineFilter {
    /// Words of the person's name.
    pub person: String,
    /// Words of the resource.
    pub resource: String,
    /// Blank for every class.
    pub class: String,
}

/// The log of accesses, latest first, a page before `before`.
pub async fn list_accesses(src: &impl Source, filter: &LineFilter, before: Option<&str>) -> Result<Page<Access>> {
    require(src)?;
    let here = access::Entity::find().filter(access::Column::InstitutionId.eq(src.institution()));
    let query = worded(here, access::Column::PersonKey, &filter.person);
    let mut query = worded(query, access::Column::ResourceKey, &filter.resource);
    if !filter.class.is_empty() {
        query = query.filter(access::Column::Class.eq(filter.class.as_str()));
    }
    let query = older(query, access::Column::At, access::Column::Id, before)?;
    let query = query.order_by_desc(access::Column::At).order_by_desc(access::Column::Id);
    let rows = src.all(query.limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |l| format!("{}|{}", l.at.to_rfc3339(), l.id)))
}

/// All lines about somebody, oldest first; at most a thousand.
pub async fn access_trail(src: &impl Source, person: &str) -> Result<Vec<Access>> {
    require(src)?;
    let query = access::Entity::find()
        .filter(access::Column::InstitutionId.eq(src.institution()))
        .filter(access::Column::PersonKey.eq(fold(person)));
    src.all(query.order_by_asc(access::Column::At).order_by_asc(access::Column::Id).limit(1000)).await
}

/// What somebody may enter now: of each resource the last line of the trail, unless it took the access away.
pub fn access_state(trail: &[Access]) -> Vec<&Access> {
    let last: BTreeMap<&str, &Access> = trail.iter().map(|line| (line.resource_key.as_str(), line)).collect();
    last.into_values().filter(|line| line.change != AccessChange::Withdrawn).collect()
}

/// What happened to a mailbox, latest first; at most two hundred.
pub async fn mailbox_history(src: &impl Source, id: MailboxId) -> Result<Vec<MailboxLine>> {
    require(src)?;
    let query = mailbox_line::Entity::find()
        .filter(mailbox_line::Column::InstitutionId.eq(src.institution()))
        .filter(mailbox_line::Column::MailboxId.eq(id));
    src.all(query.order_by_desc(mailbox_line::Column::At).order_by_desc(mailbox_line::Column::Id).limit(200)).await
}

/// The copies of a month.
#[derive(Debug)]
pub struct Month {
    pub lines: Page<Backup>,
    /// Server and its compliance.
    pub servers: Vec<(String, model::Compliance)>,
}

/// The copies of the month that `day` lies in, latest first, a page before `before`, with each server's compliance over
/// the whole month.
pub async fn backup_month(src: &impl Source, first: Date, before: Option<&str>) -> Result<Month> {
    require(src)?;
    let end = months_after(first, 1).unwrap_or(first);
    let month = backup::Entity::find()
        .filter(backup::Column::InstitutionId.eq(src.institution()))
        .filter(backup::Column::DoneOn.gte(first))
        .filter(backup::Column::DoneOn.lt(end));
    // Four servers and some tries a day: a month is a few hundred lines.
    let all = src.all(month.clone().order_by_asc(backup::Column::Server).limit(10_000)).await?;
    let names: BTreeMap<&str, &str> = all.iter().map(|b| (b.server_key.as_str(), b.server.as_str())).collect();
    let sums = model::compliance(all.iter().map(|b| (b.server_key.as_str(), b.done_on, b.result)));
    let servers = sums.into_iter().map(|(key, sum)| (names.get(key).copied().unwrap_or(key).to_owned(), sum)).collect();
    let query = older(month, backup::Column::At, backup::Column::Id, before)?;
    let query = query.order_by_desc(backup::Column::At).order_by_desc(backup::Column::Id);
    let rows = src.all(query.limit(LIMIT + 1)).await?;
    Ok(Month { lines: Page::cut(rows, LIMIT, |l| format!("{}|{}", l.at.to_rfc3339(), l.id)), servers })
}

#[derive(FromQueryResult)]
struct Named {
    name: String,
}

/// The servers that have copies, by name, for choosing one again.
pub async fn server_names(src: &impl Source) -> Result<Vec<String>> {
    require(src)?;
    let here = backup::Entity::find().filter(backup::Column::InstitutionId.eq(src.institution()));
    let names = here.select_only().column_as(backup::Column::Server, "name").distinct();
    let rows = src.rows(names.order_by_asc(backup::Column::Server).limit(200).into_model::<Named>()).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The logbooks there are, by name.
pub async fn logbook_names(src: &impl Source) -> Result<Vec<String>> {
    require(src)?;
    let here = logbook_line::Entity::find().filter(logbook_line::Column::InstitutionId.eq(src.institution()));
    let names = here.select_only().column_as(logbook_line::Column::Logbook, "name").distinct();
    let rows = src.rows(names.order_by_asc(logbook_line::Column::Logbook).limit(200).into_model::<Named>()).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The lines of a logbook, or of all when `name` is blank, latest first, a page before `before`.
pub async fn list_logbook(src: &impl Source, name: &str, before: Option<&str>) -> Result<Page<LogbookLine>> {
    require(src)?;
    let mut query = logbook_line::Entity::find().filter(logbook_line::Column::InstitutionId.eq(src.institution()));
    if !name.trim().is_empty() {
        query = query.filter(logbook_line::Column::LogbookKey.eq(fold(name)));
    }
    let query = older(query, logbook_line::Column::At, logbook_line::Column::Id, before)?;
    let query = query.order_by_desc(logbook_line::Column::At).order_by_desc(logbook_line::Column::Id);
    let rows = src.all(query.limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |l| format!("{}|{}", l.at.to_rfc3339(), l.id)))
}
