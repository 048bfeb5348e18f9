//! What people did outside cases: sign-ins, persons, units, versions, exports. Append-only; rows are written by
//! `Tx::record` inside the verb's own transaction. Cases keep a chained history of their own (`cases`).

mod verify;

use db::{
    Source, contains,
    entity::audit::{self, Model as Entry},
};
use kernel::{
    Result,
    page::{LIMIT, Page},
    permit::Permit,
};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};

pub use db::entity::audit::Model as AuditEntry;
pub use verify::{Verified, verify};

/// The log, latest first, a page before `before`; only kinds that contain `kind` when it is not empty.
pub async fn list_entries(src: &impl Source, kind: &str, before: Option<&str>) -> Result<Page<Entry>> {
    src.require(Permit::SeeAudit)?;
    let mut query = audit::Entity::find().filter(audit::Column::InstitutionId.eq(src.institution()));
    if !kind.is_empty() {
        query = query.filter(contains(audit::Column::Kind, kind));
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

/// An instant that travelled in an address.
pub(crate) fn instant_in_address(text: &str) -> Result<kernel::time::Instant> {
    kernel::time::parse_instant(text).ok_or_else(|| kernel::Error::not_found("error-not-found"))
}
