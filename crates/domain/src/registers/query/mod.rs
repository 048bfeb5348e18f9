//! Reads of the registers. All begin from the actor's institution; lists need the permit to see its cases, or to keep
//! registers.

mod lines;
mod things;

pub use lines::{
    LineFilter, Month, access_state, access_trail, backup_month, custody_of, list_accesses, list_logbook,
    logbook_names, mailbox_history, server_names,
};
pub(crate) use things::equipment_names;
pub use things::{
    EquipmentFilter, addresses, checklist_points, equipment_to_choose, find_by_tag, find_current, find_equipment,
    find_mailbox, find_named, get_contract, get_equipment, get_mailbox, list_contracts, list_equipment, list_mailboxes,
    open_contracts,
};

use crate::audit::instant_in_address;
use db::{Source, Uuid, contains};
use kernel::{Error, Result, permit::Permit, text::fold};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter as _, Select, sea_query::Expr, sea_query::ExprTrait as _};

/// Who may read the registers: who sees every case, keeps them, or audits.
fn require(src: &impl Source) -> Result<()> {
    let may = [Permit::SeeCases, Permit::KeepRegisters, Permit::SeeAudit].iter().any(|p| src.actor().may(*p));
    if may { Ok(()) } else { Err(Error::forbidden("error-forbidden")) }
}

/// Rows whose search column has every word of `text`.
fn worded<E: EntityTrait>(mut query: Select<E>, column: E::Column, text: &str) -> Select<E>
where
    E::Column: Copy,
{
    for word in fold(text).split_whitespace().take(8) {
        query = query.filter(contains(column, word));
    }
    query
}

/// From the place on where a page ended, of a list that begins with the latest.
fn older<E: EntityTrait>(query: Select<E>, at: E::Column, id: E::Column, place: Option<&str>) -> Result<Select<E>> {
    let Some((when, which)) = place.and_then(|p| p.rsplit_once('|')) else { return Ok(query) };
    let when = instant_in_address(when)?;
    let which = uuid(which)?;
    let here = Expr::tuple([at.into_expr(), id.into_expr()]);
    Ok(query.filter(here.lt(Expr::tuple([Expr::value(when), Expr::value(which)]))))
}

/// From the place on where a page ended, of a list in the order of a text.
fn further<E: EntityTrait>(query: Select<E>, key: E::Column, id: E::Column, place: Option<&str>) -> Result<Select<E>> {
    let Some((text, which)) = place.and_then(|p| p.rsplit_once('|')) else { return Ok(query) };
    let which = uuid(which)?;
    let here = Expr::tuple([key.into_expr(), id.into_expr()]);
    Ok(query.filter(here.gt(Expr::tuple([Expr::value(text), Expr::value(which)]))))
}

fn uuid(text: &str) -> Result<Uuid> {
    Uuid::parse_str(text).map_err(|e| Error::not_found("error-not-found").with_source(e))
}
