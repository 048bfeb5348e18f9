//! One procedure of a version of a manual, as text.

use crate::id::{InstitutionId, ManualId, ManualPartId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "manual_part")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ManualPartId,
    pub institution_id: InstitutionId,
    pub manual_id: ManualId,
    /// The name of its file without `.yaml`.
    pub code: String,
    pub position: i64,
    pub source: String,
    /// The text before the last change, for undoing it.
    pub before: Option<String>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
