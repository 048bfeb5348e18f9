//! A correction after the signature: paper and signature are void, visibly, and everything is done anew.

use super::tools::words;
use crate::{
    CaseId,
    cases::{self, CaseStatus},
    fixtures::{Fixture, fields, key, office},
    jobs,
    papers::{PaperStatus, query},
};
use kernel::{Result, permit::Actor};

async fn corrects(f: &Fixture, who: &Actor, case: CaseId, value: &str) -> Result<()> {
    f.office.clock.advance(kernel::time::Duration::minutes(1));
    let mut tx = f.tx(who).await;
    let (field, value, why) = ("solucion".to_owned(), value.to_owned(), "Se anotó mal".to_owned());
    cases::correct(&mut tx, case, field, value, why).await?;
    tx.commit().await
}

async fn again_to_the_folder(f: &Fixture, case: CaseId) {
    f.does(&f.beto, case, &[]).await.unwrap();
    jobs::drain(&f.office).await.unwrap();
    f.signs(&f.ana, case).await.unwrap();
    f.does(&f.beto, case, &[]).await.unwrap();
    jobs::drain(&f.office).await.unwrap();
}

#[tokio::test]
async fn correcting_a_signed_case_voids_paper_and_signature_and_prints_the_next_version() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let first = f.signs(&f.ana, case).await.unwrap();
    corrects(&f, &f.chief, case, "Se cambió el tambor").await.unwrap();
    let read = f.office.read(&f.chief);
    let void = query::get(&read, first.id).await.unwrap();
    assert_eq!((void.status, void.void_reason.as_str()), (PaperStatus::Voided, "Se anotó mal"));
    assert!(query::signature_in_force(&read, first.id).await.unwrap().is_none());
    let kept = query::signatures(&read, first.id).await.unwrap();
    assert_eq!(
        (kept.len(), kept[0].voided_at, kept[0].void_reason.as_str()),
        (1, Some(f.office.now()), "Se anotó mal")
    );
    assert_eq!(f.case(case).await.step.as_deref(), Some("imprimir"));
    assert_eq!(key(f.signs(&f.ana, case).await), "paper-voided");
    again_to_the_folder(&f, case).await;
    let second = f.paper(case).await;
    assert_eq!((second.edition, second.status, second.folder_id), (2, PaperStatus::Filed, first.folder_id));
    assert_ne!(second.short_code, first.short_code);
    let old = words(&f.office.files.get(&first.pdf_sha256.unwrap()).await.unwrap());
    let new = words(&f.office.files.get(&second.pdf_sha256.unwrap()).await.unwrap());
    assert!(old.contains("Se cambió el cartucho") && !old.contains("tambor"));
    assert!(new.contains("Se cambió el tambor"));
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_filed_case_that_is_corrected_next_month_goes_back_to_the_folder_it_was_in() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    let before = f.paper(case).await.folder_id;
    f.office.clock.advance(kernel::time::Duration::days(40));
    corrects(&f, &f.beto, case, "Se cambió el tambor").await.unwrap();
    assert_eq!((f.case(case).await.status, f.case(case).await.closed_at), (CaseStatus::Open, None));
    again_to_the_folder(&f, case).await;
    assert_eq!(f.paper(case).await.folder_id, before);
    assert_eq!(query::list_folders(&f.office.read(&f.chief), None).await.unwrap().rows.len(), 1);
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
}

#[tokio::test]
async fn only_who_wrote_it_or_may_correct_does_and_with_a_fitting_value_and_a_reason() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    for who in [&f.carla, &f.ana] {
        assert_eq!(key(corrects(&f, who, case, "Otra cosa").await), "error-forbidden");
    }
    assert_eq!(fields(corrects(&f, &f.chief, case, " ").await)[0].0, "solucion");
    let mut tx = f.tx(&f.chief).await;
    let (field, value) = ("tipo_ayuda".to_owned(), "Ninguna".to_owned());
    assert_eq!(fields(cases::correct(&mut tx, case, field, value, "x".to_owned()).await)[0].1, "field-not-in-list");
    drop(tx);
    let mut tx = f.tx(&f.chief).await;
    let (field, value) = ("solucion".to_owned(), "Otra".to_owned());
    assert_eq!(fields(cases::correct(&mut tx, case, field, value, " ".to_owned()).await)[0].0, "reason");
    drop(tx);
    assert_eq!(f.paper(case).await.status, PaperStatus::Issued);
    corrects(&f, &f.beto, case, "Se cambió el tambor").await.unwrap();
}

#[tokio::test]
async fn after_a_hand_over_the_ticket_names_who_really_attended() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    f.takes_next(&f.beto).await;
    let task = f.task(case).await;
    let mut tx = f.tx(&f.beto).await;
    cases::release(&mut tx, task, "Me llaman de otra unidad".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(f.takes_next(&f.carla).await, Some(case));
    f.does(&f.carla, case, &[]).await.unwrap();
    f.does(&f.carla, case, &[("problema", "Sin tinta"), ("solucion", "Cartucho nuevo")]).await.unwrap();
    f.does(&f.carla, case, &[]).await.unwrap();
    jobs::drain(&f.office).await.unwrap();
    let text = words(&f.office.files.get(&f.paper(case).await.pdf_sha256.unwrap()).await.unwrap());
    assert!(text.contains("Carla Paz") && !text.contains("Beto Rivas"), "{text}");
}
