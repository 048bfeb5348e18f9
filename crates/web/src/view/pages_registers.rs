//! The registers: their lists, and one thing with its history.

use super::{Choice, FieldKind, FieldSpec, Form, Mood, Page};
use kernel::Error;
use serde::Serialize;

/// A register among the others.
#[derive(Debug, Clone, Serialize)]
pub struct Tab {
    pub href: &'static str,
    pub key: &'static str,
    pub current: bool,
}

/// What stands in a place of a table. With a mood it is a state.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cell {
    pub text: String,
    pub href: Option<String>,
    pub mood: Option<Mood>,
    /// A number or a name that is read letter by letter and stays on one line.
    pub code: bool,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()), ..Self::default() }
    }

    /// A link by a number.
    pub fn number(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { code: true, ..Self::link(text, href) }
    }

    pub fn state(mood: Mood, text: impl Into<String>) -> Self {
        Self { text: text.into(), mood: Some(mood), ..Self::default() }
    }
}

/// A table beside the main one. The first cell of a row names it.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterTable {
    /// In words.
    pub title: String,
    /// Keys of the headings.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
    /// What is said when there are no rows, in words.
    pub none: String,
}

/// A form to write something down, folded until it is opened or refused.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterForm {
    pub form: Form,
    pub href: String,
    /// `post`, or `get` when it changes nothing.
    pub method: &'static str,
    pub title: &'static str,
    /// A key, or empty.
    pub hint: &'static str,
    pub act: &'static str,
    pub icon: &'static str,
    pub fields: Vec<FieldSpec>,
    pub open: bool,
}

/// `GET /equipment`, `/contracts`, `/accesses`, `/mailboxes`, `/backups`, `/logbooks`.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterIndex {
    pub tabs: Vec<Tab>,
    /// Begins the keys of its words: `register-<name>…`.
    pub name: &'static str,
    pub href: &'static str,
    /// What the list can be narrowed by, and how it is now.
    pub filters: Vec<FieldSpec>,
    pub filter: Form,
    /// What the reader may write down; nothing for who keeps no registers.
    pub entries: Vec<RegisterForm>,
    /// A sum or a state above the list.
    pub aside: Option<RegisterTable>,
    /// Free addresses that were asked for.
    pub proposals: Vec<String>,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
    /// Address of the next page, or empty.
    pub next: String,
}

/// A fact about a thing, with where it leads.
#[derive(Debug, Clone, Serialize)]
pub struct LinkedFact {
    pub label: String,
    pub value: String,
    pub href: Option<String>,
}

/// `GET /equipment/{id}`, `/contracts/{id}`, `/mailboxes/{id}`.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterShow {
    pub tabs: Vec<Tab>,
    pub name: &'static str,
    /// The list it belongs to.
    pub href: &'static str,
    pub title: String,
    pub mood: Mood,
    pub state: String,
    pub facts: Vec<LinkedFact>,
    pub tables: Vec<RegisterTable>,
    /// What the reader may do with it.
    pub forms: Vec<RegisterForm>,
}

fn some_tabs() -> Vec<Tab> {
    vec![
        Tab { href: "/equipment", key: "register-equipment", current: true },
        Tab { href: "/contracts", key: "register-contracts", current: false },
        Tab { href: "/backups", key: "register-backups", current: false },
    ]
}

fn field(name: &str, label: &str, kind: FieldKind, choices: Vec<Choice>) -> FieldSpec {
    FieldSpec {
        name: name.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        kind,
        required: name == "tag",
        choices,
    }
}

fn some_fields() -> Vec<FieldSpec> {
    let kinds = vec![Choice::new("Impresora", "Impresora"), Choice::new("Portátil", "Portátil")];
    vec![
        field("tag", "Inventario", FieldKind::Line, Vec::new()),
        field("kind", "Clase", FieldKind::Choice, kinds.clone()),
        field("custodian", "Responsable", FieldKind::Suggest, kinds.clone()),
        field("check", "Revisión", FieldKind::Checklist, kinds),
        field("notes", "Observaciones", FieldKind::Lines, Vec::new()),
    ]
}

fn some_form(form: Form) -> RegisterForm {
    RegisterForm {
        form,
        href: "/equipment".to_owned(),
        method: "post",
        title: "register-equipment-new",
        hint: "",
        act: "register-enter",
        icon: "plus",
        fields: some_fields(),
        open: false,
    }
}

fn some_row(n: usize) -> Vec<Cell> {
    let long = "Impresora multifuncional del Registro del Estado Familiar y Carnetización de Minoridad";
    vec![
        Cell::number(format!("TIM-{n:04}"), format!("/equipment/e{n}")),
        Cell::text(if n.is_multiple_of(2) { long } else { "Portátil" }),
        Cell::text("Tesorería"),
        Cell::text(""),
        Cell::state(Mood::Wait, "En mantenimiento"),
    ]
}

const COLUMNS: [&str; 5] =
    ["equipment-tag", "equipment-kind", "register-unit", "equipment-custodian", "equipment-status"];

impl Page for RegisterIndex {
    const TEMPLATE: &'static str = "pages/registers/index.html";

    fn samples() -> Vec<Self> {
        let page = |rows: Vec<Vec<Cell>>, entries| Self {
            tabs: some_tabs(),
            name: "equipment",
            href: "/equipment",
            filters: vec![field("q", "Palabras", FieldKind::Line, Vec::new())],
            filter: Form::new("filter"),
            entries,
            aside: None,
            proposals: Vec::new(),
            columns: COLUMNS.into(),
            next: if rows.len() > 5 { "/equipment?after=x".to_owned() } else { String::new() },
            rows,
        };
        let table = RegisterTable {
            title: "Cumplimiento del mes".to_owned(),
            columns: vec!["backup-server", "backup-percent"],
            rows: vec![vec![Cell::text("Correo"), Cell::state(Mood::Bad, "50 %")]],
            none: String::new(),
        };
        let refused = Form::default().with("tag", "TIM-0007").with("check-1", "bad").with("check-1-note", "Hace ruido");
        let wrong = vec![("tag".into(), "equipment-tag-taken".into()), ("check".into(), "checklist-incomplete".into())];
        let refused = refused.refused(Error::fields(wrong));
        vec![
            page(Vec::new(), Vec::new()),
            page(vec![some_row(1)], vec![some_form(Form::default())]),
            Self {
                aside: Some(table),
                proposals: vec!["tesoreria@ejemplo.gob.sv".to_owned()],
                ..page((1..9).map(some_row).collect(), Vec::new())
            },
            page(vec![some_row(2)], vec![some_form(refused)]),
        ]
    }
}

impl Page for RegisterShow {
    const TEMPLATE: &'static str = "pages/registers/show.html";

    fn samples() -> Vec<Self> {
        let table = |rows: Vec<Vec<Cell>>| RegisterTable {
            title: "Por qué manos ha pasado".to_owned(),
            columns: COLUMNS.into(),
            rows,
            none: "Todavía no se ha movido.".to_owned(),
        };
        let fact = |label: &str, href: Option<&str>| LinkedFact {
            label: label.to_owned(),
            value: "Registro del Estado Familiar".to_owned(),
            href: href.map(str::to_owned),
        };
        let page = |tables, forms| Self {
            tabs: some_tabs(),
            name: "equipment",
            href: "/equipment",
            title: "TIM-0007 · Impresora".to_owned(),
            mood: Mood::Good,
            state: "En uso".to_owned(),
            facts: vec![fact("Unidad", None), fact("Caso", Some("/cases/c1"))],
            tables,
            forms,
        };
        let refused = Form::new("move").refused(Error::conflict("equipment-is-away"));
        vec![
            page(vec![table(Vec::new())], Vec::new()),
            page(vec![table((1..4).map(some_row).collect())], vec![some_form(Form::default()), some_form(refused)]),
        ]
    }
}
