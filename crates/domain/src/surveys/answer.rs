//! Answering by the link.

use super::{Survey, SurveyOutcome, model, query};
use crate::{
    Office,
    cases::{self, CaseStatus, Free, Standing},
};
use db::{Source as _, Tx, entity::survey};
use kernel::{Error, Locale, Result, permit::Actor};
use procedure::{definition::Step, state::Data};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

/// What an answer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// The case is closed.
    Closed,
    /// It went back to be attended again.
    Back,
    /// It came after the end and is kept beside the case.
    Late,
}

/// Answers the survey of this link: the link is the permit, and it serves once. Performs the step as the page of the
/// case would; after the closing instant the answer is only kept. `signed` is who is signed in where the link was
/// opened. Refuses wrong fields by name, a used or withdrawn link with Conflict, and whoever attended the case with
/// Forbidden.
pub async fn answer(office: &Office, signed: Option<Uuid>, token: &str, data: Data) -> Result<Answered> {
    let survey = query::by_token(&office.read(&Actor::system(Uuid::nil())), token).await?;
    if survey.outcome == SurveyOutcome::Open && survey.closes_at.is_some_and(|at| at <= office.now()) {
        // The clock rang while nobody listened: first it closes the case, then this is late.
        close_on_time(office, &survey).await?;
    }
    let requester = Actor::public(survey.institution_id.0, "", Locale::Es);
    let mut tx = office.write(&requester).await?;
    let survey = query::by_token(&tx, token).await?;
    let standing = cases::load_any(&tx, survey.case_id).await?;
    let attended = model::attended(&standing.definition, &cases::query::history(&tx, &standing.case).await?);
    model::may_answer(&survey, signed, &attended)?;
    let done = match task_of(&standing, &survey) {
        Some(task) => {
            let done = cases::perform_by_link(&mut tx, standing, task, data).await?;
            if done.case.status == CaseStatus::Closed { Answered::Closed } else { Answered::Back }
        }
        None => keep_late(&mut tx, standing, &survey, &data).await?,
    };
    tx.commit().await?;
    Ok(done)
}

/// The open task of this very round of the survey.
fn task_of(standing: &Standing, survey: &Survey) -> Option<Uuid> {
    let token = standing.state.token()?;
    let here = standing.definition.step(&token.step).is_some_and(Step::is_survey);
    (here && i64::from(token.visit) == survey.visit).then(|| standing.state.tasks.first().map(|t| t.id)).flatten()
}

async fn close_on_time(office: &Office, survey: &Survey) -> Result<()> {
    let mut tx = office.write(&Actor::system(survey.institution_id.0)).await?;
    let standing = cases::load_any(&tx, survey.case_id).await?;
    let rung = standing.state.timers.iter().find(|t| Some(t.due_at) == survey.closes_at).map(|t| t.id);
    if let (Some(_), Some(timer)) = (task_of(&standing, survey), rung) {
        cases::fire_timer(&mut tx, survey.case_id, timer).await?;
    }
    tx.commit().await
}

async fn keep_late(tx: &mut Tx, mut standing: Standing, survey: &Survey, data: &Data) -> Result<Answered> {
    if survey.outcome == SurveyOutcome::Open {
        // Suspended, or gone elsewhere: there is nothing to answer now.
        return Err(Error::conflict("survey-not-now"));
    }
    let step = standing.definition.step(&survey.step).filter(|s| s.is_survey());
    let step = step.or_else(|| standing.definition.steps.iter().find(|s| s.is_survey()));
    let answer = model::check(step.ok_or_else(|| Error::conflict("survey-withdrawn"))?, data)?;
    let row = survey::ActiveModel {
        score: Set(Some(answer.score)),
        comment: Set(answer.comment.clone()),
        answered_at: Set(Some(tx.now())),
        late: Set(true),
        ..Default::default()
    };
    let unanswered = survey::Entity::update_many()
        .set(row)
        .filter(survey::Column::Id.eq(survey.id))
        .filter(survey::Column::AnsweredAt.is_null());
    tx.swap(unanswered).await?;
    let free = Free::SurveyedLate { score: answer.score, comment: answer.comment };
    cases::record(tx, &mut standing, &[free]).await?;
    Ok(Answered::Late)
}
