//! Random procedures, random people, a clock that jumps: the invariants hold (they are checked inside
//! [`House::ask`]) and the end can always be reached.

use super::house::{House, name_of, person};
use super::migration::renamed;
use super::random::{ROLES, any_seeds, build};
use crate::definition::{Assignment, Definition, FieldKind, Step, StepKind, Wait};
use crate::engine::is_queue;
use crate::state::{Command, Data, State, Status, Task};
use kernel::time::Duration;
use proptest::{prelude::*, strategy::ValueTree as _};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One try: what, who, with what, minutes later.
type Try = (u8, u8, u8, i16);

const PEOPLE: [&str; 5] = ["ada", "bea", "caro", "dora", "sistema"];

fn staff(house: &mut House<'_>) {
    let roles = |names: &[&str]| names.iter().map(|&r| r.to_owned()).collect::<Vec<_>>();
    let [a, b, c] = ROLES;
    let all = [
        ("ada", roles(&[a])),
        ("bea", roles(&[b, "firma_presencial"])),
        ("caro", roles(&[c])),
        ("dora", roles(&[a, b])),
    ];
    house.people = all.map(|(who, roles)| (who.to_owned(), roles)).into();
}

fn fill(step: &Step, luck: u8) -> Data {
    let value = |kind: &FieldKind| match kind {
        FieldKind::Date => {
            if luck.is_multiple_of(5) {
                "ayer"
            } else {
                "2026-03-09"
            }
        }
        FieldKind::Number => {
            if luck % 5 == 1 {
                "x"
            } else {
                "12"
            }
        }
        _ => "texto",
    };
    let given = step.form.iter().filter(|f| f.required || !luck.is_multiple_of(3));
    given.map(|f| (f.id.clone(), value(&f.kind).to_owned())).collect()
}

/// A command that often fits where the case stands, and often does not.
fn command(house: &House<'_>, what: u8, luck: u8) -> Command {
    let task = house.state.tasks.first().map_or(Uuid::nil(), |t| t.id);
    let step = house.stands().and_then(|id| house.def.step(id));
    let reason = if luck.is_multiple_of(7) { String::new() } else { "motivo".to_owned() };
    match what % 16 {
        0 => Command::Open { flow: house.def.flows[0].start.clone(), data: Data::new() },
        1 | 2 => Command::Take { task, reason: (luck.is_multiple_of(2)).then_some(reason) },
        3 => Command::Release { task, reason },
        4 => Command::Assign { task, to: person(PEOPLE[usize::from(luck) % 4]), reason },
        5 => {
            let timer = house.state.timers.get(usize::from(luck) % 2).map_or(task, |t| t.id);
            Command::TimerFired { timer }
        }
        6 | 7 => {
            let version =
                house.state.documents.get("acta").map_or(1, |d| d.version + u32::from(luck.is_multiple_of(9)));
            Command::Sign { document: "acta".to_owned(), version }
        }
        8 => {
            let field = ["dia", "detalle", "nota", "cantidad", "otro"][usize::from(luck) % 5].to_owned();
            let value = ["2026-03-20", "7", "otra cosa", ""][usize::from(luck / 5) % 4].to_owned();
            Command::Correct { field, value, reason }
        }
        9 if luck < 60 => Command::Suspend { reason },
        9 if luck < 70 => Command::Annul { reason },
        9 => Command::Resume,
        10 if luck.is_multiple_of(2) => {
            Command::Arrive { message: if luck < 20 { "otra".to_owned() } else { "pieza".to_owned() } }
        }
        10 => Command::Number { document: "acta".to_owned(), number: luck.to_string() },
        _ => {
            let answers = step.and_then(|s| s.decision.as_ref()).map(|d| &d.answers);
            let answer = answers.and_then(|a| a.get(usize::from(luck) % (a.len() + 1))).map(|a| a.label.clone());
            Command::Complete { task, answer, data: step.map_or_else(Data::new, |s| fill(s, luck)) }
        }
    }
}

/// Steps to the end from each row, over the transitions that people choose.
fn distances(def: &Definition) -> BTreeMap<&str, usize> {
    let mut far: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..=def.steps.len() {
        for step in &def.steps {
            let ways = step.decision.iter().flat_map(|d| d.answers.iter().map(|a| &a.to)).chain(&step.next);
            let best = ways.filter_map(|to| far.get(to.as_str())).min().map(|d| d + 1);
            let end = matches!(step.kind, StepKind::End { .. }).then_some(0);
            if let Some(d) = end.or(best) {
                far.insert(&step.id, d);
            }
        }
    }
    far
}

/// Another name for a step.
fn away(id: &str) -> String {
    format!("otro_{id}")
}

fn holder(house: &House<'_>, step: &Step, task: &Task) -> &'static str {
    let open = |role: &&String| !task.agreed.contains(role);
    let role = step.roles.iter().find(open).expect("a role has not acted yet");
    PEOPLE.into_iter().find(|who| house.holds(who, role)).expect("somebody holds each role")
}

/// One sensible move towards the end. Panics when there is none.
fn advance(house: &mut House<'_>, far: &BTreeMap<&str, usize>) {
    if house.state.status == Status::Suspended {
        house.ask("ada", Command::Resume).unwrap();
    }
    let (task, def) = (house.task(), house.def);
    let step = def.step(&task.step).unwrap();
    if let Some(wait) = house.state.timers.iter().find(|t| t.deadline.is_none()) {
        house.now = house.now.max(wait.due_at);
    }
    let mut who = holder(house, step, &task).to_owned();
    if let Some(owner) = task.owner.map(name_of) {
        if step.roles.iter().any(|r| house.holds(&owner, r)) {
            who = owner;
        } else {
            house.ask("ada", Command::Assign { task: task.id, to: person(&who), reason: "turno".to_owned() }).unwrap();
        }
    }
    if let Some(message) = house.state.tokens[0].awaits.clone() {
        house.ask(&who, Command::Arrive { message }).unwrap();
    }
    let acta = house.state.documents.get("acta").cloned().unwrap_or_default();
    if step.signs.is_some() && !acta.signed {
        house.sign(&who, "acta", acta.version).unwrap();
    } else if is_queue(step) {
        house.ask(&who, Command::Take { task: task.id, reason: Some("toca".to_owned()) }).unwrap();
    } else {
        let answers = step.decision.iter().flat_map(|d| &d.answers);
        let answer = answers.min_by_key(|a| far[a.to.as_str()]).map(|a| a.label.clone());
        house.ask(&who, Command::Complete { task: task.id, answer, data: fill(step, 4) }).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn every_run_keeps_the_invariants_and_can_still_reach_the_end(
        seeds in any_seeds(),
        tries in prop::collection::vec(any::<Try>(), 0..40),
    ) {
        let def = build(&seeds);
        let far = distances(&def);
        let other = renamed(&def, away);
        let mut house = House::new(&def);
        staff(&mut house);
        house.open("ada", &[("dia", "2026-03-05")]).unwrap();
        for (what, who, luck, minutes) in tries {
            house.pass(Duration::minutes(minutes.into()));
            house.out_of_turn = luck % 2 == 1;
            let (command, before) = (command(&house, what, luck), house.state.clone());
            match house.ask(PEOPLE[usize::from(who) % 5], command) {
                Err(_) => prop_assert_eq!(&house.state, &before, "8: a refused command changes nothing"),
                Ok(outcome) => prop_assert_eq!(outcome.events.is_empty(), house.state == before),
            }
        }
        house.out_of_turn = false;
        if matches!(house.state.status, Status::Open | Status::Suspended) {
            let before = house.state.clone();
            let pair = |s: &Step| (s.id.clone(), away(&s.id));
            let names: Vec<(String, String)> = def.steps.iter().map(pair).collect();
            let there: Vec<(&str, &str)> = names.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let back: Vec<(&str, &str)> = there.iter().map(|(a, b)| (*b, *a)).collect();
            house.migrate(&other, &there).unwrap();
            prop_assert_eq!(house.stands().cloned(), before.token().map(|t| away(&t.step)));
            house.migrate(&def, &back).unwrap();
            let same = State { seq: before.seq, last_at: before.last_at, ..house.state.clone() };
            prop_assert_eq!(same, before, "14: there and back is where it was");
        }
        for _ in 0..4 * def.steps.len() {
            if matches!(house.state.status, Status::Closed | Status::Annulled) {
                break;
            }
            advance(&mut house, &far);
        }
        let over = matches!(house.state.status, Status::Closed | Status::Annulled);
        prop_assert!(over, "15: the end can be reached from {:?}", house.stands());
    }
}

#[test]
fn the_random_procedures_show_every_feature() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = [false; 9];
    for _ in 0..64 {
        let def = build(&any_seeds().new_tree(&mut runner).unwrap().current());
        for s in &def.steps {
            let has = [
                s.decision.as_ref().is_some_and(|d| d.answers.iter().any(|a| a.back)),
                !s.deadlines.is_empty(),
                matches!(s.wait, Some(Wait::UntilField(_))),
                matches!(s.wait, Some(Wait::Schedule(_))),
                matches!(s.wait, Some(Wait::Message(_))),
                s.signs.is_some(),
                s.assignment == Assignment::Everyone,
                matches!(s.assignment, Assignment::SameAs(_)),
                matches!(s.kind, StepKind::Rule { .. }),
            ];
            seen.iter_mut().zip(has).for_each(|(seen, has)| *seen |= has);
        }
    }
    assert_eq!(seen, [true; 9]);
}
