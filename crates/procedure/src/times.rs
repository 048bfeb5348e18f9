//! Lengths of time, schedules and office hours in the words of a manual.
//!
//! What a span becomes on a calendar is the business of `kernel::time`; the moments of a schedule are here.

use kernel::time::{Calendar, Date, Datelike as _, Instant, Minute, Period, Span, Weekday};

/// Longest length of time that is taken: ten years. The calendar follows no span further.
const MOST_DAYS: u32 = 3650;

/// When something happens again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pub days: Days,
    /// Minutes since local midnight.
    pub at: Minute,
}

/// On which days a schedule falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Days {
    /// «lunes a viernes», «martes y jueves», «todos los días»: Monday first.
    Week([bool; 7]),
    /// «día 1 de cada mes», 1 to 31. A shorter month has no such day.
    Month(u8),
    /// «15 de enero»: month from 1, day from 1.
    Year { month: u8, day: u8 },
}

/// What becomes of a moment that falls on a day without office hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedDays {
    /// It does not happen.
    Skip,
    /// It happens on the next day with office hours, at the same time, once however many moments moved there.
    NextWorkingDay,
}

/// The first moment of the schedule after `after`, exclusive. `None` when the calendar is so closed that there is none
/// within ten years.
pub fn next_after(schedule: &Schedule, after: Instant, calendar: &Calendar, closed: ClosedDays) -> Option<Instant> {
    let mut day = calendar.zone().today(after);
    for _ in 0..=MOST_DAYS {
        if falls_on(schedule, day, calendar, closed) {
            let at = moment(schedule, day, calendar);
            if at > after {
                return Some(at);
            }
        }
        day = day.succ_opt()?;
    }
    None
}

/// The moment of the schedule that belongs to `from`: the one of its day, even if its time has passed, or else the next
/// one. What waits for «8:15» at nine has waited long enough. Moments on closed days move to the next working day.
pub fn moment_for(schedule: &Schedule, from: Instant, calendar: &Calendar) -> Option<Instant> {
    let today = calendar.zone().today(from);
    if falls_on(schedule, today, calendar, ClosedDays::NextWorkingDay) {
        return Some(moment(schedule, today, calendar));
    }
    next_after(schedule, from, calendar, ClosedDays::NextWorkingDay)
}

fn moment(schedule: &Schedule, day: Date, calendar: &Calendar) -> Instant {
    calendar.zone().instant(day, u32::from(schedule.at) * 60)
}

/// Whether the schedule has a moment on that day, by itself or moved there.
fn falls_on(schedule: &Schedule, day: Date, calendar: &Calendar, closed: ClosedDays) -> bool {
    /// Longest run of closed days over which a moment moves.
    const LONGEST_REST: usize = 62;
    let is_open = |day: Date| calendar.opens_on(day);
    if !is_open(day) {
        return false;
    }
    let mut rest =
        std::iter::successors(day.pred_opt(), |d| d.pred_opt()).take(LONGEST_REST).take_while(|d| !is_open(*d));
    named(schedule, day) || (closed == ClosedDays::NextWorkingDay && rest.any(|d| named(schedule, d)))
}

/// Whether the schedule's own words name that day.
fn named(schedule: &Schedule, day: Date) -> bool {
    match &schedule.days {
        Days::Week(days) => days[day.weekday().num_days_from_monday() as usize],
        Days::Month(n) => day.day() == u32::from(*n),
        Days::Year { month, day: n } => day.month() == u32::from(*month) && day.day() == u32::from(*n),
    }
}

/// Reads «12 horas», «2 días hábiles», «1 mes». `None` when it is no length of time, is zero or passes ten years.
pub fn span(text: &str) -> Option<Span> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let (n, unit, working) = match words.as_slice() {
        [n, unit] => (n, unit, false),
        [n, unit, "hábiles" | "hábil" | "habiles" | "habil"] => (n, unit, true),
        _ => return None,
    };
    let n: u32 = n.parse().ok().filter(|n| *n > 0)?;
    let days = |per: u32| n.checked_mul(per).filter(|n| *n <= MOST_DAYS);
    let seconds = |per: u32| n.checked_mul(per).filter(|n| n / 86_400 <= MOST_DAYS);
    match (*unit, working) {
        ("minuto" | "minutos", false) => seconds(60).map(Span::Seconds),
        ("minuto" | "minutos", true) => seconds(60).map(Span::WorkingSeconds),
        ("hora" | "horas", false) => seconds(3600).map(Span::Seconds),
        ("hora" | "horas", true) => seconds(3600).map(Span::WorkingSeconds),
        ("día" | "días" | "dia" | "dias", false) => days(1).map(Span::Days),
        ("día" | "días" | "dia" | "dias", true) => days(1).map(Span::WorkingDays),
        ("semana" | "semanas", false) => days(7).map(Span::Days),
        ("mes" | "meses", false) => days(30).map(|_| Span::Months(n)),
        ("año" | "años", false) => days(365).map(|_| Span::Months(n * 12)),
        _ => None,
    }
}

/// Reads «lunes a viernes 8:00», «día 1 de cada mes 8:00», «15 de enero 8:00», «8:15». `None` when it is no schedule.
pub fn schedule(text: &str) -> Option<Schedule> {
    let text = text.to_lowercase().replace(" a las ", " ");
    let words: Vec<&str> = text.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let (time, days) = words.split_last()?;
    let at = minute(time).filter(|m| *m < 1440)?;
    let days = match days {
        [] => Days::Week([true; 7]),
        ["día" | "dia", n, "de", "cada", "mes"] => Days::Month(n.parse().ok().filter(|n| (1..=31).contains(n))?),
        [n, "de", name] => {
            let month = month(name)?;
            let day = n.parse().ok().filter(|n| (1..=month_length(month)).contains(n))?;
            Days::Year { month, day }
        }
        _ => Days::Week(weekdays(days)?),
    };
    Some(Schedule { days, at })
}

/// Reads office hours: «lunes a viernes 8:00-12:00 13:00-16:00», several groups of days separated by «;».
/// Monday first. `None` when a part cannot be read, closes before it opens, overlaps, or a day comes twice.
pub fn week(text: &str) -> Option<[Vec<Period>; 7]> {
    let mut week: [Vec<Period>; 7] = std::array::from_fn(|_| Vec::new());
    for group in text.to_lowercase().split(';') {
        let words: Vec<&str> = group.split([' ', ',']).filter(|w| !w.is_empty() && *w != "de").collect();
        let first_period = words.iter().position(|w| w.starts_with(|c: char| c.is_ascii_digit()))?;
        let days = weekdays(&words[..first_period])?;
        let periods =
            words[first_period..].iter().filter(|w| **w != "y").map(|w| period(w)).collect::<Option<Vec<_>>>()?;
        if !periods.is_sorted_by(|a, b| a.close <= b.open) {
            return None;
        }
        for day in week.iter_mut().zip(days).filter_map(|(day, on)| on.then_some(day)) {
            if !day.is_empty() {
                return None;
            }
            day.clone_from(&periods);
        }
    }
    Some(week)
}

fn period(text: &str) -> Option<Period> {
    let (open, close) = text.split_once(['-', '–'])?;
    let period = Period { open: minute(open)?, close: minute(close)? };
    (period.open < period.close).then_some(period)
}

/// `8:00` to `24:00`.
pub(crate) fn minute(text: &str) -> Option<Minute> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |t: &str, most: usize| !t.is_empty() && t.len() <= most && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours, 2) || !digits(minutes, 2) || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (Minute, Minute) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60 && hours * 60 + minutes <= 1440).then_some(hours * 60 + minutes)
}

/// «lunes a viernes», «lunes miércoles y viernes», «todos los días».
fn weekdays(words: &[&str]) -> Option<[bool; 7]> {
    let mut days = [false; 7];
    match words {
        ["todos", "los", "días" | "dias"] | ["cada", "día" | "dia"] => days = [true; 7],
        [from, "a", until] => {
            let (from, until) = (weekday(from)?, weekday(until)?);
            if from > until {
                return None;
            }
            days[from..=until].fill(true);
        }
        _ => {
            for name in words.iter().filter(|w| !matches!(**w, "y" | "los" | "cada")) {
                days[weekday(name)?] = true;
            }
        }
    }
    days.contains(&true).then_some(days)
}

fn weekday(name: &str) -> Option<usize> {
    let day = match name {
        "lunes" => Weekday::Mon,
        "martes" => Weekday::Tue,
        "miércoles" | "miercoles" => Weekday::Wed,
        "jueves" => Weekday::Thu,
        "viernes" => Weekday::Fri,
        "sábado" | "sabado" | "sábados" | "sabados" => Weekday::Sat,
        "domingo" | "domingos" => Weekday::Sun,
        _ => return None,
    };
    Some(day.num_days_from_monday() as usize)
}

fn month(name: &str) -> Option<u8> {
    Some(match name {
        "enero" => 1,
        "febrero" => 2,
        "marzo" => 3,
        "abril" => 4,
        "mayo" => 5,
        "junio" => 6,
        "julio" => 7,
        "agosto" => 8,
        "septiembre" | "setiembre" => 9,
        "octubre" => 10,
        "noviembre" => 11,
        "diciembre" => 12,
        _ => return None,
    })
}

/// The last day that every such month has.
fn month_length(month: u8) -> u8 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_read_as_manuals_write_them() {
        assert_eq!(span("12 horas"), Some(Span::Seconds(43_200)));
        assert_eq!(span("8 horas hábiles"), Some(Span::WorkingSeconds(28_800)));
        assert_eq!(span("2 días"), Some(Span::Days(2)));
        assert_eq!(span("30 Días  Hábiles"), Some(Span::WorkingDays(30)));
        assert_eq!(span("1 semana"), Some(Span::Days(7)));
        assert_eq!(span("2 meses"), Some(Span::Months(2)));
        assert_eq!(span("1 año"), Some(Span::Months(12)));
        for wrong in
            ["", "dos", "0 días", "-1 días", "2 meses hábiles", "2", "99999 meses", "4294967295 horas", "11 años"]
        {
            assert_eq!(span(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn schedules_read_as_manuals_write_them() {
        let week = |days| Some(Schedule { days: Days::Week(days), at: 480 });
        assert_eq!(schedule("lunes a viernes 8:00"), week([true, true, true, true, true, false, false]));
        assert_eq!(
            schedule("Lunes, miércoles y viernes a las 08:00"),
            week([true, false, true, false, true, false, false])
        );
        assert_eq!(schedule("8:00"), week([true; 7]));
        assert_eq!(schedule("día 1 de cada mes 8:15"), Some(Schedule { days: Days::Month(1), at: 495 }));
        assert_eq!(schedule("15 de enero 8:00"), Some(Schedule { days: Days::Year { month: 1, day: 15 }, at: 480 }));
        for wrong in [
            "",
            "lunes",
            "lunes 8",
            "lunes 24:00",
            "viernes a lunes 8:00",
            "30 de febrero 8:00",
            "día 0 de cada mes 8:00",
            "8:60",
        ] {
            assert_eq!(schedule(wrong), None, "{wrong}");
        }
    }

    fn calendar() -> Calendar {
        let zone = kernel::time::Zone::named("America/El_Salvador").unwrap();
        Calendar::weekdays(zone, &[Period { open: 480, close: 960 }])
            .with_closed(kernel::time::date("2026-03-04").unwrap(), "Decreto")
    }

    fn at(local: &str) -> Instant {
        kernel::time::instant(&format!("{local}:00-06:00"))
    }

    #[test]
    fn a_schedule_has_its_next_moment_and_closed_days_are_skipped_or_moved() {
        let next = |words: &str, after: &str, closed| {
            next_after(&schedule(words).unwrap(), at(after), &calendar(), closed).unwrap()
        };
        let (skip, moved) = (ClosedDays::Skip, ClosedDays::NextWorkingDay);
        assert_eq!(next("lunes a viernes 8:15", "2026-03-02T08:00", skip), at("2026-03-02T08:15"));
        assert_eq!(next("lunes a viernes 8:15", "2026-03-02T08:15", skip), at("2026-03-03T08:15"), "exclusive");
        assert_eq!(next("lunes a viernes 8:15", "2026-03-03T09:00", skip), at("2026-03-05T08:15"));
        assert_eq!(next("lunes a viernes 8:15", "2026-03-03T09:00", moved), at("2026-03-05T08:15"), "once");
        assert_eq!(next("miércoles 8:00", "2026-03-02T09:00", skip), at("2026-03-11T08:00"));
        assert_eq!(next("miércoles 8:00", "2026-03-02T09:00", moved), at("2026-03-05T08:00"));
        assert_eq!(next("día 1 de cada mes 8:00", "2026-10-15T09:00", skip), at("2026-12-01T08:00"), "a Sunday");
        assert_eq!(next("día 1 de cada mes 8:00", "2026-10-15T09:00", moved), at("2026-11-02T08:00"));
        assert_eq!(next("día 31 de cada mes 8:00", "2026-04-01T09:00", moved), at("2026-06-01T08:00"));
        assert_eq!(next("15 de enero 8:00", "2026-03-02T09:00", skip), at("2027-01-15T08:00"));
        let never = Calendar::weekdays(kernel::time::Zone::utc(), &[]);
        assert_eq!(next_after(&schedule("8:00").unwrap(), at("2026-03-02T09:00"), &never, moved), None);
    }

    #[test]
    fn a_wait_for_a_time_of_today_that_has_passed_is_over() {
        let moment = |words: &str, from: &str| moment_for(&schedule(words).unwrap(), at(from), &calendar()).unwrap();
        assert_eq!(moment("8:15", "2026-03-02T08:00"), at("2026-03-02T08:15"));
        assert_eq!(moment("8:15", "2026-03-02T09:00"), at("2026-03-02T08:15"));
        assert_eq!(moment("8:15", "2026-03-03T23:00"), at("2026-03-03T08:15"));
        assert_eq!(moment("8:15", "2026-03-04T07:00"), at("2026-03-05T08:15"), "closed by decree");
        assert_eq!(moment("lunes 8:00", "2026-03-03T08:00"), at("2026-03-09T08:00"));
    }

    #[test]
    fn office_hours_read_by_groups_of_days() {
        let hours = week("lunes a viernes 8:00-12:00 13:00-16:00; sábado 8:00-12:00").unwrap();
        assert_eq!(hours[0], [Period { open: 480, close: 720 }, Period { open: 780, close: 960 }]);
        assert_eq!((hours[4].len(), hours[5].len(), hours[6].len()), (2, 1, 0));
        for wrong in [
            "",
            "lunes",
            "8:00-12:00",
            "lunes 12:00-8:00",
            "lunes 8:00-12:00 11:00-13:00",
            "lunes 8:00-9:00; lunes 10:00-11:00",
        ] {
            assert_eq!(week(wrong), None, "{wrong}");
        }
    }
}
