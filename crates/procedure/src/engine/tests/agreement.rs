//! Steps that all their roles do together.

use super::house::{House, data};
use super::sample::{CHIEF, TECHNICIAN, USER, definition, end, field, file, issue, start, task};
use crate::definition::{Assignment, FieldKind, Step};
use crate::state::{Command, Refusal, Status};

fn both(id: &str) -> Step {
    let roles = vec![TECHNICIAN.to_owned(), CHIEF.to_owned()];
    Step { roles, assignment: Assignment::Everyone, ..task(id, TECHNICIAN) }
}

#[test]
fn a_joint_step_is_done_when_the_last_role_agrees() {
    let form = vec![field("dictamen", FieldKind::Line, true)];
    let def = definition(vec![start(), task("pedir", USER), Step { form, ..both("dictaminar") }, end()]);
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    assert_eq!(house.take("beto"), Err(Refusal::NotYours), "nobody keeps it for himself");
    house.complete("beto", &[("dictamen", "sirve")]).unwrap();
    assert_eq!(house.state.data, data(&[("dictamen", "sirve")]));
    assert_eq!(house.complete("carla", &[("dictamen", "sirve")]), Err(Refusal::NotYours), "that role has agreed");
    assert_eq!(house.complete("ana", &[("dictamen", "sirve")]), Err(Refusal::NotYours));
    house.complete("julia", &[("dictamen", "sirve")]).unwrap();
    assert_eq!(house.state.status, Status::Closed);
}

#[test]
fn a_joint_signature_is_there_when_all_have_signed() {
    let def = definition(vec![
        start(),
        Step { effects: vec![issue("acta")], ..task("pedir", USER) },
        Step { signs: Some("acta".to_owned()), ..both("firmar") },
        Step { effects: vec![file("acta")], ..task("archivar", TECHNICIAN) },
        end(),
    ]);
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.sign("julia", "acta", 1).unwrap();
    assert!(!house.state.documents["acta"].signed);
    assert_eq!(house.sign("julia", "acta", 1), Err(Refusal::NotYours));
    house.sign("beto", "acta", 1).unwrap();
    assert!(house.state.documents["acta"].signed);
    assert_eq!(house.stands().unwrap(), "archivar");
}

#[test]
fn a_joint_step_is_not_given_to_one_person() {
    let def = definition(vec![start(), task("pedir", USER), both("dictaminar"), end()]);
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    let (task, to) = (house.task().id, super::house::person("beto"));
    let give = Command::Assign { task, to, reason: "turno".to_owned() };
    assert_eq!(house.ask("julia", give), Err(Refusal::NotYours));
}
