//! HTML of strangers, made harmless.

use ammonia::Builder;
use std::collections::{HashMap, HashSet};

/// Keeps text, lists, tables and links; drops scripts, styles, forms, frames and pictures, since a picture from elsewhere
/// tells its sender who reads and when.
pub fn sanitise(html: &str) -> String {
    let tags = [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ];
    Builder::empty()
        .tags(HashSet::from(tags))
        .clean_content_tags(HashSet::from(["script", "style", "head", "title"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(html)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_or_fetches_survives() {
        let evil = "<style>p{background:url(https://x)}</style><p onclick=a() style='x'>Hola <img src=https://x/y.gif> \
                    <script>alert(1)</script><a href='javascript:a()'>uno</a><a href='https://x'>dos</a><iframe src=//x></iframe>\
                    <svg><use href=//x /></svg><form action=//x><input></form>";
        let clean = sanitise(evil);
        for trace in ["style", "onclick", "img", "script", "alert", "iframe", "svg", "form", "input", "url("] {
            assert!(!clean.contains(trace), "{trace}: {clean}");
        }
        assert!(clean.contains("Hola") && clean.contains("href=\"https://x\""), "{clean}");
    }
}
