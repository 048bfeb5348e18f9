//! Taking a running case over to another version of its procedure: what would happen, before it happens.
//!
//! Steps with the same id and of the same kind are the same step; whatever else has to be told step by step. Nothing
//! recorded is lost: data, papers and history stay. [`crate::engine::migrate`] carries a plan out.

use crate::definition::{Assignment, Deadline, DeadlineAction, Definition, Effect, Id, Step, StepKind, Wait};
use crate::state::{State, Status};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What happens to one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Where it stands.
    pub from: Id,
    /// Where it will stand.
    pub to: Id,
    /// Steps that are called otherwise now.
    pub steps: BTreeMap<Id, Id>,
    /// Tasks that go back to whoever may do the new step, because its roles are others.
    pub freed: Vec<Uuid>,
    /// Who loses a task so.
    pub freed_from: Option<Uuid>,
    /// Clocks that keep their instant, with the deadline of the new step that they are.
    pub kept: BTreeMap<Uuid, Option<usize>>,
    /// Clocks that the new step does not have.
    pub closed: Vec<Uuid>,
    /// Deadlines of the new step that begin to run.
    pub armed: Vec<usize>,
    /// Whether what holds the step is the same as before.
    pub keeps_wait: bool,
}

/// Why a case cannot go over. Nothing changes then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why", content = "what")]
pub enum Refused {
    /// The case is over or not yet open.
    NotOpen,
    /// The step where it stands, or its flow, is not in the new version: say which one it becomes.
    Unmapped(Id),
    /// The step named for it is not in the new version.
    Unknown(Id),
    /// Nobody does that row, so that no case can stand on it.
    NotATask(Id),
    /// That step belongs to another flow of the table.
    OtherFlow(Id),
    /// The case has a paper that the new version does not know.
    UnknownPaper(Id),
    /// The new version signs or files from there a paper that the case never got.
    PaperNotIssued(Id),
    /// The new version needs from there a field that the case never filled.
    FieldNotFilled(Id),
}

/// What going over from `old` to `new` does to a case in this state. `given` says which step an old one becomes, where
/// the ids alone do not.
///
/// # Errors
/// Why the case has to stay where it is.
pub fn plan(old: &Definition, new: &Definition, state: &State, given: &BTreeMap<Id, Id>) -> Result<Plan, Refused> {
    let token = state.token().filter(|_| matches!(state.status, Status::Open | Status::Suspended));
    let token = token.ok_or(Refused::NotOpen)?;
    if let Some(unknown) = given.values().find(|to| new.step(to).is_none()) {
        return Err(Refused::Unknown(unknown.clone()));
    }
    let map = Mapping { old, new, given };
    let flow = map.step(&state.flow).ok_or_else(|| Refused::Unmapped(state.flow.clone()))?;
    let to = map.step(&token.step).ok_or_else(|| Refused::Unmapped(token.step.clone()))?;
    if to.kind != StepKind::Task {
        return Err(Refused::NotATask(to.id.clone()));
    }
    let inside = new.flows.iter().find(|f| f.start == flow.id).ok_or_else(|| Refused::Unmapped(state.flow.clone()))?;
    if !inside.steps.contains(&to.id) {
        return Err(Refused::OtherFlow(to.id.clone()));
    }
    can_go_on(new, to, state)?;
    let was = old.step(&token.step);
    let mut plan = Plan {
        from: token.step.clone(),
        to: to.id.clone(),
        steps: map.renamed(),
        freed: Vec::new(),
        freed_from: None,
        kept: BTreeMap::new(),
        closed: Vec::new(),
        armed: Vec::new(),
        keeps_wait: was.is_some_and(|w| w.wait == to.wait),
    };
    map.clocks(state, was, to, &mut plan);
    if !was.is_some_and(|w| same_people(w, to)) {
        plan.freed = state.tasks.iter().filter(|t| t.owner.is_some() || !t.agreed.is_empty()).map(|t| t.id).collect();
        plan.freed_from = state.tasks.iter().find_map(|t| t.owner);
    }
    Ok(plan)
}

/// Which step each old one is.
struct Mapping<'a> {
    old: &'a Definition,
    new: &'a Definition,
    given: &'a BTreeMap<Id, Id>,
}

impl<'a> Mapping<'a> {
    fn step(&self, id: &str) -> Option<&'a Step> {
        if let Some(to) = self.given.get(id) {
            return self.new.step(to);
        }
        let same = self.new.step(id)?;
        let was = self.old.step(id)?;
        (std::mem::discriminant(&was.kind) == std::mem::discriminant(&same.kind)).then_some(same)
    }

    /// The steps that get another id.
    fn renamed(&self) -> BTreeMap<Id, Id> {
        let all = self.old.steps.iter().filter_map(|s| Some((s.id.clone(), self.step(&s.id)?.id.clone())));
        all.filter(|(from, to)| from != to).collect()
    }

    /// A clock that is the same one in the new step keeps running; the others end, and new ones begin.
    fn clocks(&self, state: &State, was: Option<&Step>, to: &Step, plan: &mut Plan) {
        let before: Vec<Option<Deadline>> =
            was.map(|w| w.deadlines.iter().map(|d| self.deadline(d)).collect()).unwrap_or_default();
        let mut free: BTreeSet<usize> = (0..before.len()).collect();
        let mut now: BTreeMap<usize, usize> = BTreeMap::new();
        for (m, deadline) in to.deadlines.iter().enumerate() {
            match free.iter().copied().find(|n| before[*n].as_ref() == Some(deadline)) {
                Some(n) => {
                    free.remove(&n);
                    now.insert(n, m);
                }
                None => plan.armed.push(m),
            }
        }
        for timer in &state.timers {
            match timer.deadline {
                None if plan.keeps_wait => drop(plan.kept.insert(timer.id, None)),
                Some(n) if now.contains_key(&n) => drop(plan.kept.insert(timer.id, now.get(&n).copied())),
                None | Some(_) => plan.closed.push(timer.id),
            }
        }
    }

    /// The deadline in the new version's words.
    fn deadline(&self, deadline: &Deadline) -> Option<Deadline> {
        let then = match &deadline.then {
            DeadlineAction::Go(to) => DeadlineAction::Go(self.step(to)?.id.clone()),
            DeadlineAction::Notify(roles) => DeadlineAction::Notify(roles.clone()),
        };
        Some(Deadline { then, ..deadline.clone() })
    }
}

/// Whether who has the step may keep it.
fn same_people(was: &Step, to: &Step) -> bool {
    let roles = |s: &Step| s.roles.iter().cloned().collect::<BTreeSet<_>>();
    let together = |s: &Step| s.assignment == Assignment::Everyone;
    roles(was) == roles(to) && together(was) == together(to)
}

/// Whether the case finds from there on what the new version counts on: the static checks promised it only to cases
/// that began with this version.
fn can_go_on(new: &Definition, to: &Step, state: &State) -> Result<(), Refused> {
    if let Some(unknown) = state.documents.keys().find(|d| !new.documents.contains_key(*d)) {
        return Err(Refused::UnknownPaper(unknown.clone()));
    }
    let issued = |d: &&Id| !state.documents.get(*d).is_some_and(crate::state::DocumentState::in_force);
    for document in new.documents.keys().filter(issued) {
        if ahead(new, to, |step| paper_at(step, document)) {
            return Err(Refused::PaperNotIssued(document.clone()));
        }
    }
    let fields = new.steps.iter().flat_map(|s| &s.form).map(|f| &f.id);
    for field in fields.filter(|f| !state.data.contains_key(*f)) {
        if ahead(new, to, |step| field_at(step, field)) {
            return Err(Refused::FieldNotFilled(field.clone()));
        }
    }
    Ok(())
}

/// What a step has to do with something that is missing.
enum Meets {
    Needs,
    Brings,
    Nothing,
}

fn paper_at(step: &Step, document: &Id) -> Meets {
    if step.signs.as_ref() == Some(document) {
        return Meets::Needs;
    }
    let first = step.effects.iter().find_map(|e| match e {
        Effect::Issue { document: d } if d == document => Some(Meets::Brings),
        Effect::File { document: d, .. } if d == document => Some(Meets::Needs),
        _ => None,
    });
    first.unwrap_or(Meets::Nothing)
}

fn field_at(step: &Step, field: &Id) -> Meets {
    if step.wait.as_ref().is_some_and(|w| matches!(w, Wait::UntilField(f) if f == field)) {
        return Meets::Needs;
    }
    match step.form.iter().find(|f| f.id == *field) {
        Some(asked) if asked.required => Meets::Brings,
        Some(_) => Meets::Nothing,
        None => {
            let wanted = step.decision.iter().flat_map(|d| &d.answers).any(|a| a.requires.contains(field));
            if wanted { Meets::Needs } else { Meets::Nothing }
        }
    }
}

/// Whether some way from the step meets the need before what brings it.
fn ahead(new: &Definition, from: &Step, meets: impl Fn(&Step) -> Meets) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(step) = open.pop() {
        if !seen.insert(&step.id) {
            continue;
        }
        match meets(step) {
            Meets::Needs => return true,
            Meets::Brings => {}
            Meets::Nothing => open.extend(step.successors().filter_map(|id| new.step(id))),
        }
    }
    false
}
