//! From a paper's data to what its template reads: fixed words, cleaned texts, pictures as files.

use crate::{clean, qr, world::Sheet};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{
    Error, Result,
    book::{Book, Part},
    sheet::{Document, FolderIndex, Letterhead, Line, Paper, Rounds, SignatureBox, SpineLabel, Ticket},
    text::{Locale, Msg, say},
};
use serde_json::{Value, json};

/// More people than this do not fit on one page.
const SIGNATURES: usize = 8;
/// Longer than any page holds, so nothing is lost that could have been printed; it bounds the work.
const LONG_TEXT: usize = 9_000;
const FACT: usize = 400;
const SHORT: usize = 160;
const STATEMENT: usize = 320;
const FACTS: usize = 48;
const TEXTS: usize = 12;
/// Pieces of a book: a manual of 200 procedures has some thousand.
const PARTS: usize = 5_000;
/// Rounds of one step that a document prints.
const ROWS: usize = 100;
/// A picture larger than this (pixels) is no shield or signature.
const PICTURE_PIXELS: u64 = 16_000_000;

/// Prints a paper. Refuses a ticket with more than 8 signatures or an unreadable one, and a link too long for a QR.
pub(crate) fn print(paper: &Paper) -> Result<Vec<u8>> {
    match paper {
        Paper::Ticket(ticket) => print_ticket(ticket),
        Paper::Document(document) => print_document(document),
        Paper::FolderIndex(index) => print_index(index),
        Paper::SpineLabel(label) => print_label(label),
        Paper::Book(book) => print_book(book),
    }
}

fn print_book(book: &Book) -> Result<Vec<u8>> {
    if book.parts.len() > PARTS {
        return Err(Error::invalid(Msg::new("print-too-long").with("most", i64::try_from(PARTS).unwrap_or(0))));
    }
    let mut book = book.clone();
    let logo = book.letterhead.logo.take();
    shorten_letterhead(&mut book.letterhead);
    let mut files = Vec::new();
    for part in &mut book.parts {
        match part {
            Part::Drawing { svg, .. } => {
                let name = format!("drawing-{}.svg", files.len());
                files.push((name.clone(), std::mem::replace(svg, name).into_bytes()));
            }
            Part::Signatures { boxes } => {
                for signature in boxes {
                    let Some(image) = signature.image.take() else { continue };
                    let (name, bytes) =
                        picture(&format!("signature-{}", files.len()), &image).ok_or_else(|| unreadable(signature))?;
                    signature.image = Some(name.clone());
                    files.push((name, bytes));
                }
            }
            Part::Heading { .. } | Part::Text { .. } | Part::Note { .. } | Part::Facts { .. } | Part::Table(_) => {}
        }
    }
    let data = serde_json::to_value(&book).map_err(Error::internal)?;
    set("book.typ", data, book.locale, &[], logo.as_deref(), files).map(|(pdf, _)| pdf)
}

fn unreadable(signature: &SignatureBox) -> Error {
    Error::invalid(Msg::new("print-bad-signature").with("name", signature.name.as_str()))
}

fn print_ticket(ticket: &Ticket) -> Result<Vec<u8>> {
    let (pdf, pages) = print_record("ticket.typ", ticket, &[])?;
    if pages == 1 { Ok(pdf) } else { Err(Error::internal(format!("a ticket took {pages} pages"))) }
}

fn print_document(document: &Document) -> Result<Vec<u8>> {
    let mut tables = document.tables.clone();
    for table in &mut tables {
        clean::cut(&mut table.title, SHORT);
        table.rows.truncate(ROWS);
        table.rows.iter_mut().for_each(|row| row.resize(table.headings.len(), String::new()));
        for cell in table.headings.iter_mut().chain(table.rows.iter_mut().flatten()) {
            clean::cut(cell, FACT);
        }
    }
    tables.retain(|t| !t.headings.is_empty());
    print_record("document.typ", &document.sheet, &tables).map(|(pdf, _)| pdf)
}

/// The pages of a record of a case: its words and, beside a ticket's, its tables.
fn print_record(template: &str, ticket: &Ticket, tables: &[Rounds]) -> Result<(Vec<u8>, usize)> {
    if ticket.signatures.len() > SIGNATURES {
        return Err(Error::invalid(Msg::new("print-too-many-signatures").with("most", 8)));
    }
    let mut ticket = ticket.clone();
    let logo = ticket.letterhead.logo.take();
    let drawn: Vec<Option<String>> = ticket.signatures.iter_mut().map(|s| s.image.take()).collect();
    let code = qr::svg(&ticket.link).ok_or_else(|| Error::invalid("print-link-too-long"))?;
    let cut = shorten_ticket(&mut ticket);
    let mut data = serde_json::to_value(&ticket).map_err(Error::internal)?;
    data["cut"] = cut.into();
    data["tables"] = serde_json::to_value(tables).map_err(Error::internal)?;
    let mut files = vec![("qr.svg".to_owned(), code.into_bytes())];
    data["survey"] = serde_json::to_value(&ticket.survey).map_err(Error::internal)?;
    if let Some(survey) = &ticket.survey {
        let code = qr::svg(&survey.link).ok_or_else(|| Error::invalid("print-link-too-long"))?;
        files.push(("survey.svg".to_owned(), code.into_bytes()));
    }
    for (i, image) in drawn.iter().enumerate() {
        let Some(image) = image else { continue };
        let (name, bytes) =
            picture(&format!("signature-{i}"), image).ok_or_else(|| unreadable(&ticket.signatures[i]))?;
        data["signatures"][i]["image"] = name.as_str().into();
        files.push((name, bytes));
    }
    let version = Msg::new("print-version").with("n", ticket.version.to_string());
    set(template, data, ticket.locale, &[("version", version)], logo.as_deref(), files)
}

fn print_index(index: &FolderIndex) -> Result<Vec<u8>> {
    let mut index = index.clone();
    let logo = index.letterhead.logo.take();
    let columns = index.headings.len().max(index.rows.iter().map(Vec::len).max().unwrap_or(0)).max(1);
    index.headings.resize(columns, String::new());
    index.rows.iter_mut().for_each(|row| row.resize(columns, String::new()));
    let data = serde_json::to_value(&index).map_err(Error::internal)?;
    set("folder_index.typ", data, index.locale, &[], logo.as_deref(), Vec::new()).map(|(pdf, _)| pdf)
}

fn print_label(label: &SpineLabel) -> Result<Vec<u8>> {
    let mut label = label.clone();
    let logo = label.letterhead.logo.take();
    for text in [&mut label.title, &mut label.month, &mut label.range, &mut label.location] {
        clean::cut(text, SHORT);
    }
    shorten_letterhead(&mut label.letterhead);
    let data = serde_json::to_value(&label).map_err(Error::internal)?;
    set("spine_label.typ", data, label.locale, &[], logo.as_deref(), Vec::new()).map(|(pdf, _)| pdf)
}

/// Typesets; a shield that cannot be drawn leaves the name alone, because a paper is worth more than its ornament.
fn set(
    template: &str,
    mut data: Value,
    locale: Locale,
    extra: &[(&str, Msg)],
    logo: Option<&str>,
    files: Vec<(String, Vec<u8>)>,
) -> Result<(Vec<u8>, usize)> {
    clean::all(&mut data);
    data["words"] = words(locale, extra);
    let with = |data: &Value| {
        let mut sheet = Sheet::new(template, data.to_string().into_bytes());
        files.iter().for_each(|(name, bytes)| sheet.add(name, bytes.clone()));
        sheet
    };
    if let Some((name, bytes)) = logo.and_then(|logo| picture("logo", logo)) {
        let mut shielded = data.clone();
        shielded["letterhead"]["logo"] = name.as_str().into();
        let mut sheet = with(&shielded);
        sheet.add(&name, bytes);
        if let Ok(printed) = sheet.pdf() {
            return Ok(printed);
        }
    }
    with(&data).pdf().map_err(|why| Error::internal(format!("{template}: {why}")))
}

/// The fixed words of the papers. `⟨n⟩` and `⟨m⟩` are put in by the template, which alone knows the pages.
fn words(locale: Locale, extra: &[(&str, Msg)]) -> Value {
    let page = Msg::new("print-page").with("page", "⟨n⟩").with("pages", "⟨m⟩");
    let mut words = json!({ "page": say(locale, &page) });
    for (name, key) in [
        ("seal", "print-seal"),
        ("name", "print-name"),
        ("post", "print-post"),
        ("continues", "print-continues"),
        ("demo", "print-demo"),
        ("missing", "print-missing"),
        ("complete", "print-complete"),
        ("totals", "print-totals"),
        ("location", "print-location"),
        ("shield", "print-shield"),
        ("qr", "print-qr"),
        ("drawn", "print-drawn"),
        ("code", "print-code"),
        ("contents", "print-contents"),
        ("continued", "print-continued"),
    ] {
        words[name] = say(locale, &Msg::new(key)).into();
    }
    for (name, msg) in extra {
        words[*name] = say(locale, msg).into();
    }
    words
}

/// A base64 picture as a file with the ending of what it really is; `None` when it is no sane PNG, JPEG or SVG.
fn picture(name: &str, base64: &str) -> Option<(String, Vec<u8>)> {
    let bytes = STANDARD.decode(base64.trim()).ok()?;
    let ending = match image::guess_format(&bytes) {
        Ok(image::ImageFormat::Png) => "png",
        Ok(image::ImageFormat::Jpeg) => "jpg",
        _ if std::str::from_utf8(&bytes).ok()?.contains("<svg") => return Some((format!("{name}.svg"), bytes)),
        _ => return None,
    };
    let reader = image::ImageReader::new(std::io::Cursor::new(&bytes)).with_guessed_format().ok()?;
    let (width, height) = reader.into_dimensions().ok()?;
    (u64::from(width) * u64::from(height) <= PICTURE_PIXELS).then(|| (format!("{name}.{ending}"), bytes))
}

/// Bounds every text so that head, signatures and foot always leave room on the page. True when something was cut.
fn shorten_ticket(ticket: &mut Ticket) -> bool {
    shorten_letterhead(&mut ticket.letterhead);
    let mut cut = ticket.facts.len() > FACTS || ticket.texts.len() > TEXTS;
    ticket.facts.truncate(FACTS);
    ticket.texts.truncate(TEXTS);
    for text in [&mut ticket.title, &mut ticket.number, &mut ticket.short_code, &mut ticket.folder, &mut ticket.printed]
    {
        cut |= clean::cut(text, SHORT);
    }
    cut |= clean::cut(&mut ticket.procedure, STATEMENT);
    if let Some(survey) = &mut ticket.survey {
        clean::cut(&mut survey.words, STATEMENT);
    }
    // The address on paper is for eyes; the code beside it carries the whole of it.
    clean::cut(&mut ticket.link, SHORT);
    for (lines, max) in [(&mut ticket.facts, FACT), (&mut ticket.texts, LONG_TEXT)] {
        for Line { label, value } in lines {
            cut |= clean::cut(label, SHORT) | clean::cut(value, max);
        }
    }
    for SignatureBox { label, name, post, statement, evidence, .. } in &mut ticket.signatures {
        cut |= clean::cut(label, 60) | clean::cut(name, 80) | clean::cut(post, 80) | clean::cut(statement, STATEMENT);
        cut |= evidence.as_mut().is_some_and(|text| clean::cut(text, SHORT));
    }
    cut
}

fn shorten_letterhead(letterhead: &mut Letterhead) {
    for text in [&mut letterhead.institution, &mut letterhead.unit, &mut letterhead.address, &mut letterhead.phone] {
        clean::cut(text, SHORT);
    }
}
