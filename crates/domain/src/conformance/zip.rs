//! A ZIP of files as they are (APPNOTE 6.3, method «stored»): PDFs and pictures do not get smaller.

use kernel::{Error, Result};

/// CRC-32 of IEEE 802.3, as ZIP wants it.
fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// One ZIP with these files in order. Refuses what does not fit the format without its 64-bit part: 4 GB, 65,535 files.
pub(super) fn zip<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    let mut count: u16 = 0;
    for (path, bytes) in files {
        let at = u32::try_from(out.len()).map_err(Error::internal)?;
        let size = u32::try_from(bytes.len()).map_err(Error::internal)?;
        let name = u16::try_from(path.len()).map_err(Error::internal)?;
        // Version 2.0, names in UTF-8, stored, midnight of 1 January 1980.
        let mut common = Vec::new();
        for half in [20u16, 0x0800, 0, 0, 0x0021] {
            common.extend(half.to_le_bytes());
        }
        for word in [crc(bytes), size, size] {
            common.extend(word.to_le_bytes());
        }
        common.extend(name.to_le_bytes());
        common.extend(0u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(path.as_bytes());
        out.extend(bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        // No comment, disk 0, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(path.as_bytes());
        count = count.checked_add(1).ok_or_else(|| Error::internal("too many files"))?;
    }
    let at = u32::try_from(out.len()).map_err(Error::internal)?;
    let size = u32::try_from(directory.len()).map_err(Error::internal)?;
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend(0u16.to_le_bytes());
    Ok(out)
}
