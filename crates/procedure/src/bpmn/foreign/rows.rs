//! The rows of the table out of the figures of a process, from its start on.

use super::super::read::{MODEL, Refusal, at, is, name, tag, text};
use super::super::words;
use super::definition;
use super::graph::{Arrow, Figure, Graph, Kind};
use super::names::{Names, slug};
use crate::yaml::Node as Tree;
use std::collections::{BTreeMap, BTreeSet};

struct Rows<'g, 'n, 'd> {
    graph: &'g Graph<'n, 'd>,
    names: &'g mut Names,
    /// Figures that become rows, in the order of the table.
    order: Vec<usize>,
    ids: BTreeMap<usize, String>,
    /// Gates whose question belongs to the task before them.
    asked: BTreeMap<usize, usize>,
    number: usize,
    /// The end for the ways that the drawing leaves open.
    silent: Option<String>,
}

pub(super) fn rows(graph: &Graph<'_, '_>, names: &mut Names) -> Result<Vec<Tree>, Refusal> {
    let (order, ids, asked) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    let mut rows = Rows { graph, names, order, ids, asked, number: 0, silent: None };
    rows.absorb();
    rows.arrange()?;
    rows.name();
    let mut out = Vec::new();
    for at in 0..rows.order.len() {
        rows.row(at, &mut out)?;
    }
    rows.silent_end(&mut out);
    Ok(out)
}

impl<'g, 'n, 'd> Rows<'g, 'n, 'd> {
    fn figure(&self, i: usize) -> &'g Figure<'n, 'd> {
        &self.graph.figures[i]
    }

    /// A gate right after a task, and only after it, is that task's question.
    fn absorb(&mut self) {
        for (i, figure) in self.graph.figures.iter().enumerate().filter(|(_, f)| f.kind == Kind::Task) {
            if let [arrow] = figure.out.as_slice()
                && self.figure(arrow.to).kind == Kind::Fork
                && self.figure(arrow.to).into == 1
            {
                self.asked.insert(i, arrow.to);
            }
        }
    }

    /// Past joins and waits, which are no rows.
    fn land(&self, from: usize) -> Result<usize, Refusal> {
        let mut here = from;
        for _ in 0..=self.graph.figures.len() {
            match self.figure(here).kind {
                Kind::Join | Kind::Wait => here = self.figure(here).out.first().map_or(here, |a| a.to),
                _ => return Ok(here),
            }
        }
        Err(at(self.figure(from).node, "las flechas dan vueltas sin pasar por ninguna tarea; quite la vuelta"))
    }

    /// The arrows that leave a row, its clocks' last.
    fn ways(&self, i: usize) -> Vec<&'g Arrow> {
        let tail = self.asked.get(&i).copied().unwrap_or(i);
        let clocks = self.graph.clocks.get(&i).into_iter().flatten();
        let clocks = clocks.filter(|c| self.figure(**c).node.attribute("cancelActivity") != Some("false"));
        self.figure(tail).out.iter().chain(clocks.flat_map(|c| &self.figure(*c).out)).collect()
    }

    /// From the start on, each row after those that lead to it, but for the ways back.
    fn arrange(&mut self) -> Result<(), Refusal> {
        let first = self.land(self.graph.start)?;
        let (mut seen, mut done) = (BTreeSet::from([first]), Vec::new());
        let mut open: Vec<(usize, Vec<usize>)> = vec![(first, self.targets(first)?)];
        while let Some((i, targets)) = open.last_mut() {
            let i = *i;
            match targets.pop() {
                Some(to) if seen.insert(to) => {
                    let targets = self.targets(to)?;
                    open.push((to, targets));
                }
                Some(_) => {}
                None => {
                    done.push(i);
                    open.pop();
                }
            }
        }
        done.reverse();
        self.order = done;
        let gates: BTreeSet<usize> = self.asked.values().copied().collect();
        for (i, figure) in self.graph.figures.iter().enumerate() {
            let row = matches!(figure.kind, Kind::Start | Kind::Task | Kind::Fork | Kind::End);
            if row && !seen.contains(&i) && !gates.contains(&i) {
                return Err(at(figure.node, "ninguna flecha llega desde el inicio; únala o bórrela"));
            }
            if figure.kind == Kind::Wait {
                self.check_wait(i)?;
            }
        }
        Ok(())
    }

    fn targets(&self, i: usize) -> Result<Vec<usize>, Refusal> {
        self.ways(i).into_iter().map(|a| self.land(a.to)).collect()
    }

    /// A wait belongs to the task right after it, whichever way one comes.
    fn check_wait(&self, i: usize) -> Result<(), Refusal> {
        let next = self.figure(i).out.first().map(|a| self.figure(a.to));
        if next.is_some_and(|n| n.kind == Kind::Task && n.into == 1) {
            return Ok(());
        }
        Err(at(self.figure(i).node, "la espera tiene que ir justo antes de una tarea, y ser su única entrada"))
    }

    fn name(&mut self) {
        for i in self.order.clone() {
            let called = self.called(i);
            let id = match self.figure(i).kind {
                Kind::Start => self.names.step("inicio"),
                Kind::End => self.names.step("fin"),
                _ => self.names.step(&called),
            };
            self.ids.insert(i, id);
        }
    }

    fn called(&self, i: usize) -> String {
        let node = self.figure(i).node;
        name(node).unwrap_or_else(|| match self.figure(i).kind {
            Kind::Start => "INICIO".to_owned(),
            Kind::End => "FIN".to_owned(),
            Kind::Fork => "¿Por cuál camino sigue?".to_owned(),
            _ => "Paso sin nombre".to_owned(),
        })
    }

    fn row(&mut self, place: usize, out: &mut Vec<Tree>) -> Result<(), Refusal> {
        let i = self.order[place];
        let (figure, called) = (self.figure(i), self.called(i));
        let mut row = Tree::of_map([]);
        let mut doubts: Vec<String> = Vec::new();
        if figure.kind != Kind::Fork {
            self.number += 1;
            row.set("paso", Tree::of_text(self.number.to_string()));
        }
        row.set("id", Tree::of_text(self.ids[&i].clone()));
        match figure.kind {
            Kind::Start => row.set("inicio", Tree::of_text(called)),
            Kind::End if called == "oculto" => row.set("fin", Tree::of_text("Fin")),
            Kind::End => row.set("fin", Tree::of_text(called)),
            Kind::Fork => {
                row.set("pregunta", Tree::of_text(called));
                self.responsible(i, "responde", &mut row, &mut doubts);
                row.set("opciones", self.options(i, i, &mut doubts)?);
            }
            Kind::Task | Kind::Join | Kind::Wait | Kind::Clock | Kind::Notice => {
                self.activity(i, called, &mut row, &mut doubts)?;
            }
        }
        if place == 0 {
            let begins = self.trigger(&mut doubts)?;
            row.set("arranque", begins);
        }
        if matches!(figure.kind, Kind::Start | Kind::Task) && !self.asked.contains_key(&i) {
            self.onward(place, &mut row)?;
        }
        if !doubts.is_empty() {
            row.set("duda", Tree::of_list(doubts.into_iter().take(20).map(Tree::of_text)));
        }
        out.push(row);
        for words in &figure.remarks {
            let about = Tree::of_list([Tree::of_text(self.ids[&i].clone())]);
            let id = Tree::of_text(self.names.step(&format!("nota {words}")));
            out.push(Tree::of_map([("norma", about), ("id", id), ("actividad", Tree::of_text(words.clone()))]));
        }
        Ok(())
    }

    fn activity(&mut self, i: usize, called: String, row: &mut Tree, doubts: &mut Vec<String>) -> Result<(), Refusal> {
        let node = self.figure(i).node;
        self.responsible(i, "responsable", row, doubts);
        if name(node).is_none() {
            doubts.push("El dibujo no dice qué se hace aquí: escriba la actividad.".to_owned());
        }
        row.set("actividad", Tree::of_text(called));
        let said: Vec<String> = node.children().filter(|c| is(*c, "documentation")).map(text).collect();
        let said = said.join("\n");
        if !said.trim().is_empty() {
            row.set("especificaciones", Tree::of_text(said.trim()));
        }
        if node.children().any(|c| c.is_element() && tag(c).ends_with("LoopCharacteristics")) {
            doubts.push("El dibujo repite este paso varias veces: diga cuántas, o hasta cuándo.".to_owned());
        }
        let wait = self.graph.figures.iter().find(|f| f.kind == Kind::Wait && f.out.iter().any(|a| a.to == i));
        if let Some(wait) = wait {
            self.awaited(wait, row, doubts)?;
        }
        if let Some(&gate) = self.asked.get(&i) {
            let asks = name(self.figure(gate).node).unwrap_or_else(|| self.called(gate));
            let options = self.options(i, gate, doubts)?;
            row.set("decide", Tree::of_map([("pregunta", Tree::of_text(asks)), ("opciones", options)]));
        }
        self.clocks(i, row, doubts)
    }

    /// Who does it; a lane that we hear of for the first time has no role yet.
    fn responsible(&mut self, i: usize, key: &str, row: &mut Tree, doubts: &mut Vec<String>) {
        let pool = || {
            let id = self.graph.process.attribute("id");
            let all = self.graph.process.document().descendants().filter(|n| is(*n, "participant"));
            all.into_iter().find(|p| p.attribute("processRef") == id).and_then(name)
        };
        let who = self.figure(i).lane.clone().or_else(pool);
        let who = who.unwrap_or_else(|| {
            doubts.push("El dibujo no dice quién lo hace: escriba el responsable.".to_owned());
            "Responsable".to_owned()
        });
        let (role, new) = self.names.role(&who);
        if new {
            doubts.push(format!("«{who}» quedó con el rol «{role}»: confirme en «responsables» qué cargo es."));
        }
        row.set(key, Tree::of_text(who));
    }

    /// The answers of the question at `gate`, asked in row `i`.
    fn options(&mut self, i: usize, gate: usize, doubts: &mut Vec<String>) -> Result<Tree, Refusal> {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut options = Vec::new();
        for (n, arrow) in self.figure(gate).out.iter().enumerate() {
            let condition = arrow.condition.as_deref().and_then(words::quoted).map(str::to_owned);
            let mut label = arrow.name.clone().or(condition).unwrap_or_else(|| {
                doubts.push(format!("La flecha {} no tiene nombre: escriba la respuesta.", n + 1));
                format!("Camino {}", n + 1)
            });
            while !seen.insert(label.to_lowercase()) {
                label.push_str(" (otra)");
            }
            let to = self.land(arrow.to)?;
            let mut option = Tree::of_map([("respuesta", Tree::of_text(label))]);
            option.set(self.direction(i, to), Tree::of_text(self.ids[&to].clone()));
            options.push(option);
        }
        Ok(Tree::of_list(options))
    }

    fn direction(&self, from: usize, to: usize) -> &'static str {
        let place = |i: usize| self.order.iter().position(|&o| o == i);
        if place(to) > place(from) { "sigue" } else { "regresa" }
    }

    /// Where a row without question goes, when it is not the next one.
    fn onward(&mut self, place: usize, row: &mut Tree) -> Result<(), Refusal> {
        let i = self.order[place];
        let Some(arrow) = self.figure(i).out.first() else {
            let end = self.silent.get_or_insert_with(|| self.names.step("fin")).clone();
            row.set("sigue", Tree::of_text(end));
            return Ok(());
        };
        let to = self.land(arrow.to)?;
        if self.order.get(place + 1) != Some(&to) {
            row.set(self.direction(i, to), Tree::of_text(self.ids[&to].clone()));
        }
        Ok(())
    }

    /// The end that a drawing leaves out.
    fn silent_end(&self, out: &mut Vec<Tree>) {
        if let Some(id) = &self.silent {
            let doubt = "El dibujo no tiene fin para este camino: confirme que aquí termina.";
            let end = [("id", id.as_str()), ("fin", "oculto"), ("duda", doubt)];
            out.push(Tree::of_map(end.map(|(k, v)| (k, Tree::of_text(v)))));
        }
    }

    fn trigger(&self, doubts: &mut Vec<String>) -> Result<Tree, Refusal> {
        let start = self.figure(self.graph.start);
        let called = name(start.node).unwrap_or_else(|| "inicio".to_owned());
        let what = if start.kind == Kind::Start { definition(start.node)? } else { None };
        match what.map(tag) {
            Some("messageEventDefinition") => {
                doubts.push(format!("Empieza al llegar «{called}»: diga por qué medio llega."));
                Ok(Tree::of_map([("mensaje", Tree::of_list([Tree::of_text(slug(&called))]))]))
            }
            Some(_) => {
                let when = what.map(text).unwrap_or_default();
                doubts.push(format!("Empieza por el reloj («{}»): diga el horario o el plan.", when.trim()));
                Ok(Tree::of_map([("cronograma", Tree::of_text(slug(&called)))]))
            }
            None => Ok(Tree::of_text("solicitud")),
        }
    }

    fn awaited(&self, wait: &Figure<'_, '_>, row: &mut Tree, doubts: &mut Vec<String>) -> Result<(), Refusal> {
        let called = name(wait.node).unwrap_or_else(|| "espera".to_owned());
        let what = definition(wait.node)?;
        if what.is_some_and(|w| tag(w) == "messageEventDefinition") {
            row.set("espera", Tree::of_map([("mensaje", Tree::of_text(slug(&called)))]));
            return Ok(());
        }
        let until = what.map(text).unwrap_or_default();
        doubts.push(format!("Antes espera «{called}» («{}»): dígalo en «espera».", until.trim()));
        Ok(())
    }

    fn clocks(&mut self, i: usize, row: &mut Tree, doubts: &mut Vec<String>) -> Result<(), Refusal> {
        let mut all = Vec::new();
        for &clock in self.graph.clocks.get(&i).into_iter().flatten() {
            let figure = self.figure(clock);
            let duration = figure.node.descendants().find(|n| n.has_tag_name((MODEL, "timeDuration"))).map(text);
            let length = duration.as_deref().and_then(words::from_iso);
            let length = length.ok_or_else(|| {
                let said = duration.as_deref().unwrap_or_default().trim().to_owned();
                at(figure.node, format!("el plazo «{said}» no es una duración; escriba por ejemplo P2D o PT12H"))
            })?;
            let mut deadline = Tree::of_map([("tras", Tree::of_text(length))]);
            let Some(arrow) = figure.out.first() else { continue };
            if self.figure(arrow.to).kind == Kind::Notice {
                let told = self.figure(arrow.to);
                let who = told.lane.clone().unwrap_or_else(|| "Responsable".to_owned());
                let (role, _) = self.names.role(&who);
                let what = name(told.node).unwrap_or_default();
                doubts.push(format!("Al vencer avisa («{what}»): confirme a qué rol; quedó «{role}»."));
                deadline.set("avisa", Tree::of_text(role));
            } else {
                let to = self.land(arrow.to)?;
                deadline.set(self.direction(i, to), Tree::of_text(self.ids[&to].clone()));
            }
            all.push(deadline);
        }
        if !all.is_empty() {
            row.set("plazos", Tree::of_list(all));
        }
        Ok(())
    }
}
