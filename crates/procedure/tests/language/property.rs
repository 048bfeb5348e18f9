//! Whatever becomes of a file, reading it ends with findings inside its text, never with a panic.

use crate::{LOAN, MAINTENANCE, MANUAL, QUESTIONS, SUPPORT, THREE_FLOWS};
use procedure::{Diagnostic, check_file, parse, parse_manual};
use proptest::prelude::*;

/// What may happen to the lines of a file.
#[derive(Debug, Clone)]
enum Mishap {
    Delete(usize),
    Repeat(usize),
    Swap(usize, usize),
    Indent(usize, usize),
    Cut(usize, usize),
    Insert(usize, usize, char),
}

fn happen(lines: &mut Vec<String>, mishap: &Mishap) {
    let n = lines.len();
    if n == 0 {
        return;
    }
    let cut = |line: &str, at: usize| at % (line.chars().count() + 1);
    match *mishap {
        Mishap::Delete(i) => drop(lines.remove(i % n)),
        Mishap::Repeat(i) => lines.insert(i % n, lines[i % n].clone()),
        Mishap::Swap(i, j) => lines.swap(i % n, j % n),
        Mishap::Indent(i, by) => lines[i % n].insert_str(0, &" ".repeat(by % 9)),
        Mishap::Cut(i, at) => lines[i % n] = lines[i % n].chars().take(cut(&lines[i % n], at)).collect(),
        Mishap::Insert(i, at, c) => {
            let line = &lines[i % n];
            let at = cut(line, at);
            lines[i % n] = line.chars().take(at).chain([c]).chain(line.chars().skip(at)).collect();
        }
    }
}

fn any_mishap() -> impl Strategy<Value = Mishap> {
    let (i, j) = (0usize..200, 0usize..200);
    let sign = prop::sample::select("{}[]:,-&*!|>'\"#%@`\t \u{feff}\u{85}éñ😀0\\?~$".chars().collect::<Vec<_>>());
    prop_oneof![
        i.clone().prop_map(Mishap::Delete),
        i.clone().prop_map(Mishap::Repeat),
        (i.clone(), j.clone()).prop_map(|(i, j)| Mishap::Swap(i, j)),
        (i.clone(), j.clone()).prop_map(|(i, j)| Mishap::Indent(i, j)),
        (i.clone(), j.clone()).prop_map(|(i, j)| Mishap::Cut(i, j)),
        (i, j, sign).prop_map(|(i, j, c)| Mishap::Insert(i, j, c)),
    ]
}

fn lie_inside(found: &[Diagnostic], source: &str) -> Result<(), TestCaseError> {
    let lines: Vec<&str> = source.lines().collect();
    for d in found {
        prop_assert!((1..=lines.len().max(1)).contains(&d.line), "{d:?}");
        let width = lines.get(d.line - 1).map_or(0, |l| l.chars().count());
        prop_assert!(d.column >= 1 && d.column + d.length <= width + 1, "{d:?} in a line of {width}");
        prop_assert!(!d.message.is_empty());
        let head = format!("x.yaml:{}:{}: ", d.line, d.column);
        prop_assert!(d.render("x.yaml", source).starts_with(&head));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_damaged_procedure_is_never_worse_than_findings_in_its_text(
        which in 0usize..5,
        mishaps in prop::collection::vec(any_mishap(), 1..6),
    ) {
        let source = [LOAN, MAINTENANCE, THREE_FLOWS, QUESTIONS, SUPPORT][which];
        let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
        mishaps.iter().for_each(|m| happen(&mut lines, m));
        let damaged = lines.join("\n");
        let (definition, found) = parse(&damaged);
        lie_inside(&found, &damaged)?;
        prop_assert_eq!(definition.is_none(), found.iter().any(Diagnostic::is_error));
        prop_assert_eq!(check_file("x.yaml", &damaged).1, definition.is_none());
        if let Some(definition) = definition {
            // What is read can be walked: every way goes to a row that is there.
            for id in definition.steps.iter().flat_map(|s| s.successors()) {
                prop_assert!(definition.step(id).is_some());
            }
        }
    }

    #[test]
    fn a_damaged_manual_is_never_worse_than_findings_in_its_text(mishaps in prop::collection::vec(any_mishap(), 1..6)) {
        let mut lines: Vec<String> = MANUAL.lines().map(str::to_owned).collect();
        mishaps.iter().for_each(|m| happen(&mut lines, m));
        let damaged = lines.join("\n");
        let (manual, found) = parse_manual(&damaged);
        lie_inside(&found, &damaged)?;
        prop_assert_eq!(manual.is_none(), found.iter().any(Diagnostic::is_error));
    }

    #[test]
    fn any_text_at_all_ends_in_findings(source in "\\PC{0,80}(\n\\PC{0,20}){0,5}") {
        let (definition, found) = parse(&source);
        prop_assert!(definition.is_none() && !found.is_empty());
        lie_inside(&found, &source)?;
    }
}
