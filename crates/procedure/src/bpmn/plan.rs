//! Which elements a procedure becomes, before they have places.

use super::words;
use crate::definition::{ColumnKind, DeadlineAction, Definition, Effect, Flow, Step, StepKind, Trigger, Wait};
use std::collections::{BTreeMap, HashSet};

/// One flow of the table.
pub(super) struct Pool<'a> {
    pub id: String,
    pub name: String,
    /// Names of the printed responsibles, from top to bottom.
    pub lanes: Vec<&'a str>,
    /// From left to right.
    pub nodes: Vec<Node<'a>>,
    pub arrows: Vec<Arrow<'a>>,
    pub lines: Vec<Line>,
}

pub(super) enum Kind<'a> {
    Start(&'a Trigger),
    Task(&'a Step),
    Wait(&'a Step, &'a Wait),
    /// A question, asked of the step's answer.
    Fork,
    Join,
    /// On the rim of the task at `host`, the step's deadline number `n`.
    Clock {
        step: &'a Step,
        host: usize,
        n: usize,
    },
    /// The message that a clock sends.
    Notice,
    /// Where a case ends; `of_clock` only a notice does.
    End {
        of_clock: bool,
    },
    /// A row that is printed, not done.
    Rule,
    /// A paper that a task makes.
    Paper,
}

pub(super) struct Node<'a> {
    pub id: String,
    pub name: String,
    pub kind: Kind<'a>,
    pub lane: usize,
    /// The row whose data this element carries.
    pub row: Option<usize>,
}

/// An answer and the step that is asked.
pub(super) type Asked<'a> = (&'a str, &'a str);

/// A sequence flow between places of [`Pool::nodes`].
pub(super) struct Arrow<'a> {
    pub id: String,
    pub from: usize,
    pub to: usize,
    /// The answer that goes there.
    pub answer: Option<Asked<'a>>,
}

/// A dotted line from a printed rule to what it is about, or from a paper to the task that makes it.
pub(super) struct Line {
    pub id: String,
    pub from: usize,
    pub to: usize,
}

/// The lane of rows that print no responsible.
const NOBODY: &str = "Sin responsable";

pub(super) fn plan(def: &Definition) -> Vec<Pool<'_>> {
    let mut carried: HashSet<usize> = HashSet::new();
    def.flows.iter().map(|flow| Planner::new(def, flow).pool(&mut carried)).collect()
}

struct Planner<'a> {
    def: &'a Definition,
    flow: &'a Flow,
    pool: Pool<'a>,
    /// Where arrows to a step arrive.
    heads: BTreeMap<&'a str, usize>,
    tasks: BTreeMap<&'a str, usize>,
    /// Arrows by the steps they go to: from place, clock or not, answer.
    ways: Vec<(usize, &'a str, Option<Asked<'a>>)>,
}

impl<'a> Planner<'a> {
    fn new(def: &'a Definition, flow: &'a Flow) -> Self {
        let several = def.flows.len() > 1;
        let first = def.step(&flow.start).map_or("", |s| s.name());
        let name = if several { first.to_owned() } else { def.title.clone() };
        let (nodes, arrows, lines) = (Vec::new(), Vec::new(), Vec::new());
        let pool = Pool { id: format!("flujo-{}", flow.start), name, lanes: Vec::new(), nodes, arrows, lines };
        let (heads, tasks) = (BTreeMap::new(), BTreeMap::new());
        Self { def, flow, pool, heads, tasks, ways: Vec::new() }
    }

    fn pool(mut self, carried: &mut HashSet<usize>) -> Pool<'a> {
        let entries = self.entries();
        for step in &self.def.steps {
            if self.has(step) {
                self.row(step, entries.get(step.id.as_str()).copied().unwrap_or(0), carried);
            }
        }
        self.connect();
        self.pool
    }

    fn has(&self, step: &Step) -> bool {
        match &step.kind {
            StepKind::Rule { about } => about.first().is_some_and(|id| self.flow.steps.contains(id)),
            StepKind::Start { .. } => step.id == self.flow.start,
            StepKind::Task | StepKind::End { .. } => self.flow.steps.contains(&step.id),
        }
    }

    /// How many arrows arrive at each step.
    fn entries(&self) -> BTreeMap<&'a str, usize> {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        let def = self.def;
        for step in def.steps.iter().filter(|s| self.has(s) && !matches!(s.kind, StepKind::Rule { .. })) {
            let begins = step.id == self.flow.start && matches!(step.kind, StepKind::Task);
            if begins {
                *count.entry(step.id.as_str()).or_default() += 1;
            }
            for to in step.successors() {
                *count.entry(land(def, to)).or_default() += 1;
            }
        }
        count
    }

    fn row(&mut self, step: &'a Step, entries: usize, carried: &mut HashSet<usize>) {
        let lane = self.lane(step);
        let row = carried.insert(step.row).then_some(step.row);
        let id = if row.is_some() { step.id.clone() } else { format!("{}-{}", step.id, self.flow.start) };
        match &step.kind {
            StepKind::Start { .. } => {
                let at = self.push(id, step.name(), Kind::Start(&self.flow.trigger), lane, row);
                self.ways.extend(step.next.iter().map(|to| (at, to.as_str(), None)));
            }
            StepKind::Task => self.task(step, entries, lane, row),
            StepKind::Rule { .. } => {
                let text = [step.texts.get(&ColumnKind::Activity), step.texts.get(&ColumnKind::Description)];
                let text = text.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
                let text = if text.is_empty() { step.id.clone() } else { text };
                self.push(id, &text, Kind::Rule, lane, row);
            }
            StepKind::End { .. } => {
                let joined = (entries > 1).then(|| self.push(format!("{id}-une"), "", Kind::Join, lane, None));
                let end = self.push(id, step.name(), Kind::End { of_clock: false }, lane, row);
                self.chain(step, [joined, None, Some(end)]);
            }
        }
    }

    fn task(&mut self, step: &'a Step, entries: usize, lane: usize, row: Option<usize>) {
        let id = &step.id;
        if *id == self.flow.start {
            let name = words::trigger(&self.flow.trigger);
            let start = self.push(format!("{id}-arranque"), &name, Kind::Start(&self.flow.trigger), lane, None);
            self.ways.push((start, id, None));
        }
        let join = (entries > 1).then(|| self.push(format!("{id}-une"), "", Kind::Join, lane, None));
        let wait = step.wait.as_ref().map(|wait| {
            let name = self.awaited(wait);
            self.push(format!("{id}-espera"), &name, Kind::Wait(step, wait), lane, None)
        });
        let task = self.push(id.clone(), step.name(), Kind::Task(step), lane, row);
        self.tasks.insert(id, task);
        self.chain(step, [join, wait, Some(task)]);
        let mut tail = task;
        if let Some(decision) = &step.decision {
            tail = self.push(format!("{id}-decide"), &decision.question, Kind::Fork, lane, None);
            self.arrow(task, tail, None);
            let ways = decision.answers.iter().map(|a| (tail, a.to.as_str(), Some((a.label.as_str(), id.as_str()))));
            self.ways.extend(ways);
        }
        if step.decision.is_none() {
            self.ways.extend(step.next.iter().map(|to| (tail, to.as_str(), None)));
        }
        self.clocks(step, task, lane);
        self.papers(step, task, lane);
    }

    /// What stands before the step and its own element, one after the other; arrows to the step arrive at the first.
    fn chain(&mut self, step: &'a Step, places: [Option<usize>; 3]) {
        let places: Vec<usize> = places.into_iter().flatten().collect();
        places.windows(2).for_each(|two| self.arrow(two[0], two[1], None));
        self.heads.extend(places.first().map(|&head| (step.id.as_str(), head)));
    }

    fn awaited(&self, wait: &Wait) -> String {
        match wait {
            Wait::UntilField(field) => {
                let known = self.def.steps.iter().flat_map(|s| &s.form).find(|f| f.id == *field);
                format!("Hasta: {}", known.map_or(field.as_str(), |f| &f.label))
            }
            Wait::Schedule(words) => words.clone(),
            Wait::Message(name) => name.replace('_', " "),
        }
    }

    fn clocks(&mut self, step: &'a Step, host: usize, lane: usize) {
        for (n, deadline) in step.deadlines.iter().enumerate() {
            let id = format!("{}-plazo-{}", step.id, n + 1);
            let at = self.push(id.clone(), &words::deadline(deadline), Kind::Clock { step, host, n }, lane, None);
            match &deadline.then {
                DeadlineAction::Go(to) => self.ways.push((at, to, None)),
                DeadlineAction::Notify(roles) => {
                    let name = format!("Avisa a {}", roles.join(", ").replace('_', " "));
                    let notice = self.push(format!("{id}-aviso"), &name, Kind::Notice, lane, None);
                    let end = self.push(format!("{id}-fin"), "Avisado", Kind::End { of_clock: true }, lane, None);
                    self.arrow(at, notice, None);
                    self.arrow(notice, end, None);
                }
            }
        }
    }

    fn papers(&mut self, step: &'a Step, by: usize, lane: usize) {
        for effect in &step.effects {
            if let Effect::Issue { document } = effect {
                let title = self.def.documents.get(document).map_or(document.as_str(), |d| &d.title);
                let id = format!("{}-{document}", step.id);
                if !self.pool.nodes.iter().any(|n| n.id == id) {
                    let from = self.push(id.clone(), title, Kind::Paper, lane, None);
                    self.pool.lines.push(Line { id: format!("{id}-sale"), from, to: by });
                }
            }
        }
    }

    fn connect(&mut self) {
        for (from, to, answer) in std::mem::take(&mut self.ways) {
            if let Some(at) = self.heads.get(land(self.def, to)).copied() {
                self.arrow(from, at, answer);
            }
        }
        let mut lines = Vec::new();
        for (from, node) in self.pool.nodes.iter().enumerate().filter(|(_, n)| matches!(n.kind, Kind::Rule)) {
            let Some(StepKind::Rule { about }) = node.row.map(|r| &self.def.steps[r].kind) else { continue };
            for (n, id) in about.iter().enumerate() {
                let to = self.tasks.get(id.as_str()).or_else(|| self.heads.get(id.as_str()));
                lines.extend(to.map(|&to| Line { id: format!("{}-sobre-{}", node.id, n + 1), from, to }));
            }
        }
        self.pool.lines.extend(lines);
    }

    fn push(&mut self, id: String, name: &str, kind: Kind<'a>, lane: usize, row: Option<usize>) -> usize {
        self.pool.nodes.push(Node { id, name: name.to_owned(), kind, lane, row });
        self.pool.nodes.len() - 1
    }

    fn arrow(&mut self, from: usize, to: usize, answer: Option<Asked<'a>>) {
        let id = format!("{}-va-{}", self.pool.id, self.pool.arrows.len() + 1);
        self.pool.arrows.push(Arrow { id, from, to, answer });
    }

    /// The lane of a row: its responsible's. A row that nobody does and that names nobody stays where the last one is.
    fn lane(&mut self, step: &'a Step) -> usize {
        let named = |s: &'a Step| s.responsible.as_deref().filter(|r| !r.is_empty());
        let own = named(step).filter(|_| matches!(step.kind, StepKind::Task) || !step.merged);
        if let (None, Some(last)) = (own, self.pool.nodes.last()) {
            return last.lane;
        }
        let ours = self.def.steps.iter().filter(|s| self.flow.steps.contains(&s.id));
        let name = own.or_else(|| ours.clone().find_map(named)).unwrap_or(NOBODY);
        self.pool.lanes.iter().position(|l| *l == name).unwrap_or_else(|| {
            self.pool.lanes.push(name);
            self.pool.lanes.len() - 1
        })
    }
}

/// Past the rows that are printed but not done.
fn land<'a>(def: &'a Definition, id: &'a str) -> &'a str {
    let mut at = id;
    for _ in 0..def.steps.len() {
        match def.step(at) {
            Some(Step { kind: StepKind::Rule { .. } | StepKind::Start { .. }, next: Some(next), .. }) => at = next,
            Some(_) | None => break,
        }
    }
    at
}
