//! Signing in and out, passwords and one-time links.

use crate::{
    PersonId, SessionId,
    fixtures::{Fixture, PASSWORD, actor, fields, key, kind, office},
    people::{self, Login, SignedIn},
};
use kernel::{
    Kind, Result,
    permit::Actor,
    time::{Duration, instant},
};

fn login(name: &str, password: &str, address: &str) -> Login {
    Login {
        name: name.to_owned(),
        password: password.to_owned(),
        address: address.to_owned(),
        agent: "prueba".to_owned(),
    }
}

async fn enters(f: &Fixture, name: &str, password: &str) -> Result<SignedIn> {
    people::sign_in(&f.office, login(name, password, "192.0.2.1")).await
}

fn id(who: &Actor) -> PersonId {
    PersonId(who.person.unwrap())
}

/// Gives Beto a password by his one-time link.
async fn beto_chooses(f: &Fixture, password: &str) {
    let link = link(f, &f.beto).await;
    people::use_password_link(&f.office, &link, password.to_owned()).await.unwrap();
}

async fn link(f: &Fixture, who: &Actor) -> String {
    let mut tx = f.tx(&f.admin).await;
    let link = people::password_link(&mut tx, id(who)).await.unwrap();
    tx.commit().await.unwrap();
    link
}

async fn session_of(f: &Fixture, token: &str) -> Option<SessionId> {
    people::actor_of(&f.office, token).await.unwrap().map(|(_, s)| s.id)
}

#[tokio::test]
async fn one_signs_in_by_user_name_or_address_and_is_known_by_the_token() {
    let f = office().await;
    for name in ["rosa", " ROSA ", "rosa@prueba.gob.sv"] {
        let signed = enters(&f, name, PASSWORD).await.unwrap();
        let (who, _) = people::actor_of(&f.office, &signed.token).await.unwrap().unwrap();
        assert_eq!((who.person, who.name.as_str()), (f.admin.person, "Rosa Admin"));
    }
    assert!(people::actor_of(&f.office, "not a token").await.unwrap().is_none());
}

#[tokio::test]
async fn a_wrong_name_a_wrong_password_and_a_missing_password_are_told_in_the_same_words() {
    let f = office().await;
    for (name, password) in [("nadie", PASSWORD), ("rosa", "otra frase larga cualquiera"), ("beto", PASSWORD)] {
        let refused = enters(&f, name, password).await.map(drop).unwrap_err();
        assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Unauthenticated, "sign-in-wrong"));
        assert!(refused.fields.is_empty());
    }
}

#[tokio::test]
async fn after_five_failures_the_account_waits_whatever_its_name_and_the_wait_ends() {
    let f = office().await;
    for name in ["rosa", "rosa@prueba.gob.sv", "rosa", "ROSA", "rosa"] {
        assert_eq!(key(enters(&f, name, "otra frase larga cualquiera").await), "sign-in-wrong");
    }
    for name in ["rosa", "rosa@prueba.gob.sv"] {
        let waiting = people::sign_in(&f.office, login(name, PASSWORD, "198.51.100.9")).await;
        assert_eq!(key(waiting), "sign-in-throttled");
    }
    f.office.clock.advance(Duration::minutes(1));
    enters(&f, "rosa", PASSWORD).await.unwrap();
    // Having got in, the count begins anew.
    assert_eq!(key(enters(&f, "rosa", "otra frase larga cualquiera").await), "sign-in-wrong");
    enters(&f, "rosa", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_address_that_fails_thirty_times_waits_and_others_do_not() {
    let f = office().await;
    for n in 0..30 {
        assert_eq!(key(enters(&f, &format!("nadie{n}"), "x").await), "sign-in-wrong");
    }
    assert_eq!(key(enters(&f, "rosa", PASSWORD).await), "sign-in-throttled");
    people::sign_in(&f.office, login("rosa", PASSWORD, "198.51.100.9")).await.unwrap();
    f.office.clock.advance(Duration::minutes(1));
    enters(&f, "rosa", PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failures_at_the_same_moment_all_count() {
    let f = office().await;
    let tries = (0..5).map(|_| {
        let office = f.office.clone();
        tokio::spawn(async move { people::sign_in(&office, login("rosa", "otra frase larga cualquiera", "a")).await })
    });
    for attempt in tries.collect::<Vec<_>>() {
        assert_eq!(kind(attempt.await.unwrap()), Kind::Unauthenticated);
    }
    assert_eq!(key(enters(&f, "rosa", PASSWORD).await), "sign-in-throttled");
}

#[tokio::test]
async fn somebody_who_left_neither_signs_in_nor_stays_in_until_they_come_back() {
    let f = office().await;
    beto_chooses(&f, PASSWORD).await;
    let token = enters(&f, "beto", PASSWORD).await.unwrap().token;
    let mut tx = f.tx(&f.admin).await;
    people::deactivate(&mut tx, id(&f.beto)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(session_of(&f, &token).await.is_none());
    assert_eq!(key(enters(&f, "beto", PASSWORD).await), "sign-in-wrong");
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(key(people::password_link(&mut tx, id(&f.beto)).await), "person-left");
    people::reactivate(&mut tx, id(&f.beto)).await.unwrap();
    tx.commit().await.unwrap();
    enters(&f, "beto", PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_session_ends_after_twelve_idle_hours_and_after_a_week_in_any_case() {
    let f = office().await;
    let idle = enters(&f, "rosa", PASSWORD).await.unwrap().token;
    let used = enters(&f, "rosa", PASSWORD).await.unwrap().token;
    f.office.clock.advance(Duration::hours(11));
    assert!(session_of(&f, &used).await.is_some());
    f.office.clock.advance(Duration::hours(1));
    assert!(session_of(&f, &idle).await.is_none());
    assert_eq!(people::my_sessions(&f.office.read(&f.admin)).await.unwrap().len(), 1);
    for _ in 0..14 {
        assert!(session_of(&f, &used).await.is_some());
        f.office.clock.advance(Duration::hours(11));
    }
    assert_eq!(f.office.now(), instant("2026-03-02T14:00:00Z") + Duration::hours(166));
    assert!(session_of(&f, &used).await.is_some());
    f.office.clock.advance(Duration::hours(2));
    assert!(session_of(&f, &used).await.is_none());
}

#[tokio::test]
async fn signing_out_ends_this_session_only_and_nobody_ends_somebody_elses() {
    let f = office().await;
    let (here, there) = (enters(&f, "rosa", PASSWORD).await.unwrap(), enters(&f, "rosa", PASSWORD).await.unwrap());
    people::sign_out(&f.office, &f.admin, &here.token).await.unwrap();
    people::sign_out(&f.office, &f.admin, &here.token).await.unwrap();
    assert!(session_of(&f, &here.token).await.is_none());
    let rosas = session_of(&f, &there.token).await.unwrap();
    let mut tx = f.tx(&f.beto).await;
    assert_eq!(kind(people::end_session(&mut tx, rosas).await), Kind::NotFound);
}

#[tokio::test]
async fn changing_the_password_asks_for_the_present_one_and_ends_the_other_sessions() {
    let f = office().await;
    let (here, there) = (enters(&f, "rosa", PASSWORD).await.unwrap(), enters(&f, "rosa", PASSWORD).await.unwrap());
    let keep = session_of(&f, &here.token).await.unwrap();
    let change = async |present: &str, chosen: &str| {
        people::change_password(&f.office, &f.admin, present.to_owned(), chosen.to_owned(), keep).await
    };
    let wrong = fields(change("otra frase larga cualquiera", "el tren pasa a las nueve").await);
    assert_eq!(wrong, [("present".to_owned(), "password-present-wrong".to_owned())]);
    assert_eq!(fields(change(PASSWORD, "corta").await), [("password".to_owned(), "password-too-short".to_owned())]);
    change(PASSWORD, "el tren pasa a las nueve").await.unwrap();
    assert!(session_of(&f, &here.token).await.is_some());
    assert!(session_of(&f, &there.token).await.is_none());
    assert_eq!(key(enters(&f, "rosa", PASSWORD).await), "sign-in-wrong");
    enters(&f, "rosa", "el tren pasa a las nueve").await.unwrap();
}

#[tokio::test]
async fn a_one_time_link_sets_a_password_once_and_only_the_latest_holds_for_three_days() {
    let f = office().await;
    let old = link(&f, &f.beto).await;
    let new = link(&f, &f.beto).await;
    let choose = async |link: &str, chosen: &str| people::use_password_link(&f.office, link, chosen.to_owned()).await;
    assert_eq!(key(choose(&old, PASSWORD).await), "link-over");
    assert_eq!(fields(choose(&new, "corta").await), [("password".to_owned(), "password-too-short".to_owned())]);
    choose(&new, PASSWORD).await.unwrap();
    assert_eq!(key(choose(&new, "el tren pasa a las nueve").await), "link-over");
    enters(&f, "beto", PASSWORD).await.unwrap();
    let late = link(&f, &f.beto).await;
    f.office.clock.advance(Duration::days(3));
    assert_eq!(key(choose(&late, "el tren pasa a las nueve").await), "link-over");
}

#[tokio::test]
async fn only_who_manages_people_makes_one_time_links() {
    let f = office().await;
    for who in [&f.chief, &f.beto, &f.ana, &f.auditor] {
        let mut tx = f.tx(who).await;
        assert_eq!(kind(people::password_link(&mut tx, id(&f.beto)).await), Kind::Forbidden);
    }
    assert_eq!(actor(&f.office, &f.admin, id(&f.beto)).await.person, f.beto.person);
}
