//! Invented cases for the samples of `pages_cases`: waiting, attended, refused, unsigned, filed.

use super::{
    Act, Attached, CaseShow, Choice, Event, Fact, FieldKind, FieldSpec, Fix, Form, Mood, MyTask, PaperLine, QueueRow,
    StepRow, StepSigned, StepState, SurveyOut, Work,
};
use kernel::{
    Error,
    time::{Duration, Instant, instant},
};

fn at(minutes: i64) -> Instant {
    instant("2026-03-02T14:00:00Z") + Duration::minutes(minutes)
}

pub(super) fn row(turn: i64) -> QueueRow {
    let long = turn % 3 == 0;
    QueueRow {
        id: format!("c{turn}"),
        turn,
        number: format!("TIM-2026-{turn:05}"),
        unit: if long { "Registro del Estado Familiar y Carnetización de Minoridad" } else { "Tesorería" }.to_owned(),
        kind: if turn % 2 == 0 { "Impresora" } else { "Internet o red" }.to_owned(),
        detail: if long { "" } else { "No imprime desde la mañana y hay gente en ventanilla." }.to_owned(),
        requester: if long { "María de los Ángeles Henríquez de Portillo" } else { "Ana López" }.to_owned(),
        at: at(turn * 16 - 4000 / turn),
        due: long.then(|| at(turn * 60)),
    }
}

pub(super) fn task(n: i64) -> MyTask {
    MyTask {
        href: format!("/cases/m{n}"),
        number: format!("TIM-2026-{:05}", 90 + n),
        step: if n == 1 { "Atención en sitio" } else { "Cierre del ticket" }.to_owned(),
        unit: "Catastro".to_owned(),
        requester: "Luis Rivas".to_owned(),
        since: at(n * 20),
    }
}

const TABLE: [(&str, &str, &str); 8] = [
    ("1", "", "Inicio"),
    ("2", "Usuario", "Crea el ticket"),
    ("3", "Personal técnico", "Toma el caso por orden de llegada"),
    ("4", "Personal técnico", "Atención en sitio"),
    ("5", "Personal técnico", "Cierre del ticket"),
    ("6", "Personal técnico", "Impresión del ticket"),
    ("7", "Usuario", "Firma del ticket"),
    ("8", "Personal técnico", "Almacena el ticket impreso"),
];

fn steps(now: usize) -> Vec<StepRow> {
    TABLE
        .iter()
        .enumerate()
        .map(|(n, (no, who, text))| StepRow {
            no: (*no).to_owned(),
            who: (*who).to_owned(),
            text: (*text).to_owned(),
            spec: if n == 4 { "El técnico anota qué problema solventó y cómo." } else { "" }.to_owned(),
            state: match n.cmp(&now) {
                std::cmp::Ordering::Less => StepState::Done,
                std::cmp::Ordering::Equal => StepState::Now,
                std::cmp::Ordering::Greater => StepState::Todo,
            },
            signed: if n < now && n > 0 {
                let by = if *who == "Usuario" { "Ana López" } else { "Rosa Campos" };
                let minutes = i64::try_from(n).unwrap_or(0) * 25;
                vec![StepSigned { by: by.to_owned(), at: at(minutes), remark: String::new() }]
            } else {
                Vec::new()
            },
            answers: Vec::new(),
            work: None,
            waits: None,
        })
        .collect()
}

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.to_owned(), value: value.to_owned() }
}

fn event(minutes: i64, by: &str, what: &str, detail: &str) -> Event {
    Event { at: at(minutes), by: by.to_owned(), what: what.to_owned(), detail: detail.to_owned() }
}

fn lines(name: &str, label: &str) -> FieldSpec {
    FieldSpec {
        name: name.to_owned(),
        label: label.to_owned(),
        hint: String::new(),
        kind: FieldKind::Lines,
        required: true,
        choices: Vec::new(),
    }
}

fn work(href: &str, act: &'static str, form: Form, fields: Vec<FieldSpec>) -> Work {
    Work { href: href.to_owned(), act, link: false, form, fields, paper: None }
}

/// A small flowchart in the classes that `app.css` lights.
fn flow() -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"360\" height=\"190\" viewBox=\"0 0 360 190\" role=\"img\" \
         aria-label=\"Flujograma\"><text class=\"lane-name\" x=\"90\" y=\"14\" text-anchor=\"middle\">Usuario</text>\
         <text class=\"lane-name\" x=\"270\" y=\"14\" text-anchor=\"middle\">Técnico</text>",
    );
    for (class, x, y, text) in
        [("done", 20, 24, "2. Crea el ticket"), ("now", 200, 84, "3. Toma el caso"), ("todo", 200, 144, "4. Atiende")]
    {
        svg.push_str(&format!(
            "<g class=\"{class}\"><rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"140\" height=\"38\"></rect>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{text}</text></g>",
            x + 70,
            y + 24
        ));
    }
    svg.push_str(
        "<path class=\"edge walked\" d=\"M90 62V103H200\"></path><path class=\"edge\" d=\"M270 122V144\"></path></svg>",
    );
    svg
}

fn case(now: usize, mood: Mood, state: &str) -> CaseShow {
    CaseShow {
        id: "c7".to_owned(),
        number: "TIM-2026-00007".to_owned(),
        procedure: "Soporte Técnico".to_owned(),
        version: "03/2021".to_owned(),
        mood,
        state: state.to_owned(),
        facts: vec![
            fact("Unidad", "Registro del Estado Familiar y Carnetización de Minoridad"),
            fact("Solicita", "Ana López, auxiliar"),
            fact("Teléfono", "2662-0000 ext. 114"),
            fact("Tipo de ayuda", "Impresora"),
            fact("Equipo", "INV-00318"),
        ],
        detail: "No imprime desde la mañana y hay gente en ventanilla.".to_owned(),
        steps: steps(now),
        due: None,
        survey: None,
        arrive: false,
        registered: vec![Choice::new("/equipment/e7", "Anotado en custodia de equipos: TIM-0007 · Impresora")],
        letters: Vec::new(),
        may_reply: true,
        reply: Form::new("reply"),
        may_note: true,
        note: Form::new("note"),
        files: Vec::new(),
        papers: Vec::new(),
        file_href: None,
        fix: None,
        acts: Vec::new(),
        flow: flow(),
        flow_words: vec!["2. Crea el ticket: hecho.".to_owned(), "3. Toma el caso: en este paso.".to_owned()],
        events: vec![event(0, "Ana López", "Pidió ayuda", "")],
    }
}

pub(super) fn waiting() -> CaseShow {
    let mut page = case(2, Mood::Wait, "En espera de técnico");
    page.steps[2].work = Some(work("/cases/c7/take", "work-take", Form::new("work"), Vec::new()));
    page
}

pub(super) fn attending() -> CaseShow {
    let mut page = case(3, Mood::Info, "En atención");
    page.arrive = true;
    page.due = Some(at(300));
    page.steps[2].signed[0].remark = "La ventanilla está cerrada por esta falla.".to_owned();
    page.steps[3].work = Some(work("/cases/c7/tasks/t4", "work-done", Form::new("work"), Vec::new()));
    page.files = vec![
        Attached {
            name: "impresora.jpg".to_owned(),
            href: "/files/f1".to_owned(),
            picture: Some("/static/favicon.svg".to_owned()),
            bytes: 340_112,
            by: "Ana López".to_owned(),
            at: at(1),
        },
        Attached {
            name: "error.pdf".to_owned(),
            href: "/files/f2".to_owned(),
            picture: None,
            bytes: 2_412_000,
            by: "Ana López".to_owned(),
            at: at(2),
        },
    ];
    page
}

pub(super) fn refused() -> CaseShow {
    let mut page = case(4, Mood::Info, "En atención");
    let wrong = Error::field("solucion", "field-missing");
    let form = Form::new("work").with("problema", "Rodillo sucio.").refused(wrong);
    let fields = vec![lines("problema", "Problema que solventó"), lines("solucion", "Cómo lo resolvió")];
    page.steps[4].work = Some(work("/cases/c7/tasks/t5", "work-close", form, fields));
    page.note = page.note.refused(Error::field("text", "field-missing"));
    page
}

pub(super) fn unsigned() -> CaseShow {
    let mut page = case(6, Mood::Wait, "Falta firma");
    let mut sign = work("/papers/p7/sign", "work-sign", Form::new("work"), Vec::new());
    sign.link = true;
    sign.paper = Some(Choice::new("/papers/p7.pdf", "Ticket de soporte técnico"));
    page.steps[6].work = Some(sign);
    page.steps[4].answers =
        vec![fact("Problema que solventó", "Rodillo sucio."), fact("Cómo lo resolvió", "Limpieza y prueba.")];
    page.survey = Some(SurveyOut {
        link: "https://ayuda.ejemplo.gob.sv/survey/9f3c1a7d52e84b06".to_owned(),
        code: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 21 21\"><path d=\"M0 0h7v7h-7z\"/></svg>"
            .to_owned(),
        closes: Some(at(2880)),
        mine: false,
    });
    page.papers = vec![
        PaperLine {
            title: "Ticket de soporte técnico, hoja 1".to_owned(),
            pdf: "/papers/p6.pdf".to_owned(),
            mood: Mood::Bad,
            state: "Firma anulada: se corrigió después".to_owned(),
            signed: Some("/papers/p6/signed".to_owned()),
            sign: None,
        },
        PaperLine {
            title: "Ticket de soporte técnico".to_owned(),
            pdf: "/papers/p7.pdf".to_owned(),
            mood: Mood::Wait,
            state: "Falta firma".to_owned(),
            signed: None,
            sign: Some("/papers/p7/sign".to_owned()),
        },
    ];
    page.fix = Some(Fix {
        form: Form::new("fix").with("solucion", "Limpieza y prueba."),
        fields: vec![lines("solucion", "Cómo lo resolvió")],
        voids: true,
    });
    let act =
        |name, people| Act { name, href: format!("/cases/c7/{name}"), form: Form::new(name), people, reason: true };
    let wrong = Error::field("reason", "field-missing");
    let annul = act("annul", Vec::new());
    page.acts = vec![
        act("release", Vec::new()),
        act("assign", vec![Choice::new("p1", "Rosa Campos"), Choice::new("p2", "José Alvarado")]),
        Act { form: annul.form.clone().refused(wrong), ..annul },
    ];
    page
}

pub(super) fn filed() -> CaseShow {
    let mut page = case(8, Mood::Good, "Archivado");
    page.may_note = false;
    page.steps[6].waits = None;
    page.events = vec![
        event(240, "Rosa Campos", "Archivó el ticket", "Folder 2026-03, estante 2"),
        event(200, "Ana López", "Firmó el ticket en pantalla", ""),
        event(120, "Rosa Campos", "Cerró el ticket", ""),
        event(25, "Rosa Campos", "Tomó el caso", "Fuera de turno: la ventanilla estaba cerrada."),
        event(0, "Ana López", "Pidió ayuda", ""),
    ];
    page
}
