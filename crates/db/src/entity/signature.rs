//! The evidence of one signature. Never deleted; voided visibly.

use crate::id::{CaseId, InstitutionId, PaperId, PersonId, SignatureId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum SignatureMethod {
    #[sea_orm(string_value = "screen")]
    Screen,
    #[sea_orm(string_value = "ink")]
    Ink,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signature")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SignatureId,
    pub institution_id: InstitutionId,
    pub paper_id: PaperId,
    pub case_id: CaseId,
    pub signer_id: Option<PersonId>,
    pub signer_name: String,
    pub signer_post: String,
    pub signer_unit: String,
    pub method: SignatureMethod,
    /// The literal sentence that was signed.
    pub statement: String,
    pub signed_at: Instant,
    /// The same as the town hall's wall clock showed it.
    pub local_time: String,
    pub device: String,
    pub address: String,
    /// Of the frozen PDF.
    pub document_sha256: String,
    /// The drawing, or the scan.
    pub image_sha256: String,
    /// In front of whom, or who scanned it.
    pub witness_id: Option<PersonId>,
    pub witness_name: String,
    pub voided_at: Option<Instant>,
    pub void_reason: String,
}

impl ActiveModelBehavior for ActiveModel {}
