//! A brake without riddles for people: so many requests per address in so much time.

use kernel::time::{Duration, Instant};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Counts in memory: a restart forgets, which is fine for a brake.
#[derive(Debug)]
pub(crate) struct Throttle {
    most: usize,
    within: Duration,
    seen: Mutex<HashMap<String, Vec<Instant>>>,
}

impl Throttle {
    pub(crate) fn new(most: usize, within: Duration) -> Self {
        Self { most, within, seen: Mutex::default() }
    }

    /// Counts one more by `who`, unless that would be too many: then `false`.
    pub(crate) fn let_pass(&self, who: &str, now: Instant) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() > 10_000 {
            seen.retain(|_, at| at.last().is_some_and(|last| *last + self.within > now));
        }
        let mine = seen.entry(who.to_owned()).or_default();
        mine.retain(|at| *at + self.within > now);
        let pass = mine.len() < self.most;
        if pass {
            mine.push(now);
        }
        pass
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::time::instant;

    #[test]
    fn too_many_from_one_address_wait_and_others_do_not() {
        let throttle = Throttle::new(2, Duration::minutes(10));
        let now = instant("2026-03-02T14:00:00Z");
        assert!(throttle.let_pass("a", now) && throttle.let_pass("a", now));
        assert!(!throttle.let_pass("a", now + Duration::minutes(9)));
        assert!(throttle.let_pass("b", now));
        assert!(throttle.let_pass("a", now + Duration::minutes(10)));
    }
}
