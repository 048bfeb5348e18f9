//! Service-level clocks: lessons.md §3, rows 2 and 3, and golden scenario S8.

use super::*;
use kernel::time::{Period, Zone, date, instant};
use proptest::prelude::*;

fn period(open: u16, close: u16) -> Period {
    Period { open: open * 60, close: close * 60 }
}

/// INDUPAL's hours.
fn valledupar() -> Calendar {
    Calendar::weekdays(Zone::named("America/Bogota").unwrap(), &[period(8, 12), period(14, 18)])
}

fn at(local: &str) -> Instant {
    instant(&format!("{local}:00-05:00"))
}

fn clock<'a>(calendar: &'a Calendar, from: Instant, target: i64, pauses: &'a [Rest]) -> Clock<'a> {
    Clock { calendar, counting: Counting::Business, from_at: from, spent_before: 0, target, pauses, done_at: None }
}

fn rest(from: &str, until: Option<&str>) -> Rest {
    Rest { from: at(from), until: until.map(at), why: "Repuestos".to_owned() }
}

const TWELVE: i64 = 12 * 3600;

// S8: received on Friday at 17:30, written down on Monday at 8:00: the clock counts from Friday.
#[test]
fn s8_mail_of_friday_evening_counts_from_friday_and_the_skipped_hours_are_listed() {
    let calendar = valledupar();
    let clock = clock(&calendar, at("2026-03-06T17:30"), TWELVE, &[]);
    let monday = clock.read(at("2026-03-09T08:00"));
    assert_eq!((monday.spent, monday.state), (1800, Standing::Running), "half an hour of Friday");
    // 30 min on Friday, 8 h on Monday, 3 h 30 min on Tuesday.
    let due = at("2026-03-10T11:30");
    assert_eq!(monday.due_at, Some(due));
    let told: Vec<_> = clock.skipped(due).into_iter().map(|s| (s.from, s.until, s.why)).collect();
    let off = |a: &str, b: &str| (at(a), at(b), Why::OffHours);
    let expected = vec![
        off("2026-03-06T18:00", "2026-03-07T00:00"),
        (at("2026-03-07T00:00"), at("2026-03-09T00:00"), Why::DayOff),
        off("2026-03-09T00:00", "2026-03-09T08:00"),
        off("2026-03-09T12:00", "2026-03-09T14:00"),
        off("2026-03-09T18:00", "2026-03-10T08:00"),
    ];
    assert_eq!(told, expected);
    // The wall clock beside it: Saturday 5:30, with nothing skipped.
    let wall = Clock { counting: Counting::Calendar, ..clock };
    assert_eq!(wall.read(at("2026-03-09T08:00")).due_at, Some(at("2026-03-07T05:30")));
    assert_eq!(wall.skipped(due), []);
}

#[test]
fn a_feast_is_skipped_by_its_name_and_closing_time_is_in_time() {
    let calendar = valledupar().with_closed(date("2026-03-23").unwrap(), "San José");
    let clock = clock(&calendar, at("2026-03-20T14:00"), 4 * 3600, &[]);
    let due = at("2026-03-20T18:00");
    assert_eq!(clock.due(due), Some(due), "due at closing, not at the next opening");
    let done = |at: Instant| Clock { done_at: Some(at), ..clock }.read(at).state;
    assert_eq!((done(due), done(due + Duration::seconds(1))), (Standing::Met, Standing::Missed));
    let longer = Clock { target: 5 * 3600, ..clock };
    assert_eq!(longer.due(due), Some(at("2026-03-24T09:00")));
    let named = longer.skipped(at("2026-03-24T09:00")).into_iter().any(|s| {
        matches!(&s.why, Why::Rule(day) if day.why(kernel::Locale::Es).as_deref() == Some("San José"))
            && (s.until - s.from) == Duration::hours(24)
    });
    assert!(named);
}

#[test]
fn a_pause_takes_away_only_what_would_have_counted() {
    let calendar = valledupar();
    let from = at("2026-03-06T17:30");
    let due = |pauses: &[Rest]| clock(&calendar, from, TWELVE, pauses).due(at("2026-03-30T08:00")).unwrap();
    let plain = due(&[]);
    // Over the weekend and at noon nothing counts anyhow.
    assert_eq!(due(&[rest("2026-03-06T18:00", Some("2026-03-09T08:00"))]), plain);
    assert_eq!(due(&[rest("2026-03-09T12:00", Some("2026-03-09T14:00"))]), plain);
    // From Friday 17:45 to Monday 9:00: a quarter and an hour of work.
    assert_eq!(due(&[rest("2026-03-06T17:45", Some("2026-03-09T09:00"))]), at("2026-03-10T14:45"));
    // Two that overlap are one.
    let twice =
        [rest("2026-03-09T09:00", Some("2026-03-09T10:00")), rest("2026-03-09T09:30", Some("2026-03-09T10:00"))];
    assert_eq!(due(&twice), due(&twice[..1]));
    // One that begins after the end does not matter.
    assert_eq!(due(&[rest("2026-03-12T09:00", Some("2026-03-12T10:00"))]), plain);
    let open = [rest("2026-03-09T09:00", None)];
    let resting = clock(&calendar, from, TWELVE, &open);
    let (soon, later) = (resting.read(at("2026-03-09T10:00")), resting.read(at("2026-03-12T10:00")));
    assert_eq!((soon.state, later.state), (Standing::Paused, Standing::Paused));
    assert_eq!((soon.spent, later.spent), (5400, 5400));
}

#[test]
fn days_are_cells_of_the_calendar_and_hours_are_hours() {
    let calendar = valledupar();
    let seconds = |counting, span| target_seconds(&calendar, counting, at("2026-03-06T17:30"), span);
    assert_eq!(seconds(Counting::Business, Span::Days(1)), Some(1800 + 8 * 3600), "to the end of Monday");
    assert_eq!(seconds(Counting::Business, Span::WorkingDays(2)), Some(1800 + 16 * 3600));
    assert_eq!(seconds(Counting::Calendar, Span::WorkingDays(2)), Some(48 * 3600));
    assert_eq!(seconds(Counting::Business, Span::Seconds(43_200)), Some(TWELVE));
    assert_eq!(seconds(Counting::Business, Span::Months(1)), None);
}

// Row 4 is the calendar's; here: every set of weekdays, also none.
#[test]
fn every_set_of_weekdays_has_its_end_or_none() {
    let zone = Zone::named("America/Bogota").unwrap();
    for days in 0u8..128 {
        let week = std::array::from_fn(|n| if days & (1 << n) == 0 { Vec::new() } else { vec![period(8, 16)] });
        let calendar = Calendar::new(zone.clone(), week);
        let clock = clock(&calendar, at("2026-03-06T17:30"), TWELVE, &[]);
        let due = clock.due(at("2026-03-06T17:30"));
        assert_eq!(due.is_none(), days == 0, "{days:07b}");
        if let Some(due) = due {
            assert_eq!((clock.spent(due), calendar.between(clock.from_at, due)), (TWELVE, TWELVE), "{days:07b}");
            let skipped: i64 = clock.skipped(due).iter().map(|s| (s.until - s.from).num_seconds()).sum();
            assert_eq!(skipped + TWELVE, (due - clock.from_at).num_seconds(), "{days:07b}: all of it is explained");
        }
    }
}

proptest! {
    #[test]
    fn spent_and_left_are_the_target_and_more_time_is_never_due_sooner(
        minutes in 0i64..20_000, target in 0i64..400_000, more in 0i64..100_000, now in 0i64..40_000,
        pause in 0i64..20_000, length in 0i64..3_000, wall in any::<bool>(),
    ) {
        let calendar = valledupar();
        let base = at("2026-03-02T00:00");
        let minute = |n: i64| base + Duration::minutes(n);
        let pauses = [Rest { from: minute(pause), until: Some(minute(pause + length)), why: String::new() }];
        let counting = if wall { Counting::Calendar } else { Counting::Business };
        let one = Clock { counting, ..clock(&calendar, minute(minutes), target, &pauses) };
        let two = Clock { target: target + more, ..one };
        let at = minute(minutes + now);
        let reading = one.read(at);
        prop_assert_eq!(reading.spent + reading.left, target);
        prop_assert!(one.due(at) <= two.due(at));
        // At its end exactly the target is spent, pauses or not.
        let due = one.due(at).unwrap();
        prop_assert_eq!(one.spent(due), target);
        // Without the pause it is never due later, and as soon when the pause took nothing away.
        let unpaused = Clock { pauses: &[], ..one }.due(at).unwrap();
        prop_assert!(unpaused <= due);
        let (from, until) = (pauses[0].from.max(one.from_at), pauses[0].until.unwrap().max(one.from_at));
        if counted(&calendar, counting, from, until) == 0 {
            prop_assert_eq!(unpaused, due);
        }
    }
}
