//! Where cases begin and which rows each beginning comes to.

use super::build::Names;
use crate::definition::{Flow, Id, Step, StepKind, Trigger};
use crate::yaml::Node;
use std::collections::HashMap;

impl Names<'_> {
    /// One flow for each row with `arranque`.
    pub(crate) fn flows(&mut self, steps: &[Step]) -> Vec<Flow> {
        let mut flows = Vec::new();
        for (i, step) in steps.iter().enumerate() {
            let Some(trigger) = self.rows[i].get("arranque").and_then(|n| self.trigger(n)) else { continue };
            flows.push(Flow {
                start: step.id.clone(),
                trigger,
                first: first(steps, i),
                steps: reached(steps, i, &self.index),
            });
        }
        flows
    }

    fn trigger(&mut self, node: &Node) -> Option<Trigger> {
        if let Some(channels) = node.get("mensaje") {
            return Some(Trigger::Message(channels.texts()));
        }
        if let Some(schedule) = node.get("horario") {
            return self.schedule(schedule).map(Trigger::Schedule);
        }
        if let Some(plan) = node.text_of("cronograma") {
            return Some(Trigger::Plan(plan.to_owned()));
        }
        if let Some(before) = node.get("antes") {
            let span = self.span(before)?;
            return Some(Trigger::Before { span, of: node.text_of("de").unwrap_or_default().to_owned() });
        }
        Some(Trigger::Request)
    }
}

/// The first row past INICIO.
fn first(steps: &[Step], start: usize) -> Id {
    let mut at = &steps[start];
    for _ in 0..steps.len() {
        let StepKind::Start { .. } = at.kind else { break };
        let Some(next) = at.next.as_ref().and_then(|id| steps.iter().find(|s| s.id == *id)) else { break };
        at = next;
    }
    at.id.clone()
}

/// Ids of the rows that the flow may come to, in row order.
fn reached(steps: &[Step], start: usize, index: &HashMap<Id, usize>) -> Vec<Id> {
    let mut seen = vec![false; steps.len()];
    let mut open = vec![start];
    while let Some(i) = open.pop() {
        if !std::mem::replace(&mut seen[i], true) {
            open.extend(steps[i].successors().filter_map(|id| index.get(id).copied()));
        }
    }
    steps.iter().zip(seen).filter(|(_, seen)| *seen).map(|(s, _)| s.id.clone()).collect()
}
