//! The only source of ids and secrets, so that tests can repeat a run.

use crate::time::Instant;
use rand::{
    Rng as _, SeedableRng as _, TryRng as _,
    rngs::{StdRng, SysRng},
};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The operating system's randomness, or a seeded one for tests.
#[derive(Clone, Debug)]
pub enum Random {
    System,
    Seeded(Arc<Mutex<StdRng>>),
}

impl Random {
    /// Repeats the same ids and secrets for the same seed. Tests only: secrets are guessable.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` random bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness to give: nothing safe can be done then.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        match self {
            Self::System => SysRng.try_fill_bytes(&mut out).expect("the operating system gives randomness"),
            Self::Seeded(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut out),
        }
        out
    }

    /// A new id (`UUIDv7`): sorts by `at`, unguessable enough for addresses but never used as a secret.
    pub fn id(&self, at: Instant) -> Uuid {
        let ms = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(ms, &self.bytes()).into_uuid()
    }

    /// `len` letters and digits that cannot be mistaken for one another when read from paper (no 0, O, 1, I, L, U).
    pub fn code(&self, len: usize) -> String {
        const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut out = String::with_capacity(len);
        while out.len() < len {
            // Values past the last whole multiple of 30 would favour the first letters.
            let byte = self.bytes::<1>()[0];
            if byte < 240 {
                out.push(char::from(ALPHABET[usize::from(byte) % 30]));
            }
        }
        out
    }

    /// A secret of 256 bits in hexadecimal, for sessions and one-time links.
    pub fn secret(&self) -> String {
        hex(&self.bytes::<32>())
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        write!(out, "{b:02x}").expect("writing to a string cannot fail");
        out
    })
}

/// SHA-256 in lower-case hexadecimal: the name of every kept file and the link of every chain.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    hex(&sha2::Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let at = crate::time::instant("2026-03-02T14:00:00Z");
        assert_eq!(Random::seeded(7).id(at), Random::seeded(7).id(at));
        assert_ne!(Random::seeded(7).id(at), Random::seeded(8).id(at));
    }

    #[test]
    fn codes_have_no_letters_that_look_alike() {
        let code = Random::seeded(1).code(400);
        assert!(!code.contains(['0', 'O', '1', 'I', 'L', 'U']));
        assert_eq!(code.len(), 400);
    }
}
