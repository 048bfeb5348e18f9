//! A procedure as the engine reads it: the rows of the printed table, in order, with what each of them does.
//!
//! Built only by [`crate::parse`], which has checked it: ids are unique, transitions go where they say, every row is
//! reachable and every path can end. Texts are the municipality's own words, never ours.

use kernel::time::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A stable name inside the file: `[a-z][a-z0-9_]*`.
pub type Id = String;

/// One procedure of a manual, checked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Definition {
    /// `id` of the file, unique inside the manual.
    pub code: Id,
    pub title: String,
    /// The printed code, if the manual has one («PR - TIC - 02»).
    pub printed_code: Option<String>,
    pub objective: Option<String>,
    /// Why it is only a proposal; `None` for a procedure that the manual describes.
    pub proposal: Option<String>,
    /// The printed columns, in order: what each holds and the heading in this manual's own spelling.
    pub table: Vec<Column>,
    /// Printed responsible → roles of the system, any of which may act.
    pub responsibles: BTreeMap<String, Vec<String>>,
    pub documents: BTreeMap<Id, Document>,
    /// The rows, as printed.
    pub steps: Vec<Step>,
    /// The independent flows of the table; each begins at a row with `arranque`.
    pub flows: Vec<Flow>,
    /// SHA-256 of the source text: which rules a case followed.
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    pub kind: ColumnKind,
    pub heading: String,
}

/// What a printed column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    Number,
    Responsible,
    Activity,
    Specifications,
    Description,
    ControlPoint,
    Record,
    Flowchart,
}

/// A paper that the procedure makes, signs or files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    pub id: Id,
    pub title: String,
    /// File name of the template that prints it.
    pub template: String,
    /// Numbering pattern, e.g. `TIM-{año}-{n:05}`; `None` when it carries the case's number.
    pub numbering: Option<String>,
}

/// One flow of the table: where it begins and what begins it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// The step whose `arranque` begins it; also the flow's name.
    pub start: Id,
    pub trigger: Trigger,
    /// The first step with something to do (past INICIO).
    pub first: Id,
    /// Ids of the rows that the case may come to, in row order; printed rules are not among them.
    pub steps: Vec<Id>,
}

/// What begins a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// A person asks.
    Request,
    /// Something arrives by one of these channels (`web`, `correo`…).
    Message(Vec<String>),
    /// A schedule in the manual's words («lunes a viernes 8:00»), which [`crate::times::schedule`] reads.
    Schedule(String),
    /// A dated plan of this name.
    Plan(String),
    /// So long before a date kept elsewhere (`contrato.vencimiento`).
    Before { span: Span, of: String },
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub id: Id,
    /// Index of its row, from 0.
    pub row: usize,
    /// Line in the source, from 1, for diagnostics and links.
    pub line: usize,
    /// The number as printed («1.1», «10.3»); `None` for an unnumbered row.
    pub number: Option<String>,
    pub kind: StepKind,
    /// The responsible as printed. A merged cell already carries the one above.
    pub responsible: Option<String>,
    /// Whether the printed cell is merged with the one above (prints empty).
    pub merged: bool,
    /// Roles that may act, any of them. Names that end in `_del_caso` are relative to the case.
    pub roles: Vec<String>,
    /// The texts of the other columns, by what they hold.
    pub texts: BTreeMap<ColumnKind, String>,
    /// The answer under which this row hangs («NO», «SI»), as printed.
    pub branch: Option<String>,
    pub form: Vec<Field>,
    pub assignment: Assignment,
    pub wait: Option<Wait>,
    /// Its own clocks and those of the rules about it. On a rule: the clocks it gave to its steps, for printing.
    pub deadlines: Vec<Deadline>,
    pub effects: Vec<Effect>,
    /// The document that has to be signed for this step to be done.
    pub signs: Option<Id>,
    pub decision: Option<Decision>,
    /// Where the case goes when the step is done and there is no decision; `None` at the end.
    pub next: Option<Id>,
    /// What the manual does not say and we had to suppose, one per line: printed in the annex.
    pub assumption: Option<String>,
}

impl Step {
    /// The activity in the manual's words, or the question, or what stands for it.
    pub fn name(&self) -> &str {
        self.texts
            .get(&ColumnKind::Activity)
            .or_else(|| self.texts.get(&ColumnKind::Description))
            .map(String::as_str)
            .or(match &self.kind {
                StepKind::Start { label } | StepKind::End { label, .. } => Some(label.as_str()),
                StepKind::Task | StepKind::Rule { .. } => None,
            })
            .or(self.decision.as_ref().map(|d| d.question.as_str()))
            .unwrap_or(&self.id)
    }

    /// Whether it is the requester's survey: their own step, at which a scale decides how the case goes on.
    pub fn is_survey(&self) -> bool {
        self.decision.as_ref().is_some_and(|d| d.by.is_some()) && self.roles == ["usuario_del_caso"]
    }

    /// Every step that the case may go to from here: by itself, by an answer or by a clock.
    pub fn successors(&self) -> impl Iterator<Item = &Id> {
        let answers = self.decision.iter().flat_map(|d| d.answers.iter().map(|a| &a.to));
        let clocks = self.deadlines.iter().filter_map(|d| match &d.then {
            DeadlineAction::Go(to) => Some(to),
            DeadlineAction::Notify(_) => None,
        });
        self.next.iter().chain(answers).chain(clocks)
    }
}

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum StepKind {
    /// INICIO, as printed.
    Start { label: String },
    /// Somebody does something, or answers the question in `decision`.
    Task,
    /// Printed but not executed: a rule about other steps.
    Rule { about: Vec<Id> },
    /// FIN, as printed; `hidden` when the manual has no such row.
    End { label: String, hidden: bool },
}

/// Who gets the task, among those whose role allows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assignment {
    /// Anybody with the role.
    Anyone,
    /// A shared queue: the oldest case first («por orden de llegada»).
    ArrivalOrder,
    /// Whoever did that step.
    SameAs(Id),
    /// All the roles act together and each has to sign.
    Everyone,
}

/// A question at the end of a step and its closed set of answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    pub question: String,
    /// The scale of its form that answers it («según»): nobody chooses then, each answer has its part of the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Id>,
    pub answers: Vec<Answer>,
}

impl Decision {
    /// The answer that this value of the scale gives. `None` for a question that people answer, and for no such value.
    pub fn answer_of(&self, value: &str) -> Option<&Answer> {
        let score = self.by.as_ref().and_then(|_| value.trim().parse::<i64>().ok())?;
        self.answers.iter().find(|a| a.scores.is_some_and(|(from, to)| (from..=to).contains(&score)))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    pub label: String,
    pub to: Id,
    /// Goes back to an earlier row («regresa al paso 4»).
    pub back: bool,
    /// Fields that this answer makes obligatory.
    pub requires: Vec<Id>,
    /// Its part of the scale, ends included, when a scale answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<(i64, i64)>,
}

/// What holds a step until later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// Until the day in that field.
    UntilField(Id),
    /// Until the next moment of a schedule in the manual's words, which [`crate::times::schedule`] reads.
    Schedule(String),
    /// Until something of that name arrives.
    Message(String),
}

/// A clock on a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    pub after: Span,
    /// Counted from the start of the case instead of the step.
    pub from_start: bool,
    pub then: DeadlineAction,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineAction {
    /// Leaves the step for that one.
    Go(Id),
    /// Tells these roles; the step goes on.
    Notify(Vec<String>),
}

/// What the house does when a step is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "effect")]
pub enum Effect {
    /// Gives the document (and with it the case) its number.
    Number { document: Id },
    /// Prints and freezes the document.
    Issue { document: Id },
    /// Puts the document away, e.g. in `folder {año}-{mes}`; an empty place says only that it is filed.
    File { document: Id, place: String },
    /// Tells roles something; with `when`, only if that field was filled.
    Notify { to: Vec<String>, template: String, when: Option<Id> },
    /// Writes a line into a register of the unit: what each of its data is; with `when`, only if that field was filled.
    Register { register: Register, with: BTreeMap<Id, Filling>, when: Option<Id> },
}

/// A register of the unit that steps write into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// Who has an equipment: its pickup and its return.
    Custody,
    /// Contracts with their end.
    Contract,
    /// Accesses granted, changed and taken away.
    Access,
    /// Mailboxes and whose they are.
    Mailbox,
    /// Copies made of servers.
    Backup,
    /// Logbooks of recurring work, each by its name.
    Logbook,
}

impl Register {
    pub const ALL: [Self; 6] =
        [Self::Custody, Self::Contract, Self::Access, Self::Mailbox, Self::Backup, Self::Logbook];

    /// What `registra: {en: …}` writes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Custody => "custodia",
            Self::Contract => "contrato",
            Self::Access => "acceso",
            Self::Mailbox => "buzon",
            Self::Backup => "respaldo",
            Self::Logbook => "bitacora",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// What a register's datum is filled with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filling {
    /// What was recorded in that field of the case.
    Field(Id),
    /// A fixed text.
    Text(String),
}

/// A field of a step's form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Field {
    pub id: Id,
    pub label: String,
    pub kind: FieldKind,
    pub required: bool,
    pub help: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum FieldKind {
    /// Several lines of text.
    Text,
    /// One line.
    Line,
    Number,
    Date,
    /// A tick that has to be made when required.
    Confirmation,
    /// One of a named list of the institution.
    Catalogue {
        catalogue: String,
    },
    /// A whole number between both, ends included.
    Scale {
        from: i64,
        to: i64,
    },
    Unit,
    Person,
    Equipment,
    /// A checklist of that name.
    Checklist {
        list: String,
    },
    /// Several files.
    Files,
}

impl Definition {
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|s| s.id == id)
    }

    /// The flows that a person's request begins, in row order.
    pub fn request_flows(&self) -> impl Iterator<Item = &Flow> {
        self.flows.iter().filter(|f| matches!(f.trigger, Trigger::Request | Trigger::Message(_)))
    }

    /// The first of them.
    pub fn request_flow(&self) -> Option<&Flow> {
        self.request_flows().next()
    }

    pub fn flow(&self, start: &str) -> Option<&Flow> {
        self.flows.iter().find(|f| f.start == start)
    }

    /// The flow that contains the step.
    pub fn flow_of(&self, step: &str) -> Option<&Flow> {
        self.flows.iter().find(|f| f.steps.iter().any(|s| s == step))
    }

    /// The printed heading of a column, in this manual's spelling.
    pub fn heading(&self, kind: ColumnKind) -> Option<&str> {
        self.table.iter().find(|c| c.kind == kind).map(|c| c.heading.as_str())
    }
}
