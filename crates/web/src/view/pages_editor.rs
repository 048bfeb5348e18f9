//! The editor of a draft's procedures: the printed table, one row, the text behind it.

use super::{Choice, Form, Page};
use serde::Serialize;

/// Something that the checks say, beside what it is about.
#[derive(Debug, Clone, Serialize)]
pub struct EditorFinding {
    /// Whether it keeps the version from being reviewed; else it is a warning.
    pub error: bool,
    /// `P06`, for looking it up.
    pub code: String,
    pub message: String,
    pub help: String,
    /// In the text, from 1.
    pub line: usize,
    /// Where it is mended; empty when only in the text.
    pub href: String,
    /// What the link is called: the row's number or name; empty on the row's own page.
    pub place: String,
}

/// Whose draft it is and how far.
#[derive(Debug, Clone, Serialize)]
pub struct EditorHead {
    /// Address of the procedure in the draft; forms go below it.
    pub here: String,
    /// The manual's address and title.
    pub manual: Choice,
    pub title: String,
    /// What a save has to name, so that nobody's work is overwritten.
    pub revision: i64,
}

/// What is redrawn while somebody types.
#[derive(Debug, Clone, Serialize)]
pub struct EditorPreview {
    pub found: Vec<EditorFinding>,
    /// The flowchart; empty when the text cannot be read.
    pub flow: String,
    pub flow_words: Vec<String>,
}

/// `GET /manuals/{id}/procedures/{code}`.
#[derive(Debug, Clone, Serialize)]
pub struct EditorShow {
    pub head: EditorHead,
    pub heads: Vec<String>,
    pub rows: Vec<EditorLine>,
    pub preview: EditorPreview,
    /// Whether there is an earlier text to go back to.
    pub undo: bool,
    /// Fields `titulo`, `codigo`, `objetivo`, `propuesta`, and `column.<key>` for each heading.
    pub form: Form,
    pub columns: Vec<&'static str>,
    pub responsibles: Vec<EditorResponsible>,
    pub documents: Vec<EditorDocument>,
    /// Codes of roles with their names.
    pub roles: Vec<Choice>,
}

/// A row of the table.
#[derive(Debug, Clone, Serialize)]
pub struct EditorLine {
    /// From 0.
    pub n: usize,
    pub href: String,
    /// How it is called in a button: number and what it says.
    pub name: String,
    /// Its words are `editor-kind-<kind>`.
    pub kind: &'static str,
    pub cells: Vec<String>,
    /// Where it goes, in words.
    pub ways: Vec<String>,
    pub found: Vec<EditorFinding>,
}

/// A responsible as printed, with roles separated by commas.
#[derive(Debug, Clone, Serialize)]
pub struct EditorResponsible {
    pub name: String,
    pub roles: String,
    /// Whether a row names it.
    pub used: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct EditorDocument {
    pub id: String,
    pub title: String,
    pub template: String,
    pub numbering: String,
}

/// `GET /manuals/{id}/procedures/{code}/rows/{n}`, and with `row` absent the page for a new one.
#[derive(Debug, Clone, Serialize)]
pub struct EditorRow {
    pub head: EditorHead,
    /// From 0; `None` for one that is still to be put in.
    pub row: Option<usize>,
    /// The row after which a new one is put in, from 0; −1 for the top.
    pub after: i64,
    pub name: String,
    /// A field is named by its cell's path; `texto` is what the row says, `destino` where it goes.
    pub form: Form,
    /// Whether the form was sent and could not be taken; else its errors are what the checks say.
    pub refused: bool,
    pub kind: &'static str,
    /// What it may become: values are those of `kind`.
    pub kinds: Vec<&'static str>,
    /// The further columns of this manual: key and heading.
    pub prose: Vec<Choice>,
    pub responsibles: Vec<String>,
    pub roles: Vec<EditorRole>,
    pub steps: Vec<Choice>,
    pub fields: Vec<Choice>,
    pub documents: Vec<Choice>,
    pub parts: EditorParts,
    pub catalogues: Vec<Choice>,
    pub checklists: Vec<Choice>,
    /// Open questions, in order.
    pub doubts: Vec<String>,
    /// The lines of the imported text from which the row was read.
    pub origin: Vec<String>,
    pub preview: EditorPreview,
}

/// A role that may act for the row's responsible.
#[derive(Debug, Clone, Serialize)]
pub struct EditorRole {
    pub code: String,
    pub name: String,
    pub acts: bool,
}

/// The lists of a row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EditorParts {
    pub answers: Vec<EditorPart>,
    pub fields: Vec<EditorPart>,
    pub clocks: Vec<EditorPart>,
    pub effects: Vec<EditorPart>,
    /// Whether an activity asks something at its end.
    pub asks: bool,
}

/// One part: an answer, a field of the form, a clock, an effect.
#[derive(Debug, Clone, Serialize)]
pub struct EditorPart {
    pub path: String,
    /// Of a field its kind, of an effect what it does, of a clock `avisa` or `sigue`.
    pub kind: String,
    /// What it is called in a button.
    pub name: String,
    pub first: bool,
    pub last: bool,
}

/// `GET /manuals/{id}/procedures/{code}/source` and `GET /manuals/{id}/source`.
#[derive(Debug, Clone, Serialize)]
pub struct EditorSource {
    pub head: EditorHead,
    /// Field `source`.
    pub form: Form,
    /// Whether it is the manual's own text.
    pub whole: bool,
    pub preview: EditorPreview,
}

/// Two people changed the same text: what each of them would have.
#[derive(Debug, Clone, Serialize)]
pub struct EditorConflict {
    pub head: EditorHead,
    /// What this person would have saved; field `source`.
    pub form: Form,
    pub theirs: String,
}

/// `GET /manuals/{id}/procedures/new`: fields `title` and `pack`.
#[derive(Debug, Clone, Serialize)]
pub struct EditorNew {
    /// The manual's address and title.
    pub manual: Choice,
    pub form: Form,
    /// Procedures of the packs that come with the program.
    pub packs: Vec<Choice>,
}

fn head() -> EditorHead {
    EditorHead {
        here: "/manuals/1/procedures/soporte_tecnico".to_owned(),
        manual: Choice::new("/manuals/1", "Procesos de la Unidad TIM"),
        title: "Soporte Técnico".to_owned(),
        revision: 3,
    }
}

fn finding(error: bool, href: &str) -> EditorFinding {
    EditorFinding {
        error,
        code: "P06".to_owned(),
        message: "la respuesta «No» no dice a dónde va; agregue «sigue» o «regresa»".to_owned(),
        help: if error { String::new() } else { "Responda en «supuesto» y borre «duda»".to_owned() },
        line: 23,
        href: href.to_owned(),
        place: if href.starts_with('#') { String::new() } else { "Paso 4".to_owned() },
    }
}

fn preview(found: Vec<EditorFinding>) -> EditorPreview {
    EditorPreview {
        found,
        flow: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"40\" role=\"img\" \
               aria-label=\"Flujograma\"><rect class=\"flow-box\" x=\"1\" y=\"1\" width=\"118\" height=\"38\"></rect></svg>"
            .to_owned(),
        flow_words: vec!["2. Crea el ticket; sigue el paso 3.".to_owned()],
    }
}

impl Page for EditorPreview {
    const TEMPLATE: &'static str = "pages/editor/preview.html";

    fn samples() -> Vec<Self> {
        vec![
            preview(Vec::new()),
            preview(vec![finding(true, "#f-texto"), finding(false, "")]),
            Self { flow: String::new(), flow_words: Vec::new(), ..preview(vec![finding(true, "")]) },
        ]
    }
}

impl Page for EditorShow {
    const TEMPLATE: &'static str = "pages/editor/show.html";

    fn samples() -> Vec<Self> {
        let row = |n: usize, kind, cells: [&str; 3], found| EditorLine {
            n,
            href: format!("/manuals/1/procedures/soporte_tecnico/rows/{n}"),
            name: format!("{}. {}", cells[0], cells[2]),
            kind,
            cells: cells.map(str::to_owned).to_vec(),
            ways: if kind == "pregunta" { vec!["Con «No» regresa: 2.".to_owned()] } else { Vec::new() },
            found,
        };
        let page = |rows, found| Self {
            head: head(),
            heads: ["No.", "Responsable", "Actividad"].map(str::to_owned).to_vec(),
            rows,
            preview: preview(found),
            undo: false,
            form: Form::default().with("titulo", "Soporte Técnico").with("column.actividad", "Actividad"),
            columns: vec!["paso", "responsable", "actividad"],
            responsibles: Vec::new(),
            documents: Vec::new(),
            roles: vec![Choice::new("tecnico_tim", "Personal técnico de TIM")],
        };
        let long = "La persona encargada de la unidad que solicita, o quien haga sus veces";
        let rows = vec![
            row(0, "inicio", ["1", "", "Inicio"], Vec::new()),
            row(1, "actividad", ["2", long, "Crea el ticket"], vec![finding(false, "/x#f-texto")]),
            row(2, "pregunta", ["", "Personal técnico", "¿Quedó resuelto?"], vec![finding(true, "/x#f-texto")]),
            row(3, "por_resolver", ["", "", "Texto que nadie entendió"], Vec::new()),
            row(4, "fin", ["4", "", "Fin"], Vec::new()),
        ];
        let full = Self {
            undo: true,
            responsibles: vec![
                EditorResponsible { name: long.to_owned(), roles: "usuario_del_caso, jefatura".to_owned(), used: true },
                EditorResponsible { name: "Bodega".to_owned(), roles: "bodega".to_owned(), used: false },
            ],
            documents: vec![EditorDocument {
                id: "ticket".to_owned(),
                title: "Ticket".to_owned(),
                template: "ticket.typ".to_owned(),
                numbering: "TIM-{año}-{n:05}".to_owned(),
            }],
            ..page(rows, vec![finding(true, "/x#f-texto"), finding(false, "")])
        };
        vec![page(Vec::new(), vec![finding(true, "")]), full]
    }
}

impl Page for EditorRow {
    const TEMPLATE: &'static str = "pages/editor/row.html";

    fn samples() -> Vec<Self> {
        let part = |path: &str, kind: &str, first, last| EditorPart {
            path: path.to_owned(),
            kind: kind.to_owned(),
            name: path.to_owned(),
            first,
            last,
        };
        let page = |kind: &'static str| Self {
            head: head(),
            row: Some(2),
            after: 1,
            name: "3. Toma el ticket que sigue".to_owned(),
            form: Form::default().with("texto", "Toma el ticket que sigue").with("kind", kind),
            refused: false,
            kind,
            kinds: vec!["inicio", "actividad", "pregunta", "norma", "fin", "por_resolver"],
            prose: vec![Choice::new("especificaciones", "ESPECIFICACIONES")],
            responsibles: vec!["Personal técnico de TIM".to_owned()],
            roles: vec![EditorRole {
                code: "tecnico_tim".to_owned(), name: "Personal técnico".to_owned(), acts: true
            }],
            steps: vec![Choice::new("crear", "2. Pide ayuda"), Choice::new("fin", "9. Fin")],
            fields: vec![Choice::new("detalle", "Qué ocurre")],
            documents: vec![Choice::new("ticket", "Ticket de soporte técnico")],
            parts: EditorParts::default(),
            catalogues: vec![Choice::new("tipos-de-ayuda", "tipos-de-ayuda")],
            checklists: Vec::new(),
            doubts: Vec::new(),
            origin: Vec::new(),
            preview: preview(Vec::new()),
        };
        let kinds = ["numera", "genera", "archiva", "notifica", "registra"];
        let effects = kinds.iter().enumerate().map(|(n, kind)| part(&format!("efectos.{n}"), kind, n == 0, n == 4));
        let types = ["linea", "catalogo", "escala", "lista"];
        let fields = types.iter().enumerate().map(|(n, kind)| part(&format!("formulario.f{n}"), kind, n == 0, n == 3));
        let full = Self {
            parts: EditorParts {
                answers: vec![part("decide.opciones.0", "", true, false), part("decide.opciones.1", "", false, true)],
                fields: fields.collect(),
                clocks: vec![part("plazos.0", "avisa", true, false), part("plazos.1", "sigue", false, true)],
                effects: effects.collect(),
                asks: true,
            },
            doubts: vec!["¿Quién responde si no hay técnico?".to_owned()],
            origin: vec!["12: texto tal como se importó".to_owned()],
            preview: preview(vec![finding(true, "#f-texto"), finding(false, "#f-destino")]),
            form: page("actividad").form.refused(kernel::Error::field("id", "editor-name-wrong")),
            refused: true,
            ..page("actividad")
        };
        let fresh = Self { row: None, name: String::new(), form: Form::default(), ..page("actividad") };
        vec![full, page("norma"), page("por_resolver"), page("inicio"), page("pregunta"), fresh]
    }
}

impl Page for EditorSource {
    const TEMPLATE: &'static str = "pages/editor/source.html";

    fn samples() -> Vec<Self> {
        let page = |whole, found| Self {
            head: head(),
            form: Form::default().with("source", "formato: procedimiento/1\nid: x\n# <b>"),
            whole,
            preview: preview(found),
        };
        vec![page(false, Vec::new()), page(false, vec![finding(true, ""), finding(false, "")]), page(true, Vec::new())]
    }
}

impl Page for EditorConflict {
    const TEMPLATE: &'static str = "pages/editor/conflict.html";

    fn samples() -> Vec<Self> {
        vec![Self { head: head(), form: Form::default().with("source", "id: mío"), theirs: "id: suyo".to_owned() }]
    }
}

impl Page for EditorNew {
    const TEMPLATE: &'static str = "pages/editor/new.html";

    fn samples() -> Vec<Self> {
        let form = Form::default().refused(kernel::Error::field("title", "field-missing"));
        let packs = vec![Choice::new("usulutan/soporte_tecnico", "Usulután · Soporte Técnico")];
        let manual = head().manual;
        vec![Self { manual: manual.clone(), form: Form::default(), packs: Vec::new() }, Self { manual, form, packs }]
    }
}
