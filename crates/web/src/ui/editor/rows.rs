//! One row as a form, and rows put in, moved and taken out.

use super::{Draft, checked, fill, findings, preview_of, table};
use crate::{
    ctx::Ctx,
    error::Answer,
    sent::Sent,
    view::{Choice, EditorPart, EditorParts, EditorRole, EditorRow, Form},
};
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use kernel::{Error, Locale, Msg};
use procedure::{
    edit::{Kind, PROSE, Sheet},
    yaml::{self, Node},
};
use serde::Deserialize;
use uuid::Uuid;

/// The procedure and its row: `r3` by its place from 0, anything else by its printed number.
type Place = Path<(Uuid, String, String)>;

fn place(sheet: &Sheet, row: &str) -> Result<usize, Error> {
    let by_place = row.strip_prefix('r').and_then(|n| n.parse().ok()).filter(|n| *n < sheet.rows().len());
    let by_number = || (0..sheet.rows().len()).find(|n| sheet.cell(*n, "paso") == row);
    by_place.or_else(by_number).ok_or_else(|| Error::not_found("error-not-found"))
}

#[derive(Debug, Deserialize)]
pub(crate) struct After {
    #[serde(default = "top")]
    after: i64,
}

const fn top() -> i64 {
    -1
}

pub(crate) async fn row(ctx: Ctx, Path((id, code, row)): Place) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let sheet = match draft.sheet() {
        Ok(sheet) => sheet,
        Err(e) => return ctx.refused(&format!("{}/source", draft.here()), e),
    };
    let row = place(&sheet, &row)?;
    ctx.page(&page(ctx.locale, &draft, &sheet, Some(row), -1)).await
}

pub(crate) async fn new_row(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>, Query(at): Query<After>) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    match draft.sheet() {
        Ok(sheet) => ctx.page(&page(ctx.locale, &draft, &sheet, None, at.after)).await,
        Err(e) => ctx.refused(&format!("{}/source", draft.here()), e),
    }
}

/// The page of a row, or of one that is still to be put in after another.
fn page(locale: Locale, draft: &Draft, sheet: &Sheet, row: Option<usize>, after: i64) -> EditorRow {
    let source = &draft.part.source;
    let found = findings::placed(locale, &draft.here(), source, &checked(source, &draft.manual));
    let mut form = row.map(|row| fill::form(sheet, row)).unwrap_or_else(|| Form::default().with("kind", "actividad"));
    let mine = row.map(|row| table::of_row(found, row)).unwrap_or_default();
    for finding in mine.iter().filter(|f| f.error) {
        let field = finding.href.trim_start_matches("#f-").to_owned();
        let help = if finding.help.is_empty() { String::new() } else { format!(". {}", finding.help) };
        let told = Msg::new("editor-found").with("text", format!("{}{help}", finding.message));
        let marked = Form::default().refused(Error::fields(vec![(field.into(), told)]));
        form.errors.extend(marked.errors);
    }
    let at = row.unwrap_or(usize::MAX);
    EditorRow {
        head: draft.head(),
        row,
        after,
        name: row.map(|row| findings::name(locale, sheet, row)).unwrap_or_default(),
        form,
        refused: false,
        kind: row.map_or("actividad", |row| sheet.kind(row).key()),
        kinds: Kind::ALL.iter().map(|k| k.key()).collect(),
        prose: prose(sheet, at),
        responsibles: sheet.responsibles().into_iter().map(|(name, _)| name).collect(),
        roles: roles(draft, sheet, row),
        steps: steps(locale, sheet),
        fields: sheet.fields().into_iter().map(|(name, label, _)| Choice::new(name, label)).collect(),
        documents: sheet.documents().into_iter().map(|[id, title, ..]| Choice::new(id, title)).collect(),
        parts: parts(sheet, at),
        catalogues: named(&draft.manual.source, "catalogos"),
        checklists: named(&draft.manual.source, "listas"),
        doubts: sheet.doubts(at),
        origin: origin(&draft.manual.file_text, &sheet.cell(at, "origen")),
        preview: preview_of(locale, source, mine),
    }
}

/// The further columns of this manual, and those that the row has although they are not printed.
fn prose(sheet: &Sheet, row: usize) -> Vec<Choice> {
    let headings = sheet.columns();
    let heading = |key: &str| headings.iter().find(|(k, _)| k == key).map(|(_, heading)| heading.clone());
    let shown = PROSE.iter().filter(|key| heading(key).is_some() || !sheet.cell(row, key).is_empty());
    shown.map(|key| Choice::new(*key, heading(key).unwrap_or_else(|| (*key).replace('_', " ")))).collect()
}

fn roles(draft: &Draft, sheet: &Sheet, row: Option<usize>) -> Vec<EditorRole> {
    let printed = row.and_then(|row| sheet.responsible(row)).unwrap_or_default();
    let acting = sheet.responsibles().into_iter().find(|(name, _)| *name == printed).map(|(_, roles)| roles);
    let acting = acting.unwrap_or_default();
    let mut all = table::roles(&draft.manual.source);
    let used = sheet.responsibles().into_iter().flat_map(|(_, roles)| roles);
    for code in used.chain(["usuario_del_caso".to_owned()]) {
        if !all.iter().any(|c| c.value == code) {
            all.push(Choice::new(code.clone(), code));
        }
    }
    all.into_iter().map(|c| EditorRole { acts: acting.contains(&c.value), code: c.value, name: c.label }).collect()
}

/// Every row to which a way can lead.
fn steps(locale: Locale, sheet: &Sheet) -> Vec<Choice> {
    let ids = sheet.ids().into_iter().enumerate();
    let done = ids.filter(|(i, _)| !matches!(sheet.kind(*i), Kind::Rule));
    done.map(|(i, id)| Choice::new(id, findings::name(locale, sheet, i))).collect()
}

fn parts(sheet: &Sheet, row: usize) -> EditorParts {
    let list = |all: Vec<(String, String)>, label: &str| {
        let last = all.len().saturating_sub(1);
        let part = |(n, (path, kind)): (usize, (String, String))| {
            let text = sheet.cell(row, &format!("{path}.{label}"));
            let name = if text.is_empty() { (n + 1).to_string() } else { text };
            EditorPart { first: n == 0, last: n == last, name, path, kind }
        };
        all.into_iter().enumerate().map(part).collect()
    };
    let plain = |all: Vec<(String, &str)>| all.into_iter().map(|(path, kind)| (path, kind.to_owned())).collect();
    EditorParts {
        answers: list(fill::answers(sheet, row).into_iter().map(|path| (path, String::new())).collect(), "respuesta"),
        fields: list(fill::fields(sheet, row), "etiqueta"),
        clocks: list(plain(fill::clocks(sheet, row)), "tras"),
        effects: list(plain(fill::effects(sheet, row)), ""),
        asks: sheet.rows().get(row).is_some_and(|r| r.get("decide").is_some()),
    }
}

/// The names of the manual's lists, also when its text has errors.
fn named(manual: &str, key: &str) -> Vec<Choice> {
    let root = yaml::load(manual).ok();
    let lists = root.as_ref().and_then(|root| root.get(key)).map(Node::entries).unwrap_or_default();
    lists.iter().map(|(name, _)| Choice::new(name.text(), name.text())).collect()
}

/// The lines of the imported text that the row was read from, each with its number.
fn origin(text: &str, lines: &str) -> Vec<String> {
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else { return Vec::new() };
    let all = text.lines().enumerate().skip(first.saturating_sub(1)).take((last + 1).saturating_sub(first).min(200));
    all.map(|(n, line)| format!("{}: {line}", n + 1)).collect()
}

pub(crate) async fn save_row(ctx: Ctx, Path((id, code, row)): Place, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let mut sheet = draft.sheet_of(&sent)?;
    let row = place(&sheet, &row)?;
    let wrong = fill::refused_names(&sheet, row, &sent);
    if !wrong.is_empty() {
        let mut page = page(ctx.locale, &draft, &sheet, Some(row), -1);
        page.form = page.form.typed(sent.typed());
        page.form.errors.clear();
        page.form = page.form.refused(Error::fields(wrong));
        page.refused = true;
        return ctx.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page).await;
    }
    fill::apply(&mut sheet, row, &sent);
    let to = match fill::act(&mut sheet, row, &sent) {
        Some(part) => format!("{}/rows/r{row}#{part}", draft.here()),
        None => format!("{}#row-{row}", draft.here()),
    };
    draft.keep(&ctx, &sent, &table::text_of(&draft, &sheet), &to).await
}

pub(crate) async fn insert(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let mut sheet = draft.sheet_of(&sent)?;
    let after: i64 = sent.get("after").parse().unwrap_or(-1);
    if sent.get("texto").is_empty() {
        let mut page = page(ctx.locale, &draft, &sheet, None, after);
        page.form = Form::default().typed(sent.typed()).refused(Error::field("texto", "field-missing"));
        page.refused = true;
        return ctx.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page).await;
    }
    let kind = Kind::named(sent.get("kind")).unwrap_or(Kind::Activity);
    let at = usize::try_from(after + 1).unwrap_or(0).min(sheet.rows().len());
    let mut new = sheet.new_row(kind, sent.get("texto"));
    // Named before the rows are rearranged: those below keep who does them.
    for key in ["paso", "responsable"] {
        if let Some(text) = sent.some(key) {
            new.set(key, Node::of_text(text));
        }
    }
    if kind == Kind::Rule
        && let Some(about) = at.checked_sub(1).and_then(|i| sheet.ids().get(i).cloned())
    {
        new.set("norma", Node::of_list([Node::of_text(about)]));
    }
    sheet.insert_row(at, new);
    fill::apply(&mut sheet, at, &sent);
    draft.keep(&ctx, &sent, &sheet.text(), &format!("{}/rows/r{at}", draft.here())).await
}

/// Moves a row up, down or to where it was dropped: fields `row`, and `to` or `by` (`up`, `down`).
pub(crate) async fn move_row(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let mut sheet = draft.sheet_of(&sent)?;
    let Ok(from) = sent.get("row").parse::<usize>() else {
        return ctx.refused(&draft.here(), Error::invalid("error-form-broken"));
    };
    let to = match sent.get("by") {
        "up" => from.saturating_sub(1),
        "down" => from + 1,
        _ => sent.get("to").parse().unwrap_or(from),
    };
    let to = to.min(sheet.rows().len().saturating_sub(1));
    sheet.move_row(from, to);
    draft.keep(&ctx, &sent, &table::text_of(&draft, &sheet), &format!("{}#row-{to}", draft.here())).await
}

pub(crate) async fn remove_row(ctx: Ctx, Path((id, code, row)): Place, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let mut sheet = draft.sheet_of(&sent)?;
    let row = place(&sheet, &row)?;
    sheet.remove_row(row);
    draft.keep(&ctx, &sent, &sheet.text(), &format!("{}#row-{}", draft.here(), row.saturating_sub(1))).await
}
