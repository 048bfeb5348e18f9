//! Makes any recorded text printable: characters that our fonts lack, control characters and words longer than a line.

use crate::world::drawable;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

/// The longest word that always fits the narrowest column; longer ones get invisible places to break.
const WORD: usize = 24;
const BREAK_EVERY: usize = 8;
const ZERO_WIDTH_SPACE: char = '\u{200b}';
/// Stands for a character that cannot be drawn, so that nothing vanishes silently.
const UNKNOWN: char = '◊';

/// The same text, drawable with the embedded fonts. Line breaks stay; tabs and odd spaces become spaces.
pub(crate) fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.replace("\r\n", "\n").nfc() {
        match c {
            '\n' => out.push('\n'),
            '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{202f}' => out.push('\u{a0}'),
            '→' | '⇒' => out.push_str("->"),
            '←' | '⇐' => out.push_str("<-"),
            '✓' | '✔' => out.push('√'),
            _ if c.is_whitespace() && c != '\u{a0}' => out.push(' '),
            _ if invisible(c) => {}
            _ if drawable(c) => out.push(c),
            _ => out.push(UNKNOWN),
        }
    }
    breakable(&out)
}

/// Controls, joiners, direction marks and private characters: they draw nothing, or what no reader can tell.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..)
}

fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive([' ', '\n']) {
        let long = piece.chars().count() > WORD;
        for (i, c) in piece.chars().enumerate() {
            if long && i > 0 && i % BREAK_EVERY == 0 {
                out.push(ZERO_WIDTH_SPACE);
            }
            out.push(c);
        }
    }
    out
}

/// Cleans every text inside.
pub(crate) fn all(value: &mut Value) {
    match value {
        Value::String(s) => *s = text(s),
        Value::Array(items) => items.iter_mut().for_each(all),
        Value::Object(fields) => fields.values_mut().for_each(all),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Cuts after `max` characters, marked with «…». True when something was cut.
pub(crate) fn cut(text: &mut String, max: usize) -> bool {
    let Some((at, _)) = text.char_indices().nth(max) else { return false };
    text.truncate(at);
    text.push('…');
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_prints_as_it_was_written() {
        let said = "¿Cuándo vendrá? «Mañana», dijo Íñigo: 3 × 2 = 6 € – n.º 1\nPingüino";
        assert_eq!(text(said), said);
        assert_eq!(text("pin\u{303}a"), "piña", "letters with separate accents are joined");
    }

    #[test]
    fn what_cannot_be_drawn_is_shown_as_a_sign_and_never_vanishes() {
        assert_eq!(text("listo 👍 漢"), "listo ◊ ◊");
        assert_eq!(text("a\u{0}b\u{202e}c\td"), "abc d");
        assert_eq!(text("Redes → Cableado"), "Redes -> Cableado");
    }

    #[test]
    fn a_word_longer_than_a_line_can_break() {
        let long = text(&"x".repeat(100));
        assert_eq!(long.split(ZERO_WIDTH_SPACE).map(str::len).max(), Some(BREAK_EVERY));
        assert_eq!(text("corto"), "corto");
    }

    #[test]
    fn a_cut_is_visible() {
        let mut s = "ñandú".to_owned();
        assert!(!cut(&mut s, 5));
        assert!(cut(&mut s, 3));
        assert_eq!(s, "ñan…");
    }
}
