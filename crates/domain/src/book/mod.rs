//! The official manual as the municipality prints it: cover, contents, what stands around the tables, each procedure
//! with its table, narrative and flowchart, change control, sign-off, approval, and the annex of what was supposed.
//!
//! Pure: a manual and its procedures in, a [`Book`] out; printing it is the press's business. Every text of the
//! definition is in it, letter by letter. Does not know versions nor who may print (`manuals`).

mod around;
mod procedure;

use ::procedure::{Definition, manual::Manual};
use kernel::{
    Locale, Msg,
    book::{Book, Header, HeaderStyle, Part},
    sheet::{Letterhead, Line},
    text::say,
};

/// What only the one who prints knows.
#[derive(Debug, Clone, Default)]
pub struct Printing {
    pub locale: Locale,
    /// Across every page, e.g. «BORRADOR»; empty for a version in force.
    pub mark: String,
    /// Foot of every page: which version, its hash, when it was printed.
    pub foot: String,
    /// The institution's own, with its shield; without it, what the manual itself says.
    pub letterhead: Option<Letterhead>,
}

/// The whole manual.
pub fn manual_book(manual: &Manual, procedures: &[&Definition], printing: &Printing) -> Book {
    let words = Words { locale: printing.locale };
    let mut parts = around::before(&words, manual);
    for definition in procedures {
        parts.extend(procedure::parts(&words, definition));
    }
    parts.extend(around::after(&words, manual, procedures));
    let mut cover = vec![words.with("book-by", "unit", &manual.issuing_unit), manual.cover.year.to_string()];
    cover.extend(manual.term.map(|t| {
        let until = Msg::new("book-term").with("from", words.day(t.from)).with("until", words.day(t.until));
        say(words.locale, &until)
    }));
    cover.extend(manual.approval.as_ref().map(|a| around::approved(&words, a)));
    Book { cover, contents: true, parts, ..frame(&words, manual, printing, manual.cover.title.clone()) }
}

/// One procedure alone, with the heads of its manual.
pub fn procedure_book(manual: &Manual, definition: &Definition, printing: &Printing) -> Book {
    let words = Words { locale: printing.locale };
    let mut parts = procedure::parts(&words, definition);
    parts.extend(around::assumptions(&words, &[definition]));
    Book { parts, ..frame(&words, manual, printing, manual.cover.title.clone()) }
}

fn frame(words: &Words, manual: &Manual, printing: &Printing, title: String) -> Book {
    let institution = &manual.institution;
    Book {
        locale: printing.locale,
        letterhead: printing.letterhead.clone().unwrap_or_else(|| Letterhead {
            institution: institution.name.clone(),
            unit: manual.issuing_unit.clone(),
            address: institution.address.clone().unwrap_or_default(),
            phone: institution.phone.clone().unwrap_or_default(),
            logo: None,
            demo: false,
        }),
        header: header(words, manual),
        title,
        cover: Vec::new(),
        contents: false,
        mark: printing.mark.clone(),
        parts: Vec::new(),
        foot: printing.foot.clone(),
    }
}

fn header(words: &Words, manual: &Manual) -> Header {
    use ::procedure::manual::Country;
    let style = match (manual.control.header.as_deref(), manual.institution.country) {
        (Some("sv"), _) | (None, Country::Sv) => HeaderStyle::Sv,
        (Some("mx"), _) | (None, Country::Mx) => HeaderStyle::Mx,
        (Some(_), _) | (None, Country::Co) => HeaderStyle::Co,
    };
    let control = &manual.control;
    let line = |key: &'static str, value: &Option<String>| {
        value.as_ref().map(|v| Line { label: words.say(key), value: v.clone() })
    };
    // El Salvador's manuals print the month of approval on every page.
    let approved = manual.approval.as_ref().map(|a| words.day(a.approved_on));
    let date = control.date.clone().or(approved);
    let date_key = if style == HeaderStyle::Sv { "book-approved-on" } else { "book-date" };
    let lines = [line("book-code", &control.code), line("book-version", &control.version), line(date_key, &date)];
    Header {
        style,
        parent: manual.institution.parent.clone().unwrap_or_default(),
        tax_id: manual.institution.tax_id.clone().unwrap_or_default(),
        process: control.process.clone().unwrap_or_default(),
        control: lines.into_iter().flatten().collect(),
    }
}

/// Fixed words and days in the book's language.
struct Words {
    locale: Locale,
}

impl Words {
    fn say(&self, key: &'static str) -> String {
        say(self.locale, &Msg::new(key))
    }

    fn with(&self, key: &'static str, name: &'static str, value: &str) -> String {
        say(self.locale, &Msg::new(key).with(name, value))
    }

    fn day(&self, day: kernel::time::Date) -> String {
        kernel::time::format_date(day, self.locale)
    }

    fn title(&self, key: &'static str, page: bool) -> Part {
        Part::Heading { level: 1, text: self.say(key), page }
    }

    fn subtitle(&self, key: &'static str) -> Part {
        Part::Heading { level: 2, text: self.say(key), page: false }
    }
}

#[cfg(test)]
mod tests;
