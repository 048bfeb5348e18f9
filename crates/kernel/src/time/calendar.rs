//! Business calendars: when the office is open, and why a day is not like its weekday.
//!
//! Working periods are half-open `[open, close)`: an event at closing time counts from the next opening, a deadline
//! that falls exactly on closing is due at closing. Layers: weekly hours, national law, decrees of the country, local
//! feasts, the institution's own; each changes what the earlier ones left. What a span becomes is in `count.rs`.

use super::{
    Date, Instant, Zone,
    rule::{DayRule, Effect, When},
};
use crate::text::Locale;
use chrono::Datelike as _;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

/// Minutes since local midnight, 0 to 1440.
pub type Minute = u16;

/// One stretch of a day with the office open, from `open` up to but without `close`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    pub open: Minute,
    pub close: Minute,
}

/// What a date is on a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    /// When the office is open, in order; empty when it is closed.
    pub periods: Vec<Period>,
    /// What made it so, beside the weekly hours; two names on one date are one closed day.
    pub rules: Vec<Arc<DayRule>>,
}

impl Day {
    pub fn is_open(&self) -> bool {
        !self.periods.is_empty()
    }

    /// The names of what made it so; `None` when only the weekly hours did.
    pub fn why(&self, locale: Locale) -> Option<String> {
        joined(self.rules.iter().map(|r| r.name.of(locale)))
    }

    /// The laws that say so; empty when none is known.
    pub fn law(&self) -> String {
        joined(self.rules.iter().map(|r| r.law.as_str())).unwrap_or_default()
    }

    /// Seconds of work, as the wall clock shows them.
    pub fn seconds(&self) -> u32 {
        self.periods.iter().map(|p| u32::from(p.close - p.open) * 60).sum()
    }
}

/// Joined by « / », each once; `None` when nothing is said.
fn joined<'t>(texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let mut out: Vec<&str> = Vec::new();
    for text in texts.filter(|t| !t.is_empty()) {
        if !out.contains(&text) {
            out.push(text);
        }
    }
    (!out.is_empty()).then(|| out.join(" / "))
}

/// Which question is asked of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    /// Is somebody there?
    Office,
    /// Do legal terms run?
    Terms,
}

/// Weekly hours with layers of rules, in one zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    zone: Zone,
    week: [Vec<Period>; 7],
    /// Rules of every year.
    standing: Vec<Arc<DayRule>>,
    /// Rules of certain dates, by date.
    dated: BTreeMap<Date, Vec<Arc<DayRule>>>,
    view: View,
}

impl Calendar {
    /// The same periods for each weekday, Monday first. Periods are sorted, cut to the day and merged where they overlap.
    pub fn new(zone: Zone, week: [Vec<Period>; 7]) -> Self {
        let week = week.map(tidy);
        Self { zone, week, standing: Vec::new(), dated: BTreeMap::new(), view: View::Office }
    }

    /// Monday to Friday with the same periods.
    pub fn weekdays(zone: Zone, periods: &[Period]) -> Self {
        let open = || periods.to_vec();
        Self::new(zone, [open(), open(), open(), open(), open(), Vec::new(), Vec::new()])
    }

    /// Adds rules of any layer; their order does not matter.
    #[must_use]
    pub fn with_rules(mut self, rules: impl IntoIterator<Item = Arc<DayRule>>) -> Self {
        /// In days; a longer decree is kept as a rule rather than day by day.
        const LONGEST: i64 = 400;
        for mut rule in rules {
            if let Effect::Hours(periods) | Effect::Worked(periods) = &mut Arc::make_mut(&mut rule).effect {
                *periods = tidy(std::mem::take(periods));
            }
            match rule.when {
                When::Dates { from, until } if (until - from).num_days() < LONGEST => {
                    for date in from.iter_days().take_while(|d| *d <= until) {
                        self.dated.entry(date).or_default().push(rule.clone());
                    }
                }
                _ => self.standing.push(rule),
            }
        }
        self
    }

    /// Sets what holds on one date instead of its weekday.
    #[must_use]
    pub fn with_day(self, date: Date, periods: Vec<Period>, why: impl Into<String>) -> Self {
        self.with_rules([Arc::new(DayRule::decreed(date, date, Effect::Worked(periods), why))])
    }

    /// Closes one date.
    #[must_use]
    pub fn with_closed(self, date: Date, why: impl Into<String>) -> Self {
        self.with_rules([Arc::new(DayRule::decreed(date, date, Effect::Closed, why))])
    }

    /// The same calendar for legal terms: days with suspended terms do not count, days that only close the office do.
    #[must_use]
    pub fn for_terms(&self) -> Self {
        Self { view: View::Terms, ..self.clone() }
    }

    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Sixteen hex digits that change when anything changes that this calendar would answer: to keep with a result that
    /// was computed by it.
    pub fn version(&self) -> String {
        let mut text = format!("{} {:?} {:?}", self.zone.name(), self.view, self.week);
        let dated = self.dated.iter().flat_map(|(d, rules)| rules.iter().map(move |r| format!("{d} {r:?}")));
        let mut rows: Vec<String> = self.standing.iter().map(|r| format!("{r:?}")).chain(dated).collect();
        rows.sort();
        rows.iter().for_each(|row| text.push_str(row));
        Sha256::digest(text.as_bytes()).iter().take(8).fold(String::new(), |mut out, byte| {
            write!(out, "{byte:02x}").expect("a text takes what is written");
            out
        })
    }

    /// What that date is, and by which rules.
    pub fn day(&self, date: Date) -> Day {
        let standing = self.standing.iter().filter(|r| r.holds_on(date));
        let dated = self.dated.get(&date).into_iter().flatten().filter(|r| r.holds_on(date));
        let mut found: Vec<&Arc<DayRule>> = standing.chain(dated).collect();
        let mut day = Day { date, periods: self.week[weekday_index(date)].clone(), rules: Vec::new() };
        found.sort_by_key(|r| r.order());
        for rule in found {
            if self.apply(&rule.effect, rule.terms_run, &mut day.periods) {
                day.rules.push(rule.clone());
            }
        }
        day
    }

    /// Whether the rule had a say on a day that stood like this.
    fn apply(&self, effect: &Effect, terms_run: bool, periods: &mut Vec<Period>) -> bool {
        if self.view == View::Terms && terms_run {
            return false;
        }
        match (effect, self.view) {
            (Effect::TermsSuspended, View::Office) => false,
            (Effect::Closed, _) | (Effect::TermsSuspended, View::Terms) => {
                periods.clear();
                true
            }
            (Effect::Worked(hours), _) => {
                periods.clone_from(hours);
                true
            }
            (Effect::Hours(_), _) if periods.is_empty() => false,
            (Effect::Hours(hours), _) => {
                periods.clone_from(hours);
                true
            }
            (Effect::ClosedFrom(at), _) => {
                let cuts = periods.last().is_some_and(|p| p.close > *at);
                periods.retain_mut(|p| {
                    p.close = p.close.min(*at);
                    p.open < p.close
                });
                cuts
            }
        }
    }

    /// The working periods of a date.
    pub fn periods(&self, date: Date) -> Vec<Period> {
        self.day(date).periods
    }

    /// Whether there is any work on that date.
    pub fn opens_on(&self, date: Date) -> bool {
        self.day(date).is_open()
    }

    /// Whether the office is open at that instant.
    pub fn is_open(&self, at: Instant) -> bool {
        let there = self.zone.local(at);
        self.periods(there.date)
            .iter()
            .any(|p| u32::from(p.open) * 60 <= there.seconds && there.seconds < u32::from(p.close) * 60)
    }

    /// The days of a year that are not like their weekday, or that a rule names although they are.
    pub fn special_days(&self, year: i32) -> Vec<Day> {
        let first = Date::from_ymd_opt(year, 1, 1);
        let days = first.into_iter().flat_map(|d| d.iter_days().take_while(|d| d.year() == year));
        days.map(|d| self.day(d)).filter(|d| !d.rules.is_empty()).collect()
    }
}

fn weekday_index(date: Date) -> usize {
    date.weekday().num_days_from_monday() as usize
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
