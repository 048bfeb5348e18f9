//! Asking for help, signed in or at the public form, and following what was asked.

use super::{
    FieldKind, FieldSpec, Page,
    form::{Choice, Form},
    frame::Mood,
};
use kernel::{
    Error,
    time::{Instant, instant},
};
use serde::Serialize;

/// `GET /requests/new`: the form of the procedure's first step, and field `files`.
#[derive(Debug, Clone, Serialize)]
pub struct RequestNew {
    pub form: Form,
    /// What is asked for; `None` while that is still to be chosen.
    pub procedure: Option<Asking>,
    /// The procedures that can be asked for, each with its address, when there are several.
    pub others: Vec<Choice>,
    pub fields: Vec<FieldSpec>,
}

/// What is asked for: a procedure, and which of its flows when a request can begin several.
#[derive(Debug, Clone, Serialize)]
pub struct Asking {
    pub code: String,
    pub flow: String,
    pub label: String,
}

fn fields() -> Vec<FieldSpec> {
    let field = |name: &str, label: &str, kind, required, words: &[&str]| FieldSpec {
        name: name.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        kind,
        required,
        choices: words.iter().enumerate().map(|(n, word)| Choice::new(format!("k{n}"), *word)).collect(),
    };
    let units = ["Registro Familiar", "Tesorería", "Catastro", "Unidad de la Mujer, Niñez y Adolescencia"];
    let kinds = ["Computadora", "Impresora", "Internet o red", "Correo", "Otro"];
    vec![
        field("unidad", "Unidad", FieldKind::Choice, true, &units),
        field("tipo_ayuda", "Tipo de ayuda", FieldKind::Choice, true, &kinds),
        field("detalle", "Qué ocurre", FieldKind::Lines, false, &[]),
        field("equipo", "Equipo", FieldKind::Line, false, &[]),
    ]
}

fn nothing_chosen() -> Error {
    Error::fields(vec![("unidad".into(), "field-missing".into()), ("tipo_ayuda".into(), "field-missing".into())])
}

fn support() -> Option<Asking> {
    Some(Asking { code: "soporte_tecnico".to_owned(), flow: String::new(), label: "Soporte Técnico".to_owned() })
}

fn others() -> Vec<Choice> {
    vec![
        Choice::new("/requests/new?procedure=soporte_tecnico", "Soporte Técnico"),
        Choice::new("/requests/new?procedure=prestamo", "Préstamo de equipo"),
    ]
}

impl Page for RequestNew {
    const TEMPLATE: &'static str = "pages/requests/new.html";

    fn samples() -> Vec<Self> {
        let page = |form| Self { form, procedure: support(), others: Vec::new(), fields: fields() };
        vec![
            Self { procedure: None, fields: Vec::new(), ..page(Form::default()) },
            page(Form::default().with("unidad", "k1")),
            page(Form::default().with("detalle", "No enciende.").refused(nothing_chosen())),
            Self { procedure: None, fields: Vec::new(), others: others(), ..page(Form::default()) },
            Self { others: others(), ..page(Form::default()) },
        ]
    }
}

/// `GET /help/{slug}`: the institution's public form; `name` and `contact` besides the fields of a request.
#[derive(Debug, Clone, Serialize)]
pub struct Help {
    pub slug: String,
    pub form: Form,
    pub procedure: Option<Asking>,
    pub others: Vec<Choice>,
    pub fields: Vec<FieldSpec>,
}

impl Page for Help {
    const TEMPLATE: &'static str = "pages/requests/help.html";

    fn samples() -> Vec<Self> {
        let page = |form| Self {
            slug: "usulutan".to_owned(),
            form,
            procedure: support(),
            others: Vec::new(),
            fields: fields(),
        };
        vec![
            page(Form::default()),
            page(Form::default().refused(nothing_chosen())),
            Self { procedure: None, fields: Vec::new(), others: others(), ..page(Form::default()) },
        ]
    }
}

/// One row of the manual as somebody outside the unit sees it.
#[derive(Debug, Clone, Serialize)]
pub struct WayStep {
    /// The printed number.
    pub no: String,
    pub text: String,
    pub state: StepState,
    pub at: Option<Instant>,
}

/// Where a row of the manual stands in one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StepState {
    Done,
    Now,
    Todo,
}

fn way(now: usize) -> Vec<WayStep> {
    ["Pide ayuda", "Un técnico toma el caso", "Atención en sitio", "Cierre", "Impresión", "Firma", "Archivo"]
        .iter()
        .enumerate()
        .map(|(n, text)| WayStep {
            no: (n + 2).to_string(),
            text: (*text).to_owned(),
            state: match n.cmp(&now) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Todo,
            },
            at: (n < now).then(|| instant("2026-03-02T15:05:00Z")),
        })
        .collect()
}

/// `GET /requests/{token}/sent`: the number at once, and what happens next.
#[derive(Debug, Clone, Serialize)]
pub struct RequestSent {
    pub number: String,
    /// Address that shows the case without signing in.
    pub track: String,
    /// Address of the case for somebody signed in.
    pub case_href: Option<String>,
    /// How many cases arrived earlier and still wait.
    pub ahead: i64,
    pub steps: Vec<WayStep>,
}

impl Page for RequestSent {
    const TEMPLATE: &'static str = "pages/requests/sent.html";

    fn samples() -> Vec<Self> {
        let page = |ahead, case_href: Option<&str>| Self {
            number: "TIM-2026-00042".to_owned(),
            track: "https://ayuda.ejemplo.gob.sv/track/9f3c1a7d52e84b06".to_owned(),
            case_href: case_href.map(str::to_owned),
            ahead,
            steps: way(1),
        };
        vec![page(0, Some("/cases/c42")), page(1, None), page(7, Some("/cases/c42"))]
    }
}

/// `GET /track/{token}`: where a case is, for whoever has its link.
#[derive(Debug, Clone, Serialize)]
pub struct Track {
    pub number: String,
    pub kind: String,
    pub unit: String,
    pub asked: Instant,
    pub mood: Mood,
    /// Where it stands, in words.
    pub state: String,
    pub steps: Vec<WayStep>,
    /// What both sides wrote, oldest first.
    pub messages: Vec<Message>,
}

/// A message between whoever asked and the unit.
#[derive(Debug, Clone, Serialize)]
pub struct Message {
    /// Of the unit, and not of whoever asked.
    pub ours: bool,
    pub text: String,
    pub at: Instant,
}

impl Page for Track {
    const TEMPLATE: &'static str = "pages/requests/track.html";

    fn samples() -> Vec<Self> {
        let page = |now, mood, state: &str| Self {
            number: "TIM-2026-00042".to_owned(),
            kind: "Impresora".to_owned(),
            unit: "Registro del Estado Familiar y Carnetización de Minoridad".to_owned(),
            asked: instant("2026-03-02T14:30:00Z"),
            mood,
            state: state.to_owned(),
            steps: way(now),
            messages: Vec::new(),
        };
        let message = |ours, text: &str| Message { ours, text: text.to_owned(), at: instant("2026-03-02T15:30:00Z") };
        let said =
            vec![message(true, "¿Sigue sin imprimir?\nMire si tiene papel."), message(false, "Ya sirve, gracias.")];
        vec![
            Self { messages: said, ..page(1, Mood::Wait, "En espera de técnico") },
            page(2, Mood::Info, "En atención"),
            page(7, Mood::Good, "Archivado"),
        ]
    }
}
