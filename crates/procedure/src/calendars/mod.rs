//! Calendars as files: the national tables inside the program, and a file of somebody's own.
//!
//! What a rule does to a calendar is the business of `kernel::time`; here are only the words of the files
//! (`docs/howto/calendar.md`) and the finding when they cannot be read.

mod file;
mod reader;
mod rows;
#[cfg(test)]
mod tests;

pub use file::read_calendar;

use crate::diagnostic::Diagnostic;
use kernel::time::DayRule;
use std::sync::{Arc, LazyLock};

/// A country whose law is inside the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nation {
    Co,
    Sv,
    Mx,
}

impl Nation {
    pub const ALL: [Self; 3] = [Self::Co, Self::Sv, Self::Mx];

    /// Reads `CO`, `SV`, `MX`, also in small letters.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.code().eq_ignore_ascii_case(code))
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Co => "CO",
            Self::Sv => "SV",
            Self::Mx => "MX",
        }
    }

    /// Its table: the first year it knows, and every rule of it, whomever they bind.
    pub fn table(self) -> &'static Table {
        match self {
            Self::Co => &CO,
            Self::Sv => &SV,
            Self::Mx => &MX,
        }
    }

    /// The rules that bind an institution there: of its sector and of the places it names.
    pub fn rules(self, public_sector: bool, territory: &[String]) -> Vec<Arc<DayRule>> {
        self.table().rules.iter().filter(|r| r.binds(public_sector, territory)).cloned().collect()
    }

    /// The codes of places that some rule names, in order.
    pub fn territories(self) -> Vec<&'static str> {
        let mut codes: Vec<&str> = self.table().rules.iter().flat_map(|r| &r.territory).map(String::as_str).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// The law of one country.
#[derive(Debug)]
pub struct Table {
    /// The first year of which it says everything.
    pub since: i32,
    pub rules: Vec<Arc<DayRule>>,
}

static CO: LazyLock<Table> = LazyLock::new(|| inside(include_str!("../../../../calendars/co.yaml")));
static SV: LazyLock<Table> = LazyLock::new(|| inside(include_str!("../../../../calendars/sv.yaml")));
static MX: LazyLock<Table> = LazyLock::new(|| inside(include_str!("../../../../calendars/mx.yaml")));

fn inside(source: &str) -> Table {
    file::read_table(source).unwrap_or_else(|found| {
        let told: Vec<String> = found.iter().map(|d| d.render("calendars", source)).collect();
        panic!("a calendar inside the program cannot be read: {}", told.concat())
    })
}

type Found = Vec<Diagnostic>;
