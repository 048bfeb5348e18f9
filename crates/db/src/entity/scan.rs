//! A scanned sheet that came in, and the paper it turned out to be.

use crate::id::{InstitutionId, PaperId, PersonId, ScanId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "scan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ScanId,
    pub institution_id: InstitutionId,
    pub name: String,
    /// Sniffed.
    pub mime: String,
    /// Bytes.
    pub size: i64,
    pub sha256: String,
    /// Key of `/locales` that says why it has no paper yet; empty once it has.
    pub problem: String,
    pub paper_id: Option<PaperId>,
    pub by_id: PersonId,
    pub by_name: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
