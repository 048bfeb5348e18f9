use super::super::{date, instant};
use super::*;
use proptest::prelude::*;

const MORNING: Period = Period { open: 8 * 60, close: 12 * 60 };
const AFTERNOON: Period = Period { open: 13 * 60, close: 16 * 60 };

fn usulutan() -> Calendar {
    Calendar::weekdays(Zone::named("America/El_Salvador").unwrap(), &[MORNING, AFTERNOON])
        .with_closed(date("2026-03-04").unwrap(), "Decreto de prueba")
}

fn at(local: &str) -> Instant {
    instant(&format!("{local}:00-06:00"))
}

#[test]
fn an_hour_that_begins_before_opening_counts_from_opening() {
    let end = usulutan().advance(at("2026-03-02T06:00"), Span::WorkingSeconds(3600)).unwrap();
    assert_eq!(end.at, at("2026-03-02T09:00"));
}

#[test]
fn a_deadline_on_closing_time_is_due_at_closing_and_not_at_the_next_opening() {
    let end = usulutan().advance(at("2026-03-02T15:00"), Span::WorkingSeconds(3600)).unwrap();
    assert_eq!(end.at, at("2026-03-02T16:00"));
}

#[test]
fn noon_nights_weekends_and_decrees_do_not_count_and_are_told() {
    let end = usulutan().advance(at("2026-03-03T15:30"), Span::WorkingSeconds(3600)).unwrap();
    assert_eq!(end.at, at("2026-03-05T08:30"));
    assert_eq!(end.skipped, [Skip { date: date("2026-03-04").unwrap(), why: Some("Decreto de prueba".to_owned()) }]);
    let weekend = usulutan().explain(at("2026-03-06T15:00"), at("2026-03-09T09:00"));
    assert_eq!((weekend.seconds, weekend.skipped.len()), (2 * 3600, 2));
}

#[test]
fn two_working_days_end_with_the_second_working_day_after() {
    let end = usulutan().advance(at("2026-03-02T10:00"), Span::WorkingDays(2)).unwrap();
    assert_eq!(end.at, at("2026-03-05T16:00"));
}

#[test]
fn months_clamp_to_the_end_of_a_shorter_month() {
    let end = usulutan().advance(at("2026-12-31T10:00"), Span::Months(2)).unwrap();
    assert_eq!(end.at, at("2027-02-28T10:00"));
}

#[test]
fn a_worked_saturday_counts() {
    let calendar = usulutan().with_day(date("2026-03-07").unwrap(), vec![MORNING], "Sábado compensado");
    assert_eq!(calendar.between(at("2026-03-07T00:00"), at("2026-03-08T00:00")), 4 * 3600);
}

#[test]
fn a_calendar_that_never_opens_has_no_deadline() {
    let never = Calendar::weekdays(Zone::utc(), &[]);
    assert_eq!(never.advance(at("2026-03-02T10:00"), Span::WorkingSeconds(1)), None);
    assert_eq!(never.advance(at("2026-03-02T10:00"), Span::WorkingDays(1)), None);
}

#[test]
fn overlapping_periods_are_counted_once() {
    let calendar = Calendar::weekdays(Zone::utc(), &[Period { open: 0, close: 100 }, Period { open: 50, close: 2000 }]);
    assert_eq!(calendar.between(instant("2026-03-02T00:00:00Z"), instant("2026-03-03T00:00:00Z")), 86_400);
}

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let zones = prop_oneof![
        Just("America/El_Salvador"),
        Just("America/Bogota"),
        Just("America/Mexico_City"),
        Just("Europe/Madrid")
    ];
    let periods = || {
        prop::collection::vec((0u16..1440, 1u16..600), 0..3)
            .prop_map(|ps| ps.into_iter().map(|(open, len)| Period { open, close: open + len }).collect::<Vec<_>>())
    };
    (zones, prop::array::uniform7(periods()), prop::collection::btree_map(0u64..60, periods(), 0..8)).prop_map(
        |(zone, mut week, days)| {
            week[0].push(Period { open: 480, close: 540 }); // so that every calendar opens some time
            let start = date("2022-10-01").unwrap();
            days.into_iter().fold(Calendar::new(Zone::named(zone).unwrap(), week), |c, (n, p)| {
                c.with_day(start + Days::new(n), p, "excepción")
            })
        },
    )
}

fn any_instant() -> impl Strategy<Value = Instant> {
    (0i64..90 * 86_400).prop_map(|s| instant("2022-09-20T00:00:00Z") + TimeDelta::seconds(s))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn advancing_by_working_time_passes_exactly_that_much_of_it(c in any_calendar(), from in any_instant(), n in 1u32..100_000) {
        let end = c.advance(from, Span::WorkingSeconds(n)).unwrap().at;
        prop_assert_eq!(c.between(from, end), i64::from(n));
        prop_assert!(end > from);
        // The last counted second is working time: nothing is due in a closed office.
        prop_assert!(c.is_open(end - TimeDelta::seconds(1)));
    }

    #[test]
    fn working_time_adds_up(c in any_calendar(), mut t in prop::array::uniform3(any_instant())) {
        t.sort();
        prop_assert_eq!(c.between(t[0], t[1]) + c.between(t[1], t[2]), c.between(t[0], t[2]));
        prop_assert_eq!(c.between(t[1], t[0]), 0);
    }

    #[test]
    fn a_longer_span_never_ends_earlier(c in any_calendar(), from in any_instant(), n in 1u32..50_000, more in 0u32..50_000) {
        let short = c.advance(from, Span::WorkingSeconds(n)).unwrap().at;
        prop_assert!(c.advance(from, Span::WorkingSeconds(n + more)).unwrap().at >= short);
    }

    #[test]
    fn n_working_days_pass_n_days_that_open(c in any_calendar(), from in any_instant(), n in 1u32..20) {
        let end = c.advance(from, Span::WorkingDays(n)).unwrap();
        let (first, last) = (c.zone().today(from), c.zone().today(end.at - TimeDelta::seconds(1)));
        let opened = std::iter::successors(first.succ_opt(), |d| d.succ_opt()).take_while(|d| *d <= last).filter(|d| !c.periods(*d).0.is_empty()).count();
        prop_assert_eq!(opened, n as usize);
    }

    #[test]
    fn every_instant_reads_back_from_its_wall_clock(c in any_calendar(), at in any_instant()) {
        let there = c.zone().local(at);
        let back = c.zone().instant(there.date, there.seconds);
        // In the hour that repeats when summer time ends, the first reading is taken.
        prop_assert!(back == at || back == at - TimeDelta::hours(1));
    }
}
