//! Drafts: begun, changed, asked about, thrown away.

use super::tools::{as_, first, get, only_managers, second};
use crate::{
    fixtures::{Fixture, fields, key, kind, office},
    manuals::{
        self, Imported,
        findings::{self, Answered},
    },
};
use db::ManualId;
use kernel::Kind;

async fn codes(f: &Fixture, id: ManualId) -> Vec<String> {
    manuals::parts(&f.office.read(&f.admin), id).await.unwrap().into_iter().map(|p| p.code).collect()
}

#[tokio::test]
async fn a_draft_keeps_any_text_and_says_who_was_first() {
    let f = office().await;
    let draft = second(&f, "Uno").await;
    let part = manuals::part(&f.office.read(&f.chief), draft.id, "soporte_tecnico").await.unwrap();
    let save = async |text: &str, revision: i64| {
        as_(&f, &f.chief, async |tx| manuals::save_part(tx, draft.id, "soporte_tecnico", text, revision).await).await
    };
    assert_eq!(save("esto no es: [un procedimiento", part.version).await.unwrap(), part.version + 1);
    assert_eq!(key(save("otro", part.version).await), "manual-part-changed");
    let long = "x".repeat(procedure::yaml::MAX_BYTES + 1);
    assert_eq!(fields(save(&long, part.version + 1).await), [("source".to_owned(), "manual-text-too-long".to_owned())]);
    let undone =
        as_(&f, &f.chief, async |tx| manuals::undo_part(tx, draft.id, "soporte_tecnico", part.version + 1).await);
    undone.await.unwrap();
    let now = manuals::part(&f.office.read(&f.chief), draft.id, "soporte_tecnico").await.unwrap();
    assert_eq!(now.source, part.source);
}

#[tokio::test]
async fn procedures_come_go_and_change_places_and_the_list_follows() {
    let f = office().await;
    let draft = second(&f, "Uno").await;
    let add = async |code: &str| as_(&f, &f.chief, async |tx| manuals::add_part(tx, draft.id, code, "x").await).await;
    add("copias").await.unwrap();
    assert_eq!(fields(add("copias").await)[0].1, "manual-part-exists");
    assert_eq!(fields(add("Con Espacios").await)[0].1, "manual-part-code");
    let mut order = codes(&f, draft.id).await;
    order.rotate_right(1);
    assert_eq!(order[0], "copias");
    as_(&f, &f.chief, async |tx| manuals::reorder(tx, draft.id, &order).await).await.unwrap();
    assert_eq!(codes(&f, draft.id).await, order);
    let listed = procedure::parse_manual(&get(&f, draft.id).await.source).0.unwrap().procedures;
    assert_eq!(listed, order);
    let partial = as_(&f, &f.chief, async |tx| manuals::reorder(tx, draft.id, &order[..1]).await);
    assert_eq!(kind(partial.await), Kind::Conflict);
    as_(&f, &f.chief, async |tx| manuals::remove_part(tx, draft.id, "copias").await).await.unwrap();
    assert_eq!(codes(&f, draft.id).await, order[1..]);
}

#[tokio::test]
async fn a_manual_begins_empty_or_from_a_pack_and_a_draft_can_be_thrown_away() {
    let f = office().await;
    let empty = as_(&f, &f.chief, async |tx| manuals::draft_empty(tx, "Manual de Informática").await).await.unwrap();
    assert_eq!((empty.code.as_str(), empty.edition), ("manual-de-informatica", 1));
    let (_, found) = procedure::parse_manual(&get(&f, empty.id).await.source);
    assert!(found.iter().all(|d| d.message.contains("procedimientos")), "it lacks procedures only: {found:?}");
    let pack = as_(&f, &f.chief, async |tx| manuals::draft_from_pack(tx, "usulutan").await).await.unwrap();
    assert_eq!((pack.code.as_str(), pack.edition), ("usulutan", 2));
    assert_eq!(fields(as_(&f, &f.chief, async |tx| manuals::draft_empty(tx, " ").await).await)[0].0, "title");
    as_(&f, &f.chief, async |tx| manuals::discard(tx, pack.id).await).await.unwrap();
    assert_eq!(kind(manuals::get(&f.office.read(&f.chief), pack.id).await), Kind::NotFound);
    let held = first(&f).await.id;
    assert_eq!(kind(as_(&f, &f.chief, async |tx| manuals::discard(tx, held).await).await), Kind::Conflict);
}

fn document() -> Imported {
    let part = "formato: procedimiento/1\nid: prestamo\ntitulo: Préstamo\npasos:\n  - paso: 1\n    inicio: Inicio\n  - paso: 2\n    \
                id: pide\n    actividad: Pide el equipo\n    origen: 3-4\n    supuesto: Lo pide quien lo usará.\n    \
                duda: [¿Quién autoriza?, ¿Por cuántos días?]\n";
    Imported {
        file_name: "manual.docx".to_owned(),
        file_sha256: "aa".repeat(32),
        file_text: "MANUAL\nPréstamo\nPide\nel equipo\nFin".to_owned(),
        manual: "formato: manual/1\nportada: {titulo: Manual importado, año: 2021}\nno_entendido:\n  - {origen: 1, texto: Sello}\n"
            .to_owned(),
        parts: vec![("prestamo".to_owned(), part.to_owned())],
        of: String::new(),
    }
}

#[tokio::test]
async fn the_same_document_is_imported_once() {
    let f = office().await;
    let import = async |d: Imported| as_(&f, &f.chief, async |tx| manuals::import(tx, d).await).await;
    let draft = import(document()).await.unwrap();
    assert_eq!((draft.title.as_str(), draft.code.as_str()), ("Manual importado", "manual-importado"));
    let renamed = Imported { file_sha256: "bb".repeat(32), ..document() };
    for again in [document(), renamed] {
        assert_eq!(fields(import(again).await), [("file".to_owned(), "manual-imported-already".to_owned())]);
    }
    let later = Imported {
        file_sha256: "cc".repeat(32),
        file_text: "OTRO".to_owned(),
        of: "usulutan".to_owned(),
        ..document()
    };
    let later = import(later).await.unwrap();
    assert_eq!((later.code.as_str(), later.edition), ("usulutan", 2));
}

#[tokio::test]
async fn a_question_is_shown_with_its_source_and_its_answer_becomes_the_assumption() {
    let f = office().await;
    let draft = as_(&f, &f.chief, async |tx| manuals::import(tx, document()).await).await.unwrap();
    let open = async || {
        let read = f.office.read(&f.chief);
        let parts = manuals::parts(&read, draft.id).await.unwrap();
        let facts = findings::facts(&read).await.unwrap();
        findings::of(&get(&f, draft.id).await, &parts, &facts)
    };
    let before = open().await;
    assert_eq!((before.questions.len(), before.leftover.len()), (2, 1));
    let asked = before.questions[0].clone();
    assert_eq!((asked.at.as_str(), asked.row.as_deref()), ("pasos/1", Some("2")));
    assert_eq!(asked.quoted, [(3, "Pide".to_owned()), (4, "el equipo".to_owned())]);
    let said = |answer: &str| Answered {
        part: asked.part.clone(),
        at: asked.at.clone(),
        n: asked.n,
        question: asked.text.clone(),
        answer: answer.to_owned(),
    };
    let answer = async |a: Answered| as_(&f, &f.chief, async |tx| manuals::answer(tx, draft.id, &a).await).await;
    assert_eq!(fields(answer(said(" ")).await)[0].0, "answer");
    answer(said("La jefatura.")).await.unwrap();
    assert_eq!(kind(answer(said("Otra vez.")).await), Kind::Conflict);
    let after = open().await;
    assert_eq!(after.questions.len(), 1);
    assert_eq!(after.questions[0].assumed.as_deref(), Some("Lo pide quien lo usará. La jefatura."));
    let settle = async |text: &str| as_(&f, &f.chief, async |tx| manuals::settle(tx, draft.id, 0, text).await).await;
    assert_eq!(kind(settle("Otra cosa").await), Kind::Conflict);
    settle("Sello").await.unwrap();
    assert_eq!(open().await.leftover, []);
}

#[tokio::test]
async fn a_draft_is_for_those_who_manage_procedures_and_for_the_auditor_to_read() {
    let f = office().await;
    let draft = second(&f, "Uno").await;
    let id = draft.id;
    only_managers(&f, async |tx| manuals::save_part(tx, id, "soporte_tecnico", "x", 1).await).await;
    only_managers(&f, async |tx| manuals::save_manual_text(tx, id, "x", 1).await).await;
    only_managers(&f, async |tx| manuals::draft_empty(tx, "x").await).await;
    only_managers(&f, async |tx| manuals::draft_from(tx, id, "x").await).await;
    only_managers(&f, async |tx| manuals::import(tx, document()).await).await;
    assert_eq!(kind(manuals::get(&f.office.read(&f.ana), id).await), Kind::Forbidden);
    assert!(manuals::get(&f.office.read(&f.auditor), id).await.is_ok());
    assert_eq!(kind(manuals::get(&f.office.read(&f.neighbour().await), id).await), Kind::NotFound);
    let seen = manuals::query::list(&f.office.read(&f.ana), None).await.unwrap().rows;
    assert_eq!(seen.iter().map(|m| m.edition).collect::<Vec<_>>(), [1]);
}
