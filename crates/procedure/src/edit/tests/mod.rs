//! Edits of real files: what changes, what stays, and that no edit breaks the file or the drawing.

mod clicks;

use super::*;
use crate::diagnostic::Code;

const SUPPORT: &str = include_str!("../../../../../procedures/usulutan/soporte_tecnico.yaml");
const LOAN: &str = include_str!("../../../tests/language/data/prestamo.yaml");
const MAINTENANCE: &str = include_str!("../../../tests/language/data/mantenimiento.yaml");
const FLOWS: &str = include_str!("../../../tests/language/data/tres_flujos.yaml");
const QUESTIONS: &str = include_str!("../../../tests/language/data/preguntas.yaml");
const ALL: [&str; 5] = [SUPPORT, LOAN, MAINTENANCE, FLOWS, QUESTIONS];

fn open(source: &str) -> Sheet {
    Sheet::open(source).unwrap()
}

/// The tree without places and without the order of keys.
fn bare(sheet: &Sheet) -> serde_json::Value {
    sheet.root.json()
}

fn errors(sheet: &Sheet) -> Vec<String> {
    let found = crate::parse(&sheet.text()).1;
    found.into_iter().filter(Diagnostic::is_error).map(|d| d.message).collect()
}

fn row(sheet: &Sheet, id: &str) -> usize {
    sheet.ids().iter().position(|i| i == id).unwrap_or_else(|| panic!("no row {id}: {:?}", sheet.ids()))
}

/// A support procedure whose order is «crear», «tomar», «atender», …
fn support() -> Sheet {
    open(SUPPORT)
}

#[test]
fn opening_and_writing_a_file_changes_nothing_of_it() {
    for source in ALL {
        let sheet = open(source);
        assert_eq!(bare(&open(&sheet.text())), bare(&sheet));
        assert_eq!(open(&sheet.text()).text(), sheet.text(), "written once is written always");
    }
}

#[test]
fn a_cell_is_written_by_its_path_and_nothing_else_changes() {
    let mut sheet = support();
    sheet.set(1, "formulario.detalle.etiqueta", "¿Qué pasó?");
    assert_eq!(sheet.cell(1, "formulario.detalle.etiqueta"), "¿Qué pasó?");
    assert_eq!(errors(&sheet), [""; 0]);
    sheet.set(1, "formulario.detalle.etiqueta", "Qué ocurre");
    assert_eq!(bare(&sheet), bare(&support()));
}

#[test]
fn a_cell_that_is_emptied_goes_with_the_group_it_leaves_empty() {
    let mut sheet = support();
    sheet.set(1, "formulario.detalle.ayuda", "  ");
    assert!(!sheet.text().contains("Desde cuándo"));
    sheet.set(3, "reparto.cita", "");
    sheet.set_class(3, "reparto", "", "");
    assert!(sheet.rows()[3].get("reparto").is_none());
    sheet.set(3, "actividad", "");
    assert_eq!(sheet.kind(3), Kind::Activity, "an activity without words is still an activity");
    assert_eq!(errors(&sheet), ["«actividad» está vacío"]);
}

#[test]
fn text_of_several_lines_and_texts_that_look_like_other_things_come_back_as_typed() {
    let mut sheet = support();
    for text in ["a: b # c", "NO", "- uno\n- dos", "«¿Sí?»", "10.3", "x\r\ny"] {
        sheet.set(1, "especificaciones", text);
        let again = open(&sheet.text());
        assert_eq!(again.cell(1, "especificaciones"), text.replace('\r', ""));
    }
}

#[test]
fn a_moved_row_keeps_its_number_and_every_way_still_leads_to_the_same_row() {
    let mut sheet = open(MAINTENANCE);
    let before = sheet.sketch();
    let (from, to) = (row(&sheet, before.steps[2].id.as_str()), 4);
    let number = sheet.cell(from, "paso");
    sheet.move_row(from, to);
    assert_eq!(sheet.cell(to, "paso"), number);
    let words = errors(&sheet);
    assert!(words.iter().all(|m| !m.contains("hacia atrás") && !m.contains("hacia adelante")), "{words:?}");
    sheet.move_row(to, from);
    // A cell that was merged names its responsible now: it had to, while it stood elsewhere.
    let plain = |mut d: Definition| {
        d.steps.iter_mut().for_each(|s| s.merged = false);
        d
    };
    assert_eq!(plain(sheet.sketch()), plain(before));
}

#[test]
fn a_way_says_back_when_its_row_comes_to_stand_below_its_target() {
    let mut sheet = support();
    let (take, close) = (row(&sheet, "tomar"), row(&sheet, "cerrar"));
    sheet.set_way(take, "", "cerrar");
    assert!(sheet.rows()[take].get("sigue").is_some());
    sheet.move_row(take, close);
    let moved = &sheet.rows()[row(&sheet, "tomar")];
    assert_eq!((moved.text_of("regresa"), moved.get("sigue")), (Some("cerrar"), None));
    sheet.move_row(row(&sheet, "tomar"), take);
    assert_eq!(sheet.rows()[take].text_of("sigue"), Some("cerrar"));
}

#[test]
fn rows_without_a_name_keep_being_meant_by_those_that_go_to_them() {
    let source = "formato: procedimiento/1\nid: p\ntitulo: T\ntabla: [actividad: A]\nresponsables: {X: x}\npasos:\n\
        - {inicio: Inicio, arranque: solicitud}\n- {id: a, responsable: X, actividad: A, sigue: fin_4}\n\
        - {fin: Fin}\n- {fin: Otro}\n";
    let mut sheet = open(source);
    sheet.insert_row(1, sheet.new_row(Kind::Activity, "Nueva"));
    let way = sheet.way(2, "").unwrap();
    assert_eq!(sheet.rows()[sheet.ids().iter().position(|i| *i == way).unwrap()].text_of("fin"), Some("Otro"));
    sheet.remove_row(1);
    assert_eq!(sheet.sketch().steps[1].next.as_deref(), Some("fin_4"));
}

#[test]
fn merged_cells_keep_who_does_them_when_the_row_that_names_them_goes_away() {
    let source = "formato: procedimiento/1\nid: p\ntitulo: T\ntabla: [actividad: A]\nresponsables: {X: x, Y: y}\n\
        pasos:\n- {inicio: Inicio, arranque: solicitud}\n- {id: a, responsable: X, actividad: A}\n\
        - {id: b, actividad: B}\n- {id: c, responsable: Y, actividad: C}\n- {fin: Fin}\n";
    let mut sheet = open(source);
    sheet.move_row(2, 3);
    assert_eq!(sheet.responsible(row(&sheet, "b")).as_deref(), Some("X"));
    let mut sheet = open(source);
    sheet.remove_row(1);
    assert_eq!(sheet.cell(row(&sheet, "b"), "responsable"), "X");
    assert!(sheet.rows().last().unwrap().get("responsable").is_none(), "an end names nobody");
}

#[test]
fn a_row_put_in_and_taken_out_leaves_the_file_as_it_was() {
    for source in ALL {
        let mut sheet = open(source);
        for at in 0..=sheet.rows().len() {
            let mut row = sheet.new_row(Kind::Activity, "Avisar a la jefatura");
            row.set("responsable", Node::of_text("Alguien más"));
            sheet.insert_row(at, row);
            assert_eq!(sheet.cell(at, "id"), "avisar_jefatura");
            sheet.remove_row(at);
        }
        assert_eq!(open(&sheet.text()).sketch().steps.len(), open(source).sketch().steps.len());
        let who = |s: &Sheet| s.sketch().steps.iter().map(|s| s.roles.clone()).collect::<Vec<_>>();
        assert_eq!(who(&sheet), who(&open(source)));
    }
}

#[test]
fn numbers_are_counted_again_only_when_asked_and_rows_below_another_stay_below_it() {
    let mut sheet = support();
    sheet.remove_row(3);
    assert_eq!(sheet.cell(3, "paso"), "5");
    sheet.renumber();
    let numbers: Vec<_> = (0..sheet.rows().len()).map(|i| sheet.cell(i, "paso")).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    for (i, number) in ["1.1", "1.2", "2", "2.1", "2.1", "4", "5", "5.1"].iter().enumerate() {
        sheet.set(i, "paso", number);
    }
    sheet.renumber();
    let numbers: Vec<_> = (0..sheet.rows().len()).map(|i| sheet.cell(i, "paso")).collect();
    assert_eq!(numbers, ["1.1", "1.2", "2", "2.1", "2.2", "3", "4", "4.1"]);
}

#[test]
fn a_row_that_nobody_understood_becomes_what_it_is() {
    let source = SUPPORT.replace(
        "  - paso: 3\n    id: tomar",
        "  - {paso: 2.5, por_resolver: Verifica el pago}\n  - paso: 3\n    id: tomar",
    );
    let mut sheet = open(&source);
    assert_eq!(crate::parse(&source).1[0].code, Code::P18);
    sheet.set_kind(2, Kind::Activity);
    assert_eq!((sheet.says(2), sheet.cell(2, "id").as_str()), ("Verifica el pago", "verifica_pago"));
    assert_eq!(errors(&sheet), [""; 0]);
    sheet.set_kind(2, Kind::Rule);
    assert_eq!((sheet.says(2), sheet.cell(2, "norma").as_str()), ("Verifica el pago", "crear"));
    assert_eq!(errors(&sheet), [""; 0]);
}

#[test]
fn the_answers_of_an_activity_become_those_of_a_question_and_back() {
    let mut sheet = open(QUESTIONS);
    let asked = sheet.rows().iter().position(|r| r.get("pregunta").is_some()).unwrap();
    let before = sheet.clone();
    sheet.set_kind(asked, Kind::Activity);
    assert_eq!(sheet.cell(asked, "decide.pregunta"), before.says(asked));
    assert!(sheet.rows()[asked].get("opciones").is_none());
    sheet.set_kind(asked, Kind::Question);
    assert_eq!(bare(&sheet), bare(&before));
}

#[test]
fn starts_waits_and_assignments_change_their_kind_and_keep_what_they_quote() {
    let mut sheet = support();
    sheet.set_class(2, "reparto", "quien", "crear");
    assert_eq!((sheet.cell(2, "reparto.quien"), sheet.class(2, "reparto")), ("crear".to_owned(), "quien"));
    assert_eq!(sheet.cell(2, "reparto.cita"), "por orden de llegada");
    sheet.set_class(2, "reparto", "cola", "");
    assert_eq!(bare(&sheet), bare(&support()));
    sheet.set_class(0, "arranque", "mensaje", "web, correo");
    assert_eq!(
        sheet.sketch().flows[0].trigger,
        crate::definition::Trigger::Message(vec!["web".into(), "correo".into()])
    );
    sheet.set_class(0, "arranque", "solicitud", "");
    assert_eq!(bare(&sheet), bare(&support()));
    sheet.set_class(3, "espera", "hasta", "detalle");
    assert_eq!(sheet.cell(3, "espera.hasta"), "$detalle");
    sheet.set_class(3, "espera", "horario", "");
    assert_eq!(sheet.class(3, "espera"), "horario", "a wait whose hour is still to be said is a wait");
}

#[test]
fn fields_are_added_renamed_moved_and_taken_out_with_everything_that_names_them() {
    let mut sheet = support();
    let name = sheet.add_field(1, "Fecha de entrega", "fecha").unwrap();
    assert_eq!(name, "fecha_entrega");
    assert_eq!(sheet.add_field(2, "Fecha de entrega", "fecha").unwrap(), "fecha_entrega_2");
    sheet.set_class(3, "espera", "hasta", "fecha_entrega");
    sheet.rename_field(1, "fecha_entrega", "entrega");
    assert_eq!(sheet.cell(3, "espera.hasta"), "$entrega");
    sheet.rename_field(1, "entrega", "detalle");
    assert_eq!(sheet.cell(1, "formulario.entrega.tipo"), "fecha", "a name is taken only once");
    sheet.shift(1, "formulario.entrega", false);
    let order: Vec<String> = sheet.fields().into_iter().filter(|(_, _, row)| *row == 1).map(|(f, _, _)| f).collect();
    assert_eq!(order, ["unidad", "tipo_ayuda", "detalle", "equipo", "entrega", "telefono"]);
    sheet.set_class(3, "espera", "", "");
    sheet.remove(1, "formulario.entrega");
    sheet.remove(2, "formulario.fecha_entrega_2");
    assert_eq!(bare(&sheet), bare(&support()));
}

#[test]
fn clocks_effects_and_answers_come_and_go() {
    let mut sheet = support();
    let text = Node::of_text;
    sheet.add(4, "plazos", Node::of_map([("tras", text("")), ("avisa", text(""))]));
    sheet.set(4, "plazos.0.tras", "2 días hábiles");
    sheet.set(4, "plazos.0.avisa", "tecnico_tim, jefatura_tim");
    sheet.add(4, "efectos", Node::of_map([("genera", text("ticket"))]));
    assert_eq!(errors(&sheet), [""; 0]);
    assert_eq!(sheet.sketch().steps[4].deadlines.len(), 1);
    sheet.remove(4, "plazos.0");
    sheet.remove(4, "efectos.0");
    assert_eq!(bare(&sheet), bare(&support()));
}

#[test]
fn what_is_put_away_and_what_a_register_is_told_are_written_as_people_write_it() {
    let mut sheet = support();
    sheet.set_filing(7, "efectos.0", "ticket", "");
    assert_eq!(sheet.cell(7, "efectos.0.archiva"), "ticket");
    sheet.set_filing(7, "efectos.0", "ticket", "folder {año}-{mes}");
    assert_eq!(bare(&sheet), bare(&support()));
    let line = Node::of_map([("en", Node::of_text("bitacora")), ("con", tree::empty_map())]);
    sheet.add(7, "efectos", Node::of_map([("registra", line)]));
    let data = [("bitacora", "Incidentes"), ("nota", "$detalle")].map(|(k, v)| (k.to_owned(), v.to_owned()));
    sheet.set_data(7, "efectos.1", &data);
    assert_eq!(sheet.data(7, "efectos.1"), data);
    assert_eq!(errors(&sheet), [""; 0]);
    let cells = sheet.cells(7);
    assert!(cells.contains(&("efectos.1.registra.con.nota".to_owned(), "$detalle".to_owned())), "{cells:?}");
}

#[test]
fn responsibles_papers_and_headings_are_declared() {
    let mut sheet = support();
    sheet.set_roles("Bodega", &["bodeguero".to_owned()]);
    sheet.set(4, "responsable", "Bodega");
    sheet.set_document("acta", "Acta", "acta.typ", "");
    assert_eq!(errors(&sheet), [""; 0]);
    sheet.remove_responsible("Bodega");
    assert_eq!(errors(&sheet).len(), 1);
    sheet.set(4, "responsable", "Personal técnico de TIM");
    sheet.remove_document("acta");
    let columns = sheet.columns();
    let columns: Vec<(&str, &str)> = columns.iter().map(|(k, h)| (k.as_str(), h.as_str())).collect();
    sheet.set_columns(&columns);
    assert_eq!(bare(&sheet), bare(&support()));
    sheet.set_columns(&[("paso", "N.º"), ("responsable", " "), ("actividad", "Qué")]);
    assert_eq!(sheet.columns().len(), 2);
}

#[test]
fn a_renamed_row_takes_along_all_ways_to_it() {
    let mut sheet = support();
    sheet.rename_row(row(&sheet, "tomar"), "recibir");
    assert_eq!(sheet.cell(row(&sheet, "atender"), "reparto.quien"), "recibir");
    assert_eq!(errors(&sheet), [""; 0]);
}

#[test]
fn an_answered_question_becomes_what_the_row_supposes() {
    let source =
        SUPPORT.replace("    firma: ticket", "    firma: ticket\n    duda: [¿Firma alguien más?, ¿Y si no está?]");
    let mut sheet = open(&source);
    sheet.answer_doubt(6, 0, "Nadie más firma.");
    assert_eq!(sheet.doubts(6), ["¿Y si no está?"]);
    sheet.answer_doubt(6, 0, "Vuelve otro día.");
    assert_eq!(sheet.cell(6, "supuesto"), "Nadie más firma.\nVuelve otro día.");
    assert!(sheet.rows()[6].get("duda").is_none());
}

#[test]
fn a_finding_lies_in_its_row_and_its_cell() {
    let source = SUPPORT
        .replace("numera: ticket", "numera: tiquete")
        .replace("obligatorio: si}\n      materiales", "obligatorio: quizá}\n      materiales");
    let sheet = open(&source);
    let spots: Vec<Spot> = crate::parse(&source).1.iter().map(|d| sheet.spot(d.line, d.column)).collect();
    assert_eq!(spots, [Spot { row: Some(4), path: "formulario.solucion.obligatorio".to_owned() }]);
    let mut mended = sheet.clone();
    mended.set(4, "formulario.solucion.obligatorio", "si");
    let (text, mended) = (mended.text(), open(&mended.text()));
    let found = crate::parse(&text).1;
    assert_eq!(mended.spot(found[0].line, found[0].column), Spot { row: Some(1), path: "efectos.0.numera".to_owned() });
    assert_eq!(sheet.spot(3, 1), Spot { row: None, path: "id".to_owned() });
}

#[test]
fn a_blank_procedure_begins_and_ends_and_wants_a_responsible() {
    let mut sheet = Sheet::blank("prestamos", "Préstamos");
    assert_eq!(errors(&sheet), ["«responsables» está vacío"]);
    let mut row = sheet.new_row(Kind::Activity, "Presta el equipo");
    row.set("responsable", Node::of_text("Bodega"));
    sheet.insert_row(1, row);
    sheet.set_roles("Bodega", &["bodega".to_owned()]);
    assert_eq!(errors(&sheet), [""; 0]);
}
