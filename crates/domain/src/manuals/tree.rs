//! What the verbs write into the text of `manual.yaml`. A text that cannot be read as a tree stays as it is.

use kernel::{Error, Result};
use procedure::{
    manual::SignOffAct,
    yaml::{self, Node, Value},
};

/// The text with the names of its procedures' files in this order. The same text when it says so already.
pub(super) fn with_procedures(source: &str, codes: &[String]) -> String {
    let Ok(mut root) = yaml::load(source) else { return source.to_owned() };
    if root.get("procedimientos").map(Node::texts).unwrap_or_default() == codes {
        return source.to_owned();
    }
    root.set("procedimientos", Node::of_list(codes.iter().map(Node::of_text)));
    yaml::write(&root)
}

/// What the text is hashed by: all but what the council and the signers add afterwards.
pub(super) fn canonical(source: &str) -> String {
    let Ok(mut root) = yaml::load(source) else { return source.to_owned() };
    for key in ["aprobacion", "firmas", "cambios"] {
        root.remove(key);
    }
    yaml::write(&root)
}

/// The text with its approval.
pub(super) fn with_approval(source: &str, approval: &Node) -> Result<String> {
    change(source, |root| root.set("aprobacion", approval.clone()))
}

/// The text without approval, signatures: a new version has its own.
pub(super) fn unsigned(source: &str) -> String {
    change(source, |root| {
        root.remove("aprobacion");
        root.remove("firmas");
    })
    .unwrap_or_else(|_| source.to_owned())
}

/// The text with who did an act; earlier lines of the same act go.
pub(super) fn with_sign_off(source: &str, act: SignOffAct, name: &str, post: &str, on: &str) -> Result<String> {
    change(source, |root| {
        let mut signed: Vec<Node> = root.get("firmas").map(Node::items).unwrap_or_default().to_vec();
        signed.retain(|line| line.text_of("acto") != Some(act.name()));
        let mut line = Node::of_map([("acto", Node::of_text(act.name())), ("nombre", Node::of_text(name))]);
        if !post.is_empty() {
            line.set("cargo", Node::of_text(post));
        }
        line.set("fecha", Node::of_text(on));
        signed.push(line);
        let place = |line: &Node| SignOffAct::ALL.iter().position(|a| line.text_of("acto") == Some(a.name()));
        signed.sort_by_key(place);
        root.set("firmas", Node::of_list(signed));
    })
}

/// The text with its line of the change control; the same version is not written twice.
pub(super) fn with_change(source: &str, version: &str, since: &str, note: &str) -> Result<String> {
    change(source, |root| {
        let mut lines: Vec<Node> = root.get("cambios").map(Node::items).unwrap_or_default().to_vec();
        lines.retain(|line| line.text_of("version") != Some(version));
        let line = [("version", version), ("desde", since), ("observacion", note)];
        lines.push(Node::of_map(line.map(|(k, v)| (k, Node::of_text(v)))));
        root.set("cambios", Node::of_list(lines));
    })
}

/// Moves the answer to a question: `at` is where the row stands in the tree, `n` which of its questions.
pub(super) fn answered(source: &str, at: &[&str], n: usize, answer: &str) -> Result<String> {
    let mut root = yaml::load(source).map_err(|_| Error::conflict("manual-text-broken"))?;
    let row = at_mut(&mut root, at).ok_or_else(|| Error::conflict("manual-part-changed"))?;
    let mut open = row.get("duda").map(Node::texts).unwrap_or_default();
    if n >= open.len() {
        return Err(Error::conflict("manual-part-changed"));
    }
    open.remove(n);
    let assumed = match row.text_of("supuesto") {
        Some(had) if !had.is_empty() => format!("{} {answer}", ended(had)),
        Some(_) | None => answer.to_owned(),
    };
    row.set("supuesto", Node::of_text(assumed));
    match open.as_slice() {
        [] => row.remove("duda"),
        [one] => row.set("duda", Node::of_text(one)),
        [..] => row.set("duda", Node::of_list(open.iter().map(Node::of_text))),
    }
    Ok(yaml::write(&root))
}

/// A sentence with its stop, so that another can follow.
fn ended(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '?', '!', ';']) { text.to_owned() } else { format!("{text}.") }
}

/// Takes the n-th piece out of what the import did not understand; gives the new text and the piece.
pub(super) fn settled(source: &str, n: usize) -> Result<(String, String)> {
    let mut root = yaml::load(source).map_err(|_| Error::conflict("manual-text-broken"))?;
    let mut left: Vec<Node> = root.get("no_entendido").map(Node::items).unwrap_or_default().to_vec();
    if n >= left.len() {
        return Err(Error::conflict("manual-part-changed"));
    }
    let piece = left.remove(n).text_of("texto").unwrap_or_default().to_owned();
    if left.is_empty() {
        root.remove("no_entendido");
    } else {
        root.set("no_entendido", Node::of_list(left));
    }
    Ok((yaml::write(&root), piece))
}

fn at_mut<'n>(root: &'n mut Node, path: &[&str]) -> Option<&'n mut Node> {
    path.iter().try_fold(root, |node, part| match &mut node.value {
        Value::Map(entries) => entries.iter_mut().find(|(k, _)| k.text() == *part).map(|(_, v)| v),
        Value::List(items) => items.get_mut(part.parse::<usize>().ok()?),
        Value::Text(_) => None,
    })
}

fn change(source: &str, change: impl FnOnce(&mut Node)) -> Result<String> {
    let mut root = yaml::load(source).map_err(|_| Error::conflict("manual-text-broken"))?;
    change(&mut root);
    Ok(yaml::write(&root))
}
