//! The imported text line by line, and which lines have found their place in the draft.

use crate::bytes::CELL_BREAK;

pub(crate) struct Line {
    pub(crate) raw: String,
    /// The table cells of the line without tags; one for a plain line.
    pub(crate) cells: Vec<String>,
    /// Whether it has become part of the draft.
    pub(crate) taken: bool,
    /// A repeated page header: represented by the one kept in the draft.
    pub(crate) repeated: bool,
}

impl Line {
    fn new(raw: &str) -> Self {
        let cells = raw.split('\t').map(cell).collect();
        Self { raw: raw.to_owned(), cells, taken: false, repeated: false }
    }

    /// Nothing to read: blanks, or only signs.
    pub(crate) fn blank(&self) -> bool {
        !self.cells.iter().any(|c| c.contains(char::is_alphanumeric))
    }

    /// The cells that say something, on one line.
    pub(crate) fn text(&self) -> String {
        self.cells.iter().filter(|c| !c.is_empty()).cloned().collect::<Vec<_>>().join(" ")
    }

    /// The only cell that says something.
    pub(crate) fn lone(&self) -> Option<&str> {
        let mut telling = self.cells.iter().filter(|c| !c.is_empty());
        telling.next().filter(|_| telling.next().is_none()).map(String::as_str)
    }

    pub(crate) fn tabbed(&self) -> bool {
        self.cells.len() > 1
    }
}

pub(crate) fn lines(text: &str) -> Vec<Line> {
    text.lines().map(Line::new).collect()
}

/// Tags that tables copied out of other systems leave in their cells.
const TAGS: [&str; 12] = ["p", "ul", "ol", "li", "br", "div", "span", "b", "i", "u", "strong", "em"];

/// The text of a cell: paragraphs and points of a list on lines of their own, blanks squeezed.
pub(crate) fn cell(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        match tag(&rest[start..]) {
            Some((name, length)) => {
                text.push_str(match name.as_str() {
                    "li" => "\n• ",
                    "span" | "b" | "i" | "u" | "strong" | "em" => "",
                    _ => "\n",
                });
                rest = &rest[start + length..];
            }
            None => {
                text.push('<');
                rest = &rest[start + 1..];
            }
        }
    }
    text.push_str(rest);
    let text = text.replace(CELL_BREAK, "\n").replace(" • ", "\n• ").replace('·', "•");
    let lines = text.lines().map(crate::words::squeezed).filter(|l| !l.is_empty() && l != "•");
    lines.collect::<Vec<_>>().join("\n")
}

/// The tag that begins here, if it is one of ours: its name and its length. A closing point says nothing.
fn tag(text: &str) -> Option<(String, usize)> {
    let end = text.find('>').filter(|end| *end < 200)?;
    let closing = text.starts_with("</");
    let inside = text[1..end].trim_start_matches('/');
    let name = inside.split([' ', '/']).next()?.to_ascii_lowercase();
    let known = TAGS.contains(&name.as_str());
    known.then(|| (if closing && name == "li" { "p".to_owned() } else { name }, end + 1))
}

/// «12» or «12-15» for lines that count from 0.
pub(crate) fn origin((from, until): (usize, usize)) -> String {
    if from == until { (from + 1).to_string() } else { format!("{}-{}", from + 1, until + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_lose_their_tags_and_keep_their_lines() {
        assert_eq!(
            cell("<p>Hola  a</p> <p>todos.</p> <ul style=\"x\"> • Uno • Dos</ul>"),
            "Hola a\ntodos.\n• Uno\n• Dos"
        );
        assert_eq!(cell("a < b y <otra> cosa"), "a < b y <otra> cosa");
        assert_eq!(cell("<ul><li>Uno</li><li>Dos</li></ul>"), "• Uno\n• Dos");
    }
}
