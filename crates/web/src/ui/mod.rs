//! Handlers, a file per room: parse, call one verb, render or redirect. No rules here.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod case_page;
pub(crate) mod case_work;
pub(crate) mod cases;
pub(crate) mod conformance;
pub(crate) mod drawings;
pub(crate) mod editor;
pub(crate) mod fields;
pub(crate) mod files;
pub(crate) mod flow;
pub(crate) mod folders;
pub(crate) mod home;
pub(crate) mod institution;
pub(crate) mod jobs;
pub(crate) mod laws;
pub(crate) mod levels;
pub(crate) mod mail;
pub(crate) mod mail_accounts;
pub(crate) mod manual_findings;
pub(crate) mod manual_import;
pub(crate) mod manual_readers;
pub(crate) mod manuals;
pub(crate) mod migration;
pub(crate) mod notices;
pub(crate) mod overview;
pub(crate) mod papers;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod procedures;
pub(crate) mod queue;
pub(crate) mod registers;
pub(crate) mod requests;
pub(crate) mod scans;
pub(crate) mod schedules;
pub(crate) mod search;
pub(crate) mod setup;
pub(crate) mod story;
pub(crate) mod surveys;
pub(crate) mod units;
pub(crate) mod words;

use crate::error::Refusal;
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use kernel::Error;
use serde::{Deserialize, de::DeserializeOwned};

/// The place in a list where a page begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    pub(crate) after: Option<String>,
}

/// An id in the address. What is none leads nowhere: NotFound, as for an id of somebody else.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let Path(id) =
            Path::<T>::from_request_parts(parts, state).await.map_err(|_| Error::not_found("error-not-found"))?;
        Ok(Self(id))
    }
}
