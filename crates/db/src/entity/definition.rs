//! One version of a procedure. Its text never changes once it is in force.

use crate::id::{DefinitionId, InstitutionId, ManualId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum DefinitionStatus {
    #[sea_orm(string_value = "draft")]
    Draft,
    #[sea_orm(string_value = "in_force")]
    InForce,
    #[sea_orm(string_value = "superseded")]
    Superseded,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "definition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DefinitionId,
    pub institution_id: InstitutionId,
    pub code: String,
    /// 1, 2, 3… per code.
    pub edition: i64,
    pub title: String,
    /// The YAML text, as approved.
    pub source: String,
    pub sha256: String,
    pub status: DefinitionStatus,
    pub in_force_at: Option<Instant>,
    pub created_at: Instant,
    /// The version of the manual that put it in force.
    pub manual_id: Option<ManualId>,
}

impl ActiveModelBehavior for ActiveModel {}
