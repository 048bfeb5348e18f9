//! A machine that the unit looks after, under its inventory number.

use crate::id::{EquipmentId, InstitutionId, PersonId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Where a machine stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum EquipmentStatus {
    #[sea_orm(string_value = "in_use")]
    InUse,
    /// In the hands of the unit.
    #[sea_orm(string_value = "in_repair")]
    InRepair,
    /// Out of use, for good.
    #[sea_orm(string_value = "retired")]
    Retired,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "equipment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EquipmentId,
    pub institution_id: InstitutionId,
    /// Inventory number as it stands on the sticker.
    pub tag: String,
    /// Folded without spaces; unique in the institution.
    pub tag_key: String,
    /// What it is, in the words of its catalogue.
    pub kind: String,
    pub brand: String,
    pub model: String,
    pub serial: String,
    pub unit_id: Option<UnitId>,
    pub custodian_id: Option<PersonId>,
    /// The custodian by name, also one who is no person of the institution.
    pub custodian: String,
    pub location: String,
    pub status: EquipmentStatus,
    pub notes: String,
    /// Why it is out of use; empty until then.
    pub retired_reason: String,
    /// Tag, kind, brand, model, serial, custodian and place, folded.
    pub search_key: String,
    pub created_at: Instant,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
