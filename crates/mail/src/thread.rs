//! To which case a mail belongs, as far as its headers say.

use crate::Letter;

/// Our token in an address that it was sent to (`soporte+c-TOKEN@…`) or in a mail of ours that it answers
/// (`<c-TOKEN.3@…>`). The first found wins; whether it opens anything is the caller's to check.
pub fn token(letter: &Letter) -> Option<String> {
    let addressed = letter.to.iter().chain(&letter.cc).filter_map(|a| {
        let (local, _) = a.email.split_once('@')?;
        secret(local.split_once("+c-")?.1)
    });
    // The newest comes last in References; what it answers directly counts before.
    let answered = letter.in_reply_to.iter().chain(letter.references.iter().rev()).filter_map(|id| {
        let (local, _) = id.split_once('@')?;
        secret(local.strip_prefix("c-")?.split('.').next()?)
    });
    addressed.chain(answered).next()
}

fn secret(text: &str) -> Option<String> {
    let whole = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    whole.then(|| text.to_owned())
}

/// The number of a case in a subject: in square brackets (`Re: [ST-2026-00012] No imprime`) or as a word of its own
/// (`ST-2026-00012`). Anybody can write one: it proves nothing.
pub fn subject_number(subject: &str) -> Option<String> {
    let bracketed = subject.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(inside, _)| inside.trim());
    let words = subject.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let number = |text: &&str| {
        text.contains('-')
            && text.split('-').all(|piece| !piece.is_empty() && piece.chars().all(|c| c.is_ascii_alphanumeric()))
            && text.chars().next().is_some_and(|c| c.is_ascii_uppercase())
            && text.rsplit('-').next().is_some_and(|last| last.len() >= 2 && last.chars().all(|c| c.is_ascii_digit()))
    };
    bracketed.chain(words).find(number).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;

    #[test]
    fn a_number_is_found_between_brackets_or_as_a_word() {
        for (subject, number) in [
            ("Re: [ST-2026-00012] No imprime", Some("ST-2026-00012")),
            ("RV: caso ST-2026-00012, otra vez", Some("ST-2026-00012")),
            ("Re: [Lista] impresora HP-1020", Some("HP-1020")),
            ("Re: impresora", None),
            ("Covid-19", Some("Covid-19")),
            ("pre-2006", None),
        ] {
            assert_eq!(subject_number(subject).as_deref(), number, "{subject}");
        }
    }

    #[test]
    fn a_token_counts_in_the_address_before_the_references() {
        let to = |email: &str| vec![Address { email: email.into(), ..Address::default() }];
        let letter =
            Letter { to: to("soporte+c-ab12@x.sv"), in_reply_to: vec!["c-zz.1@x.sv".into()], ..Letter::default() };
        assert_eq!(token(&letter).as_deref(), Some("ab12"));
        let letter = Letter {
            to: to("soporte@x.sv"),
            references: vec!["q@y".into(), "c-zz.1@x.sv".into()],
            ..Letter::default()
        };
        assert_eq!(token(&letter).as_deref(), Some("zz"));
        assert_eq!(token(&Letter { to: to("soporte+c-a'b@x.sv"), ..Letter::default() }), None);
    }
}
