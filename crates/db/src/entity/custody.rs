//! A machine changes hands: append-only.

use crate::id::{CaseId, CustodyId, EquipmentId, InstitutionId, PersonId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What happened to the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum CustodyAction {
    /// The unit takes it away to work on it.
    #[sea_orm(string_value = "taken")]
    Taken,
    /// It goes back to whose it is.
    #[sea_orm(string_value = "returned")]
    Returned,
    /// Somebody answers for it from now on.
    #[sea_orm(string_value = "received")]
    Received,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "custody")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CustodyId,
    pub institution_id: InstitutionId,
    pub equipment_id: EquipmentId,
    pub action: CustodyAction,
    /// From or to which unit.
    pub unit_id: Option<UnitId>,
    /// Who handed it over or received it.
    pub person: String,
    pub note: String,
    /// The case whose step wrote it; `None` for a line written by hand.
    pub case_id: Option<CaseId>,
    pub by_id: Option<PersonId>,
    pub by_name: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
