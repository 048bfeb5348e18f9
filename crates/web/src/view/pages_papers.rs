//! Papers: signing on the screen, bringing back scans, the folders of the months.

use super::{Fact, Form, Mood, Page};
use kernel::{
    Error,
    time::{Instant, instant},
};
use serde::Serialize;

/// `GET /papers/{id}/sign`: fields `signature` (PNG as data address), `name`, `post`.
#[derive(Debug, Clone, Serialize)]
pub struct PaperSign {
    pub href: String,
    pub title: String,
    pub number: String,
    pub case_href: String,
    /// The frozen document.
    pub pdf: String,
    /// SHA-256 of the frozen document, in hexadecimal.
    pub hash: String,
    pub frozen: Instant,
    /// What the paper says, for reading before signing.
    pub facts: Vec<Fact>,
    /// The literal sentence that is signed and kept.
    pub sentence: String,
    pub form: Form,
}

impl Page for PaperSign {
    const TEMPLATE: &'static str = "pages/papers/sign.html";

    fn samples() -> Vec<Self> {
        let fact = |label: &str, value: &str| Fact { label: label.to_owned(), value: value.to_owned() };
        let page = |form: Form| Self {
            href: "/papers/p7/sign".to_owned(),
            title: "Ticket de soporte técnico".to_owned(),
            number: "TIM-2026-00007".to_owned(),
            case_href: "/cases/c7".to_owned(),
            pdf: "/papers/p7.pdf".to_owned(),
            hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
            frozen: instant("2026-03-02T17:05:00Z"),
            facts: vec![
                fact("Problema que solventó", "Rodillo sucio."),
                fact("Cómo lo resolvió", "Limpieza y prueba."),
            ],
            sentence: "Recibí el soporte descrito en este ticket.".to_owned(),
            form,
        };
        let known = Form::default().with("name", "Ana López").with("post", "Auxiliar de Registro");
        vec![page(known.clone()), page(known.refused(Error::field("signature", "signing-missing")))]
    }
}

/// `GET /scans/new`, and the same page after an upload in field `scans`.
#[derive(Debug, Clone, Serialize)]
pub struct ScansNew {
    pub form: Form,
    pub results: Vec<ScanResult>,
}

/// What became of one scanned sheet.
#[derive(Debug, Clone, Serialize)]
pub struct ScanResult {
    pub file: String,
    pub mood: Mood,
    /// What was done with it or why nothing was, in words.
    pub state: String,
    pub number: Option<String>,
    pub case_href: Option<String>,
    /// Where the typed short code (field `code`) is sent when no QR was read.
    pub match_href: Option<String>,
}

impl Page for ScansNew {
    const TEMPLATE: &'static str = "pages/papers/scans.html";

    fn samples() -> Vec<Self> {
        let result = |n: usize, mood, state: &str| ScanResult {
            file: format!("escaneo-{n}.jpg"),
            mood,
            state: state.to_owned(),
            number: Some(format!("TIM-2026-{n:05}")),
            case_href: Some(format!("/cases/c{n}")),
            match_href: None,
        };
        let unread = |n: usize| ScanResult {
            number: None,
            case_href: None,
            match_href: Some(format!("/scans/s{n}/match")),
            ..result(n, Mood::Wait, "No se leyó el código")
        };
        let wrong = Form::default().refused(Error::field("scans", "scans-missing"));
        vec![
            Self { form: Form::default(), results: Vec::new() },
            Self { form: wrong, results: Vec::new() },
            Self {
                form: Form::default(),
                results: vec![
                    result(1, Mood::Good, "Unido a su caso"),
                    unread(2),
                    unread(3),
                    result(4, Mood::Bad, "Ya tenía una firma"),
                ],
            },
        ]
    }
}

/// `GET /folders`.
#[derive(Debug, Clone, Serialize)]
pub struct FoldersIndex {
    pub folders: Vec<FolderLine>,
}

/// A folder of one month.
#[derive(Debug, Clone, Serialize)]
pub struct FolderLine {
    /// `2026-03`.
    pub month: String,
    pub papers: i64,
    /// Papers of the month that nobody has signed yet.
    pub unsigned: i64,
    pub location: Option<String>,
}

impl Page for FoldersIndex {
    const TEMPLATE: &'static str = "pages/papers/folders.html";

    fn samples() -> Vec<Self> {
        let line = |month: &str, unsigned, location: Option<&str>| FolderLine {
            month: month.to_owned(),
            papers: 41,
            unsigned,
            location: location.map(str::to_owned),
        };
        let shelf = Some("Archivo de TIM, estante 2, tramo 4, junto a los expedientes de compras del mismo año");
        vec![
            Self { folders: Vec::new() },
            Self { folders: vec![line("2026-03", 3, None)] },
            Self { folders: vec![line("2026-03", 3, None), line("2026-02", 0, shelf), line("2026-01", 1, shelf)] },
        ]
    }
}

/// `GET /folders/{month}`: the index of the folder; field `location` of its form.
#[derive(Debug, Clone, Serialize)]
pub struct FolderShow {
    /// `2026-03`.
    pub month: String,
    pub rows: Vec<FolderRow>,
    pub unsigned: i64,
    pub form: Form,
    /// Whether the person may say where the folder stands.
    pub may_file: bool,
}

/// One paper of the folder.
#[derive(Debug, Clone, Serialize)]
pub struct FolderRow {
    /// Its place in the folder, from 1.
    pub n: i64,
    pub number: String,
    pub case_href: String,
    pub unit: String,
    pub requester: String,
    pub technician: String,
    pub closed: Instant,
    pub mood: Mood,
    pub state: String,
    pub pdf: String,
}

impl Page for FolderShow {
    const TEMPLATE: &'static str = "pages/papers/folder.html";

    fn samples() -> Vec<Self> {
        let row = |n: i64| FolderRow {
            n,
            number: format!("TIM-2026-{n:05}"),
            case_href: format!("/cases/c{n}"),
            unit: if n % 2 == 0 { "Registro del Estado Familiar y Carnetización de Minoridad" } else { "Catastro" }
                .to_owned(),
            requester: "María de los Ángeles Henríquez".to_owned(),
            technician: "Rosa Campos".to_owned(),
            closed: instant("2026-03-02T16:00:00Z"),
            mood: if n == 2 { Mood::Wait } else { Mood::Good },
            state: if n == 2 { "Falta firma" } else { "Firmado" }.to_owned(),
            pdf: format!("/papers/p{n}.pdf"),
        };
        let page = |rows, unsigned, may_file| Self {
            month: "2026-03".to_owned(),
            rows,
            unsigned,
            form: Form::default().with("location", "Archivo de TIM, estante 2"),
            may_file,
        };
        vec![
            page(Vec::new(), 0, true),
            page((1..2).map(row).collect(), 0, false),
            page((1..9).map(row).collect(), 1, true),
        ]
    }
}
