//! Procedures of the packs on the moved clock: waits, loops, joint signatures and flows that nobody asked for.

use crate::{
    CaseId, PaperId, PersonId,
    cases::{self, CaseStatus, query},
    desk::{self, Request},
    fixtures::{Fixture, key, kind, office},
    jobs, manuals, notices, papers,
    people::{self, Grant, PersonDraft},
    procedures,
    registers::{self, Equipment, EquipmentDraft},
};
use kernel::{
    Kind, Result,
    permit::Actor,
    sheet,
    time::{Duration, date, instant},
};
use procedure::state::Data;

const AREAS: &str = include_str!("../../../../../procedures/tochimilco/areas.yaml");
const BOARDS: &str = include_str!("../../../../../procedures/tochimilco/juntas_auxiliares.yaml");
/// The pack's text for this office, with its ICT unit's roles.
fn here(source: &str) -> String {
    source.replace("jefatura_tic", "jefatura_tim").replace("{a: tesoreria", "{a: tecnico_tim")
}

/// A printer of the treasury in the register.
async fn printer(f: &Fixture) -> Equipment {
    let (tag, kind, unit) = ("IMP-7".to_owned(), "Impresora".to_owned(), "tesoreria".to_owned());
    let mut tx = f.tx(&f.beto).await;
    let draft = EquipmentDraft { tag, kind, unit, ..EquipmentDraft::default() };
    let new = registers::add_equipment(&mut tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    new
}

/// Who heads the treasury.
async fn head(f: &Fixture) -> Actor {
    let roles = people::query::roles(&f.office.read(&f.admin)).await.unwrap();
    let role = roles.iter().find(|r| r.code == "jefatura_unidad").unwrap().id;
    let draft = PersonDraft {
        name: "Marta Ruiz".to_owned(),
        user_name: "marta".to_owned(),
        email: "marta@prueba.gob.sv".to_owned(),
        post: "Tesorera".to_owned(),
        phone: String::new(),
        unit: Some(f.treasury),
        grants: vec![Grant { role, unit: Some(f.treasury) }],
    };
    let mut tx = f.tx(&f.admin).await;
    let id = people::add_person(&mut tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    crate::fixtures::actor(&f.office, &Actor::system(f.admin.institution), id).await
}

fn data(f: &Fixture, fields: &[(&str, &str)]) -> Data {
    let value = |v: &str| if v == "tesoreria" { f.treasury.to_string() } else { v.to_owned() };
    fields.iter().map(|(k, v)| ((*k).to_owned(), value(v))).collect()
}

async fn asks(f: &Fixture, who: &Actor, procedure: &str, fields: &[(&str, &str)]) -> Result<CaseId> {
    let mut tx = f.tx(who).await;
    let request = Request { procedure: procedure.to_owned(), data: data(f, fields), ..Request::default() };
    let case = desk::ask(&mut tx, request).await?.case.id;
    tx.commit().await?;
    Ok(case)
}

async fn does(f: &Fixture, who: &Actor, case: CaseId, answer: &str, fields: &[(&str, &str)]) -> Result<()> {
    f.office.clock.advance(Duration::minutes(1));
    let task = f.task(case).await;
    let answer = Some(answer.to_owned()).filter(|a| !a.is_empty());
    let mut tx = f.tx(who).await;
    cases::complete(&mut tx, task, answer, data(f, fields)).await?;
    tx.commit().await
}

async fn arrives(f: &Fixture, who: &Actor, case: CaseId, what: &str) -> Result<()> {
    let mut tx = f.tx(who).await;
    cases::arrived(&mut tx, case, what).await?;
    tx.commit().await
}

async fn step(f: &Fixture, case: CaseId) -> String {
    f.case(case).await.step.unwrap_or_else(|| "fin".to_owned())
}

/// Gives the office the lists of Tochimilco, and its procedure with our own roles.
async fn of_tochimilco(f: &Fixture, source: &str) {
    let mut tx = f.tx(&f.admin).await;
    manuals::install_pack(&mut tx, "tochimilco").await.unwrap();
    tx.commit().await.unwrap();
    f.put_in_force(&here(source)).await;
}

async fn begun(f: &Fixture, procedure: &str, known: &[(&str, &str)]) -> CaseId {
    let mut tx = f.tx(&Actor::system(f.admin.institution)).await;
    let version = procedures::query::find_in_force(&tx, procedure).await.unwrap().unwrap();
    let case = cases::open_flow(&mut tx, version, "inicio", data(f, known), Some(f.treasury)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((case.unit_id, case.requester_id), (f.treasury, None));
    case.id
}

async fn signs(f: &Fixture, who: &Actor, paper: PaperId) -> Result<()> {
    let drawn = papers::Drawn {
        image: crate::demo::scribble(&f.office.random),
        document_sha256: papers::print(&f.office, who, paper).await?,
        device: String::new(),
        address: String::new(),
    };
    papers::sign_on_screen(&f.office, who, paper, drawn).await.map(drop)
}

async fn paper_of(f: &Fixture, case: CaseId, document: &str) -> PaperId {
    let made = papers::query::of_case(&f.office.read(&f.chief), case).await.unwrap();
    made.into_iter().find(|p| p.document == document).unwrap().id
}

#[tokio::test]
async fn s16_a_part_is_missing_and_the_maintenance_waits_for_it() {
    let f = office().await;
    of_tochimilco(&f, AREAS).await;
    let asked = [("area", "tesoreria"), ("equipo_descrito", "Impresora"), ("falla", "No enciende")];
    let case = asks(&f, &f.ana, "areas", &asked).await.unwrap();
    assert_eq!(step(&f, case).await, "recibir");
    assert_eq!(f.case(case).await.number, "MA-2026-0001");
    does(&f, &f.chief, case, "", &asked).await.unwrap();
    does(&f, &f.chief, case, "", &[("prioridad", "Alta")]).await.unwrap();
    does(&f, &f.chief, case, "", &[("diagnostico", "Fuente quemada")]).await.unwrap();
    does(&f, &f.chief, case, "NO", &[]).await.unwrap();
    does(&f, &f.chief, case, "", &[("piezas", "Fuente")]).await.unwrap();
    f.office.clock.advance(Duration::days(9));
    assert_eq!(key(does(&f, &f.chief, case, "", &[]).await), "task-awaits");
    assert_eq!(key(arrives(&f, &f.chief, case, "tinta").await), "case-does-not-await");
    assert_eq!(kind(arrives(&f, &f.ana, case, "piezas").await), Kind::Forbidden);
    arrives(&f, &f.chief, case, "piezas").await.unwrap();
    does(&f, &f.chief, case, "", &[]).await.unwrap();
    assert_eq!(step(&f, case).await, "mantener");
    does(&f, &f.chief, case, "", &[("trabajo", "Fuente nueva")]).await.unwrap();
    does(&f, &f.chief, case, "", &[("recibe", "Ana Flores")]).await.unwrap();
    does(&f, &f.chief, case, "", &[("estado", "Resuelto")]).await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn s15_a_board_without_material_waits_until_the_day_and_thanks_by_letter() {
    let f = office().await;
    of_tochimilco(&f, BOARDS).await;
    let asked = [("junta", "tesoreria"), ("equipo_descrito", "Computadora"), ("falla", "Lenta")];
    let case = asks(&f, &f.ana, "juntas_auxiliares", &asked).await.unwrap();
    does(&f, &f.chief, case, "", &[]).await.unwrap();
    does(&f, &f.chief, case, "", &[("dia_revision", "2026-03-04")]).await.unwrap();
    let review = [("hallazgos", "Disco lleno"), ("consejos", "Apagarla bien")];
    assert_eq!(key(does(&f, &f.chief, case, "", &review).await), "task-too-early");
    f.office.clock.set(instant("2026-03-04T15:00:00Z"));
    jobs::drain(&f.office).await.unwrap();
    does(&f, &f.chief, case, "", &review).await.unwrap();
    does(&f, &f.chief, case, "SI", &[]).await.unwrap();
    does(&f, &f.chief, case, "", &[("dia_mantenimiento", "2026-03-10")]).await.unwrap();
    does(&f, &f.chief, case, "NO", &[]).await.unwrap();
    does(&f, &f.chief, case, "", &[("material", "Disco")]).await.unwrap();
    arrives(&f, &f.chief, case, "material").await.unwrap();
    does(&f, &f.chief, case, "", &[]).await.unwrap();
    assert_eq!(key(does(&f, &f.chief, case, "", &[("trabajo", "Disco nuevo")]).await), "task-too-early");
    f.office.clock.set(instant("2026-03-10T15:00:00Z"));
    does(&f, &f.chief, case, "", &[("trabajo", "Disco nuevo")]).await.unwrap();
    does(&f, &f.chief, case, "", &[("recibe", "Ana Flores")]).await.unwrap();
    does(&f, &f.ana, case, "", &[("agradecimiento", "Gracias por el apoyo")]).await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    let made = papers::query::of_case(&f.office.read(&f.chief), case).await.unwrap();
    let titles: Vec<&str> = made.iter().map(|p| p.title.as_str()).collect();
    for title in ["Hoja de recomendaciones", "Requisición a Tesorería", "Carta de agradecimiento"] {
        assert!(titles.contains(&title), "{title} is not among {titles:?}");
    }
    for paper in made {
        papers::print(&f.office, &f.chief, paper.id).await.unwrap();
    }
}

const CHECKED: &str = "✓ Limpieza de rodillos\n✓ Nivel de tinta o tóner\n✓ Prueba de impresión";

#[tokio::test]
async fn s4_twice_rejected_maintenance_keeps_its_three_rounds_and_reports_after_the_yes() {
    let f = office().await;
    let (machine, marta) = (printer(&f).await, head(&f).await);
    let equipment = machine.id.to_string();
    let planned = [("unidad", "tesoreria"), ("equipo", equipment.as_str()), ("fecha", "2026-03-02")];
    let case = begun(&f, "mantenimiento", &planned).await;
    assert_eq!(f.case(case).await.number, "MAN-2026-0001");
    let notice = [planned.as_slice(), &[("clase_mantenimiento", "Preventivo")]].concat();
    does(&f, &f.chief, case, "", &notice).await.unwrap();
    does(&f, &f.beto, case, "", &[("respaldo", "si"), ("entrega", "Ana Flores")]).await.unwrap();
    for said in ["No", "No", "Si"] {
        f.office.clock.advance(Duration::minutes(30));
        does(&f, &f.beto, case, "", &[("lista", CHECKED)]).await.unwrap();
        let why: &[(&str, &str)] = if said == "No" { &[("observaciones", "Falta el antivirus")] } else { &[] };
        assert!(papers::query::of_case(&f.office.read(&f.chief), case).await.unwrap().is_empty());
        does(&f, &f.chief, case, said, why).await.unwrap();
    }
    let told = async |who: &Actor| notices::query::unread(&f.office.read(who)).await.unwrap();
    let before = (told(&f.chief).await, told(&marta).await);
    does(&f, &f.beto, case, "", &[("trabajo", "Limpieza"), ("inconveniente", "Ventilador gastado")]).await.unwrap();
    assert_eq!((told(&f.chief).await, told(&marta).await), (before.0 + 1, before.1 + 1), "both heads are told");
    let view = query::view(&f.office.read(&f.chief), case).await.unwrap();
    assert_eq!(view.state.visits["realizar"], 3);
    let sheet: sheet::Paper = serde_json::from_str(&f.paper(case).await.sheet).unwrap();
    let sheet::Paper::Document(report) = sheet else { panic!("a document") };
    let rounds = report.tables.iter().find(|t| t.title == "Hace el mantenimiento").unwrap();
    assert_eq!((rounds.rows.len(), report.tables.len()), (3, 2));
    does(&f, &f.beto, case, "", &[]).await.unwrap();
    let informe = paper_of(&f, case, "informe").await;
    assert_eq!(kind(signs(&f, &f.ana, informe).await), Kind::NotFound);
    let waiting = desk::to_finish(&f.office.read(&marta)).await.unwrap();
    assert_eq!(waiting.iter().map(|m| m.case.id).collect::<Vec<_>>(), [case], "it waits for the head of that unit");
    signs(&f, &marta, informe).await.unwrap();
    let signed = papers::query::signatures(&f.office.read(&f.chief), informe).await.unwrap().remove(0);
    assert_eq!((signed.signer_name.as_str(), signed.witness_id), ("Marta Ruiz", None));
    does(&f, &f.beto, case, "", &[]).await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    let moves = registers::query::custody_of(&f.office.read(&f.chief), machine.id).await.unwrap();
    assert_eq!(moves.len(), 2, "it went and it came back");
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn s5_a_wrong_access_goes_back_to_four_and_the_log_keeps_both() {
    let f = office().await;
    let marta = head(&f).await;
    let ana = f.ana.person.unwrap().to_string();
    let asked = [
        ("unidad", "tesoreria"),
        ("persona", ana.as_str()),
        ("clase_acceso", "Aplicación"),
        ("motivo_acceso", "Atiende caja"),
    ];
    assert_eq!(kind(asks(&f, &f.ana, "acceso", &asked).await), Kind::Forbidden, "only the head of the unit asks");
    let case = asks(&f, &marta, "acceso", &asked).await.unwrap();
    does(&f, &f.chief, case, "", &[("recurso", "Cajas"), ("requisitos", "Solo consulta")]).await.unwrap();
    does(&f, &f.beto, case, "", &[("cuenta", "cajas/ana")]).await.unwrap();
    does(&f, &f.beto, case, "", &[("nivel", "Consulta"), ("cambio", "otorgado")]).await.unwrap();
    does(&f, &marta, case, "No", &[("falla_acceso", "No guarda")]).await.unwrap();
    assert_eq!(step(&f, case).await, "crear");
    does(&f, &f.beto, case, "", &[("cuenta", "cajas/ana")]).await.unwrap();
    does(&f, &f.beto, case, "", &[("nivel", "Captura"), ("cambio", "corregido")]).await.unwrap();
    does(&f, &marta, case, "Si", &[]).await.unwrap();
    does(&f, &f.beto, case, "", &[]).await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    let trail = registers::query::access_trail(&f.office.read(&f.auditor), "Ana Flores").await.unwrap();
    let levels: Vec<&str> = trail.iter().map(|a| a.level.as_str()).collect();
    assert_eq!(levels, ["Consulta", "Captura"], "the oldest first");
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn s6_four_who_receive_together_sign_each_for_themselves_and_the_new_contract_lasts_three_years() {
    let f = office().await;
    let person = async |name: &str, user: &str, role: &str| {
        let id = crate::fixtures::add(&f.office, &f.admin, name, user, role, "compras").await.unwrap();
        crate::fixtures::actor(&f.office, &Actor::system(f.admin.institution), id).await
    };
    let olga = person("Olga Sol", "olga", "administrador_oc").await;
    let ulises = person("Ulises Paz", "ulises", "uaci").await;
    let case = begun(&f, "adquisicion", &[]).await;
    let olga_id = olga.person.unwrap().to_string();
    let terms = [
        ("servicio", "Correo y VPS"),
        ("contrato_vigente", "Correo"),
        ("requerimientos", "80 cuentas"),
        ("comparacion", "A y B"),
        ("administrador", olga_id.as_str()),
    ];
    does(&f, &f.chief, case, "", &terms).await.unwrap();
    does(&f, &olga, case, "", &[("requisicion", "R-12"), ("plazo", "3 años")]).await.unwrap();
    does(&f, &f.beto, case, "", &[("ofertas", "Dos"), ("proveedor", "Empresa B")]).await.unwrap();
    let act = paper_of(&f, case, "recepcion").await;
    signs(&f, &f.beto, act).await.unwrap();
    assert_eq!(kind(signs(&f, &f.beto, act).await), Kind::Forbidden, "nobody signs for the others");
    signs(&f, &olga, act).await.unwrap();
    signs(&f, &ulises, act).await.unwrap();
    assert_eq!(step(&f, case).await, "recibir");
    signs(&f, &f.chief, act).await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    let read = f.office.read(&f.chief);
    let signed = papers::query::signatures(&read, act).await.unwrap();
    let who: Vec<&str> = signed.iter().map(|s| s.signer_name.as_str()).collect();
    assert_eq!(who.len(), 4);
    assert!(["Beto Rivas", "Olga Sol", "Ulises Paz", "Julia Méndez"].iter().all(|n| who.contains(n)), "{who:?}");
    assert!(signed.iter().any(|s| s.signer_name == "Ulises Paz" && s.statement == "Firmo como: UACI."));
    papers::print_signed(&f.office, &f.chief, act).await.unwrap();
    let contract = registers::query::find_current(&read, "Correo").await.unwrap().unwrap();
    assert_eq!((contract.start_on, Some(contract.end_on)), (date("2026-03-02").unwrap(), date("2029-03-02")));
}

#[tokio::test]
async fn a_request_without_unit_field_belongs_to_the_requesters_own_unit() {
    let f = office().await;
    let source = include_str!("../../../../../procedures/usulutan/soporte_tecnico.yaml");
    let plain = source.replace("      unidad: {tipo: unidad, etiqueta: Unidad, obligatorio: si}\n", "");
    f.put_in_force(&plain).await;
    let asked = [("tipo_ayuda", "Otra ayuda")];
    let case = asks(&f, &f.ana, "soporte_tecnico", &asked).await.unwrap();
    let own = people::query::get_person(&f.office.read(&f.admin), PersonId(f.ana.person.unwrap())).await.unwrap();
    assert_eq!(Some(f.case(case).await.unit_id), own.unit_id);
}
