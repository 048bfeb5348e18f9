//! The house rules that a machine can hold: each is a function from the tree to a list of complaints, and a test.
//!
//! To add one: a function in the file it belongs to, a line in `RULES`, a test that shows it complaining. A complaint
//! says where and what to do. What the compiler, clippy or a crate's own tests already refuse is not repeated here.

mod crates;
mod documents;
mod lexer;
mod sources;
mod templates;
mod texts;
mod tree;

use crate::sh;
use tree::Tree;

/// A house rule: its name and the check that lists what breaks it.
type Rule = (&'static str, fn(&Tree) -> Vec<String>);

const RULES: [Rule; 12] = [
    ("files are short", sources::long_files),
    ("nothing is left open", sources::left_open),
    ("no path or host of one machine", sources::machine_paths),
    ("the dialect stays in db/dialect", sources::dialect_words),
    ("only app reads the environment", sources::environment),
    ("the siblings do not see each other", crates::dependencies),
    ("one registry only", crates::registries),
    ("templates have no inline script or style", templates::inline),
    ("templates name what exists", templates::names),
    ("every text that is used exists in both languages", texts::missing),
    ("documents name paths that exist", documents::paths),
    ("decisions are numbered once", documents::decisions),
];

/// Runs every rule over the repository and prints what breaks; texts that nothing uses are only told.
pub(crate) fn run() -> Result<(), String> {
    let tree = Tree::read(&sh::root())?;
    let mut broken = 0;
    for (name, rule) in RULES {
        let complaints = rule(&tree);
        if !complaints.is_empty() {
            eprintln!("{name}:\n  {}", complaints.join("\n  "));
        }
        broken += complaints.len();
    }
    for key in texts::unused(&tree) {
        println!("note: nothing uses the text `{key}`: delete it from locales/es and locales/en unless it is coming");
    }
    if broken == 0 { Ok(()) } else { Err(format!("{broken} breaches of the house rules")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_keeps_its_rules() {
        let tree = Tree::read(&sh::root()).expect("the tree can be read");
        let breaches: Vec<String> = RULES
            .iter()
            .flat_map(|(name, rule)| rule(&tree).into_iter().map(move |c| format!("{name}: {c}")))
            .collect();
        assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
    }
}
