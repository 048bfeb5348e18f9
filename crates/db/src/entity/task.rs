//! Something a person has to do on a case.

use crate::id::{CaseId, InstitutionId, PersonId, TaskId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum TaskStatus {
    #[sea_orm(string_value = "open")]
    Open,
    #[sea_orm(string_value = "done")]
    Done,
    #[sea_orm(string_value = "cancelled")]
    Cancelled,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    pub institution_id: InstitutionId,
    pub case_id: CaseId,
    pub step: String,
    pub visit: i64,
    pub status: TaskStatus,
    pub owner_id: Option<PersonId>,
    /// Handed out by arrival order.
    pub in_queue: bool,
    /// JSON list of the roles that may act.
    pub roles: String,
    /// When its case arrived: the order of the queue.
    pub arrived_at: Instant,
    pub created_at: Instant,
    pub owned_at: Option<Instant>,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
