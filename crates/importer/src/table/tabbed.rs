//! Tables whose rows are lines and whose cells are separated by tabs: copied out of Word, out of a page, out of a DOCX.

use super::{MOST_ROWS, Note, Row, Table, columns, is_end, is_number, is_question, is_start, order};
use crate::outline;
use crate::source::Line;
use procedure::definition::ColumnKind;
use std::collections::BTreeMap;

pub(super) fn heading(line: &Line) -> Option<Vec<(ColumnKind, String)>> {
    if !line.tabbed() {
        return None;
    }
    let headings: Vec<&str> = line.cells.iter().map(String::as_str).collect();
    let until = headings.iter().rposition(|h| !h.is_empty())? + 1;
    if until < 2 || headings[..until].iter().any(|h| h.chars().count() > 40) {
        return None;
    }
    columns(&headings[..until])
}

pub(super) fn read(lines: &mut [Line], at: usize) -> Option<(Table, usize)> {
    let columns = heading(&lines[at])?;
    let mut reader = Reader { table: Table { columns, rows: Vec::new(), lines: (at, at) }, open: None };
    lines[at].taken = true;
    let mut i = at + 1;
    let mut end = at + 1;
    while i < lines.len() && reader.table.rows.len() < MOST_ROWS {
        if lines[i].blank() || lines[i].repeated {
            i += 1;
            continue;
        }
        let adjacent = i == end;
        if !reader.take(lines, i, adjacent) {
            break;
        }
        lines[i].taken = true;
        i += 1;
        end = i;
    }
    reader.close();
    reader.table.lines.1 = end - 1;
    Some((reader.table, end))
}

/// A row whose cells may still go on in the next line.
struct Open {
    cells: Vec<String>,
    lines: (usize, usize),
    notes: Vec<Note>,
}

struct Reader {
    table: Table,
    open: Option<Open>,
}

impl Reader {
    fn at(&self, kind: ColumnKind) -> Option<usize> {
        self.table.columns.iter().position(|(k, _)| *k == kind)
    }

    /// Takes a line into the table; `false` when it is no part of it.
    fn take(&mut self, lines: &[Line], i: usize, adjacent: bool) -> bool {
        let line = &lines[i];
        if let Some(text) = line.lone().filter(|t| is_question(t) || is_end(t)) {
            self.begin(self.whole(text), i);
            return true;
        }
        if heading(line).is_some() || outline::title(line).is_some() || outline::section(line).is_some() {
            return false;
        }
        if line.tabbed() && line.cells.len() <= self.table.columns.len() + 3 {
            if self.begins_row(line) {
                self.begin(self.fitted(&line.cells), i);
                return true;
            }
            let ended = self.open.as_ref().is_none_or(|o| o.cells.iter().any(|c| is_end(c)));
            if ended {
                return false;
            }
            let cut = line.cells[0].is_empty()
                || lines[..i].iter().rev().take_while(|l| !l.taken || l.repeated).any(|l| l.repeated);
            return adjacent && self.joined(line, i) || cut && self.continued(line, i);
        }
        if !line.tabbed() && adjacent && self.goes_on(lines, i) {
            return self.lengthened(line, i);
        }
        false
    }

    /// A row with one text across, in the place of the activity.
    fn whole(&self, text: &str) -> Vec<String> {
        let mut cells = vec![String::new(); self.table.columns.len()];
        if let Some(activity) = self.at(ColumnKind::Activity) {
            cells[activity] = text.to_owned();
        }
        cells
    }

    /// Without the empty cells that stick out on the right; what sticks out otherwise joins the last column.
    fn fitted(&self, cells: &[String]) -> Vec<String> {
        let width = self.table.columns.len();
        let mut cells = cells.to_vec();
        while cells.len() > width {
            let over = cells.pop().unwrap_or_default();
            if let Some(last) = cells.last_mut().filter(|_| !over.is_empty()) {
                last.push('\n');
                last.push_str(&over);
            }
        }
        cells
    }

    fn begins_row(&self, line: &Line) -> bool {
        let cell = |kind| self.at(kind).and_then(|n| line.cells.get(n)).map(String::as_str).unwrap_or_default();
        if self.at(ColumnKind::Number).is_some() {
            return is_number(cell(ColumnKind::Number));
        }
        let activity = cell(ColumnKind::Activity);
        let numbered = activity.split_whitespace().next().is_some_and(is_number);
        let first = self.open.is_none();
        let full = line.cells.iter().filter(|c| !c.is_empty()).count() > 1;
        !activity.is_empty() && (numbered || first || full)
    }

    fn begin(&mut self, cells: Vec<String>, i: usize) {
        self.close();
        self.open = Some(Open { cells, lines: (i, i), notes: Vec::new() });
    }

    /// A row broken over two lines: its last cell goes on and the missing ones follow.
    fn joined(&mut self, line: &Line, i: usize) -> bool {
        let width = self.table.columns.len();
        let Some(open) = self.open.as_mut().filter(|o| o.cells.len() < width) else { return false };
        if open.cells.len() + line.cells.len() - 1 > width || line.cells[0].is_empty() {
            return false;
        }
        if let Some(last) = open.cells.last_mut() {
            last.push(' ');
            last.push_str(&line.cells[0]);
        }
        open.cells.extend(line.cells[1..].iter().cloned());
        open.lines.1 = i;
        true
    }

    /// A row cut by the end of a page: each cell goes on in its column. A single text whose columns do not fit goes to
    /// the cell with the list that it continues, or to the longest.
    fn continued(&mut self, line: &Line, i: usize) -> bool {
        let width = self.table.columns.len();
        let (activity, columns) = (self.at(ColumnKind::Activity), &self.table.columns);
        let Some(open) = self.open.as_mut() else { return false };
        open.cells.resize(width, String::new());
        let lone = line.lone().is_some();
        for (n, text) in line.cells.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
            let listed = open.cells.iter().rposition(|c| c.contains('•'));
            let longest = (0..width).max_by_key(|n| open.cells[*n].len()).unwrap_or(0);
            let exact = (!lone || line.cells.len() == width).then_some(n).filter(|n| *n < width);
            let to = exact.or(listed).unwrap_or(longest);
            if !open.cells[to].is_empty() {
                open.cells[to].push('\n');
            }
            open.cells[to].push_str(text);
            if exact.is_none() && Some(to) != activity {
                open.notes.push(Note::new(
                    format!("El texto cortado por la página se unió a la columna «{}».", columns[to].1),
                    format!("¿De qué columna es el texto que sigue en la línea {}?", i + 1),
                ));
            }
        }
        open.lines.1 = i;
        true
    }

    /// Whether the table goes on shortly after a line without tabs, so that the line is part of a cell.
    fn goes_on(&self, lines: &[Line], i: usize) -> bool {
        let expected =
            self.open.as_ref().and_then(|o| order(o.cells.get(self.at(ColumnKind::Number)?)?)).map(|n| n + 1);
        let ahead = lines[i + 1..].iter().take(6).take_while(|l| !l.blank()).find(|l| l.tabbed());
        let (Some(expected), Some(ahead)) = (expected, ahead) else { return false };
        let number = self.at(ColumnKind::Number).and_then(|n| ahead.cells.get(n)).and_then(|t| order(t));
        let rest = self.open.as_ref().is_some_and(|o| o.cells.len() < self.table.columns.len());
        number == Some(expected) || (rest && number.is_none())
    }

    fn lengthened(&mut self, line: &Line, i: usize) -> bool {
        let Some(open) = self.open.as_mut() else { return false };
        let last = open.cells.iter().rposition(|c| !c.is_empty()).unwrap_or(0);
        let Some(cell) = open.cells.get_mut(last) else { return false };
        cell.push(' ');
        cell.push_str(&line.cells[0]);
        open.lines.1 = i;
        true
    }

    /// Puts the open row into the table.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let named = self.table.columns.iter().map(|(kind, _)| *kind).zip(open.cells);
        let mut cells: BTreeMap<ColumnKind, String> = named.filter(|(_, text)| !text.is_empty()).collect();
        if let Some(number) = cells.get_mut(&ColumnKind::Number) {
            *number = number.trim_end_matches(['.', ')', '-']).to_owned();
        } else if self.at(ColumnKind::Number).is_none() {
            number_from_activity(&mut cells);
        }
        across(&mut cells);
        self.table.rows.push(Row { cells, lines: open.lines, notes: open.notes, unread: None });
    }
}

/// INICIO, FIN and questions stand alone in whatever column: they belong to the activity.
fn across(cells: &mut BTreeMap<ColumnKind, String>) {
    let mut others = cells.iter().filter(|(kind, _)| **kind != ColumnKind::Number);
    let alone = others.next().filter(|_| others.next().is_none());
    let Some((kind, text)) = alone.filter(|(_, t)| is_start(t) || is_end(t) || is_question(t)) else { return };
    let (kind, text) = (*kind, text.clone());
    cells.remove(&kind);
    cells.insert(ColumnKind::Activity, text);
}

/// «1.1 Si es una…»: the number printed at the head of the activity.
fn number_from_activity(cells: &mut BTreeMap<ColumnKind, String>) {
    let Some(activity) = cells.get(&ColumnKind::Activity) else { return };
    let Some((number, rest)) = activity.split_once(char::is_whitespace).filter(|(n, _)| is_number(n)) else { return };
    let (number, rest) = (number.trim_end_matches(['.', ')', '-']).to_owned(), rest.trim().to_owned());
    cells.insert(ColumnKind::Number, number);
    cells.insert(ColumnKind::Activity, rest);
}
