//! A document of a case as it was frozen: its data, its PDF, its signature and where it is filed.

use crate::id::{CaseId, FolderId, InstitutionId, PaperId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum PaperStatus {
    #[sea_orm(string_value = "issued")]
    Issued,
    #[sea_orm(string_value = "signed")]
    Signed,
    #[sea_orm(string_value = "filed")]
    Filed,
    #[sea_orm(string_value = "voided")]
    Voided,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PaperId,
    pub institution_id: InstitutionId,
    pub case_id: CaseId,
    pub document: String,
    /// 1, 2… a corrected record prints anew.
    pub edition: i64,
    pub title: String,
    pub number: String,
    pub status: PaperStatus,
    /// The frozen `kernel::sheet::Paper`, JSON.
    pub sheet: String,
    /// The frozen PDF, before any signature.
    pub pdf_sha256: Option<String>,
    /// The signed copy: with the drawn signature, or the scan of the inked sheet.
    pub signed_sha256: Option<String>,
    #[sea_orm(unique)]
    pub short_code: String,
    pub folder_id: FolderId,
    pub issued_at: Instant,
    pub signed_at: Option<Instant>,
    pub filed_at: Option<Instant>,
    pub voided_at: Option<Instant>,
    pub void_reason: String,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
