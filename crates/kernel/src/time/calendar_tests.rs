use super::super::{Advance, Layer, Sector, Span, Weekday, date, easter, instant};
use super::*;
use chrono::{Days, TimeDelta};
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
    let told: Vec<_> = end.skipped.iter().map(|d| (d.date, d.why(Locale::Es))).collect();
    assert_eq!(told, [(date("2026-03-04").unwrap(), Some("Decreto de prueba".to_owned()))]);
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

fn rule(when: When, effect: Effect, name: &str) -> DayRule {
    let day = date("2026-01-01").unwrap();
    DayRule { when, layer: Layer::National, ..DayRule::decreed(day, day, effect, name) }
}

fn day(text: &str) -> Date {
    date(text).unwrap()
}

fn on(text: &str, effect: Effect) -> Arc<DayRule> {
    Arc::new(DayRule::decreed(day(text), day(text), effect, "Circular"))
}

#[test]
fn easter_is_where_the_tables_have_it() {
    for (year, told) in [
        (1818, "1818-03-22"),
        (1943, "1943-04-25"),
        (2000, "2000-04-23"),
        (2024, "2024-03-31"),
        (2026, "2026-04-05"),
        (2038, "2038-04-25"),
        (2285, "2285-03-22"),
    ] {
        assert_eq!(easter(year), date(told), "{year}");
    }
}

#[test]
fn every_kind_of_rule_falls_on_its_dates_and_on_no_other() {
    let falls = |when: When, year: i32| -> Vec<String> {
        let all = Date::from_ymd_opt(year, 1, 1).unwrap().iter_days().take_while(|d| d.year() == year);
        all.filter(|d| when.falls_on(*d)).map(|d| d.format("%m-%d").to_string()).collect()
    };
    assert_eq!(falls(When::Fixed { month: 7, day: 20 }, 2025), ["07-20"], "a Sunday, and it stays");
    assert_eq!(falls(When::Monday { month: 1, day: 6 }, 2025), ["01-06"], "a Monday stays");
    assert_eq!(falls(When::Monday { month: 11, day: 1 }, 2026), ["11-02"], "a Sunday moves");
    assert_eq!(falls(When::Monday { month: 12, day: 29 }, 2027), ["01-04"], "that of 2026 moved across New Year");
    assert_eq!(falls(When::Easter { from: -3, until: -2 }, 2026), ["04-02", "04-03"]);
    assert_eq!(falls(When::Nth { nth: 3, weekday: Weekday::Mon, month: 11 }, 2026), ["11-16"]);
    assert_eq!(falls(When::Nth { nth: 5, weekday: Weekday::Mon, month: 2 }, 2026), [""; 0]);
    let presidents = When::Every { month: 10, day: 1, years: 6, since: 2024 };
    assert_eq!((falls(presidents.clone(), 2030).len(), falls(presidents, 2029).len()), (1, 0));
    let turn = falls(When::Yearly { from: (12, 24), until: (1, 2) }, 2026);
    assert_eq!((turn.len(), turn[0].as_str(), turn[2].as_str(), turn[9].as_str()), (10, "01-01", "12-24", "12-31"));
    assert_eq!(falls(When::Fixed { month: 2, day: 29 }, 2026), [""; 0]);
    assert_eq!(falls(When::Dates { from: day("2026-12-30"), until: day("2027-01-02") }, 2027), ["01-01", "01-02"]);
}

#[test]
fn a_rule_out_of_force_of_another_sector_or_of_another_place_does_not_hold() {
    let mut law = rule(When::Monday { month: 7, day: 9 }, Effect::Closed, "Día");
    law.valid = (date("2026-01-01"), date("2027-12-31"));
    let held: Vec<bool> = ["2025-07-14", "2026-07-13", "2027-07-12", "2028-07-10"].map(|d| law.holds_on(day(d))).into();
    assert_eq!(held, [false, true, true, false]);
    law.sector = Sector::Public;
    law.territory = vec!["sv-amss".to_owned()];
    let here = |code: &str| [code.to_owned()];
    assert!(law.binds(true, &here("sv-amss")) && !law.binds(false, &here("sv-amss")));
    assert!(!law.binds(true, &here("sv-usulutan")) && !law.binds(true, &[]));
}

#[test]
fn layers_change_what_the_earlier_ones_left_whatever_the_order_of_the_rows() {
    let feast = Arc::new(rule(When::Fixed { month: 3, day: 5 }, Effect::Closed, "Feriado"));
    let half = on("2026-03-05", Effect::ClosedFrom(14 * 60));
    let worked = on("2026-03-05", Effect::Worked(vec![Period { open: 420, close: 1080 }]));
    let hours = on("2026-03-05", Effect::Hours(vec![Period { open: 420, close: 1080 }]));
    let open = |rules: &[&Arc<DayRule>]| {
        let mut there = Vec::new();
        for turned in [rules.to_vec(), rules.iter().rev().copied().collect()] {
            there.push(usulutan().with_rules(turned.into_iter().cloned()).periods(day("2026-03-05")));
        }
        assert_eq!(there[0], there[1]);
        there.remove(0)
    };
    assert_eq!(open(&[&feast, &hours]), [], "other hours do not open a holiday");
    assert_eq!(open(&[&feast, &worked]), [Period { open: 420, close: 1080 }]);
    assert_eq!(open(&[&feast, &worked, &half]), [Period { open: 420, close: 840 }]);
    assert_eq!(open(&[&half]), [MORNING, Period { open: 780, close: 840 }]);
    assert_eq!(open(&[&hours]), [Period { open: 420, close: 1080 }]);
    let gone = usulutan().with_rules([on("2026-03-05", Effect::ClosedFrom(0))]);
    assert!(!gone.opens_on(day("2026-03-05")));
}

#[test]
fn other_hours_for_a_week_leave_its_weekend_closed_and_a_worked_saturday_opens() {
    let week = DayRule::decreed(day("2026-03-02"), day("2026-03-08"), Effect::Hours(vec![MORNING]), "Semana");
    let calendar = usulutan().with_rules([Arc::new(week)]);
    let (a, b) = (at("2026-03-02T00:00"), at("2026-03-09T00:00"));
    assert_eq!(calendar.between(a, b), 4 * 4 * 3600, "the Wednesday is closed by decree");
    let paid = calendar.with_rules([on("2026-03-07", Effect::Worked(vec![MORNING]))]);
    assert_eq!(paid.between(a, b), 5 * 4 * 3600);
    assert!(paid.explain(a, b).skipped.iter().any(|d| d.date == day("2026-03-07") && d.is_open()));
}

#[test]
fn two_names_on_one_date_are_one_closed_day_with_both_names() {
    let rules = ["San Pedro y San Pablo", "Sagrado Corazón"]
        .map(|n| Arc::new(rule(When::Fixed { month: 3, day: 5 }, Effect::Closed, n)));
    let special = usulutan().with_rules(rules).special_days(2026);
    assert_eq!(
        special.iter().map(|d| d.why(Locale::Es).unwrap()).collect::<Vec<_>>(),
        ["Decreto de prueba", "San Pedro y San Pablo / Sagrado Corazón"]
    );
}

#[test]
fn suspended_terms_and_a_closed_office_are_two_things() {
    let mut closed = DayRule::decreed(day("2026-03-05"), day("2026-03-05"), Effect::Closed, "Cierre");
    closed.terms_run = true;
    let calendar = usulutan().with_rules([Arc::new(closed), on("2026-03-06", Effect::TermsSuspended)]);
    let open = |c: &Calendar| ["2026-03-04", "2026-03-05", "2026-03-06"].map(|d| c.opens_on(day(d)));
    assert_eq!(open(&calendar), [false, false, true]);
    assert_eq!(open(&calendar.for_terms()), [false, true, false]);
    assert_ne!(calendar.version(), calendar.for_terms().version());
    assert_ne!(calendar.version(), usulutan().version());
    assert_eq!(usulutan().version(), usulutan().version());
}

#[test]
fn a_fraction_of_a_second_is_not_lost_at_closing() {
    let from = at("2026-03-02T15:59") + TimeDelta::milliseconds(59_500);
    assert_eq!(
        usulutan().advance(from, Span::WorkingSeconds(1)).unwrap().at,
        at("2026-03-03T08:00") + TimeDelta::milliseconds(500)
    );
}

#[test]
fn a_day_is_that_of_the_zone_and_not_of_utc() {
    // Friday 20:00 in El Salvador is Saturday in UTC, and Sunday 19:00 is Monday.
    let end = usulutan().advance(instant("2026-03-07T02:00:00Z"), Span::WorkingDays(1)).unwrap();
    assert_eq!(end.at, at("2026-03-09T16:00"));
    assert_eq!(usulutan().between(instant("2026-03-09T01:00:00Z"), instant("2026-03-09T06:00:00Z")), 0);
}

/// What the definition says, minute by minute.
fn naive(calendar: &Calendar, a: Instant, b: Instant) -> i64 {
    let minutes = (b - a).num_minutes();
    60 * (0..minutes).map(|n| i64::from(calendar.is_open(a + TimeDelta::minutes(n)))).sum::<i64>()
}

#[test]
fn every_subset_of_weekdays_counts_what_the_minutes_say() {
    let (a, b) = (at("2026-03-04T09:30"), at("2026-03-12T15:10"));
    for mask in 0u32..128 {
        let week = std::array::from_fn(|n| if mask >> n & 1 == 1 { vec![MORNING, AFTERNOON] } else { Vec::new() });
        let zone = Zone::named("America/El_Salvador").unwrap();
        let calendar = Calendar::new(zone, week).with_closed(day("2026-03-10"), "Decreto");
        assert_eq!(calendar.between(a, b), naive(&calendar, a, b), "{mask:07b}");
        let open = a.date_naive().iter_days().skip(1).take_while(|d| *d <= day("2026-03-12"));
        let open: Vec<Date> = open.filter(|d| mask >> weekday_index(*d) & 1 == 1 && *d != day("2026-03-10")).collect();
        assert_eq!(calendar.working_days_between(day("2026-03-04"), day("2026-03-12")) as usize, open.len());
        if let Some(second) = open.get(1) {
            assert_eq!(calendar.nth_working_day(day("2026-03-04"), 2), Some(*second), "{mask:07b}");
        }
        let hour = calendar.advance(a, Span::WorkingSeconds(3600));
        assert_eq!(hour.is_some(), mask != 0, "a week without hours never ends");
        if let Some(Advance { at, .. }) = hour {
            assert_eq!(calendar.between(a, at), 3600, "{mask:07b}");
        }
    }
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
                let date = start + Days::new(n);
                let effect = match n % 4 {
                    0 => Effect::Worked(p),
                    1 => Effect::Hours(p),
                    2 => Effect::ClosedFrom(u16::try_from(n * 20).unwrap()),
                    _ => Effect::Closed,
                };
                c.with_rules([Arc::new(DayRule::decreed(date, date + Days::new(n % 3), effect, "excepción"))])
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
    fn explaining_and_counting_agree(c in any_calendar(), a in any_instant(), b in any_instant()) {
        let told = c.explain(a, b);
        prop_assert_eq!(told.seconds, c.between(a, b));
        prop_assert_eq!(told.counted.iter().map(|s| (s.until - s.from).num_seconds()).sum::<i64>(), told.seconds);
        prop_assert!(told.counted.iter().all(|s| a <= s.from && s.from < s.until && s.until <= b));
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
        let opened = std::iter::successors(first.succ_opt(), |d| d.succ_opt()).take_while(|d| *d <= last).filter(|d| c.opens_on(*d)).count();
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
