//! Words as they are searched: without accents, by their Spanish stem, numbers with and without their zeros.
//!
//! Only letters, digits and `ñ` come out, so that nothing a person types can mean anything to a search engine.

use rust_stemmers::{Algorithm, Stemmer};
use std::{collections::BTreeSet, sync::LazyLock};
use unicode_normalization::UnicodeNormalization as _;

/// Longer ones are no words; their beginning is enough to find them.
const LONGEST: usize = 60;

/// What one row may have at most, so that a pasted log does not become an index of its own.
const MOST: usize = 8000;

/// How many words of a query count.
const ASKED: usize = 8;

static SPANISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Spanish));

/// A word that is looked for: as it was typed, and its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Folded; rows with a word that begins so fit.
    pub typed: String,
    /// Rows with this very word fit, too. The same as `typed` for numbers and codes.
    pub stem: String,
    /// One letter fits only itself: half of all words begin with it.
    pub whole: bool,
}

/// What a text is found by: every word once, folded and stemmed, in their order, with single spaces.
pub fn index<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut words = BTreeSet::new();
    for word in texts.into_iter().flat_map(split) {
        if words.len() >= MOST {
            break;
        }
        let folded = fold(&word);
        // Who types without a Spanish keyboard finds «año» as «ano»; who types the «ñ» means it.
        if folded.contains('ñ') {
            words.insert(folded.replace('ñ', "n"));
        }
        let bare = folded.trim_start_matches('0');
        if bare.len() < folded.len() && !bare.is_empty() && folded.bytes().all(|b| b.is_ascii_digit()) {
            words.insert(bare.to_owned());
        }
        words.insert(stem(&word));
        words.insert(folded);
    }
    words.remove("");
    words.into_iter().collect::<Vec<_>>().join(" ")
}

/// The words of a query, at most eight. Empty when nothing in it is a word.
pub fn terms(query: &str) -> Vec<Term> {
    let term = |word: String| {
        let typed = fold(&word);
        Term { stem: stem(&word), whole: typed.chars().count() < 2, typed }
    };
    split(query).map(term).filter(|t| !t.typed.is_empty()).take(ASKED).collect()
}

/// Lower-case runs of letters and digits; everything else parts words.
fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c));
    let short = |word: &str| word.chars().take(LONGEST).collect::<String>().to_lowercase().nfc().collect::<String>();
    words.filter(|w| !w.is_empty()).map(short)
}

/// Without accents, except that `ñ` stays a letter of its own.
fn fold(word: &str) -> String {
    let plain = |c: char| -> String {
        if c == 'ñ' {
            return c.to_string();
        }
        std::iter::once(c).nfkd().filter(|c| c.is_alphanumeric()).collect()
    };
    word.chars().map(plain).collect()
}

/// The stem of a word; numbers and codes are their own.
fn stem(word: &str) -> String {
    if !word.chars().all(char::is_alphabetic) {
        return fold(word);
    }
    // The stemmer knows these endings only with their accent, and half of all people leave it out.
    let accented = ["cion", "sion"].iter().any(|end| word.ends_with(end));
    let word = if accented { format!("{}ón", &word[..word.len() - 2]) } else { word.to_owned() };
    fold(&SPANISH.stem(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a row with that text fits that query.
    fn finds(query: &str, text: &str) -> bool {
        let words = index([text]);
        let words: Vec<&str> = words.split(' ').collect();
        let asked = terms(query);
        let fits =
            |t: &Term| words.iter().any(|w| *w == t.stem || *w == t.typed || (!t.whole && w.starts_with(&t.typed)));
        !asked.is_empty() && asked.iter().all(fits)
    }

    #[test]
    fn words_are_found_in_any_form_with_and_without_accents() {
        let text = "La impresión salió borrosa; se cambió el cartucho de las impresoras de Catastro (TIM-2026-00042).";
        for query in
            ["impresora", "IMPRESORAS", "impresion", "impresiones", "impre", "cartuchos", "cambio", "borroso catastro"]
        {
            assert!(finds(query, text), "{query}");
        }
        for number in ["TIM-2026-00042", "tim 42", "00042", "2026"] {
            assert!(finds(number, text), "{number}");
        }
        for other in ["teclado", "impresora teclado", "TIM-2026-00043", "resora"] {
            assert!(!finds(other, text), "{other}");
        }
    }

    #[test]
    fn enye_is_a_letter_for_who_types_it() {
        assert!(finds("año", "El año nuevo") && finds("ano", "El año nuevo"));
        assert!(!finds("año", "El ano"));
    }

    #[test]
    fn signs_alone_ask_for_nothing() {
        for query in ["", " ", "\"", "( * ) ^ -", "';--"] {
            assert_eq!(terms(query), [], "{query}");
        }
        assert_eq!(terms("a b c d e f g h i j").len(), 8);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_comes_out_as_letters_and_digits(text in any::<String>()) {
            for word in index([text.as_str()]).split(' ') {
                prop_assert!(word.chars().all(char::is_alphanumeric), "{word:?}");
            }
            for term in terms(&text) {
                prop_assert!(term.typed.chars().chain(term.stem.chars()).all(char::is_alphanumeric));
            }
        }
    }
}
