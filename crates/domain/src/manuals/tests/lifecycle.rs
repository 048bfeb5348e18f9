//! From draft to in force, and what holds on the way.

use super::tools::{as_, first, get, minutes, only_managers, relabel, second};
use crate::{
    fixtures::{Fixture, fields, key, kind, office},
    jobs,
    manuals::{
        self, ApprovalDraft, ManualStatus,
        model::{Act, next, only_words},
    },
    procedures,
};
use kernel::{
    Kind,
    time::{date, instant},
};
use procedure::yaml;

#[test]
fn only_these_acts_lead_from_state_to_state() {
    use ManualStatus::{Approved, Draft, Expired, InForce, Reviewed, Superseded};
    let allowed = [
        (Draft, Act::Review, Reviewed),
        (Draft, Act::Correct, InForce),
        (Reviewed, Act::Return, Draft),
        (Reviewed, Act::Approve, Approved),
        (Approved, Act::Enter, InForce),
        (InForce, Act::Approve, InForce),
        (InForce, Act::Supersede, Superseded),
        (InForce, Act::Expire, Expired),
        (Expired, Act::Supersede, Superseded),
    ];
    for from in [Draft, Reviewed, Approved, InForce, Superseded, Expired] {
        for act in Act::ALL {
            let expected = allowed.iter().find(|(f, a, _)| (*f, *a) == (from, act)).map(|(_, _, to)| *to);
            assert_eq!(next(from, act).ok(), expected, "{act:?} from {from:?}");
        }
    }
}

#[test]
fn an_approval_names_every_wrong_field_at_once() {
    let today = date("2026-03-02").unwrap();
    let wrong = ApprovalDraft {
        approved_on: "2026-03-03".to_owned(),
        hour: "25:00".to_owned(),
        certified_by: "Secretaría".to_owned(),
        certified_on: "2026-03-01".to_owned(),
        valid_from: "2026-03-01".to_owned(),
        ..ApprovalDraft::default()
    };
    let named: Vec<String> = fields(wrong.check(today, None)).into_iter().map(|(field, _)| field).collect();
    let expected = [
        "approved_on",
        "body",
        "certified_on",
        "certified_post",
        "hour",
        "minutes",
        "resolution",
        "signatories",
        "valid_from",
    ];
    assert_eq!(named, expected);
    assert!(minutes("2026-03-02").check(today, None).is_ok());
}

#[test]
fn a_correction_of_words_is_no_change_of_what_is_done() {
    let tree = |text: &str| yaml::load(text).unwrap();
    let was = "pasos:\n  - {paso: 2, id: a, actividad: Revisa el ekipo, efectos: [{genera: acta}], sigue: b}\n";
    assert!(only_words(&tree(was), &tree(&was.replace("ekipo", "equipo"))));
    for other in
        [("sigue: b", "sigue: c"), ("genera: acta", "genera: nota"), ("paso: 2", "paso: 3"), (", sigue: b", "")]
    {
        assert!(!only_words(&tree(was), &tree(&was.replace(other.0, other.1))), "{other:?}");
    }
}

async fn walk(f: &Fixture, id: db::ManualId, valid_from: &str) {
    as_(f, &f.chief, async |tx| manuals::review(tx, id).await).await.unwrap();
    as_(f, &f.chief, async |tx| manuals::approve(tx, id, &minutes(valid_from)).await).await.unwrap();
}

#[tokio::test]
async fn a_pack_is_a_version_in_force_whose_minutes_are_written_down_later() {
    let f = office().await;
    let pack = first(&f).await;
    assert_eq!((pack.status, pack.edition, pack.approved_at), (ManualStatus::InForce, 1, None));
    let late = ApprovalDraft { approved_on: "2026-03-01".to_owned(), ..minutes("") };
    as_(&f, &f.chief, async |tx| manuals::approve(tx, pack.id, &late).await).await.unwrap();
    let recorded = get(&f, pack.id).await;
    assert_eq!((recorded.status, recorded.approved_at), (ManualStatus::InForce, Some(f.office.now())));
    let approval = procedure::parse_manual(&recorded.source).0.unwrap().approval.unwrap();
    assert_eq!((approval.minutes.as_str(), approval.signatories.len()), ("12", 2));
    let twice = as_(&f, &f.chief, async |tx| manuals::approve(tx, pack.id, &late).await).await;
    assert_eq!(key(twice), "manual-approved-already");
}

#[tokio::test]
async fn running_cases_finish_on_their_version_and_new_ones_take_the_next() {
    let f = office().await;
    let of = async |case| f.case(case).await.definition_id;
    let draft = second(&f, "Detalle del pedido").await;
    walk(&f, draft.id, "2026-03-02").await;
    let running = f.printed(&f.ana, &f.beto).await;
    let on_two = of(running).await;
    f.office.clock.advance(kernel::time::Duration::minutes(1));
    let third = as_(&f, &f.chief, async |tx| {
        let third = manuals::draft_from(tx, draft.id, "Se cambia otra etiqueta").await?;
        relabel(tx, third.id, "Cuente qué pasa").await?;
        Ok(third)
    });
    let third = third.await.unwrap();
    walk(&f, third.id, "2026-03-02").await;
    let begun = f.asks(&f.dora).await;
    assert_ne!(of(begun).await, on_two);
    assert_eq!(of(running).await, on_two);
    f.signs(&f.ana, running).await.unwrap();
    f.does(&f.beto, running, &[]).await.unwrap();
    assert_eq!(of(running).await, on_two);
    let text = procedure::parse_manual(&get(&f, third.id).await.source).0.unwrap();
    let lines: Vec<_> = text.changes.iter().map(|c| (c.version.as_str(), c.since.as_str(), c.note.as_str())).collect();
    assert_eq!(lines, [("2", "02/03/2026", "Se aclara el cierre"), ("3", "02/03/2026", "Se cambia otra etiqueta")]);
    let acts: Vec<_> = text.sign_offs.iter().map(|s| (s.act.name(), s.name.as_str())).collect();
    assert_eq!(acts, [("elaboro", "Julia Méndez"), ("reviso", "Julia Méndez"), ("aprobo", "Concejo Municipal")]);
    assert_eq!(get(&f, draft.id).await.status, ManualStatus::Superseded);
}

#[tokio::test]
async fn an_approved_version_waits_for_the_midnight_of_its_day() {
    let f = office().await;
    let draft = second(&f, "Detalle del pedido").await;
    walk(&f, draft.id, "2026-03-05").await;
    assert_eq!(get(&f, draft.id).await.status, ManualStatus::Approved);
    f.office.clock.set(instant("2026-03-05T05:59:59Z"));
    jobs::drain(&f.office).await.unwrap();
    assert_eq!(get(&f, draft.id).await.status, ManualStatus::Approved);
    f.office.clock.set(instant("2026-03-05T06:00:00Z"));
    jobs::drain(&f.office).await.unwrap();
    let now = get(&f, draft.id).await;
    assert_eq!((now.status, now.in_force_at), (ManualStatus::InForce, Some(f.office.now())));
    let before = get(&f, draft.parent_id.or(now.parent_id).unwrap()).await;
    assert_eq!((before.status, before.ended_at), (ManualStatus::Superseded, Some(f.office.now())));
    assert_eq!(now.sha256, get(&f, draft.id).await.sha256);
}

#[tokio::test]
async fn a_term_that_ends_is_said_and_the_procedures_go_on() {
    let f = office().await;
    let draft = second(&f, "Detalle del pedido").await;
    as_(&f, &f.chief, async |tx| {
        let was = manuals::get_draft(tx, draft.id).await?;
        let text = format!("{}periodo: {{desde: 2026-01-01, hasta: 2026-03-31}}\n", was.source);
        manuals::save_manual_text(tx, draft.id, &text, was.version).await
    })
    .await
    .unwrap();
    walk(&f, draft.id, "2026-03-02").await;
    f.office.clock.set(instant("2026-04-01T05:00:00Z"));
    jobs::drain(&f.office).await.unwrap();
    assert_eq!(get(&f, draft.id).await.status, ManualStatus::InForce);
    f.office.clock.set(instant("2026-04-01T06:00:00Z"));
    jobs::drain(&f.office).await.unwrap();
    assert_eq!(get(&f, draft.id).await.status, ManualStatus::Expired);
    f.asks(&f.ana).await;
}

#[tokio::test]
async fn errata_change_words_under_the_same_approval_and_nothing_else() {
    let f = office().await;
    let draft = second(&f, "Detalle del pedido").await;
    walk(&f, draft.id, "2026-03-02").await;
    f.office.clock.advance(kernel::time::Duration::minutes(1));
    let errata = as_(&f, &f.chief, async |tx| {
        let errata = manuals::draft_errata(tx, draft.id, "Decía «Detalle»").await?;
        relabel(tx, errata.id, "Detalle de lo que pide").await?;
        Ok(errata)
    });
    let errata = errata.await.unwrap();
    let more = as_(&f, &f.chief, async |tx| {
        let part = manuals::part(tx, errata.id, "soporte_tecnico").await?;
        let looser = part.source.replacen("obligatorio: si", "obligatorio: no", 1);
        assert_ne!(looser, part.source);
        manuals::save_part(tx, errata.id, "soporte_tecnico", &looser, part.version).await?;
        manuals::correct(tx, errata.id).await
    });
    assert_eq!(key(more.await), "manual-errata-changes-more");
    as_(&f, &f.chief, async |tx| manuals::correct(tx, errata.id).await).await.unwrap();
    let (was, now) = (get(&f, draft.id).await, get(&f, errata.id).await);
    assert_eq!((was.status, now.status), (ManualStatus::Superseded, ManualStatus::InForce));
    assert_eq!((now.approved_at, now.errata_of), (was.approved_at, Some(was.id)));
    let text = procedure::parse_manual(&now.source).0.unwrap();
    assert_eq!(text.changes.last().unwrap().note, "Fe de erratas: Decía «Detalle»");
    assert!(text.approval.is_some());
    let of_old = manuals::parts(&f.office.read(&f.admin), draft.id).await.unwrap();
    assert!(of_old.iter().any(|p| p.source.contains("etiqueta: Detalle del pedido")));
}

#[tokio::test]
async fn a_procedure_that_the_next_version_lacks_is_no_longer_started() {
    let f = office().await;
    let draft = second(&f, "Detalle del pedido").await;
    as_(&f, &f.chief, async |tx| {
        let part = manuals::part(tx, draft.id, "soporte_tecnico").await?;
        let other = part.source.replacen("id: soporte_tecnico", "id: otra_ayuda", 1);
        manuals::add_part(tx, draft.id, "otra_ayuda", &other).await?;
        manuals::remove_part(tx, draft.id, "soporte_tecnico").await
    })
    .await
    .unwrap();
    walk(&f, draft.id, "2026-03-02").await;
    let read = f.office.read(&f.admin);
    let codes: Vec<String> =
        procedures::query::list_in_force(&read).await.unwrap().into_iter().map(|v| v.code).collect();
    assert!(codes.contains(&"otra_ayuda".to_owned()) && !codes.contains(&"soporte_tecnico".to_owned()), "{codes:?}");
}

#[tokio::test]
async fn what_is_open_keeps_a_draft_from_being_reviewed() {
    let f = office().await;
    let draft = second(&f, "Detalle del pedido").await;
    let broken = as_(&f, &f.chief, async |tx| {
        let part = manuals::part(tx, draft.id, "soporte_tecnico").await?;
        manuals::save_part(tx, draft.id, "soporte_tecnico", "formato: [", part.version).await
    });
    broken.await.unwrap();
    assert_eq!(key(as_(&f, &f.chief, async |tx| manuals::review(tx, draft.id).await).await), "manual-not-ready");
    let early = as_(&f, &f.chief, async |tx| manuals::approve(tx, draft.id, &minutes("2026-03-02")).await);
    assert_eq!(kind(early.await), Kind::Conflict);
    as_(&f, &f.chief, async |tx| manuals::undo_part(tx, draft.id, "soporte_tecnico", 3).await).await.unwrap();
    as_(&f, &f.chief, async |tx| manuals::review(tx, draft.id).await).await.unwrap();
    let change = as_(&f, &f.chief, async |tx| manuals::remove_part(tx, draft.id, "soporte_tecnico").await);
    assert_eq!(key(change.await), "manual-not-draft");
    let silent = as_(&f, &f.chief, async |tx| manuals::return_to_draft(tx, draft.id, " ").await);
    assert_eq!(fields(silent.await), [("reason".to_owned(), "reason-required".to_owned())]);
    as_(&f, &f.chief, async |tx| manuals::return_to_draft(tx, draft.id, "Falta un paso").await).await.unwrap();
    assert_eq!(get(&f, draft.id).await.status, ManualStatus::Draft);
}

#[tokio::test]
async fn nobody_else_moves_a_version() {
    let f = office().await;
    let draft = second(&f, "Detalle del pedido").await;
    let id = draft.id;
    only_managers(&f, async |tx| manuals::review(tx, id).await).await;
    only_managers(&f, async |tx| manuals::approve(tx, id, &minutes("2026-03-02")).await).await;
    only_managers(&f, async |tx| manuals::return_to_draft(tx, id, "x").await).await;
    only_managers(&f, async |tx| manuals::correct(tx, id).await).await;
    only_managers(&f, async |tx| manuals::discard(tx, id).await).await;
    let neighbour = f.neighbour().await;
    let mut tx = f.tx(&neighbour).await;
    assert_eq!(kind(manuals::review(&mut tx, id).await), Kind::NotFound);
}
