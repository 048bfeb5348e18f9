//! The folder of the month.

use super::tools::{pages, words};
use crate::{
    fixtures::{key, kind, office},
    papers::{self, PaperStatus, month_in_words, query, status_key},
};
use kernel::{
    Kind, Locale,
    text::has,
    time::{Duration, instant},
};

#[tokio::test]
async fn index_label_and_bound_copy_hold_what_is_in_the_folder() {
    let f = office().await;
    let filed = f.filed(&f.ana, &f.beto).await;
    let missing = f.printed(&f.dora, &f.beto).await;
    let folder = f.paper(filed).await.folder_id;
    assert_eq!(f.paper(missing).await.folder_id, folder);
    let mut tx = f.tx(&f.chief).await;
    papers::set_location(&mut tx, folder, " Estante 2, lomo azul ").await.unwrap();
    tx.commit().await.unwrap();
    let index = papers::index_pdf(&f.office, &f.auditor, folder).await.unwrap();
    let text = words(&index);
    for word in
        ["TIM-2026-00001", "TIM-2026-00002", "Estante 2, lomo azul", "marzo de 2026", "Falta firma", "Archivado"]
    {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert!(!text.contains('⟦'), "{text}");
    let spine = papers::spine_pdf(&f.office, &f.beto, folder).await.unwrap();
    assert_eq!(pages(&spine).0, 1);
    assert!(words(&spine).contains("TIM-2026-00001"));
    let bound = papers::bound_pdf(&f.office, &f.beto, folder).await.unwrap();
    assert_eq!(pages(&bound).0, pages(&index).0 + 2);
    assert!(words(&bound).contains("Firmado en pantalla"));
}

#[tokio::test]
async fn a_voided_version_is_listed_but_neither_counted_nor_bound() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let mut tx = f.tx(&f.chief).await;
    let (field, value) = ("solucion".to_owned(), "Se cambió el tambor".to_owned());
    crate::cases::correct(&mut tx, case, field, value, "Se anotó mal".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    f.does(&f.beto, case, &[]).await.unwrap();
    let folder = f.paper(case).await.folder_id;
    let read = f.office.read(&f.chief);
    let listed = query::folder_papers(&read, folder, None, 9).await.unwrap().rows;
    let states: Vec<_> = listed.iter().map(|p| (p.paper.edition, p.paper.status)).collect();
    assert_eq!(states, [(1, PaperStatus::Voided), (2, PaperStatus::Issued)]);
    assert_eq!(query::list_folders(&read, None).await.unwrap().rows[0].papers, 1);
    let index = papers::index_pdf(&f.office, &f.chief, folder).await.unwrap();
    let bound = papers::bound_pdf(&f.office, &f.chief, folder).await.unwrap();
    assert_eq!(pages(&bound).0, pages(&index).0 + 1);
}

#[tokio::test]
async fn each_month_has_its_folder_by_the_institutions_zone_and_they_are_listed_latest_first() {
    let f = office().await;
    // Half past five in the evening of 31 March, in UTC already close to April.
    f.office.clock.set(instant("2026-03-31T23:30:00Z"));
    let march = f.printed(&f.ana, &f.beto).await;
    f.office.clock.set(instant("2026-04-01T14:00:00Z"));
    let april = f.printed(&f.ana, &f.beto).await;
    assert_ne!(f.paper(march).await.folder_id, f.paper(april).await.folder_id);
    let lines = query::list_folders(&f.office.read(&f.chief), None).await.unwrap().rows;
    assert_eq!(lines.iter().map(|l| l.folder.month.as_str()).collect::<Vec<_>>(), ["2026-04", "2026-03"]);
    assert_eq!(lines[1].folder.title, "folder 2026-03 · Soporte Técnico");
    // Signed in April, the ticket of March stays in its folder.
    f.signs(&f.ana, march).await.unwrap();
    assert_eq!(f.paper(march).await.folder_id, lines[1].folder.id);
}

#[tokio::test]
async fn filing_without_a_signature_is_refused() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    assert_eq!(key(f.does(&f.ana, case, &[]).await), "paper-not-signed");
    assert_eq!(kind(f.does(&f.beto, case, &[]).await), Kind::Forbidden);
    assert_eq!(f.paper(case).await.filed_at, None);
    f.office.clock.advance(Duration::days(1));
    f.signs(&f.ana, case).await.unwrap();
    f.does(&f.beto, case, &[]).await.unwrap();
    assert_eq!(f.paper(case).await.filed_at, Some(f.office.now()));
}

#[test]
fn every_month_and_state_has_its_words_in_both_languages() {
    for locale in Locale::ALL {
        for month in 1..=12 {
            let text = month_in_words(&format!("2026-{month:02}"), locale);
            assert!(text.contains("2026") && !text.contains('⟦'), "{text}");
        }
        for state in [PaperStatus::Issued, PaperStatus::Signed, PaperStatus::Filed, PaperStatus::Voided] {
            assert!(has(locale, status_key(state)));
        }
    }
    assert_eq!(month_in_words("2026-03", Locale::Es), "marzo de 2026");
}
