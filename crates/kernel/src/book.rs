//! A paper of many pages as plain data: a manual, a case's file. What it says is in words already; how it looks is the
//! press's business.

use crate::sheet::{Letterhead, Line, SignatureBox};
use crate::text::Locale;
use serde::{Deserialize, Serialize};

/// A document with running headers, contents and parts in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    pub locale: Locale,
    pub letterhead: Letterhead,
    pub header: Header,
    pub title: String,
    /// What the cover says besides, line by line; empty without a cover.
    pub cover: Vec<String>,
    /// Whether a table of contents follows the cover.
    pub contents: bool,
    /// Across every page: «BORRADOR»; empty for a document in force.
    pub mark: String,
    pub parts: Vec<Part>,
    /// Foot of every page: hash and when it was printed.
    pub foot: String,
}

/// The head of every page, in the manner of a country's manuals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub style: HeaderStyle,
    /// The entity above the institution.
    pub parent: String,
    /// Tax number, with its name.
    pub tax_id: String,
    pub process: String,
    /// «Código: PR-TIC-02», «Versión: 01», «Fecha: 03/12/2020»: as they are printed.
    pub control: Vec<Line>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeaderStyle {
    /// Name of the manual and date of approval on one line, the procedure below.
    Sv,
    /// A box: shield and names, process and procedure, code, version, date, page n of m.
    Co,
    /// Names in the middle, address at the foot.
    Mx,
}

/// A piece of a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    /// A heading of level 1 or 2; level 1 begins a page when `page`.
    Heading {
        level: u8,
        text: String,
        page: bool,
    },
    /// Paragraphs, one per line; a line that begins with «• » is an item of a list.
    Text {
        text: String,
    },
    /// Set apart, with a rule beside it: a warning, a proposal.
    Note {
        text: String,
    },
    Facts {
        lines: Vec<Line>,
    },
    Table(Table),
    /// A drawing of ours, with what it shows in words.
    Drawing {
        svg: String,
        alt: String,
        caption: String,
    },
    Signatures {
        boxes: Vec<SignatureBox>,
    },
}

/// A table whose head is repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    pub headings: Vec<String>,
    /// Share of the width of each column.
    pub widths: Vec<u8>,
    pub rows: Vec<Row>,
    /// Column that draws signs (`terminal`, `task`, `question`, `rule`) instead of text.
    pub signs: Option<usize>,
    /// Column whose cells may cover several rows.
    pub covering: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Row {
    /// As many as there are columns, or one that goes across all of them.
    pub cells: Vec<String>,
    pub across: bool,
    /// Rows that the covering cell covers; 0 when it is part of the one above.
    pub covers: usize,
}

impl Table {
    /// A plain table: each row as wide as the headings.
    pub fn plain(headings: Vec<String>, widths: Vec<u8>, rows: Vec<Vec<String>>) -> Self {
        let rows = rows.into_iter().map(|cells| Row { cells, across: false, covers: 1 }).collect();
        Self { headings, widths, rows, signs: None, covering: None }
    }
}
