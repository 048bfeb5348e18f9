//! What stands outside the tables: sections, glossary, legal basis, change control, who signed.

use crate::outline::{Class, point};
use crate::roles::is_post_word;
use crate::source::Line;
use crate::words::{fold, squeezed, words};

/// A text of the manual with its heading.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) title: String,
    /// What `clase` writes.
    pub(crate) class: &'static str,
    pub(crate) text: String,
}

#[derive(Debug)]
pub(crate) struct Law {
    pub(crate) name: String,
    pub(crate) articles: Option<String>,
    pub(crate) level: Option<String>,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct SignOff {
    /// What `acto` writes.
    pub(crate) act: &'static str,
    pub(crate) name: String,
    pub(crate) post: Option<String>,
    pub(crate) date: Option<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Outer {
    pub(crate) sections: Vec<Section>,
    pub(crate) glossary: Vec<(String, String)>,
    pub(crate) laws: Vec<Law>,
    pub(crate) sign_offs: Vec<SignOff>,
    /// Version, since when, note.
    pub(crate) changes: Vec<[String; 3]>,
    pub(crate) declared: Vec<String>,
}

const EMPTY: &str = "(sin texto en el documento importado)";

impl Outer {
    /// Takes a section; lines that say nothing it can use stay for the list of what was not understood.
    pub(crate) fn take(&mut self, class: Class, title: &str, held: &[usize], lines: &mut [Line]) {
        let body = &held[1..];
        match class {
            Class::Glossary => self.glossary(held, lines),
            Class::Legal => self.laws(held, lines),
            Class::Changes => self.changes(body, lines),
            Class::SignOff => self.sign_off(title, held, lines),
            Class::Steps => {}
            Class::Aim
            | Class::Scope
            | Class::Leader
            | Class::Policies
            | Class::Conditions
            | Class::Presentation
            | Class::Attributions
            | Class::OrgChart
            | Class::Post
            | Class::Named
            | Class::Index
            | Class::Procedures => {
                if class == Class::Procedures {
                    self.declared.extend(body.iter().filter_map(|i| point(&lines[*i].text())));
                }
                let text = prose(&rest_of_heading(&lines[held[0]]), body, lines);
                let text = if text.is_empty() { EMPTY.to_owned() } else { text };
                self.sections.push(Section { title: squeezed(title), class: name(class), text });
                held.iter().for_each(|i| lines[*i].taken = true);
            }
        }
        let heading = &mut lines[held[0]];
        heading.taken = true;
        // Where a key of the file stands for the heading, it is no text of its own.
        let keyed = matches!(class, Class::Glossary | Class::Legal | Class::Changes | Class::SignOff | Class::Steps);
        heading.repeated |= keyed && rest_of_heading(heading).is_empty();
    }

    fn glossary(&mut self, held: &[usize], lines: &mut [Line]) {
        for i in held {
            let cells = &lines[*i].cells;
            let skip = usize::from(*i == held[0]);
            let texts = cells.iter().filter(|c| !c.is_empty()).skip(skip).flat_map(|c| c.lines());
            let mut all = true;
            for text in texts {
                match term(text) {
                    Some(entry) => self.glossary.push(entry),
                    None => match self.glossary.last_mut() {
                        Some((_, definition)) => {
                            definition.push(' ');
                            definition.push_str(text);
                        }
                        None => all = false,
                    },
                }
            }
            lines[*i].taken |= all;
        }
    }

    fn laws(&mut self, held: &[usize], lines: &mut [Line]) {
        let mut level = None;
        for i in &held[1..] {
            let line = &mut lines[*i];
            line.taken = true;
            let text = squeezed(&line.text());
            let plain = fold(text.trim_end_matches(['.', ':']));
            if matches!(plain.as_str(), "federal" | "estatal" | "municipal" | "nacional" | "internacional" | "local") {
                level = Some(text.trim_end_matches(['.', ':']).to_owned());
                continue;
            }
            let cells: Vec<&String> = line.cells.iter().filter(|c| !c.is_empty()).collect();
            let goes_on = text.starts_with(char::is_lowercase);
            match self.laws.last_mut().filter(|_| goes_on) {
                Some(law) => {
                    law.name.push(' ');
                    law.name.push_str(&text);
                }
                None => self.laws.push(Law {
                    name: squeezed(cells[0]),
                    articles: (cells.len() > 1)
                        .then(|| squeezed(&cells[1..].iter().map(|c| c.as_str()).collect::<Vec<_>>().join(" "))),
                    level: level.clone(),
                }),
            }
        }
    }

    fn changes(&mut self, body: &[usize], lines: &mut [Line]) {
        for i in body {
            let cells: Vec<String> = lines[*i].cells.iter().filter(|c| !c.is_empty()).map(|c| squeezed(c)).collect();
            let heading = cells.first().is_some_and(|c| fold(c).starts_with("version"));
            if let [version, since, note @ ..] = cells.as_slice()
                && !note.is_empty()
                && !heading
            {
                self.changes.push([version.clone(), since.clone(), note.join(" ")]);
            }
            lines[*i].taken |= heading || cells.len() >= 3;
        }
    }

    fn sign_off(&mut self, title: &str, held: &[usize], lines: &mut [Line]) {
        let acts: Vec<&'static str> = lines[held[0]].cells.iter().filter_map(|c| act(c)).collect();
        if acts.len() > 1 {
            lines[held[0]].repeated = true;
            for i in &held[1..] {
                let cells = lines[*i].cells.clone();
                for (act, cell) in acts.iter().zip(&cells) {
                    self.sign_offs.extend(signed(act, cell));
                }
                lines[*i].taken = true;
            }
            return;
        }
        let Some(act) = act(title) else { return };
        let texts: Vec<String> = held[1..].iter().map(|i| squeezed(&lines[*i].text())).collect();
        let beside = rest_of_heading(&lines[held[0]]);
        let texts: Vec<String> = beside.into_iter().chain(texts).filter(|t| !t.is_empty()).take(4).collect();
        let Some((name, rest)) = texts.split_first() else { return };
        let mut sign = SignOff { act, name: name.clone(), ..SignOff::default() };
        for text in rest {
            let slot = if text.contains(|c: char| c.is_ascii_digit()) { &mut sign.date } else { &mut sign.post };
            *slot = Some(slot.take().map_or(text.clone(), |had| format!("{had} {text}")));
        }
        self.sign_offs.push(sign);
        held.iter().take(1 + texts.len()).for_each(|i| lines[*i].taken = true);
    }
}

/// «OBJETIVO | Administrar…»: what stands beside the heading.
pub(crate) fn rest_of_heading(line: &Line) -> Vec<String> {
    line.cells.iter().filter(|c| !c.is_empty()).skip(1).cloned().collect()
}

/// Lines as paragraphs; a line that begins in lower case goes on with the one before, which a page cut.
pub(crate) fn prose(first: &[String], body: &[usize], lines: &[Line]) -> String {
    let mut text = first.join("\n");
    for i in body {
        let line = lines[*i].text();
        let cut = line.starts_with(char::is_lowercase) && !text.ends_with(['.', ':', ';']);
        if !text.is_empty() {
            text.push(if cut { ' ' } else { '\n' });
        }
        text.push_str(&line);
    }
    text
}

const fn name(class: Class) -> &'static str {
    match class {
        Class::Aim => "objetivo",
        Class::Scope => "alcance",
        Class::Leader => "lider",
        Class::Policies => "politicas",
        Class::Conditions => "condiciones",
        Class::Presentation => "presentacion",
        Class::Attributions => "atribuciones",
        Class::OrgChart => "organigrama",
        Class::Post => "puesto",
        Class::Glossary
        | Class::Legal
        | Class::Named
        | Class::Index
        | Class::Procedures
        | Class::Steps
        | Class::Changes
        | Class::SignOff => "otra",
    }
}

/// «TÉRMINO: definición», or «TÉRMINO, definición» when the term is in capitals.
fn term(text: &str) -> Option<(String, String)> {
    let short = |term: &str| !term.trim().is_empty() && term.split_whitespace().count() <= 10;
    let colon = text.split_once(':').filter(|(t, d)| short(t) && !d.trim().is_empty());
    let capitals = |t: &str| t.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && t.chars().count() > 3;
    let comma = || text.split_once(", ").filter(|(t, d)| short(t) && capitals(t) && !d.trim().is_empty());
    let (term, definition) = colon.or_else(comma)?;
    Some((squeezed(term), squeezed(definition)))
}

fn act(text: &str) -> Option<&'static str> {
    let folded = fold(text.trim().trim_end_matches(':'));
    [("elabor", "elaboro"), ("revis", "reviso"), ("aprob", "aprobo")]
        .into_iter()
        .find(|(stem, _)| folded.starts_with(stem) && folded.split_whitespace().count() <= 2)
        .map(|(_, act)| act)
}

/// «NOMBRE: … CARGO: … Elaboro: …»: one or more who signed, in one cell under a heading.
fn signed(under: &'static str, cell: &str) -> Vec<SignOff> {
    const LABELS: [&str; 7] = ["nombre", "cargo", "fecha", "elaboro", "reviso", "aprobo", "firma"];
    let text = squeezed(cell);
    let all = words(&text);
    let marks: Vec<usize> = (0..all.len())
        .filter(|i| LABELS.contains(&all[*i].folded.as_str()) && matches!(all[*i].stop, Some(':')))
        .collect();
    let mut out: Vec<SignOff> = Vec::new();
    let start = marks.first().map_or(text.len(), |m| all[*m].from);
    let before = text[..start].trim();
    if !before.is_empty() {
        out.push(with_post(under, before));
    }
    for (n, mark) in marks.iter().enumerate() {
        let until = marks.get(n + 1).map_or(text.len(), |m| all[*m].from);
        let value = text[all[*mark].to..until].trim_start_matches(':').trim().to_owned();
        if value.is_empty() {
            continue;
        }
        match (all[*mark].folded.as_str(), out.last_mut()) {
            ("cargo", Some(sign)) => sign.post = Some(value),
            ("fecha", Some(sign)) => sign.date = Some(value),
            ("nombre", _) => out.push(SignOff { act: under, name: value, ..SignOff::default() }),
            (label, _) => out.extend(act(label).map(|act| with_post(act, &value))),
        }
    }
    out
}

/// «Ana Pérez Profesional Universitario»: the post begins at the first word that names one.
fn with_post(act: &'static str, text: &str) -> SignOff {
    let all = words(text);
    let at = (1..all.len()).find(|i| is_post_word(&all[*i].folded)).map_or(text.len(), |i| all[i].from);
    let post = text[at..].trim();
    SignOff { act, name: text[..at].trim().to_owned(), post: (!post.is_empty()).then(|| post.to_owned()), date: None }
}
