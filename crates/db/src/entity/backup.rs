//! A copy of a server that was made, failed or was left out: append-only.

use crate::id::{BackupId, CaseId, InstitutionId, PersonId};
use kernel::time::{Date, Instant};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// How the copy went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum BackupResult {
    #[sea_orm(string_value = "done")]
    Done,
    #[sea_orm(string_value = "failed")]
    Failed,
    #[sea_orm(string_value = "skipped")]
    Skipped,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "backup")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BackupId,
    pub institution_id: InstitutionId,
    pub server: String,
    pub server_key: String,
    pub file_name: String,
    /// Bytes; `None` when nobody said.
    pub size: Option<i64>,
    /// Of the copied file, in hexadecimal; may be empty.
    pub sha256: String,
    /// Where the copy lies.
    pub folder: String,
    /// The day it counts for, in the institution's zone.
    pub done_on: Date,
    /// As written: `8:15` or a whole moment.
    pub started: String,
    pub ended: String,
    pub result: BackupResult,
    /// Why it failed or was left out.
    pub reason: String,
    /// The case whose step wrote it; `None` for a line written by hand.
    pub case_id: Option<CaseId>,
    pub by_id: Option<PersonId>,
    pub by_name: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
