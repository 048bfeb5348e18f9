use super::tools::{enters, machine, on};
use crate::{
    fixtures::{fields, key, kind, office},
    registers::{
        self, AccessDraft, BackupDraft, ContractDraft, CustodyDraft, EquipmentDraft, EquipmentStatus, LogbookDraft,
        MailboxDraft, model::ContractState, query,
    },
};
use kernel::Kind;

fn of(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[tokio::test]
async fn an_inventory_number_is_used_once_however_it_is_written() {
    let f = office().await;
    let first = enters(&f, "TIM-0007").await;
    assert_eq!((first.unit_id, first.custodian_id), (Some(f.treasury), f.ana.person.map(db::PersonId)));
    let mut tx = f.tx(&f.beto).await;
    let twice = registers::add_equipment(&mut tx, machine(" tim- 0007")).await;
    assert_eq!(fields(twice), of(&[("tag", "equipment-tag-taken")]));
    let empty = EquipmentDraft { unit: "luna".to_owned(), ..EquipmentDraft::default() };
    let empty = registers::add_equipment(&mut tx, empty).await;
    assert_eq!(
        fields(empty),
        of(&[("kind", "field-required"), ("tag", "field-required"), ("unit", "field-not-a-unit")])
    );
    // Its own number does not stand in its way.
    let edit = EquipmentDraft {
        location: "Ventanilla 2".to_owned(),
        custodian: "Practicante".to_owned(),
        ..machine("TIM-0007")
    };
    registers::edit_equipment(&mut tx, first.id, edit).await.unwrap();
    let now = query::get_equipment(&tx, first.id).await.unwrap();
    assert_eq!(
        (now.custodian_id, now.custodian.as_str(), now.location.as_str()),
        (None, "Practicante", "Ventanilla 2")
    );
}

#[tokio::test]
async fn a_machine_is_found_by_words_of_it_without_accents() {
    let f = office().await;
    enters(&f, "TIM-0007").await;
    let mut tx = f.tx(&f.beto).await;
    registers::add_equipment(&mut tx, EquipmentDraft { location: "Bodega Ñandú".to_owned(), ..machine("TIM-0008") })
        .await
        .unwrap();
    let found = async |text: &str| {
        let filter = query::EquipmentFilter { text: text.to_owned(), ..query::EquipmentFilter::default() };
        let page = query::list_equipment(&tx, &filter, None).await.unwrap();
        page.rows.into_iter().map(|e| e.tag).collect::<Vec<_>>()
    };
    assert_eq!(found("ÑANDU bodega").await, ["TIM-0008"]);
    assert_eq!(found("ana impresora").await, ["TIM-0007", "TIM-0008"]);
    assert_eq!(found("tim-0007").await, ["TIM-0007"]);
    assert!(found("monitor").await.is_empty());
}

#[tokio::test]
async fn a_machine_that_was_taken_comes_back_before_it_is_taken_again() {
    let f = office().await;
    let new = enters(&f, "TIM-0007").await;
    let mut tx = f.tx(&f.beto).await;
    let moves = |action: &str, person: &str| CustodyDraft {
        equipment: "tim-0007".to_owned(),
        action: action.to_owned(),
        person: person.to_owned(),
        ..CustodyDraft::default()
    };
    registers::move_equipment(&mut tx, moves("retiro", "Ana Flores")).await.unwrap();
    assert_eq!(query::get_equipment(&tx, new.id).await.unwrap().status, EquipmentStatus::InRepair);
    let again = registers::move_equipment(&mut tx, moves("retiro", "Ana Flores")).await;
    assert_eq!(fields(again), of(&[("equipment", "equipment-is-away")]));
    registers::move_equipment(&mut tx, moves("Devolución", "Ana Flores")).await.unwrap();
    registers::move_equipment(&mut tx, moves("recepcion", "Dora Luna")).await.unwrap();
    let now = query::get_equipment(&tx, new.id).await.unwrap();
    assert_eq!((now.status, now.custodian.as_str()), (EquipmentStatus::InUse, "Dora Luna"));
    assert_eq!(query::custody_of(&tx, new.id).await.unwrap().len(), 3);
    assert_eq!(fields(registers::retire_equipment(&mut tx, new.id, " ").await), of(&[("reason", "reason-required")]));
    registers::retire_equipment(&mut tx, new.id, "Quemada").await.unwrap();
    let gone = registers::move_equipment(&mut tx, moves("retiro", "")).await;
    assert_eq!(fields(gone), of(&[("equipment", "equipment-is-retired")]));
    assert!(query::equipment_to_choose(&tx, None).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_contract_of_the_same_name_renews_the_one_in_force() {
    let f = office().await;
    let mut tx = f.tx(&f.chief).await;
    let draft = |start: &str| ContractDraft {
        name: "Correo y VPS".to_owned(),
        supplier: "Proveedor".to_owned(),
        start: start.to_owned(),
        term: "3 años".to_owned(),
        ..ContractDraft::default()
    };
    let first = registers::add_contract(&mut tx, draft("2023-05-01")).await.unwrap();
    assert_eq!(first.end_on, on("2026-05-01"));
    let state = |c: &registers::Contract| {
        registers::model::contract_state(c.end_on, c.renewed_by_id.is_some(), on("2026-03-02"))
    };
    assert_eq!(state(&first), ContractState::EndsSoon);
    let second = registers::add_contract(&mut tx, draft("2026-05-01")).await.unwrap();
    let first = query::get_contract(&tx, first.id).await.unwrap();
    assert_eq!((first.renewed_by_id, state(&first)), (Some(second.id), ContractState::Renewed));
    assert_eq!(query::open_contracts(&tx).await.unwrap(), [second]);
    assert_eq!(query::list_contracts(&tx, "vps", true, None).await.unwrap().rows.len(), 2);
    let wrong = ContractDraft { name: String::new(), term: "pronto".to_owned(), ..draft("2026-05-32") };
    let wrong = registers::add_contract(&mut tx, wrong).await;
    let all = [("name", "field-required"), ("start", "field-not-a-date"), ("term", "contract-term-unclear")];
    assert_eq!(fields(wrong), of(&all));
    let backwards = ContractDraft { end: "2026-01-01".to_owned(), ..draft("2026-05-01") };
    assert_eq!(fields(registers::add_contract(&mut tx, backwards).await), of(&[("end", "contract-ends-before")]));
}

#[tokio::test]
async fn what_somebody_may_enter_today_is_the_last_line_of_each_resource() {
    let f = office().await;
    let mut tx = f.tx(&f.beto).await;
    for (resource, level, change) in [
        ("Catastro", "lectura", "otorgado"),
        ("Tributos", "lectura", ""),
        ("catastro", "escritura", "corregido"),
        ("Tributos", "lectura", "retirado"),
    ] {
        f.office.clock.advance(kernel::time::Duration::minutes(1));
        let draft = AccessDraft {
            person: "Ana Flores".to_owned(),
            resource: resource.to_owned(),
            class: "Base de datos".to_owned(),
            level: level.to_owned(),
            change: change.to_owned(),
            ..AccessDraft::default()
        };
        registers::note_access(&mut tx, draft).await.unwrap();
        tx.commit().await.unwrap();
        tx = f.tx(&f.beto).await;
    }
    let trail = query::access_trail(&tx, "ana  flores").await.unwrap();
    assert_eq!(trail.len(), 4);
    assert_eq!((trail[0].person_id, trail[0].class.as_str()), (f.ana.person.map(db::PersonId), "base_de_datos"));
    let now: Vec<_> =
        query::access_state(&trail).into_iter().map(|a| (a.resource.as_str(), a.level.as_str())).collect();
    assert_eq!(now, [("catastro", "escritura")]);
    let page = query::list_accesses(&tx, &query::LineFilter::default(), None).await.unwrap();
    assert_eq!(page.rows[0].level, "lectura", "the latest first");
}

#[tokio::test]
async fn a_mailbox_is_created_once_and_its_history_says_whose_it_was() {
    let f = office().await;
    let mut tx = f.tx(&f.beto).await;
    let draft = |change: &str, holder: &str| MailboxDraft {
        address: "Tesoreria@Prueba.gob.sv".to_owned(),
        unit: "tesoreria".to_owned(),
        holder: holder.to_owned(),
        change: change.to_owned(),
        ..MailboxDraft::default()
    };
    let unknown = registers::note_mailbox(&mut tx, draft("suspendido", "")).await;
    assert_eq!(fields(unknown), of(&[("address", "mailbox-unknown")]));
    let new = registers::note_mailbox(&mut tx, draft("", "Ana Flores")).await.unwrap();
    assert_eq!(new.address, "tesoreria@prueba.gob.sv");
    let twice = registers::note_mailbox(&mut tx, draft("creado", "Dora Luna")).await;
    assert_eq!(fields(twice), of(&[("address", "mailbox-address-taken")]));
    registers::note_mailbox(&mut tx, draft("reasignado", "Dora Luna")).await.unwrap();
    let now = registers::note_mailbox(&mut tx, draft("suspendido", "")).await.unwrap();
    assert_eq!(now.holder, "Dora Luna");
    let history = query::mailbox_history(&tx, new.id).await.unwrap();
    let mut holders: Vec<_> = history.into_iter().map(|l| l.holder).collect();
    holders.sort();
    assert_eq!(holders, ["Ana Flores", "Dora Luna", "Dora Luna"]);
}

#[tokio::test]
async fn a_copy_that_failed_says_why_and_the_month_says_how_many_were_made() {
    let f = office().await;
    let mut tx = f.tx(&f.beto).await;
    let draft = |day: &str, result: &str, reason: &str| BackupDraft {
        server: "Srv Correo".to_owned(),
        size: "2,5 GB".to_owned(),
        day: day.to_owned(),
        result: result.to_owned(),
        reason: reason.to_owned(),
        ..BackupDraft::default()
    };
    assert_eq!(
        fields(registers::note_backup(&mut tx, draft("", "fallido", "")).await),
        of(&[("reason", "field-required")])
    );
    let wrong = BackupDraft { sha256: "abc".to_owned(), size: "harto".to_owned(), ..draft("", "", "") };
    let all = [("sha256", "backup-sha256-invalid"), ("size", "backup-size-unclear")];
    assert_eq!(fields(registers::note_backup(&mut tx, wrong).await), of(&all));
    let today = registers::note_backup(&mut tx, draft("", "", "")).await.unwrap();
    assert_eq!((today.done_on, today.size), (on("2026-03-02"), Some(2_500_000_000)));
    registers::note_backup(&mut tx, draft("2026-03-03", "fallido", "Sin espacio")).await.unwrap();
    registers::note_backup(&mut tx, draft("2026-02-27", "", "")).await.unwrap();
    let month = query::backup_month(&tx, on("2026-03-01"), None).await.unwrap();
    assert_eq!(month.lines.rows.len(), 2);
    assert_eq!((month.servers[0].0.as_str(), month.servers[0].1.percent()), ("Srv Correo", 50));
}

#[tokio::test]
async fn a_logbook_begins_with_its_first_line() {
    let f = office().await;
    let mut tx = f.tx(&f.beto).await;
    let empty = registers::note_in_logbook(&mut tx, LogbookDraft::default()).await;
    assert_eq!(fields(empty), of(&[("logbook", "field-required"), ("result", "field-required")]));
    let line = LogbookDraft { logbook: "Monitoreo".to_owned(), result: "Normal".to_owned(), ..LogbookDraft::default() };
    registers::note_in_logbook(&mut tx, line).await.unwrap();
    assert_eq!(query::logbook_names(&tx).await.unwrap(), ["Monitoreo"]);
    assert_eq!(query::list_logbook(&tx, "MONITOREO", None).await.unwrap().rows.len(), 1);
    assert!(query::list_logbook(&tx, "Otra", None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn who_keeps_no_registers_writes_nothing_and_auditors_read_everything() {
    let f = office().await;
    enters(&f, "TIM-0007").await;
    for who in [&f.ana, &f.auditor, &f.admin] {
        let mut tx = f.tx(who).await;
        assert_eq!(kind(registers::add_equipment(&mut tx, machine("TIM-0009")).await), Kind::Forbidden);
        assert_eq!(kind(registers::add_contract(&mut tx, ContractDraft::default()).await), Kind::Forbidden);
        assert_eq!(kind(registers::note_access(&mut tx, AccessDraft::default()).await), Kind::Forbidden);
        assert_eq!(kind(registers::note_mailbox(&mut tx, MailboxDraft::default()).await), Kind::Forbidden);
        assert_eq!(kind(registers::note_backup(&mut tx, BackupDraft::default()).await), Kind::Forbidden);
        assert_eq!(kind(registers::note_in_logbook(&mut tx, LogbookDraft::default()).await), Kind::Forbidden);
        assert_eq!(kind(registers::move_equipment(&mut tx, CustodyDraft::default()).await), Kind::Forbidden);
    }
    let all = query::EquipmentFilter::default();
    assert_eq!(kind(query::list_equipment(&f.office.read(&f.ana), &all, None).await), Kind::Forbidden);
    assert_eq!(query::list_equipment(&f.office.read(&f.auditor), &all, None).await.unwrap().rows.len(), 1);
}

#[tokio::test]
async fn another_town_hall_sees_and_touches_nothing() {
    let f = office().await;
    let machine_here = enters(&f, "TIM-0007").await;
    let mut tx = f.tx(&f.chief).await;
    let contract = ContractDraft { name: "VPS".to_owned(), term: "3 años".to_owned(), ..ContractDraft::default() };
    let contract = registers::add_contract(&mut tx, contract).await.unwrap();
    let mailbox = MailboxDraft { address: "a@b.gob.sv".to_owned(), ..MailboxDraft::default() };
    let mailbox = registers::note_mailbox(&mut tx, mailbox).await.unwrap();
    tx.commit().await.unwrap();
    let neighbour = f.neighbour().await;
    let mut there = kernel::permit::Actor::system(neighbour.institution);
    there.permits = kernel::permit::Permit::ALL.to_vec();
    let mut tx = f.tx(&there).await;
    assert_eq!(kind(query::get_equipment(&tx, machine_here.id).await), Kind::NotFound);
    assert_eq!(kind(query::get_contract(&tx, contract.id).await), Kind::NotFound);
    assert_eq!(kind(query::get_mailbox(&tx, mailbox.id).await), Kind::NotFound);
    assert_eq!(kind(registers::retire_equipment(&mut tx, machine_here.id, "x").await), Kind::NotFound);
    let moved =
        CustodyDraft { equipment: machine_here.id.to_string(), action: "retiro".to_owned(), ..CustodyDraft::default() };
    assert_eq!(fields(registers::move_equipment(&mut tx, moved).await), of(&[("equipment", "field-not-equipment")]));
    assert!(query::list_equipment(&tx, &query::EquipmentFilter::default(), None).await.unwrap().rows.is_empty());
    // The same number is free there.
    registers::add_equipment(&mut tx, machine("TIM-0007")).await.unwrap();
    assert!(query::list_mailboxes(&tx, "", None).await.unwrap().rows.is_empty());
    assert!(query::list_contracts(&tx, "", true, None).await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn an_edit_of_what_somebody_else_changed_meanwhile_is_refused() {
    let f = office().await;
    let new = enters(&f, "TIM-0007").await;
    let mut tx = f.tx(&f.beto).await;
    let stale = registers::Equipment { version: new.version + 7, ..new };
    let row = db::entity::equipment::ActiveModel::default();
    assert_eq!(key(registers::equipment::save(&mut tx, &stale, row).await), "error-changed-meanwhile");
}
