//! Asking, and the queue in order of arrival.

use super::{Request, ahead, ask, mine, public_institution, queue, queue_length, take, take_next, to_finish};
use crate::{
    CaseId,
    cases::{self, Happening, query},
    fixtures::{Fixture, actor, add, fields, key, kind, office},
    people::{self, Grant, PersonDraft},
};
use db::{Source as _, entity};
use kernel::{Kind, Locale, permit::Actor, time::Duration};
use procedure::state::{Data, Event};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use std::collections::BTreeSet;

async fn stored(f: &Fixture) -> [u64; 4] {
    let read = f.office.read(&f.admin);
    let conn = read.conn();
    [
        entity::cases::Entity::find().count(conn).await.unwrap(),
        entity::event::Entity::find().count(conn).await.unwrap(),
        entity::task::Entity::find().count(conn).await.unwrap(),
        entity::counter::Entity::find().count(conn).await.unwrap(),
    ]
}

fn data(pairs: &[(&str, &str)]) -> Data {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

#[tokio::test]
async fn s1_a_request_without_unit_and_kind_names_both_and_nothing_is_stored_or_numbered() {
    let f = office().await;
    let request = Request { data: data(&[("detalle", "No imprime")]), ..f.request() };
    let mut tx = f.tx(&f.ana).await;
    let refused = fields(ask(&mut tx, request).await);
    drop(tx);
    let missing = |field: &str| (field.to_owned(), "field-required".to_owned());
    assert_eq!(refused, [missing("tipo_ayuda"), missing("unidad")]);
    assert_eq!(stored(&f).await, [0; 4]);
    let case = f.asks(&f.ana).await;
    assert_eq!(f.case(case).await.number, "TIM-2026-00001");
}

#[tokio::test]
async fn everything_wrong_with_a_request_is_named_at_once() {
    let f = office().await;
    let wrong = data(&[("unidad", "luna"), ("tipo_ayuda", "Ninguna de la lista"), ("nada", "x")]);
    let mut tx = f.tx(&f.ana).await;
    let refused = fields(ask(&mut tx, Request { data: wrong, ..f.request() }).await);
    let named: Vec<&str> = refused.iter().map(|(f, _)| f.as_str()).collect();
    assert_eq!(named, ["nada", "tipo_ayuda", "unidad"]);
    let unknown = Request { procedure: "ninguno".to_owned(), ..f.request() };
    assert_eq!(kind(ask(&mut tx, unknown).await), Kind::NotFound);
}

#[tokio::test]
async fn the_public_asks_with_a_name_and_a_contact_and_follows_the_case_by_its_link() {
    let f = office().await;
    let (town, public) = public_institution(&f.office, "prueba", Locale::Es).await.unwrap();
    assert_eq!(town.id.0, f.ana.institution);
    assert_eq!(kind(public_institution(&f.office, "otra", Locale::Es).await), Kind::NotFound);
    let mut tx = f.tx(&public).await;
    let refused = fields(ask(&mut tx, Request { data: Data::new(), ..f.request() }).await);
    let named: Vec<&str> = refused.iter().map(|(f, _)| f.as_str()).collect();
    assert_eq!(named, ["contact", "name", "tipo_ayuda", "unidad"]);
    drop(tx);
    let mut tx = f.tx(&public).await;
    let request = Request { name: "Vecina".to_owned(), contact: "7000-0000".to_owned(), ..f.request() };
    let asked = ask(&mut tx, request).await.unwrap();
    tx.commit().await.unwrap();
    let nobody = f.office.read(&public);
    assert_eq!(query::tracked(&nobody, &asked.tracking).await.unwrap().map(|c| c.id), Some(asked.case.id));
    assert!(query::tracked(&nobody, "otra cosa").await.unwrap().is_none());
    assert_eq!(kind(query::get(&nobody, asked.case.id).await), Kind::NotFound);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn s2_eight_takers_at_once_get_each_case_exactly_once_in_the_order_of_arrival() {
    let f = office().await;
    let mut takers = vec![f.beto.clone(), f.carla.clone()];
    for n in 0..6 {
        let id = add(&f.office, &f.admin, &format!("Técnico {n}"), &format!("tecnico{n}"), "tecnico_tim", "tim").await;
        takers.push(actor(&f.office, &f.admin, id.unwrap()).await);
    }
    let mut asked = Vec::new();
    for _ in 0..20 {
        asked.push(f.asks(&f.ana).await);
    }
    // The order in which the takings were committed, as each saw it inside its own transaction.
    let order = std::sync::Arc::new(std::sync::Mutex::new(Vec::<CaseId>::new()));
    let work = takers.into_iter().map(|who| {
        let (office, order) = (f.office.clone(), order.clone());
        tokio::spawn(async move {
            loop {
                let mut tx = office.write(&who).await.unwrap();
                let Some(case) = take_next(&mut tx).await.unwrap() else { return };
                order.lock().unwrap().push(case.id);
                tx.commit().await.unwrap();
            }
        })
    });
    for taker in work.collect::<Vec<_>>() {
        taker.await.unwrap();
    }
    assert_eq!(*order.lock().unwrap(), asked);
    for case in asked {
        assert_eq!(f.verify(case).await, Ok(()));
        let history = query::history(&f.office.read(&f.chief), &f.case(case).await).await.unwrap();
        let taken = history.iter().filter(|(_, h)| matches!(h, Happening::Engine(Event::Taken { .. })));
        assert_eq!(taken.count(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_take_the_same_case_at_once_are_told_apart_by_name() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    let task = f.task(case).await;
    let both = [f.beto.clone(), f.carla.clone()].map(|who| {
        let office = f.office.clone();
        tokio::spawn(async move {
            let mut tx = office.write(&who).await?;
            take(&mut tx, task, None).await?;
            tx.commit().await
        })
    });
    let mut refused = Vec::new();
    for taker in both {
        refused.extend(taker.await.unwrap().err().map(|e| e.msg.key));
    }
    assert_eq!(refused, ["task-taken"]);
}

#[tokio::test]
async fn taking_another_than_the_oldest_needs_a_reason_that_is_kept() {
    let f = office().await;
    let (first, second) = (f.asks(&f.ana).await, f.asks(&f.dora).await);
    let task = f.task(second).await;
    for reason in [None, Some("  ".to_owned())] {
        let mut tx = f.tx(&f.beto).await;
        let refused = fields(take(&mut tx, task, reason).await);
        assert_eq!(refused, [("reason".to_owned(), "queue-reason-needed".to_owned())]);
    }
    let mut tx = f.tx(&f.beto).await;
    take(&mut tx, task, Some("La caja está parada".to_owned())).await.unwrap();
    tx.commit().await.unwrap();
    let history = query::history(&f.office.read(&f.chief), &f.case(second).await).await.unwrap();
    let kept = history.iter().find_map(|(_, h)| match h {
        Happening::Engine(Event::Taken { reason, .. }) => reason.clone(),
        _ => None,
    });
    assert_eq!(kept.as_deref(), Some("La caja está parada"));
    // The oldest needs none.
    let task = f.task(first).await;
    let mut tx = f.tx(&f.carla).await;
    take(&mut tx, task, None).await.unwrap();
}

#[tokio::test]
async fn the_queue_cannot_be_passed_by_doing_the_task_without_taking_it() {
    let f = office().await;
    let (_, second) = (f.asks(&f.ana).await, f.asks(&f.dora).await);
    assert_eq!(key(f.does(&f.beto, second, &[]).await), "task-take-first");
}

#[tokio::test]
async fn a_case_given_back_waits_again_in_the_place_of_its_arrival() {
    let f = office().await;
    let (first, second) = (f.asks(&f.ana).await, f.asks(&f.dora).await);
    assert_eq!(f.takes_next(&f.beto).await, Some(first));
    let task = f.task(first).await;
    let mut tx = f.tx(&f.carla).await;
    assert_eq!(kind(cases::release(&mut tx, task, "no es mío".to_owned()).await), Kind::Conflict);
    drop(tx);
    let mut tx = f.tx(&f.beto).await;
    assert_eq!(fields(cases::release(&mut tx, task, " ".to_owned()).await)[0].0, "reason");
    cases::release(&mut tx, task, "Falta repuesto".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    let waiting: Vec<CaseId> =
        queue(&f.office.read(&f.beto), None).await.unwrap().rows.iter().map(|w| w.case.id).collect();
    assert_eq!(waiting, [first, second]);
    assert_eq!(f.takes_next(&f.carla).await, Some(first));
    // Who took it over keeps it: closing is theirs, and the ticket names them.
    f.does(&f.carla, first, &[]).await.unwrap();
    assert_eq!(f.case(first).await.owner_id.map(|p| p.0), f.carla.person);
}

#[tokio::test]
async fn a_technician_of_one_unit_takes_only_what_is_asked_there_and_is_out_of_turn_only_there() {
    let f = office().await;
    let roles = people::query::roles(&f.office.read(&f.admin)).await.unwrap();
    let role = roles.iter().find(|r| r.code == "tecnico_tim").unwrap().id;
    let registry = crate::fixtures::unit(&f.office, &f.admin, "registro-familiar").await;
    let draft = PersonDraft {
        name: "Elsa".to_owned(),
        user_name: "elsa".to_owned(),
        grants: vec![Grant { role, unit: Some(registry) }],
        ..PersonDraft::default()
    };
    let mut tx = f.tx(&f.admin).await;
    let elsa = people::add_person(&mut tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    let elsa: Actor = actor(&f.office, &f.admin, elsa).await;
    f.asks(&f.ana).await;
    let mut request = f.request();
    request.data.insert("unidad".to_owned(), registry.to_string());
    f.office.clock.advance(Duration::minutes(1));
    let mut tx = f.tx(&f.dora).await;
    let theirs = ask(&mut tx, request).await.unwrap().case.id;
    tx.commit().await.unwrap();
    // The treasury's case is older, but not hers to take.
    let task = f.task(theirs).await;
    let mut tx = f.tx(&elsa).await;
    take(&mut tx, task, None).await.unwrap();
    drop(tx);
    assert_eq!(f.takes_next(&elsa).await, Some(theirs));
    assert_eq!(f.takes_next(&elsa).await, None);
}

#[tokio::test]
async fn the_queue_tells_its_length_its_pages_and_who_is_ahead() {
    let f = office().await;
    let mut asked = Vec::new();
    for _ in 0..53 {
        asked.push(f.asks(&f.ana).await);
    }
    let read = f.office.read(&f.beto);
    assert_eq!(queue_length(&read).await.unwrap(), 53);
    let page = queue(&read, None).await.unwrap();
    let rest = queue(&read, page.next.as_deref()).await.unwrap();
    assert_eq!((page.rows.len(), rest.rows.len(), rest.next), (50, 3, None));
    let all: BTreeSet<CaseId> = page.rows.iter().chain(&rest.rows).map(|w| w.case.id).collect();
    assert_eq!(all.len(), 53);
    assert_eq!(ahead(&f.office.read(&f.ana), asked[52]).await.unwrap(), 52);
    // The 53rd is out of turn although fifty older ones fill a page.
    let task = f.task(asked[52]).await;
    let mut tx = f.tx(&f.beto).await;
    assert_eq!(fields(take(&mut tx, task, None).await)[0].0, "reason");
    drop(tx);
    let case = f.takes_next(&f.beto).await.unwrap();
    let own = mine(&f.office.read(&f.beto)).await.unwrap();
    assert_eq!((own.len(), own[0].case.id, own[0].step.as_str()), (1, case, "Atiende en el lugar"));
}

#[tokio::test]
async fn what_is_left_to_file_is_listed_for_those_whose_role_does_it() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let left = async |who: &Actor| {
        let left = to_finish(&f.office.read(who)).await.unwrap();
        left.iter().map(|m| m.case.id).collect::<Vec<_>>()
    };
    assert_eq!((left(&f.ana).await, left(&f.carla).await), (vec![case], vec![]), "the asker signs");
    f.signs(&f.beto, case).await.unwrap();
    assert_eq!((left(&f.ana).await, left(&f.carla).await), (vec![], vec![case]), "who files is a technician");
    assert_eq!(kind(queue(&f.office.read(&f.ana), None).await), Kind::Forbidden);
}
