//! Running cases go over to another version only when somebody says so, and nothing of them is lost.

use crate::cases::{self, Steps, query};
use crate::fixtures::{Fixture, kind, office};
use crate::{CaseId, DefinitionId, procedures};
use db::Source as _;
use kernel::Kind;

/// Puts the support procedure in force again with these changes; gives the version before and the new one.
async fn changed(f: &Fixture, changes: &[(&str, &str)]) -> (DefinitionId, DefinitionId) {
    let read = f.office.read(&f.admin);
    let before = procedures::query::find_in_force(&read, "soporte_tecnico").await.unwrap().unwrap();
    let source = changes.iter().fold(before.source.clone(), |text, (old, new)| {
        assert!(text.contains(old), "the pack no longer has {old:?}");
        text.replace(old, new)
    });
    f.put_in_force(&source).await;
    let after = procedures::query::find_in_force(&read, "soporte_tecnico").await.unwrap().unwrap();
    (before.id, after.id)
}

async fn migrate(f: &Fixture, case: CaseId, to: DefinitionId, steps: &[(&str, &str)]) -> kernel::Result<cases::Case> {
    let mut tx = f.tx(&f.admin).await;
    let done = cases::migrate(&mut tx, case, to, &given(steps), "se aprobó la versión nueva".to_owned()).await?;
    tx.commit().await.map(|()| done)
}

fn given(steps: &[(&str, &str)]) -> Steps {
    steps.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
}

/// The dry run: step, and the new step or why it would stay.
async fn foreseen(f: &Fixture, from: DefinitionId, to: DefinitionId, steps: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = cases::prospects(&f.office.read(&f.admin), from, to, &given(steps), None).await.unwrap();
    let told = page.rows.into_iter().map(|p| {
        let end = match p.plan {
            Ok(plan) => plan.to,
            Err(why) => why.key.to_string(),
        };
        (p.case.step.unwrap(), end)
    });
    told.collect()
}

#[tokio::test]
async fn a_case_in_somebodys_hands_goes_over_stays_theirs_and_is_finished_by_the_new_rules() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    assert_eq!(f.takes_next(&f.beto).await, Some(case));
    let (from, to) = changed(&f, &[("Cómo se resolvió", "Solución aplicada")]).await;
    assert_eq!(foreseen(&f, from, to, &[]).await, [("atender".to_owned(), "atender".to_owned())]);
    assert_eq!(f.case(case).await.definition_id, from, "looking changes nothing");
    let before = f.case(case).await;
    let moved = migrate(&f, case, to, &[]).await.unwrap();
    assert_eq!((moved.definition_id, moved.owner_id, moved.step), (to, before.owner_id, before.step));
    assert_eq!(moved.events, before.events + 1);
    assert_eq!(f.verify(case).await, Ok(()));
    f.does(&f.beto, case, &[]).await.unwrap();
    let view = query::view(&f.office.read(&f.chief), case).await.unwrap();
    assert_eq!(view.definition.step("cerrar").unwrap().form[1].label, "Solución aplicada");
    assert_eq!(f.case(case).await.step.as_deref(), Some("cerrar"));
}

#[tokio::test]
async fn a_step_that_got_another_name_is_told_and_one_with_other_roles_frees_the_task() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    f.takes_next(&f.beto).await.unwrap();
    let (from, to) = changed(
        &f,
        &[
            ("id: atender\n    responsable: Personal técnico de TIM", "id: visitar\n    responsable: Jefatura de TIM"),
            (
                "  Personal técnico de TIM: tecnico_tim\n",
                "  Personal técnico de TIM: tecnico_tim\n  Jefatura de TIM: jefatura_tim\n",
            ),
        ],
    )
    .await;
    assert_eq!(foreseen(&f, from, to, &[]).await, [("atender".to_owned(), "migrate-unmapped".to_owned())]);
    assert_eq!(kind(migrate(&f, case, to, &[]).await), Kind::Conflict);
    assert_eq!(f.case(case).await.definition_id, from, "a refused case stays as it was");
    assert_eq!(kind(migrate(&f, case, to, &[("atender", "nadie")]).await), Kind::Conflict);
    let moved = migrate(&f, case, to, &[("atender", "visitar")]).await.unwrap();
    assert_eq!((moved.step.as_deref(), moved.owner_id), (Some("visitar"), None));
    let view = query::view(&f.office.read(&f.chief), case).await.unwrap();
    assert_eq!((view.tasks[0].step.as_str(), view.tasks[0].owner_id), ("visitar", None));
    assert!(view.tasks[0].roles.contains("jefatura_tim"));
    assert_eq!(f.verify(case).await, Ok(()));
}

#[tokio::test]
async fn nobody_else_may_and_not_to_another_version_than_the_one_in_force() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    let (from, to) = changed(&f, &[("Cómo se resolvió", "Solución aplicada")]).await;
    for who in [&f.beto, &f.ana, &f.auditor] {
        let mut tx = f.tx(who).await;
        assert_eq!(kind(cases::migrate(&mut tx, case, to, &Steps::new(), "x".to_owned()).await), Kind::Forbidden);
        assert_eq!(kind(cases::prospects(&tx, from, to, &Steps::new(), None).await), Kind::Forbidden);
    }
    let mut tx = f.tx(&f.admin).await;
    assert_eq!(kind(cases::migrate(&mut tx, case, from, &Steps::new(), "x".to_owned()).await), Kind::Invalid);
    assert_eq!(kind(cases::migrate(&mut tx, case, to, &Steps::new(), "  ".to_owned()).await), Kind::Invalid);
    drop(tx);
    migrate(&f, case, to, &[]).await.unwrap();
    let (_, third) = changed(&f, &[("Solución aplicada", "Qué se hizo")]).await;
    assert_eq!(kind(migrate(&f, case, from, &[]).await), Kind::Conflict, "the first one is no longer in force");
    migrate(&f, case, third, &[]).await.unwrap();
    let neighbour = f.neighbour().await;
    let mut tx = f.tx(&neighbour).await;
    assert!(
        tx.require(kernel::permit::Permit::ManageProcedures).is_err() || {
            kind(cases::migrate(&mut tx, case, third, &Steps::new(), "x".to_owned()).await) == Kind::NotFound
        }
    );
}

#[tokio::test]
async fn a_case_that_is_over_does_not_go_over() {
    let f = office().await;
    let case = f.filed(&f.ana, &f.beto).await;
    let (from, to) = changed(&f, &[("Cómo se resolvió", "Solución aplicada")]).await;
    assert_eq!(foreseen(&f, from, to, &[]).await, []);
    assert_eq!(kind(migrate(&f, case, to, &[]).await), Kind::NotFound);
}
