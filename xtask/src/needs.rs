//! What the machine must have, and getting it from Debian when that is allowed.
//!
//! Only what is missing is installed, only as root or with a `sudo` that asks nothing. Otherwise it says
//! what to install and stops: a test that silently skips a database proves nothing.

use crate::{browser, postgres, sh};
use std::{path::Path, process::Command};

/// Which parts of the suite will run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    pub(crate) postgres: bool,
    pub(crate) browser: bool,
    /// The programs of others that check what we export.
    pub(crate) outside: bool,
}

/// How packages may be installed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rights {
    Root,
    Sudo,
    None,
}

/// Sees to everything the parts need.
pub(crate) fn provide(parts: Parts) -> Result<(), String> {
    debian(&missing_packages(parts))?;
    components()?;
    nextest()
}

fn missing_packages(parts: Parts) -> Vec<&'static str> {
    let node = parts.browser || parts.outside;
    let venv = || sh::succeeds(Command::new("python3").args(["-c", "import venv, ensurepip"]));
    // Debian's own Python, beside which others may be installed.
    let aiosmtpd = || sh::succeeds(Command::new("/usr/bin/python3").args(["-c", "import aiosmtpd"]));
    let needs: [(bool, &'static str, bool); 9] = [
        (parts.postgres, "postgresql", postgres::wanted()),
        (parts.browser, "chromium", browser::chromium().is_none()),
        (node, "nodejs", sh::find("node").is_none()),
        (node, "npm", sh::find("npm").is_none()),
        (parts.outside, "libxml2-utils", sh::find("xmllint").is_none()),
        (parts.outside, "python3-venv", parts.outside && !venv()),
        (true, "dovecot-imapd", sh::find("dovecot").is_none() && !Path::new("/usr/sbin/dovecot").is_file()),
        (true, "python3-aiosmtpd", !aiosmtpd()),
        (true, "poppler-utils", sh::find("pdftotext").is_none() || sh::find("pdftoppm").is_none()),
    ];
    needs.into_iter().filter(|(used, _, missing)| *used && *missing).map(|(_, package, _)| package).collect()
}

fn debian(packages: &[&str]) -> Result<(), String> {
    if packages.is_empty() {
        println!("nothing is missing");
        return Ok(());
    }
    let rights = if sh::find("apt-get").is_some() { rights() } else { Rights::None };
    for words in installation(packages, rights)? {
        sh::run(Command::new(words[0]).args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    Ok(())
}

fn rights() -> Rights {
    let root = sh::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if root {
        Rights::Root
    } else if sh::succeeds(Command::new("sudo").args(["-n", "true"])) {
        Rights::Sudo
    } else {
        Rights::None
    }
}

/// The commands that install, or what to tell who may not.
fn installation<'a>(packages: &[&'a str], rights: Rights) -> Result<Vec<Vec<&'a str>>, String> {
    let before: &[&str] = match rights {
        Rights::Root => &[],
        // `sudo` drops the environment.
        Rights::Sudo => &["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"],
        Rights::None => {
            let list = packages.join(" ");
            return Err(format!("missing here: {list}. As root: apt-get install -y --no-install-recommends {list}"));
        }
    };
    let update = [before, &["apt-get", "update", "-q"]].concat();
    let install = [before, &["apt-get", "install", "-y", "-q", "--no-install-recommends"], packages].concat();
    Ok(vec![update, install])
}

/// rustfmt and clippy, which a minimal toolchain leaves out.
fn components() -> Result<(), String> {
    if ["cargo-fmt", "cargo-clippy"].iter().all(|p| sh::find(p).is_some())
        && sh::succeeds(&mut sh::cargo(&["fmt", "--version"]))
        && sh::succeeds(&mut sh::cargo(&["clippy", "--version"]))
    {
        return Ok(());
    }
    sh::run(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]).current_dir(sh::root()))
}

/// The version is the one this house was built with: a later one may ask for a later compiler.
fn nextest() -> Result<(), String> {
    if sh::succeeds(&mut sh::cargo(&["nextest", "--version"])) {
        return Ok(());
    }
    println!("cargo-nextest is missing: building it takes some minutes, once");
    sh::run(&mut sh::cargo(&["install", "cargo-nextest", "--version", "0.9.143", "--locked"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_installs_exactly_what_is_missing() {
        let commands = installation(&["chromium", "npm"], Rights::Root).expect("root may");
        assert_eq!(commands[0], ["apt-get", "update", "-q"]);
        assert_eq!(commands[1][..2], ["apt-get", "install"]);
        assert_eq!(commands[1][5..], ["chromium", "npm"]);
    }

    #[test]
    fn sudo_is_used_only_when_it_asks_nothing() {
        let commands = installation(&["npm"], Rights::Sudo).expect("sudo may");
        assert!(commands.iter().all(|c| c[..2] == ["sudo", "-n"]));
    }

    #[test]
    fn who_may_not_install_is_told_the_command() {
        let told = installation(&["postgresql", "npm"], Rights::None).expect_err("nobody may");
        assert!(told.contains("apt-get install -y --no-install-recommends postgresql npm"), "{told}");
    }

    #[test]
    fn parts_that_do_not_run_need_nothing() {
        let needed = missing_packages(Parts { postgres: false, browser: false, outside: false });
        assert!(
            !needed.iter().any(|p| ["postgresql", "chromium", "nodejs", "npm", "libxml2-utils"].contains(p)),
            "{needed:?}"
        );
    }
}
