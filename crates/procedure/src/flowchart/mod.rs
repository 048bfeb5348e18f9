//! The procedure as a flowchart: one column per printed responsible, one row per row of the table.
//!
//! Readable by construction: each row holds one box, so a line that leaves a box sideways meets no other; long lines
//! run only in the gutters between the columns; a line to the next row stays in the channel between both. Between two
//! columns a line takes the sides that face each other; within one, jumps run on the left and returns on the right.
//! Jumps into the same side of a box join on one track, all others have their own. Units are CSS pixels, on paper too.
//! It draws; it does not judge whether the procedure is sound.

mod graph;
mod pages;
mod place;
mod svg;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod walk;

pub use pages::pages;
pub use place::layout;
pub use svg::{paper_svg, svg};
pub use walk::{Progress, Row, Walk, Way, rows};

use crate::definition::Id;

/// A drawn procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    pub width: i32,
    pub height: i32,
    pub lanes: Vec<Lane>,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    /// Where arrows go on on another sheet; none on an uncut chart.
    pub connectors: Vec<Connector>,
}

/// A circle at the end of an arrow that goes on elsewhere: its letter and the sheet, «A·2».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connector {
    pub area: Rect,
    pub text: String,
}

/// The column of one printed responsible, over the whole height.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    pub area: Rect,
    /// Height of the heading at the top of `area`.
    pub heading: i32,
    pub name: Vec<Line>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rect {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
}

impl Rect {
    pub fn right(&self) -> i32 {
        self.x + self.w
    }

    pub fn bottom(&self) -> i32 {
        self.y + self.h
    }

    pub fn center(&self) -> (i32, i32) {
        (self.x + self.w / 2, self.y + self.h / 2)
    }
}

/// One line of text, measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Middle of the line.
    pub x: i32,
    /// Baseline.
    pub y: i32,
    /// How wide it is at most.
    pub width: i32,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Where it begins or ends.
    Terminal,
    Task,
    Decision,
    /// Printed, not done.
    Rule,
}

/// A box. A step that also asks has two: its task and, below, its question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub step: Id,
    pub shape: Shape,
    pub area: Rect,
    pub text: Vec<Line>,
    /// The printed number, on the upper left of the box.
    pub badge: Option<(Rect, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeKind {
    Onward,
    /// Goes back to an earlier row.
    Return,
    /// Taken when a deadline has passed.
    Deadline,
}

/// An arrow, drawn from the first point to the last; all its segments are horizontal or vertical.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    pub from: Id,
    pub to: Id,
    pub kind: EdgeKind,
    pub points: Vec<(i32, i32)>,
    /// The answer or the deadline, line by line.
    pub label: Vec<Line>,
}
