//! Who stands in for whom, and when: the substitute holds the same roles in those days.

use crate::id::{InstitutionId, PersonId, SubstituteId};
use kernel::time::{Date, Instant};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "substitute")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SubstituteId,
    pub institution_id: InstitutionId,
    pub person_id: PersonId,
    pub substitute_id: PersonId,
    pub from_on: Date,
    pub until_on: Date,
    pub created_at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
