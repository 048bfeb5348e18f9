//! Units as a tree, and the institution's own letterhead.

use super::{Choice, Form, Page};
use kernel::Error;
use serde::Serialize;

fn some_units() -> Vec<Choice> {
    vec![Choice::new("u1", "Unidad de TIM"), Choice::new("u2", "— Catastro"), Choice::new("u3", "Tesorería")]
}

/// `GET /units`: the tree, and one form to add a unit (`name`, `code`, `parent`).
#[derive(Debug, Clone, Serialize)]
pub struct Units {
    pub tree: Vec<UnitNode>,
    /// Names of units that were closed.
    pub closed: Vec<String>,
    pub form: Form,
    pub parents: Vec<Choice>,
}

/// A unit with those below it.
#[derive(Debug, Clone, Serialize)]
pub struct UnitNode {
    pub href: String,
    pub code: String,
    pub name: String,
    pub people: i64,
    pub below: Vec<Self>,
}

impl Page for Units {
    const TEMPLATE: &'static str = "pages/people/units.html";

    fn samples() -> Vec<Self> {
        let node = |id: &str, name: &str, below| UnitNode {
            href: format!("/units/{id}"),
            code: id.to_owned(),
            name: name.to_owned(),
            people: 4,
            below,
        };
        let office = "Registro del Estado Familiar y Carnetización de Minoridad";
        let tree = vec![node(
            "u1",
            "Gerencia General",
            vec![node("u2", "Unidad de TIM", Vec::new()), node("u3", office, vec![node("u4", "Archivo", Vec::new())])],
        )];
        let page = |tree, form| Self { tree, closed: Vec::new(), form, parents: some_units() };
        vec![
            page(Vec::new(), Form::default()),
            Self { closed: vec!["Mercados".to_owned()], ..page(tree.clone(), Form::default()) },
            page(tree, Form::default().refused(Error::field("name", "field-required"))),
        ]
    }
}

/// `GET /units/{id}`: fields `name`, `code`, `parent`.
#[derive(Debug, Clone, Serialize)]
pub struct UnitEdit {
    pub id: String,
    pub name: String,
    pub form: Form,
    pub parents: Vec<Choice>,
}

impl Page for UnitEdit {
    const TEMPLATE: &'static str = "pages/people/unit.html";

    fn samples() -> Vec<Self> {
        let form = Form::default().with("name", "Archivo").with("code", "archivo").with("parent", "u2");
        let page = |form| Self { id: "u4".to_owned(), name: "Archivo".to_owned(), form, parents: some_units() };
        let refused = form.clone().refused(Error::field("parent", "unit-below-itself"));
        vec![page(form), page(refused)]
    }
}

/// `GET /institution`: fields `name`, `issuing_unit`, `address`, `phone`, `hours`, `zone`, `logo`.
#[derive(Debug, Clone, Serialize)]
pub struct InstitutionEdit {
    pub form: Form,
    pub zones: Vec<Choice>,
    /// Address of the present shield.
    pub logo: Option<String>,
    /// Address of the public form, as people are told it.
    pub public_form: String,
    /// Days without work, from today on.
    pub closed: Vec<ClosedDayRow>,
    /// A new one: fields `day`, `closed_name`, `source`.
    pub closed_form: Form,
}

/// A day on which nobody works.
#[derive(Debug, Clone, Serialize)]
pub struct ClosedDayRow {
    /// `2026-05-01`, as its address has it.
    pub day: String,
    /// The day in words.
    pub shown: String,
    pub name: String,
    pub source: String,
}

impl Page for InstitutionEdit {
    const TEMPLATE: &'static str = "pages/people/institution.html";

    fn samples() -> Vec<Self> {
        let form = Form::default()
            .with("name", "Alcaldía Municipal de Usulután")
            .with("issuing_unit", "Unidad de Tecnología de Información Municipal (TIM)")
            .with("hours", "lunes a viernes 8:00-12:00 13:00-16:00")
            .with("zone", "America/El_Salvador");
        let closed = |day: &str, source: &str| ClosedDayRow {
            day: day.to_owned(),
            shown: "01/05/2026".to_owned(),
            name: "Asueto".to_owned(),
            source: source.to_owned(),
        };
        let page = |form, logo: Option<&str>| Self {
            form,
            zones: vec![
                Choice::new("America/El_Salvador", "America/El_Salvador"),
                Choice::new("America/Bogota", "America/Bogota"),
            ],
            logo: logo.map(str::to_owned),
            public_form: "https://ayuda.ejemplo.gob.sv/help/usulutan".to_owned(),
            closed: if logo.is_some() {
                vec![closed("2026-05-01", "Día del Trabajo"), closed("2026-08-06", "")]
            } else {
                Vec::new()
            },
            closed_form: Form::new("closed"),
        };
        let wrong = Error::fields(vec![
            ("hours".into(), "institution-hours-invalid".into()),
            ("logo".into(), "setup-logo-kind".into()),
        ]);
        vec![page(form.clone(), None), page(form.clone(), Some("/static/favicon.svg")), page(form.refused(wrong), None)]
    }
}
