//! Procedures of the packs on the moved clock: waits, loops, joint signatures and flows that nobody asked for.

use crate::{
    CaseId, PersonId,
    cases::{self, CaseStatus, query},
    desk::{self, Request},
    fixtures::{Fixture, key, kind, office},
    jobs, papers, people, procedures,
};
use kernel::{
    Kind, Result,
    permit::Actor,
    sheet,
    time::{Duration, instant},
};
use procedure::state::Data;

const AREAS: &str = include_str!("../../../../../procedures/tochimilco/areas.yaml");
const BOARDS: &str = include_str!("../../../../../procedures/tochimilco/juntas_auxiliares.yaml");
const MAINTENANCE: &str = include_str!("../../../../../procedures/usulutan/mantenimiento.yaml");
const PURCHASE: &str = include_str!("../../../../../procedures/usulutan/adquisicion.yaml");

/// The pack's text for this office: its ICT unit's roles, and without what this test is not about.
fn here(source: &str) -> String {
    let kept = source.replace("jefatura_tic", "jefatura_tim").replace("{a: tesoreria", "{a: tecnico_tim");
    let lines: Vec<&str> = kept.lines().filter(|l| !l.contains("registra:")).collect();
    let empty = |n: usize| lines[n].trim() == "efectos:" && lines.get(n + 1).is_none_or(|l| !l.starts_with("      - "));
    (0..lines.len()).filter(|n| !empty(*n)).map(|n| format!("{}\n", lines[n])).collect()
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

/// Gives the office two lists of Tochimilco.
async fn lists(f: &Fixture) {
    let mut tx = f.tx(&f.admin).await;
    procedures::install_pack(&mut tx, "tochimilco").await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn s16_a_part_is_missing_and_the_maintenance_waits_for_it() {
    let f = office().await;
    f.put_in_force(&here(AREAS)).await;
    lists(&f).await;
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
    f.put_in_force(&here(BOARDS)).await;
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

/// The chief began it from the plan.
async fn planned(f: &Fixture) -> CaseId {
    f.put_in_force(&here(MAINTENANCE)).await;
    let mut tx = f.tx(&Actor::system(f.admin.institution)).await;
    let version = procedures::query::find_in_force(&tx, "mantenimiento").await.unwrap().unwrap();
    let known = data(f, &[("equipo", "pc1"), ("fecha", "2026-03-02")]);
    let case = cases::open_flow(&mut tx, version, "inicio", known, Some(f.treasury)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((case.number.as_str(), case.unit_id), ("MAN-2026-0001", f.treasury));
    case.id
}

#[tokio::test]
async fn s4_twice_rejected_maintenance_keeps_its_three_rounds_and_reports_after_the_yes() {
    let f = office().await;
    let case = planned(&f).await;
    let notice =
        [("unidad", "tesoreria"), ("equipo", "pc1"), ("clase_mantenimiento", "Preventivo"), ("fecha", "2026-03-02")];
    does(&f, &f.chief, case, "", &notice).await.unwrap();
    does(&f, &f.beto, case, "", &[("respaldo", "si"), ("entrega", "Ana Flores")]).await.unwrap();
    for said in ["No", "No", "Si"] {
        f.office.clock.advance(Duration::minutes(30));
        does(&f, &f.beto, case, "", &[("lista", "✓ Limpieza")]).await.unwrap();
        let why: &[(&str, &str)] = if said == "No" { &[("observaciones", "Falta el antivirus")] } else { &[] };
        assert_eq!(papers::query::of_case(&f.office.read(&f.chief), case).await.unwrap().len(), 0);
        does(&f, &f.chief, case, said, why).await.unwrap();
    }
    does(&f, &f.beto, case, "", &[("trabajo", "Limpieza"), ("inconveniente", "Ventilador gastado")]).await.unwrap();
    let view = query::view(&f.office.read(&f.chief), case).await.unwrap();
    assert_eq!(view.state.visits["realizar"], 3);
    let sheet: sheet::Paper = serde_json::from_str(&f.paper(case).await.sheet).unwrap();
    let sheet::Paper::Document(report) = sheet else { panic!("a document") };
    let rounds = report.tables.iter().find(|t| t.title == "Hace el mantenimiento").unwrap();
    assert_eq!(rounds.rows.len(), 3);
    assert_eq!(report.tables.len(), 2, "what the chief said each time is told, too");
    does(&f, &f.beto, case, "", &[]).await.unwrap();
    f.signs(&f.beto, case).await.unwrap();
    does(&f, &f.beto, case, "", &[]).await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn four_who_receive_together_sign_each_for_themselves() {
    let f = office().await;
    f.put_in_force(&here(PURCHASE)).await;
    let system = Actor::system(f.admin.institution);
    let person = async |name: &str, user: &str, role: &str| {
        let id = crate::fixtures::add(&f.office, &f.admin, name, user, role, "compras").await.unwrap();
        crate::fixtures::actor(&f.office, &system, id).await
    };
    let (olga, ulises) =
        (person("Olga Sol", "olga", "administrador_oc").await, person("Ulises Paz", "ulises", "uaci").await);
    let mut tx = f.tx(&system).await;
    let version = procedures::query::find_in_force(&tx, "adquisicion").await.unwrap().unwrap();
    let case = cases::open_flow(&mut tx, version, "inicio", Data::new(), Some(f.treasury)).await.unwrap().id;
    tx.commit().await.unwrap();
    let olga_id = PersonId(olga.person.unwrap()).to_string();
    let terms = [
        ("servicio", "Correo"),
        ("contrato_vigente", "Correo 2024"),
        ("requerimientos", "80 cuentas"),
        ("comparacion", "A y B"),
        ("administrador", olga_id.as_str()),
    ];
    does(&f, &f.chief, case, "", &terms).await.unwrap();
    does(&f, &olga, case, "", &[("requisicion", "R-12"), ("plazo", "3 años")]).await.unwrap();
    does(&f, &f.beto, case, "", &[("ofertas", "Dos"), ("proveedor", "Empresa B")]).await.unwrap();
    let read = f.office.read(&f.chief);
    let made = papers::query::of_case(&read, case).await.unwrap();
    let act = made.into_iter().find(|p| p.document == "recepcion").unwrap().id;
    let signs = async |who: &Actor| -> Result<()> {
        let drawn = papers::Drawn {
            image: crate::demo::scribble(&f.office.random),
            document_sha256: papers::print(&f.office, who, act).await?,
            device: String::new(),
            address: String::new(),
        };
        papers::sign_on_screen(&f.office, who, act, drawn).await.map(drop)
    };
    signs(&f.beto).await.unwrap();
    assert_eq!(kind(signs(&f.beto).await), Kind::Forbidden, "nobody signs for the others");
    signs(&olga).await.unwrap();
    signs(&ulises).await.unwrap();
    assert_eq!(step(&f, case).await, "recibir");
    signs(&f.chief).await.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Closed);
    let signed = papers::query::signatures(&read, act).await.unwrap();
    let who: Vec<&str> = signed.iter().map(|s| s.signer_name.as_str()).collect();
    assert_eq!(who.len(), 4);
    assert!(["Beto Rivas", "Olga Sol", "Ulises Paz", "Julia Méndez"].iter().all(|n| who.contains(n)), "{who:?}");
    assert!(signed.iter().any(|s| s.signer_name == "Ulises Paz" && s.statement == "Firmo como: UACI."));
    papers::print_signed(&f.office, &f.chief, act).await.unwrap();
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
