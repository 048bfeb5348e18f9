//! Keyset pages: every list has an order, a limit and a way on.

use serde::Serialize;

/// What one page holds at most unless a list says otherwise.
pub const LIMIT: u64 = 50;

/// One page of a list in its order. `next` is the opaque place where the following page begins.
#[derive(Debug, Clone, Serialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts rows that were read with `limit + 1`: the extra one proves that there is more.
    pub fn cut(mut rows: Vec<T>, limit: u64, place: impl Fn(&T) -> String) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(place) } else { None };
        Self { rows, next }
    }

    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(f).collect(), next: self.next }
    }
}
