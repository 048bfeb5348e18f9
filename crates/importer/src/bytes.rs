//! What kind of file it is, and its characters.

use crate::{docx, html, zip};
use kernel::{Error, Msg, Result};
use unicode_normalization::UnicodeNormalization as _;

/// Most bytes of a file that is read.
pub const MAX_BYTES: usize = 10_000_000;
/// Most bytes of the text inside it; the longest manual at hand has 40 kB.
const MAX_TEXT: usize = 600_000;
/// Between the lines of one table cell, in a text whose lines are table rows.
pub(crate) const CELL_BREAK: char = '\u{2028}';

/// The text of a file: paragraphs as lines, table rows as lines with a tab between cells.
pub(crate) fn text(bytes: &[u8]) -> Result<String> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::invalid(Msg::new("import-too-large")));
    }
    let text = if bytes.starts_with(b"PK\x03\x04") {
        word(bytes)?
    } else if bytes.starts_with(b"%PDF-") {
        return Err(Error::invalid(Msg::new("import-pdf")));
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Error::invalid(Msg::new("import-old-word")));
    } else if bytes.starts_with(b"{\\rtf") {
        return Err(Error::invalid(Msg::new("import-rtf")));
    } else {
        let text = characters(bytes)?;
        if html::looks_like(&text) { html::text(&text) } else { text }
    };
    let text = clean(&text);
    if text.len() > MAX_TEXT {
        return Err(Error::invalid(Msg::new("import-too-long")));
    }
    if text.trim().is_empty() {
        return Err(Error::invalid(Msg::new("import-empty")));
    }
    Ok(text)
}

/// A DOCX: the page headers, which hold code and version, then the body.
fn word(bytes: &[u8]) -> Result<String> {
    let body = docx::text(&zip::entry(bytes, "word/document.xml")?);
    let headers = (1..=3).filter_map(|n| zip::entry(bytes, &format!("word/header{n}.xml")).ok());
    let headers: Vec<String> = headers.map(|xml| docx::text(&xml)).filter(|t| !t.trim().is_empty()).collect();
    Ok(format!("{}\n\n{body}", headers.join("\n\n")))
}

/// UTF-8, UTF-16 with its mark, else windows-1252, in which old systems of the region write.
fn characters(bytes: &[u8]) -> Result<String> {
    let pairs = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|p| unit([p[0], p[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Ok(pairs(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Ok(pairs(rest, u16::from_be_bytes)),
        _ if bytes.contains(&0) => Err(Error::invalid(Msg::new("import-unknown"))),
        _ => Ok(match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|b| windows(*b)).collect(),
        }),
    }
}

/// A byte of windows-1252: Latin-1 but for 0x80 to 0x9F.
fn windows(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// Line breaks as `\n`, NFC, no characters that cannot be printed, bullets of symbol fonts as «•».
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace("\n\r", "\n");
    let printable = text.nfc().filter_map(|c| match c {
        '\r' | '\u{85}' | '\u{2029}' | '\u{0c}' => Some('\n'),
        '\u{0b}' => Some(CELL_BREAK),
        '\n' | '\t' => Some(c),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => Some(' '),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{fffd}' => None,
        '\u{e000}'..='\u{f8ff}' => Some('•'),
        _ if c.is_control() || u32::from(c) & 0xFFFE == 0xFFFE => None,
        _ => Some(c),
    });
    printable.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_old_systems_and_symbol_fonts_become_plain_ones() {
        assert_eq!(text(b"Jefatura de atenci\xf3n \x93TIM\x94").unwrap(), "Jefatura de atención “TIM”");
        assert_eq!(text(b"\xff\xfea\x00\xf1\x00").unwrap(), "añ");
        assert_eq!(text("\u{f0b7} uno\r\ndos\u{a0}tres".as_bytes()).unwrap(), "• uno\ndos tres");
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_its_kind() {
        let key = |bytes: &[u8]| text(bytes).unwrap_err().msg.key.into_owned();
        assert_eq!(key(b"%PDF-1.7"), "import-pdf");
        assert_eq!(key(b"{\\rtf1"), "import-rtf");
        assert_eq!(key(b"\xD0\xCF\x11\xE0 old word"), "import-old-word");
        assert_eq!(key(b" \n"), "import-empty");
        assert_eq!(key(b"GIF89a\0\0"), "import-unknown");
        assert_eq!(key(&vec![b'a'; MAX_BYTES + 1]), "import-too-large");
        assert_eq!(key(&vec![b'a'; MAX_TEXT + 1]), "import-too-long");
    }
}
