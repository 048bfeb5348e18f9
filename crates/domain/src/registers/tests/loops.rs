//! Golden S4 and S5 in small: a step that comes again keeps what was written each time.

use super::tools::{answers, enters, opens, with_checklists};
use crate::{
    cases::{Happening, query as case_query},
    fixtures::{fields, office},
    registers::query,
};
use procedure::state::Event;

const MAINTENANCE: &str = r#"
formato: procedimiento/1
id: prueba_mantenimiento
titulo: Prueba de mantenimiento
tabla: [paso: No., responsable: Responsable, actividad: Actividad]
responsables:
  Usuario: usuario_del_caso
  Técnico: tecnico_tim
  Jefatura: jefatura_tim
pasos:
  - {inicio: INICIO, arranque: solicitud}
  - paso: 3
    id: pedir
    responsable: Usuario
    actividad: Pide
    formulario:
      unidad: {tipo: unidad, etiqueta: Unidad, obligatorio: si}
      equipo: {tipo: equipo, etiqueta: Equipo, obligatorio: si}
  - paso: 4
    id: realizar
    responsable: Técnico
    actividad: Hace el trabajo
    formulario:
      revision: {tipo: lista, lista: mantenimiento, etiqueta: Revisión, obligatorio: si}
  - paso: 5
    id: supervisar
    responsable: Jefatura
    actividad: Supervisa
    decide:
      pregunta: ¿Está bien?
      opciones:
        - {respuesta: Si, sigue: fin}
        - {respuesta: "No", regresa: realizar}
  - {id: fin, fin: FIN}
"#;

#[tokio::test]
async fn each_time_round_keeps_its_own_checklist() {
    let f = office().await;
    with_checklists(&f).await;
    f.put_in_force(MAINTENANCE).await;
    let machine = enters(&f, "TIM-0007").await;
    let (treasury, equipment) = (f.treasury.to_string(), machine.id.to_string());
    let data = [("unidad", treasury.as_str()), ("equipo", &equipment)];
    let case = opens(&f, &f.ana, "prueba_mantenimiento", &data).await.unwrap();
    let at = |key: &str| vec![("revision".to_owned(), key.to_owned())];
    let half = f.does(&f.beto, case, &[("revision", "✓ Limpieza\n✗ Rodillos: gastados")]).await;
    assert_eq!(fields(half), at("checklist-incomplete"));
    // Points of other machines are none of a printer's.
    let other = f.does(&f.beto, case, &[("revision", "✓ Limpieza\n✓ Encendido")]).await;
    assert_eq!(fields(other), at("checklist-unclear"));
    let rounds = [
        "✓ Limpieza\n✗ Rodillos: gastados\n✗ Prueba: raya",
        "✓ Limpieza\n✓ Rodillos\n✗ Prueba: raya",
        "✓ Limpieza\n✓ Rodillos\n✓ Prueba",
    ];
    for (n, round) in rounds.iter().enumerate() {
        f.does(&f.beto, case, &[("revision", round)]).await.unwrap();
        answers(&f, &f.chief, case, if n == 2 { "Si" } else { "No" }, &[]).await.unwrap();
    }
    let view = case_query::view(&f.office.read(&f.chief), case).await.unwrap();
    let kept: Vec<_> = view
        .history
        .iter()
        .filter_map(|(_, h)| match h {
            Happening::Engine(Event::Completed { step, data, .. }) if step == "realizar" => {
                data.get("revision").cloned()
            }
            Happening::Engine(_) | Happening::Free(_) => None,
        })
        .collect();
    assert_eq!(kept, rounds);
    assert_eq!(view.state.visits["realizar"], 3);
}

const ACCESS: &str = r#"
formato: procedimiento/1
id: prueba_acceso
titulo: Prueba de acceso
tabla: [paso: No., responsable: Responsable, actividad: Actividad]
responsables:
  Usuario: usuario_del_caso
  Técnico: tecnico_tim
pasos:
  - {inicio: INICIO, arranque: solicitud}
  - paso: 1
    id: pedir
    responsable: Usuario
    actividad: Pide acceso
    formulario:
      unidad: {tipo: unidad, etiqueta: Unidad, obligatorio: si}
  - paso: 4
    id: otorgar
    responsable: Técnico
    actividad: Da el acceso
    formulario:
      recurso: {tipo: linea, etiqueta: Recurso, obligatorio: si}
      nivel: {tipo: linea, etiqueta: Nivel, obligatorio: si}
      cambio: {tipo: linea, etiqueta: Cambio}
    efectos: [registra: {en: acceso, con: {recurso: $recurso, nivel: $nivel, cambio: $cambio, clase: aplicacion, autoriza: Gerencia}}]
  - paso: 6
    id: confirmar
    responsable: Usuario
    actividad: Prueba el acceso
    decide:
      pregunta: ¿Funciona?
      opciones:
        - {respuesta: Si, sigue: fin}
        - {respuesta: "No", regresa: otorgar}
  - {id: fin, fin: FIN}
"#;

#[tokio::test]
async fn a_wrong_access_goes_back_and_the_log_shows_the_grant_the_correction_and_what_holds() {
    let f = office().await;
    f.put_in_force(ACCESS).await;
    let treasury = f.treasury.to_string();
    let case = opens(&f, &f.ana, "prueba_acceso", &[("unidad", &treasury)]).await.unwrap();
    f.does(&f.beto, case, &[("recurso", "Catastro"), ("nivel", "lectura")]).await.unwrap();
    answers(&f, &f.ana, case, "No", &[]).await.unwrap();
    let mended = [("recurso", "Catastro"), ("nivel", "escritura"), ("cambio", "corregido")];
    f.does(&f.beto, case, &mended).await.unwrap();
    answers(&f, &f.ana, case, "Si", &[]).await.unwrap();
    let read = f.office.read(&f.auditor);
    let trail = query::access_trail(&read, "Ana Flores").await.unwrap();
    let lines: Vec<_> = trail.iter().map(|a| (a.change, a.level.as_str(), a.case_id)).collect();
    use crate::registers::AccessChange::{Corrected, Granted};
    assert_eq!(lines, [(Granted, "lectura", Some(case)), (Corrected, "escritura", Some(case))]);
    let now = query::access_state(&trail);
    assert_eq!((now.len(), now[0].level.as_str(), now[0].authorised_by.as_str()), (1, "escritura", "Gerencia"));
    assert_eq!(f.verify(case).await, Ok(()));
}
