//! What is hired and until when.

use crate::id::{CaseId, ContractId, InstitutionId, PersonId};
use kernel::time::{Date, Instant};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ContractId,
    pub institution_id: InstitutionId,
    pub name: String,
    pub name_key: String,
    pub supplier: String,
    pub service: String,
    pub administrator_id: Option<PersonId>,
    /// Who watches over it, by name.
    pub administrator: String,
    pub start_on: Date,
    /// The last day it holds.
    pub end_on: Date,
    /// The contract that goes on where this one ends.
    pub renewed_by_id: Option<ContractId>,
    /// The case that made it; `None` for one entered by hand.
    pub case_id: Option<CaseId>,
    /// Name, supplier and service, folded.
    pub search_key: String,
    pub created_at: Instant,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
