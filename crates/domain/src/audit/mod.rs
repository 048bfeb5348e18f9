//! What people did outside cases: sign-ins, persons, units, versions, exports. Append-only; rows are written by
//! `Tx::record` inside the verb's own transaction. Cases keep a chained history of their own (`cases`).

mod verify;

use crate::people::{self, Person};
use db::{
    PersonId, Source, contains,
    entity::{
        audit::{self, Model as Entry},
        person,
    },
};
use kernel::{
    Result,
    page::{LIMIT, Page},
    permit::Permit,
    time::Date,
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};

pub use db::entity::audit::Model as AuditEntry;
pub use verify::{Verified, verify};

/// What of the log is asked for; what is `None` or empty does not matter.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Kinds that contain this: `person.added`, or `person.` for all about persons.
    pub kind: String,
    pub by: Option<PersonId>,
    /// Days in the institution's zone, both included.
    pub from_on: Option<Date>,
    pub until_on: Option<Date>,
}

/// The log, latest first, a page before `before`; only kinds that contain `kind` when it is not empty.
pub async fn list_entries(src: &impl Source, kind: &str, before: Option<&str>) -> Result<Page<Entry>> {
    search(src, &Filter { kind: kind.to_owned(), ..Filter::default() }, before).await
}

/// The entries that the filter lets pass, latest first, a page before `before`.
pub async fn search(src: &impl Source, filter: &Filter, before: Option<&str>) -> Result<Page<Entry>> {
    src.require(Permit::SeeAudit)?;
    let mut query = audit::Entity::find().filter(audit::Column::InstitutionId.eq(src.institution()));
    if !filter.kind.is_empty() {
        query = query.filter(contains(audit::Column::Kind, &filter.kind));
    }
    if let Some(by) = filter.by {
        query = query.filter(audit::Column::ActorId.eq(by));
    }
    let zone = people::zone(&people::query::institution(src).await?)?;
    if let Some(from) = filter.from_on {
        query = query.filter(audit::Column::At.gte(zone.instant(from, 0)));
    }
    if let Some(until) = filter.until_on {
        query = query.filter(audit::Column::At.lt(zone.instant(until, 86_400)));
    }
    if let Some((at, id)) = before.and_then(|b| b.rsplit_once('|')) {
        let at = instant_in_address(at)?;
        let id: db::AuditId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(audit::Column::At), Expr::col(audit::Column::Id)])
                .lt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let rows =
        src.all(query.order_by_desc(audit::Column::At).order_by_desc(audit::Column::Id).limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |e| format!("{}|{}", e.at.to_rfc3339(), e.id)))
}

/// Everybody who may be in the log, by name, also those who left; at most a thousand.
pub async fn everybody(src: &impl Source) -> Result<Vec<Person>> {
    src.require(Permit::SeeAudit)?;
    let all = person::Entity::find().filter(person::Column::InstitutionId.eq(src.institution()));
    src.all(all.order_by_asc(person::Column::NameKey).order_by_asc(person::Column::Id).limit(1000)).await
}

/// An instant that travelled in an address.
pub(crate) fn instant_in_address(text: &str) -> Result<kernel::time::Instant> {
    kernel::time::parse_instant(text).ok_or_else(|| kernel::Error::not_found("error-not-found"))
}

#[cfg(test)]
mod tests;
