//! Rules about templates: nothing that the content security policy would have to allow, nothing that does not exist.

use super::tree::{File, Tree};

fn templates(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.under("templates/", ".html")
}

/// No `style=`, no `on…=`, no `<style>`, no `<script>` with a body, no `javascript:`.
pub(super) fn inline(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in templates(tree) {
        let text = without_comments(&file.text);
        let mut say = |at: usize, what: &str, advice: &str| {
            let line = text[..at].matches('\n').count() + 1;
            complaints.push(format!("{}:{line}: {what}: {advice}", file.path));
        };
        for (at, tag) in tags(&text) {
            let lower = tag.to_ascii_lowercase();
            for name in attributes(&lower) {
                if name == "style" {
                    say(at, "style=", "give it a class of static/*.css");
                } else if name.starts_with("on") {
                    say(at, &format!("{name}="), "listen in static/app.js");
                }
            }
            if lower.contains("javascript:") {
                say(at, "javascript:", "link to a page that works without script");
            }
            if lower.starts_with("<style") {
                say(at, "<style>", "move it to static/*.css");
            }
            let body = text[at + tag.len()..].split("</script").next().unwrap_or_default();
            if lower.starts_with("<script") && !body.trim().is_empty() {
                say(at, "<script> with a body", "move it to static/app.js");
            }
        }
    }
    complaints
}

/// Jinja comments blanked out, line breaks kept.
fn without_comments(text: &str) -> String {
    let mut out = text.to_owned();
    while let Some(start) = out.find("{#") {
        let end = out[start..].find("#}").map_or(out.len(), |e| start + e + 2);
        let blank: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

/// Opening tags with where they begin. Signs inside quotes and inside `{{ }}` or `{% %}` do not end a tag.
fn tags(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('<').map(|i| from + i) {
        let is_tag = text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let end = if is_tag { tag_end(text, at) } else { at + 1 };
        if is_tag {
            out.push((at, &text[at..end]));
        }
        from = end;
    }
    out
}

fn tag_end(text: &str, at: usize) -> usize {
    let mut quote = None;
    let mut code = 0_usize;
    let bytes = text.as_bytes();
    for i in at..bytes.len() {
        let next = bytes.get(i + 1).copied();
        match (bytes[i], next) {
            (b'{', Some(b'{' | b'%')) => code += 1,
            (b'}' | b'%', Some(b'}')) => code = code.saturating_sub(1),
            (q @ (b'"' | b'\''), _) if code == 0 => {
                quote = match quote {
                    None => Some(q),
                    Some(open) if open == q => None,
                    open => open,
                }
            }
            (b'>', _) if code == 0 && quote.is_none() => return i + 1,
            _ => {}
        }
    }
    text.len()
}

/// The names of attributes that have a value, in lower case.
fn attributes(tag: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut quote: Option<char> = None;
    let mut start = None;
    for (i, c) in tag.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') => names.extend(start.take().map(|s| &tag[s..i])),
            (None, c) if c.is_ascii_alphanumeric() || c == '-' || c == ':' || c == '_' => start = start.or(Some(i)),
            (None, _) => start = None,
        }
    }
    names
}

/// `extends`, `include`, `import` and `from` name templates that exist.
pub(super) fn names(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in templates(tree) {
        for (number, line) in file.lines() {
            for name in ["extends", "include", "import", "from"].iter().filter_map(|word| named(line, word)) {
                if !tree.has(&format!("templates/{name}")) {
                    complaints.push(format!(
                        "{}:{number}: templates/{name} does not exist: make it or mend the name",
                        file.path
                    ));
                }
            }
        }
    }
    complaints
}

/// The literal after `{% word`.
fn named<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let code = line.split("{%").skip(1).map(|c| c.trim_start_matches('-').trim_start());
    let after = code.filter_map(|c| c.strip_prefix(word)).map(str::trim_start);
    after.filter_map(|a| a.strip_prefix(['"', '\''])).find_map(|a| a.split(['"', '\'']).next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(html: &str) -> Vec<String> {
        inline(&Tree::of(&[("templates/a.html", html)]))
    }

    #[test]
    fn inline_style_and_script_are_found_where_they_stand() {
        let found = complaints("<p>fine</p>\n<p style=\"color: red\" onclick='x()'>\n<script>alert(1)</script>");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("templates/a.html:2: style="));
        assert!(found[1].starts_with("templates/a.html:2: onclick="));
        assert!(found[2].starts_with("templates/a.html:3: <script>"));
    }

    #[test]
    fn words_in_text_comments_and_values_are_no_attributes() {
        let fine =
            "{# <p style=\"\"> #}<p class=\"on style\" data-on=\"1\">style=1 on=2</p><script src=\"/a.js\"></script>";
        assert_eq!(complaints(fine), Vec::<String>::new());
        let code = "<a {% if a > b %}class=\"x\"{% endif %} href=\"{{ url(\"x\", on=1) }}\">x</a>";
        assert_eq!(complaints(code), Vec::<String>::new());
    }

    #[test]
    fn a_missing_template_is_named() {
        let page = "{% extends \"layout.html\" %}\n{%- from 'components/field.html' import field %}";
        let tree = Tree::of(&[("templates/layout.html", ""), ("templates/pages/a.html", page)]);
        let found = names(&tree);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("templates/pages/a.html:2: templates/components/field.html"));
    }
}
