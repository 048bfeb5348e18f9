//! The normograma: laws, what rests on them, how they changed.

use super::{Choice, Form, LawFlag, Page, pages_manuals::flag};
use kernel::{
    Error,
    time::{Date, date},
};
use serde::Serialize;

/// `GET /laws`: laws by name, what has to be looked at, and one form to add a law (`name`, `level`, `since_on`, `notes`).
#[derive(Debug, Clone, Serialize)]
pub struct LawsIndex {
    pub rows: Vec<LawRow>,
    pub next: String,
    pub flags: Vec<LawFlag>,
    pub manages: bool,
    pub form: Form,
}

/// A law in the list.
#[derive(Debug, Clone, Serialize)]
pub struct LawRow {
    pub href: String,
    pub name: String,
    pub level: String,
    pub since_on: Option<Date>,
    pub repealed_on: Option<Date>,
}

impl Page for LawsIndex {
    const TEMPLATE: &'static str = "pages/laws/index.html";

    fn samples() -> Vec<Self> {
        let row = |name: &str, repealed_on| LawRow {
            href: "/laws/1".to_owned(),
            name: name.to_owned(),
            level: "Ley".to_owned(),
            since_on: date("2015-10-26"),
            repealed_on,
        };
        let page = |rows, flags, manages, form| Self { rows, next: String::new(), flags, manages, form };
        let refused = Form::default().refused(Error::field("name", "law-exists"));
        let rows = vec![row("Ley de Firma Electrónica", None), row("Código Municipal", date("2026-01-01"))];
        vec![
            page(Vec::new(), Vec::new(), true, Form::default()),
            page(rows.clone(), Vec::new(), false, Form::default()),
            page(rows, vec![flag()], true, refused),
        ]
    }
}

/// `GET /laws/{id}`: one law with three forms: itself, what rests on it (`procedure`, `articles`), that it changed
/// (`changed_on`, `what`, `source`); and for each open change a dismissal (`reason`).
#[derive(Debug, Clone, Serialize)]
pub struct LawShow {
    pub id: String,
    pub name: String,
    pub level: String,
    pub notes: String,
    pub since_on: Option<Date>,
    pub repealed_on: Option<Date>,
    pub links: Vec<LawLinkRow>,
    pub changes: Vec<LawChangeRow>,
    pub manages: bool,
    pub procedures: Vec<Choice>,
    pub form: Form,
    pub link: Form,
    pub change: Form,
}

/// A procedure that rests on the law; `code` is empty for all.
#[derive(Debug, Clone, Serialize)]
pub struct LawLinkRow {
    pub code: String,
    pub title: String,
    pub articles: String,
}

/// A change of the law and what it still asks.
#[derive(Debug, Clone, Serialize)]
pub struct LawChangeRow {
    pub id: String,
    pub on: Date,
    pub what: String,
    pub source: String,
    pub by: String,
    /// Code and title of the procedures that have to be looked at.
    pub open: Vec<(String, String)>,
    /// Who said that it does not matter, for which procedure and why.
    pub dismissed: Vec<(String, String, String)>,
    /// Field `reason`.
    pub form: Form,
}

impl Page for LawShow {
    const TEMPLATE: &'static str = "pages/laws/show.html";

    fn samples() -> Vec<Self> {
        let plain = Self {
            id: "1".to_owned(),
            name: "Ley de Firma Electrónica".to_owned(),
            level: String::new(),
            notes: String::new(),
            since_on: None,
            repealed_on: None,
            links: Vec::new(),
            changes: Vec::new(),
            manages: false,
            procedures: Vec::new(),
            form: Form::default(),
            link: Form::new("l"),
            change: Form::new("c"),
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let change = |open| LawChangeRow {
            id: "9".to_owned(),
            on: date("2026-02-01").unwrap_or_default(),
            what: "Nuevo artículo 7".to_owned(),
            source: "Diario Oficial 40".to_owned(),
            by: "Julia Méndez".to_owned(),
            open,
            dismissed: vec![("Julia Méndez".to_owned(), "Correo".to_owned(), "No lo toca".to_owned())],
            form: Form::new("d0").refused(Error::field("reason", "reason-required")),
        };
        let link = |code: &str, title: &str| LawLinkRow {
            code: code.to_owned(),
            title: title.to_owned(),
            articles: "art. 6".to_owned(),
        };
        let full = Self {
            level: "Ley".to_owned(),
            notes: "Publicada en 2015".to_owned(),
            since_on: date("2015-10-26"),
            repealed_on: date("2026-01-01"),
            links: vec![link("soporte_tecnico", "Soporte Técnico"), link("", "")],
            changes: vec![change(vec![pair("soporte_tecnico", "Soporte Técnico")]), change(Vec::new())],
            manages: true,
            procedures: vec![Choice::new("soporte_tecnico", "Soporte Técnico")],
            form: Form::default().refused(Error::field("name", "field-required")),
            link: Form::new("l").refused(Error::field("procedure", "field-not-in-list")),
            change: Form::new("c").refused(Error::field("what", "field-required")),
            ..plain.clone()
        };
        vec![plain, full]
    }
}
