//! People, units, the institution, procedures, jobs, the audit log and the chief's page, through their forms.

use super::{PASSWORD, PNG, TestApp};
use axum::http::{StatusCode, header};
use base64::{Engine as _, prelude::BASE64_STANDARD};

#[tokio::test]
async fn somebody_new_gets_a_link_once_chooses_a_password_and_works() {
    let app = TestApp::new().await;
    let mut rosa = app.signed("rosa").await;
    let form = rosa.get("/people/new").await;
    let unit = form.option("Tesorería Municipal");
    let fields = [
        ("name", "Nora Vides"),
        ("login", "Nora.Vides"),
        ("unit", unit.as_str()),
        ("role-tecnico_tim", "on"),
        ("role-tecnico_tim-unit", ""),
    ];
    let added = rosa.post("/people", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let record = rosa.get(added.location()).await;
    assert!(record.has("Falta entregarle su enlace") && record.has("value=\"nora.vides\""), "{}", record.text());
    let made = rosa.post(&format!("{}/password-link", added.location()), &[]).await;
    let link = made.href("https://tim.example/password/");
    assert!(!rosa.get(added.location()).await.has("/password/"), "a link is shown once");
    let mut nora = app.guest();
    let path = link.trim_start_matches("https://tim.example");
    let short = nora.post(path, &[("password", "corta")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.has("Nora Vides") && !short.has("value=\"corta\""), "{}", short.text());
    assert_eq!(nora.post(path, &[("password", PASSWORD)]).await.location(), "/sign-in");
    assert_eq!(nora.get(path).await.status, StatusCode::NOT_FOUND, "a link works once");
    nora.post("/sign-in", &[("login", "nora.vides"), ("password", PASSWORD)]).await;
    assert_eq!(nora.get("/queue").await.status, StatusCode::OK);
    rosa.post(&format!("{}/deactivation", added.location()), &[]).await;
    assert_eq!(nora.get("/queue").await.location(), "/sign-in?next=/queue", "whoever left is out at once");
    assert!(rosa.get("/people?q=vides").await.has("Sin acceso"));
}

#[tokio::test]
async fn a_refused_record_keeps_what_was_typed_and_says_why_at_the_field() {
    let app = TestApp::new().await;
    let mut rosa = app.signed("rosa").await;
    let fields = [("name", "Otra Ana"), ("login", "ana"), ("email", "sin arroba"), ("role-usuario", "on")];
    let wrong = rosa.post("/people", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("Escriba un correo como") && wrong.has("value=\"Otra Ana\""), "{}", wrong.text());
    assert!(wrong.has("name=\"role-usuario\" value=\"on\" checked"), "{}", wrong.text());
    let taken = rosa.post("/people", &[("name", "Otra Ana"), ("login", "ana")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.has("id=\"f-login-error\"") && taken.has("Ese usuario ya lo tiene otra persona"), "{}", taken.text());
    let myself = app.person("rosa");
    let left = rosa.post(&format!("/people/{myself}"), &[("name", "Rosa"), ("login", "rosa")]).await;
    assert_eq!(left.status, StatusCode::CONFLICT);
    assert!(left.has("Alguien debe quedar que administre"), "{}", left.text());
}

#[tokio::test]
async fn a_role_is_held_in_several_units_and_each_is_kept() {
    let app = TestApp::new().await;
    let mut rosa = app.signed("rosa").await;
    let dora = format!("/people/{}", app.person("dora"));
    let form = rosa.get(&dora).await;
    let (treasury, registry) = (form.option("Tesorería Municipal"), form.option("Registro del Estado Familiar"));
    let base = [("name", "Dora Luna"), ("login", "dora"), ("role-tecnico_tim", "on")];
    let one = [&base[..], &[("role-tecnico_tim-unit", treasury.as_str())]].concat();
    assert_eq!(rosa.post(&dora, &one).await.status, StatusCode::SEE_OTHER);
    assert!(rosa.get(&dora).await.has("name=\"role-tecnico_tim.2\""), "there is a box for one more unit");
    let two = [&one[..], &[("role-tecnico_tim.2", "on"), ("role-tecnico_tim.2-unit", registry.as_str())]].concat();
    assert_eq!(rosa.post(&dora, &two).await.status, StatusCode::SEE_OTHER);
    let kept = rosa.get(&dora).await;
    assert_eq!(
        kept.text().matches("name=\"role-tecnico_tim").count(),
        6,
        "two boxes held and one more, each with its unit"
    );
    assert!(kept.has(&format!("value=\"{treasury}\" selected")) && kept.has(&format!("value=\"{registry}\" selected")));
}

#[tokio::test]
async fn a_substitute_does_the_work_of_the_absent_in_those_days() {
    let app = TestApp::new().await;
    let (mut rosa, mut ana) = (app.signed("rosa").await, app.signed("ana").await);
    let beto = format!("/people/{}", app.person("beto"));
    let form = rosa.get(&beto).await;
    let who = form.option("Ana Flores");
    let backwards = [("substitute", who.as_str()), ("from_on", "2026-03-05"), ("until_on", "2026-03-02")];
    let wrong = rosa.post(&format!("{beto}/substitutes"), &backwards).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("id=\"s-until_on-error\"") && wrong.has("value=\"2026-03-05\""), "{}", wrong.text());
    assert_eq!(ana.get("/queue").await.status, StatusCode::FORBIDDEN);
    let days = [("substitute", who.as_str()), ("from_on", "2026-03-02"), ("until_on", "2026-03-05")];
    assert_eq!(rosa.post(&format!("{beto}/substitutes"), &days).await.location(), beto);
    assert_eq!(ana.get("/queue").await.status, StatusCode::OK);
    assert!(rosa.get(&beto).await.has("02/03/2026 – 05/03/2026"));
    rosa.post(&format!("{beto}/substitutes/{who}/end"), &[]).await;
    assert_eq!(ana.get("/queue").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn units_are_added_moved_and_closed() {
    let app = TestApp::new().await;
    let mut rosa = app.signed("rosa").await;
    let parent = rosa.get("/units").await.option("Tesorería Municipal");
    let added = rosa.post("/units", &[("name", "Caja única"), ("code", "caja"), ("parent", &parent)]).await;
    assert_eq!(added.location(), "/units", "{}", added.text());
    let caja = rosa.get("/units").await.option("Caja única");
    let unit = format!("/units/{caja}");
    assert!(rosa.get(&unit).await.has(&format!("value=\"{parent}\" selected")));
    let circle = [("name", "Tesorería Municipal"), ("code", "tesoreria"), ("parent", caja.as_str())];
    let refused = rosa.post(&format!("/units/{parent}"), &circle).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("no puede depender de sí misma"), "{}", refused.text());
    let twice = rosa.post("/units", &[("name", "Otra"), ("code", "caja")]).await;
    assert!(twice.status == StatusCode::CONFLICT && twice.has("ya tiene ese código") && twice.has("value=\"Otra\""));
    rosa.post(&format!("{unit}/closure"), &[]).await;
    assert_eq!(rosa.get(&unit).await.status, StatusCode::NOT_FOUND);
    assert!(rosa.get("/units").await.has("Caja única"), "a closed unit is still named");
}

#[tokio::test]
async fn the_letterhead_is_changed_with_its_shield() {
    let app = TestApp::new().await;
    let mut rosa = app.signed("rosa").await;
    let picture = BASE64_STANDARD.decode(PNG).unwrap();
    let fields = [
        ("name", "Alcaldía de Otra Parte"),
        ("issuing_unit", "Unidad TIM"),
        ("zone", "America/Bogota"),
        ("hours", "lunes a viernes 7:00-15:00"),
    ];
    let no_picture = rosa.upload("/institution", &fields, &[("logo", "escudo.png", b"plain words")]).await;
    assert_eq!(no_picture.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_picture.has("El escudo debe ser una imagen") && no_picture.has("value=\"Alcaldía de Otra Parte\""));
    let saved = rosa.upload("/institution", &fields, &[("logo", "escudo.png", &picture)]).await;
    assert_eq!(saved.location(), "/institution", "{}", saved.text());
    let page = rosa.get("/institution").await;
    assert!(page.has("<span>Alcaldía de Otra Parte</span>") && page.has("src=\"/logo/prueba\""), "{}", page.text());
    assert_eq!(rosa.get("/logo/prueba").await.header(header::CONTENT_TYPE), "image/png");
    let hours = [("name", "A"), ("issuing_unit", "B"), ("zone", "America/Bogota"), ("hours", "cuando se pueda")];
    assert!(rosa.post("/institution", &hours).await.has("id=\"f-hours-error\""));
}

#[tokio::test]
async fn a_procedure_is_shown_as_printed_drawn_and_as_its_own_text() {
    let app = TestApp::new().await;
    let mut ana = app.signed("ana").await;
    let list = ana.get("/procedures").await;
    assert!(!list.has("/procedures/packs"), "an employee installs nothing");
    let page = ana.get("/procedures/soporte_tecnico").await;
    for words in
        ["ESPECIFICACIONES", "class=\"flow-lane\"", "Sigue: 4.", "reparto: {cola: orden_de_llegada", "En vigencia"]
    {
        assert!(page.has(words), "{words}: {}", page.text());
    }
    assert_eq!(ana.get("/procedures/soporte_tecnico?edition=7").await.status, StatusCode::NOT_FOUND);
    let mut julia = app.signed("julia").await;
    assert_eq!(julia.post("/procedures/packs", &[("pack", "usulutan")]).await.location(), "/procedures");
    let edition = julia.get("/procedures").await.between("data-label=\"Edición\">", "<");
    assert_eq!(edition, "1", "the same text is no new edition");
}

#[tokio::test]
async fn the_log_says_who_did_what_and_is_filtered() {
    let app = TestApp::new().await;
    let (mut rosa, mut oscar) = (app.signed("rosa").await, app.signed("oscar").await);
    rosa.post("/units", &[("name", "Caja única"), ("code", "caja")]).await;
    let all = oscar.get("/audit").await;
    assert!(all.has("Agregó una unidad") && all.has("Caja única") && all.has("desde 127.0.0.1"), "{}", all.text());
    let units = oscar.get("/audit?what=unit.added&from=2026-03-02&until=2026-03-02").await;
    assert!(units.has("Caja única") && !units.has("desde 127.0.0.1"), "{}", units.text());
    assert!(oscar.get("/audit?until=2026-03-01").await.has("Nada con ese filtro"));
    assert!(oscar.get("/audit?who=nobody&from=someday").await.has("Caja única"), "what is no filter filters nothing");
}

#[tokio::test]
async fn background_work_is_seen_by_those_who_look_after_it() {
    let app = TestApp::new().await;
    let (mut ana, mut beto, mut rosa) = (app.signed("ana").await, app.signed("beto").await, app.signed("rosa").await);
    app.printed(&mut ana, &mut beto).await;
    let page = rosa.get("/jobs").await;
    assert!(page.has("Elaborar un documento en PDF") && page.has("TIM-2026-00001"), "{}", page.text());
    assert!(page.has("Ninguna tarea fallida") && page.has("Quitar sesiones y enlaces vencidos"), "{}", page.text());
}

#[tokio::test]
async fn the_chief_sees_what_is_open_and_each_chart_has_its_table() {
    let app = TestApp::new().await;
    let (mut ana, mut beto, mut julia) = (app.signed("ana").await, app.signed("beto").await, app.signed("julia").await);
    assert!(julia.get("/overview").await.has("Todavía no hay casos que contar"));
    app.printed(&mut ana, &mut beto).await;
    app.asks(&mut ana, "No imprime").await;
    let page = julia.get("/overview").await;
    for words in ["2 casos abiertos.", "Uno espera técnico.", "Falta una firma.", "TIM-2026-00002", "Beto Rivas"] {
        assert!(page.has(words), "{words}: {}", page.text());
    }
    assert_eq!(page.text().matches("Ver los datos en una tabla").count(), 3);
}
