use super::super::place::{Drawing, place};
use super::super::plan::{Kind, Pool, plan};
use super::random::source;
use super::{files, parsed};
use crate::engine::tests::random::any_seeds;
use crate::flowchart::Rect;
use proptest::prelude::*;

fn overlap(a: Rect, b: Rect) -> bool {
    a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom()
}

fn inside(a: Rect, b: Rect) -> bool {
    a.x >= b.x && a.right() <= b.right() && a.y >= b.y && a.bottom() <= b.bottom()
}

/// Whether a horizontal or vertical line runs through the inside of a box.
fn crosses(from: (i32, i32), to: (i32, i32), a: Rect) -> bool {
    let (x, y) = ((from.0.min(to.0), from.0.max(to.0)), (from.1.min(to.1), from.1.max(to.1)));
    x.0 < a.right() && x.1 > a.x && y.0 < a.bottom() && y.1 > a.y
}

fn is_readable(pool: &Pool<'_>, drawing: &Drawing) {
    let clock = |i: usize| matches!(pool.nodes[i].kind, Kind::Clock { .. });
    let names: Vec<Rect> = drawing.labels.iter().flatten().copied().collect();
    for (i, a) in drawing.boxes.iter().enumerate() {
        let id = &pool.nodes[i].id;
        assert!(inside(*a, drawing.lanes[pool.nodes[i].lane]), "{id} leaves its lane");
        for (j, b) in drawing.boxes.iter().enumerate().skip(i + 1).filter(|(j, _)| !clock(i) && !clock(*j)) {
            assert!(!overlap(*a, *b), "{id} lies on {}", pool.nodes[j].id);
        }
        let own = drawing.labels[i];
        assert!(own.is_none_or(|l| inside(l, drawing.area)), "the name of {id} leaves the pool");
        assert!(clock(i) || !names.iter().any(|l| overlap(*a, *l)), "a name lies on {id}");
    }
    for (i, a) in names.iter().enumerate() {
        assert!(!names[i + 1..].iter().any(|b| overlap(*a, *b)), "two names meet");
    }
    for (arrow, course) in pool.arrows.iter().zip(&drawing.arrows) {
        for two in course.points.windows(2) {
            assert!(two[0].0 == two[1].0 || two[0].1 == two[1].1, "{} is slanted", arrow.id);
            for (i, a) in drawing.boxes.iter().enumerate().filter(|(i, _)| !clock(*i)) {
                let own = i == arrow.from || i == arrow.to;
                let host = matches!(pool.nodes[arrow.from].kind, Kind::Clock { host, .. } if host == i);
                assert!(own || host || !crosses(two[0], two[1], *a), "{} runs through {}", arrow.id, pool.nodes[i].id);
            }
            assert!(
                two.iter().all(|p| inside(Rect { x: p.0, y: p.1, w: 0, h: 0 }, drawing.area)),
                "{} leaves the pool",
                arrow.id
            );
        }
    }
    for (i, a) in drawing.arrows.iter().enumerate() {
        for b in &drawing.arrows[i + 1..] {
            let labels = a.label.zip(b.label);
            assert!(labels.is_none_or(|(a, b)| !overlap(a, b)), "two answers meet");
            let pairs = a.points.windows(2).flat_map(|s| b.points.windows(2).map(move |t| (s, t)));
            for (s, t) in pairs {
                let level = |s: &[(i32, i32)]| s[0].1 == s[1].1 && s[0].0 != s[1].0;
                let reach = |s: &[(i32, i32)]| (s[0].0.min(s[1].0), s[0].0.max(s[1].0));
                let (p, q) = (reach(s), reach(t));
                let together = level(s) && level(t) && s[0].1 == t[0].1 && p.0 < q.1 && q.0 < p.1;
                assert!(!together, "two arrows run on one line");
            }
        }
    }
}

#[test]
fn every_procedure_of_the_house_is_drawn_readably() {
    for (_, text) in files() {
        let (def, _) = parsed(&text);
        let mut y = 20;
        for pool in plan(&def) {
            let drawing = place(&pool, 20, y);
            is_readable(&pool, &drawing);
            assert!(drawing.area.y >= y, "pools lie below each other");
            y = drawing.area.bottom();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_box_lies_on_another_and_no_arrow_runs_through_one(seeds in any_seeds()) {
        let (def, _) = parsed(&source(&seeds));
        for pool in plan(&def) {
            is_readable(&pool, &place(&pool, 0, 0));
        }
    }
}
