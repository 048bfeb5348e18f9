//! What an import leaves in a file, registers, and the parts of a manual around its tables.

use crate::{LOAN, MAINTENANCE, MANUAL, changed, expect, good, lines};
use procedure::definition::{Effect, Filling, Register};
use procedure::manual::{SectionKind, SignOffAct};
use procedure::{parse, parse_manual};

#[test]
fn a_row_that_nobody_understood_and_an_open_question_are_told_where_they_are() {
    expect(
        &[("    actividad: Firma\n", "    por_resolver: Firma o sella\n")],
        &[
            "42:5 5 Schema error: «firma» no va aquí | Aquí caben: descripcion, duda, especificaciones, id, origen, paso, por_resolver, punto_de_control, registro, responsable, supuesto",
        ],
    );
    let unread = changed(
        MAINTENANCE,
        &[("    actividad: Archiva\n    efectos: [archiva: informe]\n", "    por_resolver: Archiva\n")],
    );
    let (definition, found) = parse(&unread);
    assert!(definition.is_none());
    assert_eq!(
        lines(&found),
        [
            "65:19 7 P18 error: esta fila no se entendió al importar | Conviértala en «actividad», «pregunta» o «norma», o bórrela"
        ]
    );
    let asked = changed(
        MAINTENANCE,
        &[("    actividad: Archiva\n", "    actividad: Archiva\n    duda: ¿Dónde?\n    origen: 12-14\n")],
    );
    let (definition, found) = parse(&asked);
    assert!(definition.is_some());
    assert_eq!(lines(&found), ["66:11 7 P19 aviso: falta responder: ¿Dónde? | Responda en «supuesto» y borre «duda»"]);
}

#[test]
fn a_register_line_takes_fields_and_fixed_texts() {
    let keeps =
        "    efectos: [registra: {en: custodia, con: {equipo: $equipo, accion: devolucion}}, archiva: informe]\n";
    let definition = good(&changed(MAINTENANCE, &[("    efectos: [archiva: informe]\n", keeps)]));
    let expected = Effect::Register {
        register: Register::Custody,
        with: [
            ("equipo".to_owned(), Filling::Field("equipo".to_owned())),
            ("accion".to_owned(), Filling::Text("devolucion".to_owned())),
        ]
        .into(),
        when: None,
    };
    assert_eq!(definition.step("archivar").unwrap().effects[0], expected);
    let unknown = changed(MAINTENANCE, &[("    efectos: [archiva: informe]\n", &keeps.replace("$equipo", "$equip"))]);
    assert_eq!(
        lines(&parse(&unknown).1),
        ["66:54 6 P01 error: ningún formulario tiene el campo «equip» | ¿Quiso decir «equipo»?"]
    );
}

#[test]
fn a_proposal_says_so() {
    let proposed = changed(LOAN, &[("tabla:", "propuesta: El manual lo nombra y no lo describe\ntabla:")]);
    assert_eq!(good(&proposed).proposal.as_deref(), Some("El manual lo nombra y no lo describe"));
    assert_eq!(good(LOAN).proposal, None);
}

const AROUND: &str = "
aprobacion:
  acta: \"11\"
  acuerdo: XI
  organo: Concejo
  fecha: 2026-03-15
  vigente_desde: 2026-03-16
  libro: Libro de actas
  sesion: ordinaria
  hora: \"16:00\"
  firmantes: [A. B., C. D.]
  certificacion: {nombre: E. F., cargo: Secretaría, fecha: 2026-03-16}
control: {codigo: PR-1, version: \"02\", fecha: 30/10/2026, paginas: 8, paginas_vistas: [1, 2, 4]}
periodo: {desde: 2024-05-01, hasta: 2027-04-30}
secciones: [{titulo: Alcance, clase: alcance, texto: Toda la alcaldía}, {titulo: Nota, texto: Una más}]
glosario: [{termino: TIM, definicion: La unidad}]
base_legal: [{norma: Ley de prueba, articulos: \"1, 2\", nivel: Nacional, procedimientos: [soporte_tecnico]}]
firmas: [{acto: elaboro, nombre: G. H., cargo: Jefatura, fecha: 18 de dic}]
cambios: [{version: \"01\", desde: 28/05/2026, observacion: Primera}]
declarados: [Soporte]
listas: {revision: [{para: Impresora, puntos: [Rodillos]}, {puntos: [Limpieza, Cables]}]}
fuente: {archivo: manual.txt, sha256: 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae}
no_entendido: [{origen: 3-4, texto: Hoja suelta}]
";

#[test]
fn a_manual_keeps_all_that_stands_around_its_tables() {
    let (manual, found) = parse_manual(&format!("{MANUAL}{AROUND}"));
    assert_eq!(lines(&found), [] as [&str; 0]);
    let manual = manual.unwrap();
    let approval = manual.approval.unwrap();
    assert_eq!((approval.hour, approval.signatories.len()), (Some(960), 2));
    assert_eq!(approval.certificate.unwrap().on, kernel::time::date("2026-03-16").unwrap());
    assert_eq!((manual.control.pages, manual.control.pages_seen.as_slice()), (Some(8), &[1, 2, 4][..]));
    assert!(manual.term.is_some());
    assert_eq!(manual.sections.iter().map(|s| s.kind).collect::<Vec<_>>(), [SectionKind::Scope, SectionKind::Other]);
    assert_eq!((manual.glossary.len(), manual.laws[0].procedures.len(), manual.changes.len()), (1, 1, 1));
    assert_eq!(manual.sign_offs[0].act, SignOffAct::DrewUp);
    assert_eq!(manual.checklists["revision"][1].points.len(), 2);
    assert_eq!(manual.leftover[0].lines, Some((3, 4)));
}

#[test]
fn a_period_that_ends_before_it_begins_is_refused() {
    let around = AROUND.replace("hasta: 2027", "hasta: 2023");
    let (manual, found) = parse_manual(&format!("{MANUAL}{around}"));
    assert!(manual.is_none());
    assert!(lines(&found)[0].contains("el período termina antes de empezar"));
}
