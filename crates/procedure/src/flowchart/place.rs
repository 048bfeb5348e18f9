//! Where everything goes.

use super::graph::{self, Graph, Link, Spot};
use super::text::{LINE, width, wrap};
use super::{Chart, Edge, Lane, Line, Node, Rect, Shape};
use crate::definition::Definition;

const MARGIN: i32 = 8;
/// What boxes and gutters would like to share.
const PAGE: i32 = 720;
const BOX: std::ops::RangeInclusive<i32> = 160..=250;
/// Between a box and the rim of its lane.
const RIM: i32 = 10;
/// Between a box and its text.
const PAD: i32 = 12;
const TRACK: i32 = 12;
const GAP: i32 = 30;
/// Between a gutter's rim and its first track: room for an arrow head.
const CLEAR: i32 = 14;
const LABEL: i32 = 110;
const BADGE: i32 = 20;
/// How far a label on the left keeps from its box, whose number stands out there.
const SHY: i32 = 14;

/// How far a label keeps from the line above it.
const LIFT: i32 = 5;
/// Radius of the corners of a box where it begins or ends.
pub(super) const ROUND: i32 = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Which way an arrow goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Route {
    /// Through the channel to the next row.
    Down,
    /// Out of one side, along the gutter beside its aim, into that side of its aim.
    Beside { leaves: Side, enters: Side },
}

/// An arrow with everything but its coordinates.
struct Way<'g> {
    link: &'g Link,
    route: Route,
    label: Vec<String>,
    gutter: usize,
    track: i32,
    /// The arrow whose end it shares, by its place among the ways; its own when it shares none.
    trunk: usize,
}

impl Way<'_> {
    fn leaves(&self, side: Side) -> bool {
        matches!(self.route, Route::Beside { leaves, .. } if leaves == side)
    }

    fn enters(&self, side: Side) -> bool {
        matches!(self.route, Route::Beside { enters, .. } if enters == side)
    }
}

#[derive(Default)]
struct Gutter {
    x: i32,
    w: i32,
    /// Tracks of what enters the boxes on its left.
    returns: i32,
    /// Tracks of what enters the boxes on its right.
    jumps: i32,
    label_left: i32,
    label_right: i32,
}

/// Draws the procedure.
pub fn layout(def: &Definition) -> Chart {
    let graph = graph::build(def);
    let count = i32::try_from(graph.lanes.len().max(1)).unwrap_or(1);
    let box_w = (PAGE / count).clamp(*BOX.start(), *BOX.end());
    let ways = routes(&graph);
    let (gutters, lane_x, page_w) = columns(&graph, &ways, box_w);
    let (lanes, heading) = lanes(&graph, &lane_x, box_w);
    let mut y = MARGIN + heading + GAP;
    let mut nodes: Vec<Node> = Vec::with_capacity(graph.spots.len());
    for (i, spot) in graph.spots.iter().enumerate() {
        let mut node = node(spot, lane_x[spot.lane] + RIM, y, box_w, side_room(&ways, i));
        let below = ways.iter().find(|w| w.link.from == i && w.route == Route::Down);
        y = node.area.bottom() + GAP + below.map_or(0, |w| LINE * lines(&w.label));
        node.badge = spot.number.map(|n| badge(&node, n));
        nodes.push(node);
    }
    let height = y - GAP + MARGIN + RIM;
    let lanes = lanes.into_iter().map(|l| Lane { area: Rect { h: height - 2 * MARGIN, ..l.area }, ..l }).collect();
    let edges = ways.iter().map(|w| edge(w, &ways, &nodes, &gutters)).collect();
    Chart { width: page_w, height, lanes, nodes, edges, connectors: Vec::new() }
}

fn lines(text: &[String]) -> i32 {
    i32::try_from(text.len()).unwrap_or(i32::MAX)
}

fn widest(text: &[String]) -> i32 {
    text.iter().map(|l| width(l)).max().unwrap_or(0)
}

fn routes<'g>(graph: &'g Graph<'_>) -> Vec<Way<'g>> {
    let mut ways: Vec<Way<'g>> = Vec::with_capacity(graph.links.len());
    for link in &graph.links {
        let straight = ways.iter().any(|w| w.route == Route::Down && w.link.from == link.from);
        let (route, gutter) = match link.to {
            to if to == link.from + 1 && !straight => (Route::Down, 0),
            to => {
                let (leaves, enters) = sides(graph, link);
                (Route::Beside { leaves, enters }, graph.spots[to].lane + usize::from(enters == Side::Right))
            }
        };
        let label = link.label.as_deref().map(|l| wrap(l, LABEL)).unwrap_or_default();
        ways.push(Way { link, route, label, gutter, track: 0, trunk: ways.len() });
    }
    trunks(&mut ways);
    tracks(&mut ways);
    ways
}

/// Between two columns an arrow takes the sides that face each other. Within one, jumps run on the left and returns on
/// the right; jumps to an end that others reach from the right join those.
fn sides(graph: &Graph<'_>, link: &Link) -> (Side, Side) {
    let lane = |i: usize| graph.spots[i].lane;
    let (a, b) = (lane(link.from), lane(link.to));
    let ends = graph.spots[link.to].shape == Shape::Terminal;
    let joined = || graph.links.iter().any(|l| l.to == link.to && l.from + 1 < l.to && lane(l.from) > b);
    match a.cmp(&b) {
        std::cmp::Ordering::Less => (Side::Right, Side::Left),
        std::cmp::Ordering::Greater => (Side::Left, Side::Right),
        std::cmp::Ordering::Equal if link.to <= link.from || ends && joined() => (Side::Right, Side::Right),
        std::cmp::Ordering::Equal => (Side::Left, Side::Left),
    }
}

/// Jumps into the same side of a box share one end: the first one's.
fn trunks(ways: &mut [Way<'_>]) {
    let jumps = |w: &Way<'_>| w.route != Route::Down && w.link.to > w.link.from;
    for i in 0..ways.len() {
        let (to, side) = (ways[i].link.to, ways[i].enters(Side::Left));
        let same = |w: &Way<'_>| jumps(w) && w.link.to == to && w.enters(Side::Left) == side;
        let first = ways.iter().enumerate().filter(|(_, w)| same(w)).min_by_key(|(_, w)| w.link.from);
        if let Some((trunk, _)) = first.filter(|_| jumps(&ways[i])) {
            ways[i].trunk = trunk;
        }
    }
}

/// One track per trunk, reused only where the rows do not meet; short ones run next to the boxes.
fn tracks(ways: &mut [Way<'_>]) {
    let span = |w: &Way<'_>| (w.link.from.min(w.link.to), w.link.from.max(w.link.to));
    let mut order: Vec<usize> =
        (0..ways.len()).filter(|&i| ways[i].route != Route::Down && ways[i].trunk == i).collect();
    order.sort_by_key(|&i| span(&ways[i]).1 - span(&ways[i]).0);
    for (n, &i) in order.iter().enumerate() {
        let (top, bottom) = span(&ways[i]);
        let meets = |j: usize| {
            let (w, (t, b)) = (&ways[j], span(&ways[j]));
            let beside = w.gutter == ways[i].gutter && w.enters(Side::Left) == ways[i].enters(Side::Left);
            beside && t <= bottom && top <= b
        };
        let taken: Vec<i32> = order[..n].iter().filter(|&&j| meets(j)).map(|&j| ways[j].track).collect();
        ways[i].track = (0..).find(|t| !taken.contains(t)).unwrap_or(0);
    }
    for i in 0..ways.len() {
        ways[i].track = ways[ways[i].trunk].track;
    }
}

fn columns(graph: &Graph<'_>, ways: &[Way<'_>], box_w: i32) -> (Vec<Gutter>, Vec<i32>, i32) {
    let mut gutters: Vec<Gutter> = (0..=graph.lanes.len()).map(|_| Gutter::default()).collect();
    for way in ways {
        let Route::Beside { leaves, enters } = way.route else { continue };
        let lane = graph.spots[way.link.from].lane;
        let label = if way.label.is_empty() { 0 } else { widest(&way.label) + 8 };
        let (Gutter { jumps, returns, .. }, track) = (&mut gutters[way.gutter], way.track + 1);
        match enters {
            Side::Left => *jumps = track.max(*jumps),
            Side::Right => *returns = track.max(*returns),
        }
        match leaves {
            Side::Left if label == 0 => {}
            Side::Left => gutters[lane].label_right = gutters[lane].label_right.max(label + SHY),
            Side::Right => gutters[lane + 1].label_left = gutters[lane + 1].label_left.max(label),
        }
    }
    let (mut x, mut lane_x) = (MARGIN, Vec::new());
    for (i, g) in gutters.iter_mut().enumerate() {
        let used = g.returns + g.jumps > 0 || g.label_left + g.label_right > 0;
        g.x = x;
        let inner = g.label_left + g.label_right + (g.returns + g.jumps) * TRACK;
        g.w = if used { 2 * CLEAR + inner } else { RIM };
        x += g.w;
        if i < graph.lanes.len() {
            lane_x.push(x);
            x += box_w + 2 * RIM;
        }
    }
    (gutters, lane_x, x + MARGIN)
}

fn lanes(graph: &Graph<'_>, lane_x: &[i32], box_w: i32) -> (Vec<Lane>, i32) {
    // Headings are bold: a tenth wider than the table says.
    let names: Vec<Vec<String>> = graph.lanes.iter().map(|n| wrap(n, box_w * 9 / 10)).collect();
    let heading = names.iter().map(|n| lines(n)).max().unwrap_or(0) * LINE + 2 * RIM;
    let lane = |(name, &x): (&Vec<String>, &i32)| {
        let area = Rect { x, y: MARGIN, w: box_w + 2 * RIM, h: 0 };
        Lane { area, heading, name: centered(name, x + area.w / 2, MARGIN + heading / 2) }
    };
    (names.iter().zip(lane_x).map(lane).collect(), heading)
}

/// Lines around a middle.
fn centered(text: &[String], x: i32, y: i32) -> Vec<Line> {
    let top = y - lines(text) * LINE / 2;
    (1..).zip(text).map(|(i, t)| Line { x, y: top + i * LINE - 5, width: width(t), text: t.clone() }).collect()
}

fn node(spot: &Spot<'_>, x: i32, y: i32, box_w: i32, room: i32) -> Node {
    let (mut w, mut h, text);
    match spot.shape {
        Shape::Decision => {
            (text, h) = diamond(spot.text, box_w);
            w = box_w;
        }
        Shape::Task | Shape::Rule => {
            text = wrap(spot.text, box_w - 2 * PAD);
            w = box_w;
            h = lines(&text) * LINE + 2 * PAD;
        }
        Shape::Terminal => {
            text = wrap(spot.text, box_w - 4 * PAD);
            h = lines(&text) * LINE + PAD;
            w = (widest(&text) + 4 * PAD).max(88);
        }
    }
    w -= w % 2;
    h = h.max(2 * room);
    h += h % 2;
    let area = Rect { x: x + (box_w - w) / 2, y, w, h };
    let (cx, cy) = area.center();
    Node { step: spot.step.id.clone(), shape: spot.shape, area, text: centered(&text, cx, cy), badge: None }
}

/// The lines and the height of a diamond `w` wide: a text block fits when its share of the width and its share of
/// the height make no more than one. Takes the lowest of several ways to break the text.
fn diamond(text: &str, w: i32) -> (Vec<String>, i32) {
    let tries = (8..=15).map(|twentieths| {
        let text = wrap(text, w * twentieths / 20);
        let free = (w - widest(&text) - 8).max(8);
        let h = (lines(&text) * LINE + 4) * w / free + 1;
        (text, h.max(56))
    });
    tries.min_by_key(|(_, h)| *h).unwrap_or_default()
}

fn badge(node: &Node, number: &str) -> (Rect, String) {
    let (w, a) = ((width(number) + 10).max(BADGE), node.area);
    let (x, y) = match node.shape {
        // Beside the upper left rim, which runs from the middle of the side to the top.
        Shape::Decision => (a.x + a.w / 5 - w, a.y + a.h * 3 / 10 - BADGE),
        Shape::Task | Shape::Rule | Shape::Terminal => (a.x - w / 3, a.y - BADGE / 2),
    };
    (Rect { x, y, w, h: BADGE }, number.to_owned())
}

/// The arrows at one side of a box, from top to bottom so that nested ones do not cross: those that go up, nearest
/// first, then those that go down, farthest first. Arrows that share their end come once.
fn ports<'w>(ways: &'w [Way<'_>], node: usize, side: Side) -> Vec<(&'w Way<'w>, bool)> {
    let mut out: Vec<(&Way<'_>, bool)> = Vec::new();
    for (i, way) in ways.iter().enumerate() {
        if way.link.from == node && way.leaves(side) {
            out.push((way, true));
        }
        if way.link.to == node && way.enters(side) && way.trunk == i {
            out.push((way, false));
        }
    }
    let other = |(w, leaves): &(&Way<'_>, bool)| if *leaves { w.link.to } else { w.link.from };
    out.sort_by_key(|p| (other(p) > node, std::cmp::Reverse(other(p))));
    out
}

/// Height that the ports of the fuller side need, in the middle half of the box.
fn side_room(ways: &[Way<'_>], node: usize) -> i32 {
    let need = |side| ports(ways, node, side).iter().map(|(w, leaves)| port_height(w, *leaves)).sum::<i32>();
    need(Side::Left).max(need(Side::Right))
}

/// Room of one port: its label stands above its line.
fn port_height(way: &Way<'_>, leaves: bool) -> i32 {
    match (leaves, lines(&way.label)) {
        (false, _) | (true, 0) => TRACK,
        (true, n) => LINE * n + LIFT,
    }
}

/// Where an arrow touches the side of its box.
fn port(way: &Way<'_>, ways: &[Way<'_>], nodes: &[Node], side: Side, leaves: bool) -> (i32, i32) {
    let index = if leaves { way.link.from } else { way.link.to };
    let way = if leaves { way } else { &ways[way.trunk] };
    let (all, node) = (ports(ways, index, side), &nodes[index]);
    let height = |&(w, l): &(&Way<'_>, bool)| port_height(w, l);
    let total: i32 = all.iter().map(height).sum();
    let here = all.iter().position(|(w, l)| std::ptr::eq(w.link, way.link) && *l == leaves).unwrap_or(0);
    let before: i32 = all[..here].iter().map(height).sum();
    let (cx, cy) = node.area.center();
    let y = if all.len() == 1 { cy } else { cy - total / 2 + before + height(&all[here]) - 3 };
    let half = half_width(node, (y - cy).abs());
    (if side == Side::Left { cx - half } else { cx + half }, y)
}

/// Half the width of a box at a distance from its middle.
fn half_width(node: &Node, dy: i32) -> i32 {
    let (w, h) = (node.area.w / 2, (node.area.h / 2).max(1));
    match node.shape {
        Shape::Decision => w * (h - dy).max(0) / h,
        Shape::Terminal => {
            let round = ROUND.min(h);
            let over = (dy - (h - round)).max(0);
            w - (round - (round * round - over * over).max(0).isqrt())
        }
        Shape::Task | Shape::Rule => w,
    }
}

fn edge(way: &Way<'_>, ways: &[Way<'_>], nodes: &[Node], gutters: &[Gutter]) -> Edge {
    let (a, b) = (&nodes[way.link.from], &nodes[way.link.to]);
    let g = &gutters[way.gutter];
    let (points, label) = match way.route {
        Route::Down => {
            let (from, to) = ((a.area.center().0, a.area.bottom()), (b.area.center().0, b.area.y));
            let turn = to.1 - GAP / 2;
            let points = if from.0 == to.0 { vec![from, to] } else { vec![from, (from.0, turn), (to.0, turn), to] };
            (points, beside(&way.label, from.0 + 6, from.1 + 2, true))
        }
        Route::Beside { leaves, enters } => {
            let x = match enters {
                Side::Left => g.x + g.w - CLEAR - g.label_right - way.track * TRACK,
                Side::Right => g.x + CLEAR + g.label_left + way.track * TRACK,
            };
            let (from, to) = (port(way, ways, nodes, leaves, true), port(way, ways, nodes, enters, false));
            let top = from.1 - 3 - LINE * lines(&way.label);
            let label = match leaves {
                Side::Left => beside(&way.label, a.area.x - SHY, top, false),
                Side::Right => beside(&way.label, a.area.right() + 4, top, true),
            };
            (vec![from, (x, from.1), (x, to.1), to], label)
        }
    };
    Edge { from: a.step.clone(), to: b.step.clone(), kind: way.link.kind, points, label }
}

/// A label that begins (or ends) at `x`, from `top` down.
fn beside(label: &[String], x: i32, top: i32, begins: bool) -> Vec<Line> {
    let place = |(i, t): (i32, &String)| {
        let half = width(t) / 2 + 1;
        Line { x: if begins { x + half } else { x - half }, y: top + i * LINE - 3, width: width(t), text: t.clone() }
    };
    (1..).zip(label).map(place).collect()
}
