//! Rules about documents: what they name exists, so that they cannot quietly become history.

use super::tree::{File, Tree};

/// Folders whose contents a document may name; other words with slashes are web addresses and the like.
const FOLDERS: [&str; 11] =
    [".cargo", ".ci", ".config", "crates", "docs", "e2e", "locales", "procedures", "static", "templates", "xtask"];

/// What tools make and git does not keep.
const MADE: [&str; 2] = ["e2e/shots", "e2e/node_modules"];

/// Every `path` in backticks and every relative link leads somewhere. Decisions are dated and stay as written.
pub(super) fn paths(tree: &Tree) -> Vec<String> {
    let documents =
        tree.under("", ".md").filter(|f| !f.path.starts_with("docs/decisions/") && f.path != "CHANGELOG.md");
    let mut complaints = Vec::new();
    for file in documents {
        for (number, line) in file.lines() {
            let named = quoted(line).flat_map(alternatives).filter(|path| !exists(tree, path));
            let linked = links(line).map(|link| resolve(file, link)).filter(|path| !tree.has(path));
            for path in named.chain(linked) {
                complaints
                    .push(format!("{}:{number}: {path} does not exist: mend the document or the path", file.path));
            }
        }
    }
    complaints
}

fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// `a/{b,c}.rs` is `a/b.rs` and `a/c.rs`.
fn alternatives(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else { return vec![path.to_owned()] };
    let Some((inner, after)) = rest.split_once('}') else { return vec![path.to_owned()] };
    inner.split(',').flat_map(|choice| alternatives(&format!("{before}{}{after}", choice.trim()))).collect()
}

/// Words that are no path of the repository count as existing.
fn exists(tree: &Tree, path: &str) -> bool {
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || ['_', '-', '.', '/'].contains(&c));
    let first = path.split('/').next().unwrap_or_default();
    let placeholder = path.contains("NNNN") || MADE.contains(&path.trim_end_matches('/'));
    if !plain || placeholder {
        return true;
    }
    if path.contains('/') {
        return !FOLDERS.contains(&first) || tree.has(path);
    }
    let is_document = path.ends_with(".md") && path.starts_with(|c: char| c.is_ascii_uppercase());
    let end = format!("/{path}");
    !is_document || tree.paths.iter().any(|p| p == path || p.ends_with(&end))
}

fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let local = targets.filter(|t| !t.contains("://") && !t.starts_with('#') && !t.starts_with("mailto:"));
    local.map(|t| t.split('#').next().unwrap_or(t))
}

fn resolve(file: &File, link: &str) -> String {
    let mut parts: Vec<&str> = file.path.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// `docs/decisions/NNNN-title.md`, each number once.
pub(super) fn decisions(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut numbers: Vec<&str> = Vec::new();
    for file in tree.under("docs/decisions/", ".md") {
        let name = &file.path["docs/decisions/".len()..];
        let number = name.split('-').next().unwrap_or_default();
        if number.len() != 4 || !number.bytes().all(|b| b.is_ascii_digit()) {
            complaints.push(format!("{}: name it NNNN-title.md", file.path));
        } else if numbers.contains(&number) {
            complaints.push(format!("{}: {number} is taken: use the next free number", file.path));
        }
        numbers.push(number);
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_names_a_path_that_is_gone_is_found() {
        let text =
            "See `crates/db/src/{tx,gone}.rs`, `/cases/{id}`, `GONE.md`, `docs/howto/<name>.md`\nand [a](docs/x.md).";
        let tree = Tree::of(&[("ARCHITECTURE.md", text), ("crates/db/src/tx.rs", "")]);
        let complaints = paths(&tree);
        assert_eq!(complaints.len(), 3, "{complaints:?}");
        assert!(complaints[0].starts_with("ARCHITECTURE.md:1: crates/db/src/gone.rs does not exist"));
        assert!(complaints[1].contains("GONE.md") && complaints[2].starts_with("ARCHITECTURE.md:2: docs/x.md"));
    }

    #[test]
    fn links_are_read_from_the_folder_of_their_document() {
        let text = "[up](../GUIDE.md#part) [out](https://example.org/x) [here](#part)";
        let tree = Tree::of(&[("docs/a.md", text), ("GUIDE.md", "")]);
        assert_eq!(paths(&tree), Vec::<String>::new());
    }

    #[test]
    fn a_decision_number_is_used_once() {
        let tree = Tree::of(&[
            ("docs/decisions/0001-a.md", ""),
            ("docs/decisions/0001-b.md", ""),
            ("docs/decisions/c.md", ""),
        ]);
        assert_eq!(decisions(&tree).len(), 2);
    }
}
