//! What the rooms need from the world outside. Traits only, and only these.

use crate::{Result, seal::Secret, sheet::Paper, time::Instant};
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

/// How the way to a mail server is kept from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte.
    Direct,
    /// After STARTTLS; refuses a server that does not offer it.
    Starttls,
    /// Not at all: only for a server on the same machine.
    None,
}

/// How a server lets us in.
#[derive(Debug, Clone)]
pub enum Login {
    /// It asks for nothing.
    Open,
    Password(Secret),
    /// Tokens are fetched with what the provider gave once.
    Refresh {
        token_url: String,
        client: String,
        client_secret: Secret,
        refresh_token: Secret,
    },
}

/// A mail server and who enters it.
#[derive(Debug, Clone)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub user: String,
    pub login: Login,
}

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    pub name: String,
    pub email: String,
}

/// A letter ready to go.
#[derive(Debug, Clone)]
pub struct OutgoingMail {
    /// Without `<>`. The same letter has the same one however often it is tried.
    pub message_id: String,
    pub from: Correspondent,
    pub to: Correspondent,
    pub reply_to: Correspondent,
    /// Message-IDs, without `<>`.
    pub answers: Vec<String>,
    pub subject: String,
    pub text: String,
    /// Further headers: their names are ASCII.
    pub headers: Vec<(&'static str, String)>,
    pub at: Instant,
}

/// Hands letters to a server.
pub trait Mailer: Send + Sync {
    /// Answers once the server took the letter. Unavailable for what may pass by itself, Invalid when the server will never
    /// take it; the source has the server's own words. Never with a transaction open.
    fn send<'a>(&'a self, server: &'a MailServer, mail: &'a OutgoingMail) -> Boxed<'a, Result<()>>;
    /// Goes in and out again, sending nothing.
    fn check<'a>(&'a self, server: &'a MailServer) -> Boxed<'a, Result<()>>;
}

/// Opens mailboxes.
pub trait Mailboxes: Send + Sync {
    /// Goes in and opens the folder. Unavailable when the server does not answer or does not let us in.
    fn open<'a>(&'a self, server: &'a MailServer, folder: &'a str) -> Boxed<'a, Result<Box<dyn MailFolder>>>;
}

/// A letter as it lies in a mailbox.
#[derive(Debug, Clone)]
pub struct Fetched {
    pub raw: Vec<u8>,
    /// When the server received it, by its own clock.
    pub received_at: Option<Instant>,
}

/// An open folder of a mailbox.
pub trait MailFolder: Send {
    /// Which folder of which mailbox it is, as far as the server says.
    fn identity(&self) -> &str;
    /// Numbers of the letters that nobody has read or that came after number `after`, oldest first.
    fn list(&mut self, after: u32) -> Boxed<'_, Result<Vec<u32>>>;
    /// The letter, without marking it; `None` when it is gone meanwhile.
    fn fetch(&mut self, number: u32) -> Boxed<'_, Result<Option<Fetched>>>;
    /// Marks the letter as read.
    fn mark(&mut self, number: u32) -> Boxed<'_, Result<()>>;
    /// Leaves the server in order.
    fn close(self: Box<Self>) -> Boxed<'static, ()>;
}
