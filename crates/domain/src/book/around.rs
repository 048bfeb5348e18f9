//! What stands before and after the procedures.

use super::Words;
use kernel::{
    Msg,
    book::{Part, Table},
    sheet::{Line, SignatureBox},
    text::say,
};
use procedure::{
    Definition,
    manual::{Approval, Manual, SignOffAct},
};

/// Sections, legal basis and glossary.
pub(super) fn before(words: &Words, manual: &Manual) -> Vec<Part> {
    let mut parts = Vec::new();
    for section in &manual.sections {
        parts.push(Part::Heading { level: 1, text: section.title.clone(), page: parts.is_empty() });
        parts.push(Part::Text { text: section.text.clone() });
    }
    if !manual.laws.is_empty() {
        parts.push(words.title("book-laws", false));
        let row = |l: &procedure::manual::Law| {
            [l.level.as_ref(), Some(&l.name), l.articles.as_ref()].map(|t| t.cloned().unwrap_or_default()).to_vec()
        };
        let headings = ["book-level", "book-law", "book-articles"].map(|key| words.say(key)).to_vec();
        parts.push(table(headings, vec![4, 12, 6], manual.laws.iter().map(row).collect()));
    }
    if !manual.glossary.is_empty() {
        parts.push(words.title("book-glossary", false));
        let row = |g: &procedure::manual::GlossaryEntry| vec![g.term.clone(), g.definition.clone()];
        let headings = ["book-term-word", "book-definition"].map(|key| words.say(key)).to_vec();
        parts.push(table(headings, vec![5, 14], manual.glossary.iter().map(row).collect()));
    }
    parts
}

/// Annex of suppositions, change control, sign-off and approval.
pub(super) fn after(words: &Words, manual: &Manual, procedures: &[&Definition]) -> Vec<Part> {
    let mut parts = assumptions(words, procedures);
    if !manual.changes.is_empty() {
        parts.push(words.title("book-changes", false));
        let row = |c: &procedure::manual::Change| vec![c.version.clone(), c.since.clone(), c.note.clone()];
        let headings = ["book-version", "book-since", "book-note"].map(|key| words.say(key)).to_vec();
        parts.push(table(headings, vec![3, 5, 14], manual.changes.iter().map(row).collect()));
    }
    if !manual.sign_offs.is_empty() {
        parts.push(words.title("book-sign-offs", false));
        parts.push(Part::Signatures { boxes: sign_offs(words, manual) });
    }
    if let Some(approval) = &manual.approval {
        parts.push(words.title("book-approval", true));
        parts.extend(certificate(words, approval));
    }
    parts
}

/// What the manual leaves open and its program supposes, for the council to approve with it.
pub(super) fn assumptions(words: &Words, procedures: &[&Definition]) -> Vec<Part> {
    let of = |d: &Definition| -> Vec<Vec<String>> {
        let told = d.steps.iter().filter_map(|s| Some((s, s.assumption.as_ref()?)));
        told.map(|(s, text)| vec![d.title.clone(), s.number.clone().unwrap_or_default(), text.clone()]).collect()
    };
    let rows: Vec<Vec<String>> = procedures.iter().flat_map(|d| of(d)).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let headings = ["book-procedure", "book-row", "book-assumption"].map(|key| words.say(key)).to_vec();
    vec![
        words.title("book-assumptions", true),
        Part::Text { text: words.say("book-assumptions-why") },
        table(headings, vec![7, 3, 14], rows),
    ]
}

fn table(headings: Vec<String>, widths: Vec<u8>, rows: Vec<Vec<String>>) -> Part {
    Part::Table(Table::plain(headings, widths, rows))
}

fn sign_offs(words: &Words, manual: &Manual) -> Vec<SignatureBox> {
    let label = |act| match act {
        SignOffAct::DrewUp => "book-drew-up",
        SignOffAct::Reviewed => "book-reviewed",
        SignOffAct::Approved => "book-approved",
    };
    let signed = |s: &procedure::manual::SignOff| SignatureBox {
        label: words.say(label(s.act)),
        name: s.name.clone(),
        post: s.post.clone().unwrap_or_default(),
        statement: String::new(),
        image: None,
        evidence: s.date.clone(),
        seal: false,
    };
    manual.sign_offs.iter().map(signed).collect()
}

/// «Aprobado por el Concejo el 15/03/2021, acta 11, acuerdo XI».
pub(super) fn approved(words: &Words, a: &Approval) -> String {
    let msg = Msg::new("book-approved-by")
        .with("body", a.body.as_str())
        .with("day", words.day(a.approved_on))
        .with("minutes", a.minutes.as_str())
        .with("resolution", a.resolution.as_str());
    say(words.locale, &msg)
}

fn certificate(words: &Words, a: &Approval) -> Vec<Part> {
    let hour = a.hour.map(|m| format!("{:02}:{:02}", m / 60, m % 60));
    let facts = [
        ("book-body", Some(a.body.clone())),
        ("book-book", a.book.clone()),
        ("book-minutes", Some(a.minutes.clone())),
        ("book-session", a.session.clone()),
        ("book-day", Some(words.day(a.approved_on))),
        ("book-hour", hour),
        ("book-resolution", Some(a.resolution.clone())),
        ("book-in-force-from", Some(words.day(a.in_force_from))),
    ];
    let line = |(key, value): (&'static str, Option<String>)| Some(Line { label: words.say(key), value: value? });
    let mut parts = vec![Part::Facts { lines: facts.into_iter().filter_map(line).collect() }];
    if let Some(text) = &a.text {
        parts.push(words.subtitle("book-resolution-says"));
        parts.push(Part::Text { text: text.clone() });
    }
    if !a.signatories.is_empty() {
        parts.push(words.subtitle("book-signatories"));
        parts
            .push(Part::Text { text: a.signatories.iter().map(|s| format!("• {s}")).collect::<Vec<_>>().join("\n") });
    }
    if let Some(c) = &a.certificate {
        parts.push(words.subtitle("book-certificate"));
        parts.push(Part::Text { text: words.with("book-certified", "day", &words.day(c.on)) });
        parts.push(Part::Signatures {
            boxes: vec![SignatureBox {
                label: words.say("book-certifies"),
                name: c.name.clone(),
                post: c.post.clone(),
                statement: String::new(),
                image: None,
                evidence: None,
                seal: true,
            }],
        });
    }
    parts
}
