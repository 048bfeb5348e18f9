//! A person holds a role, in the whole institution or in one unit.

use crate::id::{HoldingId, InstitutionId, PersonId, RoleId, UnitId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "holding")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: HoldingId,
    pub institution_id: InstitutionId,
    pub person_id: PersonId,
    pub role_id: RoleId,
    pub unit_id: Option<UnitId>,
}

impl ActiveModelBehavior for ActiveModel {}
