//! Tables as they come out of a PDF: cells one after the other, broken over lines, sometimes two on one line.
//!
//! The responsible is the longest beginning that reads as posts; between activity and specifications the cut is at a
//! blank line before a capital, else at a capital that begins a sentence. A row with other pieces than columns stays
//! whole, to be mended by a person.

use super::{MOST_ROWS, Note, Row, Table, columns, is_end, is_start};
use crate::roles::is_post_word;
use crate::source::Line;
use crate::words::{fold, is_link};
use procedure::definition::ColumnKind;
use std::collections::BTreeMap;

pub(super) fn heading(raw: &str) -> Option<Vec<(ColumnKind, String)>> {
    if raw.contains('\t') || raw.chars().count() > 100 {
        return None;
    }
    let words: Vec<&str> = raw.split_whitespace().collect();
    let usual = (3..=6).contains(&words.len()) && words.iter().all(|w| super::column(w).is_some());
    let columns = usual.then(|| columns(&words))??;
    (columns[0].0 == ColumnKind::Number && columns.iter().any(|(k, _)| *k == ColumnKind::Activity)).then_some(columns)
}

pub(super) fn read(lines: &mut [Line], at: usize) -> Option<(Table, usize)> {
    let columns = heading(&lines[at].raw)?;
    let mut table = Table { columns, rows: Vec::new(), lines: (at, at) };
    lines[at].taken = true;
    let mut i = at + 1;
    let mut last = 0;
    while i < lines.len() && table.rows.len() < MOST_ROWS {
        if lines[i].blank() || lines[i].repeated {
            i += 1;
            continue;
        }
        let Some(number) = starts_row(&lines[i].raw, last) else { break };
        let until = row_end(lines, i, number);
        let row = row(&table.columns, &lines[i..until], i);
        let ends = is_end(row.activity());
        table.rows.push(row);
        lines[i..until].iter_mut().for_each(|l| l.taken = true);
        (last, i) = (number, until);
        table.lines.1 = until - 1;
        if ends {
            break;
        }
    }
    let end = table.lines.1 + 1;
    (!table.rows.is_empty()).then_some((table, end))
}

/// The number at the head of a line, when the line can begin the row after `last`: a number that is not the next one
/// needs a post after it, and any number something that begins a cell.
fn starts_row(raw: &str, last: u32) -> Option<u32> {
    let raw = raw.trim();
    let (number, rest) = raw.split_once(' ').unwrap_or((raw, ""));
    let number: u32 = number.parse().ok()?;
    let first = rest.split_whitespace().next().unwrap_or_default();
    let post = is_post_word(&fold(first)) || is_end(rest) || is_start(rest);
    let capital = first.is_empty() || first.starts_with(char::is_uppercase);
    (number == last + 1 && (capital || post) || number > last && number <= last + 20 && post).then_some(number)
}

/// The line after the row's last: before the next row, another table, a title or the end.
fn row_end(lines: &[Line], at: usize, number: u32) -> usize {
    let whole = lines[at].text();
    let rest = whole.split_once(' ').map_or("", |(_, rest)| rest);
    if is_end(rest) || is_start(rest) {
        return at + 1;
    }
    let stops = |l: &Line| {
        starts_row(&l.raw, number).is_some()
            || heading(&l.raw).is_some()
            || crate::outline::title(l).is_some()
            || l.tabbed()
    };
    let until = (at + 1..lines.len()).find(|i| stops(&lines[*i])).unwrap_or(lines.len());
    (at + 1..until).rev().find(|i| !lines[*i].blank()).map_or(at + 1, |i| i + 1)
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Blank,
    Line,
    Paragraph,
}

/// A word with the gap before it.
struct Token {
    text: String,
    folded: String,
    gap: Gap,
}

fn tokens(lines: &[Line]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut gap = Gap::Line;
    for line in lines.iter().filter(|l| !l.repeated) {
        if line.blank() {
            gap = Gap::Paragraph;
        }
        for word in line.raw.split_whitespace() {
            let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
            out.push(Token { text: word.to_owned(), folded, gap });
            gap = Gap::Blank;
        }
        gap = gap.max(Gap::Line);
    }
    out
}

fn text(tokens: &[Token]) -> String {
    tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn row(columns: &[(ColumnKind, String)], lines: &[Line], at: usize) -> Row {
    let all = tokens(lines);
    let (number, rest) = all.split_first().map_or((String::new(), &all[..]), |(n, rest)| (n.text.clone(), rest));
    let mut row = Row { lines: (at, at + lines.len() - 1), ..Row::default() };
    row.cells.insert(ColumnKind::Number, number);
    if is_end(&text(rest)) || is_start(&text(rest)) {
        row.cells.insert(ColumnKind::Activity, text(rest));
        return row;
    }
    let kinds: Vec<ColumnKind> = columns[1..].iter().map(|(k, _)| *k).collect();
    match pieces(&kinds, rest) {
        Some((cells, notes)) => {
            row.cells.extend(cells);
            row.notes = notes;
        }
        None => {
            row.unread = Some(text(rest));
        }
    }
    row
}

/// The cells of a row, when its words can be told apart into these columns.
fn pieces(kinds: &[ColumnKind], all: &[Token]) -> Option<(BTreeMap<ColumnKind, String>, Vec<Note>)> {
    let mut cells = BTreeMap::new();
    let mut rest = all;
    let mut kinds = kinds;
    if kinds.first() == Some(&ColumnKind::Responsible) {
        let length = posts(all);
        if length == 0 || length == all.len() {
            return None;
        }
        cells.insert(ColumnKind::Responsible, text(&all[..length]));
        (rest, kinds) = (&all[length..], &kinds[1..]);
    }
    match kinds {
        [only] => {
            cells.insert(*only, text(rest));
            Some((cells, Vec::new()))
        }
        [first, second] => {
            let (cut, note) = cut(rest);
            cells.insert(*first, text(&rest[..cut]));
            if cut < rest.len() {
                cells.insert(*second, text(&rest[cut..]));
            }
            Some((cells, note.into_iter().collect()))
        }
        _ => None,
    }
}

/// How many words at the beginning read as posts: «Jefatura de la Unidad de Gestión o Usuario».
fn posts(all: &[Token]) -> usize {
    let acronym = |t: &Token| {
        let letters = t.text.trim_matches(|c: char| !c.is_alphanumeric());
        letters.len() >= 2 && letters.chars().all(char::is_uppercase)
    };
    let mut length = 0;
    for (i, token) in all.iter().enumerate() {
        if is_post_word(&token.folded) || (acronym(token) && !is_link(&token.folded)) {
            length = i + 1;
        } else if !matches!(
            token.folded.as_str(),
            "de" | "del" | "la" | "el" | "los" | "las" | "y" | "o" | "u" | "e" | ""
        ) {
            break;
        }
    }
    length
}

/// Where the second cell begins; the length when there is none. Says so when it had to be guessed within a line.
fn cut(all: &[Token]) -> (usize, Option<Note>) {
    let capital = |t: &Token| t.text.trim_start_matches(['(', '“', '"', '¿']).starts_with(char::is_uppercase);
    let free = |i: usize| !is_link(&all[i - 1].folded) || all[i - 1].text.ends_with('.');
    if let Some(i) = (1..all.len()).find(|i| all[*i].gap == Gap::Paragraph && capital(&all[*i]) && free(*i)) {
        return (i, None);
    }
    let sentence = |i: &usize| capital(&all[*i]) && free(*i) && all.len() - i >= 3;
    let within = (1..all.len()).find(sentence);
    let note = within.map(|i| {
        let next = text(&all[i..(i + 3).min(all.len())]);
        Note::new(
            format!("En el texto no se ve el borde entre las celdas; se cortó antes de «{next}»."),
            format!("¿La segunda celda empieza en «{next}»?"),
        )
    });
    (within.unwrap_or(all.len()), note)
}
