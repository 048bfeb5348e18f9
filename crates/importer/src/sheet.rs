//! Writes what DOCX and HTML say as the text that everything else reads: one line for a paragraph, one for a table row.

use crate::bytes::CELL_BREAK;

/// Cells that a column still owes to a merged cell above are left empty, as a merged cell prints.
#[derive(Default)]
pub(crate) struct Sheet {
    out: String,
    /// The paragraph outside tables that is being read.
    line: String,
    /// Tables open at this moment; one inside another is text of its cell.
    depth: usize,
    row: Vec<String>,
    cell: String,
    in_cell: bool,
    /// For each column, in how many rows more a cell from above stands.
    owed: Vec<usize>,
}

/// No row of a printed table is wider.
const WIDEST: usize = 40;
const LONGEST: usize = 1_000;

impl Sheet {
    fn here(&mut self) -> &mut String {
        if self.in_cell { &mut self.cell } else { &mut self.line }
    }

    pub(crate) fn text(&mut self, text: &str) {
        let here = self.here();
        let begins = here.is_empty() || here.ends_with(CELL_BREAK);
        let text = text.replace(['\n', '\t', '\r'], " ");
        here.push_str(if begins { text.trim_start() } else { &text });
    }

    pub(crate) fn tab(&mut self) {
        let tab = if self.in_cell { ' ' } else { '\t' };
        self.here().push(tab);
    }

    pub(crate) fn bullet(&mut self) {
        let here = self.here();
        if here.is_empty() || here.ends_with(CELL_BREAK) {
            here.push_str("• ");
        }
    }

    pub(crate) fn line_break(&mut self) {
        if self.in_cell {
            self.cell.push(CELL_BREAK);
        } else {
            self.end_paragraph();
        }
    }

    pub(crate) fn end_paragraph(&mut self) {
        if self.in_cell {
            if !self.cell.is_empty() && !self.cell.ends_with(CELL_BREAK) {
                self.cell.push(CELL_BREAK);
            }
        } else if !self.line.trim().is_empty() {
            let line = std::mem::take(&mut self.line);
            self.out.push_str(line.trim_end());
            self.out.push_str("\n\n");
        } else {
            self.line.clear();
        }
    }

    pub(crate) fn begin_table(&mut self) {
        if self.depth == 0 {
            self.end_paragraph();
            self.owed.clear();
        } else {
            self.end_paragraph();
        }
        self.depth += 1;
    }

    pub(crate) fn end_table(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.end_row();
            self.out.push('\n');
        }
    }

    pub(crate) fn begin_row(&mut self) {
        if self.depth == 1 {
            self.end_row();
        }
    }

    /// Whether a cell of the outer table is open.
    pub(crate) fn reads_cell(&self) -> bool {
        self.depth == 1 && self.in_cell
    }

    pub(crate) fn begin_cell(&mut self) {
        if self.depth == 1 {
            self.fill_owed();
            self.in_cell = true;
        } else {
            self.end_paragraph();
        }
    }

    /// Empty cells under merged ones, before the next cell.
    fn fill_owed(&mut self) {
        while let Some(rows) = self.owed.get_mut(self.row.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            self.row.push(String::new());
        }
    }

    /// Ends the cell, which reaches over so many columns and rows.
    pub(crate) fn end_cell(&mut self, across: usize, down: usize) {
        if self.depth != 1 || !self.in_cell {
            self.end_paragraph();
            return;
        }
        self.in_cell = false;
        let text = std::mem::take(&mut self.cell);
        let (across, down) = (across.clamp(1, WIDEST), down.clamp(1, LONGEST));
        for n in 0..across.min(WIDEST.saturating_sub(self.row.len()).max(1)) {
            let column = self.row.len();
            if self.owed.len() <= column {
                self.owed.resize(column + 1, 0);
            }
            self.owed[column] = down - 1;
            self.row.push(if n == 0 { text.trim_matches([CELL_BREAK, ' ']).to_owned() } else { String::new() });
        }
    }

    pub(crate) fn end_row(&mut self) {
        if self.depth > 1 {
            return;
        }
        if self.in_cell {
            self.end_cell(1, 1);
        }
        if self.row.is_empty() {
            return;
        }
        self.fill_owed();
        self.out.push_str(&self.row.join("\t"));
        self.out.push('\n');
        self.row.clear();
    }

    pub(crate) fn finish(mut self) -> String {
        self.depth = self.depth.min(1);
        self.end_row();
        self.depth = 0;
        self.in_cell = false;
        self.end_paragraph();
        self.out
    }
}
