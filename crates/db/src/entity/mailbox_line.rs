//! What happened to a mailbox: append-only.

use crate::id::{CaseId, InstitutionId, MailboxId, MailboxLineId, PersonId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What happened to the mailbox, and so how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum MailboxChange {
    #[sea_orm(string_value = "created")]
    Created,
    #[sea_orm(string_value = "handed_over")]
    HandedOver,
    #[sea_orm(string_value = "suspended")]
    Suspended,
    #[sea_orm(string_value = "migrated")]
    Migrated,
    #[sea_orm(string_value = "reassigned")]
    Reassigned,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mailbox_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailboxLineId,
    pub institution_id: InstitutionId,
    pub mailbox_id: MailboxId,
    pub change: MailboxChange,
    pub unit_id: Option<UnitId>,
    pub holder: String,
    pub note: String,
    /// The case whose step wrote it; `None` for a line written by hand.
    pub case_id: Option<CaseId>,
    pub by_id: Option<PersonId>,
    pub by_name: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
