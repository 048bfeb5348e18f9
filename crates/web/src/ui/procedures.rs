//! Procedures as printed and as they run, and putting a shipped manual in force.

use super::flow;
use crate::{
    ctx::Ctx,
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, EditionRow, PrintedCell, PrintedRow, ProcedureRow, ProcedureShow, ProceduresIndex},
};
use axum::extract::{Path, Query};
use domain::procedures::{self, DefinitionStatus};
use kernel::permit::Permit;
use procedure::{
    Definition,
    definition::{ColumnKind, Step},
    flowchart::Walk,
    table,
};
use serde::Deserialize;

pub(crate) async fn index(ctx: Ctx) -> Answer {
    let read = ctx.read();
    let open = if ctx.may(Permit::SeeCases) { Some(procedures::query::open_cases(&read).await?) } else { None };
    let rows = procedures::query::list_in_force(&read).await?.into_iter().map(|version| ProcedureRow {
        href: urls::procedure(&version.code),
        edition: version.edition,
        since: version.in_force_at.unwrap_or(version.created_at),
        open: open.as_ref().map(|open| open.get(&version.code).copied().unwrap_or(0)),
        title: version.title,
    });
    let packs = if ctx.may(Permit::ManageProcedures) { packs() } else { Vec::new() };
    let laws = domain::laws::query::open(&read).await?.into_iter().map(super::manuals::flag).collect();
    ctx.page(&ProceduresIndex { laws, rows: rows.collect(), packs }).await
}

/// The manuals inside the program, each with whose it is.
pub(crate) fn packs() -> Vec<Choice> {
    let choice = |pack: &procedures::Pack| {
        let manual = pack.manual();
        Choice::new(pack.code, format!("{} · {}", manual.institution.name, manual.cover.title))
    };
    procedures::packs().iter().map(choice).collect()
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Edition {
    pub(crate) edition: Option<i64>,
}

pub(crate) async fn show(ctx: Ctx, Path(code): Path<String>, Query(edition): Query<Edition>) -> Answer {
    let read = ctx.read();
    let version = procedures::query::edition(&read, &code, edition.edition).await?;
    let definition = procedures::query::definition(&version)?;
    let editions = procedures::query::editions(&read, &code).await?;
    let walk = Walk::default();
    let (heads, rows) = printed(&definition);
    let page = ProcedureShow {
        title: version.title,
        objective: definition.objective.clone(),
        edition: version.edition,
        in_force: version.status == DefinitionStatus::InForce,
        hash: version.sha256,
        since: version.in_force_at,
        heads,
        rows,
        manual: version.manual_id.map(urls::manual),
        flow: flow::drawing(ctx.locale, &definition, &walk),
        flow_words: domain::procedures::told(ctx.locale, &definition, &walk),
        assumptions: assumptions(&definition),
        editions: if editions.len() > 1 {
            let row = |v: procedures::Version| EditionRow {
                href: format!("{}?edition={}", urls::procedure(&v.code), v.edition),
                edition: v.edition,
                since: v.in_force_at,
                shown: v.edition == version.edition,
                migration: if v.status == DefinitionStatus::Superseded && ctx.may(Permit::ManageProcedures) {
                    format!("{}/migration?from={}", urls::procedure(&v.code), v.edition)
                } else {
                    String::new()
                },
            };
            editions.into_iter().map(row).collect()
        } else {
            Vec::new()
        },
        bpmn: urls::procedure_drawing(&version.code, version.edition, "bpmn"),
        svg: urls::procedure_drawing(&version.code, version.edition, "svg"),
        source: version.source,
    };
    ctx.page(&page).await
}

/// The table as it is printed, without the column of the drawing, which has a place of its own on the page.
fn printed(definition: &Definition) -> (Vec<String>, Vec<PrintedRow>) {
    let kinds: Vec<ColumnKind> = definition.table.iter().map(|c| c.kind).collect();
    let row = |row: table::Row| {
        let cell = |(kind, text): (&ColumnKind, String)| PrintedCell {
            text,
            names: *kind == ColumnKind::Number,
            covers: if *kind == ColumnKind::Responsible { row.covers } else { 1 },
        };
        let shown = |(kind, _): &(&ColumnKind, String)| {
            **kind != ColumnKind::Flowchart && (row.covers > 0 || **kind != ColumnKind::Responsible)
        };
        if row.across {
            let cell = |text| PrintedCell { text, names: true, covers: 1 };
            return PrintedRow { across: true, cells: row.cells.into_iter().map(cell).collect() };
        }
        PrintedRow { across: false, cells: kinds.iter().zip(row.cells).filter(shown).map(cell).collect() }
    };
    let heads = definition.table.iter().filter(|c| c.kind != ColumnKind::Flowchart).map(|c| c.heading.clone());
    (heads.collect(), table::rows(definition).into_iter().map(row).collect())
}

fn assumptions(definition: &Definition) -> Vec<String> {
    let told = |step: &Step| {
        let text = step.assumption.as_ref()?;
        Some(step.number.as_ref().map_or_else(|| text.clone(), |no| format!("{no}. {text}")))
    };
    definition.steps.iter().filter_map(told).collect()
}

pub(crate) async fn install(ctx: Ctx, sent: Sent) -> Answer {
    let mut tx = ctx.write().await?;
    match procedures::install_pack(&mut tx, sent.get("pack")).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused("/procedures", e),
    }
    ctx.done("/procedures", "pack-installed")
}
