//! How procedures were followed.

use super::{Cell, Page};
use serde::Serialize;

/// Headings in words and rows of cells, the first of which names its row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// `GET /conformance?month=`.
#[derive(Debug, Clone, Serialize)]
pub struct ConformanceIndex {
    /// `2026-03`.
    pub month: String,
    pub figures: Figures,
    /// Cases that are counted when there are more; 0 otherwise.
    pub cut: i64,
}

/// `GET /conformance/{procedure}?month=&edition=&mark=`.
#[derive(Debug, Clone, Serialize)]
pub struct ConformanceShow {
    pub title: String,
    pub edition: i64,
    pub month: String,
    pub back: String,
    pub csv: String,
    pub steps: Figures,
    /// Marks with their counts and addresses.
    pub marks: Vec<Cell>,
    pub cases: Figures,
    pub next: String,
    pub starts: Figures,
    /// Address and name of each part; empty for who may not take it.
    pub archives: Vec<Cell>,
}

/// `indice.html` of an archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveIndex {
    pub rows: Vec<ArchiveRow>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ArchiveRow {
    pub folio: i64,
    pub path: String,
    pub of: String,
    /// Of a PDF.
    pub pages: Option<i64>,
    pub bytes: i64,
    pub sha256: String,
}

fn sample(n: usize) -> Figures {
    let row = |i: usize| vec![Cell::link(format!("Soporte técnico {i}"), "/conformance/x"), Cell::text("12")];
    Figures { heads: vec!["Procedimiento".to_owned(), "Casos".to_owned()], rows: (0..n).map(row).collect() }
}

impl Page for ConformanceIndex {
    const TEMPLATE: &'static str = "pages/conformance/index.html";

    fn samples() -> Vec<Self> {
        let page = |n, cut| Self { month: "2026-03".to_owned(), figures: sample(n), cut };
        vec![page(0, 0), page(1, 0), page(9, 3000)]
    }
}

impl Page for ConformanceShow {
    const TEMPLATE: &'static str = "pages/conformance/show.html";

    fn samples() -> Vec<Self> {
        let page = |n: usize| Self {
            title: "Soporte técnico".to_owned(),
            edition: 1,
            month: "2026-03".to_owned(),
            back: "/conformance?month=2026-03".to_owned(),
            csv: "/conformance/soporte/cases.csv?month=2026-03".to_owned(),
            steps: sample(3),
            marks: vec![Cell::text("Todos 2"), Cell::link("Con vueltas 1", "/conformance/x?mark=loops")],
            cases: sample(n),
            next: if n > 5 { "/conformance/x?after=b".to_owned() } else { String::new() },
            starts: sample(n / 2),
            archives: sample(n / 4).rows.into_iter().filter_map(|r| r.into_iter().next()).collect(),
        };
        vec![page(0), page(1), page(9)]
    }
}

impl Page for ArchiveIndex {
    const TEMPLATE: &'static str = "pages/conformance/archive.html";

    fn samples() -> Vec<Self> {
        let row = ArchiveRow {
            folio: 1,
            path: "LEEME.txt".to_owned(),
            of: String::new(),
            pages: None,
            bytes: 12,
            sha256: "0".repeat(64),
        };
        vec![Self { rows: Vec::new() }, Self { rows: vec![row.clone(), ArchiveRow { pages: Some(4), ..row }] }]
    }
}
