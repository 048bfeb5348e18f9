//! The press itself: the kernel's port, made of the parts of this crate.

use crate::print;
use kernel::{Result, ports::Press, sheet::Paper};

/// Prints with typst and our embedded fonts. Stateless: what is cached is cached for the process.
#[derive(Debug, Clone, Copy, Default)]
pub struct TypstPress;

impl Press for TypstPress {
    fn print(&self, paper: &Paper) -> Result<Vec<u8>> {
        print::print(paper)
    }

    fn bind(&self, title: &str, documents: &[Vec<u8>]) -> Result<Vec<u8>> {
        crate::bind::bind(title, documents)
    }

    fn pages(&self, pdf: &[u8]) -> Result<usize> {
        crate::bind::pages(pdf)
    }

    fn code(&self, text: &str) -> Result<String> {
        crate::qr::svg(text).ok_or_else(|| kernel::Error::invalid("print-link-too-long"))
    }

    fn codes(&self, scan: &[u8]) -> Result<Vec<String>> {
        crate::codes::codes(scan)
    }
}
