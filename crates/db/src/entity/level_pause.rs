//! A stretch in which the clocks of a case rest.

use crate::id::{CaseId, InstitutionId, LevelPauseId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    #[sea_orm(string_value = "requester")]
    Requester,
    #[sea_orm(string_value = "supplier")]
    Supplier,
    #[sea_orm(string_value = "parts")]
    Parts,
    /// The procedure waits for a message.
    #[sea_orm(string_value = "awaits")]
    Awaits,
    /// The case is suspended.
    #[sea_orm(string_value = "suspended")]
    Suspended,
    /// It was held to be solved until the survey sent it back.
    #[sea_orm(string_value = "solved")]
    Solved,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "level_pause")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LevelPauseId,
    pub institution_id: InstitutionId,
    pub case_id: CaseId,
    pub reason: PauseReason,
    pub note: String,
    pub from_at: Instant,
    pub until_at: Option<Instant>,
    pub by_name: String,
}

impl ActiveModelBehavior for ActiveModel {}
