//! Where the elements go: the flowchart's way of placing, lying down.
//!
//! Each element has a column of its own and its lane is a band, so an arrow that leaves upwards or downwards meets no
//! other box; long arrows run only along the upper rim (onward) or lower rim (back, and clocks) of a lane, each on its
//! own track. Pixels.

use super::plan::{Kind, Node, Pool};
use crate::flowchart::Rect;
use crate::flowchart::text::{LINE, width, wrap};

const TASK: i32 = 150;
pub(super) const EVENT: i32 = 36;
pub(super) const GATE: i32 = 50;
pub(super) const LABEL: i32 = 120;
const GAP: i32 = 44;
pub(super) const TRACK: i32 = 22;
pub(super) const PAD: i32 = 16;
/// Height of one notice with its room.
const NOTICE: i32 = 84;
/// The names of pool and lanes stand on their side.
const HEADING: i32 = 30;
/// Width of a clock's name.
const CLOCK: i32 = 64;

/// A drawn pool.
pub(super) struct Drawing {
    pub area: Rect,
    pub lanes: Vec<Rect>,
    /// As [`Pool::nodes`].
    pub boxes: Vec<Rect>,
    /// Where names stand that are not inside their box.
    pub labels: Vec<Option<Rect>>,
    /// As [`Pool::arrows`].
    pub arrows: Vec<Course>,
    /// As [`Pool::lines`].
    pub lines: Vec<Vec<(i32, i32)>>,
}

pub(super) struct Course {
    pub points: Vec<(i32, i32)>,
    pub label: Option<Rect>,
}

/// On which height of its lane an element stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Main,
    Above,
    /// The n-th notice of its task.
    Below(i32),
    Rim,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Route {
    Straight,
    Top,
    Bottom,
}

pub(super) struct Placing<'p, 'a> {
    pub pool: &'p Pool<'a>,
    pub levels: Vec<Level>,
    /// Place of each element from left to right; those on a rim have their task's.
    columns: Vec<usize>,
    pub routes: Vec<Route>,
    pub tracks: Vec<i32>,
    pub boxes: Vec<Rect>,
    pub labels: Vec<Option<Rect>>,
    pub lanes: Vec<Rect>,
}

/// Draws the pool with its upper left corner there.
pub(super) fn place(pool: &Pool<'_>, x: i32, y: i32) -> Drawing {
    let levels = levels(pool);
    let columns = columns(pool);
    let (n, arrows) = (pool.nodes.len(), pool.arrows.len());
    let empty = Rect { x: 0, y: 0, w: 0, h: 0 };
    let (boxes, labels) = (vec![empty; n], vec![None; n]);
    let (routes, tracks) = (vec![Route::Straight; arrows], vec![0; arrows]);
    let mut placing = Placing { pool, levels, columns, routes, tracks, boxes, labels, lanes: Vec::new() };
    placing.route();
    placing.spread();
    let right = placing.across(x + 2 * HEADING + PAD);
    let bottom = placing.down(x + HEADING, y, right);
    placing.rims();
    let courses = (0..arrows).map(|i| placing.course(i)).collect();
    let lines = pool.lines.iter().map(|l| placing.line(l)).collect();
    let area = Rect { x, y, w: right - x, h: bottom - y };
    Drawing { area, lanes: placing.lanes, boxes: placing.boxes, labels: placing.labels, arrows: courses, lines }
}

pub(super) fn count(n: usize) -> i32 {
    i32::try_from(n).unwrap_or(i32::MAX)
}

fn levels(pool: &Pool<'_>) -> Vec<Level> {
    let mut notices = (usize::MAX, 0);
    let level = |node: &Node<'_>| match &node.kind {
        Kind::Clock { host, .. } => {
            if notices.0 != *host {
                notices = (*host, 0);
            }
            Level::Rim
        }
        Kind::Notice => {
            notices.1 += 1;
            Level::Below(notices.1 - 1)
        }
        Kind::End { of_clock: true } => Level::Below(notices.1 - 1),
        Kind::Rule | Kind::Paper => Level::Above,
        Kind::Start(_) | Kind::Task(_) | Kind::Wait(..) | Kind::Fork | Kind::Join | Kind::End { .. } => Level::Main,
    };
    pool.nodes.iter().map(level).collect()
}

/// In the order of the rows; a printed rule stands right before what it is about.
fn columns(pool: &Pool<'_>) -> Vec<usize> {
    let about = |from: usize| pool.lines.iter().find(|l| l.from == from).map(|l| l.to);
    let key = |i: usize| match pool.nodes[i].kind {
        Kind::Rule => (about(i).unwrap_or(i), 0, i),
        Kind::Clock { host, .. } => (host, 1, 0),
        _ => (i, 1, 0),
    };
    let mut order: Vec<usize> = (0..pool.nodes.len()).collect();
    order.sort_by_key(|&i| key(i));
    let mut columns = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, &i)| columns[i] = at);
    columns
}

impl Placing<'_, '_> {
    fn route(&mut self) {
        let mut main: Vec<usize> = (0..self.levels.len()).filter(|&i| self.levels[i] == Level::Main).collect();
        main.sort_by_key(|&i| self.columns[i]);
        let next = |i: usize| main.iter().position(|&m| m == i).and_then(|at| main.get(at + 1).copied());
        let mut straight: Vec<usize> = Vec::new();
        for (i, arrow) in self.pool.arrows.iter().enumerate() {
            let beside = matches!(self.levels[arrow.to], Level::Below(_));
            self.routes[i] = if beside || (next(arrow.from) == Some(arrow.to) && !straight.contains(&arrow.from)) {
                straight.push(arrow.from);
                Route::Straight
            } else if self.levels[arrow.from] == Level::Rim || self.columns[arrow.to] <= self.columns[arrow.from] {
                Route::Bottom
            } else {
                Route::Top
            };
        }
    }

    /// The lane along whose rim an arrow runs.
    pub(super) fn gutter(&self, arrow: usize) -> usize {
        let arrow_lanes = [self.pool.arrows[arrow].from, self.pool.arrows[arrow].to].map(|i| self.pool.nodes[i].lane);
        let [a, b] = arrow_lanes;
        if self.routes[arrow] == Route::Top { a.min(b) } else { a.max(b) }
    }

    pub(super) fn reach(&self, arrow: usize) -> (usize, usize) {
        let a = &self.pool.arrows[arrow];
        let (from, to) = (self.columns[a.from], self.columns[a.to]);
        (from.min(to), from.max(to))
    }

    /// One track per arrow, reused where they do not meet; short arrows run next to the boxes.
    fn spread(&mut self) {
        let mut order: Vec<usize> = (0..self.routes.len()).filter(|&i| self.routes[i] != Route::Straight).collect();
        order.sort_by_key(|&i| self.reach(i).1 - self.reach(i).0);
        for (n, &i) in order.iter().enumerate() {
            let (from, to) = self.reach(i);
            let meets = |j: usize| {
                let (f, t) = self.reach(j);
                self.routes[j] == self.routes[i] && self.gutter(j) == self.gutter(i) && f <= to && from <= t
            };
            let taken: Vec<i32> = order[..n].iter().filter(|&&j| meets(j)).map(|&j| self.tracks[j]).collect();
            self.tracks[i] = (0..).find(|t| !taken.contains(t)).unwrap_or(0);
        }
    }

    /// Sizes and columns; answers the right rim.
    fn across(&mut self, left: i32) -> i32 {
        let mut order: Vec<usize> = (0..self.boxes.len()).filter(|&i| self.levels[i] != Level::Rim).collect();
        order.sort_by_key(|&i| self.columns[i]);
        let mut x = left;
        for i in order {
            let (w, h) = self.size(i);
            let node = &self.pool.nodes[i];
            // The question stands on the left of its gate, an event's name below it.
            let room = match node.kind {
                Kind::Fork => (lines_wide(&node.name) + 6, 0),
                _ if w == EVENT => ((lines_wide(&node.name) - w).max(0) / 2, (lines_wide(&node.name) - w).max(0) / 2),
                _ => (0, 0),
            };
            self.boxes[i] = Rect { x: x + room.0, y: 0, w, h };
            x += room.0 + w + room.1 + GAP.max(self.answer_room(i));
        }
        x - GAP + PAD
    }

    /// What the answer on the straight arrow needs.
    fn answer_room(&self, node: usize) -> i32 {
        let straight = self.pool.arrows.iter().zip(&self.routes).filter(|(_, r)| **r == Route::Straight);
        let answers = straight.filter(|(a, _)| a.from == node).filter_map(|(a, _)| a.answer);
        answers.map(|(label, _)| lines_wide(label) + 34).max().unwrap_or(0)
    }

    fn size(&self, i: usize) -> (i32, i32) {
        let node = &self.pool.nodes[i];
        let clocks = self.pool.nodes.iter().filter(|n| matches!(n.kind, Kind::Clock { host, .. } if host == i)).count();
        match node.kind {
            Kind::Start(_) | Kind::Wait(..) | Kind::End { .. } | Kind::Clock { .. } => (EVENT, EVENT),
            Kind::Fork | Kind::Join => (GATE, GATE),
            Kind::Notice => (TASK, (tall(&wrap(&node.name, TASK - 20)) + 16).clamp(60, NOTICE - 8)),
            Kind::Paper => (EVENT, GATE),
            Kind::Rule => (TASK, 40.max(tall(&wrap(&node.name, TASK - 16)) + 12)),
            Kind::Task(_) => {
                let w = TASK.max(count(clocks) * (EVENT + 70) + 20);
                let w = if wrap(&node.name, w - 20).len() > 7 { w.max(240) } else { w };
                // Room for the mark in its upper left corner, which other programs draw.
                (w, 80.max(tall(&wrap(&node.name, w - 20)) + 44))
            }
        }
    }

    pub(super) fn most_tracks(&self, lane: usize, route: Route) -> i32 {
        let used = (0..self.routes.len()).filter(|&i| self.routes[i] == route && self.gutter(i) == lane);
        used.map(|i| self.tracks[i] + 1).max().unwrap_or(0) * TRACK
    }

    /// Heights and lanes; answers the lower rim.
    fn down(&mut self, left: i32, top: i32, right: i32) -> i32 {
        let mut y = top;
        for lane in 0..self.pool.lanes.len() {
            let ours: Vec<usize> = (0..self.boxes.len()).filter(|&i| self.pool.nodes[i].lane == lane).collect();
            let most = |level: Level, height: &dyn Fn(usize) -> i32| {
                ours.iter().filter(|&&i| self.levels[i] == level).map(|&i| height(i)).max()
            };
            let above = most(Level::Above, &|i| self.boxes[i].h + self.label_height(i) + PAD).unwrap_or(0);
            let up = most(Level::Main, &|i| self.up(i)).unwrap_or(40);
            let low = most(Level::Main, &|i| self.boxes[i].h / 2 + self.label_height(i)).unwrap_or(40);
            let clock = |i: usize| EVENT.max(tall(&wrap(&self.pool.nodes[i].name, CLOCK)) + 6);
            let low = low + most(Level::Rim, &clock).unwrap_or(0);
            let notices = ours.iter().map(|&i| if let Level::Below(n) = self.levels[i] { n + 1 } else { 0 });
            let below = notices.max().unwrap_or(0) * NOTICE;
            let axis = y + PAD + self.most_tracks(lane, Route::Top) + above + up;
            for &i in &ours {
                let h = self.boxes[i].h;
                self.boxes[i].y = match self.levels[i] {
                    Level::Main => axis - h / 2,
                    Level::Above => axis - up - PAD - h - self.label_height(i),
                    Level::Below(n) => axis + low + NOTICE / 2 + n * NOTICE - h / 2,
                    Level::Rim => 0,
                };
            }
            let h = axis + low + below + self.most_tracks(lane, Route::Bottom) + PAD - y;
            let h = h.max(sideways(self.pool.lanes[lane]));
            // The last lane makes room for the pool's own name.
            let last = lane + 1 == self.pool.lanes.len();
            let h = if last { h.max(top + sideways(&self.pool.name) - y) } else { h };
            self.lanes.push(Rect { x: left, y, w: right - left, h });
            y += h;
        }
        for i in 0..self.boxes.len() {
            self.labels[i] = self.label(i);
        }
        y
    }

    fn up(&self, i: usize) -> i32 {
        let half = self.boxes[i].h / 2;
        match self.pool.nodes[i].kind {
            Kind::Fork => half.max(tall(&wrap(&self.pool.nodes[i].name, LABEL)) + 8),
            _ => half,
        }
    }

    /// Height of a name below its element.
    fn label_height(&self, i: usize) -> i32 {
        let node = &self.pool.nodes[i];
        match node.kind {
            Kind::Start(_) | Kind::Wait(..) | Kind::End { .. } | Kind::Paper => tall(&wrap(&node.name, LABEL)) + 6,
            _ => 0,
        }
    }

    fn label(&self, i: usize) -> Option<Rect> {
        let (a, name) = (self.boxes[i], &self.pool.nodes[i].name);
        let (w, h) = (lines_wide(name), tall(&wrap(name, LABEL)));
        match self.pool.nodes[i].kind {
            Kind::Start(_) | Kind::Wait(..) | Kind::End { .. } | Kind::Paper => {
                Some(Rect { x: a.x + a.w / 2 - w / 2, y: a.bottom() + 4, w, h })
            }
            Kind::Fork => Some(Rect { x: a.x - w - 2, y: a.center().1 - h - 6, w, h }),
            _ => None,
        }
    }

    /// Clocks on the lower rim of their tasks, their names on the right of them.
    fn rims(&mut self) {
        let mut seen: Vec<usize> = Vec::new();
        for i in 0..self.boxes.len() {
            let Kind::Clock { host, .. } = self.pool.nodes[i].kind else { continue };
            let nth = count(seen.iter().filter(|&&h| h == host).count());
            seen.push(host);
            let (a, name) = (self.boxes[host], &self.pool.nodes[i].name);
            let x = a.x + 12 + nth * (EVENT + 70);
            self.boxes[i] = Rect { x, y: a.bottom() - EVENT / 2, w: EVENT, h: EVENT };
            let (w, h) = (wide(&wrap(name, CLOCK)), tall(&wrap(name, CLOCK)));
            self.labels[i] = Some(Rect { x: x + EVENT + 2, y: a.bottom() + 3, w, h });
        }
    }
}

/// The height that a name on its side needs, on two lines when it is long.
fn sideways(name: &str) -> i32 {
    let long = width(name);
    2 * PAD + if long > 160 { long * 6 / 10 } else { long }
}

fn lines_wide(text: &str) -> i32 {
    wide(&wrap(text, LABEL)).max(20)
}

pub(super) fn wide(lines: &[String]) -> i32 {
    lines.iter().map(|l| width(l)).max().unwrap_or(0)
}

pub(super) fn tall(lines: &[String]) -> i32 {
    count(lines.len()) * (LINE - 2)
}
