//! Running cases and the version they would go over to.

use super::{Choice, Form, Page};
use kernel::{Error, Msg};
use serde::Serialize;

/// `GET /procedures/{code}/migration?from=…`: what would happen to each running case; fields `case` (several), `reason`
/// and one per step that is not in the new version.
#[derive(Debug, Clone, Serialize)]
pub struct MigrationShow {
    pub code: String,
    pub title: String,
    pub from: i64,
    pub to: i64,
    pub rows: Vec<MigrationRow>,
    pub next: String,
    pub maps: Vec<StepMap>,
    /// Steps of the new version.
    pub choices: Vec<Choice>,
    pub form: Form,
}

/// A running case: where it would stand, or why it would stay.
#[derive(Debug, Clone, Serialize)]
pub struct MigrationRow {
    pub id: String,
    pub href: String,
    pub number: String,
    pub stands: String,
    pub to: Option<String>,
    /// Its task goes back to the queue.
    pub freed: bool,
    pub why: Option<Msg>,
}

/// Which step an old one becomes.
#[derive(Debug, Clone, Serialize)]
pub struct StepMap {
    pub field: String,
    pub label: String,
    pub value: String,
}

impl Page for MigrationShow {
    const TEMPLATE: &'static str = "pages/manuals/migration.html";

    fn samples() -> Vec<Self> {
        let row = |to: Option<&str>, why: Option<Msg>| MigrationRow {
            id: "1".to_owned(),
            href: "/cases/1".to_owned(),
            number: "TIM-2026-00001".to_owned(),
            stands: "4. Atiende en el lugar".to_owned(),
            to: to.map(str::to_owned),
            freed: to.is_some(),
            why,
        };
        let page = |rows, maps, form| Self {
            code: "soporte_tecnico".to_owned(),
            title: "Soporte Técnico".to_owned(),
            from: 1,
            to: 2,
            rows,
            next: String::new(),
            maps,
            choices: vec![Choice::new("atender", "4. Atiende")],
            form,
        };
        let map =
            StepMap { field: "step-visitar".to_owned(), label: "3. Visita".to_owned(), value: "atender".to_owned() };
        let rows = vec![row(Some("5. Atiende"), None), row(None, Some(Msg::new("error-changed-meanwhile")))];
        let refused = Form::default().refused(Error::fields(vec![
            ("case".into(), "migration-none".into()),
            ("reason".into(), "reason-required".into()),
        ]));
        vec![page(Vec::new(), Vec::new(), Form::default()), page(rows, vec![map], refused)]
    }
}
