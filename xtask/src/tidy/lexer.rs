//! Rust seen as words, strings and signs, without comments and without test modules.
//!
//! Just enough to tell code from prose; it does not parse. Good for "is this called with that literal", not for types.

use std::{iter::Peekable, ops::Range, str::CharIndices};

/// A piece of Rust source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    Word(&'a str),
    /// What stands between the quotes, escapes as written.
    Text(&'a str),
    Sign(char),
}

/// A token and the line it stands on.
pub(crate) type Placed<'a> = (Token<'a>, usize);

/// The tokens of what ships: modules and functions under `#[cfg(test)]` are left out.
pub(crate) fn shipped(source: &str) -> Vec<Placed<'_>> {
    let tokens = tokens(source);
    let mut out = Vec::with_capacity(tokens.len());
    let mut i = 0;
    while i < tokens.len() {
        if is_test_attribute(&tokens[i..]) {
            i = after_item(&tokens, i);
        } else {
            out.push(tokens[i]);
            i += 1;
        }
    }
    out
}

fn is_test_attribute(tokens: &[Placed<'_>]) -> bool {
    use Token::{Sign, Word};
    let start = [Sign('#'), Sign('['), Word("cfg"), Sign('('), Word("test"), Sign(')'), Sign(']')];
    tokens.len() >= start.len() && tokens.iter().zip(start).all(|((token, _), wanted)| *token == wanted)
}

/// The index after the item that the attribute at `at` belongs to: its closing brace, or its semicolon.
fn after_item(tokens: &[Placed<'_>], at: usize) -> usize {
    let mut depth = 0_usize;
    for (i, (token, _)) in tokens.iter().enumerate().skip(at + 7) {
        match token {
            Token::Sign('{') => depth += 1,
            Token::Sign('}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return i + 1;
                }
            }
            Token::Sign(';') if depth == 0 => return i + 1,
            Token::Word(_) | Token::Text(_) | Token::Sign(_) => {}
        }
    }
    tokens.len()
}

/// All tokens, comments left out.
pub(crate) fn tokens(source: &str) -> Vec<Placed<'_>> {
    let mut lexer = Lexer { source, chars: source.char_indices().peekable(), line: 1, out: Vec::new() };
    lexer.run();
    lexer.out
}

struct Lexer<'a> {
    source: &'a str,
    chars: Peekable<CharIndices<'a>>,
    line: usize,
    out: Vec<Placed<'a>>,
}

impl<'a> Lexer<'a> {
    fn run(&mut self) {
        while let Some(&(at, c)) = self.chars.peek() {
            let rest = &self.source[at..];
            if rest.starts_with("//") {
                self.skip(rest.find('\n').unwrap_or(rest.len()));
            } else if rest.starts_with("/*") {
                self.skip(comment_length(rest));
            } else if let Some((text, length)) = raw_string(rest) {
                self.push_text(&rest[text], length);
            } else if c == '"' {
                let length = quoted_length(rest);
                self.push_text(&rest[1..length.saturating_sub(1).max(1)], length);
            } else if let Some(length) = char_literal(rest) {
                self.skip(length);
            } else if c.is_alphanumeric() || c == '_' {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                self.out.push((Token::Word(&rest[..length]), self.line));
                self.skip(length);
            } else {
                if !c.is_whitespace() {
                    self.out.push((Token::Sign(c), self.line));
                }
                self.skip(c.len_utf8());
            }
        }
    }

    fn push_text(&mut self, text: &'a str, length: usize) {
        self.out.push((Token::Text(text), self.line));
        self.skip(length);
    }

    fn skip(&mut self, bytes: usize) {
        let Some(&(start, _)) = self.chars.peek() else { return };
        while let Some(&(at, c)) = self.chars.peek() {
            if at >= start + bytes {
                break;
            }
            self.line += usize::from(c == '\n');
            self.chars.next();
        }
    }
}

fn comment_length(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// Where the text of `r"…"` or `br#"…"#` lies, and the length of the whole.
fn raw_string(rest: &str) -> Option<(Range<usize>, usize)> {
    let after_r = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after_r.len() - after_r.trim_start_matches('#').len();
    after_r[hashes..].strip_prefix('"')?;
    let start = rest.len() - after_r.len() + hashes + 1;
    let end = format!("\"{}", "#".repeat(hashes));
    let close = start + rest[start..].find(&end)?;
    Some((start..close, close + end.len()))
}

fn quoted_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of `'x'` or `'\n'`; lifetimes are none.
fn char_literal(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if let Some(escape) = inner.strip_prefix('\\') {
        let skipped = escape.chars().next()?.len_utf8();
        return Some(2 + skipped + escape[skipped..].find('\'')? + 1);
    }
    let c = inner.chars().next()?;
    inner[c.len_utf8()..].starts_with('\'').then(|| 1 + c.len_utf8() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<&str> {
        shipped(source).into_iter().filter_map(|(t, _)| if let Token::Text(s) = t { Some(s) } else { None }).collect()
    }

    #[test]
    fn strings_are_told_from_comments_and_characters() {
        let source =
            "// \"no\"\nlet a = \"yes\"; /* \"no\" */ let q = '\"'; let b = \"with \\\" inside\"; fn f<'a>() {}";
        assert_eq!(texts(source), ["yes", "with \\\" inside"]);
    }

    #[test]
    fn raw_strings_keep_their_quotes() {
        assert_eq!(texts(r####"f(r#"a "b" c"#, r"d", br"e")"####), [r#"a "b" c"#, "d", "e"]);
    }

    #[test]
    fn what_only_tests_see_is_left_out() {
        let source = "f(\"one\"); #[cfg(test)] mod tests { fn g() { h(\"two\") } } k(\"three\");";
        assert_eq!(texts(source), ["one", "three"]);
    }

    #[test]
    fn lines_are_counted_through_strings() {
        let words: Vec<_> = tokens("\"a\nb\"\nlast").into_iter().map(|(_, line)| line).collect();
        assert_eq!(words, [1, 3]);
    }
}
