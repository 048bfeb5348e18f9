//! What holds after every command, said once and used by every test.

use super::house::{House, person};
use crate::definition::{DeadlineAction, Definition, Id, Step, StepKind};
use crate::engine::{WITNESS, replay};
use crate::state::{Event, Order, State, Status};
use kernel::time::Instant;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Invariants 1–4, 6, 7, 10 and 12 of a case and its log, and that the orders lead the house to the same tasks and
/// timers.
pub(super) fn of_case(def: &Definition, state: &State, log: &[Event], orders: &[Order]) {
    of_log(state, log, orders);
    let tokens = state.tokens.iter();
    assert!(
        tokens.into_iter().all(|t| def.step(&t.step).is_some_and(|s| s.kind == StepKind::Task)),
        "3: on a known task"
    );
    // What happened before a migration followed the rules of another version.
    let since = log.iter().rposition(|e| matches!(e, Event::Migrated { .. })).map_or(0, |i| i + 1);
    edges(def, &log[since..]);
}

/// Those of them that hold whichever version the case follows.
pub(super) fn of_log(state: &State, log: &[Event], orders: &[Order]) {
    let again = replay(log.iter());
    let bytes = |s: &State| serde_json::to_string(s).unwrap();
    assert_eq!(bytes(&again), bytes(state), "1: the log replayed is the stored state");
    let read: Vec<Event> = serde_json::from_str(&serde_json::to_string(log).unwrap()).unwrap();
    assert_eq!(read, log, "1: events survive being written and read");

    let open = matches!(state.status, Status::Open | Status::Suspended);
    assert_eq!(state.tokens.len(), usize::from(open), "2: an open case stands on one step, a finished one on none");
    let tokens: BTreeSet<(&Id, u32)> = state.tokens.iter().map(|t| (&t.step, t.visit)).collect();
    let tasks: BTreeSet<(&Id, u32)> = state.tasks.iter().map(|t| (&t.step, t.visit)).collect();
    assert_eq!(tokens, tasks, "4: one task per token");
    assert_eq!(state.tasks.len(), state.tokens.len(), "4: and no second one");
    assert!(state.timers.iter().all(|t| tokens.contains(&(&t.step, t.visit))), "2: timers only where the case stands");

    assert_eq!(state.seq as usize, log.len(), "12: events are numbered without gaps");
    let times: Vec<Instant> = log.iter().filter_map(Event::at).collect();
    assert!(times.is_sorted(), "12: times do not go back");
    timers(log);
    house_follows(state, log, orders);
}

/// 6 and 7: each move is one that the procedure has, with an answer from its closed set and what that one demands.
fn edges(def: &Definition, log: &[Event]) {
    let mut allowed: Option<BTreeSet<&str>> = None;
    for event in log {
        match event {
            Event::Opened { flow, .. } => {
                let flow = def.flows.iter().find(|f| f.start == *flow).unwrap();
                allowed = Some([landing(def, &flow.first)].into());
            }
            Event::Completed { step, answer, data, .. } => {
                let step = def.step(step).unwrap();
                let to = match (&step.decision, answer) {
                    (Some(d), Some(label)) => {
                        let answer = d.answers.iter().find(|a| a.label == *label).expect("7: a known answer");
                        assert!(answer.requires.iter().all(|f| data.contains_key(f)), "7: what the answer demands");
                        &answer.to
                    }
                    (None, None) => step.next.as_ref().unwrap(),
                    (d, a) => panic!("7: {d:?} answered {a:?}"),
                };
                allowed = Some([landing(def, to)].into());
            }
            Event::Expired { step, to, .. } => {
                let step = def.step(step).unwrap();
                assert!(step.deadlines.iter().any(|d| d.then == DeadlineAction::Go(to.clone())), "6: a real deadline");
                allowed = Some([landing(def, to)].into());
            }
            Event::Rewound { to, .. } => allowed = Some([to.as_str()].into()),
            Event::Entered { step, .. } | Event::Closed { step, .. } => {
                let allowed = allowed.take().expect("6: entered out of nowhere");
                assert!(allowed.contains(step.as_str()), "6: no such transition to {step}, only {allowed:?}");
            }
            _ => {}
        }
    }
}

fn landing<'d>(def: &'d Definition, id: &'d str) -> &'d str {
    let step = def.step(id).unwrap();
    match step.kind {
        StepKind::Task | StepKind::End { .. } => id,
        StepKind::Start { .. } | StepKind::Rule { .. } => landing(def, step.next.as_ref().unwrap()),
    }
}

/// 10: never early, once, and not after it was cancelled.
fn timers(log: &[Event]) {
    let mut alive: BTreeMap<Uuid, Instant> = BTreeMap::new();
    for event in log {
        match event {
            Event::TimerSet { timer, due_at, .. } => {
                assert!(alive.insert(*timer, *due_at).is_none(), "10: a timer is set once");
            }
            Event::TimerFired { timer, at } => {
                let due = alive.remove(timer).expect("10: fires once, and not when cancelled");
                assert!(*at >= due, "10: never early");
            }
            Event::TimerCancelled { timer } => assert!(alive.remove(timer).is_some(), "10: cancels what is set"),
            _ => {}
        }
    }
}

/// Whoever only obeys orders has the same open tasks, owners and timers as the state.
fn house_follows(state: &State, log: &[Event], orders: &[Order]) {
    let (mut tasks, mut timers) = (BTreeMap::new(), BTreeMap::new());
    for order in orders {
        match order {
            Order::CreateTask { task, owner, .. } => assert!(tasks.insert(*task, *owner).is_none()),
            Order::OwnTask { task, owner } => *tasks.get_mut(task).unwrap() = *owner,
            Order::MoveTask { task, owner, .. } => *tasks.get_mut(task).unwrap() = *owner,
            Order::FinishTask { task } | Order::CancelTask { task } => assert!(tasks.remove(task).is_some()),
            Order::ArmTimer { timer, due_at } => drop(timers.insert(*timer, *due_at)),
            Order::CancelTimer { timer } => assert!(timers.remove(timer).is_some()),
            Order::Run { .. } => {}
        }
    }
    for event in log {
        if let Event::TimerFired { timer, .. } = event {
            timers.remove(timer);
        }
    }
    assert_eq!(tasks, state.tasks.iter().map(|t| (t.id, t.owner)).collect());
    assert_eq!(timers, state.timers.iter().map(|t| (t.id, t.due_at)).collect());
}

/// 5: only a holder of a role of the step completes it, and never somebody else's task. The first step of a request
/// is done by whoever asks; a witness may record a signature.
pub(super) fn of_roles(house: &House<'_>, who: &str, before: &State, events: &[Event]) {
    for event in events {
        let Event::Completed { step, task: Some(task), .. } = event else { continue };
        let step: &Step = house.def.step(step).unwrap();
        let witness = step.signs.is_some() && house.holds(who, WITNESS);
        let may = who == "sistema" || witness || step.roles.iter().any(|r| house.holds(who, r));
        assert!(may, "5: {who} has no role for {}", step.id);
        let owner = before.task(*task).and_then(|t| t.owner);
        assert!(witness || owner.is_none_or(|o| o == person(who)), "5: {} was somebody else's", step.id);
    }
}
