//! An entry of a named list of the institution (kinds of help…).

use crate::id::{CatalogueId, InstitutionId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "catalogue")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CatalogueId,
    pub institution_id: InstitutionId,
    pub name: String,
    pub label: String,
    pub position: i64,
    pub closed_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
