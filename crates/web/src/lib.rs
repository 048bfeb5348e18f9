//! The house as people see it in a browser: routes, sessions, pages.
//!
//! A handler reads its input, calls one verb of `domain`, and renders or redirects. Pages come from `view`, their files
//! from `assets`; what is allowed is decided in `domain`, never here. No SQL.

pub mod assets;
pub mod charts;
mod ctx;
mod error;
mod routes;
mod sent;
mod state;
mod throttle;
mod ui;
pub mod urls;
pub mod view;

#[cfg(test)]
mod tests;

pub use routes::router;
pub use state::{AppState, Settings};
