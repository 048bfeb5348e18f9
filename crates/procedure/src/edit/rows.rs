//! Rows as rows: put one in, take one out, move one, number them again.

use super::{Sheet, names, tree};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;

impl Sheet {
    /// Puts a row before the one at `at`, or at the end.
    pub fn insert_row(&mut self, at: usize, row: Node) {
        self.rearranged(|rows| rows.insert(at.min(rows.len()), row));
    }

    /// Takes a row out. What still goes to it is found by the checks.
    pub fn remove_row(&mut self, at: usize) -> Option<Node> {
        if at >= self.rows().len() {
            return None;
        }
        let mut row = self.rearranged(|rows| rows.remove(at));
        for key in ["id", "responsable"] {
            unpinned(&mut row, key);
        }
        Some(row)
    }

    /// Moves a row so that it stands at `to`. Printed numbers stay with their rows; ways lead to the same rows as
    /// before, with `sigue` and `regresa` as the new order wants; who does each row stays.
    pub fn move_row(&mut self, from: usize, to: usize) {
        let many = self.rows().len();
        if from < many && to < many && from != to {
            self.rearranged(|rows| {
                let row = rows.remove(from);
                rows.insert(to, row);
            });
        }
    }

    /// Numbers the rows that have a number from 1 on; those below another («2.1») keep being below it. References in
    /// prose are not touched: the checks find the ones that no longer hold.
    pub fn renumber(&mut self) {
        let (mut major, mut minor, mut last) = (0, 0, String::new());
        for row in self.rows_mut() {
            let Some(number) = row.text_of("paso").map(str::to_owned) else { continue };
            let (head, below) = number.split_once('.').map_or((number.as_str(), false), |(head, _)| (head, true));
            if !below || head != last {
                (major, minor) = (major + 1, 0);
            }
            minor += i32::from(below);
            let new = if below { format!("{major}.{minor}") } else { major.to_string() };
            head.clone_into(&mut last);
            if new != number {
                tree::put(row, "paso", Node::of_text(new));
            }
        }
    }

    /// Changes the order of rows and keeps what depends on it: names that rows have by their place, responsibles of
    /// merged cells, and the words for the direction of each way.
    fn rearranged<T>(&mut self, act: impl FnOnce(&mut Vec<Node>) -> T) -> T {
        let mut used = BTreeSet::new();
        for row in self.rows_mut() {
            names::each_reference(row, &mut |node| {
                used.insert(node.text().to_owned());
            });
        }
        let (ids, who): (Vec<_>, Vec<_>) =
            (self.ids(), (0..self.rows().len()).map(|i| self.responsible(i)).collect::<Vec<_>>());
        for ((row, id), who) in self.rows_mut().iter_mut().zip(ids).zip(who) {
            if row.get("id").is_none() && used.contains(&id) {
                pin(row, "id", id);
            }
            if let Some(who) = who.filter(|_| row.get("responsable").is_none() && row.get("responde").is_none()) {
                pin(row, "responsable", who);
            }
        }
        let done = act(self.rows_mut());
        self.unpin();
        self.align();
        done
    }

    /// Takes away again what [`pin`] wrote and the new order says by itself.
    fn unpin(&mut self) {
        for i in 0..self.rows().len() {
            if let Some(id) = unpinned(&mut self.rows_mut()[i], "id")
                && self.ids()[i] != id
            {
                tree::put(&mut self.rows_mut()[i], "id", Node::of_text(id));
            }
            if let Some(who) = unpinned(&mut self.rows_mut()[i], "responsable") {
                let bound = Self::is_bound(&self.rows()[i]);
                if !bound && self.responsible(i).is_none_or(|now| now != who) {
                    tree::put(&mut self.rows_mut()[i], "responsable", Node::of_text(who));
                }
            }
        }
    }

    /// Says `sigue` of every way that leads down and `regresa` of every other.
    fn align(&mut self) {
        let ids = self.ids();
        for i in 0..ids.len() {
            for holder in names::holders(&self.rows()[i]) {
                if let Some(to) = self.way(i, &holder) {
                    self.set_way(i, &holder, &to);
                }
            }
        }
    }

    /// Where a row, an answer or a clock goes, as written; `None` when it does not say. `holder` is the path of what
    /// goes: empty for the row itself, `opciones.1`, `plazos.0`.
    pub fn way(&self, row: usize, holder: &str) -> Option<String> {
        let node = self.rows().get(row)?.at(&tree::parts(holder))?;
        node.text_of("sigue").or_else(|| node.text_of("regresa")).map(str::to_owned)
    }

    /// Sends a row, an answer or a clock to another row, with `sigue` or `regresa` as the order of the rows wants.
    /// Blank takes the way away: a row then goes on to the next one.
    pub fn set_way(&mut self, row: usize, holder: &str, to: &str) {
        let ids = self.ids();
        let from = self.origin(row, &ids);
        let start = self.rows().get(row).is_some_and(|r| r.get("inicio").is_some());
        let Some(node) = self.rows_mut().get_mut(row).and_then(|r| tree::at_mut(r, &tree::parts(holder))) else {
            return;
        };
        if to.is_empty() {
            node.remove("sigue");
            node.remove("regresa");
            return;
        }
        // The checks know better than we what a name that no row has was meant to be.
        let up = ids.iter().position(|id| id == to).map_or(node.get("regresa").is_some(), |to| to <= from);
        let (word, other) = if up && !start { ("regresa", "sigue") } else { ("sigue", "regresa") };
        if node.get(word).is_some() {
            node.remove(other);
        } else {
            tree::rename(node, other, word);
        }
        if node.text_of(word) != Some(to) {
            tree::put(node, word, Node::of_text(to));
        }
    }

    /// The row from which a way is counted: a rule's clocks run on the row that it is about.
    fn origin(&self, row: usize, ids: &[String]) -> usize {
        let about = self.rows().get(row).and_then(|r| r.at(&["norma", "0"])).map(Node::text);
        about.and_then(|about| ids.iter().position(|id| id == about)).unwrap_or(row)
    }
}

/// Marks what was written for the time of a rearrangement: no text is so long.
const PINNED: usize = usize::MAX;

fn pin(row: &mut Node, key: &str, text: String) {
    if let Value::Map(_) = row.value {
        tree::put(row, key, Node::of_text(text));
        if let Some(node) = tree::at_mut(row, &[key]) {
            node.place.line = PINNED;
        }
    }
}

fn unpinned(row: &mut Node, key: &str) -> Option<String> {
    row.get(key).filter(|n| n.place.line == PINNED)?;
    tree::take(row, key).map(|n| n.text().to_owned())
}
