//! A saved page or what Word puts on the clipboard, as text: paragraphs as lines, table rows as lines with tabs.

use crate::markup::{Piece, attribute, pieces};
use crate::sheet::Sheet;

/// Whether a text is HTML: it says so, or it has a table. Single tags inside cells do not make it so.
pub(crate) fn looks_like(text: &str) -> bool {
    let head: String = text.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    let says = ["<!doctype html", "<html", "<body", "<head", "<meta"].iter().any(|t| head.contains(t));
    says || text.to_ascii_lowercase().contains("<table")
}

pub(crate) fn text(html: &str) -> String {
    let mut sheet = Sheet::default();
    let mut mute = 0_usize;
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut verbatim = false;
    for piece in pieces(html) {
        match piece {
            Piece::Open { name, attributes, closed } => match name.as_str() {
                "script" | "style" | "head" | "template" | "xml" if !closed => mute += 1,
                "br" => sheet.line_break(),
                "li" => {
                    sheet.end_paragraph();
                    sheet.bullet();
                }
                "pre" => verbatim = true,
                "table" => sheet.begin_table(),
                "tr" => {
                    end_cell(&mut sheet, &mut spans);
                    sheet.begin_row();
                }
                "td" | "th" => {
                    end_cell(&mut sheet, &mut spans);
                    let number = |key| attribute(attributes, key).and_then(|v| v.parse().ok()).unwrap_or(1);
                    spans.push((number("colspan"), number("rowspan")));
                    sheet.begin_cell();
                }
                name if is_block(name) => sheet.end_paragraph(),
                _ => {}
            },
            Piece::Close(name) => match name.as_str() {
                "script" | "style" | "head" | "template" | "xml" => mute = mute.saturating_sub(1),
                "td" | "th" => {
                    let (across, down) = spans.pop().unwrap_or((1, 1));
                    sheet.end_cell(across, down);
                }
                "pre" => verbatim = false,
                "tr" => {
                    end_cell(&mut sheet, &mut spans);
                    sheet.end_row();
                }
                "table" => sheet.end_table(),
                "li" => sheet.end_paragraph(),
                name if is_block(name) => sheet.end_paragraph(),
                _ => {}
            },
            Piece::Text(text) if mute == 0 => {
                if verbatim {
                    text.split('\n').enumerate().for_each(|(n, line)| {
                        if n > 0 {
                            sheet.end_paragraph();
                        }
                        sheet.text(line);
                    });
                } else {
                    sheet.text(&squeezed(&text));
                }
            }
            Piece::Text(_) => {}
        }
    }
    sheet.finish()
}

/// A page may leave out the end of a cell: the next one, or the row's end, ends it.
fn end_cell(sheet: &mut Sheet, spans: &mut Vec<(usize, usize)>) {
    if sheet.reads_cell() {
        let (across, down) = spans.pop().unwrap_or((1, 1));
        sheet.end_cell(across, down);
    }
}

fn is_block(name: &str) -> bool {
    let blocks = ["p", "div", "ul", "ol", "section", "article", "header", "footer", "blockquote", "hr", "caption"];
    blocks.contains(&name) || (name.len() == 2 && name.starts_with('h') && name.ends_with(|c: char| c.is_ascii_digit()))
}

/// Blanks as a browser shows them: one for many, kept at the ends because the next piece may go on with the line.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}
