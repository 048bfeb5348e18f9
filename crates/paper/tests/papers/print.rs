//! What is printed.

use crate::tools::{encoded, folder_index, info, metadata, pages, pictures, text, ticket};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use image::{GrayImage, ImageFormat};
use kernel::{
    Kind,
    ports::Press as _,
    sheet::{Line, Paper, Ticket},
    text::Locale,
};
use paper::TypstPress;

fn printed(ticket: Ticket) -> Vec<u8> {
    TypstPress.print(&Paper::Ticket(ticket)).unwrap()
}

#[test]
fn every_paper_is_an_accessible_pdf_in_its_own_language() {
    for paper in paper::samples() {
        let (title, locale) = match &paper {
            Paper::Ticket(p) => (format!("{} · {}", p.title, p.number), p.locale),
            Paper::Document(p) => (format!("{} · {}", p.sheet.title, p.sheet.number), p.sheet.locale),
            Paper::FolderIndex(p) => (p.title.clone(), p.locale),
            Paper::SpineLabel(p) => (p.title.clone(), p.locale),
            Paper::Book(p) => (p.title.clone(), p.locale),
        };
        let pdf = TypstPress.print(&paper).unwrap();
        assert_eq!(info(&pdf, "Title"), title);
        assert_eq!(info(&pdf, "Tagged"), "yes");
        assert!(info(&pdf, "Page size").contains("letter"), "{title}");
        let declared = metadata(&pdf);
        assert!(declared.contains("<pdfuaid:part>1</pdfuaid:part>"), "{declared}");
        assert!(declared.contains(&format!("<rdf:li>{}</rdf:li>", locale.tag())), "{declared}");
    }
}

#[test]
fn a_ticket_carries_everything_it_was_given() {
    for locale in Locale::ALL {
        let ticket = ticket(locale);
        let pdf = printed(ticket.clone());
        assert_eq!(pages(&pdf), 1);
        let seen = text(&pdf);
        let head =
            [&ticket.title, &ticket.number, &ticket.folder, &ticket.procedure, &ticket.printed, &ticket.short_code];
        for said in head.into_iter().chain([&ticket.link, &ticket.letterhead.institution, &ticket.letterhead.unit]) {
            assert!(seen.contains(said.as_str()), "{said} is missing in: {seen}");
        }
        for Line { label, value } in ticket.facts.iter().chain(&ticket.texts) {
            assert!(seen.contains(label.as_str()), "{label} is missing in: {seen}");
            let words: Vec<&str> = value.split_whitespace().collect();
            assert!(seen.contains(&words.join(" ")), "{value} is missing in: {seen}");
        }
        for signer in &ticket.signatures {
            for said in [&signer.label, &signer.name, &signer.post] {
                assert!(seen.contains(said.as_str()), "{said} is missing in: {seen}");
            }
        }
        assert!(!seen.contains('⟦'), "a fixed word is missing: {seen}");
    }
}

#[test]
fn fixed_words_follow_the_language_of_the_paper() {
    let (es, en) = (text(&printed(ticket(Locale::Es))), text(&printed(ticket(Locale::En))));
    assert!(es.contains("Sello") && es.contains("Impresión 1") && !es.contains("Seal"));
    assert!(en.contains("Seal") && en.contains("Print 1") && !en.contains("Sello"));
}

#[test]
fn absurdly_long_texts_stay_on_one_page_and_say_that_they_continue() {
    let mut long = ticket(Locale::Es);
    for line in long.texts.iter_mut().chain(&mut long.facts) {
        line.value = "Una palabra y otra más. ".repeat(4000);
    }
    long.texts[1].value = "x".repeat(100_000);
    long.facts.extend(long.facts.clone());
    for signer in &mut long.signatures {
        signer.statement = "Declaro y firmo. ".repeat(500);
        signer.name = "Nombre ".repeat(200);
    }
    long.letterhead.institution = "Alcaldía ".repeat(300);
    let pdf = printed(long.clone());
    assert_eq!(pages(&pdf), 1);
    let seen = text(&pdf);
    for kept in ["Continúa en el sistema", &long.number, &long.short_code, "Sello", "Técnico"] {
        assert!(seen.contains(kept), "{kept} is missing in: {seen}");
    }
}

#[test]
fn a_short_ticket_does_not_claim_to_continue() {
    assert!(!text(&printed(ticket(Locale::Es))).contains("Continúa"));
}

#[test]
fn eight_people_can_sign_one_page_and_nine_are_refused() {
    let mut full = ticket(Locale::Es);
    full.signatures = (1..=8)
        .map(|n| {
            let mut signer = full.signatures[0].clone();
            signer.name = format!("Firmante {n}");
            signer.statement = "Doy fe de lo que consta en esta hoja y lo firmo. ".repeat(8);
            signer
        })
        .collect();
    let pdf = printed(full.clone());
    assert_eq!(pages(&pdf), 1);
    let seen = text(&pdf);
    assert!((1..=8).all(|n| seen.contains(&format!("Firmante {n}"))), "{seen}");
    full.signatures.push(full.signatures[0].clone());
    let refused = TypstPress.print(&Paper::Ticket(full)).unwrap_err();
    assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Invalid, "print-too-many-signatures"));
}

#[test]
fn what_people_write_is_printed_literally_and_never_run() {
    let hostile = r##"#import "x": * #panic("y") $ x^2 $ *b* _i_ @ref <l> `raw` // no /* no */ = T - a + b \ ~ [c] {d} "q" #read("data.json")"##;
    let mut ticket = ticket(Locale::En);
    ticket.title = "#let a = 1 *Title*".to_owned();
    ticket.texts[0].value = hostile.to_owned();
    ticket.facts[0].value = "#sys.version \\ $pi$".to_owned();
    ticket.signatures[0].name = "*Ana* #lorem(5)".to_owned();
    ticket.letterhead.institution = "@Town #1 \"Hall\"".to_owned();
    let seen = text(&printed(ticket));
    for said in [hostile, "#let a = 1 *Title*", "#sys.version \\ $pi$", "*Ana* #lorem(5)", "@Town #1 \"Hall\""] {
        assert!(seen.contains(said), "{said} is missing in: {seen}");
    }
}

#[test]
fn characters_that_no_font_has_are_shown_as_a_sign() {
    let mut ticket = ticket(Locale::Es);
    ticket.texts[0].value = "Gracias 👍 漢字 مرحبا e\u{301}xito\u{0}".to_owned();
    assert!(text(&printed(ticket)).contains("Gracias ◊ ◊◊ ◊◊◊◊◊ éxito"));
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    for paper in paper::samples() {
        assert!(TypstPress.print(&paper).unwrap() == TypstPress.print(&paper).unwrap());
    }
    let mut other = ticket(Locale::Es);
    other.version = 2;
    assert!(printed(other) != printed(ticket(Locale::Es)));
}

#[test]
fn only_a_demonstration_is_marked_as_one() {
    // The mark lies across the sheet, so other words may stand between its letters.
    let demo = ticket(Locale::Es);
    let mut real = demo.clone();
    real.letterhead.demo = false;
    let letters = |pdf: Vec<u8>| text(&pdf).chars().filter(|c| c.is_uppercase()).count();
    assert_eq!(letters(printed(demo)), letters(printed(real)) + "DEMOSTRACIÓN".chars().count());
}

#[test]
fn a_drawn_signature_is_printed_with_its_evidence() {
    let mut signed = ticket(Locale::Es);
    assert_eq!(pictures(&printed(signed.clone())), 0);
    let ink = GrayImage::from_fn(120, 40, |x, y| image::Luma([if x / 3 == y { 0 } else { 255 }]));
    signed.signatures[0].image = Some(STANDARD.encode(encoded(&ink, ImageFormat::Png)));
    signed.signatures[0].evidence = Some("Firmado en pantalla el 03/03/2026 10:15".to_owned());
    let pdf = printed(signed);
    assert_eq!(pictures(&pdf), 1);
    assert!(text(&pdf).contains("Firmado en pantalla el 03/03/2026 10:15"));
}

#[test]
fn a_signature_that_cannot_be_read_is_refused_and_never_left_out() {
    for broken in ["no base64!", "AAAA", "iVBORw0KGgo="] {
        let mut ticket = ticket(Locale::Es);
        ticket.signatures[1].image = Some(broken.to_owned());
        let refused = TypstPress.print(&Paper::Ticket(ticket)).unwrap_err();
        assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Invalid, "print-bad-signature"), "{broken}");
    }
}

#[test]
fn a_broken_shield_leaves_the_name_alone() {
    let svg = STANDARD.encode("<svg xmlns='http://www.w3.org/2000/svg'><path d='");
    for broken in ["no base64!", "AAAA", "iVBORw0KGgo=", &svg] {
        let mut ticket = ticket(Locale::Es);
        ticket.letterhead.logo = Some(broken.to_owned());
        assert!(text(&printed(ticket)).contains("Alcaldía Municipal"), "{broken}");
    }
}

#[test]
fn a_shield_cannot_reach_files_of_the_machine() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><image width="9" height="9" xlink:href="/etc/hostname"/><image width="9" height="9" xlink:href="data.json"/></svg>"#;
    let mut ticket = ticket(Locale::Es);
    ticket.letterhead.logo = Some(STANDARD.encode(svg));
    let pdf = printed(ticket);
    assert_eq!((pages(&pdf), pictures(&pdf)), (1, 0));
}

#[test]
fn a_link_too_long_for_a_qr_code_is_refused() {
    let mut ticket = ticket(Locale::Es);
    ticket.link = "https://example.org/".repeat(400);
    let refused = TypstPress.print(&Paper::Ticket(ticket)).unwrap_err();
    assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Invalid, "print-link-too-long"));
}

#[test]
fn an_index_repeats_its_head_and_counts_its_pages() {
    let index = folder_index();
    let pdf = TypstPress.print(&Paper::FolderIndex(index.clone())).unwrap();
    assert_eq!(pages(&pdf), 2);
    let seen = text(&pdf);
    assert_eq!(seen.matches("N.º Ticket Fecha Unidad Tipo de ayuda Estado").count(), 2, "{seen}");
    assert!(seen.contains("Página 1 de 2") && seen.contains("Página 2 de 2"), "{seen}");
    for row in &index.rows {
        assert!(seen.contains(&row.join(" ")), "{row:?} is missing in: {seen}");
    }
    assert!(index.missing.iter().all(|line| seen.contains(line.as_str())), "{seen}");
    assert!(index.totals.iter().all(|t| seen.contains(&format!("{} {}", t.label, t.value))), "{seen}");
}

#[test]
fn an_index_stands_rows_of_any_length_and_says_when_nothing_is_missing() {
    let mut index = folder_index();
    index.rows[3].truncate(1);
    index.rows[4].push("una celda de más".to_owned());
    index.rows[5] = Vec::new();
    index.missing.clear();
    let seen = text(&TypstPress.print(&Paper::FolderIndex(index.clone())).unwrap());
    assert!(seen.contains("celda de más") && seen.contains("TIM-2026-00064"), "{seen}");
    assert!(seen.contains("No falta nada"), "{seen}");
    index.rows.clear();
    index.headings.clear();
    assert_eq!(pages(&TypstPress.print(&Paper::FolderIndex(index)).unwrap()), 1);
}

#[test]
fn a_spine_label_is_one_page_whatever_it_says() {
    for paper in paper::samples() {
        let Paper::SpineLabel(mut label) = paper else { continue };
        let seen = text(&TypstPress.print(&Paper::SpineLabel(label.clone())).unwrap());
        assert!(seen.contains("TIM-2026-00064"), "{seen}");
        label.month = "septiembre y octubre de 2026 ".repeat(20);
        label.title = "Mantenimiento ".repeat(50);
        label.range = "TIM-2026-00001".repeat(30);
        label.location = "Estante ".repeat(50);
        assert_eq!(pages(&TypstPress.print(&Paper::SpineLabel(label)).unwrap()), 1);
    }
}
