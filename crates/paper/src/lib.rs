//! Puts the kernel's papers on paper: the only crate that knows typst and PDF.
//!
//! Invariants: the same data gives the same bytes; nobody's text is ever read as typst markup (it travels as JSON
//! strings); only the embedded fonts are used; no clock, no network, no disk. It does not decide what a paper says
//! (`domain` does), and it keeps no papers (a `FileStore` does).

mod bind;
mod clean;
mod codes;
mod press;
mod print;
mod qr;
mod samples;
mod world;

pub use press::TypstPress;
pub use samples::samples;

/// Whether these bytes say they are a PDF; some scanners put a few bytes before it.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-")
}

/// Runs a parser over a stranger's file: if it panics, that file is unreadable and nothing else happens.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err("the parser gave up".to_owned()))
}
