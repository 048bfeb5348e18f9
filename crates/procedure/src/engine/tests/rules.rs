//! Who may do what: opening, taking, giving, answering, filling in, stopping.

use super::house::{House, data, person};
use super::sample::{CHIEF, TECHNICIAN, USER, answer, asks, definition, end, field, start, support, task};
use crate::definition::{Assignment, FieldKind, Step, Trigger};
use crate::state::{Command, Event, Order, Refusal, Status};

const REQUEST: &[(&str, &str)] = &[("unidad", "tesoreria"), ("tipo_ayuda", "Impresora")];
const CLOSING: &[(&str, &str)] = &[("problema", "sin tinta"), ("solucion", "se cambió el cartucho")];

fn review() -> crate::definition::Definition {
    definition(vec![
        start(),
        task("pedir", USER),
        task("realizar", TECHNICIAN),
        Step {
            form: vec![field("observaciones", FieldKind::Text, false)],
            decision: asks(
                "¿Está conforme?",
                vec![answer("Si", "fin", false, &[]), answer("No", "realizar", true, &["observaciones"])],
            ),
            ..task("supervisar", CHIEF)
        },
        end(),
    ])
}

#[test]
fn a_request_does_the_first_step_and_reaches_the_queue() {
    let def = support();
    let mut house = House::new(&def);
    let outcome = house.open("ana", REQUEST).unwrap();
    assert_eq!(house.stands().unwrap(), "tomar");
    assert_eq!((house.owner(), house.state.done_by("crear")), (None, Some(person("ana"))));
    assert_eq!(house.state.data, data(REQUEST));
    assert!(matches!(&outcome.orders[..], [Order::Run { n: 0, .. }, Order::CreateTask { .. }]), "{:?}", outcome.orders);
}

#[test]
fn a_request_without_its_obligatory_fields_opens_nothing() {
    let def = support();
    let mut house = House::new(&def);
    let refusal = house.open("ana", &[("unidad", "  "), ("otro", "x")]).unwrap_err();
    let wrong = [("otro", "field-unknown"), ("tipo_ayuda", "field-required"), ("unidad", "field-required")];
    assert_eq!(refusal, Refusal::Fields(wrong.map(|(f, why)| (f.to_owned(), why)).into()));
    assert_eq!(house.state.status, Status::New);
    assert_eq!(house.take_any("beto"), Err(Refusal::NotOpen));
}

#[test]
fn a_case_is_opened_once_and_only_in_a_known_flow() {
    let def = support();
    let mut house = House::new(&def);
    let unknown = Command::Open { flow: "otro".to_owned(), data: data(&[]) };
    assert_eq!(house.ask("ana", unknown), Err(Refusal::Unknown("otro".to_owned())));
    house.open("ana", REQUEST).unwrap();
    assert_eq!(house.open("ana", REQUEST), Err(Refusal::NotOpen));
}

#[test]
fn a_scheduled_flow_waits_for_whoever_does_its_first_step() {
    let mut def = review();
    def.flows[0].trigger = Trigger::Plan("mantenimiento".to_owned());
    let mut house = House::new(&def);
    assert!(house.open("sistema", &[("algo", "x")]).is_err());
    house.open("sistema", &[]).unwrap();
    assert_eq!((house.stands().unwrap().as_str(), house.owner()), ("pedir", None));
}

#[test]
fn taking_from_the_queue_does_that_step_and_the_next_is_the_takers() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    assert_eq!(house.take("ana"), Err(Refusal::NotYours));
    let first = house.task().id;
    house.take("beto").unwrap();
    assert_eq!((house.stands().unwrap().as_str(), house.owner().as_deref()), ("atender", Some("beto")));
    let again = Command::Take { task: first, reason: None };
    assert_eq!(house.ask("carla", again.clone()), Err(Refusal::TakenBy(person("beto"))));
    assert_eq!(house.ask("beto", again).unwrap().events, []);
    assert_eq!(house.complete("carla", &[]), Err(Refusal::TakenBy(person("beto"))));
}

#[test]
fn passing_an_older_case_needs_a_reason() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    house.out_of_turn = true;
    assert_eq!(house.take("beto"), Err(Refusal::ReasonNeeded));
    assert_eq!(house.complete("beto", &[]), Err(Refusal::ReasonNeeded));
    let task = house.task().id;
    assert_eq!(house.ask("beto", Command::Take { task, reason: Some(" ".to_owned()) }), Err(Refusal::ReasonNeeded));
    house.ask("beto", Command::Take { task, reason: Some("urgente".to_owned()) }).unwrap();
    assert!(house.log.iter().any(|e| matches!(e, Event::Taken { reason: Some(r), .. } if r == "urgente")));
}

#[test]
fn taking_a_free_task_only_owns_it_and_twice_is_once() {
    let def = review();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    assert!(matches!(&house.take("beto").unwrap().orders[..], [Order::OwnTask { owner: Some(_), .. }]));
    assert_eq!(house.take("beto").unwrap().events, []);
    assert_eq!(house.take("carla"), Err(Refusal::TakenBy(person("beto"))));
    assert_eq!(house.stands().unwrap(), "realizar");
}

#[test]
fn completing_a_free_task_takes_it_first() {
    let def = review();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    assert_eq!(house.complete("ana", &[]), Err(Refusal::NotYours));
    let outcome = house.complete("beto", &[]).unwrap();
    assert!(matches!(&outcome.events[..2], [Event::Taken { .. }, Event::Completed { .. }]));
    assert_eq!(house.stands().unwrap(), "supervisar");
}

#[test]
fn a_released_task_goes_back_and_its_new_owner_keeps_the_rest() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    house.take("beto").unwrap();
    let task = house.task().id;
    let release = |reason: &str| Command::Release { task, reason: reason.to_owned() };
    assert_eq!(house.ask("carla", release("x")), Err(Refusal::TakenBy(person("beto"))));
    assert_eq!(house.ask("beto", release("")), Err(Refusal::ReasonNeeded));
    house.ask("beto", release("me llamaron de otra unidad")).unwrap();
    assert_eq!(house.ask("beto", release("otra vez")), Err(Refusal::NotYours));
    assert_eq!(house.owner(), None);
    house.complete("carla", &[]).unwrap();
    assert_eq!((house.stands().unwrap().as_str(), house.owner().as_deref()), ("cerrar", Some("carla")));
}

#[test]
fn a_task_can_be_given_to_somebody_else_with_a_reason() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    house.take("beto").unwrap();
    let task = house.task().id;
    let give = |reason: &str| Command::Assign { task, to: person("carla"), reason: reason.to_owned() };
    assert_eq!(house.ask("julia", give(" ")), Err(Refusal::ReasonNeeded));
    house.ask("julia", give("beto está de permiso")).unwrap();
    assert_eq!(house.ask("julia", give("otra vez")).unwrap().events, []);
    assert_eq!(house.complete("beto", &[]), Err(Refusal::TakenBy(person("carla"))));
    house.complete("carla", &[]).unwrap();
}

#[test]
fn a_question_takes_only_its_own_answers() {
    let def = review();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    assert_eq!(house.answer("beto", "Si", &[]), Err(Refusal::Unknown("Si".to_owned())));
    house.complete("beto", &[]).unwrap();
    let question = "¿Está conforme?".to_owned();
    assert_eq!(house.complete("julia", &[]), Err(Refusal::AnswerNeeded { question: question.clone() }));
    assert_eq!(house.answer("julia", "Tal vez", &[]), Err(Refusal::AnswerNeeded { question }));
}

#[test]
fn an_answer_that_goes_back_demands_its_field_and_counts_the_visit() {
    let def = review();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    let missing = Refusal::Fields(vec![("observaciones".to_owned(), "field-required")]);
    assert_eq!(house.answer("julia", "No", &[]), Err(missing));
    house.answer("julia", "No", &[("observaciones", "falta limpiar")]).unwrap();
    assert_eq!((house.stands().unwrap().as_str(), house.state.visits["realizar"]), ("realizar", 2));
    house.complete("carla", &[]).unwrap();
    house.answer("julia", "Si", &[("observaciones", "")]).unwrap();
    assert_eq!(house.state.status, Status::Closed);
    assert!(!house.state.data.contains_key("observaciones"), "a blank clears what the first round said");
}

#[test]
fn each_kind_of_field_refuses_what_it_is_not() {
    let kinds = [
        ("dia", FieldKind::Date, "2026-02-30", "field-not-a-date", "2026-02-28"),
        ("dos", FieldKind::Date, "2026-2-8", "field-not-a-date", "2026-02-08"),
        ("n", FieldKind::Number, "1.5", "field-not-a-number", "-15"),
        ("escala", FieldKind::Scale { from: 1, to: 5 }, "6", "field-out-of-scale", "5"),
        ("hecho", FieldKind::Confirmation, "no", "field-not-confirmed", "si"),
        ("linea", FieldKind::Line, "a\nb", "field-not-one-line", "a b"),
    ];
    let form = kinds.iter().map(|(id, kind, ..)| field(id, kind.clone(), true)).collect();
    let def = definition(vec![start(), Step { form, ..task("pedir", USER) }, task("leer", TECHNICIAN), end()]);
    let wrong: Vec<_> = kinds.iter().map(|k| (k.0, k.2)).collect();
    let right: Vec<_> = kinds.iter().map(|k| (k.0, k.4)).collect();
    let mut house = House::new(&def);
    let mut expected: Vec<_> = kinds.iter().map(|k| (k.0.to_owned(), k.3)).collect();
    expected.sort();
    assert_eq!(house.open("ana", &wrong), Err(Refusal::Fields(expected)));
    house.open("ana", &right).unwrap();
}

#[test]
fn a_suspended_case_does_nothing_until_it_resumes() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    let suspend = |reason: &str| Command::Suspend { reason: reason.to_owned() };
    assert_eq!(house.ask("julia", Command::Resume), Err(Refusal::NotOpen));
    assert_eq!(house.ask("julia", suspend("")), Err(Refusal::ReasonNeeded));
    house.ask("julia", suspend("se espera un repuesto")).unwrap();
    assert_eq!(house.take("beto"), Err(Refusal::NotOpen));
    assert_eq!(house.ask("julia", suspend("otra vez")), Err(Refusal::NotOpen));
    house.ask("julia", Command::Resume).unwrap();
    house.take("beto").unwrap();
}

#[test]
fn annulling_ends_everything_for_good() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    house.take("beto").unwrap();
    let annul = Command::Annul { reason: "duplicado".to_owned() };
    let outcome = house.ask("julia", annul.clone()).unwrap();
    assert!(matches!(&outcome.orders[..], [Order::CancelTask { .. }]));
    assert_eq!(house.state.status, Status::Annulled);
    assert_eq!(house.ask("julia", annul), Err(Refusal::NotOpen));
    assert_eq!(house.correct("julia", "unidad", "archivo"), Err(Refusal::NotOpen));
}

#[test]
fn the_support_procedure_runs_to_its_end() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    house.take("beto").unwrap();
    house.complete("beto", &[]).unwrap();
    assert!(matches!(house.complete("beto", &CLOSING[..1]), Err(Refusal::Fields(_))));
    house.complete("beto", CLOSING).unwrap();
    house.complete("beto", &[]).unwrap();
    house.sign("ana", "ticket", 1).unwrap();
    house.complete("carla", &[]).unwrap();
    assert_eq!(house.state.status, Status::Closed);
    assert!(house.state.documents["ticket"].filed);
    assert_eq!(house.complete_any("beto"), Err(Refusal::NotOpen));
}

#[test]
fn a_task_of_the_past_is_no_task() {
    let def = review();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    let old = house.task().id;
    house.complete("beto", &[]).unwrap();
    let again = Command::Complete { task: old, answer: None, data: data(&[]) };
    assert_eq!(house.ask("beto", again), Err(Refusal::NoSuchTask));
    assert_eq!(house.ask("beto", Command::Take { task: old, reason: None }), Err(Refusal::NoSuchTask));
}

#[test]
fn a_queue_step_with_a_form_is_only_owned_when_taken() {
    let form = vec![field("nota", FieldKind::Line, true)];
    let queue = Step { assignment: Assignment::ArrivalOrder, form, ..task("revisar", TECHNICIAN) };
    let def = definition(vec![start(), task("pedir", USER), queue, end()]);
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.take("beto").unwrap();
    assert_eq!((house.stands().unwrap().as_str(), house.owner().as_deref()), ("revisar", Some("beto")));
    house.complete("beto", &[("nota", "bien")]).unwrap();
    assert_eq!(house.state.status, Status::Closed);
}

fn asked_of(trigger: Trigger, first: Step) -> crate::definition::Definition {
    let mut def = definition(vec![start(), first, task("seguir", TECHNICIAN), end()]);
    def.flows[0].trigger = trigger;
    def
}

fn with_unit(role: &str) -> Step {
    Step { form: vec![field("unidad", FieldKind::Unit, true)], ..task("pedir", role) }
}

#[test]
fn a_request_that_belongs_to_a_role_is_refused_to_others() {
    let def = asked_of(Trigger::Request, with_unit(CHIEF));
    assert_eq!(House::new(&def).open("ana", &[("unidad", "tesoreria")]), Err(Refusal::NotYours));
    House::new(&def).open("julia", &[("unidad", "tesoreria")]).unwrap();
}

#[test]
fn what_arrives_by_message_is_left_to_the_people_of_the_step_with_its_form_filled() {
    let def = asked_of(Trigger::Message(vec!["correo".to_owned()]), with_unit(TECHNICIAN));
    let mut house = House::new(&def);
    assert_eq!(house.open("ana", &[]), Err(Refusal::Fields(vec![("unidad".to_owned(), "field-required")])));
    house.open("ana", &[("unidad", "tesoreria")]).unwrap();
    assert_eq!((house.stands().unwrap().as_str(), house.owner()), ("pedir", None));
    assert_eq!(house.state.data["unidad"], "tesoreria");
    house.complete("beto", &[("unidad", "tesoreria")]).unwrap();
}

#[test]
fn a_flow_that_the_house_begins_keeps_its_first_form_for_a_person_with_what_is_known() {
    let def = asked_of(Trigger::Plan("mantenimiento".to_owned()), with_unit(TECHNICIAN));
    let mut house = House::new(&def);
    let flow = def.flows[0].start.clone();
    let open = |fields| Command::Open { flow: flow.clone(), data: data(fields) };
    let unknown = Err(Refusal::Fields(vec![("otro".to_owned(), "field-unknown")]));
    assert_eq!(house.ask("sistema", open(&[("otro", "x")])), unknown);
    house.ask("sistema", open(&[("unidad", "tesoreria")])).unwrap();
    assert_eq!((house.stands().unwrap().as_str(), house.state.data["unidad"].as_str()), ("pedir", "tesoreria"));
    assert_eq!(house.complete("beto", &[]), Err(Refusal::Fields(vec![("unidad".to_owned(), "field-required")])));
}
