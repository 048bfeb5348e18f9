//! The shapes of table that manuals print, in our own words, each as text, as a page and as a DOCX: the same rows.

use super::forms::{docx, page, text};
use super::{assert_usable, lost, row, rows};
use procedure::yaml::{self, Node};

/// The procedure that all three forms give.
fn imported(title: &str, table: &[&[&str]]) -> Node {
    let forms = [text(title, table).into_bytes(), page(title, table).into_bytes(), docx(title, table)];
    let drafts = forms.map(|bytes| importer::read("manual", &bytes).unwrap());
    for draft in &drafts {
        assert_usable(draft);
        assert_eq!(lost(draft), [].into());
        assert_eq!(draft.procedures.len(), 1);
        let json = |node: &Node| rows(node).iter().map(Node::json).collect::<Vec<_>>();
        assert_eq!(json(&draft.procedures[0].1), json(&drafts[0].procedures[0].1), "{}", draft.source_text);
    }
    drafts[0].procedures[0].1.clone()
}

#[test]
fn several_flows_in_one_table_without_beginning_or_end() {
    let node = imported(
        "PROCEDIMIENTO: Mesa de equipos",
        &[
            &["No", "ACTIVIDAD", "DESCRIPCIÓN", "RESPONSABLE", "REGISTRO"],
            &[
                "1",
                "Anotar el pedido",
                "Se solicita por la página web o por correo electrónico.",
                "Grupo de Soporte",
                "Formato",
            ],
            &["2", "Atender el pedido", "Se visita el lugar.", "Técnico de soporte", "Formato"],
            &[
                "3",
                "Tiempo de atención",
                "Con un máximo de 6 horas después de recibido el pedido.",
                "Técnico de soporte",
                "Formato",
            ],
            &[
                "4",
                "Preguntar",
                "Si nadie contesta después de tres días, el sistema cerrará automáticamente el pedido.",
                "Técnico de soporte",
                "Formato",
            ],
            &["5", "Elaborar informe", "Cuenta lo hecho.", "Técnico de soporte", "Informe"],
            &["6", "Elaborar el plan", "Prevé lo que falta.", "Técnico de soporte / Coordinador", "Plan"],
            &["8.2", "Revisar respaldos", "Según el plan.", "Técnico de soporte", "Bitácora"],
        ],
    );
    let definition = procedure::parse(&yaml::write(&node)).0.unwrap();
    let first: Vec<_> =
        definition.flows.iter().map(|f| definition.step(&f.first).unwrap().number.clone().unwrap()).collect();
    assert_eq!(first, ["1", "5", "6"]);
    assert_eq!(row(&node, "3").get("norma").unwrap().texts(), ["atender_pedido"]);
    assert_eq!(row(&node, "3").at(&["plazos", "0", "tras"]).unwrap().text(), "6 horas");
    assert_eq!(row(&node, "4").at(&["plazos", "0", "tras"]).unwrap().text(), "3 días");
    assert_eq!(row(&node, "4").at(&["plazos", "0", "sigue"]).unwrap().text(), "fin_1");
    assert_eq!(row(&node, "1").at(&["arranque", "mensaje"]).unwrap().texts(), ["web", "correo"]);
    assert!(row(&node, "6").get("duda").unwrap().texts().iter().any(|d| d.contains("¿basta con uno")));
}

#[test]
fn conditions_at_the_head_of_rows_are_one_question() {
    let node = imported(
        "PROCEDIMIENTO: Servicios",
        &[
            &["ACTIVIDAD", "RESPONSABLE", "PUNTOS CONTROL", "REGISTRO", "FLUJO GRAMA"],
            &["1. Pedir el servicio", "Dependencias", "Asunto", "Libro", ""],
            &["1.1 Si es una línea telefónica, verificar la disponibilidad.", "Secretaría XYZ", "", "Libro", ""],
            &["1.2 Se instala la línea.", "Secretaría XYZ", "", "Libro", ""],
            &["2. Si el servicio corresponde a llaves, se entrega copia.", "Secretario XYZ", "", "Libro", ""],
        ],
    );
    let opens = row(&node, "1").get("decide").unwrap();
    let aims: Vec<_> = opens.get("opciones").unwrap().items().iter().map(|o| o.text_of("sigue").unwrap()).collect();
    assert_eq!(aims, [row(&node, "1.1").text_of("id").unwrap(), row(&node, "2").text_of("id").unwrap()]);
    assert_eq!(opens.at(&["opciones", "0", "respuesta"]).unwrap().text(), "Línea telefónica");
    assert_eq!(row(&node, "1.2").text_of("sigue"), Some("fin"));
    assert!(row(&node, "1.1").get("duda").unwrap().texts().iter().any(|d| d.contains("no hay disponible")));
    assert_eq!(node.get("responsables").unwrap().entries().len(), 3);
    assert_eq!(node.at(&["responsables", "Secretaría XYZ"]).unwrap().text(), "secretaria_xyz");
    assert_eq!(node.at(&["responsables", "Secretario XYZ"]).unwrap().text(), "secretaria_xyz");
}

#[test]
fn question_rows_and_their_branches_go_on_below() {
    let node = imported(
        "PROCESO: Reparar sillas",
        &[
            &["Área", "No.", "Actividad"],
            &["JUNTA AUXILIAR", "1", "Trae la silla."],
            &["JEFATURA XYZ", "2", "Establece fecha de entrega."],
            &["¿VALE LA PENA?", "", ""],
            &["JUNTA AUXILIAR", "3", "NO: Se lleva la silla."],
            &["JEFATURA XYZ", "4", "SI: Busca madera."],
            &["¿HAY MADERA?", "", ""],
            &["JEFATURA XYZ", "5", "NO: Hace la compra."],
            &["", "6", "SI: Arregla la silla en la fecha programada."],
            &["FIN DEL PROCESO", "", ""],
        ],
    );
    assert_eq!(row(&node, "3").text_of("sigue"), Some("fin"));
    assert!(row(&node, "5").text_of("regresa").is_some(), "after buying one asks again");
    assert_eq!(row(&node, "6").at(&["espera", "hasta"]).unwrap().text(), "$fecha_entrega");
    assert!(row(&node, "6").get("responsable").is_none());
}

#[test]
fn schedules_queues_and_papers_are_read_from_the_words() {
    let node = imported(
        "PROCESO: Copias de llaves",
        &[
            &["No.", "Responsable", "Actividad", "Especificaciones"],
            &["1", "Inicio", "", ""],
            &["2", "Técnico XYZ", "Abre la caja", "De lunes a viernes 7:30"],
            &["3", "Técnico XYZ", "Cuenta las llaves", "De lunes a viernes, hora 7:45, por orden de llegada"],
            &["4", "Técnico XYZ", "Imprime el oficio de entrega", ""],
            &["5", "Usuario", "Firma el oficio", ""],
            &["6", "Técnico XYZ", "Archiva el oficio", "En el folder del mes"],
            &["7", "Fin", "", ""],
        ],
    );
    assert_eq!(row(&node, "1").at(&["arranque", "horario"]).unwrap().text(), "lunes a viernes 7:30");
    assert_eq!(row(&node, "3").at(&["espera", "cita"]).unwrap().text(), "lunes a viernes, hora 7:45");
    assert_eq!(row(&node, "3").at(&["reparto", "cola"]).unwrap().text(), "orden_de_llegada");
    assert_eq!(row(&node, "4").at(&["efectos", "0", "genera"]).unwrap().text(), "oficio_entrega");
    assert_eq!(row(&node, "5").text_of("firma"), Some("oficio_entrega"));
    assert_eq!(row(&node, "6").at(&["efectos", "0", "archiva", "en"]).unwrap().text(), "folder {año}-{mes}");
}

#[test]
fn a_page_header_in_the_middle_of_a_row_is_taken_out() {
    let header = "\tAlcaldía de Prueba\tCódigo: X - 1\n\t\tVersión: 2\n\t\tPágina: 2 de 3\n";
    let text = format!(
        "PROCESO: Uno\n\nNo\tActividad\tDescripción\tResponsable\n1\tPintar\t<p>Los colores son:</p> <ul> • Rojo • \
         Verde</ul>\tTécnico\n\n{header}\n\t<ul> Azul</ul>\t\n2\tSecar\tAl sol.\tTécnico\n"
    );
    let draft = importer::read("x", text.as_bytes()).unwrap();
    assert_usable(&draft);
    let node = &draft.procedures[0].1;
    assert_eq!(row(node, "1").text_of("descripcion"), Some("Los colores son:\n• Rojo\n• Verde\nAzul"));
    assert_eq!(row(node, "2").text_of("descripcion"), Some("Al sol."));
    assert_eq!(draft.manual.at(&["control", "paginas_vistas"]).unwrap().texts(), ["2"]);
}

#[test]
fn a_cell_merged_over_rows_of_a_page_stays_merged() {
    let html = "<table><tr><th>Área<th>No.<th>Actividad</tr><tr><td rowspan=2>Técnico</td><td>1</td><td>Lava</td></tr>\
                <tr><td>2</td><td>Seca</td></tr></table>";
    let draft = importer::read("x.html", html.as_bytes()).unwrap();
    let node = &draft.procedures[0].1;
    assert_eq!((row(node, "1").text_of("responsable"), row(node, "2").text_of("responsable")), (Some("Técnico"), None));
    assert_eq!(row(node, "2").text_of("actividad"), Some("Seca"));
}
