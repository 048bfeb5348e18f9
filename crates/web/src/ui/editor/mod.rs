//! Editing a draft's procedures: the table as the municipality knows it, row by row, and the text behind it.
//!
//! The truth is the text of the draft's part. A form alters its tree (`procedure::edit`) and saves the text again,
//! whatever the checks say about it: they stand beside what they are about until they are mended.

mod fill;
mod findings;
mod parts;
mod rows;
mod source;
mod table;

pub(crate) use parts::{create, new, remove, undo};
pub(crate) use rows::{insert, move_row, new_row, remove_row, row, save_row};
pub(crate) use source::{manual_preview, manual_source, part_source, save_manual, save_part};
pub(crate) use table::{preview, save, show};

use crate::{
    ctx::Ctx,
    error::{Answer, Refusal},
    sent::Sent,
    ui::flow,
    urls,
    view::{Choice, EditorConflict, EditorFinding, EditorHead, EditorPreview, Form},
};
use axum::http::StatusCode;
use domain::{
    ManualId,
    manuals::{self, Manual, Part},
};
use kernel::{Error, Kind, Locale};
use procedure::{Diagnostic, edit::Sheet, flowchart::Walk};
use uuid::Uuid;

/// A procedure of a draft, as text.
struct Draft {
    manual: Manual,
    part: Part,
}

impl Draft {
    async fn load(ctx: &Ctx, id: Uuid, code: &str) -> Result<Self, Refusal> {
        let read = ctx.read();
        let manual = manuals::get_draft(&read, ManualId(id)).await?;
        let part = manuals::part(&read, ManualId(id), code).await?;
        Ok(Self { manual, part })
    }

    fn here(&self) -> String {
        urls::manual_part(self.manual.id, &self.part.code)
    }

    /// The text as a table; Conflict when it is none and can only be mended as text.
    fn sheet(&self) -> Result<Sheet, Error> {
        Sheet::open(&self.part.source).map_err(|_| Error::conflict("editor-unreadable"))
    }

    /// The table that a form was filled in on: the one before, when somebody saved once meanwhile. Then the save is
    /// refused, and what it would have kept is shown without the other's rows mixed in.
    fn sheet_of(&self, sent: &Sent) -> Result<Sheet, Error> {
        let before = self.part.before.as_ref().filter(|_| self.part.version == revision(sent) + 1);
        before.and_then(|text| Sheet::open(text).ok()).map_or_else(|| self.sheet(), Ok)
    }

    fn head(&self) -> EditorHead {
        let title = Sheet::open(&self.part.source).map(|s| s.head("titulo").to_owned()).unwrap_or_default();
        EditorHead {
            here: self.here(),
            manual: Choice::new(urls::manual(self.manual.id), self.manual.title.clone()),
            title: if title.is_empty() { self.part.code.clone() } else { title },
            revision: self.part.version,
        }
    }

    /// Keeps the text if nobody was first, and gives where to go on.
    async fn keep(&self, ctx: &Ctx, sent: &Sent, text: &str, to: &str) -> Answer {
        let mut tx = ctx.write().await?;
        match manuals::save_part(&mut tx, self.manual.id, &self.part.code, text, revision(sent)).await {
            Ok(_) => tx.commit().await?,
            Err(e) if e.kind == Kind::Conflict => return self.conflict(ctx, text).await,
            Err(e) => return ctx.refused(&self.here(), e),
        }
        ctx.done(to, "editor-saved")
    }

    /// Somebody was first: both texts, and nothing lost.
    async fn conflict(&self, ctx: &Ctx, mine: &str) -> Answer {
        let form = Form::default().with("source", mine);
        let page = EditorConflict { head: self.head(), form, theirs: self.part.source.clone() };
        ctx.page_as(StatusCode::CONFLICT, &page).await
    }
}

/// The revision that a form was filled in on; one that says none is older than all.
fn revision(sent: &Sent) -> i64 {
    sent.get("revision").parse().unwrap_or(0)
}

/// What is redrawn while somebody types: what the checks say of a text, and its flowchart.
fn preview_of(locale: Locale, text: &str, found: Vec<EditorFinding>) -> EditorPreview {
    let sheet = Sheet::open(text).ok().filter(|s| !s.rows().is_empty());
    let drawn = sheet.map(|sheet| {
        let definition = sheet.sketch();
        let walk = Walk::default();
        (flow::drawing(locale, &definition, &walk), domain::procedures::told(locale, &definition, &walk))
    });
    let (flow, flow_words) = drawn.unwrap_or_default();
    EditorPreview { found, flow, flow_words }
}

/// Everything that the checks say of a procedure inside its manual.
fn checked(text: &str, manual: &Manual) -> Vec<Diagnostic> {
    let (definition, mut found) = procedure::parse(text);
    let around = procedure::parse_manual(&manual.source).0;
    if let (Some(definition), Some(around)) = (definition, around) {
        found.extend(procedure::check_against(&definition, &around));
    }
    found
}
