//! A unit of the institution, in a tree.

use crate::id::{InstitutionId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitId,
    pub institution_id: InstitutionId,
    pub parent_id: Option<UnitId>,
    pub code: String,
    pub name: String,
    pub name_key: String,
    /// Order among its siblings.
    pub position: i64,
    pub closed_at: Option<Instant>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
