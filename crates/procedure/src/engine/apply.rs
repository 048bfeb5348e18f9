//! The only thing that changes a state: one event at a time.
//!
//! Total: an event that does not fit is counted and changes nothing else. Never look at the definition here, or old
//! logs would read differently under a new one.

use crate::definition::Id;
use crate::state::{Data, DocumentState, Done, Event, State, Status, Task, Timer, Token};
use kernel::time::Instant;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The state after the event.
pub fn apply(mut state: State, event: &Event) -> State {
    change(&mut state, event);
    state
}

pub(super) fn change(s: &mut State, event: &Event) {
    s.seq += 1;
    s.last_at = event.at().or(s.last_at);
    match event {
        Event::Opened { flow, initiator, at, data } => {
            s.status = Status::Open;
            s.flow.clone_from(flow);
            s.initiator = *initiator;
            s.opened_at = Some(*at);
            record(&mut s.data, data);
        }
        Event::Entered { step, visit, task, owner, at } => enter(s, step, *visit, *task, *owner, *at),
        Event::MessageAwaited { step, visit, message } => wait(s, step, *visit, Some(message.clone())),
        Event::MessageArrived { step, visit, .. } => wait(s, step, *visit, None),
        &Event::TimerSet { timer, ref step, visit, deadline, due_at } => {
            s.timers.push(Timer { id: timer, step: step.clone(), visit, deadline, due_at });
        }
        Event::TimerFired { timer, .. } | Event::TimerCancelled { timer } => s.timers.retain(|t| t.id != *timer),
        Event::Taken { task, by, .. } => own(s, *task, Some(*by)),
        Event::Released { task, .. } => own(s, *task, None),
        Event::Assigned { task, to, .. } => own(s, *task, Some(*to)),
        Event::Agreed { task, roles, data, .. } => {
            record(&mut s.data, data);
            if let Some(t) = s.tasks.iter_mut().find(|t| t.id == *task) {
                t.agreed.extend_from_slice(roles);
            }
        }
        Event::Completed { step, visit, task, by, data, .. } => {
            leave(s, step, *visit);
            record(&mut s.data, data);
            s.done.insert(step.clone(), Done { by: *by, task: *task, seq: s.seq });
        }
        Event::Expired { step, visit, .. } => leave(s, step, *visit),
        Event::EffectDue { .. } => {}
        Event::DocumentNumbered { document, number, .. } => doc(s, document).number = Some(number.clone()),
        Event::DocumentIssued { document, version, .. } => {
            let seq = s.seq;
            let d = doc(s, document);
            *d = DocumentState { number: d.number.take(), version: *version, issued_seq: seq, ..Default::default() };
        }
        Event::DocumentSigned { document, .. } => doc(s, document).signed = true,
        Event::DocumentFiled { document, .. } => doc(s, document).filed = true,
        Event::DocumentVoided { document, .. } => {
            let d = doc(s, document);
            *d = DocumentState { number: d.number.take(), version: d.version, ..Default::default() };
        }
        Event::Corrected { field, value, .. } => record_one(&mut s.data, field, value),
        Event::Rewound { .. } => clear(s, Status::Open),
        Event::Migrated { steps, freed, timers, keeps_wait, .. } => {
            rename(s, steps);
            retime(s, timers);
            free(s, freed, *keeps_wait);
        }
        Event::Suspended { .. } => s.status = Status::Suspended,
        Event::Resumed { .. } => s.status = Status::Open,
        Event::Annulled { .. } => clear(s, Status::Annulled),
        Event::Closed { .. } => clear(s, Status::Closed),
    }
}

fn enter(s: &mut State, step: &Id, visit: u32, task: Option<Uuid>, owner: Option<Uuid>, at: Instant) {
    s.visits.insert(step.clone(), visit);
    s.tokens.push(Token { step: step.clone(), visit, entered_at: at, awaits: None });
    if let Some(id) = task {
        s.tasks.push(Task { id, step: step.clone(), visit, owner, created_at: at, agreed: Vec::new() });
    }
}

fn wait(s: &mut State, step: &Id, visit: u32, message: Option<String>) {
    if let Some(t) = s.tokens.iter_mut().find(|t| t.step == *step && t.visit == visit) {
        t.awaits = message;
    }
}

fn leave(s: &mut State, step: &Id, visit: u32) {
    s.tokens.retain(|t| !(t.step == *step && t.visit == visit));
    s.tasks.retain(|t| !(t.step == *step && t.visit == visit));
}

fn clear(s: &mut State, status: Status) {
    s.status = status;
    s.tokens.clear();
    s.tasks.clear();
    s.timers.clear();
}

/// Everything that names a step, by its new name. Where two become one, the latest counts.
fn rename(s: &mut State, steps: &BTreeMap<Id, Id>) {
    let named = |id: &Id| steps.get(id).unwrap_or(id).clone();
    s.flow = named(&s.flow);
    s.tokens.iter_mut().for_each(|t| t.step = named(&t.step));
    s.tasks.iter_mut().for_each(|t| t.step = named(&t.step));
    s.timers.iter_mut().for_each(|t| t.step = named(&t.step));
    for (id, done) in std::mem::take(&mut s.done) {
        let last = s.done.entry(named(&id)).or_insert_with(|| done.clone());
        if last.seq < done.seq {
            *last = done;
        }
    }
    for (id, n) in std::mem::take(&mut s.visits) {
        let most = s.visits.entry(named(&id)).or_default();
        *most = n.max(*most);
    }
}

/// Which deadline of its new step each clock is.
fn retime(s: &mut State, timers: &BTreeMap<Uuid, Option<usize>>) {
    s.timers.iter_mut().for_each(|t| t.deadline = timers.get(&t.id).copied().unwrap_or(t.deadline));
}

/// Tasks that are nobody's again, and a wait that is over.
fn free(s: &mut State, freed: &[Uuid], keeps_wait: bool) {
    for task in s.tasks.iter_mut().filter(|t| freed.contains(&t.id)) {
        task.owner = None;
        task.agreed.clear();
    }
    if !keeps_wait {
        s.tokens.iter_mut().for_each(|t| t.awaits = None);
    }
}

fn own(s: &mut State, task: Uuid, owner: Option<Uuid>) {
    if let Some(t) = s.tasks.iter_mut().find(|t| t.id == task) {
        t.owner = owner;
    }
}

fn doc<'a>(s: &'a mut State, id: &Id) -> &'a mut DocumentState {
    s.documents.entry(id.clone()).or_default()
}

fn record(all: &mut Data, data: &Data) {
    for (field, value) in data {
        record_one(all, field, value);
    }
}

/// A blank value clears the field.
fn record_one(all: &mut Data, field: &Id, value: &str) {
    if value.is_empty() {
        all.remove(field);
    } else {
        all.insert(field.clone(), value.to_owned());
    }
}
