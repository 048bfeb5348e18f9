//! The clock of a promise. Pure: a calendar, when it began, its pauses and its target in; what is spent and left out.

use super::Counting;
use kernel::time::{Calendar, Date, Day, Duration, Instant, Span};

/// A promise being kept.
#[derive(Debug, Clone, Copy)]
pub struct Clock<'a> {
    pub calendar: &'a Calendar,
    pub counting: Counting,
    /// From when it counts.
    pub from_at: Instant,
    /// Seconds that were spent before that.
    pub spent_before: i64,
    /// Seconds in all.
    pub target: i64,
    pub pauses: &'a [Rest],
    /// When what was promised was done.
    pub done_at: Option<Instant>,
}

/// A stretch in which the clock rests; open at its end while it still does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    pub from: Instant,
    pub until: Option<Instant>,
    /// In words.
    pub why: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Running,
    Paused,
    /// Done in time.
    Met,
    /// Not done in time, whether it was done since or not.
    Missed,
}

/// Why a stretch did not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Before opening, after closing, the break at noon.
    OffHours,
    /// A day of the week without work.
    DayOff,
    /// What the calendar says of the day, in both languages' own names by its rules.
    Rule(Day),
    Paused(String),
}

/// A stretch that did not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    pub from: Instant,
    pub until: Instant,
    pub why: Why,
}

/// What a clock says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// `None` when the calendar never gets there. While it rests: as if it went on now.
    pub due_at: Option<Instant>,
    /// Seconds; `spent + left` is always the target.
    pub target: i64,
    pub spent: i64,
    /// Negative when more was spent than promised.
    pub left: i64,
    pub state: Standing,
}

/// Seconds between two instants that count, zero when `b` is not after `a`.
pub fn counted(calendar: &Calendar, counting: Counting, a: Instant, b: Instant) -> i64 {
    match counting {
        Counting::Business => calendar.between(a, b),
        Counting::Calendar => (b - a).num_seconds().max(0),
    }
}

/// How many seconds a span is that begins at `from`: hours are themselves, days end with the n-th (working) day.
/// `None` when the calendar never gets there, and for months.
pub fn target_seconds(calendar: &Calendar, counting: Counting, from: Instant, span: Span) -> Option<i64> {
    match (span, counting) {
        (Span::Seconds(n) | Span::WorkingSeconds(n), _) => Some(n.into()),
        (Span::Days(n) | Span::WorkingDays(n), Counting::Business) => {
            let end = calendar.advance(from, Span::WorkingDays(n))?.at;
            Some(counted(calendar, counting, from, end))
        }
        (Span::Days(n) | Span::WorkingDays(n), Counting::Calendar) => {
            let end = calendar.advance(from, Span::Days(n))?.at;
            Some(counted(calendar, counting, from, end))
        }
        (Span::Months(_), _) => None,
    }
}

impl Clock<'_> {
    /// How it stands at `now`.
    pub fn read(&self, now: Instant) -> Reading {
        let at = self.done_at.unwrap_or(now);
        let due_at = self.due(now);
        let spent = self.spent(at);
        let late = due_at.is_some_and(|due| at > due);
        let resting = self.rests().last().is_some_and(|r| r.1.is_none());
        let state = match (self.done_at, late, resting) {
            (_, true, _) => Standing::Missed,
            (Some(_), false, _) => Standing::Met,
            (None, false, true) => Standing::Paused,
            (None, false, false) => Standing::Running,
        };
        Reading { due_at, target: self.target, spent, left: self.target - spent, state }
    }

    /// Seconds spent up to an instant.
    pub fn spent(&self, at: Instant) -> i64 {
        let rested: i64 = self.rests().iter().map(|(from, until)| self.count(*from, until.unwrap_or(at).min(at))).sum();
        self.spent_before + self.count(self.from_at, at) - rested
    }

    /// When the target is used up.
    pub fn due(&self, now: Instant) -> Option<Instant> {
        self.reaches(self.target, now)
    }

    /// When so many seconds will be spent.
    pub fn reaches(&self, seconds: i64, now: Instant) -> Option<Instant> {
        let need = (seconds - self.spent_before).max(0);
        let mut at = self.after(need)?;
        let mut rested = 0;
        for (from, until) in self.rests() {
            // What rests from the very end on no longer matters.
            if from >= at {
                break;
            }
            rested += self.count(from, until.unwrap_or(now));
            at = self.after(need + rested)?;
        }
        Some(at)
    }

    fn count(&self, a: Instant, b: Instant) -> i64 {
        counted(self.calendar, self.counting, a, b)
    }

    fn after(&self, seconds: i64) -> Option<Instant> {
        match self.counting {
            Counting::Business => {
                let span = Span::WorkingSeconds(u32::try_from(seconds).ok()?);
                self.calendar.advance(self.from_at, span).map(|a| a.at)
            }
            Counting::Calendar => self.from_at.checked_add_signed(Duration::seconds(seconds)),
        }
    }

    /// The pauses from the beginning of the clock on, in order, those that overlap as one.
    fn rests(&self) -> Vec<(Instant, Option<Instant>)> {
        let mut all: Vec<(Instant, Option<Instant>)> = self
            .pauses
            .iter()
            .map(|p| (p.from.max(self.from_at), p.until))
            .filter(|(from, until)| until.is_none_or(|u| u > *from))
            .collect();
        all.sort_by_key(|(from, _)| *from);
        let mut out: Vec<(Instant, Option<Instant>)> = Vec::with_capacity(all.len());
        for (from, until) in all {
            match out.last_mut() {
                Some((_, None)) => {}
                Some((_, Some(end))) if from <= *end => match until {
                    Some(until) => *end = until.max(*end),
                    None => out.last_mut().expect("there is one").1 = None,
                },
                _ => out.push((from, until)),
            }
        }
        out
    }

    /// What did not count between the beginning and `until`, in order.
    pub fn skipped(&self, until: Instant) -> Vec<Skipped> {
        let mut out = match self.counting {
            Counting::Business => self.closed(until),
            Counting::Calendar => Vec::new(),
        };
        for rest in self.pauses {
            let (from, end) = (rest.from.max(self.from_at), rest.until.unwrap_or(until).min(until));
            if from < end {
                out.push(Skipped { from, until: end, why: Why::Paused(rest.why.clone()) });
            }
        }
        out.sort_by_key(|s| (s.from, s.until));
        out
    }

    /// The gaps between what counts, cut at midnights and put together where their reason is the same.
    fn closed(&self, until: Instant) -> Vec<Skipped> {
        let mut out: Vec<Skipped> = Vec::new();
        let mut open = self.from_at;
        let counted = self.calendar.explain(self.from_at, until).counted;
        let ends = counted.iter().map(|s| (s.from, s.until)).chain([(until, until)]);
        for (from, end) in ends {
            let mut at = open;
            while at < from {
                let date = self.calendar.zone().today(at);
                let stop = self.midnight_after(date).map_or(from, |m| m.min(from));
                let why = self.why(date);
                match out.last_mut() {
                    Some(last) if last.until == at && last.why == why => last.until = stop,
                    _ => out.push(Skipped { from: at, until: stop, why }),
                }
                at = stop;
            }
            open = open.max(end);
        }
        out
    }

    fn midnight_after(&self, date: Date) -> Option<Instant> {
        date.succ_opt().map(|next| self.calendar.zone().instant(next, 0))
    }

    fn why(&self, date: Date) -> Why {
        let day = self.calendar.day(date);
        if !day.rules.is_empty() {
            Why::Rule(day)
        } else if day.is_open() {
            Why::OffHours
        } else {
            Why::DayOff
        }
    }
}

#[cfg(test)]
#[path = "clock_tests.rs"]
mod tests;
