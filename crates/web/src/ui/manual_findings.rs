//! What is open in a version, answering it, and what changed between two versions.

use super::manuals::count;
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    ui::Id,
    urls,
    view::{
        Choice, DiffGroup, DiffRow, FindingGroup, FindingRow, Form, LeftoverRow, ManualDiff, ManualFindings,
        QuestionRow,
    },
};
use axum::extract::Query;
use domain::{
    ManualId,
    manuals::{self, Manual, ManualStatus, Part, findings},
};
use kernel::{Result, permit::Permit};
use procedure::diff::{Change, Fate, Kind};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Ids of the forms of the questions on one page.
const FORMS: [&str; 50] = [
    "q0", "q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14", "q15", "q16", "q17",
    "q18", "q19", "q20", "q21", "q22", "q23", "q24", "q25", "q26", "q27", "q28", "q29", "q30", "q31", "q32", "q33",
    "q34", "q35", "q36", "q37", "q38", "q39", "q40", "q41", "q42", "q43", "q44", "q45", "q46", "q47", "q48", "q49",
];

/// Pieces of leftover text on one page.
const LEFTOVER: usize = 100;

/// From which question and from which piece of leftover text on.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
pub(crate) struct Start {
    #[serde(default)]
    questions: usize,
    #[serde(default)]
    leftover: usize,
}

/// Where the next ones of a list are, or empty after the last.
fn more(id: ManualId, list: &str, next: usize, all: usize) -> String {
    if next < all { format!("{}?{list}={next}#{list}", urls::manual_findings(id)) } else { String::new() }
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<ManualId>, Query(start): Query<Start>) -> Answer {
    let page = page(&ctx, id, start, None).await?;
    ctx.page(&page).await
}

/// `refused` is the form of an answer that did not go through.
async fn page(ctx: &Ctx, id: ManualId, start: Start, refused: Option<(&Sent, Form)>) -> Result<ManualFindings> {
    let read = ctx.read();
    let manual = manuals::get(&read, id).await?;
    if !ctx.may(Permit::SeeAudit) {
        ctx.actor.require(Permit::ManageProcedures)?;
    }
    let parts = manuals::parts(&read, id).await?;
    let open = findings::of(&manual, &parts, &findings::facts(&read).await?);
    let titles = titles(&parts);
    let draft = manual.status == ManualStatus::Draft && ctx.may(Permit::ManageProcedures);
    let named = |code: &str| titles.get(code).cloned().unwrap_or_else(|| code.to_owned());
    let (asked, left) = (open.questions.len(), open.leftover.len());
    let questions = open.questions.into_iter().skip(start.questions).zip(FORMS).map(|(q, form)| {
        let mine = refused.as_ref().filter(|(sent, _)| {
            sent.get("part") == q.part && sent.get("at") == q.at && sent.get("n") == q.n.to_string()
        });
        let row = q.at.strip_prefix("pasos/").and_then(|rest| rest.split('/').next()).map(str::to_owned);
        QuestionRow {
            title: named(&q.part),
            href: place(id, &q.part, row.as_deref()),
            form: mine.map_or_else(|| Form::new(form), |(_, refused)| Form::new(form).over(refused)),
            part: q.part,
            at: q.at,
            n: q.n,
            row: q.row,
            from: start.questions,
            text: q.text,
            assumed: q.assumed,
            quoted: q.quoted,
        }
    });
    let questions = questions.collect();
    let leftover = open.leftover.into_iter().skip(start.leftover).take(LEFTOVER);
    Ok(ManualFindings {
        id: id.to_string(),
        edition: manual.edition,
        draft,
        errors: count(open.errors),
        warnings: count(open.findings.len() - open.errors),
        asked: count(asked),
        left: count(left),
        first: start.questions == 0 && start.leftover == 0,
        more_questions: more(id, "questions", start.questions + FORMS.len(), asked),
        more_leftover: more(id, "leftover", start.leftover + LEFTOVER, left),
        questions,
        groups: groups(&manual, &parts, open.findings, draft),
        leftover: leftover.map(|p| LeftoverRow { n: p.n, lines: p.lines, text: p.text }).collect(),
        title: manual.title,
    })
}

/// Printed titles by code.
fn titles(parts: &[Part]) -> BTreeMap<String, String> {
    let titled = |part: &Part| {
        let root = procedure::yaml::load(&part.source).ok()?;
        Some((part.code.clone(), root.text_of("titulo").filter(|t| !t.is_empty())?.to_owned()))
    };
    parts.iter().filter_map(titled).collect()
}

/// Where a row of a procedure is changed; without a row the procedure, as text when it has no rows to show.
fn place(id: ManualId, code: &str, row: Option<&str>) -> String {
    let part = urls::manual_part(id, code);
    row.map_or_else(|| part.clone(), |row| format!("{part}/rows/r{row}"))
}

/// In the order of the files, each with its findings in the order of their lines.
fn groups(manual: &Manual, parts: &[Part], found: Vec<procedure::Finding>, draft: bool) -> Vec<FindingGroup> {
    let titles = titles(parts);
    let mut groups: Vec<(String, FindingGroup)> = Vec::new();
    for f in found {
        let code = f.file.strip_suffix(".yaml").unwrap_or(&f.file).to_owned();
        let part = parts.iter().find(|p| p.code == code);
        let href = match part {
            Some(part) => place(manual.id, &code, row_at(&part.source, f.line).map(|n| n.to_string()).as_deref()),
            None => format!("{}/source", urls::manual(manual.id)),
        };
        if groups.last().is_none_or(|(last, _)| *last != code) {
            let title = if part.is_some() { titles.get(&code).unwrap_or(&code).clone() } else { manual.title.clone() };
            groups.push((code, FindingGroup { title, rows: Vec::new() }));
        }
        let row = FindingRow {
            error: f.is_error(),
            code: f.code,
            href: draft.then_some(href),
            row: f.row,
            line: f.line,
            what: f.what,
            why: f.why,
            todo: f.todo,
        };
        if let Some((_, group)) = groups.last_mut() {
            group.rows.push(row);
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Which row of the table a line of the file belongs to.
fn row_at(source: &str, line: usize) -> Option<usize> {
    let root = procedure::yaml::load(source).ok()?;
    let rows = root.get("pasos")?.items();
    let after = rows.iter().take_while(|row| row.head().line <= line).count();
    after.checked_sub(1)
}

/// The answer to a question of the import.
pub(crate) async fn answer(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    let said = findings::Answered {
        part: sent.get("part").to_owned(),
        at: sent.get("at").to_owned(),
        n: sent.get("n").parse().unwrap_or(usize::MAX),
        question: sent.raw("question").to_owned(),
        answer: sent.get("answer").to_owned(),
    };
    let answered = async {
        let mut tx = ctx.write().await?;
        manuals::answer(&mut tx, id, &said).await?;
        tx.commit().await
    };
    let here = urls::manual_findings(id);
    let start = Start { questions: sent.get("from").parse().unwrap_or(0), leftover: 0 };
    match answered.await {
        Ok(()) => ctx.done(&format!("{here}?questions={}#questions", start.questions), "manual-was-answered"),
        Err(e) if e.fields.is_empty() => ctx.refused(&here, e),
        Err(e) => {
            let (status, form) = again(Form::default().with("answer", sent.get("answer")), e)?;
            let page = page(&ctx, id, start, Some((&sent, form))).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// A piece of text that was not understood has been attended to.
pub(crate) async fn settle(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    let settled = async {
        let mut tx = ctx.write().await?;
        manuals::settle(&mut tx, id, sent.get("n").parse().unwrap_or(usize::MAX), sent.raw("text")).await?;
        tx.commit().await
    };
    let here = urls::manual_findings(id);
    match settled.await {
        Ok(()) => ctx.done(&format!("{here}#leftover"), "manual-was-settled"),
        Err(e) => ctx.refused(&here, e),
    }
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct With {
    with: Option<ManualId>,
}

/// What changed since another version; without one, since the version it was made from.
pub(crate) async fn diff(ctx: Ctx, Id(id): Id<ManualId>, Query(with): Query<With>) -> Answer {
    let read = ctx.read();
    let new = manuals::get(&read, id).await?;
    let other = with.with.or(new.parent_id).unwrap_or(id);
    let old = manuals::get(&read, other).await?;
    let (had, has) = (manuals::parts(&read, other).await?, manuals::parts(&read, id).await?);
    let changes = procedure::diff(&manuals::edition_of(&old, &had), &manuals::edition_of(&new, &has));
    let mut names = titles(&had);
    names.extend(titles(&has));
    let mut groups: Vec<(String, DiffGroup)> = Vec::new();
    for change in changes {
        if groups.last().is_none_or(|(file, _)| *file != change.file) {
            let title = if change.file == "manual" { new.title.clone() } else { change.file.clone() };
            let title = names.get(&change.file).cloned().unwrap_or(title);
            groups.push((change.file.clone(), DiffGroup { title, rows: Vec::new() }));
        }
        if let Some((_, group)) = groups.last_mut() {
            group.rows.push(told(change));
        }
    }
    let manages = ctx.may(Permit::ManageProcedures) || ctx.may(Permit::SeeAudit);
    let page = manuals::query::list(&read, None).await?;
    let versions = page.rows.into_iter().filter(|m| m.id != id && (manages || m.in_force_at.is_some()));
    let page = ManualDiff {
        id: id.to_string(),
        title: new.title,
        from: old.edition,
        to: new.edition,
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        versions: versions.map(|m| Choice::new(m.id.to_string(), format!("{} · {}", m.title, m.edition))).collect(),
        with: other.to_string(),
    };
    ctx.page(&page).await
}

fn told(change: Change) -> DiffRow {
    let kind = match change.kind {
        Kind::Added => "manual-diff-added",
        Kind::Removed => "manual-diff-removed",
        Kind::Changed => "manual-diff-changed",
        Kind::Moved => "manual-diff-moved",
    };
    let run = |run: procedure::diff::Run| {
        let fate = match run.fate {
            Fate::Kept => "keep",
            Fate::Removed => "gone",
            Fate::Added => "new",
        };
        (fate, run.text)
    };
    let (number, name) = change.row.map_or_else(Default::default, |r| (r.number.unwrap_or_default(), r.name));
    DiffRow {
        number,
        name,
        path: change.path.join(" · "),
        kind: kind.to_owned(),
        runs: change.runs.into_iter().map(run).collect(),
    }
}
