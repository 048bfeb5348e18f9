//! What begins by itself: the flows, their runs, and what people decide about them.

use super::{Id, story};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, FlowRow, Form, MonthRow, Mood, ScheduleShow, Schedules, StartRow, StartShow},
};
use axum::extract::{Path, Query};
use domain::{
    CaseId, StartId, cases, notices, people, procedures,
    schedules::{self, CatchUp, Running, Start, StartStatus, query::Listed},
};
use kernel::{Error, Msg, Result, permit::Permit, text, time};
use procedure::definition::Trigger;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Which month, and where the list of past runs begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    month: String,
    before: Option<String>,
}

/// What rows of runs say beside themselves.
struct Around<'a> {
    ctx: &'a Ctx,
    titles: BTreeMap<String, String>,
    numbers: BTreeMap<CaseId, String>,
    told: BTreeMap<CaseId, Vec<String>>,
}

impl<'a> Around<'a> {
    async fn of(ctx: &'a Ctx, starts: impl Iterator<Item = &Start>) -> Result<Self> {
        let read = ctx.read();
        let ids: Vec<CaseId> = starts.filter_map(|s| s.case_id).collect();
        let in_force = procedures::query::list_in_force(&read).await?;
        Ok(Self {
            ctx,
            titles: in_force.into_iter().map(|v| (v.code, v.title)).collect(),
            numbers: cases::query::numbers(&read, ids.iter().copied()).await?,
            told: notices::query::told(&read, ids).await?,
        })
    }

    fn row(&self, s: &Start) -> StartRow {
        let manages = self.ctx.may(Permit::ManageProcedures);
        let (mood, state, open) = status(s.status);
        let why = serde_json::from_str(&s.why).map(|begun| self.ctx.say(story::begun_by(&begun, self.ctx.locale)));
        let told = s.case_id.and_then(|c| self.told.get(&c)).map(|names| names.join(", "));
        StartRow {
            title: self.titles.get(&s.procedure).unwrap_or(&s.procedure).clone(),
            why: why.unwrap_or_default(),
            due: s.due_at,
            mood,
            state: self.ctx.say(state),
            reason: reason(self.ctx, s),
            number: s.case_id.and_then(|c| self.numbers.get(&c).cloned()).unwrap_or_default(),
            case: s.case_id.filter(|c| self.numbers.contains_key(c)).map(urls::case),
            told: told.unwrap_or_default(),
            href: (manages && open).then(|| format!("/starts/{}", s.id)),
        }
    }
}

/// How a run stands, and whether a reason can be given.
fn status(status: StartStatus) -> (Mood, &'static str, bool) {
    match status {
        StartStatus::Planned => (Mood::Info, "start-status-planned", true),
        StartStatus::Opened => (Mood::Wait, "start-status-opened", false),
        StartStatus::Done => (Mood::Good, "start-status-done", false),
        StartStatus::Skipped => (Mood::Info, "start-status-skipped", true),
        StartStatus::Missed => (Mood::Bad, "start-status-missed", true),
        StartStatus::Justified => (Mood::Info, "start-status-justified", false),
    }
}

/// A reason of ours is put into words; a person's stands as it was typed, with their name.
pub(crate) fn reason(ctx: &Ctx, s: &Start) -> String {
    let ours = serde_json::from_str::<Msg>(&s.reason).ok().and_then(|msg| text::try_say(ctx.locale, &msg));
    match ours {
        Some(words) => words,
        None if s.by_name.is_empty() => s.reason.clone(),
        None => format!("{} ({})", s.reason, s.by_name),
    }
}

/// When a flow begins, in words.
fn rule(ctx: &Ctx, trigger: &Trigger) -> String {
    match trigger {
        Trigger::Schedule(words) => words.clone(),
        Trigger::Plan(plan) => ctx.say(Msg::new("schedule-by-plan").with("plan", plan.as_str())),
        Trigger::Before { span, .. } => {
            ctx.say(Msg::new("schedule-before").with("length", schedules::model::in_words(*span)))
        }
        Trigger::Request | Trigger::Message(_) => String::new(),
    }
}

fn flow_row(around: &Around<'_>, l: &Listed) -> FlowRow {
    FlowRow {
        title: l.title.clone(),
        first: l.first.clone(),
        rule: rule(around.ctx, &l.trigger),
        href: format!("/schedules/{}/{}", l.generator.procedure, l.generator.flow),
        paused: l.generator.paused_at.is_some(),
        next: l.next.as_ref().map(|s| s.due_at),
        last: l.last.as_ref().map(|s| around.row(s)),
    }
}

pub(crate) async fn index(ctx: Ctx, Query(asked): Query<Asked>) -> Answer {
    let read = ctx.read();
    let listed = schedules::query::listed(&read).await?;
    let coming = schedules::query::coming(&read).await?;
    let past = schedules::query::list_past(&read, asked.before.as_deref()).await?;
    let day = time::date(&format!("{}-01", asked.month));
    let day = match day {
        Some(day) => day,
        None => ctx.today().await?,
    };
    let month = schedules::query::month(&read, day).await?;
    let last = listed.iter().filter_map(|l| l.last.as_ref());
    let around = Around::of(&ctx, past.rows.iter().chain(&coming).chain(last)).await?;
    let figures = month.into_iter().map(|(code, m)| MonthRow {
        title: around.titles.get(&code).cloned().unwrap_or(code),
        counts: [m.planned, m.opened, m.done, m.missed, m.skipped, m.justified],
        percent: m.percent(),
    });
    ctx.page(&Schedules {
        flows: listed.iter().map(|l| flow_row(&around, l)).collect(),
        coming: coming.iter().map(|s| around.row(s)).collect(),
        next: past.next.map_or_else(String::new, |n| format!("/schedules?before={}", urls::encode(&n))),
        past: past.rows.iter().map(|s| around.row(s)).collect(),
        month: time::month_name(day),
        figures: figures.collect(),
    })
    .await
}

pub(crate) async fn show(ctx: Ctx, Path((procedure, flow)): Path<(String, String)>) -> Answer {
    let page = stands(&ctx, &procedure, &flow, Form::new("run")).await?;
    ctx.page(&page).await
}

async fn stands(ctx: &Ctx, procedure: &str, flow: &str, run: Form) -> Result<ScheduleShow> {
    let read = ctx.read();
    let listed = schedules::query::listed(&read).await?;
    let here = listed.into_iter().find(|l| l.generator.procedure == procedure && l.generator.flow == flow);
    let here = here.ok_or_else(|| Error::not_found("error-not-found"))?;
    let around = Around::of(ctx, here.last.iter()).await?;
    let units = people::query::unit_tree(&read).await?;
    let unit = here.generator.unit_id.map_or_else(String::new, |u| u.to_string());
    Ok(ScheduleShow {
        flow: flow_row(&around, &here),
        form: Form::default().with("policy", policy_name(here.generator.policy)).with("unit", unit),
        policies: [CatchUp::One, CatchUp::All, CatchUp::None]
            .map(|p| Choice::new(policy_name(p), ctx.say(Msg::new(format!("schedule-policy-{}", policy_name(p))))))
            .into(),
        units: units.into_iter().map(|(u, _)| Choice::new(u.id.to_string(), u.name)).collect(),
        run,
        manages: ctx.may(Permit::ManageProcedures),
    })
}

fn policy_name(policy: CatchUp) -> &'static str {
    match policy {
        CatchUp::One => "one",
        CatchUp::All => "all",
        CatchUp::None => "none",
    }
}

fn policy(name: &str) -> CatchUp {
    match name {
        "all" => CatchUp::All,
        "none" => CatchUp::None,
        _ => CatchUp::One,
    }
}

pub(crate) async fn change(ctx: Ctx, Path((procedure, flow)): Path<(String, String)>, sent: Sent) -> Answer {
    let back = format!("/schedules/{procedure}/{flow}");
    let unit = sent.some("unit").map(|u| u.parse()).transpose()?;
    let to = Running { policy: policy(sent.get("policy")), unit };
    let mut tx = ctx.write().await?;
    match schedules::change(&mut tx, &procedure, &flow, to).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused(&back, e),
    }
    ctx.done(&back, "schedule-changed")
}

pub(crate) async fn pause(ctx: Ctx, Path((procedure, flow)): Path<(String, String)>) -> Answer {
    let back = format!("/schedules/{procedure}/{flow}");
    let mut tx = ctx.write().await?;
    match schedules::pause(&mut tx, &procedure, &flow).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused(&back, e),
    }
    ctx.done(&back, "schedule-paused")
}

pub(crate) async fn go_on(ctx: Ctx, Path((procedure, flow)): Path<(String, String)>) -> Answer {
    let back = format!("/schedules/{procedure}/{flow}");
    let mut tx = ctx.write().await?;
    match schedules::go_on(&mut tx, &procedure, &flow).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused(&back, e),
    }
    ctx.done(&back, "schedule-resumed")
}

pub(crate) async fn run_now(ctx: Ctx, Path((procedure, flow)): Path<(String, String)>, sent: Sent) -> Answer {
    let mut tx = ctx.write().await?;
    match schedules::run_now(&mut tx, &procedure, &flow, sent.get("reason")).await {
        Ok(case) => {
            tx.commit().await?;
            ctx.done("/schedules", Msg::new("schedule-ran").with("number", case.number))
        }
        Err(e) => {
            drop(tx);
            let (status, form) = again(Form::new("run").typed(sent.typed()), e)?;
            let page = stands(&ctx, &procedure, &flow, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn start(ctx: Ctx, Id(id): Id<StartId>) -> Answer {
    let page = one(&ctx, id, Form::default()).await?;
    ctx.page(&page).await
}

async fn one(ctx: &Ctx, id: StartId, form: Form) -> Result<StartShow> {
    let start = schedules::query::get(&ctx.read(), id).await?;
    let around = Around::of(ctx, std::iter::once(&start)).await?;
    let row = around.row(&start);
    Ok(StartShow { form, asks: row.href.is_some(), start: row, id: id.to_string() })
}

pub(crate) async fn justify(ctx: Ctx, Id(id): Id<StartId>, sent: Sent) -> Answer {
    let mut tx = ctx.write().await?;
    match schedules::justify(&mut tx, id, sent.get("reason")).await {
        Ok(()) => {
            tx.commit().await?;
            ctx.done("/schedules", "start-reason-kept")
        }
        Err(e) => {
            drop(tx);
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = one(&ctx, id, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}
