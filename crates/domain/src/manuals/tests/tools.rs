//! What the tests of manuals share.

use crate::{
    fixtures::{Fixture, kind},
    manuals::{self, ApprovalDraft, Manual},
};
use db::{ManualId, Tx};
use kernel::{Kind, Result, permit::Actor};

/// The version that the fixture's pack put in force.
pub(super) async fn first(f: &Fixture) -> Manual {
    manuals::query::list_holding(&f.office.read(&f.admin)).await.unwrap().remove(0)
}

pub(super) async fn get(f: &Fixture, id: ManualId) -> Manual {
    manuals::get(&f.office.read(&f.admin), id).await.unwrap()
}

/// Does one thing as that person and keeps it.
pub(super) async fn as_<T>(f: &Fixture, who: &Actor, act: impl AsyncFnOnce(&mut Tx) -> Result<T>) -> Result<T> {
    let mut tx = f.tx(who).await;
    let done = act(&mut tx).await?;
    tx.commit().await?;
    Ok(done)
}

/// Minutes of the day on which the tests begin.
pub(super) fn minutes(valid_from: &str) -> ApprovalDraft {
    ApprovalDraft {
        minutes: "12".to_owned(),
        resolution: "3".to_owned(),
        body: "Concejo Municipal".to_owned(),
        session: "ordinaria".to_owned(),
        approved_on: "2026-03-02".to_owned(),
        hour: "16:00".to_owned(),
        signatories: "Alcaldía\nSecretaría".to_owned(),
        valid_from: valid_from.to_owned(),
        ..ApprovalDraft::default()
    }
}

/// The next version of the manual in force, with a changed label, as a draft.
pub(super) async fn second(f: &Fixture, label: &str) -> Manual {
    let now = first(f).await;
    as_(f, &f.chief, async |tx| {
        let draft = manuals::draft_from(tx, now.id, "Se aclara el cierre").await?;
        relabel(tx, draft.id, label).await?;
        Ok(draft)
    })
    .await
    .unwrap()
}

/// Changes the label of the details.
pub(super) async fn relabel(tx: &mut Tx, id: ManualId, label: &str) -> Result<()> {
    let part = manuals::part(tx, id, "soporte_tecnico").await?;
    let (head, rest) = part.source.split_once("detalle: {tipo: texto, etiqueta: ").expect("the form asks for details");
    let (_, tail) = rest.split_once(',').unwrap();
    let changed = format!("{head}detalle: {{tipo: texto, etiqueta: {label},{tail}");
    manuals::save_part(tx, id, "soporte_tecnico", &changed, part.version).await.map(drop)
}

/// Nobody but those who manage procedures may.
pub(super) async fn only_managers<T>(f: &Fixture, act: impl AsyncFn(&mut Tx) -> Result<T>) {
    for who in [&f.ana, &f.beto, &f.auditor] {
        let mut tx = f.tx(who).await;
        assert_eq!(kind(act(&mut tx).await), Kind::Forbidden, "{}", who.name);
    }
}
