use super::query::{Looking, list_cases, list_equipment, list_people};
use crate::{cases, fixtures::office, people, registers};
use kernel::time::date;

fn words(text: &str) -> Looking {
    Looking { text: text.to_owned(), ..Looking::default() }
}

#[tokio::test]
async fn a_case_is_found_by_its_number_its_form_and_what_was_done_about_it() {
    let f = office().await;
    let case = f.printed(&f.ana, &f.beto).await;
    let read = f.office.read(&f.chief);
    for text in ["TIM-2026-00001", "42 1", "impresoras", "imprimir", "Flores tesoreria", "cartuchos", "tecnico"] {
        let found = list_cases(&read, &words(text), None).await.unwrap().rows;
        let hit = found.iter().any(|c| c.id == case);
        assert_eq!(hit, !text.starts_with("42"), "{text}");
    }
    assert!(list_cases(&read, &words("( \" *"), None).await.unwrap().rows.is_empty());
    assert!(list_cases(&read, &words(""), None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn nobody_finds_the_cases_of_others_nor_what_the_office_noted() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    let mut tx = f.tx(&f.chief).await;
    cases::note(&mut tx, case, "El tóner es pirata").await.unwrap();
    tx.commit().await.unwrap();
    let count = async |who: &kernel::permit::Actor, text: &str| {
        list_cases(&f.office.read(who), &words(text), None).await.unwrap().rows.len()
    };
    assert_eq!((count(&f.ana, "imprime").await, count(&f.dora, "imprime").await), (1, 0));
    assert_eq!((count(&f.beto, "pirata").await, count(&f.ana, "pirata").await), (1, 0));
    let neighbour = f.neighbour().await;
    assert_eq!(count(&neighbour, "imprime").await, 0);
    assert!(list_people(&f.office.read(&f.ana), "beto").await.unwrap().is_empty());
}

#[tokio::test]
async fn state_procedure_unit_and_days_narrow_what_is_found() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    let read = f.office.read(&f.chief);
    let count = async |looking: Looking| list_cases(&read, &looking, None).await.unwrap().rows.len();
    let day = date("2026-03-02");
    assert_eq!(count(Looking { state: "open".to_owned(), ..words("imprime") }).await, 1);
    assert_eq!(count(Looking { state: "closed".to_owned(), ..words("imprime") }).await, 0);
    assert_eq!(count(Looking { procedure: "soporte_tecnico".to_owned(), ..Looking::default() }).await, 1);
    assert_eq!(count(Looking { procedure: "correo".to_owned(), ..Looking::default() }).await, 0);
    assert_eq!(count(Looking { unit: Some(f.treasury), ..Looking::default() }).await, 1);
    assert_eq!(count(Looking { from: day, until: day, ..Looking::default() }).await, 1);
    assert_eq!(count(Looking { from: date("2026-03-03"), ..Looking::default() }).await, 0);
    assert_eq!(count(Looking { until: date("2026-03-01"), ..Looking::default() }).await, 0);
    let mut tx = f.tx(&f.chief).await;
    cases::annul(&mut tx, case, "Repetido".to_owned()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count(Looking { state: "annulled".to_owned(), ..words("repetido") }).await, 1);
}

#[tokio::test]
async fn people_and_machines_are_found_until_they_leave() {
    let f = office().await;
    let mut tx = f.tx(&f.chief).await;
    let draft = registers::EquipmentDraft {
        tag: "TIM-0077".to_owned(),
        kind: "Impresora".to_owned(),
        brand: "Épson".to_owned(),
        ..Default::default()
    };
    registers::add_equipment(&mut tx, draft).await.unwrap();
    tx.commit().await.unwrap();
    let read = f.office.read(&f.chief);
    for text in ["tim-0077", "TIM0077", "77", "epson"] {
        assert_eq!(list_equipment(&read, text).await.unwrap().len(), 1, "{text}");
    }
    assert_eq!(list_people(&read, "ana flo").await.unwrap()[0].name, "Ana Flores");
    let mut tx = f.tx(&f.admin).await;
    people::deactivate(&mut tx, db::PersonId(f.dora.person.unwrap())).await.unwrap();
    tx.commit().await.unwrap();
    assert!(list_people(&read, "dora").await.unwrap().is_empty());
}

#[tokio::test]
async fn what_was_there_before_the_index_becomes_findable() {
    let f = office().await;
    let case = f.asks(&f.ana).await;
    let mut tx = f.tx(&f.admin).await;
    tx.delete(<db::entity::search::Entity as sea_orm::EntityTrait>::delete_many()).await.unwrap();
    tx.commit().await.unwrap();
    let read = f.office.read(&f.chief);
    assert!(list_cases(&read, &words("imprime"), None).await.unwrap().rows.is_empty());
    let last = super::rebuild(&f.office, None).await.unwrap();
    assert_eq!(last, Some(case));
    assert_eq!(super::rebuild(&f.office, last).await.unwrap(), None);
    assert_eq!(list_cases(&read, &words("imprime"), None).await.unwrap().rows.len(), 1);
    assert_eq!(list_people(&read, "ana").await.unwrap().len(), 1);
}
