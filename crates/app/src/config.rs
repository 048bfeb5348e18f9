//! What the command line and the environment say.

use clap::{Args, Parser, Subcommand, ValueEnum};
use kernel::{Locale, Msg, text};
use std::{path::PathBuf, sync::LazyLock};

/// The terminal's language: Spanish unless the environment asks for English.
pub(crate) static LOCALE: LazyLock<Locale> = LazyLock::new(|| {
    let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(variable);
    asked.and_then(|tag| Locale::from_tag(&tag)).unwrap_or_default()
});

/// Where the database may be named without showing its password in the list of processes.
const DATABASE: &str = "CABILDO_DATABASE";

#[expect(clippy::disallowed_methods, reason = "app is the crate that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// A text in the terminal's language.
pub(crate) fn say(msg: impl Into<Msg>) -> String {
    text::say(*LOCALE, &msg.into())
}

#[derive(Debug, Parser)]
#[command(name = "cabildo", version, about = say("cli-about"))]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) serve: Serve,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(about = say("cli-serve"))]
    Serve(Serve),
    #[command(subcommand, about = say("cli-procedures"))]
    Procedures(Procedures),
    #[command(subcommand, about = say("cli-calendar"))]
    Calendar(Calendar),
    #[command(subcommand, about = say("cli-user"))]
    User(User),
    #[command(about = say("cli-demo"))]
    Demo(Place),
    #[command(about = say("cli-verify"))]
    Verify(Place),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080", help = say("cli-arg-listen"))]
    pub(crate) listen: String,
    #[arg(long, help = say("cli-arg-behind-proxy"))]
    pub(crate) behind_proxy: bool,
}

/// Where an installation keeps its things, and how it is told what happens.
#[derive(Debug, Args)]
pub(crate) struct Place {
    #[arg(long, value_name = "DIR", default_value = "./cabildo-data", help = say("cli-arg-data"))]
    pub(crate) data: PathBuf,
    #[arg(long, value_name = "URL", help = say("cli-arg-database"))]
    database: Option<String>,
    #[arg(long, value_name = "URL", help = say("cli-arg-public-url"))]
    public_url: Option<String>,
    #[arg(long, value_name = "FILTER", default_value = "info,sea_orm_migration=warn", help = say("cli-arg-log"))]
    pub(crate) log: String,
    #[arg(long, value_enum, default_value_t = LogFormat::Text, help = say("cli-arg-log-format"))]
    pub(crate) log_format: LogFormat,
}

impl Place {
    /// The database that was named, on the command line or in the environment; `None` for the file in the data folder.
    pub(crate) fn database(&self) -> Option<String> {
        self.database.clone().or_else(|| variable(DATABASE))
    }

    /// The address by which people come, without a slash at the end, or `local` when none was given.
    pub(crate) fn public_url(&self, local: &str) -> String {
        self.public_url.as_deref().unwrap_or(local).trim_end_matches('/').to_owned()
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Procedures {
    #[command(about = say("cli-procedures-check"))]
    Check {
        #[arg(required = true, value_name = "DIR_OR_FILE", help = say("cli-arg-files"))]
        files: Vec<PathBuf>,
        #[arg(long, help = say("cli-arg-json"))]
        json: bool,
    },
    #[command(about = say("cli-procedures-diff"))]
    Diff {
        #[arg(value_name = "OLD", help = say("cli-arg-diff-old"))]
        old: PathBuf,
        #[arg(value_name = "NEW", help = say("cli-arg-diff-new"))]
        new: PathBuf,
        #[arg(long, help = say("cli-arg-json"))]
        json: bool,
    },
    #[command(about = say("cli-procedures-import"))]
    Import(Import),
    #[command(about = say("cli-procedures-export"))]
    Export(Export),
    #[command(about = say("cli-procedures-import-bpmn"))]
    ImportBpmn(ImportBpmn),
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[arg(value_name = "FILE", help = say("cli-arg-manual"))]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "DIR", help = say("cli-arg-out"))]
    pub(crate) out: PathBuf,
    #[arg(long, help = say("cli-arg-force"))]
    pub(crate) force: bool,
    #[arg(long, help = say("cli-arg-json"))]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("drawing").required(true).multiple(true).args(["bpmn", "svg", "pdf"])))]
pub(crate) struct Export {
    #[arg(value_name = "FILE", help = say("cli-arg-export-file"))]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "OUT", help = say("cli-arg-export-bpmn"))]
    pub(crate) bpmn: Option<PathBuf>,
    #[arg(long, value_name = "OUT", help = say("cli-arg-export-svg"))]
    pub(crate) svg: Option<PathBuf>,
    #[arg(long, value_name = "OUT", help = say("cli-arg-export-pdf"))]
    pub(crate) pdf: Option<PathBuf>,
    #[arg(long, value_name = "LANGUAGE", default_value = "python", value_parser = ["python", "feel", "juel"], help = say("cli-arg-expressions"))]
    pub(crate) expresiones: String,
}

#[derive(Debug, Args)]
pub(crate) struct ImportBpmn {
    #[arg(value_name = "FILE", help = say("cli-arg-import-bpmn"))]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "OUT", help = say("cli-arg-import-out"))]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Calendar {
    #[command(about = say("cli-calendar-show"))]
    Show(CalendarShow),
    #[command(about = say("cli-calendar-explain"))]
    Explain(CalendarExplain),
}

#[derive(Debug, Args)]
pub(crate) struct CalendarShow {
    #[arg(long, value_name = "CO|SV|MX", value_parser = ["CO", "SV", "MX"], ignore_case = true, help = say("cli-arg-calendar-country"))]
    pub(crate) country: String,
    #[arg(long, help = say("cli-arg-calendar-public"))]
    pub(crate) public_sector: bool,
    #[arg(long, value_name = "CODE", help = say("cli-arg-calendar-territory"))]
    pub(crate) territory: Vec<String>,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1..=9999), help = say("cli-arg-calendar-year"))]
    pub(crate) year: i32,
    #[arg(long, help = say("cli-arg-calendar-csv"))]
    pub(crate) csv: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CalendarExplain {
    #[arg(long, value_name = "FILE", help = say("cli-arg-calendar-file"))]
    pub(crate) calendar: PathBuf,
    #[arg(long, help = say("cli-arg-calendar-why"))]
    pub(crate) why: bool,
    #[arg(long, help = say("cli-arg-calendar-terms"))]
    pub(crate) terms: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    #[command(about = say("cli-user-add"))]
    Add(UserAdd),
    #[command(about = say("cli-user-reset"))]
    Reset(UserReset),
}

#[derive(Debug, Args)]
pub(crate) struct UserAdd {
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(long, value_name = "SLUG", help = say("cli-arg-institution"))]
    pub(crate) institution: Option<String>,
    #[arg(long, value_name = "NAME", help = say("person-name"))]
    pub(crate) name: String,
    #[arg(long, value_name = "USER", help = say("person-login-hint"))]
    pub(crate) user: String,
    #[arg(long, value_name = "E-MAIL", default_value = "", hide_default_value = true, help = say("person-email"))]
    pub(crate) email: String,
    #[arg(long, value_name = "POST", default_value = "", hide_default_value = true, help = say("person-post"))]
    pub(crate) post: String,
    #[arg(long, value_name = "CODE", help = say("cli-arg-unit"))]
    pub(crate) unit: Option<String>,
    #[arg(long = "role", value_name = "CODE", required = true, help = say("cli-arg-role"))]
    pub(crate) roles: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct UserReset {
    #[command(flatten)]
    pub(crate) place: Place,
    #[arg(value_name = "USER", help = say("person-login"))]
    pub(crate) user: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed_and_every_word_of_it_has_a_text() {
        let mut command = Cli::command();
        command.build();
        let mut left = vec![command];
        while let Some(mut command) = left.pop() {
            let help = command.render_long_help().to_string();
            assert!(!help.contains('⟦'), "{help}");
            left.extend(command.get_subcommands().cloned());
        }
        Cli::command().debug_assert();
    }

    #[test]
    fn without_a_command_it_serves() {
        let cli = Cli::parse_from(["cabildo", "--data", "d", "--listen", "127.0.0.1:0"]);
        assert!(cli.command.is_none());
        assert_eq!(
            (cli.serve.listen.as_str(), cli.serve.place.public_url("http://x")),
            ("127.0.0.1:0", "http://x".to_owned())
        );
    }
}
