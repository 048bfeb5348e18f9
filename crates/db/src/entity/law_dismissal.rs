//! Somebody decided that a changed law does not touch a procedure.

use crate::id::{InstitutionId, LawChangeId, LawDismissalId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "law_dismissal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LawDismissalId,
    pub institution_id: InstitutionId,
    pub change_id: LawChangeId,
    pub procedure: String,
    pub reason: String,
    pub by_name: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
