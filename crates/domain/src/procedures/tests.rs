//! What holds of packs and versions.

use super::{DefinitionStatus, install_pack, packs, query};
use crate::{
    fixtures::{Fixture, kind, office},
    people,
};
use db::{Source as _, entity};
use kernel::{Kind, permit::Actor};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

/// How many rows of a kind there are, for comparing before and after.
async fn rows(f: &Fixture) -> [u64; 4] {
    let read = f.office.read(&f.admin);
    let conn = read.conn();
    [
        entity::role::Entity::find().count(conn).await.unwrap(),
        entity::unit::Entity::find().count(conn).await.unwrap(),
        entity::catalogue::Entity::find().count(conn).await.unwrap(),
        entity::definition::Entity::find().count(conn).await.unwrap(),
    ]
}

async fn install_again(f: &Fixture) {
    let mut tx = f.tx(&f.admin).await;
    install_pack(&mut tx, "usulutan").await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn installing_a_pack_twice_changes_nothing_even_after_a_unit_was_closed() {
    let f = office().await;
    let before = rows(&f).await;
    install_again(&f).await;
    assert_eq!(rows(&f).await, before);
    let mut tx = f.tx(&f.admin).await;
    people::close_unit(&mut tx, f.treasury).await.unwrap();
    tx.commit().await.unwrap();
    install_again(&f).await;
    assert_eq!(rows(&f).await, before);
    assert!(people::query::unit_tree(&f.office.read(&f.admin)).await.unwrap().iter().all(|(u, _)| u.id != f.treasury));
}

#[tokio::test]
async fn an_unknown_pack_is_refused_and_so_is_who_may_not_install() {
    let f = office().await;
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(kind(install_pack(&mut tx, "ninguno").await), Kind::Invalid);
    drop(tx);
    for who in [&f.beto, &f.ana, &f.auditor] {
        let mut tx = f.tx(who).await;
        assert_eq!(kind(install_pack(&mut tx, "usulutan").await), Kind::Forbidden);
    }
}

#[tokio::test]
async fn a_changed_text_is_the_next_edition_and_running_cases_keep_theirs() {
    let f = office().await;
    let old_case = f.asks(&f.ana).await;
    let read = f.office.read(&f.admin);
    let first = query::find_in_force(&read, "soporte_tecnico").await.unwrap().unwrap();
    let changed = first.source.replace("Cómo se resolvió", "Solución aplicada");
    assert_ne!(changed, first.source);
    f.put_in_force(&changed).await;
    f.put_in_force(&changed).await;
    let editions = query::editions(&read, "soporte_tecnico").await.unwrap();
    let told: Vec<(i64, DefinitionStatus)> = editions.iter().map(|v| (v.edition, v.status)).collect();
    assert_eq!(told, [(2, DefinitionStatus::InForce), (1, DefinitionStatus::Superseded)]);
    assert_eq!(editions[1].source, first.source);
    let new_case = f.asks(&f.ana).await;
    assert_eq!(f.case(old_case).await.definition_id, first.id);
    assert_eq!(f.case(new_case).await.definition_id, editions[0].id);
    let label = async |case| {
        let view = crate::cases::query::view(&f.office.read(&f.chief), case).await.unwrap();
        view.definition.step("cerrar").unwrap().form[1].label.clone()
    };
    assert_eq!(
        (label(old_case).await.as_str(), label(new_case).await.as_str()),
        ("Cómo se resolvió", "Solución aplicada")
    );
    assert_eq!(f.takes_next(&f.beto).await, Some(old_case));
    f.does(&f.beto, old_case, &[]).await.unwrap();
    // Numbers go on across editions.
    assert_eq!(f.case(new_case).await.number, "TIM-2026-00002");
}

#[tokio::test]
async fn a_text_with_errors_or_with_notices_is_not_put_in_force() {
    let f = office().await;
    let read = f.office.read(&f.admin);
    let source = query::find_in_force(&read, "soporte_tecnico").await.unwrap().unwrap().source;
    let broken = source.replace("quien: tomar", "quien: nadie");
    let mut tx = f.tx(&Actor::system(f.admin.institution)).await;
    assert_eq!(kind(super::put_in_force(&mut tx, &broken, None).await), Kind::Invalid);
    drop(tx);
    assert_eq!(query::editions(&read, "soporte_tecnico").await.unwrap().len(), 1);
}

#[test]
fn every_pack_can_be_read_and_its_procedures_fit_its_manual() {
    assert!(!packs().is_empty());
    for pack in packs() {
        let manual = pack.manual();
        assert!(
            manual.roles.iter().any(|r| r.permits.contains(&kernel::permit::Permit::ManagePeople)),
            "{}",
            pack.code
        );
        let stems: Vec<&str> = pack.procedures.iter().map(|(stem, _)| *stem).collect();
        assert_eq!(stems, manual.procedures);
        for (stem, source) in pack.procedures {
            let (definition, diagnostics) = procedure::parse(source);
            let definition = definition.unwrap_or_else(|| panic!("{stem}: {diagnostics:?}"));
            // The table of INDUPAL is printed with a jump from 9 to 10.3.
            assert!(diagnostics.iter().all(|d| d.code == procedure::Code::P17), "{stem}: {diagnostics:?}");
            assert_eq!(definition.code, *stem);
            assert_eq!(procedure::check_against(&definition, &manual), [], "{stem}");
        }
    }
}
