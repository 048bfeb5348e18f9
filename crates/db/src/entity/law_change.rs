//! A law was changed: what, when, and where that can be read.

use crate::id::{InstitutionId, LawChangeId, LawId};
use kernel::time::{Date, Instant};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "law_change")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LawChangeId,
    pub institution_id: InstitutionId,
    pub law_id: LawId,
    pub changed_on: Date,
    pub what: String,
    /// Where it was published.
    pub source: String,
    pub by_name: String,
    /// When it was written down here.
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
