//! The press tried from outside: what it prints is read back with other people's tools (poppler).

mod bind;
mod codes;
mod print;
mod tools;
