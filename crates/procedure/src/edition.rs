//! One edition of a manual as it lies in files: `manual.yaml` and a file per procedure, also while they have errors.
//!
//! What the Revisor reads and what two versions are compared by. Works on trees, because a draft that nobody has
//! finished yet has to be reviewed and compared too.

use crate::diagnostic::Diagnostic;
use crate::manual::{self, Manual};
use crate::parse::{parse_tree, tidy};
use crate::yaml::{self, Node};
use crate::{Definition, check_against};

/// The files of one manual.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    /// `None` when no file says that it is a manual.
    pub manual: Option<File>,
    /// In the order in which the manual lists them; unlisted ones after them.
    pub procedures: Vec<File>,
}

/// A file with its tree.
#[derive(Debug, Clone)]
pub struct File {
    pub name: String,
    pub source: String,
    /// An empty tree when the text is not YAML of the strict profile.
    pub root: Node,
    /// Why there is no tree.
    broken: Option<Diagnostic>,
}

impl File {
    pub fn read(name: impl Into<String>, source: impl Into<String>) -> Self {
        let source = source.into();
        let (root, broken) = match yaml::load(&source) {
            Ok(root) => (root, None),
            Err(found) => (Node::of_map([]), Some(found)),
        };
        Self { name: name.into(), source, root, broken }
    }

    /// The file's name without folder and ending: what a manual lists.
    pub fn stem(&self) -> &str {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        name.split_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The rows of a procedure.
    pub fn rows(&self) -> &[Node] {
        self.root.get("pasos").map(Node::items).unwrap_or_default()
    }

    fn is_manual(&self) -> bool {
        self.root.text_of("formato").is_some_and(|f| f.starts_with("manual/")) || self.stem() == "manual"
    }

    pub(crate) fn as_manual(&self) -> (Option<Manual>, Vec<Diagnostic>) {
        match &self.broken {
            Some(found) => (None, tidy(vec![found.clone()], &self.source)),
            None => manual::parse_tree(&self.root, &self.source),
        }
    }

    /// The procedure and what is wrong with it, also against the manual.
    pub(crate) fn as_procedure(&self, manual: Option<&Manual>) -> (Option<Definition>, Vec<Diagnostic>) {
        if let Some(found) = &self.broken {
            return (None, tidy(vec![found.clone()], &self.source));
        }
        let (definition, mut found) = parse_tree(&self.root, &self.source);
        if let (Some(definition), Some(manual)) = (&definition, manual) {
            found.extend(check_against(definition, manual));
        }
        (definition, tidy(found, &self.source))
    }
}

impl Edition {
    /// Reads the files, given as name and text. The first one that says so is the manual; what is no YAML at all counts
    /// as a procedure unless it is called `manual.yaml`.
    pub fn read<N: Into<String>, S: Into<String>>(files: impl IntoIterator<Item = (N, S)>) -> Self {
        let mut edition = Self::default();
        for (name, source) in files {
            let file = File::read(name, source);
            if edition.manual.is_none() && file.is_manual() {
                edition.manual = Some(file);
            } else {
                edition.procedures.push(file);
            }
        }
        let listed = edition.listed();
        let place = |file: &File| listed.iter().position(|id| id == file.stem()).unwrap_or(listed.len());
        edition.procedures.sort_by_key(place);
        edition
    }

    /// The names that the manual lists.
    pub(crate) fn listed(&self) -> Vec<String> {
        self.manual.as_ref().and_then(|m| m.root.get("procedimientos")).map(Node::texts).unwrap_or_default()
    }
}
