//! Service levels: what is promised, what is due, and why.

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

/// `GET /cases/{id}/deadlines`: «Por qué este plazo».
#[derive(Debug, Clone, Serialize)]
pub struct CaseDeadlines {
    pub id: String,
    pub number: String,
    /// What is promised and which time counts, in words; empty when nothing is.
    pub promise: String,
    pub received: Instant,
    pub clocks: Vec<ClockLine>,
    /// The same on the wall clock, in words.
    pub wall: String,
    pub skipped: Vec<SkippedLine>,
    /// Whether this person may rest the clocks, and whether they rest by hand.
    pub may_pause: bool,
    pub may_resume: bool,
    /// Fields `reason` and `note`.
    pub form: Form,
    pub reasons: Vec<Choice>,
}

/// One of the two promises.
#[derive(Debug, Clone, Serialize)]
pub struct ClockLine {
    pub what: String,
    pub mood: Mood,
    pub state: String,
    pub target: String,
    pub spent: String,
    pub left: String,
    pub due: Option<Instant>,
}

/// A stretch that did not count.
#[derive(Debug, Clone, Serialize)]
pub struct SkippedLine {
    pub from: Instant,
    pub until: Instant,
    pub length: String,
    pub why: String,
}

fn clock(what: &str, mood: Mood, state: &str) -> ClockLine {
    ClockLine {
        what: what.to_owned(),
        mood,
        state: state.to_owned(),
        target: "12 h 0 min".to_owned(),
        spent: "0 h 30 min".to_owned(),
        left: "11 h 30 min".to_owned(),
        due: Some(instant("2026-03-10T16:30:00Z")),
    }
}

impl Page for CaseDeadlines {
    const TEMPLATE: &'static str = "pages/levels/case.html";

    fn samples() -> Vec<Self> {
        let skipped = SkippedLine {
            from: instant("2026-03-07T05:00:00Z"),
            until: instant("2026-03-09T05:00:00Z"),
            length: "48 h 0 min".to_owned(),
            why: "Día sin trabajo".to_owned(),
        };
        let page = Self {
            id: "c7".to_owned(),
            number: "ST-2026-00007".to_owned(),
            promise: "Respuesta en 12 horas hábiles".to_owned(),
            received: instant("2026-03-06T22:30:00Z"),
            clocks: vec![
                clock("Respuesta", Mood::Info, "En curso"),
                ClockLine { due: None, ..clock("Solución", Mood::Wait, "En pausa") },
            ],
            wall: "62 h 30 min".to_owned(),
            skipped: vec![skipped],
            may_pause: true,
            may_resume: false,
            form: Form::new("pause"),
            reasons: vec![Choice::new("requester", "Espera a quien pidió"), Choice::new("parts", "Espera repuestos")],
        };
        vec![
            Self { clocks: Vec::new(), promise: String::new(), skipped: Vec::new(), may_pause: false, ..page.clone() },
            Self { may_pause: false, may_resume: true, ..page.clone() },
            page,
        ]
    }
}

/// `GET /deadlines`: open cases with a promise, by order of arrival.
#[derive(Debug, Clone, Serialize)]
pub struct Deadlines {
    /// Address and words of each filter; the present one has no address.
    pub filters: Vec<Choice>,
    pub rows: Vec<DeadlineRow>,
    pub next: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct DeadlineRow {
    pub href: String,
    pub why: String,
    pub number: String,
    pub kind: String,
    pub requester: String,
    pub asked: Instant,
    pub due: Instant,
    pub mood: Mood,
    pub state: String,
}

impl Page for Deadlines {
    const TEMPLATE: &'static str = "pages/levels/list.html";

    fn samples() -> Vec<Self> {
        let row = DeadlineRow {
            href: "/cases/c7".to_owned(),
            why: "/cases/c7/deadlines".to_owned(),
            number: "ST-2026-00007".to_owned(),
            kind: "Telefonía IP".to_owned(),
            requester: "María de los Ángeles Henríquez de Portillo".to_owned(),
            asked: instant("2026-03-06T22:30:00Z"),
            due: instant("2026-03-10T16:30:00Z"),
            mood: Mood::Bad,
            state: "Vencido".to_owned(),
        };
        let filters = vec![
            Choice::new("", "Todos"),
            Choice::new("/deadlines?state=soon", "Por vencer"),
            Choice::new("/deadlines?state=late", "Vencidos"),
        ];
        let page = Self { filters, rows: vec![row.clone(), row], next: "/deadlines?after=x".to_owned() };
        vec![Self { rows: Vec::new(), next: String::new(), ..page.clone() }, page]
    }
}

/// `GET /service-levels`: what is promised, and the form that promises more.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceLevels {
    pub rows: Vec<LevelRow>,
    pub may: bool,
    pub form: Form,
    pub fields: Vec<FieldSpec>,
}

#[derive(Debug, Clone, Serialize)]
pub struct LevelRow {
    pub id: String,
    pub procedure: String,
    pub service: String,
    pub unit: String,
    pub level: String,
    pub response: String,
    pub solution: String,
    pub counting: String,
    pub cap: bool,
    pub source: String,
}

impl Page for ServiceLevels {
    const TEMPLATE: &'static str = "pages/levels/targets.html";

    fn samples() -> Vec<Self> {
        let row = LevelRow {
            id: "l1".to_owned(),
            procedure: "Procedimiento de soporte y servicio técnico".to_owned(),
            service: String::new(),
            unit: String::new(),
            level: "Alto".to_owned(),
            response: "4 horas".to_owned(),
            solution: "1 día".to_owned(),
            counting: "Horas hábiles".to_owned(),
            cap: true,
            source: "PR - TIC - 02, fila 4".to_owned(),
        };
        let field = |name: &str, label: &str, kind| FieldSpec {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            kind,
            required: kind == FieldKind::Choice,
            choices: if kind == FieldKind::Choice { vec![Choice::new("a", "Soporte")] } else { Vec::new() },
        };
        let fields = vec![
            field("procedure", "Procedimiento", FieldKind::Choice),
            field("response", "Respuesta", FieldKind::Line),
            field("cap", "Es un tope", FieldKind::Confirm),
        ];
        let wrong = Form::default().refused(Error::field("response", "field-required"));
        let page = Self { rows: vec![row.clone(), row], may: true, form: Form::default(), fields };
        vec![
            Self { rows: Vec::new(), ..page.clone() },
            Self { form: wrong, ..page.clone() },
            Self { may: false, ..page },
        ]
    }
}
