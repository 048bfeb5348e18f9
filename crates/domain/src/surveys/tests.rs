//! Golden scenario S9 and what users of other desks complain about (lessons.md §3, rows 1, 21 and 27), on a moved clock.

use super::{Answered, Survey, SurveyOutcome, answer, model::Closing, query};
use crate::{
    CaseId,
    cases::{self, CaseStatus, query as case_query},
    desk::{self, Request},
    fixtures::{Fixture, actor, add, key, kind, office},
    jobs, manuals, notices, papers,
};
use kernel::{Kind, Locale, Result, permit::Actor, sheet, time::instant};
use procedure::state::Data;

const SUPPORT: &str = include_str!("../../../../procedures/indupal/soporte.yaml");

/// INDUPAL's procedure in the office of the fixture: open on weekdays 8–12 and 13–16, UTC-6.
struct Desk {
    f: Fixture,
    mesa: Actor,
    teo: Actor,
    coco: Actor,
}

async fn desk() -> Desk {
    let f = office().await;
    let mut tx = f.tx(&f.admin).await;
    manuals::install_pack(&mut tx, "indupal").await.unwrap();
    tx.commit().await.unwrap();
    f.put_in_force(SUPPORT).await;
    let person = async |name: &str, user: &str, role: &str| {
        let id = add(&f.office, &f.admin, name, user, role, "tim").await.unwrap();
        actor(&f.office, &f.admin, id).await
    };
    let (mesa, teo, coco) = (
        person("Mesa Uno", "mesa", "mesa_ayuda").await,
        person("Teo Gil", "teo", "tecnico").await,
        person("Coco Ruiz", "coco", "coordinador").await,
    );
    Desk { f, mesa, teo, coco }
}

fn data(fields: &[(&str, &str)]) -> Data {
    fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

impl Desk {
    fn asked(&self) -> Data {
        data(&[("area", &self.f.treasury.to_string()), ("solicitud", "No imprime")])
    }

    /// A request by `who`, or from the public form.
    async fn asks(&self, who: Option<&Actor>) -> CaseId {
        let public = Actor::public(self.f.admin.institution, "", Locale::Es);
        let mut tx = self.f.tx(who.unwrap_or(&public)).await;
        let (name, contact) = ("Ema Soto".to_owned(), "ema@vecina.example".to_owned());
        let request =
            Request { procedure: "soporte".to_owned(), data: self.asked(), name, contact, ..Request::default() };
        let case = desk::ask(&mut tx, request).await.unwrap().case.id;
        tx.commit().await.unwrap();
        case
    }

    async fn does(&self, who: &Actor, case: CaseId, said: Option<&str>, fields: Data) -> Result<()> {
        let task = self.f.task(case).await;
        let mut tx = self.f.tx(who).await;
        cases::complete(&mut tx, task, said.map(str::to_owned), fields).await?;
        tx.commit().await
    }

    async fn attends(&self, who: &Actor, case: CaseId) {
        self.does(who, case, Some("No"), data(&[("evaluacion", "Tinta")])).await.unwrap();
        self.does(who, case, None, data(&[("solucion", "Cartucho"), ("verificado", "si")])).await.unwrap();
    }

    /// A case that waits for its survey.
    async fn solved(&self, requester: Option<&Actor>) -> CaseId {
        let case = self.asks(requester).await;
        self.does(&self.mesa, case, None, self.asked()).await.unwrap();
        let class = data(&[("tipo_servicio", "Telefonía IP"), ("nivel", "Alto")]);
        self.does(&self.mesa, case, None, class).await.unwrap();
        self.attends(&self.teo, case).await;
        case
    }

    async fn survey(&self, case: CaseId) -> Survey {
        query::latest(&self.f.office.read(&self.f.admin), case).await.unwrap().unwrap()
    }

    async fn status(&self, case: CaseId) -> CaseStatus {
        jobs::drain(&self.f.office).await.unwrap();
        self.f.case(case).await.status
    }

    async fn closing(&self, case: CaseId) -> Option<Closing> {
        let view = case_query::view(&self.f.office.read(&self.coco), case).await.unwrap();
        super::model::closing(&view.definition, &view.state)
    }

    fn at(&self, utc: &str) {
        self.f.office.clock.set(instant(utc));
    }
}

// Row 1: two days that ignore the calendar close on Saturday what was solved on Thursday.
#[tokio::test]
async fn s9_solved_on_thursday_it_closes_at_the_end_of_monday_without_an_answer_and_a_late_one_is_kept() {
    let d = desk().await;
    d.at("2026-03-05T16:00:00Z");
    let case = d.solved(None).await;
    let survey = d.survey(case).await;
    assert_eq!(survey.closes_at, Some(instant("2026-03-09T22:00:00Z")));
    assert_eq!(d.closing(case).await, Some(Closing::Solved));
    for still in ["2026-03-07T18:00:00Z", "2026-03-09T21:59:59Z"] {
        d.at(still);
        assert_eq!(d.status(case).await, CaseStatus::Open, "{still}");
    }
    d.at("2026-03-09T22:00:00Z");
    assert_eq!(d.status(case).await, CaseStatus::Closed);
    assert_eq!((d.survey(case).await.outcome, d.closing(case).await), (SurveyOutcome::Silent, Some(Closing::Silent)));
    let before = d.f.case(case).await;
    d.at("2026-03-12T15:00:00Z");
    let late = data(&[("calidad", "1"), ("comentario", "Sigue igual")]);
    assert_eq!(answer(&d.f.office, None, &survey.token, late.clone()).await.unwrap(), Answered::Late);
    let after = d.f.case(case).await;
    assert_eq!((after.status, after.closed_at, after.state), (before.status, before.closed_at, before.state));
    let kept = d.survey(case).await;
    assert_eq!(
        (kept.outcome, kept.late, kept.score, kept.comment.as_str()),
        (SurveyOutcome::Silent, true, Some(1), "Sigue igual")
    );
    assert_eq!(key(answer(&d.f.office, None, &survey.token, late).await), "survey-answered");
    assert_eq!(d.f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn an_answer_after_the_closing_instant_is_late_even_while_no_worker_has_looked() {
    let d = desk().await;
    d.at("2026-03-05T16:00:00Z");
    let case = d.solved(None).await;
    d.at("2026-03-09T22:00:00Z");
    let token = d.survey(case).await.token;
    assert_eq!(answer(&d.f.office, None, &token, data(&[("calidad", "5")])).await.unwrap(), Answered::Late);
    let kept = d.survey(case).await;
    assert_eq!((kept.outcome, d.f.case(case).await.status), (SurveyOutcome::Silent, CaseStatus::Closed));
}

// Rows 21 and 27: no account is needed, the link serves once, and nobody rates their own work.
#[tokio::test]
async fn the_answer_by_the_link_closes_the_case_once_and_never_by_who_attended_it() {
    let d = desk().await;
    let case = d.solved(None).await;
    let token = d.survey(case).await.token;
    let good = || data(&[("calidad", "5")]);
    for attended in [&d.teo, &d.mesa] {
        assert_eq!(key(answer(&d.f.office, attended.person, &token, good()).await), "survey-own-work");
    }
    let refused = answer(&d.f.office, None, &token, data(&[("comentario", "Bien")])).await.unwrap_err();
    assert_eq!(refused.fields[0].0, "calidad");
    assert_eq!(kind(answer(&d.f.office, None, "otra", good()).await), Kind::NotFound);
    assert_eq!(answer(&d.f.office, None, &token, good()).await.unwrap(), Answered::Closed);
    assert_eq!(key(answer(&d.f.office, None, &token, good()).await), "survey-answered");
    let survey = d.survey(case).await;
    assert_eq!((survey.outcome, survey.score, survey.late), (SurveyOutcome::Satisfied, Some(5), false));
    assert_eq!((d.status(case).await, d.closing(case).await), (CaseStatus::Closed, Some(Closing::Answered)));
    let mut tx = d.f.tx(&d.coco).await;
    let mended = cases::correct(&mut tx, case, "calidad".to_owned(), "4".to_owned(), "Mejor".to_owned()).await;
    assert_eq!(key(mended), "survey-stays");
}

#[tokio::test]
async fn a_bad_answer_sends_the_case_back_with_its_comment_and_the_next_round_asks_anew() {
    let d = desk().await;
    let case = d.solved(None).await;
    let first = d.survey(case).await;
    let bad = data(&[("calidad", "2"), ("comentario", "Sigue igual")]);
    assert_eq!(answer(&d.f.office, None, &first.token, bad).await.unwrap(), Answered::Back);
    let row = d.f.case(case).await;
    assert_eq!((row.step.as_deref(), row.status), (Some("atender"), CaseStatus::Open));
    let view = case_query::view(&d.f.office.read(&d.coco), case).await.unwrap();
    assert_eq!(view.state.data["comentario"], "Sigue igual");
    d.attends(&d.teo, case).await;
    let second = d.survey(case).await;
    assert_ne!(first.token, second.token);
    assert_eq!(answer(&d.f.office, None, &second.token, data(&[("calidad", "4")])).await.unwrap(), Answered::Closed);
    let all = query::of_case(&d.f.office.read(&d.f.admin), case).await.unwrap();
    let outcomes: Vec<_> = all.iter().map(|s| (s.outcome, s.score)).collect();
    assert_eq!(outcomes, [(SurveyOutcome::Unsatisfied, Some(2)), (SurveyOutcome::Satisfied, Some(4))]);
    assert_eq!(key(answer(&d.f.office, None, &first.token, data(&[("calidad", "5")])).await), "survey-answered");
    assert_eq!(d.f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_technician_who_asked_for_and_attended_a_service_does_not_rate_it_on_the_page_either() {
    let d = desk().await;
    let case = d.solved(Some(&d.teo)).await;
    let rated = d.does(&d.teo, case, None, data(&[("calidad", "5")])).await;
    assert_eq!(key(rated), "survey-own-work");
    let other = d.solved(Some(&d.f.ana)).await;
    d.does(&d.f.ana, other, None, data(&[("calidad", "5")])).await.unwrap();
    assert_eq!(d.survey(other).await.outcome, SurveyOutcome::Satisfied);
}

// Row 1: who is asked learns the exact instant of closing.
#[tokio::test]
async fn the_notice_and_the_paper_name_the_exact_closing_instant_and_the_paper_has_the_link() {
    let d = desk().await;
    d.at("2026-03-05T16:00:00Z");
    let case = d.solved(None).await;
    let told = notices::query::list_unread(&d.f.office.read(&d.coco), None).await.unwrap().rows;
    let by_hand = told.iter().find(|n| n.kind == "survey-by-hand").unwrap();
    assert!(by_hand.args.contains("09/03/2026 16:00") && by_hand.args.contains("ema@vecina.example"));
    let paper = d.f.paper(case).await;
    let printed: sheet::Paper = serde_json::from_str(&paper.sheet).unwrap();
    let code = printed.of_case().unwrap().survey.clone().unwrap();
    assert!(code.words.contains("09/03/2026 16:00"), "{}", code.words);
    assert_eq!(code.link, format!("/survey/{}", d.survey(case).await.token));
    papers::print(&d.f.office, &d.f.chief, paper.id).await.unwrap();
    let own = d.solved(Some(&d.f.ana)).await;
    let told = notices::query::list_unread(&d.f.office.read(&d.f.ana), None).await.unwrap().rows;
    assert!(told.iter().any(|n| n.kind == "survey" && n.case_id == Some(own)));
}

#[tokio::test]
async fn an_annulled_case_waits_for_no_answer() {
    let d = desk().await;
    let case = d.solved(None).await;
    let mut tx = d.f.tx(&d.coco).await;
    cases::annul(&mut tx, case, "Repetido".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    let survey = d.survey(case).await;
    assert_eq!(survey.outcome, SurveyOutcome::Withdrawn);
    assert_eq!(key(answer(&d.f.office, None, &survey.token, data(&[("calidad", "5")])).await), "survey-withdrawn");
}
