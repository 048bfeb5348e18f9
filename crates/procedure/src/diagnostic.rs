//! What is wrong with a file, where, and what to do about it: in Spanish, for the person who wrote the file.
//!
//! Lines and columns count from 1, in characters, and always lie inside the text.

use serde::Serialize;
use std::fmt;

/// Which check found it. `P01` to `P19` are the static checks of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// The text is not YAML of the strict profile.
    Yaml,
    /// A key or value that the format does not have.
    Schema,
    /// Unknown or repeated name.
    P01,
    /// Responsible without role, or a role that the institution does not have.
    P02,
    /// `sigue` backwards or `regresa` forwards.
    P03,
    /// Row that no flow reaches.
    P04,
    /// Row from which the case cannot end.
    P05,
    /// Decision with too few, repeated or aimless answers.
    P06,
    /// Branch that falls into its sibling.
    P07,
    /// Flows that share a step, or do not begin properly.
    P08,
    /// Quotation that is not in the row.
    P09,
    /// The prose names a step to which nothing goes.
    P10,
    /// Field used before it is surely filled.
    P11,
    /// Document signed or filed before it is surely issued.
    P12,
    /// `quien` of a step that is not surely done before.
    P13,
    /// Loop that nobody can stop.
    P14,
    /// Length of time or schedule that cannot be read.
    P15,
    /// Responsible or document that is never used.
    P16,
    /// Printed numbers that jump or go down.
    P17,
    /// Row of an import that nobody has understood yet.
    P18,
    /// Question of an import that nobody has answered yet.
    P19,
}

/// Whether the file may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
    /// Good to know; nothing has to be done.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "aviso",
            Self::Note => "nota",
        })
    }
}

/// A stretch of one line of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// From 1; 0 for what was never in a text.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// In characters.
    pub length: usize,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// In characters; 0 for the whole line.
    pub length: usize,
    /// What happened, in Spanish.
    pub message: String,
    /// What to do, or what was perhaps meant.
    pub help: Option<String>,
}

/// Longest stretch of a source line that is shown, in characters.
const WINDOW: usize = 110;

impl Diagnostic {
    pub(crate) fn error(code: Code, at: Place, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, at, message)
    }

    pub(crate) fn warning(code: Code, at: Place, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, at, message)
    }

    fn new(code: Code, severity: Severity, at: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            line: at.line,
            column: at.column,
            length: at.length,
            message: message.into(),
            help: None,
        }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds «¿Quiso decir «X»?» when one of the candidates is near enough.
    pub(crate) fn meant<'c>(mut self, word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Self {
        if let Some(near) = nearest(word, candidates) {
            self.help = Some(format!("¿Quiso decir «{near}»?"));
        }
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Brings the place inside the text, whatever a later pass or another reader made of it.
    pub(crate) fn clamp(&mut self, lines: &[&str]) {
        self.line = self.line.clamp(1, lines.len().max(1));
        let width = lines.get(self.line - 1).map_or(0, |l| l.chars().count());
        self.column = self.column.clamp(1, width + 1);
        self.length = self.length.min(width + 1 - self.column);
    }

    /// The finding with its source line and the place underlined; ends with a line break.
    pub fn render(&self, file_name: &str, source: &str) -> String {
        let (line, column) = (self.line, self.column);
        let mut out = format!("{file_name}:{line}:{column}: {}: {}", self.severity, self.message);
        if let Some(help) = &self.help {
            let joint = if self.message.ends_with(['.', '?', '!']) { " " } else { ". " };
            out.push_str(joint);
            out.push_str(help);
        }
        out.push('\n');
        if let Some(text) = source.lines().nth(line.saturating_sub(1)) {
            let (shown, from, length) = self.window(text);
            let margin = line.to_string().len().max(5);
            let marks = "^".repeat(length);
            out.push_str(&format!("{line:>margin$} | {shown}\n{:margin$} | {}{marks}\n", "", " ".repeat(from)));
        }
        out
    }

    /// The part of the line to show, how many characters precede the marks in it, and how many marks.
    fn window(&self, text: &str) -> (String, usize, usize) {
        let chars: Vec<char> =
            text.trim_start_matches('\u{feff}').chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let (at, length) = if self.length == 0 && self.column == 1 {
            let indent = chars.iter().take_while(|c| c.is_whitespace()).count();
            (indent, chars.len() - indent)
        } else {
            ((self.column - 1).min(chars.len()), self.length)
        };
        let from = if at + length <= WINDOW { 0 } else { at.saturating_sub(WINDOW / 4) };
        let until = chars.len().min(from + WINDOW);
        let cut_before = if from > 0 { "…" } else { "" };
        let cut_after = if until < chars.len() { "…" } else { "" };
        let shown: String = chars.get(from..until).unwrap_or_default().iter().collect();
        let length = length.min(until.saturating_sub(at)).max(1);
        (format!("{cut_before}{}{cut_after}", shown.trim_end()), at - from + cut_before.chars().count(), length)
    }
}

/// All findings of a file, in the order of its lines.
pub(crate) fn render_all(found: &[Diagnostic], file_name: &str, source: &str) -> String {
    found.iter().map(|d| d.render(file_name, source)).collect()
}

pub(crate) fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(Diagnostic::is_error)
}

/// The candidate that most resembles the word, if it resembles it at all: a third of its letters may differ.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Longer words are not worth comparing.
    const LONGEST: usize = 200;
    let plain: Vec<char> = word.to_lowercase().chars().map(unaccented).take(LONGEST).collect();
    candidates
        .into_iter()
        .filter(|c| *c != word)
        .filter_map(|c| {
            let other: Vec<char> = c.to_lowercase().chars().map(unaccented).take(LONGEST).collect();
            let allowed = (plain.len().max(other.len()) / 3).max(1);
            let distance =
                if plain.len().abs_diff(other.len()) > allowed { return None } else { distance(&plain, &other) };
            (distance <= allowed).then_some((distance, c))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c)
}

fn unaccented(c: char) -> char {
    match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        '-' | ' ' => '_',
        other => other,
    }
}

/// Insertions, deletions, changes and swaps of neighbours between both.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keyboard_finds_its_word_and_another_word_does_not() {
        let keys = ["formulario", "efectos", "firma"];
        assert_eq!(nearest("formulaio", keys), Some("formulario"));
        assert_eq!(nearest("efcetos", keys), Some("efectos"));
        assert_eq!(nearest("Fírma", keys), Some("firma"));
        assert_eq!(nearest("plazos", keys), None);
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let source = format!("{}AQUI{}", "a".repeat(300), "b".repeat(300));
        let place = Place { line: 1, column: 301, length: 4 };
        let shown = Diagnostic::error(Code::P09, place, "no").render("x.yaml", &source);
        let lines: Vec<&str> = shown.lines().collect();
        let column = lines[1].chars().position(|c| c == 'A');
        assert_eq!(column, lines[2].chars().position(|c| c == '^'));
        assert!(lines[2].ends_with(" ^^^^") && lines[1].chars().count() < 130);
    }
}
