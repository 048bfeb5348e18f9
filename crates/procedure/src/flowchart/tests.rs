//! The chart is readable whatever the procedure: checked by geometry over random ones.

use super::*;
use crate::definition::{ColumnKind, Definition, Step, StepKind};
use crate::engine::tests::{
    house::House,
    random::{any_seeds, build},
    sample::{answer, asks, definition, end, start, support, task},
};
use proptest::prelude::*;

type Segment = ((i32, i32), (i32, i32));

fn segments(edge: &Edge) -> Vec<Segment> {
    edge.points.windows(2).map(|p| (p[0].min(p[1]), p[0].max(p[1]))).collect()
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn crosses(s: Segment, a: Rect) -> bool {
    s.0.0 < a.right() && s.1.0 > a.x && s.0.1 < a.bottom() && s.1.1 > a.y
}

fn area(line: &Line) -> Rect {
    Rect { x: line.x - line.width / 2, y: line.y - 10, w: line.width, h: 13 }
}

fn inside(a: Rect, chart: &Chart) -> bool {
    a.x >= 0 && a.y >= 0 && a.right() <= chart.width && a.bottom() <= chart.height
}

fn fits(line: &Line, node: &Node) -> bool {
    let (l, a) = (area(line), node.area);
    if node.shape != Shape::Decision {
        return l.x >= a.x + 4 && l.right() <= a.right() - 4 && l.y >= a.y && l.bottom() <= a.bottom();
    }
    let (cx, cy) = a.center();
    let dx = (l.x - cx).abs().max((l.right() - cx).abs());
    let dy = (l.y - cy).abs().max((l.bottom() - cy).abs());
    dx * a.h + dy * a.w <= a.w * a.h / 2
}

/// Same line, same stretch of it.
fn run_together(a: Segment, b: Segment) -> bool {
    let upright = |s: Segment| s.0.0 == s.1.0;
    match (upright(a), upright(b)) {
        (true, true) => a.0.0 == b.0.0 && a.0.1 < b.1.1 && b.0.1 < a.1.1,
        (false, false) => a.0.1 == b.0.1 && a.0.0 < b.1.0 && b.0.0 < a.1.0,
        _ => false,
    }
}

/// Two jumps that enter a box together.
fn joined(a: &Edge, b: &Edge) -> bool {
    a.to == b.to && a.points.last() == b.points.last() && [a, b].iter().all(|e| e.kind != EdgeKind::Return)
}

fn is_readable(chart: &Chart) {
    for (i, node) in chart.nodes.iter().enumerate() {
        assert!(inside(node.area, chart), "{} leaves the page", node.step);
        assert!(node.text.iter().all(|l| fits(l, node)), "the text of {} overflows: {node:?}", node.step);
        let badge = node.badge.as_ref().map(|(b, _)| *b);
        for other in &chart.nodes[i + 1..] {
            assert!(!overlap(node.area, other.area), "{} lies on {}", node.step, other.step);
        }
        for edge in &chart.edges {
            for s in segments(edge) {
                let own = edge.points.contains(&s.0) && node.shape != Shape::Task && touches(edge, node);
                assert!(own || !crosses(s, node.area), "{}→{} crosses {}", edge.from, edge.to, node.step);
            }
            for line in &edge.label {
                let own = edge.from == node.step && node.shape == Shape::Decision;
                assert!(own || !overlap(area(line), node.area), "«{}» lies on {}", line.text, node.step);
                assert!(badge.is_none_or(|b| !overlap(area(line), b)), "«{}» lies on a number", line.text);
            }
        }
        let on_text = |b: Rect| node.text.iter().any(|l| overlap(area(l), b));
        assert!(badge.is_none_or(|b| inside(b, chart) && !on_text(b)), "the number of {} covers its text", node.step);
    }
    for (i, edge) in chart.edges.iter().enumerate() {
        assert!(edge.points.iter().all(|&(x, y)| x > 0 && y > 0 && x < chart.width && y < chart.height));
        assert!(edge.points.windows(2).all(|p| p[0].0 == p[1].0 || p[0].1 == p[1].1), "only right angles");
        assert!(edge.label.iter().all(|l| inside(area(l), chart)), "a label leaves the page");
        for other in &chart.edges[i + 1..] {
            for (a, b) in segments(edge).into_iter().flat_map(|a| segments(other).into_iter().map(move |b| (a, b))) {
                assert!(
                    joined(edge, other) || !run_together(a, b),
                    "{}→{} and {}→{}",
                    edge.from,
                    edge.to,
                    other.from,
                    other.to
                );
            }
            let struck = |edge: &Edge, other: &Edge| {
                segments(edge).into_iter().any(|s| other.label.iter().any(|l| crosses(s, area(l))))
            };
            assert!(!struck(edge, other) && !struck(other, edge), "a line runs through a label at {}", edge.from);
            let on = |a: &Line| other.label.iter().any(|b| overlap(area(a), area(b)));
            assert!(!edge.label.iter().any(on), "two labels meet at {}", edge.from);
        }
    }
    for lane in &chart.lanes {
        let within = |l: &Line| l.x - l.width / 2 >= lane.area.x && l.x + l.width / 2 <= lane.area.right();
        assert!(lane.name.iter().all(within) && inside(lane.area, chart));
    }
}

/// Whether the arrow begins or ends on the rim of that slanted or rounded box and goes outwards from there.
fn touches(edge: &Edge, node: &Node) -> bool {
    let (cx, _) = node.area.center();
    let outward = |at: (i32, i32), next: (i32, i32)| {
        let left = at.0 <= cx && next.0 <= at.0;
        let right = at.0 >= cx && next.0 >= at.0;
        (left || right) && at.1 == next.1
    };
    let p = &edge.points;
    let leaves = edge.from == node.step && outward(p[0], p[1]);
    let comes = edge.to == node.step && outward(p[p.len() - 1], p[p.len() - 2]);
    leaves || comes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn nothing_crosses_overflows_or_leaves_the_page(seeds in any_seeds()) {
        let def = build(&seeds);
        let chart = layout(&def);
        is_readable(&chart);
        let boxes = def.steps.iter().map(|s| 1 + usize::from(s.decision.is_some()));
        prop_assert_eq!(chart.nodes.len(), boxes.sum::<usize>());
        prop_assert_eq!(layout(&def), chart, "the same procedure is drawn the same");
    }
}

/// A question row with many answers, forth and back.
fn branching() -> Definition {
    let labels = ["Software", "Hardware", "Redes y comunicaciones de la sede", "No procede", "Repetir"];
    let to = ["uno", "dos", "tres", "fin", "pedir"];
    let answers = labels.iter().zip(to).map(|(l, to)| answer(l, to, to == "pedir", &[])).collect();
    let mut ask = Step { decision: asks("¿DE QUÉ TIPO ES LA SOLICITUD RECIBIDA?", answers), ..task("tipo", "mesa") };
    ask.texts.clear();
    let to_end = |id| Step { next: Some("fin".to_owned()), ..task(id, "técnico") };
    definition(vec![start(), task("pedir", "usuario"), ask, to_end("uno"), to_end("dos"), to_end("tres"), end()])
}

#[test]
fn a_question_with_five_answers_stays_readable() {
    let chart = layout(&branching());
    is_readable(&chart);
    assert_eq!(chart.nodes.iter().filter(|n| n.shape == Shape::Decision).count(), 1, "a pure question is one diamond");
    assert_eq!(chart.edges.iter().filter(|e| e.kind == EdgeKind::Return).count(), 1);
}

#[test]
fn all_that_jump_to_an_end_arrive_together_and_leave_it_flat() {
    let chart = layout(&branching());
    let end = chart.nodes.iter().find(|n| n.step == "fin").unwrap();
    let last: std::collections::BTreeSet<_> =
        chart.edges.iter().filter(|e| e.to == "fin").map(|e| e.points[e.points.len() - 1]).collect();
    assert_eq!((chart.edges.iter().filter(|e| e.to == "fin").count(), last.len()), (4, 2), "above and from the left");
    assert!(end.area.h < 2 * text::LINE + 20, "{:?}", end.area);
}

#[test]
fn between_two_columns_an_arrow_takes_the_sides_that_face_each_other() {
    let chart = layout(&branching());
    let back = chart.edges.iter().find(|e| e.kind == EdgeKind::Return).unwrap();
    let (from, to) = (back.points[0], back.points[back.points.len() - 1]);
    let columns = [chart.lanes[0].area.right(), chart.lanes[1].area.x];
    assert!(to.0 < columns[0] && from.0 > columns[1] && back.points[1].0 > columns[0] && back.points[1].0 < columns[1]);
}

#[test]
fn the_support_procedure_is_two_columns_and_nine_rows() {
    let chart = layout(&support());
    is_readable(&chart);
    assert_eq!((chart.lanes.len(), chart.nodes.len(), chart.edges.len()), (2, 9, 8));
}

#[test]
fn a_printed_rule_has_no_arrows() {
    let rule = Step { kind: StepKind::Rule { about: vec!["a".to_owned()] }, ..task("norma", "r") };
    let def = definition(vec![start(), task("a", "r"), rule, task("b", "r"), end()]);
    let chart = layout(&def);
    is_readable(&chart);
    assert!(chart.edges.iter().all(|e| e.from != "norma" && e.to != "norma"));
    assert!(chart.edges.iter().any(|e| e.from == "a" && e.to == "b"));
}

#[test]
fn the_walked_path_is_lit() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", &[("unidad", "tesoreria"), ("tipo_ayuda", "Impresora")]).unwrap();
    house.take("beto").unwrap();
    let walk = Walk::of(house.log.iter());
    assert_eq!(walk.progress("crear"), Progress::Done);
    assert_eq!(walk.progress("atender"), Progress::Current);
    assert_eq!(walk.progress("cerrar"), Progress::Ahead);
    assert!(walk.edges.contains(&("inicio".to_owned(), "crear".to_owned())));
    let drawn = svg(&layout(&def), &walk, "caso", "Soporte <1>", "Va por el paso 4");
    assert_eq!(drawn.matches("flow-edge is-walked").count(), 3);
    assert_eq!(drawn.matches("flow-node is-current").count(), 1);
    assert!(drawn.contains("<title id=\"caso-title\">Soporte &lt;1&gt;</title>"));
    assert!(!drawn.contains("style") && !drawn.contains("<script"));
    assert_eq!(drawn.matches(" id=\"").count(), drawn.matches(" id=\"caso-").count());
}

#[test]
fn what_a_correction_undoes_is_ahead_again() {
    let def = support();
    let mut house = House::new(&def);
    house.open("ana", &[("unidad", "tesoreria"), ("tipo_ayuda", "Impresora")]).unwrap();
    house.take("beto").unwrap();
    house.complete("beto", &[]).unwrap();
    house.complete("beto", &[("problema", "sin tinta"), ("solucion", "cartucho")]).unwrap();
    house.complete("beto", &[]).unwrap();
    house.sign("ana", "ticket", 1).unwrap();
    house.complete("beto", &[]).unwrap();
    assert_eq!(Walk::of(house.log.iter()).progress("fin"), Progress::Done);
    house.correct("julia", "solucion", "tóner").unwrap();
    let walk = Walk::of(house.log.iter());
    let ahead = ["firmar", "almacenar", "fin"].map(|s| walk.progress(s));
    assert_eq!(ahead, [Progress::Ahead; 3]);
    assert_eq!((walk.progress("imprimir"), walk.progress("cerrar")), (Progress::Current, Progress::Done));
}

#[test]
fn the_list_says_what_the_chart_shows() {
    let def = branching();
    let rows = rows(&def, &Walk::default());
    let ask = &rows[2];
    assert_eq!((ask.activity.as_str(), ask.question.as_deref()), ("¿DE QUÉ TIPO ES LA SOLICITUD RECIBIDA?", None));
    assert_eq!((ask.ways.len(), ask.ways[4].back, ask.ways[0].to_name.as_str()), (5, true, "4"));
    assert_eq!(rows[6].ways, []);
}

#[test]
fn texts_break_between_words_and_inside_the_longest() {
    assert_eq!(text::wrap("uno dos tres", text::width("uno dos")), ["uno dos", "tres"]);
    assert!(text::wrap("WWWWWWWWWWWWWWWW", 60).iter().all(|l| text::width(l) <= 60));
    assert_eq!(text::wrap("  ", 60), Vec::<String>::new());
    assert_eq!(text::width("á"), text::width("a"));
}

#[test]
fn an_empty_activity_still_has_its_box() {
    let mut def = support();
    def.steps[3].texts.insert(ColumnKind::Activity, String::new());
    is_readable(&layout(&def));
}

#[test]
fn a_chart_that_fits_its_sheet_is_not_cut() {
    let chart = layout(&support());
    assert_eq!(pages(&chart, chart.height), std::slice::from_ref(&chart));
}

#[test]
fn a_long_chart_is_cut_between_boxes_and_every_arrow_that_goes_on_has_its_letter_at_both_ends() {
    let chart = layout(&support());
    let sheets = pages(&chart, 420);
    assert!(sheets.len() > 1);
    let steps: Vec<&str> = sheets.iter().flat_map(|s| &s.nodes).map(|n| n.step.as_str()).collect();
    assert_eq!(steps, chart.nodes.iter().map(|n| n.step.as_str()).collect::<Vec<_>>());
    let letter = |c: &Connector| c.text.split('·').next().unwrap_or_default().to_owned();
    let mut letters: Vec<String> = sheets.iter().flat_map(|s| s.connectors.iter().map(letter)).collect();
    letters.sort();
    assert!(letters.chunks(2).all(|pair| pair.len() == 2 && pair[0] == pair[1]), "{letters:?}");
    assert!(sheets[0].connectors.iter().all(|c| c.text.ends_with("·2")));
    let drawn = paper_svg(&sheets[0], "T", "D");
    assert!(drawn.contains("flow-connector") && !drawn.contains("currentColor") && !drawn.contains("Canvas"));
}

proptest! {
    #[test]
    fn cut_sheets_keep_every_box_once_and_nothing_leaves_them(seeds in any_seeds(), height in 260..900) {
        let chart = layout(&build(&seeds));
        let sheets = pages(&chart, height);
        prop_assert_eq!(sheets.iter().map(|s| s.nodes.len()).sum::<usize>(), chart.nodes.len());
        for sheet in &sheets {
            prop_assert!(sheet.height <= height || sheet.nodes.len() == 1);
            for node in &sheet.nodes {
                prop_assert!(inside(node.area, sheet));
            }
            for c in &sheet.connectors {
                prop_assert!(inside(c.area, sheet), "{c:?}");
            }
            for edge in &sheet.edges {
                prop_assert!(edge.points.iter().all(|&(x, y)| x >= 0 && y >= 0 && x <= sheet.width && y <= sheet.height));
            }
        }
        let letter = |c: &Connector| c.text.split('·').next().unwrap_or_default().to_owned();
        let all: Vec<String> = sheets.iter().flat_map(|s| s.connectors.iter().map(letter)).collect();
        let letters: std::collections::BTreeSet<&String> = all.iter().collect();
        // Each letter arrives once, whatever leaves under it.
        let drawn = sheets.iter().map(|s| s.edges.len()).sum::<usize>();
        prop_assert_eq!(drawn, chart.edges.len() + letters.len());
        prop_assert!(letters.iter().all(|l| all.iter().filter(|a| a == l).count() >= 2));
    }
}
