//! What both databases must answer alike.

use crate::{
    Db, InstitutionId, JobId, PersonId, Source as _, UnitId, contains,
    entity::{institution, job, search, unit},
    testing::Scratch,
};
use kernel::{
    Kind,
    permit::Actor,
    random::Random,
    time::{Duration, Instant, instant},
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    sea_query::Expr,
};
use std::collections::BTreeSet;

const HERE: InstitutionId = InstitutionId(uuid::Uuid::from_u128(1));

fn now() -> Instant {
    instant("2026-03-02T14:00:00.123456Z")
}

async fn tx(db: &Db) -> crate::Tx {
    db.write(Actor::system(HERE.0), now(), Random::System).await.unwrap()
}

fn town() -> institution::ActiveModel {
    institution::ActiveModel {
        id: Set(HERE),
        slug: Set("prueba".to_owned()),
        name: Set("Alcaldía de prueba".to_owned()),
        issuing_unit: Set("TIM".to_owned()),
        country: Set("SV".to_owned()),
        zone: Set("America/El_Salvador".to_owned()),
        locale: Set("es".to_owned()),
        hours: Set("[]".to_owned()),
        address: Set(String::new()),
        phone: Set(String::new()),
        logo_sha256: Set(None),
        demo: Set(false),
        created_at: Set(now()),
        version: Set(1),
    }
}

fn office(n: u128, name: &str) -> unit::ActiveModel {
    unit::ActiveModel {
        id: Set(UnitId(uuid::Uuid::from_u128(n))),
        institution_id: Set(HERE),
        parent_id: Set(None),
        code: Set(format!("u{n}")),
        name: Set(name.to_owned()),
        name_key: Set(kernel::text::fold(name)),
        position: Set(0),
        closed_at: Set(None),
        version: Set(1),
    }
}

async fn scratch() -> Scratch {
    let scratch = Scratch::new().await;
    let mut tx = tx(&scratch.db).await;
    tx.insert(town()).await.unwrap();
    tx.commit().await.unwrap();
    scratch
}

#[tokio::test]
async fn the_schema_is_the_checked_in_one_on_both_databases() {
    let scratch = Scratch::new().await;
    let found = scratch.db.describe().await.unwrap().join("\n");
    let kept = include_str!("../schema.txt").trim_end();
    assert_eq!(
        found, kept,
        "the schema changed: copy the left side to crates/db/schema.txt and say so in CHANGELOG.md"
    );
}

#[tokio::test]
async fn migrating_an_up_to_date_database_changes_nothing() {
    let scratch = scratch().await;
    let again = Db::open(scratch.url()).await.unwrap();
    assert_eq!(again.describe().await.unwrap(), scratch.db.describe().await.unwrap());
}

#[tokio::test]
async fn an_instant_comes_back_to_the_microsecond() {
    let scratch = scratch().await;
    let read = scratch.db.read(Actor::system(HERE.0), now());
    assert_eq!(read.one(institution::Entity::find()).await.unwrap().unwrap().created_at, now());
}

#[tokio::test]
async fn a_dropped_transaction_never_happened() {
    let scratch = scratch().await;
    let mut open = tx(&scratch.db).await;
    open.insert(office(2, "Tesorería")).await.unwrap();
    drop(open);
    let read = scratch.db.read(Actor::system(HERE.0), now());
    assert_eq!(read.count(unit::Entity::find()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_taken_name_is_refused_in_the_same_words_on_both() {
    let scratch = scratch().await;
    let mut tx = tx(&scratch.db).await;
    tx.insert(office(2, "Tesorería")).await.unwrap();
    let mut twice = office(3, "Otra");
    twice.code = Set("u2".to_owned());
    let refusal = tx.insert(twice).await.unwrap_err();
    assert_eq!((refusal.kind, refusal.msg.key.as_ref()), (Kind::Conflict, "unit-code-taken"));
}

#[tokio::test]
async fn a_row_that_is_referred_to_stays() {
    let scratch = scratch().await;
    let mut tx = tx(&scratch.db).await;
    tx.insert(office(2, "Tesorería")).await.unwrap();
    let refusal = tx.delete(institution::Entity::delete_many()).await.unwrap_err();
    assert_eq!((refusal.kind, refusal.msg.key.as_ref()), (Kind::Conflict, "error-in-use"));
}

#[tokio::test]
async fn the_second_of_two_edits_of_the_same_version_is_refused() {
    let scratch = scratch().await;
    let mut tx = tx(&scratch.db).await;
    let rename = |name: &str| {
        institution::Entity::update_many()
            .col_expr(institution::Column::Name, Expr::value(name.to_owned()))
            .col_expr(institution::Column::Version, Expr::value(2i64))
            .filter(institution::Column::Version.eq(1))
    };
    tx.swap(rename("Primera")).await.unwrap();
    assert_eq!(tx.swap(rename("Segunda")).await.unwrap_err().kind, Kind::Conflict);
}

#[tokio::test]
async fn a_searched_wildcard_is_only_a_letter() {
    let scratch = scratch().await;
    let mut tx = tx(&scratch.db).await;
    tx.insert_all(vec![office(2, "Ñandú 100%"), office(3, "Tesorería"), office(4, "Árbol_1")]).await.unwrap();
    let found = async |text: &str| {
        let query = unit::Entity::find().filter(contains(unit::Column::NameKey, &kernel::text::fold(text)));
        tx.all(query.order_by_asc(unit::Column::NameKey)).await.unwrap().into_iter().map(|u| u.name).collect::<Vec<_>>()
    };
    assert_eq!(found("%").await, ["Ñandú 100%"]);
    assert_eq!(found("_").await, ["Árbol_1"]);
    assert_eq!(found("ÑANDU").await, ["Ñandú 100%"]);
    assert_eq!(found("r").await, ["Árbol_1", "Tesorería"]);
}

#[tokio::test]
async fn eight_workers_never_lease_the_same_job() {
    let scratch = scratch().await;
    let mut tx = tx(&scratch.db).await;
    let jobs = (0..60u128).map(|n| job::ActiveModel {
        id: Set(JobId(uuid::Uuid::from_u128(n))),
        institution_id: Set(Some(HERE)),
        kind: Set("test".to_owned()),
        payload: Set("{}".to_owned()),
        key: Set(None),
        case_id: Set(None),
        due_at: Set(now()),
        status: Set(job::JobStatus::Pending),
        attempts: Set(0),
        leased_by: Set(None),
        leased_until: Set(None),
        error: Set(String::new()),
        created_at: Set(now()),
        ended_at: Set(None),
    });
    tx.insert_all(jobs.collect()).await.unwrap();
    tx.commit().await.unwrap();
    let workers = (0..8).map(|w| {
        let db = scratch.db.clone();
        tokio::spawn(async move {
            let mut mine = Vec::new();
            while let Some(id) = db.claim_job(&format!("w{w}"), now(), now() + Duration::minutes(5)).await.unwrap() {
                mine.push(id);
            }
            mine
        })
    });
    let mut all = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        all.extend(worker.await.unwrap());
    }
    assert_eq!(all.len(), 60);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 60);
    // A lease that ran out is free again: its worker is held to be dead.
    let later = now() + Duration::minutes(6);
    assert!(scratch.db.claim_job("w9", later, later + Duration::minutes(5)).await.unwrap().is_some());
}

#[tokio::test]
async fn the_audit_keeps_who_and_when() {
    let scratch = scratch().await;
    let mut tx = tx(&scratch.db).await;
    tx.record("unit.opened", None, "Tesorería", serde_json::json!({})).await.unwrap();
    let row = tx.one(crate::entity::audit::Entity::find()).await.unwrap().unwrap();
    assert_eq!((row.actor_id, row.actor_name.as_str(), row.at), (None::<PersonId>, "Cabildo", now()));
}

fn findable(n: u128, words: &str, inside: &str) -> search::ActiveModel {
    search::ActiveModel {
        n: NotSet,
        institution_id: Set(HERE),
        kind: Set("case".to_owned()),
        row_id: Set(uuid::Uuid::from_u128(n)),
        unit_id: Set(None),
        person_id: Set(Some(PersonId(uuid::Uuid::from_u128(n % 2)))),
        state: Set("open".to_owned()),
        topic: Set("soporte".to_owned()),
        at: Set(now()),
        words: Set(kernel::words::index([words])),
        inside: Set(kernel::words::index([inside])),
    }
}

/// The last digits of what is found, newest first.
async fn found(db: &Db, query: &str, change: impl FnOnce(&mut crate::search::Asked)) -> Vec<u128> {
    let read = db.read(Actor::system(HERE.0), now());
    let terms = kernel::words::terms(query);
    let mut asked = crate::search::Asked { terms, kinds: vec!["case"], limit: 10, ..Default::default() };
    change(&mut asked);
    crate::search::find(&read, &asked).await.unwrap().into_iter().map(|h| h.row_id.as_u128()).collect()
}

// Lessons 16 and 17: an index inside the database, pages by key, nothing beside it to feed.
#[tokio::test]
async fn both_databases_find_the_same_rows_by_words_numbers_and_beginnings() {
    let scratch = scratch().await;
    let db = &scratch.db;
    let mut tx = tx(db).await;
    for row in [
        findable(1, "La impresora no imprime TIM-2026-00001", "El usuario miente"),
        findable(2, "Computadora del Año nuevo TIM-2026-00002", ""),
        findable(3, "Impresión borrosa TIM-2026-00003", "x"),
    ] {
        tx.insert(row).await.unwrap();
    }
    tx.commit().await.unwrap();
    let all = |query: &'static str| found(db, query, |_| {});
    assert_eq!(all("impresoras").await, [1]);
    assert_eq!(all("impr").await, [3, 1]);
    assert_eq!(all("IMPRESION").await, [3]);
    assert_eq!(all("TIM-2026-00002").await, [2]);
    assert_eq!((all("año").await, all("ano").await), (vec![2], vec![2]));
    assert_eq!(all("miente").await, [1]);
    assert_eq!(all("").await, [3, 2, 1], "no words ask for all");
    for hostile in ["AND OR NOT", "(", "\"", "* ^ : -", "' | '", "words:x", "NEAR(a b)", "\\", "tim & !2026", "🙂"] {
        let hits = all(hostile).await;
        assert!(hits.len() <= 3, "{hostile}");
    }
    assert_eq!(found(db, "tim", |a| a.before = Some(3)).await, [2, 1], "a page begins where the last one ended");
    let own = Some((PersonId(uuid::Uuid::from_u128(1)), Vec::new()));
    assert_eq!(found(db, "tim", |a| a.own.clone_from(&own)).await, [3, 1]);
    assert_eq!(
        found(db, "miente", |a| a.own.clone_from(&own)).await,
        Vec::<u128>::new(),
        "what is said inside stays there"
    );
    assert_eq!(found(db, "tim", |a| a.states = vec!["closed".to_owned()]).await, Vec::<u128>::new());
    assert_eq!(found(db, "tim", |a| a.until = Some(now())).await, Vec::<u128>::new());
    assert_eq!(found(db, "tim", |a| a.kinds.clear()).await, Vec::<u128>::new());
    let elsewhere = db.read(Actor::system(uuid::Uuid::from_u128(9)), now());
    let asked = crate::search::Asked {
        terms: kernel::words::terms("tim"),
        kinds: vec!["case"],
        limit: 9,
        ..Default::default()
    };
    assert_eq!(crate::search::find(&elsewhere, &asked).await.unwrap(), []);
}

#[tokio::test]
async fn what_changed_is_found_by_its_new_words_only() {
    let scratch = scratch().await;
    let mut first = tx(&scratch.db).await;
    let row = first.insert(findable(1, "Teclado", "")).await.unwrap();
    first.commit().await.unwrap();
    let mut second = tx(&scratch.db).await;
    let change = search::ActiveModel { words: Set(kernel::words::index(["Ratón"])), ..Default::default() };
    second.swap(search::Entity::update_many().set(change).filter(search::Column::N.eq(row.n))).await.unwrap();
    second.commit().await.unwrap();
    assert_eq!(found(&scratch.db, "teclado", |_| {}).await, Vec::<u128>::new());
    assert_eq!(found(&scratch.db, "raton", |_| {}).await, [1]);
    let mut third = tx(&scratch.db).await;
    third.delete(search::Entity::delete_many().filter(search::Column::N.eq(row.n))).await.unwrap();
    third.commit().await.unwrap();
    assert_eq!(found(&scratch.db, "raton", |_| {}).await, Vec::<u128>::new());
}
