//! Rules about `/locales`: what the code and the templates ask for is there, in both languages.
//!
//! Sees literals only. A key that is put together while running is known by its beginning (`t("state-" ~ x)`,
//! `format!("state-{x}")`); that it exists for every `x` is the business of the strict page samples.

use super::{
    lexer::{Placed, Token, shipped},
    tree::{File, Tree},
};
use std::collections::BTreeSet;

const LANGUAGES: [&str; 2] = ["es", "en"];

/// Where a key, or the beginning of keys, is asked for.
#[derive(Debug, PartialEq, Eq)]
struct Use<'a> {
    key: &'a str,
    line: usize,
    beginning_only: bool,
}

/// Keys that are asked for and that a language does not have.
pub(super) fn missing(tree: &Tree) -> Vec<String> {
    let known = LANGUAGES.map(|language| (language, keys(tree, language)));
    let mut complaints = Vec::new();
    for file in users(tree) {
        for Use { key, line, beginning_only } in uses(file) {
            let found = |keys: &BTreeSet<&str>| {
                if beginning_only { keys.iter().any(|k| k.starts_with(key)) } else { keys.contains(key) }
            };
            let lacking: Vec<&str> = known.iter().filter(|(_, keys)| !found(keys)).map(|(l, _)| *l).collect();
            if !lacking.is_empty() {
                let folders = lacking.join(" and locales/");
                complaints.push(format!("{}:{line}: no text `{key}`: write it in locales/{folders}", file.path));
            }
        }
    }
    complaints
}

/// Keys that no literal names, in code, templates or other texts.
pub(super) fn unused(tree: &Tree) -> Vec<&str> {
    let mut named = BTreeSet::new();
    let mut beginnings = BTreeSet::new();
    for file in users(tree) {
        for text in literals(file) {
            let beginning = text.split('{').next().unwrap_or_default();
            if beginning.ends_with('-') {
                beginnings.insert(beginning);
            }
            named.insert(text);
        }
    }
    let texts: Vec<&File> = tree.under("locales/", ".ftl").collect();
    let referred = |key: &str| texts.iter().any(|f| f.text.contains(&format!("{{ {key} }}")));
    let used = |key: &str| named.contains(key) || beginnings.iter().any(|b| key.starts_with(b)) || referred(key);
    keys(tree, "es").into_iter().filter(|key| !used(key)).collect()
}

fn keys<'a>(tree: &'a Tree, language: &str) -> BTreeSet<&'a str> {
    let folder = format!("locales/{language}/");
    let files = tree.files.iter().filter(|f| f.path.starts_with(&folder) && f.path.ends_with(".ftl"));
    files
        .flat_map(|file| file.text.lines())
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
        .collect()
}

fn users(tree: &Tree) -> impl Iterator<Item = &File> {
    let is_test = |path: &str| path.contains("/tests/") || path.ends_with("tests.rs") || path.contains("/examples/");
    tree.files.iter().filter(move |f| {
        (f.path.starts_with("templates/") && f.extension() != "typ")
            || (f.path.starts_with("crates/") && f.extension() == "rs" && !is_test(&f.path))
    })
}

fn uses(file: &File) -> Vec<Use<'_>> {
    if file.extension() == "rs" { in_code(&shipped(&file.text)) } else { in_template(&file.text) }
}

fn literals(file: &File) -> Vec<&str> {
    if file.extension() == "rs" {
        let text = |(token, _)| if let Token::Text(text) = token { Some(text) } else { None };
        shipped(&file.text).into_iter().filter_map(text).collect()
    } else {
        let by = |quote: char| file.text.split(quote);
        by('"').chain(by('\'')).collect()
    }
}

/// Literals after `t(`; one that is continued by `~` is a beginning.
fn in_template(text: &str) -> Vec<Use<'_>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("t(") {
        let joined = text[..at].ends_with(|c: char| c.is_alphanumeric() || ['_', '.', '-'].contains(&c));
        let argument = text[at + 2..].trim_start();
        let Some(quote) = argument.chars().next().filter(|c| ['"', '\''].contains(c)) else { continue };
        let Some((key, after)) = argument[1..].split_once(quote) else { continue };
        if !joined {
            let line = text[..at].matches('\n').count() + 1;
            found.push(Use { key, line, beginning_only: after.trim_start().starts_with('~') });
        }
    }
    found
}

/// Constructors whose last literal argument is a key: `Msg::new("…")`, `Error::invalid("…")`, `check.that(…, "…")`.
fn in_code<'a>(tokens: &[Placed<'a>]) -> Vec<Use<'a>> {
    let mut found = Vec::new();
    for i in 0..tokens.len() {
        if takes_key(&tokens[..i]) && tokens[i].0 == Token::Sign('(') {
            found.extend(last_argument(&tokens[i..]));
        }
    }
    found
}

fn takes_key(before: &[Placed<'_>]) -> bool {
    use Token::{Sign, Word};
    let word = |back: usize| before.len().checked_sub(back).map(|i| before[i].0);
    match (word(4), word(3), word(2), word(1)) {
        (Some(Word("Msg")), Some(Sign(':')), Some(Sign(':')), Some(Word("new" | "from"))) => true,
        (Some(Word("Error")), Some(Sign(':')), Some(Sign(':')), Some(Word(name))) => {
            ["new", "invalid", "not_found", "forbidden", "conflict", "field"].contains(&name)
        }
        (_, _, Some(Sign('.')), Some(Word("that"))) => true,
        _ => false,
    }
}

/// The literal that stands alone as last argument of the call that opens at the first token.
fn last_argument<'a>(tokens: &[Placed<'a>]) -> Option<Use<'a>> {
    let mut depth = 0_usize;
    let mut argument: Vec<Placed<'a>> = Vec::new();
    let mut last: Vec<Placed<'a>> = Vec::new();
    for &(token, line) in tokens {
        match token {
            Token::Sign('(' | '[' | '{') => depth += 1,
            Token::Sign(')' | ']' | '}') => depth -= 1,
            Token::Sign(',') if depth == 1 => {
                last = std::mem::take(&mut argument);
                continue;
            }
            Token::Word(_) | Token::Text(_) | Token::Sign(_) => {}
        }
        if depth == 0 {
            break;
        }
        if (token, depth) != (Token::Sign('('), 1) {
            argument.push((token, line));
        }
    }
    let chosen = if argument.is_empty() { last } else { argument };
    match chosen.as_slice() {
        [(Token::Text(key), line)] => Some(Use { key, line: *line, beginning_only: false }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(&str, &str); 2] = [
        ("locales/es/a.ftl", "# nota\nqueue-empty = No hay casos\nstate-open = Abierto\n    .title = x\n"),
        ("locales/en/a.ftl", "queue-empty = No cases\nstate-open = Open\nonly-here = x\n"),
    ];

    fn tree(path: &str, text: &str) -> Tree {
        Tree::of(&[TEXTS[0], TEXTS[1], (path, text)])
    }

    #[test]
    fn a_template_that_asks_for_an_unknown_text_is_found() {
        let page =
            "{{ t(\"queue-empty\") }}\n{{ t('queue-full', n=1) }} {{ count(\"no-key\") }} {{ t(\"state-\" ~ s) }}";
        let complaints = missing(&tree("templates/a.html", page));
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        assert!(complaints[0].starts_with("templates/a.html:2: no text `queue-full`"));
        assert_eq!(missing(&tree("templates/a.html", "{{ t(\"phase-\" ~ s) }}")).len(), 1);
    }

    #[test]
    fn a_text_that_one_language_lacks_is_found() {
        let complaints = missing(&tree("crates/a/src/a.rs", "fn f() -> Msg { Msg::new(\"only-here\") }"));
        assert_eq!(complaints, ["crates/a/src/a.rs:1: no text `only-here`: write it in locales/es"]);
    }

    #[test]
    fn code_asks_through_errors_and_checks_too() {
        let code = "fn f() {\n Error::new(Kind::Conflict, \"c-1\");\n Error::field(\"name\", \"c-2\");\n\
                    check.that(\n a.len() > f(1, 2),\n \"name\",\n \"c-3\",\n );\n Error::invalid(msg);\n}";
        let complaints = missing(&tree("crates/a/src/a.rs", code));
        let keys: Vec<&str> = complaints.iter().filter_map(|c| c.split('`').nth(1)).collect();
        assert_eq!(keys, ["c-1", "c-2", "c-3"]);
        assert!(complaints[2].starts_with("crates/a/src/a.rs:7:"));
    }

    #[test]
    fn what_only_tests_ask_for_need_not_exist() {
        let code = "#[cfg(test)]\nmod tests { fn f() { Msg::new(\"nowhere\"); } }";
        assert!(missing(&tree("crates/a/src/a.rs", code)).is_empty());
        assert!(missing(&tree("crates/a/src/tests.rs", "fn f() { Msg::new(\"nowhere\"); }")).is_empty());
    }

    #[test]
    fn a_text_is_unused_when_no_literal_names_it() {
        assert_eq!(unused(&tree("templates/a.html", "{{ t('queue-empty') }}")), ["state-open"]);
        assert_eq!(unused(&tree("crates/a/src/a.rs", "fn f() { format!(\"state-{x}\"); }")), ["queue-empty"]);
    }
}
