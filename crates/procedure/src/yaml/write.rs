//! Writes a tree as people would: blocks with two spaces, short lists on one line, texts of several lines as they are.

use super::{Node, Value};

/// Longest list of plain texts that stays on one line, in characters.
const LINE: usize = 100;

/// The tree as a file of the strict profile. Comments of a file that was read are not in its tree and get lost.
pub fn write(root: &Node) -> String {
    let mut out = String::new();
    match &root.value {
        Value::Text(text) => out.push_str(&scalar(text, 0)),
        Value::List(_) | Value::Map(_) => block(root, 0, &mut out),
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// A mapping or list, each entry on lines of its own.
fn block(node: &Node, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match &node.value {
        Value::Text(_) => {}
        Value::Map(entries) => {
            for (n, (key, value)) in entries.iter().enumerate() {
                if n > 0 || indent == 0 {
                    out.push_str(&pad);
                }
                out.push_str(&key_text(key.text()));
                out.push(':');
                value_after(value, indent + 2, out);
            }
        }
        Value::List(items) => {
            for (n, item) in items.iter().enumerate() {
                if n > 0 || indent == 0 {
                    out.push_str(&pad);
                }
                out.push('-');
                match &item.value {
                    Value::Map(entries) if !entries.is_empty() => {
                        out.push(' ');
                        block(item, indent + 2, out);
                    }
                    Value::Map(_) | Value::Text(_) | Value::List(_) => value_after(item, indent + 2, out),
                }
            }
        }
    }
}

/// What follows «key:» or «-», with its line break.
fn value_after(value: &Node, indent: usize, out: &mut String) {
    if let Some(line) = on_one_line(value) {
        out.push(' ');
        out.push_str(&line);
        out.push('\n');
        return;
    }
    match &value.value {
        Value::Text(text) => {
            out.push(' ');
            out.push_str(&scalar(text, indent));
            out.push('\n');
        }
        Value::List(_) | Value::Map(_) => {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            block(value, indent, out);
        }
    }
}

/// An empty list or mapping, or a short list of short texts.
fn on_one_line(value: &Node) -> Option<String> {
    match &value.value {
        Value::Map(entries) => entries.is_empty().then(|| "{}".to_owned()),
        Value::Text(_) => None,
        Value::List(items) => {
            let texts: Option<Vec<String>> = items
                .iter()
                .map(|i| match &i.value {
                    Value::Text(text) if !text.contains('\n') => Some(inside_brackets(text)),
                    Value::Text(_) | Value::List(_) | Value::Map(_) => None,
                })
                .collect();
            let line = format!("[{}]", texts?.join(", "));
            (items.is_empty() || line.chars().count() <= LINE).then_some(line)
        }
    }
}

fn key_text(key: &str) -> String {
    if is_plain(key) && !is_telling(key) && key.chars().count() <= 1000 { key.to_owned() } else { quoted(key) }
}

fn inside_brackets(text: &str) -> String {
    let plain = is_plain(text) && !is_telling(text) && !text.contains([',', '[', ']', '{', '}']);
    if plain { text.to_owned() } else { quoted(text) }
}

fn scalar(text: &str, indent: usize) -> String {
    if text.contains('\n') {
        if as_block(text) {
            let pad = " ".repeat(indent.max(2));
            let lines: Vec<String> =
                text.lines().map(|l| if l.is_empty() { String::new() } else { format!("{pad}{l}") }).collect();
            return format!("|-\n{}", lines.join("\n"));
        }
        return quoted(text);
    }
    if is_plain(text) && !is_telling(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a block keeps every character of a text of several lines.
fn as_block(text: &str) -> bool {
    let odd = |c: char| c != '\n' && (c.is_control() || is_break(c));
    !text.starts_with([' ', '\n']) && !text.ends_with('\n') && !text.contains(odd) && !text.lines().any(blank)
}

fn blank(line: &str) -> bool {
    !line.is_empty() && line.trim().is_empty()
}

const fn is_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether the text needs no quotation marks to read as itself.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let starts = "!&*-?:,[]{}#|>@`\"'%~";
    !starts.contains(first)
        && text.trim() == text
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.chars().any(|c| c.is_control() || is_break(c))
        && !text.starts_with("...")
}

/// Whether other readers would take the text for something else: yes, no, nothing, a fraction, an hour.
fn is_telling(text: &str) -> bool {
    let words = ["yes", "no", "on", "off", "true", "false", "null", "y", "n"];
    let digits = text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '+');
    let number = digits && text.chars().all(|c| c.is_ascii_digit() || ".:,_+-eExX".contains(c));
    let integer = text.bytes().all(|b| b.is_ascii_digit()) && (text.len() == 1 || !text.starts_with('0'));
    let day = text.len() == 10 && text.as_bytes()[4] == b'-';
    words.contains(&text.to_lowercase().as_str()) || (number && !integer && !day)
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || is_break(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::load;
    use proptest::prelude::*;

    /// The tree without places.
    fn bare(node: &Node) -> serde_json::Value {
        node.json()
    }

    #[test]
    fn a_tree_is_written_as_people_write_it() {
        let row = Node::of_map([
            ("paso", Node::of_text("10.3")),
            ("rama", Node::of_text("NO")),
            ("actividad", Node::of_text("Revisa: todo")),
            ("descripcion", Node::of_text("Una línea\n• otra")),
            ("exige", Node::of_list([Node::of_text("a"), Node::of_text("b c")])),
        ]);
        let root = Node::of_map([("formato", Node::of_text("procedimiento/1")), ("pasos", Node::of_list([row]))]);
        let expected = "\
formato: procedimiento/1
pasos:
  - paso: \"10.3\"
    rama: \"NO\"
    actividad: \"Revisa: todo\"
    descripcion: |-
      Una línea
      • otra
    exige: [a, b c]
";
        assert_eq!(write(&root), expected);
        assert_eq!(bare(&load(expected).unwrap()), bare(&root));
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-zñá0-9:#,\\[\\]{}'\"&*!|>%@` .\n\t-]{0,24}",
            "(NO|si|8:00|1\\.10|~|null|- a|a: b|\\.\\.\\.)",
            "\\PC{0,12}",
        ]
    }

    fn tree() -> impl Strategy<Value = Node> {
        text().prop_map(Node::of_text).prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Node::of_list),
                proptest::collection::btree_map("[a-zñ][a-z _0-9:¿?-]{0,12}", inner, 0..5).prop_map(|m| Node {
                    value: Value::Map(m.into_iter().map(|(k, v)| (Node::of_text(k), v)).collect()),
                    place: crate::diagnostic::Place::default(),
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_the_same_tree(tree in tree()) {
            use unicode_normalization::UnicodeNormalization as _;
            let root = Node::of_map([("raiz", tree)]);
            let written = write(&root);
            let read = load(&written).map_err(|d| TestCaseError::fail(format!("{}\n{written}", d.message)))?;
            let nfc = |v: serde_json::Value| v.to_string().nfc().collect::<String>();
            prop_assert_eq!(nfc(bare(&read)), nfc(bare(&root)), "{}", written);
        }
    }
}
