//! A command at work: the state as it changes, the events so far, and how a case moves from step to step.

use super::{apply::change, orders::orders};
use crate::definition::{Assignment, Deadline, DeadlineAction, Definition, Effect, Flow, Id, Step, StepKind, Wait};
use crate::state::{Context, Data, Event, Order, Refusal, State, Task};
use crate::times;
use kernel::time::{Instant, date};
use uuid::Uuid;

pub(super) struct Draft<'a> {
    pub def: &'a Definition,
    pub ctx: &'a Context<'a>,
    /// The time of the events: now, or the last event's when the clock went back.
    pub at: Instant,
    pub state: State,
    pub events: Vec<Event>,
    pub orders: Vec<Order>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(def: &'a Definition, ctx: &'a Context<'a>, state: State) -> Self {
        let at = state.last_at.map_or(ctx.now, |last| last.max(ctx.now));
        Self { def, ctx, at, state, events: Vec::new(), orders: Vec::new() }
    }

    pub(super) fn emit(&mut self, event: Event) {
        self.orders.extend(orders(&event, &self.state));
        change(&mut self.state, &event);
        self.events.push(event);
    }

    pub(super) fn step(&self, id: &str) -> Result<&'a Step, Refusal> {
        self.def.step(id).ok_or_else(|| Refusal::Unknown(id.to_owned()))
    }

    pub(super) fn flow(&self) -> Result<&'a Flow, Refusal> {
        let known = self.def.flows.iter().find(|f| f.start == self.state.flow);
        known.ok_or_else(|| Refusal::Unknown(self.state.flow.clone()))
    }

    /// The steps of this case's flow that sign the document.
    pub(super) fn signers(&self, document: &str) -> Result<Vec<&'a Step>, Refusal> {
        let ids = &self.flow()?.steps;
        Ok(self.def.steps.iter().filter(|s| s.signs.as_deref() == Some(document) && ids.contains(&s.id)).collect())
    }

    /// Goes to a step, past the rows that nobody does, or closes the case. `taker` is who has just taken it from a
    /// queue and keeps it.
    pub(super) fn go(&mut self, to: &str, taker: Option<Uuid>) -> Result<(), Refusal> {
        let step = self.land(to)?;
        if matches!(step.kind, StepKind::End { .. }) {
            self.emit(Event::Closed { step: step.id.clone(), at: self.at });
            return Ok(());
        }
        let (task, owner) = ((self.ctx.new_id)(), self.owner_of(step, taker));
        self.enter(step, Some(task), owner)
    }

    /// The first row from `id` on that is done by somebody or ends the case.
    pub(super) fn land(&self, id: &str) -> Result<&'a Step, Refusal> {
        let mut step = self.step(id)?;
        // A circle of rows that nobody does cannot be left: more hops than rows is one.
        for _ in 0..self.def.steps.len() {
            match (&step.kind, &step.next) {
                (StepKind::Task | StepKind::End { .. }, _) => return Ok(step),
                (StepKind::Start { .. } | StepKind::Rule { .. }, Some(next)) => step = self.step(next)?,
                (StepKind::Start { .. } | StepKind::Rule { .. }, None) => break,
            }
        }
        Err(Refusal::Unknown(id.to_owned()))
    }

    pub(super) fn enter(&mut self, step: &'a Step, task: Option<Uuid>, owner: Option<Uuid>) -> Result<(), Refusal> {
        let visit = self.state.visits.get(&step.id).copied().unwrap_or(0) + 1;
        self.emit(Event::Entered { step: step.id.clone(), visit, task, owner, at: self.at });
        if let Some(Wait::Message(message)) = &step.wait {
            let (step, message) = (step.id.clone(), message.clone());
            self.emit(Event::MessageAwaited { step, visit, message });
        }
        let held = self.held_until(step)?;
        if let Some(due_at) = held {
            self.set_timer(step, visit, None, due_at);
        }
        for (n, deadline) in step.deadlines.iter().enumerate() {
            let due_at = self.due(deadline, held.unwrap_or(self.at))?;
            let told = deadline.from_start && visit > 1 && matches!(deadline.then, DeadlineAction::Notify(_));
            // A notice counted from the start was already given in an earlier round.
            if !(told && due_at <= self.at) {
                self.set_timer(step, visit, Some(n), due_at);
            }
        }
        Ok(())
    }

    pub(super) fn set_timer(&mut self, step: &Step, visit: u32, deadline: Option<usize>, due_at: Instant) {
        let timer = (self.ctx.new_id)();
        self.emit(Event::TimerSet { timer, step: step.id.clone(), visit, deadline, due_at });
    }

    /// When a deadline of a step that begins at `base` is due. Refuses when the calendar never gets there.
    pub(super) fn due(&self, deadline: &Deadline, base: Instant) -> Result<Instant, Refusal> {
        let from = if deadline.from_start { self.state.opened_at.unwrap_or(base) } else { base };
        self.ctx.calendar.advance(from, deadline.after).map(|a| a.at).ok_or(Refusal::NeverDue)
    }

    /// Until when the step's wait holds it; `None` when it does not or no longer. A message has no time.
    pub(super) fn held_until(&self, step: &Step) -> Result<Option<Instant>, Refusal> {
        match &step.wait {
            None => Ok(None),
            Some(Wait::UntilField(field)) => {
                let day = self.state.data.get(field).and_then(|v| date(v)).ok_or(Refusal::NeverDue)?;
                let due = self.ctx.calendar.zone().instant(day, 0);
                Ok((due > self.at).then_some(due))
            }
            Some(Wait::Schedule(words)) => {
                let schedule = times::schedule(words).ok_or(Refusal::NeverDue)?;
                let due = times::moment_for(&schedule, self.at, self.ctx.calendar).ok_or(Refusal::NeverDue)?;
                Ok((due > self.at).then_some(due))
            }
            Some(Wait::Message(_)) => Ok(None),
        }
    }

    fn owner_of(&self, step: &Step, taker: Option<Uuid>) -> Option<Uuid> {
        match &step.assignment {
            Assignment::SameAs(model) => self.last_of(model),
            Assignment::Anyone => taker.filter(|_| self.holds_any(step)),
            Assignment::ArrivalOrder | Assignment::Everyone => None,
        }
    }

    /// Who last did `model` or a step given to the same person: after a hand-over the new one keeps the case.
    fn last_of(&self, model: &Id) -> Option<Uuid> {
        let same = |s: &&Step| s.id == *model || matches!(&s.assignment, Assignment::SameAs(m) if m == model);
        let done = self.def.steps.iter().filter(same).filter_map(|s| self.state.done.get(&s.id));
        done.max_by_key(|d| d.seq).and_then(|d| d.by)
    }

    pub(super) fn holds_any(&self, step: &Step) -> bool {
        step.roles.iter().any(|r| (self.ctx.holds)(r))
    }

    /// Ends the step: its record, its timers, its effects, and onward.
    pub(super) fn finish(&mut self, step: &'a Step, done: Finish) -> Result<(), Refusal> {
        let Finish { visit, task, answer, data, taker } = done;
        let to = match (&step.decision, &answer) {
            (Some(d), Some(label)) => d.answers.iter().find(|a| a.label == *label).map(|a| &a.to),
            (Some(_) | None, _) => step.next.as_ref(),
        };
        let (by, at) = (self.ctx.actor, self.at);
        self.emit(Event::Completed { step: step.id.clone(), visit, task, by, answer, data, at });
        self.cancel_timers();
        for (n, effect) in (0..).zip(&step.effects) {
            self.effect(step, n, effect)?;
        }
        match to {
            Some(to) => self.go(to, taker),
            None => {
                self.emit(Event::Closed { step: step.id.clone(), at });
                Ok(())
            }
        }
    }

    /// Cancels every timer: with one token they all belong to the step that is being left.
    pub(super) fn cancel_timers(&mut self) {
        let timers: Vec<Uuid> = self.state.timers.iter().map(|t| t.id).collect();
        for timer in timers {
            self.emit(Event::TimerCancelled { timer });
        }
    }

    fn effect(&mut self, step: &Step, n: u32, effect: &Effect) -> Result<(), Refusal> {
        let at = self.at;
        let due = Event::EffectDue { step: step.id.clone(), n, effect: effect.clone() };
        let doc = |id: &Id| self.state.documents.get(id).cloned().unwrap_or_default();
        match effect {
            Effect::Number { document } if doc(document).number.is_some() => {}
            Effect::Notify { when: Some(field), .. } | Effect::Register { when: Some(field), .. }
                if !self.state.data.contains_key(field) => {}
            Effect::Number { .. } | Effect::Notify { .. } | Effect::Register { .. } => self.emit(due),
            Effect::Issue { document } => {
                let version = doc(document).version + 1;
                self.emit(due);
                self.emit(Event::DocumentIssued { document: document.clone(), version, at });
            }
            Effect::File { document, .. } => {
                let d = doc(document);
                if !d.in_force() {
                    return Err(Refusal::NotIssued(document.clone()));
                }
                if !d.signed && !self.signers(document)?.is_empty() {
                    return Err(Refusal::NotSigned(document.clone()));
                }
                self.emit(due);
                self.emit(Event::DocumentFiled { document: document.clone(), at });
            }
        }
        Ok(())
    }

    /// Refuses while the step waits for its day or its message. A wait whose timer is late is over all the same.
    pub(super) fn not_held(&self, task: &Task) -> Result<(), Refusal> {
        let here = self.state.tokens.iter().find(|t| t.step == task.step && t.visit == task.visit);
        if let Some(message) = here.and_then(|t| t.awaits.clone()) {
            return Err(Refusal::Awaited(message));
        }
        let wait = |t: &&crate::state::Timer| t.deadline.is_none() && t.step == task.step && t.visit == task.visit;
        match self.state.timers.iter().find(wait) {
            Some(t) if t.due_at > self.ctx.now => Err(Refusal::TooEarly(t.due_at)),
            Some(_) | None => Ok(()),
        }
    }
}

/// How a step was done.
pub(super) struct Finish {
    pub visit: u32,
    pub task: Option<Uuid>,
    pub answer: Option<String>,
    pub data: Data,
    pub taker: Option<Uuid>,
}
