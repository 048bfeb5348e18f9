//! Random sound procedures: whatever the numbers, every row is reachable, every path can end, and papers are printed,
//! signed and filed in this order.

use super::sample::{answer, asks, definition, end, field, file, issue, start, task};
use crate::definition::{
    Assignment, ColumnKind, Deadline, DeadlineAction, Definition, FieldKind, Step, StepKind, Wait,
};
use kernel::time::Span;
use proptest::prelude::*;

pub(crate) const ROLES: [&str; 3] = ["rol_a", "rol_b", "rol_c"];

/// What decides one row: assignment, kind, target, text.
pub(crate) type Seed = (u8, u8, u8, u8);

/// What [`build`] takes; kept as numbers so that a failure shows few of them.
pub(crate) fn any_seeds() -> impl Strategy<Value = Vec<Seed>> {
    prop::collection::vec(any::<Seed>(), 3..14)
}

/// Where the paper's three rows are among `n`: issue, sign, file.
fn paper_rows(n: usize, seeds: &[Seed]) -> [usize; 3] {
    let turn = usize::from(seeds[0].2);
    let issue = turn % (n - 2);
    let sign = issue + 1 + turn / 16 % (n - issue - 2);
    let file = sign + 1 + turn / 64 % (n - sign - 1);
    [issue, sign, file]
}

pub(crate) fn build(seeds: &[Seed]) -> Definition {
    let n = seeds.len();
    let papers = paper_rows(n, seeds);
    let form = vec![field("dia", FieldKind::Date, true), field("detalle", FieldKind::Text, false)];
    let mut rows = vec![start(), worded(Step { form, ..task("pedir", ROLES[0]) }, seeds[0].3)];
    rows.extend(seeds.iter().enumerate().map(|(i, seed)| row(i, *seed, seeds, &papers)));
    rows.push(end());
    definition(rows)
}

fn id(i: usize, n: usize) -> String {
    if i < n { format!("paso{i}") } else { "fin".to_owned() }
}

fn row(i: usize, (who, kind, target, text): Seed, seeds: &[Seed], papers: &[usize; 3]) -> Step {
    let n = seeds.len();
    // No way forward may jump over a row of the paper.
    let limit = papers.iter().copied().find(|p| *p > i).unwrap_or(n);
    let ahead = id(i + 1 + usize::from(target) % (limit - i), n);
    let back = id(usize::from(target) % (i + 1), n);
    let mut step = worded(task(&id(i, n), ROLES[usize::from(who) % 3]), text);
    step.assignment = match who / 3 % 6 {
        0 => Assignment::ArrivalOrder,
        1 if i > 0 => Assignment::SameAs(id(usize::from(target) % i, n)),
        2 => {
            step.roles = vec![ROLES[0].to_owned(), ROLES[usize::from(target) % 2 + 1].to_owned()];
            Assignment::Everyone
        }
        _ => Assignment::Anyone,
    };
    if let Assignment::SameAs(model) = &step.assignment {
        let model: usize = model.trim_start_matches("paso").parse().unwrap();
        step.roles = vec![ROLES[usize::from(seeds[model].0) % 3].to_owned()];
    }
    match papers.iter().position(|p| *p == i) {
        Some(0) => step.effects = vec![issue("acta")],
        Some(1) => step.signs = Some("acta".to_owned()),
        Some(_) => step.effects = vec![file("acta")],
        None => furnish(&mut step, kind, ahead, back),
    }
    step
}

/// What an ordinary row has besides its texts.
fn furnish(step: &mut Step, kind: u8, ahead: String, back: String) {
    let nota = field("nota", FieldKind::Line, false);
    match kind % 11 {
        0 => step.form = vec![field("cantidad", FieldKind::Number, true), nota],
        1 => {
            let yes = answer("Sí", &ahead, false, &[]);
            step.decision = asks("¿Está bien?", vec![yes, answer("NO", &back, true, &["nota"])]);
            step.form = vec![nota];
        }
        2 => {
            step.decision =
                asks("¿ES NECESARIO?", vec![answer("A", &ahead, false, &[]), answer("B", &ahead, false, &[])]);
            step.number = None;
        }
        3 => step.deadlines = vec![clock(Span::Days(2), false, DeadlineAction::Go(ahead))],
        4 => step.deadlines = vec![clock(Span::WorkingDays(1), true, DeadlineAction::Go(ahead))],
        5 => step.deadlines = vec![clock(Span::Seconds(7200), true, DeadlineAction::Notify(vec!["rol_c".to_owned()]))],
        6 => step.wait = Some(Wait::UntilField("dia".to_owned())),
        8 => step.wait = Some(Wait::Schedule("lunes a viernes 8:15".to_owned())),
        9 => step.wait = Some(Wait::Message("pieza".to_owned())),
        7 => step.kind = StepKind::Rule { about: Vec::new() },
        _ => {}
    }
}

fn clock(after: Span, from_start: bool, then: DeadlineAction) -> Deadline {
    Deadline { after, from_start, then }
}

/// Texts of every length, with long words and capitals, and four printed responsibles.
fn worded(mut step: Step, text: u8) -> Step {
    const WORDS: [&str; 8] = [
        "Revisa",
        "el",
        "EQUIPO DE CÓMPUTO",
        "desoxirribonucleicamente",
        "y",
        "informa",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "a la unidad solicitante",
    ];
    const LANES: [&str; 4] =
        ["Usuario", "Personal técnico de la Unidad de TIM", "JEFATURA DE TECNOLOGÍAS DE LA INFORMACIÓN", "Comité"];
    let length = usize::from(text % 24) + 1;
    let activity: Vec<&str> = (0..length).map(|i| WORDS[(i * 5 + usize::from(text)) % WORDS.len()]).collect();
    step.texts.insert(ColumnKind::Activity, activity.join(" "));
    step.responsible = Some(LANES[usize::from(text / 24) % 4].to_owned());
    step
}
