//! Correcting what was recorded: the papers that said otherwise no longer hold.

use super::{commands::given, draft::Draft, form::value_error};
use crate::definition::{Effect, Id, Step, Wait};
use crate::state::{Event, Refusal};

impl<'a> Draft<'a> {
    /// Records the new value, voids what was issued since, and goes back to the step that issues it.
    pub(super) fn correct(&mut self, field: Id, value: String, reason: String) -> Result<(), Refusal> {
        let reason = given(reason)?;
        let value = value.trim().to_owned();
        let since = self.recorded_at(&field, &value)?;
        let was = self.state.data.get(&field).cloned();
        if was.as_deref().unwrap_or("") == value {
            return Ok(());
        }
        let (by, at) = (self.ctx.actor, self.at);
        let event = Event::Corrected { field: field.clone(), was, value, reason: reason.clone(), by, at };
        self.emit(event);
        let mut void: Vec<(u64, Id, u32)> = (self.state.documents.iter())
            .filter(|(_, d)| d.issued_seq > since)
            .map(|(id, d)| (d.issued_seq, id.clone(), d.version))
            .collect();
        void.sort();
        for (_, document, version) in &void {
            let (document, version, reason) = (document.clone(), *version, reason.clone());
            self.emit(Event::DocumentVoided { document, version, reason, at });
        }
        match void.first().map(|(_, document, _)| self.issuer(document)) {
            Some(Some(to)) if self.has_passed(to) => self.rewind(to),
            Some(_) | None => self.hold_anew(&field),
        }
    }

    /// Number of the event that recorded the field. Refuses a field that nobody has filled in yet, and a value that
    /// does not fit it.
    fn recorded_at(&self, field: &Id, value: &str) -> Result<u64, Refusal> {
        let here = self.def.steps.iter().filter_map(|s| Some((s, s.form.iter().find(|f| f.id == *field)?)));
        let mut asked = here.peekable();
        if asked.peek().is_none() {
            return Err(Refusal::Unknown(field.clone()));
        }
        let done = asked.filter_map(|(s, f)| Some((self.state.done.get(&s.id)?.seq, f)));
        let Some((seq, form)) = done.max_by_key(|(seq, _)| *seq) else {
            return Err(Refusal::Fields(vec![(field.clone(), "field-not-recorded")]));
        };
        match value_error(form, value) {
            Some(why) => Err(Refusal::Fields(vec![(field.clone(), why)])),
            None => Ok(seq),
        }
    }

    /// The step that issued the document last.
    fn issuer(&self, document: &Id) -> Option<&'a Step> {
        let issues = |s: &&Step| s.effects.iter().any(|e| matches!(e, Effect::Issue { document: d } if d == document));
        let done = self.def.steps.iter().filter(issues);
        done.filter_map(|s| Some((self.state.done.get(&s.id)?.seq, s))).max_by_key(|(seq, _)| *seq).map(|(_, s)| s)
    }

    /// Whether the case stands on that row or beyond: one that went back before it will come to it by itself.
    fn has_passed(&self, step: &Step) -> bool {
        let stands = self.state.token().and_then(|t| self.def.step(&t.step));
        stands.is_none_or(|s| s.row >= step.row)
    }

    fn rewind(&mut self, to: &'a Step) -> Result<(), Refusal> {
        self.cancel_timers();
        let from = self.state.token().map(|t| t.step.clone());
        self.emit(Event::Rewound { from, to: to.id.clone(), at: self.at });
        self.go(&to.id, None)
    }

    /// When the case waits for the day in that field: its clocks start again from the new day.
    fn hold_anew(&mut self, field: &Id) -> Result<(), Refusal> {
        let Some(token) = self.state.token().cloned() else { return Ok(()) };
        let step = self.step(&token.step)?;
        if !matches!(&step.wait, Some(Wait::UntilField(f)) if f == field) {
            return Ok(());
        }
        let held = self.held_until(step)?;
        let pending: Vec<usize> = self.state.timers.iter().filter_map(|t| t.deadline).collect();
        self.cancel_timers();
        if let Some(due_at) = held {
            self.set_timer(step, token.visit, None, due_at);
        }
        for (n, deadline) in step.deadlines.iter().enumerate().filter(|(n, _)| pending.contains(n)) {
            let due_at = self.due(deadline, held.unwrap_or(token.entered_at))?;
            self.set_timer(step, token.visit, Some(n), due_at);
        }
        Ok(())
    }
}
