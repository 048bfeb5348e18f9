//! `cabildo procedures check` and `diff`: read definition and manual files and say what is wrong with them, or what
//! changed between two of them.

use super::drawings;
use crate::config::{Procedures, say};
use kernel::{Error, Msg, Result};
use procedure::{Edition, Facts, Finding};
use std::path::{Path, PathBuf};
use std::{fs, process::ExitCode};

/// One of the commands about definition files; none of them opens a database.
pub(crate) fn run(command: &Procedures) -> Result<ExitCode> {
    match command {
        Procedures::Check { files, json } => check(files, *json),
        Procedures::Diff { old, new, json } => diff(old, new, *json),
        Procedures::Import(args) => super::import::import(args),
        Procedures::Export(args) => drawings::export(args),
        Procedures::ImportBpmn(args) => drawings::import(args),
    }
}

/// Prints what is wrong with each file, and of a folder the whole review of its manual; exit code 1 when something may
/// not be used. Refuses a file it cannot read.
fn check(paths: &[PathBuf], json: bool) -> Result<ExitCode> {
    let (folders, files): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|p| p.is_dir());
    let mut editions = Vec::new();
    for folder in folders {
        editions.push(edition(folder)?);
    }
    let (mut read, mut broken) = (editions.iter().map(|e| files_of(e).count()).sum::<usize>(), false);
    if json {
        let loose: Vec<(String, String)> = files.into_iter().map(|f| source(f)).collect::<Result<_>>()?;
        editions.extend((!loose.is_empty()).then(|| Edition::read(loose)));
        let found: Vec<Finding> = editions.iter().flat_map(|e| procedure::review(e, &Facts::default())).collect();
        println!("{}", serde_json::to_string_pretty(&found).map_err(Error::internal)?);
        return Ok(code(found.iter().any(Finding::is_error)));
    }
    for edition in &editions {
        for finding in procedure::review(edition, &Facts::default()) {
            let file = files_of(edition).find(|f| f.name == finding.file);
            print!("{}", finding.render(file.map_or("", |f| &f.source)));
            broken |= finding.is_error();
        }
    }
    for file in files {
        let (name, text) = source(file)?;
        let (findings, errors) = procedure::check_file(&name, &text);
        print!("{findings}");
        broken |= errors;
        read += 1;
    }
    if !broken {
        println!("{}", say(Msg::new("cli-files-fine").with("n", i64::try_from(read).unwrap_or(i64::MAX))));
    }
    Ok(code(broken))
}

/// Prints what changed between two folders or files.
fn diff(old: &Path, new: &Path, json: bool) -> Result<ExitCode> {
    let changes = procedure::diff(&edition(old)?, &edition(new)?);
    if json {
        println!("{}", serde_json::to_string_pretty(&changes).map_err(Error::internal)?);
    } else if changes.is_empty() {
        println!("{}", say("cli-diff-none"));
    } else {
        changes.iter().for_each(|change| println!("{}", change.render()));
    }
    Ok(ExitCode::SUCCESS)
}

/// The definition files of a folder, or the one file.
fn edition(path: &Path) -> Result<Edition> {
    if !path.is_dir() {
        return Ok(Edition::read([source(path)?]));
    }
    let entries = fs::read_dir(path).map_err(|e| unreadable(path, e))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "yaml"));
    files.sort();
    Ok(Edition::read(files.iter().map(|f| source(f)).collect::<Result<Vec<_>>>()?))
}

fn files_of(edition: &Edition) -> impl Iterator<Item = &procedure::edition::File> {
    edition.manual.iter().chain(&edition.procedures)
}

/// A file's name as it was given, and its text.
fn source(file: &Path) -> Result<(String, String)> {
    let text = fs::read_to_string(file).map_err(|e| unreadable(file, e))?;
    Ok((file.display().to_string(), text))
}

fn unreadable(file: &Path, e: std::io::Error) -> Error {
    Error::invalid(Msg::new("cli-file").with("file", file.display().to_string())).with_source(e)
}

const fn code(broken: bool) -> ExitCode {
    if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
