//! For the outside checks of `cargo xtask test`: writes each procedure given as BPMN, and walks that our engine took
//! through it as JSON, for another engine to follow.
//!
//! `outside FOLDER FILE…` writes; the walks are the same each time: no chance but a counter's. `outside --back FOLDER
//! FILE…` reads what another program has rewritten (`NAME.bpmn.rewritten`) and fails unless it is the same file.

use kernel::time::{Calendar, Duration, Instant, Period, Zone, instant};
use procedure::bpmn::{self, Expressions};
use procedure::definition::{DeadlineAction, Definition, FieldKind, Flow, Step, Trigger, Wait};
use procedure::engine::{replay, step};
use procedure::state::{Command, Context, Data, Refusal, State, Status};
use procedure::yaml;
use serde_json::{Value, json};
use std::{cell::Cell, error::Error, fs, path::Path};
use uuid::Uuid;

const WALKS: u64 = 8;
/// Longest walk; then it heads for the end by first answers.
const LONG: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let first = args.next().ok_or("usage: outside [--back] FOLDER FILE…")?;
    let back = first == "--back";
    let folder = if back { args.next().ok_or("usage: outside --back FOLDER FILE…")? } else { first };
    for file in args {
        let source = fs::read_to_string(&file)?;
        if !source.contains("formato: procedimiento/") {
            continue;
        }
        let (def, found) = procedure::parse(&source);
        let def = def.ok_or_else(|| format!("{file}: {found:?}"))?;
        let root = yaml::load(&source).map_err(|d| d.message)?;
        let path = Path::new(&file);
        let part = |p: Option<&std::ffi::OsStr>| p.unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{}-{}", part(path.parent().and_then(Path::file_name)), part(path.file_stem()));
        if back {
            let again = bpmn::read(&fs::read_to_string(format!("{folder}/{name}.bpmn.rewritten"))?);
            let again = again.map_err(|refusal| format!("{name}: {refusal}"))?;
            if yaml::write(&again.root) != yaml::write(&root) {
                return Err(format!("{name}: it came back changed").into());
            }
            continue;
        }
        fs::write(format!("{folder}/{name}.bpmn"), bpmn::write(&def, &root, Expressions::Python))?;
        let walks: Vec<Value> =
            def.flows.iter().flat_map(|flow| (0..WALKS).map(|n| Walker::new(&def, flow, n).walk())).collect();
        fs::write(format!("{folder}/{name}.json"), serde_json::to_string_pretty(&json!({ "walks": walks }))?)?;
    }
    Ok(())
}

struct Walker<'d> {
    def: &'d Definition,
    flow: &'d Flow,
    state: State,
    now: Instant,
    calendar: Calendar,
    ids: Cell<u128>,
    luck: u64,
    moves: Vec<Value>,
}

impl<'d> Walker<'d> {
    fn new(def: &'d Definition, flow: &'d Flow, n: u64) -> Self {
        let periods = [Period { open: 480, close: 960 }];
        let calendar = Calendar::weekdays(Zone::utc(), &periods);
        let (now, luck) = (instant("2026-03-02T08:00:00Z"), 0x9e37_79b9_7f4a_7c15 ^ (n + 1));
        let state = replay(std::iter::empty());
        Self { def, flow, state, now, calendar, ids: Cell::new(1), luck, moves: Vec::new() }
    }

    /// The next number below `n` of a small generator (xorshift).
    fn chance(&mut self, n: usize) -> usize {
        self.luck ^= self.luck << 13;
        self.luck ^= self.luck >> 7;
        self.luck ^= self.luck << 17;
        usize::try_from(self.luck >> 33).unwrap_or(0) % n.max(1)
    }

    fn ask(&mut self, command: Command, system: bool) -> Result<(), Refusal> {
        let ctx = Context {
            now: self.now,
            calendar: &self.calendar,
            actor: (!system).then(|| Uuid::from_u128(7)),
            holds: &|_| true,
            system,
            out_of_turn: false,
            new_id: &|| Uuid::from_u128(self.ids.replace(self.ids.get() + 1)),
        };
        let outcome = step(self.def, self.state.clone(), command, &ctx)?;
        self.state = outcome.state;
        Ok(())
    }

    fn walk(mut self) -> Value {
        let asked = matches!(self.flow.trigger, Trigger::Request | Trigger::Message(_));
        let first = self.def.step(&self.flow.first);
        let data = first.filter(|_| asked).map(fill).unwrap_or_default();
        let open = |data: Data| Command::Open { flow: self.flow.start.clone(), data };
        let (full, empty) = (open(data), open(Data::new()));
        if self.ask(full, !asked).is_err() {
            self.ask(empty, !asked).expect("a case can be opened");
        }
        if self.state.visits.contains_key(&self.flow.first) && self.stands() != Some(self.flow.first.as_str()) {
            self.moved(json!({ "step": self.flow.first }));
        }
        while self.state.status == Status::Open && self.moves.len() < 2 * LONG {
            self.go_on();
        }
        let over = self.state.status == Status::Closed;
        let process = format!("flujo-{}", self.flow.start);
        json!({ "process": process, "begin": self.flow.first, "moves": self.moves, "over": over })
    }

    fn stands(&self) -> Option<&str> {
        self.state.token().map(|t| t.step.as_str())
    }

    /// Notes what was done and where the case stands now.
    fn moved(&mut self, mut what: Value) {
        what["next"] = json!(self.stands());
        self.moves.push(what);
    }

    fn go_on(&mut self) {
        let here = self.stands().and_then(|id| self.def.step(id)).expect("an open case stands somewhere");
        if let Some(Wait::Message(message)) = &here.wait {
            // Refused when it is here already.
            drop(self.ask(Command::Arrive { message: message.clone() }, true));
        }
        if let Some(wait) = self.state.timers.iter().find(|t| t.deadline.is_none()).cloned() {
            self.now = self.now.max(wait.due_at);
            self.ask(Command::TimerFired { timer: wait.id }, true).expect("its instant has come");
        }
        if self.moves.len() < LONG && self.chance(4) == 0 && self.late(here) {
            return;
        }
        self.act(here);
    }

    /// Lets one of the step's clocks run out.
    fn late(&mut self, here: &Step) -> bool {
        let Some(timer) = self.state.timers.iter().min_by_key(|t| t.due_at).cloned() else { return false };
        let Some(n) = timer.deadline else { return false };
        self.now = self.now.max(timer.due_at + Duration::seconds(1));
        self.ask(Command::TimerFired { timer: timer.id }, true).expect("its instant has come");
        let leaves = matches!(here.deadlines[n].then, DeadlineAction::Go(_));
        self.moved(json!({ "step": here.id, "clock": n + 1, "leaves": leaves }));
        true
    }

    fn act(&mut self, here: &Step) {
        let answers = here.decision.as_ref().map(|d| d.answers.as_slice()).unwrap_or_default();
        // Too long a walk heads for the end.
        let onward = self.moves.len() >= LONG;
        let nth = if onward { answers.iter().position(|a| !a.back).unwrap_or(0) } else { self.chance(answers.len()) };
        let answer = answers.get(nth);
        let mut data = fill(here);
        let scale = here.decision.as_ref().and_then(|d| d.by.clone());
        if let (Some(scale), Some((score, _))) = (&scale, answer.and_then(|a| a.scores)) {
            data.insert(scale.clone(), score.to_string());
        }
        let answer = answer.map(|a| a.label.clone());
        if let Some(document) = &here.signs {
            let version = self.state.documents.get(document).map_or(1, |d| d.version);
            // A signature may itself end the step.
            drop(self.ask(Command::Sign { document: document.clone(), version }, false));
        }
        let visit = self.state.visits.get(&here.id).copied();
        if self.stands() == Some(&here.id) && self.state.token().map(|t| t.visit) == visit {
            let task = self.state.tasks.first().map_or(Uuid::nil(), |t| t.id);
            // Where a scale answers, nobody chooses.
            let chosen = answer.clone().filter(|_| scale.is_none());
            let done = Command::Complete { task, answer: chosen, data };
            self.ask(done, false).unwrap_or_else(|e| panic!("{} «{}»: {e:?}", self.def.code, here.id));
        }
        self.moved(json!({ "step": here.id, "answer": answer }));
    }
}

/// A form filled with something that fits each field.
fn fill(step: &Step) -> Data {
    let value = |kind: &FieldKind| match kind {
        FieldKind::Date => "2026-04-01".to_owned(),
        FieldKind::Number => "3".to_owned(),
        FieldKind::Confirmation => "si".to_owned(),
        FieldKind::Scale { from, .. } => from.to_string(),
        _ => "algo".to_owned(),
    };
    step.form.iter().map(|f| (f.id.clone(), value(&f.kind))).collect()
}
