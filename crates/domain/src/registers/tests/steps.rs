//! What steps write, and what they cannot.

use super::tools::{enters, on, opens};
use crate::{
    cases::{self, Free, Happening, query as case_query},
    fixtures::{fields, key, office},
    registers::{EquipmentStatus, query},
};

/// Every register at once, each fed by a form.
const REGISTERS: &str = r#"
formato: procedimiento/1
id: prueba_registros
titulo: Prueba de registros
tabla: [paso: No., responsable: Responsable, actividad: Actividad]
responsables:
  Usuario: usuario_del_caso
  Técnico: tecnico_tim
pasos:
  - {inicio: INICIO, arranque: solicitud}
  - paso: 1
    id: pedir
    responsable: Usuario
    actividad: Pide
    formulario:
      unidad: {tipo: unidad, etiqueta: Unidad, obligatorio: si}
      equipo: {tipo: equipo, etiqueta: Equipo}
  - paso: 2
    id: retirar
    responsable: Técnico
    actividad: Retira
    formulario:
      entrega: {tipo: persona, etiqueta: Entrega}
    efectos: [registra: {en: custodia, con: {equipo: $equipo, accion: retiro, unidad: $unidad, persona: $entrega}}]
  - paso: 3
    id: contratar
    responsable: Técnico
    actividad: Contrata
    formulario:
      nombre: {tipo: linea, etiqueta: Contrato}
      inicio: {tipo: fecha, etiqueta: Inicio}
      plazo: {tipo: linea, etiqueta: Plazo}
    efectos: [registra: {en: contrato, con: {nombre: $nombre, inicio: $inicio, plazo: $plazo}}]
  - paso: 4
    id: anotar
    responsable: Técnico
    actividad: Anota lo demás
    formulario:
      nivel: {tipo: linea, etiqueta: Nivel}
      direccion: {tipo: linea, etiqueta: Dirección}
      resultado: {tipo: linea, etiqueta: Resultado}
      motivo: {tipo: linea, etiqueta: Motivo}
    efectos:
      - registra: {en: acceso, con: {recurso: Catastro, clase: red, nivel: $nivel}}
      - {registra: {en: buzon, con: {direccion: $direccion}}, si_hay: direccion}
      - registra: {en: respaldo, con: {servidor: Correo, resultado: $resultado, motivo: $motivo}}
      - registra: {en: bitacora, con: {bitacora: Prueba, resultado: $resultado}}
  - {id: fin, fin: FIN}
"#;

#[tokio::test]
async fn each_step_writes_its_line_and_the_case_says_where() {
    let f = office().await;
    f.put_in_force(REGISTERS).await;
    let machine = enters(&f, "TIM-0007").await;
    let (treasury, equipment) = (f.treasury.to_string(), machine.id.to_string());
    let case = opens(&f, &f.ana, "prueba_registros", &[("unidad", &treasury), ("equipo", &equipment)]).await.unwrap();
    let ana = f.ana.person.unwrap().to_string();
    f.does(&f.beto, case, &[("entrega", &ana)]).await.unwrap();
    f.does(&f.beto, case, &[("nombre", "VPS"), ("inicio", "2026-04-01"), ("plazo", "3 años")]).await.unwrap();
    let rest = [("nivel", "lectura"), ("direccion", "vps@prueba.gob.sv"), ("resultado", "hecho")];
    f.does(&f.beto, case, &rest).await.unwrap();
    let read = f.office.read(&f.chief);
    let moves = query::custody_of(&read, machine.id).await.unwrap();
    assert_eq!(
        (moves[0].person.as_str(), moves[0].unit_id, moves[0].case_id),
        ("Ana Flores", Some(f.treasury), Some(case))
    );
    assert_eq!(moves[0].by_id, f.beto.person.map(db::PersonId));
    assert_eq!(query::get_equipment(&read, machine.id).await.unwrap().status, EquipmentStatus::InRepair);
    let contract = query::open_contracts(&read).await.unwrap().remove(0);
    assert_eq!((contract.name.as_str(), contract.end_on, contract.case_id), ("VPS", on("2029-04-01"), Some(case)));
    let access = query::list_accesses(&read, &query::LineFilter::default(), None).await.unwrap().rows.remove(0);
    assert_eq!(
        (access.person.as_str(), access.level.as_str(), access.class.as_str()),
        ("Ana Flores", "lectura", "red")
    );
    let mailbox = query::find_mailbox(&read, "vps@prueba.gob.sv").await.unwrap().unwrap();
    assert_eq!(mailbox.unit_id, Some(f.treasury));
    assert_eq!(query::backup_month(&read, on("2026-03-01"), None).await.unwrap().lines.rows.len(), 1);
    assert_eq!(query::list_logbook(&read, "prueba", None).await.unwrap().rows[0].result, "hecho");
    let view = case_query::view(&read, case).await.unwrap();
    let said: Vec<_> = view
        .history
        .iter()
        .filter_map(|(_, h)| match h {
            Happening::Free(Free::Registered { register, what, .. }) => Some(format!("{register}: {what}")),
            Happening::Engine(_) | Happening::Free(_) => None,
        })
        .collect();
    assert_eq!(
        said,
        [
            "custodia: TIM-0007 · Impresora",
            "contrato: VPS",
            "acceso: Ana Flores · Catastro · lectura",
            "buzon: vps@prueba.gob.sv",
            "respaldo: Correo",
            "bitacora: Prueba",
        ]
    );
    assert_eq!(f.verify(case).await, Ok(()));
    // The machine's number finds its cases.
    assert_eq!(crate::fixtures::found(&read, "tim-0007").await[0].id, case);
}

#[tokio::test]
async fn bad_data_are_refused_at_the_field_that_feeds_the_line_and_nothing_is_half_written() {
    let f = office().await;
    f.put_in_force(REGISTERS).await;
    let machine = enters(&f, "TIM-0007").await;
    let (treasury, equipment) = (f.treasury.to_string(), machine.id.to_string());
    let case = opens(&f, &f.ana, "prueba_registros", &[("unidad", &treasury), ("equipo", &equipment)]).await.unwrap();
    f.does(&f.beto, case, &[]).await.unwrap();
    let none = f.does(&f.beto, case, &[("plazo", "pronto")]).await;
    let at = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    assert_eq!(fields(none), at(&[("nombre", "field-required"), ("plazo", "contract-term-unclear")]));
    f.does(&f.beto, case, &[("nombre", "VPS"), ("plazo", "18 meses")]).await.unwrap();
    // The access would be written before the copy is refused.
    let failed = f.does(&f.beto, case, &[("nivel", "lectura"), ("resultado", "fallido")]).await;
    assert_eq!(fields(failed), at(&[("motivo", "field-required")]));
    let read = f.office.read(&f.chief);
    assert!(query::list_accesses(&read, &query::LineFilter::default(), None).await.unwrap().rows.is_empty());
    // Without an address there is no mailbox to write down.
    f.does(&f.beto, case, &[("nivel", "lectura"), ("resultado", "fallido"), ("motivo", "Sin red")]).await.unwrap();
    assert!(query::list_mailboxes(&read, "", None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn what_an_earlier_step_left_out_is_told_in_words() {
    let f = office().await;
    f.put_in_force(REGISTERS).await;
    let treasury = f.treasury.to_string();
    let case = opens(&f, &f.ana, "prueba_registros", &[("unidad", &treasury)]).await.unwrap();
    let refused = f.does(&f.beto, case, &[]).await;
    assert_eq!(key(refused), "register-cannot");
    assert_eq!(cases::query::get(&f.office.read(&f.chief), case).await.unwrap().step.as_deref(), Some("retirar"));
}

#[tokio::test]
async fn a_form_takes_only_machines_of_the_register_that_are_in_use() {
    let f = office().await;
    f.put_in_force(REGISTERS).await;
    let machine = enters(&f, "TIM-0007").await;
    let treasury = f.treasury.to_string();
    let at = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
    let unknown = opens(&f, &f.ana, "prueba_registros", &[("unidad", &treasury), ("equipo", "TIM-0009")]).await;
    assert_eq!(fields(unknown), at(&[("equipo", "field-not-equipment")]));
    // By its number too, as at the public form.
    opens(&f, &f.ana, "prueba_registros", &[("unidad", &treasury), ("equipo", "tim 0007")]).await.unwrap_err();
    opens(&f, &f.ana, "prueba_registros", &[("unidad", &treasury), ("equipo", "tim-0007")]).await.unwrap();
    let mut tx = f.tx(&f.beto).await;
    crate::registers::retire_equipment(&mut tx, machine.id, "Quemada").await.unwrap();
    tx.commit().await.unwrap();
    let retired = opens(&f, &f.ana, "prueba_registros", &[("unidad", &treasury), ("equipo", "tim-0007")]).await;
    assert_eq!(fields(retired), at(&[("equipo", "equipment-is-retired")]));
}
