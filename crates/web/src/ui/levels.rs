//! Service levels: what is promised, the list of deadlines, and why a case is due when it is.

use super::{Id, fields};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{
        CaseDeadlines, Choice, ClockLine, DeadlineRow, Deadlines, FieldKind, FieldSpec, Form, LevelRow, Mood,
        ServiceLevels, SkippedLine,
    },
};
use axum::extract::Query;
use domain::{
    CaseId, ServiceLevelId, cases,
    levels::{
        self, Counting, Pause, PauseReason, ServiceLevel, TargetDraft,
        clock::{Reading, Standing, Why},
        query::{Clocks, Filter},
    },
    people, procedures,
};
use kernel::{Error, Msg, permit::Permit};
use procedure::definition::FieldKind as Asked;
use serde::Deserialize;

/// Which deadlines, and from where on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Which {
    after: Option<String>,
    #[serde(default)]
    state: String,
}

pub(crate) async fn list(ctx: Ctx, Query(which): Query<Which>) -> Answer {
    let read = ctx.read();
    let now = ctx.state.office.now();
    let known = [
        ("", Filter::All, "deadlines-all"),
        ("soon", Filter::Soon, "deadlines-soon"),
        ("late", Filter::Late, "deadlines-late"),
    ];
    let filter = known.iter().find(|k| k.0 == which.state).map_or(Filter::All, |k| k.1);
    let address =
        |state: &str| if state.is_empty() { "/deadlines".to_owned() } else { format!("/deadlines?state={state}") };
    let filters = known.iter().map(|(state, f, key)| {
        let href = if *f == filter { String::new() } else { address(state) };
        Choice::new(href, ctx.say(*key))
    });
    let filters = filters.collect();
    let page = levels::query::list_due(&read, filter, which.after.as_deref()).await?;
    let row = |(case, due): (cases::Case, kernel::time::Instant)| {
        let (mood, key) = match due {
            due if due < now => (Mood::Bad, "level-missed"),
            due if due < now + kernel::time::Duration::hours(24) => (Mood::Wait, "level-soon"),
            _ => (Mood::Info, "level-running"),
        };
        DeadlineRow {
            href: urls::case(case.id),
            why: urls::deadlines(case.id),
            number: case.number,
            kind: case.subject,
            requester: case.requester_name,
            asked: case.opened_at,
            due,
            mood,
            state: ctx.say(key),
        }
    };
    let rows = page.rows.into_iter().map(row).collect();
    ctx.page(&Deadlines { filters, rows, next: urls::after(&address(&which.state), page.next.as_deref()) }).await
}

pub(crate) async fn case(ctx: Ctx, Id(id): Id<CaseId>) -> Answer {
    let page = case_page(&ctx, id, Form::new("pause")).await?;
    ctx.page(&page).await
}

pub(crate) fn reason_key(reason: PauseReason) -> &'static str {
    match reason {
        PauseReason::Requester => "pause-requester",
        PauseReason::Supplier => "pause-supplier",
        PauseReason::Parts => "pause-parts",
        PauseReason::Awaits => "pause-awaits",
        PauseReason::Suspended => "pause-suspended",
        PauseReason::Solved => "pause-solved",
    }
}

fn by_hand(reason: PauseReason) -> bool {
    matches!(reason, PauseReason::Requester | PauseReason::Supplier | PauseReason::Parts)
}

async fn case_page(ctx: &Ctx, id: CaseId, form: Form) -> Result<CaseDeadlines, Error> {
    let read = ctx.read();
    let case = cases::query::get(&read, id).await?;
    let words = |p: &Pause| {
        let why = ctx.say(reason_key(p.reason));
        if p.note.is_empty() { why } else { format!("{why}: {}", p.note) }
    };
    let clocks = levels::query::clocks(&read, id, words).await?.filter(|c| c.level.is_some());
    let reasons = ["requester", "supplier", "parts"].map(|r| Choice::new(r, ctx.say(Msg::new(format!("pause-{r}")))));
    let mut page = CaseDeadlines {
        id: id.to_string(),
        number: case.number,
        promise: String::new(),
        received: case.opened_at,
        clocks: Vec::new(),
        wall: String::new(),
        skipped: Vec::new(),
        may_pause: false,
        may_resume: false,
        form,
        reasons: reasons.into(),
    };
    let Some(clocks) = clocks else { return Ok(page) };
    let works = ctx.may(Permit::WorkCases) && clocks.row.ended_at.is_none();
    let open = clocks.pauses.iter().find(|p| p.until_at.is_none());
    page.may_resume = works && open.is_some_and(|p| by_hand(p.reason));
    page.may_pause = works && open.is_none() && clocks.row.solved_at.is_none();
    page.promise = clocks.level.as_ref().map(|l| promise(ctx, l)).unwrap_or_default();
    page.received = clocks.row.received_at;
    page.wall = length(ctx, clocks.wall_seconds);
    page.clocks = lines(ctx, &clocks);
    page.skipped = clocks
        .skipped
        .into_iter()
        .map(|s| SkippedLine {
            from: s.from,
            until: s.until,
            length: length(ctx, (s.until - s.from).num_seconds()),
            why: match s.why {
                Why::OffHours => ctx.say("level-off-hours"),
                Why::DayOff => ctx.say("level-day-off"),
                Why::Rule(day) => day.why(ctx.locale).unwrap_or_else(|| ctx.say("level-off-hours")),
                Why::Paused(why) => ctx.say(Msg::new("level-paused-for").with("why", why)),
            },
        })
        .collect();
    Ok(page)
}

fn promise(ctx: &Ctx, level: &ServiceLevel) -> String {
    let or = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
    let msg = Msg::new("level-promise").with("response", or(&level.response)).with("solution", or(&level.solution));
    ctx.say(msg.with("counting", ctx.say(counting_key(level.counting))))
}

fn counting_key(counting: Counting) -> &'static str {
    match counting {
        Counting::Business => "level-business",
        Counting::Calendar => "level-calendar",
    }
}

fn length(ctx: &Ctx, seconds: i64) -> String {
    let minutes = seconds.div_euclid(60);
    ctx.say(Msg::new("length-hours").with("hours", minutes / 60).with("minutes", minutes % 60))
}

fn lines(ctx: &Ctx, clocks: &Clocks) -> Vec<ClockLine> {
    let line = |(key, reading): (&'static str, &Option<Reading>)| {
        let r = reading.as_ref()?;
        let (mood, state) = match r.state {
            Standing::Running => (Mood::Info, "level-running"),
            Standing::Paused => (Mood::Wait, "level-paused"),
            Standing::Met => (Mood::Good, "level-met"),
            Standing::Missed => (Mood::Bad, "level-missed"),
        };
        let left = if r.left < 0 {
            ctx.say(Msg::new("level-over").with("length", length(ctx, -r.left)))
        } else {
            length(ctx, r.left)
        };
        let due = r.due_at.filter(|_| r.state != Standing::Paused);
        Some(ClockLine {
            what: ctx.say(key),
            mood,
            state: ctx.say(state),
            target: length(ctx, r.target),
            spent: length(ctx, r.spent),
            left,
            due,
        })
    };
    [("level-response", &clocks.response), ("level-solution", &clocks.solution)].into_iter().filter_map(line).collect()
}

pub(crate) async fn pause(ctx: Ctx, Id(id): Id<CaseId>, sent: Sent) -> Answer {
    let reason = match sent.get("reason") {
        "requester" => PauseReason::Requester,
        "supplier" => PauseReason::Supplier,
        "parts" => PauseReason::Parts,
        // What no form offers; the verb refuses it at its field.
        _ => PauseReason::Solved,
    };
    let mut tx = ctx.write().await?;
    match levels::pause(&mut tx, id, reason, sent.get("note")).await {
        Ok(_) => {
            tx.commit().await?;
            ctx.done(&urls::deadlines(id), "level-pause-done")
        }
        Err(e) if !e.fields.is_empty() => {
            drop(tx);
            let (status, form) = again(Form::new("pause").typed(sent.typed()), e)?;
            let page = case_page(&ctx, id, form).await?;
            ctx.page_as(status, &page).await
        }
        Err(e) => ctx.refused(&urls::deadlines(id), e),
    }
}

pub(crate) async fn resume(ctx: Ctx, Id(id): Id<CaseId>) -> Answer {
    let mut tx = ctx.write().await?;
    match levels::resume(&mut tx, id).await {
        Ok(_) => {
            tx.commit().await?;
            ctx.done(&urls::deadlines(id), "level-resume-done")
        }
        Err(e) => ctx.refused(&urls::deadlines(id), e),
    }
}

pub(crate) async fn targets(ctx: Ctx) -> Answer {
    let page = targets_page(&ctx, Form::default().with("counting", "business")).await?;
    ctx.page(&page).await
}

async fn targets_page(ctx: &Ctx, form: Form) -> Result<ServiceLevels, Error> {
    let read = ctx.read();
    let all = levels::query::list_targets(&read).await?;
    let in_force = procedures::query::list_in_force(&read).await?;
    let units = people::query::unit_names(&read).await?;
    let title =
        |code: &str| in_force.iter().find(|v| v.code == code).map_or_else(|| code.to_owned(), |v| v.title.clone());
    let row = |l: ServiceLevel| LevelRow {
        id: l.id.to_string(),
        procedure: title(&l.procedure),
        unit: l.unit_id.and_then(|u| units.get(&u).cloned()).unwrap_or_default(),
        service: l.service,
        level: l.level,
        response: l.response,
        solution: l.solution,
        counting: ctx.say(counting_key(l.counting)),
        cap: l.cap,
        source: l.source,
    };
    let rows = all.into_iter().map(row).collect();
    let may = ctx.may(Permit::ManageProcedures);
    let fields = if may { target_fields(ctx, &in_force).await? } else { Vec::new() };
    Ok(ServiceLevels { rows, may, form: form.in_order(&fields), fields })
}

async fn target_fields(ctx: &Ctx, in_force: &[procedures::Version]) -> Result<Vec<FieldSpec>, Error> {
    let read = ctx.read();
    let (mut of, mut services, mut incident) = (Vec::new(), Vec::new(), Vec::new());
    for version in in_force {
        let definition = procedures::query::definition(version)?;
        if definition.request_flow().is_none() {
            continue;
        }
        of.push(Choice::new(version.code.clone(), version.title.clone()));
        for field in definition.steps.iter().flat_map(|s| &s.form) {
            let Asked::Catalogue { catalogue } = &field.kind else { continue };
            let list = if catalogue == levels::model::LEVELS { &mut incident } else { &mut services };
            for label in people::query::catalogue(&read, catalogue).await? {
                if list.iter().all(|c: &Choice| c.value != label) {
                    list.push(Choice::new(label.clone(), label));
                }
            }
        }
    }
    let counting = [("business", "level-business"), ("calendar", "level-calendar")];
    let counting = counting.map(|(value, key)| Choice::new(value, ctx.say(key))).into();
    let field = |name: &str, key: &'static str, kind, required, choices: Vec<Choice>| FieldSpec {
        name: name.to_owned(),
        label: ctx.say(key),
        hint: if kind == FieldKind::Line && name != "source" { ctx.say("level-response-hint") } else { String::new() },
        kind,
        required,
        choices,
    };
    Ok(vec![
        field("procedure", "level-procedure", FieldKind::Choice, true, of),
        field("service", "level-service", FieldKind::Choice, false, services),
        field("unit", "request-unit", FieldKind::Choice, false, fields::units(&read).await?),
        field("level", "level-level", FieldKind::Choice, false, incident),
        field("response", "level-response", FieldKind::Line, false, Vec::new()),
        field("solution", "level-solution", FieldKind::Line, false, Vec::new()),
        field("counting", "level-counting", FieldKind::Choice, true, counting),
        field("cap", "level-cap", FieldKind::Confirm, false, Vec::new()),
        field("source", "level-source", FieldKind::Line, false, Vec::new()),
    ])
}

pub(crate) async fn add(ctx: Ctx, sent: Sent) -> Answer {
    let text = |name: &str| sent.get(name).to_owned();
    let draft = TargetDraft {
        procedure: text("procedure"),
        service: text("service"),
        unit: text("unit"),
        level: text("level"),
        response: text("response"),
        solution: text("solution"),
        counting: text("counting"),
        cap: text("cap"),
        source: text("source"),
    };
    let mut tx = ctx.write().await?;
    match levels::add_target(&mut tx, draft).await {
        Ok(_) => {
            tx.commit().await?;
            ctx.done("/service-levels", "level-added")
        }
        Err(e) => {
            drop(tx);
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = targets_page(&ctx, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn withdraw(ctx: Ctx, Id(id): Id<ServiceLevelId>) -> Answer {
    let mut tx = ctx.write().await?;
    levels::withdraw_target(&mut tx, id).await?;
    tx.commit().await?;
    ctx.done("/service-levels", "level-withdrawn")
}
