//! `cabildo procedures import`: reads a manual as it comes and writes a draft directory, with what has to be looked at.

use crate::config::{Import, say};
use importer::Draft;
use kernel::{Error, Msg, Result};
use procedure::{Edition, Facts, Finding};
use serde_json::{Value, json};
use std::{fs, path::Path, process::ExitCode};

/// Writes the draft and prints what had to be supposed, what was not understood and the review of its files. Exit code
/// 1 when the draft may not be used as it is: a row is to be mended.
///
/// # Errors
/// Invalid: the file cannot be read or is no manual, the folder is not empty (and nobody forced it) or not writable.
pub(crate) fn import(args: &Import) -> Result<ExitCode> {
    let name = args.file.display().to_string();
    let bytes = fs::read(&args.file)
        .map_err(|e| Error::invalid(Msg::new("cli-file").with("file", name.as_str())).with_source(e))?;
    let file_name = args.file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or(name);
    let draft = importer::read(&file_name, &bytes)?;
    write(&args.out, &draft, args.force)?;
    let files: Vec<(String, String)> = draft.files();
    let definitions = files.iter().filter(|(name, _)| name.ends_with(".yaml")).cloned();
    let reviewed = procedure::review(&Edition::read(definitions), &Facts::default());
    if args.json {
        println!("{:#}", as_json(&draft, &files, &reviewed)?);
    } else {
        print(&draft, &files, &reviewed);
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let done = Msg::new("cli-import-done")
            .with("folder", args.out.display().to_string())
            .with("procedures", count(draft.procedures.len()))
            .with("findings", count(draft.findings.len() + reviewed.len()));
        println!("{}", say(done));
    }
    let broken = reviewed.iter().any(Finding::is_error);
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn write(folder: &Path, draft: &Draft, force: bool) -> Result<()> {
    let named = |key: &'static str| Error::invalid(Msg::new(key).with("folder", folder.display().to_string()));
    fs::create_dir_all(folder).map_err(|e| named("cli-folder").with_source(e))?;
    let mut there = fs::read_dir(folder).map_err(|e| named("cli-folder").with_source(e))?;
    if there.next().is_some() && !force {
        return Err(named("cli-import-full"));
    }
    for (name, content) in draft.files() {
        fs::write(folder.join(name), content).map_err(|e| named("cli-folder").with_source(e))?;
    }
    Ok(())
}

fn print(draft: &Draft, files: &[(String, String)], reviewed: &[Finding]) {
    for finding in &draft.findings {
        let line = finding.lines.map_or(String::new(), |(from, _)| format!(":{from}"));
        println!("fuente.txt{line}: {} {}", finding.message, finding.help);
    }
    for finding in reviewed {
        let source = files.iter().find(|(name, _)| *name == finding.file).map_or("", |(_, source)| source);
        print!("{}", finding.render(source));
    }
}

/// What was supposed, with the lines of `fuente.txt`, beside the review of the files.
fn as_json(draft: &Draft, files: &[(String, String)], reviewed: &[Finding]) -> Result<Value> {
    let supposed: Vec<Value> = draft
        .findings
        .iter()
        .map(|f| {
            json!({ "desde": f.lines.map(|l| l.0), "hasta": f.lines.map(|l| l.1), "mensaje": f.message, "ayuda": f.help })
        })
        .collect();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let reviewed = serde_json::to_value(reviewed).map_err(Error::internal)?;
    Ok(json!({ "archivos": names, "importacion": supposed, "revision": reviewed }))
}
