//! What begins by itself does so once, at its time, and what does not happen says why.

use super::{
    CatchUp, PlanRowDraft, Running, Start, StartStatus, add_plan_row, change, go_on, justify,
    model::{Fate, before, fates},
    pause, query, run, run_now,
};
use crate::{
    cases::{Begun, CaseStatus, Free, Happening},
    fixtures::{Fixture, key, office},
    notices, people,
};
use db::{
    Source as _,
    entity::{contract, start},
};
use kernel::{
    Locale, Msg,
    time::{Calendar, Duration, Period, Span, Zone, date, instant},
};
use sea_orm::{EntityTrait as _, IntoActiveModel as _, QueryOrder as _};

/// A daily backup, one row, in our own words.
const BACKUP: &str = r"formato: procedimiento/1
id: copia_diaria
titulo: Copia diaria
tabla: [paso: No., responsable: Responsable, actividad: Actividad]
responsables: {Técnico: tecnico_tim}
pasos:
  - {paso: 1, inicio: INICIO, arranque: {horario: lunes a viernes 8:00}}
  - {paso: 2, id: copiar, responsable: Técnico, actividad: Copia el servidor}
  - {paso: 3, fin: FIN}
";

/// What begins two months before a contract ends.
const PURCHASE: &str = r"formato: procedimiento/1
id: compra
titulo: Compra del servicio
tabla: [paso: No., responsable: Responsable, actividad: Actividad]
responsables: {Jefe: jefatura_tim}
pasos:
  - {paso: 1, inicio: INICIO, arranque: {antes: 2 meses, de: contrato.vencimiento}}
  - {paso: 2, id: pedir, responsable: Jefe, actividad: Pide las ofertas}
  - {paso: 3, fin: FIN}
";

/// Work by a dated plan, told to the head of the unit.
const UPKEEP: &str = r"formato: procedimiento/1
id: limpieza
titulo: Limpieza de equipos
tabla: [paso: No., responsable: Responsable, actividad: Actividad]
responsables: {Jefe: jefatura_tim, Técnico: tecnico_tim}
pasos:
  - {paso: 1, inicio: INICIO, arranque: {cronograma: limpieza}}
  - paso: 2
    id: avisar
    responsable: Jefe
    actividad: Avisa la fecha
    efectos: [{notifica: {a: usuario, plantilla: fecha_de_limpieza}}]
  - paso: 3
    id: limpiar
    responsable: Técnico
    actividad: Limpia el equipo
    formulario: {fecha: {tipo: fecha, etiqueta: Fecha}}
  - {paso: 4, fin: FIN}
";

async fn with(source: &str) -> Fixture {
    let f = office().await;
    // The house's own manual has flows that begin by themselves, too.
    let own = crate::manuals::query::list_holding(&f.office.read(&f.chief)).await.unwrap().remove(0);
    let mut tx = f.tx(&f.chief).await;
    crate::procedures::end_of(&mut tx, own.id).await.unwrap();
    tx.commit().await.unwrap();
    f.put_in_force(source).await;
    run(&f.office).await.unwrap();
    f
}

/// Local time in El Salvador.
async fn at(f: &Fixture, local: &str) -> usize {
    f.office.clock.set(instant(&format!("{local}:00-06:00")));
    run(&f.office).await.unwrap()
}

async fn starts(f: &Fixture) -> Vec<Start> {
    let read = f.office.read(&f.chief);
    read.all(start::Entity::find().order_by_asc(start::Column::DueAt).order_by_asc(start::Column::Id)).await.unwrap()
}

/// Day and status of what is no longer only planned.
async fn past(f: &Fixture) -> Vec<(String, StartStatus)> {
    let zone = Zone::named("America/El_Salvador").unwrap();
    let all = starts(f).await.into_iter().filter(|s| s.status != StartStatus::Planned);
    all.map(|s| (zone.today(s.due_at).format("%d").to_string(), s.status)).collect()
}

fn pairs(expected: &[(&str, StartStatus)]) -> Vec<(String, StartStatus)> {
    expected.iter().map(|(day, status)| ((*day).to_owned(), *status)).collect()
}

async fn set_policy(f: &Fixture, policy: CatchUp) {
    let mut tx = f.tx(&f.chief).await;
    change(&mut tx, "copia_diaria", "inicio", Running { policy, unit: None }).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn the_next_runs_are_written_down_and_opened_at_their_time_once() {
    let f = with(BACKUP).await;
    let flow = starts(&f).await[0].flow.clone();
    assert_eq!(flow, "inicio");
    assert_eq!(at(&f, "2026-03-03T07:59").await, 0);
    assert_eq!(at(&f, "2026-03-03T08:00").await, 1);
    assert_eq!(at(&f, "2026-03-03T08:01").await, 0);
    assert_eq!(past(&f).await, pairs(&[("03", StartStatus::Opened)]));
    let run = starts(&f).await.into_iter().find(|s| s.status == StartStatus::Opened).unwrap();
    let case = run.case_id.unwrap();
    assert_eq!(f.case(case).await.status, CaseStatus::Open);
    f.verify(case).await.unwrap();
    let view = crate::cases::query::view(&f.office.read(&f.chief), case).await.unwrap();
    let begun = view.history.iter().any(|(_, h)| matches!(h, Happening::Free(Free::BegunBy(Begun::Schedule { .. }))));
    assert!(begun, "the case says why it began");
    let told = notices::query::told(&f.office.read(&f.chief), [case]).await.unwrap();
    assert_eq!(told[&case], ["Beto Rivas", "Carla Paz"]);
}

#[tokio::test]
async fn a_backup_not_done_by_closing_is_missed_the_chief_hears_it_and_the_holiday_after_is_skipped() {
    let f = with(BACKUP).await;
    let mut tx = f.tx(&f.admin).await;
    let draft = people::ClosedDayDraft {
        day: "2026-03-04".to_owned(),
        name: "Asueto de prueba".to_owned(),
        source: "Decreto".to_owned(),
    };
    people::add_closed_day(&mut tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    at(&f, "2026-03-03T08:00").await;
    at(&f, "2026-03-03T16:00").await;
    assert_eq!(past(&f).await, pairs(&[("03", StartStatus::Opened)]));
    at(&f, "2026-03-03T16:01").await;
    at(&f, "2026-03-03T16:02").await;
    assert_eq!(past(&f).await, pairs(&[("03", StartStatus::Missed)]));
    let heard = notices::query::list_unread(&f.office.read(&f.chief), None).await.unwrap().rows;
    assert_eq!(heard.iter().filter(|n| n.kind == "missed").count(), 1, "told once");
    assert_eq!(at(&f, "2026-03-04T08:00").await, 0);
    assert_eq!(past(&f).await, pairs(&[("03", StartStatus::Missed), ("04", StartStatus::Skipped)]));
    let skipped = starts(&f).await.into_iter().find(|s| s.status == StartStatus::Skipped).unwrap();
    let why: Msg = serde_json::from_str(&skipped.reason).unwrap();
    assert_eq!(kernel::text::say(Locale::Es, &why), "Día cerrado: Asueto de prueba");
    // The day after is done in time: one of two.
    at(&f, "2026-03-05T08:00").await;
    let case = starts(&f).await.into_iter().find(|s| s.status == StartStatus::Opened).unwrap().case_id.unwrap();
    f.does(&f.beto, case, &[]).await.unwrap();
    at(&f, "2026-03-05T09:00").await;
    let month = query::month(&f.office.read(&f.chief), date("2026-03-05").unwrap()).await.unwrap();
    let month = &month["copia_diaria"];
    assert_eq!((month.done, month.missed, month.skipped, month.percent()), (1, 1, 1, Some(50)));
    let missed = starts(&f).await.into_iter().find(|s| s.status == StartStatus::Missed).unwrap().id;
    let mut tx = f.tx(&f.chief).await;
    assert_eq!(key(justify(&mut tx, missed, " ").await), "error-check-fields");
    justify(&mut tx, missed, "Sin energía eléctrica").await.unwrap();
    tx.commit().await.unwrap();
    let month = query::month(&f.office.read(&f.chief), date("2026-03-05").unwrap()).await.unwrap();
    assert_eq!((month["copia_diaria"].justified, month["copia_diaria"].percent()), (1, Some(100)));
}

#[tokio::test]
async fn three_dark_days_are_caught_up_as_the_flow_says() {
    use StartStatus::{Opened, Skipped};
    for (policy, expected) in [
        (CatchUp::One, [("03", Skipped), ("04", Skipped), ("05", Opened)]),
        (CatchUp::All, [("03", Opened), ("04", Opened), ("05", Opened)]),
        (CatchUp::None, [("03", Skipped), ("04", Skipped), ("05", Skipped)]),
    ] {
        let f = with(BACKUP).await;
        set_policy(&f, policy).await;
        at(&f, "2026-03-05T12:00").await;
        assert_eq!(past(&f).await, pairs(&expected), "{policy:?}");
    }
}

#[tokio::test]
async fn a_pause_moves_the_mark_on_and_what_fell_out_does_not_come_back() {
    let f = with(BACKUP).await;
    let mut tx = f.tx(&f.chief).await;
    pause(&mut tx, "copia_diaria", "inicio").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(at(&f, "2026-03-03T08:00").await, 0);
    let mut tx = f.tx(&f.chief).await;
    go_on(&mut tx, "copia_diaria", "inicio").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(at(&f, "2026-03-03T12:00").await, 0);
    assert_eq!(past(&f).await, pairs(&[("03", StartStatus::Skipped)]));
    assert_eq!(at(&f, "2026-03-04T08:00").await, 1);
}

#[tokio::test]
async fn two_nodes_open_a_run_once() {
    let f = with(BACKUP).await;
    f.office.clock.set(instant("2026-03-03T08:00:00-06:00"));
    let nodes: Vec<_> = (0..2)
        .map(|_| {
            let office = f.office.clone();
            tokio::spawn(async move { run(&office).await.unwrap() })
        })
        .collect();
    let mut opened = 0;
    for node in nodes {
        opened += node.await.unwrap();
    }
    run(&f.office).await.unwrap();
    assert_eq!(opened, 1);
    assert_eq!(past(&f).await, pairs(&[("03", StartStatus::Opened)]));
}

async fn contract(f: &Fixture, end: &str) -> contract::Model {
    let mut tx = f.tx(&f.admin).await;
    let row = contract::Model {
        id: tx.id(),
        institution_id: tx.institution(),
        name: "Correo y VPS".to_owned(),
        name_key: "correo y vps".to_owned(),
        supplier: "Proveedor".to_owned(),
        service: "Correo".to_owned(),
        administrator_id: None,
        administrator: String::new(),
        start_on: date("2024-09-01").unwrap(),
        end_on: date(end).unwrap(),
        renewed_by_id: None,
        case_id: None,
        search_key: String::new(),
        created_at: tx.now(),
        version: 1,
    };
    let row = tx.insert(row.into_active_model()).await.unwrap();
    tx.commit().await.unwrap();
    row
}

#[tokio::test]
async fn a_contract_that_ends_on_31_august_begins_its_purchase_on_30_june_and_says_the_rule() {
    let f = with(PURCHASE).await;
    contract(&f, "2027-08-31").await;
    assert_eq!(at(&f, "2027-06-29T16:00").await, 0);
    assert_eq!(at(&f, "2027-06-30T07:59").await, 0);
    assert_eq!(at(&f, "2027-06-30T08:00").await, 1);
    assert_eq!(at(&f, "2027-07-01T08:00").await, 0);
    let opened = starts(&f).await.remove(0);
    let view = crate::cases::query::view(&f.office.read(&f.chief), opened.case_id.unwrap()).await.unwrap();
    let begun = view.history.iter().find_map(|(_, h)| match h {
        Happening::Free(Free::BegunBy(begun)) => Some(begun.clone()),
        _ => None,
    });
    let expected = Begun::Before {
        length: "2 meses".to_owned(),
        contract: "Correo y VPS".to_owned(),
        end_on: date("2027-08-31").unwrap(),
        counted: date("2027-06-30").unwrap(),
        due_on: date("2027-06-30").unwrap(),
    };
    assert_eq!(begun, Some(expected));
    let heard = notices::query::list_unread(&f.office.read(&f.chief), None).await.unwrap().rows;
    let words = kernel::text::say(Locale::Es, &notices::model::words(&heard[0], Locale::Es));
    assert!(words.contains("31/08/2027") && words.contains("30/06/2027") && words.contains("fin de mes"), "{words}");
}

#[tokio::test]
async fn a_contract_whose_end_is_changed_is_planned_anew() {
    let f = with(PURCHASE).await;
    let row = contract(&f, "2027-08-31").await;
    run(&f.office).await.unwrap();
    assert_eq!(starts(&f).await.len(), 1);
    let mut tx = f.tx(&f.admin).await;
    let changed = contract::ActiveModel {
        id: sea_orm::ActiveValue::Unchanged(row.id),
        end_on: sea_orm::ActiveValue::Set(date("2027-12-31").unwrap()),
        ..Default::default()
    };
    let update =
        contract::Entity::update_many().set(contract::ActiveModel { id: sea_orm::ActiveValue::NotSet, ..changed });
    tx.swap(update).await.unwrap();
    tx.commit().await.unwrap();
    run(&f.office).await.unwrap();
    let planned = starts(&f).await;
    assert_eq!(planned.len(), 1);
    // 31 October 2027 is a Sunday: the working day before.
    assert_eq!(planned[0].due_at, instant("2027-10-29T08:00:00-06:00"));
}

#[tokio::test]
async fn a_plan_begins_before_its_day_and_the_people_told_acknowledge_it() {
    let f = with(UPKEEP).await;
    let mut tx = f.tx(&f.chief).await;
    let draft = PlanRowDraft {
        plan: "limpieza".to_owned(),
        day: "2026-03-16".to_owned(),
        unit: Some(f.treasury),
        subject: "PC de caja".to_owned(),
        notice_days: "5".to_owned(),
    };
    let past_day = PlanRowDraft { day: "2026-03-01".to_owned(), ..draft.clone() };
    assert_eq!(crate::fixtures::fields(add_plan_row(&mut tx, past_day).await)[0].0, "plan_day");
    add_plan_row(&mut tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(at(&f, "2026-03-10T16:00").await, 0);
    assert_eq!(at(&f, "2026-03-11T08:00").await, 1);
    let case = starts(&f).await.remove(0).case_id.unwrap();
    let row = f.case(case).await;
    assert_eq!(row.unit_id, f.treasury);
    let view = crate::cases::query::view(&f.office.read(&f.chief), case).await.unwrap();
    assert_eq!(view.state.data["fecha"], "2026-03-16");
    f.does(&f.chief, case, &[]).await.unwrap();
    let heard = notices::query::list_unread(&f.office.read(&f.ana), None).await.unwrap().rows;
    assert_eq!(heard.len(), 1);
    let mut tx = f.tx(&f.ana).await;
    notices::acknowledge(&mut tx, heard[0].id).await.unwrap();
    notices::acknowledge(&mut tx, heard[0].id).await.unwrap();
    tx.commit().await.unwrap();
    let view = crate::cases::query::view(&f.office.read(&f.chief), case).await.unwrap();
    let heard: Vec<&str> = view
        .history
        .iter()
        .filter(|(_, h)| matches!(h, Happening::Free(Free::Acknowledged { .. })))
        .map(|(e, _)| e.actor_name.as_str())
        .collect();
    assert_eq!(heard, ["Ana Flores"], "once, with who and when");
    f.verify(case).await.unwrap();
}

#[tokio::test]
async fn a_run_by_hand_keeps_its_reason_and_only_managers_may() {
    let f = with(BACKUP).await;
    let mut tx = f.tx(&f.beto).await;
    assert_eq!(key(run_now(&mut tx, "copia_diaria", "inicio", "Prueba").await), "error-forbidden");
    drop(tx);
    let mut tx = f.tx(&f.chief).await;
    let case = run_now(&mut tx, "copia_diaria", "inicio", "Antes del cambio de disco").await.unwrap();
    tx.commit().await.unwrap();
    run(&f.office).await.unwrap();
    f.verify(case.id).await.unwrap();
    assert_eq!(past(&f).await, pairs(&[("02", StartStatus::Opened)]));
}

#[test]
fn months_before_clamp_and_a_closed_day_moves_back() {
    let calendar = Calendar::weekdays(Zone::utc(), &[Period { open: 480, close: 960 }]);
    let day = |text: &str| date(text).unwrap();
    let counted = |end: &str, span| before(day(end), span, &calendar);
    assert_eq!(counted("2027-08-31", Span::Months(2)), (day("2027-06-30"), day("2027-06-30")));
    assert_eq!(counted("2027-04-30", Span::Months(2)), (day("2027-02-28"), day("2027-02-26")));
    assert_eq!(counted("2027-01-15", Span::Months(2)), (day("2026-11-15"), day("2026-11-13")));
    assert_eq!(counted("2027-08-31", Span::WorkingDays(30)), (day("2027-07-20"), day("2027-07-20")));
}

#[test]
fn what_is_late_by_less_than_an_hour_is_opened_under_every_policy() {
    let now = instant("2026-03-03T14:30:00Z");
    for policy in [CatchUp::One, CatchUp::All, CatchUp::None] {
        assert_eq!(fates(&[(now - Duration::minutes(30), None)], policy, false, now), [Fate::Open]);
    }
}
