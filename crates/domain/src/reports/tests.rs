//! The chief's figures on a known week.

use super::overview;
use crate::fixtures::{kind, office};
use kernel::{
    Kind,
    time::{Duration, date, instant},
};

#[tokio::test]
async fn the_figures_are_those_of_the_cases() {
    let f = office().await;
    // Monday: one is filed, one waits for its signature, one is in hand, two wait.
    f.filed(&f.ana, &f.beto).await;
    let unsigned = f.printed(&f.ana, &f.beto).await;
    let oldest_waiting = f.asks(&f.dora).await;
    assert_eq!(f.takes_next(&f.carla).await, Some(oldest_waiting));
    f.asks(&f.ana).await;
    f.office.clock.set(instant("2026-03-04T15:00:00Z"));
    f.asks(&f.ana).await;
    let seen = overview(&f.office.read(&f.chief)).await.unwrap();
    assert_eq!((seen.open, seen.waiting), (4, 2));
    let loads = |rows: &[super::Load]| rows.iter().map(|l| (l.name.clone(), l.open)).collect::<Vec<_>>();
    let name = |n: &str| Some(n.to_owned());
    assert_eq!(loads(&seen.by_unit), [(name("Tesorería Municipal"), 4)]);
    let by_person = loads(&seen.by_person);
    // What waits for a signature is still with whoever attended it; what waits in the queue is with nobody.
    assert_eq!(by_person, [(None, 2), (name("Beto Rivas"), 1), (name("Carla Paz"), 1)]);
    assert_eq!(
        seen.oldest.iter().map(|o| o.owner.as_deref()).collect::<Vec<_>>(),
        [Some("Beto Rivas"), Some("Carla Paz"), None, None]
    );
    assert_eq!(seen.unsigned, 1);
    assert_eq!(seen.oldest.first().map(|c| c.case.id), Some(unsigned));
    let taking = seen.steps.iter().find(|s| s.step == "Toma el ticket que sigue").unwrap();
    assert_eq!((taking.times, taking.median, taking.p90), (3, 60, None));
    let of_day = |day: &str| seen.flow.iter().find(|d| d.date == date(day).unwrap()).unwrap().clone();
    let (monday, wednesday, sunday) = (of_day("2026-03-02"), of_day("2026-03-04"), of_day("2026-03-01"));
    assert_eq!((monday.opened, monday.closed, monday.office_closed), (4, 1, false));
    assert_eq!((wednesday.opened, wednesday.closed), (1, 0));
    assert!(sunday.office_closed && sunday.opened == 0);
    assert_eq!((seen.flow.len(), seen.flow[29].date), (30, date("2026-03-04").unwrap()));
}

#[tokio::test]
async fn only_working_time_counts_for_a_step() {
    let f = office().await;
    // Asked on Friday at ten to four, taken on Monday at ten past eight: twenty minutes of the office's time.
    f.office.clock.set(instant("2026-03-06T21:49:00Z"));
    f.asks(&f.ana).await;
    f.office.clock.set(instant("2026-03-09T14:09:00Z"));
    f.takes_next(&f.beto).await.unwrap();
    let seen = overview(&f.office.read(&f.chief)).await.unwrap();
    assert_eq!(seen.steps.iter().find(|s| s.step == "Toma el ticket que sigue").unwrap().median, 20 * 60);
    // After a month it no longer counts.
    f.office.clock.advance(Duration::days(31));
    assert!(overview(&f.office.read(&f.chief)).await.unwrap().steps.is_empty());
}

#[tokio::test]
async fn only_those_who_may_see_reports_see_them() {
    let f = office().await;
    for who in [&f.beto, &f.ana, &f.admin] {
        assert_eq!(kind(overview(&f.office.read(who)).await), Kind::Forbidden);
    }
    overview(&f.office.read(&f.auditor)).await.unwrap();
}
