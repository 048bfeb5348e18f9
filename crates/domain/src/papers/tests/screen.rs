//! Signatures drawn on a screen.

use super::tools::{pages, words};
use crate::{
    PersonId,
    cases::{Free, Happening, query as cases},
    fixtures::{Fixture, fields, key, kind, office},
    jobs,
    papers::{self, Drawn, PaperStatus, Signature, SignatureMethod, query},
};
use kernel::{Kind, random::sha256};

async fn evidence(f: &Fixture, case: crate::CaseId) -> Signature {
    let paper = f.paper(case).await;
    query::signature_in_force(&f.office.read(&f.chief), paper.id).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_ticket_is_one_letter_page_with_everything_of_the_case_on_it() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let pdf = f.office.files.get(&f.paper(case).await.pdf_sha256.unwrap()).await.unwrap();
    let (count, size) = pages(&pdf);
    assert_eq!((count, size.contains("612 x 792")), (1, true), "{size}");
    let text = words(&pdf);
    let paper = f.paper(case).await;
    for word in
        ["TIM-2026-00001", "Ana Flores", "Beto Rivas", "Tesorería Municipal", "Sin tinta", "Se cambió el cartucho"]
    {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(text.contains(&paper.short_code) && text.contains("Recibí la ayuda que describe esta hoja"), "{text}");
    assert!(!text.contains('⟦'), "{text}");
}

#[tokio::test]
async fn the_ticket_says_when_the_case_left_the_queue_and_not_when_later_tasks_were_taken() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let sheet: kernel::sheet::Paper = serde_json::from_str(&f.paper(case).await.sheet).unwrap();
    let kernel::sheet::Paper::Ticket(ticket) = sheet else { panic!("a ticket") };
    let at = |label: &str| ticket.facts.iter().find(|l| l.label == label).unwrap().value.clone();
    assert_eq!(
        [at("Pedido"), at("Tomado"), at("Cerrado")],
        ["02/03/2026 08:01", "02/03/2026 08:02", "02/03/2026 08:04"]
    );
}

#[tokio::test]
async fn the_requesters_own_signature_is_kept_with_all_its_evidence() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let paper = f.signs(&f.ana, case).await.unwrap();
    assert_eq!((paper.status, paper.signed_at), (PaperStatus::Signed, Some(f.office.now())));
    let kept = evidence(&f, case).await;
    assert_eq!(kept.method, SignatureMethod::Screen);
    assert_eq!((kept.signer_id.map(|p| p.0), kept.signer_name.as_str()), (f.ana.person, "Ana Flores"));
    assert_eq!((kept.signer_post.as_str(), kept.signer_unit.as_str()), ("Puesto", "Tesorería Municipal"));
    assert_eq!(Some(&kept.document_sha256), paper.pdf_sha256.as_ref());
    assert_eq!(kept.local_time, "02/03/2026 08:06 (America/El_Salvador)");
    assert_eq!((kept.device.as_str(), kept.address.as_str()), ("Tableta", "192.0.2.7"));
    assert_eq!((kept.witness_id, kept.witness_name.as_str()), (None, ""));
    assert_eq!(kept.statement, "Recibí la ayuda que describe esta hoja y quedo conforme.");
    let drawing = f.office.files.get(&kept.image_sha256).await.unwrap();
    assert_eq!(sha256(&drawing), kept.image_sha256);
    let history = cases::history(&f.office.read(&f.chief), &f.case(case).await).await.unwrap();
    assert!(history.iter().any(|(_, h)| matches!(
        h,
        Happening::Free(Free::Evidence { document_sha256, image_sha256, .. })
            if *document_sha256 == kept.document_sha256 && *image_sha256 == kept.image_sha256
    )));
    jobs::drain(&f.office).await.unwrap();
    let signed = f.paper(case).await.signed_sha256.unwrap();
    let text = words(&f.office.files.get(&signed).await.unwrap());
    assert!(text.contains("Firmado en pantalla") && text.contains(&kept.document_sha256[..16]), "{text}");
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_technician_records_it_as_the_witness() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    f.signs(&f.carla, case).await.unwrap();
    let kept = evidence(&f, case).await;
    assert_eq!(kept.signer_id.map(|p| p.0), f.ana.person);
    assert_eq!((kept.witness_id, kept.witness_name.as_str()), (f.carla.person.map(PersonId), "Carla Paz"));
}

#[tokio::test]
async fn whoever_is_neither_the_requester_nor_attends_cannot_sign() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    assert_eq!(kind(f.signs(&f.dora, case).await), Kind::NotFound);
    assert_eq!(kind(f.signs(&f.auditor, case).await), Kind::Forbidden);
    assert_eq!(f.paper(case).await.status, PaperStatus::Issued);
}

#[tokio::test]
async fn a_signature_on_another_document_no_picture_or_a_second_time_is_refused() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let paper = f.paper(case).await;
    let right = paper.pdf_sha256.clone().unwrap();
    let png = crate::demo::scribble(&f.office.random);
    let sign = async |image: &[u8], sha256: &str| {
        let drawn = Drawn {
            image: image.to_vec(),
            document_sha256: sha256.to_owned(),
            device: String::new(),
            address: String::new(),
        };
        papers::sign_on_screen(&f.office, &f.ana, paper.id, drawn).await
    };
    assert_eq!(key(sign(&png, &"0".repeat(64)).await), "paper-changed");
    assert_eq!(fields(sign(&[], &right).await)[0].1, "signature-empty");
    for image in [b"%PDF-1.7 no".to_vec(), b"\xff\xd8\xff\xe0jpeg".to_vec(), [png.clone(), vec![0; 600_000]].concat()] {
        assert_eq!(fields(sign(&image, &right).await)[0].1, "signature-not-drawn");
    }
    assert!(query::signatures(&f.office.read(&f.chief), paper.id).await.unwrap().is_empty());
    sign(&png, &right).await.unwrap();
    assert_eq!(key(sign(&png, &right).await), "paper-signed-already");
    assert_eq!(query::signatures(&f.office.read(&f.chief), paper.id).await.unwrap().len(), 1);
}
