//! Documents: numbered, issued, signed, filed, corrected.

use super::house::House;
use super::sample::{TECHNICIAN, USER, answer, asks, definition, end, field, file, issue, start, support, task};
use crate::definition::{Effect, FieldKind, Step};
use crate::engine::WITNESS;
use crate::state::{Command, Event, Refusal, Status};

const REQUEST: &[(&str, &str)] = &[("unidad", "tesoreria"), ("tipo_ayuda", "Impresora")];
const CLOSING: &[(&str, &str)] = &[("problema", "sin tinta"), ("solucion", "se cambió el cartucho")];

/// The support case, printed and waiting for the signature.
fn printed(house: &mut House<'_>) {
    house.open("ana", REQUEST).unwrap();
    house.take("beto").unwrap();
    house.complete("beto", &[]).unwrap();
    house.complete("beto", CLOSING).unwrap();
    house.complete("beto", &[]).unwrap();
}

#[test]
fn only_the_house_numbers_and_only_once() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    let number = |n: &str| Command::Number { document: "ticket".to_owned(), number: n.to_owned() };
    assert_eq!(house.ask("beto", number("TIM-2026-00001")), Err(Refusal::NotYours));
    house.ask("sistema", number("TIM-2026-00001")).unwrap();
    assert_eq!(house.ask("sistema", number("TIM-2026-00001")).unwrap().events, []);
    assert_eq!(house.ask("sistema", number("TIM-2026-00002")), Err(Refusal::Obsolete));
    let other = Command::Number { document: "carta".to_owned(), number: "1".to_owned() };
    assert_eq!(house.ask("sistema", other), Err(Refusal::Unknown("carta".to_owned())));
    assert_eq!(house.state.documents["ticket"].number.as_deref(), Some("TIM-2026-00001"));
}

#[test]
fn nothing_is_signed_before_it_is_printed() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    assert_eq!(house.sign("ana", "ticket", 1), Err(Refusal::NotIssued("ticket".to_owned())));
    assert_eq!(house.sign("ana", "carta", 1), Err(Refusal::Unknown("carta".to_owned())));
}

#[test]
fn a_signing_step_is_done_by_the_signature_of_that_version() {
    let def = support();
    let mut house = House::new(&def);
    printed(&mut house);
    assert_eq!(house.complete("ana", &[]), Err(Refusal::NotSigned("ticket".to_owned())));
    assert_eq!(house.sign("ana", "ticket", 2), Err(Refusal::NotIssued("ticket".to_owned())));
    assert_eq!(house.sign("beto", "ticket", 1), Err(Refusal::NotYours));
    house.sign("ana", "ticket", 1).unwrap();
    assert_eq!(house.stands().unwrap(), "almacenar");
    assert_eq!(house.sign("ana", "ticket", 1).unwrap().events, [], "the same signature twice is one");
}

#[test]
fn a_witness_records_a_signature_on_paper() {
    let def = support();
    let mut house = House::new(&def);
    house.people.get_mut("beto").unwrap().push(WITNESS.to_owned());
    printed(&mut house);
    house.sign("beto", "ticket", 1).unwrap();
    assert_eq!(house.stands().unwrap(), "almacenar");
}

/// Prints at once, then somebody looks, then it is signed and filed; the look may skip to filing.
fn looked_at() -> crate::definition::Definition {
    definition(vec![
        start(),
        Step { form: vec![field("nota", FieldKind::Line, false)], ..task("pedir", USER) },
        Step { effects: vec![issue("acta")], ..task("imprimir", TECHNICIAN) },
        Step {
            form: vec![field("visto", FieldKind::Line, false)],
            decision: asks(
                "¿Qué sigue?",
                vec![
                    answer("Firmar", "firmar", false, &[]),
                    answer("Archivar", "archivar", false, &[]),
                    answer("Repetir", "imprimir", true, &[]),
                ],
            ),
            ..task("ver", TECHNICIAN)
        },
        Step { signs: Some("acta".to_owned()), ..task("firmar", USER) },
        Step { effects: vec![file("acta")], ..task("archivar", TECHNICIAN) },
        end(),
    ])
}

#[test]
fn a_document_may_be_signed_before_its_step_comes() {
    let def = looked_at();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    house.sign("ana", "acta", 1).unwrap();
    assert_eq!(house.stands().unwrap(), "ver");
    house.answer("beto", "Firmar", &[]).unwrap();
    house.complete("ana", &[]).unwrap();
    assert_eq!(house.stands().unwrap(), "archivar");
}

#[test]
fn nothing_is_filed_unsigned() {
    let def = looked_at();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    house.answer("beto", "Archivar", &[]).unwrap();
    assert_eq!(house.complete("beto", &[]), Err(Refusal::NotSigned("acta".to_owned())));
    house.sign("ana", "acta", 1).unwrap();
    house.complete("beto", &[]).unwrap();
    assert_eq!(house.state.status, Status::Closed);
}

#[test]
fn nothing_is_filed_that_was_never_printed() {
    let def = definition(vec![
        start(),
        task("pedir", USER),
        Step { effects: vec![file("acta")], ..task("archivar", TECHNICIAN) },
        end(),
    ]);
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    assert_eq!(house.complete("beto", &[]), Err(Refusal::NotIssued("acta".to_owned())));
}

#[test]
fn printing_again_makes_a_new_unsigned_version() {
    let def = looked_at();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    house.sign("ana", "acta", 1).unwrap();
    house.answer("beto", "Repetir", &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    let acta = &house.state.documents["acta"];
    assert_eq!((acta.version, acta.signed), (2, false));
    assert_eq!(house.sign("ana", "acta", 1), Err(Refusal::NotIssued("acta".to_owned())));
}

#[test]
fn a_notice_about_an_empty_field_is_not_given() {
    let notify = |when: &str| Effect::Notify {
        to: vec![TECHNICIAN.to_owned()],
        template: "aviso".to_owned(),
        when: Some(when.to_owned()),
    };
    let form = vec![field("a", FieldKind::Line, false), field("b", FieldKind::Line, false)];
    let pedir = Step { form, effects: vec![notify("a"), notify("b")], ..task("pedir", USER) };
    let def = definition(vec![start(), pedir, end()]);
    let outcome = House::new(&def).open("ana", &[("a", " "), ("b", "x")]).unwrap();
    let due: Vec<u32> = outcome
        .events
        .iter()
        .filter_map(|e| if let Event::EffectDue { n, .. } = e { Some(*n) } else { None })
        .collect();
    assert_eq!(due, [1]);
}

#[test]
fn correcting_before_anything_is_printed_only_corrects() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    let outcome = house.correct("julia", "unidad", "archivo").unwrap();
    assert!(matches!(&outcome.events[..], [Event::Corrected { was: Some(w), .. }] if w == "tesoreria"));
    assert_eq!(house.stands().unwrap(), "tomar");
    assert_eq!(house.correct("julia", "unidad", " archivo ").unwrap().events, [], "no change, no correction");
}

#[test]
fn a_correction_needs_a_reason_a_recorded_field_and_a_fitting_value() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", REQUEST).unwrap();
    let blank = Command::Correct { field: "unidad".to_owned(), value: "archivo".to_owned(), reason: " ".to_owned() };
    assert_eq!(house.ask("julia", blank), Err(Refusal::ReasonNeeded));
    assert_eq!(house.correct("julia", "color", "rojo"), Err(Refusal::Unknown("color".to_owned())));
    let fields = |f: &str, why| Err(Refusal::Fields(vec![(f.to_owned(), why)]));
    assert_eq!(house.correct("julia", "solucion", "x"), fields("solucion", "field-not-recorded"));
    assert_eq!(house.correct("julia", "unidad", ""), fields("unidad", "field-required"));
}

#[test]
fn correcting_after_filing_voids_the_paper_and_goes_back_to_print_it() {
    let def = support();
    let mut house = House::new(&def);
    printed(&mut house);
    house.sign("ana", "ticket", 1).unwrap();
    house.complete("beto", &[]).unwrap();
    assert_eq!(house.state.status, Status::Closed);
    house.correct("julia", "solucion", "se cambió el tóner").unwrap();
    let ticket = &house.state.documents["ticket"];
    assert_eq!((ticket.version, ticket.in_force(), ticket.signed, ticket.filed), (1, false, false, false));
    assert_eq!((house.state.status, house.stands().unwrap().as_str()), (Status::Open, "imprimir"));
    assert_eq!(house.sign("ana", "ticket", 1), Err(Refusal::NotIssued("ticket".to_owned())));
    house.complete("beto", &[]).unwrap();
    house.sign("ana", "ticket", 2).unwrap();
    house.complete("beto", &[]).unwrap();
    assert_eq!(house.state.status, Status::Closed);
}

#[test]
fn correcting_what_was_recorded_after_printing_leaves_the_paper() {
    let def = looked_at();
    let mut house = House::new(&def);
    house.open("ana", &[]).unwrap();
    house.complete("beto", &[]).unwrap();
    house.answer("beto", "Firmar", &[("visto", "bien")]).unwrap();
    house.correct("julia", "visto", "muy bien").unwrap();
    assert_eq!(house.stands().unwrap(), "firmar");
    assert!(house.state.documents["acta"].in_force());
    house.correct("julia", "nota", "urgente").unwrap();
    assert_eq!(house.stands().unwrap(), "imprimir");
}
