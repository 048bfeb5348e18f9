//! A sign-in. The token itself is only in the browser.

use crate::id::{InstitutionId, PersonId, SessionId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SessionId,
    #[sea_orm(unique)]
    pub token_sha256: String,
    pub institution_id: InstitutionId,
    pub person_id: PersonId,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub expires_at: Instant,
    pub agent: String,
    pub address: String,
}

impl ActiveModelBehavior for ActiveModel {}
