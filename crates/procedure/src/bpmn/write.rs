//! The procedure as a BPMN file.

use super::place::{Course, Drawing, place};
use super::plan::{Arrow, Kind, Node, Pool, plan};
use super::words::{self, xml, xml_lines};
use super::{Expressions, NAMESPACE};
use crate::definition::{ColumnKind, DeadlineAction, Definition, Step, Trigger, Wait};
use crate::flowchart::Rect;
use crate::yaml::{self, Node as Tree};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Between two pools.
const BETWEEN: i32 = 40;
const LEFT: i32 = 20;

/// Writes the procedure. `root` is the tree of the very file that `def` was read from: each row travels with its
/// element as the file has it.
pub fn write(def: &Definition, root: &Tree, expressions: Expressions) -> String {
    let pools = plan(def);
    let mut sheet = Sheet { out: String::new(), def, root, expressions, messages: BTreeMap::new() };
    sheet.name_messages(&pools);
    sheet.head();
    sheet.collaboration(&pools);
    pools.iter().for_each(|p| sheet.process(p));
    sheet.diagram(&pools);
    sheet.line(0, "</bpmn:definitions>");
    sheet.out
}

struct Sheet<'a> {
    out: String,
    def: &'a Definition,
    root: &'a Tree,
    expressions: Expressions,
    /// Name of a message → its id.
    messages: BTreeMap<String, String>,
}

impl<'a> Sheet<'a> {
    fn line(&mut self, depth: usize, text: &str) {
        self.out.push_str(&"  ".repeat(depth));
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn name_messages(&mut self, pools: &[Pool<'_>]) {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for node in pools.iter().flat_map(|p| &p.nodes) {
            if let Kind::Start(Trigger::Message(_)) | Kind::Wait(_, Wait::Message(_)) = node.kind {
                names.insert(node.name.clone());
            }
        }
        self.messages = (1..).zip(names).map(|(n, name)| (name, format!("mensaje-{n}"))).collect();
    }

    fn head(&mut self) {
        self.line(0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        let id = xml(&self.def.code);
        let uri = self.expressions.uri();
        self.line(
            0,
            &format!(
                "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" \
                 xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" \
                 xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" \
                 xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" \
                 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:cabildo=\"{NAMESPACE}\" \
                 id=\"definicion-{id}\" name=\"{}\" targetNamespace=\"{NAMESPACE}\" expressionLanguage=\"{uri}\" \
                 exporter=\"Cabildo\" exporterVersion=\"{}\">",
                xml(&self.def.title),
                env!("CARGO_PKG_VERSION")
            ),
        );
        for (name, id) in self.messages.clone() {
            self.line(1, &format!("<bpmn:message id=\"{id}\" name=\"{}\" />", xml(&name)));
        }
    }

    fn collaboration(&mut self, pools: &[Pool<'_>]) {
        self.line(1, &format!("<bpmn:collaboration id=\"procedimiento-{}\">", xml(&self.def.code)));
        if let Some(objective) = &self.def.objective {
            self.line(2, &format!("<bpmn:documentation>{}</bpmn:documentation>", xml_lines(objective)));
        }
        self.line(2, "<bpmn:extensionElements>");
        let mut head = self.root.clone();
        head.set("pasos", Tree::of_list([]));
        self.out.push_str(&format!("<cabildo:procedimiento>{}</cabildo:procedimiento>\n", body(&head)));
        // Rows that no flow shows travel here.
        let shown: BTreeSet<usize> = pools.iter().flat_map(|p| &p.nodes).filter_map(|n| n.row).collect();
        for row in (0..self.def.steps.len()).filter(|r| !shown.contains(r)) {
            self.row(row);
        }
        self.line(2, "</bpmn:extensionElements>");
        for pool in pools {
            let (id, name) = (&pool.id, xml(&pool.name));
            self.line(2, &format!("<bpmn:participant id=\"{id}-pool\" name=\"{name}\" processRef=\"{id}\" />"));
        }
        self.line(1, "</bpmn:collaboration>");
    }

    /// A row as the file has it.
    fn row(&mut self, row: usize) {
        let Some(tree) = self.root.get("pasos").and_then(|p| p.items().get(row)) else { return };
        let number = self.def.steps[row].number.as_deref().map(|n| format!(" numero=\"{}\"", xml(n)));
        let number = number.unwrap_or_default();
        self.out.push_str(&format!("<cabildo:fila n=\"{}\"{number}>{}</cabildo:fila>\n", row + 1, body(tree)));
    }

    fn process(&mut self, pool: &Pool<'_>) {
        let (id, name) = (&pool.id, xml(&pool.name));
        self.line(1, &format!("<bpmn:process id=\"{id}\" name=\"{name}\" isExecutable=\"true\">"));
        self.line(2, &format!("<bpmn:laneSet id=\"{id}-carriles\">"));
        for (n, lane) in pool.lanes.iter().enumerate() {
            self.line(3, &format!("<bpmn:lane id=\"{id}-carril-{}\" name=\"{}\">", n + 1, xml(lane)));
            for node in pool.nodes.iter().filter(|node| node.lane == n && !matches!(node.kind, Kind::Rule)) {
                self.line(4, &format!("<bpmn:flowNodeRef>{}</bpmn:flowNodeRef>", node.id));
            }
            self.line(3, "</bpmn:lane>");
        }
        self.line(2, "</bpmn:laneSet>");
        for i in 0..pool.nodes.len() {
            self.node(pool, i);
        }
        for arrow in &pool.arrows {
            self.arrow(pool, arrow);
        }
        for node in pool.nodes.iter().filter(|n| matches!(n.kind, Kind::Rule)) {
            self.line(2, &format!("<bpmn:textAnnotation id=\"{}\">", node.id));
            self.extension(node);
            self.line(3, &format!("<bpmn:text>{}</bpmn:text>", xml_lines(&node.name)));
            self.line(2, "</bpmn:textAnnotation>");
        }
        for line in pool.lines.iter().filter(|l| matches!(pool.nodes[l.from].kind, Kind::Rule)) {
            let (from, to) = (&pool.nodes[line.from].id, &pool.nodes[line.to].id);
            let ends = format!("sourceRef=\"{to}\" targetRef=\"{from}\"");
            self.line(2, &format!("<bpmn:association id=\"{}\" {ends} />", line.id));
        }
        self.line(1, "</bpmn:process>");
    }

    fn node(&mut self, pool: &Pool<'_>, i: usize) {
        let node = &pool.nodes[i];
        let name = if node.name.is_empty() { String::new() } else { format!(" name=\"{}\"", xml(&node.name)) };
        let id = &node.id;
        if let Kind::Paper = node.kind {
            self.line(2, &format!("<bpmn:dataObjectReference id=\"{id}\"{name} dataObjectRef=\"{id}-dato\" />"));
            self.line(2, &format!("<bpmn:dataObject id=\"{id}-dato\" />"));
            return;
        }
        let (tag, more) = match &node.kind {
            Kind::Start(_) => ("startEvent", String::new()),
            Kind::Task(_) => ("userTask", String::new()),
            Kind::Wait(..) => ("intermediateCatchEvent", String::new()),
            Kind::Fork => ("exclusiveGateway", " gatewayDirection=\"Diverging\"".to_owned()),
            Kind::Join => ("exclusiveGateway", " gatewayDirection=\"Converging\"".to_owned()),
            Kind::Clock { step, host, n } => {
                let leaves = matches!(step.deadlines[*n].then, DeadlineAction::Go(_));
                let host = &pool.nodes[*host].id;
                ("boundaryEvent", format!(" attachedToRef=\"{host}\" cancelActivity=\"{leaves}\""))
            }
            Kind::Notice => ("sendTask", String::new()),
            Kind::End { .. } => ("endEvent", String::new()),
            Kind::Rule | Kind::Paper => return,
        };
        self.line(2, &format!("<bpmn:{tag} id=\"{id}\"{name}{more}>"));
        if let Kind::Task(step) = node.kind {
            self.documentation(step);
        }
        self.extension(node);
        for arrow in pool.arrows.iter().filter(|a| a.to == i) {
            self.line(3, &format!("<bpmn:incoming>{}</bpmn:incoming>", arrow.id));
        }
        for arrow in pool.arrows.iter().filter(|a| a.from == i) {
            self.line(3, &format!("<bpmn:outgoing>{}</bpmn:outgoing>", arrow.id));
        }
        for line in pool.lines.iter().filter(|l| l.to == i && matches!(pool.nodes[l.from].kind, Kind::Paper)) {
            self.line(3, &format!("<bpmn:dataOutputAssociation id=\"{}\">", line.id));
            self.line(4, &format!("<bpmn:targetRef>{}</bpmn:targetRef>", pool.nodes[line.from].id));
            self.line(3, "</bpmn:dataOutputAssociation>");
        }
        self.event(node);
        self.line(2, &format!("</bpmn:{tag}>"));
    }

    /// Each printed column but number, responsible and activity, with its heading where there are several.
    fn documentation(&mut self, step: &Step) {
        for (kind, text) in &step.texts {
            if *kind == ColumnKind::Activity || text.is_empty() {
                continue;
            }
            let id = format!("{}-texto-{}", step.id, *kind as u8);
            self.line(3, &format!("<bpmn:documentation id=\"{id}\">{}</bpmn:documentation>", xml_lines(text)));
        }
    }

    fn extension(&mut self, node: &Node<'_>) {
        let Some(row) = node.row else { return };
        self.line(3, "<bpmn:extensionElements>");
        self.row(row);
        self.line(3, "</bpmn:extensionElements>");
    }

    fn event(&mut self, node: &Node<'_>) {
        let id = &node.id;
        let date = |s: &Self, name: &str| ("timeDate", s.expressions.variable(name));
        let (key, value) = match &node.kind {
            Kind::Start(Trigger::Schedule(words)) => ("timeCycle", words::cron(words)),
            Kind::Start(Trigger::Plan(_) | Trigger::Before { .. }) => {
                date(self, &format!("{}_fecha", id.trim_end_matches("-arranque")))
            }
            Kind::Wait(_, Wait::UntilField(field)) => date(self, field),
            Kind::Wait(step, Wait::Schedule(_)) => date(self, &format!("{}_momento", step.id)),
            Kind::Clock { step, n, .. } if step.deadlines[*n].from_start => {
                date(self, &format!("{}_vence_{}", step.id, n + 1))
            }
            Kind::Clock { step, n, .. } => ("timeDuration", words::iso(step.deadlines[*n].after)),
            Kind::Start(Trigger::Message(_)) | Kind::Wait(_, Wait::Message(_)) => {
                let message = self.messages.get(&node.name).cloned().unwrap_or_default();
                let text = format!("<bpmn:messageEventDefinition id=\"{id}-mensaje\" messageRef=\"{message}\" />");
                self.line(3, &text);
                return;
            }
            Kind::Start(Trigger::Request)
            | Kind::Task(_)
            | Kind::Fork
            | Kind::Join
            | Kind::Notice
            | Kind::End { .. }
            | Kind::Rule
            | Kind::Paper => return,
        };
        self.line(3, &format!("<bpmn:timerEventDefinition id=\"{id}-reloj\">"));
        let value = xml(&value);
        self.line(4, &format!("<bpmn:{key} xsi:type=\"bpmn:tFormalExpression\">{value}</bpmn:{key}>"));
        self.line(3, "</bpmn:timerEventDefinition>");
    }

    fn arrow(&mut self, pool: &Pool<'_>, arrow: &Arrow<'_>) {
        let (from, to) = (&pool.nodes[arrow.from].id, &pool.nodes[arrow.to].id);
        let ends = format!("sourceRef=\"{from}\" targetRef=\"{to}\"");
        let Some((answer, step)) = arrow.answer else {
            self.line(2, &format!("<bpmn:sequenceFlow id=\"{}\" {ends} />", arrow.id));
            return;
        };
        self.line(2, &format!("<bpmn:sequenceFlow id=\"{}\" name=\"{}\" {ends}>", arrow.id, xml(answer)));
        let condition = xml(&self.expressions.equals(&format!("{step}_respuesta"), answer));
        let open = "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">";
        self.line(3, &format!("{open}{condition}</bpmn:conditionExpression>"));
        self.line(2, "</bpmn:sequenceFlow>");
    }

    fn diagram(&mut self, pools: &[Pool<'_>]) {
        let code = xml(&self.def.code);
        self.line(1, &format!("<bpmndi:BPMNDiagram id=\"dibujo-{code}\">"));
        self.line(2, &format!("<bpmndi:BPMNPlane id=\"plano-{code}\" bpmnElement=\"procedimiento-{code}\">"));
        let mut y = LEFT;
        for pool in pools {
            let drawing = place(pool, LEFT, y);
            y = drawing.area.bottom() + BETWEEN;
            self.shapes(pool, &drawing);
        }
        self.line(2, "</bpmndi:BPMNPlane>");
        self.line(1, "</bpmndi:BPMNDiagram>");
    }

    fn shapes(&mut self, pool: &Pool<'_>, drawing: &Drawing) {
        let id = &pool.id;
        self.shape(&format!("{id}-pool"), drawing.area, None, " isHorizontal=\"true\"");
        for (n, area) in drawing.lanes.iter().enumerate() {
            self.shape(&format!("{id}-carril-{}", n + 1), *area, None, " isHorizontal=\"true\"");
        }
        for (i, node) in pool.nodes.iter().enumerate() {
            let marker = if matches!(node.kind, Kind::Fork | Kind::Join) { " isMarkerVisible=\"true\"" } else { "" };
            self.shape(&node.id, drawing.boxes[i], drawing.labels[i], marker);
        }
        for (arrow, Course { points, label }) in pool.arrows.iter().zip(&drawing.arrows) {
            self.edge(&arrow.id, points, *label);
        }
        for (line, points) in pool.lines.iter().zip(&drawing.lines) {
            self.edge(&line.id, points, None);
        }
    }

    fn shape(&mut self, id: &str, area: Rect, label: Option<Rect>, more: &str) {
        self.line(3, &format!("<bpmndi:BPMNShape id=\"{id}-di\" bpmnElement=\"{id}\"{more}>"));
        self.line(4, &bounds(area));
        self.label(label);
        self.line(3, "</bpmndi:BPMNShape>");
    }

    fn edge(&mut self, id: &str, points: &[(i32, i32)], label: Option<Rect>) {
        self.line(3, &format!("<bpmndi:BPMNEdge id=\"{id}-di\" bpmnElement=\"{id}\">"));
        for (x, y) in points {
            self.line(4, &format!("<di:waypoint x=\"{x}\" y=\"{y}\" />"));
        }
        self.label(label);
        self.line(3, "</bpmndi:BPMNEdge>");
    }

    fn label(&mut self, label: Option<Rect>) {
        let Some(label) = label else { return };
        self.line(4, "<bpmndi:BPMNLabel>");
        self.line(5, &bounds(label));
        self.line(4, "</bpmndi:BPMNLabel>");
    }
}

fn bounds(a: Rect) -> String {
    let mut out = String::new();
    write!(out, "<dc:Bounds x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" />", a.x, a.y, a.w, a.h)
        .expect("writing to a string cannot fail");
    out
}

/// A tree as the file has it, between tags.
fn body(tree: &Tree) -> String {
    xml_lines(yaml::write(tree).trim_end())
}
