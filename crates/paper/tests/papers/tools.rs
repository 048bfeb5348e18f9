//! Reading PDFs back, and making pictures to put under the scanner.

use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use kernel::{
    sheet::{FolderIndex, Paper, Ticket},
    text::Locale,
};
use std::{
    io::{Cursor, Write as _},
    process::{Command, Stdio},
};

/// Runs a tool of poppler-utils with the PDF on its standard input.
fn poppler(tool: &str, args: &[&str], pdf: &[u8]) -> Vec<u8> {
    let mut child = Command::new(tool)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|e| panic!("{tool} of poppler-utils is needed: {e}"));
    let mut input = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || input.write_all(pdf).unwrap());
        child.wait_with_output().unwrap().stdout
    })
}

/// The text of all pages in the order it was set, with single spaces, without the invisible places to break long words.
pub(crate) fn text(pdf: &[u8]) -> String {
    let raw = String::from_utf8(poppler("pdftotext", &["-raw", "-", "-"], pdf)).unwrap();
    raw.replace('\u{200b}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn info(pdf: &[u8], field: &str) -> String {
    let raw = String::from_utf8(poppler("pdfinfo", &["-"], pdf)).unwrap();
    raw.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':')).unwrap_or_default().trim().to_owned()
}

/// The XMP metadata, where language and standard are declared.
pub(crate) fn metadata(pdf: &[u8]) -> String {
    String::from_utf8(poppler("pdfinfo", &["-meta", "-"], pdf)).unwrap()
}

pub(crate) fn pages(pdf: &[u8]) -> usize {
    info(pdf, "Pages").parse().unwrap()
}

/// How many pictures with pixels the PDF draws (vector shields and QR codes are none).
pub(crate) fn pictures(pdf: &[u8]) -> usize {
    let list = String::from_utf8(poppler("pdfimages", &["-list", "-"], pdf)).unwrap();
    list.lines().skip(2).filter(|line| line.split_whitespace().nth(2) == Some("image")).count()
}

/// One page (from 1) as a scanner would see it.
pub(crate) fn scanned(pdf: &[u8], page: usize, dpi: u32) -> GrayImage {
    let (page, dpi) = (page.to_string(), dpi.to_string());
    let png = poppler("pdftoppm", &["-png", "-gray", "-r", &dpi, "-f", &page, "-l", &page, "-singlefile", "-"], pdf);
    image::load_from_memory(&png).unwrap().into_luma8()
}

pub(crate) fn encoded(image: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::ImageLuma8(image.clone()).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// The sheet put down crooked, by some degrees, on white.
pub(crate) fn crooked(image: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (width, height) = image.dimensions();
    let (cx, cy) = (width as f32 / 2.0, height as f32 / 2.0);
    GrayImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x as f32 - cx, y as f32 - cy);
        let (u, v) = (cx + dx * cos - dy * sin, cy + dx * sin + dy * cos);
        image::imageops::interpolate_bilinear(image, u, v).unwrap_or(Luma([255]))
    })
}

pub(crate) fn ticket(locale: Locale) -> Ticket {
    let found = paper::samples().into_iter().find_map(|paper| match paper {
        Paper::Ticket(ticket) if ticket.locale == locale => Some(ticket),
        Paper::Ticket(_) | Paper::Document(_) | Paper::FolderIndex(_) | Paper::SpineLabel(_) | Paper::Book(_) => None,
    });
    found.unwrap()
}

pub(crate) fn folder_index() -> FolderIndex {
    let found = paper::samples().into_iter().find_map(|paper| match paper {
        Paper::FolderIndex(index) => Some(index),
        Paper::Ticket(_) | Paper::Document(_) | Paper::SpineLabel(_) | Paper::Book(_) => None,
    });
    found.unwrap()
}
