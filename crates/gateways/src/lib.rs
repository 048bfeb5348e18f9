//! The world outside, behind the kernel's ports: for now the disk that keeps files.

mod disk;

pub use disk::DiskFiles;
