//! How a case and its paper stand, in words: the same on every page.

use crate::view::Mood;
use domain::{
    Source,
    cases::{Case, CaseStatus},
    papers::{Paper, PaperStatus},
    procedures,
    surveys::{self, model::Closing},
};
use kernel::{Msg, Result};
use procedure::{definition::Definition, engine};

/// How a case stands for whoever looks at it.
pub(crate) fn case_state(case: &Case, definition: &Definition) -> (Mood, Msg) {
    let step = case.step.as_deref().and_then(|s| definition.step(s));
    match case.status {
        CaseStatus::Closed => match closing(case, definition) {
            Some(Closing::Silent) => (Mood::Info, "case-is-closed-silent".into()),
            Some(Closing::Answered | Closing::Solved) => (Mood::Good, "case-is-closed".into()),
            None => (Mood::Good, "case-is-filed".into()),
        },
        CaseStatus::Annulled => (Mood::Bad, "case-is-annulled".into()),
        CaseStatus::Suspended => (Mood::Wait, "case-is-suspended".into()),
        CaseStatus::Open => match step {
            Some(step) if step.is_survey() => (Mood::Wait, "case-is-solved".into()),
            Some(step) if step.signs.is_some() => (Mood::Wait, "case-lacks-signature".into()),
            Some(step) if engine::is_queue(step) => (Mood::Wait, "case-is-waiting".into()),
            _ if case.owner_id.is_some() => (Mood::Info, "case-is-attended".into()),
            Some(step) => (Mood::Info, Msg::new("case-is-at").with("step", step.name())),
            None => (Mood::Info, "case-is-attended".into()),
        },
    }
}

/// How a case with a survey ended.
fn closing(case: &Case, definition: &Definition) -> Option<Closing> {
    if !surveys::model::has_survey(definition) {
        return None;
    }
    surveys::model::closing(definition, &serde_json::from_str(&case.state).ok()?)
}

/// The same for a case whose definition is not at hand.
pub(crate) async fn state_of(src: &impl Source, case: &Case) -> Result<(Mood, Msg)> {
    let version = procedures::query::get_version(src, case.definition_id).await?;
    Ok(case_state(case, &*procedures::query::definition(&version)?))
}

/// How the signature of a paper stands.
pub(crate) fn paper_state(paper: &Paper) -> (Mood, Msg) {
    match paper.status {
        PaperStatus::Issued => (Mood::Wait, "paper-issued".into()),
        PaperStatus::Signed => (Mood::Info, "paper-signed".into()),
        PaperStatus::Filed => (Mood::Good, "paper-filed".into()),
        PaperStatus::Voided => (Mood::Bad, "paper-is-voided".into()),
    }
}
