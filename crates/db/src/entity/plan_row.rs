//! One row of a dated plan («cronograma») that people keep and procedures begin by.

use crate::id::{InstitutionId, PlanRowId, UnitId};
use kernel::time::{Date, Instant};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_row")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanRowId,
    pub institution_id: InstitutionId,
    /// The plan's name, as the procedure has it.
    pub plan: String,
    pub day: Date,
    pub unit_id: UnitId,
    /// What it is about: equipment, service, place.
    pub subject: String,
    /// How many days before its day the case begins.
    pub notice_days: i64,
    pub created_at: Instant,
    pub withdrawn_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
