//! A case from its request to the folder of the month, and off that path.

use crate::{
    PersonId,
    cases::{self, CaseStatus, query},
    fixtures::{Fixture, fields, key, kind, office},
    jobs,
    papers::{PaperStatus, query as papers},
    people::InstitutionEdit,
};
use kernel::{
    Kind, Result,
    permit::Actor,
    time::{Duration, instant},
};
use procedure::state::Data;

async fn number(f: &Fixture) -> String {
    let case = f.asks(&f.ana).await;
    f.case(case).await.number
}

#[tokio::test]
async fn numbers_have_no_gap_and_begin_anew_with_the_year_of_the_institutions_zone() {
    let f = office().await;
    // Six in the evening in El Salvador is midnight in UTC.
    f.office.clock.set(instant("2026-12-31T23:00:00Z"));
    assert_eq!(number(&f).await, "TIM-2026-00001");
    let mut tx = f.tx(&f.ana).await;
    crate::desk::ask(&mut tx, f.request()).await.unwrap();
    // Taken back: its number is given again.
    drop(tx);
    f.office.clock.set(instant("2027-01-01T05:58:00Z"));
    assert_eq!(number(&f).await, "TIM-2026-00002");
    assert_eq!(number(&f).await, "TIM-2027-00001");
    assert_eq!(number(&f).await, "TIM-2027-00002");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_at_the_same_moment_get_numbers_without_gap_or_double() {
    let f = office().await;
    let asks = (0..12).map(|_| {
        let (office, ana, request) = (f.office.clone(), f.ana.clone(), f.request());
        tokio::spawn(async move {
            let mut tx = office.write(&ana).await?;
            let case = crate::desk::ask(&mut tx, request).await?.case;
            tx.commit().await.map(|()| case.number)
        })
    });
    let mut numbers: Vec<String> = Vec::new();
    for ask in asks.collect::<Vec<_>>() {
        numbers.push(ask.await.unwrap().unwrap());
    }
    numbers.sort();
    assert_eq!(numbers, (1..=12).map(|n| format!("TIM-2026-{n:05}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_whole_path_ends_only_when_the_paper_is_filed() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    let mut steps = vec![f.case(case).await.step.unwrap()];
    f.takes_next(&f.beto).await;
    steps.push(f.case(case).await.step.unwrap());
    f.does(&f.beto, case, &[]).await.unwrap();
    steps.push(f.case(case).await.step.unwrap());
    f.does(&f.beto, case, &[("problema", "Sin tinta"), ("solucion", "Cartucho nuevo")]).await.unwrap();
    steps.push(f.case(case).await.step.unwrap());
    f.does(&f.beto, case, &[]).await.unwrap();
    steps.push(f.case(case).await.step.unwrap());
    jobs::drain(&f.office).await.unwrap();
    f.signs(&f.ana, case).await.unwrap();
    steps.push(f.case(case).await.step.unwrap());
    assert_eq!(f.case(case).await.status, CaseStatus::Open);
    f.does(&f.beto, case, &[]).await.unwrap();
    assert_eq!(steps, ["tomar", "atender", "cerrar", "imprimir", "firmar", "almacenar"]);
    let done = f.case(case).await;
    assert_eq!((done.status, done.step, done.owner_id), (CaseStatus::Closed, None, None));
    assert_eq!(done.closed_at, Some(f.office.now()));
    let view = query::view(&f.office.read(&f.ana), case).await.unwrap();
    let (rows, _) = query::progress(&view);
    assert!(rows.iter().all(|r| r.progress == query::Progress::Done));
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn s3_closing_without_saying_how_is_refused_at_the_field() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    f.takes_next(&f.beto).await;
    f.does(&f.beto, case, &[]).await.unwrap();
    let refused = fields(f.does(&f.beto, case, &[("problema", "Sin tinta"), ("solucion", "  ")]).await);
    assert_eq!(refused, [("solucion".to_owned(), "field-required".to_owned())]);
    assert_eq!(f.case(case).await.step.as_deref(), Some("cerrar"));
}

#[tokio::test]
async fn a_printed_ticket_stands_in_the_folder_of_the_month_as_unsigned_until_it_is_signed() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let read = f.office.read(&f.chief);
    let line = papers::list_folders(&read, None).await.unwrap().rows.remove(0);
    assert_eq!((line.folder.month.as_str(), line.papers, line.unsigned, line.filed), ("2026-03", 1, 1, 0));
    assert_eq!(papers::unsigned(&read, line.folder.id).await.unwrap().len(), 1);
    assert_eq!(key(f.does(&f.ana, case, &[]).await), "paper-not-signed");
    assert_eq!(key(f.does(&f.beto, case, &[]).await), "task-not-yours");
    f.signs(&f.beto, case).await.unwrap();
    assert!(papers::unsigned(&read, line.folder.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_arrival_is_noted_once_per_taking_by_who_has_the_case() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    f.takes_next(&f.beto).await;
    let arrives = async |who: &Actor| -> Result<()> {
        let mut tx = f.office.write(who).await?;
        cases::arrive(&mut tx, case).await?;
        tx.commit().await
    };
    assert_eq!(key(arrives(&f.carla).await), "task-not-yours");
    arrives(&f.beto).await.unwrap();
    assert_eq!(key(arrives(&f.beto).await), "case-arrived-already");
    let task = f.task(case).await;
    let mut tx = f.tx(&f.beto).await;
    cases::release(&mut tx, task, "Falta repuesto".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    f.takes_next(&f.carla).await;
    arrives(&f.carla).await.unwrap();
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn notes_and_files_are_kept_in_the_history_until_the_case_is_over() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    let photo = crate::files::receive(&f.office, "foto.png", crate::demo::scribble(&f.office.random)).await.unwrap();
    let mut tx = f.tx(&f.ana).await;
    assert_eq!(fields(cases::note(&mut tx, case, " ").await)[0].0, "text");
    assert_eq!(fields(cases::attach(&mut tx, case, Vec::new()).await)[0].0, "files");
    cases::note(&mut tx, case, " Sigue igual ").await.unwrap();
    cases::attach(&mut tx, case, vec![photo.clone()]).await.unwrap();
    tx.commit().await.unwrap();
    let view = query::view(&f.office.read(&f.ana), case).await.unwrap();
    assert_eq!(view.attachments.len(), 1);
    assert_eq!(f.office.files.get(&view.attachments[0].sha256).await.unwrap().len() as i64, photo.size);
    let noted = cases::Happening::Free(cases::Free::Noted { text: "Sigue igual".to_owned() });
    assert!(view.history.iter().any(|(e, h)| *h == noted && e.actor_name == "Ana Flores"));
    let mut tx = f.tx(&f.chief).await;
    cases::annul(&mut tx, case, "Repetido".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = f.tx(&f.ana).await;
    assert_eq!(key(cases::note(&mut tx, case, "¿Y?").await), "case-not-open");
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_task_is_given_only_to_somebody_whose_role_does_it() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    f.takes_next(&f.beto).await;
    let task = f.task(case).await;
    let why = || "Conoce el equipo".to_owned();
    let id = |who: &Actor| PersonId(who.person.unwrap());
    let mut tx = f.tx(&f.chief).await;
    for unable in [&f.ana, &f.auditor, &f.admin] {
        let refused = fields(cases::assign(&mut tx, task, id(unable), why()).await);
        assert_eq!(refused, [("to".to_owned(), "assign-cannot-work".to_owned())]);
    }
    assert_eq!(
        fields(cases::assign(&mut tx, task, PersonId(uuid::Uuid::nil()), why()).await)[0].1,
        "field-not-a-person"
    );
    drop(tx);
    let mut tx = f.tx(&f.admin).await;
    crate::people::deactivate(&mut tx, id(&f.carla)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = f.tx(&f.chief).await;
    assert_eq!(fields(cases::assign(&mut tx, task, id(&f.carla), why()).await)[0].0, "to");
    drop(tx);
    let mut tx = f.tx(&f.admin).await;
    crate::people::reactivate(&mut tx, id(&f.carla)).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = f.tx(&f.chief).await;
    cases::assign(&mut tx, task, id(&f.carla), why()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(f.case(case).await.owner_id, Some(id(&f.carla)));
    assert_eq!(kind(f.does(&f.beto, case, &[]).await), Kind::Conflict);
    f.does(&f.carla, case, &[]).await.unwrap();
    assert_eq!(f.case(case).await.owner_id, Some(id(&f.carla)));
}

#[tokio::test]
async fn annulling_ends_the_case_for_a_reason_and_its_papers_wait_for_nothing() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let mut tx = f.tx(&f.chief).await;
    assert_eq!(fields(cases::annul(&mut tx, case, " ".to_owned()).await)[0].0, "reason");
    cases::annul(&mut tx, case, "Pedido repetido".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Annulled);
    let paper = f.paper(case).await;
    assert_eq!((paper.status, paper.void_reason.as_str()), (PaperStatus::Voided, "Pedido repetido"));
    assert!(papers::unsigned(&f.office.read(&f.chief), paper.folder_id).await.unwrap().is_empty());
    assert_eq!(key(f.signs(&f.beto, case).await), "paper-voided");
    let mut tx = f.tx(&f.chief).await;
    assert_eq!(key(cases::annul(&mut tx, case, "Otra vez".to_owned()).await), "case-not-open");
    drop(tx);
    assert_eq!(f.takes_next(&f.beto).await, None);
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_requester_sees_and_finds_only_their_own_cases() {
    let f = office().await;
    let (hers, other) = (f.asks(&f.ana).await, f.asks(&f.dora).await);
    let read = f.office.read(&f.ana);
    assert_eq!(query::get(&read, hers).await.unwrap().id, hers);
    assert_eq!(kind(query::get(&read, other).await), Kind::NotFound);
    assert_eq!(kind(query::view(&read, other).await), Kind::NotFound);
    let found = crate::fixtures::found(&read, "impresora TESORERIA").await;
    assert_eq!(found.iter().map(|c| c.id).collect::<Vec<_>>(), [hers]);
    assert_eq!(query::my_cases(&read, None).await.unwrap().rows.len(), 1);
    assert_eq!(crate::fixtures::found(&f.office.read(&f.auditor), "escáner flores").await.len(), 1);
    assert_eq!(crate::fixtures::found(&f.office.read(&f.beto), "impresora").await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_save_the_same_case_at_once_one_is_told_that_it_changed() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    f.takes_next(&f.beto).await;
    let task = f.task(case).await;
    let saves = (0..2).map(|_| {
        let (office, beto) = (f.office.clone(), f.beto.clone());
        tokio::spawn(async move {
            let mut tx = office.write(&beto).await?;
            cases::complete(&mut tx, task, None, Data::new()).await?;
            tx.commit().await
        })
    });
    let mut refused = Vec::new();
    for save in saves.collect::<Vec<_>>() {
        refused.extend(save.await.unwrap().err().map(|e| e.kind));
    }
    assert_eq!(refused, [Kind::Conflict]);
    assert_eq!(f.case(case).await.step.as_deref(), Some("cerrar"));
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn changing_the_letterhead_does_not_change_a_frozen_paper() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let before = f.paper(case).await.sheet;
    let town = crate::people::query::institution(&f.office.read(&f.admin)).await.unwrap();
    let edit = InstitutionEdit {
        name: "Otro nombre".to_owned(),
        issuing_unit: town.issuing_unit,
        zone: town.zone,
        hours: town.hours,
        ..InstitutionEdit::default()
    };
    f.office.clock.advance(Duration::minutes(1));
    let mut tx = f.tx(&f.admin).await;
    crate::people::edit_institution(&mut tx, edit).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(f.paper(case).await.sheet, before);
    assert!(before.contains("Alcaldía de prueba"));
}
