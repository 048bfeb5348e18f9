//! Taking running cases over to the version in force: what would happen, and doing it.

use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, Form, MigrationRow, MigrationShow, StepMap},
};
use axum::extract::{Path, Query};
use domain::{
    CaseId,
    cases::{self, Prospect, Steps},
    procedures,
};
use kernel::{Error, Msg, Result, permit::Permit};
use procedure::{
    Definition,
    definition::{Step, StepKind},
};

/// Begins the name of a field that says which step an old one becomes.
const MAP: &str = "step-";

pub(crate) async fn show(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<Vec<(String, String)>>) -> Answer {
    let page = page(&ctx, &code, &asked, Form::default()).await?;
    ctx.page(&page).await
}

fn value<'a>(asked: &'a [(String, String)], name: &str) -> &'a str {
    asked.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim())
}

fn steps(asked: &[(String, String)]) -> Steps {
    let said = asked.iter().filter(|(_, to)| !to.is_empty());
    said.filter_map(|(name, to)| Some((name.strip_prefix(MAP)?.to_owned(), to.clone()))).collect()
}

async fn page(ctx: &Ctx, code: &str, asked: &[(String, String)], form: Form) -> Result<MigrationShow> {
    ctx.actor.require(Permit::ManageProcedures)?;
    let read = ctx.read();
    let from = value(asked, "from").parse().map_err(|_| Error::not_found("error-not-found"))?;
    let old = procedures::query::edition(&read, code, Some(from)).await?;
    let new = procedures::query::edition(&read, code, None).await?;
    let (was, now) = (procedures::query::definition(&old)?, procedures::query::definition(&new)?);
    let given = steps(asked);
    let after = Some(value(asked, "after")).filter(|a| !a.is_empty());
    let found = cases::prospects(&read, old.id, new.id, &given, after).await?;
    let here = format!("{}/migration?from={from}", urls::procedure(code));
    let map = |step: &Step| StepMap {
        field: format!("{MAP}{}", step.id),
        label: named(step),
        value: given.get(&step.id).cloned().unwrap_or_default(),
    };
    Ok(MigrationShow {
        code: code.to_owned(),
        title: new.title,
        from: old.edition,
        to: new.edition,
        next: urls::after(&here, found.next.as_deref()),
        rows: found.rows.into_iter().map(|p| row(&was, &now, p)).collect(),
        maps: done_by_people(&was).filter(|s| now.step(&s.id).is_none()).map(map).collect(),
        choices: done_by_people(&now).map(|s| Choice::new(&s.id, named(s))).collect(),
        form,
    })
}

/// Rows on which a case can stand.
fn done_by_people(definition: &Definition) -> impl Iterator<Item = &Step> {
    definition.steps.iter().filter(|s| s.kind == StepKind::Task)
}

fn named(step: &Step) -> String {
    step.number.as_ref().map_or_else(|| step.name().to_owned(), |no| format!("{no}. {}", step.name()))
}

fn row(was: &Definition, now: &Definition, found: Prospect) -> MigrationRow {
    let stands = found.case.step.as_deref().and_then(|id| was.step(id)).map(named).unwrap_or_default();
    let (to, freed, why) = match found.plan {
        Ok(plan) => (now.step(&plan.to).map(named), !plan.freed.is_empty(), None),
        Err(why) => (None, false, Some(why)),
    };
    MigrationRow {
        id: found.case.id.to_string(),
        href: urls::case(found.case.id),
        number: found.case.number,
        stands,
        to,
        freed,
        why,
    }
}

/// Takes the chosen cases over, each by itself: what cannot go stays and is counted.
pub(crate) async fn migrate(ctx: Ctx, Path(code): Path<String>, sent: Sent) -> Answer {
    let asked = sent.typed();
    match migrated(&ctx, &code, &sent).await {
        Ok((done, stayed)) => {
            let here = format!("{}/migration?from={}", urls::procedure(&code), sent.get("from"));
            ctx.done(&here, Msg::new("migration-done").with("done", done).with("stayed", stayed))
        }
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = page(&ctx, &code, &asked, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

async fn migrated(ctx: &Ctx, code: &str, sent: &Sent) -> Result<(i64, i64)> {
    ctx.actor.require(Permit::ManageProcedures)?;
    let asked = sent.typed();
    let given = steps(&asked);
    let chosen = asked.iter().filter(|(name, _)| name == "case").map(|(_, id)| id.parse::<CaseId>());
    let chosen: Vec<CaseId> = chosen.collect::<Result<_>>()?;
    let mut check = kernel::error::Check::new();
    check.that(!chosen.is_empty(), "case", "migration-none");
    check.that(!sent.get("reason").is_empty(), "reason", "reason-required");
    check.done()?;
    let new = procedures::query::edition(&ctx.read(), code, None).await?;
    let (mut done, mut stayed) = (0, 0);
    for case in chosen {
        let mut tx = ctx.write().await?;
        match cases::migrate(&mut tx, case, new.id, &given, sent.get("reason").to_owned()).await {
            Ok(_) => {
                tx.commit().await?;
                done += 1;
            }
            Err(e) if matches!(e.kind, kernel::Kind::Conflict | kernel::Kind::Invalid) => stayed += 1,
            Err(e) => return Err(e),
        }
    }
    Ok((done, stayed))
}
