//! The approved procedure as a program: its language, its checks and its engine. No I/O, no clock, no randomness.
pub mod bpmn;
pub mod calendars;
#[cfg(test)]
mod cases_text;
pub mod check;
pub mod definition;
pub mod diagnostic;
pub mod diff;
pub mod edit;
pub mod edition;
pub mod engine;
pub mod event;
pub mod flowchart;
pub mod manual;
pub mod migrate;
pub mod parse;
pub mod review;
pub mod state;
pub mod table;
pub mod times;
pub mod yaml;

pub use check::check_against;
pub use definition::Definition;
pub use diagnostic::{Code, Diagnostic, Severity};
pub use diff::{Change, diff};
pub use edition::Edition;
pub use manual::{Manual, parse_manual};
pub use parse::{check_file, parse};
pub use review::{Facts, Finding, review};
