//! Business calendars: when the office is open, and what a span becomes on it.
//!
//! Working periods are half-open `[open, close)`: an event at closing time counts from the next opening, a deadline
//! that falls exactly on closing is due at closing. National holiday tables are data that come with the service desk;
//! this is the type they fill.

use super::{Date, Instant, Span, Weekday, Zone};
use chrono::{Datelike as _, Days, Months, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Minutes since local midnight, 0 to 1440.
pub type Minute = u16;

/// How far a span is followed before the calendar is held to be never open: ten years.
const HORIZON_DAYS: u32 = 3660;

/// One stretch of a day with the office open, from `open` up to but without `close`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub open: Minute,
    pub close: Minute,
}

/// A day that does not follow its weekday: closed (no periods), half a day, replacement hours, a worked Saturday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    pub periods: Vec<Period>,
    /// Why, in the words of the law or decree, for those who ask.
    pub why: String,
}

/// Weekly hours with exceptions by date, in one zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    zone: Zone,
    week: [Vec<Period>; 7],
    days: BTreeMap<Date, Day>,
}

/// A day without any working time that a span passed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skip {
    pub date: Date,
    /// The exception's reason; `None` for the weekly rest.
    pub why: Option<String>,
}

/// Where a span ends, and which days did not count on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    pub at: Instant,
    pub skipped: Vec<Skip>,
}

/// A piece of working time that was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    pub from: Instant,
    pub until: Instant,
}

/// The working time between two instants, piece by piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    pub seconds: i64,
    pub counted: Vec<Stretch>,
    pub skipped: Vec<Skip>,
}

impl Calendar {
    /// The same periods for each weekday, Monday first. Periods are sorted, cut to the day and merged where they overlap.
    pub fn new(zone: Zone, week: [Vec<Period>; 7]) -> Self {
        Self { zone, week: week.map(tidy), days: BTreeMap::new() }
    }

    /// Monday to Friday with the same periods.
    pub fn weekdays(zone: Zone, periods: &[Period]) -> Self {
        let open = || periods.to_vec();
        Self::new(zone, [open(), open(), open(), open(), open(), Vec::new(), Vec::new()])
    }

    /// Sets what holds on one date instead of its weekday.
    #[must_use]
    pub fn with_day(mut self, date: Date, periods: Vec<Period>, why: impl Into<String>) -> Self {
        self.days.insert(date, Day { periods: tidy(periods), why: why.into() });
        self
    }

    /// Closes one date.
    #[must_use]
    pub fn with_closed(self, date: Date, why: impl Into<String>) -> Self {
        self.with_day(date, Vec::new(), why)
    }

    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The working periods of a date and, if it is an exception, why.
    pub fn periods(&self, date: Date) -> (&[Period], Option<&str>) {
        match self.days.get(&date) {
            Some(day) => (&day.periods, Some(&day.why)),
            None => (&self.week[weekday_index(date.weekday())], None),
        }
    }

    /// Whether the office is open at that instant.
    pub fn is_open(&self, at: Instant) -> bool {
        let there = self.zone.local(at);
        self.periods(there.date)
            .0
            .iter()
            .any(|p| u32::from(p.open) * 60 <= there.seconds && there.seconds < u32::from(p.close) * 60)
    }

    /// The instant at which `span` after `from` has passed. `None` when the calendar is not open often enough to ever
    /// get there within ten years.
    pub fn advance(&self, from: Instant, span: Span) -> Option<Advance> {
        let plain = |at| Some(Advance { at, skipped: Vec::new() });
        let there = self.zone.local(from);
        match span {
            Span::Seconds(n) => plain(from + TimeDelta::seconds(n.into())),
            Span::Days(n) => plain(self.zone.instant(there.date.checked_add_days(Days::new(n.into()))?, there.seconds)),
            Span::Months(n) => plain(self.zone.instant(there.date.checked_add_months(Months::new(n))?, there.seconds)),
            Span::WorkingDays(n) => self.advance_days(from, n),
            Span::WorkingSeconds(n) => self.advance_seconds(from, n.into()),
        }
    }

    fn advance_days(&self, from: Instant, n: u32) -> Option<Advance> {
        let mut skipped = Vec::new();
        let mut date = self.zone.today(from);
        if n == 0 {
            return Some(Advance { at: from, skipped });
        }
        let mut left = n;
        for _ in 0..HORIZON_DAYS {
            date = date.succ_opt()?;
            let (periods, why) = self.periods(date);
            match periods.last() {
                None => skipped.push(Skip { date, why: why.map(str::to_owned) }),
                Some(last) => {
                    left -= 1;
                    if left == 0 {
                        return Some(Advance { at: self.zone.instant(date, u32::from(last.close) * 60), skipped });
                    }
                }
            }
        }
        None
    }

    fn advance_seconds(&self, from: Instant, n: i64) -> Option<Advance> {
        let mut skipped = Vec::new();
        if n == 0 {
            return Some(Advance { at: from, skipped });
        }
        let mut left = n;
        let mut date = self.zone.today(from);
        for _ in 0..HORIZON_DAYS {
            for stretch in self.stretches(date) {
                let begin = stretch.from.max(from);
                let length = (stretch.until - begin).num_seconds();
                if length <= 0 {
                    continue;
                }
                if left <= length {
                    return Some(Advance { at: begin + TimeDelta::seconds(left), skipped });
                }
                left -= length;
            }
            let (periods, why) = self.periods(date);
            if periods.is_empty() {
                skipped.push(Skip { date, why: why.map(str::to_owned) });
            }
            date = date.succ_opt()?;
        }
        None
    }

    /// Working seconds in `[a, b)`; zero when `b` is not after `a`.
    pub fn between(&self, a: Instant, b: Instant) -> i64 {
        self.explain(a, b).seconds
    }

    /// The same with every counted piece and every day that did not count.
    pub fn explain(&self, a: Instant, b: Instant) -> Explained {
        let mut out = Explained { seconds: 0, counted: Vec::new(), skipped: Vec::new() };
        if b <= a {
            return out;
        }
        let last = self.zone.today(b);
        let mut date = self.zone.today(a);
        while date <= last {
            let (periods, why) = self.periods(date);
            if periods.is_empty() {
                out.skipped.push(Skip { date, why: why.map(str::to_owned) });
            }
            for stretch in self.stretches(date) {
                let (from, until) = (stretch.from.max(a), stretch.until.min(b));
                if from < until {
                    out.seconds += (until - from).num_seconds();
                    out.counted.push(Stretch { from, until });
                }
            }
            let Some(next) = date.succ_opt() else { break };
            date = next;
        }
        out
    }

    fn stretches(&self, date: Date) -> impl Iterator<Item = Stretch> {
        self.periods(date).0.iter().map(move |p| Stretch {
            from: self.zone.instant(date, u32::from(p.open) * 60),
            until: self.zone.instant(date, u32::from(p.close) * 60),
        })
    }
}

fn weekday_index(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

fn tidy(mut periods: Vec<Period>) -> Vec<Period> {
    periods.sort_by_key(|p| (p.open, p.close));
    let mut out: Vec<Period> = Vec::with_capacity(periods.len());
    for p in periods {
        let p = Period { open: p.open.min(1440), close: p.close.min(1440) };
        match out.last_mut() {
            _ if p.open >= p.close => {}
            Some(last) if p.open <= last.close => last.close = last.close.max(p.close),
            _ => out.push(p),
        }
    }
    out
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
