//! Procedures as the manual prints them.

use super::{Choice, LawFlag, Page, pages_manuals::flag};
use kernel::time::{Instant, instant};
use serde::Serialize;

/// `GET /procedures`.
#[derive(Debug, Clone, Serialize)]
pub struct ProceduresIndex {
    /// Procedures to be looked at again because a law changed.
    pub laws: Vec<LawFlag>,
    pub rows: Vec<ProcedureRow>,
    /// Manuals that can be put in force, for those who may; field `pack`.
    pub packs: Vec<Choice>,
}

/// A procedure in force.
#[derive(Debug, Clone, Serialize)]
pub struct ProcedureRow {
    pub href: String,
    pub title: String,
    pub edition: i64,
    pub since: Instant,
    /// Open cases; `None` for those who may not know.
    pub open: Option<i64>,
}

impl Page for ProceduresIndex {
    const TEMPLATE: &'static str = "pages/admin/procedures.html";

    fn samples() -> Vec<Self> {
        let row = |n: i64| ProcedureRow {
            href: format!("/procedures/{n}"),
            title: "Soporte Técnico".to_owned(),
            edition: n,
            since: instant("2026-01-05T14:00:00Z"),
            open: (n != 2).then_some(n * 4),
        };
        let packs = vec![Choice::new("usulutan", "Alcaldía Municipal de Usulután · Procesos de la Unidad TIM")];
        vec![
            Self { laws: Vec::new(), rows: Vec::new(), packs: packs.clone() },
            Self { laws: vec![flag()], rows: vec![row(1)], packs: Vec::new() },
            Self { laws: Vec::new(), rows: (1..5).map(row).collect(), packs },
        ]
    }
}

/// `GET /procedures/{code}`: the printed table, the flowchart and where it comes from.
#[derive(Debug, Clone, Serialize)]
pub struct ProcedureShow {
    pub title: String,
    pub objective: Option<String>,
    pub edition: i64,
    /// `false` for an edition that a later one replaced.
    pub in_force: bool,
    /// SHA-256 of the definition, in hexadecimal.
    pub hash: String,
    pub since: Option<Instant>,
    /// The manual's own headings: number, who, activity and further columns.
    pub heads: Vec<String>,
    pub rows: Vec<PrintedRow>,
    /// Where the version of the manual is that it came in force with.
    pub manual: Option<String>,
    /// The flowchart, drawn by the server.
    pub flow: String,
    pub flow_words: Vec<String>,
    /// What the manual leaves open and the definition assumes, for approval.
    pub assumptions: Vec<String>,
    /// All editions, latest first, when there are several.
    pub editions: Vec<EditionRow>,
    /// Where this edition is had as BPMN.
    pub bpmn: String,
    /// Where its flowchart is had as a picture.
    pub svg: String,
    /// The definition file, as it is in force.
    pub source: String,
}

/// A row of the table as it is printed.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedRow {
    /// A question or an end across all columns, in its only cell.
    pub across: bool,
    pub cells: Vec<PrintedCell>,
}

/// What a row says in one column; what a cell above covers is left out.
#[derive(Debug, Clone, Serialize)]
pub struct PrintedCell {
    pub text: String,
    /// The number, which names the row.
    pub names: bool,
    /// How many rows it stands beside.
    pub covers: usize,
}

/// An edition of a procedure.
#[derive(Debug, Clone, Serialize)]
pub struct EditionRow {
    pub href: String,
    pub edition: i64,
    pub since: Option<Instant>,
    /// The one that this page shows.
    pub shown: bool,
    /// Where its running cases are taken over to the one in force, for those who may.
    pub migration: String,
}

fn cells([no, who, what]: [&str; 3]) -> PrintedRow {
    let cell = |text: &str, names| PrintedCell { text: text.to_owned(), names, covers: 1 };
    PrintedRow { across: false, cells: vec![cell(no, true), cell(who, false), cell(what, false)] }
}

fn question() -> PrintedRow {
    let cell = PrintedCell { text: "¿Hay repuesto?".to_owned(), names: true, covers: 1 };
    PrintedRow { across: true, cells: vec![cell] }
}

impl Page for ProcedureShow {
    const TEMPLATE: &'static str = "pages/admin/procedure.html";

    fn samples() -> Vec<Self> {
        let since = Some(instant("2026-01-05T14:00:00Z"));
        let edition = |edition: i64, shown| EditionRow {
            href: format!("/procedures/x?edition={edition}"),
            edition,
            since,
            shown,
            migration: if shown { String::new() } else { "/procedures/x/migration?from=1".to_owned() },
        };
        let page = |rows, assumptions| {
            Self {
            title: "Soporte Técnico".to_owned(),
            objective: None,
            edition: 1,
            in_force: true,
            hash: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae".to_owned(),
            since,
            heads: ["No.", "Responsable", "Actividad"].map(str::to_owned).to_vec(),
            rows,
            manual: None,
            flow: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\" role=\"img\" \
                   aria-label=\"Flujograma\"><rect class=\"flow-box\" x=\"1\" y=\"1\" width=\"118\" height=\"38\"></rect></svg>"
                .to_owned(),
            flow_words: vec!["2. Crea el ticket; sigue el paso 3.".to_owned()],
            assumptions,
            editions: Vec::new(),
            bpmn: "/procedures/x/drawing.bpmn?edition=1".to_owned(),
            svg: "/procedures/x/drawing.svg?edition=1".to_owned(),
            source: "formato: procedimiento/1\nid: soporte_tecnico\n# <b>".to_owned(),
        }
        };
        let printed = vec![
            cells(["1", "", "Inicio"]),
            cells(["2", "Usuario de la unidad que solicita", "Crea el ticket"]),
            cells(["3", "Personal técnico", "Toma el caso por orden de llegada"]),
            question(),
            cells(["4", "", "Fin"]),
        ];
        let supposed = vec!["El mismo técnico que toma el caso lo cierra.".to_owned()];
        vec![
            page(vec![cells(["1", "", "Inicio"])], Vec::new()),
            Self {
                objective: Some("Atender por turno los pedidos de ayuda.".to_owned()),
                edition: 2,
                editions: vec![edition(2, true), edition(1, false)],
                manual: Some("/manuals/2".to_owned()),
                ..page(printed.clone(), supposed)
            },
            Self {
                in_force: false,
                since: None,
                editions: vec![edition(2, false), edition(1, true)],
                ..page(printed, Vec::new())
            },
        ]
    }
}
