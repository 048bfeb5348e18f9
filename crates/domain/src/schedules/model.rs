//! When something begins, until when it has to be done, and what becomes of runs that were missed. Pure.

use super::CatchUp;
use crate::cases::Begun;
use kernel::{
    Locale, Msg,
    text::Arg,
    time::{Calendar, Date, Duration, Instant, Period, Span, months_before},
};
use procedure::times::{ClosedDays, Days, Schedule, next_after};

/// A run that begins within so long of its instant is in time; a later one was missed while the house was dark.
pub const GRACE: Duration = Duration::hours(1);

/// No list of coming runs is longer.
const MOST: usize = 400;

/// The runs of a schedule after `after` up to `until`, each with the reason why it falls out, if it does. A daily run on
/// a closed day falls out; one of a month or year moves to the next working day. A weekday that the manual itself
/// names counts although the office rests on it.
pub fn occurrences(
    schedule: &Schedule,
    after: Instant,
    until: Instant,
    calendar: &Calendar,
) -> Vec<(Instant, Option<Msg>)> {
    let mut out = Vec::new();
    let mut from = after;
    while let Some(at) = following(schedule, from, calendar).filter(|at| *at <= until) {
        out.push((at, closed(schedule, calendar.zone().today(at), calendar)));
        from = at;
        if out.len() == MOST {
            break;
        }
    }
    out
}

/// The first run after `after`, whether it falls out or not.
pub fn following(schedule: &Schedule, after: Instant, calendar: &Calendar) -> Option<Instant> {
    match schedule.days {
        Days::Week(_) => {
            let whole = || vec![Period { open: 0, close: 1440 }];
            let every = Calendar::new(calendar.zone().clone(), std::array::from_fn(|_| whole()));
            next_after(schedule, after, &every, ClosedDays::Skip)
        }
        Days::Month(_) | Days::Year { .. } => next_after(schedule, after, calendar, ClosedDays::NextWorkingDay),
    }
}

/// Why nothing begins on that day.
fn closed(schedule: &Schedule, day: Date, calendar: &Calendar) -> Option<Msg> {
    let day = calendar.day(day);
    match (!day.is_open(), day.why(Locale::Es), &schedule.days) {
        (true, Some(why), _) => Some(Msg::new("start-closed-day").with("name", why)),
        (true, None, Days::Week(days)) if days.iter().all(|d| *d) => Some(Msg::new("start-rest-day")),
        (true, None, _) | (false, _, _) => None,
    }
}

/// Until when the case of a run has to be finished: what happens several times a week, by closing time of its day;
/// anything else, before it comes again.
pub fn limit(schedule: &Schedule, at: Instant, calendar: &Calendar) -> Option<Instant> {
    let often = matches!(&schedule.days, Days::Week(days) if days.iter().filter(|d| **d).count() > 1);
    if !often {
        return following(schedule, at, calendar);
    }
    let day = calendar.zone().today(at);
    let closing = calendar.periods(day).last().map_or(1440, |p| p.close);
    let closing = calendar.zone().instant(day, u32::from(closing) * 60);
    Some(if closing > at { closing } else { calendar.zone().instant(day, 86_400) })
}

/// The day that lies `span` before `end`, and the working day on or before it. Months end at the last day of a shorter
/// one: two months before 31 August are 30 June. Hours count as the days they begin.
pub fn before(end: Date, span: Span, calendar: &Calendar) -> (Date, Date) {
    let seconds = |n: u32| i64::from(n.div_ceil(86_400));
    let counted = match span {
        Span::Months(n) => months_before(end, n).unwrap_or(end),
        Span::Days(n) => end - Duration::days(n.into()),
        Span::Seconds(n) => end - Duration::days(seconds(n)),
        Span::WorkingSeconds(n) => working_days_before(end, n.div_ceil(8 * 3600), calendar),
        Span::WorkingDays(n) => working_days_before(end, n, calendar),
    };
    (counted, working_day_until(counted, calendar))
}

fn working_days_before(end: Date, n: u32, calendar: &Calendar) -> Date {
    let open = end.pred_opt().into_iter().flat_map(|d| std::iter::successors(Some(d), |d| d.pred_opt()));
    let mut open = open.take(3660).filter(|d| calendar.opens_on(*d));
    usize::try_from(n).ok().filter(|n| *n > 0).map_or(Some(end), |n| open.nth(n - 1)).unwrap_or(end)
}

/// The day itself when it is worked, else the last working day before it; the day itself when there is none for long.
pub fn working_day_until(day: Date, calendar: &Calendar) -> Date {
    let mut back = std::iter::successors(Some(day), |d| d.pred_opt()).take(62);
    back.find(|d| calendar.opens_on(*d)).unwrap_or(day)
}

/// When the office opens on that day; midnight when it does not.
pub fn opening(day: Date, calendar: &Calendar) -> Instant {
    let open = calendar.periods(day).first().map_or(0, |p| p.open);
    calendar.zone().instant(day, u32::from(open) * 60)
}

/// What becomes of a run that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Open,
    Skip(Msg),
}

/// What becomes of the due runs of one schedule, in their order.
pub fn fates(due: &[(Instant, Option<Msg>)], policy: CatchUp, paused: bool, now: Instant) -> Vec<Fate> {
    let last = due.iter().filter(|(_, closed)| closed.is_none()).map(|(at, _)| *at).max();
    let fate = |(at, closed): &(Instant, Option<Msg>)| match closed {
        Some(why) => Fate::Skip(why.clone()),
        None if paused => Fate::Skip(Msg::new("start-paused")),
        None if *at + GRACE >= now => Fate::Open,
        None => match policy {
            CatchUp::All => Fate::Open,
            CatchUp::One if Some(*at) == last => Fate::Open,
            CatchUp::One | CatchUp::None => Fate::Skip(Msg::new("start-dark")),
        },
    };
    due.iter().map(fate).collect()
}

/// What began a case, as a text: the end of its key and its values; days as `2027-06-30`.
pub fn told(begun: &Begun) -> (&'static str, Vec<(&'static str, Arg)>) {
    let day = |d: &Date| Arg::Text(d.to_string());
    let text = |t: &str| Arg::Text(t.to_owned());
    match begun {
        Begun::Schedule { words, due_on } => ("schedule", vec![("words", text(words)), ("due", day(due_on))]),
        Begun::Plan { plan, day: on, subject } => {
            ("plan", vec![("plan", text(plan)), ("day", day(on)), ("subject", text(subject))])
        }
        Begun::Before { length, contract, end_on, counted, due_on } => (
            "before",
            vec![
                ("length", text(length)),
                ("contract", text(contract)),
                ("end", day(end_on)),
                ("counted", day(counted)),
                ("due", day(due_on)),
            ],
        ),
        Begun::Hand { name, reason } => ("hand", vec![("name", text(name)), ("reason", text(reason))]),
    }
}

/// A length as manuals write it.
pub fn in_words(span: Span) -> String {
    let many = |n: u32, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    match span {
        Span::Months(n) => many(n, "mes", "meses"),
        Span::Days(n) => many(n, "día", "días"),
        Span::WorkingDays(n) => many(n, "día hábil", "días hábiles"),
        Span::Seconds(n) => many(n / 3600, "hora", "horas"),
        Span::WorkingSeconds(n) => many(n / 3600, "hora hábil", "horas hábiles"),
    }
}
