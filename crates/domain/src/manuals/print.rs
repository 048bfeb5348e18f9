//! The official manual on paper: a version with its procedures, under the institution's own letterhead.

use super::{Manual, ManualStatus, query};
use crate::{
    Office,
    book::{Printing, manual_book},
    papers, people,
};
use db::{ManualId, Source as _};
use kernel::{Error, Locale, Msg, Result, permit::Actor, sheet::Paper, text::say};
use procedure::Definition;

/// The version as PDF, and the name to save it under. What is not in force says so across every page. Refuses a version
/// whose text cannot be read yet: its findings say where.
pub async fn pdf(office: &Office, actor: &Actor, id: ManualId) -> Result<(String, Vec<u8>)> {
    let read = office.read(actor);
    let version = query::get(&read, id).await?;
    let parts = query::parts(&read, id).await?;
    let unreadable = || Error::conflict("manual-print-unreadable");
    let manual = procedure::parse_manual(&version.source).0.ok_or_else(unreadable)?;
    let definitions: Vec<Definition> =
        parts.iter().map(|p| procedure::parse(&p.source).0.ok_or_else(unreadable)).collect::<Result<_>>()?;
    let institution = people::query::institution(&read).await?;
    let locale = Locale::from_tag(&institution.locale).unwrap_or_default();
    let mut letterhead = papers::letterhead(&institution);
    papers::fetch_logo(office, &mut letterhead).await?;
    let now = people::zone(&institution)?.format(read.now(), locale);
    let printing = Printing {
        locale,
        mark: mark(locale, &version),
        foot: foot(locale, &version, &now),
        letterhead: Some(letterhead),
    };
    let all: Vec<&Definition> = definitions.iter().collect();
    let book = Paper::Book(manual_book(&manual, &all, &printing));
    let bytes = office.heavy(move |office| office.press.print(&book)).await?;
    Ok((format!("{}-{}", version.code, version.edition), bytes))
}

/// What stands across the pages of a version that does not hold.
fn mark(locale: Locale, version: &Manual) -> String {
    let key = match version.status {
        ManualStatus::Draft | ManualStatus::Reviewed => "manual-mark-draft",
        ManualStatus::Superseded => "manual-mark-superseded",
        ManualStatus::Approved | ManualStatus::InForce | ManualStatus::Expired => return String::new(),
    };
    say(locale, &Msg::new(key))
}

fn foot(locale: Locale, version: &Manual, now: &str) -> String {
    let edition = Msg::new("manual-foot").with("edition", version.edition).with("now", now);
    match &version.sha256 {
        Some(sha256) => format!("{} · SHA-256 {}", say(locale, &edition), &sha256[..sha256.len().min(16)]),
        None => say(locale, &edition),
    }
}
