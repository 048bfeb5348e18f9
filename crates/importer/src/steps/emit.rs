//! Steps as a definition file.

use super::papers::Paper;
use super::{Answer, Heading, Kind, Step, To};
use crate::roles::Roles;
use crate::source::origin;
use crate::table::Table;
use procedure::definition::ColumnKind;
use procedure::yaml::Node;

/// The role of steps whose responsible nobody printed.
pub(crate) const UNKNOWN: &str = "responsable_por_definir";

/// The key under which a column's text stands.
const fn key(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Number => "paso",
        ColumnKind::Responsible => "responsable",
        ColumnKind::Activity => "actividad",
        ColumnKind::Specifications => "especificaciones",
        ColumnKind::Description => "descripcion",
        ColumnKind::ControlPoint => "punto_de_control",
        ColumnKind::Record => "registro",
        ColumnKind::Flowchart => "diagrama",
    }
}

fn text(text: &str) -> Node {
    Node::of_text(text)
}

pub(super) fn file(heading: &Heading, table: &Table, steps: &[Step], papers: &[Paper], roles: &mut Roles) -> Node {
    let columns = table.columns.iter().map(|(kind, heading)| {
        let heading = if heading.trim().is_empty() { "-" } else { heading };
        Node::of_map([(key(*kind), text(heading))])
    });
    let mut node = Node::of_map([
        ("formato", text("procedimiento/1")),
        ("id", text(&heading.id)),
        ("titulo", text(&heading.title)),
    ]);
    for (key, value) in [("codigo", &heading.code), ("objetivo", &heading.objective)] {
        if let Some(value) = value {
            node.set(key, text(value));
        }
    }
    node.set("tabla", Node::of_list(columns));
    node.set("responsables", responsibles(steps, roles));
    if !papers.is_empty() {
        let mut map = Node::of_map([]);
        for paper in papers {
            let template = format!("{}.typ", paper.id.replace('_', "-"));
            map.set(&paper.id, Node::of_map([("titulo", text(&paper.title)), ("plantilla", text(&template))]));
        }
        node.set("documentos", map);
    }
    node.set("pasos", Node::of_list((0..steps.len()).map(|i| row(steps, i))));
    node
}

fn responsibles(steps: &[Step], roles: &mut Roles) -> Node {
    let mut map = Node::of_map([]);
    for step in steps {
        for printed in step.responsible.iter().chain(&step.answers) {
            if map.get(printed).is_none() {
                let codes = roles.read(printed).roles;
                let one = codes.len() == 1;
                map.set(printed, if one { text(&codes[0]) } else { Node::of_list(codes.iter().map(Node::of_text)) });
            }
        }
    }
    if map.entries().is_empty() {
        map.set("Por definir", text(UNKNOWN));
    }
    map
}

fn row(steps: &[Step], i: usize) -> Node {
    let step = &steps[i];
    let mut node = Node::of_map([]);
    let mut put = |key: &str, value: Option<Node>| {
        if let Some(value) = value {
            node.set(key, value);
        }
    };
    let of = |value: &Option<String>| value.as_deref().map(text);
    put("paso", of(&step.number));
    put("id", Some(text(&step.id)));
    let main = match step.kind {
        Kind::Start => "inicio",
        Kind::End { .. } => "fin",
        Kind::Question => "pregunta",
        Kind::Task => "actividad",
        Kind::Unread => "por_resolver",
        Kind::Rule => {
            let about = step.about.map(|i| steps[i].id.as_str()).into_iter().map(Node::of_text);
            put("norma", Some(Node::of_list(about)));
            "actividad"
        }
    };
    put("rama", of(&step.branch).filter(|_| step.acts()));
    put("arranque", step.start.clone().filter(|_| step.acts() || step.kind == Kind::Start));
    put("responsable", of(&step.responsible));
    put("responde", of(&step.answers));
    put(main, Some(text(&step.text)));
    for (kind, value) in step.others.iter().filter(|(kind, _)| *kind != ColumnKind::Flowchart) {
        put(key(*kind), Some(text(value)));
    }
    if step.kind == Kind::Task && step.roles.is_empty() {
        put("actua", Some(text(UNKNOWN)));
    }
    doing(steps, i, &mut node);
    node
}

/// What the row does besides being printed.
fn doing(steps: &[Step], i: usize, node: &mut Node) {
    let step = &steps[i];
    if step.acts() {
        if !step.form.is_empty() {
            let mut form = Node::of_map([]);
            step.form.iter().for_each(|(id, field)| form.set(id, field.clone()));
            node.set("formulario", form);
        }
        for (key, value) in [("reparto", &step.assignment), ("espera", &step.wait)] {
            if let Some(value) = value {
                node.set(key, value.clone());
            }
        }
    }
    let mut clocks = step.clocks.clone();
    if let (Some((span, quote)), Kind::Task) = (&step.closes, &step.kind) {
        let (_, end) = aim(steps, i, To::End);
        clocks.push(Node::of_map([("sigue", text(&end)), ("tras", text(span)), ("cita", text(quote))]));
    }
    if !clocks.is_empty() && (step.acts() || step.kind == Kind::Rule) {
        node.set("plazos", Node::of_list(clocks));
    }
    if step.kind == Kind::Task {
        if !step.effects.is_empty() {
            node.set("efectos", Node::of_list(step.effects.clone()));
        }
        if let Some(paper) = &step.signs {
            node.set("firma", text(paper));
        }
    }
    match &step.question {
        Some((_, answers)) if step.kind == Kind::Question => node.set("opciones", options(steps, i, answers)),
        Some((question, answers)) if step.kind == Kind::Task => {
            let decision = [("pregunta", text(question)), ("opciones", options(steps, i, answers))];
            node.set("decide", Node::of_map(decision));
        }
        _ => {
            if let Some(to) = step.next.filter(|_| step.acts()) {
                let (key, id) = aim(steps, i, to);
                node.set(key, text(&id));
            }
        }
    }
    if let Some(quote) = step.quote.as_deref().filter(|_| step.kind == Kind::Task) {
        node.set("cita", text(quote));
    }
    if !step.supposed.is_empty() {
        node.set("supuesto", text(&step.supposed.join("\n")));
    }
    if !step.asked.is_empty() {
        node.set("duda", Node::of_list(step.asked.iter().take(20).map(Node::of_text)));
    }
    if let Some(lines) = step.lines {
        node.set("origen", text(&origin(lines)));
    }
}

fn options(steps: &[Step], i: usize, answers: &[Answer]) -> Node {
    Node::of_list(answers.iter().map(|answer| {
        let (key, id) = aim(steps, i, answer.to);
        let mut node = Node::of_map([("respuesta", text(&answer.label)), (key, text(&id))]);
        if let Some(quote) = &answer.quote {
            node.set("cita", text(quote));
        }
        node
    }))
}

/// The key and the id of where the row leads.
fn aim(steps: &[Step], i: usize, to: To) -> (&'static str, String) {
    let is_end = |j: &usize| matches!(steps[*j].kind, Kind::End { .. });
    let to = match to {
        To::Step(to) => to,
        To::End => (i + 1..steps.len()).find(is_end).unwrap_or(steps.len() - 1),
    };
    (if to > i { "sigue" } else { "regresa" }, steps[to].id.clone())
}
