//! How the arrows run between the boxes once those have their places.

use super::place::{Course, GATE, LABEL, Level, PAD, Placing, Route, TRACK, count, tall, wide};
use super::plan::{Kind, Line};
use crate::flowchart::Rect;
use crate::flowchart::text::{LINE, width, wrap};

impl Placing<'_, '_> {
    /// The arrows at the upper or lower side of an element, from left to right so that nested ones do not cross.
    fn ports(&self, node: usize, route: Route) -> Vec<(usize, bool)> {
        let mut out = Vec::new();
        for (i, arrow) in self.pool.arrows.iter().enumerate().filter(|(i, _)| self.routes[*i] == route) {
            if arrow.from == node && self.levels[node] != Level::Rim {
                out.push((i, true));
            }
            if arrow.to == node {
                out.push((i, false));
            }
        }
        let far = |i: usize| i64::from(count(self.reach(i).1 - self.reach(i).0));
        out.sort_by_key(|&(i, leaves)| match (route, leaves) {
            (Route::Top, false) => (0, far(i)),
            (Route::Top, true) => (1, -far(i)),
            (_, true) => (0, far(i)),
            (_, false) => (1, -far(i)),
        });
        out
    }

    fn port(&self, arrow: usize, leaves: bool) -> (i32, i32) {
        let (a, route) = (&self.pool.arrows[arrow], self.routes[arrow]);
        let node = if leaves { a.from } else { a.to };
        let r = self.boxes[node];
        let (cx, cy) = r.center();
        let ports = self.ports(node, route);
        let at = count(ports.iter().position(|p| *p == (arrow, leaves)).unwrap_or(0));
        let n = count(ports.len().max(1));
        let step = if r.w <= GATE { 36 / n.max(3) } else { (r.w / (n + 1)).min(24) };
        let dx = (2 * at - (n - 1)) * step / 2;
        let half = match self.pool.nodes[node].kind {
            Kind::Fork | Kind::Join => r.h / 2 - dx.abs(),
            _ => r.h / 2,
        };
        (cx + dx, if route == Route::Top { cy - half } else { cy + half })
    }

    pub(super) fn course(&self, arrow: usize) -> Course {
        let (a, route) = (&self.pool.arrows[arrow], self.routes[arrow]);
        let (from, to) = (self.boxes[a.from], self.boxes[a.to]);
        if route == Route::Straight {
            return self.straight(arrow, from, to);
        }
        let (start, end) = (self.port(arrow, true), self.port(arrow, false));
        let lane = self.lanes[self.gutter(arrow)];
        let y = if route == Route::Top {
            let room = self.most_tracks(self.gutter(arrow), route);
            lane.y + PAD + room - self.tracks[arrow] * TRACK - TRACK / 2
        } else {
            self.lower(arrow) + self.tracks[arrow] * TRACK + TRACK / 2
        };
        let label = a.answer.map(|(text, _)| {
            let w = width(text);
            let x = if start.0 < end.0 { start.0 + 6 } else { start.0 - 6 - w };
            Rect { x, y: y - LINE, w, h: LINE - 3 }
        });
        Course { points: vec![start, (start.0, y), (end.0, y), end], label }
    }

    /// Where the lower tracks of an arrow's lane begin.
    fn lower(&self, arrow: usize) -> i32 {
        let gutter = self.gutter(arrow);
        let ours = (0..self.boxes.len()).filter(|&i| self.pool.nodes[i].lane == gutter);
        let low = |i: usize| {
            let label = self.labels[i].map_or(0, |l| l.bottom());
            self.boxes[i].bottom().max(label)
        };
        ours.map(low).max().unwrap_or(0) + 4
    }

    fn straight(&self, arrow: usize, from: Rect, to: Rect) -> Course {
        let a = &self.pool.arrows[arrow];
        let end = (to.x, to.center().1);
        if self.levels[a.from] == Level::Rim {
            let start = (from.center().0, from.bottom());
            return Course { points: vec![start, (start.0, end.1), end], label: None };
        }
        let start = (from.right(), from.center().1);
        let label = a.answer.map(|(text, _)| {
            let lines = wrap(text, LABEL);
            Rect { x: start.0 + 4, y: start.1 + 3, w: wide(&lines), h: tall(&lines) }
        });
        // Past the name below an event, which is wider than the event.
        let turn = self.labels[a.to].filter(|l| l.y > end.1).map_or(end.0, |l| l.x.min(end.0)) - 14;
        let points = if start.1 == end.1 { vec![start, end] } else { vec![start, (turn, start.1), (turn, end.1), end] };
        Course { points, label }
    }

    /// From a printed rule or a paper to its task.
    pub(super) fn line(&self, line: &Line) -> Vec<(i32, i32)> {
        let (from, to) = (self.boxes[line.from], self.boxes[line.to]);
        if let Kind::Paper = self.pool.nodes[line.from].kind {
            let (x, y) = (to.right() - 12, from.center().1);
            return vec![(x, to.y), (x, y), (from.x, y)];
        }
        vec![(from.center().0, from.bottom()), (to.x + 12.min(to.w / 2), to.y)]
    }
}
