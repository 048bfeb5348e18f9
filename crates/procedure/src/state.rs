//! What a case is at an instant, what may be asked of it and what then happened.
//!
//! `decide` turns a command into events or refuses; `apply` is the only thing that changes a [`State`]; `orders` says
//! what the house has to do about an event. All three are pure: now, calendar, roles and ids come in [`Context`] and
//! are written into the events, so that replaying the log gives the same state, byte for byte.

use crate::definition::Id;
pub use crate::event::{Event, Order};
use kernel::time::{Calendar, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A filled field: always the text that was recorded (ids, dates `2026-03-02`, numbers, `si`), never a float.
pub type Data = BTreeMap<Id, String>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Before `Opened`.
    #[default]
    New,
    Open,
    Suspended,
    Closed,
    Annulled,
}

/// Everything the engine knows of a case. The fold of its events, nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct State {
    pub status: Status,
    /// `start` of the flow it runs.
    pub flow: Id,
    pub opened_at: Option<Instant>,
    pub initiator: Option<Uuid>,
    /// Where the case stands. Exactly one while it is open, none when it is over.
    pub tokens: Vec<Token>,
    /// Human tasks, one per token on a step that somebody does.
    pub tasks: Vec<Task>,
    pub timers: Vec<Timer>,
    pub data: Data,
    pub documents: BTreeMap<Id, DocumentState>,
    /// The last time each step was done.
    pub done: BTreeMap<Id, Done>,
    /// How often each step was entered: counts the loops.
    pub visits: BTreeMap<Id, u32>,
    /// Number of the last event, from 1.
    pub seq: u64,
    /// When the last event with a time happened. Times never go back, even if the machine's clock does.
    pub last_at: Option<Instant>,
}

impl State {
    /// Who did the step last; `None` if nobody yet, the public or the system.
    pub fn done_by(&self, step: &str) -> Option<Uuid> {
        self.done.get(step).and_then(|d| d.by)
    }

    /// Where the case stands; `None` when it is over or not yet open.
    pub fn token(&self) -> Option<&Token> {
        self.tokens.first()
    }

    pub fn task(&self, id: Uuid) -> Option<&Task> {
        self.tasks.iter().find(|t| t.id == id)
    }
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// `None` for the public and for the system.
    pub by: Option<Uuid>,
    pub task: Option<Uuid>,
    /// Number of the event that says so: orders the steps among themselves and with the documents.
    pub seq: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    pub step: Id,
    pub visit: u32,
    pub entered_at: Instant,
    /// What has to arrive before the step can be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaits: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    pub id: Uuid,
    pub step: Id,
    pub visit: u32,
    /// Who has it; `None` while it waits in the queue.
    pub owner: Option<Uuid>,
    pub created_at: Instant,
    /// Roles that have already agreed, when all of them have to act.
    pub agreed: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    pub id: Uuid,
    pub step: Id,
    pub visit: u32,
    /// Which of the step's deadlines; `None` for its wait.
    pub deadline: Option<usize>,
    pub due_at: Instant,
}

/// Where a document of the case stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DocumentState {
    pub number: Option<String>,
    /// How many times it was issued; 0 before the first.
    pub version: u32,
    /// Number of the event that issued the present version; 0 before the first and while the last one is void.
    pub issued_seq: u64,
    /// The present version is signed.
    pub signed: bool,
    pub filed: bool,
}

impl DocumentState {
    /// Whether its last version was issued and still holds.
    pub fn in_force(&self) -> bool {
        self.issued_seq > 0
    }
}

/// What may be asked of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "command")]
pub enum Command {
    /// Begins a case of the flow. Asked by a person, `data` fills the first step's form: that step is thereby done when
    /// it is the asker's, and refused at a request that is not theirs to make; what arrives by message is left to the
    /// step's people with the form filled. In a flow that the house begins, `data` are what is known already.
    Open {
        flow: Id,
        data: Data,
    },
    /// Begins a case by a letter: `data` is what the letter says of the first step's form. A step that is the asker's is done
    /// when that is enough; otherwise the step waits for its people with what is known. Refuses only what is no field of
    /// the flow or not of its kind.
    Receive {
        flow: Id,
        data: Data,
    },
    /// Takes a free task. Same person twice is fine; somebody else's is refused. `reason` is obligatory when
    /// [`Context::out_of_turn`] and the step's order is by arrival.
    Take {
        task: Uuid,
        reason: Option<String>,
    },
    /// Puts an own task back to where it came from.
    Release {
        task: Uuid,
        reason: String,
    },
    /// Gives a task to somebody else.
    Assign {
        task: Uuid,
        to: Uuid,
        reason: String,
    },
    /// Does the step: its form, and the answer when it asks.
    Complete {
        task: Uuid,
        answer: Option<String>,
        data: Data,
    },
    /// What the step waits for is here: said by whoever may do the step, or by the house.
    Arrive {
        message: String,
    },
    /// A timer's instant has come.
    TimerFired {
        timer: Uuid,
    },
    /// A document of this version was signed by whom the step says (or on paper by them).
    Sign {
        document: Id,
        version: u32,
    },
    /// The house gave a document its number (the answer to [`Effect::Number`]). Only for the system.
    Number {
        document: Id,
        number: String,
    },
    /// Changes what was recorded. Voids the documents that were issued since and their signatures, and takes the case
    /// back to the step that issues them.
    Correct {
        field: Id,
        value: String,
        reason: String,
    },
    Suspend {
        reason: String,
    },
    Resume,
    /// Ends the case without its procedure.
    Annul {
        reason: String,
    },
}

/// Who asks and what the world looks like to them.
pub struct Context<'a> {
    pub now: Instant,
    pub calendar: &'a Calendar,
    /// `None` for the public and for the system.
    pub actor: Option<Uuid>,
    /// Whether the actor holds that role for this case; `_del_caso` roles are resolved by the caller.
    pub holds: &'a dyn Fn(&str) -> bool,
    /// Acts for the house (timers, effects): skips the role checks.
    pub system: bool,
    /// An older case waits in the same queue.
    pub out_of_turn: bool,
    pub new_id: &'a dyn Fn() -> Uuid,
}

/// Why a command is refused. Nothing has changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The flow or step is not in this version of the procedure.
    Unknown(String),
    NotOpen,
    /// The task is over, or was never there.
    NoSuchTask,
    /// The actor's roles do not do this step.
    NotYours,
    /// Somebody else has it.
    TakenBy(Uuid),
    /// An older case is first; a reason is needed to pass it.
    ReasonNeeded,
    /// The step asks and no (or no such) answer came.
    AnswerNeeded {
        question: String,
    },
    /// Field and why: `field-required`, `field-not-a-date`… (keys of `/locales`).
    Fields(Vec<(Id, &'static str)>),
    /// The document has not been issued, or not in this version.
    NotIssued(Id),
    /// The step needs this document signed first.
    NotSigned(Id),
    /// The timer is of an earlier visit, or was cancelled: nothing to do.
    Obsolete,
    /// Not before that instant.
    TooEarly(Instant),
    /// Not before that has arrived.
    Awaited(String),
    /// Nothing here waits for that.
    NotAwaited(String),
    /// The calendar never gets there.
    NeverDue,
}
