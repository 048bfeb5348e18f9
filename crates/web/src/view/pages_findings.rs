//! What is open in a version of a manual, and what changed between two.

use super::{Choice, Form, Page};
use kernel::Error;
use serde::Serialize;

/// `GET /manuals/{id}/findings`: what is open in a version, and answering questions (`answer`).
#[derive(Debug, Clone, Serialize)]
pub struct ManualFindings {
    pub id: String,
    pub title: String,
    pub edition: i64,
    /// A version that can still be changed.
    pub draft: bool,
    pub errors: i64,
    pub warnings: i64,
    /// How many questions and pieces of text there are in all.
    pub asked: i64,
    pub left: i64,
    /// The page with which one begins: it has the findings, too.
    pub first: bool,
    pub questions: Vec<QuestionRow>,
    /// Where the next questions are, or empty.
    pub more_questions: String,
    pub groups: Vec<FindingGroup>,
    pub leftover: Vec<LeftoverRow>,
    /// Where the next pieces are, or empty.
    pub more_leftover: String,
}

/// A question of the import with its form.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionRow {
    pub part: String,
    pub title: String,
    pub at: String,
    pub n: usize,
    /// How many questions stand on pages before this one.
    pub from: usize,
    pub row: Option<String>,
    pub href: String,
    pub text: String,
    pub assumed: Option<String>,
    /// The lines of the document, each with its number.
    pub quoted: Vec<(usize, String)>,
    pub form: Form,
}

/// The findings of one file.
#[derive(Debug, Clone, Serialize)]
pub struct FindingGroup {
    pub title: String,
    pub rows: Vec<FindingRow>,
}

/// One finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingRow {
    pub code: String,
    pub error: bool,
    /// Where it is mended; `None` in what cannot be changed.
    pub href: Option<String>,
    pub row: Option<String>,
    pub line: usize,
    pub what: String,
    pub why: String,
    pub todo: String,
}

/// Text that the import did not understand.
#[derive(Debug, Clone, Serialize)]
pub struct LeftoverRow {
    pub n: usize,
    pub lines: Option<(usize, usize)>,
    pub text: String,
}

fn question(form: Form) -> QuestionRow {
    QuestionRow {
        part: "soporte".to_owned(),
        title: "Soporte Técnico".to_owned(),
        at: "pasos/3".to_owned(),
        n: 0,
        from: 0,
        row: Some("4".to_owned()),
        href: "/manuals/1/procedures/soporte/rows/r3".to_owned(),
        text: "¿Quién autoriza?".to_owned(),
        assumed: Some("La jefatura.".to_owned()),
        quoted: vec![(12, "4 | Jefe | Autoriza el préstamo <b>".to_owned())],
        form,
    }
}

impl Page for ManualFindings {
    const TEMPLATE: &'static str = "pages/manuals/findings.html";

    fn samples() -> Vec<Self> {
        let finding = |code: &str, error, href: Option<&str>| FindingRow {
            code: code.to_owned(),
            error,
            href: href.map(str::to_owned),
            row: error.then(|| "10.3".to_owned()),
            line: 40,
            what: "el paso 10.3 no tiene 10.1 ni 10.2".to_owned(),
            why: "Quien lee el manual busca un paso que no está.".to_owned(),
            todo: "Agregue los pasos que faltan o corrija el número.".to_owned(),
        };
        let clean = Self {
            id: "1".to_owned(),
            title: "Procesos".to_owned(),
            edition: 2,
            draft: true,
            errors: 0,
            warnings: 0,
            asked: 0,
            left: 0,
            first: true,
            questions: Vec::new(),
            more_questions: String::new(),
            groups: Vec::new(),
            leftover: Vec::new(),
            more_leftover: String::new(),
        };
        let refused = Form::new("q1").refused(Error::field("answer", "manual-answer-required"));
        let full = Self {
            errors: 1,
            warnings: 1,
            asked: 52,
            left: 101,
            more_questions: "/manuals/1/findings?questions=50#questions".to_owned(),
            more_leftover: "/manuals/1/findings?leftover=100#leftover".to_owned(),
            questions: vec![question(Form::new("q0")), question(refused)],
            groups: vec![FindingGroup {
                title: "Soporte Técnico".to_owned(),
                rows: vec![
                    finding("P18", true, Some("/manuals/1/procedures/soporte/rows/r3")),
                    finding("R02", false, None),
                ],
            }],
            leftover: vec![
                LeftoverRow { n: 0, lines: Some((1, 2)), text: "Sello de la unidad".to_owned() },
                LeftoverRow { n: 1, lines: None, text: "El manual no dice el horario de oficina.".to_owned() },
            ],
            ..clean.clone()
        };
        vec![clean, full.clone(), Self { draft: false, ..full }]
    }
}

/// `GET /manuals/{id}/diff?with=…`: what is not as it was in another version.
#[derive(Debug, Clone, Serialize)]
pub struct ManualDiff {
    pub id: String,
    pub title: String,
    pub from: i64,
    pub to: i64,
    pub groups: Vec<DiffGroup>,
    /// Versions to compare with; field `with`.
    pub versions: Vec<Choice>,
    pub with: String,
}

/// The changes of one file.
#[derive(Debug, Clone, Serialize)]
pub struct DiffGroup {
    pub title: String,
    pub rows: Vec<DiffRow>,
}

/// One change: where, of which kind, and the words.
#[derive(Debug, Clone, Serialize)]
pub struct DiffRow {
    pub number: String,
    pub name: String,
    /// The keys that lead to it.
    pub path: String,
    /// Key of the kind.
    pub kind: String,
    /// `keep`, `gone` or `new`, and the words.
    pub runs: Vec<(&'static str, String)>,
}

impl Page for ManualDiff {
    const TEMPLATE: &'static str = "pages/manuals/diff.html";

    fn samples() -> Vec<Self> {
        let runs = vec![("keep", "Revisa el ".to_owned()), ("gone", "ekipo".to_owned()), ("new", "equipo".to_owned())];
        let change = |kind: &str| DiffRow {
            number: "4".to_owned(),
            name: "Atiende".to_owned(),
            path: "actividad".to_owned(),
            kind: format!("manual-diff-{kind}"),
            runs: runs.clone(),
        };
        let rows = ["changed", "added", "removed", "moved"].map(change).to_vec();
        let page = |groups| Self {
            id: "2".to_owned(),
            title: "Procesos".to_owned(),
            from: 1,
            to: 2,
            groups,
            versions: vec![Choice::new("1", "1")],
            with: "1".to_owned(),
        };
        vec![page(Vec::new()), page(vec![DiffGroup { title: "Soporte Técnico".to_owned(), rows }])]
    }
}
