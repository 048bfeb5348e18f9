//! A month of cases, each with its own turn, counted exactly; their files, and what a control body takes along.

use super::{
    archive, case_pdf,
    model::Mark,
    query::{detail, month},
};
use crate::{
    CaseId, audit, cases, desk,
    fixtures::{Fixture, kind, office},
};
use kernel::{
    Kind,
    permit::Actor,
    random::sha256,
    time::{Date, Duration, date, instant},
};
use procedure::state::Data;
use std::collections::BTreeMap;

const CODE: &str = "soporte_tecnico";

/// Back to its second step three times before it is let go.
const LOOP: &str = r#"
formato: procedimiento/1
id: vueltas
titulo: Trabajo supervisado
tabla: [paso: No., responsable: Responsable, actividad: Actividad]
responsables:
  Persona: usuario
  Personal: tecnico_tim
pasos:
  - {paso: 1, inicio: INICIO, arranque: solicitud}
  - paso: 2
    id: pedir
    responsable: Persona
    actividad: Pide el trabajo
    formulario:
      unidad: {tipo: unidad, etiqueta: Unidad, obligatorio: si}
  - paso: 3
    id: hacer
    responsable: Personal
    actividad: Hace el trabajo
    formulario:
      hecho: {tipo: linea, etiqueta: Lo hecho, obligatorio: si}
  - paso: 4
    id: revisar
    responsable: Personal
    actividad: Revisa el trabajo
    decide:
      pregunta: ¿Cumple?
      opciones:
        - {respuesta: Si, sigue: fin}
        - {respuesta: "No", regresa: hacer}
  - {paso: 5, id: fin, fin: FIN}
"#;

fn march() -> Date {
    date("2026-03-01").unwrap()
}

async fn annuls(f: &Fixture, case: CaseId) {
    f.office.clock.advance(Duration::minutes(1));
    let mut tx = f.tx(&f.chief).await;
    cases::annul(&mut tx, case, "Pedido dos veces".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
}

/// One straight, one annulled, one taken out of turn, one corrected after its print: by number.
async fn a_month(f: &Fixture) -> [CaseId; 4] {
    let straight = f.filed(&f.ana, &f.beto).await;
    let annulled = f.asks(&f.ana).await;
    let early = f.asks(&f.dora).await;
    let task = f.task(early).await;
    f.office.clock.advance(Duration::minutes(1));
    let mut tx = f.tx(&f.beto).await;
    desk::take(&mut tx, task, Some("Atiende público".to_owned())).await.unwrap();
    tx.commit().await.unwrap();
    annuls(f, annulled).await;
    let corrected = f.printed(&f.ana, &f.carla).await;
    f.office.clock.advance(Duration::minutes(1));
    let mut tx = f.tx(&f.chief).await;
    let changed = ["problema", "Sin papel", "Se anotó otro"].map(str::to_owned);
    let [field, value, why] = changed;
    cases::correct(&mut tx, corrected, field, value, why).await.unwrap();
    tx.commit().await.unwrap();
    crate::jobs::drain(&f.office).await.unwrap();
    [straight, annulled, early, corrected]
}

/// A case of the procedure with a loop, three rounds of its third step, ended.
async fn a_loop(f: &Fixture) -> CaseId {
    f.put_in_force(LOOP).await;
    f.office.clock.advance(Duration::minutes(1));
    let mut tx = f.tx(&f.ana).await;
    let data: Data = [("unidad".to_owned(), f.treasury.to_string())].into();
    let request = desk::Request { procedure: "vueltas".to_owned(), data, ..desk::Request::default() };
    let case = desk::ask(&mut tx, request).await.unwrap().case.id;
    tx.commit().await.unwrap();
    for (n, answer) in [(1, "No"), (2, "No"), (3, "Si")] {
        f.does(&f.beto, case, &[("hecho", &format!("Intento {n}"))]).await.unwrap();
        f.office.clock.advance(Duration::minutes(1));
        let task = f.task(case).await;
        let mut tx = f.tx(&f.beto).await;
        cases::complete(&mut tx, task, Some(answer.to_owned()), Data::new()).await.unwrap();
        tx.commit().await.unwrap();
    }
    case
}

#[tokio::test]
async fn the_figures_of_a_month_are_those_of_its_cases() {
    let f = office().await;
    let numbers = a_month(&f).await;
    a_loop(&f).await;
    let read = f.office.read(&f.auditor);
    let seen = month(&read, march()).await.unwrap();
    let [support, loops] = seen.procedures.as_slice() else { panic!("{:?}", seen.procedures) };
    assert_eq!((support.cases, support.ended, support.open), (4, 1, 2));
    let wanted = [(Mark::Followed, 1), (Mark::OutOfTurn, 1), (Mark::Corrected, 1), (Mark::Annulled, 1)];
    assert_eq!(support.marks, BTreeMap::from(wanted));
    assert_eq!((loops.cases, loops.ended), (1, 1));
    assert_eq!(loops.marks, BTreeMap::from([(Mark::Followed, 1), (Mark::Loops, 1)]));
    let of = async |mark| {
        let found = detail(&read, CODE, None, march(), (Some(mark), None)).await.unwrap().cases.rows;
        found.into_iter().map(|s| s.case.id).collect::<Vec<_>>()
    };
    assert_eq!(of(Mark::Followed).await, [numbers[0]]);
    assert_eq!(of(Mark::Annulled).await, [numbers[1]]);
    assert_eq!(of(Mark::OutOfTurn).await, [numbers[2]]);
    assert_eq!(of(Mark::Corrected).await, [numbers[3]]);
    let looped = detail(&read, "vueltas", None, march(), (None, None)).await.unwrap();
    let doing = looped.steps.iter().find(|s| s.step == "hacer").unwrap();
    assert_eq!((doing.times, doing.again, doing.median), (3, 2, None), "fewer than five have no percentile");
    assert!(month(&read, date("2026-02-01").unwrap()).await.unwrap().procedures.is_empty());
}

#[tokio::test]
async fn a_step_has_percentiles_from_five_times_on_in_working_time() {
    let f = office().await;
    for _ in 0..4 {
        f.filed(&f.ana, &f.beto).await;
    }
    // Asked on Friday at ten to four, taken on Monday at ten past eight: twenty minutes of the office's time.
    f.office.clock.set(instant("2026-03-06T21:49:00Z"));
    f.asks(&f.ana).await;
    f.office.clock.set(instant("2026-03-09T14:09:00Z"));
    f.takes_next(&f.beto).await.unwrap();
    let seen = detail(&f.office.read(&f.chief), CODE, None, march(), (None, None)).await.unwrap();
    let taking = seen.steps.iter().find(|s| s.times == 5 && s.median.is_some() && s.p90 == Some(20 * 60)).unwrap();
    assert_eq!(taking.median, Some(60));
}

#[tokio::test]
async fn only_chiefs_and_auditors_of_the_institution_look_and_only_the_audit_takes_along() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    for who in [&f.ana, &f.beto, &f.admin] {
        assert_eq!(kind(month(&f.office.read(who), march()).await), Kind::Forbidden);
        assert_eq!(kind(archive(&f.office, who, CODE, march(), 1).await), Kind::Forbidden);
    }
    assert_eq!(kind(case_pdf(&f.office, &f.ana, case).await), Kind::Forbidden);
    assert_eq!(kind(archive(&f.office, &f.chief, CODE, march(), 1).await), Kind::Forbidden);
    let neighbour = Actor::system(f.neighbour().await.institution);
    assert!(month(&f.office.read(&neighbour), march()).await.unwrap().procedures.is_empty());
    assert_eq!(kind(case_pdf(&f.office, &neighbour, case).await), Kind::NotFound);
    assert_eq!(kind(archive(&f.office, &neighbour, CODE, march(), 1).await), Kind::NotFound);
}

#[tokio::test]
async fn the_file_tells_each_round_of_each_step_and_the_whole_chain() {
    let f = office().await;
    let case = a_loop(&f).await;
    let read = f.office.read(&f.auditor);
    let book = super::file::case_book(&read, case).await.unwrap();
    let told = serde_json::to_string(&book).unwrap();
    for text in ["2 · Pide el trabajo", "3 · Hace el trabajo", "4 · Revisa el trabajo", "5 · FIN"] {
        assert!(told.contains(text), "{text}: {told}");
    }
    for n in 1..=3 {
        assert!(told.contains(&format!("Lo hecho: Intento {n}")));
    }
    let row = f.case(case).await;
    assert!(told.contains(&row.head) && told.contains("La cadena está completa"));
    let version = crate::procedures::query::get_version(&read, row.definition_id).await.unwrap();
    assert!(told.contains(&version.sha256) && !told.contains('⟦'));
    assert!(case_pdf(&f.office, &f.auditor, case).await.unwrap().starts_with(b"%PDF-"));
}

/// The files of a ZIP without compression, by its directory.
fn unzip(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let half = |at: usize| usize::from(u16::from_le_bytes([zip[at], zip[at + 1]]));
    let word = |at: usize| half(at) | half(at + 2) << 16;
    let end = zip.len() - 22;
    let (count, mut at) = (half(end + 10), word(end + 16));
    let mut files = BTreeMap::new();
    for _ in 0..count {
        assert_eq!(&zip[at..at + 4], b"PK\x01\x02");
        let (size, name, local) = (word(at + 24), half(at + 28), word(at + 42));
        let path = String::from_utf8(zip[at + 46..at + 46 + name].to_vec()).unwrap();
        let from = local + 30 + half(local + 26);
        assert!(files.insert(path, zip[from..from + size].to_vec()).is_none(), "a name twice");
        at += 46 + name;
    }
    files
}

#[tokio::test]
async fn the_archive_holds_what_its_index_says_and_nothing_else() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    let number = f.case(case).await.number.to_lowercase();
    let taken = archive(&f.office, &f.auditor, CODE, march(), 1).await.unwrap();
    let zip = taken.close(&f.office, "<p>indice</p>".to_owned()).await.unwrap();
    let mut files = unzip(&zip);
    let sums = String::from_utf8(files.remove("SHA256SUMS").unwrap()).unwrap();
    let summed: BTreeMap<&str, &str> =
        sums.lines().filter_map(|l| l.split_once("  ")).map(|(sum, path)| (path, sum)).collect();
    assert_eq!(summed.keys().copied().collect::<Vec<_>>(), files.keys().map(String::as_str).collect::<Vec<_>>());
    for (path, bytes) in &files {
        assert_eq!(sha256(bytes), summed[path.as_str()], "{path}");
    }
    let csv = String::from_utf8(files["indice.csv"].clone()).unwrap();
    for path in files.keys().filter(|p| !p.starts_with("indice.")) {
        assert!(csv.contains(&format!(",{path},")), "{path}: {csv}");
    }
    assert!(files[&format!("{number}/expediente.pdf")].starts_with(b"%PDF-"));
    assert!(files.keys().any(|p| p.contains("-firmado.pdf")));
    let manual = csv.lines().find(|l| l.contains(",manuales/")).expect("the manual that brought the procedure");
    let pages: usize = manual.split(',').nth(3).unwrap().parse().unwrap();
    assert!(pages > 3, "{manual}");
    assert!(csv.lines().any(|l| l.contains("LEEME.txt,,,")), "only PDFs have pages: {csv}");
    let events = String::from_utf8(files[&format!("{number}/events.jsonl")].clone()).unwrap();
    assert_eq!(i64::try_from(events.lines().count()).unwrap(), f.case(case).await.events);
    let log = audit::list_entries(&f.office.read(&f.auditor), "archive.taken", None).await.unwrap().rows;
    assert_eq!(log.iter().map(|e| e.actor_id.map(|p| p.0)).collect::<Vec<_>>(), [f.auditor.person]);
    assert_eq!(kind(archive(&f.office, &f.auditor, CODE, march(), 2).await), Kind::NotFound);
}
