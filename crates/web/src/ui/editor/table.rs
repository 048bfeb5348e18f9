//! The page of a procedure: its table with what is wrong beside each row, what it is called, who and which papers.

use super::{
    Draft, checked, fill,
    findings::{self, Placed},
    preview_of,
};
use crate::{
    ctx::Ctx,
    error::Answer,
    sent::Sent,
    view::{Choice, EditorDocument, EditorFinding, EditorLine, EditorPreview, EditorResponsible, EditorShow, Form},
};
use axum::extract::Path;
use kernel::{Locale, Result};
use procedure::{
    edit::{Sheet, listed},
    yaml,
};
use uuid::Uuid;

/// What a column may hold, in the order in which headings are asked for.
const COLUMNS: [&str; 8] =
    ["paso", "responsable", "actividad", "especificaciones", "descripcion", "punto_de_control", "registro", "diagrama"];

pub(crate) async fn show(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    ctx.page(&page(ctx.locale, &draft)).await
}

fn page(locale: Locale, draft: &Draft) -> EditorShow {
    let source = &draft.part.source;
    let found = findings::placed(locale, &draft.here(), source, &checked(source, &draft.manual));
    let sheet = Sheet::open(source).ok();
    let rows = sheet.as_ref().map(|sheet| lines(locale, draft, sheet, &found)).unwrap_or_default();
    let told = found.iter().map(|p| p.told.clone()).collect();
    EditorShow {
        head: draft.head(),
        heads: sheet.as_ref().map(heads).unwrap_or_default(),
        rows,
        preview: preview_of(locale, source, told),
        undo: draft.part.before.is_some(),
        form: sheet.as_ref().map(about).unwrap_or_default(),
        columns: if sheet.is_some() { COLUMNS.to_vec() } else { Vec::new() },
        responsibles: sheet.as_ref().map(responsibles).unwrap_or_default(),
        documents: sheet.as_ref().map(documents).unwrap_or_default(),
        roles: roles(&draft.manual.source),
    }
}

fn heads(sheet: &Sheet) -> Vec<String> {
    printed(sheet).into_iter().map(|(_, heading)| heading).collect()
}

/// The columns that have cells; the drawing has a place of its own on the page.
fn printed(sheet: &Sheet) -> Vec<(String, String)> {
    sheet.columns().into_iter().filter(|(key, _)| key != "diagrama").collect()
}

fn lines(locale: Locale, draft: &Draft, sheet: &Sheet, found: &[Placed]) -> Vec<EditorLine> {
    let columns = printed(sheet);
    let ways = domain::procedures::ways_told(locale, &sheet.sketch());
    let line = |n: usize| {
        let cell = |key: &str| if key == "actividad" { sheet.says(n).to_owned() } else { sheet.cell(n, key) };
        EditorLine {
            n,
            href: format!("{}/rows/r{n}", draft.here()),
            name: findings::name(locale, sheet, n),
            kind: sheet.kind(n).key(),
            cells: columns.iter().map(|(key, _)| cell(key)).collect(),
            ways: if says_way(sheet, n) { ways.get(n).cloned().unwrap_or_default() } else { Vec::new() },
            found: found.iter().filter(|p| p.row == Some(n)).map(|p| p.told.clone()).collect(),
        }
    };
    (0..sheet.rows().len()).map(line).collect()
}

/// Whether the row goes anywhere but on to the next one.
fn says_way(sheet: &Sheet, row: usize) -> bool {
    let own = sheet.way(row, "").is_some() || !fill::answers(sheet, row).is_empty();
    own || fill::clocks(sheet, row).iter().any(|(_, kind)| *kind == "sigue")
}

fn about(sheet: &Sheet) -> Form {
    let keys = ["titulo", "codigo", "objetivo", "propuesta"];
    let form = keys.iter().fold(Form::default(), |form, key| form.with(*key, sheet.head(key)));
    sheet.columns().into_iter().fold(form, |form, (key, heading)| form.with(format!("column.{key}"), heading))
}

fn responsibles(sheet: &Sheet) -> Vec<EditorResponsible> {
    let used: Vec<String> = (0..sheet.rows().len())
        .flat_map(|i| [sheet.cell(i, "responsable"), sheet.cell(i, "responde")])
        .filter(|name| !name.is_empty())
        .collect();
    let mut all: Vec<EditorResponsible> = Vec::new();
    for (name, roles) in sheet.responsibles() {
        let used = used.contains(&name);
        all.push(EditorResponsible { name, roles: roles.join(", "), used });
    }
    for name in used {
        if !all.iter().any(|r| r.name == name) {
            all.push(EditorResponsible { name, roles: String::new(), used: true });
        }
    }
    all
}

fn documents(sheet: &Sheet) -> Vec<EditorDocument> {
    let row = |[id, title, template, numbering]: [String; 4]| EditorDocument { id, title, template, numbering };
    sheet.documents().into_iter().map(row).collect()
}

/// The roles of a manual's text, also of one with errors, and those that depend on the case.
pub(super) fn roles(manual: &str) -> Vec<Choice> {
    let root = yaml::load(manual).ok();
    let roles = root.as_ref().and_then(|root| root.get("roles")).map(yaml::Node::items).unwrap_or_default();
    let role =
        |node: &yaml::Node| Some(Choice::new(node.text_of("codigo")?, node.text_of("nombre").unwrap_or_default()));
    roles.iter().filter_map(role).collect()
}

/// Keeps what the procedure is called, its headings, its responsibles and its papers.
pub(crate) async fn save(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let mut sheet = match draft.sheet() {
        Ok(sheet) => sheet,
        Err(e) => return ctx.refused(&format!("{}/source", draft.here()), e),
    };
    apply(&mut sheet, &sent);
    draft.keep(&ctx, &sent, &text_of(&draft, &sheet), &format!("{}#about", draft.here())).await
}

/// The text to keep: the one there is, comments and all, when the tree is still the same.
pub(super) fn text_of(draft: &Draft, sheet: &Sheet) -> String {
    let same = Sheet::open(&draft.part.source).is_ok_and(|had| had.text() == sheet.text());
    if same { draft.part.source.clone() } else { sheet.text() }
}

fn apply(sheet: &mut Sheet, sent: &Sent) {
    for key in ["titulo", "codigo", "objetivo", "propuesta"] {
        if sent.has(key) {
            sheet.set_head(key, sent.get(key));
        }
    }
    if sent.has("column.actividad") {
        let had = sheet.columns();
        let known = had.iter().map(|(key, _)| key.as_str());
        let new = COLUMNS.into_iter().filter(|key| !had.iter().any(|(k, _)| k == key));
        let order: Vec<String> = known.chain(new).map(str::to_owned).collect();
        let headings: Vec<String> = order.iter().map(|key| sent.get(&format!("column.{key}")).to_owned()).collect();
        let columns: Vec<(&str, &str)> = order.iter().zip(&headings).map(|(k, h)| (k.as_str(), h.as_str())).collect();
        sheet.set_columns(&columns);
    }
    for (name, roles) in sent.all("responsible").iter().zip(sent.all("responsible-roles")) {
        sheet.set_roles(name, &listed(&roles));
    }
    let papers = sent.all("document").into_iter().zip(sent.all("document-title"));
    let prints = sent.all("document-template").into_iter().zip(sent.all("document-numbering"));
    for ((id, title), (template, numbering)) in papers.zip(prints) {
        if !id.is_empty() || !title.is_empty() {
            let id = if id.is_empty() { procedure::edit::short_name(&title) } else { id };
            sheet.set_document(&id, &title, &template, &numbering);
        }
    }
    match sent.get("do").split_once(':') {
        Some(("drop-responsible", name)) => sheet.remove_responsible(name),
        Some(("drop-document", id)) => sheet.remove_document(id),
        Some(_) | None => {}
    }
    if sent.get("do") == "renumber" {
        sheet.renumber();
    }
}

/// What the text would be after the form that somebody is filling in: its findings and its flowchart. Keeps nothing.
pub(crate) async fn preview(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    ctx.page(&previewed(ctx.locale, &draft, &sent)?).await
}

fn previewed(locale: Locale, draft: &Draft, sent: &Sent) -> Result<EditorPreview> {
    if sent.has("source") {
        let text = sent.raw("source").replace("\r\n", "\n");
        let found = checked(&text, &draft.manual);
        let told = findings::placed(locale, &draft.here(), &text, &found).into_iter().map(|p| p.told).collect();
        return Ok(preview_of(locale, &text, told));
    }
    let mut sheet = draft.sheet()?;
    let row = sent.get("row").parse::<usize>().ok().filter(|row| *row < sheet.rows().len());
    match row {
        Some(row) => fill::apply(&mut sheet, row, sent),
        None => apply(&mut sheet, sent),
    }
    let text = sheet.text();
    let found = findings::placed(locale, &draft.here(), &text, &checked(&text, &draft.manual));
    let told = match row {
        Some(row) => of_row(found, row),
        None => found.into_iter().map(|p| p.told).collect(),
    };
    Ok(preview_of(locale, &text, told))
}

/// The findings of one row, linked to its own fields, and after them the errors elsewhere: a way that is changed here
/// may leave other rows without one.
pub(super) fn of_row(found: Vec<Placed>, row: usize) -> Vec<EditorFinding> {
    let (mine, others): (Vec<Placed>, Vec<Placed>) = found.into_iter().partition(|p| p.row == Some(row));
    let own = |p: Placed| EditorFinding { href: format!("#f-{}", p.field), place: String::new(), ..p.told };
    mine.into_iter().map(own).chain(others.into_iter().map(|p| p.told).filter(|told| told.error)).collect()
}
