//! What is bound.

use crate::tools::{encoded, folder_index, info, pages, scanned, text, ticket};
use image::{GrayImage, ImageFormat, Luma};
use kernel::{Kind, ports::Press as _, sheet::Paper, text::Arg, text::Locale};
use paper::TypstPress;

fn ticket_pdf() -> Vec<u8> {
    TypstPress.print(&Paper::Ticket(ticket(Locale::Es))).unwrap()
}

/// White, with a black top left quarter.
fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = GrayImage::from_fn(width, height, |x, y| Luma([if x < width / 2 && y < height / 2 { 0 } else { 255 }]));
    encoded(&image, format)
}

/// The same JPEG, saying in its EXIF how the camera was held.
fn held(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    [&jpeg[..2], &exif, &jpeg[2..]].concat()
}

#[test]
fn documents_of_every_kind_are_bound_in_order() {
    let index = TypstPress.print(&Paper::FolderIndex(folder_index())).unwrap();
    let documents =
        [picture(40, 60, ImageFormat::Jpeg), ticket_pdf(), index, picture(60, 40, ImageFormat::Png), ticket_pdf()];
    let bound = TypstPress.bind("Carpeta de marzo (#1)", &documents).unwrap();
    assert_eq!(pages(&bound), 1 + 1 + 2 + 1 + 1);
    assert_eq!(info(&bound, "Title"), "Carpeta de marzo (#1)");
    let seen = text(&bound);
    let (ticket, index) = (seen.find("Ticket de soporte").unwrap(), seen.find("Índice de la carpeta").unwrap());
    assert!(ticket < index, "{seen}");
    assert!(bound == TypstPress.bind("Carpeta de marzo (#1)", &documents).unwrap(), "the same bytes again");
}

#[test]
fn hundreds_of_documents_make_one_book() {
    let pdf = ticket_pdf();
    let photo = |n: u32| picture(100 + n, 150, ImageFormat::Jpeg);
    let documents: Vec<Vec<u8>> = (0..300).map(|n| if n % 3 == 0 { pdf.clone() } else { photo(n) }).collect();
    assert_eq!(pages(&TypstPress.bind("Año", &documents).unwrap()), 300);
}

#[test]
fn a_book_can_be_bound_into_another() {
    let book = TypstPress.bind("Enero", &[ticket_pdf(), picture(9, 9, ImageFormat::Png)]).unwrap();
    let year = TypstPress.bind("Año", &[book.clone(), book]).unwrap();
    assert_eq!(pages(&year), 4);
    assert_eq!(text(&year).matches("Ticket de soporte técnico").count(), 2);
}

#[test]
fn photos_stand_upright_however_the_camera_was_held() {
    // Where the black quarter of the stored picture belongs, for each way of holding the camera: right?, below?
    let expected = [
        (1, false, false),
        (2, true, false),
        (3, true, true),
        (4, false, true),
        (5, false, false),
        (6, true, false),
        (7, true, true),
        (8, false, true),
    ];
    for (orientation, right, below) in expected {
        let photo = held(&picture(400, 300, ImageFormat::Jpeg), orientation);
        let bound = TypstPress.bind("Foto", &[photo]).unwrap();
        let page = scanned(&bound, 1, 36);
        assert_eq!(page.width() > page.height(), orientation < 5, "orientation {orientation}");
        for (x, y) in [(false, false), (true, false), (false, true), (true, true)] {
            let at = |far: bool, side: u32| if far { side * 5 / 8 } else { side * 3 / 8 };
            let dark = page.get_pixel(at(x, page.width()), at(y, page.height())).0[0] < 128;
            assert_eq!(dark, (x, y) == (right, below), "orientation {orientation}, right {x}, below {y}");
        }
    }
}

#[test]
fn a_document_of_the_newest_pdf_version_is_bound_too() {
    let mut newest = ticket_pdf();
    let at = newest.windows(8).position(|w| w == b"%PDF-1.7").unwrap();
    newest[at..at + 8].copy_from_slice(b"%PDF-2.0");
    assert_eq!(pages(&TypstPress.bind("Carpeta", &[ticket_pdf(), newest]).unwrap()), 2);
}

#[test]
fn a_broken_document_is_named_and_nothing_else_is_blamed() {
    let (pdf, png) = (ticket_pdf(), picture(20, 20, ImageFormat::Png));
    for broken in [&b""[..], b"hello", b"%PDF-1.7 nothing", &pdf[..pdf.len() / 3], &png[..30], b"GIF89a\x01\0\x01\0"] {
        let documents = [pdf.clone(), png.clone(), broken.to_vec(), pdf.clone()];
        let refused = TypstPress.bind("Carpeta", &documents).unwrap_err();
        assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Invalid, "bind-unreadable"));
        assert_eq!(refused.msg.args, [("number".into(), Arg::Number(3))]);
    }
}

#[test]
fn nothing_cannot_be_bound() {
    assert_eq!(TypstPress.bind("Carpeta", &[]).unwrap_err().kind, Kind::Invalid);
}
