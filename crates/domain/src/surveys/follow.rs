//! Keeping surveys in step with their cases: in the transaction of whatever moves the case.

use super::{Survey, SurveyOutcome, model, query};
use crate::{
    cases::{self, Case, Free, Standing},
    mail,
    notices::{self, Telling},
    people,
};
use db::{Source as _, Tx, entity::survey};
use kernel::{Error, Result, permit::Permit, text::Arg};
use procedure::{
    definition::{DeadlineAction, Step},
    state::Event as Engine,
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

/// Asks, settles and withdraws surveys as these events of the case say.
pub(crate) async fn follow(tx: &mut Tx, standing: &mut Standing, events: &[Engine]) -> Result<()> {
    if !model::has_survey(&standing.definition) {
        return Ok(());
    }
    let definition = standing.definition.clone();
    let survey = |id: &str| definition.step(id).filter(|s| s.is_survey());
    for event in events {
        match event {
            Engine::Entered { step, visit, .. } => {
                if let Some(step) = survey(step) {
                    ask(tx, standing, step, *visit).await?;
                }
            }
            Engine::Completed { step, data, .. } => {
                if let Some(answer) = survey(step).and_then(|s| model::answer_in(s, data)) {
                    let outcome = if answer.satisfied { SurveyOutcome::Satisfied } else { SurveyOutcome::Unsatisfied };
                    let row = survey::ActiveModel {
                        score: Set(Some(answer.score)),
                        comment: Set(answer.comment),
                        answered_at: Set(Some(tx.now())),
                        ..ended(tx, outcome)
                    };
                    end(tx, standing, row).await?;
                }
            }
            Engine::Expired { step, .. } if survey(step).is_some() => {
                let row = ended(tx, SurveyOutcome::Silent);
                end(tx, standing, row).await?;
            }
            Engine::Annulled { .. } | Engine::Rewound { .. } => {
                let row = ended(tx, SurveyOutcome::Withdrawn);
                end(tx, standing, row).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn ended(tx: &Tx, outcome: SurveyOutcome) -> survey::ActiveModel {
    survey::ActiveModel { outcome: Set(outcome), ended_at: Set(Some(tx.now())), ..Default::default() }
}

/// Changes what is still open on the case; nothing when nothing is.
async fn end(tx: &mut Tx, standing: &Standing, row: survey::ActiveModel) -> Result<()> {
    let open = survey::Entity::update_many()
        .set(row)
        .filter(survey::Column::CaseId.eq(standing.case.id))
        .filter(survey::Column::Outcome.eq(SurveyOutcome::Open));
    tx.update(open).await.map(drop)
}

async fn ask(tx: &mut Tx, standing: &mut Standing, step: &Step, visit: u32) -> Result<()> {
    let goes = |n: Option<usize>| {
        n.and_then(|n| step.deadlines.get(n)).is_some_and(|d| matches!(d.then, DeadlineAction::Go(_)))
    };
    let clocks = standing.state.timers.iter().filter(|t| t.step == step.id && t.visit == visit && goes(t.deadline));
    let closes_at = clocks.map(|t| t.due_at).min();
    let row = Survey {
        id: tx.id(),
        institution_id: standing.case.institution_id,
        case_id: standing.case.id,
        step: step.id.clone(),
        visit: visit.into(),
        token: tx.random().secret(),
        outcome: SurveyOutcome::Open,
        asked_at: tx.now(),
        closes_at,
        score: None,
        comment: String::new(),
        answered_at: None,
        late: false,
        ended_at: None,
    };
    let survey = tx.insert(row.into_active_model()).await?;
    tell(tx, standing, step, &survey).await
}

/// Tells the requester, naming the exact instant of closing; without an account, by letter or by hand.
async fn tell(tx: &mut Tx, standing: &mut Standing, step: &Step, survey: &Survey) -> Result<()> {
    let institution = people::query::institution(tx).await?;
    let locale = kernel::Locale::from_tag(&institution.locale).unwrap_or_default();
    let zone = people::zone(&institution)?;
    let closes = survey.closes_at.map_or_else(|| "—".to_owned(), |at| zone.format(at, locale));
    let case = standing.case.clone();
    let values = [
        ("closes", closes.clone()),
        ("number", case.number.clone()),
        ("requester", case.requester_name.clone()),
        ("contact", case.contact.clone()),
    ];
    let what = Telling {
        kind: "survey".to_owned(),
        args: values.into_iter().map(|(k, v)| (k.to_owned(), Arg::Text(v))).collect(),
        case: Some(case.id),
        key: format!("survey/{}", survey.id),
        asks: false,
        any: false,
    };
    if case.requester_id.is_some() {
        return notices::tell_roles(tx, standing, Some(step), &["usuario_del_caso".to_owned()], what).await;
    }
    if mail_survey(tx, &case, survey, &closes).await? {
        let told = Free::Told { kind: what.kind, to: vec![case.requester_name] };
        return cases::record(tx, standing, &[told]).await;
    }
    let what = Telling { kind: "survey-by-hand".to_owned(), ..what };
    let told = notices::tell_permit(tx, Permit::CorrectCases, &what).await?;
    let names = people::query::person_names(tx, told).await?.into_values().collect();
    let free = Free::NotTold { role: case.requester_name, instead: names };
    cases::record(tx, standing, &[free]).await
}

/// Puts the letter with the survey's link and closing instant into the outbox, in this transaction. `false` when the requester
/// has no address that letters reach, so that somebody hands the link over.
async fn mail_survey(tx: &mut Tx, case: &Case, survey: &Survey, closes: &str) -> Result<bool> {
    let args = vec![("link", Arg::Text(format!("/survey/{}", survey.token))), ("closes", Arg::from(closes))];
    mail::tell_requester(tx, case, "survey", format!("survey/{}", survey.id), args).await
}

/// Refuses a step that is a survey about the actor's own work (lessons 27: a technician does not rate himself).
pub(crate) async fn refuse_own_work(tx: &Tx, standing: &Standing, step: &str) -> Result<()> {
    if !standing.definition.step(step).is_some_and(Step::is_survey) {
        return Ok(());
    }
    let attended = model::attended(&standing.definition, &cases::query::history(tx, &standing.case).await?);
    match query::latest(tx, standing.case.id).await? {
        Some(survey) => model::may_answer(&survey, tx.actor().person, &attended),
        None => Err(Error::conflict("task-over")),
    }
}
