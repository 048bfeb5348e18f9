//! Surveys that close cases (INDUPAL, PR - TIC - 02, rows 5 and 6): solved, then asked, then closed by the answer.
//!
//! Invariants: a survey is asked for each time a case comes to such a step, by a link that serves once and needs no
//! account; whoever attended the case never answers it; a bad answer sends the case back; silence closes it without
//! counting as satisfied; what is answered after that is kept beside the case and changes nothing of it.
//! Does not decide when the case closes: the procedure's own clock does (`cases`).

mod answer;
mod follow;
pub mod model;
pub mod query;

pub use answer::{Answered, answer};
pub use db::entity::survey::{Model as Survey, SurveyOutcome};
pub(crate) use follow::{follow, refuse_own_work};

#[cfg(test)]
mod tests;
