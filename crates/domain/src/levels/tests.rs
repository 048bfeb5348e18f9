//! Service levels on a moved clock: lessons.md §3, rows 2, 3 and 5.

use super::{
    PauseReason, ServiceLevel, TargetDraft, Which, add_target,
    clock::Standing,
    install, pause,
    query::{self, Clocks, Filter, list_due},
    resume, withdraw_target,
};
use crate::{
    CaseId,
    cases::{self, Free, Happening, query as case_query},
    fixtures::{Fixture, fields, key, kind, office},
    jobs, notices,
};
use kernel::{
    Kind,
    time::{Duration, instant},
};
use procedure::manual::Level;

/// A target of the support procedure.
fn draft(service: &str, response: &str, solution: &str) -> TargetDraft {
    TargetDraft {
        procedure: "soporte_tecnico".to_owned(),
        service: service.to_owned(),
        response: response.to_owned(),
        solution: solution.to_owned(),
        counting: "business".to_owned(),
        ..TargetDraft::default()
    }
}

async fn adds(f: &Fixture, draft: TargetDraft) -> kernel::Result<ServiceLevel> {
    let mut tx = f.tx(&f.admin).await;
    let new = add_target(&mut tx, draft).await?;
    tx.commit().await?;
    Ok(new)
}

async fn clocks(f: &Fixture, case: CaseId) -> Clocks {
    query::clocks(&f.office.read(&f.chief), case, |p| p.note.clone()).await.unwrap().unwrap()
}

async fn told(f: &Fixture, case: CaseId) -> Vec<String> {
    jobs::drain(&f.office).await.unwrap();
    let mut kinds = Vec::new();
    for who in [&f.beto, &f.chief] {
        let all = notices::query::list_unread(&f.office.read(who), None).await.unwrap().rows;
        kinds.extend(all.into_iter().filter(|n| n.case_id == Some(case)).map(|n| n.kind));
    }
    kinds.sort();
    kinds
}

#[tokio::test]
async fn a_request_is_due_from_its_arrival_and_the_first_step_of_the_unit_answers_it() {
    let f = office().await;
    adds(&f, draft("", "4 horas", "2 días")).await.unwrap();
    // Monday 8:01.
    let case = f.asks(&f.ana).await;
    let was = clocks(&f, case).await;
    assert_eq!(was.row.due_response_at, Some(instant("2026-03-02T19:01:00Z")), "12:01 is the break: 13:01");
    assert_eq!(was.row.due_solution_at, Some(instant("2026-03-04T22:00:00Z")), "the end of Wednesday");
    assert_eq!(f.takes_next(&f.beto).await, Some(case));
    assert_eq!(clocks(&f, case).await.row.responded_at, None, "taking it is no answer");
    let mut tx = f.tx(&f.beto).await;
    cases::arrive(&mut tx, case).await.unwrap();
    tx.commit().await.unwrap();
    let answered = clocks(&f, case).await;
    assert_eq!(answered.response.unwrap().state, Standing::Met);
    f.does(&f.beto, case, &[]).await.unwrap();
    f.does(&f.beto, case, &[("problema", "Sin tinta"), ("solucion", "Cartucho")]).await.unwrap();
    let solved = clocks(&f, case).await;
    assert_eq!(solved.solution.unwrap().state, Standing::Met);
    assert_eq!(solved.row.solved_at, Some(f.office.now()));
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn the_target_that_names_most_holds_and_a_tie_or_more_than_the_cap_is_refused() {
    let f = office().await;
    let cap = TargetDraft { cap: "on".to_owned(), ..draft("", "12 horas", "") };
    adds(&f, cap).await.unwrap();
    assert_eq!(key(adds(&f, draft("", "8 horas", "")).await), "level-ties");
    let printer = "Impresora o escáner";
    let refused = fields(adds(&f, draft(printer, "13 horas", "")).await);
    assert_eq!(refused, [("response".to_owned(), "level-beyond-cap".to_owned())]);
    // Twelve hours of the calendar are never more than twelve of the office; two days of it can be.
    let calendar = |response: &str| TargetDraft { counting: "calendar".to_owned(), ..draft(printer, response, "") };
    assert_eq!(fields(adds(&f, calendar("4 días")).await)[0].1, "level-beyond-cap");
    adds(&f, calendar("12 horas")).await.unwrap();
    let unit = TargetDraft { unit: f.treasury.to_string(), ..draft("", "2 horas", "") };
    assert_eq!(key(adds(&f, unit.clone()).await), "level-ties", "a printer of the treasury would have both");
    adds(&f, TargetDraft { service: printer.to_owned(), ..unit }).await.unwrap();
    let case = f.asks(&f.ana).await;
    assert_eq!(clocks(&f, case).await.row.response_target, Some(7200));
    let wrong = fields(adds(&f, draft("Nada", "mucho", "2 meses")).await);
    let named: Vec<&str> = wrong.iter().map(|(f, _)| f.as_str()).collect();
    assert_eq!(named, ["response", "service", "solution"]);
    let mut tx = f.tx(&f.beto).await;
    assert_eq!(kind(add_target(&mut tx, draft("", "1 hora", "")).await), Kind::Forbidden);
}

// Row 3: warnings come neither at the creation nor at midnight, but when four fifths are spent.
#[tokio::test]
async fn it_warns_at_four_fifths_and_tells_the_chief_a_second_after_the_end_once_each() {
    let f = office().await;
    adds(&f, draft("", "5 horas", "")).await.unwrap();
    let case = f.asks(&f.ana).await;
    assert_eq!(told(&f, case).await, [""; 0]);
    // Asked at 8:01: 4 h are spent at 13:01, 5 h at 14:01.
    f.office.clock.set(instant("2026-03-02T19:00:59Z"));
    assert_eq!(told(&f, case).await, [""; 0]);
    f.office.clock.set(instant("2026-03-02T19:01:00Z"));
    assert_eq!(told(&f, case).await, ["level-response-soon"]);
    f.office.clock.set(instant("2026-03-02T20:01:00Z"));
    assert_eq!(told(&f, case).await, ["level-response-soon"]);
    f.office.clock.set(instant("2026-03-02T20:01:01Z"));
    let expected = ["level-response-late", "level-response-late", "level-response-soon"];
    assert_eq!(told(&f, case).await, expected);
    f.office.clock.set(instant("2026-03-06T20:01:01Z"));
    assert_eq!(told(&f, case).await, expected);
    let read = f.office.read(&f.chief);
    let late = list_due(&read, Filter::Late, None).await.unwrap().rows;
    assert_eq!(late.iter().map(|(c, _)| c.id).collect::<Vec<_>>(), [case]);
    assert!(list_due(&read, Filter::Soon, None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn who_answered_in_time_is_not_warned() {
    let f = office().await;
    adds(&f, draft("", "5 horas", "")).await.unwrap();
    let case = f.asks(&f.ana).await;
    f.takes_next(&f.beto).await;
    f.does(&f.beto, case, &[]).await.unwrap();
    f.office.clock.set(instant("2026-03-06T20:00:00Z"));
    assert_eq!(told(&f, case).await, [""; 0]);
}

// Rows 2 and 5: a pause takes away business minutes only, and has a reason.
#[tokio::test]
async fn a_pause_moves_the_deadline_by_the_working_time_it_takes_and_stands_in_the_history() {
    let f = office().await;
    adds(&f, draft("", "5 horas", "")).await.unwrap();
    let case = f.asks(&f.ana).await;
    let due = clocks(&f, case).await.row.due_response_at.unwrap();
    let rests = async |reason, note: &str| {
        let mut tx = f.tx(&f.beto).await;
        pause(&mut tx, case, reason, note).await?;
        tx.commit().await
    };
    assert_eq!(fields(rests(PauseReason::Parts, " ").await)[0].0, "note");
    assert_eq!(fields(rests(PauseReason::Suspended, "Así").await)[0].0, "reason");
    // From 11:30 over the break to 13:30 on the clock of the office: one hour of work.
    f.office.clock.set(instant("2026-03-02T17:30:00Z"));
    rests(PauseReason::Parts, "Rodillo").await.unwrap();
    assert_eq!(key(rests(PauseReason::Parts, "Otra vez").await), "level-rests");
    assert_eq!(clocks(&f, case).await.response.unwrap().state, Standing::Paused);
    f.office.clock.set(instant("2026-03-02T19:30:00Z"));
    assert_eq!(told(&f, case).await, [""; 0], "what rests does not warn");
    let mut tx = f.tx(&f.beto).await;
    resume(&mut tx, case).await.unwrap();
    tx.commit().await.unwrap();
    let moved = clocks(&f, case).await;
    assert_eq!(moved.row.due_response_at, Some(due + Duration::hours(1)));
    let mut tx = f.tx(&f.beto).await;
    assert_eq!(key(resume(&mut tx, case).await), "level-does-not-rest");
    drop(tx);
    let history = case_query::history(&f.office.read(&f.chief), &f.case(case).await).await.unwrap();
    let paused = |h: &Happening| matches!(h, Happening::Free(Free::ClockPaused { note, .. }) if note == "Rodillo");
    assert!(history.iter().any(|(_, h)| paused(h)));
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_suspended_case_rests_by_itself() {
    let f = office().await;
    adds(&f, draft("", "5 horas", "")).await.unwrap();
    let case = f.asks(&f.ana).await;
    // 5 h from 8:01 with two of them at rest: the last minute is Tuesday's.
    assert_eq!(clocks(&f, case).await.row.due_response_at, Some(instant("2026-03-02T20:01:00Z")));
    let mut tx = f.tx(&f.chief).await;
    cases::suspend(&mut tx, case, "Falta el permiso".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    f.office.clock.advance(Duration::hours(2));
    let mut tx = f.tx(&f.chief).await;
    cases::resume(&mut tx, case).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(clocks(&f, case).await.row.due_response_at, Some(instant("2026-03-03T14:01:00Z")));
}

#[tokio::test]
async fn a_change_of_target_counts_forward_and_stands_in_the_history() {
    let f = office().await;
    adds(&f, draft("", "5 horas", "")).await.unwrap();
    let case = f.asks(&f.ana).await;
    f.office.clock.advance(Duration::hours(2));
    let sharp = adds(&f, draft("Impresora o escáner", "3 horas", "")).await.unwrap();
    let now = clocks(&f, case).await;
    assert_eq!((now.row.level_id, now.row.response_spent), (Some(sharp.id), 7200));
    assert_eq!(now.row.due_response_at, Some(instant("2026-03-02T17:01:00Z")), "one hour is left of three");
    let mut tx = f.tx(&f.admin).await;
    withdraw_target(&mut tx, sharp.id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(clocks(&f, case).await.row.due_response_at, Some(instant("2026-03-02T20:01:00Z")));
    let history = case_query::history(&f.office.read(&f.chief), &f.case(case).await).await.unwrap();
    let why: Vec<&str> = history
        .iter()
        .filter_map(|(_, h)| match h {
            Happening::Free(Free::DueMoved { why, .. }) => Some(why.as_str()),
            Happening::Free(_) | Happening::Engine(_) => None,
        })
        .collect();
    assert_eq!(why, ["begun", "target", "target"]);
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_day_that_is_closed_afterwards_moves_the_deadline_and_its_alarms() {
    let f = office().await;
    adds(&f, draft("", "12 horas", "")).await.unwrap();
    let case = f.asks(&f.ana).await;
    // 7 h on Monday but one minute, 5 h and one minute on Tuesday.
    assert_eq!(clocks(&f, case).await.row.due_response_at, Some(instant("2026-03-03T20:01:00Z")));
    let mut tx = f.tx(&f.admin).await;
    let closed = crate::people::ClosedDayDraft {
        day: "2026-03-03".to_owned(),
        name: "Asueto".to_owned(),
        source: String::new(),
    };
    crate::people::add_closed_day(&mut tx, closed).await.unwrap();
    super::catch_up(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let moved = clocks(&f, case).await;
    assert_eq!(moved.row.due_response_at, Some(instant("2026-03-04T20:01:00Z")));
    f.office.clock.set(instant("2026-03-03T21:00:00Z"));
    assert_eq!(told(&f, case).await, [""; 0]);
    f.office.clock.set(instant("2026-03-04T20:01:01Z"));
    assert!(told(&f, case).await.contains(&"level-response-late".to_owned()));
}

#[tokio::test]
async fn a_manual_brings_its_cap_once() {
    let f = office().await;
    let level = Level {
        procedure: "soporte_tecnico".to_owned(),
        level: String::new(),
        response: "12 horas".to_owned(),
        solution: String::new(),
        calendar: false,
        cap: true,
        assumption: "Horas hábiles".to_owned(),
    };
    for _ in 0..2 {
        let mut tx = f.tx(&f.admin).await;
        install(&mut tx, std::slice::from_ref(&level)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let all = query::list_targets(&f.office.read(&f.admin)).await.unwrap();
    assert_eq!(all.iter().map(|l| (l.response.as_str(), l.cap)).collect::<Vec<_>>(), [("12 horas", true)]);
    assert_eq!(Which::ALL.len(), 2);
}
