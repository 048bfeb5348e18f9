//! What is promised: how soon somebody answers and how soon it is solved.

use crate::id::{InstitutionId, ServiceLevelId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Which time counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Only while the office is open.
    #[sea_orm(string_value = "business")]
    Business,
    /// Every hour of every day.
    #[sea_orm(string_value = "calendar")]
    Calendar,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_level")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ServiceLevelId,
    pub institution_id: InstitutionId,
    /// Code of the procedure.
    pub procedure: String,
    /// A label of its list of services; empty for any.
    pub service: String,
    pub unit_id: Option<UnitId>,
    /// A label of its list of levels; empty for any.
    pub level: String,
    /// «12 horas», «2 días»; empty when nothing is promised.
    pub response: String,
    pub solution: String,
    pub counting: Counting,
    /// No other target of the procedure may promise more time than this one.
    pub cap: bool,
    /// Where it is written, or what was supposed.
    pub source: String,
    pub created_at: Instant,
    pub withdrawn_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
