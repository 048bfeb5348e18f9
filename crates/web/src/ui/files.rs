//! Bytes that go out: attachments of cases, and PDFs.

use super::Id;
use crate::{ctx::Ctx, error::Answer};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use domain::{AttachmentId, cases};

/// An attachment of a case that one may see. Pictures are shown, everything else is saved: nothing of a stranger's is
/// ever opened as a page of ours.
pub(crate) async fn show(ctx: Ctx, Id(id): Id<AttachmentId>) -> Answer {
    let file = cases::query::get_attachment(&ctx.read(), id).await?;
    let bytes = ctx.state.office.files.get(&file.sha256).await?;
    let shown = matches!(file.mime.as_str(), "image/jpeg" | "image/png" | "image/gif" | "image/webp");
    Ok(sent(&file.mime, &file.name, shown, bytes))
}

/// A PDF of ours, opened in the browser.
pub(crate) fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    sent("application/pdf", &format!("{name}.pdf"), true, bytes)
}

/// A picture, opened in the browser.
pub(crate) fn picture(mime: &str, name: &str, bytes: Vec<u8>) -> Response {
    let kind = mime.rsplit('/').next().unwrap_or_default();
    sent(mime, &format!("{name}.{kind}"), true, bytes)
}

fn sent(mime: &str, name: &str, shown: bool, bytes: Vec<u8>) -> Response {
    let kind = HeaderValue::from_str(mime).unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let way = if shown { "inline" } else { "attachment" };
    // RFC 6266: letters every browser reads, and the name as it is beside them.
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let exact = crate::urls::encode(name).replace('/', "%2F");
    let disposition = HeaderValue::from_str(&format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{exact}"));
    let disposition = disposition.unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let keep = HeaderValue::from_static("private, no-store");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition), (header::CACHE_CONTROL, keep)], bytes).into_response()
}
