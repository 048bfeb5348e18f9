//! Papers: signing on the screen, bringing back scans, the folders of the months.

use super::{Fact, Form, Mood, Page};
use kernel::{
    Error,
    time::{Instant, instant},
};
use serde::Serialize;

/// `GET /papers/{id}/sign`: field `signature` (PNG as data address); `document_sha256` goes with it.
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
    /// Who signs: name and post.
    pub signer: String,
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
            signer: "Ana López, auxiliar de Registro".to_owned(),
            sentence: "Recibí el soporte descrito en este ticket.".to_owned(),
            form,
        };
        vec![page(Form::default()), page(Form::default().refused(Error::field("signature", "signing-missing")))]
    }
}

/// `GET /scans`: upload in field `scans`, then what still waits for its paper and what found it lately.
#[derive(Debug, Clone, Serialize)]
pub struct ScansNew {
    pub form: Form,
    pub results: Vec<ScanResult>,
}

/// What became of one scanned sheet.
#[derive(Debug, Clone, Serialize)]
pub struct ScanResult {
    pub file: String,
    /// Address of the sheet, to read its code.
    pub href: String,
    pub at: Instant,
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
            href: format!("/scans/s{n}"),
            at: instant("2026-03-02T16:00:00Z"),
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
    /// Address of the next page, or empty.
    pub next: String,
}

/// A folder of one month.
#[derive(Debug, Clone, Serialize)]
pub struct FolderLine {
    pub href: String,
    /// What it keeps, e.g. «Folder 2026-03 · Soporte Técnico».
    pub title: String,
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
            href: format!("/folders/{month}"),
            title: format!("folder {month} · Soporte Técnico"),
            month: month.to_owned(),
            papers: 41,
            unsigned,
            location: location.map(str::to_owned),
        };
        let shelf = Some("Archivo de TIM, estante 2, tramo 4, junto a los expedientes de compras del mismo año");
        vec![
            Self { folders: Vec::new(), next: String::new() },
            Self { folders: vec![line("2026-03", 3, None)], next: String::new() },
            Self {
                folders: vec![line("2026-03", 3, None), line("2026-02", 0, shelf), line("2026-01", 1, shelf)],
                next: "/folders?after=f3".to_owned(),
            },
        ]
    }
}

/// `GET /folders/{id}`: the index of the folder; field `location` of its form.
#[derive(Debug, Clone, Serialize)]
pub struct FolderShow {
    pub href: String,
    pub title: String,
    /// `2026-03`.
    pub month: String,
    pub rows: Vec<FolderRow>,
    pub unsigned: i64,
    pub form: Form,
    /// Whether the person may say where the folder stands.
    pub may_file: bool,
    /// Where it stands, for those who may not change it; or empty.
    pub location: String,
    /// Address of the next page, or empty.
    pub next: String,
}

/// One paper of the folder.
#[derive(Debug, Clone, Serialize)]
pub struct FolderRow {
    pub number: String,
    pub case_href: String,
    pub unit: String,
    pub requester: String,
    pub technician: String,
    pub issued: Instant,
    pub mood: Mood,
    pub state: String,
    pub pdf: String,
}

impl Page for FolderShow {
    const TEMPLATE: &'static str = "pages/papers/folder.html";

    fn samples() -> Vec<Self> {
        let row = |n: i64| FolderRow {
            number: format!("TIM-2026-{n:05}"),
            case_href: format!("/cases/c{n}"),
            unit: if n % 2 == 0 { "Registro del Estado Familiar y Carnetización de Minoridad" } else { "Catastro" }
                .to_owned(),
            requester: "María de los Ángeles Henríquez".to_owned(),
            technician: "Rosa Campos".to_owned(),
            issued: instant("2026-03-02T16:00:00Z"),
            mood: if n == 2 { Mood::Wait } else { Mood::Good },
            state: if n == 2 { "Falta firma" } else { "Firmado" }.to_owned(),
            pdf: format!("/papers/p{n}.pdf"),
        };
        let page = |rows, unsigned, may_file| Self {
            href: "/folders/f3".to_owned(),
            title: "folder 2026-03 · Soporte Técnico".to_owned(),
            month: "2026-03".to_owned(),
            rows,
            unsigned,
            form: Form::default().with("location", "Archivo de TIM, estante 2"),
            may_file,
            location: "Archivo de TIM, estante 2".to_owned(),
            next: String::new(),
        };
        vec![
            page(Vec::new(), 0, true),
            page((1..2).map(row).collect(), 0, false),
            page((1..9).map(row).collect(), 1, true),
        ]
    }
}
