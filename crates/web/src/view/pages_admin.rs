//! Background jobs and the audit log.

use super::{Choice, Form, Page};
use kernel::time::{Instant, instant};
use serde::Serialize;

/// `GET /jobs`: what waits, what failed, what comes again and again.
#[derive(Debug, Clone, Serialize)]
pub struct Jobs {
    pub pending: Vec<JobRow>,
    /// Address of the next page of `pending`, or empty.
    pub pending_next: String,
    pub failed: Vec<JobRow>,
    /// Address of the next page of `failed`, or empty.
    pub failed_next: String,
    pub recurring: Vec<RecurringRow>,
}

/// A piece of work that runs by itself.
#[derive(Debug, Clone, Serialize)]
pub struct JobRow {
    pub id: String,
    /// What it does, in words.
    pub what: String,
    /// The case or the paper it is about, or empty.
    pub about: String,
    /// When it is due, or when it gave up.
    pub at: Instant,
    pub tries: i64,
    /// What went wrong last, or empty.
    pub error: String,
}

/// Something that happens every so often.
#[derive(Debug, Clone, Serialize)]
pub struct RecurringRow {
    pub what: String,
    pub every_hours: i64,
    pub last: Option<Instant>,
}

impl Page for Jobs {
    const TEMPLATE: &'static str = "pages/admin/jobs.html";

    fn samples() -> Vec<Self> {
        let job = |n: i64, error: &str| JobRow {
            id: format!("j{n}"),
            what: "Elaborar el ticket en PDF".to_owned(),
            about: format!("TIM-2026-{n:05}"),
            at: instant("2026-03-02T17:00:00Z"),
            tries: n,
            error: error.to_owned(),
        };
        let error = "No hay espacio en el disco: /datos/archivos/0f/0f3c9a7dd1e84b06b1c2";
        let tidy =
            |last: Option<&str>| RecurringRow { what: "Ordenar".to_owned(), every_hours: 24, last: last.map(instant) };
        let page = |pending, failed, last| Self {
            pending,
            pending_next: String::new(),
            failed,
            failed_next: String::new(),
            recurring: vec![tidy(last)],
        };
        vec![
            page(Vec::new(), Vec::new(), None),
            page(vec![job(0, "")], Vec::new(), Some("2026-03-02T06:00:00Z")),
            Self {
                pending_next: "/jobs?pending=x".to_owned(),
                failed_next: "/jobs?failed=x".to_owned(),
                ..page(
                    (0..3).map(|n| job(n, "")).collect(),
                    vec![job(5, error), job(6, error)],
                    Some("2026-03-02T06:00:00Z"),
                )
            },
        ]
    }
}

/// `GET /audit`: filtered by fields `who`, `what`, `from`, `until`.
#[derive(Debug, Clone, Serialize)]
pub struct Audit {
    pub form: Form,
    pub people: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub rows: Vec<AuditRow>,
    /// Address of the next page, or empty.
    pub next: String,
}

/// One act, as it was recorded.
#[derive(Debug, Clone, Serialize)]
pub struct AuditRow {
    pub at: Instant,
    pub by: String,
    /// What was done, in words.
    pub what: String,
    /// What it was done to, in words of that moment.
    pub about: String,
    pub href: Option<String>,
    /// Further circumstances, each in words.
    pub details: Vec<String>,
}

impl Page for Audit {
    const TEMPLATE: &'static str = "pages/admin/audit.html";

    fn samples() -> Vec<Self> {
        let row = |n: i64| AuditRow {
            at: instant("2026-03-02T17:00:00Z"),
            by: "María de los Ángeles Henríquez de Portillo".to_owned(),
            what: if n == 2 { "Inició sesión" } else { "Cambió los datos o roles de una persona" }.to_owned(),
            about: if n == 2 { "" } else { "Luis Rivas" }.to_owned(),
            href: (n != 2).then(|| "/people/p1".to_owned()),
            details: if n == 2 { vec!["desde 10.0.4.17".to_owned()] } else { Vec::new() },
        };
        let page = |form, rows, next: &str| Self {
            form,
            people: vec![Choice::new("p1", "Luis Rivas")],
            kinds: vec![
                Choice::new("person.signed_in", "Inició sesión"),
                Choice::new("unit.added", "Agregó una unidad"),
            ],
            rows,
            next: next.to_owned(),
        };
        vec![
            page(Form::default().with("who", "p1"), Vec::new(), ""),
            page(Form::default(), vec![row(1)], ""),
            page(Form::default().with("what", "unit.added"), (1..9).map(row).collect(), "/audit?after=x"),
        ]
    }
}
