//! The folder of the month: where the signed papers of a series stand.

use crate::id::{FolderId, InstitutionId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "folder")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FolderId,
    pub institution_id: InstitutionId,
    /// Code of the procedure whose papers it keeps.
    pub series: String,
    /// `2026-03`.
    pub month: String,
    pub title: String,
    /// Where the binder physically stands.
    pub location: String,
    pub created_at: Instant,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
