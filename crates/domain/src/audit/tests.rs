//! Who did what, and when.

use super::{list_entries, verify};
use crate::{
    PersonId,
    fixtures::{Fixture, PASSWORD, kind, office},
    papers,
    people::{self, Login},
};
use kernel::{Kind, permit::Actor, time::Duration};

async fn kinds(f: &Fixture) -> Vec<(String, String)> {
    let page = list_entries(&f.office.read(&f.auditor), "", None).await.unwrap();
    page.rows.into_iter().map(|e| (e.kind, e.actor_name)).collect()
}

#[tokio::test]
async fn each_act_outside_the_cases_is_kept_with_who_and_when() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    f.office.clock.advance(Duration::minutes(5));
    let beto = PersonId(f.beto.person.unwrap());
    let mut tx = f.tx(&f.admin).await;
    people::close_unit(&mut tx, f.treasury).await.unwrap();
    people::deactivate(&mut tx, beto).await.unwrap();
    people::reactivate(&mut tx, beto).await.unwrap();
    tx.commit().await.unwrap();
    let login = Login {
        name: "rosa".to_owned(),
        password: PASSWORD.to_owned(),
        address: "a".to_owned(),
        agent: "b".to_owned(),
    };
    let token = people::sign_in(&f.office, login).await.unwrap().token;
    people::sign_out(&f.office, &f.admin, &token).await.unwrap();
    let folder = f.paper(case).await.folder_id;
    let mut tx = f.tx(&f.chief).await;
    papers::set_location(&mut tx, folder, "Estante 2").await.unwrap();
    tx.commit().await.unwrap();
    papers::bound_pdf(&f.office, &f.chief, folder).await.unwrap();
    let kept = kinds(&f).await;
    for (kind, who) in [
        ("institution.founded", "Cabildo"),
        ("pack.installed", "Cabildo"),
        ("procedure.in_force", "Cabildo"),
        ("person.added", "Rosa Admin"),
        ("unit.closed", "Rosa Admin"),
        ("person.deactivated", "Rosa Admin"),
        ("person.reactivated", "Rosa Admin"),
        ("person.signed_in", "Rosa Admin"),
        ("person.signed_out", "Rosa Admin"),
        ("folder.moved", "Julia Méndez"),
        ("folder.bound", "Julia Méndez"),
    ] {
        assert!(kept.iter().any(|k| *k == (kind.to_owned(), who.to_owned())), "{kind} by {who}: {kept:?}");
    }
    let latest = list_entries(&f.office.read(&f.auditor), "folder.", None).await.unwrap().rows;
    assert_eq!(latest.len(), 2);
    assert!(latest.iter().all(|e| e.at == f.office.now() && e.actor_id.map(|p| p.0) == f.chief.person));
}

#[tokio::test]
async fn what_was_taken_back_leaves_no_entry() {
    let f = office().await;
    let before = kinds(&f).await;
    let mut tx = f.tx(&f.admin).await;
    people::close_unit(&mut tx, f.treasury).await.unwrap();
    drop(tx);
    assert_eq!(kinds(&f).await, before);
}

#[tokio::test]
async fn the_log_is_read_in_pages_and_only_by_those_who_may() {
    let f = office().await;
    for n in 0..60 {
        f.office.clock.advance(Duration::microseconds(n % 2 + 1));
        let mut tx = f.tx(&f.admin).await;
        tx.record("test", None, &n.to_string(), serde_json::json!({})).await.unwrap();
        tx.commit().await.unwrap();
    }
    let read = f.office.read(&f.auditor);
    let first = list_entries(&read, "test", None).await.unwrap();
    let rest = list_entries(&read, "test", first.next.as_deref()).await.unwrap();
    let labels: Vec<String> = first.rows.into_iter().chain(rest.rows).map(|e| e.label).collect();
    assert_eq!(labels, (0..60).rev().map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(rest.next, None);
    for who in [&f.admin, &f.chief, &f.beto, &f.ana] {
        assert_eq!(kind(list_entries(&f.office.read(who), "", None).await), Kind::Forbidden);
        assert_eq!(kind(verify(&f.office, who).await), Kind::Forbidden);
    }
}

#[tokio::test]
async fn verifying_looks_at_every_history_and_file_and_names_what_is_wrong() {
    use db::{
        Source as _,
        entity::{cases, paper},
    };
    use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    let system = Actor::system(f.ana.institution);
    let fine = verify(&f.office, &system).await.unwrap();
    assert_eq!((fine.cases, fine.findings), (1, Vec::new()));
    assert!(fine.files >= 3);
    let mut tx = f.tx(&system).await;
    let lost = paper::ActiveModel { pdf_sha256: Set(Some("0".repeat(64))), ..Default::default() };
    tx.swap(paper::Entity::update_many().set(lost).filter(paper::Column::CaseId.eq(case))).await.unwrap();
    let bent = cases::ActiveModel { head: Set("0".repeat(64)), ..Default::default() };
    tx.swap(cases::Entity::update_many().set(bent).filter(cases::Column::Id.eq(case))).await.unwrap();
    assert_eq!(tx.institution().0, f.ana.institution);
    tx.commit().await.unwrap();
    let wrong = verify(&f.office, &system).await.unwrap().findings;
    assert_eq!(wrong.iter().map(|(what, _)| what.as_str()).collect::<Vec<_>>(), ["TIM-2026-00001"; 2]);
}
