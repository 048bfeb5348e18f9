//! The commands that end: calendars, checking files, people, the demonstration, verifying.

pub(crate) mod calendar;
pub(crate) mod demo;
pub(crate) mod drawings;
pub(crate) mod import;
pub(crate) mod procedures;
pub(crate) mod user;
pub(crate) mod verify;
