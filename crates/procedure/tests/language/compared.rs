//! What is said to have changed between two editions.

use crate::{LOAN, MAINTENANCE, MANUAL, changed};
use procedure::diff::{Fate, Kind, Run, words};
use procedure::{Edition, diff};
use proptest::prelude::*;

fn loan(changes: &[(&str, &str)]) -> Edition {
    Edition::read([("manual.yaml", MANUAL.to_owned()), ("prestamo.yaml", changed(LOAN, changes))])
}

fn said(old: &Edition, new: &Edition) -> Vec<String> {
    diff(old, new).iter().map(procedure::Change::render).collect()
}

const FIRST: &str = "id: p
titulo: T
pasos:
  - {paso: 1, id: a, actividad: Pide el equipo, origen: 3}
  - {paso: 2, id: b, actividad: Revisa el equipo}
  - {paso: 3, id: c, actividad: Archiva la hoja}
";

fn first(changes: &[(&str, &str)]) -> Edition {
    Edition::read([("p.yaml", changed(FIRST, changes))])
}

#[test]
fn a_changed_text_is_told_word_by_word_with_its_row() {
    let new = first(&[("Revisa el equipo", "Revisa bien el equipo")]);
    assert_eq!(
        said(&first(&[]), &new),
        ["p, paso 2 «Revisa bien el equipo», actividad: cambia: Revisa {+bien +}el equipo"]
    );
}

#[test]
fn rows_come_go_and_move() {
    let new = first(&[
        ("  - {paso: 1, id: a, actividad: Pide el equipo, origen: 3}\n", ""),
        (
            "id: c, actividad: Archiva la hoja}\n",
            "id: c, actividad: Archiva la hoja}\n  - {paso: 1, id: a, actividad: Pide el equipo, origen: 9}\n  - {paso: 4, id: d, actividad: Avisa}\n",
        ),
        ("  - {paso: 2, id: b, actividad: Revisa el equipo}\n", ""),
    ]);
    assert_eq!(
        said(&first(&[]), &new),
        [
            "p, paso 1 «Pide el equipo»: movido: ",
            "p, paso 4 «Avisa»: nuevo: {+paso: 4\n    id: d\n    actividad: Avisa\n    +}",
            "p, paso 2 «Revisa el equipo»: quitado: [-paso: 2\n    id: b\n    actividad: Revisa el equipo\n    -]",
        ]
    );
}

#[test]
fn a_row_that_got_another_name_is_found_by_its_number_or_its_words() {
    let renamed = first(&[("id: b, actividad: Revisa el equipo", "id: x, actividad: Comprueba todo")]);
    let kinds: Vec<Kind> = diff(&first(&[]), &renamed).iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [Kind::Changed, Kind::Changed], "its id and its activity");
    let shifted = first(&[("paso: 3, id: c", "paso: 5, id: z")]);
    assert_eq!(said(&first(&[]), &shifted).len(), 2, "its number and its id");
}

#[test]
fn the_manual_is_compared_key_by_key_and_item_by_item() {
    let new = Edition::read([(
        "manual.yaml",
        changed(
            MANUAL,
            &[
                ("  año: 2026", "  año: 2027"),
                ("    nombre: Personal técnico de TIM\n", "    nombre: Técnica de TIM\n"),
            ],
        ),
    )]);
    let old = Edition::read([("manual.yaml", MANUAL)]);
    assert_eq!(
        said(&old, &new),
        [
            "manual, portada › año: cambia: [-2026-]{+2027+}",
            "manual, roles › tecnico_tim › nombre: cambia: [-Personal técnico-]{+Técnica+} de TIM",
        ]
    );
}

#[test]
fn files_that_cannot_be_used_yet_compare_all_the_same() {
    let broken = first(&[("actividad: Archiva la hoja", "por_resolver: Archiva la hoja")]);
    assert_eq!(diff(&first(&[]), &broken).len(), 2, "one key came and one went");
    let odd = Edition::read([("p.yaml", "a: [")]);
    assert!(diff(&first(&[]), &odd).iter().all(|c| c.kind == Kind::Removed));
}

#[test]
fn a_procedure_that_came_or_went_is_one_change() {
    let two = Edition::read([("p.yaml", FIRST), ("m.yaml", MAINTENANCE)]);
    let kinds = |a: &Edition, b: &Edition| diff(a, b).iter().map(|c| (c.file.clone(), c.kind)).collect::<Vec<_>>();
    assert_eq!(kinds(&first(&[]), &two), [("m".to_owned(), Kind::Added)]);
    assert_eq!(kinds(&two, &first(&[])), [("m".to_owned(), Kind::Removed)]);
}

#[test]
fn nothing_changed_between_an_edition_and_itself() {
    assert_eq!(diff(&loan(&[]), &loan(&[])), []);
}

fn side(runs: &[Run], without: Fate) -> String {
    runs.iter().filter(|r| r.fate != without).map(|r| r.text.as_str()).collect()
}

proptest! {
    #[test]
    fn the_runs_give_back_both_texts(old in "[ab \n]{0,40}", new in "[ab \n]{0,40}") {
        let runs = words(&old, &new);
        prop_assert_eq!(side(&runs, Fate::Added), old);
        prop_assert_eq!(side(&runs, Fate::Removed), new);
    }

    #[test]
    fn no_text_differs_from_itself(text in "\\PC{0,80}") {
        prop_assert!(words(&text, &text).iter().all(|r| r.fate == Fate::Kept));
        let edition = || Edition::read([("p.yaml", text.clone())]);
        prop_assert_eq!(diff(&edition(), &edition()), vec![]);
    }
}
