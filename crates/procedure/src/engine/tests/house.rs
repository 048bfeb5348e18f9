//! A house to try procedures in: people, a clock and a log, with the invariants checked after every command.

use super::invariants;
use super::sample::{CHIEF, TECHNICIAN, USER};
use crate::definition::{Definition, Id};
use crate::engine::{Outcome, decide, step};
use crate::state::{Command, Context, Data, Event, Order, Refusal, State, Task};
use kernel::time::{Calendar, Duration, Instant, Period, Zone, instant};
use std::{cell::Cell, collections::BTreeMap};
use uuid::Uuid;

pub(crate) struct House<'d> {
    pub(crate) def: &'d Definition,
    pub(crate) state: State,
    pub(crate) log: Vec<Event>,
    pub(crate) orders: Vec<Order>,
    pub(crate) now: Instant,
    pub(crate) people: BTreeMap<String, Vec<String>>,
    pub(crate) out_of_turn: bool,
    calendar: Calendar,
    ids: Cell<u128>,
}

/// A person's id; the same for the same name of at most 16 bytes.
pub(crate) fn person(name: &str) -> Uuid {
    let mut bytes = [0; 16];
    bytes[..name.len()].copy_from_slice(name.as_bytes());
    Uuid::from_bytes(bytes)
}

/// The name behind [`person`].
pub(crate) fn name_of(id: Uuid) -> String {
    String::from_utf8_lossy(id.as_bytes()).trim_end_matches('\0').to_owned()
}

pub(crate) fn data(fields: &[(&str, &str)]) -> Data {
    fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
}

impl<'d> House<'d> {
    /// Monday 2026-03-02, 8:00 in El Salvador; open on weekdays 8–12 and 13–16.
    pub(crate) fn new(def: &'d Definition) -> Self {
        let zone = Zone::named("America/El_Salvador").unwrap();
        let periods = [Period { open: 480, close: 720 }, Period { open: 780, close: 960 }];
        let staff = [("ana", USER), ("beto", TECHNICIAN), ("carla", TECHNICIAN), ("julia", CHIEF)];
        Self {
            def,
            state: State::default(),
            log: Vec::new(),
            orders: Vec::new(),
            now: instant("2026-03-02T14:00:00Z"),
            people: staff.map(|(who, role)| (who.to_owned(), vec![role.to_owned()])).into(),
            out_of_turn: false,
            calendar: Calendar::weekdays(zone, &periods),
            ids: Cell::new(1),
        }
    }

    pub(crate) fn holds(&self, who: &str, role: &str) -> bool {
        self.people.get(who).is_some_and(|roles| roles.iter().any(|r| r == role))
    }

    /// Runs a command as that person (`sistema` for the house) and checks every invariant afterwards.
    pub(crate) fn ask(&mut self, who: &str, command: Command) -> Result<Outcome, Refusal> {
        let before = self.state.clone();
        let system = who == "sistema";
        let next = self.ids.get();
        let ctx = Context {
            now: self.now,
            calendar: &self.calendar,
            actor: (!system).then(|| person(who)),
            holds: &|role| self.holds(who, role),
            system,
            out_of_turn: self.out_of_turn,
            new_id: &|| Uuid::from_u128(self.ids.replace(self.ids.get() + 1)),
        };
        let outcome = step(self.def, self.state.clone(), command.clone(), &ctx);
        self.ids.set(next);
        let decided = decide(self.def, &self.state, command, &ctx);
        assert_eq!(outcome.clone().map(|o| o.events), decided, "the same question has the same answer");
        let outcome = outcome?;
        invariants::of_roles(self, who, &before, &outcome.events);
        self.state = outcome.state.clone();
        self.log.extend(outcome.events.iter().cloned());
        self.orders.extend(outcome.orders.iter().cloned());
        invariants::of_case(self.def, &self.state, &self.log, &self.orders);
        Ok(outcome)
    }

    /// Takes the case over to another version, as julia, and checks that the log still leads to the state. From then on
    /// that version's rules hold.
    pub(super) fn migrate(&mut self, new: &'d Definition, steps: &[(&str, &str)]) -> Result<Outcome, Refusal> {
        let given = steps.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        let plan = crate::migrate::plan(self.def, new, &self.state, &given).expect("the case can go over");
        let ctx = Context {
            now: self.now,
            calendar: &self.calendar,
            actor: Some(person("julia")),
            holds: &|role| self.holds("julia", role),
            system: false,
            out_of_turn: false,
            new_id: &|| Uuid::from_u128(self.ids.replace(self.ids.get() + 1)),
        };
        let outcome = crate::engine::migrate(new, self.state.clone(), &plan, "versión nueva".to_owned(), &ctx)?;
        self.state = outcome.state.clone();
        self.log.extend(outcome.events.iter().cloned());
        self.orders.extend(outcome.orders.iter().cloned());
        self.def = new;
        invariants::of_log(&self.state, &self.log, &self.orders);
        Ok(outcome)
    }

    pub(crate) fn open(&mut self, who: &str, fields: &[(&str, &str)]) -> Result<Outcome, Refusal> {
        let flow = self.def.flows[0].start.clone();
        self.ask(who, Command::Open { flow, data: data(fields) })
    }

    pub(crate) fn task(&self) -> Task {
        self.state.tasks.first().cloned().expect("the case stands on a task")
    }

    pub(crate) fn take(&mut self, who: &str) -> Result<Outcome, Refusal> {
        self.ask(who, Command::Take { task: self.task().id, reason: None })
    }

    pub(crate) fn complete(&mut self, who: &str, fields: &[(&str, &str)]) -> Result<Outcome, Refusal> {
        self.ask(who, Command::Complete { task: self.task().id, answer: None, data: data(fields) })
    }

    pub(crate) fn answer(&mut self, who: &str, label: &str, fields: &[(&str, &str)]) -> Result<Outcome, Refusal> {
        let answer = Some(label.to_owned());
        self.ask(who, Command::Complete { task: self.task().id, answer, data: data(fields) })
    }

    pub(crate) fn sign(&mut self, who: &str, document: &str, version: u32) -> Result<Outcome, Refusal> {
        self.ask(who, Command::Sign { document: document.to_owned(), version })
    }

    pub(crate) fn correct(&mut self, who: &str, field: &str, value: &str) -> Result<Outcome, Refusal> {
        let (field, value, reason) = (field.to_owned(), value.to_owned(), "se escribió mal".to_owned());
        self.ask(who, Command::Correct { field, value, reason })
    }

    /// Tries to take when there may be nothing to take.
    pub(crate) fn take_any(&mut self, who: &str) -> Result<Outcome, Refusal> {
        self.ask(who, Command::Take { task: Uuid::nil(), reason: None })
    }

    /// Tries to complete when there may be nothing to complete.
    pub(crate) fn complete_any(&mut self, who: &str) -> Result<Outcome, Refusal> {
        self.ask(who, Command::Complete { task: Uuid::nil(), answer: None, data: Data::new() })
    }

    /// Fires the only timer of that deadline (`None`: the wait).
    pub(crate) fn fire(&mut self, deadline: Option<usize>) -> Result<Outcome, Refusal> {
        let timer = self.state.timers.iter().find(|t| t.deadline == deadline).expect("such a timer is set").id;
        self.ask("sistema", Command::TimerFired { timer })
    }

    /// Where the case stands.
    pub(crate) fn stands(&self) -> Option<&Id> {
        self.state.token().map(|t| &t.step)
    }

    pub(crate) fn owner(&self) -> Option<String> {
        self.task().owner.map(name_of)
    }

    pub(crate) fn pass(&mut self, time: Duration) {
        self.now += time;
    }
}
