//! The first page of an installation.

use crate::{
    Office,
    fixtures::{PASSWORD, bare, fields, key, kind, setup},
    people::{self, Setup, query},
};
use kernel::{Kind, permit::Actor, time::Duration};
use uuid::Uuid;

async fn count(office: &Office) -> usize {
    query::institutions(&office.read(&Actor::system(Uuid::nil()))).await.unwrap().len()
}

#[tokio::test]
async fn the_setup_link_makes_one_institution_with_its_pack_and_is_used_up() {
    let bare = bare().await;
    let link = people::setup_link(&bare.office).await.unwrap();
    let (institution, admin) = people::found(&bare.office, Some(&link), setup()).await.unwrap();
    let read = bare.office.read(&Actor::system(institution.0));
    assert_eq!(query::institution(&read).await.unwrap().name, "Alcaldía de prueba");
    assert_eq!(query::unit_tree(&read).await.unwrap().len(), 15);
    let person = query::get_person(&read, admin).await.unwrap();
    let actor = query::actor(&read, &person).await.unwrap();
    assert!(actor.may(kernel::permit::Permit::ManagePeople) && !actor.may(kernel::permit::Permit::WorkCases));
    let again = people::found(&bare.office, Some(&link), Setup { slug: "otra".to_owned(), ..setup() }).await;
    assert_eq!(key(again), "link-over");
    assert_eq!(key(people::setup_link(&bare.office).await), "setup-done");
    assert_eq!(count(&bare.office).await, 1);
}

#[tokio::test]
async fn a_setup_link_holds_for_a_day_and_a_newer_one_ends_it() {
    let bare = bare().await;
    let old = people::setup_link(&bare.office).await.unwrap();
    let new = people::setup_link(&bare.office).await.unwrap();
    assert_eq!(kind(people::found(&bare.office, Some(&old), setup()).await), Kind::NotFound);
    bare.office.clock.advance(Duration::days(1));
    assert_eq!(key(people::found(&bare.office, Some(&new), setup()).await), "link-over");
    assert_eq!(count(&bare.office).await, 0);
}

#[tokio::test]
async fn a_link_never_makes_a_second_institution_even_when_the_first_came_from_the_command_line() {
    let bare = bare().await;
    let link = people::setup_link(&bare.office).await.unwrap();
    people::found(&bare.office, None, setup()).await.unwrap();
    let second =
        Setup { slug: "otra".to_owned(), admin_user: "otra".to_owned(), admin_email: String::new(), ..setup() };
    assert_eq!(key(people::found(&bare.office, Some(&link), second).await), "setup-done");
    assert_eq!(count(&bare.office).await, 1);
}

#[tokio::test]
async fn every_wrong_field_of_the_setup_is_named_and_nothing_is_made() {
    let bare = bare().await;
    let wrong = Setup {
        slug: "Con Espacio".to_owned(),
        country: "US".to_owned(),
        zone: "America/Usulutan".to_owned(),
        hours: "cuando se pueda".to_owned(),
        admin_user: "a b".to_owned(),
        admin_email: "rosa".to_owned(),
        password: "corta".to_owned(),
        pack: "ninguno".to_owned(),
        ..Setup::default()
    };
    let named: Vec<String> =
        fields(people::found(&bare.office, None, wrong).await).into_iter().map(|(f, _)| f).collect();
    let all = [
        "admin_email",
        "admin_name",
        "admin_user",
        "country",
        "hours",
        "issuing_unit",
        "name",
        "pack",
        "password",
        "slug",
        "zone",
    ];
    assert_eq!(named, all);
    assert_eq!(count(&bare.office).await, 0);
    let own = Setup { password: "rosa.admin.prueba".to_owned(), ..setup() };
    assert_eq!(
        fields(people::found(&bare.office, None, own).await),
        [("password".to_owned(), "password-own-data".to_owned())]
    );
    assert!(PASSWORD.chars().count() >= people::model::PASSWORD_MIN);
}

#[tokio::test]
async fn a_taken_short_name_or_user_name_is_told_apart() {
    let bare = bare().await;
    people::found(&bare.office, None, setup()).await.unwrap();
    let same_slug = Setup { admin_user: "otra".to_owned(), admin_email: String::new(), ..setup() };
    assert_eq!(key(people::found(&bare.office, None, same_slug).await), "institution-slug-taken");
    let same_user = Setup { slug: "otra".to_owned(), admin_email: String::new(), ..setup() };
    assert_eq!(key(people::found(&bare.office, None, same_user).await), "person-user-name-taken");
    let same_address = Setup { slug: "otra".to_owned(), admin_user: "otra".to_owned(), ..setup() };
    assert_eq!(key(people::found(&bare.office, None, same_address).await), "person-email-taken");
}
