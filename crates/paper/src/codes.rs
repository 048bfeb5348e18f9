//! Finds the QR codes in a scan, so that a signed sheet put under a scanner or a phone finds its own case.

use crate::guarded;
use hayro::{RenderCache, RenderSettings, hayro_interpret::InterpreterSettings, hayro_syntax::Pdf, vello_cpu};
use image::{DynamicImage, GrayImage, ImageDecoder as _, ImageReader, imageops};
use kernel::{Error, Result, text::Msg};
use std::io::Cursor;

/// Larger pictures (pixels) and longer PDFs (pages) are refused: a phone gives 12 to 40 megapixels.
const MOST_PIXELS: u64 = 40_000_000;
const MOST_PAGES: usize = 200;
/// The long side, in pixels, at which codes are looked for, the likeliest first: about 150 dots per inch of a letter
/// page, more for a small code in a large picture, less against noise and blur.
const SIZES: [u32; 3] = [1650, 2500, 1100];

/// The texts of the codes, in reading order and each once. Refuses what is no PDF, JPEG or PNG, and what is too large.
pub(crate) fn codes(scan: &[u8]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    if crate::is_pdf(scan) {
        guarded(|| in_pdf(scan, &mut found)).map_err(unreadable)??;
    } else {
        let page = guarded(|| Ok(picture(scan))).map_err(unreadable)??;
        look(&mut found, |size| Some(resized(&page, size)));
    }
    Ok(found)
}

fn unreadable(why: String) -> Error {
    Error::invalid("scan-unreadable").with_source(why)
}

/// The upright picture in greys.
fn picture(scan: &[u8]) -> Result<DynamicImage> {
    let refuse = |why: image::ImageError| unreadable(why.to_string());
    let reader = ImageReader::new(Cursor::new(scan)).with_guessed_format().map_err(|e| unreadable(e.to_string()))?;
    let mut decoder = reader.into_decoder().map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Error::invalid(Msg::new("scan-too-large").with("most", (MOST_PIXELS / 1_000_000).to_string())));
    }
    let turn = decoder.orientation().map_err(refuse)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(refuse)?;
    image.apply_orientation(turn);
    Ok(image.grayscale())
}

fn in_pdf(scan: &[u8], found: &mut Vec<String>) -> std::result::Result<Result<()>, String> {
    let pdf = Pdf::new(scan.to_vec()).map_err(|e| format!("{e:?}"))?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Ok(Err(Error::invalid(Msg::new("scan-too-long").with("most", MOST_PAGES.to_string()))));
    }
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    for page in pages.iter() {
        look(found, |size| {
            let (width, height) = page.render_dimensions();
            let scale = size as f32 / width.max(height);
            if !scale.is_finite() || width.min(height) * scale < 1.0 {
                return None;
            }
            let render = RenderSettings {
                x_scale: scale,
                y_scale: scale,
                bg_color: vello_cpu::color::palette::css::WHITE,
                ..RenderSettings::default()
            };
            let pixels = hayro::render(page, &cache, &settings, &render);
            let (width, height) = (u32::from(pixels.width()), u32::from(pixels.height()));
            let rgba = image::RgbaImage::from_raw(width, height, pixels.data_as_u8_slice().to_vec())?;
            Some(DynamicImage::ImageRgba8(rgba).into_luma8())
        });
    }
    Ok(Ok(()))
}

/// The page with its long side at `size`, but never enlarged more than twice: a coarse scan reads better smoothed.
fn resized(page: &DynamicImage, size: u32) -> GrayImage {
    let (width, height) = (page.width(), page.height());
    let long = width.max(height);
    let size = size.min(long.saturating_mul(2));
    let part = |side: u32| (u64::from(side) * u64::from(size) / u64::from(long)).max(1) as u32;
    let filter = if size > long { imageops::FilterType::CatmullRom } else { imageops::FilterType::Triangle };
    page.resize_exact(part(width), part(height), filter).into_luma8()
}

/// Looks at the page in several sizes until every code it sees is legible, adding what is new.
fn look(found: &mut Vec<String>, page: impl Fn(u32) -> Option<GrayImage>) {
    let mut seen = None;
    for size in SIZES {
        let Some(image) = page(size) else { return };
        // A small page looks the same in every larger size.
        if seen == Some(image.dimensions()) {
            continue;
        }
        seen = Some(image.dimensions());
        let (texts, all) = read(image);
        for text in texts {
            if !found.contains(&text) {
                found.push(text);
            }
        }
        if all {
            return;
        }
    }
}

/// The legible codes from top to bottom, and whether there was one and all were legible.
fn read(image: GrayImage) -> (Vec<String>, bool) {
    let line = i32::try_from(image.height() / 24).unwrap_or(1).max(1);
    let read = guarded(|| {
        let mut prepared = rqrr::PreparedImage::prepare(image);
        let mut grids = prepared.detect_grids();
        grids.sort_by_key(|grid| {
            let [a, b, c, d] = grid.bounds;
            ((a.y + b.y + c.y + d.y) / 4 / line, a.x.min(b.x).min(c.x).min(d.x))
        });
        let texts: Vec<String> = grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect();
        let all = !texts.is_empty() && texts.len() == grids.len();
        Ok((texts, all))
    });
    read.unwrap_or_default()
}
