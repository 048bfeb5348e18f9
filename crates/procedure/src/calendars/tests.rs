use super::*;
use kernel::{
    Locale,
    time::{Calendar, Date, Datelike as _, Span, Zone, date, instant},
};
use std::collections::BTreeSet;

fn day(text: &str) -> Date {
    date(text).unwrap()
}

/// Every day open, so that each rule shows.
fn law(nation: Nation, public_sector: bool, territory: &[&str]) -> Calendar {
    let places: Vec<String> = territory.iter().map(|t| (*t).to_owned()).collect();
    let always = vec![kernel::time::Period { open: 480, close: 960 }];
    let week = std::array::from_fn(|_| always.clone());
    Calendar::new(Zone::utc(), week).with_rules(nation.rules(public_sector, &places))
}

fn closed(calendar: &Calendar, year: i32) -> Vec<String> {
    calendar
        .special_days(year)
        .into_iter()
        .filter(|d| !d.is_open())
        .map(|d| d.date.format("%m-%d").to_string())
        .collect()
}

fn named(calendar: &Calendar, text: &str) -> Option<String> {
    calendar.day(day(text)).why(Locale::Es)
}

#[test]
fn the_tables_agree_with_an_implementation_of_others() {
    let mut years = 0;
    for line in include_str!("independent.txt").lines().filter(|l| !l.starts_with('#')) {
        let words: Vec<&str> = line.split(' ').collect();
        let (nation, year) = (Nation::from_code(words[0]).unwrap(), words[1].parse().unwrap());
        let standing = nation.rules(false, &[]).into_iter().filter(|r| r.layer == kernel::time::Layer::National);
        let open = [(); 7].map(|()| vec![kernel::time::Period { open: 480, close: 960 }]);
        let calendar = Calendar::new(Zone::utc(), open).with_rules(standing);
        assert_eq!(closed(&calendar, year), words[2..], "{nation:?} {year}");
        years += 1;
    }
    assert_eq!(years, 3 * 51);
}

#[test]
fn colombia_has_as_many_days_as_the_law_gives() {
    let co = law(Nation::Co, true, &[]);
    let counts: Vec<usize> = (2024..=2027).map(|y| closed(&co, y).len()).collect();
    assert_eq!(counts, [18, 17, 19, 19]);
    assert_eq!(named(&co, "2025-06-30").unwrap(), "Sagrado Corazón de Jesús / San Pedro y San Pablo");
    for collision in ["2030-07-01", "2038-07-05"] {
        assert!(named(&co, collision).unwrap().contains(" / "), "{collision}");
    }
    assert_eq!(named(&co, "2025-07-20").unwrap(), "Día de la Independencia", "a Sunday, and it does not move");
    assert!(co.opens_on(day("2025-07-21")));
}

#[test]
fn the_day_of_chiquinquira_begins_in_2026_and_can_be_switched_off() {
    let co = law(Nation::Co, true, &[]);
    assert!(co.opens_on(day("2025-07-14")) && !co.opens_on(day("2026-07-13")));
    assert_eq!(co.day(day("2026-07-13")).law(), "Ley 2578 de 2026, art. 6");
    let file = "timezone: America/Bogota\nhours: lunes a viernes 8:00-16:00\ncountry: CO\noff:\n  - id: co-chiquinquira\n    reason: Sentencia\n";
    let without = read_calendar(file).unwrap();
    assert!(without.opens_on(day("2026-07-13")) && !without.opens_on(day("2026-07-20")));
    assert!(!read_calendar(&file[..file.find("off").unwrap()]).unwrap().opens_on(day("2026-07-13")));
}

#[test]
fn fifteen_working_days_from_the_first_of_october_2026_end_on_the_twenty_third() {
    let file = "timezone: America/Bogota\nhours: {monday-thursday: '07:00-12:00, 14:00-18:00', friday: 07:00-15:00}\ncountry: CO\n";
    let ibague = read_calendar(file).unwrap();
    let end = ibague.advance(instant("2026-10-01T15:00:00Z"), Span::WorkingDays(15)).unwrap();
    assert_eq!(end.at, instant("2026-10-23T20:00:00Z"), "Friday at 15:00, closing time");
    assert!(end.skipped.iter().any(|d| d.why(Locale::Es).as_deref() == Some("Día de la Raza")));
    assert_eq!(ibague.nth_working_day(day("2026-10-01"), 15), date("2026-10-23"));
    let week = ibague.between(instant("2026-10-05T00:00:00-05:00"), instant("2026-10-12T00:00:00-05:00"));
    assert_eq!(week, 44 * 3600);
}

#[test]
fn mexico_changes_its_government_every_six_years_on_the_date_of_the_time() {
    let mx = law(Nation::Mx, false, &[]);
    let change = |year: i32| {
        let days = mx.special_days(year).into_iter();
        days.filter(|d| d.why(Locale::Es).unwrap().contains("Poder Ejecutivo"))
            .map(|d| d.date.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(change(2012), ["2012-12-01"]);
    assert_eq!(change(2018), ["2018-12-01"]);
    assert_eq!(change(2024), ["2024-10-01"]);
    assert_eq!(change(2030), ["2030-10-01"]);
    assert!((2019..2024).chain(2025..2030).all(|y| change(y).is_empty()));
    assert_eq!(closed(&mx, 2025), ["01-01", "02-03", "03-17", "05-01", "09-16", "11-17", "12-25"]);
    assert_eq!(closed(&mx, 2005), ["01-01", "02-05", "03-21", "05-01", "09-16", "11-20", "12-25"]);
    assert!(closed(&mx, 2006).contains(&"03-21".to_owned()) && closed(&mx, 2006).contains(&"02-06".to_owned()));
    assert!(mx.opens_on(day("2026-05-05")), "not for a town hall");
    assert!(law(Nation::Mx, true, &[]).opens_on(day("2026-05-05")));
    assert!(!law(Nation::Mx, true, &["mx-federacion"]).opens_on(day("2026-05-05")));
}

#[test]
fn el_salvador_has_one_list_for_workers_and_another_for_public_employees() {
    let labour = law(Nation::Sv, false, &[]);
    assert_eq!(
        closed(&labour, 2026),
        ["01-01", "04-02", "04-03", "04-04", "05-01", "05-10", "06-17", "08-06", "09-15", "11-02", "12-25"]
    );
    assert!(closed(&law(Nation::Sv, false, &["sv-san-salvador"]), 2026).contains(&"08-03".to_owned()));
    assert!(labour.opens_on(day("2015-05-10")) && !labour.opens_on(day("2016-05-10")));

    let public = law(Nation::Sv, true, &[]);
    let days = closed(&public, 2026);
    let holy_week = ["03-30", "03-31", "04-01", "04-02", "04-03", "04-04", "04-05", "04-06"];
    let august = ["08-01", "08-02", "08-03", "08-04", "08-05", "08-06"];
    let turn = ["01-01", "01-02", "12-24", "12-25", "12-26", "12-27", "12-28", "12-29", "12-30", "12-31"];
    let single = ["05-01", "05-10", "06-17", "09-15", "11-02"];
    let all: BTreeSet<&str> = holy_week.into_iter().chain(august).chain(turn).chain(single).collect();
    assert_eq!(days, Vec::from_iter(all));
    assert_eq!(public.day(day("2026-08-04")).rules[0].kind(), "vacation");
    assert_eq!(public.day(day("2026-09-15")).rules[0].kind(), "holiday");
}

#[test]
fn a_decree_holds_for_its_sector_and_its_place() {
    let usulutan = law(Nation::Sv, true, &["sv-usulutan"]);
    assert_eq!(named(&usulutan, "2026-11-25").unwrap(), "Fiesta patronal de Santa Catarina");
    assert!(law(Nation::Sv, true, &[]).opens_on(day("2026-11-25")));
    for decreed in ["2022-09-16", "2022-12-26", "2023-01-02", "2023-07-07", "2024-06-18"] {
        assert!(!usulutan.opens_on(day(decreed)), "{decreed}");
    }
    assert_eq!(usulutan.day(day("2023-06-23")).seconds(), 8 * 3600, "only around the capital");
    let capital = law(Nation::Sv, true, &["sv-amss"]).day(day("2023-06-23"));
    assert_eq!((capital.seconds(), capital.rules[0].kind()), (6 * 3600, "decree"));
    assert!(usulutan.opens_on(day("2024-06-01")), "for the private sector alone");
    assert!(!law(Nation::Sv, false, &[]).opens_on(day("2024-06-01")));
}

#[test]
fn every_rule_has_its_law_and_its_name_in_both_languages() {
    for rule in Nation::ALL.iter().flat_map(|n| &n.table().rules) {
        assert!(!rule.law.is_empty() && !rule.source.is_empty(), "{rule:?}");
        assert!(!rule.name.es.is_empty() && !rule.name.en.is_empty(), "{rule:?}");
    }
    assert!(Nation::ALL.iter().all(|n| n.table().since < 1990));
}

const WHOLE: &str = "\
timezone: America/El_Salvador
country: SV
public_sector: true
territory: [sv-usulutan]
hours:
  monday-friday: 08:00-16:00
  saturday: closed
breaks: 12:00-13:00
off: [sv-agosto]
closed:
  - 2026-10-05
  - 2026-10-07..2026-10-08
  - {date: 2026-10-09, closed_from: 11:00, name: Día cívico, law: Acuerdo 7}
layers:
  local:
    - {from: 2026-10-12, until: 2026-10-13, hours: 07:00-11:00}
  institution:
    - {date: 2026-10-17, worked: '08:00-12:00'}
    - {date: 2026-10-20, terms: suspended}
    - {date: 2026-10-21, terms: run}
";

#[test]
fn a_file_with_every_kind_of_row_becomes_its_calendar() {
    let calendar = read_calendar(WHOLE).unwrap();
    let hours = |text: &str| calendar.day(day(text)).seconds() / 3600;
    assert_eq!(hours("2026-10-01"), 7);
    assert!(calendar.opens_on(day("2026-08-03")) && !calendar.opens_on(day("2026-11-25")));
    assert_eq!(["2026-10-05", "2026-10-07", "2026-10-08", "2026-10-09"].map(hours), [0, 0, 0, 3]);
    assert_eq!(["2026-10-12", "2026-10-13", "2026-10-14", "2026-10-17"].map(hours), [4, 4, 7, 4]);
    let terms = calendar.for_terms();
    let open = |c: &Calendar| ["2026-10-20", "2026-10-21"].map(|d| c.opens_on(day(d)));
    assert_eq!((open(&calendar), open(&terms)), ([true, false], [false, true]));
    assert_eq!(calendar.special_days(2026).iter().filter(|d| d.date.month() == 10).count(), 8);
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let wrong = |text: &str| {
        let found = read_calendar(text).unwrap_err();
        found.iter().map(|d| format!("{}:{} {}", d.line, d.column, d.message)).collect::<Vec<_>>().join("\n")
    };
    let base = "timezone: America/Bogota\nhours: lunes a viernes 8:00-16:00\n";
    let plus = |more: &str| wrong(&format!("{base}{more}"));
    assert!(wrong("hours: {mon: 08:00-16:00}\n").starts_with("1:1 falta «timezone»"));
    assert!(wrong("timezone: Bogota\nhours: {mon: 08:00-16:00}\n").starts_with("1:11 «Bogota»"));
    assert!(wrong("timezone: America/Bogota\nhours:\n  mon: 16:00-08:00\n").starts_with("3:8 «16:00-08:00»"));
    assert!(
        wrong("timezone: America/Bogota\nhours:\n  mon: 08:00-12:00\n  lunes: 08:00-12:00\n")
            .starts_with("4:3 ese día")
    );
    assert!(wrong("timezone: America/Bogota\nhours: {mon: '8:00-12:00, 11:00-13:00'}\n").contains("se cruza"));
    assert!(plus("holidays: []\n").starts_with("3:1 el formato no tiene"));
    assert!(plus("country: PE\n").starts_with("3:10 «PE» no se conoce; puede ser CO, SV, MX"));
    assert!(plus("territory: sv-usulutan\n").starts_with("3:1 «territory» va con"));
    assert!(plus("country: CO\noff: [co-nada]\n").contains("ninguna regla de CO"));
    assert!(plus("closed:\n  - 2026-02-30\n").starts_with("4:5 «2026-02-30»"));
    assert!(plus("closed:\n  - {from: 2026-03-02, until: 2026-03-01}\n").contains("es antes de"));
    assert!(plus("closed:\n  - {name: X}\n").contains("falta cuándo"));
    assert!(plus("closed:\n  - {date: 2026-03-02, fixed: 01-01}\n").contains("más de una vez"));
    assert!(plus("closed:\n  - {date: 2026-03-02, hours: 8:00-9:00, worked: 8:00-9:00}\n").contains("una sola"));
    assert!(plus("closed:\n  - {date: 2026-03-02, closed_from: 25:00}\n").contains("no es una hora"));
    assert!(plus("closed:\n  - {date: 2026-03-02, terms: suspended, closed: true}\n").contains("va sola"));
    assert!(plus("closed: {date: 2026-03-02}\n").contains("una lista"));
    assert!(plus("layers: {town: []}\n").contains("no tiene la clave «town»"));
    assert!(plus("closed:\n  - 2026-3-2\ncountry: XX\n").lines().count() == 2, "everything at once");
    assert!(wrong("a: b: c\n").contains("YAML"));
    assert!(wrong("- x\n").contains("clave: valor"));
}
