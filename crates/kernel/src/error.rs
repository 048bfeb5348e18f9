//! One error for the whole house. Its kind alone decides status, exit code, retry and log level.

use crate::text::Msg;
use std::borrow::Cow;

/// What a caller may branch on. Everything else about a failure is for people or for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The input cannot be accepted as it stands; `fields` says where.
    Invalid,
    /// It does not exist, or the actor may not know that it does.
    NotFound,
    /// The actor sees it but may not do this.
    Forbidden,
    /// Nobody is signed in, or the session ended.
    Unauthenticated,
    /// Somebody was first, or the present state does not allow it.
    Conflict,
    /// A part is away or busy; trying again later can help.
    Unavailable,
    /// Our fault.
    Internal,
}

/// A refusal or a failure, worded for people by `msg` and for the log by `source`.
#[derive(Debug)]
pub struct Error {
    pub kind: Kind,
    pub msg: Msg,
    /// Field name of the form and what is wrong with it.
    pub fields: Vec<(Cow<'static, str>, Msg)>,
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A failure of `kind`, told to people by the message key `msg`.
    pub fn new(kind: Kind, msg: impl Into<Msg>) -> Self {
        Self { kind, msg: msg.into(), fields: Vec::new(), source: None }
    }

    pub fn invalid(msg: impl Into<Msg>) -> Self {
        Self::new(Kind::Invalid, msg)
    }

    pub fn not_found(msg: impl Into<Msg>) -> Self {
        Self::new(Kind::NotFound, msg)
    }

    pub fn forbidden(msg: impl Into<Msg>) -> Self {
        Self::new(Kind::Forbidden, msg)
    }

    pub fn conflict(msg: impl Into<Msg>) -> Self {
        Self::new(Kind::Conflict, msg)
    }

    /// A failure of ours, keeping what caused it for the log.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..Self::new(Kind::Internal, "error-internal") }
    }

    /// A part that is away or busy, keeping what it said for the log.
    pub fn unavailable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..Self::new(Kind::Unavailable, "error-unavailable") }
    }

    /// A refused form: one message per wrong field.
    pub fn fields(fields: Vec<(Cow<'static, str>, Msg)>) -> Self {
        Self { fields, ..Self::new(Kind::Invalid, "error-check-fields") }
    }

    /// A refused form with a single wrong field.
    pub fn field(name: impl Into<Cow<'static, str>>, msg: impl Into<Msg>) -> Self {
        Self::fields(vec![(name.into(), msg.into())])
    }

    pub fn with_source(self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }
}

impl std::fmt::Display for Error {
    /// For logs and tests: kind, key and causes. People read `msg` in their language.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {}", self.kind, self.msg.key)?;
        for (name, msg) in &self.fields {
            write!(f, " [{name}: {}]", msg.key)?;
        }
        let mut cause = self.source.as_deref().map(|e| e as &dyn std::error::Error);
        while let Some(e) = cause {
            write!(f, ": {e}")?;
            cause = e.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Collects what is wrong with a form, so that a person sees everything at once.
#[derive(Debug, Default)]
pub struct Check(Vec<(Cow<'static, str>, Msg)>);

impl Check {
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes `msg` on the field unless `ok`.
    pub fn that(&mut self, ok: bool, field: impl Into<Cow<'static, str>>, msg: impl Into<Msg>) {
        if !ok {
            self.0.push((field.into(), msg.into()));
        }
    }

    /// Refuses with every noted field, or lets pass when there is none.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::fields(self.0)) }
    }
}
