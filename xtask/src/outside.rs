//! What we export, checked by programs that nobody here wrote: the OMG's schema (xmllint), bpmn-moddle, bpmnlint, and
//! `SpiffWorkflow`, which runs every procedure to its end and has to offer the same steps as our engine.

use crate::sh;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Exports every pack and the language's test files to `target/bpmn` and checks them.
pub(crate) fn checks() -> Result<(), String> {
    let target = sh::target_dir()?;
    let example = target.join("debug/examples/outside");
    if !example.is_file() {
        return Err(format!("{} is not built: cargo build --workspace --all-targets", example.display()));
    }
    let python = python(&target)?;
    sh::node_packages(&folder())?;
    let out = target.join("bpmn");
    if out.exists() {
        fs::remove_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    }
    fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let sources = sources()?;
    sh::run(Command::new(&example).arg(&out).args(&sources))?;
    let drawings = files(&out, "bpmn")?;
    let schema = schema(&python)?;
    sh::run(Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema).args(&drawings))?;
    sh::run(Command::new("node").arg("moddle.mjs").arg(&out).current_dir(folder()))?;
    sh::run(Command::new(&example).arg("--back").arg(&out).args(&sources))?;
    let lint = ["node_modules/bpmnlint/bin/bpmnlint.js", "--max-warnings=0"];
    sh::run(Command::new("node").args(lint).args(&drawings).current_dir(folder()))?;
    sh::run(Command::new(&python).arg("follow.py").arg(&out).current_dir(folder()).env("PYTHONDONTWRITEBYTECODE", "1"))
}

fn folder() -> PathBuf {
    sh::root().join("xtask/outside")
}

/// A Python of our own with what `requirements.txt` pins.
fn python(target: &Path) -> Result<PathBuf, String> {
    let venv = target.join("outside-python");
    let python = venv.join("bin/python");
    let list = folder().join("requirements.txt");
    sh::once(&list, &venv.join("cabildo-requirements"), || {
        sh::run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&list);
        sh::run(&mut pip).map_err(|e| format!("SpiffWorkflow and lxml are missing and cannot be had: {e}"))
    })?;
    Ok(python)
}

/// The schema of BPMN 2.0 that comes with `SpiffWorkflow`.
fn schema(python: &Path) -> Result<PathBuf, String> {
    let find = "import SpiffWorkflow.bpmn.parser as p, os; print(os.path.dirname(p.__file__))";
    let parser = sh::output(Command::new(python).args(["-c", find]))?;
    Ok(Path::new(parser.trim()).join("schema/BPMN20.xsd"))
}

/// Every definition file of the packs and of the language's tests.
fn sources() -> Result<Vec<PathBuf>, String> {
    let root = sh::root();
    let mut out = files(&root.join("crates/procedure/tests/language/data"), "yaml")?;
    let packs = fs::read_dir(root.join("procedures")).map_err(|e| format!("procedures: {e}"))?;
    let mut packs: Vec<PathBuf> = packs.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.is_dir()).collect();
    packs.sort();
    for pack in packs {
        out.extend(files(&pack, "yaml")?);
    }
    Ok(out)
}

fn files(folder: &Path, kind: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let paths = entries.filter_map(|e| e.ok().map(|e| e.path()));
    let mut files: Vec<PathBuf> = paths.filter(|p| p.extension().is_some_and(|e| e == kind)).collect();
    files.sort();
    if files.is_empty() { Err(format!("{} has no *.{kind}", folder.display())) } else { Ok(files) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_is_checked() {
        let sources = sources().expect("the packs are there");
        assert!(sources.iter().any(|p| p.ends_with("procedures/usulutan/soporte_tecnico.yaml")));
        assert!(sources.iter().any(|p| p.ends_with("data/tres_flujos.yaml")));
    }

    #[test]
    fn what_is_missing_is_named() {
        let problem = files(&sh::root().join("docs"), "bpmn").expect_err("there are none");
        assert!(problem.contains("*.bpmn"), "{problem}");
    }
}
