//! What begins the cases of one flow by itself: its high-water mark, and what to do with runs that were missed.

use crate::id::{InstitutionId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What becomes of the runs that fell due while the house was dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum CatchUp {
    /// Only the latest one is run.
    #[default]
    #[sea_orm(string_value = "one")]
    One,
    /// Each of them is run.
    #[sea_orm(string_value = "all")]
    All,
    /// None of them is run.
    #[sea_orm(string_value = "none")]
    None,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "generator")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub institution_id: InstitutionId,
    /// Code of the procedure.
    #[sea_orm(primary_key, auto_increment = false)]
    pub procedure: String,
    /// The step that begins the flow.
    #[sea_orm(primary_key, auto_increment = false)]
    pub flow: String,
    /// Every run up to here has been planned.
    pub mark: Instant,
    pub policy: CatchUp,
    /// The unit whose cases it begins; `None` for the one of whoever does the first step.
    pub unit_id: Option<UnitId>,
    pub paused_at: Option<Instant>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
