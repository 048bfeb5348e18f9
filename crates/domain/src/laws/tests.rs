//! What holds of laws and of what rests on them.

use super::{ChangeDraft, LawDraft, query};
use crate::{
    fixtures::{Fixture, fields, kind, office},
    laws, manuals,
};
use db::{LawId, Tx};
use kernel::{Kind, Result, permit::Actor, time::Duration};

async fn as_<T>(f: &Fixture, who: &Actor, act: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
    let mut tx = f.tx(who).await;
    let done = act(&mut tx).await?;
    tx.commit().await?;
    Ok(done)
}

fn law() -> LawDraft {
    LawDraft { name: "Ley de Firma Electrónica".to_owned(), level: "Ley".to_owned(), ..LawDraft::default() }
}

fn changed() -> ChangeDraft {
    ChangeDraft {
        changed_on: "2026-03-01".to_owned(),
        what: "Nuevo artículo 7".to_owned(),
        source: "Diario Oficial 40".to_owned(),
    }
}

/// A law on which the support procedure rests.
async fn linked(f: &Fixture) -> LawId {
    as_(f, &f.chief, async |tx| {
        let id = laws::add(tx, &law()).await?;
        laws::link(tx, id, "soporte_tecnico", "art. 6").await?;
        Ok(id)
    })
    .await
    .unwrap()
}

async fn open(f: &Fixture) -> Vec<String> {
    query::open(&f.office.read(&f.ana)).await.unwrap().into_iter().map(|o| o.procedure).collect()
}

#[tokio::test]
async fn a_changed_law_asks_for_a_review_until_a_reason_says_no() {
    let f = office().await;
    let id = linked(&f).await;
    assert_eq!(open(&f).await, Vec::<String>::new());
    as_(&f, &f.chief, async |tx| laws::change(tx, id, &changed()).await).await.unwrap();
    assert_eq!(open(&f).await, ["soporte_tecnico"]);
    let change = query::changes(&f.office.read(&f.ana), id).await.unwrap()[0].id;
    let dismiss = async |reason: &str| {
        as_(&f, &f.chief, async |tx| laws::dismiss(tx, change, "soporte_tecnico", reason).await).await
    };
    assert_eq!(fields(dismiss("").await)[0].0, "reason");
    dismiss("No toca a los tickets").await.unwrap();
    assert_eq!(open(&f).await, Vec::<String>::new());
    assert_eq!(kind(dismiss("Otra vez").await), Kind::NotFound);
}

#[tokio::test]
async fn a_version_approved_afterwards_settles_it() {
    let f = office().await;
    let id = linked(&f).await;
    as_(&f, &f.chief, async |tx| laws::link(tx, id, "", "").await).await.unwrap();
    as_(&f, &f.chief, async |tx| laws::change(tx, id, &changed()).await).await.unwrap();
    f.office.clock.advance(Duration::minutes(1));
    let held = manuals::query::list_holding(&f.office.read(&f.chief)).await.unwrap().remove(0);
    let approval = manuals::ApprovalDraft {
        minutes: "1".to_owned(),
        resolution: "2".to_owned(),
        body: "Concejo".to_owned(),
        approved_on: "2026-03-02".to_owned(),
        signatories: "Alcaldía".to_owned(),
        ..manuals::ApprovalDraft::default()
    };
    assert!(!open(&f).await.is_empty());
    as_(&f, &f.chief, async |tx| manuals::approve(tx, held.id, &approval).await).await.unwrap();
    assert_eq!(open(&f).await, Vec::<String>::new());
}

#[tokio::test]
async fn wrong_fields_are_named_and_a_law_is_there_once() {
    let f = office().await;
    let id = linked(&f).await;
    let wrong = LawDraft { since_on: "ayer".to_owned(), ..LawDraft::default() };
    let named = fields(as_(&f, &f.chief, async |tx| laws::add(tx, &wrong).await).await);
    assert_eq!(named.iter().map(|(f, _)| f.as_str()).collect::<Vec<_>>(), ["name", "since_on"]);
    assert_eq!(fields(as_(&f, &f.chief, async |tx| laws::add(tx, &law()).await).await)[0].1, "law-exists");
    as_(&f, &f.chief, async |tx| laws::edit(tx, id, &LawDraft { level: "Decreto".to_owned(), ..law() }).await)
        .await
        .unwrap();
    let unknown = as_(&f, &f.chief, async |tx| laws::link(tx, id, "ninguno", "").await);
    assert_eq!(fields(unknown.await)[0].0, "procedure");
    let empty = as_(&f, &f.chief, async |tx| laws::change(tx, id, &ChangeDraft::default()).await);
    assert_eq!(fields(empty.await).len(), 3);
    as_(&f, &f.chief, async |tx| laws::unlink(tx, id, "soporte_tecnico").await).await.unwrap();
    assert!(query::links(&f.office.read(&f.chief), id).await.unwrap().is_empty());
}

#[tokio::test]
async fn only_those_who_manage_procedures_write_laws_and_only_their_own() {
    let f = office().await;
    let id = linked(&f).await;
    for who in [&f.ana, &f.beto, &f.auditor] {
        assert_eq!(kind(as_(&f, who, async |tx| laws::add(tx, &law()).await).await), Kind::Forbidden);
        assert_eq!(kind(as_(&f, who, async |tx| laws::change(tx, id, &changed()).await).await), Kind::Forbidden);
        assert!(query::list(&f.office.read(who), None).await.unwrap().rows.iter().any(|l| l.id == id));
    }
    let neighbour = f.neighbour().await;
    let theirs = as_(&f, &neighbour, async |tx| laws::change(tx, id, &changed()).await);
    assert_eq!(kind(theirs.await), Kind::NotFound);
    assert!(query::list(&f.office.read(&neighbour), None).await.unwrap().rows.iter().all(|l| l.id != id));
}
