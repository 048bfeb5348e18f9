//! What to look at in machines of a kind, point by point, as the manual lists it.

use crate::id::{ChecklistId, InstitutionId};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "checklist")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ChecklistId,
    pub institution_id: InstitutionId,
    /// What forms call it.
    pub name: String,
    /// The kind of equipment it is for.
    pub kind: String,
    /// JSON list of texts.
    pub points: String,
}

impl ActiveModelBehavior for ActiveModel {}
