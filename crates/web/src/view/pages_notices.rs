//! What the reader is told.

use super::Page;
use kernel::time::{Instant, instant};
use serde::Serialize;

/// `GET /notices`: one's own, unread first.
#[derive(Debug, Clone, Serialize)]
pub struct Notices {
    pub unread: Vec<NoticeRow>,
    /// Address of the next page of `unread`, or empty.
    pub unread_next: String,
    pub read: Vec<NoticeRow>,
    /// Address of the next page of `read`, or empty.
    pub read_next: String,
}

/// One thing told.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeRow {
    pub id: String,
    pub what: String,
    /// The case it is about, if the reader may open it.
    pub href: Option<String>,
    pub at: Instant,
    /// Wants to be acknowledged.
    pub asks: bool,
    pub acknowledged: Option<Instant>,
}

impl Page for Notices {
    const TEMPLATE: &'static str = "pages/notices/index.html";

    fn samples() -> Vec<Self> {
        let row = |n: i64, asks: bool| NoticeRow {
            id: format!("n{n}"),
            what: "Mantenimiento preventivo de computadoras MANT-2026-00001: 2. Avisa las fechas a la jefatura"
                .to_owned(),
            href: asks.then(|| "/cases/c7".to_owned()),
            at: instant("2026-03-02T15:00:00Z"),
            asks,
            acknowledged: (n > 5).then(|| instant("2026-03-02T16:00:00Z")),
        };
        let page =
            |unread, read, next: &str| Self { unread, unread_next: next.to_owned(), read, read_next: next.to_owned() };
        vec![
            page(Vec::new(), Vec::new(), ""),
            page(vec![row(1, true)], Vec::new(), ""),
            page(
                (0..4).map(|n| row(n, n % 2 == 0)).collect(),
                (4..9).map(|n| row(n, true)).collect(),
                "/notices?read=x",
            ),
        ]
    }
}
