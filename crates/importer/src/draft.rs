//! From the text to the draft: headers out, parts apart, tables to procedures, the rest to the manual.

use crate::header::{self, Control};
use crate::outline::{Class, Part};
use crate::roles::Roles;
use crate::sections::{Outer, prose, rest_of_heading};
use crate::source::{Line, lines};
use crate::steps::{self, Heading};
use crate::table::{Table, order};
use crate::words::{slug, squeezed};
use crate::{Draft, Finding, approval, cover, leftover, manual, outline};
use procedure::yaml::Node;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// A table with what is printed around it.
#[derive(Debug, Default)]
struct Printed {
    title: Option<String>,
    objective: Option<String>,
    table: Table,
}

/// The draft; `None` when the text has no table of steps.
pub(crate) fn draft(name: &str, bytes: &[u8], text: String) -> Option<Draft> {
    let mut lines = lines(&text);
    let control = header::read(&mut lines);
    let approval = approval::read(&mut lines);
    let (parts, _) = outline::read(&mut lines);
    let mut outer = Outer::default();
    let mut cover = cover::Cover::default();
    let mut findings = Vec::new();
    let printed = gather(parts, &mut lines, &mut outer, &mut cover);
    if printed.is_empty() {
        return None;
    }
    let mut roles = Roles::default();
    let mut procedures: Vec<(String, Node)> = Vec::new();
    for (n, printed) in printed.iter().enumerate().take(200) {
        let heading = heading(printed, n, &control, &procedures, &mut findings);
        let node = steps::procedure(&heading, &printed.table, &mut roles);
        procedures.push((heading.id, node));
    }
    let ids: Vec<String> = procedures.iter().map(|(id, _)| id.clone()).collect();
    let parts = manual::Parts {
        control: &control,
        cover: &cover,
        approval: approval.as_ref(),
        outer: &outer,
        roles: &roles,
        lines: &lines,
        procedures: &ids,
        source: (name, sha256(bytes)),
    };
    let mut manual = manual::node(&parts, &mut findings);
    leftover::add(&mut manual, &procedures, &lines, &mut findings);
    Some(Draft { manual, procedures, source_text: text, findings })
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes everything");
        hex
    })
}

/// Gives every table its title, the title after it where the text has them swapped, and the rest to the manual.
fn gather(parts: Vec<Part>, lines: &mut [Line], outer: &mut Outer, cover: &mut cover::Cover) -> Vec<Printed> {
    let mut printed: Vec<Printed> = Vec::new();
    let mut titles: Vec<String> = Vec::new();
    let mut objective = None;
    for part in parts {
        match part {
            Part::Title(text) => titles.push(text),
            Part::Table(table) => {
                let untitled = printed.last().is_some_and(|p: &Printed| p.title.is_none());
                if untitled && titles.len() > 1 {
                    let swapped = titles.remove(0);
                    if let Some(last) = printed.last_mut() {
                        last.title = Some(swapped);
                    }
                }
                let title = titles.pop();
                titles.clear();
                match printed.last_mut().filter(|p| title.is_none() && goes_on(&p.table, &table)) {
                    Some(last) => {
                        last.table.rows.extend(table.rows);
                        last.table.lines.1 = table.lines.1;
                    }
                    None => printed.push(Printed { title, objective: objective.take(), table }),
                }
            }
            Part::Section { class: Class::Aim, lines: held, .. } if !titles.is_empty() => {
                objective = Some(prose(&rest_of_heading(&lines[held[0]]), &held[1..], lines));
                held.iter().for_each(|i| lines[*i].taken = true);
            }
            Part::Section { class, title, lines: held } => outer.take(class, &title, &held, lines),
            Part::Loose(held) => {
                let open: Vec<usize> = held.into_iter().filter(|i| !lines[*i].taken).collect();
                cover::read(&open, lines, cover);
            }
        }
    }
    if let Some(last) = printed.last_mut().filter(|p| p.title.is_none()) {
        last.title = titles.pop();
    }
    printed.retain(|p| !p.table.rows.is_empty());
    printed
}

/// Whether a table is the rest of the one before: same columns, numbers that go on.
fn goes_on(before: &Table, table: &Table) -> bool {
    let kinds = |t: &Table| t.columns.iter().map(|(k, _)| *k).collect::<Vec<_>>();
    let last = before.rows.iter().rev().find_map(|r| order(r.number()?));
    let first = table.rows.iter().find_map(|r| order(r.number()?));
    kinds(before) == kinds(table) && matches!((last, first), (Some(last), Some(first)) if first > last)
}

fn heading(
    printed: &Printed,
    n: usize,
    control: &Control,
    before: &[(String, Node)],
    findings: &mut Vec<Finding>,
) -> Heading {
    let title = printed.title.clone().or_else(|| control.title.clone().filter(|_| n == 0));
    let title = title.unwrap_or_else(|| {
        let lines = printed.table.lines;
        findings.push(Finding {
            lines: Some((lines.0 + 1, lines.1 + 1)),
            message: "La tabla no tiene título.".to_owned(),
            help: "Escriba «titulo» en su archivo.".to_owned(),
        });
        format!("Procedimiento {}", n + 1)
    });
    let base = slug(&title, '_', 3);
    let taken = |id: &str| id == "manual" || before.iter().any(|(b, _)| b == id);
    let id = (2..).map(|n| format!("{base}_{n}")).find(|id| !taken(id)).filter(|_| taken(&base)).unwrap_or(base);
    Heading {
        id,
        title: squeezed(&title),
        code: control.code.clone().filter(|_| n == 0),
        objective: printed.objective.clone().filter(|o| !o.trim().is_empty()),
    }
}
