//! How procedures were followed, month by month, and what a control body takes along.

use super::{
    Id,
    files::{pdf, serve},
    schedules::reason,
};
use crate::{
    ctx::Ctx,
    error::Answer,
    urls,
    view::{ArchiveIndex, ArchiveRow, Cell, ConformanceIndex, ConformanceShow, Figures},
};
use axum::extract::{Path, Query};
use domain::{
    CaseId,
    conformance::{
        self,
        model::Mark,
        query::{self, Seen, StepFigures},
    },
    schedules::Start,
};
use kernel::{
    Msg,
    permit::Permit,
    time::{Zone, month_name},
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    month: String,
    edition: Option<i64>,
    #[serde(default)]
    mark: String,
    after: Option<String>,
    part: Option<usize>,
}

fn count(n: usize) -> Cell {
    Cell::text(n.to_string())
}

fn mark_key(mark: Mark) -> Msg {
    Msg::new(format!("conformance-mark-{}", mark.name()))
}

fn place(code: &str, month: &str, edition: i64, mark: &str) -> String {
    format!("{}?month={month}&edition={edition}&mark={mark}", urls::conformance(code))
}

/// The table of a month: one row per edition of a procedure.
fn table(ctx: &Ctx, month: &query::Month) -> Figures {
    let said = ["conformance-procedure", "conformance-cases", "conformance-ended", "conformance-open"];
    let mut heads: Vec<String> = said.map(|key| ctx.say(key)).to_vec();
    heads.extend(Mark::ALL.map(|mark| ctx.say(mark_key(mark))));
    heads.push(ctx.say("conformance-skipped"));
    let name = month_name(month.first);
    let rows = month.procedures.iter().map(|f| {
        let to = |mark: &str| place(&f.version.code, &name, f.version.edition, mark);
        let edition = ctx.say(Msg::new("conformance-edition").with("n", f.version.edition));
        let mut row = vec![Cell::link(format!("{} · {edition}", f.version.title), to(""))];
        row.extend([Cell::link(f.cases.to_string(), to("")), count(f.ended), count(f.open)]);
        row.extend(Mark::ALL.map(|mark| match f.marks.get(&mark).copied().unwrap_or(0) {
            0 => count(0),
            n => Cell::link(n.to_string(), to(mark.name())),
        }));
        row.push(count(f.skipped));
        row
    });
    Figures { rows: rows.collect(), heads }
}

pub(crate) async fn index(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let read = ctx.read();
    let first = query::first_day(&read, &asked.month).await?;
    let month = query::month(&read, first).await?;
    let cut = if month.cut { i64::try_from(query::MOST).unwrap_or(i64::MAX) } else { 0 };
    ctx.page(&ConformanceIndex { month: month_name(first), figures: table(&ctx, &month), cut }).await
}

pub(crate) async fn index_csv(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let read = ctx.read();
    let first = query::first_day(&read, &asked.month).await?;
    let month = query::month(&read, first).await?;
    Ok(csv(&format!("cumplimiento-{}", month_name(first)), &table(&ctx, &month)))
}

pub(crate) async fn show(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let read = ctx.read();
    let first = query::first_day(&read, &asked.month).await?;
    let month = month_name(first);
    let mark = Mark::named(&asked.mark);
    let detail = query::detail(&read, &code, asked.edition, first, (mark, asked.after.as_deref())).await?;
    let f = &detail.figures;
    let edition = f.version.edition;
    let zone = ctx.zone().await?;
    let to = |mark: &str| place(&code, &month, edition, mark);
    let mut marks = vec![Cell::link(format!("{}: {}", ctx.say("conformance-all"), f.cases), to(""))];
    let all = f.marks.iter().map(|(m, n)| Cell::link(format!("{}: {n}", ctx.say(mark_key(*m))), to(m.name())));
    marks.extend(all);
    let heads = ["conformance-due", "conformance-why"].map(|key| ctx.say(key)).to_vec();
    let start = |s: &Start| vec![Cell::text(zone.format(s.due_at, ctx.locale)), Cell::text(reason(&ctx, s))];
    let page = ConformanceShow {
        title: f.version.title.clone(),
        edition,
        back: format!("/conformance?month={month}"),
        csv: format!("{}/cases.csv?month={month}&edition={edition}", urls::conformance(&code)),
        steps: steps(&ctx, &detail.steps),
        marks,
        cases: cases(&ctx, &zone, &detail.definition, &detail.cases.rows),
        next: urls::after(&to(mark.map_or("", Mark::name)), detail.cases.next.as_deref()),
        starts: Figures { heads, rows: detail.starts.iter().map(start).collect() },
        archives: archives(&ctx, &code, &month, f.cases),
        month,
    };
    ctx.page(&page).await
}

fn archives(ctx: &Ctx, code: &str, month: &str, cases: usize) -> Vec<Cell> {
    if !ctx.may(Permit::SeeAudit) {
        return Vec::new();
    }
    let part = |n: usize| {
        let words = Msg::new("conformance-archive-part").with("n", i64::try_from(n).unwrap_or(0));
        let href = format!("/conformance/archive.zip?month={month}&procedure={}&part={n}", urls::encode(code));
        Cell::link(format!("{month} · {}", ctx.say(words)), href)
    };
    (1..=cases.div_ceil(conformance::PART)).map(part).collect()
}

fn steps(ctx: &Ctx, rows: &[StepFigures]) -> Figures {
    let said = ["conformance-step", "conformance-times", "conformance-again", "conformance-median", "conformance-p90"];
    let length = |seconds: Option<i64>| {
        seconds.map_or_else(|| ctx.say("conformance-few"), |s| super::overview::length(ctx.locale, s))
    };
    let row = |s: &StepFigures| {
        let name = s.number.as_ref().map_or_else(|| s.name.clone(), |no| format!("{no}. {}", s.name));
        let texts = [name, s.times.to_string(), s.again.to_string(), length(s.median), length(s.p90)];
        texts.map(Cell::text).to_vec()
    };
    Figures { heads: said.map(|key| ctx.say(key)).to_vec(), rows: rows.iter().map(row).collect() }
}

fn cases(ctx: &Ctx, zone: &Zone, definition: &procedure::Definition, seen: &[Seen]) -> Figures {
    let said =
        ["conformance-case", "conformance-began", "conformance-finished", "conformance-marks", "conformance-file"];
    let row = |s: &Seen| {
        let mut told: Vec<String> = Vec::new();
        for (reason, about) in query::reasons(definition, &s.look) {
            let parts = [ctx.say(mark_key(reason.mark)), about, reason.said.clone()];
            told.push(parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "));
        }
        if s.look.marks.contains(&Mark::Followed) {
            told.insert(0, ctx.say(mark_key(Mark::Followed)));
        }
        let ended = s.case.closed_at.map_or_else(|| "–".to_owned(), |at| zone.format(at, ctx.locale));
        vec![
            Cell::link(s.case.number.clone(), urls::case(s.case.id)),
            Cell::text(zone.format(s.case.opened_at, ctx.locale)),
            Cell::text(ended),
            Cell::text(told.join("; ")),
            Cell::link("PDF", urls::case_file(s.case.id)),
        ]
    };
    Figures { heads: said.map(|key| ctx.say(key)).to_vec(), rows: seen.iter().map(row).collect() }
}

pub(crate) async fn cases_csv(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let read = ctx.read();
    let first = query::first_day(&read, &asked.month).await?;
    let (version, seen) = query::all(&read, &code, asked.edition, first).await?;
    let definition = domain::procedures::query::definition(&version)?;
    let table = cases(&ctx, &ctx.zone().await?, &definition, &seen);
    Ok(csv(&format!("{code}-{}-{}", version.edition, month_name(first)), &table))
}

/// A table as RFC 4180 has it. What a spreadsheet would take for a formula gets an apostrophe.
fn csv(name: &str, table: &Figures) -> axum::response::Response {
    let cell = |text: &str| {
        let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    };
    let line = |cells: Vec<String>| format!("{}\r\n", cells.join(","));
    let mut text = format!("\u{feff}{}", line(table.heads.iter().map(|h| cell(h)).collect()));
    for row in &table.rows {
        text.push_str(&line(row.iter().map(|c| cell(&c.text)).collect()));
    }
    serve("text/csv; charset=utf-8", &format!("{name}.csv"), text.into_bytes())
}

/// The file of a case.
pub(crate) async fn file(ctx: Ctx, Id(id): Id<CaseId>) -> Answer {
    Ok(pdf("expediente", conformance::case_pdf(&ctx.state.office, &ctx.actor, id).await?))
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Taken {
    #[serde(default)]
    procedure: String,
}

pub(crate) async fn archive(ctx: Ctx, Query(asked): Query<Asked>, Query(taken): Query<Taken>) -> Answer {
    let first = query::first_day(&ctx.read(), &asked.month).await?;
    let office = &ctx.state.office;
    let archive = conformance::archive(office, &ctx.actor, &taken.procedure, first, asked.part.unwrap_or(1)).await?;
    let row = |(folio, e): (i64, &conformance::Entry)| ArchiveRow {
        folio,
        path: e.path.clone(),
        of: e.of.clone(),
        pages: e.pages.map(|n| i64::try_from(n).unwrap_or(i64::MAX)),
        bytes: i64::try_from(e.bytes.len()).unwrap_or(i64::MAX),
        sha256: e.sha256.clone(),
    };
    let index = ArchiveIndex { rows: (1..).zip(&archive.entries).map(row).collect() };
    let html = ctx.state.view.render(&ctx.frame().await?, &index)?;
    let name = format!("{}.zip", archive.name);
    Ok(serve("application/zip", &name, archive.close(office, html).await?))
}
