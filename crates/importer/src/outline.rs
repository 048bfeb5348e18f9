//! The parts of a manual in the order of the text: sections by their headings, titles of procedures, tables.

use crate::source::Line;
use crate::table::{self, Table};
use crate::words::{fold, squeezed};

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Aim,
    Scope,
    Leader,
    Glossary,
    Legal,
    Policies,
    Conditions,
    Presentation,
    Attributions,
    OrgChart,
    Post,
    /// A heading that only the index knows.
    Named,
    Index,
    Procedures,
    /// Announces the table itself.
    Steps,
    Changes,
    SignOff,
}

/// A stretch of the text.
#[derive(Debug)]
pub(crate) enum Part {
    Section {
        class: Class,
        title: String,
        /// Lines of the heading and what follows it.
        lines: Vec<usize>,
    },
    Title(String),
    Table(Table),
    /// Lines outside every section.
    Loose(Vec<usize>),
}

/// Reads the text into its parts. Tables are marked as taken, the rest by whoever uses it.
pub(crate) fn read(lines: &mut [Line]) -> (Vec<Part>, Vec<String>) {
    let mut parts = Vec::new();
    let mut declared: Vec<String> = Vec::new();
    let mut open = Part::Loose(Vec::new());
    let mut i = 0;
    while i < lines.len() {
        if lines[i].taken || lines[i].blank() {
            i += 1;
            continue;
        }
        if table::begins(lines, i)
            && let Some((table, next)) = table::read(lines, i)
        {
            let heading = nearest_line(&open, &parts, lines, i);
            close(&mut parts, &mut open);
            if let Some(title) = heading {
                parts.push(Part::Title(title));
            }
            parts.push(Part::Table(table));
            i = next;
        } else if let Some((text, length)) = title_at(lines, i, &declared) {
            close(&mut parts, &mut open);
            parts.push(Part::Title(text));
            lines[i..i + length].iter_mut().for_each(|l| l.taken = true);
            i += length;
        } else if let Some((class, title)) = section(&lines[i]).or_else(|| indexed(&open, &parts, lines, i)) {
            close(&mut parts, &mut open);
            open = Part::Section { class, title, lines: vec![i] };
            i += 1;
        } else {
            match &mut open {
                Part::Section { class, lines: held, .. } => {
                    held.push(i);
                    if *class == Class::Procedures {
                        declared.extend(point(&lines[i].text()));
                    }
                }
                Part::Loose(held) => held.push(i),
                Part::Title(_) | Part::Table(_) => {}
            }
            i += 1;
        }
    }
    close(&mut parts, &mut open);
    (parts, declared)
}

/// A line inside an organisation chart that the index lists: the chart is over, and a section without a kind begins.
fn indexed(open: &Part, parts: &[Part], lines: &[Line], at: usize) -> Option<(Class, String)> {
    if !matches!(open, Part::Section { class: Class::OrgChart, .. }) {
        return None;
    }
    let plain = |text: &str| fold(text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace()));
    let text = lines[at].lone()?;
    let listed = parts.iter().any(|part| match part {
        Part::Section { class: Class::Index, lines: held, .. } => {
            held.iter().any(|i| plain(&lines[*i].text()) == plain(text))
        }
        _ => false,
    });
    listed.then(|| (Class::Named, squeezed(text)))
}

fn close(parts: &mut Vec<Part>, open: &mut Part) {
    let done = std::mem::replace(open, Part::Loose(Vec::new()));
    if !matches!(&done, Part::Loose(lines) if lines.is_empty()) {
        parts.push(done);
    }
}

/// The short line right above a table that no title announces; it stays outside the list of what was not understood.
fn nearest_line(open: &Part, parts: &[Part], lines: &mut [Line], table: usize) -> Option<String> {
    let Part::Loose(held) = open else { return None };
    let titled = parts.iter().rev().take_while(|p| !matches!(p, Part::Table(_))).any(|p| matches!(p, Part::Title(_)));
    let last = held.last().copied().filter(|i| !titled && i + 4 > table)?;
    let text = squeezed(&lines[last].text());
    let short = text.chars().count() <= 120 && !lines[last].tabbed() && !fold(&text).starts_with("manual de");
    if !short {
        return None;
    }
    lines[last].taken = true;
    Some(text)
}

/// «- Atender el teléfono»: the text of a point of a list.
pub(crate) fn point(text: &str) -> Option<String> {
    let rest = text.trim().strip_prefix(['-', '•', '*', '–'])?;
    let rest = rest.trim().trim_end_matches('.');
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// A title and how many lines it takes: labelled, or a line that repeats a declared name.
fn title_at(lines: &[Line], at: usize, declared: &[String]) -> Option<(String, usize)> {
    if let Some(first) = title(&lines[at]) {
        let goes_on = |l: &Line| {
            let begins = l.raw.trim_start().starts_with(char::is_lowercase);
            !l.blank() && !l.tabbed() && !l.taken && begins
        };
        let more = lines[at + 1..].iter().take(2).take_while(|l| goes_on(l)).count();
        let rest: Vec<String> = lines[at + 1..=at + more].iter().map(Line::text).collect();
        return Some((squeezed(&format!("{first} {}", rest.join(" "))), 1 + more));
    }
    let text = lines[at].lone()?;
    let plain = |t: &str| fold(t.trim().trim_end_matches('.'));
    let named = declared.iter().any(|d| plain(d) == plain(text));
    named.then(|| (squeezed(text), 1))
}

/// «PROCESO: …» and the like.
pub(crate) fn title(line: &Line) -> Option<String> {
    if line.repeated {
        return None;
    }
    let text = line.text();
    let (label, rest) = text.split_once(':')?;
    let known = ["proceso", "procedimiento", "nombre del procedimiento", "nombre del proceso"];
    let rest = squeezed(rest);
    (known.contains(&fold(&squeezed(label)).as_str()) && !rest.is_empty()).then_some(rest)
}

/// Whether a line is the heading of a section, alone or with its text in the next cells.
pub(crate) fn section(line: &Line) -> Option<(Class, String)> {
    let first = line.cells.iter().find(|c| !c.is_empty())?;
    let rest: Vec<&String> = line.cells.iter().filter(|c| !c.is_empty()).skip(1).collect();
    let indexed = rest.iter().any(|c| c.bytes().all(|b| b.is_ascii_digit()));
    if first.chars().count() > 110 || indexed || first.contains('\n') {
        return None;
    }
    let folded = fold(first);
    let plain = unnumbered(&folded).trim_end_matches([':', '.', ' ']);
    let class = class(plain)?;
    let alone = matches!(class, Class::SignOff)
        || rest.is_empty()
        || matches!(
            class,
            Class::Aim
                | Class::Scope
                | Class::Leader
                | Class::Glossary
                | Class::Legal
                | Class::Policies
                | Class::Conditions
        );
    alone.then(|| (class, first.clone()))
}

/// Without «1. » or «IV. » at the head.
fn unnumbered(text: &str) -> &str {
    match text.split_once(' ') {
        Some((n, rest)) if table::is_number(n) || n.ends_with('.') && n.chars().all(|c| "ivx.".contains(c)) => {
            rest.trim()
        }
        _ => text.trim(),
    }
}

fn class(plain: &str) -> Option<Class> {
    let short = plain.chars().count() <= 50;
    Some(match plain {
        "objetivo" | "objetivos" | "objetivo general" => Class::Aim,
        "alcance" => Class::Scope,
        "lider" | "lider del proceso" => Class::Leader,
        "presentacion" | "introduccion" => Class::Presentation,
        "base legal" | "marco juridico" | "marco legal" | "marco normativo" | "normatividad" | "fundamento legal" => {
            Class::Legal
        }
        "indice" | "contenido" | "tabla de contenido" => Class::Index,
        "procedimientos" | "procedimientos declarados" => Class::Procedures,
        "datos generales" => Class::Post,
        "control de cambios" | "historial de cambios" => Class::Changes,
        "elaboro" | "elaborado por" | "elaborado" | "reviso" | "revisado por" | "revisado" | "aprobo"
        | "aprobado por" => Class::SignOff,
        "descripcion" => Class::Steps,
        p if p.starts_with("descripcion de") && (p.contains("actividades") || p.contains("procedimiento")) && short => {
            Class::Steps
        }
        p if short && (p.starts_with("glosario") || p.starts_with("definiciones") || p.starts_with("terminologia")) => {
            Class::Glossary
        }
        p if short && p.starts_with("politicas de f") || p == "politicas" => Class::Policies,
        p if short && p.starts_with("condiciones") => Class::Conditions,
        p if short && p.starts_with("organigrama") => Class::OrgChart,
        p if p.starts_with("atribuciones") && short
            || p.starts_with("funciones y atribuciones")
            || p == "funciones" =>
        {
            Class::Attributions
        }
        _ => return None,
    })
}
