//! The vocabulary every other crate speaks: time, errors, texts, permits, pages and the few ports to the world.
//!
//! Depends on nobody in the house and knows no database, no HTTP and no paper.
//! The only clock and the only source of randomness are here, so that tests can hold both.

pub mod book;
pub mod error;
pub mod page;
pub mod permit;
pub mod ports;
pub mod random;
pub mod seal;
pub mod sheet;
pub mod text;
pub mod time;
pub mod words;

pub use error::{Error, Kind, Result};
pub use text::{Locale, Msg};
