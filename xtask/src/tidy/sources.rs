//! Rules about the text of source files: length, what is left open, what belongs to one folder only.

use super::{
    lexer::{Placed, Token, shipped},
    tree::{File, Tree},
};

const LONGEST: usize = 400;
const LIMITED: [&str; 7] = ["rs", "html", "css", "js", "mjs", "typ", "toml"];

/// Files of others that we ship as they are.
const VENDORED: [&str; 2] = ["static/htmx.js", "static/htmx-sse.js"];

/// Files that a person can still read in one go.
pub(super) fn long_files(tree: &Tree) -> Vec<String> {
    let limited =
        tree.files.iter().filter(|f| LIMITED.contains(&f.extension()) && !VENDORED.contains(&f.path.as_str()));
    limited
        .filter_map(|file| {
            let lines = file.text.lines().count();
            let advice = "split it by what it is about (files of others go to VENDORED in xtask/src/tidy/sources.rs)";
            (lines > LONGEST).then(|| format!("{}: {lines} lines, at most {LONGEST}: {advice}", file.path))
        })
        .collect()
}

/// Notes to oneself and switched-off tests.
pub(super) fn left_open(tree: &Tree) -> Vec<String> {
    // Put together here, so that this file does not break its own rule.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("X", "XX"),
        concat!("#[ign", "ore"),
        concat!("test.sk", "ip("),
    ];
    let code = tree
        .files
        .iter()
        .filter(|f| ["rs", "html", "css", "js", "mjs", "typ", "ftl", "yaml", "toml"].contains(&f.extension()));
    code.filter(|f| !VENDORED.contains(&f.path.as_str()))
        .flat_map(|file| found(file, &marks, "do it now, or write an issue and take the mark out"))
        .collect()
}

/// Paths and hosts that exist on one machine only.
pub(super) fn machine_paths(tree: &Tree) -> Vec<String> {
    let marks = [
        concat!("/wo", "rk/main"),
        concat!("/wo", "rk/shared"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/tm", "p/"),
        concat!("/fa", "rm/"),
    ];
    let texts = tree.files.iter().filter(|f| !f.path.ends_with(".lock") && !VENDORED.contains(&f.path.as_str()));
    texts
        .flat_map(|file| {
            found(file, &marks, "use a path relative to the repository, or a temporary folder from the system")
        })
        .collect()
}

fn found(file: &File, marks: &[&str], advice: &str) -> Vec<String> {
    let hit = |(number, line): (usize, &str)| {
        let mark = marks.iter().find(|mark| line.match_indices(**mark).any(|(at, _)| begins(line, at)))?;
        Some(format!("{}:{number}: `{mark}`: {advice}", file.path))
    };
    file.lines().filter_map(hit).collect()
}

/// A mark that begins with a slash is the start of a path, not the middle of one.
fn begins(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    !line[at..].starts_with('/') || !before.is_some_and(|c| c.is_alphanumeric() || "._-}$".contains(c))
}

/// Words that only make sense when one knows which database answers, or that carry SQL as text.
const DIALECT: [&str; 13] = [
    "DbBackend",
    "DatabaseBackend",
    "get_database_backend",
    "execute_unprepared",
    "execute_raw",
    "query_one_raw",
    "query_all_raw",
    "from_raw_sql",
    "from_sql_and_values",
    "raw_sql",
    "query_scalar",
    "cust",
    "cust_with_values",
];

/// How SQL statements begin, when they are written as text.
const STATEMENTS: [&str; 12] = [
    "SELECT ",
    "INSERT INTO",
    "UPDATE ",
    "DELETE FROM",
    "CREATE ",
    "DROP ",
    "ALTER ",
    "PRAGMA ",
    "BEGIN",
    "WITH ",
    "VACUUM",
    "LISTEN ",
];

/// Raw SQL and questions about the backend live under `crates/db/src/dialect`; migrations may name the backend too.
pub(super) fn dialect_words(tree: &Tree) -> Vec<String> {
    let allowed = ["crates/db/src/dialect/", "crates/db/src/migration/"];
    let sources = tree.under("crates/", ".rs").filter(|f| !allowed.iter().any(|a| f.path.starts_with(a)));
    sources
        .flat_map(|file| {
            let hits = shipped(&file.text).into_iter().filter_map(move |(token, line)| {
                let what = match token {
                    Token::Word(word) if DIALECT.contains(&word) => word,
                    Token::Text(text) => STATEMENTS.into_iter().find(|s| text.trim_start().starts_with(s))?,
                    Token::Word(_) | Token::Sign(_) => return None,
                };
                Some((what, line))
            });
            let advice = "build it with SeaORM's query builder, or move it to crates/db/src/dialect";
            hits.map(|(what, line)| format!("{}:{line}: `{what}`: {advice}", file.path)).collect::<Vec<_>>()
        })
        .collect()
}

/// The environment is read where the house is put together, and where tests learn which database to use.
pub(super) fn environment(tree: &Tree) -> Vec<String> {
    let allowed = ["crates/app/", "crates/db/src/testing"];
    let sources = tree.under("crates/", ".rs").filter(|f| !allowed.iter().any(|a| f.path.starts_with(a)));
    sources
        .flat_map(|file| {
            let tokens = shipped(&file.text);
            let lines: Vec<usize> = tokens.windows(4).filter(|w| reads_environment(w)).map(|w| w[0].1).collect();
            let advice = "only app reads the environment: take the value as a parameter";
            lines.into_iter().map(move |line| format!("{}:{line}: {advice}", file.path))
        })
        .collect()
}

fn reads_environment(window: &[Placed<'_>]) -> bool {
    use Token::{Sign, Word};
    match [window[0].0, window[1].0, window[2].0, window[3].0] {
        [Word("env"), Sign(':'), Sign(':'), Word(what)] => {
            ["var", "var_os", "vars", "vars_os", "set_var", "remove_var"].contains(&what)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_401_lines_is_too_long_and_data_may_be_longer() {
        let long = "x\n".repeat(401);
        let tree = Tree::of(&[("crates/a.rs", &long), ("procedures/a.txt", &long), ("crates/b.rs", &long[2..])]);
        let complaints = long_files(&tree);
        assert_eq!(complaints.len(), 1);
        assert!(complaints[0].starts_with("crates/a.rs: 401 lines"), "{complaints:?}");
    }

    #[test]
    fn switched_off_tests_and_notes_are_found_by_line() {
        let source = format!("fn a() {{}}\n#[{}]\nfn b() {{}} // {}: later\n", "ignore", concat!("TO", "DO"));
        let complaints = left_open(&Tree::of(&[("crates/a.rs", &source)]));
        assert_eq!(complaints.len(), 2);
        assert!(complaints[0].starts_with("crates/a.rs:2:") && complaints[1].starts_with("crates/a.rs:3:"));
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        let text = format!("see {}/notes", concat!("/ho", "me/ana"));
        assert_eq!(machine_paths(&Tree::of(&[("docs/a.md", &text)])).len(), 1);
        assert!(machine_paths(&Tree::of(&[("docs/a.md", "see pages/home/index.html and /roots")])).is_empty());
    }

    #[test]
    fn raw_sql_is_welcome_in_the_dialect_only() {
        let source = "fn a(db: &D) { db.execute_unprepared(\"DELETE FROM x\"); } // DbBackend in prose is fine";
        let tree = Tree::of(&[("crates/db/src/dialect/a.rs", source), ("crates/domain/src/a.rs", source)]);
        let complaints = dialect_words(&tree);
        assert_eq!(complaints.len(), 2, "{complaints:?}");
        assert!(complaints.iter().all(|c| c.starts_with("crates/domain/src/a.rs:1:")));
    }

    #[test]
    fn only_app_reads_the_environment() {
        let source = "fn a() { std::env::var(\"X\").ok(); }";
        let tree = Tree::of(&[("crates/app/src/a.rs", source), ("crates/web/src/a.rs", source)]);
        assert_eq!(environment(&tree).len(), 1);
        let compiled_in = Tree::of(&[("crates/web/src/a.rs", "const V: &str = env!(\"CARGO_PKG_VERSION\");")]);
        assert!(environment(&compiled_in).is_empty());
    }
}
