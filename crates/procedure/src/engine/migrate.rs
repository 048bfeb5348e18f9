//! Carrying out a plan: the case stands on a step of the new version.

use super::{Outcome, commands::given, draft::Draft};
use crate::definition::{Definition, Wait};
use crate::migrate::Plan;
use crate::state::{Context, Event, Refusal, State, Status};

/// Takes the case over to `new`, as [`crate::migrate::plan`] found it possible. Clocks that stay keep their instant, the
/// others end; new ones count from now.
///
/// # Errors
/// A blank reason, a plan made for another step, a calendar that never gets there. Nothing has changed then.
pub fn migrate(
    new: &Definition,
    state: State,
    plan: &Plan,
    reason: String,
    ctx: &Context<'_>,
) -> Result<Outcome, Refusal> {
    if !matches!(state.status, Status::Open | Status::Suspended) {
        return Err(Refusal::NotOpen);
    }
    let token = state.token().filter(|t| t.step == plan.from).cloned().ok_or(Refusal::Obsolete)?;
    let reason = given(reason)?;
    let mut draft = Draft::new(new, ctx, state);
    let step = draft.step(&plan.to)?;
    for timer in plan.closed.iter().copied() {
        draft.emit(Event::TimerCancelled { timer });
    }
    draft.emit(Event::Migrated {
        to: new.sha256.clone(),
        steps: plan.steps.clone(),
        freed: plan.freed.clone(),
        timers: plan.kept.clone(),
        keeps_wait: plan.keeps_wait,
        reason,
        by: ctx.actor,
        at: draft.at,
    });
    let mut held = draft.state.timers.iter().find(|t| t.deadline.is_none()).map(|t| t.due_at);
    if !plan.keeps_wait {
        if let Some(Wait::Message(message)) = &step.wait {
            let (step, visit, message) = (step.id.clone(), token.visit, message.clone());
            draft.emit(Event::MessageAwaited { step, visit, message });
        }
        held = draft.held_until(step)?;
        if let Some(due_at) = held {
            draft.set_timer(step, token.visit, None, due_at);
        }
    }
    for n in &plan.armed {
        let deadline = step.deadlines.get(*n).ok_or(Refusal::Obsolete)?;
        let due_at = draft.due(deadline, held.unwrap_or(draft.at))?;
        draft.set_timer(step, token.visit, Some(*n), due_at);
    }
    Ok(Outcome { state: draft.state, events: draft.events, orders: draft.orders })
}
