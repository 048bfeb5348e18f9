//! What happened on a case, and what the house has to do about it. Events are append-only: their fields and meanings never
//! change once written.

use crate::definition::{Effect, Id};
use crate::state::Data;
use kernel::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What happened. The log of these is the case's history; field names and meanings never change once written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Event {
    Opened {
        flow: Id,
        initiator: Option<Uuid>,
        at: Instant,
        /// What was known already, for the first form that asks it.
        #[serde(default, skip_serializing_if = "Data::is_empty")]
        data: Data,
    },
    /// A step was entered; for a human step, with its task.
    Entered {
        step: Id,
        visit: u32,
        task: Option<Uuid>,
        owner: Option<Uuid>,
        at: Instant,
    },
    /// The step just entered is held until that arrives.
    MessageAwaited {
        step: Id,
        visit: u32,
        message: String,
    },
    /// It is here: the step is free. `by` is `None` for the house.
    MessageArrived {
        step: Id,
        visit: u32,
        message: String,
        by: Option<Uuid>,
        at: Instant,
    },
    TimerSet {
        timer: Uuid,
        step: Id,
        visit: u32,
        deadline: Option<usize>,
        due_at: Instant,
    },
    TimerFired {
        timer: Uuid,
        at: Instant,
    },
    TimerCancelled {
        timer: Uuid,
    },
    Taken {
        task: Uuid,
        step: Id,
        by: Uuid,
        reason: Option<String>,
        at: Instant,
    },
    Released {
        task: Uuid,
        step: Id,
        by: Uuid,
        reason: String,
        at: Instant,
    },
    Assigned {
        task: Uuid,
        step: Id,
        to: Uuid,
        by: Option<Uuid>,
        reason: String,
        at: Instant,
    },
    /// One of those who have to act together did; the step waits for the others.
    Agreed {
        task: Uuid,
        step: Id,
        by: Option<Uuid>,
        roles: Vec<String>,
        data: Data,
        at: Instant,
    },
    /// A step was done. `by` is `None` for the public and for the system.
    Completed {
        step: Id,
        visit: u32,
        task: Option<Uuid>,
        by: Option<Uuid>,
        answer: Option<String>,
        data: Data,
        at: Instant,
    },
    /// A deadline left the step for another.
    Expired {
        step: Id,
        visit: u32,
        to: Id,
        at: Instant,
    },
    /// The house has to do this; `n` numbers the effects of one event.
    EffectDue {
        step: Id,
        n: u32,
        effect: Effect,
    },
    DocumentNumbered {
        document: Id,
        number: String,
        at: Instant,
    },
    DocumentIssued {
        document: Id,
        version: u32,
        at: Instant,
    },
    DocumentSigned {
        document: Id,
        version: u32,
        by: Option<Uuid>,
        at: Instant,
    },
    DocumentFiled {
        document: Id,
        at: Instant,
    },
    /// That version no longer holds; its signature with it.
    DocumentVoided {
        document: Id,
        version: u32,
        reason: String,
        at: Instant,
    },
    Corrected {
        field: Id,
        was: Option<String>,
        value: String,
        reason: String,
        by: Option<Uuid>,
        at: Instant,
    },
    /// A correction took the case back.
    Rewound {
        from: Option<Id>,
        to: Id,
        at: Instant,
    },
    /// The case follows another version of its procedure from here on.
    Migrated {
        /// SHA-256 of that version's text.
        to: String,
        /// Steps that are called otherwise in it.
        steps: BTreeMap<Id, Id>,
        /// Tasks whose owner may not do the new step: they are free again, and nobody has agreed yet.
        freed: Vec<Uuid>,
        /// Clocks that go on, with the deadline of the new step that they are.
        timers: BTreeMap<Uuid, Option<usize>>,
        /// Whether the case still awaits what it awaited.
        keeps_wait: bool,
        reason: String,
        by: Option<Uuid>,
        at: Instant,
    },
    Suspended {
        reason: String,
        by: Option<Uuid>,
        at: Instant,
    },
    Resumed {
        by: Option<Uuid>,
        at: Instant,
    },
    Annulled {
        reason: String,
        by: Option<Uuid>,
        at: Instant,
    },
    Closed {
        step: Id,
        at: Instant,
    },
}

impl Event {
    /// When it happened; `None` for what only follows from the event before it.
    pub fn at(&self) -> Option<Instant> {
        match self {
            Self::Opened { at, .. }
            | Self::Entered { at, .. }
            | Self::MessageArrived { at, .. }
            | Self::TimerFired { at, .. }
            | Self::Taken { at, .. }
            | Self::Released { at, .. }
            | Self::Assigned { at, .. }
            | Self::Agreed { at, .. }
            | Self::Completed { at, .. }
            | Self::Expired { at, .. }
            | Self::DocumentNumbered { at, .. }
            | Self::DocumentIssued { at, .. }
            | Self::DocumentSigned { at, .. }
            | Self::DocumentFiled { at, .. }
            | Self::DocumentVoided { at, .. }
            | Self::Corrected { at, .. }
            | Self::Rewound { at, .. }
            | Self::Migrated { at, .. }
            | Self::Suspended { at, .. }
            | Self::Resumed { at, .. }
            | Self::Annulled { at, .. }
            | Self::Closed { at, .. } => Some(*at),
            Self::MessageAwaited { .. }
            | Self::TimerSet { .. }
            | Self::TimerCancelled { .. }
            | Self::EffectDue { .. } => None,
        }
    }
}

/// What the house has to do because of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    CreateTask {
        task: Uuid,
        step: Id,
        visit: u32,
        owner: Option<Uuid>,
    },
    /// The task's owner changed (or it went back to the queue).
    OwnTask {
        task: Uuid,
        owner: Option<Uuid>,
    },
    /// The task belongs to another row now, or to the same one with other people.
    MoveTask {
        task: Uuid,
        step: Id,
        visit: u32,
        owner: Option<Uuid>,
    },
    FinishTask {
        task: Uuid,
    },
    CancelTask {
        task: Uuid,
    },
    ArmTimer {
        timer: Uuid,
        due_at: Instant,
    },
    CancelTimer {
        timer: Uuid,
    },
    Run {
        step: Id,
        n: u32,
        effect: Effect,
    },
}
