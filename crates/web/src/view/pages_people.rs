//! Persons and units.

use super::{Choice, Form, Page};
use kernel::{Error, Msg, time::Instant, time::instant};
use serde::Serialize;

/// `GET /people`.
#[derive(Debug, Clone, Serialize)]
pub struct PeopleIndex {
    /// The words looked for, or empty.
    pub query: String,
    pub rows: Vec<PersonRow>,
    /// Address of the next page, or empty.
    pub next: String,
}

/// One person of the list.
#[derive(Debug, Clone, Serialize)]
pub struct PersonRow {
    pub href: String,
    pub name: String,
    pub login: String,
    pub post: String,
    pub unit: String,
    /// Roles in words, with their unit when they hold in one only.
    pub roles: Vec<String>,
    pub active: bool,
}

impl Page for PeopleIndex {
    const TEMPLATE: &'static str = "pages/people/index.html";

    fn samples() -> Vec<Self> {
        let person = |n: usize| PersonRow {
            href: format!("/people/p{n}"),
            name: if n.is_multiple_of(2) { "María de los Ángeles Henríquez de Portillo" } else { "Luis Rivas" }
                .to_owned(),
            login: format!("persona{n}"),
            post: "Auxiliar".to_owned(),
            unit: "Registro del Estado Familiar y Carnetización de Minoridad".to_owned(),
            roles: vec!["Empleado".to_owned(), "Jefatura (Catastro)".to_owned()],
            active: n != 3,
        };
        let page = |query: &str, rows, next: &str| Self { query: query.to_owned(), rows, next: next.to_owned() };
        vec![
            page("zzz", Vec::new(), ""),
            page("", vec![person(1)], ""),
            page("", (1..8).map(person).collect(), "/people?after=p8"),
        ]
    }
}

/// `GET /people/new` and `GET /people/{id}`: fields `name`, `login`, `email`, `post`, `unit`, `phone`, `substitute`,
/// `substitute_from`, `substitute_until`, `active`, and one box per role under the role's own name.
#[derive(Debug, Clone, Serialize)]
pub struct PersonEdit {
    /// `None` while the person is new.
    pub id: Option<String>,
    pub name: String,
    pub form: Form,
    pub units: Vec<Choice>,
    /// Role boxes: field `role-<role>`, ticked by `on`, and field `role-<role>-unit` for the unit or nothing.
    pub roles: Vec<RoleBox>,
    pub people: Vec<Choice>,
    /// The one-time link, shown once right after it was made.
    pub password_link: Option<PasswordLink>,
}

/// A role that can be given, with what it allows.
#[derive(Debug, Clone, Serialize)]
pub struct RoleBox {
    pub role: String,
    pub label: String,
    pub hint: String,
}

/// A link by which a person sets their own password.
#[derive(Debug, Clone, Serialize)]
pub struct PasswordLink {
    pub href: String,
    pub until: Instant,
}

fn some_units() -> Vec<Choice> {
    vec![Choice::new("u1", "Unidad de TIM"), Choice::new("u2", "Catastro"), Choice::new("u3", "Tesorería")]
}

impl Page for PersonEdit {
    const TEMPLATE: &'static str = "pages/people/edit.html";

    fn samples() -> Vec<Self> {
        let role = |role: &str, label: &str, hint: &str| RoleBox {
            role: role.to_owned(),
            label: label.to_owned(),
            hint: hint.to_owned(),
        };
        let page = |id: Option<&str>, name: &str, form| Self {
            id: id.map(str::to_owned),
            name: name.to_owned(),
            form,
            units: some_units(),
            roles: vec![
                role("employee", "Empleado", "Pide ayuda y sigue sus casos."),
                role("technician", "Técnico", "Toma de la cola, atiende, cierra y archiva."),
            ],
            people: vec![Choice::new("p2", "José Alvarado")],
            password_link: None,
        };
        let filled = Form::default()
            .with("name", "Luis Rivas")
            .with("login", "luis.rivas")
            .with("unit", "u2")
            .with("role-employee", "on")
            .with("active", "on");
        let taken = Error::fields(vec![
            ("login".into(), "person-login-taken".into()),
            ("email".into(), "person-email-wrong".into()),
        ]);
        let link = PasswordLink {
            href: "https://ayuda.ejemplo.gob.sv/password/2b7c9d41f0".to_owned(),
            until: instant("2026-03-03T17:00:00Z"),
        };
        vec![
            page(None, "", Form::default().with("role-employee", "on").with("active", "on")),
            page(Some("p1"), "Luis Rivas", filled.clone().refused(taken)),
            Self { password_link: Some(link), ..page(Some("p1"), "Luis Rivas", filled) },
        ]
    }
}

/// `GET /password/{token}`: a person sets their own password by a one-time link; field `password`.
#[derive(Debug, Clone, Serialize)]
pub struct PasswordSet {
    pub token: String,
    pub name: String,
    pub login: String,
    pub form: Form,
}

impl Page for PasswordSet {
    const TEMPLATE: &'static str = "pages/people/password.html";

    fn samples() -> Vec<Self> {
        let page = |form| Self {
            token: "2b7c9d41f0".to_owned(),
            name: "Luis Rivas".to_owned(),
            login: "luis.rivas".to_owned(),
            form,
        };
        let short = Error::field("password", Msg::new("password-too-short").with("n", 15));
        vec![page(Form::default()), page(Form::default().refused(short))]
    }
}

/// `GET /units`: the tree, and one form to add a unit (`name`, `parent`).
#[derive(Debug, Clone, Serialize)]
pub struct Units {
    pub tree: Vec<UnitNode>,
    pub form: Form,
    pub parents: Vec<Choice>,
}

/// A unit with those below it.
#[derive(Debug, Clone, Serialize)]
pub struct UnitNode {
    pub id: String,
    pub name: String,
    pub chief: Option<String>,
    pub people: i64,
    pub below: Vec<Self>,
}

impl Page for Units {
    const TEMPLATE: &'static str = "pages/people/units.html";

    fn samples() -> Vec<Self> {
        let node = |id: &str, name: &str, below| UnitNode {
            id: id.to_owned(),
            name: name.to_owned(),
            chief: (id != "u3").then(|| "Marta Guzmán".to_owned()),
            people: 4,
            below,
        };
        let office = "Registro del Estado Familiar y Carnetización de Minoridad";
        let tree = vec![node(
            "u1",
            "Gerencia General",
            vec![node("u2", "Unidad de TIM", Vec::new()), node("u3", office, vec![node("u4", "Archivo", Vec::new())])],
        )];
        let page = |tree, form| Self { tree, form, parents: some_units() };
        vec![
            page(Vec::new(), Form::default()),
            page(tree.clone(), Form::default()),
            page(tree, Form::default().refused(Error::field("name", "field-missing"))),
        ]
    }
}
