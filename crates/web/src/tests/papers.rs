//! Papers: printed, signed on the screen or in ink, filed, corrected.

use super::{Browser, PNG, TestApp};
use axum::http::{StatusCode, header};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{
    CaseId,
    cases::{self, CaseStatus},
    jobs, papers,
};

fn id(case: &str) -> CaseId {
    case.rsplit('/').next().unwrap().parse().unwrap()
}

/// Signs the paper of the case on this browser's screen.
async fn signs(who: &mut Browser, case: &str) {
    let page = who.get(case).await;
    let sign = format!(
        "{}/sign",
        page.between("href=\"/papers/", "/sign\"")
            .rsplit('/')
            .next()
            .map(|id| format!("/papers/{}", id.rsplit('"').next().unwrap()))
            .unwrap()
    );
    let form = who.get(&sign).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.text());
    let sha256 = form.between("name=\"document_sha256\" value=\"", "\"");
    let drawing = format!("data:image/png;base64,{PNG}");
    let empty = who.post(&sign, &[("document_sha256", &sha256), ("signature", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.has("id=\"f-signature-error\""), "{}", empty.text());
    let answer = who.post(&sign, &[("document_sha256", &sha256), ("signature", &drawing)]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, case), "{}", answer.text());
}

#[tokio::test]
async fn from_the_request_to_the_signed_ticket_in_the_folder_of_the_month() {
    let app = TestApp::new().await;
    let (mut ana, mut beto) = (app.signed("ana").await, app.signed("beto").await);
    let (number, case) = app.asks(&mut ana, "No imprime desde ayer").await;
    assert!(beto.get("/queue").await.has(&number));
    assert_eq!(beto.post("/queue/next", &[]).await.location(), case);
    assert_eq!(beto.post(&format!("{case}/arrive"), &[]).await.location(), case);
    let page = beto.get(&case).await;
    assert!(page.has("Llegó al lugar") && !page.has("/arrive\""), "{}", page.text());
    beto.works(&case, &[]).await;

    let task = beto.get(&case).await.action(&format!("{case}/tasks/"));
    let refused = beto.post(&task, &[("problema", "Rodillo gastado")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.has("Rodillo gastado</textarea>") && refused.has("id=\"work-solucion-error\""),
        "{}",
        refused.text()
    );
    beto.works(&case, &[("problema", "Rodillo gastado"), ("solucion", "Se cambió el rodillo")]).await;
    assert!(beto.get("/queue").await.has("Imprime el ticket"), "what is left to finish stands in the queue page");
    beto.works(&case, &[]).await;

    let page = beto.get(&case).await;
    assert!(page.has("Falta firma"), "{}", page.text());
    let pdf = beto.get(&format!("/papers/{}.pdf", page.between("href=\"/papers/", ".pdf"))).await;
    assert_eq!(pdf.header(header::CONTENT_TYPE), "application/pdf");
    assert!(pdf.header(header::CONTENT_DISPOSITION).starts_with("inline; filename=\"TIM-2026-00001-1.pdf\""));
    assert!(pdf.body.starts_with(b"%PDF-"));
    let home = ana.get("/").await;
    assert!(home.has("/sign\""), "the requester is asked to sign: {}", home.text());
    signs(&mut ana, &case).await;
    jobs::drain(&app.office).await.unwrap();

    let page = beto.get(&case).await;
    assert!(page.has("Ana Flores firmó en pantalla"), "{}", page.text());
    let signed = beto.get(&format!("/papers/{}/signed", page.between("href=\"/papers/", "."))).await;
    assert!(signed.body.starts_with(b"%PDF-") && signed.body != pdf.body);
    beto.works(&case, &[]).await;
    let page = beto.get(&case).await;
    assert!(page.has("Archivado") && !page.has("class=\"now\""), "{}", page.text());

    let folders = beto.get("/folders").await;
    let folder = folders.href("/folders/");
    assert_eq!(beto.post(&format!("{folder}/location"), &[("location", "Estante 2")]).await.location(), folder);
    let shown = beto.get(&folder).await;
    assert!(shown.has(&number) && shown.has("Beto Rivas") && shown.has("Estante 2"), "{}", shown.text());
    for file in ["index.pdf", "spine.pdf", "bound.pdf"] {
        assert!(beto.get(&format!("{folder}/{file}")).await.body.starts_with(b"%PDF-"), "{file}");
    }
    let read = app.office.read(&app.system());
    let filed = cases::query::get(&read, id(&case)).await.unwrap();
    assert_eq!(filed.status, CaseStatus::Closed);
    assert_eq!(cases::verify(&read, &filed).await.unwrap(), Ok(()));
}

#[tokio::test]
async fn an_inked_sheet_comes_back_by_its_code_and_what_has_none_waits() {
    let app = TestApp::new().await;
    let (mut ana, mut beto) = (app.signed("ana").await, app.signed("beto").await);
    let case = app.printed(&mut ana, &mut beto).await;
    let paper = papers::query::of_case(&app.office.read(&app.system()), id(&case)).await.unwrap().remove(0);
    let pdf = beto.get(&format!("/papers/{}.pdf", paper.id)).await;
    assert_eq!(beto.upload("/scans", &[], &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let png = BASE64_STANDARD.decode(PNG).unwrap();
    assert_eq!(beto.upload("/scans", &[], &[("scans", "nada.png", &png)]).await.location(), "/scans");
    let page = beto.get("/scans").await;
    let matching = page.action("/scans/");
    assert!(page.has("nada.png") && matching.ends_with("/match"), "{}", page.text());
    assert_eq!(beto.get(&page.href("/scans/")).await.body, png, "the sheet can be looked at");
    assert_eq!(beto.post(&matching, &[("code", "ZZZZZZZZ")]).await.location(), "/scans");
    assert!(beto.get("/scans").await.has("Ninguna hoja de esta institución"));

    assert_eq!(beto.upload("/scans", &[], &[("scans", "hoja.pdf", &pdf.body)]).await.location(), "/scans");
    let page = beto.get("/scans").await;
    assert!(page.has("Unido a su caso") && page.has(&paper.number), "{}", page.text());
    let page = beto.get(&case).await;
    assert!(page.has("firmó en papel"), "{}", page.text());
    let copy = beto.get(&format!("/papers/{}/signed", paper.id)).await;
    assert!(copy.header(header::CONTENT_DISPOSITION).starts_with("attachment"), "a stranger's PDF is saved, not shown");
    assert_eq!(copy.body, pdf.body);
    let twice = beto.post(&matching, &[("code", &paper.short_code)]).await;
    assert_eq!(twice.location(), "/scans");
    assert!(beto.get("/scans").await.has("ya está firmado"));
}

#[tokio::test]
async fn correcting_a_signed_ticket_voids_it_visibly_and_prints_anew() {
    let app = TestApp::new().await;
    let (mut ana, mut beto) = (app.signed("ana").await, app.signed("beto").await);
    let case = app.printed(&mut ana, &mut beto).await;
    signs(&mut beto, &case).await;
    let fix = format!("{case}/corrections");
    let same = [("problema", "Rodillo gastado"), ("solucion", "Se cambió el rodillo"), ("reason", "Nada")];
    let nothing = beto.post(&fix, &same).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.has("No cambió ningún dato"), "{}", nothing.text());
    let changed = [("problema", "Rodillo gastado"), ("solucion", "Se limpió el rodillo")];
    let reasonless = beto.post(&fix, &changed).await;
    assert_eq!(reasonless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reasonless.has("Se limpió el rodillo</textarea>"), "{}", reasonless.text());
    let answer = beto.post(&fix, &[changed[0], changed[1], ("reason", "Faltaba un dato")]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, case.as_str()), "{}", answer.text());
    let page = beto.get(&case).await;
    assert!(
        page.has("Decía «Se cambió el rodillo», ahora dice «Se limpió el rodillo».") && page.has("nulad"),
        "{}",
        page.text()
    );
    beto.works(&case, &[]).await;
    let editions = papers::query::of_case(&app.office.read(&app.system()), id(&case)).await.unwrap();
    assert!(!beto.get(&case).await.has("Ante Beto Rivas"), "the voided signature no longer stands beside its step");
    signs(&mut beto, &case).await;
    assert!(beto.get(&case).await.has("Ante Beto Rivas"), "Ana's signature was given before who attends");
    assert_eq!(editions.iter().map(|p| p.edition).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(ana.post(&fix, &[("solucion", "x"), ("reason", "y")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_the_requester_and_who_attends_have_a_paper_signed() {
    let app = TestApp::new().await;
    let (mut ana, mut beto, mut oscar) = (app.signed("ana").await, app.signed("beto").await, app.signed("oscar").await);
    let mut dora = app.signed("dora").await;
    let case = app.printed(&mut ana, &mut beto).await;
    let paper = papers::query::of_case(&app.office.read(&app.system()), id(&case)).await.unwrap().remove(0);
    let (sign, pdf) = (format!("/papers/{}/sign", paper.id), format!("/papers/{}.pdf", paper.id));
    let drawing = format!("data:image/png;base64,{PNG}");
    assert_eq!(oscar.get(&pdf).await.status, StatusCode::OK);
    assert_eq!(oscar.get(&sign).await.status, StatusCode::FORBIDDEN);
    let sha256 = ana.get(&sign).await.between("name=\"document_sha256\" value=\"", "\"");
    let fields = [("document_sha256", sha256.as_str()), ("signature", &drawing)];
    assert_eq!(oscar.post(&sign, &fields).await.status, StatusCode::FORBIDDEN);
    assert_eq!(dora.get(&sign).await.status, StatusCode::NOT_FOUND);
    assert_eq!(dora.get(&pdf).await.status, StatusCode::NOT_FOUND);
    let other = [("document_sha256", "0".repeat(64)), ("signature", drawing.clone())];
    let other = other.each_ref().map(|(name, value)| (*name, value.as_str()));
    assert_eq!(ana.post(&sign, &other).await.location(), case, "not the document that was on the screen");
    assert!(ana.get(&case).await.has("El documento cambió"));
    assert_eq!(ana.post(&sign, &fields).await.location(), case);
    assert_eq!(ana.get(&sign).await.location(), case, "nothing is left to sign");

    let mut somebody = app.guest();
    let short = format!("/s/{}", paper.short_code.to_lowercase());
    assert_eq!(somebody.get(&short).await.location(), format!("/sign-in?next={short}"));
    assert_eq!(beto.get(&short).await.location(), case);
    assert_eq!(dora.get(&short).await.status, StatusCode::NOT_FOUND);
}
