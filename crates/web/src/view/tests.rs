use super::{
    Frame, View,
    samples::{self, Sample},
    words::ago,
};
use kernel::{
    Locale,
    time::{Zone, instant},
};
use std::collections::BTreeSet;

const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "img", "wbr", "source"];

/// What a page must never have, besides an unbalanced tag: the complaint, or nothing.
fn complaints(sample: &Sample) -> Vec<String> {
    let html = &sample.html;
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut labelled = BTreeSet::new();
    let mut inputs = Vec::new();
    for part in html.split('<').skip(1) {
        let Some((tag, _)) = part.split_once('>') else {
            found.push(format!("tag without an end: {part}"));
            continue;
        };
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if tag.starts_with('!') || name.is_empty() {
            continue;
        }
        if tag.starts_with('/') {
            if open.pop().as_deref() != Some(name.as_str()) {
                found.push(format!("</{name}> closes nothing"));
            }
            continue;
        }
        if !VOID.contains(&name.as_str()) && !tag.ends_with('/') {
            open.push(name.clone());
        }
        if let Some(id) = attribute(tag, "id")
            && !ids.insert(id.to_owned())
        {
            found.push(format!("id twice: {id}"));
        }
        if let Some(target) = attribute(tag, "for") {
            labelled.insert(target.to_owned());
        }
        let typed = attribute(tag, "type").unwrap_or("text");
        let within = open.iter().any(|o| o == "label") || attribute(tag, "aria-label").is_some();
        if ["input", "select", "textarea"].contains(&name.as_str())
            && typed != "hidden"
            && !within
            && !tag.contains("aria-hidden")
        {
            inputs.push(attribute(tag, "id").unwrap_or_default().to_owned());
        }
        if tag.contains(" style=") || tag.split(' ').any(|a| a.starts_with("on") && a.contains('=')) {
            found.push(format!("inline style or script: {tag}"));
        }
        for empty in ["href", "src", "action"] {
            if attribute(tag, empty) == Some("") {
                found.push(format!("empty {empty}: {tag}"));
            }
        }
    }
    found.extend(open.into_iter().map(|name| format!("<{name}> is never closed")));
    found.extend(inputs.into_iter().filter(|id| !labelled.contains(id)).map(|id| format!("input without label: {id}")));
    if html.contains('⟦') {
        found.push("a text is missing".to_owned());
    }
    if !sample.fragment && html.matches("<h1").count() != 1 {
        found.push("a page has one h1".to_owned());
    }
    found
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

#[test]
fn every_page_is_whole_in_both_languages() {
    let view = View::new();
    for locale in Locale::ALL {
        let all = samples::render_all(&view, locale).unwrap();
        assert!(!all.is_empty());
        for sample in all {
            assert_eq!(complaints(&sample), Vec::<String>::new(), "{} in {}", sample.name, locale.tag());
        }
    }
}

#[test]
fn an_unbalanced_or_unlabelled_page_is_noticed() {
    let sample = |html: &str| Sample { name: "x".to_owned(), html: html.to_owned(), fragment: true };
    for html in [
        "<p>open",
        "<p></div></p>",
        "<b id=\"a\"></b><i id=\"a\"></i>",
        "<input id=\"q\">",
        "<p style=\"x\"></p>",
        "<a href=\"\">x</a>",
        "<p>⟦none⟧</p>",
    ] {
        assert!(!complaints(&sample(html)).is_empty(), "{html}");
    }
    assert_eq!(complaints(&sample("<label for=\"q\">Q</label><input id=\"q\">")), Vec::<String>::new());
}

#[test]
fn what_a_person_typed_stays_text() {
    let mut page = super::Home { to_read: Vec::new(), tasks: Vec::new(), cases: Vec::new(), next: String::new() };
    page.cases = <super::Home as super::Page>::samples().remove(1).cases;
    page.cases[0].detail = "<script>alert(1)</script> {{ 7 * 7 }}".to_owned();
    let html = View::new().render(&samples::frame(Locale::Es), &page).unwrap();
    assert!(html.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt; {{ 7 * 7 }}"), "{html}");
}

#[test]
fn waiting_is_told_in_the_largest_unit_that_says_something() {
    let now = instant("2026-03-02T12:00:00Z");
    let frame = Frame::bare("", Locale::Es, Zone::utc(), now);
    for (at, words) in [
        ("2026-03-02T12:00:30Z", "hace un momento"),
        ("2026-03-02T11:48:00Z", "hace 12 min"),
        ("2026-03-02T09:00:00Z", "hace 3 h"),
        ("2026-03-01T12:00:00Z", "hace 1 día"),
        ("2026-02-20T12:00:00Z", "hace 10 días"),
    ] {
        assert_eq!(kernel::text::say(frame.locale, &ago(now, instant(at))), words);
    }
}
