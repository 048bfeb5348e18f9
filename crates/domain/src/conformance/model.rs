//! What the history of one case says about how its procedure was followed. Pure.

use crate::cases::{CaseStatus, Event, Happening};
use kernel::time::Instant;
use procedure::{
    definition::{DeadlineAction, Definition, Effect, FieldKind, Step, StepKind},
    state::{Data, Event as Engine},
};
use std::collections::{BTreeMap, BTreeSet};

/// What is worth knowing about a case besides that it went its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Ended, every step of its way done and recorded, nothing annulled or voided.
    Followed,
    /// Went back to a step as the procedure provides.
    Loops,
    /// Taken before an older one, with a reason.
    OutOfTurn,
    /// A clock of the procedure ran out and somebody was told.
    Late,
    /// A clock left a step that nobody had done.
    Expired,
    /// A record was changed afterwards.
    Corrected,
    Annulled,
    /// A step without its doer, an obligatory field, a paper, a signature or its filing is missing.
    Unrecorded,
}

impl Mark {
    pub const ALL: [Self; 8] = [
        Self::Followed,
        Self::Loops,
        Self::OutOfTurn,
        Self::Late,
        Self::Expired,
        Self::Corrected,
        Self::Annulled,
        Self::Unrecorded,
    ];

    /// Its name in addresses and text keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Followed => "followed",
            Self::Loops => "loops",
            Self::OutOfTurn => "out-of-turn",
            Self::Late => "late",
            Self::Expired => "expired",
            Self::Corrected => "corrected",
            Self::Annulled => "annulled",
            Self::Unrecorded => "unrecorded",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.name() == name)
    }
}

/// Why a case has a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub mark: Mark,
    /// Id of the step or document that it is about; empty for the case.
    pub about: String,
    /// In the words of whoever gave it; empty when nobody had to.
    pub said: String,
}

/// What was seen of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    pub marks: BTreeSet<Mark>,
    pub reasons: Vec<Reason>,
    /// How often each step was entered again as the procedure provides.
    pub again: BTreeMap<String, u32>,
    /// Each time that a step was done: from when to when.
    pub spans: Vec<(String, Instant, Instant)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Papers {
    issued: bool,
    signed: bool,
    filed: bool,
}

/// What is known while the events are read.
struct Reader<'a> {
    definition: &'a Definition,
    look: Look,
    data: Data,
    entered: BTreeMap<(String, u32), Instant>,
    done: BTreeSet<String>,
    papers: BTreeMap<String, Papers>,
    timers: BTreeMap<uuid::Uuid, (String, usize)>,
    /// A correction took the case back over steps that it has been to.
    redoing: bool,
    voided: bool,
}

/// Reads the history of a case that runs by `definition`.
pub fn look(definition: &Definition, history: &[(Event, Happening)], status: CaseStatus) -> Look {
    let mut reader = Reader {
        definition,
        look: Look::default(),
        data: Data::new(),
        entered: BTreeMap::new(),
        done: BTreeSet::new(),
        papers: BTreeMap::new(),
        timers: BTreeMap::new(),
        redoing: false,
        voided: false,
    };
    for (_, what) in history {
        if let Happening::Engine(event) = what {
            reader.read(event);
        }
    }
    if status == CaseStatus::Closed {
        reader.settle();
    }
    let broken = [Mark::Expired, Mark::Annulled, Mark::Unrecorded];
    let kept = !reader.voided && broken.iter().all(|m| !reader.look.marks.contains(m));
    if status == CaseStatus::Closed && kept {
        reader.look.marks.insert(Mark::Followed);
    }
    reader.look
}

impl Reader<'_> {
    fn mark(&mut self, mark: Mark, about: &str, said: &str) {
        self.look.marks.insert(mark);
        self.look.reasons.push(Reason { mark, about: about.to_owned(), said: said.to_owned() });
    }

    fn read(&mut self, event: &Engine) {
        match event {
            Engine::Opened { data, .. } | Engine::Agreed { data, .. } => self.data.extend(data.clone()),
            Engine::Entered { step, visit, at, .. } => self.enter(step, *visit, *at),
            Engine::Completed { step, visit, by, answer, data, at, .. } => {
                self.data.extend(data.clone());
                self.complete(step, (*visit, *at), by.is_some(), answer.as_deref());
            }
            Engine::Expired { step, visit, .. } => {
                self.entered.remove(&(step.clone(), *visit));
                self.mark(Mark::Expired, step, "");
            }
            Engine::Taken { step, reason: Some(reason), .. } => self.mark(Mark::OutOfTurn, step, reason),
            Engine::TimerSet { timer, step, deadline: Some(n), .. } => {
                self.timers.insert(*timer, (step.clone(), *n));
            }
            Engine::TimerFired { timer, .. } => self.fired(*timer),
            Engine::Corrected { field, value, reason, .. } => {
                self.data.insert(field.clone(), value.clone());
                self.mark(Mark::Corrected, field, reason);
            }
            Engine::Rewound { from, .. } => {
                self.redoing = true;
                // What it left open is not a step that nobody did.
                self.entered.retain(|(step, _), _| Some(step) != from.as_ref());
            }
            Engine::Annulled { reason, .. } => self.mark(Mark::Annulled, "", reason),
            Engine::Migrated { steps, .. } => self.rename(steps),
            Engine::DocumentIssued { document, .. } => {
                self.papers.insert(document.clone(), Papers { issued: true, ..Papers::default() });
            }
            Engine::DocumentSigned { document, .. } => self.papers.entry(document.clone()).or_default().signed = true,
            Engine::DocumentFiled { document, .. } => self.papers.entry(document.clone()).or_default().filed = true,
            Engine::DocumentVoided { document, .. } => {
                self.papers.remove(document);
                self.voided = true;
            }
            Engine::DocumentNumbered { .. }
            | Engine::MessageAwaited { .. }
            | Engine::MessageArrived { .. }
            | Engine::TimerSet { deadline: None, .. }
            | Engine::TimerCancelled { .. }
            | Engine::Taken { reason: None, .. }
            | Engine::Released { .. }
            | Engine::Assigned { .. }
            | Engine::EffectDue { .. }
            | Engine::Suspended { .. }
            | Engine::Resumed { .. }
            | Engine::Closed { .. } => {}
        }
    }

    fn enter(&mut self, step: &str, visit: u32, at: Instant) {
        if visit == 1 {
            self.redoing = false;
        } else if !self.redoing {
            *self.look.again.entry(step.to_owned()).or_default() += 1;
            self.mark(Mark::Loops, step, "");
        }
        self.entered.insert((step.to_owned(), visit), at);
    }

    fn complete(&mut self, id: &str, (visit, at): (u32, Instant), named: bool, answer: Option<&str>) {
        let first = self.done.is_empty();
        self.done.insert(id.to_owned());
        if let Some(since) = self.entered.remove(&(id.to_owned(), visit)) {
            self.look.spans.push((id.to_owned(), since, at));
        }
        let Some(step) = self.definition.step(id) else { return };
        // The public asks without a name of ours, and an inked signature is brought by its scan.
        let missing = missing(step, &self.data, answer);
        if (!named && !first && step.signs.is_none()) || missing {
            self.mark(Mark::Unrecorded, id, "");
        }
    }

    fn fired(&mut self, timer: uuid::Uuid) {
        let Some((step, n)) = self.timers.remove(&timer) else { return };
        let deadline = self.definition.step(&step).and_then(|s| s.deadlines.get(n));
        if deadline.is_some_and(|d| matches!(d.then, DeadlineAction::Notify(_))) {
            self.mark(Mark::Late, &step, "");
        }
    }

    /// From here on the steps are called as in the version that the case follows now.
    fn rename(&mut self, steps: &BTreeMap<String, String>) {
        let now = |step: String| steps.get(&step).cloned().unwrap_or(step);
        self.entered = std::mem::take(&mut self.entered).into_iter().map(|((s, v), at)| ((now(s), v), at)).collect();
        self.done = std::mem::take(&mut self.done).into_iter().map(now).collect();
        self.timers = std::mem::take(&mut self.timers).into_iter().map(|(t, (s, n))| (t, (now(s), n))).collect();
        let look = &mut self.look;
        look.again = std::mem::take(&mut look.again).into_iter().map(|(s, n)| (now(s), n)).collect();
        look.spans = std::mem::take(&mut look.spans).into_iter().map(|(s, a, b)| (now(s), a, b)).collect();
    }

    /// What has to be there once the case has ended.
    fn settle(&mut self) {
        let definition = self.definition;
        let human = |id: &str| definition.step(id).is_some_and(|s| s.kind == StepKind::Task);
        let undone: Vec<String> = self.entered.keys().map(|(step, _)| step.clone()).filter(|s| human(s)).collect();
        let mut lacking = undone;
        for step in definition.steps.iter().filter(|s| self.done.contains(&s.id)) {
            let paper = |document: &str| self.papers.get(document).copied().unwrap_or_default();
            lacking.extend(step.signs.iter().filter(|d| !paper(d).signed).cloned());
            lacking.extend(step.effects.iter().filter_map(|e| match e {
                Effect::Issue { document } if !paper(document).issued => Some(document.clone()),
                Effect::File { document, .. } if !paper(document).filed => Some(document.clone()),
                Effect::Number { .. }
                | Effect::Issue { .. }
                | Effect::File { .. }
                | Effect::Notify { .. }
                | Effect::Register { .. } => None,
            }));
        }
        for about in lacking {
            self.mark(Mark::Unrecorded, &about, "");
        }
    }
}

/// Whether an obligatory record of the step is empty, of those that are kept as values.
fn missing(step: &Step, data: &Data, answer: Option<&str>) -> bool {
    let asked = step.decision.iter().flat_map(|d| &d.answers).filter(|a| Some(a.label.as_str()) == answer);
    let asked: BTreeSet<&String> = asked.flat_map(|a| &a.requires).collect();
    let obligatory = step.form.iter().filter(|f| (f.required || asked.contains(&f.id)) && f.kind != FieldKind::Files);
    obligatory.into_iter().any(|f| data.get(&f.id).is_none_or(|v| v.trim().is_empty()))
}
