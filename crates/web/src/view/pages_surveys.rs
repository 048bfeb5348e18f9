//! The survey that closes a case, for whoever has its link.

use super::{
    FieldKind, FieldSpec, Page,
    form::{Choice, Form},
};
use kernel::Error;
use serde::Serialize;

/// `GET /survey/{token}`: the form, or what became of the answer.
#[derive(Debug, Clone, Serialize)]
pub struct SurveyForm {
    pub number: String,
    pub kind: String,
    /// Where the form is sent.
    pub href: String,
    /// Until when it can be answered, in words; empty when it does not end or did.
    pub until: String,
    /// What became of it, in words; empty while it is simply asked.
    pub said: String,
    /// Whether `said` thanks for an answer.
    pub thanks: bool,
    /// Whether it can be answered (still, or late).
    pub asks: bool,
    pub form: Form,
    pub fields: Vec<FieldSpec>,
}

impl Page for SurveyForm {
    const TEMPLATE: &'static str = "pages/requests/survey.html";

    fn samples() -> Vec<Self> {
        let field = |name: &str, label: &str, kind, required, choices: Vec<Choice>| FieldSpec {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            kind,
            required,
            choices,
        };
        let scale = (1..=5).map(|n| Choice::new(n.to_string(), n.to_string())).collect();
        let asked = Self {
            number: "ST-2026-00042".to_owned(),
            kind: "Mantenimiento de equipos de cómputo".to_owned(),
            href: "/survey/9f3c1a7d52e84b06".to_owned(),
            until: "Puede responder hasta el 05/03/2026 18:00. Después el caso se cierra sin respuesta.".to_owned(),
            said: String::new(),
            thanks: false,
            asks: true,
            form: Form::default(),
            fields: vec![
                field("calidad", "Calidad del servicio", FieldKind::Choice, true, scale),
                field("comentario", "Comentario", FieldKind::Lines, false, Vec::new()),
            ],
        };
        let wrong = Error::field("calidad", "field-required");
        vec![
            asked.clone(),
            Self { form: Form::default().with("comentario", "Sigue igual").refused(wrong), ..asked.clone() },
            Self { said: "Se cerró sin respuesta el 05/03/2026 18:00.".to_owned(), ..asked.clone() },
            Self { said: "Con su respuesta quedó cerrado el caso.".to_owned(), thanks: true, asks: false, ..asked },
        ]
    }
}
