//! Between a row's form and its cells: what the fields show, and what was typed put where it belongs.

use crate::{sent::Sent, view::Form};
use procedure::{
    edit::{CLASSES, Kind, Sheet, listed},
    yaml::Node,
};

/// Longest text of a cell, in characters.
const LONGEST: usize = 10_000;

/// The fields of the form as the row is.
pub(super) fn form(sheet: &Sheet, row: usize) -> Form {
    let kind = sheet.kind(row);
    let mut form = Form::default();
    for (path, text) in sheet.cells(row) {
        form = form.with(path, text);
    }
    form = form.with("texto", sheet.says(row)).with("kind", kind.key());
    for holder in ways(sheet, row) {
        let field = if holder.is_empty() { "destino".to_owned() } else { format!("{holder}.destino") };
        form = form.with(field, sheet.way(row, &holder).unwrap_or_default());
    }
    for (key, _) in CLASSES {
        let class = sheet.class(row, key);
        let value = sheet.cell(row, &format!("{key}.{class}"));
        form = form.with(format!("{key}.clase"), class).with(format!("{key}.valor"), value.trim_start_matches('$'));
    }
    for (path, kind) in effects(sheet, row) {
        if kind == "archiva" && !sheet.cell(row, &format!("{path}.archiva")).is_empty() {
            form = form.with(format!("{path}.archiva.documento"), sheet.cell(row, &format!("{path}.archiva")));
        }
        if kind == "registra" {
            let lines: Vec<String> = sheet.data(row, &path).iter().map(|(k, v)| format!("{k}: {v}")).collect();
            form = form.with(format!("{path}.registra.con"), lines.join("\n"));
        }
    }
    for (path, _) in fields(sheet, row) {
        let name = path.rsplit('.').next().unwrap_or_default().to_owned();
        form = form.with(format!("{path}.id"), name);
    }
    form
}

/// What of the row can say where it goes: itself, its answers, its clocks.
fn ways(sheet: &Sheet, row: usize) -> Vec<String> {
    let answers = answers(sheet, row);
    let clocks = clocks(sheet, row).into_iter().map(|(path, _)| path);
    std::iter::once(String::new()).chain(answers).chain(clocks).collect()
}

fn items(sheet: &Sheet, row: usize, list: &str) -> Vec<String> {
    let path: Vec<&str> = list.split('.').collect();
    let many = sheet.rows().get(row).and_then(|r| r.at(&path)).map_or(0, |n| n.items().len());
    (0..many).map(|n| format!("{list}.{n}")).collect()
}

/// The paths of the row's answers.
pub(super) fn answers(sheet: &Sheet, row: usize) -> Vec<String> {
    let mut all = items(sheet, row, "opciones");
    all.extend(items(sheet, row, "decide.opciones"));
    all
}

/// The row's clocks: path, and whether it tells somebody (`avisa`) or goes on (`sigue`).
pub(super) fn clocks(sheet: &Sheet, row: usize) -> Vec<(String, &'static str)> {
    let kind = |path: &String| {
        let goes = sheet.way(row, path).is_some();
        if goes { "sigue" } else { "avisa" }
    };
    items(sheet, row, "plazos").into_iter().map(|path| (path.clone(), kind(&path))).collect()
}

/// The row's effects: path and what it does.
pub(super) fn effects(sheet: &Sheet, row: usize) -> Vec<(String, &'static str)> {
    const KINDS: [&str; 5] = ["numera", "genera", "archiva", "notifica", "registra"];
    let at = |path: &str| sheet.rows().get(row).and_then(|r| r.at(&path.split('.').collect::<Vec<_>>()));
    let kind = |path: &str| KINDS.into_iter().find(|k| at(path).is_some_and(|e| e.get(k).is_some()));
    items(sheet, row, "efectos").into_iter().map(|path| (path.clone(), kind(&path).unwrap_or_default())).collect()
}

/// The row's fields: path and kind.
pub(super) fn fields(sheet: &Sheet, row: usize) -> Vec<(String, String)> {
    let mine = sheet.fields().into_iter().filter(|(_, _, of)| *of == row).map(|(name, _, _)| name);
    mine.map(|name| (format!("formulario.{name}"), sheet.cell(row, &format!("formulario.{name}.tipo")))).collect()
}

/// Names that cannot be given: the field and why.
pub(super) fn refused_names(
    sheet: &Sheet,
    row: usize,
    sent: &Sent,
) -> Vec<(std::borrow::Cow<'static, str>, kernel::Msg)> {
    let mut wrong: Vec<(std::borrow::Cow<'static, str>, kernel::Msg)> = Vec::new();
    let id = sent.get("id");
    if !id.is_empty() && !is_name(id) {
        wrong.push(("id".into(), "editor-name-wrong".into()));
    } else if sheet.ids().iter().enumerate().any(|(i, had)| i != row && had == id) {
        wrong.push(("id".into(), "editor-name-taken".into()));
    }
    let taken = sheet.fields();
    for (path, _) in fields(sheet, row) {
        let (field, old) = (format!("{path}.id"), path.rsplit('.').next().unwrap_or_default());
        let new = sent.get(&field);
        if new.is_empty() || new == old {
            continue;
        }
        if !is_name(new) {
            wrong.push((field.into(), "editor-name-wrong".into()));
        } else if taken.iter().any(|(name, _, _)| name == new) {
            wrong.push((field.into(), "editor-name-taken".into()));
        }
    }
    for (name, text) in sent.typed() {
        if text.chars().count() > LONGEST {
            wrong.push((name.into(), "editor-too-long".into()));
        }
    }
    wrong
}

fn is_name(text: &str) -> bool {
    let rest = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(rest) && text.len() <= 60
}

/// Puts what was typed into the row. Fields of parts that the row does not have any more are passed over.
pub(super) fn apply(sheet: &mut Sheet, row: usize, sent: &Sent) {
    let was = sheet.kind(row);
    if let Some(kind) = Kind::named(sent.get("kind")) {
        sheet.set_kind(row, kind);
    }
    let kind = sheet.kind(row);
    if sent.has("texto") {
        sheet.set(row, kind.text_key(), sent.get("texto"));
    }
    for (name, text) in sent.typed() {
        plain(sheet, row, &name, &text);
    }
    for (key, _) in CLASSES {
        if sent.has(&format!("{key}.clase")) {
            sheet.set_class(row, key, sent.get(&format!("{key}.clase")), sent.get(&format!("{key}.valor")));
        }
    }
    for (path, kind) in effects(sheet, row) {
        let field = |name: &str| format!("{path}.{kind}.{name}");
        if kind == "archiva" && sent.has(&field("documento")) {
            sheet.set_filing(row, &path, sent.get(&field("documento")), sent.get(&field("en")));
        }
        if kind == "registra" && sent.has(&field("con")) {
            sheet.set_data(row, &path, &data(sent.get(&field("con"))));
        }
    }
    if was == kind {
        for holder in ways(sheet, row) {
            let field = if holder.is_empty() { "destino".to_owned() } else { format!("{holder}.destino") };
            if sent.has(&field) {
                sheet.set_way(row, &holder, sent.get(&field));
            }
        }
    }
    roles(sheet, row, sent);
    names(sheet, row, sent);
}

/// A cell whose field has its path as a name.
fn plain(sheet: &mut Sheet, row: usize, name: &str, text: &str) {
    const WHOLE: [&str; 11] = [
        "paso",
        "responsable",
        "responde",
        "actua",
        "rama",
        "norma",
        "firma",
        "especificaciones",
        "descripcion",
        "punto_de_control",
        "registro",
    ];
    let own = WHOLE.contains(&name) || name == "supuesto" || name == "cita" || name == "decide.pregunta";
    let part = ["opciones.", "decide.opciones.", "plazos.", "efectos.", "formulario.", "arranque.de"];
    let of_part = part.iter().any(|p| name.starts_with(p))
        && ![".destino", ".id", ".con", ".archiva.documento", ".archiva.en"].iter().any(|end| name.ends_with(end));
    let holder: Vec<&str> = name.rsplit_once('.').map(|(holder, _)| holder.split('.').collect()).unwrap_or_default();
    let there = sheet.rows().get(row).is_some_and(|r| r.at(&holder).is_some());
    if (own || of_part) && there {
        sheet.set(row, name, text);
    }
}

/// Who acts for the responsible that the row names.
fn roles(sheet: &mut Sheet, row: usize, sent: &Sent) {
    if !sent.has("roles-shown") {
        return;
    }
    let mut roles = sent.all("roles");
    roles.extend(listed(sent.get("roles-more")));
    let printed = sheet.cell(row, "responsable");
    if !printed.is_empty() && (!roles.is_empty() || sheet.responsibles().iter().any(|(name, _)| *name == printed)) {
        // Another name than before keeps the roles that it has, unless it is new.
        let known = sheet.responsibles().into_iter().any(|(name, roles)| name == printed && !roles.is_empty());
        if !known || sent.get("responsable-before") == printed {
            sheet.set_roles(&printed, &roles);
        }
    }
}

/// The names of the row and of its fields, last: until then the form's own names hold.
fn names(sheet: &mut Sheet, row: usize, sent: &Sent) {
    for (path, _) in fields(sheet, row) {
        let old = path.rsplit('.').next().unwrap_or_default();
        let new = sent.get(&format!("{path}.id"));
        if !new.is_empty() {
            sheet.rename_field(row, old, new);
        }
    }
    let named = sheet.rows().get(row).is_some_and(|r| r.get("id").is_some());
    let id = sent.get("id");
    if !id.is_empty() && (named || sheet.ids().get(row).is_some_and(|had| had != id)) {
        sheet.rename_row(row, id);
    }
}

/// «datum: value», line by line.
fn data(text: &str) -> Vec<(String, String)> {
    let line = |line: &str| {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        let key = key.trim();
        (!key.is_empty()).then(|| (key.to_owned(), value.trim().to_owned()))
    };
    text.lines().filter_map(line).collect()
}

/// Does what a button of the form says: `add:<list>`, `drop:<path>`, `up:<path>`, `down:<path>`, `answer:<n>`. Gives
/// the id of the field to go on with; `None` when no such button was pressed.
pub(super) fn act(sheet: &mut Sheet, row: usize, sent: &Sent) -> Option<String> {
    let (what, path) = sent.get("do").split_once(':')?;
    match what {
        "add" => add(sheet, row, path, sent),
        "drop" => {
            sheet.remove(row, path);
            if path == "decide" { Some("f-texto".to_owned()) } else { Some(group(path).to_owned()) }
        }
        "up" | "down" => {
            sheet.shift(row, path, what == "down");
            Some(group(path).to_owned())
        }
        "answer" => {
            let n = path.parse().ok()?;
            sheet.answer_doubt(row, n, sent.get(&format!("answer.{n}")));
            Some("doubts".to_owned())
        }
        _ => None,
    }
}

/// The group of the page where a part is shown.
fn group(path: &str) -> &'static str {
    match path.split('.').next() {
        Some("formulario") => "fields",
        Some("plazos") => "clocks",
        Some("efectos") => "effects",
        _ => "answers",
    }
}

fn add(sheet: &mut Sheet, row: usize, what: &str, sent: &Sent) -> Option<String> {
    let text = Node::of_text;
    let blank = |keys: &[&str]| Node::of_map(keys.iter().map(|k| (*k, text(""))));
    let document = || Node::of_text(sheet.documents().first().map(|[id, ..]| id.clone()).unwrap_or_default());
    let answer = |label: &str| Node::of_map([("respuesta", Node::of_text(label))]);
    let (list, part) = match what {
        "opciones" | "decide.opciones" => (what, answer("")),
        "decide" => {
            let answers = Node::of_list([answer("Sí"), answer("No")]);
            let asks = Node::of_map([("pregunta", text("")), ("opciones", answers)]);
            sheet.set_way(row, "", "");
            sheet.add_group(row, "decide", asks);
            return Some("f-decide.pregunta".to_owned());
        }
        "plazos.avisa" => ("plazos", blank(&["tras", "avisa"])),
        "plazos.sigue" => {
            let next = sheet.ids().get(row + 1).cloned().unwrap_or_default();
            ("plazos", Node::of_map([("tras", text("")), ("sigue", Node::of_text(next))]))
        }
        "efectos.numera" => ("efectos", Node::of_map([("numera", document())])),
        "efectos.genera" => ("efectos", Node::of_map([("genera", document())])),
        "efectos.archiva" => ("efectos", Node::of_map([("archiva", document())])),
        "efectos.notifica" => ("efectos", Node::of_map([("notifica", blank(&["a", "plantilla"]))])),
        "efectos.registra" => {
            let line = [("en", text("bitacora")), ("con", Node::of_map([("nota", text(""))]))];
            ("efectos", Node::of_map([("registra", Node::of_map(line))]))
        }
        "formulario" => {
            let kind = Some(sent.get("new.tipo")).filter(|k| !k.is_empty()).unwrap_or("linea");
            let name = sheet.add_field(row, sent.get("new.etiqueta"), kind)?;
            return Some(format!("f-formulario.{name}.etiqueta"));
        }
        _ => return None,
    };
    sheet.add(row, list, part);
    let n = items(sheet, row, list).len().saturating_sub(1);
    let first = match what {
        "plazos.avisa" | "plazos.sigue" => "tras",
        "efectos.numera" => "numera",
        "efectos.genera" => "genera",
        "efectos.archiva" => "archiva.documento",
        "efectos.notifica" => "notifica.a",
        "efectos.registra" => "registra.en",
        _ => "respuesta",
    };
    Some(format!("f-{list}.{n}.{first}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_sent_as_it_was_shown_changes_nothing() {
        let files = [
            include_str!("../../../../../procedures/usulutan/soporte_tecnico.yaml"),
            include_str!("../../../../procedure/tests/language/data/prestamo.yaml"),
            include_str!("../../../../procedure/tests/language/data/mantenimiento.yaml"),
            include_str!("../../../../procedure/tests/language/data/tres_flujos.yaml"),
            include_str!("../../../../procedure/tests/language/data/preguntas.yaml"),
        ];
        for file in files {
            let sheet = Sheet::open(file).unwrap();
            for row in 0..sheet.rows().len() {
                let values = form(&sheet, row).values;
                let fields: Vec<(&str, &str)> = values.iter().map(|(k, v)| (k.as_ref(), v.as_str())).collect();
                let mut again = sheet.clone();
                apply(&mut again, row, &Sent::of(&fields, &[]));
                assert_eq!(again.text(), sheet.text(), "row {row} of {}", sheet.head("id"));
            }
        }
    }
}
