//! Whatever people click in whatever order: the file stays readable and can be drawn.

use super::*;
use crate::flowchart::{self, Walk};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Op {
    Move(usize, usize),
    Drop(usize),
    Put(usize, usize),
    Kind(usize, usize),
    Way(usize, usize),
    Set(usize, usize, String),
    Class(usize, usize, usize, String),
    Number,
}

fn op() -> impl Strategy<Value = Op> {
    let n = || 0..16usize;
    prop_oneof![
        (n(), n()).prop_map(|(a, b)| Op::Move(a, b)),
        n().prop_map(Op::Drop),
        (n(), 0..6usize).prop_map(|(a, b)| Op::Put(a, b)),
        (n(), 0..6usize).prop_map(|(a, b)| Op::Kind(a, b)),
        (n(), n()).prop_map(|(a, b)| Op::Way(a, b)),
        (n(), 0..12usize, "\\PC{0,8}").prop_map(|(a, b, t)| Op::Set(a, b, t)),
        (n(), 0..3usize, 0..6usize, "[a-z: 0-9]{0,6}").prop_map(|(a, b, c, t)| Op::Class(a, b, c, t)),
        Just(Op::Number),
    ]
}

const PATHS: [&str; 12] = [
    "paso",
    "actividad",
    "responsable",
    "rama",
    "firma",
    "opciones.0.respuesta",
    "opciones.1.exige",
    "decide.pregunta",
    "plazos.0.tras",
    "efectos.0.genera",
    "norma",
    "formulario.unidad.etiqueta",
];

fn act(sheet: &mut Sheet, op: &Op) {
    match op {
        Op::Move(from, to) => sheet.move_row(*from, *to),
        Op::Drop(at) => drop(sheet.remove_row(*at)),
        Op::Put(at, kind) => sheet.insert_row(*at, sheet.new_row(Kind::ALL[*kind], "Nueva fila")),
        Op::Kind(at, kind) => sheet.set_kind(*at, Kind::ALL[*kind]),
        Op::Way(at, to) => {
            let to = sheet.ids().get(*to).cloned().unwrap_or_default();
            sheet.set_way(*at, "", &to);
            sheet.set_way(*at, "opciones.0", &to);
        }
        Op::Set(at, path, text) => sheet.set(*at, PATHS[*path], text),
        Op::Class(at, key, class, text) => {
            let (key, classes) = CLASSES[*key];
            sheet.set_class(*at, key, classes.get(*class).copied().unwrap_or_default(), text);
        }
        Op::Number => sheet.renumber(),
    }
}

proptest! {
    /// Whatever is clicked, the file can be read again as it was meant, and be drawn.
    #[test]
    fn no_edit_breaks_the_file_or_the_drawing(which in 0..5usize, ops in proptest::collection::vec(op(), 1..12)) {
        let mut sheet = open(ALL[which]);
        for op in &ops {
            act(&mut sheet, op);
        }
        let text = sheet.text();
        let again = Sheet::open(&text).map_err(|d| TestCaseError::fail(format!("{}\n{text}", d.message)))?;
        let nfc = |s: &Sheet| {
            use unicode_normalization::UnicodeNormalization as _;
            bare(s).to_string().nfc().collect::<String>()
        };
        prop_assert_eq!(nfc(&again), nfc(&sheet));
        let _parsed = crate::parse(&text);
        let drawn = flowchart::svg(&flowchart::layout(&again.sketch()), &Walk::default(), "f", "t", "d");
        prop_assert!(drawn.starts_with("<svg"));
    }

    /// Moves keep every way and everybody who acts, wherever the rows go.
    #[test]
    fn moving_rows_changes_no_way_and_nobody(which in 0..5usize, moves in proptest::collection::vec((0..16usize, 0..16usize), 1..6)) {
        let mut sheet = open(ALL[which]);
        let facts = |sheet: &Sheet| {
            let mut all: Vec<_> = sheet.sketch().steps.into_iter().filter(|s| matches!(s.kind, crate::definition::StepKind::Task)).map(|s| {
                let answers = s.decision.map(|d| d.answers.into_iter().map(|a| (a.label, a.to)).collect::<Vec<_>>());
                (s.id, s.roles, answers, s.form.len())
            }).collect();
            all.sort();
            all
        };
        let before = facts(&sheet);
        for (from, to) in moves {
            sheet.move_row(from, to);
        }
        prop_assert_eq!(facts(&open(&sheet.text())), before);
    }
}
