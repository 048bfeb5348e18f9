//! Every address that the program writes itself, in one place.

use std::fmt::Display;

/// The sign-in page, with where to go on to afterwards.
pub fn sign_in(next: &str) -> String {
    if next == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={}", encode(next)) }
}

pub fn setup(token: &str) -> String {
    format!("/setup/{token}")
}

/// Where somebody chooses a password by a one-time link.
pub fn password(token: &str) -> String {
    format!("/password/{token}")
}

/// The public form of an institution.
pub fn help(slug: &str) -> String {
    format!("/help/{slug}")
}

/// Where a case is, for whoever has the link.
pub fn track(token: &str) -> String {
    format!("/track/{token}")
}

/// The survey of a case, for whoever has the link.
pub fn survey(token: &str) -> String {
    format!("/survey/{token}")
}

pub fn case(id: impl Display) -> String {
    format!("/cases/{id}")
}

/// Why a case is due when it is.
pub fn deadlines(id: impl Display) -> String {
    format!("/cases/{id}/deadlines")
}

/// The file of a case as a PDF.
pub fn case_file(id: impl Display) -> String {
    format!("/cases/{id}/file.pdf")
}

/// How a procedure was followed.
pub fn conformance(code: &str) -> String {
    format!("/conformance/{}", encode(code))
}

/// The page that says the number at once.
pub fn sent(tracking: &str) -> String {
    format!("/requests/{tracking}/sent")
}

/// Where a waiting case is taken out of turn.
pub fn take(id: impl Display) -> String {
    format!("/cases/{id}/take")
}

/// The frozen PDF of a paper.
pub fn paper(id: impl Display) -> String {
    format!("/papers/{id}.pdf")
}

/// The signed copy of a paper: our PDF with the drawing, or the scan of the inked sheet.
pub fn signed_paper(id: impl Display) -> String {
    format!("/papers/{id}/signed")
}

/// Where a paper is signed on the screen.
pub fn sign(id: impl Display) -> String {
    format!("/papers/{id}/sign")
}

pub fn file(id: impl Display) -> String {
    format!("/files/{id}")
}

/// A scanned sheet.
pub fn scan(id: impl Display) -> String {
    format!("/scans/{id}")
}

/// One letter.
pub fn letter(id: impl Display) -> String {
    format!("/mail/letters/{id}")
}

/// A way in or out for mail.
pub fn mail_account(id: impl Display) -> String {
    format!("/mail/accounts/{id}")
}

pub fn folder(id: impl Display) -> String {
    format!("/folders/{id}")
}

pub fn person(id: impl Display) -> String {
    format!("/people/{id}")
}

pub fn unit(id: impl Display) -> String {
    format!("/units/{id}")
}

pub fn equipment(id: impl Display) -> String {
    format!("/equipment/{id}")
}

pub fn contract(id: impl Display) -> String {
    format!("/contracts/{id}")
}

pub fn mailbox(id: impl Display) -> String {
    format!("/mailboxes/{id}")
}

/// The institution's shield.
pub fn logo(slug: &str) -> String {
    format!("/logo/{slug}")
}

pub fn procedure(code: &str) -> String {
    format!("/procedures/{code}")
}

/// A version of a manual.
pub fn manual(id: impl Display) -> String {
    format!("/manuals/{id}")
}

/// Where a procedure of a version is read and changed.
pub fn manual_part(id: impl Display, code: &str) -> String {
    format!("/manuals/{id}/procedures/{code}")
}

/// An edition of a procedure as a file of that kind, `bpmn` or `svg`.
pub fn procedure_drawing(code: &str, edition: i64, kind: &str) -> String {
    format!("{}/drawing.{kind}?edition={edition}", procedure(code))
}

/// What is open in a version.
pub fn manual_findings(id: impl Display) -> String {
    format!("/manuals/{id}/findings")
}

/// Who must read a version.
pub fn manual_readers(id: impl Display) -> String {
    format!("/manuals/{id}/readers")
}

pub fn law(id: impl Display) -> String {
    format!("/laws/{id}")
}

/// A list from the place on where a page ended.
pub fn after(path: &str, place: Option<&str>) -> String {
    place.map_or_else(String::new, |place| {
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}after={}", encode(place))
    })
}

/// A path that is ours and nobody else's: what `next` may say. Anything else becomes the home page.
pub fn local(path: &str) -> &str {
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if ours { path } else { "/" }
}

/// Percent-encodes all but unreserved characters and slashes.
pub fn encode(text: &str) -> String {
    kernel::text::percent_encoded(text, b"/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_on_never_leaves_the_house() {
        assert_eq!(local("/cases/1?x=2"), "/cases/1?x=2");
        for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
            assert_eq!(local(elsewhere), "/");
        }
    }

    #[test]
    fn a_place_in_a_list_travels_encoded() {
        assert_eq!(after("/people", Some("ana|1")), "/people?after=ana%7C1");
        assert_eq!(after("/people?q=a", Some("b")), "/people?q=a&after=b");
        assert_eq!(after("/people", None), "");
    }
}
