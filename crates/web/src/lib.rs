//! The house as people see it in a browser: routes, sessions, pages.
//!
//! Pages come from `view`, their files from `assets`; what happens is decided in `domain`, never here.

pub mod assets;
pub mod view;
