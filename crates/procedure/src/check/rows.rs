//! Checks of the printed table: branches, prose, what is declared for nothing, numbering (`P07`, `P10`, `P16`, `P17`).

use super::{Sheet, called};
use crate::definition::{Effect, Step, StepKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::build::COLUMNS;
use crate::yaml::Node;
use std::cmp::Ordering;
use std::collections::BTreeSet;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut found = branches(sheet);
    found.extend(prose(sheet));
    found.extend(unused(sheet));
    found.extend(numbering(sheet));
    found
}

/// A branch that does not say where it goes falls into the next row: that must not be the other branch.
fn branches(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let executed: Vec<(usize, &Step)> =
        sheet.steps().filter(|(_, s)| !matches!(s.kind, StepKind::Rule { .. })).collect();
    for pair in executed.windows(2) {
        let ((i, step), (_, after)) = (pair[0], pair[1]);
        let (Some(own), Some(other)) = (&step.branch, &after.branch) else { continue };
        let row = sheet.row(i);
        let silent = step.decision.is_none() && row.get("sigue").is_none() && row.get("regresa").is_none();
        if silent && own.trim().to_lowercase() != other.trim().to_lowercase() {
            let message = format!("la rama «{own}» cae en la rama «{other}», que es la fila siguiente");
            found.push(
                Diagnostic::error(Code::P07, sheet.place(i, &["rama"]), message)
                    .with_help("Diga a dónde va con «sigue» o «regresa»"),
            );
        }
    }
    found
}

/// «regresa al paso 4» in the text without a transition to step 4.
fn prose(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (i, step) in sheet.steps() {
        for (column, key) in COLUMNS.iter().map(|(key, kind)| (kind, *key)) {
            let Some(text) = step.texts.get(column) else { continue };
            for number in named_steps(text) {
                let goes = |s: &Step| s.number.as_deref() == Some(number.as_str());
                let target = sheet.definition.steps.iter().find(|s| goes(s));
                let message = match target {
                    None => format!("el texto manda al paso {number}, que no existe"),
                    Some(to) if step.successors().all(|id| *id != to.id) => {
                        format!("el texto manda al paso {number}, pero de aquí no se va a «{}»", to.id)
                    }
                    Some(_) => continue,
                };
                found.push(
                    Diagnostic::warning(Code::P10, sheet.place(i, &[key]), message)
                        .with_help("Agregue «sigue» o «regresa», o una pregunta con «decide»"),
                );
            }
        }
    }
    found
}

/// The numbers of the steps that the text sends to: «regresa al paso 4», «continúa en el paso n.º 7».
fn named_steps(text: &str) -> Vec<String> {
    /// How many words before «paso» the verb may be.
    const REACH: usize = 4;
    let words: Vec<String> = text
        .to_lowercase()
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .collect();
    let sends = |w: &String| {
        ["regres", "volv", "vuelv", "retorn", "sigu", "segu", "contin", "pasa", "pase", "va", "ir"]
            .iter()
            .any(|stem| if stem.len() < 3 { w == stem } else { w.starts_with(stem) && !w.starts_with("paso") })
    };
    let mut numbers = Vec::new();
    for i in (0..words.len()).filter(|i| words[*i] == "paso") {
        let number =
            words[i + 1..].iter().find(|w| !matches!(w.as_str(), "no" | "n" | "nº" | "n.º" | "número" | "numero"));
        let is_number = |w: &&String| w.starts_with(|c: char| c.is_ascii_digit());
        if let Some(number) = number.filter(is_number).filter(|_| words[i.saturating_sub(REACH)..i].iter().any(sends)) {
            numbers.push(number.clone());
        }
    }
    numbers
}

/// Declared responsibles and documents that no row names.
fn unused(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let steps = &sheet.definition.steps;
    let printed: BTreeSet<&str> = steps.iter().filter_map(|s| s.responsible.as_deref()).collect();
    let named = |key: &str| sheet.root.get(key).map(Node::entries).unwrap_or_default().iter().map(|(k, _)| k);
    let in_rows = (0..steps.len()).filter_map(|i| sheet.row(i).text_of("responsable"));
    let used: BTreeSet<&str> = printed.into_iter().chain(in_rows).collect();
    let responsibles = named("responsables").filter(|k| !used.contains(k.text())).map(|key| {
        Diagnostic::warning(Code::P16, key.place, format!("ninguna fila tiene el responsable «{}»", key.text()))
            .with_help("Bórrelo, o póngalo en su fila")
    });
    let documents: BTreeSet<&str> = steps.iter().flat_map(documents_of).collect();
    let papers = named("documentos").filter(|k| !documents.contains(k.text())).map(|key| {
        Diagnostic::warning(Code::P16, key.place, format!("ninguna fila usa el documento «{}»", key.text()))
            .with_help("Bórrelo, o genérelo en un paso")
    });
    responsibles.chain(papers).collect()
}

fn documents_of(step: &Step) -> impl Iterator<Item = &str> {
    let named = step.effects.iter().filter_map(|e| match e {
        Effect::Number { document } | Effect::Issue { document } | Effect::File { document, .. } => {
            Some(document.as_str())
        }
        Effect::Notify { .. } | Effect::Register { .. } => None,
    });
    named.chain(step.signs.as_deref())
}

/// Printed numbers go up one by one («1, 2, 2.1, 2.2, 3»).
fn numbering(sheet: &Sheet<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut before: Option<(Vec<u32>, &str)> = None;
    for (i, step) in sheet.steps() {
        let Some(printed) = step.number.as_deref() else { continue };
        let Some(number) = parts(printed) else { continue };
        if let Some((last, last_printed)) = &before
            && !follows(last, &number)
        {
            let how = match number.cmp(last) {
                Ordering::Less => format!("baja de {last_printed} a {printed}"),
                Ordering::Equal => format!("repite el {printed}"),
                Ordering::Greater => format!("salta de {last_printed} a {printed}"),
            };
            let message = format!("la numeración {how} en {}", called(step));
            let at = sheet.place(i, &["paso"]);
            found.push(Diagnostic::warning(Code::P17, at, message).with_help("Si el manual está impreso así, déjelo"));
        }
        before = Some((number, printed));
    }
    found
}

fn parts(number: &str) -> Option<Vec<u32>> {
    let number = number.trim().trim_end_matches(['.', ')', '-']);
    number.split('.').map(|p| p.trim().parse().ok()).collect()
}

/// Whether `next` may be printed after `last`: one more at some level, any new level beginning at 1.
fn follows(last: &[u32], next: &[u32]) -> bool {
    let common = last.iter().zip(next).take_while(|(a, b)| a == b).count();
    let rest = &next[common..];
    let (step, deeper) = match (last.get(common), rest.split_first()) {
        (_, None) => return false,
        (None, Some(_)) => (true, rest),
        (Some(a), Some((b, deeper))) => (b.checked_sub(1) == Some(*a), deeper),
    };
    step && deeper.iter().all(|n| *n == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_level_by_level() {
        let ok = |a: &str, b: &str| follows(&parts(a).unwrap(), &parts(b).unwrap());
        assert!(
            ok("1", "2")
                && ok("1", "1.1")
                && ok("1.9", "1.10")
                && ok("1.9", "2")
                && ok("1.3", "2.1")
                && ok("9.", "10)")
        );
        assert!(!ok("9", "10.3") && !ok("3", "3") && !ok("4", "3") && !ok("1", "3"));
    }

    #[test]
    fn a_text_that_sends_to_a_step_is_understood() {
        assert_eq!(named_steps("Si no está bien, regresa al paso 4."), ["4"]);
        assert_eq!(named_steps("Continúa con el paso No. 7 y vuelve al paso 10.3"), ["7", "10.3"]);
        assert!(named_steps("El paso 4 se hace dos veces; paso a paso").is_empty());
    }
}
