//! Where a case may go: flows, reachability, ends and loops (`P04`, `P05`, `P08`, `P14`).

use super::{Sheet, called, to};
use crate::definition::{DeadlineAction, Step, StepKind};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::HashMap;

/// Rows as nodes, with everywhere the case may go from each.
pub(super) struct Graph {
    pub(super) out: Vec<Vec<usize>>,
    index: HashMap<String, usize>,
}

impl Graph {
    pub(super) fn new(steps: &[Step]) -> Self {
        let index: HashMap<String, usize> = steps.iter().enumerate().map(|(i, s)| (s.id.clone(), i)).collect();
        let executed = |s: &Step| !matches!(s.kind, StepKind::Rule { .. });
        let out = steps
            .iter()
            .map(|s| s.successors().filter(|_| executed(s)).filter_map(|id| index.get(id).copied()).collect())
            .collect();
        Self { out, index }
    }

    pub(super) fn row(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// Which rows can be come to from these, themselves included.
    fn reach(&self, from: impl IntoIterator<Item = usize>) -> Vec<bool> {
        reach(&self.out, from)
    }

    fn reversed(&self) -> Vec<Vec<usize>> {
        let mut back = vec![Vec::new(); self.out.len()];
        for (i, targets) in self.out.iter().enumerate() {
            targets.iter().for_each(|t| back[*t].push(i));
        }
        back
    }
}

fn reach(out: &[Vec<usize>], from: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut seen = vec![false; out.len()];
    let mut open: Vec<usize> = from.into_iter().collect();
    while let Some(i) = open.pop() {
        if !std::mem::replace(&mut seen[i], true) {
            open.extend(out[i].iter().copied());
        }
    }
    seen
}

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let graph = Graph::new(&sheet.definition.steps);
    let mut found = starts(sheet);
    if sheet.definition.flows.is_empty() {
        return found;
    }
    found.extend(shared(sheet, &graph));
    let reached = graph.reach(sheet.definition.flows.iter().filter_map(|f| graph.row(&f.start)));
    found.extend(unreachable(sheet, &reached));
    let spinning = spinning(sheet, &graph);
    found.extend(endless(sheet, &graph, &reached, &spinning));
    for i in spinning {
        let step = &sheet.definition.steps[i];
        let message = format!(
            "{} vuelve a sí por relojes que ya vencieron: el caso daría vueltas sin que nadie actúe",
            called(step)
        );
        found.push(
            Diagnostic::error(Code::P14, sheet.place(i, &[]), message)
                .with_help("Cuente el plazo desde el paso («desde: paso») o mándelo a otro lugar"),
        );
    }
    found
}

/// Every INICIO has to say what begins it, and there has to be at least one beginning.
fn starts(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (i, step) in sheet.steps() {
        if matches!(step.kind, StepKind::Start { .. }) && sheet.row(i).get("arranque").is_none() {
            found.push(
                Diagnostic::error(Code::P08, sheet.place(i, &["inicio"]), "la fila de inicio no dice qué la arranca")
                    .with_help("Agregue «arranque», p. ej. «arranque: solicitud»"),
            );
        }
    }
    if found.is_empty() && sheet.definition.flows.is_empty() {
        let at = sheet.root.key("pasos").map_or(sheet.root.head(), |k| k.place);
        found.push(
            Diagnostic::error(Code::P08, at, "ningún paso tiene «arranque»: no se puede abrir un caso")
                .with_help("Agregue «arranque: solicitud» a la primera fila"),
        );
    }
    found
}

/// Flows are independent: only the end may be common.
fn shared(sheet: &Sheet<'_>, graph: &Graph) -> Vec<Diagnostic> {
    let mut owner: HashMap<usize, usize> = HashMap::new();
    let mut found = Vec::new();
    let flows = &sheet.definition.flows;
    for (n, flow) in flows.iter().enumerate() {
        let mut told = vec![false; flows.len()];
        let Some(start) = graph.row(&flow.start) else { continue };
        let rows = graph.reach([start]);
        for (i, step) in sheet.steps().filter(|(i, _)| rows[*i]) {
            if matches!(step.kind, StepKind::End { .. }) {
                continue;
            }
            let first = *owner.entry(i).or_insert(n);
            if first != n && !std::mem::replace(&mut told[first], true) {
                let message = format!(
                    "{} está en dos flujos, el que arranca en «{}» y el que arranca en «{}»",
                    called(step),
                    flows[first].start,
                    flow.start
                );
                found.push(
                    Diagnostic::error(Code::P08, sheet.place(i, &[]), message)
                        .with_help("Termine el primero con su fila de fin («fin: oculto» si no se imprime)"),
                );
            }
        }
    }
    found
}

fn unreachable(sheet: &Sheet<'_>, reached: &[bool]) -> Vec<Diagnostic> {
    let lost = |(i, step): &(usize, &Step)| !reached[*i] && !matches!(step.kind, StepKind::Rule { .. });
    let tell = |(i, step): (usize, &Step)| {
        // An INICIO that nothing begins has been told already.
        let untold = !matches!(step.kind, StepKind::Start { .. });
        untold.then(|| {
            let message = format!("{} no se llega desde ningún arranque", to(step));
            Diagnostic::error(Code::P04, sheet.place(i, &[]), message)
                .with_help("Haga que un paso vaya a esta fila con «sigue», o bórrela")
        })
    };
    sheet.steps().filter(lost).filter_map(tell).collect()
}

/// Rows from which no end can be reached: told once, where the way stops or turns back.
fn endless(sheet: &Sheet<'_>, graph: &Graph, reached: &[bool], spinning: &[usize]) -> Vec<Diagnostic> {
    let is_end = |s: &Step| matches!(s.kind, StepKind::End { .. });
    let back = graph.reversed();
    let ending = reach(&back, sheet.steps().filter(|(_, s)| is_end(s)).map(|(i, _)| i));
    let stuck = |i: usize| reached[i] && !ending[i];
    let stops = |i: usize| stuck(i) && graph.out[i].is_empty();
    let explained = reach(&back, (0..reached.len()).filter(|i| stops(*i)));
    let mut found = Vec::new();
    for (i, step) in sheet.steps().filter(|(i, _)| stuck(*i) && !spinning.contains(i)) {
        let returns = graph.out[i].iter().find(|t| **t <= i).filter(|_| !explained[i]);
        if stops(i) {
            let message = format!("{} no lleva a ningún fin: después no hay otra fila", called(step));
            found.push(
                Diagnostic::error(Code::P05, sheet.place(i, &[]), message)
                    .with_help("Agregue una fila «fin: FIN», o «fin: oculto» si no se imprime"),
            );
        } else if let Some(back_to) = returns {
            let message =
                format!("{} vuelve {} y de esa vuelta no se sale", called(step), to(&sheet.definition.steps[*back_to]));
            found.push(
                Diagnostic::error(Code::P05, sheet.place(i, &[]), message)
                    .with_help("Agregue una respuesta o un plazo que lleve a un fin"),
            );
        }
    }
    found
}

/// Rows from which a case comes back to the same row by clocks that count from its start, and so have run out.
fn spinning(sheet: &Sheet<'_>, graph: &Graph) -> Vec<usize> {
    let automatic: Vec<Vec<usize>> = sheet
        .steps()
        .map(|(_, step)| {
            let clocks = step.deadlines.iter().filter(|d| d.from_start).filter_map(|d| match &d.then {
                DeadlineAction::Go(to) => Some(to),
                DeadlineAction::Notify(_) => None,
            });
            let passed = step.next.iter().filter(|_| matches!(step.kind, StepKind::Start { .. }));
            clocks.chain(passed).filter_map(|id| graph.row(id)).collect()
        })
        .collect();
    let returns = |i: &usize| automatic[*i].iter().any(|to| to <= i && reach(&automatic, [*to])[*i]);
    (0..automatic.len()).filter(returns).collect()
}
