//! What is done about a letter before the transaction: kept as it came, read, its files stored.

use crate::{
    Office,
    files::{self, Upload},
};
use kernel::{
    Error, Kind, Result,
    ports::Fetched,
    time::{Duration, Instant},
};

/// Further files of one letter are named in the case and stay inside the letter.
const MOST_FILES: usize = 30;

/// A letter that is kept and read.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub letter: mail::Letter,
    pub raw_sha256: String,
    /// Bytes of the letter as it came.
    pub size: i64,
    /// Its files, in the store.
    pub uploads: Vec<Upload>,
    /// Names of the files that are not taken: of a kind that is not on the list, too big, too many.
    pub refused: Vec<String>,
    pub received_at: Instant,
}

impl Prepared {
    /// Who it says it is from: name, or else address; empty when it says neither.
    pub(super) fn sender_name(&self) -> String {
        let Some(from) = &self.letter.from else { return String::new() };
        let name = if from.name.trim().is_empty() { &from.email } else { &from.name };
        name.trim().chars().filter(|c| *c != '\0').take(120).collect()
    }
}

/// Keeps the letter and its files; call it before the transaction.
pub(super) async fn prepare(office: &Office, fetched: Fetched) -> Result<Prepared> {
    let size = i64::try_from(fetched.raw.len()).map_err(Error::internal)?;
    let raw_sha256 = office.files.put(fetched.raw.clone()).await?;
    let raw = fetched.raw;
    // A letter that breaks even its reader is still a letter.
    let unreadable = || mail::Letter { defects: vec![mail::Defect::Unreadable], ..mail::Letter::default() };
    let mut letter = office.heavy(move |_| Ok(mail::read(&raw))).await.unwrap_or_else(|e| {
        tracing::error!(error = %e, "a letter broke its reader");
        unreadable()
    });
    let attached = std::mem::take(&mut letter.attachments);
    let (mut uploads, mut refused) = (Vec::new(), Vec::new());
    for file in attached {
        let name = file.name.replace('\0', "");
        if uploads.len() >= MOST_FILES {
            refused.push(name);
            continue;
        }
        match files::receive(office, &name, file.bytes).await {
            Ok(upload) => uploads.push(upload),
            Err(e) if e.kind == Kind::Invalid => refused.push(name),
            Err(e) => return Err(e),
        }
    }
    let received_at = received(letter.received_at, fetched.received_at, office.now());
    Ok(Prepared { letter, raw_sha256, size, uploads, refused, received_at })
}

/// When the town's server took it: what that server wrote on top, or else its own clock. Nothing arrives in the future.
fn received(stamped: Option<i64>, filed: Option<Instant>, now: Instant) -> Instant {
    let stamped = stamped.and_then(|s| Instant::from_timestamp(s, 0)).filter(|at| *at <= now + Duration::minutes(5));
    stamped.or(filed).unwrap_or(now).min(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::time::instant;

    #[test]
    fn a_letter_is_received_when_the_server_says_and_never_in_the_future() {
        let now = instant("2026-03-02T14:00:00Z");
        let (early, late) = (instant("2026-03-02T10:00:00Z"), instant("2026-03-05T10:00:00Z"));
        assert_eq!(received(Some(early.timestamp()), Some(now), now), early);
        assert_eq!(received(Some(late.timestamp()), Some(early), now), early);
        assert_eq!(received(None, Some(early), now), early);
        assert_eq!(received(None, Some(late), now), now);
        assert_eq!(received(None, None, now), now);
    }
}
