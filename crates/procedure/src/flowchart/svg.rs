//! The chart as inline SVG.
//!
//! No style and no script, so it passes a strict policy: every part has a class for the page's stylesheet and
//! presentation attributes that look sane without it. Nothing depends on colour alone: done rows carry a tick, the
//! present one a thick rim, returns are dashed.

use super::{
    Chart, Connector, Edge, EdgeKind, Line, Node, Progress, Rect, Shape, Walk,
    place::ROUND,
    text::{SIZE, width},
};
use std::fmt::Write as _;

/// Draws the chart with the walked part lit. `prefix` begins every id, so that two charts fit on one page; `title`
/// and `desc` are read to those who do not see it.
pub fn svg(chart: &Chart, walk: &Walk, prefix: &str, title: &str, desc: &str) -> String {
    let (w, h, id) = (chart.width, chart.height, escape(prefix));
    let mut out = format!(
        "<svg class=\"flowchart\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" \
         height=\"{h}\" aria-labelledby=\"{id}-title {id}-desc\" font-family=\"Helvetica, Arial, sans-serif\" \
         font-size=\"{SIZE}\" fill=\"none\" stroke=\"currentColor\" text-anchor=\"middle\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
        escape(title),
        escape(desc)
    );
    for lane in &chart.lanes {
        let a = lane.area;
        rect(&mut out, "flow-lane", a, 4, "fill=\"currentColor\" fill-opacity=\"0.04\" stroke=\"none\"");
        let y = a.y + lane.heading;
        add(
            &mut out,
            format_args!("<path class=\"flow-lane-rule\" stroke-opacity=\"0.3\" d=\"M{} {y}h{}\"/>", a.x, a.w),
        );
        texts(&mut out, "flow-lane-name", &lane.name, " font-weight=\"bold\"");
    }
    // The walked ones last, so that they lie on top where arrows cross.
    let walked = |e: &&Edge| is_walked(e, walk);
    chart.edges.iter().filter(|e| !walked(e)).for_each(|e| edge(&mut out, e, false));
    chart.edges.iter().filter(walked).for_each(|e| edge(&mut out, e, true));
    chart.nodes.iter().for_each(|n| node(&mut out, n, walk));
    chart.connectors.iter().for_each(|c| connector(&mut out, c));
    out.push_str("</svg>");
    out
}

/// The same for paper: the press's own face and plain black and white, because it knows no page around it.
pub fn paper_svg(chart: &Chart, title: &str, desc: &str) -> String {
    svg(chart, &Walk::default(), "flow", title, desc)
        .replace("Helvetica, Arial, sans-serif", "PT Sans")
        .replace("Canvas", "#ffffff")
        .replace("currentColor", "#1b2127")
}

fn connector(out: &mut String, connector: &Connector) {
    let (a, (x, y)) = (connector.area, connector.area.center());
    rect(out, "flow-connector", a, a.h / 2, "fill=\"Canvas\" stroke-width=\"1.25\"");
    let look = "fill=\"currentColor\" stroke=\"none\" font-weight=\"bold\"";
    add(out, format_args!("<text {look} x=\"{x}\" y=\"{}\">{}</text>", y + 5, escape(&connector.text)));
}

/// The arrow from a step to its own question is walked with the step.
fn is_walked(edge: &Edge, walk: &Walk) -> bool {
    let inner = edge.from == edge.to && edge.kind == EdgeKind::Onward;
    walk.edges.contains(&(edge.from.clone(), edge.to.clone())) || (inner && walk.done.contains(&edge.from))
}

fn edge(out: &mut String, edge: &Edge, walked: bool) {
    let (class, look) = match edge.kind {
        EdgeKind::Onward => ("", ""),
        EdgeKind::Return => (" flow-return", " stroke=\"#b5473c\" stroke-dasharray=\"6 4\""),
        EdgeKind::Deadline => (" flow-deadline", " stroke-dasharray=\"2 4\""),
    };
    let (state, thick) = if walked { (" is-walked", "2.5") } else { ("", "1.25") };
    add(
        out,
        format_args!("<g class=\"flow-edge{class}{state}\"{look} stroke-width=\"{thick}\"><path d=\"{}\"", path(edge)),
    );
    out.push_str(" stroke-linejoin=\"round\"/>");
    head(out, edge);
    out.push_str("</g>");
    texts(out, &format!("flow-label{class}{state}"), &edge.label, "");
}

fn path(edge: &Edge) -> String {
    let mut d = String::new();
    for (i, (x, y)) in edge.points.iter().enumerate() {
        add(&mut d, format_args!("{}{x} {y}", if i == 0 { 'M' } else { 'L' }));
    }
    d
}

fn head(out: &mut String, edge: &Edge) {
    let [.., (fx, fy), (x, y)] = edge.points[..] else { return };
    let sides = match ((x - fx).signum(), (y - fy).signum()) {
        (1, _) => "l-9 -4.5v9z",
        (-1, _) => "l9 -4.5v9z",
        (_, -1) => "l-4.5 9h9z",
        _ => "l-4.5 -9h9z",
    };
    let color = if edge.kind == EdgeKind::Return { "#b5473c" } else { "currentColor" };
    add(out, format_args!("<path class=\"flow-head\" fill=\"{color}\" stroke=\"none\" d=\"M{x} {y}{sides}\"/>"));
}

fn node(out: &mut String, node: &Node, walk: &Walk) {
    let (state, thick) = match walk.progress(&node.step) {
        Progress::Done => (" is-done", "2"),
        Progress::Current => (" is-current", "3.5"),
        Progress::Ahead => ("", "1.25"),
    };
    add(out, format_args!("<g class=\"flow-node{state}\">"));
    let (a, look) = (node.area, format!("stroke-width=\"{thick}\""));
    match node.shape {
        Shape::Terminal => rect(out, "flow-box flow-terminal", a, ROUND.min(a.h / 2), &look),
        Shape::Task => rect(out, "flow-box", a, 3, &look),
        Shape::Rule => rect(out, "flow-box flow-rule", a, 3, &format!("{look} stroke-dasharray=\"1 3\"")),
        Shape::Decision => {
            let ((cx, _), hw, hh) = (a.center(), a.w / 2, a.h / 2);
            let d = format!("M{cx} {}l{hw} {hh}l-{hw} {hh}l-{hw} -{hh}z", a.y);
            add(out, format_args!("<path class=\"flow-box flow-decision\" {look} d=\"{d}\"/>"));
        }
    }
    texts(out, "flow-text", &node.text, "");
    if let Some((place, number)) = &node.badge {
        badge(out, node, *place, &format!("{number}{}", mark(&node.step, walk)));
    }
    out.push_str("</g>");
}

/// The number on its pill, which grows to hold the mark: over the box, or away from a question's slanted rim.
fn badge(out: &mut String, node: &Node, place: Rect, text: &str) {
    let w = place.w.max(width(text) + 10);
    let x = if node.shape == Shape::Decision { place.right() - w } else { place.x };
    let pill = Rect { x, w, ..place };
    rect(out, "flow-badge", pill, pill.h / 2, "fill=\"currentColor\" stroke=\"none\"");
    // In the colour of the page's ground, whichever theme it has.
    let ((x, _), y, size) = (pill.center(), pill.bottom() - 6, SIZE - 1);
    let look = "fill=\"Canvas\" stroke=\"none\" font-weight=\"bold\"";
    add(out, format_args!("<text class=\"flow-number\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\" {look}>"));
    add(out, format_args!("{}</text>", escape(text)));
}

/// A tick on what is done, and how often it was entered when more than once.
fn mark(step: &str, walk: &Walk) -> String {
    let tick = if walk.progress(step) == Progress::Done { " ✓" } else { "" };
    match walk.visits.get(step) {
        None | Some(0 | 1) => tick.to_owned(),
        Some(n) => format!("{tick} ×{n}"),
    }
}

fn rect(out: &mut String, class: &str, a: Rect, round: i32, look: &str) {
    let Rect { x, y, w, h } = a;
    let place = format_args!("x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{round}\"");
    add(out, format_args!("<rect class=\"{class}\" {place} {look}/>"));
}

fn texts(out: &mut String, class: &str, lines: &[Line], look: &str) {
    if lines.is_empty() {
        return;
    }
    add(out, format_args!("<text class=\"{class}\" fill=\"currentColor\" stroke=\"none\"{look}>"));
    for line in lines {
        add(out, format_args!("<tspan x=\"{}\" y=\"{}\">{}</tspan>", line.x, line.y, escape(&line.text)));
    }
    out.push_str("</text>");
}

fn add(out: &mut String, what: std::fmt::Arguments<'_>) {
    out.write_fmt(what).expect("writing to a string cannot fail");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
