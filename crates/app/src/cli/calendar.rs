//! `cabildo calendar show` and `explain`: what the clocks know and how they count, for anyone who wants to check them
//! with other means. Neither opens a database.

use crate::config::{Calendar as Command, CalendarExplain, CalendarShow, LOCALE, say};
use kernel::{
    Error, Msg, Result,
    time::{Calendar, Datelike as _, Day, Effect, Instant, Period, Zone, date, format_minute, format_periods},
};
use procedure::calendars::{Nation, read_calendar};
use std::{
    fs,
    io::{self, BufRead as _, Write},
    process::ExitCode,
};

pub(crate) fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Show(args) => show(args),
        Command::Explain(args) => explain(args),
    }
}

/// Prints the days of a year that a country's law changes, one row a date: two names on one date are one day. Refuses
/// years before the data begin and places that no rule names.
fn show(args: &CalendarShow) -> Result<ExitCode> {
    let unknown = || Error::invalid("field-required");
    let nation = Nation::from_code(&args.country).ok_or_else(unknown)?;
    let since = nation.table().since;
    if args.year < since {
        return Err(Error::invalid(
            Msg::new("cli-calendar-too-early").with("country", nation.code()).with("since", since.to_string()),
        ));
    }
    if let Some(code) = args.territory.iter().find(|t| !nation.territories().contains(&t.as_str())) {
        let known = nation.territories().join(", ");
        let key = if known.is_empty() { "cli-calendar-territory-none" } else { "cli-calendar-territory-unknown" };
        let msg = Msg::new(key).with("country", nation.code()).with("code", code.as_str()).with("known", known);
        return Err(Error::invalid(msg));
    }
    // Open all the time, so that every rule shows.
    let week = std::array::from_fn(|_| vec![Period { open: 0, close: 1440 }]);
    let calendar = Calendar::new(Zone::utc(), week).with_rules(nation.rules(args.public_sector, &args.territory));
    let days = calendar.special_days(args.year);
    let mut out = io::stdout().lock();
    let done = if args.csv { csv(&mut out, &days) } else { table(&mut out, nation, args.year, &days) };
    written(done)
}

/// A reader that goes away is no failure of ours.
fn written(done: io::Result<()>) -> Result<ExitCode> {
    match done {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Error::internal(e)),
        Ok(()) | Err(_) => Ok(ExitCode::SUCCESS),
    }
}

fn csv(out: &mut impl Write, days: &[Day]) -> io::Result<()> {
    writeln!(out, "date,weekday,name,law,kind,effect,id,source")?;
    for day in days {
        let joined = |of: fn(&kernel::time::DayRule) -> &str| {
            let texts: Vec<&str> = day.rules.iter().map(|r| of(r)).filter(|t| !t.is_empty()).collect();
            texts.join(" / ")
        };
        let cells = [
            day.date.to_string(),
            weekday(day),
            day.why(*LOCALE).unwrap_or_default(),
            day.law(),
            day.rules.first().map_or("", |r| r.kind()).to_owned(),
            effect(day),
            joined(|r| &r.id),
            joined(|r| &r.source),
        ];
        writeln!(out, "{}", cells.map(quoted).join(","))?;
    }
    Ok(())
}

/// As RFC 4180 has it.
fn quoted(cell: String) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

fn table(out: &mut impl Write, nation: Nation, year: i32, days: &[Day]) -> io::Result<()> {
    let closed = i64::try_from(days.iter().filter(|d| !d.is_open()).count()).unwrap_or(i64::MAX);
    let head = Msg::new("cli-calendar-shown").with("country", nation.code()).with("year", year.to_string());
    writeln!(out, "{}\n", say(head.with("n", closed)))?;
    let name = |d: &Day| d.why(*LOCALE).unwrap_or_default();
    let width = days.iter().map(|d| name(d).chars().count()).max().unwrap_or(0);
    for day in days {
        let part = if day.is_open() { format!("  [{}]", effect(day)) } else { String::new() };
        let kind = day.rules.first().map(|r| say(Msg::new(format!("calendar-kind-{}", r.kind())))).unwrap_or_default();
        writeln!(out, "{}  {:<9}  {:<width$}  {:<12}  {}{part}", day.date, weekday(day), name(day), kind, day.law())?;
    }
    Ok(())
}

fn weekday(day: &Day) -> String {
    say(Msg::new(format!("weekday-{}", day.date.weekday().number_from_monday())))
}

/// `closed`, `closed_from 14:00`, or the hours that are left: words of the file format, the same in every language.
fn effect(day: &Day) -> String {
    match day.rules.last().map(|r| &r.effect) {
        _ if !day.is_open() => "closed".to_owned(),
        Some(Effect::ClosedFrom(at)) => format!("closed_from {}", format_minute(*at)),
        Some(Effect::Closed | Effect::Hours(_) | Effect::Worked(_) | Effect::TermsSuspended) | None => {
            format_periods(&day.periods)
        }
    }
}

/// Prints the working seconds of each pair that comes in. A line that cannot be read is answered with `error` and told
/// with its number; the exit code is then 1.
fn explain(args: &CalendarExplain) -> Result<ExitCode> {
    let name = args.calendar.display().to_string();
    let source = fs::read_to_string(&args.calendar)
        .map_err(|e| Error::invalid(Msg::new("cli-file").with("file", name.clone())).with_source(e))?;
    let calendar = match read_calendar(&source) {
        Ok(calendar) => calendar,
        Err(found) => {
            found.iter().for_each(|d| eprint!("{}", d.render(&name, &source)));
            return Ok(ExitCode::FAILURE);
        }
    };
    let calendar = if args.terms { calendar.for_terms() } else { calendar };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut broken, mut number, mut line) = (false, 0i64, Vec::new());
    let mut input = io::stdin().lock();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).map_err(Error::internal)? == 0 {
            break;
        }
        number += 1;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let done = match pair(text, calendar.zone()) {
            Some((a, b)) => answer(&mut out, &calendar, a, b, args.why),
            None => {
                broken = true;
                let shown: String = text.chars().take(80).collect();
                eprintln!("cabildo: {}", say(Msg::new("cli-calendar-line").with("line", number).with("text", shown)));
                writeln!(out, "error")
            }
        };
        if done.is_err() {
            return written(done);
        }
    }
    written(out.flush())?;
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Two instants, separated by blanks, a comma or a semicolon. A date and the time after it are one.
fn pair(text: &str, zone: &Zone) -> Option<(Instant, Instant)> {
    let mut words = text.split([' ', '\t', ',', ';']).filter(|w| !w.is_empty());
    let mut next = || {
        let word = words.next()?;
        match date(word) {
            Some(_) => zone.read(&format!("{word}T{}", words.next()?)),
            None => zone.read(word),
        }
    };
    let pair = (next()?, next()?);
    words.next().is_none().then_some(pair)
}

fn answer(out: &mut impl Write, calendar: &Calendar, a: Instant, b: Instant, why: bool) -> io::Result<()> {
    if !why {
        return writeln!(out, "{}", calendar.between(a, b));
    }
    let told = calendar.explain(a, b);
    writeln!(out, "{}", told.seconds)?;
    for day in &told.skipped {
        let what = if day.is_open() { format_periods(&day.periods) } else { say("calendar-effect-closed") };
        let name =
            day.why(*LOCALE).unwrap_or_else(|| if day.rules.is_empty() { say("calendar-rest") } else { String::new() });
        writeln!(out, "\t{}\t{}\t{what}\t{name}\t{}", day.date, weekday(day), day.law())?;
    }
    Ok(())
}
