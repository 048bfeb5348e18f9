//! The registers as people see and fill them.

use super::TestApp;
use axum::http::StatusCode;
use domain::registers::{EquipmentDraft, add_equipment};

#[tokio::test]
async fn a_machine_is_entered_moved_and_found_by_its_number() {
    let app = TestApp::new().await;
    let mut beto = app.signed("beto").await;
    let unit = beto.get("/equipment").await.option("Tesorería Municipal");
    let fields =
        [("tag", "TIM-0007"), ("kind", "Impresora"), ("unit", &unit), ("custodian", "Ana Flores"), ("notes", "Nueva")];
    let wrong = beto.post("/equipment", &[("tag", ""), ("kind", "Impresora"), ("serial", "S-99")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("S-99") && wrong.has("Este campo es obligatorio"), "nothing typed is lost");
    assert_eq!(beto.post("/equipment", &fields).await.location(), "/equipment");
    let list = beto.get("/equipment?q=ana").await;
    let machine = list.href("/equipment/");
    let page = beto.get(&machine).await;
    assert!(page.has("Ana Flores") && page.has("Tesorería Municipal") && page.has("Todavía no se ha movido"));
    let moved = beto.post(&format!("{machine}/custody"), &[("action", "retiro"), ("person", "Ana Flores")]).await;
    assert_eq!(moved.location(), machine);
    let again = beto.post(&format!("{machine}/custody"), &[("action", "retiro")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.has("ya fue retirado"));
    assert!(beto.get(&machine).await.has("En mantenimiento"));
    assert!(beto.get("/search?q=tim-0007").await.has(&machine));
    let none = beto.post(&format!("{machine}/retirement"), &[("reason", "")]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.has("Escriba el motivo"));
}

#[tokio::test]
async fn the_auditor_reads_the_registers_and_is_offered_no_form() {
    let app = TestApp::new().await;
    let mut tx = app.office.write(&app.system()).await.unwrap();
    let draft = EquipmentDraft { tag: "TIM-1".to_owned(), kind: "Impresora".to_owned(), ..EquipmentDraft::default() };
    add_equipment(&mut tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    let mut oscar = app.signed("oscar").await;
    for path in ["/equipment", "/contracts", "/accesses", "/mailboxes", "/backups", "/logbooks"] {
        let page = oscar.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.has(&format!("method=\"post\" action=\"{path}\"")), "{path}");
        assert!(page.has("href=\"/equipment\" aria-current=\"page\""), "{path} is one of the registers");
    }
    assert!(oscar.get("/equipment").await.has("TIM-1"));
}

#[tokio::test]
async fn lines_are_written_shown_and_summed() {
    let app = TestApp::new().await;
    let mut julia = app.signed("julia").await;
    let access = [
        ("person", "Ana Flores"),
        ("resource", "Catastro"),
        ("level", "lectura"),
        ("change", "otorgado"),
        ("class", "red"),
    ];
    assert_eq!(julia.post("/accesses", &access).await.location(), "/accesses");
    let page = julia.get("/accesses?person=ana").await;
    assert!(page.has("Catastro") && page.has("Otorgado") && page.has("Red"));
    assert!(julia.get("/accesses?person=Ana%20Flores").await.has("Lo que puede hoy Ana Flores"));
    let backup = [("server", "Correo"), ("result", "hecho"), ("size", "2,5 GB"), ("started", "8:15")];
    assert_eq!(julia.post("/backups", &backup).await.location(), "/backups");
    let failed = julia.post("/backups", &[("server", "Correo"), ("result", "fallido"), ("folder", "/respaldos")]).await;
    assert!(failed.status == StatusCode::UNPROCESSABLE_ENTITY && failed.has("/respaldos"));
    let page = julia.get("/backups").await;
    assert!(page.has("100 %") && page.has("02/03/2026"));
    assert!(!julia.get("/backups?month=2026-02").await.has("100 %"));
    assert_eq!(
        julia.post("/logbooks", &[("logbook", "Monitoreo"), ("result", "Normal")]).await.location(),
        "/logbooks"
    );
    assert!(julia.get("/logbooks?logbook=monitoreo").await.has("Normal"));
}

#[tokio::test]
async fn a_contract_is_renewed_from_its_page_and_addresses_are_proposed() {
    let app = TestApp::new().await;
    let mut julia = app.signed("julia").await;
    let contract = [("name", "VPS"), ("supplier", "Nube"), ("start", "2023-05-01"), ("term", "3 años")];
    assert_eq!(julia.post("/contracts", &contract).await.location(), "/contracts");
    let list = julia.get("/contracts").await;
    assert!(list.has("Por vencer") && list.has("01/05/2026"));
    let page = julia.get(&list.href("/contracts/")).await;
    let renew = page.href("/contracts?renews=");
    let form = julia.get(&renew).await;
    assert!(form.has("value=\"Nube\"") && form.has("value=\"2026-05-01\"") && form.has("value=\"3 años\""));
    julia.post("/contracts", &[("name", "VPS"), ("start", "2026-05-01"), ("term", "3 años")]).await;
    assert!(!julia.get("/contracts").await.has("Por vencer"));
    assert!(julia.get("/contracts?renewed=on").await.has("Renovado"));
    let proposed = julia.get("/mailboxes?post=Jefa%20de%20Compras&domain=prueba.gob.sv").await;
    assert!(proposed.has("jefa.compras@prueba.gob.sv"));
    let address = [("address", "jefa.compras@prueba.gob.sv"), ("holder", "Dora Luna")];
    assert_eq!(julia.post("/mailboxes", &address).await.location(), "/mailboxes");
    let taken = julia.post("/mailboxes", &address).await;
    assert!(taken.status == StatusCode::UNPROCESSABLE_ENTITY && taken.has("ya existe"));
    let mailbox = julia.get("/mailboxes").await.href("/mailboxes/");
    assert_eq!(julia.post(&mailbox, &[("change", "suspendido")]).await.location(), mailbox);
    assert!(julia.get(&mailbox).await.has("Suspendido"));
}
