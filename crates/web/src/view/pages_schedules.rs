//! What begins by itself, and the plans that it begins by.

use super::{Choice, Form, Mood, Page};
use kernel::{
    Error,
    time::{Instant, instant},
};
use serde::Serialize;

/// `GET /schedules`: the flows, what comes, what became of it, and a month in figures (`?month=2026-03`).
#[derive(Debug, Clone, Serialize)]
pub struct Schedules {
    pub flows: Vec<FlowRow>,
    pub coming: Vec<StartRow>,
    pub past: Vec<StartRow>,
    /// Address of the next page of `past`, or empty.
    pub next: String,
    /// `2026-03`.
    pub month: String,
    pub figures: Vec<MonthRow>,
}

/// A flow that begins by itself.
#[derive(Debug, Clone, Serialize)]
pub struct FlowRow {
    pub title: String,
    pub first: String,
    /// When it begins, in words.
    pub rule: String,
    pub href: String,
    pub paused: bool,
    pub next: Option<Instant>,
    pub last: Option<StartRow>,
}

/// One run.
#[derive(Debug, Clone, Serialize)]
pub struct StartRow {
    pub title: String,
    /// Why it begins, in words.
    pub why: String,
    pub due: Instant,
    pub mood: Mood,
    pub state: String,
    /// Why it was skipped, missed or justified, and who said so; or empty.
    pub reason: String,
    pub number: String,
    pub case: Option<String>,
    /// Who was told, by name.
    pub told: String,
    /// Where its reason is given, for those who may.
    pub href: Option<String>,
}

/// A procedure's month.
#[derive(Debug, Clone, Serialize)]
pub struct MonthRow {
    pub title: String,
    /// Planned, under way, done, missed, skipped, justified.
    pub counts: [i64; 6],
    pub percent: Option<i64>,
}

fn start(n: i64, mood: Mood) -> StartRow {
    StartRow {
        title: "Creación y almacenamiento de respaldos de información".to_owned(),
        why: "Por el horario «lunes a viernes 8:00», el 02/03/2026".to_owned(),
        due: instant("2026-03-02T14:00:00Z"),
        mood,
        state: "No se terminó a tiempo".to_owned(),
        reason: if n == 1 { "Asueto: Día de la Cruz".to_owned() } else { String::new() },
        number: if n == 1 { String::new() } else { format!("RESPALDOS-2026-{n:05}") },
        case: (n != 1).then(|| "/cases/c7".to_owned()),
        told: if n == 1 { String::new() } else { "Beto Rivas, Carla Paz".to_owned() },
        href: (n < 3).then(|| "/starts/s1".to_owned()),
    }
}

impl Page for Schedules {
    const TEMPLATE: &'static str = "pages/schedules/index.html";

    fn samples() -> Vec<Self> {
        let flow = |n: i64| FlowRow {
            title: "Creación y almacenamiento de respaldos de información".to_owned(),
            first: "Realiza la copia del primer servidor".to_owned(),
            rule: "lunes a viernes 8:00".to_owned(),
            href: "/schedules/respaldos/inicio".to_owned(),
            paused: n == 2,
            next: (n != 2).then(|| instant("2026-03-03T14:00:00Z")),
            last: (n == 2).then(|| start(2, Mood::Bad)),
        };
        let month = |percent| MonthRow { title: "Respaldos".to_owned(), counts: [20, 1, 15, 2, 1, 1], percent };
        let page = |flows, past: Vec<StartRow>, figures, next: &str| Self {
            flows,
            coming: past.clone(),
            past,
            next: next.to_owned(),
            month: "2026-03".to_owned(),
            figures,
        };
        vec![
            page(Vec::new(), Vec::new(), Vec::new(), ""),
            page(vec![flow(1)], vec![start(1, Mood::Info)], vec![month(None)], ""),
            page(
                vec![flow(1), flow(2)],
                (1..5).map(|n| start(n, Mood::Bad)).collect(),
                vec![month(Some(88)), month(None)],
                "/schedules?before=x",
            ),
        ]
    }
}

/// `GET /schedules/{procedure}/{flow}`: fields `policy`, `unit`; and `reason` to run it now.
#[derive(Debug, Clone, Serialize)]
pub struct ScheduleShow {
    pub flow: FlowRow,
    pub form: Form,
    pub policies: Vec<Choice>,
    pub units: Vec<Choice>,
    pub run: Form,
    /// Whether the reader may change it.
    pub manages: bool,
}

impl Page for ScheduleShow {
    const TEMPLATE: &'static str = "pages/schedules/show.html";

    fn samples() -> Vec<Self> {
        let page = |n: usize, run: Form, manages| Self {
            flow: Schedules::samples().remove(2).flows.remove(n),
            form: Form::default().with("policy", "one"),
            policies: vec![Choice::new("one", "Solo la última"), Choice::new("all", "Todas")],
            units: vec![Choice::new("u1", "Unidad TIM")],
            run,
            manages,
        };
        let wrong = Error::field("reason", "reason-required");
        vec![
            page(0, Form::new("run"), false),
            page(1, Form::new("run"), true),
            page(0, Form::new("run").refused(wrong), true),
        ]
    }
}

/// `GET /starts/{id}`: one run, and the field `reason`.
#[derive(Debug, Clone, Serialize)]
pub struct StartShow {
    pub start: StartRow,
    pub id: String,
    pub form: Form,
    /// Whether the reader may give a reason, and there is something to give it for.
    pub asks: bool,
}

impl Page for StartShow {
    const TEMPLATE: &'static str = "pages/schedules/start.html";

    fn samples() -> Vec<Self> {
        let page = |n, form, asks| Self { start: start(n, Mood::Bad), id: "s1".to_owned(), form, asks };
        let wrong = Error::field("reason", "reason-required");
        vec![
            page(1, Form::default(), false),
            page(2, Form::default(), true),
            page(2, Form::default().with("reason", " ").refused(wrong), true),
        ]
    }
}

/// `GET /plans`: the rows of all plans; fields `plan`, `plan_day`, `plan_unit`, `subject`, `notice_days`.
#[derive(Debug, Clone, Serialize)]
pub struct Plans {
    pub rows: Vec<PlanLine>,
    /// Names of the plans that procedures begin by.
    pub plans: Vec<Choice>,
    pub units: Vec<Choice>,
    pub form: Form,
    pub manages: bool,
}

/// A dated row of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanLine {
    pub id: String,
    pub plan: String,
    /// The day in words.
    pub day: String,
    pub unit: String,
    pub subject: String,
    pub notice_days: i64,
}

impl Page for Plans {
    const TEMPLATE: &'static str = "pages/schedules/plans.html";

    fn samples() -> Vec<Self> {
        let row = |n: i64| PlanLine {
            id: format!("r{n}"),
            plan: "mantenimiento_preventivo".to_owned(),
            day: "04/05/2026".to_owned(),
            unit: "Catastro y Registro Tributario".to_owned(),
            subject: "Computadora INV-0042 y su impresora".to_owned(),
            notice_days: n,
        };
        let page = |rows, form, manages| Self {
            rows,
            plans: vec![Choice::new("mantenimiento_preventivo", "mantenimiento_preventivo")],
            units: vec![Choice::new("u1", "Tesorería Municipal")],
            form,
            manages,
        };
        let wrong = Error::field("plan_day", "plan-day-past");
        vec![
            page(Vec::new(), Form::default(), true),
            page(vec![row(1)], Form::default(), false),
            page((1..6).map(row).collect(), Form::default().with("plan_day", "2020-01-01").refused(wrong), true),
        ]
    }
}
