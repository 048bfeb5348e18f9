//! Reads a procedure file: YAML, then the schema, then names, then the graph; stops at the first pass that fails.

pub(crate) mod build;
mod flow;
pub(crate) mod row;
pub(crate) mod schema;

use crate::definition::Definition;
use crate::diagnostic::{Diagnostic, has_errors, render_all};
use crate::yaml::{self, Node};
use crate::{check, manual};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
pub use yaml::MAX_BYTES;

/// Reads and checks one procedure. There is a definition only when no finding is an error; warnings may come with it.
/// Findings are in the order of the lines.
pub fn parse(source: &str) -> (Option<Definition>, Vec<Diagnostic>) {
    match yaml::load(source) {
        Ok(root) => parse_tree(&root, source),
        Err(found) => (None, tidy(vec![found], source)),
    }
}

pub(crate) fn parse_tree(root: &Node, source: &str) -> (Option<Definition>, Vec<Diagnostic>) {
    let found = schema::PROCEDURE.check(root);
    if has_errors(&found) {
        return (None, tidy(found, source));
    }
    let (definition, mut found) = build::build(root, sha256(source));
    if has_errors(&found) {
        return (None, tidy(found, source));
    }
    found.extend(check::run(&definition, root));
    let usable = !has_errors(&found);
    (usable.then_some(definition), tidy(found, source))
}

/// Checks a file for the command line: a manual or a procedure, as its `formato` says. Gives what to print (nothing
/// for a clean file) and whether it may not be used.
pub fn check_file(name: &str, source: &str) -> (String, bool) {
    let found = match yaml::load(source) {
        Err(found) => tidy(vec![found], source),
        Ok(root) if root.text_of("formato").is_some_and(|f| f.starts_with("manual/")) => {
            manual::parse_tree(&root, source).1
        }
        Ok(root) => parse_tree(&root, source).1,
    };
    (render_all(&found, name, source), has_errors(&found))
}

/// In the order of the text, each once, every place inside it.
pub(crate) fn tidy(mut found: Vec<Diagnostic>, source: &str) -> Vec<Diagnostic> {
    let lines: Vec<&str> = source.lines().collect();
    found.iter_mut().for_each(|d| d.clamp(&lines));
    found.sort_by(|a, b| (a.line, a.column, a.code, &a.message).cmp(&(b.line, b.column, b.code, &b.message)));
    found.dedup();
    found
}

fn sha256(source: &str) -> String {
    Sha256::digest(source.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes everything");
        hex
    })
}
