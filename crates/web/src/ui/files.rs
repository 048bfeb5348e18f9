//! Bytes that go out: pictures and our own papers to look at, everything else to save.

use super::Id;
use crate::{ctx::Ctx, error::Answer, urls};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use domain::{AttachmentId, cases};

/// A viewer of PDFs styles itself; nothing else runs in one, and nobody frames it.
const PDF_CSP: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// An attachment of a case that one may see.
pub(crate) async fn show(ctx: Ctx, Id(id): Id<AttachmentId>) -> Answer {
    let file = cases::query::get_attachment(&ctx.read(), id).await?;
    let bytes = ctx.state.office.files.get(&file.sha256).await?;
    Ok(serve(&file.mime, &file.name, bytes))
}

/// Whether pages show this kind of file themselves.
pub(crate) fn is_picture(mime: &str) -> bool {
    matches!(mime, "image/jpeg" | "image/png" | "image/gif" | "image/webp")
}

/// What somebody sent. Pictures are shown, everything else is saved: nothing of a stranger's is ever opened as a page
/// of ours.
pub(crate) fn serve(mime: &str, name: &str, bytes: Vec<u8>) -> Response {
    sent(mime, name, is_picture(mime), bytes)
}

/// A PDF of ours, opened in the browser.
pub(crate) fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = sent("application/pdf", &format!("{name}.pdf"), true, bytes);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PDF_CSP));
    response
}

fn sent(mime: &str, name: &str, shown: bool, bytes: Vec<u8>) -> Response {
    let kind = HeaderValue::from_str(mime).unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let way = if shown { "inline" } else { "attachment" };
    // RFC 6266: letters every browser reads, and the name as it is beside them.
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let plain: String = name.chars().map(plain).collect();
    let exact = urls::encode(name).replace('/', "%2F");
    let disposition = HeaderValue::from_str(&format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{exact}"));
    let disposition = disposition.unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let keep = HeaderValue::from_static("private, no-store");
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition), (header::CACHE_CONTROL, keep)];
    (headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disposition(mime: &str, name: &str) -> String {
        serve(mime, name, Vec::new()).headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned()
    }

    #[test]
    fn only_pictures_are_shown() {
        assert!(disposition("image/png", "foto.png").starts_with("inline"));
        for (mime, name) in [("image/svg+xml", "foto.svg"), ("application/pdf", "x.pdf"), ("text/plain", "x.txt")] {
            assert!(disposition(mime, name).starts_with("attachment"), "{mime}");
        }
    }

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition("text/plain", "año \"2026\"\r\nX: 1/2.txt"),
            "attachment; filename=\"a_o__2026___X__1_2.txt\"; filename*=UTF-8''a%C3%B1o%20%222026%22%0D%0AX%3A%201%2F2.txt"
        );
    }
}
