//! A procedure that rests on a law.

use crate::id::{InstitutionId, LawId, LawLinkId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "law_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LawLinkId,
    pub institution_id: InstitutionId,
    pub law_id: LawId,
    /// Code of the procedure; empty for all.
    pub procedure: String,
    /// As people write them: «art. 12 y 13».
    pub articles: String,
}

impl ActiveModelBehavior for ActiveModel {}
