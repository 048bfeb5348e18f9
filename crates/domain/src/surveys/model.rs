//! What a survey's answer is and how a case was closed. Pure.

use super::{Survey, SurveyOutcome};
use crate::cases::{Event, Happening};
use kernel::{Error, Result};
use procedure::{
    definition::{Definition, FieldKind, Step},
    state::{Data, Event as Engine, State},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How a case with a survey stands or ended, told apart because only one of them is a satisfied requester.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closing {
    /// Solved; the survey is out.
    Solved,
    /// Closed by the answer.
    Answered,
    /// Closed because nobody answered in time.
    Silent,
}

/// Score and comment of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub score: i64,
    pub comment: String,
    pub satisfied: bool,
}

/// Reads an answer at a survey step. `None` when it has no score.
pub fn answer_in(step: &Step, data: &Data) -> Option<Answer> {
    let decision = step.decision.as_ref()?;
    let value = data.get(decision.by.as_ref()?)?;
    let satisfied = !decision.answer_of(value)?.back;
    let words = step.form.iter().find(|f| matches!(f.kind, FieldKind::Text | FieldKind::Line));
    let comment = words.and_then(|f| data.get(&f.id)).map_or_else(String::new, |t| t.trim().to_owned());
    Some(Answer { score: value.trim().parse().ok()?, comment, satisfied })
}

/// What the form of a survey refuses, each at its field.
pub fn check(step: &Step, data: &Data) -> Result<Answer> {
    let wrong = step.form.iter().filter_map(|f| {
        let why = procedure::engine::value_error(f, data.get(&f.id).map_or("", |v| v.trim()))?;
        Some((f.id.clone().into(), why.into()))
    });
    let wrong: Vec<_> = wrong.collect();
    if !wrong.is_empty() {
        return Err(Error::fields(wrong));
    }
    answer_in(step, data).ok_or_else(|| Error::invalid("survey-has-no-score"))
}

/// How the case stands towards its survey; `None` when its flow has none, or it was not solved yet.
pub fn closing(definition: &Definition, state: &State) -> Option<Closing> {
    let survey =
        definition.flow(&state.flow)?.steps.iter().filter_map(|s| definition.step(s)).find(|s| s.is_survey())?;
    if let Some(token) = state.token() {
        return (token.step == survey.id).then_some(Closing::Solved);
    }
    state.visits.get(&survey.id)?;
    let answered = state.done.get(&survey.id).map_or(0, |d| d.seq);
    let last = state.done.values().map(|d| d.seq).max().unwrap_or(0);
    Some(if answered == last { Closing::Answered } else { Closing::Silent })
}

/// Whether the definition has a survey in any flow.
pub fn has_survey(definition: &Definition) -> bool {
    definition.steps.iter().any(Step::is_survey)
}

/// Everybody who did a step of the case that is not the requester's own: none of them answers its survey.
pub fn attended(definition: &Definition, history: &[(Event, Happening)]) -> BTreeSet<Uuid> {
    let own = |id: &str| definition.step(id).is_some_and(|s| s.roles == ["usuario_del_caso"]);
    let did =
        history.iter().filter_map(|(_, what)| match what {
            Happening::Engine(
                Engine::Completed { step, by: Some(by), .. } | Engine::Agreed { step, by: Some(by), .. },
            ) if !own(step) => Some(*by),
            Happening::Engine(_) | Happening::Free(_) => None,
        });
    did.collect()
}

/// Refuses an answer by whoever attended the case, and a second one.
pub fn may_answer(survey: &Survey, person: Option<Uuid>, attended: &BTreeSet<Uuid>) -> Result<()> {
    if person.is_some_and(|p| attended.contains(&p)) {
        return Err(Error::forbidden("survey-own-work"));
    }
    if survey.answered_at.is_some() {
        return Err(Error::conflict("survey-answered"));
    }
    match survey.outcome {
        SurveyOutcome::Open | SurveyOutcome::Silent => Ok(()),
        SurveyOutcome::Satisfied | SurveyOutcome::Unsatisfied => Err(Error::conflict("survey-answered")),
        SurveyOutcome::Withdrawn => Err(Error::conflict("survey-withdrawn")),
    }
}
