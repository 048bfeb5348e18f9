//! How wide texts are, and where to break them.

/// Size of all texts but headings, in pixels.
pub(crate) const SIZE: i32 = 13;
pub(crate) const LINE: i32 = 17;

/// Advance widths of Helvetica for `' '` to `'~'`, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// Width in pixels, rounded up, with a tenth more than Helvetica because the reader's font may be wider.
pub(crate) fn width(text: &str) -> i32 {
    let thousandths: i32 = text.chars().map(advance).sum();
    (thousandths * SIZE * 11 + 9_999) / 10_000
}

fn advance(c: char) -> i32 {
    let plain = match c {
        'á' | 'à' | 'ä' | 'â' | 'ã' => 'a',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' | 'º' | 'ª' => 'o',
        'ú' | 'ù' | 'ü' | 'û' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        'Á' | 'À' | 'Ä' | 'Â' | 'Ã' => 'A',
        'É' | 'È' | 'Ë' | 'Ê' => 'E',
        'Í' | 'Ì' | 'Ï' | 'Î' => 'I',
        'Ó' | 'Ò' | 'Ö' | 'Ô' | 'Õ' => 'O',
        'Ú' | 'Ù' | 'Ü' | 'Û' => 'U',
        'Ñ' => 'N',
        '¿' => '?',
        '¡' => '!',
        '«' | '»' => '<',
        c => c,
    };
    let at = usize::try_from(u32::from(plain)).ok().and_then(|n| n.checked_sub(32));
    // What is not in the table is taken as wide as the widest letter.
    at.and_then(|n| WIDTHS.get(n)).map_or(1000, |w| i32::from(*w))
}

/// Breaks a text into lines of at most `limit` pixels: between words, and inside a word that is longer than a line.
pub(crate) fn wrap(text: &str, limit: i32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let with = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&with) <= limit {
            line = with;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if width(&line) > limit && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
