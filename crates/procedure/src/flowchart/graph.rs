//! The boxes and arrows of a procedure, without places yet.

use super::{EdgeKind, Shape};
use crate::definition::{Deadline, DeadlineAction, Decision, Definition, Step, StepKind};
use kernel::time::Span;
use std::collections::BTreeMap;

pub(super) struct Spot<'a> {
    pub step: &'a Step,
    pub shape: Shape,
    pub text: &'a str,
    pub number: Option<&'a str>,
    pub lane: usize,
}

/// From box to box, by their places in [`Graph::spots`].
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    pub kind: EdgeKind,
    pub label: Option<String>,
}

pub(super) struct Graph<'a> {
    pub lanes: Vec<&'a str>,
    pub spots: Vec<Spot<'a>>,
    pub links: Vec<Link>,
}

pub(super) fn build(def: &Definition) -> Graph<'_> {
    let mut lanes: Vec<&str> = Vec::new();
    let places: Vec<usize> = (0..def.steps.len()).map(|row| lane(def, row, &mut lanes)).collect();
    let mut spots = Vec::new();
    let mut heads: BTreeMap<&str, usize> = BTreeMap::new();
    for (step, lane) in def.steps.iter().zip(places) {
        heads.insert(&step.id, spots.len());
        let number = step.number.as_deref();
        match &step.decision {
            // A row that only asks is its question.
            Some(d) if step.name() == d.question => {
                spots.push(Spot { step, shape: Shape::Decision, text: &d.question, number, lane });
            }
            Some(d) => {
                spots.push(Spot { step, shape: Shape::Task, text: step.name(), number, lane });
                spots.push(Spot { step, shape: Shape::Decision, text: &d.question, number: None, lane });
            }
            None => spots.push(Spot { step, shape: shape(step), text: step.name(), number, lane }),
        }
    }
    let links = def.steps.iter().flat_map(|s| links(def, s, &heads)).collect();
    Graph { lanes, spots, links }
}

fn shape(step: &Step) -> Shape {
    match step.kind {
        StepKind::Start { .. } | StepKind::End { .. } => Shape::Terminal,
        StepKind::Task => Shape::Task,
        StepKind::Rule { .. } => Shape::Rule,
    }
}

/// The column of a row: its responsible's; without one, that of the row above or, at the top, below.
fn lane<'a>(def: &'a Definition, row: usize, lanes: &mut Vec<&'a str>) -> usize {
    let named = |s: &'a Step| s.responsible.as_deref().filter(|r| !r.is_empty());
    let (above, below) = def.steps.split_at(row);
    let name = below.first().and_then(named);
    let name = name.or_else(|| above.iter().rev().find_map(named)).or_else(|| below.iter().find_map(named));
    let name = name.unwrap_or("");
    lanes.iter().position(|l| *l == name).unwrap_or_else(|| {
        lanes.push(name);
        lanes.len() - 1
    })
}

fn links(def: &Definition, step: &Step, heads: &BTreeMap<&str, usize>) -> Vec<Link> {
    let Some(&head) = heads.get(step.id.as_str()) else { return Vec::new() };
    if matches!(step.kind, StepKind::Rule { .. }) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut tail = head;
    let asks = |d: &Decision| step.name() != d.question;
    if step.decision.as_ref().is_some_and(asks) {
        tail = head + 1;
        out.push(Link { from: head, to: tail, kind: EdgeKind::Onward, label: None });
    }
    let mut link = |from: usize, to: &str, clock: bool, label: Option<String>| {
        if let Some(&to) = heads.get(landing(def, to)) {
            let onward = if to > from { EdgeKind::Onward } else { EdgeKind::Return };
            out.push(Link { from, to, kind: if clock { EdgeKind::Deadline } else { onward }, label });
        }
    };
    match &step.decision {
        Some(d) => d.answers.iter().for_each(|a| link(tail, &a.to, false, Some(a.label.clone()))),
        None => step.next.iter().for_each(|to| link(tail, to, false, None)),
    }
    for deadline in &step.deadlines {
        if let DeadlineAction::Go(to) = &deadline.then {
            link(head, to, true, Some(clock(deadline)));
        }
    }
    out
}

/// Past the rows that are printed but not done.
pub(super) fn landing<'a>(def: &'a Definition, id: &'a str) -> &'a str {
    let mut at = id;
    for _ in 0..def.steps.len() {
        match def.step(at) {
            Some(Step { kind: StepKind::Rule { .. }, next: Some(next), .. }) => at = next,
            Some(_) | None => break,
        }
    }
    at
}

/// A length of time in symbols that both languages read.
fn clock(deadline: &Deadline) -> String {
    let hours = |n: u32| if n.is_multiple_of(3600) { format!("{} h", n / 3600) } else { format!("{} min", n / 60) };
    match deadline.after {
        Span::Seconds(n) | Span::WorkingSeconds(n) => format!("> {}", hours(n)),
        Span::Days(n) | Span::WorkingDays(n) => format!("> {n} d"),
        Span::Months(n) => format!("> {n} m"),
    }
}
