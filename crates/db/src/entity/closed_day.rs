//! A day on which the institution does not work, beside its weekly rest.

use crate::id::InstitutionId;
use kernel::time::Date;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "closed_day")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub institution_id: InstitutionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: Date,
    pub name: String,
    /// The law, decree or agreement that says so.
    pub source: String,
}

impl ActiveModelBehavior for ActiveModel {}
