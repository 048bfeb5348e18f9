//! The tools of whoever stands at the printer and the scanner: poppler's `pdftoppm` and `pdfinfo`.

use std::process::Command;

/// The pages of the PDF as PNG pictures, as a scanner at 150 dots per inch would give them.
pub(super) fn scanned(pdf: &[u8]) -> Vec<Vec<u8>> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("sheet.pdf");
    std::fs::write(&file, pdf).unwrap();
    let done = Command::new("pdftoppm").args(["-png", "-r", "150"]).arg(&file).arg(dir.path().join("page")).output();
    assert!(done.expect("poppler-utils is installed").status.success());
    let mut pages: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "png"));
    pages.sort();
    pages.iter().map(|p| std::fs::read(p).unwrap()).collect()
}

/// How many pages the PDF has and how large the first is.
pub(super) fn pages(pdf: &[u8]) -> (usize, String) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("sheet.pdf");
    std::fs::write(&file, pdf).unwrap();
    let told = Command::new("pdfinfo").arg(&file).output().expect("poppler-utils is installed");
    let told = String::from_utf8(told.stdout).unwrap();
    let value = |name: &str| {
        told.lines().find_map(|l| l.strip_prefix(name)).map(|v| v.trim().to_owned()).expect("pdfinfo tells it")
    };
    (value("Pages:").parse().unwrap(), value("Page size:"))
}

/// The words of the PDF.
pub(super) fn words(pdf: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("sheet.pdf");
    std::fs::write(&file, pdf).unwrap();
    let told =
        Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().expect("poppler-utils is installed");
    String::from_utf8(told.stdout).unwrap()
}
