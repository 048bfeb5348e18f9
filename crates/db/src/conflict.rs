//! The one place that knows how each database words a refusal.

use kernel::{Error, Kind};
use sea_orm::{DbErr, SqlErr};

/// Unique index, as PostgreSQL names it; the columns, as SQLite names them; what people are told.
const UNIQUE: &[(&str, &str, &str)] = &[
    ("person_user_name", "person.user_name", "person-user-name-taken"),
    ("person_email", "person.email", "person-email-taken"),
    ("unit_code", "unit.institution_id, unit.code", "unit-code-taken"),
    ("institution_slug", "institution.slug", "institution-slug-taken"),
    ("holding_once", "holding.person_id, holding.role_id, holding.unit_id", "holding-twice"),
    ("equipment_tag", "equipment.institution_id, equipment.tag_key", "equipment-tag-taken"),
    ("mailbox_address", "mailbox.institution_id, mailbox.address", "mailbox-address-taken"),
    ("closed_day_pkey", "closed_day.institution_id, closed_day.day", "closed-day-twice"),
];

/// Words a database failure for people and keeps its own words for the log.
pub fn failed(e: DbErr) -> Error {
    match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) => Error::conflict(unique(&text)).with_source(e),
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::conflict("error-in-use").with_source(e),
        _ if is_busy(&e) => Error::unavailable(e),
        _ => Error::internal(e),
    }
}

fn unique(text: &str) -> &'static str {
    UNIQUE
        .iter()
        .find(|(pg, lite, _)| text.contains(pg) || text.ends_with(lite))
        .map_or("error-changed-meanwhile", |(_, _, key)| key)
}

/// Locks, serialisation failures, a server that is away or has no free connection: worth another try.
fn is_busy(e: &DbErr) -> bool {
    if matches!(e, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
        return true;
    }
    let text = e.to_string();
    ["database is locked", "could not serialize", "deadlock detected", "terminating connection", "Connection refused"]
        .iter()
        .any(|sign| text.contains(sign))
}

/// Whether another try can help.
pub(crate) fn is_unavailable(e: &Error) -> bool {
    e.kind == Kind::Unavailable
}
