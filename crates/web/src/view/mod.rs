//! Turns a page's context into HTML in the reader's language and the institution's zone.
//!
//! Every page is a struct that implements [`Page`]; its template sees the struct's fields, `frame` (what surrounds
//! every page) and the functions of `words`. Nothing a person typed is ever evaluated: texts are escaped by
//! default, and `safe` is only for SVG that the server drew itself.

mod form;
mod frame;
mod pages_admin;
mod pages_cases;
mod pages_cases_samples;
mod pages_conformance;
mod pages_editor;
mod pages_findings;
mod pages_home;
mod pages_laws;
mod pages_levels;
mod pages_mail;
mod pages_manuals;
mod pages_migration;
mod pages_notices;
mod pages_overview;
mod pages_papers;
mod pages_people;
mod pages_procedures;
mod pages_registers;
mod pages_requests;
mod pages_schedules;
mod pages_search;
mod pages_surveys;
mod pages_units;
pub mod samples;
#[cfg(test)]
mod tests;
mod words;

pub use form::{Choice, Form};
pub use frame::{Flash, Frame, Mood, NavItem, Signed};
pub use pages_admin::*;
pub use pages_cases::*;
pub use pages_conformance::*;
pub use pages_editor::*;
pub use pages_findings::*;
pub use pages_home::*;
pub use pages_laws::*;
pub use pages_levels::*;
pub use pages_mail::*;
pub use pages_manuals::*;
pub use pages_migration::*;
pub use pages_notices::*;
pub use pages_overview::*;
pub use pages_papers::*;
pub use pages_people::*;
pub use pages_procedures::*;
pub use pages_registers::*;
pub use pages_requests::*;
pub use pages_schedules::*;
pub use pages_search::*;
pub use pages_surveys::*;
pub use pages_units::*;
pub(crate) use words::size;

use kernel::{Error, Result};
use minijinja::{Environment, UndefinedBehavior, context, syntax::SyntaxConfig, value::Serde};
use rust_embed::RustEmbed;
use serde::Serialize;

/// What a browser may load and do on our pages: nothing inline, nothing from elsewhere.
pub const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
    connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[derive(RustEmbed)]
#[folder = "../../templates"]
struct Templates;

/// The context of one page or of one fragment that a page replaces in itself.
pub trait Page: Serialize + Sized {
    /// Its file under `/templates`.
    const TEMPLATE: &'static str;

    /// What the page looks like empty, with one thing, with many, with long names and with errors.
    fn samples() -> Vec<Self>;
}

/// The templates, compiled once.
pub struct View {
    env: Environment<'static>,
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("View")
    }
}

impl Default for View {
    fn default() -> Self {
        Self::new()
    }
}

impl View {
    /// Reads the templates inside the program. Missing values and missing texts are errors, never blanks.
    pub fn new() -> Self {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        env.set_syntax(syntax.expect("the usual delimiters do not clash"));
        env.set_loader(|name| Ok(Templates::get(name).and_then(|file| String::from_utf8(file.data.into_owned()).ok())));
        words::teach(&mut env);
        Self { env }
    }

    /// Renders a page or a fragment. Refuses as Internal when the template and its context do not fit.
    pub fn render<P: Page>(&self, frame: &Frame, page: &P) -> Result<String> {
        let values = context! { frame => Serde(frame), here => frame.here(), ..Serde(page) };
        self.env
            .get_template(P::TEMPLATE)
            .and_then(|template| template.render(values))
            .map_err(|e| Error::internal(format!("{}: {e:#}", P::TEMPLATE)))
    }
}
