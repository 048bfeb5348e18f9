//! From a BPMN file to a procedure: our own, row by row; somebody else's, as a draft.

use super::{NAMESPACE, foreign, own};
use crate::yaml::Node as Tree;
use roxmltree::{Document, Node, ParsingOptions};
use std::fmt;

/// Most elements, attributes and texts of a file together.
pub const MAX_ELEMENTS: u32 = 60_000;
const MAX_BYTES: usize = 4_000_000;
/// Most elements inside one another.
const MAX_DEPTH: usize = 64;
pub(super) const MODEL: &str = "http://www.omg.org/spec/BPMN/20100524/MODEL";

/// A procedure that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The procedure's file, to be written with [`crate::yaml::write`] and read with [`crate::parse`].
    pub root: Tree,
    /// Drawn by Cabildo: the file is the one that was exported.
    pub own: bool,
    /// What of the drawing has no place in a procedure and was left out.
    pub notes: Vec<Note>,
}

/// Something at an element of the file, in Spanish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// Kind and name of the element, or empty.
    pub element: String,
    pub message: String,
}

/// Why a file is not taken: what, where, what to do.
pub type Refusal = Note;

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "línea {}: ", self.line)?;
        }
        if !self.element.is_empty() {
            write!(f, "{}: ", self.element)?;
        }
        f.write_str(&self.message)
    }
}

/// Reads a BPMN file. Document types and entities are off.
///
/// # Errors
/// The first thing that cannot become a procedure, with its element and line.
pub fn read(xml: &str) -> Result<Imported, Refusal> {
    let whole = |message: &str| Refusal { line: 0, element: String::new(), message: message.to_owned() };
    if xml.len() > MAX_BYTES {
        return Err(whole("el archivo pasa de 4 MB; divídalo en un archivo por procedimiento"));
    }
    if !shallow(xml) {
        return Err(whole("el archivo tiene demasiados niveles, uno dentro de otro; no es un dibujo de proceso"));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_ELEMENTS, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options).map_err(|e| broken(&e))?;
    let root = document.root_element();
    if !is(root, "definitions") {
        return Err(at(root, "no es un archivo BPMN 2.0; expórtelo como «BPMN 2.0 XML» (.bpmn)"));
    }
    let ours = document.descendants().find(|n| n.has_tag_name((NAMESPACE, "procedimiento")));
    match ours {
        Some(head) => own::read(&document, head),
        None => foreign::read(&document),
    }
}

/// Whether the elements nest no deeper than a drawing does; counts tags only, so that the reader's stack is safe.
fn shallow(xml: &str) -> bool {
    let (mut depth, mut rest) = (0_usize, xml);
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with("![CDATA[") {
            rest = rest.split_once("]]>").map_or("", |(_, after)| after);
        } else if rest.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !rest.starts_with(['?', '!']) {
            let tag = rest.split('>').next().unwrap_or_default();
            depth += usize::from(!tag.ends_with('/'));
        }
        if depth > MAX_DEPTH {
            return false;
        }
    }
    true
}

fn broken(error: &roxmltree::Error) -> Refusal {
    let message = match error {
        roxmltree::Error::DtdDetected => "el archivo declara un tipo de documento (DOCTYPE); quítelo".to_owned(),
        roxmltree::Error::NodesLimitReached => "el archivo tiene demasiados elementos; divídalo".to_owned(),
        other => format!("el archivo no es XML bien formado («{other}»); vuelva a exportarlo"),
    };
    Refusal { line: usize::try_from(error.pos().row).unwrap_or(0), element: String::new(), message }
}

/// An element of the BPMN model.
pub(super) fn is(node: Node<'_, '_>, tag: &str) -> bool {
    node.has_tag_name((MODEL, tag))
}

pub(super) fn tag<'n>(node: Node<'n, '_>) -> &'n str {
    node.tag_name().name()
}

/// The name of an element, on one line.
pub(super) fn name(node: Node<'_, '_>) -> Option<String> {
    let text = node.attribute("name")?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

pub(super) fn line(node: Node<'_, '_>) -> usize {
    usize::try_from(node.document().text_pos_at(node.range().start).row).unwrap_or(0)
}

/// A complaint about an element.
pub(super) fn at(node: Node<'_, '_>, message: impl Into<String>) -> Note {
    let called = name(node).or_else(|| node.attribute("id").map(str::to_owned));
    let element = called.map_or_else(|| tag(node).to_owned(), |n| format!("{} «{n}»", tag(node)));
    Note { line: line(node), element, message: message.into() }
}

/// All text inside an element.
pub(super) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|n| n.text()).collect()
}
