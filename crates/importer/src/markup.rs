//! Tags and texts of XML and HTML, taken as they come: nothing is expanded, nothing is fetched, nothing is refused.

/// A piece of a marked-up text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'s> {
    /// `<w:p …>`: the name without its prefix, in lower case, and the rest of the tag.
    Open {
        name: String,
        attributes: &'s str,
        closed: bool,
    },
    Close(String),
    /// Entities are already characters.
    Text(String),
}

/// Splits a text into its pieces. A `<` that begins no tag is text; comments and instructions are left out.
pub(crate) fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        let Some(start) = rest.find('<') else {
            out.push(Piece::Text(unescaped(rest)));
            break;
        };
        if start > 0 {
            out.push(Piece::Text(unescaped(&rest[..start])));
        }
        rest = &rest[start..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.find("-->").map_or("", |end| &after[end + 3..]);
        } else if let Some(after) = rest.strip_prefix("<![CDATA[") {
            let end = after.find("]]>").unwrap_or(after.len());
            out.push(Piece::Text(after[..end].to_owned()));
            rest = after.get(end + 3..).unwrap_or_default();
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            let end = tag_end(rest);
            out.extend(tag(&rest[1..end]));
            rest = rest.get(end + 1..).unwrap_or_default();
        } else {
            out.push(Piece::Text("<".to_owned()));
            rest = &rest[1..];
        }
    }
    out
}

/// Where the `>` of the tag is, past quoted attributes; the end of the text when there is none.
fn tag_end(source: &str) -> usize {
    let mut quote = None;
    for (i, c) in source.char_indices() {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(q)) if c == q => quote = None,
            ('>', None) => return i,
            _ => {}
        }
    }
    source.find('>').unwrap_or(source.len())
}

fn tag(inside: &str) -> Option<Piece<'_>> {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    if inside.starts_with(['!', '?']) {
        return None;
    }
    if let Some(name) = inside.strip_prefix('/') {
        return Some(Piece::Close(local(name.trim())));
    }
    let closed = inside.ends_with('/');
    let inside = inside.trim_end_matches('/');
    let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    Some(Piece::Open { name: local(name), attributes, closed })
}

/// The value of an attribute, by its name without prefix.
pub(crate) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        let (key, after) = rest.split_once('=')?;
        let key = key.trim().rsplit([':', ' ', '\n', '\t']).next().unwrap_or_default();
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote)?,
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(unescaped(value));
        }
        rest = next;
    }
}

/// Puts characters for entities; an unknown one stays as it is written.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.char_indices().take(12).find(|(_, c)| *c == ';').map(|(i, _)| i);
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    const NAMED: [(&str, char); 38] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("aacute", 'á'),
        ("eacute", 'é'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("ntilde", 'ñ'),
        ("uuml", 'ü'),
        ("Aacute", 'Á'),
        ("Eacute", 'É'),
        ("Iacute", 'Í'),
        ("Oacute", 'Ó'),
        ("Uacute", 'Ú'),
        ("Ntilde", 'Ñ'),
        ("Uuml", 'Ü'),
        ("iquest", '¿'),
        ("iexcl", '¡'),
        ("ordm", 'º'),
        ("ordf", 'ª'),
        ("deg", '°'),
        ("bull", '•'),
        ("middot", '·'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("sect", '§'),
        ("shy", '\u{ad}'),
    ];
    NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_attributes_and_entities_are_told_apart() {
        let found = pieces("a &lt; b<W:TC gridSpan='2' x=\"a>b\">&aacute;&zz;</w:tc><br/><!-- no -->3 < 4");
        let expected = [
            Piece::Text("a < b".into()),
            Piece::Open { name: "tc".into(), attributes: "gridSpan='2' x=\"a>b\"", closed: false },
            Piece::Text("á&zz;".into()),
            Piece::Close("tc".into()),
            Piece::Open { name: "br".into(), attributes: "", closed: true },
            Piece::Text("3 ".into()),
            Piece::Text("<".into()),
            Piece::Text(" 4".into()),
        ];
        assert_eq!(found, expected);
        assert_eq!(attribute("w:val=\"restart\" w:x='1'", "x").as_deref(), Some("1"));
        assert_eq!(attribute("colspan=3 rowspan=2", "rowspan").as_deref(), Some("2"));
    }
}
