//! The chief's page: what is open and with whom, what is oldest, what comes and goes, how long steps take.

use crate::{
    charts::{self, Day},
    ctx::Ctx,
    error::Answer,
    urls,
    view::{OldCase, Overview, StepTime},
};
use domain::reports::{self, DayFlow, Load};
use kernel::{Locale, Msg, text};

pub(crate) async fn show(ctx: Ctx) -> Answer {
    let seen = reports::overview(&ctx.read()).await?;
    let say = |key: &'static str| ctx.say(key);
    let several = seen.steps.iter().any(|s| s.procedure != seen.steps[0].procedure);
    let days = seen.flow.iter().map(day).collect();
    let heads = ["overview-head-day", "overview-head-asked", "overview-head-closed"].map(say).to_vec();
    let page = Overview {
        laws: domain::laws::query::open(&ctx.read()).await?.into_iter().map(super::manuals::flag).collect(),
        open: count(seen.open),
        waiting: count(seen.waiting),
        unsigned: count(seen.unsigned),
        flow: charts::days(&say("overview-chart-flow"), heads, days),
        by_unit: load(&ctx, "overview-chart-unit", "overview-head-unit", &seen.by_unit),
        by_technician: load(&ctx, "overview-chart-technician", "overview-head-technician", &seen.by_person),
        oldest: seen.oldest.into_iter().map(old).collect(),
        times: seen.steps.into_iter().map(|s| step_time(ctx.locale, several, s)).collect(),
    };
    ctx.page(&page).await
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn day(day: &DayFlow) -> Day {
    Day {
        name: day.date.format("%-d/%-m").to_string(),
        closed: day.office_closed,
        values: vec![count(day.opened), count(day.closed)],
    }
}

fn load(ctx: &Ctx, title: &'static str, head: &'static str, rows: &[Load]) -> charts::Chart {
    let heads = [ctx.say(head), ctx.say("overview-head-open")];
    let name = |load: &Load| load.name.clone().unwrap_or_else(|| ctx.say("overview-nobody"));
    let rows = rows.iter().map(|load| (name(load), count(load.open))).collect();
    charts::bars(&ctx.say(title), [heads[0].as_str(), heads[1].as_str()], rows)
}

fn old(one: reports::Oldest) -> OldCase {
    OldCase {
        href: urls::case(one.case.id),
        number: one.case.number,
        unit: one.unit,
        step: one.step,
        technician: one.owner,
        at: one.case.opened_at,
    }
}

/// With several procedures each step says whose it is.
fn step_time(locale: Locale, several: bool, time: reports::StepTime) -> StepTime {
    StepTime {
        no: time.number.unwrap_or_default(),
        step: if several { format!("{} · {}", time.procedure, time.step) } else { time.step },
        cases: i64::try_from(time.times).unwrap_or(i64::MAX),
        median: length(locale, time.median),
        p90: time.p90.map_or_else(|| text::say(locale, &"overview-few".into()), |p90| length(locale, p90)),
    }
}

/// Working seconds in words, to the minute.
pub(crate) fn length(locale: Locale, seconds: i64) -> String {
    let minutes = seconds / 60;
    let msg = match minutes {
        ..1 => Msg::new("length-under-minute"),
        1..60 => Msg::new("length-minutes").with("minutes", minutes),
        _ => Msg::new("length-hours").with("hours", minutes / 60).with("minutes", minutes % 60),
    };
    text::say(locale, &msg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_time_is_told_to_the_minute() {
        let told = |seconds| length(Locale::Es, seconds);
        assert_eq!([told(20), told(42 * 60), told(3 * 3600 + 600)], ["menos de 1 min", "42 min", "3 h 10 min"]);
    }
}
