//! An address of the institution and whose it is now.

use super::mailbox_line::MailboxChange;
use crate::id::{InstitutionId, MailboxId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mailbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailboxId,
    pub institution_id: InstitutionId,
    /// Folded; unique in the institution.
    pub address: String,
    pub unit_id: Option<UnitId>,
    /// Who answers for it, by name.
    pub holder: String,
    pub status: MailboxChange,
    /// Address, holder, folded.
    pub search_key: String,
    pub created_at: Instant,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
