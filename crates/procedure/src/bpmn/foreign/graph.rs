//! The figures of one process and its arrows, once each of them is known to fit.

use super::super::read::{Note, Refusal, at, is, name, tag, text};
use super::definition;
use roxmltree::Node;
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    Task,
    /// One way in or many, several ways out.
    Fork,
    /// Many ways in, one out.
    Join,
    Wait,
    Clock,
    End,
    /// What a clock that does not interrupt sends, and its end: not a row.
    Notice,
}

pub(super) struct Figure<'n, 'd> {
    pub node: Node<'n, 'd>,
    pub kind: Kind,
    pub lane: Option<String>,
    /// Arrows out and in, as the file has them.
    pub out: Vec<Arrow>,
    pub into: usize,
    /// Text notes tied to it.
    pub remarks: Vec<String>,
}

#[derive(Clone)]
pub(super) struct Arrow {
    pub to: usize,
    pub name: Option<String>,
    pub condition: Option<String>,
}

pub(super) struct Graph<'n, 'd> {
    pub process: Node<'n, 'd>,
    pub figures: Vec<Figure<'n, 'd>>,
    /// Task → the clocks on its rim.
    pub clocks: BTreeMap<usize, Vec<usize>>,
    pub start: usize,
}

/// What is neither a figure nor an arrow and may stand in a process.
const QUIET: [&str; 17] = [
    "documentation",
    "extensionElements",
    "laneSet",
    "sequenceFlow",
    "association",
    "textAnnotation",
    "group",
    "dataObject",
    "dataObjectReference",
    "dataStoreReference",
    "ioSpecification",
    "property",
    "resourceRole",
    "performer",
    "potentialOwner",
    "auditing",
    "monitoring",
];

impl<'n, 'd> Graph<'n, 'd> {
    pub(super) fn new(process: Node<'n, 'd>, notes: &mut Vec<Note>) -> Result<Self, Refusal> {
        let mut figures = Vec::new();
        for node in process.children().filter(|n| n.is_element() && !QUIET.contains(&tag(*n))) {
            let kind = kind(node)?;
            figures.push(Figure { node, kind, lane: None, out: Vec::new(), into: 0, remarks: Vec::new() });
        }
        let mut index: HashMap<&str, usize> = HashMap::new();
        for (i, figure) in figures.iter().enumerate() {
            let id = figure.node.attribute("id").unwrap_or_default();
            if id.is_empty() || index.insert(id, i).is_some() {
                return Err(at(figure.node, "la figura no tiene «id», o lo comparte con otra; corrija el archivo"));
            }
        }
        let mut graph = Self { process, figures, clocks: BTreeMap::new(), start: 0 };
        graph.arrows(&index)?;
        graph.lanes(&index);
        graph.remarks(&index, notes);
        graph.attach(&index)?;
        graph.gates()?;
        graph.begin()?;
        graph.one_way()?;
        Ok(graph)
    }

    fn arrows(&mut self, index: &HashMap<&str, usize>) -> Result<(), Refusal> {
        for flow in self.process.children().filter(|n| is(*n, "sequenceFlow")) {
            let end = |key: &str| flow.attribute(key).and_then(|id| index.get(id)).copied();
            let (Some(from), Some(to)) = (end("sourceRef"), end("targetRef")) else {
                return Err(at(flow, "la flecha no une dos figuras de este proceso; únala o bórrela"));
            };
            let condition = flow.children().find(|c| is(*c, "conditionExpression")).map(|c| text(c).trim().to_owned());
            self.figures[from].out.push(Arrow { to, name: name(flow), condition });
            self.figures[to].into += 1;
        }
        Ok(())
    }

    fn lanes(&mut self, index: &HashMap<&str, usize>) {
        // Inner lanes come later and win.
        for lane in self.process.descendants().filter(|n| is(*n, "lane")) {
            let Some(called) = name(lane) else { continue };
            for member in lane.children().filter(|c| is(*c, "flowNodeRef")) {
                if let Some(&i) = index.get(text(member).trim()) {
                    self.figures[i].lane = Some(called.clone());
                }
            }
        }
    }

    fn remarks(&mut self, index: &HashMap<&str, usize>, notes: &mut Vec<Note>) {
        for note in self.process.children().filter(|n| is(*n, "textAnnotation")) {
            let words = text(note).split_whitespace().collect::<Vec<_>>().join(" ");
            let id = note.attribute("id").unwrap_or_default();
            let ends = self.process.children().filter(|n| is(*n, "association")).find_map(|line| {
                let (a, b) = (line.attribute("sourceRef")?, line.attribute("targetRef")?);
                [(a, b), (b, a)].into_iter().find(|(me, _)| *me == id).map(|(_, other)| other)
            });
            match ends.and_then(|id| index.get(id)).filter(|&&i| self.figures[i].kind == Kind::Task) {
                Some(&i) if !words.is_empty() => self.figures[i].remarks.push(words),
                _ => notes.push(at(note, format!("la nota no está unida a una tarea y no se trae: {words}"))),
            }
        }
    }

    fn attach(&mut self, index: &HashMap<&str, usize>) -> Result<(), Refusal> {
        for i in (0..self.figures.len()).filter(|&i| self.figures[i].kind == Kind::Clock).collect::<Vec<_>>() {
            let node = self.figures[i].node;
            let host = node.attribute("attachedToRef").and_then(|id| index.get(id)).copied();
            let host = host.filter(|&h| self.figures[h].kind == Kind::Task);
            let host = host.ok_or_else(|| at(node, "el plazo no está sobre una tarea; póngalo en una"))?;
            self.clocks.entry(host).or_default().push(i);
            let [arrow] = self.figures[i].out.as_slice() else {
                return Err(at(node, "el plazo tiene que llevar a un solo lugar"));
            };
            if node.attribute("cancelActivity") == Some("false") {
                self.notice(i, arrow.to)?;
            }
        }
        Ok(())
    }

    /// A clock that does not interrupt may only tell somebody: one figure and, if anything, an end.
    fn notice(&mut self, clock: usize, told: usize) -> Result<(), Refusal> {
        let end = self.figures[told].out.first().map(|a| a.to);
        let ends = end.is_none_or(|e| self.figures[e].kind == Kind::End && self.figures[e].into == 1);
        let f = &self.figures[told];
        if f.kind != Kind::Task || f.into != 1 || f.out.len() > 1 || !ends || self.clocks.contains_key(&told) {
            let why = "el plazo no interrumpe y lleva a más que un aviso: serían dos caminos a la vez, que un \
                       procedimiento no tiene; deje un aviso y su fin, o haga que interrumpa";
            return Err(at(self.figures[clock].node, why));
        }
        self.figures[told].kind = Kind::Notice;
        if let Some(end) = end {
            self.figures[end].kind = Kind::Notice;
        }
        Ok(())
    }

    /// Gates are forks or joins by what they do, whatever they are called.
    fn gates(&mut self) -> Result<(), Refusal> {
        for figure in &mut self.figures {
            if figure.kind == Kind::Fork && figure.out.len() < 2 {
                figure.kind = Kind::Join;
            }
            if figure.kind == Kind::Join && figure.out.is_empty() {
                return Err(at(figure.node, "nada sale de la compuerta; llévela a una figura o bórrela"));
            }
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Refusal> {
        let starts: Vec<usize> = (0..self.figures.len()).filter(|&i| self.figures[i].kind == Kind::Start).collect();
        let free = |i: &usize| {
            let f = &self.figures[*i];
            f.into == 0 && !matches!(f.kind, Kind::Clock | Kind::Notice | Kind::End)
        };
        self.start = match starts.as_slice() {
            [start] => *start,
            [_, second, ..] => {
                let why = "el proceso tiene dos inicios; un procedimiento empieza de una sola manera: únalos, o \
                           dibújelos como dos participantes";
                return Err(at(self.figures[*second].node, why));
            }
            [] => match (0..self.figures.len()).filter(free).collect::<Vec<_>>().as_slice() {
                [only] => *only,
                _ => return Err(at(self.process, "el proceso no tiene inicio; dibuje un evento de inicio")),
            },
        };
        Ok(())
    }

    /// One thing at a time: only gates part the way.
    fn one_way(&self) -> Result<(), Refusal> {
        for figure in &self.figures {
            let most = match figure.kind {
                Kind::Fork => continue,
                Kind::End => 0,
                Kind::Start | Kind::Task | Kind::Join | Kind::Wait | Kind::Clock | Kind::Notice => 1,
            };
            if figure.out.len() > most {
                let why = "salen varias flechas a la vez, y un procedimiento hace una cosa por vez; ponga una \
                           compuerta exclusiva con su pregunta";
                return Err(at(figure.node, why));
            }
            if figure.kind == Kind::Wait && figure.out.is_empty() {
                return Err(at(figure.node, "la espera no lleva a ninguna parte; únala a lo que sigue"));
            }
        }
        Ok(())
    }
}

/// What a figure is in a procedure, or why it has no place there.
fn kind(node: Node<'_, '_>) -> Result<Kind, Refusal> {
    let event = |fits: &[&str], kind: Kind| {
        let what = definition(node)?.map(tag);
        if what.is_none_or(|w| fits.contains(&w)) {
            return Ok(kind);
        }
        let why = format!(
            "«{}» no existe en un procedimiento; use un evento simple, de tiempo o de mensaje",
            what.unwrap_or_default()
        );
        Err(at(node, why))
    };
    const TIMED: [&str; 2] = ["timerEventDefinition", "messageEventDefinition"];
    match tag(node) {
        "startEvent" => event(&TIMED, Kind::Start),
        "task" | "userTask" | "manualTask" | "sendTask" | "receiveTask" => Ok(Kind::Task),
        "exclusiveGateway" => Ok(Kind::Fork),
        "intermediateCatchEvent" if definition(node)?.is_none() => {
            Err(at(node, "no dice qué espera; elija tiempo o mensaje"))
        }
        "intermediateCatchEvent" => event(&TIMED, Kind::Wait),
        "boundaryEvent" if definition(node)?.is_none() => Err(at(node, "no dice qué plazo es; elija tiempo")),
        "boundaryEvent" => event(&TIMED[..1], Kind::Clock),
        "endEvent" => event(&["messageEventDefinition", "terminateEventDefinition"], Kind::End),
        "serviceTask" | "scriptTask" | "businessRuleTask" => Err(at(
            node,
            "es un trabajo sin persona; un procedimiento dice quién hace cada paso: póngalo como tarea de usuario",
        )),
        "parallelGateway" | "inclusiveGateway" | "complexGateway" => Err(at(
            node,
            "abre varios caminos a la vez; un procedimiento hace un paso por vez: use compuertas exclusivas",
        )),
        "eventBasedGateway" => Err(at(node, "espera lo que llegue primero; use un plazo sobre la tarea anterior")),
        "subProcess" | "transaction" | "adHocSubProcess" | "callActivity" => {
            Err(at(node, "es un proceso dentro de otro; dibújelo aparte y tráigalo como otro procedimiento"))
        }
        "intermediateThrowEvent" => Err(at(node, "lanza un evento; dibújelo como tarea que avisa")),
        other => Err(at(node, format!("«{other}» no tiene lugar en un procedimiento; quítelo del dibujo"))),
    }
}
