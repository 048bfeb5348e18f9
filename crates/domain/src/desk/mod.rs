//! The desk: asking for help, and the queue in order of arrival.
//!
//! Invariants: «tomar siguiente» gives the oldest case that waits and never the same one to two people; taking another
//! asks for a reason that stays in the case's history (requirements USU-SOP-02, -03).
//! Does not run procedures (`cases`): it opens them and takes their first task.

mod intake;
mod queue;

pub use intake::{Asked, Request, ask, may_ask, public_institution};
pub use queue::{Mine, Waiting, ahead, mine, queue, queue_length, take, take_next, to_finish};

#[cfg(test)]
mod tests;
