//! Handlers, a file per room: parse, call one verb, render or redirect. No rules here.

pub(crate) mod account;
pub(crate) mod home;
pub(crate) mod setup;
pub(crate) mod requests;

use serde::Deserialize;

/// The place in a list where a page begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    pub(crate) after: Option<String>,
}
