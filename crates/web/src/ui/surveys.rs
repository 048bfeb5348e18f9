//! The survey that closes a case: by its link, without signing in, never by who attended it.

use super::fields;
use crate::{
    ctx::{Guest, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Form, SurveyForm},
};
use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect},
};
use domain::{
    Read,
    cases::{self, query::CaseView},
    people,
    surveys::{self, Survey, SurveyOutcome},
};
use kernel::{Error, Msg, permit::Actor, time::Zone};
use procedure::definition::Step;
use uuid::Uuid;

/// A survey with its case, read for its own institution.
struct Asked {
    read: Read,
    survey: Survey,
    view: CaseView,
    zone: Zone,
}

impl Asked {
    /// NotFound for a link that leads to none; Forbidden when who attended the case is signed in here.
    async fn of(guest: &Guest, token: &str) -> Result<Self, Error> {
        let office = &guest.state.office;
        let survey = surveys::query::by_token(&office.read(&Actor::system(Uuid::nil())), token).await?;
        let read = office.read(&Actor::system(survey.institution_id.0));
        let view = cases::query::view(&read, survey.case_id).await?;
        let attended = surveys::model::attended(&view.definition, &view.history);
        if signed(guest).is_some_and(|p| attended.contains(&p)) {
            return Err(Error::forbidden("survey-own-work"));
        }
        let zone = people::zone(&people::query::institution(&read).await?)?;
        Ok(Self { read, survey, view, zone })
    }

    fn step(&self) -> Option<&Step> {
        let definition = &self.view.definition;
        let asked = definition.step(&self.survey.step).filter(|s| s.is_survey());
        asked.or_else(|| definition.steps.iter().find(|s| s.is_survey()))
    }

    async fn page(&self, guest: &Guest, form: Form) -> Result<SurveyForm, Error> {
        let (survey, number) = (&self.survey, self.view.case.number.as_str());
        let say = |msg: Msg| kernel::text::say(guest.locale, &msg);
        let at = |at| self.zone.format(at, guest.locale);
        let about = |key: &'static str| Msg::new(key).with("number", number);
        let (said, thanks, asks) = match (survey.outcome, survey.answered_at) {
            (SurveyOutcome::Open, _) => (None, false, true),
            (SurveyOutcome::Satisfied, _) => (Some(about("survey-closed")), true, false),
            (SurveyOutcome::Unsatisfied, _) => (Some(about("survey-back")), true, false),
            (SurveyOutcome::Silent, Some(_)) => (Some(about("survey-late")), true, false),
            (SurveyOutcome::Silent, None) => {
                let closed = survey.closes_at.or(survey.ended_at).map(at).unwrap_or_default();
                (Some(about("survey-silent").with("at", closed)), false, true)
            }
            (SurveyOutcome::Withdrawn, _) => (Some(about("survey-gone")), false, false),
        };
        let until = survey.closes_at.filter(|_| said.is_none()).map(|c| Msg::new("survey-until").with("closes", at(c)));
        let mut specs = fields::specs(&self.read, self.step().map_or(&[][..], |s| &s.form)).await?;
        let scale = self.step().and_then(|s| s.decision.as_ref()?.by.clone());
        for spec in specs.iter_mut().filter(|s| s.hint.is_empty() && Some(&s.name) == scale.as_ref()) {
            spec.hint = say(Msg::new("survey-scale"));
        }
        Ok(SurveyForm {
            number: number.to_owned(),
            kind: self.view.case.subject.clone(),
            href: urls::survey(&survey.token),
            until: until.map(say).unwrap_or_default(),
            said: said.map(say).unwrap_or_default(),
            thanks,
            asks,
            form: form.in_order(&specs),
            fields: specs,
        })
    }
}

fn signed(guest: &Guest) -> Option<Uuid> {
    guest.signed.as_ref().and_then(|(actor, _)| actor.person)
}

pub(crate) async fn show(guest: Guest, Path(token): Path<String>) -> Answer {
    let page = Asked::of(&guest, &token).await?.page(&guest, Form::default()).await?;
    guest.page(&page).await
}

pub(crate) async fn answer(guest: Guest, Path(token): Path<String>, sent: Sent) -> Answer {
    let asked = Asked::of(&guest, &token).await?;
    let data = fields::filled(asked.step().map_or(&[][..], |s| &s.form), &sent);
    match surveys::answer(&guest.state.office, signed(&guest), &token, data).await {
        Ok(_) => Ok(Redirect::to(&urls::survey(&token)).into_response()),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = Asked::of(&guest, &token).await?.page(&guest, form).await?;
            guest.page_as(status, &page).await
        }
    }
}
