//! The dated plans that people keep.

use super::Id;
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    view::{Choice, Form, PlanLine, Plans},
};
use domain::{
    PlanRowId, people,
    schedules::{self, PlanRowDraft},
};
use kernel::{Result, permit::Permit, time::format_date};
use procedure::definition::Trigger;
use std::collections::BTreeSet;

pub(crate) async fn index(ctx: Ctx) -> Answer {
    let page = stands(&ctx, Form::default().with("notice_days", "5")).await?;
    ctx.page(&page).await
}

async fn stands(ctx: &Ctx, form: Form) -> Result<Plans> {
    let read = ctx.read();
    let names = people::query::unit_names(&read).await?;
    let rows = schedules::query::plan_rows(&read).await?.into_iter().map(|r| PlanLine {
        id: r.id.to_string(),
        plan: r.plan,
        day: format_date(r.day, ctx.locale),
        unit: names.get(&r.unit_id).cloned().unwrap_or_default(),
        subject: r.subject,
        notice_days: r.notice_days,
    });
    let plans: BTreeSet<String> = schedules::query::listed(&read)
        .await?
        .into_iter()
        .filter_map(|l| match l.trigger {
            Trigger::Plan(plan) => Some(plan),
            Trigger::Schedule(_) | Trigger::Before { .. } | Trigger::Request | Trigger::Message(_) => None,
        })
        .collect();
    let units = people::query::unit_tree(&read).await?;
    Ok(Plans {
        rows: rows.collect(),
        plans: plans.into_iter().map(|p| Choice::new(p.clone(), p)).collect(),
        units: units.into_iter().map(|(u, _)| Choice::new(u.id.to_string(), u.name)).collect(),
        form,
        manages: ctx.may(Permit::ManageProcedures),
    })
}

pub(crate) async fn add(ctx: Ctx, sent: Sent) -> Answer {
    let draft = PlanRowDraft {
        plan: sent.get("plan").to_owned(),
        day: sent.get("plan_day").to_owned(),
        unit: sent.some("plan_unit").and_then(|u| u.parse().ok()),
        subject: sent.get("subject").to_owned(),
        notice_days: sent.get("notice_days").to_owned(),
    };
    let mut tx = ctx.write().await?;
    match schedules::add_plan_row(&mut tx, draft).await {
        Ok(_) => {
            tx.commit().await?;
            ctx.done("/plans", "plan-row-added")
        }
        Err(e) => {
            drop(tx);
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = stands(&ctx, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn withdraw(ctx: Ctx, Id(id): Id<PlanRowId>) -> Answer {
    let mut tx = ctx.write().await?;
    schedules::withdraw_plan_row(&mut tx, id).await?;
    tx.commit().await?;
    ctx.done("/plans", "plan-row-withdrawn")
}
