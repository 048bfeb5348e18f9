//! Units, as a tree.

use crate::{
    UnitId,
    fixtures::{Fixture, fields, key, office, unit},
    people::{self, UnitDraft, query},
};
use kernel::Result;

fn draft(code: &str, parent: Option<UnitId>) -> UnitDraft {
    UnitDraft { code: code.to_owned(), name: format!("Unidad {code}"), parent }
}

async fn moves(f: &Fixture, id: UnitId, code: &str, parent: UnitId) -> Result<()> {
    let mut tx = f.tx(&f.admin).await;
    people::edit_unit(&mut tx, id, draft(code, Some(parent))).await?;
    tx.commit().await
}

async fn close(f: &Fixture, id: UnitId) {
    let mut tx = f.tx(&f.admin).await;
    people::close_unit(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_unit_hangs_neither_below_itself_nor_below_its_own_not_even_through_a_closed_one() {
    let f = office().await;
    let [council, office_of, management] = [
        unit(&f.office, &f.admin, "concejo").await,
        unit(&f.office, &f.admin, "despacho").await,
        unit(&f.office, &f.admin, "gerencia").await,
    ];
    let below = [("parent".to_owned(), "unit-below-itself".to_owned())];
    for parent in [council, office_of, management, f.treasury] {
        assert_eq!(fields(moves(&f, council, "concejo", parent).await), below);
    }
    close(&f, office_of).await;
    assert_eq!(fields(moves(&f, council, "concejo", management).await), below);
    moves(&f, f.treasury, "tesoreria", council).await.unwrap();
}

#[tokio::test]
async fn a_closed_unit_is_no_longer_offered_but_old_cases_still_name_it() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    close(&f, f.treasury).await;
    let read = f.office.read(&f.admin);
    let offered = query::unit_tree(&read).await.unwrap();
    assert!(offered.iter().all(|(u, _)| u.id != f.treasury));
    // What hung below it stands at the top.
    assert_eq!(offered.iter().find(|(u, _)| u.code == "cuentas").unwrap().1, 0);
    assert_eq!(query::unit_names(&read).await.unwrap()[&f.case(case).await.unit_id], "Tesorería Municipal");
    let mut tx = f.tx(&f.ana).await;
    let refused = fields(crate::desk::ask(&mut tx, f.request()).await);
    assert_eq!(refused, [("unidad".to_owned(), "field-not-a-unit".to_owned())]);
    drop(tx);
    // The running case goes on.
    assert_eq!(f.takes_next(&f.beto).await, Some(case));
    f.does(&f.beto, case, &[]).await.unwrap();
}

#[tokio::test]
async fn a_code_is_used_once() {
    let f = office().await;
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(key(people::add_unit(&mut tx, draft("tesoreria", None)).await), "unit-code-taken");
    drop(tx);
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(fields(people::add_unit(&mut tx, UnitDraft::default()).await).len(), 2);
    people::add_unit(&mut tx, draft("archivo", Some(f.treasury))).await.unwrap();
    tx.commit().await.unwrap();
    let tree = query::unit_tree(&f.office.read(&f.admin)).await.unwrap();
    let at = |code: &str| tree.iter().position(|(u, _)| u.code == code).unwrap();
    assert!(at("archivo") > at("tesoreria") && tree[at("archivo")].1 == tree[at("tesoreria")].1 + 1);
}
