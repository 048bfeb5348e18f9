//! Files that people send: limited, typed by their first bytes, kept by their hash.

use crate::Office;
use kernel::{Error, Msg, Result};

/// Ten megabytes, as the form says.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;

/// A file that is in the store and waits to become part of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    pub name: String,
    /// Sniffed from the content.
    pub mime: String,
    /// Bytes.
    pub size: i64,
    pub sha256: String,
}

/// What people attach: pictures, PDF, office documents, plain text. Nothing that runs.
const ALLOWED: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/heif",
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "text/plain",
];

/// Keeps a file that somebody sent. Refuses what is empty, over ten megabytes or of a kind that is not on the list, at
/// the field `files`. Call it before the transaction: a file nobody then refers to does no harm.
pub async fn receive(office: &Office, name: &str, bytes: Vec<u8>) -> Result<Upload> {
    let name = clean(name);
    let refuse = |key: &'static str| Err(Error::field("files", Msg::new(key).with("name", name.as_str())));
    if bytes.is_empty() {
        return refuse("file-empty");
    }
    if bytes.len() > MAX_BYTES {
        return refuse("file-too-big");
    }
    let Some(mime) = sniff(&bytes) else { return refuse("file-kind") };
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    let sha256 = office.files.put(bytes).await?;
    Ok(Upload { name, mime: mime.to_owned(), size, sha256 })
}

/// What the bytes are, whatever the name or the browser says; `None` when it is not on the list.
pub fn sniff(bytes: &[u8]) -> Option<&'static str> {
    let found = infer::get(bytes).map(|t| t.mime_type());
    match found {
        Some(mime) => ALLOWED.iter().find(|a| **a == mime).copied(),
        None => looks_like_text(bytes).then_some("text/plain"),
    }
}

fn looks_like_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|t| !t.chars().any(|c| c.is_control() && !c.is_whitespace()))
        && !bytes.trim_ascii_start().starts_with(b"<")
        && !bytes.starts_with(b"#!")
}

/// The last part of a path, without control characters, at most 120 letters.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if kept.trim().is_empty() { "archivo".to_owned() } else { kept.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_count_and_not_the_name() {
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n0000"), Some("image/png"));
        assert_eq!(sniff(b"%PDF-1.7\n"), Some("application/pdf"));
        assert_eq!(sniff("No imprime desde ayer.\n".as_bytes()), Some("text/plain"));
        assert_eq!(sniff(b"MZ\x90\x00\x03\x00\x00\x00"), None);
        assert_eq!(sniff(b"<html><script>alert(1)</script>"), None);
        assert_eq!(sniff(b"#!/bin/sh\nrm -rf /"), None);
    }

    #[test]
    fn a_name_is_only_a_name() {
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\fotos\\impresora\u{7}.jpg"), "impresora.jpg");
        assert_eq!(clean("  "), "archivo");
    }
}
