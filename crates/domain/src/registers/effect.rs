//! What `registra` does: a step writes its line, from its own fields, in its own transaction.

use super::{
    AccessDraft, BackupDraft, ContractDraft, CustodyDraft, LogbookDraft, MailboxDraft, accesses, backups, contracts,
    custody, logbooks, mailboxes,
};
use crate::cases::{Case, Free, Standing, record};
use db::{Source as _, Tx, Uuid};
use kernel::{Error, Kind, Msg, Result, text::say};
use procedure::definition::{Effect, Filling, Register, Step};
use std::{borrow::Cow, collections::BTreeMap};

/// The data of each register as definitions name them, and the field of its draft.
const DATA: &[(Register, &[(&str, &str)])] = &[
    (
        Register::Custody,
        &[("equipo", "equipment"), ("accion", "action"), ("unidad", "unit"), ("persona", "person"), ("nota", "note")],
    ),
    (
        Register::Contract,
        &[
            ("nombre", "name"),
            ("vence", "end"),
            ("plazo", "term"),
            ("inicio", "start"),
            ("proveedor", "supplier"),
            ("servicio", "service"),
            ("administrador", "administrator"),
        ],
    ),
    (
        Register::Access,
        &[
            ("persona", "person"),
            ("recurso", "resource"),
            ("nivel", "level"),
            ("clase", "class"),
            ("cambio", "change"),
            ("autoriza", "authorised_by"),
            ("nota", "note"),
        ],
    ),
    (
        Register::Mailbox,
        &[("direccion", "address"), ("unidad", "unit"), ("titular", "holder"), ("cambio", "change"), ("nota", "note")],
    ),
    (
        Register::Backup,
        &[
            ("servidor", "server"),
            ("archivo", "file_name"),
            ("tamano", "size"),
            ("sha256", "sha256"),
            ("carpeta", "folder"),
            ("inicio", "started"),
            ("fin", "ended"),
            ("resultado", "result"),
            ("motivo", "reason"),
        ],
    ),
    (Register::Logbook, &[("bitacora", "logbook"), ("resultado", "result"), ("nota", "note")]),
];

fn data_of(register: Register) -> &'static [(&'static str, &'static str)] {
    DATA.iter().find(|(r, _)| *r == register).map_or(&[], |(_, data)| data)
}

/// What was filled in for a line, by datum.
struct Given<'a> {
    with: &'a BTreeMap<String, Filling>,
    data: &'a procedure::state::Data,
}

impl Given<'_> {
    fn get(&self, datum: &str) -> String {
        match self.with.get(datum) {
            Some(Filling::Field(field)) => self.data.get(field).cloned().unwrap_or_default(),
            Some(Filling::Text(text)) => text.clone(),
            None => String::new(),
        }
    }

    fn or(&self, datum: &str, otherwise: impl ToString) -> String {
        Some(self.get(datum)).filter(|text| !text.trim().is_empty()).unwrap_or_else(|| otherwise.to_string())
    }

    fn custody(&self) -> CustodyDraft {
        CustodyDraft {
            equipment: self.get("equipo"),
            action: self.get("accion"),
            unit: self.get("unidad"),
            person: self.get("persona"),
            note: self.get("nota"),
        }
    }

    fn contract(&self) -> ContractDraft {
        ContractDraft {
            name: self.get("nombre"),
            supplier: self.get("proveedor"),
            service: self.get("servicio"),
            administrator: self.get("administrador"),
            start: self.get("inicio"),
            end: self.get("vence"),
            term: self.get("plazo"),
        }
    }

    /// Whose access, when nobody is named: the case's requester's.
    fn access(&self, case: &Case) -> AccessDraft {
        let requester = case.requester_id.map_or_else(|| case.requester_name.clone(), |id| id.to_string());
        AccessDraft {
            person: self.or("persona", requester),
            resource: self.get("recurso"),
            class: self.get("clase"),
            level: self.get("nivel"),
            change: self.get("cambio"),
            authorised_by: self.get("autoriza"),
            note: self.get("nota"),
        }
    }

    /// The case's unit's, when none is named.
    fn mailbox(&self, case: &Case) -> MailboxDraft {
        MailboxDraft {
            address: self.get("direccion"),
            unit: self.or("unidad", case.unit_id),
            holder: self.get("titular"),
            change: self.get("cambio"),
            note: self.get("nota"),
        }
    }

    fn backup(&self) -> BackupDraft {
        BackupDraft {
            server: self.get("servidor"),
            file_name: self.get("archivo"),
            size: self.get("tamano"),
            sha256: self.get("sha256"),
            folder: self.get("carpeta"),
            day: String::new(),
            started: self.get("inicio"),
            ended: self.get("fin"),
            result: self.get("resultado"),
            reason: self.get("motivo"),
        }
    }
}

/// Writes the line of a step that was just done, and says so in the case's history. With `when`, only if that field was
/// filled. What cannot be written is refused at the field that feeds it, and the step is not done.
pub(crate) async fn carry_out(
    tx: &mut Tx,
    standing: &mut Standing,
    register: Register,
    with: &BTreeMap<String, Filling>,
    when: Option<&str>,
) -> Result<()> {
    let filled = |field: &str| standing.state.data.get(field).is_some_and(|v| !v.trim().is_empty() && v != "no");
    if when.is_some_and(|field| !filled(field)) {
        return Ok(());
    }
    let written = write(tx, standing, register, with).await;
    let (row, what) = match written {
        Ok(line) => line,
        Err(e) => return Err(at_its_field(tx, standing, register, with, e)),
    };
    let said = Free::Registered { register: register.name().to_owned(), row, what };
    record(tx, standing, &[said]).await
}

/// The id that leads to the line's page, and the line in a few words.
async fn write(
    tx: &mut Tx,
    standing: &Standing,
    register: Register,
    with: &BTreeMap<String, Filling>,
) -> Result<(Uuid, String)> {
    let given = Given { with, data: &standing.state.data };
    let case = Some(standing.case.id);
    Ok(match register {
        Register::Custody => {
            let moved = custody::write(tx, given.custody(), case).await?;
            (moved.id.0, format!("{} · {}", moved.tag, moved.kind))
        }
        Register::Contract => {
            let new = contracts::write(tx, given.contract(), case).await?;
            (new.id.0, new.name)
        }
        Register::Access => {
            let line = accesses::write(tx, given.access(&standing.case), case).await?;
            (line.id.0, format!("{} · {} · {}", line.person, line.resource, line.level))
        }
        Register::Mailbox => {
            let mailbox = mailboxes::write(tx, given.mailbox(&standing.case), case).await?;
            (mailbox.id.0, mailbox.address)
        }
        Register::Backup => {
            let line = backups::write(tx, given.backup(), case).await?;
            let file = if line.file_name.is_empty() { String::new() } else { format!(" · {}", line.file_name) };
            (line.id.0, format!("{}{file}", line.server))
        }
        Register::Logbook => {
            let draft = LogbookDraft {
                logbook: given.get("bitacora"),
                result: given.get("resultado"),
                note: given.get("nota"),
            };
            let line = logbooks::write(tx, draft, case).await?;
            (line.id.0, line.logbook)
        }
    })
}

/// Whether the step writes that line.
fn writes(step: &Step, register: Register, with: &BTreeMap<String, Filling>) -> bool {
    step.effects
        .iter()
        .any(|e| matches!(e, Effect::Register { register: r, with: w, .. } if *r == register && w == with))
}

/// A draft's refusal as the step's form shows it: at the fields of the form that is being filled; what comes from an
/// earlier step or from the definition itself is told in words, with its name.
fn at_its_field(tx: &Tx, standing: &Standing, register: Register, with: &BTreeMap<String, Filling>, e: Error) -> Error {
    if e.kind != Kind::Invalid || e.fields.is_empty() {
        return e;
    }
    let mut here = Vec::new();
    let mut elsewhere = None;
    for (draft_field, msg) in e.fields {
        let datum = data_of(register).iter().find(|(_, f)| *f == draft_field).map_or("", |(datum, _)| datum);
        let fed_by = match with.get(datum) {
            Some(Filling::Field(id)) => standing
                .definition
                .steps
                .iter()
                .find(|s| writes(s, register, with))
                .and_then(|s| s.form.iter().find(|f| f.id == *id)),
            Some(Filling::Text(_)) | None => None,
        };
        if let Some(field) = fed_by {
            here.push((Cow::Owned(field.id.clone()), msg));
        } else if elsewhere.is_none() {
            let why = say(tx.actor().locale, &msg);
            elsewhere = Some(Msg::new("register-cannot").with("datum", datum.to_owned()).with("why", why));
        }
    }
    match elsewhere {
        Some(msg) if here.is_empty() => Error::conflict(msg),
        _ => Error::fields(here),
    }
}
