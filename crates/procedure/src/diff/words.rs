//! The word-by-word difference of two texts.

use serde::Serialize;

/// A stretch of words and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    pub fate: Fate,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Kept,
    Removed,
    Added,
}

/// Most comparisons of words with one another; beyond it the middle counts as rewritten.
const MOST: usize = 4_000_000;

/// The runs that lead from `old` to `new`: what is kept and removed is `old`, what is kept and added is `new`.
pub fn words(old: &str, new: &str) -> Vec<Run> {
    let (a, b) = (tokens(old), tokens(new));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.len().min(b.len()) - head;
    let tail = (0..rest).take_while(|n| a[a.len() - 1 - n] == b[b.len() - 1 - n]).count();
    let (middle_a, middle_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut runs = Runs(Vec::new());
    a[..head].iter().for_each(|t| runs.push(Fate::Kept, t));
    middle(middle_a, middle_b, &mut runs);
    a[a.len() - tail..].iter().for_each(|t| runs.push(Fate::Kept, t));
    runs.0
}

/// Words and the blanks between them, so that nothing gets lost.
fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut blank: Option<bool> = None;
    for (i, c) in text.char_indices() {
        if blank.is_some_and(|b| b != c.is_whitespace()) {
            out.push(&text[from..i]);
            from = i;
        }
        blank = Some(c.is_whitespace());
    }
    if from < text.len() {
        out.push(&text[from..]);
    }
    out
}

/// By the longest common subsequence.
fn middle(a: &[&str], b: &[&str], runs: &mut Runs) {
    if a.len() * b.len() > MOST {
        a.iter().for_each(|t| runs.push(Fate::Removed, t));
        b.iter().for_each(|t| runs.push(Fate::Added, t));
        return;
    }
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i] == b[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            runs.push(Fate::Kept, a[i]);
            (i, j) = (i + 1, j + 1);
        } else if i < a.len() && (j == b.len() || longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            runs.push(Fate::Removed, a[i]);
            i += 1;
        } else {
            runs.push(Fate::Added, b[j]);
            j += 1;
        }
    }
}

struct Runs(Vec<Run>);

impl Runs {
    fn push(&mut self, fate: Fate, text: &str) {
        match self.0.last_mut() {
            Some(last) if last.fate == fate => last.text.push_str(text),
            Some(_) | None => self.0.push(Run { fate, text: text.to_owned() }),
        }
    }
}
