//! The approved procedure as a program: its language, its checks and its engine. No I/O, no clock, no randomness.
pub mod definition;
pub mod engine;
pub mod state;
