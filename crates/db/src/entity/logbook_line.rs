//! A line of a logbook: append-only.

use crate::id::{CaseId, InstitutionId, LogbookLineId, PersonId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "logbook_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LogbookLineId,
    pub institution_id: InstitutionId,
    /// The logbook's name.
    pub logbook: String,
    pub logbook_key: String,
    pub result: String,
    pub note: String,
    /// The case whose step wrote it; `None` for a line written by hand.
    pub case_id: Option<CaseId>,
    pub by_id: Option<PersonId>,
    pub by_name: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
