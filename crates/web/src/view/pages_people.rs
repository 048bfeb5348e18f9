//! Persons: the list, a record, choosing a password.

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
    /// Roles in words.
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
            roles: vec!["Empleado".to_owned(), "Jefatura".to_owned()],
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

/// `GET /people/new` and `GET /people/{id}`: fields `name`, `login`, `email`, `post`, `unit`, `phone`, and for each of
/// `roles` a box `role-<key>`, ticked by `on`, with `role-<key>-unit` for the unit or nothing.
#[derive(Debug, Clone, Serialize)]
pub struct PersonEdit {
    /// `None` while the person is new.
    pub id: Option<String>,
    pub name: String,
    /// Whether they may sign in at all.
    pub active: bool,
    /// When they last chose a password; `None` while they have none.
    pub password_at: Option<Instant>,
    pub form: Form,
    pub units: Vec<Choice>,
    pub roles: Vec<RoleBox>,
    /// What each role lets people do.
    pub allows: Vec<Allowed>,
    pub substitutes: Vec<SubstituteRow>,
    /// Whom they can leave their work to.
    pub people: Vec<Choice>,
    /// Fields `substitute`, `from_on`, `until_on`.
    pub stand_in: Form,
    /// The one-time link, shown once right after it was made.
    pub password_link: Option<PasswordLink>,
}

/// A box for a role. One role has several when it is held in several units.
#[derive(Debug, Clone, Serialize)]
pub struct RoleBox {
    pub key: String,
    pub label: String,
}

/// A role and what it allows, in words.
#[derive(Debug, Clone, Serialize)]
pub struct Allowed {
    pub role: String,
    pub what: Vec<String>,
}

/// Somebody who stands in, today or later.
#[derive(Debug, Clone, Serialize)]
pub struct SubstituteRow {
    /// Of the person who stands in.
    pub id: String,
    pub name: String,
    /// Days, as `2026-03-02`.
    pub from_on: String,
    pub until_on: String,
}

/// A link by which a person sets their own password.
#[derive(Debug, Clone, Serialize)]
pub struct PasswordLink {
    pub href: String,
    pub until: Instant,
}

impl Page for PersonEdit {
    const TEMPLATE: &'static str = "pages/people/edit.html";

    fn samples() -> Vec<Self> {
        let role = |key: &str, label: &str| RoleBox { key: key.to_owned(), label: label.to_owned() };
        let page = |id: Option<&str>, name: &str, form| Self {
            id: id.map(str::to_owned),
            name: name.to_owned(),
            active: true,
            password_at: None,
            form,
            units: vec![
                Choice::new("u1", "Unidad de TIM"),
                Choice::new("u2", "— Catastro"),
                Choice::new("u3", "Tesorería"),
            ],
            roles: vec![
                role("employee", "Empleado"),
                role("chief", "Jefatura"),
                role("chief.2", "Jefatura, también en"),
            ],
            allows: vec![Allowed {
                role: "Empleado".to_owned(),
                what: vec!["pedir ayuda y seguir sus casos".to_owned()],
            }],
            substitutes: Vec::new(),
            people: vec![Choice::new("p2", "José Alvarado")],
            stand_in: Form::new("s"),
            password_link: None,
        };
        let filled = Form::default()
            .with("name", "Luis Rivas")
            .with("login", "luis.rivas")
            .with("unit", "u2")
            .with("role-chief", "on")
            .with("role-chief-unit", "u1");
        let taken = Error::fields(vec![
            ("login".into(), "person-user-name-taken".into()),
            ("email".into(), "person-email-invalid".into()),
        ]);
        let link = PasswordLink {
            href: "https://ayuda.ejemplo.gob.sv/password/2b7c9d41f02b7c9d41f02b7c9d41f02b7c9d41f02b7c9d41f02b7c9d41f0"
                .to_owned(),
            until: instant("2026-03-03T17:00:00Z"),
        };
        let substitute = SubstituteRow {
            id: "p2".to_owned(),
            name: "María de los Ángeles Henríquez de Portillo".to_owned(),
            from_on: "2026-03-02".to_owned(),
            until_on: "2026-03-20".to_owned(),
        };
        let early = Error::field("until_on", "substitute-ends-before");
        vec![
            page(None, "", Form::default().with("role-employee", "on")),
            page(Some("p1"), "Luis Rivas", filled.clone().refused(taken)),
            Self { password_link: Some(link), ..page(Some("p1"), "Luis Rivas", filled.clone()) },
            Self {
                active: false,
                password_at: Some(instant("2026-02-03T17:00:00Z")),
                substitutes: vec![substitute],
                stand_in: Form::new("s").with("substitute", "p2").refused(early),
                ..page(Some("p1"), "María de los Ángeles Henríquez de Portillo", filled)
            },
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
        let short = Error::field("password", Msg::new("password-too-short").with("n", 15).with("min", 15));
        vec![page(Form::default()), page(Form::default().refused(short))]
    }
}
