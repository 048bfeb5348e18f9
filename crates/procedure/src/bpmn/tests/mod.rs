//! There and back, where things stand, and what becomes of other people's drawings.

mod foreign;
mod places;
mod random;
mod round;

use crate::definition::Definition;
use crate::yaml::{self, Node};

/// Every procedure file of the repository and of the language's tests, by name.
pub(super) fn files() -> Vec<(String, String)> {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/");
    let folders = std::fs::read_dir(format!("{here}../../procedures")).expect("the packs are there");
    let mut folders: Vec<_> = folders.map(|f| f.expect("a folder").path()).collect();
    folders.push(format!("{here}tests/language/data").into());
    let files = folders.iter().filter_map(|f| std::fs::read_dir(f).ok()).flatten();
    let files = files.map(|f| f.expect("a file").path()).filter(|p| p.extension().is_some_and(|e| e == "yaml"));
    let read = |p: &std::path::PathBuf| std::fs::read_to_string(p).expect("a text");
    let all = files.map(|p| (p.display().to_string(), read(&p)));
    all.filter(|(_, text)| text.contains("formato: procedimiento/")).collect()
}

pub(super) fn parsed(source: &str) -> (Definition, Node) {
    let (def, found) = crate::parse(source);
    (def.unwrap_or_else(|| panic!("{found:?}\n{source}")), yaml::load(source).expect("it was read"))
}
