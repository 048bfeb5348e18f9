//! The queue and the case: the manual's page, alive.

use super::{
    Page, StepState,
    form::{Choice, Form},
    frame::Mood,
    pages_cases_samples as sample,
    pages_mail::LetterRow,
};
use kernel::{Error, time::Instant};
use serde::Serialize;

/// `GET /queue`: my open tasks, then what waits by order of arrival.
#[derive(Debug, Clone, Serialize)]
pub struct Queue {
    pub mine: Vec<MyTask>,
    /// What nobody has in particular and is left to finish: to print, to file.
    pub finish: Vec<MyTask>,
    /// Where the rows of this page come from when they changed.
    pub live: String,
    pub rows: Vec<QueueRow>,
    /// Whether the person may take cases at all.
    pub can_take: bool,
    /// Address of the next page, or empty.
    pub next: String,
}

/// `GET /queue/rows`: the part of the queue that is replaced when something arrives or leaves.
#[derive(Debug, Clone, Serialize)]
pub struct QueueRows {
    pub rows: Vec<QueueRow>,
    pub can_take: bool,
    pub next: String,
}

/// A case that waits for somebody.
#[derive(Debug, Clone, Serialize)]
pub struct QueueRow {
    pub id: String,
    /// Its place by order of arrival, from 1. Only the first is taken without a reason.
    pub turn: i64,
    pub number: String,
    pub unit: String,
    pub kind: String,
    pub detail: String,
    pub requester: String,
    pub at: Instant,
    /// When it is due, whatever its place.
    pub due: Option<Instant>,
}

/// A step that waits for the person who reads the page.
#[derive(Debug, Clone, Serialize)]
pub struct MyTask {
    pub href: String,
    pub number: String,
    /// What to do now, in the manual's words.
    pub step: String,
    pub unit: String,
    pub requester: String,
    pub since: Instant,
}

impl Page for Queue {
    const TEMPLATE: &'static str = "pages/cases/queue.html";

    fn samples() -> Vec<Self> {
        let page = |mine, rows, next: &str| Self {
            mine,
            finish: Vec::new(),
            live: "/queue/rows".to_owned(),
            rows,
            can_take: true,
            next: next.to_owned(),
        };
        vec![
            page(Vec::new(), Vec::new(), ""),
            page(vec![sample::task(1)], vec![sample::row(1)], ""),
            Self {
                finish: (4..6).map(sample::task).collect(),
                ..page((1..4).map(sample::task).collect(), (1..12).map(sample::row).collect(), "/queue?after=c12")
            },
            Self { can_take: false, ..page(Vec::new(), (1..3).map(sample::row).collect(), "") },
        ]
    }
}

impl Page for QueueRows {
    const TEMPLATE: &'static str = "pages/cases/queue_rows.html";

    fn samples() -> Vec<Self> {
        Queue::samples().into_iter().map(|q| Self { rows: q.rows, can_take: q.can_take, next: q.next }).collect()
    }
}

/// `GET /cases/{id}`.
#[derive(Debug, Clone, Serialize)]
pub struct CaseShow {
    pub id: String,
    pub number: String,
    pub procedure: String,
    /// Printed heading of the version this case runs by.
    pub version: String,
    pub mood: Mood,
    pub state: String,
    /// What is known of the case: unit, who asks, telephone, equipment, technician…
    pub facts: Vec<Fact>,
    pub detail: String,
    pub steps: Vec<StepRow>,
    /// When it is due next.
    pub due: Option<Instant>,
    /// The survey that is out, for whoever may hand it over or answer it.
    pub survey: Option<SurveyOut>,
    /// Whether the person is not at the place yet and may say so.
    pub arrive: bool,
    /// Where its steps wrote lines: the register with what it says, and its page.
    pub registered: Vec<Choice>,
    /// What was written by mail about it, oldest first.
    pub letters: Vec<LetterRow>,
    pub may_reply: bool,
    /// Field `text`; its id is `reply`.
    pub reply: Form,
    pub may_note: bool,
    /// Field `text` and `files`; its id is `note`.
    pub note: Form,
    pub files: Vec<Attached>,
    pub papers: Vec<PaperLine>,
    /// Where its file is had, for those who see reports or the audit.
    pub file_href: Option<String>,
    /// Who may correct sees this form; its id is `fix`.
    pub fix: Option<Fix>,
    /// What else this person may do with the case, each for a reason.
    pub acts: Vec<Act>,
    /// The flowchart with the walked path lit, drawn by the server.
    pub flow: String,
    /// The flowchart in words.
    pub flow_words: Vec<String>,
    pub events: Vec<Event>,
}

/// A survey that waits for its answer.
#[derive(Debug, Clone, Serialize)]
pub struct SurveyOut {
    /// The whole address, to copy.
    pub link: String,
    /// The same as a picture, drawn by the server.
    pub code: String,
    pub closes: Option<Instant>,
    /// Whether the reader is the one who is asked.
    pub mine: bool,
}

/// A label and its value.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

/// One row of the printed table in this case.
#[derive(Debug, Clone, Serialize)]
pub struct StepRow {
    pub no: String,
    pub who: String,
    pub text: String,
    /// The manual's further column, or empty.
    pub spec: String,
    pub state: StepState,
    /// Everybody who completed it, once per time it was walked.
    pub signed: Vec<StepSigned>,
    pub answers: Vec<Fact>,
    /// What this person can do here now.
    pub work: Option<Work>,
    /// Whom the step waits for, when it is not this person.
    pub waits: Option<String>,
}

/// Who completed a step and when.
#[derive(Debug, Clone, Serialize)]
pub struct StepSigned {
    pub by: String,
    pub at: Instant,
    /// A reason given, or empty.
    pub remark: String,
}

/// The present step as a form. `act` is the text key of its button.
#[derive(Debug, Clone, Serialize)]
pub struct Work {
    /// Where it is sent; a `link` is opened instead.
    pub href: String,
    pub act: &'static str,
    pub link: bool,
    pub form: Form,
    pub fields: Vec<FieldSpec>,
    /// A document to open first: address and title.
    pub paper: Option<Choice>,
}

/// One field of a definition's form.
#[derive(Debug, Clone, Serialize)]
pub struct FieldSpec {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub kind: FieldKind,
    pub required: bool,
    pub choices: Vec<Choice>,
}

/// What a field takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// One line.
    Line,
    /// Several lines.
    Lines,
    Number,
    Date,
    Choice,
    /// A box that must be ticked.
    Confirm,
    /// One line, with choices to begin from.
    Suggest,
    /// Point by point: the choices are the points. Point n sends `<name>-<n>` (`ok` or `bad`), `<name>-<n>-point` and
    /// `<name>-<n>-note`.
    Checklist,
    Files,
}

/// A file of a case. `picture` is the address of its small image, when it is one.
#[derive(Debug, Clone, Serialize)]
pub struct Attached {
    pub name: String,
    pub href: String,
    pub picture: Option<String>,
    pub bytes: i64,
    pub by: String,
    pub at: Instant,
}

/// A paper of a case with how its signature stands.
#[derive(Debug, Clone, Serialize)]
pub struct PaperLine {
    pub title: String,
    pub pdf: String,
    pub mood: Mood,
    /// `falta firma`, `firmado…`, `firma anulada…`
    pub state: String,
    /// The copy with the signature, drawn or scanned.
    pub signed: Option<String>,
    pub sign: Option<String>,
}

/// What may be corrected after the fact: the fields, and always a reason in field `reason`.
#[derive(Debug, Clone, Serialize)]
pub struct Fix {
    pub form: Form,
    pub fields: Vec<FieldSpec>,
    /// A signed paper would lose its signature.
    pub voids: bool,
}

/// Something done to a case outside its steps, with a reason in field `reason`.
#[derive(Debug, Clone, Serialize)]
pub struct Act {
    /// Its words are `case-<name>` and `case-<name>-act`; also the id of its form.
    pub name: &'static str,
    pub href: String,
    pub form: Form,
    /// Whom it can be given to, in field `to`; empty when it is given to nobody.
    pub people: Vec<Choice>,
    /// Whether it asks for the reason.
    pub reason: bool,
}

/// One line of the history.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    pub at: Instant,
    pub by: String,
    pub what: String,
    pub detail: String,
}

impl Page for CaseShow {
    const TEMPLATE: &'static str = "pages/cases/show.html";

    fn samples() -> Vec<Self> {
        vec![sample::waiting(), sample::attending(), sample::refused(), sample::unsigned(), sample::filed()]
    }
}

/// `GET /cases/{id}/take`: taking one that is not the first asks for `reason`.
#[derive(Debug, Clone, Serialize)]
pub struct CaseTake {
    pub id: String,
    pub number: String,
    pub unit: String,
    pub requester: String,
    /// How many arrived earlier and still wait.
    pub ahead: i64,
    pub oldest: String,
    pub form: Form,
}

impl Page for CaseTake {
    const TEMPLATE: &'static str = "pages/cases/take.html";

    fn samples() -> Vec<Self> {
        let page = |ahead, form| Self {
            id: "c7".to_owned(),
            number: "TIM-2026-00007".to_owned(),
            unit: "Tesorería".to_owned(),
            requester: "Marta Elena Guzmán de Portillo".to_owned(),
            ahead,
            oldest: "TIM-2026-00002".to_owned(),
            form,
        };
        vec![page(1, Form::default()), page(5, Form::default().refused(Error::field("reason", "take-reason-missing")))]
    }
}
