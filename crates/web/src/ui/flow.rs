//! A procedure's flowchart with the walked path lit, and the same in words for those who do not see it.

use kernel::{Locale, Msg, text};
use procedure::{
    Definition,
    flowchart::{self, Walk},
};

/// The drawing, inline. One per page: its ids begin with `flow`.
pub(crate) fn drawing(locale: Locale, definition: &Definition, walk: &Walk) -> String {
    let title = text::say(locale, &Msg::new("flow-title").with("title", definition.title.as_str()));
    let told = text::say(locale, &"flow-told-below".into());
    flowchart::svg(&flowchart::layout(definition), walk, "flow", &title, &told)
}

/// The drawing row by row.
pub(crate) fn words(locale: Locale, definition: &Definition, walk: &Walk) -> Vec<String> {
    domain::procedures::told(locale, definition, walk)
}
