//! Deadlines, waits and clocks that go wrong.

use super::house::House;
use super::sample::{CHIEF, TECHNICIAN, USER, definition, end, field, start, task};
use crate::definition::{Deadline, DeadlineAction, Definition, Effect, FieldKind, Step, StepKind, Wait};
use crate::state::{Command, Event, Order, Refusal, Status};
use kernel::time::{Duration, Span, instant};

fn go(after: Span, to: &str) -> Deadline {
    Deadline { after, from_start: false, then: DeadlineAction::Go(to.to_owned()) }
}

fn tell(after: Span) -> Deadline {
    Deadline { after, from_start: true, then: DeadlineAction::Notify(vec![CHIEF.to_owned()]) }
}

fn timed(step: Step) -> Definition {
    let form = vec![field("dia", FieldKind::Date, false)];
    definition(vec![start(), Step { form, ..task("pedir", USER) }, step, task("seguir", TECHNICIAN), end()])
}

#[test]
fn a_deadline_that_goes_leaves_the_step() {
    let def = timed(Step { deadlines: vec![go(Span::Days(2), "fin")], ..task("evaluar", USER) });
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    let due = instant("2026-03-04T14:00:00Z");
    assert_eq!(house.fire(Some(0)), Err(Refusal::TooEarly(due)));
    let timer = house.state.timers[0].id;
    house.now = due;
    let outcome = house.fire(Some(0)).unwrap();
    assert!(matches!(&outcome.orders[..], [Order::CancelTask { .. }]));
    assert_eq!(house.state.status, Status::Closed);
    assert_eq!(house.ask("sistema", Command::TimerFired { timer }), Err(Refusal::Obsolete));
}

#[test]
fn leaving_a_step_cancels_its_timers() {
    let def = timed(Step { deadlines: vec![go(Span::Days(2), "fin")], ..task("evaluar", USER) });
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    let timer = house.state.timers[0].id;
    let outcome = house.complete("ana", &[]).unwrap();
    assert!(outcome.orders.contains(&Order::CancelTimer { timer }));
    assert_eq!(house.ask("sistema", Command::TimerFired { timer }), Err(Refusal::Obsolete));
}

#[test]
fn a_notice_counts_from_the_start_and_does_not_move_the_case() {
    let def = timed(Step { deadlines: vec![tell(Span::WorkingSeconds(3600))], ..task("atender", TECHNICIAN) });
    let mut house = House::new(&def);
    house.now = instant("2026-03-06T21:30:00Z");
    house.open("ana", &[]).unwrap();
    assert_eq!(house.state.timers[0].due_at, instant("2026-03-09T14:30:00Z"), "the weekend does not count");
    house.now = instant("2026-03-09T14:30:00Z");
    let outcome = house.fire(Some(0)).unwrap();
    assert!(matches!(&outcome.orders[..], [Order::Run { effect: Effect::Notify { .. }, .. }]));
    assert_eq!(house.stands().unwrap(), "atender");
}

#[test]
fn a_printed_rule_is_nobodys_task() {
    let rule = StepKind::Rule { about: vec!["atender".to_owned()] };
    let def = definition(vec![
        start(),
        task("pedir", USER),
        task("atender", TECHNICIAN),
        Step { kind: rule, ..task("norma", TECHNICIAN) },
        task("cerrar", TECHNICIAN),
        end(),
    ]);
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    assert_eq!(house.stands().unwrap(), "cerrar");
}

#[test]
fn a_step_waits_for_its_day_and_its_deadlines_count_from_then() {
    let wait = Some(Wait::UntilField("dia".to_owned()));
    let def = timed(Step { wait, deadlines: vec![go(Span::Days(1), "fin")], ..task("mantener", TECHNICIAN) });
    let mut house = House::new(&def);
    house.open("ana", &[("dia", "2026-03-10")]).unwrap();
    let midnight = instant("2026-03-10T06:00:00Z");
    assert_eq!(house.complete("beto", &[]), Err(Refusal::TooEarly(midnight)));
    house.take("beto").unwrap();
    let due: Vec<_> = house.state.timers.iter().map(|t| (t.deadline, t.due_at)).collect();
    assert_eq!(due, [(None, midnight), (Some(0), midnight + Duration::days(1))]);
    house.now = midnight;
    house.fire(None).unwrap();
    house.complete("beto", &[]).unwrap();
    assert_eq!(house.stands().unwrap(), "seguir");
}

#[test]
fn a_day_that_has_come_holds_nothing() {
    let def = timed(Step { wait: Some(Wait::UntilField("dia".to_owned())), ..task("mantener", TECHNICIAN) });
    let mut house = House::new(&def);
    house.open("ana", &[("dia", "2026-03-02")]).unwrap();
    assert_eq!(house.state.timers, []);
    house.complete("beto", &[]).unwrap();
}

#[test]
fn correcting_the_day_moves_the_wait() {
    let def = timed(Step { wait: Some(Wait::UntilField("dia".to_owned())), ..task("mantener", TECHNICIAN) });
    let mut house = House::new(&def);
    house.open("ana", &[("dia", "2026-03-20")]).unwrap();
    house.correct("julia", "dia", "2026-03-04").unwrap();
    assert_eq!(house.complete("beto", &[]), Err(Refusal::TooEarly(instant("2026-03-04T06:00:00Z"))));
    house.correct("julia", "dia", "2026-03-01").unwrap();
    house.complete("beto", &[]).unwrap();
}

#[test]
fn a_wait_for_a_day_that_was_not_given_is_refused() {
    let def = timed(Step { wait: Some(Wait::UntilField("dia".to_owned())), ..task("mantener", TECHNICIAN) });
    assert_eq!(House::new(&def).open("ana", &[]), Err(Refusal::NeverDue));
}

#[test]
fn a_step_with_its_hour_waits_for_it_today_and_is_free_when_it_has_passed() {
    let def = timed(Step { wait: Some(Wait::Schedule("8:15".to_owned())), ..task("copiar", TECHNICIAN) });
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    let due = instant("2026-03-02T14:15:00Z");
    assert_eq!(house.complete("beto", &[]), Err(Refusal::TooEarly(due)));
    house.now = due;
    house.complete("beto", &[]).unwrap();
    let mut late = House::new(&def);
    late.now = instant("2026-03-02T20:00:00Z");
    late.open("ana", &[]).unwrap();
    assert!(late.state.timers.is_empty());
    late.complete("beto", &[]).unwrap();
}

#[test]
fn a_step_on_a_closed_day_waits_for_its_hour_of_the_next_working_day() {
    let def = timed(Step { wait: Some(Wait::Schedule("8:15".to_owned())), ..task("copiar", TECHNICIAN) });
    let mut house = House::new(&def);
    house.now = instant("2026-03-07T20:00:00Z");
    house.open("ana", &[]).unwrap();
    assert_eq!(house.complete("beto", &[]), Err(Refusal::TooEarly(instant("2026-03-09T14:15:00Z"))));
}

#[test]
fn a_step_that_waits_for_something_is_free_once_who_may_do_it_says_that_it_arrived() {
    let def = timed(Step { wait: Some(Wait::Message("piezas".to_owned())), ..task("mantener", TECHNICIAN) });
    let arrive = |message: &str| Command::Arrive { message: message.to_owned() };
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    assert_eq!(house.complete("beto", &[]), Err(Refusal::Awaited("piezas".to_owned())));
    assert_eq!(house.ask("ana", arrive("piezas")), Err(Refusal::NotYours));
    assert_eq!(house.ask("beto", arrive("tinta")), Err(Refusal::NotAwaited("tinta".to_owned())));
    house.ask("beto", arrive("piezas")).unwrap();
    assert_eq!(house.ask("beto", arrive("piezas")), Err(Refusal::NotAwaited("piezas".to_owned())));
    house.complete("carla", &[]).unwrap();
    assert_eq!(house.stands().unwrap(), "seguir");
}

#[test]
fn the_house_may_say_that_it_arrived_and_a_deadline_runs_meanwhile() {
    let wait = Some(Wait::Message("piezas".to_owned()));
    let def = timed(Step { wait, deadlines: vec![go(Span::Days(2), "seguir")], ..task("mantener", TECHNICIAN) });
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.ask("sistema", Command::Arrive { message: "piezas".to_owned() }).unwrap();
    house.complete("beto", &[]).unwrap();
    let mut never = House::new(&def);
    never.open("ana", &[]).unwrap();
    never.pass(Duration::days(2));
    never.fire(Some(0)).unwrap();
    assert_eq!(never.stands().unwrap(), "seguir");
}

#[test]
fn timers_of_a_suspended_case_fire_after_it_resumes() {
    let def = timed(Step { deadlines: vec![go(Span::Days(2), "fin")], ..task("evaluar", USER) });
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.ask("julia", Command::Suspend { reason: "feria".to_owned() }).unwrap();
    house.pass(Duration::days(3));
    assert_eq!(house.fire(Some(0)), Err(Refusal::NotOpen));
    let resumed = house.ask("julia", Command::Resume).unwrap();
    assert!(matches!(&resumed.orders[..], [Order::ArmTimer { .. }]));
    house.fire(Some(0)).unwrap();
    assert_eq!(house.state.status, Status::Closed);
}

#[test]
fn times_never_go_back_when_the_clock_does() {
    let def = timed(task("evaluar", USER));
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.pass(-Duration::hours(5));
    let outcome = house.complete("ana", &[]).unwrap();
    assert_eq!(outcome.events.iter().find_map(Event::at), Some(instant("2026-03-02T14:00:00Z")));
}
