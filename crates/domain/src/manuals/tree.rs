//! What the verbs write into the text of `manual.yaml`. A text that cannot be read as a tree stays as it is.

use procedure::yaml::{self, Node};

/// The text with the names of its procedures' files in this order. The same text when it says so already.
pub(super) fn with_procedures(source: &str, codes: &[String]) -> String {
    let Ok(mut root) = yaml::load(source) else { return source.to_owned() };
    if root.get("procedimientos").map(Node::texts).unwrap_or_default() == codes {
        return source.to_owned();
    }
    root.set("procedimientos", Node::of_list(codes.iter().map(Node::of_text)));
    yaml::write(&root)
}
