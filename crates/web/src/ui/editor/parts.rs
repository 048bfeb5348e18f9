//! Procedures as wholes: a new one, a copy of a shipped one, one taken out, the last change taken back.

use super::{Draft, revision};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, EditorNew, Form, Mood},
};
use axum::extract::Path;
use domain::{
    ManualId,
    manuals::{self, Manual},
    procedures,
};
use kernel::{Error, Msg, Result};
use procedure::{
    bpmn::{self, Imported, Note},
    edit::{Sheet, short_name},
    yaml,
};
use uuid::Uuid;

pub(crate) async fn new(ctx: Ctx, Path(id): Path<Uuid>) -> Answer {
    let manual = manuals::get_draft(&ctx.read(), ManualId(id)).await?;
    ctx.page(&page(&manual, Form::default())).await
}

fn page(manual: &Manual, form: Form) -> EditorNew {
    let manual = Choice::new(urls::manual(manual.id), manual.title.clone());
    EditorNew { manual, form, packs: packs() }
}

/// Every procedure that comes with the program, as `pack/procedure`.
fn packs() -> Vec<Choice> {
    let of = |pack: &'static procedures::Pack| {
        let manual = pack.manual();
        pack.sources().iter().map(move |(code, source)| {
            let title = Sheet::open(source).map(|s| s.head("titulo").to_owned()).unwrap_or_default();
            Choice::new(format!("{}/{code}", pack.code), format!("{} · {title}", manual.institution.name))
        })
    };
    procedures::packs().iter().flat_map(of).collect()
}

/// Adds a blank procedure with field `title`, a copy of the shipped one in field `pack`, or the one drawn in file `bpmn`.
pub(crate) async fn create(ctx: Ctx, Path(id): Path<Uuid>, mut sent: Sent) -> Answer {
    let manual = manuals::get_draft(&ctx.read(), ManualId(id)).await?;
    let taken: Vec<String> = manuals::parts(&ctx.read(), manual.id).await?.into_iter().map(|part| part.code).collect();
    let added = async {
        let drawn = drawn(&mut sent)?;
        let left_out = drawn.as_ref().map_or_else(String::new, |d| told(&d.notes));
        let (code, text) = wanted(&sent, &taken, drawn)?;
        let mut tx = ctx.write().await?;
        let part = manuals::add_part(&mut tx, manual.id, &code, &text).await?;
        tx.commit().await?;
        Ok::<_, Error>((part.code, left_out))
    };
    match added.await {
        Ok((code, left_out)) if left_out.is_empty() => ctx.done(&urls::manual_part(manual.id, &code), "editor-added"),
        Ok((code, left_out)) => {
            let msg = Msg::new("editor-bpmn-left-out").with("what", left_out);
            ctx.go(&urls::manual_part(manual.id, &code), Mood::Wait, msg)
        }
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            ctx.page_as(status, &page(&manual, form)).await
        }
    }
}

/// The procedure of an uploaded drawing, if there is one. Refuses, at the field, what cannot become a procedure, with its
/// element and line.
fn drawn(sent: &mut Sent) -> Result<Option<Imported>> {
    let Some((_, bytes)) = sent.files("bpmn").into_iter().next() else { return Ok(None) };
    let xml = String::from_utf8(bytes).map_err(|_| Error::field("bpmn", "editor-bpmn-no-text"))?;
    let refused =
        |why: bpmn::Refusal| Error::field("bpmn", Msg::new("editor-bpmn-refused").with("what", why.to_string()));
    bpmn::read(&xml).map(Some).map_err(refused)
}

/// What of a drawing was left out, as much as fits into a message.
fn told(notes: &[Note]) -> String {
    const MOST: usize = 900;
    let all = notes.iter().map(Note::to_string).collect::<Vec<_>>().join("; ");
    if all.chars().count() > MOST { format!("{}…", all.chars().take(MOST).collect::<String>()) } else { all }
}

/// The name and text of the procedure to add, with a name that is free in the manual.
fn wanted(sent: &Sent, taken: &[String], drawn: Option<Imported>) -> Result<(String, String)> {
    let title = sent.get("title");
    let shipped = sent.get("pack").split_once('/').map(|(pack, code)| {
        let pack = procedures::pack(pack);
        let source = pack.and_then(|p| p.sources().iter().find(|(c, _)| *c == code).map(|(_, source)| *source));
        source.and_then(|source| Sheet::open(source).ok()).ok_or_else(|| Error::field("pack", "pack-unknown"))
    });
    let mut sheet = match (drawn, shipped) {
        (Some(drawn), _) => Sheet::open(&yaml::write(&drawn.root)).map_err(|e| Error::internal(e.message))?,
        (None, Some(sheet)) => sheet?,
        (None, None) if title.is_empty() => return Err(Error::field("title", "field-missing")),
        (None, None) => Sheet::blank("", title),
    };
    if !title.is_empty() {
        sheet.set_head("titulo", title);
    }
    let name = short_name(sheet.head("titulo"));
    let name = if name.is_empty() { "procedimiento".to_owned() } else { name };
    let free = (1..).map(|n| if n == 1 { name.clone() } else { format!("{name}_{n}") });
    let code = free.into_iter().find(|code| !taken.contains(code)).unwrap_or(name);
    sheet.set_head("id", &code);
    Ok((code, sheet.text()))
}

/// Takes the procedure out of the draft; field `sure` has to be ticked.
pub(crate) async fn remove(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    if sent.get("sure").is_empty() {
        return ctx.refused(&draft.here(), Error::invalid("editor-remove-unsure"));
    }
    let mut tx = ctx.write().await?;
    match manuals::remove_part(&mut tx, draft.manual.id, &code).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused(&draft.here(), e),
    }
    ctx.done(&urls::manual(draft.manual.id), "editor-removed")
}

/// Brings back the text from before the last change.
pub(crate) async fn undo(ctx: Ctx, Path((id, code)): Path<(Uuid, String)>, sent: Sent) -> Answer {
    let draft = Draft::load(&ctx, id, &code).await?;
    let mut tx = ctx.write().await?;
    match manuals::undo_part(&mut tx, draft.manual.id, &code, revision(&sent)).await {
        Ok(_) => tx.commit().await?,
        Err(e) => return ctx.refused(&draft.here(), e),
    }
    ctx.done(&draft.here(), "editor-undone")
}
