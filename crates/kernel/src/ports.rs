//! What the rooms need from the world outside. Traits only, and only these.

use crate::{Result, sheet::Paper};
use std::{future::Future, pin::Pin};

pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Keeps files by the SHA-256 of their content; writing the same content twice is one file.
pub trait FileStore: Send + Sync {
    /// Stores the bytes durably before it answers, and returns their SHA-256 in hexadecimal.
    fn put(&self, bytes: Vec<u8>) -> Boxed<'_, Result<String>>;
    /// The bytes under that name. NotFound when absent; Internal when they no longer match their name.
    fn get<'a>(&'a self, sha256: &'a str) -> Boxed<'a, Result<Vec<u8>>>;
}

/// Makes and reads papers. Heavy: call it from a blocking thread, never with a transaction open.
pub trait Press: Send + Sync {
    /// A tagged PDF of the paper, in the paper's language.
    fn print(&self, paper: &Paper) -> Result<Vec<u8>>;
    /// One PDF with all pages of the given documents (PDF, JPEG or PNG), in order, each starting a page of its own.
    fn bind(&self, title: &str, documents: &[Vec<u8>]) -> Result<Vec<u8>>;
    /// How many pages a PDF has. Refuses what cannot be read as one.
    fn pages(&self, pdf: &[u8]) -> Result<usize>;
    /// The QR code of a text as an SVG picture. Refuses a text that is too long for one.
    fn code(&self, text: &str) -> Result<String>;
    /// The texts of the QR codes seen in a scan (PDF, JPEG or PNG), in reading order; empty when none is legible.
    fn codes(&self, scan: &[u8]) -> Result<Vec<String>>;
}
