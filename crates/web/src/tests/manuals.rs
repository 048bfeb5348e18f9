//! Manuals from the browser: imported or begun, asked about, approved, read; and the normograma.

use super::TestApp;
use axum::http::StatusCode;
use domain::{manuals, people};

/// The approval form of the day on which the tests begin.
const APPROVAL: [(&str, &str); 7] = [
    ("minutes", "12"),
    ("resolution", "3"),
    ("body", "Concejo Municipal"),
    ("approved_on", "2026-03-02"),
    ("hour", "16:00"),
    ("signatories", "Alcaldía"),
    ("valid_from", "2026-03-02"),
];

#[tokio::test]
async fn a_version_goes_from_the_one_in_force_to_the_next_by_its_buttons() {
    let app = TestApp::new().await;
    let (mut julia, mut ana) = (app.signed("julia").await, app.signed("ana").await);
    let pack = julia.get("/manuals").await.href("/manuals/0");
    let page = julia.get(&pack).await;
    assert!(page.has("Vigente sin acta registrada."), "{}", page.text());
    let versions = format!("{pack}/versions");
    let refused = julia.post(&versions, &[("notes", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let draft = julia.post(&versions, &[("notes", "Se aclara el cierre")]).await.location().to_owned();
    assert!(julia.get(&draft).await.has("Dar por revisada"));
    assert_eq!(ana.get(&draft).await.status, StatusCode::FORBIDDEN);
    assert_eq!(julia.post(&format!("{draft}/review"), &[]).await.location(), draft);
    let approval = format!("{draft}/approval");
    assert_eq!(julia.get(&approval).await.status, StatusCode::OK);
    let wrong = julia.post(&approval, &[("minutes", "12"), ("approved_on", "2026-03-09")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("value=\"12\"") && wrong.has("La fecha del acta no puede ser posterior a hoy."));
    assert_eq!(julia.post(&approval, &APPROVAL).await.location(), draft);
    let held = ana.get(&draft).await;
    assert!(held.has("Vigente") && held.has("Se aclara el cierre"), "{}", held.text());
    let diff = julia.get(&format!("{draft}/diff")).await;
    assert!(diff.has("De la versión 1 a la versión 2."));
}

#[tokio::test]
async fn who_is_asked_to_read_says_so_and_is_counted() {
    let app = TestApp::new().await;
    let (mut julia, mut ana) = (app.signed("julia").await, app.signed("ana").await);
    let manual = julia.get("/manuals").await.href("/manuals/0");
    let readers = format!("{manual}/readers");
    let nobody = julia.post(&readers, &[]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let two = [("persons", &*app.person("ana").to_string()), ("persons", &*app.person("beto").to_string())];
    let wrong = julia.post(&readers, &[two[0], two[1], ("due_on", "mañana")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(String::from_utf8_lossy(&wrong.body).matches(" checked").count(), 2, "what was ticked stays ticked");
    let asked = julia.post(&readers, &two).await;
    assert_eq!(asked.location(), readers);
    assert!(ana.get("/").await.has("Le falta leer"));
    assert!(ana.get(&manual).await.has("Leí y me doy por enterado"));
    assert_eq!(julia.post(&format!("{manual}/reminder"), &[]).await.location(), readers);
    assert_eq!(ana.post(&format!("{manual}/read"), &[]).await.location(), manual);
    assert!(julia.get(&readers).await.has("1 de 2 la leyeron"));
    assert_eq!(ana.get(&readers).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_draft_begins_empty_or_from_a_pack_and_shows_what_is_open() {
    let app = TestApp::new().await;
    let mut julia = app.signed("julia").await;
    assert_eq!(julia.post("/manuals", &[("title", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let empty = julia.post("/manuals", &[("title", "Manual nuevo")]).await.location().to_owned();
    assert!(julia.get(&format!("{empty}/findings")).await.has("Schema"));
    assert_eq!(julia.post(&format!("{empty}/review"), &[]).await.location(), empty);
    assert!(julia.get(&empty).await.has("Todavía hay errores"));
    let pack = julia.post("/manuals", &[("pack", "usulutan")]).await.location().to_owned();
    assert_eq!(julia.post(&format!("{pack}/discard"), &[]).await.location(), "/manuals");
    assert_eq!(julia.get(&pack).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_changed_law_asks_for_a_review_on_the_pages() {
    let app = TestApp::new().await;
    let mut julia = app.signed("julia").await;
    assert_eq!(julia.post("/laws", &[("name", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let law = julia.post("/laws", &[("name", "Ley de Archivos"), ("level", "Ley")]).await.location().to_owned();
    let wrong = julia.post(&format!("{law}/links"), &[("procedure", "ninguno"), ("articles", "art. 9")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("value=\"art. 9\""));
    let linked = julia.post(&format!("{law}/links"), &[("procedure", "soporte_tecnico"), ("articles", "art. 9")]).await;
    assert_eq!(linked.location(), law);
    let fields = [("changed_on", "2026-03-01"), ("what", "Nuevo plazo"), ("source", "Diario Oficial 40")];
    assert_eq!(julia.post(&format!("{law}/changes"), &fields).await.location(), law);
    for page in ["/laws", "/procedures", "/overview"] {
        assert!(julia.get(page).await.has("Nuevo plazo"), "{page}");
    }
    let change = julia.get(&law).await.between("name=\"change\" value=\"", "\"");
    let dismiss = async |julia: &mut super::Browser, reason: &str| {
        let fields = [("change", change.as_str()), ("procedure", "soporte_tecnico"), ("reason", reason)];
        julia.post(&format!("{law}/dismissals"), &fields).await
    };
    assert_eq!(dismiss(&mut julia, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(dismiss(&mut julia, "No toca a los tickets").await.location(), law);
    assert!(!julia.get("/laws").await.has("Nuevo plazo"));
}

/// The next version of the procedure in force, in which a step is called otherwise.
async fn renamed_step(app: &TestApp, julia: &super::Browser) {
    let token = julia.cookies.get("session").unwrap();
    let chief = people::actor_of(&app.office, token).await.unwrap().unwrap().0;
    let mut tx = app.office.write(&chief).await.unwrap();
    let held = manuals::query::list_holding(&tx).await.unwrap().remove(0);
    let draft = manuals::draft_from(&mut tx, held.id, "Otro nombre").await.unwrap();
    let part = manuals::part(&tx, draft.id, "soporte_tecnico").await.unwrap();
    let source = part.source.replace("quien: tomar", "quien: recibir").replace("id: tomar", "id: recibir");
    manuals::save_part(&mut tx, draft.id, "soporte_tecnico", &source, part.version).await.unwrap();
    manuals::review(&mut tx, draft.id).await.unwrap();
    let approval = manuals::ApprovalDraft {
        minutes: "12".to_owned(),
        resolution: "3".to_owned(),
        body: "Concejo".to_owned(),
        approved_on: "2026-03-02".to_owned(),
        signatories: "Alcaldía".to_owned(),
        valid_from: "2026-03-02".to_owned(),
        ..manuals::ApprovalDraft::default()
    };
    manuals::approve(&mut tx, draft.id, &approval).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_running_case_goes_over_once_somebody_says_what_its_step_is_called_now() {
    let app = TestApp::new().await;
    let (mut julia, mut ana) = (app.signed("julia").await, app.signed("ana").await);
    let (number, case) = app.asks(&mut ana, "No imprime").await;
    renamed_step(&app, &julia).await;
    let here = "/procedures/soporte_tecnico/migration?from=1";
    assert!(julia.get("/procedures/soporte_tecnico").await.has(here));
    let stuck = julia.get(here).await;
    assert!(stuck.has(&number) && !stuck.has("name=\"case\""), "{}", stuck.text());
    let dry = julia.get(&format!("{here}&step-tomar=recibir")).await;
    let id = dry.between("name=\"case\" value=\"", "\"");
    let path = "/procedures/soporte_tecnico/migration";
    let mut fields = vec![("from", "1"), ("step-tomar", "recibir"), ("case", id.as_str())];
    let refused = julia.post(path, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    fields.push(("reason", "Nueva versión"));
    assert_eq!(julia.post(path, &fields).await.location(), here);
    let done = julia.get(here).await;
    assert!(done.has("Pasaron 1; se quedaron 0.") && done.has("Ningún caso en curso usa esa versión"));
    assert_eq!(julia.get(&case).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_pasted_manual_becomes_a_draft_with_its_questions_and_only_once() {
    let app = TestApp::new().await;
    let mut julia = app.signed("julia").await;
    let nothing = julia.upload("/manuals/import", &[("text", "")], &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let prose = julia.upload("/manuals/import", &[("text", "Solo una frase.")], &[]).await;
    assert_eq!(prose.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(prose.has("Solo una frase."));
    let table = "<h1>Manual de préstamos</h1><h2>PROCESO: Préstamo de equipo</h2><table><tr><th>No.</th>\
        <th>Responsable</th><th>Actividad</th></tr><tr><td>1</td><td></td><td>INICIO</td></tr><tr><td>2</td>\
        <td>Usuario</td><td>Pide el equipo</td></tr><tr><td>3</td><td>Técnico de TIM</td><td>Entrega el equipo</td></tr>\
        <tr><td>4</td><td></td><td>FIN</td></tr></table>";
    let paste = [("text", "Préstamo de equipo"), ("html", table)];
    let read = julia.upload("/manuals/import", &paste, &[]).await;
    assert_eq!(read.status, StatusCode::SEE_OTHER, "{}", read.text());
    let findings = read.location().to_owned();
    let page = julia.get(&findings).await;
    assert_eq!(page.status, StatusCode::OK);
    let again = julia.upload("/manuals/import", &paste, &[]).await;
    assert!(again.has("Este documento ya se importó"), "{}", again.text());
    if page.has("name=\"answer\"") {
        let (part, at) = (page.between("name=\"part\" value=\"", "\""), page.between("name=\"at\" value=\"", "\""));
        let question = page.between("name=\"question\" value=\"", "\"");
        let answers = findings.replace("findings", "answers");
        let mut fields = vec![("part", part.as_str()), ("at", &at), ("n", "0"), ("question", &question)];
        assert_eq!(julia.post(&answers, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        fields.push(("answer", "La jefatura."));
        assert_eq!(julia.post(&answers, &fields).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn questions_beyond_the_first_fifty_are_on_the_next_page() {
    let app = TestApp::new().await;
    let mut julia = app.signed("julia").await;
    let draft = julia.post("/manuals", &[("pack", "usulutan")]).await.location().to_owned();
    let source = format!("{draft}/procedures/soporte_tecnico/source");
    let page = julia.get(&source).await;
    let doubts: Vec<String> = (1..=52).map(|n| format!("¿Duda {n}?")).collect();
    let text = domain::procedures::pack("usulutan").unwrap().sources()[5].1;
    let asking = text.replace("    id: cerrar\n", &format!("    id: cerrar\n    duda: [{}]\n", doubts.join(", ")));
    let revision = page.between("name=\"revision\" value=\"", "\"");
    julia.post(&source, &[("revision", &revision), ("source", &asking)]).await;
    let first = julia.get(&format!("{draft}/findings")).await;
    assert!(first.has("52 preguntas") && first.has("¿Duda 50?") && !first.has("¿Duda 51?"), "{}", first.text());
    let next = julia.get(&first.href(&format!("{draft}/findings?questions="))).await;
    assert!(next.has("¿Duda 51?") && next.has("¿Duda 52?") && !next.has("¿Duda 50?"), "{}", next.text());
}

#[tokio::test]
async fn what_the_import_supposed_is_said_and_attended_to() {
    let app = TestApp::new().await;
    let mut julia = app.signed("julia").await;
    let text = "PROCESO: Préstamo de llaves\n\nNo.\tResponsable\tActividad\n1\tINICIO\t\n2\tUsuario\tPide la llave\n\
        3\tTécnico de TIM\tEntrega la llave\n4\tFIN\t\n";
    let read = julia.upload("/manuals/import", &[("text", text)], &[]).await;
    let findings = read.location().to_owned();
    let page = julia.get(&findings).await;
    assert!(page.has("Lo que la lectura supuso") && page.has("no dice el horario de oficina"), "{}", page.text());
    let n = page.between("name=\"n\" value=\"", "\"");
    let piece = page.between("name=\"text\" value=\"", "\"");
    julia.post(&findings.replace("findings", "leftovers"), &[("n", &n), ("text", &piece)]).await;
    assert!(!julia.get(&findings).await.has(&format!("value=\"{piece}\"")));
}

#[tokio::test]
async fn the_page_of_a_procedure_is_its_printed_table_and_leads_to_its_manual() {
    let app = TestApp::new().await;
    let mut ana = app.signed("ana").await;
    let page = ana.get("/procedures/soporte_tecnico").await;
    assert!(ana.get(&page.href("/manuals/")).await.has("Procesos de la Unidad TIM"));
    let row = page.between("<th scope=\"row\" class=\"no\">1</th>", "</tr>");
    assert_eq!(row, "<td class=\"verse\">Inicio</td><td class=\"verse\"></td><td class=\"verse\"></td>", "as on paper");
}
