//! A law or norm on which procedures rest.

use crate::id::{InstitutionId, LawId};
use kernel::time::Date;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "law")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LawId,
    pub institution_id: InstitutionId,
    pub name: String,
    pub name_key: String,
    /// Constitution, law, decree, ordinance… as people write it.
    pub level: String,
    pub since_on: Option<Date>,
    pub repealed_on: Option<Date>,
    pub notes: String,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
