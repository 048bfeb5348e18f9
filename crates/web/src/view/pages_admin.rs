//! Procedures, background jobs and the audit log.

use super::{Choice, Form, Mood, Page};
use kernel::time::{Instant, instant};
use serde::Serialize;

/// `GET /procedures`.
#[derive(Debug, Clone, Serialize)]
pub struct ProceduresIndex {
    pub rows: Vec<ProcedureRow>,
}

/// A procedure in force.
#[derive(Debug, Clone, Serialize)]
pub struct ProcedureRow {
    pub href: String,
    pub title: String,
    /// Version as printed, and since when it is used.
    pub version: String,
    pub since: Instant,
    pub open: i64,
}

impl Page for ProceduresIndex {
    const TEMPLATE: &'static str = "pages/admin/procedures.html";

    fn samples() -> Vec<Self> {
        let row = |n: i64| ProcedureRow {
            href: format!("/procedures/{n}"),
            title: "Soporte Técnico".to_owned(),
            version: "03/2021".to_owned(),
            since: instant("2026-01-05T14:00:00Z"),
            open: n * 4,
        };
        vec![Self { rows: Vec::new() }, Self { rows: vec![row(1)] }, Self { rows: (1..5).map(row).collect() }]
    }
}

/// `GET /procedures/{id}`: the printed table, the flowchart and where it comes from.
#[derive(Debug, Clone, Serialize)]
pub struct ProcedureShow {
    pub title: String,
    pub version: String,
    /// SHA-256 of the definition, in hexadecimal.
    pub hash: String,
    pub since: Instant,
    /// The manual's own headings: number, who, activity and further columns.
    pub heads: Vec<String>,
    /// One list of cells per printed row, as long as `heads`.
    pub rows: Vec<Vec<String>>,
    /// The flowchart, drawn by the server.
    pub flow: String,
    pub flow_words: Vec<String>,
    /// What the manual leaves open and the definition assumes, for approval.
    pub assumptions: Vec<String>,
}

impl Page for ProcedureShow {
    const TEMPLATE: &'static str = "pages/admin/procedure.html";

    fn samples() -> Vec<Self> {
        let cells = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let page = |rows, assumptions| {
            Self {
            title: "Soporte Técnico".to_owned(),
            version: "03/2021".to_owned(),
            hash: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae".to_owned(),
            since: instant("2026-01-05T14:00:00Z"),
            heads: cells(["No.", "Responsable", "Actividad"]),
            rows,
            flow: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\" role=\"img\" \
                   aria-label=\"Flujograma\"><rect class=\"box\" x=\"1\" y=\"1\" width=\"118\" height=\"38\"></rect></svg>"
                .to_owned(),
            flow_words: vec!["2. Crea el ticket; sigue el paso 3.".to_owned()],
            assumptions,
        }
        };
        vec![
            page(vec![cells(["1", "", "Inicio"])], Vec::new()),
            page(
                vec![
                    cells(["1", "", "Inicio"]),
                    cells(["2", "Usuario de la unidad que solicita", "Crea el ticket"]),
                    cells(["3", "Personal técnico", "Toma el caso por orden de llegada"]),
                    cells(["4", "", "Fin"]),
                ],
                vec!["El mismo técnico que toma el caso lo cierra.".to_owned()],
            ),
        ]
    }
}

/// `GET /jobs`: what waits and what failed.
#[derive(Debug, Clone, Serialize)]
pub struct Jobs {
    pub pending: Vec<JobRow>,
    pub failed: Vec<JobRow>,
}

/// A piece of work that runs by itself.
#[derive(Debug, Clone, Serialize)]
pub struct JobRow {
    pub id: String,
    /// What it does, in words.
    pub what: String,
    /// The case or the thing it is about, or empty.
    pub about: String,
    pub at: Instant,
    pub tries: i64,
    /// What went wrong last, or empty.
    pub error: String,
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
        vec![
            Self { pending: Vec::new(), failed: Vec::new() },
            Self { pending: vec![job(0, "")], failed: Vec::new() },
            Self { pending: (0..3).map(|n| job(n, "")).collect(), failed: vec![job(5, error), job(6, error)] },
        ]
    }
}

/// `GET /audit`: filtered by fields `who`, `what`, `from`, `until`.
#[derive(Debug, Clone, Serialize)]
pub struct Audit {
    pub form: Form,
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
    pub what: String,
    pub about: String,
    pub href: Option<String>,
    pub address: String,
    pub mood: Mood,
    /// Done, or refused, in words.
    pub outcome: String,
}

impl Page for Audit {
    const TEMPLATE: &'static str = "pages/admin/audit.html";

    fn samples() -> Vec<Self> {
        let row = |n: i64| AuditRow {
            at: instant("2026-03-02T17:00:00Z"),
            by: "María de los Ángeles Henríquez de Portillo".to_owned(),
            what: if n == 2 { "Inicio de sesión" } else { "Cambió los roles de una persona" }.to_owned(),
            about: if n == 2 { "" } else { "Luis Rivas" }.to_owned(),
            href: (n != 2).then(|| "/people/p1".to_owned()),
            address: "10.0.4.17".to_owned(),
            mood: if n == 2 { Mood::Bad } else { Mood::Good },
            outcome: if n == 2 { "Rechazado" } else { "Hecho" }.to_owned(),
        };
        let page = |form, rows, next: &str| Self {
            form,
            kinds: vec![Choice::new("sign_in", "Inicio de sesión"), Choice::new("roles", "Roles")],
            rows,
            next: next.to_owned(),
        };
        vec![
            page(Form::default().with("who", "zzz"), Vec::new(), ""),
            page(Form::default(), vec![row(1)], ""),
            page(Form::default().with("what", "roles"), (1..9).map(row).collect(), "/audit?after=x"),
        ]
    }
}
