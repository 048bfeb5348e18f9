//! A procedure's flowchart with the walked path lit. The same in words is `domain::procedures::told`.

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
