//! Append-only history of a case, each row chained to the one before.

use crate::id::{CaseId, InstitutionId, PersonId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    pub institution_id: InstitutionId,
    pub kind: String,
    /// Version of the body's shape.
    pub v: i64,
    pub actor_id: Option<PersonId>,
    pub actor_name: String,
    pub at: Instant,
    /// JSON.
    pub body: String,
    pub prev: String,
    /// SHA-256 over prev, seq, kind, v, actor, instant and body.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
