//! `cabildo procedures export` and `import-bpmn`: one procedure as a drawing, and a drawing as a procedure.

use crate::config::{Export, ImportBpmn, say};
use domain::book::{Printing, manual_book, procedure_book};
use kernel::{Error, Msg, Result, ports::Press as _, sheet::Paper};
use paper::TypstPress;
use procedure::{
    bpmn::{self, Expressions, Note},
    flowchart::{self, Walk},
    yaml,
};
use std::{fs, io::Write as _, path::Path, process::ExitCode};

/// Writes the drawings that were asked for. With errors in the file it prints them instead; exit code 1 then.
pub(crate) fn export(args: &Export) -> Result<ExitCode> {
    if let Some(out) = &args.pdf {
        let bytes = pdf(&args.file)?;
        fs::write(out, bytes).map_err(|e| unwritable(out, e))?;
    }
    if args.bpmn.is_none() && args.svg.is_none() {
        return Ok(ExitCode::SUCCESS);
    }
    let name = args.file.display().to_string();
    let source = fs::read_to_string(&args.file).map_err(|e| unreadable(&args.file, e))?;
    let (Some(definition), Ok(root)) = (procedure::parse(&source).0, yaml::load(&source)) else {
        print!("{}", procedure::check_file(&name, &source).0);
        return Ok(ExitCode::FAILURE);
    };
    if let Some(out) = &args.bpmn {
        let expressions = Expressions::named(&args.expresiones).unwrap_or_default();
        fs::write(out, bpmn::write(&definition, &root, expressions)).map_err(|e| unwritable(out, e))?;
    }
    if let Some(out) = &args.svg {
        let told = definition.objective.as_deref().unwrap_or_default();
        let chart = flowchart::layout(&definition);
        let drawing = flowchart::svg(&chart, &Walk::default(), "flow", &definition.title, told);
        fs::write(out, drawing).map_err(|e| unwritable(out, e))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The printed manual of a folder, or one procedure under the heads of the manual beside it. Refuses files with errors.
fn pdf(path: &Path) -> Result<Vec<u8>> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let read = |file: &Path| fs::read_to_string(file).map_err(|e| unreadable(file, e));
    let broken =
        |file: &Path| Error::invalid(Msg::new("cli-export-no-manual").with("file", file.display().to_string()));
    let manual = procedure::parse_manual(&read(&folder.join("manual.yaml"))?).0.ok_or_else(|| broken(path))?;
    let definition = |file: &Path| {
        let source = read(file)?;
        let told = || Error::invalid(Msg::new("procedure-has-errors")).with_source(file.display().to_string());
        procedure::parse(&source).0.ok_or_else(told)
    };
    let printing = Printing::default();
    let book = if path.is_dir() {
        let files = manual.procedures.iter().map(|code| folder.join(format!("{code}.yaml")));
        let all = files.map(|file| definition(&file)).collect::<Result<Vec<_>>>()?;
        manual_book(&manual, &all.iter().collect::<Vec<_>>(), &printing)
    } else {
        procedure_book(&manual, &definition(path)?, &printing)
    };
    TypstPress.print(&Paper::Book(book))
}

/// Writes the procedure of a drawing, and says what was left out and what is still open. Never over a file that is
/// there. Refuses a drawing that cannot become a procedure, with element and line.
pub(crate) fn import(args: &ImportBpmn) -> Result<ExitCode> {
    let name = args.file.display().to_string();
    let xml = fs::read_to_string(&args.file).map_err(|e| unreadable(&args.file, e))?;
    let told = |note: &Note| Msg::new("cli-drawing-told").with("file", name.as_str()).with("what", note.to_string());
    let imported = bpmn::read(&xml).map_err(|refusal| Error::invalid(told(&refusal)))?;
    let source = yaml::write(&imported.root);
    let mut out = fs::File::create_new(&args.out).map_err(|e| unwritable(&args.out, e))?;
    out.write_all(source.as_bytes()).map_err(|e| unwritable(&args.out, e))?;
    imported.notes.iter().for_each(|note| println!("{}", say(told(note))));
    let (findings, broken) = procedure::check_file(&args.out.display().to_string(), &source);
    print!("{findings}");
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn unreadable(file: &Path, e: std::io::Error) -> Error {
    Error::invalid(Msg::new("cli-file").with("file", file.display().to_string())).with_source(e)
}

fn unwritable(file: &Path, e: std::io::Error) -> Error {
    Error::invalid(Msg::new("cli-drawing-out").with("file", file.display().to_string())).with_source(e)
}
