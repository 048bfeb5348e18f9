//! Words of a Spanish text: compared without accents and case, numbers and dates written in words, short names.

/// The characters in lower case without accents, one for one.
pub(crate) fn fold(text: &str) -> String {
    text.chars().map(plain).collect()
}

pub(crate) fn plain(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'á' | 'à' | 'ä' | 'â' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        other => other,
    }
}

/// With single blanks, on one line.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word of a text, with where it stands (bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) folded: String,
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The sign right after it, if there is one.
    pub(crate) stop: Option<char>,
}

/// Runs of letters and digits; a dot, colon, slash, hyphen or at-sign between two of them belongs to the word, unless
/// it joins a label and its value («Tiempo:30»).
pub(crate) fn words(text: &str) -> Vec<Word> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        if !chars[i].1.is_alphanumeric() {
            i += 1;
            continue;
        }
        let start = i;
        while i < chars.len() && (chars[i].1.is_alphanumeric() || joins(&chars, i)) {
            i += 1;
        }
        let to = chars.get(i).map_or(text.len(), |(at, _)| *at);
        let from = chars[start].0;
        let stop = chars.get(i).map(|(_, c)| *c).filter(|c| !c.is_whitespace());
        out.push(Word { folded: fold(&text[from..to]), from, to, stop });
    }
    out
}

fn joins(chars: &[(usize, char)], i: usize) -> bool {
    let (Some((_, before)), Some((_, after))) = (i.checked_sub(1).map(|b| chars[b]), chars.get(i + 1)) else {
        return false;
    };
    let digits = before.is_ascii_digit() && after.is_ascii_digit();
    match chars[i].1 {
        ':' | '/' | ',' => digits,
        '.' => digits || (before.is_alphabetic() && after.is_alphanumeric()),
        '-' | '_' | '@' => before.is_alphanumeric() && after.is_alphanumeric(),
        _ => false,
    }
}

/// Where those words follow each other; `*` stands for any one word.
pub(crate) fn find(words: &[Word], pattern: &[&str]) -> Option<usize> {
    words.windows(pattern.len()).position(|w| w.iter().zip(pattern).all(|(w, p)| *p == "*" || w.folded == *p))
}

/// The text between two words, both included.
pub(crate) fn between<'t>(text: &'t str, words: &[Word], from: usize, until: usize) -> &'t str {
    match (words.get(from), words.get(until)) {
        (Some(a), Some(b)) if a.from <= b.to => &text[a.from..b.to],
        _ => "",
    }
}

const SMALL: [(&str, u32); 43] = [
    ("un", 1),
    ("uno", 1),
    ("una", 1),
    ("primero", 1),
    ("dos", 2),
    ("tres", 3),
    ("cuatro", 4),
    ("cinco", 5),
    ("seis", 6),
    ("siete", 7),
    ("ocho", 8),
    ("nueve", 9),
    ("diez", 10),
    ("once", 11),
    ("doce", 12),
    ("trece", 13),
    ("catorce", 14),
    ("quince", 15),
    ("dieciseis", 16),
    ("diecisiete", 17),
    ("dieciocho", 18),
    ("diecinueve", 19),
    ("veinte", 20),
    ("veintiun", 21),
    ("veintiuno", 21),
    ("veintiuna", 21),
    ("veintidos", 22),
    ("veintitres", 23),
    ("veinticuatro", 24),
    ("veinticinco", 25),
    ("veintiseis", 26),
    ("veintisiete", 27),
    ("veintiocho", 28),
    ("veintinueve", 29),
    ("treinta", 30),
    ("cuarenta", 40),
    ("cincuenta", 50),
    ("sesenta", 60),
    ("setenta", 70),
    ("ochenta", 80),
    ("noventa", 90),
    ("cien", 100),
    ("ciento", 100),
];

/// A number in digits or words at the beginning, and how many words it takes: «dos mil veintiuno» is 2021.
pub(crate) fn number(words: &[Word]) -> Option<(u32, usize)> {
    let first = words.first()?;
    if let Ok(n) = first.folded.parse() {
        return Some((n, 1));
    }
    let (mut total, mut part, mut used) = (0_u32, None::<u32>, 0);
    for word in words.iter().take(8) {
        let small = SMALL.iter().find(|(w, _)| *w == word.folded).map(|(_, n)| *n);
        match (small, word.folded.as_str()) {
            (Some(n), _) if part.is_none_or(|p| p >= 20 && n < 10 || p >= 100) => part = Some(part.unwrap_or(0) + n),
            (None, "mil") if total == 0 => {
                total = part.take().unwrap_or(1) * 1000;
            }
            (None, "y") if part.is_some_and(|p| p >= 30) => {}
            _ => break,
        }
        used += 1;
    }
    let found = total > 0 || part.is_some();
    found.then(|| (total + part.unwrap_or(0), used))
}

pub(crate) const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// A day in words or digits: «quince de marzo del dos mil veintiuno», «15 de marzo de 2021», as `2021-03-15`, and how
/// many words it takes.
pub(crate) fn day(words: &[Word]) -> Option<(String, usize)> {
    let (day, used) = number(words)?;
    let mut at = used;
    let skip = |at: &mut usize| {
        while words.get(*at).is_some_and(|w| matches!(w.folded.as_str(), "de" | "del" | "ano" | "dias" | "mes")) {
            *at += 1;
        }
    };
    skip(&mut at);
    let month = 1 + MONTHS.iter().position(|m| words.get(at).is_some_and(|w| w.folded == *m))?;
    at += 1;
    skip(&mut at);
    let (year, used) = number(words.get(at..)?)?;
    let fits = (1..=31).contains(&day) && (1900..=2100).contains(&year);
    fits.then(|| (format!("{year:04}-{month:02}-{day:02}"), at + used))
}

/// The first such day of a text from a word on, with the place of its first word.
pub(crate) fn find_day(words: &[Word]) -> Option<(String, usize)> {
    (0..words.len()).find_map(|i| day(&words[i..]).map(|(day, _)| (day, i)))
}

/// Words that say nothing by themselves.
pub(crate) fn is_link(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "la"
            | "el"
            | "los"
            | "las"
            | "lo"
            | "a"
            | "al"
            | "y"
            | "e"
            | "o"
            | "u"
            | "en"
            | "con"
            | "por"
            | "para"
            | "su"
            | "sus"
            | "un"
            | "una"
            | "se"
            | "que"
            | "e/o"
            | "ante"
            | "sobre"
            | "segun"
            | "sin"
            | "y/o"
            | "es"
            | "son"
            | "cada"
            | "este"
            | "esta"
            | "dicha"
            | "dichas"
            | "dicho"
            | "como"
            | "no"
            | "si"
    )
}

/// A short name out of the first telling words: lower case, digits, the separator; begins with a letter.
pub(crate) fn slug(text: &str, separator: char, most: usize) -> String {
    let words = words(text);
    let telling = words.iter().map(|w| w.folded.as_str()).filter(|w| !is_link(w));
    let parts: Vec<String> = telling
        .map(|w| w.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|w| !w.is_empty())
        .collect();
    let mut name = parts.iter().take(most).cloned().collect::<Vec<_>>().join(&separator.to_string());
    name.truncate(40);
    let name = name.trim_end_matches(separator).to_owned();
    if name.starts_with(|c: char| c.is_ascii_lowercase()) { name } else { format!("n{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_in_words_are_read() {
        let n = |t: &str| number(&words(t));
        assert_eq!(n("dos mil veintiuno"), Some((2021, 3)));
        assert_eq!(n("treinta y uno de enero"), Some((31, 3)));
        assert_eq!(n("dieciseis horas"), Some((16, 1)));
        assert_eq!(n("mil novecientos"), Some((1000, 1)));
        assert_eq!(n("12 Horas"), Some((12, 1)));
        assert_eq!(n("horas"), None);
        let d = |t: &str| find_day(&words(t)).map(|(d, _)| d);
        assert_eq!(d("celebrada el quince de marzo del dos mil veintiuno, que").as_deref(), Some("2021-03-15"));
        assert_eq!(d("el 3 de julio de 2024").as_deref(), Some("2024-07-03"));
        assert_eq!(d("tres de julio"), None);
    }

    #[test]
    fn words_keep_their_places_and_labels_let_go_of_values() {
        let text = "Tiempo:30 días, a las 8:15.";
        let found = words(text);
        let plain: Vec<&str> = found.iter().map(|w| w.folded.as_str()).collect();
        assert_eq!(plain, ["tiempo", "30", "dias", "a", "las", "8:15"]);
        assert_eq!(between(text, &found, 1, 2), "30 días");
        assert_eq!(found[2].stop, Some(','));
    }

    #[test]
    fn names_are_short_and_plain() {
        assert_eq!(slug("Envío de la Solicitud de acceso, hoy", '_', 3), "envio_solicitud_acceso");
        assert_eq!(slug("2 meses", '_', 3), "n2_meses");
        assert_eq!(slug("¡!", '_', 3), "n");
    }
}
