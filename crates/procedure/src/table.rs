//! The printed table of a procedure, row by row, as the manual has it: its columns, its numbers, its merged cells.

use crate::definition::{Column, ColumnKind, Definition, Step, StepKind};

/// A row of the printed table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// One text per column; one alone when it goes across the whole table.
    pub cells: Vec<String>,
    /// A question or an end without a number is printed across all columns.
    pub across: bool,
    /// How many rows the responsible's cell covers: 0 when it is part of the one above.
    pub covers: usize,
    /// What the flowchart column draws.
    pub mark: Mark,
}

/// The sign of a row in a printed flowchart column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Terminal,
    Task,
    Question,
    Rule,
}

impl Mark {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Task => "task",
            Self::Question => "question",
            Self::Rule => "rule",
        }
    }
}

/// The rows that are printed: all but an end that the manual does not have.
pub fn rows(definition: &Definition) -> Vec<Row> {
    let printed: Vec<&Step> =
        definition.steps.iter().filter(|s| !matches!(s.kind, StepKind::End { hidden: true, .. })).collect();
    let plain = |s: &Step| !across(s) && matches!(s.kind, StepKind::Task | StepKind::Rule { .. });
    let merges = |i: usize| i > 0 && printed.get(i).is_some_and(|s| s.merged && plain(s)) && plain(printed[i - 1]);
    let row = |(i, step): (usize, &&Step)| Row {
        across: across(step),
        covers: if merges(i) { 0 } else { 1 + (i + 1..printed.len()).take_while(|j| merges(*j)).count() },
        mark: mark(step),
        cells: if across(step) {
            vec![step.name().to_owned()]
        } else {
            definition.table.iter().map(|c| cell(step, c, &definition.table)).collect()
        },
    };
    printed.iter().enumerate().map(row).collect()
}

fn across(step: &Step) -> bool {
    let asks_or_ends = matches!(step.kind, StepKind::End { .. }) || step.texts.is_empty();
    step.number.is_none() && asks_or_ends && !matches!(step.kind, StepKind::Start { .. })
}

fn mark(step: &Step) -> Mark {
    match &step.kind {
        StepKind::Start { .. } | StepKind::End { .. } => Mark::Terminal,
        StepKind::Rule { .. } => Mark::Rule,
        StepKind::Task if step.texts.is_empty() && step.decision.is_some() => Mark::Question,
        StepKind::Task => Mark::Task,
    }
}

/// What the table says there. The beginning and the end stand in the first column after the number.
fn cell(step: &Step, column: &Column, table: &[Column]) -> String {
    let label = match &step.kind {
        StepKind::Start { label } | StepKind::End { label, .. } => Some(label),
        StepKind::Task | StepKind::Rule { .. } => None,
    };
    if let Some(label) = label {
        let first = table.iter().find(|c| c.kind != ColumnKind::Number);
        return match column.kind {
            ColumnKind::Number => step.number.clone().unwrap_or_default(),
            _ if first == Some(column) => label.clone(),
            _ => String::new(),
        };
    }
    let printed = step.texts.get(&column.kind).cloned();
    match column.kind {
        ColumnKind::Number => step.number.clone().unwrap_or_default(),
        ColumnKind::Responsible if step.merged => String::new(),
        ColumnKind::Responsible => step.responsible.clone().unwrap_or_default(),
        ColumnKind::Activity => under_its_branch(step, printed.unwrap_or_else(|| step.name().to_owned())),
        ColumnKind::Description if !table.iter().any(|c| c.kind == ColumnKind::Activity) => {
            under_its_branch(step, printed.unwrap_or_default())
        }
        ColumnKind::Specifications
        | ColumnKind::Description
        | ColumnKind::ControlPoint
        | ColumnKind::Record
        | ColumnKind::Flowchart => printed.unwrap_or_default(),
    }
}

/// «NO: Se hace la requisición».
fn under_its_branch(step: &Step, text: String) -> String {
    match &step.branch {
        Some(branch) if !text.to_lowercase().starts_with(&branch.to_lowercase()) => format!("{branch}: {text}"),
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(source: &str) -> Vec<Row> {
        rows(&crate::parse(source).0.expect("the sample is good"))
    }

    #[test]
    fn the_table_of_support_is_the_printed_one() {
        let rows = table(include_str!("../../../procedures/usulutan/soporte_tecnico.yaml"));
        assert_eq!(rows.len(), 9);
        assert_eq!(rows[0].cells, ["1", "Inicio", "", ""]);
        assert_eq!(rows[2].cells[0], "3");
        assert!(rows.iter().all(|r| !r.across && r.covers == 1));
        assert_eq!((rows[8].cells[1].as_str(), rows[8].mark), ("Fin", Mark::Terminal));
    }

    #[test]
    fn questions_go_across_branches_say_their_answer_and_a_merged_cell_covers_its_rows() {
        let rows = table(include_str!("../tests/language/data/preguntas.yaml"));
        let question = rows.iter().position(|r| r.mark == Mark::Question).expect("there is a question");
        assert!(rows[question].across && rows[question].cells.len() == 1);
        assert!(rows.iter().any(|r| r.cells.iter().any(|c| c.starts_with("NO: "))));
        assert!(rows.iter().any(|r| r.covers > 1) && rows.iter().any(|r| r.covers == 0));
    }

    #[test]
    fn every_text_of_a_procedure_is_in_its_table() {
        let source = include_str!("../tests/language/data/mantenimiento.yaml");
        let definition = crate::parse(source).0.expect("the sample is good");
        let cells: Vec<String> = rows(&definition).into_iter().flat_map(|r| r.cells).collect();
        for text in definition.steps.iter().flat_map(|s| s.texts.values()) {
            assert!(cells.contains(text), "{text}");
        }
    }
}
