//! The clocks of a case: what was promised, what was spent, when it is due.

use super::service_level::Counting;
use crate::id::{CaseId, InstitutionId, ServiceLevelId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_level")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    pub institution_id: InstitutionId,
    /// The target that holds; `None` while none fits.
    pub level_id: Option<ServiceLevelId>,
    pub counting: Counting,
    /// When the request arrived, whenever it was written down here.
    pub received_at: Instant,
    /// From when the present target and calendar count; the seconds before are in `…_spent`.
    pub from_at: Instant,
    /// Seconds in all; `None` when nothing is promised.
    pub response_target: Option<i64>,
    pub response_spent: i64,
    pub due_response_at: Option<Instant>,
    pub responded_at: Option<Instant>,
    pub solution_target: Option<i64>,
    pub solution_spent: i64,
    pub due_solution_at: Option<Instant>,
    pub solved_at: Option<Instant>,
    /// When the case closed or was annulled.
    pub ended_at: Option<Instant>,
    /// Version of the calendar by which both are due.
    pub calendar: String,
}

impl ActiveModelBehavior for ActiveModel {}
