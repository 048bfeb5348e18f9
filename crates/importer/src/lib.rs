//! Turns a manual as it comes into a draft: `manual.yaml` and one file per procedure. Bytes in, draft out; no I/O.
//!
//! Nothing is guessed silently: what was read between the lines quotes its words (`cita`), what the manual leaves open
//! says what the draft does (`supuesto`) and asks a person (`duda`), with the lines it came from (`origen`). Nothing gets
//! lost: a text that found no place stands in `no_entendido`.

mod approval;
mod bytes;
mod cover;
mod docx;
mod draft;
mod header;
mod html;
mod leftover;
mod manual;
mod markup;
mod outline;
mod roles;
mod sections;
mod sheet;
mod source;
mod steps;
mod table;
mod words;
mod zip;

pub use bytes::MAX_BYTES;

use kernel::{Error, Msg, Result};
use procedure::yaml::{self, Node};

/// A manual as far as it was understood.
#[derive(Debug, Clone)]
pub struct Draft {
    /// `manual.yaml`.
    pub manual: Node,
    /// Id and file of each procedure, in the order of the manual.
    pub procedures: Vec<(String, Node)>,
    /// The text to which `origen` refers, line by line.
    pub source_text: String,
    /// What had to be supposed about the manual as a whole, and what was left out. Questions about single rows are in
    /// their `duda`.
    pub findings: Vec<Finding>,
}

/// Something that a person has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// First and last line of the source text, from 1; `None` when it is about the whole.
    pub lines: Option<(usize, usize)>,
    /// What was supposed or not understood, in Spanish.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Finding {
    fn asking(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { lines: None, message: message.into(), help: help.into() }
    }
}

impl Draft {
    /// The same with what had to be supposed about the whole among the texts to attend to: whoever has only the files
    /// reads it there.
    #[must_use]
    pub fn with_suppositions(mut self) -> Self {
        let mut open = self.manual.get("no_entendido").map(Node::items).unwrap_or_default().to_vec();
        let whole = self.findings.iter().filter(|f| f.lines.is_none());
        open.extend(whole.map(|f| Node::of_map([("texto", Node::of_text(format!("{} {}", f.message, f.help)))])));
        if !open.is_empty() {
            self.manual.set("no_entendido", Node::of_list(open));
        }
        self
    }

    /// The files of the draft by name: `manual.yaml`, `<id>.yaml` for each procedure and `fuente.txt`.
    pub fn files(&self) -> Vec<(String, String)> {
        let manual = ("manual.yaml".to_owned(), yaml::write(&self.manual));
        let procedures = self.procedures.iter().map(|(id, node)| (format!("{id}.yaml"), yaml::write(node)));
        let source = ("fuente.txt".to_owned(), self.source_text.clone());
        std::iter::once(manual).chain(procedures).chain([source]).collect()
    }
}

/// Reads a manual: plain text (UTF-8 or windows-1252), what a PDF viewer copies, a saved page or paste, or a DOCX.
/// `name` is the file's, for `fuente`; empty for a paste.
///
/// # Errors
/// Invalid, with what to do: more than [`MAX_BYTES`], no text, no table of steps, a PDF, an old Word file, a damaged or
/// locked DOCX.
pub fn read(name: &str, bytes: &[u8]) -> Result<Draft> {
    let text = bytes::text(bytes)?;
    draft::draft(name, bytes, text).ok_or_else(|| Error::invalid(Msg::new("import-no-table")))
}
