//! The engine: a command and a state become events, a new state and orders for the house.
//!
//! Pure: no I/O, no clock, no randomness; all of it comes in [`Context`] and is written into the events, so that
//! [`replay`] of the log gives the stored state byte for byte. A refused command changes nothing. An open case stands
//! on exactly one step; a case that is over has no task and no timer left.
//!
//! It trusts that the definition was checked by the parser. It does not decide who may suspend, annul, assign or
//! correct (permits are the caller's), nor whether a value belongs to a catalogue.

mod apply;
mod commands;
mod correct;
mod draft;
mod form;
mod migrate;
mod orders;
mod sign;

#[cfg(test)]
pub(crate) mod tests;

pub use apply::apply;
pub use form::value_error;
pub use migrate::migrate;
pub use orders::orders;
pub use sign::WITNESS;

use crate::definition::{Assignment, Definition, Step};
use crate::state::{Command, Context, Event, Order, Refusal, State};
use draft::Draft;

/// The role of whoever asked for the case.
const REQUESTER: &str = "usuario_del_caso";

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub state: State,
    /// In order; empty when there was nothing left to do (the same request twice).
    pub events: Vec<Event>,
    /// In the order of the events that caused them.
    pub orders: Vec<Order>,
}

/// The events of a command on a case, or why it is refused.
pub fn decide(def: &Definition, state: &State, command: Command, ctx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    step(def, state.clone(), command, ctx).map(|o| o.events)
}

/// Decides, applies and lists the orders in one go. Keep a copy of `state` if it is still needed after a refusal.
pub fn step(def: &Definition, state: State, command: Command, ctx: &Context<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::new(def, ctx, state);
    draft.run(command)?;
    Ok(Outcome { state: draft.state, events: draft.events, orders: draft.orders })
}

/// The state that a log leads to.
pub fn replay<'a>(events: impl Iterator<Item = &'a Event>) -> State {
    events.fold(State::default(), apply)
}

/// Whether the step belongs to whoever begins the case.
pub fn is_askers(step: &Step) -> bool {
    step.roles.iter().any(|r| r == REQUESTER)
}

/// Whether the step is done by taking it: a shared queue with nothing to fill in, to answer or to sign.
pub fn is_queue(step: &Step) -> bool {
    step.assignment == Assignment::ArrivalOrder
        && step.form.is_empty()
        && step.decision.is_none()
        && step.signs.is_none()
}
