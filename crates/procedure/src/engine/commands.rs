//! Each command: what it checks, in which order, and what it then does.

use super::{
    draft::{Draft, Finish},
    form, is_askers, is_queue,
};
use crate::definition::{Assignment, DeadlineAction, Decision, Effect, Field, Flow, Id, Step, StepKind, Trigger};
use crate::state::{Command, Data, Event, Refusal, Status, Task};
use uuid::Uuid;

/// The template of the notice that a deadline has passed.
const DEADLINE_TEMPLATE: &str = "plazo";

impl<'a> Draft<'a> {
    pub(super) fn run(&mut self, command: Command) -> Result<(), Refusal> {
        let now = self.state.status;
        let fits = match &command {
            Command::Open { .. } | Command::Receive { .. } => now == Status::New,
            Command::Correct { .. } => matches!(now, Status::Open | Status::Closed),
            Command::Resume => now == Status::Suspended,
            Command::Annul { .. } => matches!(now, Status::Open | Status::Suspended),
            Command::Number { .. } => now != Status::New,
            Command::TimerFired { timer } if !self.state.timers.iter().any(|t| t.id == *timer) => {
                return Err(Refusal::Obsolete);
            }
            _ => now == Status::Open,
        };
        if !fits {
            return Err(Refusal::NotOpen);
        }
        match command {
            Command::Open { flow, data } => self.open(flow, data),
            Command::Receive { flow, data } => self.receive(flow, data),
            Command::Take { task, reason } => self.take(task, reason),
            Command::Release { task, reason } => self.release(task, reason),
            Command::Assign { task, to, reason } => self.assign(task, to, reason),
            Command::Complete { task, answer, data } => self.complete(task, answer, &data),
            Command::Arrive { message } => self.arrive(message),
            Command::TimerFired { timer } => self.timer_fired(timer),
            Command::Sign { document, version } => self.sign(&document, version),
            Command::Number { document, number } => self.number(document, number),
            Command::Correct { field, value, reason } => self.correct(field, value, reason),
            Command::Suspend { reason } => {
                let (by, at) = (self.ctx.actor, self.at);
                self.emit(Event::Suspended { reason: given(reason)?, by, at });
                Ok(())
            }
            Command::Resume => {
                self.emit(Event::Resumed { by: self.ctx.actor, at: self.at });
                Ok(())
            }
            Command::Annul { reason } => {
                let reason = given(reason)?;
                self.cancel_timers();
                self.emit(Event::Annulled { reason, by: self.ctx.actor, at: self.at });
                Ok(())
            }
        }
    }

    fn open(&mut self, flow: Id, data: Data) -> Result<(), Refusal> {
        let known = self.def.flows.iter().find(|f| f.start == flow);
        let Some(begins) = known else { return Err(Refusal::Unknown(flow)) };
        let first = self.land(&begins.first)?;
        let asked = matches!(begins.trigger, Trigger::Request | Trigger::Message(_));
        let data = if asked && first.kind == StepKind::Task {
            form::check(first, None, &data, &self.state.data)?
        } else {
            self.known(begins, data)?
        };
        // Who asks can fill in the first form, but neither answer a question, nor sign, nor be there before its day.
        let at_once = asked && first.decision.is_none() && first.signs.is_none() && first.wait.is_none();
        let at_once = at_once && first.kind == StepKind::Task;
        let theirs = self.ctx.system || is_askers(first) || self.holds_any(first);
        if at_once && !theirs && begins.trigger == Trigger::Request {
            return Err(Refusal::NotYours);
        }
        let (initiator, at) = (self.ctx.actor, self.at);
        if at_once && theirs {
            self.emit(Event::Opened { flow, initiator, at, data: Data::new() });
            self.enter(first, None, None)?;
            return self.finish(first, Finish { visit: 1, task: None, answer: None, data, taker: None });
        }
        self.emit(Event::Opened { flow, initiator, at, data });
        self.go(&begins.first, None)
    }

    fn receive(&mut self, flow: Id, data: Data) -> Result<(), Refusal> {
        let known = self.def.flows.iter().find(|f| f.start == flow);
        let Some(begins) = known else { return Err(Refusal::Unknown(flow)) };
        let first = self.land(&begins.first)?;
        let data = self.known(begins, data)?;
        let (initiator, at) = (self.ctx.actor, self.at);
        let theirs = is_askers(first) && first.kind == StepKind::Task;
        let at_once = theirs && first.decision.is_none() && first.signs.is_none() && first.wait.is_none();
        if at_once && let Ok(data) = form::check(first, None, &data, &self.state.data) {
            self.emit(Event::Opened { flow, initiator, at, data: Data::new() });
            self.enter(first, None, None)?;
            return self.finish(first, Finish { visit: 1, task: None, answer: None, data, taker: None });
        }
        self.emit(Event::Opened { flow, initiator, at, data });
        self.go(&begins.first, None)
    }

    /// What the house knows when it begins a flow: fields of its steps, of the right kind.
    fn known(&self, flow: &Flow, data: Data) -> Result<Data, Refusal> {
        let forms = self.def.steps.iter().filter(|s| flow.steps.contains(&s.id));
        let fields: Vec<&Field> = forms.flat_map(|s| &s.form).collect();
        let wrong = data.iter().filter_map(|(id, value)| match fields.iter().find(|f| f.id == *id) {
            None => Some((id.clone(), "field-unknown")),
            Some(_) if value.trim().is_empty() => None,
            Some(field) => form::value_error(field, value.trim()).map(|why| (id.clone(), why)),
        });
        let wrong: Vec<_> = wrong.collect();
        if !wrong.is_empty() {
            return Err(Refusal::Fields(wrong));
        }
        let filled = data.into_iter().map(|(id, value)| (id, value.trim().to_owned()));
        Ok(filled.filter(|(_, value)| !value.is_empty()).collect())
    }

    fn arrive(&mut self, message: String) -> Result<(), Refusal> {
        let here = self.state.token().filter(|t| t.awaits.as_ref() == Some(&message)).cloned();
        let Some(here) = here else { return Err(Refusal::NotAwaited(message)) };
        self.may(self.step(&here.step)?)?;
        let (by, at) = (self.ctx.actor, self.at);
        self.emit(Event::MessageArrived { step: here.step, visit: here.visit, message, by, at });
        Ok(())
    }

    fn take(&mut self, id: Uuid, reason: Option<String>) -> Result<(), Refusal> {
        let Some(by) = self.ctx.actor else { return Err(Refusal::NotYours) };
        let Some(task) = self.state.task(id).cloned() else { return self.taken_before(id, by) };
        let step = self.step(&task.step)?;
        self.own(&task)?;
        self.may(step)?;
        if step.assignment == Assignment::Everyone {
            return Err(Refusal::NotYours);
        }
        let reason = reason.map(|r| r.trim().to_owned()).filter(|r| !r.is_empty());
        self.in_turn(step, &task, reason.is_some())?;
        if is_queue(step) {
            self.not_held(&task)?;
        }
        if task.owner.is_none() {
            self.emit(Event::Taken { task: id, step: step.id.clone(), by, reason, at: self.at });
        }
        if is_queue(step) {
            let done = Finish { visit: task.visit, task: Some(id), answer: None, data: Data::new(), taker: Some(by) };
            return self.finish(step, done);
        }
        Ok(())
    }

    /// A queue's task is over once taken: the same person twice is fine, another one learns who was first.
    fn taken_before(&self, task: Uuid, by: Uuid) -> Result<(), Refusal> {
        let first = self.state.done.iter().find(|(_, d)| d.task == Some(task));
        let queued = first.filter(|(id, _)| self.def.step(id).is_some_and(is_queue));
        match queued.and_then(|(_, d)| d.by) {
            Some(other) if other != by => Err(Refusal::TakenBy(other)),
            Some(_) => Ok(()),
            None => Err(Refusal::NoSuchTask),
        }
    }

    fn release(&mut self, id: Uuid, reason: String) -> Result<(), Refusal> {
        let task = self.task(id)?;
        self.own(&task)?;
        let (Some(by), Some(_)) = (self.ctx.actor, task.owner) else { return Err(Refusal::NotYours) };
        let reason = given(reason)?;
        self.emit(Event::Released { task: id, step: task.step, by, reason, at: self.at });
        Ok(())
    }

    fn assign(&mut self, id: Uuid, to: Uuid, reason: String) -> Result<(), Refusal> {
        let task = self.task(id)?;
        if self.step(&task.step)?.assignment == Assignment::Everyone {
            return Err(Refusal::NotYours);
        }
        let (reason, by, at) = (given(reason)?, self.ctx.actor, self.at);
        if task.owner != Some(to) {
            self.emit(Event::Assigned { task: id, step: task.step, to, by, reason, at });
        }
        Ok(())
    }

    fn complete(&mut self, id: Uuid, answer: Option<String>, data: &Data) -> Result<(), Refusal> {
        let task = self.task(id)?;
        let step = self.step(&task.step)?;
        self.own(&task)?;
        let signed = step.signs.as_ref().is_some_and(|d| self.state.documents.get(d).is_some_and(|d| d.signed));
        if !(signed && self.witnesses()) {
            self.may(step)?;
        }
        self.not_held(&task)?;
        self.in_turn(step, &task, false)?;
        let chosen = match (&step.decision, &answer) {
            (None, None) => None,
            (None, Some(a)) => return Err(Refusal::Unknown(a.clone())),
            // Without a value of the scale the form below says what is wrong with it.
            (Some(Decision { by: Some(scale), .. }), Some(_)) => return Err(Refusal::Unknown(scale.clone())),
            (Some(d @ Decision { by: Some(scale), .. }), None) => data.get(scale).and_then(|v| d.answer_of(v)),
            (Some(d), a) => {
                let known = d.answers.iter().find(|k| Some(&k.label) == a.as_ref());
                Some(known.ok_or_else(|| Refusal::AnswerNeeded { question: d.question.clone() })?)
            }
        };
        let data = form::check(step, chosen, data, &self.state.data)?;
        let answer = chosen.map(|a| a.label.clone());
        if let Some(document) = step.signs.as_ref().filter(|_| !signed) {
            return Err(Refusal::NotSigned(document.clone()));
        }
        if let Some(roles) = self.still_to_agree(step, &task)? {
            let (by, at) = (self.ctx.actor, self.at);
            self.emit(Event::Agreed { task: id, step: step.id.clone(), by, roles, data, at });
            return Ok(());
        }
        if let (None, Some(by)) = (task.owner, self.ctx.actor)
            && step.assignment != Assignment::Everyone
        {
            self.emit(Event::Taken { task: id, step: step.id.clone(), by, reason: None, at: self.at });
        }
        let taker = self.ctx.actor.filter(|_| is_queue(step));
        self.finish(step, Finish { visit: task.visit, task: Some(id), answer, data, taker })
    }

    /// When all the roles act together: the actor's roles if others are still missing, `None` if this is the last.
    pub(super) fn still_to_agree(&self, step: &Step, task: &Task) -> Result<Option<Vec<String>>, Refusal> {
        if step.assignment != Assignment::Everyone || self.ctx.system {
            return Ok(None);
        }
        // Who has no part in it may record that all of them signed on paper; who has one, only that.
        if step.signs.is_some() && self.witnesses() && !self.holds_any(step) {
            return Ok(None);
        }
        let missing = step.roles.iter().filter(|r| !task.agreed.contains(r));
        let (mine, others): (Vec<&String>, Vec<&String>) = missing.partition(|r| (self.ctx.holds)(r));
        if mine.is_empty() {
            return Err(Refusal::NotYours);
        }
        Ok((!others.is_empty()).then(|| mine.into_iter().cloned().collect()))
    }

    fn timer_fired(&mut self, id: Uuid) -> Result<(), Refusal> {
        let timer = self.state.timers.iter().find(|t| t.id == id).cloned().ok_or(Refusal::Obsolete)?;
        if self.ctx.now < timer.due_at {
            return Err(Refusal::TooEarly(timer.due_at));
        }
        let (step, at) = (self.step(&timer.step)?, self.at);
        self.emit(Event::TimerFired { timer: id, at });
        let Some(n) = timer.deadline else { return Ok(()) };
        let deadline = step.deadlines.get(n).ok_or(Refusal::Obsolete)?;
        match &deadline.then {
            DeadlineAction::Go(to) => {
                let (step, visit) = (step.id.clone(), timer.visit);
                self.emit(Event::Expired { step, visit, to: to.clone(), at });
                self.cancel_timers();
                self.go(to, None)
            }
            DeadlineAction::Notify(to) => {
                let effect = Effect::Notify { to: to.clone(), template: DEADLINE_TEMPLATE.to_owned(), when: None };
                // Numbered after the step's own effects, which keep their places.
                let n = u32::try_from(step.effects.len() + n).unwrap_or(u32::MAX);
                self.emit(Event::EffectDue { step: step.id.clone(), n, effect });
                Ok(())
            }
        }
    }

    fn number(&mut self, document: Id, number: String) -> Result<(), Refusal> {
        if !self.ctx.system {
            return Err(Refusal::NotYours);
        }
        if !self.def.documents.contains_key(&document) {
            return Err(Refusal::Unknown(document));
        }
        match self.state.documents.get(&document).and_then(|d| d.number.as_ref()) {
            Some(had) if *had != number => Err(Refusal::Obsolete),
            Some(_) => Ok(()),
            None => {
                self.emit(Event::DocumentNumbered { document, number, at: self.at });
                Ok(())
            }
        }
    }

    fn task(&self, id: Uuid) -> Result<Task, Refusal> {
        self.state.task(id).cloned().ok_or(Refusal::NoSuchTask)
    }

    /// Refuses somebody else's task; a free one is fine.
    pub(super) fn own(&self, task: &Task) -> Result<(), Refusal> {
        match task.owner {
            Some(owner) if self.ctx.actor != Some(owner) => Err(Refusal::TakenBy(owner)),
            Some(_) | None => Ok(()),
        }
    }

    pub(super) fn may(&self, step: &Step) -> Result<(), Refusal> {
        if self.ctx.system || self.holds_any(step) { Ok(()) } else { Err(Refusal::NotYours) }
    }

    /// Whether the actor may record that somebody signed on paper before them.
    pub(super) fn witnesses(&self) -> bool {
        (self.ctx.holds)(super::sign::WITNESS)
    }

    fn in_turn(&self, step: &Step, task: &Task, reasoned: bool) -> Result<(), Refusal> {
        let queued = step.assignment == Assignment::ArrivalOrder && task.owner.is_none();
        if queued && self.ctx.out_of_turn && !reasoned { Err(Refusal::ReasonNeeded) } else { Ok(()) }
    }
}

/// A reason, trimmed; refuses a blank one.
pub(super) fn given(reason: String) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Refusal::ReasonNeeded) } else { Ok(reason.to_owned()) }
}
