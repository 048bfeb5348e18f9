//! Where each finding of the checks is mended: in which row, in which field.

use crate::view::EditorFinding;
use kernel::{Locale, Msg, text};
use procedure::{
    Diagnostic,
    edit::{CLASSES, Kind, Sheet},
};

/// A finding with its row and the field of the row's form.
pub(super) struct Placed {
    pub(super) row: Option<usize>,
    pub(super) field: String,
    pub(super) told: EditorFinding,
}

/// The findings of a text, each with where it is mended; `here` is the procedure's address.
pub(super) fn placed(locale: Locale, here: &str, source: &str, found: &[Diagnostic]) -> Vec<Placed> {
    let Ok(sheet) = Sheet::open(source) else {
        return found.iter().map(|d| Placed { row: None, field: String::new(), told: told(d) }).collect();
    };
    let place = |d: &Diagnostic| {
        let spot = sheet.spot(d.line, d.column);
        let Some(row) = spot.row.filter(|row| *row < sheet.rows().len()) else {
            let told = EditorFinding { href: format!("{here}#about"), place: about(locale), ..told(d) };
            return Placed { row: None, field: spot.path, told };
        };
        let field = field_of(sheet.kind(row), &spot.path);
        let told = EditorFinding {
            href: format!("{here}/rows/r{row}#f-{field}"),
            place: name(locale, &sheet, row),
            ..told(d)
        };
        Placed { row: Some(row), field, told }
    };
    found.iter().map(place).collect()
}

/// A finding without a place of its own.
pub(super) fn told(d: &Diagnostic) -> EditorFinding {
    EditorFinding {
        error: d.is_error(),
        code: format!("{:?}", d.code),
        message: d.message.clone(),
        help: d.help.clone().unwrap_or_default(),
        line: d.line,
        href: String::new(),
        place: String::new(),
    }
}

fn about(locale: Locale) -> String {
    text::say(locale, &"editor-about".into())
}

/// How a row is called: its number or its place, and what it says.
pub(super) fn name(locale: Locale, sheet: &Sheet, row: usize) -> String {
    let number = sheet.cell(row, "paso");
    let says = sheet.says(row).lines().next().unwrap_or_default();
    if number.is_empty() {
        let place = i64::try_from(row + 1).unwrap_or(0);
        text::say(locale, &Msg::new("editor-row-name").with("n", place).with("says", says))
    } else {
        format!("{number}. {says}")
    }
}

/// The field of the form that holds a cell.
pub(super) fn field_of(kind: Kind, path: &str) -> String {
    if path == kind.text_key() {
        return "texto".to_owned();
    }
    if let Some((holder, "sigue" | "regresa")) = path.rsplit_once('.') {
        return format!("{holder}.destino");
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    match first {
        "sigue" | "regresa" => "destino".to_owned(),
        "arranque" if rest == "de" => path.to_owned(),
        "espera" | "arranque" | "reparto" if !matches!(rest, "cita" | "supuesto") => {
            let known = CLASSES.iter().any(|(key, classes)| *key == first && classes.contains(&rest));
            format!("{first}.{}", if known { "valor" } else { "clase" })
        }
        "norma" | "actividad" | "inicio" | "fin" | "pregunta" | "por_resolver" => "kind".to_owned(),
        "duda" => "duda".to_owned(),
        _ if rest == "archiva" || path.ends_with(".archiva") => format!("{path}.documento"),
        _ if path.contains(".registra.con") => {
            path.split(".con").next().map(|p| format!("{p}.con")).unwrap_or_default()
        }
        _ => path.to_owned(),
    }
}
