//! A procedure in the book: its table, its narrative, its flowchart.

use super::Words;
use crate::procedures::told;
use kernel::{
    Msg,
    book::{Part, Row, Table},
    sheet::Line,
    text::say,
};
use procedure::{
    Definition,
    definition::ColumnKind,
    flowchart::{self, Walk},
    table,
};

/// Highest flowchart on one sheet, in its own pixels: what a letter page takes without shrinking it.
const SHEET: i32 = 760;

pub(super) fn parts(words: &Words, definition: &Definition) -> Vec<Part> {
    let mut parts = vec![Part::Heading { level: 1, text: definition.title.clone(), page: true }];
    if let Some(why) = &definition.proposal {
        parts.push(Part::Note { text: words.with("book-proposal", "why", why) });
    }
    let facts = [("book-code", &definition.printed_code), ("book-objective", &definition.objective)];
    let facts = facts
        .into_iter()
        .filter_map(|(key, value)| Some(Line { label: words.say(key), value: value.as_ref()?.trim().to_owned() }));
    let facts: Vec<Line> = facts.collect();
    if !facts.is_empty() {
        parts.push(Part::Facts { lines: facts });
    }
    parts.push(words.subtitle("book-description"));
    parts.push(Part::Table(printed_table(definition)));
    parts.push(words.subtitle("book-narrative"));
    parts.push(Part::Text { text: told(words.locale, definition, &Walk::default()).join("\n") });
    parts.push(words.subtitle("book-flowchart"));
    parts.extend(drawings(words, definition));
    parts
}

fn printed_table(definition: &Definition) -> Table {
    let at = |kind: ColumnKind| definition.table.iter().position(|c| c.kind == kind);
    let signs = at(ColumnKind::Flowchart);
    let rows = table::rows(definition).into_iter().map(|row| {
        let mut cells = row.cells;
        if let Some(cell) = signs.and_then(|i| cells.get_mut(i)).filter(|_| !row.across) {
            row.mark.name().clone_into(cell);
        }
        Row { cells, across: row.across, covers: row.covers }
    });
    Table {
        headings: definition.table.iter().map(|c| c.heading.clone()).collect(),
        widths: definition.table.iter().map(|c| share(c.kind)).collect(),
        rows: rows.collect(),
        signs,
        covering: at(ColumnKind::Responsible),
    }
}

/// How wide a column is beside the others.
const fn share(kind: ColumnKind) -> u8 {
    match kind {
        ColumnKind::Number => 3,
        ColumnKind::Flowchart => 5,
        ColumnKind::Responsible | ColumnKind::Record | ColumnKind::ControlPoint => 8,
        ColumnKind::Activity => 12,
        ColumnKind::Specifications | ColumnKind::Description => 16,
    }
}

fn drawings(words: &Words, definition: &Definition) -> Vec<Part> {
    let sheets = flowchart::pages(&flowchart::layout(definition), SHEET);
    let many = sheets.len();
    let drawing = |(n, chart): (usize, &flowchart::Chart)| {
        let title = say(words.locale, &Msg::new("flow-title").with("title", definition.title.as_str()));
        let caption = if many == 1 {
            String::new()
        } else {
            let count = |n: usize| i64::try_from(n).unwrap_or(0);
            say(words.locale, &Msg::new("book-sheet").with("n", count(n + 1)).with("many", count(many)))
        };
        let alt = format!("{title}. {}", words.say("book-flowchart-told"));
        Part::Drawing { svg: flowchart::paper_svg(chart, &title, &alt), alt, caption }
    };
    sheets.iter().enumerate().map(drawing).collect()
}
