//! Work to be done outside a transaction, enqueued inside one.

use crate::id::{CaseId, InstitutionId, JobId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    #[sea_orm(string_value = "pending")]
    Pending,
    #[sea_orm(string_value = "done")]
    Done,
    #[sea_orm(string_value = "dead")]
    Dead,
    #[sea_orm(string_value = "cancelled")]
    Cancelled,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    /// `None` for the house's own upkeep.
    pub institution_id: Option<InstitutionId>,
    pub kind: String,
    /// JSON of ids.
    pub payload: String,
    #[sea_orm(unique)]
    pub key: Option<String>,
    pub case_id: Option<CaseId>,
    pub due_at: Instant,
    pub status: JobStatus,
    pub attempts: i64,
    pub leased_by: Option<String>,
    pub leased_until: Option<Instant>,
    /// What it said last, for people.
    pub error: String,
    pub created_at: Instant,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
