//! Procedures as printed and as they run, and putting a shipped manual in force.

use super::flow;
use crate::{
    ctx::Ctx,
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, EditionRow, ProcedureRow, ProcedureShow, ProceduresIndex},
};
use axum::extract::{Path, Query};
use domain::procedures::{self, DefinitionStatus};
use kernel::permit::Permit;
use procedure::{
    Definition,
    definition::{ColumnKind, Step},
    flowchart::Walk,
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
    let columns: Vec<_> = definition.table.iter().filter(|c| c.kind != ColumnKind::Flowchart).collect();
    let page = ProcedureShow {
        title: version.title,
        objective: definition.objective.clone(),
        edition: version.edition,
        in_force: version.status == DefinitionStatus::InForce,
        hash: version.sha256,
        since: version.in_force_at,
        heads: columns.iter().map(|c| c.heading.clone()).collect(),
        rows: definition.steps.iter().map(|step| columns.iter().map(|c| cell(step, c.kind)).collect()).collect(),
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

/// What the printed table says there. The drawing has a place of its own on the page.
pub(crate) fn cell(step: &Step, column: ColumnKind) -> String {
    let printed = step.texts.get(&column).cloned();
    match column {
        ColumnKind::Number => step.number.clone().unwrap_or_default(),
        ColumnKind::Responsible if step.merged => String::new(),
        ColumnKind::Responsible => step.responsible.clone().unwrap_or_default(),
        ColumnKind::Activity => printed.unwrap_or_else(|| step.name().to_owned()),
        ColumnKind::Specifications
        | ColumnKind::Description
        | ColumnKind::ControlPoint
        | ColumnKind::Record
        | ColumnKind::Flowchart => printed.unwrap_or_default(),
    }
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
