//! What is read under the scanner.

use crate::tools::{crooked, encoded, scanned, ticket};
use image::{GrayImage, ImageFormat, imageops};
use kernel::{Kind, ports::Press as _, sheet::Paper, text::Locale};
use paper::TypstPress;

fn sheet(link: &str) -> Vec<u8> {
    let mut ticket = ticket(Locale::Es);
    ticket.link = link.to_owned();
    TypstPress.print(&Paper::Ticket(ticket)).unwrap()
}

const LINK: &str = "https://cabildo.example/h/7Q4K-M2XD";

#[test]
fn a_printed_ticket_is_recognised_as_it_comes_from_the_press() {
    assert_eq!(TypstPress.codes(&sheet(LINK)).unwrap(), [LINK]);
}

#[test]
fn a_scan_put_down_crooked_and_coarse_is_recognised() {
    let scan = scanned(&sheet(LINK), 1, 150);
    assert_eq!(TypstPress.codes(&encoded(&scan, ImageFormat::Png)).unwrap(), [LINK]);
    for degrees in [7.0, -7.0, 176.0] {
        let turned = crooked(&scan, degrees);
        let coarse = imageops::resize(&turned, 850, 1100, imageops::FilterType::Triangle);
        assert_eq!(TypstPress.codes(&encoded(&coarse, ImageFormat::Jpeg)).unwrap(), [LINK], "{degrees} degrees");
    }
}

#[test]
fn a_dim_and_uneven_photo_is_recognised() {
    let mut photo = crooked(&scanned(&sheet(LINK), 1, 130), 4.0);
    let width = photo.width();
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        let light = 0.35 + 0.45 * x as f32 / width as f32;
        let grain = ((x * 7919 + y * 104_729) % 17) as f32;
        pixel.0[0] = (f32::from(pixel.0[0]) * light + 20.0 + grain) as u8;
    }
    let soft = imageops::resize(&photo, 980, 1268, imageops::FilterType::Triangle);
    assert_eq!(TypstPress.codes(&encoded(&soft, ImageFormat::Jpeg)).unwrap(), [LINK]);
}

#[test]
fn a_scanner_s_pdf_of_several_sheets_gives_every_code_in_order() {
    let links = [LINK, "https://cabildo.example/h/ZZZZ-0002", "https://cabildo.example/h/AAAA-0003"];
    let scans: Vec<Vec<u8>> =
        links.iter().map(|link| encoded(&scanned(&sheet(link), 1, 120), ImageFormat::Jpeg)).collect();
    let pdf = TypstPress.bind("Escaneo", &scans).unwrap();
    assert_eq!(TypstPress.codes(&pdf).unwrap(), links);
}

#[test]
fn a_sheet_without_codes_gives_none() {
    let blank = GrayImage::from_pixel(400, 500, image::Luma([255]));
    assert_eq!(TypstPress.codes(&encoded(&blank, ImageFormat::Png)).unwrap(), Vec::<String>::new());
    let label = paper::samples().into_iter().find(|paper| matches!(paper, Paper::SpineLabel(_))).unwrap();
    assert_eq!(TypstPress.codes(&TypstPress.print(&label).unwrap()).unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_no_scan_is_refused_kindly() {
    let pdf = sheet(LINK);
    for bad in [&b""[..], b"hello", b"%PDF-1.7", &pdf[..40]] {
        let refused = TypstPress.codes(bad).unwrap_err();
        assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Invalid, "scan-unreadable"));
    }
}

#[test]
fn a_picture_beyond_forty_megapixels_is_refused_before_it_is_unpacked() {
    let small = GrayImage::from_pixel(8, 8, image::Luma([255]));
    let mut png = encoded(&small, ImageFormat::Png);
    png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    let refused = TypstPress.codes(&png).unwrap_err();
    assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Invalid, "scan-too-large"));
}

/// The check sum of a PNG chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}
