//! The chained history of a case: what the engine decided and what people noted, in one order.

use super::{Case, Event};
use db::{CaseId, PersonId, Source, entity::event};
use kernel::{
    Error, Result,
    random::sha256,
    time::{Date, Instant},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde::{Deserialize, Serialize};

/// What is recorded on a case beside its procedure. Names and fields never change once written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "event")]
pub enum Free {
    /// The technician stands before the machine.
    Arrived,
    Noted {
        text: String,
    },
    /// A letter of whoever asked, or of somebody who has to do with it: seen by both sides. `refused` are names of files that
    /// were not taken; `about` the number of another case that it names without proof.
    Wrote {
        letter: uuid::Uuid,
        from: String,
        text: String,
        refused: Vec<String>,
        about: String,
    },
    /// Somebody of the house answered whoever asked; `mailed` says whether a letter went.
    Replied {
        text: String,
        mailed: bool,
    },
    /// A photo or file was added.
    Attached {
        attachment: uuid::Uuid,
        name: String,
        sha256: String,
        photo: bool,
    },
    /// People were told something, by name.
    Told {
        kind: String,
        to: Vec<String>,
    },
    /// A role without people, or a requester without account, could not be told; who was told instead.
    NotTold {
        role: String,
        instead: Vec<String>,
    },
    /// Somebody says that they have heard («Enterado»).
    Acknowledged {
        kind: String,
        told_at: Instant,
    },
    /// The house began the case by itself.
    BegunBy(Begun),
    /// The evidence of a signature: what exactly was signed, how, before whom.
    Evidence {
        paper: uuid::Uuid,
        method: String,
        signer: String,
        statement: String,
        document_sha256: String,
        image_sha256: String,
    },
    /// A promise of the service level is due at another instant: `begun`, `target`, `calendar` or `pause`.
    DueMoved {
        why: String,
        response: Option<Instant>,
        solution: Option<Instant>,
    },
    /// The clocks of the service level rest.
    ClockPaused {
        reason: crate::levels::PauseReason,
        note: String,
    },
    ClockResumed,
    /// The survey was answered after its end.
    SurveyedLate {
        score: i64,
        comment: String,
    },
    /// A step wrote a line into a register: its name in definitions, the row its page shows, and what it says.
    Registered {
        register: String,
        row: uuid::Uuid,
        what: String,
    },
}

/// What begins a case that nobody asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Begun {
    /// A schedule in the manual's words.
    Schedule { words: String, due_on: Date },
    /// A row of a dated plan.
    Plan { plan: String, day: Date, subject: String },
    /// So long before a contract ends. `counted` is the day that the length alone gives, clamped to the end of a shorter
    /// month; `due_on` the working day on or before it.
    Before { length: String, contract: String, end_on: Date, counted: Date, due_on: Date },
    /// A person, before or after its time.
    Hand { name: String, reason: String },
}

/// One row of the history, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    Engine(procedure::state::Event),
    Free(Free),
}

/// Reads a row's body. Internal when it cannot be read: bodies are append-only.
pub fn happening(row: &Event) -> Result<Happening> {
    if let Ok(free) = serde_json::from_str::<Free>(&row.body) {
        return Ok(Happening::Free(free));
    }
    serde_json::from_str(&row.body).map(Happening::Engine).map_err(Error::internal)
}

/// Name and body of a row.
pub(super) fn body_of(event: &impl serde::Serialize) -> Result<(String, String)> {
    let value = serde_json::to_value(event).map_err(Error::internal)?;
    let kind = value.get("event").and_then(|k| k.as_str()).unwrap_or_default().to_owned();
    Ok((kind, serde_json::to_string(event).map_err(Error::internal)?))
}

/// The hash that seals a row to the one before.
pub(super) fn seal(row: &Event) -> String {
    let actor = row.actor_id.map_or_else(String::new, |a| a.to_string());
    let at = row.at.timestamp_micros();
    // Lengths keep neighbouring fields from flowing into each other.
    let text = [
        row.prev.as_str(),
        &row.case_id.to_string(),
        &row.seq.to_string(),
        &row.kind,
        &row.v.to_string(),
        &actor,
        &row.actor_name,
        &at.to_string(),
        &row.body,
    ]
    .map(|field| format!("{}:{field}", field.len()))
    .join("\n");
    sha256(text.as_bytes())
}

/// Rows for these bodies, sealed to each other and to the case's last one.
pub(super) fn chain(
    case: &Case,
    bodies: Vec<(String, String)>,
    actor: (Option<PersonId>, &str),
    at: Instant,
) -> Vec<Event> {
    let mut prev = case.head.clone();
    let mut rows = Vec::with_capacity(bodies.len());
    for (seq, (kind, body)) in (case.events + 1..).zip(bodies) {
        let mut row = Event {
            case_id: case.id,
            seq,
            institution_id: case.institution_id,
            kind,
            v: 1,
            actor_id: actor.0,
            actor_name: actor.1.to_owned(),
            at,
            body,
            prev,
            hash: String::new(),
        };
        row.hash = seal(&row);
        prev = row.hash.clone();
        rows.push(row);
    }
    rows
}

/// The whole history of a case, oldest first.
pub(crate) async fn rows(src: &impl Source, case: CaseId) -> Result<Vec<Event>> {
    let query = event::Entity::find()
        .filter(event::Column::CaseId.eq(case))
        .filter(event::Column::InstitutionId.eq(src.institution()));
    src.all(query.order_by_asc(event::Column::Seq)).await
}

/// Whether the history is whole: numbered without a gap, every seal right, the last one the case's head, and the
/// stored state the fold of the events. Says what is wrong otherwise.
pub async fn verify(src: &impl Source, case: &Case) -> Result<Result<(), String>> {
    let rows = rows(src, case.id).await?;
    let mut prev = String::new();
    for (n, row) in (1i64..).zip(&rows) {
        if row.seq != n {
            return Ok(Err(format!("event {n} is missing")));
        }
        if row.prev != prev || row.hash != seal(row) {
            return Ok(Err(format!("event {n} was changed")));
        }
        prev = row.hash.clone();
    }
    if prev != case.head || i64::try_from(rows.len()).unwrap_or(i64::MAX) != case.events {
        return Ok(Err("the end of the history is missing".to_owned()));
    }
    let mut engine = Vec::new();
    for row in &rows {
        if let Happening::Engine(event) = happening(row)? {
            engine.push(event);
        }
    }
    let replayed = serde_json::to_string(&procedure::engine::replay(engine.iter())).map_err(Error::internal)?;
    Ok(if replayed == case.state { Ok(()) } else { Err("the state is not what the events lead to".to_owned()) })
}
