//! One filled example of every paper in every language, for tests over all papers and for looking at them.

use kernel::{
    book::{Book, Header, HeaderStyle, Part, Row, Table},
    sheet::{Document, FolderIndex, Letterhead, Line, Paper, Rounds, SignatureBox, SpineLabel, SurveyCode, Ticket},
    text::Locale,
};

/// One sample of each paper × language. The people, places and cases are invented, and so the sheets say.
pub fn samples() -> Vec<Paper> {
    Locale::ALL
        .into_iter()
        .flat_map(|locale| {
            [
                Paper::Ticket(ticket(locale)),
                Paper::Document(document(locale)),
                Paper::FolderIndex(folder_index(locale)),
                Paper::SpineLabel(spine_label(locale)),
                Paper::Book(book(locale)),
            ]
        })
        .collect()
}

fn pick(locale: Locale, es: &str, en: &str) -> String {
    match locale {
        Locale::Es => es.to_owned(),
        Locale::En => en.to_owned(),
    }
}

fn line(locale: Locale, es: &str, en: &str, value: impl Into<String>) -> Line {
    Line { label: pick(locale, es, en), value: value.into() }
}

/// A small shield, drawn here.
const SHIELD: &str = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA0MCA0OCI+PHBhdGggZmlsbD0iIzE3NDU2YiIgZD0iTTIgMmgzNnYyNGMwIDEyLTggMTctMTggMjBDMTAgNDMgMiAzOCAyIDI2eiIvPjxwYXRoIGZpbGw9IiNmZmYiIGQ9Ik02IDZoMjh2MTBINnoiLz48cGF0aCBmaWxsPSIjZDlhNDQxIiBkPSJtMjAgMTkgMyA2IDcgMS01IDUgMSA3LTYtMy02IDMgMS03LTUtNSA3LTF6Ii8+PC9zdmc+";

fn letterhead(locale: Locale) -> Letterhead {
    Letterhead {
        institution: "Alcaldía Municipal de San Jacinto del Valle".to_owned(),
        unit: pick(locale, "Unidad de Tecnologías de la Información", "Information Technology Unit"),
        address: "Calle Principal 4, Barrio El Centro".to_owned(),
        phone: "2300-0000".to_owned(),
        logo: Some(SHIELD.to_owned()),
        demo: true,
    }
}

fn facts(l: Locale) -> Vec<Line> {
    vec![
        line(l, "Recibido", "Received", "03/03/2026 08:12"),
        line(l, "Tomado", "Taken", "03/03/2026 08:40"),
        line(l, "Llegada", "Arrived", "03/03/2026 09:05"),
        line(l, "Cerrado", "Closed", "03/03/2026 10:15"),
        line(l, "Unidad solicitante", "Requesting unit", "Registro del Estado Familiar"),
        line(l, "Canal", "Channel", pick(l, "Teléfono", "Telephone")),
        line(l, "Solicita", "Requester", "Marta Elena Quintanilla"),
        line(l, "Cargo", "Post", pick(l, "Auxiliar de registro", "Registry assistant")),
        line(l, "Tipo de ayuda", "Kind of help", pick(l, "Impresoras y periféricos", "Printers and peripherals")),
        line(l, "Equipo", "Equipment", "INV-0412 · Epson L4260"),
        line(l, "Atiende", "Technician", "Óscar Iván Peñate"),
        line(l, "Tiempo hábil", "Working time", pick(l, "1 h 10 min", "1 h 10 min")),
    ]
}

fn texts(l: Locale) -> Vec<Line> {
    let said = pick(
        l,
        "La impresora no toma el papel y quedaron 14 partidas sin imprimir. Hay vecinos esperando en ventanilla.",
        "The printer does not take paper and 14 certificates are waiting. There are neighbours at the window.",
    );
    let found = pick(
        l,
        "Rodillo de arrastre sucio y una etiqueta adhesiva pegada en la bandeja.",
        "A dirty pick-up roller and a sticky label caught in the tray.",
    );
    let done = pick(
        l,
        "Se retiró la etiqueta, se limpió el rodillo con alcohol isopropílico y se imprimieron las 14 partidas.\nSe explicó cómo cargar el papel sin pasar la marca de la bandeja.",
        "The label was removed, the roller cleaned with isopropyl alcohol and the 14 certificates printed.\nIt was explained how to load paper below the mark of the tray.",
    );
    vec![
        line(l, "Descripción", "Description", said),
        line(l, "Problema encontrado", "Problem found", found),
        line(l, "Solución", "Solution", done),
        line(l, "Observaciones del usuario", "Remarks of the user", ""),
    ]
}

fn signatures(l: Locale) -> Vec<SignatureBox> {
    vec![
        SignatureBox {
            label: pick(l, "Usuario", "User"),
            name: "Marta Elena Quintanilla".to_owned(),
            post: pick(l, "Auxiliar de registro", "Registry assistant"),
            statement: pick(
                l,
                "Recibí la ayuda que pedí y el equipo quedó funcionando.",
                "I received the help I asked for and the equipment works.",
            ),
            image: None,
            evidence: None,
            seal: true,
        },
        SignatureBox {
            label: pick(l, "Técnico", "Technician"),
            name: "Óscar Iván Peñate".to_owned(),
            post: pick(l, "Técnico de soporte", "Support technician"),
            statement: pick(l, "Hice el trabajo que aquí se describe.", "I did the work described here."),
            image: None,
            evidence: None,
            seal: false,
        },
    ]
}

fn ticket(l: Locale) -> Ticket {
    Ticket {
        locale: l,
        letterhead: letterhead(l),
        title: pick(l, "Ticket de soporte técnico", "Technical support ticket"),
        number: "TIM-2026-00012".to_owned(),
        version: 1,
        procedure: pick(
            l,
            "Procedimiento SOP-01 «Soporte a usuarios», versión 3 · 9f2c41d07ab3",
            "Procedure SOP-01 “User support”, version 3 · 9f2c41d07ab3",
        ),
        facts: facts(l),
        texts: texts(l),
        signatures: signatures(l),
        link: "https://cabildo.example/h/7Q4K-M2XD".to_owned(),
        short_code: "7Q4K-M2XD".to_owned(),
        folder: pick(l, "Carpeta 2026-03 · Soporte técnico", "Folder 2026-03 · Technical support"),
        printed: pick(l, "Impreso el 03/03/2026 10:16", "Printed on 03/03/2026 10:16"),
        survey: None,
    }
}

/// A report that was sent back once and that four people sign.
fn document(l: Locale) -> Document {
    let boxes = signatures(l);
    let signer = |es: &str, en: &str| {
        let label = pick(l, es, en);
        SignatureBox { label, name: String::new(), post: String::new(), ..boxes[0].clone() }
    };
    let sheet = Ticket {
        title: pick(l, "Informe técnico de mantenimiento", "Maintenance report"),
        number: "MAN-2026-0007".to_owned(),
        survey: Some(SurveyCode {
            words: pick(
                l,
                "¿Cómo fue el servicio? Responda con el código hasta el 05/03/2026 18:00; después el caso se cierra sin respuesta.",
                "How was the service? Answer with the code until 5 Mar 2026 18:00; then the case closes without an answer.",
            ),
            link: "https://cabildo.example/survey/4f0c7a".to_owned(),
        }),
        signatures: vec![
            signer("Técnico de soporte", "Support technician"),
            signer("Administrador de la orden", "Order administrator"),
            signer("Compras", "Purchasing"),
            signer("Jefatura", "Head of unit"),
        ],
        ..ticket(l)
    };
    let row = |no: &str, es: &str, en: &str| vec![no.to_owned(), "Óscar Iván Peñate".to_owned(), pick(l, es, en)];
    let rounds = Rounds {
        title: pick(l, "Hace el mantenimiento", "Does the maintenance"),
        headings: vec![pick(l, "Vez", "Time"), pick(l, "Quién", "Who"), pick(l, "Anotado", "Recorded")],
        rows: vec![row("1", "✓ Limpieza", "✓ Cleaning"), row("2", "✓ Limpieza, antivirus", "✓ Cleaning, antivirus")],
    };
    Document { sheet, tables: vec![rounds] }
}

fn folder_index(l: Locale) -> FolderIndex {
    let units = ["Registro del Estado Familiar", "Catastro", "Tesorería", "Cuentas Corrientes", "Archivo"];
    let helps = [
        pick(l, "Impresoras y periféricos", "Printers and peripherals"),
        pick(l, "Redes", "Networks"),
        pick(l, "Programas de oficina", "Office programs"),
    ];
    let rows = (1..=64)
        .map(|n| {
            vec![
                n.to_string(),
                format!("TIM-2026-{n:05}"),
                format!("{:02}/03/2026", 1 + n * 30 / 64),
                units[n % units.len()].to_owned(),
                helps[n % helps.len()].clone(),
                pick(l, "Firmado", "Signed"),
            ]
        })
        .collect();
    FolderIndex {
        locale: l,
        letterhead: letterhead(l),
        title: pick(l, "Índice de la carpeta", "Index of the folder"),
        month: pick(l, "marzo de 2026", "March 2026"),
        location: pick(l, "Estante 2, archivo de la unidad", "Shelf 2, archive of the unit"),
        headings: ["N.º", "Ticket", "Fecha", "Unidad", "Tipo de ayuda", "Estado"]
            .into_iter()
            .zip(["No.", "Ticket", "Date", "Unit", "Kind of help", "State"])
            .map(|(es, en)| pick(l, es, en))
            .collect(),
        rows,
        missing: vec![
            pick(l, "TIM-2026-00012 · falta la firma del usuario", "TIM-2026-00012 · the user’s signature"),
            pick(l, "TIM-2026-00031 · falta el sello de la unidad", "TIM-2026-00031 · the unit’s seal"),
        ],
        totals: vec![
            line(l, "Tickets del mes", "Tickets of the month", "64"),
            line(l, "Firmados y archivados", "Signed and filed", "62"),
        ],
        printed: pick(l, "Impreso el 01/04/2026 08:00", "Printed on 01/04/2026 08:00"),
    }
}

fn spine_label(l: Locale) -> SpineLabel {
    SpineLabel {
        locale: l,
        letterhead: letterhead(l),
        title: pick(l, "Soporte técnico", "Technical support"),
        month: pick(l, "marzo de 2026", "March 2026"),
        range: "TIM-2026-00001 – TIM-2026-00064".to_owned(),
        location: pick(l, "Estante 2", "Shelf 2"),
    }
}

fn book(l: Locale) -> Book {
    let cell = |text: &str| text.to_owned();
    let row = |cells: [&str; 4], covers| Row { cells: cells.map(cell).to_vec(), across: false, covers };
    let question = Row { cells: vec![pick(l, "¿HAY PIEZAS?", "ARE THERE PARTS?")], across: true, covers: 1 };
    let table = Table {
        headings: ["Área", "No.", "Actividad", "Flujograma"].map(cell).to_vec(),
        widths: vec![6, 3, 14, 4],
        rows: vec![row(["Jefatura", "1", "Recibe", "task"], 2), row(["", "2", "Revisa", "task"], 0), question],
        signs: Some(3),
        covering: Some(0),
    };
    let heading = |level, text: &str, page| Part::Heading { level, text: text.to_owned(), page };
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\" height=\"60\"><rect x=\"5\" y=\"5\" \
                   width=\"190\" height=\"50\" fill=\"none\" stroke=\"#1b2127\"/></svg>";
    Book {
        locale: l,
        letterhead: letterhead(l),
        header: Header {
            style: HeaderStyle::Co,
            parent: "Alcaldía del Valle".to_owned(),
            tax_id: "NIT 000000000-0".to_owned(),
            process: pick(l, "Gestión tecnológica", "Technology management"),
            control: vec![line(l, "Código", "Code", "PR-01"), line(l, "Versión", "Version", "02")],
        },
        title: pick(l, "Manual de procedimientos", "Manual of procedures"),
        cover: vec!["2026".to_owned()],
        contents: true,
        mark: String::new(),
        parts: vec![
            heading(1, "Mantenimiento", true),
            Part::Note { text: pick(l, "Propuesta, no aprobada.", "Proposal, not approved.") },
            Part::Facts { lines: vec![line(l, "Objetivo", "Objective", "Que los equipos sirvan.")] },
            heading(2, "Descripción", false),
            Part::Table(table),
            Part::Text { text: "Una línea.\n• un punto\n• otro punto".to_owned() },
            Part::Drawing { svg: drawing.to_owned(), alt: "Flujograma".to_owned(), caption: "Hoja 1".to_owned() },
            Part::Signatures { boxes: signatures(l) },
        ],
        foot: "SHA-256 2c26b46b".to_owned(),
    }
}
