//! What of a procedure a case has walked, and the same chart told in words.

use super::graph::landing;
use crate::definition::{ColumnKind, DeadlineAction, Definition, Id};
use crate::state::Event;
use std::collections::{BTreeMap, BTreeSet};

/// The walked part of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Walk {
    pub done: BTreeSet<Id>,
    /// From step to step.
    pub edges: BTreeSet<(Id, Id)>,
    /// Where the case stands.
    pub current: BTreeSet<Id>,
    /// How often each step was entered.
    pub visits: BTreeMap<Id, u32>,
}

impl Walk {
    /// Reads it from a case's log. A step that was left by a deadline or annulled is walked but not done.
    pub fn of<'a>(log: impl Iterator<Item = &'a Event>) -> Self {
        let mut walk = Self::default();
        let (mut last, mut order): (Option<&Id>, Vec<&Id>) = (None, Vec::new());
        for event in log {
            match event {
                Event::Opened { flow, .. } => {
                    walk.done.insert(flow.clone());
                    last = Some(flow);
                }
                Event::Entered { step, visit, .. } => {
                    walk.arrive(last.take(), step);
                    walk.visits.insert(step.clone(), *visit);
                    walk.done.remove(step);
                    walk.current.insert(step.clone());
                }
                Event::Completed { step, .. } => {
                    walk.current.remove(step);
                    walk.done.insert(step.clone());
                    order.push(step);
                    last = Some(step);
                }
                Event::Expired { step, .. } => {
                    walk.current.remove(step);
                    last = Some(step);
                }
                Event::Closed { step, .. } => {
                    walk.arrive(last.take(), step);
                    walk.done.insert(step.clone());
                    order.push(step);
                }
                Event::Rewound { to, .. } => {
                    walk.current.clear();
                    // What followed has to be done again.
                    let again = order.iter().rposition(|s| *s == to).map_or(0, |at| at + 1);
                    for step in order.drain(again..) {
                        walk.done.remove(step);
                    }
                }
                Event::Annulled { .. } => walk.current.clear(),
                _ => {}
            }
        }
        walk
    }

    fn arrive(&mut self, from: Option<&Id>, to: &Id) {
        if let Some(from) = from.filter(|f| *f != to || self.visits.contains_key(to)) {
            self.edges.insert((from.clone(), to.clone()));
        }
    }

    /// How far a step is.
    pub fn progress(&self, step: &str) -> Progress {
        if self.current.contains(step) {
            Progress::Current
        } else if self.done.contains(step) {
            Progress::Done
        } else {
            Progress::Ahead
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Done,
    Current,
    Ahead,
}

/// One row of the chart in words, for those who do not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub step: Id,
    pub number: Option<String>,
    pub responsible: Option<String>,
    pub activity: String,
    /// The question that the row asks after its activity.
    pub question: Option<String>,
    pub ways: Vec<Way>,
    pub progress: Progress,
    pub visits: u32,
}

/// Where a row goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The answer that goes there; `None` when there is no question.
    pub answer: Option<String>,
    pub to: Id,
    /// The number of that row as printed, or its text when it has none.
    pub to_name: String,
    pub back: bool,
    /// Taken only when a deadline passes.
    pub deadline: bool,
    pub walked: bool,
}

/// The chart as a list.
pub fn rows(def: &Definition, walk: &Walk) -> Vec<Row> {
    let row = |step: &crate::definition::Step| {
        let way = |answer: Option<&String>, to: &str, deadline: bool| {
            let to = landing(def, to);
            let there = def.step(to);
            let name = there.map_or(to, |s| s.number.as_deref().unwrap_or(s.name()));
            let walked = walk.edges.contains(&(step.id.clone(), to.to_owned()));
            let back = there.is_some_and(|s| s.row <= step.row);
            Way { answer: answer.cloned(), to: to.to_owned(), to_name: name.to_owned(), back, deadline, walked }
        };
        let answers = step.decision.iter().flat_map(|d| d.answers.iter().map(|a| way(Some(&a.label), &a.to, false)));
        let next = step.next.iter().filter(|_| step.decision.is_none()).map(|to| way(None, to, false));
        let clocks = step.deadlines.iter().filter_map(|d| match &d.then {
            DeadlineAction::Go(to) => Some(way(None, to, true)),
            DeadlineAction::Notify(_) => None,
        });
        let question = step.decision.as_ref().map(|d| d.question.clone());
        Row {
            step: step.id.clone(),
            number: step.number.clone(),
            responsible: step.responsible.clone(),
            activity: step.texts.get(&ColumnKind::Activity).map_or_else(|| step.name().to_owned(), Clone::clone),
            question: question.filter(|q| q != step.name()),
            ways: answers.chain(next).chain(clocks).collect(),
            progress: walk.progress(&step.id),
            visits: walk.visits.get(&step.id).copied().unwrap_or(0),
        }
    };
    def.steps.iter().map(row).collect()
}
