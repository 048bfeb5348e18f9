//! `cabildo procedures check`: reads definition and manual files and says what is wrong with them.

use crate::config::say;
use kernel::{Error, Msg, Result};
use std::{fs, path::PathBuf, process::ExitCode};

/// Prints the findings of every file; exit code 1 when one of them may not be used. Refuses a file it cannot read.
pub(crate) fn check(files: &[PathBuf]) -> Result<ExitCode> {
    let mut broken = 0;
    for file in files {
        let name = file.display().to_string();
        let source = fs::read_to_string(file)
            .map_err(|e| Error::invalid(Msg::new("cli-file").with("file", name.as_str())).with_source(e))?;
        let (findings, errors) = procedure::check_file(&name, &source);
        print!("{findings}");
        broken += u8::from(errors);
    }
    if broken == 0 {
        println!("{}", say(Msg::new("cli-files-fine").with("n", i64::try_from(files.len()).unwrap_or(i64::MAX))));
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
