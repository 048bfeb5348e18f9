//! Bringing a document in: uploaded, or pasted with or without its tables.

use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, Form, ManualImport},
};
use domain::{
    ManualId,
    files::MAX_BYTES,
    manuals::{self, Imported},
};
use kernel::{Error, Kind, Msg, Result, permit::Permit};
use std::collections::BTreeMap;

pub(crate) async fn form(ctx: Ctx) -> Answer {
    let page = page(&ctx, Form::default()).await?;
    ctx.page(&page).await
}

async fn page(ctx: &Ctx, form: Form) -> Result<ManualImport> {
    ctx.actor.require(Permit::ManageProcedures)?;
    let latest = manuals::query::list(&ctx.read(), None).await?.rows;
    let by_code: BTreeMap<String, String> = latest.into_iter().rev().map(|m| (m.code, m.title)).collect();
    Ok(ManualImport { form, manuals: by_code.into_iter().map(|(code, title)| Choice::new(code, title)).collect() })
}

pub(crate) async fn import(ctx: Ctx, mut sent: Sent) -> Answer {
    match imported(&ctx, &mut sent).await {
        Ok(id) => ctx.done(&urls::manual_findings(id), "manual-was-imported"),
        Err(e) => {
            let typed = sent.typed().into_iter().filter(|(name, _)| name != "html");
            let (status, form) = again(Form::default().typed(typed), e)?;
            let page = page(&ctx, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

async fn imported(ctx: &Ctx, sent: &mut Sent) -> Result<ManualId> {
    // Before the file is kept: nobody else fills the store.
    ctx.actor.require(Permit::ManageProcedures)?;
    let (name, bytes) = document(sent)?;
    let (at, named, read) = (if name.is_empty() { "text" } else { "file" }, name.clone(), bytes.clone());
    // What is wrong with the document stands at the field it came by.
    let draft = ctx
        .state
        .office
        .heavy(move |_| importer::read(&named, &read).map(importer::Draft::with_suppositions))
        .await
        .map_err(|e| match e.kind {
            Kind::Invalid if e.fields.is_empty() => Error::field(at, e.msg),
            _ => e,
        })?;
    let mut files: BTreeMap<String, String> = draft.files().into_iter().collect();
    let parts = draft.procedures.iter().filter_map(|(id, _)| Some((id.clone(), files.remove(&format!("{id}.yaml"))?)));
    let parts: Vec<(String, String)> = parts.collect();
    let manual = files.remove("manual.yaml").unwrap_or_default();
    let sha256 = ctx.state.office.files.put(bytes).await?;
    let imported = Imported {
        file_name: if name.is_empty() { ctx.say("manual-pasted") } else { name },
        file_sha256: sha256,
        file_text: draft.source_text,
        manual,
        parts,
        of: sent.get("of").to_owned(),
    };
    let mut tx = ctx.write().await?;
    let id = manuals::import(&mut tx, imported).await?.id;
    tx.commit().await?;
    Ok(id)
}

/// The file, or what was pasted: with its tables when the browser kept them, else as plain text. The name of a paste is
/// empty.
fn document(sent: &mut Sent) -> Result<(String, Vec<u8>)> {
    if let Some((name, bytes)) = sent.files("file").into_iter().next() {
        if bytes.len() > MAX_BYTES {
            return Err(Error::field("file", Msg::new("file-too-big").with("name", name)));
        }
        return Ok((name, bytes));
    }
    let pasted = if sent.get("html").is_empty() { sent.raw("text") } else { sent.raw("html") };
    if sent.get("text").is_empty() {
        return Err(Error::field("file", "manual-import-nothing"));
    }
    Ok((String::new(), pasted.as_bytes().to_vec()))
}
