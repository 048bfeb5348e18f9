//! Manuals and their versions: the list, one version, importing, approving, who must read it, what changed.

use super::{Choice, Form, Page};
use kernel::{
    Error, Msg,
    time::{Date, Instant, date, instant},
};
use serde::Serialize;

/// `GET /manuals`: versions, latest first, and the ways to begin one (`title`; `pack`).
#[derive(Debug, Clone, Serialize)]
pub struct ManualsIndex {
    pub rows: Vec<ManualRow>,
    pub next: String,
    /// For those who may begin a version.
    pub manages: bool,
    pub form: Form,
    pub packs: Vec<Choice>,
}

/// A version of a manual in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ManualRow {
    pub href: String,
    pub title: String,
    pub edition: i64,
    pub mood: &'static str,
    /// Key of its state.
    pub state: String,
    /// In force since, or drafted.
    pub at: Instant,
}

fn row(edition: i64, mood: &'static str, state: &str) -> ManualRow {
    ManualRow {
        href: format!("/manuals/{edition}"),
        title: "Manual de procedimientos de la Unidad de Tecnología de Información Municipal".to_owned(),
        edition,
        mood,
        state: format!("manual-state-{state}"),
        at: instant("2026-01-05T14:00:00Z"),
    }
}

impl Page for ManualsIndex {
    const TEMPLATE: &'static str = "pages/manuals/index.html";

    fn samples() -> Vec<Self> {
        let packs = vec![Choice::new("usulutan", "Alcaldía Municipal de Usulután · Procesos de la Unidad TIM")];
        let states = [("wait", "draft"), ("wait", "reviewed"), ("wait", "approved"), ("good", "in_force")];
        let over = [("quiet", "superseded"), ("bad", "expired")];
        let all = (1i64..).zip(states.into_iter().chain(over)).map(|(n, (mood, state))| row(n, mood, state)).collect();
        let page =
            |rows, manages| Self { rows, next: String::new(), manages, form: Form::default(), packs: packs.clone() };
        let refused = Form::default().refused(Error::field("title", "field-required"));
        vec![
            page(Vec::new(), true),
            page(vec![row(1, "good", "in_force")], false),
            Self { form: refused, next: "/manuals?after=x".to_owned(), ..page(all, true) },
        ]
    }
}

/// `GET /manuals/{id}`: what a version is, where it stands and the act that comes next.
#[derive(Debug, Clone, Serialize)]
pub struct ManualShow {
    pub id: String,
    pub title: String,
    pub edition: i64,
    pub mood: &'static str,
    /// Key of its state.
    pub state: String,
    /// Labelled facts, each a key and its value in words.
    pub facts: Vec<ManualFact>,
    /// In force, but nobody wrote down its minutes.
    pub unapproved: bool,
    /// What is done next: `fix`, `review`, `approve`, `wait`, `correct`, `read` or empty.
    pub next: &'static str,
    /// Errors and open questions of a draft.
    pub errors: i64,
    pub questions: i64,
    pub procedures: Vec<ManualPart>,
    pub manages: bool,
    /// A version that can still be changed.
    pub draft: bool,
    /// Between review and approval.
    pub reviewed: bool,
    pub in_force: bool,
    /// The reader's own reading: asked and open, or done.
    pub asked: bool,
    pub read_at: Option<Instant>,
    /// How many read it of how many who must.
    pub readers: Option<(i64, i64)>,
    pub changes: Vec<ManualChange>,
    /// Other versions to compare with.
    pub versions: Vec<ManualRow>,
    /// Laws that changed since.
    pub laws: Vec<LawFlag>,
    /// Fields `notes`, `reason`.
    pub form: Form,
}

/// One line of what is known about a version.
#[derive(Debug, Clone, Serialize)]
pub struct ManualFact {
    pub key: &'static str,
    pub value: String,
}

/// A procedure of a version.
#[derive(Debug, Clone, Serialize)]
pub struct ManualPart {
    pub href: String,
    pub title: String,
    pub code: String,
}

/// A line of the change control.
#[derive(Debug, Clone, Serialize)]
pub struct ManualChange {
    pub version: String,
    pub since: String,
    pub note: String,
}

/// A changed law that asks for a review.
#[derive(Debug, Clone, Serialize)]
pub struct LawFlag {
    pub href: String,
    pub law: String,
    pub procedure: String,
    pub what: String,
    pub on: Date,
}

pub(super) fn flag() -> LawFlag {
    LawFlag {
        href: "/laws/1".to_owned(),
        law: "Ley de Firma Electrónica".to_owned(),
        procedure: "Soporte Técnico".to_owned(),
        what: "Nuevo artículo 7".to_owned(),
        on: date("2026-02-01").unwrap_or_default(),
    }
}

/// A draft with something open.
fn drafted() -> ManualShow {
    let fact = |key, value: &str| ManualFact { key, value: value.to_owned() };
    let part = |code: &str| ManualPart {
        href: format!("/procedures/{code}"),
        title: "Soporte Técnico".to_owned(),
        code: code.to_owned(),
    };
    ManualShow {
        id: "1".to_owned(),
        title: "Procesos de la Unidad TIM".to_owned(),
        edition: 2,
        mood: "wait",
        state: "manual-state-draft".to_owned(),
        facts: vec![fact("manual-fact-drafted", "05/01/2026 · Julia Méndez")],
        unapproved: false,
        next: "fix",
        errors: 2,
        questions: 3,
        procedures: vec![part("soporte_tecnico")],
        manages: true,
        draft: true,
        reviewed: false,
        in_force: false,
        asked: false,
        read_at: None,
        readers: None,
        changes: Vec::new(),
        versions: vec![row(1, "good", "in_force")],
        laws: Vec::new(),
        form: Form::default(),
    }
}

impl Page for ManualShow {
    const TEMPLATE: &'static str = "pages/manuals/show.html";

    fn samples() -> Vec<Self> {
        let draft = drafted();
        let in_force = Self {
            mood: "good",
            state: "manual-state-in_force".to_owned(),
            unapproved: true,
            next: "read",
            draft: false,
            in_force: true,
            asked: true,
            readers: Some((3, 7)),
            changes: vec![ManualChange {
                version: "2".to_owned(),
                since: "05/01/2026".to_owned(),
                note: "Se aclara el cierre".to_owned(),
            }],
            laws: vec![flag()],
            ..draft.clone()
        };
        let plain = Self {
            manages: false,
            unapproved: false,
            next: "",
            asked: false,
            read_at: Some(instant("2026-01-06T14:00:00Z")),
            readers: None,
            laws: Vec::new(),
            procedures: Vec::new(),
            versions: Vec::new(),
            ..in_force.clone()
        };
        let acts = ["review", "correct"].map(|next| Self { next, errors: 0, questions: 0, ..draft.clone() });
        let reviewed = Self {
            next: "approve",
            draft: false,
            reviewed: true,
            state: "manual-state-reviewed".to_owned(),
            form: Form::default().refused(Error::field("reason", "reason-required")),
            ..draft.clone()
        };
        let waiting = Self { next: "wait", reviewed: false, ..reviewed.clone() };
        let notes = Form::default().refused(Error::field("notes", "manual-notes-required"));
        let refused = Self { form: notes, ..in_force.clone() };
        [draft, in_force, plain, reviewed, waiting, refused].into_iter().chain(acts).collect()
    }
}

/// `GET /manuals/import`: fields `file`, `text`, `html` (what the clipboard had), `of`.
#[derive(Debug, Clone, Serialize)]
pub struct ManualImport {
    pub form: Form,
    /// Manuals of which the document can be a version.
    pub manuals: Vec<Choice>,
}

impl Page for ManualImport {
    const TEMPLATE: &'static str = "pages/manuals/import.html";

    fn samples() -> Vec<Self> {
        let manuals = vec![Choice::new("usulutan", "Procesos de la Unidad TIM")];
        let again = Msg::new("manual-imported-already").with("title", "Procesos").with("n", 1);
        let refused = Form::default().with("text", "PROCESO\n1 Inicio").refused(Error::field("file", again));
        vec![Self { form: Form::default(), manuals: Vec::new() }, Self { form: refused, manuals }]
    }
}

/// `GET /manuals/{id}/approval`: the fields of an approval.
#[derive(Debug, Clone, Serialize)]
pub struct ManualApproval {
    pub id: String,
    pub title: String,
    pub edition: i64,
    /// It is in force already: its first day is not asked.
    pub later: bool,
    pub form: Form,
}

impl Page for ManualApproval {
    const TEMPLATE: &'static str = "pages/manuals/approval.html";

    fn samples() -> Vec<Self> {
        let page = |later, form| Self { id: "1".to_owned(), title: "Procesos".to_owned(), edition: 2, later, form };
        let wrong = Error::fields(vec![
            ("minutes".into(), "field-required".into()),
            ("signatories".into(), "manual-signatories-none".into()),
            ("valid_from".into(), "manual-valid-past".into()),
        ]);
        vec![page(false, Form::default()), page(true, Form::default()), page(false, Form::default().refused(wrong))]
    }
}

/// `GET /manuals/{id}/readers`: who must read it (`roles`, `units`, `persons`, `due_on`), who has and who has not.
#[derive(Debug, Clone, Serialize)]
pub struct ManualReaders {
    pub id: String,
    pub title: String,
    pub edition: i64,
    pub rows: Vec<ReaderRow>,
    pub read: i64,
    /// Those who may ask further people.
    pub manages: bool,
    pub roles: Vec<Choice>,
    pub units: Vec<Choice>,
    pub persons: Vec<Choice>,
    /// What is ticked of these three lists.
    pub chosen: Vec<String>,
    pub form: Form,
}

/// Somebody who must read a version.
#[derive(Debug, Clone, Serialize)]
pub struct ReaderRow {
    pub name: String,
    pub post: String,
    pub asked_at: Instant,
    pub due_on: Option<Date>,
    pub reminded: bool,
    pub read_at: Option<Instant>,
}

impl Page for ManualReaders {
    const TEMPLATE: &'static str = "pages/manuals/readers.html";

    fn samples() -> Vec<Self> {
        let at = instant("2026-01-05T14:00:00Z");
        let one = |name: &str, read_at| ReaderRow {
            name: name.to_owned(),
            post: "Tesorera".to_owned(),
            asked_at: at,
            due_on: date("2026-01-20"),
            reminded: read_at != Some(at),
            read_at,
        };
        let page = |rows, read, manages, form| Self {
            id: "1".to_owned(),
            title: "Procesos".to_owned(),
            edition: 2,
            rows,
            read,
            manages,
            roles: vec![Choice::new("r", "Personal técnico")],
            units: vec![Choice::new("u", "Tesorería")],
            persons: vec![Choice::new("p", "Ana Flores")],
            chosen: vec!["u".to_owned()],
            form,
        };
        let rows = vec![one("Ana Flores", None), one("Beto Rivas", Some(at))];
        let refused = Form::default().refused(Error::field("roles", "manual-reach-nobody"));
        vec![
            page(Vec::new(), 0, true, Form::default()),
            page(rows.clone(), 1, false, Form::default()),
            page(rows, 1, true, refused),
        ]
    }
}
