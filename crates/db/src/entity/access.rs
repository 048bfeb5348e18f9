//! Who may enter what, line by line: append-only, a correction is a new line.

use crate::id::{AccessId, CaseId, InstitutionId, PersonId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// What the line does to the access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum AccessChange {
    #[sea_orm(string_value = "granted")]
    Granted,
    #[sea_orm(string_value = "corrected")]
    Corrected,
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccessId,
    pub institution_id: InstitutionId,
    /// Whose access; `None` for somebody who is no person of the institution.
    pub person_id: Option<PersonId>,
    pub person: String,
    pub person_key: String,
    pub resource: String,
    pub resource_key: String,
    /// `red`, `aplicacion`, `base_de_datos` or other words of the manual.
    pub class: String,
    pub level: String,
    pub change: AccessChange,
    pub authorised_by: String,
    pub note: String,
    /// The case whose step wrote it; `None` for a line written by hand.
    pub case_id: Option<CaseId>,
    pub by_id: Option<PersonId>,
    pub by_name: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
