//! Which days are not like their weekday, and by which law: rules that can be computed for any year.
//!
//! National tables, decrees, local feasts and the institution's own circulars are all rows of this one type.

use super::{Date, Datelike as _, Duration, Minute, Period, Weekday};
use crate::text::Locale;

/// On which dates a rule falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Every year on that date. It stays there when that is a Sunday.
    Fixed { month: u32, day: u32 },
    /// Every year on the first Monday on or after that date (Colombia, Ley 51 de 1983).
    Monday { month: u32, day: u32 },
    /// From so many days after Easter Sunday to so many, both included; negative before it.
    Easter { from: i64, until: i64 },
    /// The n-th such weekday of a month, from 1.
    Nth { nth: u32, weekday: Weekday, month: u32 },
    /// On that date, in `since` and every so many years before and after it.
    Every { month: u32, day: u32, years: i32, since: i32 },
    /// Every year from month and day to month and day, both included, also across New Year.
    Yearly { from: (u32, u32), until: (u32, u32) },
    /// Once: from one date to another, both included.
    Dates { from: Date, until: Date },
}

impl When {
    pub fn falls_on(&self, date: Date) -> bool {
        let here = (date.month(), date.day());
        match *self {
            Self::Fixed { month, day } => here == (month, day),
            Self::Monday { month, day } => {
                let named = |d: Date| (d.month(), d.day()) == (month, day);
                date.weekday() == Weekday::Mon && (0..7).any(|n| named(date - Duration::days(n)))
            }
            Self::Easter { from, until } => {
                easter(date.year()).is_some_and(|e| (from..=until).contains(&(date - e).num_days()))
            }
            Self::Nth { nth, weekday, month } => {
                date.month() == month && date.weekday() == weekday && (date.day() - 1) / 7 + 1 == nth
            }
            Self::Every { month, day, years, since } => {
                here == (month, day) && (date.year() - since).rem_euclid(years.max(1)) == 0
            }
            Self::Yearly { from, until } if from <= until => from <= here && here <= until,
            Self::Yearly { from, until } => from <= here || here <= until,
            Self::Dates { from, until } => from <= date && date <= until,
        }
    }

    /// Whether it covers several days in a row.
    pub fn is_stretch(&self) -> bool {
        match self {
            Self::Easter { from, until } => from < until,
            Self::Yearly { .. } => true,
            Self::Dates { from, until } => from < until,
            Self::Fixed { .. } | Self::Monday { .. } | Self::Nth { .. } | Self::Every { .. } => false,
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher); `None` outside the calendar.
pub fn easter(year: i32) -> Option<Date> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

/// Who says so. A later layer changes what an earlier one left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// A country's standing law.
    National,
    /// A decree of the country for certain dates.
    Decree,
    /// The feast of a town.
    Local,
    /// The institution's own decree, agreement or circular.
    Institution,
}

impl Layer {
    pub const ALL: [Self; 4] = [Self::National, Self::Decree, Self::Local, Self::Institution];

    /// As files and tables write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Decree => "decree",
            Self::Local => "local",
            Self::Institution => "institution",
        }
    }
}

/// Whom a national rule binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sector {
    All,
    /// Only who works under the labour code.
    Labour,
    /// Only public employees.
    Public,
}

/// What a rule does to its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Nobody works.
    Closed,
    /// The day ends at that time.
    ClosedFrom(Minute),
    /// Other hours, on days that are worked anyway: weekends and holidays stay closed.
    Hours(Vec<Period>),
    /// The day is worked with these hours, whatever it was: a Saturday that pays for another day.
    Worked(Vec<Period>),
    /// The office is open, but legal terms do not run.
    TermsSuspended,
}

impl Effect {
    /// Within one layer these come one after the other, so that the order of rows changes nothing.
    fn rank(&self) -> u8 {
        match self {
            Self::Worked(_) => 0,
            Self::Hours(_) => 1,
            Self::Closed | Self::TermsSuspended => 2,
            Self::ClosedFrom(_) => 3,
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    pub es: String,
    pub en: String,
}

impl Words {
    /// The same in both: what somebody typed.
    pub fn same(text: impl Into<String>) -> Self {
        let es = text.into();
        Self { en: es.clone(), es }
    }

    pub fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::Es => &self.es,
            Locale::En => &self.en,
        }
    }
}

/// One row of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRule {
    /// By which it is switched off: `co-corpus-christi`. Empty for what needs no name.
    pub id: String,
    pub layer: Layer,
    pub when: When,
    pub effect: Effect,
    /// Legal terms run although the office is closed.
    pub terms_run: bool,
    pub name: Words,
    /// The law, decree or agreement, as papers cite it.
    pub law: String,
    /// Where that was read.
    pub source: String,
    /// First and last date on which it is in force, both included.
    pub valid: (Option<Date>, Option<Date>),
    pub sector: Sector,
    /// Codes of the places it is for (`sv-usulutan`); empty for the whole country.
    pub territory: Vec<String>,
}

impl DayRule {
    /// A row of the institution itself, for certain dates.
    pub fn decreed(from: Date, until: Date, effect: Effect, name: impl Into<String>) -> Self {
        Self {
            id: String::new(),
            layer: Layer::Institution,
            when: When::Dates { from, until },
            effect,
            terms_run: false,
            name: Words::same(name),
            law: String::new(),
            source: String::new(),
            valid: (None, None),
            sector: Sector::All,
            territory: Vec::new(),
        }
    }

    /// Whether it is in force and falls on that date.
    pub fn holds_on(&self, date: Date) -> bool {
        let (from, until) = self.valid;
        from.is_none_or(|f| f <= date) && until.is_none_or(|u| date <= u) && self.when.falls_on(date)
    }

    /// Whether it binds an institution of that sector at those places.
    pub fn binds(&self, public_sector: bool, territory: &[String]) -> bool {
        let sector = match self.sector {
            Sector::All => true,
            Sector::Labour => !public_sector,
            Sector::Public => public_sector,
        };
        sector && (self.territory.is_empty() || self.territory.iter().any(|t| territory.contains(t)))
    }

    /// `holiday`, `vacation`, or the layer that is not the law's own.
    pub fn kind(&self) -> &'static str {
        match self.layer {
            Layer::National if self.when.is_stretch() => "vacation",
            Layer::National => "holiday",
            Layer::Decree | Layer::Local | Layer::Institution => self.layer.name(),
        }
    }

    /// In which order rows apply.
    pub(super) fn order(&self) -> (Layer, u8) {
        (self.layer, self.effect.rank())
    }
}
