//! Procedures as files for other programs.

use super::TestApp;
use axum::http::{StatusCode, header};

#[tokio::test]
async fn a_procedure_is_had_as_bpmn_and_as_a_picture_with_proper_names() {
    let app = TestApp::new().await;
    let mut ana = app.signed("ana").await;
    let page = ana.get("/procedures/soporte_tecnico").await;
    for (kind, mime, begins) in [("bpmn", "application/xml", "<?xml"), ("svg", "image/svg+xml", "<svg")] {
        let link = "/procedures/soporte_tecnico/drawing";
        let address = format!("{link}.{kind}{}", page.between(&format!("href=\"{link}.{kind}"), "\""));
        let file = ana.get(&address).await;
        assert_eq!((file.status, file.header(header::CONTENT_TYPE)), (StatusCode::OK, mime));
        let name = format!("attachment; filename=\"soporte_tecnico-1.{kind}\"");
        assert!(file.header(header::CONTENT_DISPOSITION).starts_with(&name), "saved, not opened");
        assert!(file.text().starts_with(begins));
        assert_eq!(ana.get(&format!("{link}.{kind}?edition=9")).await.status, StatusCode::NOT_FOUND);
    }
    let xml = ana.get("/procedures/soporte_tecnico/drawing.bpmn").await.body;
    let back = procedure::bpmn::read(std::str::from_utf8(&xml).unwrap()).unwrap();
    assert!(back.own, "it comes back as it went");
}
