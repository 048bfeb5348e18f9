//! The sealed history: any changed byte is found.

use crate::fixtures::{Fixture, office};
use crate::{CaseId, cases::Event};
use db::entity::{cases, event};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};

/// Changes rows behind the back of the house and says what `verify` finds; then it never happened.
async fn after(f: &Fixture, case: CaseId, update: sea_orm::UpdateMany<event::Entity>) -> String {
    let mut tx = f.tx(&f.chief).await;
    assert_eq!(tx.update(update.filter(event::Column::CaseId.eq(case))).await.unwrap(), 1);
    let row = crate::cases::query::get(&tx, case).await.unwrap();
    match crate::cases::verify(&tx, &row).await {
        Ok(found) => found.expect_err("a changed history is found"),
        Err(e) => e.to_string(),
    }
}

fn row(seq: i64) -> sea_orm::UpdateMany<event::Entity> {
    event::Entity::update_many().filter(event::Column::Seq.eq(seq))
}

#[tokio::test]
async fn every_changed_column_of_every_row_is_found() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    assert_eq!(f.verify(case).await, Ok(()));
    let rows: Vec<Event> = crate::cases::query::history(&f.office.read(&f.chief), &f.case(case).await)
        .await
        .unwrap()
        .into_iter()
        .map(|(row, _)| row)
        .collect();
    assert!(rows.len() > 20);
    for e in &rows {
        let set = |row: event::ActiveModel| event::Entity::update_many().set(row).filter(event::Column::Seq.eq(e.seq));
        let changes = [
            event::ActiveModel { kind: Set("otro".to_owned()), ..Default::default() },
            event::ActiveModel { v: Set(2), ..Default::default() },
            event::ActiveModel { actor_id: Set(f.dora.person.map(crate::PersonId)), ..Default::default() },
            event::ActiveModel { actor_name: Set("Otra".to_owned()), ..Default::default() },
            event::ActiveModel { at: Set(e.at + kernel::time::Duration::microseconds(1)), ..Default::default() },
            event::ActiveModel { body: Set(format!("{} ", e.body)), ..Default::default() },
            event::ActiveModel { prev: Set("0".repeat(64)), ..Default::default() },
            event::ActiveModel { hash: Set("0".repeat(64)), ..Default::default() },
        ];
        for change in changes {
            assert_eq!(after(&f, case, set(change)).await, format!("event {} was changed", e.seq));
        }
    }
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn a_removed_row_a_cut_end_and_exchanged_rows_are_found() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    let last = f.case(case).await.events;
    for (seq, found) in
        [(1, "event 1 is missing"), (7, "event 7 is missing"), (last, "the end of the history is missing")]
    {
        let mut tx = f.tx(&f.chief).await;
        let one = event::Entity::delete_many().filter(event::Column::CaseId.eq(case));
        assert_eq!(tx.delete(one.filter(event::Column::Seq.eq(seq))).await.unwrap(), 1);
        let row = crate::cases::query::get(&tx, case).await.unwrap();
        assert_eq!(crate::cases::verify(&tx, &row).await.unwrap(), Err(found.to_owned()));
    }
    let mut tx = f.tx(&f.chief).await;
    for (from, to) in [(3, 1003), (4, 3), (1003, 4)] {
        let moved = row(from).col_expr(event::Column::Seq, Expr::value(to)).filter(event::Column::CaseId.eq(case));
        assert_eq!(tx.update(moved).await.unwrap(), 1);
    }
    let row = crate::cases::query::get(&tx, case).await.unwrap();
    assert_eq!(crate::cases::verify(&tx, &row).await.unwrap(), Err("event 3 was changed".to_owned()));
}

#[tokio::test]
async fn a_changed_state_or_head_is_found_although_the_history_is_whole() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    let was = f.case(case).await;
    for (change, found) in [
        (
            cases::ActiveModel { state: Set(was.state.replace("No imprime", "Sí imprime")), ..Default::default() },
            "the state is not what the events lead to",
        ),
        (cases::ActiveModel { head: Set("0".repeat(64)), ..Default::default() }, "the end of the history is missing"),
        (cases::ActiveModel { events: Set(was.events + 1), ..Default::default() }, "the end of the history is missing"),
    ] {
        let mut tx = f.tx(&f.chief).await;
        let row = cases::Entity::update_many().set(change).filter(cases::Column::Id.eq(case));
        assert_eq!(tx.update(row).await.unwrap(), 1);
        let row = crate::cases::query::get(&tx, case).await.unwrap();
        assert_ne!((&row.state, &row.head, row.events), (&was.state, &was.head, was.events));
        assert_eq!(crate::cases::verify(&tx, &row).await.unwrap(), Err(found.to_owned()));
    }
    assert_eq!(f.verify(case).await, Ok(()));
}
