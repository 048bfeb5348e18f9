//! What the house has to do about an event.

use crate::state::{Event, Order, State, Task};

/// The orders of one event; `before` is the state that the event met.
///
/// [`Event::Resumed`] arms every timer again, because whoever fires them may have given up while the case was
/// suspended.
pub fn orders(event: &Event, before: &State) -> Vec<Order> {
    match event {
        Event::Entered { step, visit, task: Some(task), owner, .. } => {
            vec![Order::CreateTask { task: *task, step: step.clone(), visit: *visit, owner: *owner }]
        }
        Event::TimerSet { timer, due_at, .. } => vec![Order::ArmTimer { timer: *timer, due_at: *due_at }],
        Event::TimerCancelled { timer } => vec![Order::CancelTimer { timer: *timer }],
        Event::Taken { task, by, .. } => vec![Order::OwnTask { task: *task, owner: Some(*by) }],
        Event::Released { task, .. } => vec![Order::OwnTask { task: *task, owner: None }],
        Event::Assigned { task, to, .. } => vec![Order::OwnTask { task: *task, owner: Some(*to) }],
        Event::Completed { task: Some(task), .. } => vec![Order::FinishTask { task: *task }],
        Event::Expired { step, visit, .. } => cancel(before, |t| t.step == *step && t.visit == *visit),
        Event::EffectDue { step, n, effect } => {
            vec![Order::Run { step: step.clone(), n: *n, effect: effect.clone() }]
        }
        Event::Rewound { .. } | Event::Annulled { .. } => cancel(before, |_| true),
        Event::Migrated { .. } => {
            let after = super::apply(before.clone(), event);
            let moved = after.tasks.into_iter();
            moved.map(|t| Order::MoveTask { task: t.id, step: t.step, visit: t.visit, owner: t.owner }).collect()
        }
        Event::Resumed { .. } => {
            before.timers.iter().map(|t| Order::ArmTimer { timer: t.id, due_at: t.due_at }).collect()
        }
        Event::Opened { .. }
        | Event::Entered { task: None, .. }
        | Event::Completed { task: None, .. }
        | Event::Agreed { .. }
        | Event::MessageAwaited { .. }
        | Event::MessageArrived { .. }
        | Event::TimerFired { .. }
        | Event::DocumentNumbered { .. }
        | Event::DocumentIssued { .. }
        | Event::DocumentSigned { .. }
        | Event::DocumentFiled { .. }
        | Event::DocumentVoided { .. }
        | Event::Corrected { .. }
        | Event::Suspended { .. }
        | Event::Closed { .. } => Vec::new(),
    }
}

fn cancel(before: &State, which: impl Fn(&Task) -> bool) -> Vec<Order> {
    before.tasks.iter().filter(|t| which(t)).map(|t| Order::CancelTask { task: t.id }).collect()
}
