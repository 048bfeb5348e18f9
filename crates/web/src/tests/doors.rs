//! Who gets in where, and what every page carries.

use super::TestApp;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

#[tokio::test]
async fn forbidden_is_said_and_hidden_is_not_there() {
    let mut app = TestApp::new().await;
    app.neighbour().await;
    let (mut ana, mut dora, mut oscar) = (app.signed("ana").await, app.signed("dora").await, app.signed("oscar").await);
    let mut vecina = app.signed("vecina").await;
    let (_, case) = app.asks(&mut ana, "No imprime").await;
    for (who, path) in [(&mut ana, "/queue"), (&mut dora, "/folders"), (&mut oscar, "/scans")] {
        assert_eq!(who.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(oscar.get(&case).await.status, StatusCode::OK);
    assert_eq!(oscar.post(&format!("{case}/annul"), &[("reason", "x")]).await.status, StatusCode::FORBIDDEN);
    for who in [&mut dora, &mut vecina] {
        assert_eq!(who.get(&case).await.status, StatusCode::NOT_FOUND);
        assert_eq!(who.post(&format!("{case}/take"), &[("reason", "x")]).await.status, StatusCode::NOT_FOUND);
    }
    for nowhere in
        ["/cases/x", "/papers/x.pdf", "/papers/x/sign", "/files/x", "/folders/x", "/scans/x", "/s/AAAA", "/nowhere"]
    {
        let page = vecina.get(nowhere).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nowhere}");
        assert!(page.has("Aquí no hay nada"), "{nowhere}");
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_signs_in_first_and_comes_back() {
    let app = TestApp::new().await;
    let mut somebody = app.guest();
    let page = somebody.get("/search?q=rodillo").await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/sign-in?next=/search%3Fq%3Drodillo"));
    let form = somebody.get(page.location()).await;
    assert!(form.has("value=\"/search?q=rodillo\""), "{}", form.text());
    assert_eq!(somebody.post("/queue/next", &[]).await.location(), "/sign-in");
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let app = TestApp::new().await;
    let mut beto = app.signed("beto").await;
    let (_, case) = app.asks(&mut app.signed("ana").await, "No imprime").await;
    let other = |name: &str, value: &str| {
        let request = Request::post("/queue/next").header(header::HOST, "tim.example").header(name, value);
        request.body(Body::empty()).unwrap()
    };
    for request in [other("sec-fetch-site", "cross-site"), other("origin", "https://evil.example")] {
        let page = beto.send(request).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", page.text());
    }
    assert!(beto.get(&case).await.has("En espera de técnico"), "nothing was taken");
}

#[tokio::test]
async fn every_page_carries_its_guards() {
    let app = TestApp::new().await;
    let mut beto = app.signed("beto").await;
    let (_, case) = app.asks(&mut app.signed("ana").await, "No imprime").await;
    for path in [
        "/queue",
        "/queue/rows",
        &case,
        "/requests/new",
        "/help/prueba",
        "/folders",
        "/scans",
        "/nowhere",
        "/static/app.css",
    ] {
        let page = beto.get(path).await;
        let csp = page.header(header::CONTENT_SECURITY_POLICY);
        assert!(csp.contains("default-src 'none'") && !csp.contains("unsafe"), "{path}: {csp}");
        assert_eq!(page.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert_eq!(page.header(header::X_FRAME_OPTIONS), "DENY", "{path}");
        assert_eq!(page.header(header::REFERRER_POLICY), "same-origin", "{path}");
        if !path.starts_with("/static") {
            assert_eq!(page.header(header::CACHE_CONTROL), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn a_form_over_the_limit_is_refused_with_a_page() {
    let app = TestApp::new().await;
    let mut ana = app.signed("ana").await;
    let (_, case) = app.asks(&mut ana, "No imprime").await;
    let long = "a".repeat(2 * 1024 * 1024);
    let page = ana.post(&format!("{case}/corrections"), &[("detalle", &long)]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.has("El archivo es muy grande"), "{}", page.text());
}
