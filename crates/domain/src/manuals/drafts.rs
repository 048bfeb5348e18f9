//! Changing a draft: its procedures and the text around them.

use super::{Manual, Part, query, tree};
use db::{
    ManualId, Source as _, Tx,
    entity::{manual, manual_part},
};
use kernel::{Error, Msg, Result};
use procedure::yaml::MAX_BYTES;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// Keeps a procedure's text, whatever is wrong with it, and gives its new revision. `revision` is the one that was
/// changed: Conflict when somebody changed it meanwhile. Refuses only what is longer than a file may be.
pub async fn save_part(tx: &mut Tx, id: ManualId, code: &str, source: &str, revision: i64) -> Result<i64> {
    let manual = query::get_draft(tx, id).await?;
    let was = query::part(tx, id, code).await?;
    check_length(source)?;
    if was.version != revision {
        return Err(Error::conflict("manual-part-changed"));
    }
    if was.source == source {
        return Ok(revision);
    }
    let revision = rewrite(tx, &was, source).await?;
    record(tx, &manual, "manual.part_saved", serde_json::json!({ "code": code, "revision": revision })).await?;
    Ok(revision)
}

/// Brings back the text from before the last change of a procedure; doing it again takes that back. Conflict when there
/// is no earlier text or somebody changed it meanwhile.
pub async fn undo_part(tx: &mut Tx, id: ManualId, code: &str, revision: i64) -> Result<i64> {
    let was = query::part(tx, id, code).await?;
    let before = was.before.ok_or_else(|| Error::conflict("manual-nothing-to-undo"))?;
    save_part(tx, id, code, &before, revision).await
}

/// Keeps the text of `manual.yaml`, whatever is wrong with it. `revision` is the version's own (`Manual::version`).
pub async fn save_manual_text(tx: &mut Tx, id: ManualId, source: &str, revision: i64) -> Result<i64> {
    let was = query::get_draft(tx, id).await?;
    check_length(source)?;
    if was.version != revision {
        return Err(Error::conflict("manual-part-changed"));
    }
    if was.source == source {
        return Ok(revision);
    }
    let revision = rewrite_manual(tx, &was, source).await?;
    record(tx, &was, "manual.text_saved", serde_json::json!({ "revision": revision })).await?;
    Ok(revision)
}

/// Adds a procedure at the end. The name of its file: lower case, digits and `_`, new in this version.
pub async fn add_part(tx: &mut Tx, id: ManualId, code: &str, source: &str) -> Result<Part> {
    let manual = query::get_draft(tx, id).await?;
    check_length(source)?;
    let code = code.trim();
    if !is_code(code) {
        return Err(Error::field("code", "manual-part-code"));
    }
    let had = query::parts(tx, id).await?;
    if had.iter().any(|p| p.code == code) {
        return Err(Error::field("code", Msg::new("manual-part-exists").with("code", code)));
    }
    let position = had.last().map_or(0, |p| p.position + 1);
    let added = tx.insert(row(tx, id, code, position, source)).await?;
    let codes: Vec<String> = had.into_iter().map(|p| p.code).chain([code.to_owned()]).collect();
    rename_list(tx, &manual, &codes).await?;
    record(tx, &manual, "manual.part_added", serde_json::json!({ "code": code })).await?;
    Ok(added)
}

/// Takes a procedure out of a draft. Its text stays in the audit log.
pub async fn remove_part(tx: &mut Tx, id: ManualId, code: &str) -> Result<()> {
    let manual = query::get_draft(tx, id).await?;
    let was = query::part(tx, id, code).await?;
    tx.delete(manual_part::Entity::delete_many().filter(manual_part::Column::Id.eq(was.id))).await?;
    let codes: Vec<String> = query::parts(tx, id).await?.into_iter().map(|p| p.code).collect();
    rename_list(tx, &manual, &codes).await?;
    record(tx, &manual, "manual.part_removed", serde_json::json!({ "code": code, "source": was.source })).await
}

/// Puts the procedures in this order. Refuses a list that does not name each of them once.
pub async fn reorder(tx: &mut Tx, id: ManualId, codes: &[String]) -> Result<()> {
    let manual = query::get_draft(tx, id).await?;
    let had = query::parts(tx, id).await?;
    let (mut ours, mut asked): (Vec<&str>, Vec<&str>) =
        (had.iter().map(|p| p.code.as_str()).collect(), codes.iter().map(String::as_str).collect());
    ours.sort_unstable();
    asked.sort_unstable();
    if ours != asked {
        return Err(Error::conflict("error-changed-meanwhile"));
    }
    for (position, code) in (0i64..).zip(codes) {
        let row = manual_part::ActiveModel { position: Set(position), ..Default::default() };
        let part = manual_part::Entity::update_many().set(row).filter(manual_part::Column::ManualId.eq(id));
        tx.swap(part.filter(manual_part::Column::Code.eq(code.as_str()))).await?;
    }
    rename_list(tx, &manual, codes).await?;
    record(tx, &manual, "manual.reordered", serde_json::json!({ "codes": codes })).await
}

pub(super) fn is_code(code: &str) -> bool {
    (1..=80).contains(&code.len())
        && code.starts_with(|c: char| c.is_ascii_lowercase())
        && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

pub(super) fn check_length(source: &str) -> Result<()> {
    if source.len() > MAX_BYTES { Err(Error::field("source", "manual-text-too-long")) } else { Ok(()) }
}

pub(super) fn row(tx: &Tx, of: ManualId, code: &str, position: i64, source: &str) -> manual_part::ActiveModel {
    manual_part::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        manual_id: Set(of),
        code: Set(code.to_owned()),
        position: Set(position),
        source: Set(source.to_owned()),
        before: Set(None),
        version: Set(1),
    }
}

pub(super) async fn rewrite(tx: &mut Tx, was: &Part, source: &str) -> Result<i64> {
    let row = manual_part::ActiveModel {
        source: Set(source.to_owned()),
        before: Set(Some(was.source.clone())),
        version: Set(was.version + 1),
        ..Default::default()
    };
    let update = manual_part::Entity::update_many().set(row).filter(manual_part::Column::Id.eq(was.id));
    tx.swap(update.filter(manual_part::Column::Version.eq(was.version))).await?;
    Ok(was.version + 1)
}

pub(super) async fn rewrite_manual(tx: &mut Tx, was: &Manual, source: &str) -> Result<i64> {
    let title = procedure::yaml::load(source)
        .ok()
        .and_then(|root| root.at(&["portada", "titulo"]).map(|t| t.text().to_owned()))
        .filter(|title| !title.is_empty());
    let row = manual::ActiveModel {
        source: Set(source.to_owned()),
        title: Set(title.unwrap_or_else(|| was.title.clone())),
        ..Default::default()
    };
    save(tx, was, row).await?;
    Ok(was.version + 1)
}

/// The list of procedures in the manual's own text follows its parts.
async fn rename_list(tx: &mut Tx, manual: &Manual, codes: &[String]) -> Result<()> {
    let source = tree::with_procedures(&manual.source, codes);
    if source == manual.source { Ok(()) } else { rewrite_manual(tx, manual, &source).await.map(drop) }
}

/// Saves what changed of a version that is still as it was loaded.
pub(super) async fn save(tx: &mut Tx, was: &Manual, mut row: manual::ActiveModel) -> Result<()> {
    row.version = Set(was.version + 1);
    let update = manual::Entity::update_many().set(row).filter(manual::Column::Id.eq(was.id));
    tx.swap(update.filter(manual::Column::Version.eq(was.version))).await
}

pub(super) async fn record(tx: &mut Tx, manual: &Manual, kind: &str, body: serde_json::Value) -> Result<()> {
    let label = format!("{} · {}", manual.title, manual.edition);
    tx.record(kind, Some(manual.id.0), &label, body).await
}
