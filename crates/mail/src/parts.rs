//! The body of a mail: its text, its HTML and its files.

use crate::{Attached, Defect};
use mail_parser::{
    Encoding, Message, MessagePart, MimeHeaders as _, PartType,
    decoders::{
        base64::base64_decode, charsets::map::charset_decoder, html::html_to_text,
        quoted_printable::quoted_printable_decode,
    },
};

/// Body and files, with what was broken in them.
#[derive(Default)]
pub(crate) struct Body {
    pub text: String,
    pub html: Option<String>,
    pub attachments: Vec<Attached>,
    pub defects: Vec<Defect>,
}

pub(crate) fn body(message: &Message<'_>) -> Body {
    let mut body = Body::default();
    let texts: Vec<String> = message.text_bodies().filter_map(|p| text_of(message, p, &mut body.defects)).collect();
    body.text = texts.join("\n").replace("\r\n", "\n").trim().to_owned();
    body.html = message.html_bodies().find_map(|p| match &p.body {
        PartType::Html(_) => read_text(message, p, &mut body.defects),
        _ => None,
    });
    // A mail cut off on its way loses the sign that a part of it was the text.
    let lost = body.text.is_empty();
    for (n, part) in message.attachments().enumerate() {
        if lost && is_nameless_text(part) {
            body.text.extend(text_of(message, part, &mut body.defects));
            continue;
        }
        let attached = attached(message, part, n + 1);
        match attached.kind.as_str() {
            "application/ms-tnef" | "application/vnd.ms-tnef" => body.defects.push(Defect::Tnef),
            "application/pkcs7-mime" | "application/x-pkcs7-mime" | "application/pgp-encrypted" => {
                body.defects.push(Defect::Encrypted);
            }
            _ => {}
        }
        body.attachments.push(attached);
    }
    if message.parts.iter().any(|p| p.is_encoding_problem) {
        body.defects.push(Defect::Encoding);
    }
    body
}

fn is_nameless_text(part: &MessagePart<'_>) -> bool {
    part.is_text() && part.attachment_name().is_none() && part.content_disposition().is_none_or(|d| !d.is_attachment())
}

fn text_of(message: &Message<'_>, part: &MessagePart<'_>, defects: &mut Vec<Defect>) -> Option<String> {
    let text = read_text(message, part, defects)?;
    Some(if part.is_text_html() { html_to_text(&text) } else { text })
}

/// The part's text. Where letters do not fit the declared charset, they are read as windows-1252, which is what a program
/// that declares none or the wrong one nearly always meant.
fn read_text(message: &Message<'_>, part: &MessagePart<'_>, defects: &mut Vec<Defect>) -> Option<String> {
    let text = part.text_contents()?;
    if !text.contains('\u{FFFD}') {
        return Some(text.to_owned());
    }
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize)?;
    let bytes = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    };
    defects.push(Defect::Charset);
    Some(
        bytes
            .and_then(|b| if std::str::from_utf8(&b).is_ok() { None } else { western(&b) })
            .unwrap_or_else(|| text.to_owned()),
    )
}

/// Bytes as windows-1252.
pub(crate) fn western(bytes: &[u8]) -> Option<String> {
    charset_decoder(b"windows-1252").map(|decode| decode(bytes))
}

fn attached(message: &Message<'_>, part: &MessagePart<'_>, n: usize) -> Attached {
    let kind = part.content_type().map_or_else(String::new, |t| match t.subtype() {
        Some(subtype) => format!("{}/{subtype}", t.ctype()).to_ascii_lowercase(),
        None => t.ctype().to_ascii_lowercase(),
    });
    let (kind, bytes) = match &part.body {
        // A mail inside a mail is kept as it came.
        PartType::Message(inner) => ("message/rfc822".to_owned(), inner.raw_message.to_vec()),
        _ => (kind, part.contents().to_vec()),
    };
    let bytes = if bytes.is_empty() && matches!(part.body, PartType::Message(_)) {
        message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default().to_vec()
    } else {
        bytes
    };
    let inline = part.content_id().is_some() && part.content_disposition().is_none_or(|d| d.is_inline());
    Attached { name: file_name(part.attachment_name(), &kind, n), kind, bytes, inline }
}

/// A plain name: the last piece of any path, without signs that a disk or a terminal would take for something else.
fn file_name(given: Option<&str>, kind: &str, n: usize) -> String {
    let last = given.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().filter(|c| !c.is_control() && !"<>:\"|?*\u{202E}".contains(*c)).take(120).collect();
    let plain = plain.trim().trim_start_matches('.');
    if !plain.is_empty() {
        return plain.to_owned();
    }
    let ending = match kind {
        "message/rfc822" => "eml",
        "text/plain" => "txt",
        "text/html" => "html",
        "image/jpeg" => "jpg",
        _ => kind.rsplit('/').next().filter(|s| s.len() <= 5 && s.chars().all(char::is_alphanumeric)).unwrap_or("bin"),
    };
    format!("adjunto-{n}.{ending}")
}
