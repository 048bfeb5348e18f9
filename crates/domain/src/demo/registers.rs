//! What the registers of the demonstration already hold.

use crate::{
    Office,
    people::query,
    registers::{
        self, AccessDraft, BackupDraft, ContractDraft, CustodyDraft, EquipmentDraft, LogbookDraft, MailboxDraft,
    },
};
use kernel::{
    Error, Result,
    permit::{Actor, Permit},
    time::{Date, Duration},
};

/// Number, kind, model, unit and custodian.
const MACHINES: [[&str; 5]; 5] = [
    ["TIM-0007", "Impresora", "Láser", "tesoreria", "Persona de Tesorería"],
    ["TIM-0012", "Computadora de escritorio", "Torre", "tesoreria", "Persona de Tesorería"],
    ["TIM-0031", "Computadora portátil", "De 14 pulgadas", "catastro", "Persona de Catastro"],
    ["TIM-0040", "Servidor", "De correo", "tim", "Unidad TIM"],
    ["TIM-0044", "Equipo de red", "Conmutador", "tim", "Unidad TIM"],
];

/// Enters machines, contracts and lines as somebody who keeps registers would.
pub(super) async fn fill(office: &Office, admin: &Actor) -> Result<()> {
    let read = office.read(admin);
    let keeper = query::people_who_may(&read, Permit::KeepRegisters).await?.into_iter().next();
    let keeper = keeper.ok_or_else(|| Error::internal("nobody of the demonstration keeps registers"))?;
    let mut tx = office.write(&query::actor(&read, &keeper).await?).await?;
    let text = str::to_owned;
    for [tag, kind, model, unit, custodian] in MACHINES.map(|row| row.map(text)) {
        let draft = EquipmentDraft { tag, kind, model, unit, custodian, ..EquipmentDraft::default() };
        registers::add_equipment(&mut tx, draft).await?;
    }
    let taken = CustodyDraft { equipment: text("TIM-0031"), action: text("retiro"), ..CustodyDraft::default() };
    registers::move_equipment(&mut tx, taken).await?;
    let today = crate::people::today(&tx).await?;
    for (name, days) in [("Correo y VPS", 45), ("Enlace de internet", 400)] {
        let draft = ContractDraft {
            name: text(name),
            supplier: text("Proveedor de ejemplo"),
            start: (today - Duration::days(700)).to_string(),
            end: (today + Duration::days(days)).to_string(),
            ..ContractDraft::default()
        };
        registers::add_contract(&mut tx, draft).await?;
    }
    for resource in ["Catastro", "Tributos"] {
        let draft = AccessDraft {
            person: text("Persona de Catastro"),
            resource: text(resource),
            class: text("aplicacion"),
            level: text("lectura"),
            ..AccessDraft::default()
        };
        registers::note_access(&mut tx, draft).await?;
    }
    let address = text("tesoreria@demo.example");
    registers::note_mailbox(&mut tx, MailboxDraft { address, unit: text("tesoreria"), ..MailboxDraft::default() })
        .await?;
    for draft in copies(today) {
        registers::note_backup(&mut tx, draft).await?;
    }
    let line = LogbookDraft { logbook: text("Monitoreo de red"), result: text("Normal"), ..LogbookDraft::default() };
    registers::note_in_logbook(&mut tx, line).await?;
    tx.commit().await
}

/// Two servers on the last three days, one copy of which failed.
fn copies(today: Date) -> Vec<BackupDraft> {
    let mut all = Vec::new();
    for back in 0..3 {
        for (server, started) in [("Correo", "8:00"), ("Catastro", "8:15")] {
            let failed = back == 1 && server == "Catastro";
            all.push(BackupDraft {
                server: server.to_owned(),
                day: (today - Duration::days(back)).to_string(),
                started: started.to_owned(),
                size: if failed { String::new() } else { "2,4 GB".to_owned() },
                result: if failed { "fallido" } else { "hecho" }.to_owned(),
                reason: if failed { "Sin espacio en el disco" } else { "" }.to_owned(),
                ..BackupDraft::default()
            });
        }
    }
    all
}
