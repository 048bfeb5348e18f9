//! Other programs: where they are, how they are run, what they answered.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies inside the repository").to_path_buf()
}

/// A setting of the environment, when it is set to something.
#[expect(clippy::disallowed_methods, reason = "xtask is a developer's tool: its settings come from the shell")]
pub(crate) fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|v| !v.is_empty())
}

/// Where a program is, looking through `PATH` as a shell would.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = setting("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|p| p.is_file())
}

/// A cargo command at the root of the repository.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(setting("CARGO").unwrap_or_else(|| "cargo".to_owned()));
    command.args(args).current_dir(root());
    command
}

/// Runs to the end with its output on the terminal; says what failed.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let line = line(command);
    println!("$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(error) => Err(format!("`{line}` could not start: {error}")),
    }
}

/// Whether it runs and says yes; its output is of no interest.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// What it printed, when it succeeded.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let line = line(command);
    let out = command.stderr(Stdio::inherit()).output().map_err(|e| format!("`{line}` could not start: {e}"))?;
    if !out.status.success() {
        return Err(format!("`{line}` ended with {}", out.status));
    }
    String::from_utf8(out.stdout).map_err(|_| format!("`{line}` printed something that is no text"))
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name).chain(command.get_args()).map(|w| w.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Brings the `node_modules` of a folder in line with its lock file, unless they already are.
pub(crate) fn node_packages(folder: &Path) -> Result<(), String> {
    let mark = folder.join("node_modules/.cabildo-lock");
    once(&folder.join("package-lock.json"), &mark, || {
        let mut npm = Command::new("npm");
        let installed = run(npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder));
        installed.map_err(|e| format!("the npm packages of {} are missing and cannot be had: {e}", folder.display()))
    })
}

/// Acts unless the mark says that it was done for the same list.
pub(crate) fn once(list: &Path, mark: &Path, act: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
    let wanted = fs::read_to_string(list).map_err(|e| format!("{}: {e}", list.display()))?;
    if fs::read_to_string(mark).is_ok_and(|done| done == wanted) {
        return Ok(());
    }
    act()?;
    fs::write(mark, wanted).map_err(|e| format!("{}: {e}", mark.display()))
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> Result<PathBuf, String> {
    let text = output(&mut cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]))?;
    let key = "\"target_directory\":\"";
    let start = text.find(key).ok_or("cargo metadata names no target directory")? + key.len();
    let end = text[start..].find('"').ok_or("cargo metadata ends early")?;
    Ok(PathBuf::from(&text[start..start + end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_program_is_named_with_its_arguments() {
        let problem = run(Command::new("sh").args(["-c", "exit 3"])).expect_err("it fails");
        assert!(problem.contains("sh -c exit 3") && problem.contains('3'), "{problem}");
    }

    #[test]
    fn programs_are_found_through_the_path_only() {
        assert!(find("sh").is_some());
        assert!(find("no-such-program-here").is_none());
    }

    #[test]
    fn the_root_is_the_folder_of_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
