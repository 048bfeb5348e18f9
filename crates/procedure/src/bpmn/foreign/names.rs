//! Names for a file out of the names of a drawing.

use crate::yaml::Node as Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Names given so far; each only once.
#[derive(Default)]
pub(super) struct Names {
    steps: BTreeSet<String>,
    /// Printed responsible → role, in the order of the drawing.
    roles: Vec<(String, String)>,
}

/// Letters without accents, digits and low lines; begins with a letter.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        let plain = match c {
            'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            c => c,
        };
        match plain {
            'a'..='z' => out.push(plain),
            '0'..='9' if !out.is_empty() => out.push(plain),
            _ if !out.is_empty() && !out.ends_with('_') => out.push('_'),
            _ => {}
        }
        if out.len() >= 40 {
            break;
        }
    }
    let out = out.trim_end_matches('_');
    if out.is_empty() { "sin_nombre".to_owned() } else { out.to_owned() }
}

impl Names {
    /// A free id for a row of that name.
    pub(super) fn step(&mut self, name: &str) -> String {
        let base = slug(name);
        let numbered = (2..).map(|n| format!("{base}_{n}"));
        let id = std::iter::once(base.clone()).chain(numbered).find(|id| !self.steps.contains(id)).unwrap_or(base);
        self.steps.insert(id.clone());
        id
    }

    /// The role of a responsible, and whether it is the first time that we hear of them.
    pub(super) fn role(&mut self, responsible: &str) -> (String, bool) {
        if let Some((_, role)) = self.roles.iter().find(|(name, _)| name == responsible) {
            return (role.clone(), false);
        }
        let taken: BTreeMap<&str, ()> = self.roles.iter().map(|(_, r)| (r.as_str(), ())).collect();
        let base = slug(responsible);
        let numbered = (2..).map(|n| format!("{base}_{n}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|r| !taken.contains_key(r.as_str()));
        let role = free.unwrap_or(base);
        self.roles.push((responsible.to_owned(), role.clone()));
        (role, true)
    }

    pub(super) fn responsibles(&self) -> Tree {
        Tree::of_map(self.roles.iter().map(|(name, role)| (name.as_str(), Tree::of_text(role))))
    }
}
