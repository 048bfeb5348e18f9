//! One filled example of every paper in every language, for tests over all papers and for looking at them.

use kernel::{
    sheet::{FolderIndex, Letterhead, Line, Paper, SignatureBox, SpineLabel, Ticket},
    text::Locale,
};

/// One sample of each paper × language. The people, places and cases are invented, and so the sheets say.
pub fn samples() -> Vec<Paper> {
    Locale::ALL
        .into_iter()
        .flat_map(|locale| {
            [
                Paper::Ticket(ticket(locale)),
                Paper::FolderIndex(folder_index(locale)),
                Paper::SpineLabel(spine_label(locale)),
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
    }
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
