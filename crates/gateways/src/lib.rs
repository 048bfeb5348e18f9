//! The world outside, behind the kernel's ports: the disk that keeps files, the servers that take and give mail.

mod disk;
mod imap;
mod oauth;
mod smtp;
mod wire;

pub use disk::DiskFiles;
pub use imap::Imap;
pub use smtp::Smtp;
pub use wire::Trust;
