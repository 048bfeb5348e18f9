//! Secrets at rest: sealed with a key that lies outside the database, so that a copy of the database alone opens
//! nothing.

use crate::{
    Error, Result,
    random::{Random, hex},
};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use std::{fmt, sync::Arc};

/// Something that is never shown, neither on a page nor in a log.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself, for whoever hands it to its server.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The key of an installation: 32 bytes. Cheap to clone.
#[derive(Clone)]
pub struct Key(Arc<LessSafeKey>);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl Key {
    /// # Panics
    /// Never: the algorithm takes keys of exactly this length.
    pub fn new(bytes: [u8; 32]) -> Self {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes).expect("a key of 32 bytes");
        Self(Arc::new(LessSafeKey::new(key)))
    }

    /// Seals a secret for one place, e.g. the id of its row: moved to another place, it does not open. In hexadecimal: a
    /// random nonce of 96 bits, then the sealed bytes.
    pub fn seal(&self, random: &Random, place: &str, secret: &Secret) -> Result<String> {
        let nonce: [u8; NONCE_LEN] = random.bytes();
        let mut bytes = secret.reveal().as_bytes().to_vec();
        let sealed = self.0.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place), &mut bytes);
        sealed.map_err(|_| Error::internal("a secret could not be sealed"))?;
        Ok(hex(&nonce) + &hex(&bytes))
    }

    /// Opens what was sealed for that place. Invalid when the key is another one or the text was changed.
    pub fn open(&self, place: &str, sealed: &str) -> Result<Secret> {
        let refused = || Error::invalid("secret-does-not-open");
        let mut bytes = from_hex(sealed).filter(|b| b.len() > NONCE_LEN).ok_or_else(refused)?;
        let (nonce, text) = bytes.split_at_mut(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| refused())?;
        let plain = self.0.open_in_place(nonce, Aad::from(place), text).map_err(|_| refused())?;
        String::from_utf8(plain.to_vec()).map(Secret).map_err(|_| refused())
    }
}

/// Reads hexadecimal; `None` when it is none.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(text.get(i..i + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_only_with_its_key_and_in_its_place() {
        let (key, random) = (Key::new([7; 32]), Random::seeded(1));
        let secret = Secret::new("clave de la mesa");
        let sealed = key.seal(&random, "cuenta/1", &secret).unwrap();
        assert!(!sealed.contains("clave"));
        assert_eq!(key.open("cuenta/1", &sealed).unwrap(), secret);
        assert_ne!(key.seal(&random, "cuenta/1", &secret).unwrap(), sealed, "the same secret never looks the same");
        assert!(key.open("cuenta/2", &sealed).is_err());
        assert!(Key::new([8; 32]).open("cuenta/1", &sealed).is_err());
        let changed = sealed.replace(&sealed[30..32], if &sealed[30..32] == "00" { "01" } else { "00" });
        assert!(key.open("cuenta/1", &changed).is_err());
        assert!(key.open("cuenta/1", "zz").is_err());
    }

    #[test]
    fn a_secret_is_not_written_by_accident() {
        assert_eq!(format!("{:?}", Secret::new("abc")), "…");
    }
}
