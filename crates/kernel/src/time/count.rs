//! Counting on a calendar: where a span ends, how much work lies between two instants, and what did not count.

use super::{Calendar, Date, Day, Duration, Instant, Span};
use chrono::{Days, Months};

/// How far a span is followed before the calendar is held to be never open: ten years.
const HORIZON_DAYS: u32 = 3660;

/// Where a span ends, and which days did not count, or not in full, on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advance {
    pub at: Instant,
    /// Closed days, and days that a rule changed: shorter, other hours, worked though it was a rest.
    pub skipped: Vec<Day>,
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
    /// As in [`Advance`].
    pub skipped: Vec<Day>,
}

impl Calendar {
    /// The instant at which `span` after `from` has passed. `None` when the calendar is not open often enough to ever
    /// get there within ten years.
    pub fn advance(&self, from: Instant, span: Span) -> Option<Advance> {
        let plain = |at| Some(Advance { at, skipped: Vec::new() });
        let there = self.zone().local(from);
        match span {
            Span::Seconds(n) => plain(from + Duration::seconds(n.into())),
            Span::Days(n) => {
                plain(self.zone().instant(there.date.checked_add_days(Days::new(n.into()))?, there.seconds))
            }
            Span::Months(n) => {
                plain(self.zone().instant(there.date.checked_add_months(Months::new(n))?, there.seconds))
            }
            Span::WorkingDays(n) => self.advance_days(from, n),
            Span::WorkingSeconds(n) => self.advance_seconds(from, Duration::seconds(n.into())),
        }
    }

    fn advance_days(&self, from: Instant, n: u32) -> Option<Advance> {
        if n == 0 {
            return Some(Advance { at: from, skipped: Vec::new() });
        }
        let (day, skipped) = self.walk(self.zone().today(from), n)?;
        let close = day.periods.last()?.close;
        Some(Advance { at: self.zone().instant(day.date, u32::from(close) * 60), skipped })
    }

    /// The n-th working day after `date`, the date itself for 0. `None` when there is none within ten years.
    pub fn nth_working_day(&self, date: Date, n: u32) -> Option<Date> {
        if n == 0 { Some(date) } else { self.walk(date, n).map(|(day, _)| day.date) }
    }

    fn walk(&self, after: Date, n: u32) -> Option<(Day, Vec<Day>)> {
        let (mut date, mut left, mut skipped) = (after, n, Vec::new());
        for _ in 0..HORIZON_DAYS {
            date = date.succ_opt()?;
            let day = self.day(date);
            left -= u32::from(day.is_open());
            if left == 0 {
                return Some((day, skipped));
            }
            if !day.is_open() {
                skipped.push(day);
            }
        }
        None
    }

    /// Working days after `a` up to and with `b`; zero when `b` is not after `a`.
    pub fn working_days_between(&self, a: Date, b: Date) -> u32 {
        let days = a.iter_days().skip(1).take_while(|d| *d <= b);
        days.map(|d| u32::from(self.opens_on(d))).sum()
    }

    fn advance_seconds(&self, from: Instant, span: Duration) -> Option<Advance> {
        let mut skipped = Vec::new();
        if span.is_zero() {
            return Some(Advance { at: from, skipped });
        }
        let mut left = span;
        let mut date = self.zone().today(from);
        for _ in 0..HORIZON_DAYS {
            let day = self.day(date);
            let mut end = None;
            for stretch in self.stretches(&day) {
                let begin = stretch.from.max(from);
                let length = (stretch.until - begin).max(Duration::zero());
                if left <= length {
                    end = Some(begin + left);
                    break;
                }
                left -= length;
            }
            note(&mut skipped, day);
            if let Some(at) = end {
                return Some(Advance { at, skipped });
            }
            date = date.succ_opt()?;
        }
        None
    }

    /// Whole working seconds in `[a, b)`; zero when `b` is not after `a`.
    pub fn between(&self, a: Instant, b: Instant) -> i64 {
        let mut sum = Duration::zero();
        self.each_day(a, b, |day| sum += self.within(day, a, b).map(|s| s.until - s.from).sum::<Duration>());
        sum.num_seconds()
    }

    /// The same with every counted piece and every day that did not count, or not in full.
    pub fn explain(&self, a: Instant, b: Instant) -> Explained {
        let (mut counted, mut skipped) = (Vec::new(), Vec::new());
        self.each_day(a, b, |day| {
            counted.extend(self.within(day, a, b));
            note(&mut skipped, day.clone());
        });
        let seconds = counted.iter().map(|s: &Stretch| s.until - s.from).sum::<Duration>().num_seconds();
        Explained { seconds, counted, skipped }
    }

    /// Calls `see` for each local day that the half-open interval touches.
    fn each_day(&self, a: Instant, b: Instant, mut see: impl FnMut(&Day)) {
        if b <= a {
            return;
        }
        let (mut date, last) = (self.zone().today(a), self.zone().today(b - Duration::microseconds(1)));
        while date <= last {
            see(&self.day(date));
            let Some(next) = date.succ_opt() else { break };
            date = next;
        }
    }

    fn within(&self, day: &Day, a: Instant, b: Instant) -> impl Iterator<Item = Stretch> {
        let cut = move |s: Stretch| Stretch { from: s.from.max(a), until: s.until.min(b) };
        self.stretches(day).map(cut).filter(|s| s.from < s.until)
    }

    fn stretches(&self, day: &Day) -> impl Iterator<Item = Stretch> {
        let at = |minute: u16| self.zone().instant(day.date, u32::from(minute) * 60);
        day.periods.iter().map(move |p| Stretch { from: at(p.open), until: at(p.close) })
    }
}

/// Keeps a day that is worth telling: closed, or changed by a rule.
fn note(skipped: &mut Vec<Day>, day: Day) {
    if !day.is_open() || !day.rules.is_empty() {
        skipped.push(day);
    }
}
