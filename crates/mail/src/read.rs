//! From bytes to a letter.

use crate::{
    Address, Defect, Letter, clean,
    parts::{body, western},
    quotes::without_quotes,
    robot::robot,
};
use mail_parser::{HeaderName, HeaderValue, Message, MessageParser};

/// Reads a mail. Never fails: of bytes that are no mail at all, the text is what they say, and `defects` tells.
pub fn read(raw: &[u8]) -> Letter {
    let Some(message) = MessageParser::default().parse(raw).filter(|m| m.headers().iter().any(|h| !h.name.is_other()))
    else {
        let text = String::from_utf8_lossy(raw).trim().to_owned();
        return Letter {
            reply: without_quotes(&text),
            text,
            defects: vec![Defect::Unreadable, Defect::NoSender],
            ..Letter::default()
        };
    };
    let mut body = body(&message);
    let subject = subject(&message, &mut body.defects);
    let from = first(message.from()).or_else(|| first(message.sender()));
    if from.is_none() {
        body.defects.push(Defect::NoSender);
    }
    if body.text.is_empty() {
        body.defects.push(Defect::NoText);
    }
    body.defects.dedup();
    Letter {
        message_id: message.message_id().map(bare),
        in_reply_to: ids(message.in_reply_to()),
        references: ids(message.references()),
        reply_to: first(message.reply_to()),
        to: delivered(&message),
        cc: message.all_cc().flat_map(addresses).collect(),
        sent_at: message.date().filter(|d| d.is_valid()).map(mail_parser::DateTime::to_timestamp),
        received_at: message
            .received_all()
            .next()
            .and_then(|r| r.date())
            .filter(|d| d.is_valid())
            .map(|d| d.to_timestamp()),
        reply: without_quotes(&body.text),
        html: body.html.as_deref().map(clean::sanitise),
        robot: robot(&message, &subject),
        subject,
        from,
        text: body.text,
        attachments: body.attachments,
        defects: body.defects,
    }
}

/// The subject in one line; raw letters of an old charset are read as windows-1252.
fn subject(message: &Message<'_>, defects: &mut Vec<Defect>) -> String {
    let text = message.subject().unwrap_or_default();
    let broken = text.contains('\u{FFFD}');
    let old = broken.then(|| message.root_part().headers.iter().rfind(|h| h.name == HeaderName::Subject)).flatten();
    let raw = old.and_then(|h| message.raw_message.get(h.offset_start as usize..h.offset_end as usize));
    let text = match raw.filter(|r| std::str::from_utf8(r).is_err()).and_then(western) {
        Some(western) => {
            defects.push(Defect::Charset);
            western
        }
        None => text.to_owned(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Those it is addressed to, and the address it was really delivered to.
fn delivered(message: &Message<'_>) -> Vec<Address> {
    let envelope = ["Delivered-To", "X-Original-To"]
        .into_iter()
        .filter_map(|name| message.header_raw(name))
        .map(|v| Address { name: String::new(), email: bare(v).to_lowercase() });
    message.all_to().flat_map(addresses).chain(envelope.filter(|a| a.email.contains('@'))).collect()
}

fn addresses(list: &mail_parser::Address<'_>) -> Vec<Address> {
    let address = |a: &mail_parser::Addr<'_>| {
        let email = a.address()?.trim().to_lowercase();
        let name = a.name().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        email.contains('@').then_some(Address { name, email })
    };
    list.iter().filter_map(address).collect()
}

fn first(list: Option<&mail_parser::Address<'_>>) -> Option<Address> {
    list.and_then(|l| addresses(l).into_iter().next())
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    match value {
        HeaderValue::Text(id) => vec![bare(id)],
        HeaderValue::TextList(ids) => ids.iter().map(|i| bare(i)).collect(),
        _ => Vec::new(),
    }
}

fn bare(id: &str) -> String {
    id.trim().trim_start_matches('<').trim_end_matches('>').to_owned()
}
