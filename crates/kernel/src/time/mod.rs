//! Instants, zones, spans and business calendars. The only place that knows a clock.
//!
//! Stored instants are UTC with microseconds, because that is what both databases keep. A wall-clock reading
//! exists only together with the institution's zone.

mod calendar;
mod count;
mod rule;
mod span;

pub use calendar::{Calendar, Day, Minute, Period};
pub use count::{Advance, Explained, Stretch};
pub use rule::{DayRule, Effect, Layer, Sector, When, Words, easter};
pub use span::Span;

use crate::{Error, Result, text::Locale};
use chrono::Timelike as _;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// A point in time, UTC, whole microseconds.
pub type Instant = chrono::DateTime<chrono::Utc>;
/// A day of the calendar.
pub type Date = chrono::NaiveDate;
/// An exact length of time.
pub type Duration = chrono::TimeDelta;
pub use chrono::{Datelike, Weekday};

/// Cuts to the microseconds that both databases keep.
pub fn rounded(at: Instant) -> Instant {
    let us = at.timestamp_subsec_micros();
    at.with_nanosecond(us * 1000).unwrap_or(at)
}

/// Reads `2026-03-02T14:00:00Z`. For tests and constants.
///
/// # Panics
/// When the text is no instant.
pub fn instant(text: &str) -> Instant {
    chrono::DateTime::parse_from_rfc3339(text).expect("an RFC 3339 instant").to_utc()
}

/// Reads an RFC 3339 instant that came from outside; `None` when it is none.
pub fn parse_instant(text: &str) -> Option<Instant> {
    chrono::DateTime::parse_from_rfc3339(text).ok().map(|at| rounded(at.to_utc()))
}

/// Reads `2026-03-02`; `None` when it is no day.
pub fn date(text: &str) -> Option<Date> {
    Date::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Where "now" comes from: the machine, or a test that moves it by hand.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Manual(Arc<AtomicI64>),
}

impl Clock {
    pub fn manual(at: Instant) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(at.timestamp_micros())))
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one clock of the house")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => rounded(std::time::SystemTime::now().into()),
            Self::Manual(us) => chrono::DateTime::from_timestamp_micros(us.load(Ordering::SeqCst)).unwrap_or_default(),
        }
    }

    /// Moves a manual clock; the system's stays as it is.
    pub fn advance(&self, by: Duration) {
        if let Self::Manual(us) = self {
            us.fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
        }
    }

    /// Sets a manual clock; the system's stays as it is.
    pub fn set(&self, at: Instant) {
        if let Self::Manual(us) = self {
            us.store(at.timestamp_micros(), Ordering::SeqCst);
        }
    }
}

/// A wall-clock reading in some zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    pub date: Date,
    /// Seconds since local midnight.
    pub seconds: u32,
}

/// One IANA time zone, from the table inside the program (never the machine's).
#[derive(Debug, Clone)]
pub struct Zone {
    name: String,
    tz: jiff::tz::TimeZone,
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Zone {
    /// Refuses a name that the IANA table does not have.
    pub fn named(name: &str) -> Result<Self> {
        let tz = jiff::tz::TimeZoneDatabase::bundled()
            .get(name)
            .map_err(|e| Error::field("zone", "zone-unknown").with_source(e))?;
        Ok(Self { name: name.to_owned(), tz })
    }

    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), tz: jiff::tz::TimeZone::UTC }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn local(&self, at: Instant) -> Local {
        let at = jiff::Timestamp::from_microsecond(at.timestamp_micros()).unwrap_or_default();
        let there = at.to_zoned(self.tz.clone()).datetime();
        let date = Date::from_ymd_opt(
            there.year().into(),
            there.month().unsigned_abs().into(),
            there.day().unsigned_abs().into(),
        )
        .unwrap_or_default();
        let time = there.time();
        let part = |n: i8| u32::from(n.unsigned_abs());
        Local { date, seconds: part(time.hour()) * 3600 + part(time.minute()) * 60 + part(time.second()) }
    }

    pub fn today(&self, at: Instant) -> Date {
        self.local(at).date
    }

    /// The instant of a wall-clock reading: in a gap the first moment after it, in a fold the first of the two.
    /// `seconds` may be 86 400 for the end of the day.
    pub fn instant(&self, date: Date, seconds: u32) -> Instant {
        let (date, seconds) =
            if seconds >= 86_400 { (date.succ_opt().unwrap_or(date), seconds - 86_400) } else { (date, seconds) };
        let narrow = |n: u32| i8::try_from(n).unwrap_or(0);
        let civil = jiff::civil::DateTime::new(
            i16::try_from(date.year()).unwrap_or(1970),
            narrow(date.month()),
            narrow(date.day()),
            narrow(seconds / 3600),
            narrow(seconds / 60 % 60),
            narrow(seconds % 60),
            0,
        );
        civil
            .ok()
            .and_then(|c| self.tz.to_ambiguous_zoned(c).compatible().ok())
            .and_then(|z| chrono::DateTime::from_timestamp_micros(z.timestamp().as_microsecond()))
            .unwrap_or_default()
    }

    /// Reads an RFC 3339 instant, or a wall-clock reading of this zone: `2026-03-02T08:00`, with or without seconds, a space
    /// instead of the `T`. `None` for anything else.
    pub fn read(&self, text: &str) -> Option<Instant> {
        if let Some(at) = parse_instant(text) {
            return Some(at);
        }
        let text = text.replacen([' ', 't'], "T", 1);
        let there = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
            .iter()
            .find_map(|f| chrono::NaiveDateTime::parse_from_str(&text, f).ok())?;
        let fraction = Duration::microseconds(i64::from(there.and_utc().timestamp_subsec_micros().min(999_999)));
        Some(self.instant(there.date(), there.num_seconds_from_midnight()) + fraction)
    }

    /// `20/11/2026` in Spanish, `20 Nov 2026` in English.
    pub fn format_date(&self, at: Instant, locale: Locale) -> String {
        format_date(self.today(at), locale)
    }

    /// Day and 24-hour time to the minute, as the town hall's wall clock showed it.
    pub fn format(&self, at: Instant, locale: Locale) -> String {
        let there = self.local(at);
        format!("{} {}", format_date(there.date, locale), format_time(there.seconds))
    }

    /// Time of the day, 24 h, to the minute.
    pub fn format_time(&self, at: Instant) -> String {
        format_time(self.local(at).seconds)
    }
}

pub fn format_date(date: Date, locale: Locale) -> String {
    match locale {
        Locale::Es => date.format("%d/%m/%Y").to_string(),
        Locale::En => date.format("%-d %b %Y").to_string(),
    }
}

/// `08:05`; the end of the day is `24:00`.
pub fn format_minute(minute: Minute) -> String {
    format_time(u32::from(minute) * 60)
}

/// `08:00-12:00, 13:00-16:00`; empty for none.
pub fn format_periods(periods: &[Period]) -> String {
    let one = |p: &Period| format!("{}-{}", format_minute(p.open), format_minute(p.close));
    periods.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn format_time(seconds: u32) -> String {
    format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60)
}

/// Year and month of a day.
pub fn date_parts(date: Date) -> (i32, u32) {
    (date.year(), date.month())
}

/// The same day so many months later, clamped to the end of a shorter month; `None` past the end of the calendar.
pub fn months_after(date: Date, months: u32) -> Option<Date> {
    date.checked_add_months(chrono::Months::new(months))
}

/// The same day so many months before, clamped to the end of a shorter month; `None` before the calendar begins.
pub fn months_before(date: Date, months: u32) -> Option<Date> {
    date.checked_sub_months(chrono::Months::new(months))
}

/// `2026-03`: the name of a month, as folders and addresses use it.
pub fn month_name(date: Date) -> String {
    date.format("%Y-%m").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_table_is_inside_the_program() {
        let there = Zone::named("America/El_Salvador").unwrap().local(instant("2026-03-02T14:30:05Z"));
        assert_eq!((there.date, there.seconds), (date("2026-03-02").unwrap(), 8 * 3600 + 30 * 60 + 5));
        assert!(Zone::named("America/Usulutan").is_err());
    }

    #[test]
    fn an_instant_is_read_with_its_offset_or_as_the_wall_clock_of_the_zone() {
        let zone = Zone::named("America/Bogota").unwrap();
        let eight = Some(instant("2026-03-02T13:00:00Z"));
        for text in [
            "2026-03-02T13:00:00Z",
            "2026-03-02T07:00:00-06:00",
            "2026-03-02T08:00",
            "2026-03-02 08:00",
            "2026-03-02T08:00:00",
        ] {
            assert_eq!(zone.read(text), eight, "{text}");
        }
        assert_eq!(zone.read("2026-03-02T08:00:00.5"), eight.map(|at| at + Duration::milliseconds(500)));
        for wrong in ["", "2026-03-02", "08:00", "2026-02-30T08:00", "2026-03-02T25:00", "2026-03-02T08:00 x"] {
            assert_eq!(zone.read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn mexico_had_summer_time_until_2022() {
        let zone = Zone::named("America/Mexico_City").unwrap();
        assert_eq!(zone.local(instant("2022-07-01T12:00:00Z")).seconds, 7 * 3600);
        assert_eq!(zone.local(instant("2026-07-01T12:00:00Z")).seconds, 6 * 3600);
    }

    #[test]
    fn the_clock_keeps_microseconds_only() {
        assert_eq!(Clock::System.now().timestamp_subsec_nanos() % 1000, 0);
    }

    #[test]
    fn a_manual_clock_moves_only_when_told() {
        let clock = Clock::manual(instant("2026-03-02T14:00:00Z"));
        let same = clock.clone();
        clock.advance(Duration::hours(2));
        assert_eq!(same.now(), instant("2026-03-02T16:00:00Z"));
    }
}
