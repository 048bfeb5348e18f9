//! The house's own commands, so that a newcomer needs no tool but cargo.
//!
//! `cargo xtask test` proves everything, `cargo xtask check` is the quick look before a commit.
//! It builds nothing that ships and may read the environment; no crate depends on it.

mod browser;
mod needs;
mod outside;
mod postgres;
mod report;
mod sh;
mod suite;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask test [--on sqlite|postgres] [--no-browser] [--no-outside]   everything, on both databases unless one is named
cargo xtask outside                                      what we export, checked by programs of others
cargo xtask check                                        format, clippy, house rules
cargo xtask tidy                                         house rules only
cargo xtask e2e                                          the browser journeys alone
cargo xtask postgres                                     a private PostgreSQL until Enter, to try single tests on
";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Test(suite::Plan),
    Check,
    Tidy,
    Browser,
    Outside,
    Postgres,
    Help,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match command(&args.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(Command::Test(plan)) => suite::test(&plan),
        Ok(Command::Check) => suite::check(),
        Ok(Command::Tidy) => suite::tidy(),
        Ok(Command::Browser) => suite::browser(),
        Ok(Command::Outside) => suite::outside(),
        Ok(Command::Postgres) => suite::postgres(),
        Ok(Command::Help) => {
            print!("{USAGE}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn command(args: &[&str]) -> Result<Command, String> {
    match args {
        ["test", rest @ ..] => plan(rest).map(Command::Test),
        ["check"] => Ok(Command::Check),
        ["tidy"] => Ok(Command::Tidy),
        ["e2e"] => Ok(Command::Browser),
        ["outside"] => Ok(Command::Outside),
        ["postgres"] => Ok(Command::Postgres),
        [] | ["help" | "--help" | "-h"] => Ok(Command::Help),
        [other, ..] => Err(format!("`cargo xtask {other}` is not understood")),
    }
}

fn plan(mut args: &[&str]) -> Result<suite::Plan, String> {
    let mut plan = suite::Plan::default();
    loop {
        args = match args {
            [] => return Ok(plan),
            ["--on", "sqlite", rest @ ..] => {
                plan.on = suite::On::Sqlite;
                rest
            }
            ["--on", "postgres", rest @ ..] => {
                plan.on = suite::On::Postgres;
                rest
            }
            ["--no-browser", rest @ ..] => {
                plan.browser = false;
                rest
            }
            ["--no-outside", rest @ ..] => {
                plan.outside = false;
                rest
            }
            [other, ..] => return Err(format!("`{other}` is not understood here")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use suite::{On, Plan};

    #[test]
    fn without_options_everything_is_tested() {
        assert_eq!(command(&["test"]), Ok(Command::Test(Plan { on: On::Both, browser: true, outside: true })));
    }

    #[test]
    fn one_database_can_be_named_and_what_is_slow_left_out() {
        let plan = Plan { on: On::Postgres, browser: false, outside: false };
        assert_eq!(command(&["test", "--no-browser", "--no-outside", "--on", "postgres"]), Ok(Command::Test(plan)));
    }

    #[test]
    fn a_mistyped_option_is_refused_instead_of_ignored() {
        assert!(command(&["test", "--on", "mysql"]).is_err());
        assert!(command(&["check", "--fast"]).is_err());
    }
}
