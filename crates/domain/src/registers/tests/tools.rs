use crate::{
    CaseId,
    fixtures::Fixture,
    registers::{self, Equipment, EquipmentDraft},
};
use kernel::{
    Result,
    permit::Actor,
    time::{Date, Duration},
};
use procedure::{manual::Checklist, state::Data};

pub(super) fn on(text: &str) -> Date {
    kernel::time::date(text).unwrap()
}

/// A machine of the treasury.
pub(super) fn machine(tag: &str) -> EquipmentDraft {
    EquipmentDraft {
        tag: tag.to_owned(),
        kind: "Impresora".to_owned(),
        brand: "Marca".to_owned(),
        model: "M1".to_owned(),
        unit: "tesoreria".to_owned(),
        custodian: "Ana Flores".to_owned(),
        ..EquipmentDraft::default()
    }
}

pub(super) async fn enters(f: &Fixture, tag: &str) -> Equipment {
    let mut tx = f.tx(&f.beto).await;
    let new = registers::add_equipment(&mut tx, machine(tag)).await.unwrap();
    tx.commit().await.unwrap();
    new
}

/// Three points for printers, one for all other machines.
pub(super) async fn with_checklists(f: &Fixture) {
    let list = |kind: Option<&str>, points: &[&str]| Checklist {
        kind: kind.map(str::to_owned),
        points: points.iter().map(|p| (*p).to_owned()).collect(),
    };
    let lists =
        vec![list(Some("Impresora"), &["Limpieza", "Rodillos", "Prueba"]), list(None, &["Limpieza", "Encendido"])];
    let mut tx = f.tx(&Actor::system(f.admin.institution)).await;
    registers::install_checklists(&mut tx, &[("mantenimiento".to_owned(), lists)].into()).await.unwrap();
    tx.commit().await.unwrap();
}

/// A request of that procedure by `who`.
pub(super) async fn opens(f: &Fixture, who: &Actor, procedure: &str, data: &[(&str, &str)]) -> Result<CaseId> {
    f.office.clock.advance(Duration::minutes(1));
    let data: Data = data.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let request = crate::desk::Request { procedure: procedure.to_owned(), data, ..crate::desk::Request::default() };
    let mut tx = f.office.write(who).await?;
    let asked = crate::desk::ask(&mut tx, request).await?;
    tx.commit().await?;
    Ok(asked.case.id)
}

/// Does the open task of the case with an answer.
pub(super) async fn answers(f: &Fixture, who: &Actor, case: CaseId, answer: &str, data: &[(&str, &str)]) -> Result<()> {
    f.office.clock.advance(Duration::minutes(1));
    let task = f.task(case).await;
    let data: Data = data.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let mut tx = f.office.write(who).await?;
    crate::cases::complete(&mut tx, task, Some(answer.to_owned()), data).await?;
    tx.commit().await
}
