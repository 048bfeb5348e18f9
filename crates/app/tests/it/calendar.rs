//! `cabildo calendar`: what anyone can compare with other means.

use super::{cabildo, run, told};
use std::{fs, io::Write as _, path::Path, process::Output, process::Stdio};

fn explain(folder: &Path, calendar: &str, more: &[&str], input: &[u8]) -> Output {
    let file = folder.join("calendar.yaml");
    fs::write(&file, calendar).unwrap();
    let args = [&["calendar", "explain", "--calendar", file.to_str().unwrap()], more].concat();
    let mut command = cabildo(&args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_country_shows_its_year_as_csv_one_row_a_date() {
    let out = run(&["calendar", "show", "--country", "CO", "--year", "2025", "--csv"]);
    let text = told(&out.stdout);
    let rows: Vec<&str> = text.lines().collect();
    assert_eq!(rows[0], "date,weekday,name,law,kind,effect,id,source");
    assert_eq!(rows.len() - 1, 17);
    let both = rows.iter().find(|r| r.starts_with("2025-06-30")).unwrap();
    assert!(both.starts_with("2025-06-30,lunes,Sagrado Corazón de Jesús / San Pedro y San Pablo,"), "{both}");
    assert!(both.contains("\"Ley 51 de 1983, art. 1 y 2\",holiday,closed,"), "{both}");

    let english = cabildo(&["calendar", "show", "--country", "sv", "--public-sector", "--year", "2026"]);
    let mut english = english;
    let shown = told(&english.env("LANG", "en_US").output().unwrap().stdout);
    assert!(shown.contains("SV, 2026: 29 days without work") && shown.contains("August vacation"), "{shown}");
}

#[test]
fn a_year_or_place_without_data_is_refused_rather_than_shown_empty() {
    let out = run(&["calendar", "show", "--country", "CO", "--year", "1980"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(out.stdout.is_empty() && told(&out.stderr).contains("1984"));
    let out = run(&["calendar", "show", "--country", "SV", "--year", "2026", "--territory", "usulutan"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(told(&out.stderr).contains("sv-usulutan"));
}

const IBAGUE: &str = "timezone: America/Bogota\ncountry: CO\npublic_sector: true\nhours:\n  \
    monday-thursday: 07:00-12:00, 14:00-18:00\n  friday: 07:00-15:00\n";

#[test]
fn every_pair_is_answered_with_its_working_seconds_and_a_bad_line_with_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let input = "2026-10-09T14:00 2026-10-13T08:00\n# nothing\n\n2026-10-09 14:00,2026-10-13T13:00:00Z\r\n\
                 2026-10-13T08:00 2026-10-09T14:00\ntomorrow\n2026-10-13T11:59:30 2026-10-13T14:00:30";
    let out = explain(folder.path(), IBAGUE, &[], input.as_bytes());
    assert_eq!(told(&out.stdout), "7200\n7200\n0\nerror\n60\n");
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(told(&out.stderr).lines().count(), 1);
    assert!(told(&out.stderr).contains("línea 6: «tomorrow»"), "{}", told(&out.stderr));
    assert!(explain(folder.path(), IBAGUE, &[], b"").status.success());
    let strange = explain(folder.path(), IBAGUE, &[], b"\xff\xfe x\n2026-10-13T08:00 2026-10-13T09:00\n");
    assert_eq!(told(&strange.stdout), "error\n3600\n");
}

#[test]
fn why_tells_each_day_that_did_not_count_with_its_law() {
    let folder = tempfile::tempdir().unwrap();
    let calendar =
        format!("{IBAGUE}closed:\n  - {{date: 2026-10-09, closed_from: 13:00, name: Aseo, law: Circular 4}}\n");
    let out = explain(folder.path(), &calendar, &["--why"], b"2026-10-09T12:00 2026-10-13T08:00\n");
    let lines = [
        "7200",
        "\t2026-10-09\tviernes\t07:00-13:00\tAseo\tCircular 4",
        "\t2026-10-10\tsábado\tcerrado\tdescanso semanal\t",
        "\t2026-10-11\tdomingo\tcerrado\tdescanso semanal\t",
        "\t2026-10-12\tlunes\tcerrado\tDía de la Raza\tLey 51 de 1983, art. 1 y 2",
    ];
    assert_eq!(told(&out.stdout).lines().collect::<Vec<_>>(), lines);
}

#[test]
fn legal_terms_do_not_run_on_a_day_on_which_they_are_suspended() {
    let folder = tempfile::tempdir().unwrap();
    let calendar =
        format!("{IBAGUE}closed:\n  - {{date: 2026-10-13, terms: suspended}}\n  - {{date: 2026-10-14, terms: run}}\n");
    let input = b"2026-10-13T00:00 2026-10-14T00:00\n2026-10-14T00:00 2026-10-15T00:00\n";
    assert_eq!(told(&explain(folder.path(), &calendar, &[], input).stdout), "32400\n0\n");
    assert_eq!(told(&explain(folder.path(), &calendar, &["--terms"], input).stdout), "0\n32400\n");
}

#[test]
fn a_calendar_that_cannot_be_read_is_told_with_line_and_column_and_answers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let calendar = "timezone: America/Bogota\nhours:\n  monday: 18:00-07:00\n";
    let out = explain(folder.path(), calendar, &[], b"2026-10-09T14:00 2026-10-13T08:00\n");
    assert_eq!((out.status.code(), out.stdout.len()), (Some(1), 0));
    assert!(told(&out.stderr).contains("calendar.yaml:3:11: error: «18:00-07:00»"), "{}", told(&out.stderr));
    let missing = run(&["calendar", "explain", "--calendar", "/nowhere.yaml"]);
    assert_eq!(missing.status.code(), Some(1));
}
