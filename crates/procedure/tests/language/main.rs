//! The language of the definition files: what is read from good ones and what is said about bad ones.

mod broken;
mod compared;
mod imported;
mod manuals;
mod property;
mod reading;
mod review;
mod spelling;

use procedure::{Definition, Diagnostic, parse};

const LOAN: &str = include_str!("data/prestamo.yaml");
const MAINTENANCE: &str = include_str!("data/mantenimiento.yaml");
const THREE_FLOWS: &str = include_str!("data/tres_flujos.yaml");
const QUESTIONS: &str = include_str!("data/preguntas.yaml");
const SUPPORT: &str = include_str!("../../../../procedures/usulutan/soporte_tecnico.yaml");
const MANUAL: &str = include_str!("data/manual.yaml");

/// The file with each first text replaced by the second; both have to be there for the test to mean anything.
fn changed(source: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(source.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "the file no longer has {old:?}");
        text.replacen(old, new, 1)
    })
}

/// One line per finding: `line:column length Code severity: message | help`.
fn lines(found: &[Diagnostic]) -> Vec<String> {
    let line = |d: &Diagnostic| {
        let help = d.help.as_ref().map(|h| format!(" | {h}")).unwrap_or_default();
        format!("{}:{} {} {:?} {}: {}{help}", d.line, d.column, d.length, d.code, d.severity, d.message)
    };
    found.iter().map(line).collect()
}

fn good(source: &str) -> Definition {
    let (definition, found) = parse(source);
    definition.unwrap_or_else(|| panic!("{}", lines(&found).join("\n")))
}

/// What is said about the loan procedure after these changes.
#[track_caller]
fn expect(changes: &[(&str, &str)], expected: &[&str]) {
    let (definition, found) = parse(&changed(LOAN, changes));
    assert_eq!(lines(&found).join("\n"), expected.join("\n"));
    assert_eq!(definition.is_none(), found.iter().any(Diagnostic::is_error));
}
