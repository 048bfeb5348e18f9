//! The chart cut into sheets of paper: between two boxes, with the lanes' headings on every sheet and a lettered circle
//! wherever an arrow goes on elsewhere.

use super::text::width;
use super::{Chart, Connector, Edge, Lane, Line, Node, Rect};

/// Half the size of a connector.
const RADIUS: i32 = 13;
/// Room above the first box and below the last one for an arrow that comes or goes.
const ROOM: i32 = 52;
/// Between a box and the circle above or below it: an arrow head and a line to see it by.
const REACH: i32 = 17;

/// Sheets of at most `height` pixels, in order; one alone when all of it fits. A box higher than that has a sheet of its
/// own, as high as it needs.
pub fn pages(chart: &Chart, height: i32) -> Vec<Chart> {
    if chart.height <= height || chart.nodes.len() < 2 {
        return vec![chart.clone()];
    }
    let heading = chart.lanes.first().map_or(0, |l| l.area.y + l.heading);
    let rim = chart.lanes.first().map_or(0, |l| l.area.y);
    let groups = groups(&chart.nodes, height - heading - 2 * ROOM - rim);
    let sheet_of = |y: i32| groups.iter().position(|g| g.iter().any(|n| holds(n, y))).unwrap_or(0);
    let crossing: Vec<(usize, usize)> = chart
        .edges
        .iter()
        .map(|e| (e.points.first().map_or(0, |p| sheet_of(p.1)), e.points.last().map_or(0, |p| sheet_of(p.1))))
        .collect();
    let letters = letters(chart, &crossing);
    let sheet = |(page, nodes): (usize, &Vec<&Node>)| {
        Sheet { chart, heading, page, edges: &crossing, letters: &letters }.drawn(nodes)
    };
    groups.iter().enumerate().map(sheet).collect()
}

/// An arrow begins and ends on the rim of its box.
fn holds(node: &Node, y: i32) -> bool {
    node.area.y <= y && y <= node.area.bottom()
}

/// Boxes that fit together on a sheet.
fn groups(nodes: &[Node], room: i32) -> Vec<Vec<&Node>> {
    let mut groups: Vec<Vec<&Node>> = Vec::new();
    for node in nodes {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| node.area.bottom() - first.area.y <= room) => {
                group.push(node);
            }
            Some(_) | None => groups.push(vec![node]),
        }
    }
    groups
}

/// The letter of each arrow that leaves its sheet: A to Z, then A1… Arrows of one sheet that share their end share it.
fn letters(chart: &Chart, crossing: &[(usize, usize)]) -> Vec<Option<String>> {
    let mut n = 0u32;
    let mut next = || {
        let letter = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
        let round = n / 26;
        n += 1;
        if round == 0 { letter.to_string() } else { format!("{letter}{round}") }
    };
    let mut given: Vec<(Joint, String)> = Vec::new();
    let letter = |(edge, (from, to)): (&Edge, &(usize, usize))| {
        let joint = (edge.points.last().copied(), *from);
        let known = given.iter().find(|(at, _)| *at == joint).map(|(_, letter)| letter.clone());
        (from != to).then(|| {
            known.unwrap_or_else(|| {
                given.push((joint, next()));
                given[given.len() - 1].1.clone()
            })
        })
    };
    chart.edges.iter().zip(crossing).map(letter).collect()
}

/// Where an arrow ends and the sheet it comes from.
type Joint = (Option<(i32, i32)>, usize);

struct Sheet<'a> {
    chart: &'a Chart,
    heading: i32,
    page: usize,
    /// Sheet on which each arrow begins and ends.
    edges: &'a [(usize, usize)],
    letters: &'a [Option<String>],
}

impl Sheet<'_> {
    fn drawn(&self, nodes: &[&Node]) -> Chart {
        let top = nodes.first().map_or(0, |n| n.area.y);
        let down = self.heading + ROOM - top;
        let bottom = nodes.last().map_or(0, |n| n.area.bottom()) + down + ROOM;
        let mut out = Chart {
            width: self.chart.width,
            height: bottom + self.chart.lanes.first().map_or(0, |l| l.area.y),
            lanes: self.chart.lanes.iter().map(|l| lane(l, bottom)).collect(),
            nodes: nodes.iter().map(|n| moved(n, down)).collect(),
            edges: Vec::new(),
            connectors: Vec::new(),
        };
        for (i, ((edge, sheets), letter)) in self.chart.edges.iter().zip(self.edges).zip(self.letters).enumerate() {
            let told = letter.is_some() && self.letters[..i].contains(letter);
            let here = shifted(edge, down);
            match (letter, sheets) {
                (None, (page, _)) if *page == self.page => out.edges.push(here),
                (Some(letter), (from, to)) if *from == self.page => leaves(&mut out, here, letter, *to),
                (Some(letter), (from, to)) if *to == self.page && !told => arrives(&mut out, here, letter, *from),
                _ => {}
            }
        }
        out
    }
}

fn lane(lane: &Lane, bottom: i32) -> Lane {
    Lane { area: Rect { h: bottom - lane.area.y, ..lane.area }, ..lane.clone() }
}

fn line_moved(line: &Line, down: i32) -> Line {
    Line { y: line.y + down, ..line.clone() }
}

fn moved(node: &Node, down: i32) -> Node {
    let area = |a: Rect| Rect { y: a.y + down, ..a };
    Node {
        area: area(node.area),
        text: node.text.iter().map(|l| line_moved(l, down)).collect(),
        badge: node.badge.as_ref().map(|(a, text)| (area(*a), text.clone())),
        ..node.clone()
    }
}

fn shifted(edge: &Edge, down: i32) -> Edge {
    Edge {
        points: edge.points.iter().map(|(x, y)| (*x, y + down)).collect(),
        label: edge.label.iter().map(|l| line_moved(l, down)).collect(),
        ..edge.clone()
    }
}

/// The beginning of an arrow, up to its circle: beside the box in the gutter, or under it.
fn leaves(out: &mut Chart, mut edge: Edge, letter: &str, to: usize) {
    let [from, second, ..] = edge.points[..] else { return };
    // The first line of its label stands beside it.
    let more = i32::try_from(edge.label.len().saturating_sub(1)).unwrap_or(0) * super::text::LINE;
    let end = if second.1 == from.1 { second } else { (from.0, from.1 + RADIUS + REACH + more) };
    let center = connector(out, end, letter, to);
    edge.points = vec![from, touch(from, center)];
    out.edges.push(edge);
}

/// The end of an arrow, from its circle on. What it is called stands where it begins.
fn arrives(out: &mut Chart, mut edge: Edge, letter: &str, from: usize) {
    let [.., before, to] = edge.points[..] else { return };
    let begin = if before.1 == to.1 { before } else { (to.0, to.1 - RADIUS - REACH) };
    let center = connector(out, begin, letter, from);
    edge.points = vec![touch(to, center), to];
    edge.label = Vec::new();
    out.edges.push(edge);
}

/// Puts a circle at a place, or beside it where it meets no other, inside the sheet.
fn connector(out: &mut Chart, (x, y): (i32, i32), letter: &str, sheet: usize) -> (i32, i32) {
    let text = format!("{letter}·{}", sheet + 1);
    let w = (width(&text) + 12).max(2 * RADIUS);
    let inside = |x: i32| (x - w / 2).clamp(1, (out.width - w - 1).max(1));
    let at = |x: i32| Rect { x: inside(x), y: y - RADIUS, w, h: 2 * RADIUS };
    let free = |a: &Rect| {
        let meets =
            |b: Rect, x: i32| a.x < b.right() + x && b.x - x < a.right() && a.y < b.bottom() && b.y < a.bottom();
        !out.connectors.iter().any(|c| meets(c.area, 0)) && !out.nodes.iter().any(|n| meets(n.area, RADIUS - 1))
    };
    let mut tries = (0..12).flat_map(|n| [x - n * RADIUS, x + n * RADIUS]).map(at);
    let area = tries.find(free).unwrap_or_else(|| at(x));
    out.connectors.push(Connector { area, text });
    area.center()
}

/// Where a line from `from` meets the rim of the circle around `center`.
fn touch(from: (i32, i32), center: (i32, i32)) -> (i32, i32) {
    match ((center.0 - from.0).signum(), (center.1 - from.1).signum()) {
        (0, down) => (from.0, center.1 - down * RADIUS),
        (_, _) => (center.0, from.1),
    }
}
