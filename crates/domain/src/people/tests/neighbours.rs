//! Two institutions in one installation do not see each other, by any id.

use crate::{
    PersonId, ScanId,
    cases::{self, query as cases_query},
    desk,
    fixtures::{key, kind, office},
    jobs,
    papers::{self, query as papers_query},
    people::{self, SubstituteDraft, UnitDraft, query},
    procedures,
};
use db::{Source as _, entity};
use kernel::{Kind, permit::Actor, time::date};
use sea_orm::EntityTrait as _;

#[tokio::test]
async fn nothing_of_another_institution_is_found_by_its_id() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    let waiting = f.asks(&f.ana).await;
    let task = f.task(waiting).await;
    let paper = f.paper(case).await;
    let mut tx = f.tx(&f.ana).await;
    let text = crate::files::receive(&f.office, "nota.txt", b"No imprime".to_vec()).await.unwrap();
    cases::attach(&mut tx, waiting, vec![text]).await.unwrap();
    tx.commit().await.unwrap();
    let scans = papers::receive_scans(
        &f.office,
        &f.beto,
        vec![("x.png".to_owned(), crate::demo::scribble(&kernel::random::Random::System))],
    )
    .await
    .unwrap();
    let here = f.office.read(&f.chief);
    let attachment = here.one(entity::attachment::Entity::find()).await.unwrap().unwrap();
    let version = procedures::query::find_in_force(&here, "soporte_tecnico").await.unwrap().unwrap();

    let neighbour = f.neighbour().await;
    // Even the neighbours' own system, which may do everything there.
    let them = Actor::system(neighbour.institution);
    let read = f.office.read(&them);
    assert_eq!(kind(query::get_person(&read, PersonId(f.ana.person.unwrap())).await), Kind::NotFound);
    assert_eq!(kind(query::get_unit(&read, f.treasury).await), Kind::NotFound);
    assert_eq!(kind(cases_query::get(&read, case).await), Kind::NotFound);
    assert_eq!(kind(cases_query::view(&read, case).await), Kind::NotFound);
    assert_eq!(kind(cases_query::get_task(&read, task).await), Kind::NotFound);
    assert_eq!(kind(cases_query::get_attachment(&read, attachment.id).await), Kind::NotFound);
    assert_eq!(kind(papers_query::get(&read, paper.id).await), Kind::NotFound);
    assert_eq!(kind(papers_query::get_folder(&read, paper.folder_id).await), Kind::NotFound);
    assert_eq!(kind(papers_query::folder_papers(&read, paper.folder_id, None, 9).await), Kind::NotFound);
    assert_eq!(kind(papers_query::unsigned(&read, paper.folder_id).await), Kind::NotFound);
    assert_eq!(kind(papers_query::get_scan(&read, scans[0].id).await), Kind::NotFound);
    assert_eq!(kind(papers_query::get_scan(&read, ScanId(uuid::Uuid::nil())).await), Kind::NotFound);
    assert_eq!(kind(procedures::query::get_version(&read, version.id).await), Kind::NotFound);
    assert!(papers_query::find_by_code(&read, &paper.short_code).await.unwrap().is_none());
    assert!(papers_query::of_case(&read, case).await.unwrap().is_empty());
    assert!(papers_query::signatures(&read, paper.id).await.unwrap().is_empty());
    let ana = PersonId(f.ana.person.unwrap());
    assert!(query::holdings(&read, ana).await.unwrap().is_empty());
    assert!(crate::fixtures::found(&read, "impresora").await.is_empty());
    assert!(desk::queue(&read, None).await.unwrap().rows.is_empty());
    assert!(papers_query::list_folders(&read, None).await.unwrap().rows.is_empty());
    assert!(papers_query::waiting_scans(&read).await.unwrap().is_empty());
    let done = jobs::list_jobs(&read, jobs::JobStatus::Done, None).await.unwrap();
    assert!(done.rows.iter().all(|j| j.institution_id.is_none()));
    assert!(query::list_people(&read, "ana", None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn no_verb_reaches_into_another_institution() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let waiting = f.asks(&f.ana).await;
    let (task, paper) = (f.task(waiting).await, f.paper(case).await);
    let neighbour = f.neighbour().await;
    let them = Actor::system(neighbour.institution);
    let ana = PersonId(f.ana.person.unwrap());
    let mut tx = f.tx(&them).await;
    let gone = |kind: Kind| assert_eq!(kind, Kind::NotFound);
    let why = || "porque sí".to_owned();
    gone(kind(desk::take(&mut tx, task, None).await));
    gone(kind(cases::complete(&mut tx, task, None, procedure::state::Data::new()).await));
    gone(kind(cases::release(&mut tx, task, why()).await));
    gone(kind(cases::assign(&mut tx, task, ana, why()).await));
    gone(kind(cases::correct(&mut tx, case, "solucion".to_owned(), why(), why()).await));
    gone(kind(cases::annul(&mut tx, case, why()).await));
    gone(kind(cases::arrive(&mut tx, case).await));
    gone(kind(cases::note(&mut tx, case, "hola").await));
    gone(kind(papers::set_location(&mut tx, paper.folder_id, "aquí").await));
    gone(kind(people::deactivate(&mut tx, ana).await));
    gone(kind(people::password_link(&mut tx, ana).await));
    gone(kind(people::close_unit(&mut tx, f.treasury).await));
    let below = UnitDraft { code: "x".to_owned(), name: "X".to_owned(), parent: Some(f.treasury) };
    gone(kind(people::add_unit(&mut tx, below).await));
    let day = date("2026-03-03").unwrap();
    let stand_in = SubstituteDraft { substitute: ana, from_on: day, until_on: day };
    gone(kind(people::add_substitute(&mut tx, PersonId(neighbour.person.unwrap()), stand_in).await));
    assert_eq!(desk::take_next(&mut tx).await.unwrap().map(|c| c.id), None);
    drop(tx);
    gone(kind(papers::print(&f.office, &them, paper.id).await));
    gone(kind(papers::index_pdf(&f.office, &them, paper.folder_id).await));
    gone(kind(papers::bound_pdf(&f.office, &them, paper.folder_id).await));
    // A user name signs in to one person of the whole installation.
    let taken = people::PersonDraft { name: "Otra Ana".to_owned(), user_name: "ana".to_owned(), ..Default::default() };
    let mut tx = f.tx(&neighbour).await;
    assert_eq!(key(people::add_person(&mut tx, taken).await), "error-check-fields");
}
