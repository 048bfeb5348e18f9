//! What is run, in which order. One profile and one build: every cargo call names the whole workspace, so that
//! features agree and nothing is compiled twice; `SQLite`, `PostgreSQL` and the browser see the same artifacts.

use crate::{
    browser,
    needs::{self, Parts},
    outside,
    postgres::{self, Cluster},
    report::Report,
    sh, tidy,
};
use std::process::ExitCode;

/// The crates whose tests touch the database and therefore run once more on `PostgreSQL`.
const ON_THE_DATABASE: &str = "package(db) | package(domain) | package(web) | package(app)";

/// Which databases the tests run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum On {
    Both,
    Sqlite,
    Postgres,
}

/// How much of `cargo xtask test` is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) on: On,
    pub(crate) browser: bool,
    pub(crate) outside: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self { on: On::Both, browser: true, outside: true }
    }
}

/// Everything: format, build, clippy, tests on the databases, outside checks, browser journeys.
pub(crate) fn test(plan: &Plan) -> ExitCode {
    let mut report = Report::default();
    let on_postgres = plan.on != On::Sqlite;
    let parts = Parts { postgres: on_postgres, browser: plan.browser, outside: plan.outside };
    if !report.step("what is needed", || needs::provide(parts)) {
        return report.close();
    }
    report.step("format", format);
    if !report.step("build", || sh::run(&mut sh::cargo(&["build", "--workspace", "--all-targets"]))) {
        return report.close();
    }
    report.step("clippy", clippy);
    if plan.on != On::Postgres {
        report.step("tests on SQLite", tests_on_sqlite);
    }
    if on_postgres {
        report.step("tests on PostgreSQL", tests_on_postgres);
    }
    if plan.outside {
        report.step("outside checks", outside::checks);
    }
    if plan.browser {
        report.step("browser journeys", browser::journeys);
    }
    report.close()
}

/// The outside checks alone.
pub(crate) fn outside() -> ExitCode {
    let mut report = Report::default();
    if report.step("what is needed", || needs::provide(Parts { postgres: false, browser: false, outside: true }))
        && report.step("build", || sh::run(&mut sh::cargo(&["build", "-p", "procedure", "--example", "outside"])))
    {
        report.step("outside checks", outside::checks);
    }
    report.close()
}

/// The quick look before a commit.
pub(crate) fn check() -> ExitCode {
    let mut report = Report::default();
    report.step("format", format);
    report.step("house rules", tidy::run);
    report.step("clippy", clippy);
    report.close()
}

/// The house rules alone: no compiling.
pub(crate) fn tidy() -> ExitCode {
    let mut report = Report::default();
    report.step("house rules", tidy::run);
    report.close()
}

/// The browser journeys alone, on a fresh build of the binary.
pub(crate) fn browser() -> ExitCode {
    let mut report = Report::default();
    if report.step("what is needed", || needs::provide(Parts { postgres: false, browser: true, outside: false }))
        && report.step("build", || sh::run(&mut sh::cargo(&["build", "--workspace", "--all-targets"])))
    {
        report.step("browser journeys", browser::journeys);
    }
    report.close()
}

/// A private cluster that lives until somebody presses Enter (or the terminal goes).
pub(crate) fn postgres() -> ExitCode {
    match Cluster::start() {
        Ok(cluster) => {
            println!("export {}={}\n\nEnter stops and removes it.", postgres::SETTING, cluster.url());
            drop(std::io::stdin().read_line(&mut String::new()));
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn format() -> Result<(), String> {
    sh::run(&mut sh::cargo(&["fmt", "--all", "--check"])).map_err(|e| format!("{e}; mend it with: cargo fmt --all"))
}

fn clippy() -> Result<(), String> {
    sh::run(&mut sh::cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
}

fn tests_on_sqlite() -> Result<(), String> {
    sh::run(sh::cargo(&["nextest", "run", "--workspace"]).env_remove(postgres::SETTING))
}

fn tests_on_postgres() -> Result<(), String> {
    let run = |url: &str| {
        let mut nextest = sh::cargo(&["nextest", "run", "--workspace", "-E", ON_THE_DATABASE]);
        sh::run(nextest.env(postgres::SETTING, url))
    };
    match sh::setting(postgres::SETTING) {
        Some(url) => run(&url),
        None => run(Cluster::start()?.url()),
    }
}
