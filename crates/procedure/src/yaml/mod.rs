//! The strict YAML profile: every scalar is text, and what makes YAML surprising is refused.
//!
//! Refused: repeated keys, anchors, aliases, tags, a second document, more than 1 MB, deep nesting. Texts are brought
//! to Unicode NFC so that equal names are equal bytes; places stay those of the source. [`write`] is the way back: what
//! it writes reads as the same tree.

mod write;

pub use write::write;

use crate::diagnostic::{Code, Diagnostic, Place};
use saphyr_parser::{Event, Marker, Parser, ScanError, Span, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Most bytes of a file.
pub const MAX_BYTES: usize = 1_000_000;
/// Most levels of nesting; the format itself needs eight.
const MAX_DEPTH: usize = 24;

/// A value of the file with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub value: Value,
    pub place: Place,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    List(Vec<Node>),
    /// In the order of the file; keys are unique.
    Map(Vec<(Node, Node)>),
}

impl Node {
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { value: Value::Text(text.into()), place: Place::default() }
    }

    pub fn of_list(items: impl IntoIterator<Item = Self>) -> Self {
        Self { value: Value::List(items.into_iter().collect()), place: Place::default() }
    }

    pub fn of_map<'k>(entries: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        let entries = entries.into_iter().map(|(k, v)| (Self::of_text(k), v)).collect();
        Self { value: Value::Map(entries), place: Place::default() }
    }

    /// Puts a value under a key of a mapping: in its place when the key is there, else at the end. Nothing in a text or
    /// a list.
    pub fn set(&mut self, key: &str, value: Self) {
        let Value::Map(entries) = &mut self.value else { return };
        match entries.iter_mut().find(|(k, _)| k.text() == key) {
            Some((_, had)) => *had = value,
            None => entries.push((Self::of_text(key), value)),
        }
    }

    /// Takes a key out of a mapping.
    pub fn remove(&mut self, key: &str) {
        if let Value::Map(entries) = &mut self.value {
            entries.retain(|(k, _)| k.text() != key);
        }
    }

    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(k, _)| k.text() == key).map(|(_, v)| v)
    }

    /// The key itself, for its place.
    pub fn key(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(k, _)| k.text() == key).map(|(k, _)| k)
    }

    /// The text of a scalar; empty for the others.
    pub fn text(&self) -> &str {
        match &self.value {
            Value::Text(text) => text,
            Value::List(_) | Value::Map(_) => "",
        }
    }

    /// The text under a key, if there is one.
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).map(Self::text)
    }

    /// The items of a list; a scalar is a list of itself, so that `a: x` and `a: [x]` read the same.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            Value::Text(_) => std::slice::from_ref(self),
            Value::Map(_) => &[],
        }
    }

    pub fn texts(&self) -> Vec<String> {
        self.items().iter().map(|n| n.text().to_owned()).collect()
    }

    pub fn entries(&self) -> &[(Self, Self)] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Text(_) | Value::List(_) => &[],
        }
    }

    /// Follows keys and list indices.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, part| match &node.value {
            Value::Map(_) => node.get(part),
            Value::List(items) => items.get(part.parse::<usize>().ok()?),
            Value::Text(_) => None,
        })
    }

    /// The place of what is there, or of the nearest that contains it.
    pub fn place_at(&self, path: &[&str]) -> Place {
        (0..=path.len()).rev().find_map(|n| self.at(&path[..n])).map_or(self.place, |n| n.head())
    }

    /// Where to point for the whole value: the first key of a mapping, else its own place.
    pub fn head(&self) -> Place {
        match &self.value {
            Value::Map(entries) => entries.first().map_or(self.place, |(key, _)| key.place),
            Value::List(items) => items.first().map_or(self.place, Self::head),
            Value::Text(_) => self.place,
        }
    }

    /// The same as JSON, every scalar a string.
    pub fn json(&self) -> serde_json::Value {
        match &self.value {
            Value::Text(text) => serde_json::Value::String(text.clone()),
            Value::List(items) => items.iter().map(Self::json).collect(),
            Value::Map(entries) => {
                serde_json::Value::Object(entries.iter().map(|(k, v)| (k.text().to_owned(), v.json())).collect())
            }
        }
    }
}

/// A mapping or list that is being read.
struct Open {
    node: Node,
    /// The key that waits for its value.
    key: Option<Node>,
    /// Keys seen, with their lines.
    seen: HashMap<String, usize>,
}

struct Loader<'s> {
    lines: Vec<&'s str>,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
}

/// Reads a file into its tree.
///
/// # Errors
/// One finding: the reader stops at the first thing it does not take.
pub fn load(source: &str) -> Result<Node, Diagnostic> {
    if source.len() > MAX_BYTES {
        return Err(refused(Place { line: 1, column: 1, length: 0 }, "el archivo pasa de 1 MB")
            .with_help("Divídalo: un archivo por procedimiento"));
    }
    let mut loader = Loader { lines: source.lines().collect(), open: Vec::new(), root: None, documents: 0 };
    for event in Parser::new_from_str(source) {
        match event {
            Ok((event, span)) => loader.take(event, span)?,
            Err(e) => return Err(loader.scan_error(&e)),
        }
    }
    loader.root.ok_or_else(|| refused(Place { line: 1, column: 1, length: 0 }, "el archivo está vacío"))
}

fn refused(at: Place, message: impl AsRef<str>) -> Diagnostic {
    Diagnostic::error(Code::Yaml, at, format!("YAML: {}", message.as_ref()))
}

impl Loader<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        let at = self.place(span);
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => {
                self.documents += 1;
                let second = self.documents > 1;
                if second { Err(refused(at, "hay un segundo documento; quite la línea «---»")) } else { Ok(()) }
            }
            Event::Alias(_) => Err(refused(at, "no se admiten alias («*»); escriba el texto otra vez")),
            Event::Scalar(text, _, anchor, tag) => {
                plain(anchor, tag.as_ref(), at)?;
                let text = if is_nfc(&text) { text.into_owned() } else { text.nfc().collect() };
                self.put(Node { value: Value::Text(text), place: at })
            }
            Event::SequenceStart(anchor, tag) => {
                plain(anchor, tag.as_ref(), at)?;
                self.begin(Value::List(Vec::new()), at)
            }
            Event::MappingStart(anchor, tag) => {
                plain(anchor, tag.as_ref(), at)?;
                self.begin(Value::Map(Vec::new()), at)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(done) => self.put(done.node),
                None => Ok(()),
            },
        }
    }

    fn begin(&mut self, value: Value, at: Place) -> Result<(), Diagnostic> {
        if self.open.len() >= MAX_DEPTH {
            return Err(refused(at, "demasiados niveles, uno dentro de otro"));
        }
        let awaits_key = self.open.last().is_some_and(|o| matches!(o.node.value, Value::Map(_)) && o.key.is_none());
        if awaits_key {
            return Err(refused(
                at,
                "la clave tiene que ser un texto; si el texto lleva «{» o «[», póngalo entre comillas",
            ));
        }
        self.open.push(Open { node: Node { value, place: at }, key: None, seen: HashMap::new() });
        Ok(())
    }

    fn put(&mut self, node: Node) -> Result<(), Diagnostic> {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut open.node.value, open.key.take()) {
            (Value::List(items), _) => items.push(node),
            (Value::Map(entries), Some(key)) => entries.push((key, node)),
            (Value::Map(_), None) => {
                let name = node.text().to_owned();
                if let Some(line) = open.seen.insert(name.clone(), node.place.line) {
                    return Err(refused(
                        node.place,
                        format!("la clave «{name}» está repetida; ya está en la línea {line}"),
                    ));
                }
                open.key = Some(node);
            }
            (Value::Text(_), _) => {}
        }
        Ok(())
    }

    /// The first line of a span.
    fn place(&self, span: Span) -> Place {
        let (line, column) = (span.start.line(), span.start.col() + 1);
        let length = if span.end.line() == line {
            span.end.col().saturating_sub(span.start.col())
        } else {
            let width = self.lines.get(line.saturating_sub(1)).map_or(0, |l| l.trim_end().chars().count());
            (width + 1).saturating_sub(column)
        };
        Place { line, column, length: length.max(1) }
    }

    fn scan_error(&self, e: &ScanError) -> Diagnostic {
        let at: &Marker = e.marker();
        refused(self.place(Span::new(*at, *at)), spanish(e.info()))
    }
}

fn plain(anchor: usize, tag: Option<&Cow<'_, Tag>>, at: Place) -> Result<(), Diagnostic> {
    if anchor != 0 {
        return Err(refused(at, "no se admiten anclas («&»); si es parte del texto, póngalo entre comillas"));
    }
    if tag.is_some() {
        return Err(refused(at, "no se admiten etiquetas («!»); si es parte del texto, póngalo entre comillas"));
    }
    Ok(())
}

/// The reader's complaint in the words of somebody who edits a manual.
fn spanish(info: &str) -> String {
    let known = [
        (
            "mapping values are not allowed",
            "hay un «: » donde no puede ir; si es parte del texto, ponga el texto entre comillas",
        ),
        (
            "illegal placement of ':'",
            "hay un «:» donde no puede ir; si es parte del texto, ponga el texto entre comillas",
        ),
        ("simple key expect", "falta «:» después de la clave"),
        ("did not find expected key", "la sangría no calza con las líneas de arriba, o falta «clave: valor»"),
        ("did not find expected '-'", "la sangría no calza con la lista de arriba, o falta el guion"),
        (
            "block sequence entries are not allowed",
            "el guion «- » no puede ir aquí; empiece la lista en su propia línea",
        ),
        ("in quoted scalar", "faltan las comillas que cierran el texto"),
        ("tab", "hay un tabulador; use espacios para la sangría"),
        ("indent", "la sangría no calza con las líneas de arriba"),
        ("expected ',' or", "falta una coma, o el corchete o la llave que cierra"),
        ("misplaced bracket", "sobra un corchete o una llave; si es parte del texto, póngalo entre comillas"),
        ("unexpected end of stream", "faltan las comillas que cierran el texto"),
        ("trailing content after double-quoted", "hay texto después de las comillas que cierran"),
        ("anchor", "no se admiten anclas ni alias («&», «*»); si son parte del texto, póngalo entre comillas"),
        ("tag", "no se admiten etiquetas («!»); si es parte del texto, póngalo entre comillas"),
        ("handle", "no se admiten etiquetas («!»); si es parte del texto, póngalo entre comillas"),
        ("unprintable", "hay un carácter que no se puede imprimir; bórrelo"),
        ("document", "sobra algo al principio o al final; el archivo lleva un solo documento"),
        ("escape", "la barra «\\» dentro de comillas dobles no se entiende; use comillas simples"),
        ("unexpected character", "el texto no puede empezar con ese signo; póngalo entre comillas"),
        ("recursion", "demasiados niveles, uno dentro de otro"),
    ];
    match known.iter().find(|(english, _)| info.contains(english)) {
        Some((_, spanish)) => (*spanish).to_owned(),
        None => format!("no se entiende en este punto («{info}»); revise la sangría y las comillas"),
    }
}
