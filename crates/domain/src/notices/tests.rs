//! Everybody who should hear something does, once; what nobody can hear is not lost.

use super::{
    acknowledge,
    model::{About, Hearers, Somebody, hearers},
    query, read, read_all,
};
use crate::{
    cases::{self, Free, Happening},
    fixtures::{Fixture, key, office},
};
use db::{PersonId, UnitId};
use kernel::permit::Holding;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Help that tells three roles when it is asked for, one of which nobody holds.
const TELLING: &str = r"formato: procedimiento/1
id: avisos
titulo: Avisos de prueba
tabla: [paso: No., responsable: Responsable, actividad: Actividad]
responsables: {Usuario: usuario_del_caso, Técnico: tecnico_tim}
pasos:
  - {paso: 1, inicio: INICIO, arranque: solicitud}
  - paso: 2
    id: pedir
    responsable: Usuario
    actividad: Pide
    formulario: {unidad: {tipo: unidad, etiqueta: Unidad, obligatorio: si}}
    efectos: [{notifica: {a: [jefatura_tim, jefatura_unidad_del_caso, usuario_del_caso], plantilla: sin_nombre}}]
  - paso: 3
    id: atender
    responsable: Técnico
    actividad: Atiende
    plazos: [{tras: 2 horas, avisa: jefatura_tim}]
  - {paso: 4, fin: FIN}
";

fn somebody(n: u128, role: &str, unit: Option<u128>) -> Somebody {
    Somebody {
        person: PersonId(Uuid::from_u128(n)),
        name: format!("P{n}"),
        holdings: vec![Holding { role: role.to_owned(), unit: unit.map(Uuid::from_u128) }],
        permits: BTreeSet::new(),
    }
}

#[test]
fn roles_of_the_case_are_its_requester_and_those_of_its_unit() {
    let staff = [
        somebody(1, "jefatura_unidad", Some(7)),
        somebody(2, "jefatura_unidad", Some(8)),
        somebody(3, "tecnico", None),
        somebody(4, "tecnico", Some(8)),
    ];
    let about = About { requester: Some(PersonId(Uuid::from_u128(2))), unit: UnitId(Uuid::from_u128(7)) };
    let heard = |roles: &[&str]| {
        let roles: Vec<String> = roles.iter().map(|r| (*r).to_owned()).collect();
        let Hearers { people, lacking, .. } = hearers(&roles, about, &staff);
        (people.iter().map(|p| p.0.as_u128()).collect::<Vec<_>>(), lacking)
    };
    assert_eq!(heard(&["jefatura_unidad_del_caso"]), (vec![1], vec![]));
    assert_eq!(heard(&["usuario_del_caso", "tecnico"]), (vec![2, 3], vec![]));
    assert_eq!(heard(&["archivo"]), (vec![], vec!["archivo".to_owned()]));
    let public = About { requester: None, ..about };
    assert!(hearers(&["usuario_del_caso".to_owned()], public, &staff).without_account);
}

/// Ana asks under the procedure that tells people.
async fn asks_to_be_told(f: &Fixture) -> cases::Case {
    f.put_in_force(TELLING).await;
    let mut request = f.request();
    request.procedure = "avisos".to_owned();
    request.data.retain(|field, _| field == "unidad");
    let mut tx = f.tx(&f.ana).await;
    let case = crate::desk::ask(&mut tx, request).await.unwrap().case;
    tx.commit().await.unwrap();
    case
}

#[tokio::test]
async fn a_procedure_tells_its_roles_and_those_who_give_roles_hear_what_nobody_heard() {
    let f = office().await;
    let case = asks_to_be_told(&f).await;
    let kinds = async |who| -> Vec<String> {
        let rows = query::list_unread(&f.office.read(who), None).await.unwrap().rows;
        rows.into_iter().map(|n| n.kind).collect()
    };
    assert_eq!(kinds(&f.chief).await, ["sin_nombre"]);
    assert_eq!(kinds(&f.ana).await, ["sin_nombre"]);
    assert_eq!(kinds(&f.admin).await, ["role-empty"]);
    assert!(kinds(&f.beto).await.is_empty());
    let view = cases::query::view(&f.office.read(&f.chief), case.id).await.unwrap();
    let told =
        view.history.iter().filter(|(_, h)| matches!(h, Happening::Free(Free::Told { .. } | Free::NotTold { .. })));
    assert_eq!(told.count(), 2);
    f.verify(case.id).await.unwrap();
    // The deadline passes: the chief hears it too.
    f.office.clock.advance(kernel::time::Duration::hours(3));
    crate::jobs::drain(&f.office).await.unwrap();
    assert_eq!(kinds(&f.chief).await, ["plazo", "sin_nombre"]);
}

#[tokio::test]
async fn a_notice_is_ones_own_and_reading_all_leaves_what_asks_for_an_answer() {
    let f = office().await;
    asks_to_be_told(&f).await;
    let mine = query::list_unread(&f.office.read(&f.ana), None).await.unwrap().rows[0].id;
    let admins = query::list_unread(&f.office.read(&f.admin), None).await.unwrap().rows[0].id;
    let mut tx = f.tx(&f.ana).await;
    assert_eq!(key(read(&mut tx, admins).await), "error-not-found");
    read_all(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(query::unread(&f.office.read(&f.ana)).await.unwrap(), 1);
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(key(acknowledge(&mut tx, admins).await), "notice-does-not-ask");
    read_all(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(query::unread(&f.office.read(&f.admin)).await.unwrap(), 0);
    let mut tx = f.tx(&f.ana).await;
    acknowledge(&mut tx, mine).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(query::unread(&f.office.read(&f.ana)).await.unwrap(), 0);
}

#[tokio::test]
async fn a_suspended_case_stands_still_and_its_passed_deadline_takes_effect_when_it_goes_on() {
    let f = office().await;
    f.put_in_force(TELLING).await;
    let mut request = f.request();
    request.procedure = "avisos".to_owned();
    request.data.retain(|field, _| field == "unidad");
    let mut tx = f.tx(&f.ana).await;
    let case = crate::desk::ask(&mut tx, request).await.unwrap().case.id;
    tx.commit().await.unwrap();
    let mut tx = f.tx(&f.beto).await;
    assert_eq!(key(cases::suspend(&mut tx, case, "Falta repuesto".to_owned()).await), "error-forbidden");
    drop(tx);
    let mut tx = f.tx(&f.chief).await;
    assert_eq!(crate::fixtures::fields(cases::suspend(&mut tx, case, " ".to_owned()).await)[0].0, "reason");
    cases::suspend(&mut tx, case, "Falta repuesto".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    f.office.clock.advance(kernel::time::Duration::hours(3));
    crate::jobs::drain(&f.office).await.unwrap();
    let late = async || {
        let rows = query::list_unread(&f.office.read(&f.chief), None).await.unwrap().rows;
        rows.iter().filter(|n| n.kind == "plazo").count()
    };
    assert_eq!(late().await, 0);
    let mut tx = f.tx(&f.chief).await;
    cases::resume(&mut tx, case).await.unwrap();
    tx.commit().await.unwrap();
    crate::jobs::drain(&f.office).await.unwrap();
    assert_eq!(late().await, 1);
    f.verify(case).await.unwrap();
}
