//! The printed manual says everything that its definition says.

use super::{Printing, manual_book, procedure_book};
use crate::procedures::packs;
use kernel::{
    Locale,
    book::{Book, HeaderStyle, Part},
    ports::Press as _,
    sheet::Paper,
};
use procedure::{Definition, manual::Manual, parse};

fn pack(n: usize) -> (Manual, Vec<Definition>) {
    let pack = &packs()[n];
    let definitions = pack.procedures.iter().map(|(_, source)| parse(source).0.expect("packs are good")).collect();
    (pack.manual(), definitions)
}

/// Every text of the book, in order.
fn texts(book: &Book) -> String {
    let of = |part: &Part| match part {
        Part::Heading { text, .. } | Part::Text { text } | Part::Note { text } => text.clone(),
        Part::Facts { lines } => {
            lines.iter().map(|l| format!("{} {}", l.label, l.value)).collect::<Vec<_>>().join("\n")
        }
        Part::Table(t) => {
            t.rows.iter().flat_map(|r| r.cells.clone()).chain(t.headings.clone()).collect::<Vec<_>>().join("\n")
        }
        Part::Drawing { alt, .. } => alt.clone(),
        Part::Signatures { boxes } => {
            boxes.iter().map(|b| format!("{} {}", b.name, b.post)).collect::<Vec<_>>().join("\n")
        }
    };
    book.parts.iter().map(of).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_text_of_every_pack_is_in_its_printed_manual_letter_by_letter() {
    for n in 0..packs().len() {
        let (manual, definitions) = pack(n);
        let all: Vec<&Definition> = definitions.iter().collect();
        for locale in Locale::ALL {
            let book = manual_book(&manual, &all, &Printing { locale, ..Printing::default() });
            let said = texts(&book);
            assert!(!said.contains('⟦'), "a text has no translation");
            for d in &definitions {
                let printed = d
                    .steps
                    .iter()
                    .flat_map(|s| s.texts.values().chain(&s.number).chain(s.responsible.iter().filter(|_| !s.merged)));
                let assumed = d.steps.iter().filter_map(|s| s.assumption.as_ref());
                let headings = d.table.iter().map(|c| &c.heading);
                for text in printed.chain(assumed).chain(headings).chain(&d.objective) {
                    assert!(said.contains(text.trim()), "{} {}: {text}", packs()[n].code, d.code);
                }
            }
            for law in &manual.laws {
                assert!(said.contains(&law.name));
            }
        }
    }
}

#[test]
fn a_country_has_its_own_heads_and_a_manual_may_choose_another() {
    let (mut manual, definitions) = pack(0);
    let style = |m: &Manual| procedure_book(m, &definitions[0], &Printing::default()).header.style;
    assert_eq!(style(&manual), HeaderStyle::Sv);
    manual.control.header = Some("co".to_owned());
    assert_eq!(style(&manual), HeaderStyle::Co);
}

#[test]
fn every_pack_prints_as_a_tagged_document() {
    for n in 0..packs().len() {
        let (manual, definitions) = pack(n);
        let all: Vec<&Definition> = definitions.iter().collect();
        let printing = Printing { mark: "BORRADOR".to_owned(), foot: "SHA-256 0000".to_owned(), ..Printing::default() };
        let pdf = paper::TypstPress.print(&Paper::Book(manual_book(&manual, &all, &printing)));
        let pdf = pdf.unwrap_or_else(|e| panic!("{}: {e:?}", packs()[n].code));
        assert!(pdf.starts_with(b"%PDF-"));
    }
}
