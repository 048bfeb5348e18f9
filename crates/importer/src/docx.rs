//! The body of a DOCX as text: paragraphs as lines, table rows as lines with tabs.

use crate::markup::{Piece, attribute, pieces};
use crate::sheet::Sheet;

/// The text of `word/document.xml`. Deleted passages, field codes and drawings are left out, tables inside cells are
/// cell text.
pub(crate) fn text(xml: &[u8]) -> String {
    let xml = String::from_utf8_lossy(xml);
    let mut sheet = Sheet::default();
    let mut reader = Reader::default();
    for piece in pieces(&xml) {
        reader.take(piece, &mut sheet);
    }
    sheet.finish()
}

#[derive(Default)]
struct Reader {
    /// Inside `w:t`: elsewhere a text is only layout.
    texting: bool,
    /// Depth of something whose text does not count.
    mute: usize,
    /// Columns that the cell being read spans. One merged downwards is written empty again in every row.
    span: usize,
}

impl Reader {
    fn take(&mut self, piece: Piece<'_>, sheet: &mut Sheet) {
        match piece {
            Piece::Open { name, attributes, closed } => self.open(&name, attributes, closed, sheet),
            Piece::Close(name) => self.close(&name, sheet),
            Piece::Text(text) if self.texting && self.mute == 0 => sheet.text(&text),
            Piece::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, attributes: &str, closed: bool, sheet: &mut Sheet) {
        match name {
            "del" | "instrtext" | "txbxcontent" | "fallback" if !closed => self.mute += 1,
            "t" => self.texting = !closed,
            "tab" if self.mute == 0 && !attributes.contains("pos=") => sheet.tab(),
            "br" | "cr" if self.mute == 0 => sheet.line_break(),
            "numpr" if self.mute == 0 && !closed => sheet.bullet(),
            "tbl" => sheet.begin_table(),
            "tr" => sheet.begin_row(),
            "tc" => {
                self.span = 1;
                sheet.begin_cell();
            }
            "gridspan" => self.span = attribute(attributes, "val").and_then(|v| v.parse().ok()).unwrap_or(1),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, sheet: &mut Sheet) {
        match name {
            "del" | "instrtext" | "txbxcontent" | "fallback" => self.mute = self.mute.saturating_sub(1),
            "t" => self.texting = false,
            "p" if self.mute == 0 => sheet.end_paragraph(),
            "tc" => sheet.end_cell(self.span, 1),
            "tr" => sheet.end_row(),
            "tbl" => sheet.end_table(),
            _ => {}
        }
    }
}
