//! A role of the manual and what the institution lets it do.

use crate::id::{InstitutionId, RoleId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleId,
    pub institution_id: InstitutionId,
    pub code: String,
    pub name: String,
    /// JSON list of permit words.
    pub permits: String,
    pub position: i64,
}

impl ActiveModelBehavior for ActiveModel {}
