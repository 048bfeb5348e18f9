//! Institutions, units in a tree, persons, their roles and substitutes; signing in and out.
//!
//! Invariants: a user name signs in to one person of one institution in the whole installation; a password is only ever
//! kept as an argon2id hash and a session or link only as the SHA-256 of its secret; nobody is deleted, people leave.
//! Does not decide what a role may do: the manual's pack brings roles with their permits.
//! To add a field to a person: migration, `db/entity/person.rs`, [`PersonDraft`], form, locales.

mod accounts;
mod institution;
pub mod model;
mod persons;
pub mod query;
pub mod records;
mod sessions;
mod units;

pub use accounts::{
    LINK_HOLDS, Login, SignedIn, actor_of, change_password, password_link, person_of_link, sign_in, sign_out,
    use_password_link,
};
pub use db::entity::{
    closed_day::Model as ClosedDay, institution::Model as Institution, person::Model as Person, role::Model as Role,
    session::Model as Session, substitute::Model as Substitute, unit::Model as Unit,
};
pub use institution::{
    ClosedDayDraft, InstitutionEdit, Setup, add_closed_day, calendar, check_setup_link, edit_institution, found,
    is_empty, parse_hours, remove_closed_day, setup_link, today, zone,
};
pub use persons::{
    Grant, PersonDraft, SubstituteDraft, add_person, add_substitute, choose_locale, deactivate, edit_person,
    end_substitute, reactivate, want_mail,
};
pub use sessions::{end_other_sessions, end_session, my_sessions};
pub(crate) use units::insert as insert_unit;
pub use units::{UnitDraft, add_unit, close_unit, edit_unit};

#[cfg(test)]
mod tests;
