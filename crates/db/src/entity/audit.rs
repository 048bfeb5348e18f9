//! What people did outside cases, and every look at what is sensitive.

use crate::id::{AuditId, InstitutionId, PersonId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditId,
    pub institution_id: InstitutionId,
    pub kind: String,
    pub subject: Option<Uuid>,
    /// What it was about, in words of that moment.
    pub label: String,
    pub actor_id: Option<PersonId>,
    pub actor_name: String,
    pub at: Instant,
    /// JSON.
    pub body: String,
}

impl ActiveModelBehavior for ActiveModel {}
