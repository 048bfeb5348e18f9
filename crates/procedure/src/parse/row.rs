//! The pieces of one row: form, assignment, wait, clocks, effects and answers.

use super::build::Names;
use crate::definition::{
    Answer, Assignment, Deadline, DeadlineAction, Decision, Effect, Field, FieldKind, Filling, Id, Register, Wait,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::times;
use crate::yaml::Node;
use kernel::time::Span;
use std::collections::HashSet;

/// The names of documents in a row.
pub(crate) fn named_documents(row: &Node) -> impl Iterator<Item = &Node> {
    let effects = row.get("efectos").map(Node::items).unwrap_or_default().iter();
    effects.filter_map(document_of).chain(row.get("firma"))
}

fn document_of(effect: &Node) -> Option<&Node> {
    let filed = || effect.get("archiva").map(|n| n.get("documento").unwrap_or(n));
    effect.get("numera").or_else(|| effect.get("genera")).or_else(filed)
}

/// The id of each row; a row without one is called by what it is.
pub(crate) fn row_ids(rows: &[&Node]) -> Vec<Id> {
    let given: HashSet<&str> = rows.iter().filter_map(|r| r.text_of("id")).collect();
    let mut ids: Vec<Id> = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        let id = match row.text_of("id") {
            Some(id) => id.to_owned(),
            None => {
                let kind = ["inicio", "fin", "norma"].into_iter().find(|k| row.get(k).is_some()).unwrap_or("fila");
                let free = !given.contains(kind) && !ids.iter().any(|id| id == kind);
                if kind != "norma" && free { kind.to_owned() } else { format!("{kind}_{}", i + 1) }
            }
        };
        ids.push(id);
    }
    ids
}

impl Names<'_> {
    pub(crate) fn form(&mut self, row: &Node) -> Vec<Field> {
        let fields = row.get("formulario").map(Node::entries).unwrap_or_default();
        fields.iter().map(|(key, node)| self.field(key.text(), node)).collect()
    }

    fn field(&mut self, id: &str, node: &Node) -> Field {
        let text = |key: &str| node.text_of(key).unwrap_or_default().to_owned();
        let kind = match node.text_of("tipo").unwrap_or_default() {
            "linea" => FieldKind::Line,
            "numero" => FieldKind::Number,
            "fecha" => FieldKind::Date,
            "confirmacion" => FieldKind::Confirmation,
            "catalogo" => FieldKind::Catalogue { catalogue: text("catalogo") },
            "escala" => self.scale(node),
            "unidad" => FieldKind::Unit,
            "persona" => FieldKind::Person,
            "equipo" => FieldKind::Equipment,
            "lista" => FieldKind::Checklist { list: text("lista") },
            "archivos" => FieldKind::Files,
            _ => FieldKind::Text,
        };
        let required = matches!(node.text_of("obligatorio"), Some("si" | "sí"));
        let help = node.text_of("ayuda").map(str::to_owned);
        Field { id: id.to_owned(), label: text("etiqueta"), kind, required, help }
    }

    fn scale(&mut self, node: &Node) -> FieldKind {
        let number = |key: &str| node.text_of(key).and_then(|t| t.parse().ok()).unwrap_or(0);
        let (from, to) = (number("de"), number("a"));
        if from >= to {
            self.error(
                Code::Schema,
                node.place_at(&["a"]),
                format!("la escala va de {from} a {to}; «a» tiene que ser mayor"),
            );
        }
        FieldKind::Scale { from, to }
    }

    pub(crate) fn assignment(&mut self, i: usize) -> Assignment {
        let Some(node) = self.rows[i].get("reparto") else { return Assignment::Anyone };
        if let Some(who) = node.get("quien") {
            let Some(to) = self.step_named(who) else { return Assignment::Anyone };
            let doer = self.rows[to];
            if doer.get("inicio").is_some() || doer.get("fin").is_some() || to == i {
                self.error(Code::P13, who.place, format!("«{}» no es un paso que alguien haga antes", who.text()));
            }
            return Assignment::SameAs(self.ids[to].clone());
        }
        if node.get("firman").is_some() { Assignment::Everyone } else { Assignment::ArrivalOrder }
    }

    pub(crate) fn wait(&mut self, i: usize) -> Option<Wait> {
        let node = self.rows[i].get("espera")?;
        if let Some(until) = node.get("hasta") {
            let field = until.text().trim_start_matches('$');
            return self.known_field(until, field).map(Wait::UntilField);
        }
        if let Some(schedule) = node.get("horario") {
            return self.schedule(schedule).map(Wait::Schedule);
        }
        node.text_of("mensaje").map(|name| Wait::Message(name.to_owned()))
    }

    /// The clocks written in row `i` for the step in row `on`.
    pub(crate) fn deadlines(&mut self, i: usize, on: usize) -> Vec<Deadline> {
        let nodes = self.rows[i].get("plazos").map(Node::items).unwrap_or_default();
        nodes.iter().filter_map(|node| self.deadline(node, on)).collect()
    }

    fn deadline(&mut self, node: &Node, on: usize) -> Option<Deadline> {
        let after = node.get("tras").and_then(|n| self.span(n));
        let then = if let Some(roles) = node.get("avisa") {
            DeadlineAction::Notify(roles.texts())
        } else if let Some(to) = node.get("sigue") {
            DeadlineAction::Go(self.target(on, to, false)?)
        } else {
            DeadlineAction::Go(self.target(on, node.get("regresa")?, true)?)
        };
        Some(Deadline { after: after?, from_start: node.text_of("desde") == Some("inicio"), then })
    }

    pub(crate) fn effects(&mut self, row: &Node) -> Vec<Effect> {
        let nodes = row.get("efectos").map(Node::items).unwrap_or_default();
        nodes.iter().filter_map(|node| self.effect(node)).collect()
    }

    fn effect(&mut self, node: &Node) -> Option<Effect> {
        if let Some(document) = node.get("numera") {
            return Some(Effect::Number { document: self.document(document)? });
        }
        if let Some(document) = node.get("genera") {
            return Some(Effect::Issue { document: self.document(document)? });
        }
        if let Some(filed) = node.get("archiva") {
            let document = self.document(filed.get("documento").unwrap_or(filed))?;
            return Some(Effect::File { document, place: filed.text_of("en").unwrap_or_default().to_owned() });
        }
        let when = node.get("si_hay").and_then(|field| self.known_field(field, field.text()));
        if let Some(line) = node.get("registra") {
            let with = line.get("con").map(Node::entries).unwrap_or_default().iter();
            let with = with.filter_map(|(key, value)| Some((key.text().to_owned(), self.filling(value)?))).collect();
            return Some(Effect::Register { register: Register::named(line.text_of("en")?)?, with, when });
        }
        let notice = node.get("notifica")?;
        let template = notice.text_of("plantilla").unwrap_or_default().to_owned();
        Some(Effect::Notify { to: notice.get("a").map(Node::texts).unwrap_or_default(), template, when })
    }

    fn filling(&mut self, node: &Node) -> Option<Filling> {
        match node.text().strip_prefix('$') {
            Some(field) => self.known_field(node, field).map(Filling::Field),
            None => Some(Filling::Text(node.text().trim().to_owned())),
        }
    }

    /// The document that a name stands for; says so when it is not declared.
    pub(crate) fn document(&mut self, node: &Node) -> Option<Id> {
        let name = node.text();
        if self.documents.contains_key(name) {
            return Some(name.to_owned());
        }
        let mut found =
            Diagnostic::error(Code::P01, node.place, format!("no hay ningún documento «{name}» en «documentos»"))
                .meant(name, self.documents.keys().map(String::as_str));
        if found.help.is_none() {
            found.help = Some("Declárelo ahí con su título y plantilla".to_owned());
        }
        self.found.push(found);
        None
    }

    pub(crate) fn answers(&mut self, i: usize, options: &Node) -> Vec<Answer> {
        if options.items().len() < 2 {
            let message = "una pregunta necesita dos respuestas o más";
            self.error(Code::P06, options.head(), message);
        }
        let mut seen = HashSet::new();
        options.items().iter().filter_map(|node| self.answer(i, node, &mut seen)).collect()
    }

    fn answer(&mut self, i: usize, node: &Node, seen: &mut HashSet<String>) -> Option<Answer> {
        let label = node.text_of("respuesta")?.trim().to_owned();
        if !seen.insert(label.to_lowercase()) {
            self.error(
                Code::P06,
                node.place_at(&["respuesta"]),
                format!("la respuesta «{label}» está repetida; borre una"),
            );
        }
        let exige = node.get("exige").map(Node::items).unwrap_or_default();
        let requires = exige.iter().filter_map(|n| self.known_field(n, n.text())).collect();
        let (target, back) = match (node.get("sigue"), node.get("regresa")) {
            (Some(to), None) => (to, false),
            (None, Some(to)) => (to, true),
            (None, None) => {
                let message = format!("la respuesta «{label}» no dice a dónde va; agregue «sigue» o «regresa»");
                self.error(Code::P06, node.place_at(&["respuesta"]), message);
                return None;
            }
            (Some(_), Some(both)) => {
                let message = format!("la respuesta «{label}» dice «sigue» y «regresa»; deje uno solo");
                self.error(Code::P06, both.place, message);
                return None;
            }
        };
        let score = |key: &str| node.text_of(key).and_then(|t| t.parse::<i64>().ok());
        let scores = score("de").and_then(|from| Some((from, score("a")?)));
        Some(Answer { to: self.target(i, target, back)?, label, back, requires, scores })
    }

    /// A scale that answers is an obligatory one of the same row, and every value of it gives exactly one answer.
    pub(crate) fn check_scores(&mut self, i: usize, holder: &Node, decision: &Decision) {
        let Some(by) = &decision.by else {
            if decision.answers.iter().any(|a| a.scores.is_some()) {
                let message = "«de» y «a» son de una pregunta que responde una escala; diga cuál en «segun»";
                self.error(Code::P06, holder.head(), message);
            }
            return;
        };
        let at = holder.place_at(&["segun"]);
        let form = self.rows[i].get("formulario").map(Node::entries).unwrap_or_default();
        let field = form.iter().find(|(key, _)| key.text() == by).map(|(_, node)| self.field(by, node));
        let Some(Field { kind: FieldKind::Scale { from, to }, required: true, .. }) = field else {
            let message = format!("«segun: {by}» tiene que ser una escala obligatoria del formulario de este paso");
            self.error(Code::P06, at, message);
            return;
        };
        let answers = |n: i64| {
            decision.answers.iter().filter(|a| a.scores.is_some_and(|(from, to)| (from..=to).contains(&n))).count()
        };
        if let Some(n) = (from..=to).take(1000).find(|n| answers(*n) != 1) {
            let message = format!("el valor {n} de «{by}» tiene que dar una sola respuesta; revise «de» y «a»");
            self.error(Code::P06, at, message);
        }
    }

    fn known_field(&mut self, node: &Node, field: &str) -> Option<Id> {
        if self.fields.contains_key(field) {
            return Some(field.to_owned());
        }
        let message = format!("ningún formulario tiene el campo «{field}»");
        self.found.push(
            Diagnostic::error(Code::P01, node.place, message).meant(field, self.fields.keys().map(String::as_str)),
        );
        None
    }

    pub(crate) fn span(&mut self, node: &Node) -> Option<Span> {
        let span = times::span(node.text());
        if span.is_none() {
            self.found.push(
                Diagnostic::error(Code::P15, node.place, format!("«{}» no es un plazo que se entienda", node.text()))
                    .with_help("Escriba número y unidad: «12 horas», «2 días», «2 días hábiles», «1 mes»"),
            );
        }
        span
    }

    pub(crate) fn schedule(&mut self, node: &Node) -> Option<String> {
        if times::schedule(node.text()).is_some() {
            return Some(node.text().to_owned());
        }
        self.found.push(
            Diagnostic::error(Code::P15, node.place, format!("«{}» no es un horario que se entienda", node.text()))
                .with_help("Escriba días y hora: «lunes a viernes 8:00», «día 1 de cada mes 8:00», «15 de enero 8:00»"),
        );
        None
    }
}
