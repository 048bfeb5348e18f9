//! Sign-in, the first set-up, one's own account, refusals, and where an employee begins.

use super::{
    MyTask, Page,
    form::{Choice, Form},
    frame::Mood,
};
use kernel::{
    Error, Msg,
    time::{Instant, instant},
};
use serde::Serialize;

/// `GET /sign-in`.
#[derive(Debug, Clone, Serialize)]
pub struct SignIn {
    /// Fields `login`, `password`.
    pub form: Form,
    /// Path to go on to afterwards, or empty.
    pub next: String,
    /// Address of the institution's public form, when it has one.
    pub public_form: Option<String>,
    /// Logins of the demonstration with what each may do; empty outside it.
    pub demo_logins: Vec<Choice>,
}

impl Page for SignIn {
    const TEMPLATE: &'static str = "pages/home/sign_in.html";

    fn samples() -> Vec<Self> {
        let plain = Self { form: Form::default(), next: String::new(), public_form: None, demo_logins: Vec::new() };
        let refused = Form::default().with("login", "rosa.campos").refused(Error::invalid("sign-in-refused"));
        vec![
            plain.clone(),
            Self { form: refused, next: "/cases/0197".to_owned(), ..plain.clone() },
            Self {
                public_form: Some("/help/usulutan".to_owned()),
                demo_logins: vec![Choice::new("tecnico1", "Técnico"), Choice::new("jefatura", "Jefatura")],
                ..plain
            },
        ]
    }
}

/// `GET /setup/{token}`: once, on an empty data folder.
#[derive(Debug, Clone, Serialize)]
pub struct Setup {
    /// Fields `institution`, `country`, `zone`, `opens`, `closes`, `logo`, `name`, `login`, `email`, `password`, `begin`.
    pub form: Form,
    pub token: String,
    pub countries: Vec<Choice>,
    pub zones: Vec<Choice>,
    /// What to begin with: a pack of procedures, the demonstration, or nothing.
    pub beginnings: Vec<Choice>,
}

impl Page for Setup {
    const TEMPLATE: &'static str = "pages/home/setup.html";

    fn samples() -> Vec<Self> {
        let page = |form| Self {
            form,
            token: "p7f2".to_owned(),
            countries: vec![
                Choice::new("SV", "El Salvador"),
                Choice::new("CO", "Colombia"),
                Choice::new("MX", "México"),
            ],
            zones: vec![
                Choice::new("America/El_Salvador", "America/El_Salvador"),
                Choice::new("America/Bogota", "America/Bogota"),
            ],
            beginnings: vec![
                Choice::new("usulutan", "Usulután · Soporte Técnico"),
                Choice::new("demo", "Demostración con datos inventados"),
            ],
        };
        let wrong = Form::default().with("institution", "Alcaldía Municipal de Usulután").with("begin", "usulutan");
        vec![
            page(Form::default().with("opens", "08:00").with("closes", "16:00").with("begin", "usulutan")),
            page(wrong.refused(Error::fields(vec![
                ("zone".into(), "zone-unknown".into()),
                ("password".into(), Msg::new("password-too-short").with("n", 15)),
                ("begin".into(), "setup-begin-missing".into()),
            ]))),
        ]
    }
}

/// `GET /account`: one's own data, password, sessions and language.
#[derive(Debug, Clone, Serialize)]
pub struct Account {
    pub name: String,
    pub login: String,
    pub email: Option<String>,
    pub post: String,
    pub unit: String,
    pub phone: Option<String>,
    pub wants_mail: bool,
    /// Fields `present_password`, `new_password`.
    pub form: Form,
    pub sessions: Vec<OpenSession>,
}

/// One place where this person is signed in.
#[derive(Debug, Clone, Serialize)]
pub struct OpenSession {
    pub id: String,
    /// Browser and system in words.
    pub device: String,
    pub address: String,
    pub seen: Instant,
    /// The session that shows this page.
    pub this: bool,
}

impl Page for Account {
    const TEMPLATE: &'static str = "pages/home/account.html";

    fn samples() -> Vec<Self> {
        let session = |id: &str, device: &str, this| OpenSession {
            id: id.to_owned(),
            device: device.to_owned(),
            address: "10.0.4.17".to_owned(),
            seen: instant("2026-03-02T15:10:00Z"),
            this,
        };
        let one = Self {
            name: "Rosa Campos".to_owned(),
            login: "rosa.campos".to_owned(),
            email: Some("rosa.campos@ejemplo.gob.sv".to_owned()),
            wants_mail: true,
            post: "Técnica de soporte".to_owned(),
            unit: "Unidad de TIM".to_owned(),
            phone: None,
            form: Form::default(),
            sessions: vec![session("s1", "Firefox · Windows", true)],
        };
        let short = Error::field("new_password", Msg::new("password-too-short").with("n", 15));
        vec![
            one.clone(),
            Self {
                email: None,
                phone: Some("2662-0000 ext. 114".to_owned()),
                unit: "Registro del Estado Familiar y Carnetización de Minoridad de la Cabecera Departamental"
                    .to_owned(),
                form: Form::default().refused(short),
                sessions: vec![
                    session("s1", "Firefox · Windows", true),
                    session("s2", "Chrome · Android", false),
                    session("s3", "Safari · iPhone", false),
                ],
                ..one
            },
        ]
    }
}

/// A refusal or a failure as a whole page.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorPage {
    /// HTTP status: decides title and advice.
    pub status: u16,
    pub msg: Msg,
    /// To find the case in the log; shown when the fault is ours.
    pub request_id: String,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "pages/home/error.html";

    fn samples() -> Vec<Self> {
        let page = |status, key: &'static str| Self { status, msg: key.into(), request_id: "r-4f1c9a".to_owned() };
        vec![
            page(400, "error-check-fields"),
            page(403, "error-forbidden"),
            page(404, "error-not-found"),
            page(409, "error-changed-meanwhile"),
            page(413, "error-too-large"),
            page(429, "error-too-many"),
            page(500, "error-internal"),
            page(503, "error-unavailable"),
        ]
    }
}

/// `GET /` for somebody who asks for help.
#[derive(Debug, Clone, Serialize)]
pub struct Home {
    /// Versions of manuals that the reader has still to read: address, title, number.
    pub to_read: Vec<(String, String, i64)>,
    /// Steps that wait for the reader, of their own cases and of their unit's.
    pub tasks: Vec<MyTask>,
    pub cases: Vec<MyCase>,
    /// Address of the next page, or empty.
    pub next: String,
}

/// A case in its asker's list.
#[derive(Debug, Clone, Serialize)]
pub struct MyCase {
    pub href: String,
    pub number: String,
    pub kind: String,
    pub detail: String,
    pub mood: Mood,
    /// Where it stands, in words.
    pub state: String,
    pub at: Instant,
    /// Who attends it, when somebody does.
    pub technician: Option<String>,
    /// Its paper waits for this person's signature.
    pub sign_href: Option<String>,
}

impl Page for Home {
    const TEMPLATE: &'static str = "pages/home/home.html";

    fn samples() -> Vec<Self> {
        let case = |n: u32, mood, state: &str| MyCase {
            href: format!("/cases/c{n}"),
            number: format!("TIM-2026-{n:05}"),
            kind: "Impresora".to_owned(),
            detail: "No imprime desde la mañana.".to_owned(),
            mood,
            state: state.to_owned(),
            at: instant("2026-03-02T14:30:00Z"),
            technician: None,
            sign_href: None,
        };
        let waiting = case(1, Mood::Wait, "En espera de técnico");
        let attended = MyCase { technician: Some("Rosa Campos".to_owned()), ..case(2, Mood::Info, "En atención") };
        let unsigned = MyCase {
            sign_href: Some("/papers/p3/sign".to_owned()),
            detail: "La computadora de ventanilla reinicia sola cada vez que se abre el sistema de cobros en línea, y \
                     los contribuyentes esperan."
                .to_owned(),
            ..case(3, Mood::Wait, "Falta su firma")
        };
        let task = MyTask {
            href: "/cases/c9".to_owned(),
            number: "MAN-2026-00009".to_owned(),
            step: "Firma el informe técnico".to_owned(),
            unit: "Tesorería Municipal".to_owned(),
            requester: "Rosa Campos".to_owned(),
            since: instant("2026-03-02T14:30:00Z"),
        };
        let done = case(4, Mood::Good, "Archivado");
        vec![
            Self { to_read: Vec::new(), tasks: Vec::new(), cases: Vec::new(), next: String::new() },
            Self {
                to_read: vec![("/manuals/1".to_owned(), "Procesos de la Unidad TIM".to_owned(), 2)],
                tasks: vec![task],
                cases: vec![waiting.clone()],
                next: String::new(),
            },
            Self {
                to_read: Vec::new(),
                tasks: Vec::new(),
                cases: vec![waiting, attended, unsigned, done],
                next: "/?after=x".to_owned(),
            },
        ]
    }
}
