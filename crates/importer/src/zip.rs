//! One file out of a ZIP, which is what a DOCX is. Reads the central directory; takes no more than it should.

use kernel::{Error, Msg, Result};
use std::io::Read as _;

/// Most bytes that a packed file may become.
const MOST: u64 = 30_000_000;
/// Most files in the directory.
const FILES: usize = 5_000;

/// The unpacked bytes of the entry of that name.
///
/// # Errors
/// Invalid: no ZIP, no such file in it, locked with a password, or it grows beyond 30 MB.
pub(crate) fn entry(bytes: &[u8], name: &str) -> Result<Vec<u8>> {
    let found = find(bytes, name).ok_or_else(|| Error::invalid(Msg::new("import-not-docx")))?;
    if found.flags & 1 != 0 {
        return Err(Error::invalid(Msg::new("import-locked")));
    }
    let packed = packed(bytes, &found).ok_or_else(|| Error::invalid(Msg::new("import-damaged")))?;
    let mut out = Vec::new();
    let read = match found.method {
        0 => packed.take(MOST + 1).read_to_end(&mut out),
        8 => flate2::read::DeflateDecoder::new(packed).take(MOST + 1).read_to_end(&mut out),
        _ => return Err(Error::invalid(Msg::new("import-damaged"))),
    };
    read.map_err(|e| Error::invalid(Msg::new("import-damaged")).with_source(e))?;
    if out.len() as u64 > MOST {
        return Err(Error::invalid(Msg::new("import-bomb")));
    }
    Ok(out)
}

struct Entry {
    flags: u16,
    method: u16,
    packed: usize,
    offset: usize,
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?)).ok()
}

/// Looks the name up in the central directory, which the last record of the file points to.
fn find(bytes: &[u8], name: &str) -> Option<Entry> {
    let tail = bytes.len().saturating_sub(66_000);
    let end = tail + bytes[tail..].windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let mut at = long(bytes, end + 16)?;
    for _ in 0..short(bytes, end + 10)?.min(u16::try_from(FILES).unwrap_or(u16::MAX)) {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let lengths = (short(bytes, at + 28)?, short(bytes, at + 30)?, short(bytes, at + 32)?);
        let (name_length, extra, comment) = (usize::from(lengths.0), usize::from(lengths.1), usize::from(lengths.2));
        if bytes.get(at + 46..at + 46 + name_length)? == name.as_bytes() {
            return Some(Entry {
                flags: short(bytes, at + 8)?,
                method: short(bytes, at + 10)?,
                packed: long(bytes, at + 20)?,
                offset: long(bytes, at + 42)?,
            });
        }
        at += 46 + name_length + extra + comment;
    }
    None
}

/// The packed bytes: after the entry's own head, whose names may have other lengths than the directory's.
fn packed<'b>(bytes: &'b [u8], entry: &Entry) -> Option<&'b [u8]> {
    let at = entry.offset;
    let head = 30 + usize::from(short(bytes, at.checked_add(26)?)?) + usize::from(short(bytes, at.checked_add(28)?)?);
    let from = at.checked_add(head)?;
    bytes.get(from..from.checked_add(entry.packed)?)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::io::Write as _;

    /// A ZIP with one deflated file.
    pub(crate) fn packed_file(name: &str, content: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(content).unwrap();
        let packed = packer.finish().unwrap();
        let size = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let mut head = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        head.extend(size(packed.len()));
        head.extend(size(content.len()));
        head.extend(length);
        let mut out = [b"PK\x03\x04".as_slice(), &head, &[0, 0], name.as_bytes(), &packed].concat();
        let directory = out.len();
        out.extend([b"PK\x01\x02\x14\x00".as_slice(), &head, &[0; 14], &[0; 2], name.as_bytes()].concat());
        let length = out.len() - directory;
        out.extend([b"PK\x05\x06\0\0\0\0\x01\0\x01\0".as_slice(), &size(length), &size(directory), &[0, 0]].concat());
        out
    }

    #[test]
    fn a_packed_file_comes_out_whole_and_what_is_no_docx_is_refused() {
        let file = packed_file("word/document.xml", b"<w:p/>");
        assert_eq!(entry(&file, "word/document.xml").unwrap(), b"<w:p/>");
        assert_eq!(entry(&file, "xl/workbook.xml").unwrap_err().msg.key, "import-not-docx");
        for cut in 4..file.len() - 2 {
            assert!(entry(&file[..cut], "word/document.xml").is_err(), "{cut}");
        }
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = packed_file("word/document.xml", &vec![b' '; usize::try_from(MOST).unwrap() + 10]);
        assert!(bomb.len() < 100_000);
        assert_eq!(entry(&bomb, "word/document.xml").unwrap_err().msg.key, "import-bomb");
    }
}
