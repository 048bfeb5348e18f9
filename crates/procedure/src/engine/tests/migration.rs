//! Going over to another version: steps by id or as told, clocks, tasks and papers.

use super::house::{House, data};
use super::sample::{CHIEF, TECHNICIAN, USER, definition, end, field, file, issue, start, task};
use crate::definition::{Assignment, Deadline, DeadlineAction, Definition, FieldKind, Id, Step, StepKind, Wait};
use crate::migrate::{Refused, plan};
use crate::state::{Event, State, Status};
use kernel::time::{Duration, Span};
use std::collections::BTreeMap;

fn given(steps: &[(&str, &str)]) -> BTreeMap<Id, Id> {
    steps.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
}

fn refused(old: &Definition, new: &Definition, state: &State, steps: &[(&str, &str)]) -> Refused {
    plan(old, new, state, &given(steps)).unwrap_err()
}

fn go(days: u32, to: &str) -> Deadline {
    Deadline { after: Span::Days(days), from_start: false, then: DeadlineAction::Go(to.to_owned()) }
}

/// Ask, attend with these clocks, end.
fn attended(deadlines: Vec<Deadline>) -> Definition {
    definition(vec![start(), task("pedir", USER), Step { deadlines, ..task("atender", TECHNICIAN) }, end()])
}

#[test]
fn the_same_steps_keep_task_and_owner() {
    let (old, new) = (attended(vec![]), attended(vec![]));
    let mut house = House::new(&old);
    house.open("ana", &[]).unwrap();
    house.take("beto").unwrap();
    let outcome = house.migrate(&new, &[]).unwrap();
    assert!(matches!(&outcome.events[..], [Event::Migrated { .. }]));
    assert_eq!((house.owner().as_deref(), house.stands().map(String::as_str)), (Some("beto"), Some("atender")));
    house.complete("beto", &[]).unwrap();
    assert_eq!(house.state.status, Status::Closed);
}

#[test]
fn other_roles_free_the_task_and_its_clocks_go_on() {
    let old = attended(vec![go(2, "fin")]);
    let mut new = attended(vec![go(2, "fin")]);
    new.steps[2].roles = vec![CHIEF.to_owned()];
    let mut house = House::new(&old);
    house.open("ana", &[]).unwrap();
    house.take("beto").unwrap();
    let due = house.state.timers[0].clone();
    house.pass(Duration::days(1));
    house.migrate(&new, &[]).unwrap();
    assert_eq!((house.owner(), &house.state.timers), (None, &vec![due]));
    house.complete("julia", &[]).unwrap();
}

#[test]
fn a_clock_that_is_no_longer_the_same_ends_and_the_new_one_counts_from_now() {
    let (old, new) = (attended(vec![go(2, "fin")]), attended(vec![go(5, "fin")]));
    let mut house = House::new(&old);
    house.open("ana", &[]).unwrap();
    house.pass(Duration::days(1));
    house.migrate(&new, &[]).unwrap();
    assert_eq!(house.state.timers.iter().map(|t| t.due_at).collect::<Vec<_>>(), [house.now + Duration::days(5)]);
}

#[test]
fn a_step_with_another_name_has_to_be_told() {
    let old = attended(vec![go(2, "fin")]);
    let new = renamed(&old, |id| if id == "atender" { "visitar".to_owned() } else { id.to_owned() });
    let mut house = House::new(&old);
    house.open("ana", &[]).unwrap();
    assert_eq!(refused(&old, &new, &house.state, &[]), Refused::Unmapped("atender".to_owned()));
    assert_eq!(refused(&old, &new, &house.state, &[("atender", "x")]), Refused::Unknown("x".to_owned()));
    assert_eq!(refused(&old, &new, &house.state, &[("atender", "fin")]), Refused::NotATask("fin".to_owned()));
    let due = house.state.timers[0].due_at;
    house.migrate(&new, &[("atender", "visitar")]).unwrap();
    assert_eq!((house.stands().map(String::as_str), house.state.timers[0].due_at), (Some("visitar"), due));
    assert_eq!(house.state.visits.get("visitar"), Some(&1));
}

#[test]
fn what_holds_a_step_changes_with_it() {
    let waits = |wait| {
        let form = vec![field("dia", FieldKind::Date, false)];
        let held = Step { wait, ..task("atender", TECHNICIAN) };
        definition(vec![start(), Step { form, ..task("pedir", USER) }, held, end()])
    };
    let day = || Some(Wait::UntilField("dia".to_owned()));
    let (free, dated, message) = (waits(None), waits(day()), waits(Some(Wait::Message("piezas".to_owned()))));
    let mut house = House::new(&free);
    house.open("ana", &[("dia", "2026-03-09")]).unwrap();
    house.migrate(&dated, &[]).unwrap();
    assert_eq!(house.state.timers.len(), 1, "it waits for its day now");
    house.migrate(&message, &[]).unwrap();
    assert_eq!((house.state.timers.len(), house.state.token().unwrap().awaits.as_deref()), (0, Some("piezas")));
    house.migrate(&free, &[]).unwrap();
    assert_eq!(house.state.token().unwrap().awaits, None);
    let mut undated = House::new(&free);
    undated.open("ana", &[]).unwrap();
    assert_eq!(refused(&free, &dated, &undated.state, &[]), Refused::FieldNotFilled("dia".to_owned()));
}

#[test]
fn a_case_does_not_jump_over_the_row_that_makes_its_paper_nor_lose_one() {
    let make = || Step { effects: vec![issue("acta")], ..task("hacer", TECHNICIAN) };
    let keep = || Step { effects: vec![file("acta")], ..task("guardar", TECHNICIAN) };
    let with = definition(vec![start(), task("pedir", USER), make(), keep(), end()]);
    let without =
        definition(vec![start(), task("pedir", USER), task("hacer", TECHNICIAN), task("guardar", TECHNICIAN), end()]);
    let mut house = House::new(&without);
    house.open("ana", &[]).unwrap();
    let skip = [("hacer", "guardar")];
    assert_eq!(refused(&without, &with, &house.state, &skip), Refused::PaperNotIssued("acta".to_owned()));
    house.migrate(&with, &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    assert_eq!(refused(&with, &without, &house.state, &[]), Refused::UnknownPaper("acta".to_owned()));
}

#[test]
fn a_case_that_is_over_stays() {
    let def = attended(vec![]);
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    assert_eq!(refused(&def, &def, &house.state, &[]), Refused::NotOpen);
    assert_eq!(data(&[]), house.state.data);
}

/// The same procedure with other ids.
pub(super) fn renamed(def: &Definition, name: impl Fn(&str) -> String) -> Definition {
    let mut new = def.clone();
    for flow in &mut new.flows {
        flow.start = name(&flow.start);
        flow.first = name(&flow.first);
        flow.steps.iter_mut().for_each(|s| *s = name(s));
    }
    for step in &mut new.steps {
        step.id = name(&step.id);
        step.next = step.next.as_deref().map(&name);
        if let StepKind::Rule { about } = &mut step.kind {
            about.iter_mut().for_each(|s| *s = name(s));
        }
        if let Assignment::SameAs(model) = &mut step.assignment {
            *model = name(model);
        }
        step.decision.iter_mut().flat_map(|d| &mut d.answers).for_each(|a| a.to = name(&a.to));
        for deadline in &mut step.deadlines {
            if let DeadlineAction::Go(to) = &mut deadline.then {
                *to = name(to);
            }
        }
    }
    new
}
