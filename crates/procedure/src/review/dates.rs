//! Dates as manuals print them: «03/12/2020», «2019/10/30», «18 de Dic /2020», «03/2021».

use super::words::Words;

const MONTHS: [&str; 12] = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

/// Year, month and, where it is printed, day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Printed {
    month: (u32, u32),
    day: Option<u32>,
}

impl Printed {
    /// `None` when the text is no date that one can be sure of.
    pub(super) fn of(text: &str) -> Option<Self> {
        let words = Words::of(&text.replace('.', " "));
        let numbers: Vec<u32> = words.all().iter().filter_map(|w| w.parse().ok()).collect();
        let named = words.all().iter().find_map(|w| MONTHS.iter().position(|m| w.starts_with(m)));
        let named = named.and_then(|m| u32::try_from(m + 1).ok());
        let (year, month, day) = match (named, numbers.as_slice()) {
            (Some(month), [day, year]) if *year > 1900 => (*year, month, Some(*day)),
            (Some(month), [year]) if *year > 1900 => (*year, month, None),
            (None, [year, month, day]) if *year > 1900 => (*year, *month, Some(*day)),
            (None, [day, month, year]) if *year > 1900 => (*year, *month, Some(*day)),
            (None, [month, year]) if *year > 1900 => (*year, *month, None),
            _ => return None,
        };
        let real = (1..=12).contains(&month) && day.is_none_or(|d| (1..=31).contains(&d));
        real.then_some(Self { month: (year, month), day })
    }

    /// Whether it surely lies before the other.
    pub(super) fn before(self, other: Self) -> bool {
        match (self.day, other.day) {
            (Some(a), Some(b)) => (self.month, a) < (other.month, b),
            _ => self.month < other.month,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_dates_are_compared_as_far_as_they_go() {
        let of = |text| Printed::of(text).unwrap();
        assert_eq!(of("03/12/2020"), of("2020/12/03"));
        assert_eq!(of("18 de Dic /2020"), of("18/12/2020"));
        assert!(of("03/12/2020").before(of("18 de diciembre de 2020")));
        assert!(!of("12/2020").before(of("18/12/2020")) && of("11/2020").before(of("18/12/2020")));
        assert_eq!([Printed::of("ayer"), Printed::of("45/13/2020")], [None, None]);
    }
}
