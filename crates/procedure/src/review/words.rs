//! Spanish words without accents or case, and what stands near what.

/// A text as plain words: lower case, no accents, no punctuation except inside numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let plain: String = text.to_lowercase().chars().map(unaccented).collect();
        let words = plain.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ':' | '?')));
        Self(words.map(|w| w.trim_matches(['.', ':', '?']).to_owned()).filter(|w| !w.is_empty()).collect())
    }

    pub(super) fn all(&self) -> &[String] {
        &self.0
    }

    /// Whether one of the patterns is there: a word, or its beginning when the pattern ends in `*`.
    pub(super) fn has(&self, patterns: &[&str]) -> bool {
        self.0.iter().any(|w| fits(w, patterns))
    }

    /// The first place where one of `first` is followed by one of `then` within `reach` words.
    pub(super) fn near(&self, first: &[&str], then: &[&str], reach: usize) -> Option<usize> {
        let follows = |i: usize| self.0[i + 1..].iter().take(reach).any(|w| fits(w, then));
        (0..self.0.len()).find(|i| fits(&self.0[*i], first) && follows(*i))
    }
}

/// Whether the word is one of the patterns, or begins like one that ends in `*`.
pub(super) fn fits(word: &str, patterns: &[&str]) -> bool {
    patterns.iter().any(|p| p.strip_suffix('*').map_or(word == *p, |stem| word.starts_with(stem)))
}

/// The number that a word says, up to what manuals write out.
pub(super) fn number(word: &str) -> Option<u32> {
    const WRITTEN: [&str; 13] =
        ["un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "treinta"];
    const VALUES: [u32; 13] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 30];
    let written = WRITTEN.iter().position(|w| *w == word).map(|i| VALUES[i]);
    // «Tiempo:30» sticks together in scanned tables.
    written.or_else(|| word.rsplit(':').next()?.parse().ok()).filter(|n| *n > 0)
}

fn unaccented(c: char) -> char {
    match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_accents_and_by_their_beginning() {
        let words = Words::of("El Técnico RETIRA, según lista, el equipo.");
        assert_eq!(words.all(), ["el", "tecnico", "retira", "segun", "lista", "el", "equipo"]);
        assert_eq!(words.near(&["retira"], &["equip*"], 4), Some(2));
        assert_eq!(words.near(&["retira"], &["equip*"], 3), None);
        assert!(words.has(&["tecnic*"]) && !words.has(&["tecnic"]));
    }

    #[test]
    fn numbers_are_read_in_figures_and_in_letters() {
        assert_eq!(
            [number("30"), number("treinta"), number("tiempo:30"), number("algo")],
            [Some(30), Some(30), Some(30), None]
        );
    }
}
