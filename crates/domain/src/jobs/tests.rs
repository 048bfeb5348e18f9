//! Work outside a transaction: once, again when it fails, never forgotten.

use super::{JobStatus, Work, catch_up, drain, enqueue, list_jobs, recurring, retry, run_one};
use crate::{
    Office,
    cases::CaseStatus,
    fixtures::{Fixture, kind, office},
    papers,
};
use db::{Source as _, entity::job};
use kernel::{
    Kind, Result,
    permit::Actor,
    ports::Press,
    sheet::Paper,
    time::{Duration, Instant, instant},
};
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use std::sync::Arc;

/// A fault on purpose: a press that is out of order.
struct Broken;

impl Press for Broken {
    fn print(&self, _: &Paper) -> Result<Vec<u8>> {
        Err(kernel::Error::internal("out of order"))
    }
    fn bind(&self, _: &str, _: &[Vec<u8>]) -> Result<Vec<u8>> {
        Err(kernel::Error::internal("out of order"))
    }
    fn pages(&self, _: &[u8]) -> Result<usize> {
        Err(kernel::Error::internal("out of order"))
    }
    fn code(&self, _: &str) -> Result<String> {
        Err(kernel::Error::internal("out of order"))
    }
    fn codes(&self, _: &[u8]) -> Result<Vec<String>> {
        Err(kernel::Error::internal("out of order"))
    }
}

fn broken(f: &Fixture) -> Office {
    Office { press: Arc::new(Broken), ..f.office.clone() }
}

async fn all(f: &Fixture) -> Vec<job::Model> {
    f.office.read(&f.admin).all(job::Entity::find()).await.unwrap()
}

/// A case whose ticket is about to be printed.
async fn to_print(f: &Fixture) -> crate::CaseId {
    let case = f.asks(&f.ana).await;
    f.takes_next(&f.beto).await;
    f.does(&f.beto, case, &[]).await.unwrap();
    f.does(&f.beto, case, &[("problema", "Sin tinta"), ("solucion", "Cartucho nuevo")]).await.unwrap();
    case
}

#[tokio::test]
async fn a_job_commits_with_the_change_that_causes_it_or_not_at_all() {
    let f = office().await;
    let case = to_print(&f).await;
    let task = f.task(case).await;
    let mut tx = f.tx(&f.beto).await;
    crate::cases::complete(&mut tx, task, None, procedure::state::Data::new()).await.unwrap();
    drop(tx);
    assert!(all(&f).await.is_empty());
    f.does(&f.beto, case, &[]).await.unwrap();
    assert_eq!(all(&f).await.len(), 1);
    assert_eq!(drain(&f.office).await.unwrap(), 1);
    assert_eq!(drain(&f.office).await.unwrap(), 0);
    assert!(f.paper(case).await.pdf_sha256.is_some());
}

#[tokio::test]
async fn a_failing_job_is_tried_six_times_with_growing_pauses_and_then_waits_for_a_person() {
    let f = office().await;
    let case = to_print(&f).await;
    f.does(&f.beto, case, &[]).await.unwrap();
    let office = broken(&f);
    let mut pauses = Vec::new();
    for _ in 0..6 {
        assert!(run_one(&office, "w").await.unwrap());
        assert!(!run_one(&office, "w").await.unwrap(), "not before its pause is over");
        let job = all(&f).await.remove(0);
        pauses.push((job.due_at - f.office.now()).num_minutes());
        f.office.clock.set(job.due_at);
    }
    assert_eq!(pauses[..5], [1, 4, 16, 64, 256]);
    assert!(!run_one(&office, "w").await.unwrap());
    let read = f.office.read(&f.admin);
    let dead = list_jobs(&read, JobStatus::Dead, None).await.unwrap().rows;
    assert_eq!((dead.len(), dead[0].attempts), (1, 6));
    assert!(dead[0].error.contains("out of order"));
    // The press is mended, and a person retries.
    let mut tx = f.tx(&f.admin).await;
    retry(&mut tx, dead[0].id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(drain(&f.office).await.unwrap(), 1);
    assert!(f.paper(case).await.pdf_sha256.is_some());
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(kind(retry(&mut tx, dead[0].id).await), Kind::Conflict);
    assert!(list_jobs(&read, JobStatus::Dead, None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn only_who_manages_jobs_sees_and_retries_them() {
    let f = office().await;
    for who in [&f.chief, &f.beto, &f.ana, &f.auditor] {
        assert_eq!(kind(list_jobs(&f.office.read(who), JobStatus::Dead, None).await), Kind::Forbidden);
        let mut tx = f.tx(who).await;
        assert_eq!(kind(retry(&mut tx, crate::JobId(uuid::Uuid::nil())).await), Kind::Forbidden);
    }
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(kind(retry(&mut tx, crate::JobId(uuid::Uuid::nil())).await), Kind::NotFound);
}

#[tokio::test]
async fn the_lease_of_a_dead_worker_ends_and_a_job_that_kills_its_workers_is_given_up() {
    let f = office().await;
    let case = to_print(&f).await;
    f.does(&f.beto, case, &[]).await.unwrap();
    for n in 0..6 {
        // Leased, and never heard of again.
        let now = f.office.now();
        let leased = f.office.db.claim_job(&format!("dead {n}"), now, now + Duration::minutes(5)).await.unwrap();
        assert!(leased.is_some());
        assert!(!run_one(&f.office, "living").await.unwrap());
        f.office.clock.advance(Duration::minutes(5) + Duration::microseconds(1));
    }
    assert!(run_one(&f.office, "living").await.unwrap());
    let job = all(&f).await.remove(0);
    assert_eq!(job.status, JobStatus::Dead);
    assert!(job.error.contains("job-kept-dying"));
}

#[tokio::test]
async fn a_worker_that_comes_back_late_changes_nothing() {
    let f = office().await;
    let case = to_print(&f).await;
    f.does(&f.beto, case, &[]).await.unwrap();
    let now = f.office.now();
    f.office.db.claim_job("slow", now, now + Duration::minutes(5)).await.unwrap().unwrap();
    let job = all(&f).await.remove(0);
    f.office.clock.advance(Duration::minutes(6));
    assert!(run_one(&f.office, "quick").await.unwrap());
    super::run::settle(&f.office, job, "slow", Err(kernel::Error::internal("late"))).await.unwrap();
    assert_eq!(all(&f).await[0].status, JobStatus::Done);
}

#[tokio::test]
async fn an_unknown_kind_is_parked_where_people_see_it() {
    let f = office().await;
    let case = to_print(&f).await;
    f.does(&f.beto, case, &[]).await.unwrap();
    let mut tx = f.tx(&f.admin).await;
    let future = job::ActiveModel { payload: Set(r#"{"kind":"dream"}"#.to_owned()), ..Default::default() };
    tx.update(job::Entity::update_many().set(future)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(run_one(&f.office, "w").await.unwrap());
    let parked = list_jobs(&f.office.read(&f.admin), JobStatus::Dead, None).await.unwrap().rows;
    assert_eq!((parked.len(), parked[0].attempts), (1, 1));
    assert!(parked[0].error.contains("job-unknown"));
}

#[tokio::test]
async fn the_same_key_is_enqueued_once() {
    let f = office().await;
    let later = f.office.now() + Duration::hours(1);
    for due in [f.office.now(), later] {
        let mut tx = f.tx(&f.admin).await;
        enqueue(&mut tx, Work::TidyUp, due, Some("once".to_owned())).await.unwrap();
        tx.commit().await.unwrap();
    }
    let jobs = all(&f).await;
    assert_eq!((jobs.len(), jobs[0].due_at), (1, later));
    assert_eq!(drain(&f.office).await.unwrap(), 0);
}

/// Ends by itself two working hours after it was asked for, unless somebody attends.
const SURVEY: &str = "
formato: procedimiento/1
id: consulta
titulo: Consulta
objetivo: Preguntar y esperar poco.
tabla: [paso: NO., responsable: RESPONSABLE, actividad: ACTIVIDAD]
responsables:
  Usuario: usuario_del_caso
  Técnico: tecnico_tim
pasos:
  - {paso: 1, inicio: Inicio, arranque: solicitud}
  - paso: 2
    id: preguntar
    responsable: Usuario
    actividad: Pregunta
    formulario:
      unidad: {tipo: unidad, etiqueta: Unidad, obligatorio: si}
  - paso: 3
    id: responder
    responsable: Técnico
    actividad: Responde, si no en dos horas se cierra
    plazos: [{tras: 2 horas hábiles, cita: en dos horas se cierra, sigue: fin}]
  - {paso: 4, id: fin, fin: Fin}
";

async fn asks_survey(f: &Fixture) -> crate::CaseId {
    let data = [("unidad".to_owned(), f.treasury.to_string())].into();
    let mut tx = f.tx(&f.ana).await;
    let request = crate::desk::Request { procedure: "consulta".to_owned(), data, ..Default::default() };
    let case = crate::desk::ask(&mut tx, request).await.unwrap().case.id;
    tx.commit().await.unwrap();
    case
}

#[tokio::test]
async fn a_deadline_fires_once_and_never_early() {
    let f = office().await;
    f.put_in_force(SURVEY).await;
    // Eleven in the morning: one hour until the midday break, one after it.
    f.office.clock.set(instant("2026-03-02T17:00:00Z"));
    let case = asks_survey(&f).await;
    let due: Instant = instant("2026-03-02T20:00:00Z");
    assert_eq!(all(&f).await[0].due_at, due);
    f.office.clock.set(due - Duration::microseconds(1));
    assert_eq!(drain(&f.office).await.unwrap(), 0);
    // Even a worker with a clock that is ahead does not make the engine fire early.
    let job = all(&f).await.remove(0);
    let Work::FireTimer { case: of, timer } = serde_json::from_str(&job.payload).unwrap() else { panic!("{job:?}") };
    let system = Actor::system(f.ana.institution);
    let mut tx = f.tx(&system).await;
    assert_eq!(kind(crate::cases::fire_timer(&mut tx, of, timer).await), Kind::Unavailable);
    drop(tx);
    assert_eq!(f.case(case).await.status, CaseStatus::Open);
    f.office.clock.set(due);
    assert_eq!(drain(&f.office).await.unwrap(), 1);
    let closed = f.case(case).await;
    assert_eq!((closed.status, closed.closed_at), (CaseStatus::Closed, Some(due)));
    let mut tx = f.tx(&system).await;
    crate::cases::fire_timer(&mut tx, of, timer).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(f.case(case).await, closed, "a second time changes nothing");
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_deadline_that_was_met_in_time_is_cancelled() {
    let f = office().await;
    f.put_in_force(SURVEY).await;
    let case = asks_survey(&f).await;
    f.does(&f.beto, case, &[]).await.unwrap();
    assert_eq!(all(&f).await[0].status, JobStatus::Cancelled);
    f.office.clock.advance(Duration::days(2));
    assert_eq!(drain(&f.office).await.unwrap(), 0);
    assert_eq!(f.case(case).await.number, "CONSULTA-2026-00001");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missed_schedule_is_caught_up_once_even_by_two_nodes() {
    let f = office().await;
    let all = recurring(&f.office).await.unwrap().len();
    assert_eq!(catch_up(&f.office).await.unwrap(), all);
    assert_eq!(catch_up(&f.office).await.unwrap(), 0);
    f.office.clock.advance(Duration::days(9));
    let nodes = (0..2).map(|_| {
        let office = f.office.clone();
        tokio::spawn(async move { catch_up(&office).await.unwrap() })
    });
    let mut enqueued = 0;
    for node in nodes.collect::<Vec<_>>() {
        enqueued += node.await.unwrap();
    }
    assert_eq!(enqueued, all);
    assert_eq!(recurring(&f.office).await.unwrap()[0].1, Some(f.office.now()));
    assert_eq!(drain(&f.office).await.unwrap(), 2 * all);
}

#[tokio::test]
async fn tidying_up_takes_what_is_over_and_nothing_else() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    f.office.clock.advance(Duration::days(8));
    catch_up(&f.office).await.unwrap();
    drain(&f.office).await.unwrap();
    let left = all(&f).await;
    assert_eq!(left.iter().map(|j| j.kind.as_str()).collect::<Vec<_>>(), ["tidy_up", "recount_levels"]);
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_signed_copy_is_printed_even_when_a_correction_was_quicker() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let signed = f.signs(&f.beto, case).await.unwrap();
    let mut tx = f.tx(&f.chief).await;
    let value = "Se cambió el tambor".to_owned();
    crate::cases::correct(&mut tx, case, "solucion".to_owned(), value, "Se anotó mal".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    drain(&f.office).await.unwrap();
    assert!(all(&f).await.iter().all(|j| j.status == JobStatus::Done));
    let paper = papers::query::get(&f.office.read(&f.chief), signed.id).await.unwrap();
    assert!(paper.signed_sha256.is_some() && paper.voided_at.is_some());
}
