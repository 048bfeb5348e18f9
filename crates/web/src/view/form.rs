//! What a form shows again after a refusal: the values as typed and what is wrong with them.

use super::FieldSpec;
use kernel::{Error, Msg};
use serde::Serialize;
use std::{borrow::Cow, collections::BTreeMap};

/// One form of a page. `id` keeps the fields of several forms on one page apart.
#[derive(Debug, Clone, Serialize)]
pub struct Form {
    pub id: &'static str,
    pub values: BTreeMap<Cow<'static, str>, String>,
    /// In the order in which they were found.
    pub errors: Vec<FieldError>,
    /// Why the form as a whole was refused, when no single field is to blame.
    pub refusal: Option<Msg>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize)]
pub struct FieldError {
    pub field: Cow<'static, str>,
    pub msg: Msg,
}

/// One entry of a closed list: the value sent and the words shown.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::new("f")
    }
}

impl Form {
    /// An empty form. `id` begins the ids of its fields and is unique on the page.
    pub fn new(id: &'static str) -> Self {
        Self { id, values: BTreeMap::new(), errors: Vec::new(), refusal: None }
    }

    /// The value a field shows. A box is ticked by `on`.
    #[must_use]
    pub fn with(mut self, field: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.values.insert(field.into(), value.into());
        self
    }

    /// Everything that was sent, as typed. Passwords are left out: they are typed again.
    #[must_use]
    pub fn typed(mut self, sent: impl IntoIterator<Item = (String, String)>) -> Self {
        self.values.extend(
            sent.into_iter().filter(|(name, _)| !name.contains("password")).map(|(name, value)| (name.into(), value)),
        );
        self
    }

    /// This form with what another one says of the same fields, its refusal included.
    #[must_use]
    pub fn over(mut self, other: &Self) -> Self {
        self.values.extend(other.values.clone());
        self.errors.clone_from(&other.errors);
        self.refusal.clone_from(&other.refusal);
        self
    }

    /// The errors in the order in which the page has its fields; those of other fields last.
    #[must_use]
    pub fn in_order(mut self, fields: &[FieldSpec]) -> Self {
        let place = |e: &FieldError| fields.iter().position(|f| f.name == e.field).unwrap_or(fields.len());
        self.errors.sort_by_key(place);
        self
    }

    /// The refusal of a verb, beside its fields; without fields, on top of the form.
    #[must_use]
    pub fn refused(mut self, error: Error) -> Self {
        if error.fields.is_empty() {
            self.refusal = Some(error.msg);
        }
        self.errors.extend(error.fields.into_iter().map(|(field, msg)| FieldError { field, msg }));
        self
    }
}
