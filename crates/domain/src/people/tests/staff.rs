//! Persons, their roles and who stands in for them.

use crate::{
    PersonId,
    fixtures::{Fixture, actor, add, fields, key, kind, office, unit},
    people::{self, Grant, PersonDraft, SubstituteDraft, query},
};
use kernel::{
    Kind,
    permit::{Actor, Permit},
    time::{Duration, date},
};

fn id(who: &Actor) -> PersonId {
    PersonId(who.person.unwrap())
}

async fn draft(f: &Fixture, user: &str, role: &str, of_unit: Option<&str>) -> PersonDraft {
    let roles = query::roles(&f.office.read(&f.admin)).await.unwrap();
    let unit = match of_unit {
        Some(code) => Some(unit(&f.office, &f.admin, code).await),
        None => None,
    };
    PersonDraft {
        name: "Alguien Más".to_owned(),
        user_name: user.to_owned(),
        grants: vec![Grant { role: roles.iter().find(|r| r.code == role).unwrap().id, unit }],
        ..PersonDraft::default()
    }
}

#[tokio::test]
async fn a_role_in_one_unit_is_held_there_and_nowhere_else() {
    let f = office().await;
    let draft = draft(&f, "elsa", "tecnico_tim", Some("tesoreria")).await;
    let mut tx = f.tx(&f.admin).await;
    let elsa = people::add_person(&mut tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    let elsa = actor(&f.office, &f.admin, elsa).await;
    let (treasury, registry) = (f.treasury, unit(&f.office, &f.admin, "registro-familiar").await);
    assert!(elsa.holds("tecnico_tim", Some(treasury.0)) && !elsa.holds("tecnico_tim", Some(registry.0)));
    assert!(f.beto.holds("tecnico_tim", Some(registry.0)));
}

#[tokio::test]
async fn every_wrong_field_of_a_person_is_named() {
    let f = office().await;
    let mut tx = f.tx(&f.admin).await;
    let wrong = PersonDraft { user_name: "x".to_owned(), email: "x".to_owned(), ..PersonDraft::default() };
    let named: Vec<String> = fields(people::add_person(&mut tx, wrong).await).into_iter().map(|(f, _)| f).collect();
    assert_eq!(named, ["email", "name", "user_name"]);
}

#[tokio::test]
async fn a_user_name_or_address_of_somebody_else_is_refused_at_its_field() {
    let f = office().await;
    let taken = PersonDraft { email: "carla@prueba.gob.sv".to_owned(), ..draft(&f, "BETO", "usuario", None).await };
    let mut tx = f.tx(&f.admin).await;
    let both = [
        ("email".to_owned(), "person-email-taken".to_owned()),
        ("user_name".to_owned(), "person-user-name-taken".to_owned()),
    ];
    assert_eq!(fields(people::add_person(&mut tx, taken.clone()).await), both);
    // One's own name stays one's own.
    let own = PersonDraft { email: "beto@prueba.gob.sv".to_owned(), ..taken };
    people::edit_person(&mut tx, id(&f.beto), own).await.unwrap();
}

#[tokio::test]
async fn a_substitute_holds_the_roles_in_those_days_and_not_before_or_after() {
    let f = office().await;
    let during = SubstituteDraft {
        substitute: id(&f.ana),
        from_on: date("2026-03-03").unwrap(),
        until_on: date("2026-03-04").unwrap(),
    };
    let mut tx = f.tx(&f.admin).await;
    people::add_substitute(&mut tx, id(&f.chief), during).await.unwrap();
    tx.commit().await.unwrap();
    let may = async || actor(&f.office, &f.admin, id(&f.ana)).await.may(Permit::CorrectCases);
    // Half past eleven at night in El Salvador is the next day in UTC.
    let mut held = Vec::new();
    f.office.clock.advance(Duration::minutes(15 * 60 + 30));
    for _ in 0..4 {
        held.push(may().await);
        f.office.clock.advance(Duration::days(1));
    }
    assert_eq!(held, [false, true, true, false]);
    f.office.clock.set(kernel::time::instant("2026-03-03T12:00:00Z"));
    let mut tx = f.tx(&f.admin).await;
    people::end_substitute(&mut tx, id(&f.chief), id(&f.ana)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!may().await);
}

#[tokio::test]
async fn nobody_stands_in_for_themselves_or_backwards_in_time() {
    let f = office().await;
    let wrong = SubstituteDraft {
        substitute: id(&f.chief),
        from_on: date("2026-03-04").unwrap(),
        until_on: date("2026-03-03").unwrap(),
    };
    let mut tx = f.tx(&f.admin).await;
    let named = fields(people::add_substitute(&mut tx, id(&f.chief), wrong).await);
    assert_eq!(
        named,
        [
            ("substitute".to_owned(), "substitute-oneself".to_owned()),
            ("until_on".to_owned(), "substitute-ends-before".to_owned()),
        ]
    );
}

#[tokio::test]
async fn the_last_administrator_can_neither_leave_nor_lose_the_role() {
    let f = office().await;
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(key(people::deactivate(&mut tx, id(&f.admin)).await), "person-last-administrator");
    drop(tx);
    let plain = draft(&f, "rosa", "usuario", None).await;
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(key(people::edit_person(&mut tx, id(&f.admin), plain).await), "person-last-administrator");
    drop(tx);
    add(&f.office, &f.admin, "Otra Admin", "otra", "administrador", "tim").await.unwrap();
    let mut tx = f.tx(&f.admin).await;
    people::deactivate(&mut tx, id(&f.admin)).await.unwrap();
}

#[tokio::test]
async fn two_people_who_edit_the_same_person_at_once_do_not_overwrite_each_other() {
    let f = office().await;
    let drafts = [draft(&f, "beto", "usuario", None).await, draft(&f, "beto", "auditor", None).await];
    let saves = drafts.map(|d| {
        let (office, admin, beto) = (f.office.clone(), f.admin.clone(), id(&f.beto));
        tokio::spawn(async move {
            let mut tx = office.write(&admin).await?;
            people::edit_person(&mut tx, beto, d).await?;
            tx.commit().await
        })
    });
    let mut saved = 0;
    for save in saves {
        match save.await.unwrap() {
            Ok(()) => saved += 1,
            Err(e) => assert_eq!(e.kind, Kind::Conflict),
        }
    }
    assert!(saved >= 1);
    assert_eq!(query::holdings(&f.office.read(&f.admin), id(&f.beto)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn only_who_manages_people_does() {
    let f = office().await;
    for who in [&f.chief, &f.beto, &f.ana, &f.auditor] {
        let draft = draft(&f, "nueva", "usuario", None).await;
        let mut tx = f.tx(who).await;
        assert_eq!(kind(people::add_person(&mut tx, draft.clone()).await), Kind::Forbidden);
        assert_eq!(kind(people::edit_person(&mut tx, id(&f.beto), draft).await), Kind::Forbidden);
        assert_eq!(kind(people::deactivate(&mut tx, id(&f.beto)).await), Kind::Forbidden);
        assert_eq!(kind(people::reactivate(&mut tx, id(&f.beto)).await), Kind::Forbidden);
        assert_eq!(kind(people::close_unit(&mut tx, f.treasury).await), Kind::Forbidden);
        drop(tx);
        assert_eq!(kind(query::list_people(&f.office.read(who), "", None).await), Kind::Forbidden);
    }
}
