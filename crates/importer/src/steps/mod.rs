//! The rows of a table as steps: what each row is, what it is called, where it leads. Every inference keeps the words
//! that it rests on, every silence becomes a supposition and a question.

mod clocks;
mod emit;
mod flows;
mod going;
mod papers;
mod silences;
mod switch;
mod who;

pub(crate) use emit::UNKNOWN;

use crate::roles::Roles;
use crate::table::{Note, Row, Table, is_end, is_question, is_start};
use crate::words::{fold, slug, squeezed};
use procedure::definition::ColumnKind;
use procedure::yaml::{self, Node};
use std::collections::BTreeSet;

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Start,
    End {
        hidden: bool,
    },
    Question,
    Rule,
    Task,
    /// Nobody knows yet.
    Unread,
}

/// Where an answer or a row leads, by place in the list of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    Step(usize),
    /// The end of the flow.
    End,
}

#[derive(Debug, Clone)]
pub(crate) struct Answer {
    label: String,
    to: To,
    quote: Option<String>,
}

/// A row on its way into the file.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    kind: Kind,
    id: String,
    number: Option<String>,
    responsible: Option<String>,
    /// The activity or question, without the answer under which it hangs.
    text: String,
    /// The other columns.
    others: Vec<(ColumnKind, String)>,
    branch: Option<String>,
    lines: Option<(usize, usize)>,
    supposed: Vec<String>,
    asked: Vec<String>,
    quote: Option<String>,
    start: Option<Node>,
    form: Vec<(String, Node)>,
    assignment: Option<Node>,
    wait: Option<Node>,
    clocks: Vec<Node>,
    /// A clock after which the flow ends, with its words.
    closes: Option<(String, String)>,
    effects: Vec<Node>,
    signs: Option<String>,
    question: Option<(String, Vec<Answer>)>,
    next: Option<To>,
    /// Who answers, when it is not printed.
    answers: Option<String>,
    about: Option<usize>,
    roles: Vec<String>,
}

impl Step {
    fn note(&mut self, note: Note) {
        if !self.supposed.contains(&note.supposed) {
            self.supposed.push(note.supposed);
            self.asked.push(note.asked);
        }
    }

    fn acts(&self) -> bool {
        matches!(self.kind, Kind::Task | Kind::Question)
    }

    /// The texts of the row that a quotation may come from.
    fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.others.iter().map(|(_, t)| t.as_str()))
    }

    fn folded(&self) -> String {
        fold(&squeezed(&self.texts().collect::<Vec<_>>().join(" ")))
    }
}

/// How much of what was read between the lines goes into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    All,
    /// Without papers and waits.
    Flow,
    /// One row after the other.
    Rows,
    /// Every row to be mended by a person.
    Nothing,
}

/// What is known of a procedure besides its table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heading {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) code: Option<String>,
    pub(crate) objective: Option<String>,
}

/// The file of a procedure. It has no errors but for rows that nobody has understood: what does not fit together is
/// left out, and a question says so.
pub(crate) fn procedure(heading: &Heading, table: &Table, roles: &mut Roles) -> Node {
    let mut node = Node::of_text("");
    for care in [Care::All, Care::Flow, Care::Rows, Care::Nothing] {
        let mut steps = classified(table);
        if care == Care::Nothing {
            steps.iter_mut().for_each(|s| s.kind = Kind::Unread);
        }
        who::read(&mut steps, roles);
        if matches!(care, Care::All | Care::Flow) {
            switch::read(&mut steps);
            going::read(&mut steps);
        }
        flows::read(&mut steps, heading, care != Care::Nothing);
        going::questions(&mut steps);
        rules(&mut steps);
        silences::read(&mut steps);
        if care == Care::All {
            clocks::read(&mut steps);
            who::assign(&mut steps);
        }
        let papers = if care == Care::All { papers::read(&mut steps) } else { Vec::new() };
        if matches!(care, Care::Flow | Care::Rows) {
            let note = Note::new(
                "Las indicaciones de esta tabla no encajan entre sí; los pasos van uno tras otro.",
                "¿A dónde va cada paso, y qué papeles y plazos tiene?",
            );
            steps[0].note(note);
        }
        node = emit::file(heading, table, &steps, &papers, roles);
        let (_, found) = procedure::parse(&yaml::write(&node));
        if found.iter().all(|d| !d.is_error() || d.code == procedure::Code::P18) {
            break;
        }
    }
    node
}

fn classified(table: &Table) -> Vec<Step> {
    let mut names = BTreeSet::new();
    let mut steps: Vec<Step> = table.rows.iter().map(step).collect();
    let first = steps.iter().position(|s| s.kind == Kind::Task).unwrap_or(steps.len());
    // A rule before any step is about nothing.
    steps[..first].iter_mut().filter(|s| s.kind == Kind::Rule).for_each(|s| s.kind = Kind::Task);
    for step in &mut steps {
        let base = match step.kind {
            Kind::Start => "inicio".to_owned(),
            Kind::End { .. } => "fin".to_owned(),
            Kind::Question | Kind::Rule | Kind::Task | Kind::Unread => slug(&step.text, '_', 3),
        };
        let numbered =
            step.number.as_ref().map(|n| format!("{base}_{}", n.replace(|c: char| !c.is_ascii_digit(), "_")));
        let counted = (2..).map(|n| format!("{base}_{n}"));
        let free = |name: &String| !names.contains(name);
        step.id = std::iter::once(base.clone()).chain(numbered).chain(counted).find(free).unwrap_or(base.clone());
        names.insert(step.id.clone());
    }
    steps
}

fn step(row: &Row) -> Step {
    let activity = row.activity();
    let others: Vec<(ColumnKind, String)> = row
        .cells
        .iter()
        .filter(|(k, t)| {
            !t.is_empty() && !matches!(k, ColumnKind::Number | ColumnKind::Responsible | ColumnKind::Activity)
        })
        .map(|(k, t)| (*k, t.clone()))
        .collect();
    let (branch, text) = branch(activity);
    let folded = fold(&text);
    let rule = ["tiempo de ", "tiempos de ", "plazo de ", "nota:", "politica:"].iter().any(|r| folded.starts_with(r));
    let kind = match () {
        () if row.unread.is_some() || activity.is_empty() => Kind::Unread,
        () if is_start(activity) && others.is_empty() => Kind::Start,
        () if is_end(activity) && others.is_empty() => Kind::End { hidden: false },
        () if is_question(activity) => Kind::Question,
        () if rule => Kind::Rule,
        () => Kind::Task,
    };
    let all = || row.cells.iter().filter(|(k, _)| **k != ColumnKind::Number).map(|(_, t)| t.as_str());
    let text = match kind {
        Kind::Unread => row.unread.clone().unwrap_or_else(|| all().collect::<Vec<_>>().join(" · ")),
        _ => text,
    };
    let text =
        if text.contains(char::is_alphanumeric) { text } else { format!("(fila vacía) {text}").trim().to_owned() };
    let unread = kind == Kind::Unread;
    Step {
        kind,
        id: String::new(),
        number: row.number().map(str::to_owned),
        responsible: row.get(ColumnKind::Responsible).map(squeezed).filter(|_| !unread),
        text,
        others: if unread { Vec::new() } else { others },
        branch,
        lines: Some(row.lines),
        supposed: row.notes.iter().map(|n| n.supposed.clone()).collect(),
        asked: row.notes.iter().map(|n| n.asked.clone()).collect(),
        quote: None,
        start: None,
        form: Vec::new(),
        assignment: None,
        wait: None,
        clocks: Vec::new(),
        closes: None,
        effects: Vec::new(),
        signs: None,
        question: None,
        next: None,
        answers: None,
        about: None,
        roles: Vec::new(),
    }
}

/// «NO: Devuelve el equipo»: the answer and the activity under it.
fn branch(activity: &str) -> (Option<String>, String) {
    let parted = activity.split_once([':', '.', '-']);
    match parted.filter(|(label, rest)| matches!(fold(label.trim()).as_str(), "si" | "no") && !rest.trim().is_empty()) {
        Some((label, rest)) => (Some(label.trim().to_owned()), rest.trim().to_owned()),
        None => (None, activity.to_owned()),
    }
}

/// Every rule is about the step above it.
fn rules(steps: &mut [Step]) {
    for i in (0..steps.len()).filter(|i| steps[*i].kind == Kind::Rule).collect::<Vec<_>>() {
        steps[i].about = (0..i).rev().find(|j| steps[*j].kind == Kind::Task);
        steps[i].note(Note::new(
            "Esta fila no se ejecuta: es una regla sobre el paso anterior.",
            "¿Es una regla, o alguien hace algo en este paso?",
        ));
    }
}

/// The next step that is executed.
fn after(steps: &[Step], i: usize) -> Option<usize> {
    (i + 1..steps.len()).find(|j| steps[*j].kind != Kind::Rule)
}
