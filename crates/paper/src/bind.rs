//! Many documents in one PDF: pages of PDFs as they are, pictures fitted upright to a letter page.
//!
//! Pictures are embedded without decoding where the format allows, so hundreds of scans stay quick. Tags of the bound
//! documents are not carried over: the bound copy is for archives and printers, the single papers for screen readers.

use crate::guarded;
use image::{ImageDecoder as _, ImageFormat, ImageReader, metadata::Orientation};
use kernel::{Error, Result, text::Msg};
use krilla::{
    Data, Document, SerializeSettings,
    configure::{ConfigurationBuilder, PdfVersion},
    geom::{Size, Transform},
    image::Image,
    metadata::Metadata,
    page::PageSettings,
    pdf::{Pdf, PdfDocument},
};
use std::{io::Cursor, sync::Arc};

/// US letter in points, and the white border left around pictures.
const LETTER: (f32, f32) = (612.0, 792.0);
const BORDER: f32 = 18.0;

/// One PDF with all pages in order. Refuses an empty list, and names (from 1) the first document that cannot be read.
pub(crate) fn bind(title: &str, documents: &[Vec<u8>]) -> Result<Vec<u8>> {
    if documents.is_empty() {
        return Err(Error::invalid("bind-nothing"));
    }
    match guarded(|| bound(title, documents)) {
        Ok(pdf) => Ok(pdf),
        Err(together) => {
            // Some faults only show when the whole is written: binding each alone tells whose it is.
            for (i, document) in documents.iter().enumerate() {
                if let Err(why) = guarded(|| bound(title, std::slice::from_ref(document))) {
                    let number = i64::try_from(i + 1).unwrap_or(i64::MAX);
                    return Err(Error::invalid(Msg::new("bind-unreadable").with("number", number)).with_source(why));
                }
            }
            Err(Error::internal(together))
        }
    }
}

/// How many pages a PDF has.
pub(crate) fn pages(pdf: &[u8]) -> Result<usize> {
    let counted = guarded(|| Pdf::new(pdf.to_vec()).map(|p| p.pages().len()).map_err(|e| format!("{e:?}")));
    counted.map_err(|why| Error::invalid(Msg::new("bind-unreadable").with("number", 1)).with_source(why))
}

/// PDF 1.7, which every reader knows, or 2.0 when a document needs it.
fn bound(title: &str, documents: &[Vec<u8>]) -> Result<Vec<u8>, String> {
    bound_as(PdfVersion::Pdf17, title, documents).or_else(|_| bound_as(PdfVersion::Pdf20, title, documents))
}

fn bound_as(version: PdfVersion, title: &str, documents: &[Vec<u8>]) -> Result<Vec<u8>, String> {
    let configuration = ConfigurationBuilder::new().with_version(version).finish().map_err(|e| format!("{e:?}"))?;
    let mut out = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    out.set_metadata(Metadata::new().title(title.to_owned()).creator("Cabildo".to_owned()));
    for document in documents {
        if crate::is_pdf(document) { add_pdf(&mut out, document)? } else { add_picture(&mut out, document)? }
    }
    out.finish().map_err(|e| e.to_string())
}

fn add_pdf(out: &mut Document, bytes: &[u8]) -> Result<(), String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|e| format!("{e:?}"))?;
    let pages: Vec<usize> = (0..pdf.pages().len()).collect();
    if pages.is_empty() {
        return Err("no pages".to_owned());
    }
    out.embed_pdf_pages(&PdfDocument::new(Arc::new(pdf)), &pages);
    Ok(())
}

fn add_picture(out: &mut Document, bytes: &[u8]) -> Result<(), String> {
    let format = image::guess_format(bytes).map_err(|e| e.to_string())?;
    let data = Data::from(bytes.to_vec());
    let picture = match format {
        ImageFormat::Png => Image::from_png(data, true)?,
        ImageFormat::Jpeg => Image::from_jpeg(data, true)?,
        other => return Err(format!("{other:?} is neither PDF, JPEG nor PNG")),
    };
    let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(|e| e.to_string())?;
    let turn = decoder.orientation().map_err(|e| e.to_string())?;
    let (width, height) = picture.size();
    let (page, place) = placed(turn, width as f32, height as f32);
    let mut sheet = out.start_page_with(PageSettings::from_wh(page.0, page.1).ok_or("an empty page")?);
    let mut surface = sheet.surface();
    surface.push_transform(&place);
    surface.draw_image(picture, Size::from_wh(1.0, 1.0).ok_or("an empty picture")?);
    surface.pop();
    surface.finish();
    sheet.finish();
    Ok(())
}

/// The page (upright or lying, as the picture) and where the unit square of the stored picture goes on it.
fn placed(turn: Orientation, width: f32, height: f32) -> ((f32, f32), Transform) {
    use Orientation as O;
    let lying = matches!(turn, O::Rotate90 | O::Rotate270 | O::Rotate90FlipH | O::Rotate270FlipH);
    let (wide, tall) = if lying { (height, width) } else { (width, height) };
    let page = if wide > tall { (LETTER.1, LETTER.0) } else { LETTER };
    let scale = ((page.0 - 2.0 * BORDER) / wide).min((page.1 - 2.0 * BORDER) / tall);
    let (w, h) = (wide * scale, tall * scale);
    let (x, y) = ((page.0 - w) / 2.0, (page.1 - h) / 2.0);
    // Rows of the matrix: what one step right, then one step down, in the stored picture means on the page.
    let place = match turn {
        O::NoTransforms => Transform::from_row(w, 0.0, 0.0, h, x, y),
        O::FlipHorizontal => Transform::from_row(-w, 0.0, 0.0, h, x + w, y),
        O::Rotate180 => Transform::from_row(-w, 0.0, 0.0, -h, x + w, y + h),
        O::FlipVertical => Transform::from_row(w, 0.0, 0.0, -h, x, y + h),
        O::Rotate90FlipH => Transform::from_row(0.0, h, w, 0.0, x, y),
        O::Rotate90 => Transform::from_row(0.0, h, -w, 0.0, x + w, y),
        O::Rotate270FlipH => Transform::from_row(0.0, -h, -w, 0.0, x + w, y + h),
        O::Rotate270 => Transform::from_row(0.0, -h, w, 0.0, x, y + h),
    };
    (page, place)
}
