//! Our own small manual as text, as a page, as a DOCX and as a PDF viewer copies it: the same draft.

use super::{assert_usable, lost, procedure, read, row, rows};
use importer::Draft;

const TABLE: [&[&str]; 8] = [
    &["No.", "Responsable", "Actividad", "Especificaciones"],
    &["1", "INICIO", "", ""],
    &["2", "Usuario", "Solicita un equipo en préstamo", "Dice para qué lo necesita."],
    &["3", "Jefatura de la Unidad XYZ", "Revisa la solicitud", "Si la solicitud no está completa, regresa al paso 2"],
    &["4", "Técnico de la Unidad XYZ", "Prepara el equipo", "En un plazo máximo de 2 días hábiles lo deja listo."],
    &["5", "Técnico de la Unidad XYZ y Jefatura de la Unidad XYZ", "Entregan el equipo", ""],
    &["6", "Jefe de la Unidad XYZ", "Elabora un acta breve", "Con el número de inventario."],
    &["7", "FIN", "", ""],
];
const TITLE: &str = "PROCESO: Préstamo de equipos";

/// As copied out of Word: tabs between cells.
pub(super) fn text(title: &str, table: &[&[&str]]) -> String {
    let rows: Vec<String> = table.iter().map(|r| r.join("\t")).collect();
    format!("{title}\n\n{}\n", rows.join("\n"))
}

/// As Word puts it on the clipboard.
pub(super) fn page(title: &str, table: &[&[&str]]) -> String {
    let cell = |c: &&str| format!("<td style='x:\"y\"'><p class=MsoNormal>{c}<o:p></o:p></p></td>");
    let row = |r: &&[&str]| format!("<tr>{}</tr>", r.iter().map(cell).collect::<String>());
    let rows: String = table.iter().map(row).collect();
    format!("<html><head><style>p {{}}</style></head><body><p>{title}</p><table>{rows}</table></body></html>")
}

/// As Word saves it.
pub(super) fn docx(title: &str, table: &[&[&str]]) -> Vec<u8> {
    let run = |t: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{t}</w:t></w:r></w:p>");
    let cell = |c: &&str| format!("<w:tc><w:tcPr><w:tcW w:w=\"1\"/></w:tcPr>{}</w:tc>", run(c));
    let row = |r: &&[&str]| format!("<w:tr>{}</w:tr>", r.iter().map(cell).collect::<String>());
    let rows: String = table.iter().map(row).collect();
    document(&format!("{}<w:tbl>{rows}</w:tbl>", run(title)))
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
    stored("word/document.xml", xml.as_bytes())
}

/// A ZIP with one file as it is.
fn stored(name: &str, content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len()).unwrap().to_le_bytes();
    let length = u16::try_from(name.len()).unwrap().to_le_bytes();
    let head = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &size, &size, &length].concat();
    let mut out = [b"PK\x03\x04".as_slice(), &head, &[0, 0], name.as_bytes(), content].concat();
    let at = u32::try_from(out.len()).unwrap().to_le_bytes();
    out.extend([b"PK\x01\x02\x14\x00".as_slice(), &head, &[0; 16], name.as_bytes()].concat());
    out.extend([b"PK\x05\x06\0\0\0\0\x01\0\x01\0\0\0\0\0".as_slice(), &at, &[0, 0]].concat());
    out
}

fn imported(bytes: &[u8]) -> Draft {
    let draft = importer::read("manual", bytes).unwrap();
    assert_usable(&draft);
    assert_eq!(lost(&draft), [].into());
    draft
}

#[test]
fn a_table_reads_the_same_from_text_page_and_word() {
    let from_text = imported(text(TITLE, &TABLE).as_bytes());
    let expected = &from_text.procedures[0].1;
    assert_eq!(expected.text_of("titulo"), Some("Préstamo de equipos"));
    for draft in [imported(page(TITLE, &TABLE).as_bytes()), imported(&docx(TITLE, &TABLE))] {
        let rows_of = |n| rows(n).iter().map(|r| r.json()).collect::<Vec<_>>();
        assert_eq!(rows_of(&draft.procedures[0].1), rows_of(expected));
        assert_eq!(draft.procedures[0].0, from_text.procedures[0].0);
    }
}

#[test]
fn a_row_becomes_what_it_says() {
    let draft = imported(text(TITLE, &TABLE).as_bytes());
    let node = procedure(&draft, "prestamo_equipos");
    let asks = row(node, "3").get("decide").unwrap();
    assert_eq!(asks.text_of("pregunta"), Some("¿La solicitud está completa?"));
    assert_eq!(asks.at(&["opciones", "1", "cita"]).unwrap().text(), "regresa al paso 2");
    assert_eq!(asks.at(&["opciones", "1", "regresa"]).unwrap().text(), row(node, "2").text_of("id").unwrap());
    assert_eq!(row(node, "4").at(&["plazos", "0", "tras"]).unwrap().text(), "2 días hábiles");
    assert_eq!(row(node, "5").at(&["reparto", "firman"]).unwrap().text(), "todos");
    assert_eq!(row(node, "6").at(&["efectos", "0", "genera"]).unwrap().text(), "acta_breve");
    assert_eq!(row(node, "1").text_of("inicio"), Some("INICIO"));
    assert_eq!(row(node, "3").text_of("origen"), Some("6"));
}

#[test]
fn cells_that_a_viewer_broke_over_lines_are_put_together() {
    let text = "PROCESO: Préstamo de equipos\n\nNo. Responsable Actividad Especificaciones\n1 INICIO\n2 Usuario Solicita un \
                equipo\nen préstamo\n\nDice para qué lo\nnecesita.\n3 Jefatura de la\n\nUnidad XYZ\nRevisa la\nsolicitud\n\nSi \
                la solicitud no está completa,\n\nregresa al paso 2\n4 Técnico de la\nUnidad XYZ\n\nPrepara el equipo\n5 FIN\n";
    let draft = imported(text.as_bytes());
    let node = procedure(&draft, "prestamo_equipos");
    assert_eq!(row(node, "2").text_of("actividad"), Some("Solicita un equipo en préstamo"));
    assert_eq!(row(node, "2").text_of("especificaciones"), Some("Dice para qué lo necesita."));
    assert_eq!(row(node, "3").text_of("responsable"), Some("Jefatura de la Unidad XYZ"));
    assert_eq!(row(node, "3").text_of("especificaciones"), Some("Si la solicitud no está completa, regresa al paso 2"));
    assert_eq!(row(node, "4").text_of("actividad"), Some("Prepara el equipo"));
}

#[test]
fn a_title_printed_after_its_table_finds_it() {
    let table = "No. Responsable Actividad Especificaciones\n1 INICIO\n2 Usuario Avisa del daño\n3 FIN\n";
    let text = format!("PROCESO: Uno\n\n{table}\n\n{table} PROCESO: Dos\nPROCESO: Tres\n\n{table}");
    let titles: Vec<String> =
        read(&text).procedures.iter().map(|(_, n)| n.text_of("titulo").unwrap().to_owned()).collect();
    assert_eq!(titles, ["Uno", "Dos", "Tres"]);
}

#[test]
fn merged_cells_and_questions_across_read_from_word() {
    let cell =
        |t: &str, extra: &str| format!("<w:tc><w:tcPr>{extra}</w:tcPr><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>");
    let row_of = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let (span, merge, more) = ("<w:gridSpan w:val=\"3\"/>", "<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let plain = |a: &str, b: &str, c: &str| row_of(&[cell(a, ""), cell(b, ""), cell(c, "")]);
    let body = [
        "<w:p><w:r><w:t>PROCEDIMIENTO: Revisar equipos</w:t></w:r></w:p><w:tbl>".to_owned(),
        plain("Área", "No.", "Actividad"),
        row_of(&[cell("JEFATURA XYZ", merge), cell("1", ""), cell("Recibe el equipo.", "")]),
        row_of(&[cell("", more), cell("2", ""), cell("Lo revisa.", "")]),
        row_of(&[cell("¿HAY REPUESTOS?", span)]),
        plain("JEFATURA XYZ", "3", "NO: Hace la requisición de repuestos."),
        plain("", "4", "SI: Repara el equipo."),
        row_of(&[cell("FIN DEL PROCESO", span)]),
        "</w:tbl>".to_owned(),
    ];
    let draft = imported(&document(&body.concat()));
    let node = &draft.procedures[0].1;
    let asked = node.get("pasos").unwrap().items().iter().find(|r| r.get("pregunta").is_some()).unwrap();
    assert_eq!(row(node, "3").text_of("regresa"), asked.text_of("id"));
    assert_eq!((row(node, "3").text_of("rama"), row(node, "4").text_of("rama")), (Some("NO"), Some("SI")));
    assert!(row(node, "2").get("responsable").is_none(), "a merged cell stays merged");
}
