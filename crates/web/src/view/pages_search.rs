//! The search.

use super::{Choice, Form, Mood, Page};
use kernel::time::{Instant, instant};
use serde::Serialize;

/// `GET /search?q=`, with what narrows it: `state`, `procedure`, `unit`, `from`, `until`.
#[derive(Debug, Clone, Serialize)]
pub struct Search {
    pub query: String,
    pub form: Form,
    pub states: Vec<Choice>,
    pub procedures: Vec<Choice>,
    pub units: Vec<Choice>,
    /// Whether anything but words narrows it.
    pub narrowed: bool,
    /// People who fit: where they are looked after (or empty), and their name with unit and telephone.
    pub people: Vec<Choice>,
    /// Machines that fit the words.
    pub equipment: Vec<Choice>,
    /// Articles that fit the words.
    pub articles: Vec<Choice>,
    pub rows: Vec<Found>,
    /// Address of the next page, or empty.
    pub next: String,
}

/// A case that fits the words.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    pub href: String,
    pub number: String,
    pub unit: String,
    pub requester: String,
    pub kind: String,
    pub mood: Mood,
    pub state: String,
    pub at: Instant,
}

impl Page for Search {
    const TEMPLATE: &'static str = "pages/overview/search.html";

    fn samples() -> Vec<Self> {
        let found = |n: i64| Found {
            href: format!("/cases/c{n}"),
            number: format!("TIM-2026-{n:05}"),
            unit: "Registro del Estado Familiar y Carnetización de Minoridad".to_owned(),
            requester: "Ana López".to_owned(),
            kind: "Impresora".to_owned(),
            mood: if n == 1 { Mood::Wait } else { Mood::Good },
            state: if n == 1 { "En espera de técnico" } else { "Archivado" }.to_owned(),
            at: instant("2026-02-20T14:00:00Z"),
        };
        let page = |query: &str, rows, next: &str| Self {
            query: query.to_owned(),
            form: Form::new("s").with("q", query),
            states: vec![Choice::new("open", "Abierto")],
            procedures: vec![Choice::new("soporte_tecnico", "Soporte Técnico")],
            units: vec![Choice::new("u1", "Tesorería")],
            narrowed: false,
            people: Vec::new(),
            equipment: Vec::new(),
            articles: Vec::new(),
            rows,
            next: next.to_owned(),
        };
        vec![
            page("", Vec::new(), ""),
            Self {
                equipment: vec![Choice::new("/equipment/e7", "TIM-0007 · Impresora")],
                people: vec![Choice::new("/people/p1", "Ana López · Tesorería"), Choice::new("", "Beto Rivas")],
                articles: vec![Choice::new("/articles/a1", "Cambiar el tóner")],
                ..page("tim-0007", Vec::new(), "")
            },
            page("impresora de la ventanilla 4 \"<x>\"", Vec::new(), ""),
            Self {
                narrowed: true,
                form: Form::new("s").with("q", "lópez").with("state", "open").with("from", "2026-01-01"),
                ..page("lópez", (1..9).map(found).collect(), "/search?q=l%C3%B3pez&after=c9")
            },
        ]
    }
}
