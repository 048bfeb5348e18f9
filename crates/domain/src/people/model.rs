//! Pure rules about people: user names, passwords, throttling.

use kernel::{
    Msg,
    text::fold,
    time::{Duration, Instant},
};

/// NIST SP 800-63B-4 §3.1.1.2: at least 15 characters while the password is the only factor.
pub const PASSWORD_MIN: usize = 15;
/// Long enough for every phrase and manager, short enough not to be a way to keep the server busy.
pub const PASSWORD_MAX: usize = 256;

/// Long passwords that attackers try first, folded, with digits and signs taken away.
const BLOCKED: &[&str] = &[
    "password",
    "passwordpassword",
    "contrasena",
    "contrasen~a",
    "contrasen~acontrasen~a",
    "miclavesecreta",
    "clave",
    "secreto",
    "administrador",
    "administrator",
    "admin",
    "adminadmin",
    "qwertyuiop",
    "qwertyuiopasdfghjkl",
    "asdfghjkl",
    "letmein",
    "iloveyou",
    "teamo",
    "teamomucho",
    "alcaldia",
    "alcaldiamunicipal",
    "municipalidad",
    "ayuntamiento",
    "cabildo",
    "bienvenido",
    "welcome",
    "elsalvador",
    "colombia",
    "mexico",
    "soportetecnico",
    "informatica",
    "correcthorsebatterystaple",
    "abcdefghijklmno",
    "abcdefghijklmnopqrstuvwxyz",
];

/// Refuses a password that is too short, too long, on the list of common ones, a mere repetition or run, or made of
/// the person's own data. No composition rules and no forced change: the standard forbids both.
pub fn check_password(password: &str, about: &[&str]) -> Result<(), Msg> {
    let length = password.chars().count();
    if length < PASSWORD_MIN {
        return Err(Msg::new("password-too-short").with("n", 15i64));
    }
    if length > PASSWORD_MAX {
        return Err(Msg::new("password-too-long").with("n", 256i64));
    }
    let folded = fold(password).replace(' ', "");
    let letters: String = folded.chars().filter(|c| c.is_alphabetic() || *c == '~').collect();
    if BLOCKED.contains(&letters.as_str()) || is_monotonous(&folded) {
        return Err(Msg::new("password-common"));
    }
    // What is left once the person's own words are taken out must still be a secret of some length.
    let mut rest = folded;
    for word in
        about.iter().map(|w| fold(w)).flat_map(|w| w.split(['@', ' ', '.']).map(str::to_owned).collect::<Vec<_>>())
    {
        if word.chars().count() >= 4 {
            rest = rest.replace(&word, "");
        }
    }
    if rest.chars().count() < 8 { Err(Msg::new("password-own-data")) } else { Ok(()) }
}

/// A short piece over and over («abcabcabc…»), or a run («123456789012345»).
fn is_monotonous(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let repeats = (1..=chars.len() / 3).any(|n| chars.iter().enumerate().all(|(i, c)| *c == chars[i % n]));
    let steps = chars.windows(2).filter(|w| {
        let (a, b) = (u32::from(w[0]), u32::from(w[1]));
        b == a + 1 || a == b + 1 || (w[0] == '9' && w[1] == '0')
    });
    repeats || steps.count() + 1 >= chars.len()
}

/// Folds a user name; `None` unless it has 3 to 40 letters, digits, dots, dashes or underscores.
pub fn user_name(text: &str) -> Option<String> {
    let name = fold(text).replace("n~", "n");
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    (plain && (3..=40).contains(&name.len())).then_some(name)
}

/// Folds an e-mail address; `None` when it cannot be one.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (user, host) = text.split_once('@')?;
    let fine =
        !user.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && text.len() <= 254;
    (fine && !text.contains(char::is_whitespace) && !host.contains('@')).then_some(text)
}

/// What is remembered of failed attempts with one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    pub count: i64,
    pub first_at: Instant,
    pub blocked_until: Option<Instant>,
}

/// One more failure: from the `limit`-th within a quarter of an hour on, a wait that doubles from one minute to at most
/// fifteen. Short enough that a forgetful person is not locked out, long enough that guessing is hopeless.
pub fn one_more_failure(was: Option<Failures>, limit: i64, now: Instant) -> Failures {
    let recent = was.filter(|f| {
        now - f.first_at < Duration::minutes(15) || f.blocked_until.is_some_and(|b| b + Duration::minutes(15) > now)
    });
    let count = recent.map_or(0, |f| f.count) + 1;
    let blocked_until = (count >= limit).then(|| {
        let doublings = u32::try_from(count - limit).unwrap_or(0).min(4);
        now + Duration::minutes((1i64 << doublings).min(15))
    });
    Failures { count, first_at: recent.map_or(now, |f| f.first_at), blocked_until }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::time::instant;

    #[test]
    fn a_long_phrase_is_a_good_password_and_needs_no_signs() {
        assert_eq!(check_password("la mula baja despacio al rio", &["ana", "ana@usulutan.gob.sv"]), Ok(()));
    }

    #[test]
    fn short_common_monotonous_and_own_passwords_are_refused_with_the_reason() {
        let key = |p: &str| {
            check_password(p, &["marta.lopez", "marta.lopez@usulutan.gob.sv", "Marta López"]).unwrap_err().key
        };
        assert_eq!(key("catorce letras"), "password-too-short");
        assert_eq!(key("Contraseña 2026!!!"), "password-common");
        assert_eq!(key("123456789012345"), "password-common");
        assert_eq!(key("abcabcabcabcabcabc"), "password-common");
        assert_eq!(key("Marta.Lopez2026"), "password-own-data");
    }

    #[test]
    fn the_fifth_failure_waits_and_each_further_one_longer_up_to_a_quarter_of_an_hour() {
        let now = instant("2026-03-02T14:00:00Z");
        let mut f = None;
        let waits: Vec<i64> = (0..10)
            .map(|_| {
                let next = one_more_failure(f, 5, now);
                f = Some(next);
                next.blocked_until.map_or(0, |b| (b - now).num_minutes())
            })
            .collect();
        assert_eq!(waits, [0, 0, 0, 0, 1, 2, 4, 8, 15, 15]);
        let later = one_more_failure(f, 5, now + Duration::hours(2));
        assert_eq!((later.count, later.blocked_until), (1, None));
    }

    #[test]
    fn user_names_and_addresses_are_folded_or_refused() {
        assert_eq!(user_name(" María.Núñez ").as_deref(), Some("maria.nunez"));
        assert_eq!(user_name("ab"), None);
        assert_eq!(user_name("a b c"), None);
        assert_eq!(email(" Ana@Usulutan.GOB.sv ").as_deref(), Some("ana@usulutan.gob.sv"));
        assert_eq!(email("ana@usulutan"), None);
    }
}
