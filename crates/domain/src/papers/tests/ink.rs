//! Sheets that were signed in ink and scanned back.

use super::tools::scanned;
use crate::{
    CaseId,
    fixtures::{Fixture, fields, key, kind, office},
    papers::{self, PaperStatus, Scan, SignatureMethod, query},
};
use kernel::Kind;

/// The printed sheet of the case as PDF.
async fn sheet(f: &Fixture, case: CaseId) -> Vec<u8> {
    f.office.files.get(&f.paper(case).await.pdf_sha256.unwrap()).await.unwrap()
}

async fn scan(f: &Fixture, name: &str, bytes: Vec<u8>) -> Scan {
    papers::receive_scans(&f.office, &f.carla, vec![(name.to_owned(), bytes)]).await.unwrap().remove(0)
}

#[tokio::test]
async fn a_scanned_picture_finds_its_ticket_and_signs_it_in_ink() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let picture = scanned(&sheet(&f, case).await).remove(0);
    let read = scan(&f, "escaneo 1.png", picture).await;
    let paper = f.paper(case).await;
    assert_eq!((read.paper_id, read.problem.as_str()), (Some(paper.id), ""));
    assert_eq!((paper.status, paper.signed_sha256.as_ref()), (PaperStatus::Signed, Some(&read.sha256)));
    let kept = query::signature_in_force(&f.office.read(&f.chief), paper.id).await.unwrap().unwrap();
    assert_eq!((kept.method, kept.witness_name.as_str()), (SignatureMethod::Ink, "Carla Paz"));
    assert_eq!((kept.image_sha256, kept.device.as_str()), (read.sha256, "escaneo 1.png"));
    f.does(&f.beto, case, &[]).await.unwrap();
    assert_eq!(f.paper(case).await.status, PaperStatus::Filed);
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_scanned_pdf_does_too_and_a_second_scan_of_it_waits_with_the_reason() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let pdf = sheet(&f, case).await;
    assert_eq!(scan(&f, "a.pdf", pdf.clone()).await.problem, "");
    let again = scan(&f, "b.pdf", pdf).await;
    assert_eq!((again.paper_id, again.problem.as_str()), (None, "paper-signed-already"));
    let waiting = query::waiting_scans(&f.office.read(&f.beto)).await.unwrap();
    assert_eq!(
        waiting.iter().map(|s| (s.name.as_str(), s.problem.as_str())).collect::<Vec<_>>(),
        [("b.pdf", "paper-signed-already")]
    );
    assert_eq!(query::matched_scans(&f.office.read(&f.beto)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_scan_without_a_legible_code_waits_and_is_matched_by_the_code_that_somebody_types() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let blank = scan(&f, "sin código.png", crate::demo::scribble(&f.office.random)).await;
    assert_eq!((blank.paper_id, blank.problem.as_str()), (None, "scan-no-code"));
    let torn = scan(&f, "roto.pdf", b"%PDF-1.7\nnothing more".to_vec()).await;
    assert_eq!((torn.paper_id, torn.problem.as_str()), (None, "scan-unreadable"));
    let unknown = papers::match_scan(&f.office, &f.beto, blank.id, "ZZZZ2222").await;
    assert_eq!(fields(unknown), [("code".to_owned(), "scan-unknown-code".to_owned())]);
    assert_eq!(query::waiting_scans(&f.office.read(&f.beto)).await.unwrap().len(), 2);
    let code = f.paper(case).await.short_code.to_lowercase();
    let typed = format!(" {}-{} ", &code[..4], &code[4..]);
    let paper = papers::match_scan(&f.office, &f.beto, blank.id, &typed).await.unwrap();
    assert_eq!((paper.status, paper.signed_sha256), (PaperStatus::Signed, Some(blank.sha256)));
    assert_eq!(key(papers::match_scan(&f.office, &f.beto, blank.id, &code).await), "scan-matched-already");
}

#[tokio::test]
async fn a_scan_of_a_voided_version_is_refused_and_kept() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let old = sheet(&f, case).await;
    let mut tx = f.tx(&f.chief).await;
    let (field, value) = ("solucion".to_owned(), "Se cambió el tambor".to_owned());
    crate::cases::correct(&mut tx, case, field, value, "Se anotó mal".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    let read = scan(&f, "vieja.pdf", old).await;
    assert_eq!((read.paper_id, read.problem.as_str()), (None, "paper-voided"));
    assert!(query::signatures(&f.office.read(&f.chief), f.paper(case).await.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_with_sheets_of_several_cases_waits() {
    let f = office().await;
    let (one, other) = (f.printed(&f.ana, &f.beto).await, f.printed(&f.dora, &f.beto).await);
    let both = f.office.press.bind("dos", &[sheet(&f, one).await, sheet(&f, other).await]).unwrap();
    let read = scan(&f, "dos.pdf", both).await;
    assert_eq!((read.paper_id, read.problem.as_str()), (None, "scan-several-codes"));
    // Given in one go but each by itself, every one finds its paper.
    let each = vec![("1.pdf".to_owned(), sheet(&f, one).await), ("2.pdf".to_owned(), sheet(&f, other).await)];
    let read = papers::receive_scans(&f.office, &f.beto, each).await.unwrap();
    let found: Vec<_> = read.iter().map(|s| s.paper_id).collect();
    assert_eq!(found, [Some(f.paper(one).await.id), Some(f.paper(other).await.id)]);
}

#[tokio::test]
async fn what_is_no_scan_is_refused_and_so_is_who_may_not_scan() {
    let f = office().await;
    let send = async |who, name: &str, bytes: &[u8]| {
        papers::receive_scans(&f.office, who, vec![(name.to_owned(), bytes.to_vec())]).await
    };
    assert_eq!(fields(send(&f.beto, "nota.txt", b"hola").await)[0].1, "scan-kind");
    assert_eq!(fields(send(&f.beto, "x.exe", b"MZ\x90\0\x03\0\0\0").await)[0].1, "file-kind");
    assert_eq!(fields(papers::receive_scans(&f.office, &f.beto, Vec::new()).await)[0].1, "file-none");
    for who in [&f.ana, &f.auditor, &f.admin] {
        assert_eq!(kind(send(who, "a.pdf", b"%PDF-1.7").await), Kind::Forbidden);
        assert_eq!(kind(query::waiting_scans(&f.office.read(who)).await), Kind::Forbidden);
    }
}
