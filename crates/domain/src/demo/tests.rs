//! The demonstration is made of real cases.

use super::load_some;
use crate::{
    audit, cases,
    cases::CaseStatus,
    desk,
    papers::{self, PaperStatus},
    people::{self, Login},
    reports,
};
use db::{Source as _, entity};
use kernel::{Kind, permit::Actor};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demonstration_is_a_month_of_real_cases_with_every_state_in_it() {
    let f = crate::fixtures::office().await;
    let logins = load_some(&f.office, 16).await.unwrap();
    let nobody = f.office.read(&f.admin);
    let demo = people::query::institution_by_slug(&nobody, "demo").await.unwrap();
    assert!(demo.demo);
    let system = Actor::system(demo.id.0);
    let read = f.office.read(&system);
    assert_eq!(people::query::active_people(&read).await.unwrap().len(), 18);

    let all =
        read.all(entity::cases::Entity::find().filter(entity::cases::Column::InstitutionId.eq(demo.id))).await.unwrap();
    assert_eq!(all.len(), 16);
    let mut numbers: Vec<&str> = all.iter().map(|c| c.number.as_str()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers.first().copied(), Some("TIM-2026-00001"));
    for case in &all {
        assert_eq!(cases::verify(&read, case).await.unwrap(), Ok(()), "{}", case.number);
        assert!(case.opened_at <= f.office.now());
    }
    let count = |status: CaseStatus| all.iter().filter(|c| c.status == status).count();
    assert_eq!(count(CaseStatus::Annulled), 1);
    assert!(count(CaseStatus::Closed) >= 4);

    let julio = sign_in(&f.office, &logins, "demo.julio").await;
    let chief = f.office.read(&julio);
    assert!(desk::queue_length(&chief).await.unwrap() >= 4);
    let folders = papers::query::list_folders(&chief, None).await.unwrap().rows;
    assert!(folders.len() >= 2 && folders.iter().all(|l| !l.folder.location.is_empty()));
    assert_eq!(folders.iter().map(|l| l.unsigned).sum::<u64>(), 3);
    let mut voided = 0;
    for line in &folders {
        let papers = papers::query::folder_papers(&chief, line.folder.id, None, 100).await.unwrap().rows;
        voided += papers.iter().filter(|p| p.paper.status == PaperStatus::Voided).count();
        assert!(papers.iter().all(|p| p.paper.pdf_sha256.is_some()));
    }
    assert_eq!(voided, 1);
    let bound = papers::bound_pdf(&f.office, &julio, folders[0].folder.id).await.unwrap();
    assert!(bound.starts_with(b"%PDF"));
    assert!(reports::overview(&chief).await.unwrap().waiting >= 4);
    assert!(!audit::list_entries(&read, "", None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn a_second_demonstration_is_refused_and_everybody_signs_in_with_the_password_shown() {
    let f = crate::fixtures::office().await;
    let logins = load_some(&f.office, 8).await.unwrap();
    assert_eq!(load_some(&f.office, 8).await.unwrap_err().kind, Kind::Conflict);
    for login in &logins {
        sign_in(&f.office, &logins, &login.user).await;
        assert!(!login.role.is_empty());
    }
    let mut passwords: Vec<&str> = logins.iter().map(|l| l.password.as_str()).collect();
    passwords.sort_unstable();
    passwords.dedup();
    assert_eq!(passwords.len(), logins.len());
}

async fn sign_in(office: &crate::Office, logins: &[super::DemoLogin], user: &str) -> Actor {
    let password = logins.iter().find(|l| l.user == user).unwrap().password.clone();
    let login = Login { name: user.to_owned(), password, address: "192.0.2.1".to_owned(), agent: String::new() };
    let signed = people::sign_in(office, login).await.unwrap();
    people::actor_of(office, &signed.token).await.unwrap().unwrap().0
}
