//! From a tree that fits the schema to a [`Definition`]: names, roles, directions and quotations.
//!
//! Looks at one row at a time; what needs the whole graph is in `check`.

use super::row;
use crate::definition::{Column, ColumnKind, Decision, Definition, Document, Id, Step, StepKind};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::yaml::Node;
use std::collections::{BTreeMap, HashMap};

/// Keys of a row that are printed columns.
pub(crate) const COLUMNS: [(&str, ColumnKind); 8] = [
    ("paso", ColumnKind::Number),
    ("responsable", ColumnKind::Responsible),
    ("actividad", ColumnKind::Activity),
    ("especificaciones", ColumnKind::Specifications),
    ("descripcion", ColumnKind::Description),
    ("punto_de_control", ColumnKind::ControlPoint),
    ("registro", ColumnKind::Record),
    ("diagrama", ColumnKind::Flowchart),
];
/// What a manual without a row for the end writes in `fin`.
const HIDDEN: &str = "oculto";

/// What the rows refer to, and what was found wrong so far.
pub(crate) struct Names<'n> {
    pub(crate) root: &'n Node,
    pub(crate) rows: Vec<&'n Node>,
    /// Id of each row.
    pub(crate) ids: Vec<Id>,
    pub(crate) index: HashMap<Id, usize>,
    pub(crate) responsibles: BTreeMap<String, Vec<String>>,
    pub(crate) documents: BTreeMap<Id, Document>,
    /// Field → the row whose form has it.
    pub(crate) fields: BTreeMap<Id, usize>,
    pub(crate) found: Vec<Diagnostic>,
}

/// Builds the definition; it may be used only when no finding is an error.
pub(crate) fn build(root: &Node, sha256: String) -> (Definition, Vec<Diagnostic>) {
    let mut names = Names::new(root);
    let steps = names.steps();
    let flows = names.flows(&steps);
    let text = |key: &str| root.text_of(key).map(str::to_owned);
    let definition = Definition {
        code: text("id").unwrap_or_default(),
        title: text("titulo").unwrap_or_default(),
        printed_code: text("codigo"),
        objective: text("objetivo"),
        proposal: text("propuesta"),
        table: names.table(),
        responsibles: std::mem::take(&mut names.responsibles),
        documents: std::mem::take(&mut names.documents),
        steps,
        flows,
        sha256,
    };
    (definition, names.found)
}

impl<'n> Names<'n> {
    fn new(root: &'n Node) -> Self {
        let rows: Vec<&Node> = root.get("pasos").map(Node::items).unwrap_or_default().iter().collect();
        let mut names = Self {
            root,
            rows,
            ids: Vec::new(),
            index: HashMap::new(),
            responsibles: BTreeMap::new(),
            documents: BTreeMap::new(),
            fields: BTreeMap::new(),
            found: Vec::new(),
        };
        names.name_rows();
        names.name_fields();
        names.name_documents();
        for (printed, roles) in root.get("responsables").map(Node::entries).unwrap_or_default() {
            names.responsibles.insert(printed.text().to_owned(), roles.texts());
        }
        names
    }

    pub(crate) fn error(&mut self, code: Code, at: Place, message: impl Into<String>) {
        self.found.push(Diagnostic::error(code, at, message));
    }

    fn name_rows(&mut self) {
        self.ids = row::row_ids(&self.rows);
        for (i, id) in self.ids.clone().into_iter().enumerate() {
            if let Some(first) = self.index.get(&id) {
                let (at, line) = (self.rows[i].place_at(&["id"]), self.rows[*first].head().line);
                self.error(Code::P01, at, format!("el paso «{id}» está repetido; ya está en la línea {line}"));
            } else {
                self.index.insert(id, i);
            }
        }
    }

    fn name_fields(&mut self) {
        for (i, row) in self.rows.clone().into_iter().enumerate() {
            for (key, _) in row.get("formulario").map(Node::entries).unwrap_or_default() {
                let field = key.text().to_owned();
                if let Some(first) = self.fields.get(&field) {
                    let message =
                        format!("el campo «{field}» ya está en el paso «{}»; póngale otro nombre", self.ids[*first]);
                    self.error(Code::P01, key.place, message);
                } else {
                    self.fields.insert(field, i);
                }
            }
        }
    }

    /// The declared documents. A file without `documentos` has those that its rows name, with plain titles.
    fn name_documents(&mut self) {
        if let Some(declared) = self.root.get("documentos") {
            for (key, value) in declared.entries() {
                let text = |k: &str| value.text_of(k).map(str::to_owned);
                let (id, title) = (key.text().to_owned(), text("titulo").unwrap_or_default());
                let document = Document {
                    id: id.clone(),
                    title,
                    template: text("plantilla").unwrap_or_default(),
                    numbering: text("numeracion"),
                };
                self.documents.insert(id, document);
            }
            return;
        }
        for row in self.rows.clone() {
            for node in row::named_documents(row) {
                let id = node.text().to_owned();
                if self.documents.contains_key(&id) {
                    continue;
                }
                let words = id.replace('_', " ");
                let mut letters = words.chars();
                let title = letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
                let template = format!("{}.typ", id.replace('_', "-"));
                let message = format!("el documento «{id}» no está declarado; se titulará «{title}»");
                self.found.push(
                    Diagnostic::warning(Code::P01, node.place, message)
                        .with_help("Declárelo en «documentos» con su título y plantilla"),
                );
                self.documents.insert(id.clone(), Document { id, title, template, numbering: None });
            }
        }
    }

    fn table(&mut self) -> Vec<Column> {
        let mut table: Vec<Column> = Vec::new();
        for (key, heading) in self.root.get("tabla").map(Node::items).unwrap_or_default().iter().flat_map(Node::entries)
        {
            let Some((_, kind)) = COLUMNS.iter().find(|(k, _)| *k == key.text()) else { continue };
            if table.iter().any(|c| c.kind == *kind) {
                self.error(Code::P01, key.place, format!("la columna «{}» está repetida; borre una", key.text()));
            } else {
                table.push(Column { kind: *kind, heading: heading.text().to_owned() });
            }
        }
        table
    }

    fn steps(&mut self) -> Vec<Step> {
        let mut steps = Vec::with_capacity(self.rows.len());
        let mut above: Option<String> = None;
        for i in 0..self.rows.len() {
            let step = self.step(i, above.as_deref());
            above.clone_from(&step.responsible);
            steps.push(step);
        }
        // A rule's clocks run on the steps that it is about.
        for i in 0..steps.len() {
            let StepKind::Rule { about } = steps[i].kind.clone() else { continue };
            for id in about {
                let Some(to) = self.index.get(&id).copied() else { continue };
                let deadlines = self.deadlines(i, to);
                if matches!(steps[to].kind, StepKind::Task) {
                    steps[to].deadlines.extend(deadlines.clone());
                }
                steps[i].deadlines = deadlines;
            }
        }
        steps
    }

    fn step(&mut self, i: usize, above: Option<&str>) -> Step {
        let row = self.rows[i];
        let kind = self.kind(i);
        let task = matches!(kind, StepKind::Task);
        let (responsible, roles) = self.who(i, above, task);
        self.check_quotes(row);
        let decision = self.decision(i);
        let next = match kind {
            StepKind::Start { .. } | StepKind::Task if decision.is_none() => self.next(i),
            StepKind::Start { .. } | StepKind::Task | StepKind::Rule { .. } | StepKind::End { .. } => None,
        };
        Step {
            id: self.ids[i].clone(),
            row: i,
            line: row.head().line,
            number: row.text_of("paso").map(str::to_owned),
            merged: row.get("responsable").is_none(),
            responsible,
            roles,
            texts: row_texts(row),
            branch: row.text_of("rama").map(str::to_owned),
            form: self.form(row),
            assignment: self.assignment(i),
            wait: self.wait(i),
            deadlines: if task { self.deadlines(i, i) } else { Vec::new() },
            effects: self.effects(row),
            signs: row.get("firma").and_then(|n| self.document(n)),
            decision,
            next,
            assumption: assumptions(row),
            kind,
        }
    }

    fn kind(&mut self, i: usize) -> StepKind {
        let row = self.rows[i];
        for doubt in row.get("duda").map(Node::items).unwrap_or_default() {
            let message = format!("falta responder: {}", doubt.text().trim());
            let help = "Responda en «supuesto» y borre «duda»";
            self.found.push(Diagnostic::warning(Code::P19, doubt.place, message).with_help(help));
        }
        if let Some(label) = row.text_of("inicio") {
            return StepKind::Start { label: label.to_owned() };
        }
        if let Some(label) = row.text_of("fin") {
            let hidden = label == HIDDEN;
            return StepKind::End { label: if hidden { "Fin" } else { label }.to_owned(), hidden };
        }
        if let Some(text) = row.get("por_resolver") {
            let message = "esta fila no se entendió al importar";
            let help = "Conviértala en «actividad», «pregunta» o «norma», o bórrela";
            self.found.push(Diagnostic::error(Code::P18, text.place, message).with_help(help));
            return StepKind::Rule { about: Vec::new() };
        }
        let Some(about) = row.get("norma") else { return StepKind::Task };
        let rows: Vec<usize> = about.items().iter().filter_map(|n| self.step_named(n)).collect();
        let about = rows.into_iter().map(|i| self.ids[i].clone()).collect();
        StepKind::Rule { about }
    }

    /// The responsible as printed (or as above, when the cell is merged) and the roles that act.
    fn who(&mut self, i: usize, above: Option<&str>, task: bool) -> (Option<String>, Vec<String>) {
        let row = self.rows[i];
        let printed = row.get("responde").or_else(|| row.get("responsable"));
        let name = printed.map(|n| n.text().to_owned()).or_else(|| above.map(str::to_owned));
        let mut roles = name.as_ref().and_then(|n| self.responsibles.get(n)).cloned().unwrap_or_default();
        match (printed, &name) {
            (Some(node), Some(name)) if !self.responsibles.contains_key(name) => {
                let message = format!("el responsable «{name}» no está en «responsables»");
                let mut found = Diagnostic::error(Code::P02, node.place, message)
                    .meant(name, self.responsibles.keys().map(String::as_str));
                if found.help.is_none() {
                    found.help = Some("Agréguelo ahí con su rol".to_owned());
                }
                self.found.push(found);
            }
            (None, None) if task && row.get("actua").is_none() => self.found.push(
                Diagnostic::error(Code::P02, row.head(), "el paso no dice responsable y arriba no hay ninguno")
                    .with_help("Escriba «responsable», o «actua» con el rol que lo hace"),
            ),
            _ => {}
        }
        if let Some(actors) = row.get("actua") {
            roles = actors.texts();
        }
        (name, if task { roles } else { Vec::new() })
    }

    /// Where a row without decision goes: where it says, or to the next row that is executed.
    fn next(&mut self, i: usize) -> Option<Id> {
        let row = self.rows[i];
        match (row.get("sigue"), row.get("regresa")) {
            (None, None) => {
                let after = (i + 1..self.rows.len()).find(|j| self.rows[*j].get("norma").is_none())?;
                Some(self.ids[after].clone())
            }
            (Some(_), Some(both)) => {
                self.error(Code::P03, both.place, "el paso dice «sigue» y «regresa»; deje uno solo");
                None
            }
            (Some(to), None) => self.target(i, to, false),
            (None, Some(to)) => self.target(i, to, true),
        }
    }

    fn decision(&mut self, i: usize) -> Option<Decision> {
        let row = self.rows[i];
        let holder = if row.get("pregunta").is_some() { row } else { row.get("decide")? };
        for key in ["sigue", "regresa"] {
            if let Some(key) = row.key(key) {
                let message = format!("«{}» sobra: el paso pregunta, y cada respuesta dice a dónde va", key.text());
                self.error(Code::P06, key.place, message);
            }
        }
        let answers = self.answers(i, holder.get("opciones")?);
        let by = holder.get("segun").map(|n| n.text().to_owned());
        let decision = Decision { question: holder.text_of("pregunta").unwrap_or_default().to_owned(), by, answers };
        self.check_scores(i, holder, &decision);
        Some(decision)
    }

    /// The row that a name stands for; says so when there is none.
    pub(crate) fn step_named(&mut self, node: &Node) -> Option<usize> {
        let name = node.text();
        let Some(i) = self.index.get(name).copied() else {
            let message = format!("no hay ningún paso «{name}»");
            self.found.push(
                Diagnostic::error(Code::P01, node.place, message).meant(name, self.ids.iter().map(String::as_str)),
            );
            return None;
        };
        if self.rows[i].get("norma").is_some() {
            self.error(Code::P01, node.place, format!("«{name}» es una norma y no se ejecuta; nombre un paso"));
            return None;
        }
        Some(i)
    }

    /// The target of a transition from row `i`: forward with `sigue`, back (or the same row) with `regresa`.
    pub(crate) fn target(&mut self, i: usize, node: &Node, back: bool) -> Option<Id> {
        let to = self.step_named(node)?;
        let name = node.text();
        if !back && to <= i {
            let message = format!("«sigue: {name}» va hacia atrás (fila {})", to + 1);
            self.found.push(
                Diagnostic::error(Code::P03, node.place, message)
                    .with_help(format!("Si es una vuelta, escriba «regresa: {name}»")),
            );
        } else if back && to > i {
            let message = format!("«regresa: {name}» va hacia adelante (fila {})", to + 1);
            self.found
                .push(Diagnostic::error(Code::P03, node.place, message).with_help(format!("Escriba «sigue: {name}»")));
        }
        Some(self.ids[to].clone())
    }

    /// Every `cita` of the row has to be in its texts, word by word.
    fn check_quotes(&mut self, row: &Node) {
        let texts: Vec<String> =
            row_texts(row).values().map(String::as_str).chain(row.text_of("pregunta")).map(squeezed).collect();
        let mut quotes = Vec::new();
        collect_texts(row, "cita", &mut quotes);
        for quote in quotes {
            let text = squeezed(quote.text());
            if !texts.iter().any(|t| t.contains(&text)) {
                let message = format!("la cita «{text}» no aparece en el texto de este paso");
                self.found.push(
                    Diagnostic::error(Code::P09, quote.place, message)
                        .with_help("Copie las palabras tal como están impresas"),
                );
            }
        }
    }
}

/// The texts of the printed columns other than number and responsible.
fn row_texts(row: &Node) -> BTreeMap<ColumnKind, String> {
    let printed = COLUMNS.iter().skip(2);
    printed.filter_map(|(key, kind)| Some((*kind, row.text_of(key)?.trim_end().to_owned()))).collect()
}

/// All assumptions of the row, one per line.
fn assumptions(row: &Node) -> Option<String> {
    let mut nodes = Vec::new();
    collect_texts(row, "supuesto", &mut nodes);
    let lines: Vec<&str> = nodes.iter().map(|n| n.text().trim()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Every text under that key, at any depth; names of fields are no keys.
fn collect_texts<'n>(node: &'n Node, key: &str, out: &mut Vec<&'n Node>) {
    for (k, value) in node.entries() {
        match k.text() {
            "formulario" => {}
            name if name == key => out.push(value),
            _ => collect_texts(value, key, out),
        }
    }
    if let crate::yaml::Value::List(items) = &node.value {
        items.iter().for_each(|item| collect_texts(item, key, out));
    }
}

/// With single blanks, so that a line break in the file does not matter.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
