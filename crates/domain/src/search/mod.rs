//! Finding: what cases, people, machines and articles are found by, and finding them.
//!
//! Invariants: the row of a thing changes in the transaction of the thing; what only the office reads (notes, reasons)
//! is found only by who sees all cases; nobody finds what they may not open. The engines differ, `db::search` does not.
//! Does not decide who may open what it finds (`cases`, `people`, `registers`).

mod index;
pub mod query;

pub(crate) use index::{case, equipment, person, rebuild};

#[cfg(test)]
mod tests;
