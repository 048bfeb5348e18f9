//! The browser journeys: node's own test runner drives Debian's chromium against the binary just built.

use crate::sh;
use std::{fs, path::PathBuf, process::Command};

/// Names another chromium than the usual ones.
const SETTING: &str = "CABILDO_CHROMIUM";

/// Where chromium is.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(path) = sh::setting(SETTING) {
        return Some(PathBuf::from(path));
    }
    ["chromium", "chromium-browser", "google-chrome-stable"].iter().find_map(|name| sh::find(name))
}

/// Runs every journey of `e2e/journeys` against `target/debug/cabildo`.
pub(crate) fn journeys() -> Result<(), String> {
    let chromium = chromium().ok_or("chromium is not installed (Debian package: chromium)")?;
    let binary = sh::target_dir()?.join("debug/cabildo");
    if !binary.is_file() {
        return Err(format!("{} is not built: cargo build --workspace --all-targets", binary.display()));
    }
    sh::node_packages(&folder())?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-concurrency=1"]).args(files()?);
    sh::run(node.current_dir(folder()).env("CABILDO_BIN", binary).env(SETTING, chromium))
}

fn folder() -> PathBuf {
    sh::root().join("e2e")
}

fn files() -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder().join("journeys")).map_err(|e| format!("e2e/journeys: {e}"))?;
    let mut files: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|e| e.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .map(|name| format!("journeys/{name}"))
        .collect();
    files.sort();
    if files.is_empty() { Err("e2e/journeys has no *.test.mjs".to_owned()) } else { Ok(files) }
}
