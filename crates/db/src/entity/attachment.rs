//! A file of a case. The bytes are in the file store under their hash.

use crate::id::{AttachmentId, CaseId, InstitutionId, PersonId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    #[sea_orm(string_value = "photo")]
    Photo,
    #[sea_orm(string_value = "file")]
    File,
    #[sea_orm(string_value = "scan")]
    Scan,
    #[sea_orm(string_value = "signature")]
    Signature,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttachmentId,
    pub institution_id: InstitutionId,
    pub case_id: CaseId,
    pub kind: AttachmentKind,
    pub step: String,
    pub name: String,
    /// Sniffed, never believed.
    pub mime: String,
    /// Bytes.
    pub size: i64,
    pub sha256: String,
    pub by_id: Option<PersonId>,
    pub by_name: String,
    pub at: Instant,
}

impl ActiveModelBehavior for ActiveModel {}
