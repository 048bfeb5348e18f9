//! Lengths of time as manuals state them.

use serde::{Deserialize, Serialize};

/// «12 horas», «2 días hábiles», «30 días», «2 meses». Working units need a calendar to become an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "unit", content = "n")]
pub enum Span {
    /// Seconds on the wall clock.
    Seconds(u32),
    /// Seconds counted only while the office is open.
    WorkingSeconds(u32),
    /// Days of the calendar, same time of the day.
    Days(u32),
    /// Ends with the n-th working day after the start.
    WorkingDays(u32),
    /// Months date to date, clamped to the end of a shorter month.
    Months(u32),
}
