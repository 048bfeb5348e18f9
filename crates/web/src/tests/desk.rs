//! Asking for help, the queue and cases, by forms alone.

use crate::{AppState, Settings, router};

use super::{PNG, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::{manuals, people};
use futures_util::StreamExt as _;
use kernel::time::Duration;

#[tokio::test]
async fn a_refused_request_names_what_is_missing_and_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let mut ana = app.signed("ana").await;
    let fields = [("procedure", "soporte_tecnico"), ("unidad", ""), ("detalle", "Solo <el> detalle")];
    let page = ana.upload("/requests", &fields, &[("files", "virus.exe", b"MZ\x90\0\x03\0\0\0")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("Solo <el> detalle</textarea>"), "{}", page.text());
    let summary = page.between("role=\"alert\"", "</ul>");
    assert!(summary.find("#f-unidad") < summary.find("#f-tipo_ayuda"), "in the order of the page: {summary}");
    for field in ["f-unidad-error", "f-tipo_ayuda-error", "f-files-error"] {
        assert!(page.has(&format!("id=\"{field}\"")), "{field}: {}", page.text());
    }
    assert!(String::from_utf8_lossy(&page.body).contains("Solo &lt;el&gt;"), "what people type is never markup");
}

#[tokio::test]
async fn the_number_is_said_at_once_with_the_way_ahead() {
    let app = TestApp::new().await;
    let mut ana = app.signed("ana").await;
    let form = ana.get("/requests/new?procedure=soporte_tecnico").await;
    let own = form.option("Tesorería Municipal");
    assert!(form.has(&format!("value=\"{own}\" selected")), "the own unit is chosen already");
    let (number, case) = app.asks(&mut ana, "No imprime").await;
    assert_eq!(number, "TIM-2026-00001");
    let home = ana.get("/").await;
    assert!(home.has(&number) && home.has("En espera de técnico"), "{}", home.text());
    assert_eq!(ana.get(&case).await.status, StatusCode::OK);
    let (second, _) = app.asks(&mut ana, "Sin red").await;
    assert_eq!(second, "TIM-2026-00002");
}

#[tokio::test]
async fn two_technicians_get_two_cases_the_oldest_first() {
    let app = TestApp::new().await;
    let (mut ana, mut beto, mut carla) = (app.signed("ana").await, app.signed("beto").await, app.signed("carla").await);
    let (_, first) = app.asks(&mut ana, "Uno").await;
    let (_, second) = app.asks(&mut ana, "Dos").await;
    assert_eq!(beto.post("/queue/next", &[]).await.location(), first);
    assert_eq!(carla.post("/queue/next", &[]).await.location(), second);
    let nobody = carla.post("/queue/next", &[]).await;
    assert_eq!(nobody.location(), "/queue");
    assert!(carla.get("/queue").await.has("Nadie espera"));
}

#[tokio::test]
async fn passing_by_the_queue_asks_for_a_reason_that_stays_in_the_history() {
    let app = TestApp::new().await;
    let (mut ana, mut beto) = (app.signed("ana").await, app.signed("beto").await);
    let (first, _) = app.asks(&mut ana, "Uno").await;
    let (_, case) = app.asks(&mut ana, "Dos").await;
    let take = format!("{case}/take");
    let form = beto.get(&take).await;
    assert!(form.status == StatusCode::OK && form.has(&first), "{}", form.text());
    assert_eq!(beto.post(&take, &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(beto.post(&take, &[("reason", "La ventanilla está cerrada")]).await.location(), case);
    let page = beto.get(&case).await;
    assert_eq!(page.text().matches("La ventanilla está cerrada").count(), 2, "beside the step and in the timeline");
    assert_eq!(beto.get(&take).await.location(), case, "nothing is left to take");
}

#[tokio::test]
async fn whoever_has_the_queue_open_is_woken_by_a_request() {
    let app = TestApp::new().await;
    let (mut ana, mut beto) = (app.signed("ana").await, app.signed("beto").await);
    let response = beto.raw(Request::get("/queue/live").body(Body::empty()).unwrap()).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    let (number, _) = app.asks(&mut ana, "No imprime").await;
    let first =
        tokio::time::timeout(std::time::Duration::from_secs(10), stream.next()).await.unwrap().unwrap().unwrap();
    assert!(first.starts_with(b"event: queue-changed\n"), "{first:?}");
    assert!(beto.get("/queue/rows").await.has(&number));
    assert_eq!(ana.get("/queue/live").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_live_page_ends_when_the_house_closes_and_other_pages_are_still_answered() {
    let app = TestApp::new().await;
    let mut beto = app.signed("beto").await;
    let state = AppState::new(app.office.clone(), Settings::default());
    beto.router = router(state.clone());
    let response = beto.raw(Request::get("/queue/live").body(Body::empty()).unwrap()).await;
    let mut stream = response.into_body().into_data_stream();
    state.close();
    let ended = tokio::time::timeout(std::time::Duration::from_secs(10), stream.next()).await.unwrap();
    assert!(ended.is_none());
    assert_eq!(beto.get("/queue").await.status, StatusCode::OK);
}

#[tokio::test]
async fn notes_and_photos_join_the_case_and_what_runs_does_not() {
    let app = TestApp::new().await;
    let (mut ana, mut dora) = (app.signed("ana").await, app.signed("dora").await);
    let (_, case) = app.asks(&mut ana, "No imprime").await;
    let notes = format!("{case}/notes");
    let png = BASE64_STANDARD.decode(PNG).unwrap();
    let files: [(&str, &str, &[u8]); 2] = [("files", "hoja ñ.png", &png), ("files", "aviso.txt", b"Sin papel")];
    assert_eq!(ana.upload(&notes, &[("text", "La luz parpadea")], &files).await.location(), case);
    let page = ana.get(&case).await;
    assert!(page.has("La luz parpadea") && page.has("hoja ñ.png"), "{}", page.text());
    let photo = page.href("/files/");
    let shown = ana.get(&photo).await;
    assert_eq!((shown.header(header::CONTENT_TYPE), shown.body.as_slice()), ("image/png", png.as_slice()));
    assert_eq!(dora.get(&photo).await.status, StatusCode::NOT_FOUND);

    let refused =
        ana.upload(&notes, &[("text", "Otra nota")], &[("files", "programa.png", b"MZ\x90\0\x03\0\0\0")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("Otra nota</textarea>") && refused.has("programa.png"), "{}", refused.text());
    let big = vec![b'a'; 11 * 1024 * 1024];
    let refused = ana.upload(&notes, &[("text", "Con un archivo enorme")], &[("files", "enorme.txt", &big)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("Con un archivo enorme</textarea>") && refused.has("enorme.txt"), "{}", refused.text());
    assert_eq!(ana.post(&notes, &[("text", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(dora.post(&notes, &[("text", "De otra")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_case_given_back_waits_in_its_old_turn_and_the_chief_can_give_it_to_somebody() {
    let app = TestApp::new().await;
    let (mut ana, mut beto, mut carla) = (app.signed("ana").await, app.signed("beto").await, app.signed("carla").await);
    let mut julia = app.signed("julia").await;
    let (number, case) = app.asks(&mut ana, "No imprime").await;
    assert_eq!(beto.post("/queue/next", &[]).await.location(), case);
    let refused = beto.post(&format!("{case}/release"), &[("reason", "")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("id=\"release-reason-error\""), "{}", refused.text());
    assert_eq!(beto.post(&format!("{case}/release"), &[("reason", "Salgo a otra sede")]).await.location(), case);
    assert!(carla.get("/queue").await.has(&number));
    assert_eq!(
        carla.post(&format!("{case}/assign"), &[("to", "x"), ("reason", "y")]).await.status,
        StatusCode::FORBIDDEN
    );

    let page = julia.get(&case).await;
    let to = page.option("Carla Paz");
    let assigned = julia.post(&format!("{case}/assign"), &[("to", &to), ("reason", "Conoce ese equipo")]).await;
    assert_eq!(assigned.location(), case);
    assert!(carla.get("/queue").await.between("Lo mío", "En espera").contains(&number));
    let gone = beto.post(&format!("{case}/arrive"), &[]).await;
    assert_eq!(gone.status, StatusCode::FORBIDDEN);
    assert_eq!(julia.post(&format!("{case}/annul"), &[("reason", "Repetido")]).await.location(), case);
    let page = julia.get(&case).await;
    assert!(page.has("Anulado") && page.has("Repetido"), "{}", page.text());
    assert!(!page.has("/notes\""), "nothing is added to a case that is over");
}

#[tokio::test]
async fn strangers_ask_at_the_public_form_and_follow_the_case_by_its_link() {
    let app = TestApp::new().await;
    let mut somebody = app.guest();
    let form = somebody.get("/help/prueba?procedure=soporte_tecnico").await;
    let unit = form.option("Tesorería Municipal");
    let fields = [
        ("procedure", "soporte_tecnico"),
        ("name", "Vecina Prueba"),
        ("contact", "7000-0000"),
        ("unidad", &unit),
        ("tipo_ayuda", "Red o internet"),
    ];
    let nameless = somebody.post("/help/prueba", &fields[..1]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = somebody.post("/help/prueba", &fields).await;
    let sent = somebody.get(answer.location()).await;
    assert!(sent.has("TIM-2026-00001"), "{}", sent.text());
    let track = sent.href("https://tim.example/track/").replace("https://tim.example", "");
    let page = somebody.get(&track).await;
    assert!(page.has("En espera de técnico") && !page.has("Vecina Prueba"), "{}", page.text());
    let elsewhere = format!("/track/{}", "0".repeat(64));
    assert_eq!(somebody.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
    assert_eq!(somebody.get("/help/otra").await.status, StatusCode::NOT_FOUND);

    let mut beto = app.signed("beto").await;
    let taken = beto.post("/queue/next", &[]).await;
    let page = beto.get(taken.location()).await;
    assert!(page.has("Vecina Prueba") && page.has("7000-0000"), "{}", page.text());
}

#[tokio::test]
async fn too_many_requests_from_one_address_wait_and_others_do_not() {
    let app = TestApp::new().await;
    let mut somebody = app.guest();
    for _ in 0..6 {
        assert_eq!(somebody.post("/help/prueba", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(somebody.post("/help/prueba", &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    let mut other = app.guest();
    other.address = [10, 0, 0, 9];
    assert_eq!(other.post("/help/prueba", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.office.clock.advance(Duration::minutes(10));
    assert_eq!(somebody.post("/help/prueba", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_case_is_found_by_number_person_or_word() {
    let app = TestApp::new().await;
    let (mut ana, mut dora, mut beto) = (app.signed("ana").await, app.signed("dora").await, app.signed("beto").await);
    let (number, case) = app.asks(&mut ana, "El rodillo rechina").await;
    assert_eq!(beto.get(&format!("/search?q={number}")).await.location(), case);
    let words = beto.get("/search?q=RODILLO%20flores").await;
    assert!(words.has(&number) && words.has("value=\"RODILLO flores\""), "{}", words.text());
    assert!(!dora.get("/search?q=rodillo").await.has(&number), "nobody finds what they may not see");
    assert!(beto.get("/search?q=%25").await.has("Ningún caso coincide"));
}

#[tokio::test]
async fn every_way_to_ask_of_a_procedure_is_offered_and_begins_its_own_flow() {
    let app = TestApp::new().await;
    let (mut julia, mut ana) = (app.signed("julia").await, app.signed("ana").await);
    let text = "formato: procedimiento/1\nid: salas\ntitulo: Salas\n\
        tabla: [paso: No., responsable: Responsable, actividad: Actividad]\n\
        responsables: {Usuario: usuario_del_caso, Técnico: tecnico_tim}\npasos:\n\
        - {paso: 1, id: pedir, responsable: Usuario, actividad: Pide una sala, arranque: solicitud, formulario: \
        {unidad: {tipo: unidad, etiqueta: Unidad, obligatorio: si}}, sigue: fin}\n\
        - {paso: 2, id: quejarse, responsable: Usuario, actividad: Avisa de un daño, arranque: solicitud, formulario: \
        {lugar: {tipo: unidad, etiqueta: Unidad, obligatorio: si}, dano: {tipo: linea, etiqueta: Qué se dañó, \
        obligatorio: si}}}\n- {paso: 3, id: fin, fin: Fin}\n";
    put_in_force(&app, &julia, text).await;
    let both = ana.get("/requests/new").await;
    assert!(both.has("Salas · Pide una sala") && both.has("Salas · Avisa de un daño"), "{}", both.text());
    let unchosen = ana.get("/requests/new?procedure=salas").await;
    assert!(!unchosen.has("name=\"unidad\""), "which of both is still to be said");
    let second = ana.get("/requests/new?procedure=salas&flow=quejarse").await;
    assert!(second.has("Qué se dañó"), "{}", second.text());
    let unit = second.option("Tesorería Municipal");
    let fields = [("procedure", "salas"), ("flow", "quejarse"), ("lugar", &unit), ("dano", "La puerta")];
    let sent = ana.post("/requests", &fields).await;
    let case = ana.get(sent.location()).await.href("/cases/");
    let page = ana.get(&case).await;
    let end = page.between("class=\"no\">3<span", "</tr>");
    assert!(end.contains("Fin") && !end.contains("Usuario"), "nobody does the end: {end}");
    assert!(page.has("La puerta") && !page.has("file.pdf"), "who asked has no report of it: {}", page.text());
    assert!(julia.get(&case).await.has(&format!("{case}/file.pdf")), "the chief has");
}

/// A version of the manual that has this procedure, too.
async fn put_in_force(app: &TestApp, chief: &super::Browser, text: &str) {
    let token = chief.cookies.get("session").unwrap();
    let chief = people::actor_of(&app.office, token).await.unwrap().unwrap().0;
    let mut tx = app.office.write(&chief).await.unwrap();
    let held = manuals::query::list_holding(&tx).await.unwrap().remove(0);
    let draft = manuals::draft_from(&mut tx, held.id, "Salas").await.unwrap();
    manuals::add_part(&mut tx, draft.id, "salas", text).await.unwrap();
    manuals::review(&mut tx, draft.id).await.unwrap();
    let said = |text: &str| text.to_owned();
    let approval = manuals::ApprovalDraft {
        minutes: said("1"),
        resolution: said("2"),
        body: said("Concejo"),
        approved_on: said("2026-03-02"),
        signatories: said("Alcaldía"),
        valid_from: said("2026-03-02"),
        ..manuals::ApprovalDraft::default()
    };
    manuals::approve(&mut tx, draft.id, &approval).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn who_has_no_queue_sees_at_home_what_waits_for_them() {
    let app = TestApp::new().await;
    let (mut ana, mut beto) = (app.signed("ana").await, app.signed("beto").await);
    assert!(!ana.get("/").await.has("Le toca a usted"));
    let case = app.printed(&mut ana, &mut beto).await;
    let home = ana.get("/").await;
    assert!(home.has("Le toca a usted") && home.has("Firma el ticket") && home.has(&case), "{}", home.text());
}
