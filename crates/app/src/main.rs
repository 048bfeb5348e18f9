//! The `cabildo` command: reads its settings, puts the house together and runs it.
//!
//! The only crate that reads the environment and knows every other one. What a command does is a verb of `domain`; here
//! are only the words on the terminal and the exit code.

mod cli;
mod config;
mod serve;
mod wire;
mod worker;

use clap::Parser as _;
use config::{Cli, Command, say};
use kernel::{Error, Kind};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            complain(&error);
            ExitCode::from(code(error.kind))
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Error> {
    let command = cli.command.unwrap_or(Command::Serve(cli.serve));
    if let Command::Procedures(command) = &command {
        return cli::procedures::run(command);
    }
    if let Command::Calendar(command) = &command {
        return cli::calendar::run(command);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Error::internal)?;
    let done = runtime.block_on(async {
        match command {
            Command::Serve(args) => serve::serve(&args).await,
            Command::User(config::User::Add(args)) => cli::user::add(args).await,
            Command::User(config::User::Reset(args)) => cli::user::reset(args).await,
            Command::Demo(args) => cli::demo::load(&args).await,
            Command::Verify(args) => cli::verify::verify(&args).await,
            Command::Procedures(_) | Command::Calendar(_) => Ok(()),
        }
    });
    done.map(|()| ExitCode::SUCCESS)
}

/// What happened and what to do, at the field where there is one; and what caused it, unless somebody was just first.
fn complain(error: &Error) {
    if error.fields.is_empty() {
        eprintln!("cabildo: {}", say(error.msg.clone()));
    }
    for (field, msg) in &error.fields {
        eprintln!("cabildo: {field}: {}", say(msg.clone()));
    }
    let caused = error.source.as_deref().filter(|_| error.kind != Kind::Conflict);
    let mut cause = caused.map(|e| e as &dyn std::error::Error);
    let mut told = String::new();
    while let Some(e) = cause {
        // Many causes repeat what they wrap.
        let words = e.to_string();
        if !told.contains(&words) {
            eprintln!("  {words}");
            told = words;
        }
        cause = e.source();
    }
}

/// The exit code of a kind (docs/API.md): 1 for what a person can mend, the numbers of `sysexits.h` for the rest, so
/// that whoever restarts services can tell what may pass by itself.
fn code(kind: Kind) -> u8 {
    match kind {
        Kind::Invalid | Kind::NotFound | Kind::Forbidden | Kind::Unauthenticated | Kind::Conflict => 1,
        Kind::Internal => 70,
        Kind::Unavailable => 75,
    }
}
