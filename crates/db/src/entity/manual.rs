//! One version of a manual: the text around its procedures and where it stands. Its procedures are `manual_part`.

use crate::id::{InstitutionId, ManualId};
use kernel::time::{Date, Instant};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum ManualStatus {
    /// Being written.
    #[sea_orm(string_value = "draft")]
    Draft,
    /// Somebody looked through it and found nothing open.
    #[sea_orm(string_value = "reviewed")]
    Reviewed,
    /// The council adopted it; it waits for its day.
    #[sea_orm(string_value = "approved")]
    Approved,
    #[sea_orm(string_value = "in_force")]
    InForce,
    /// A later version took its place.
    #[sea_orm(string_value = "superseded")]
    Superseded,
    /// Its term ended. Still what holds, until a later version takes its place.
    #[sea_orm(string_value = "expired")]
    Expired,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "manual")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ManualId,
    pub institution_id: InstitutionId,
    /// The same for all versions of one manual.
    pub code: String,
    /// 1, 2, 3… per code.
    pub edition: i64,
    pub title: String,
    pub status: ManualStatus,
    /// The text of `manual.yaml`.
    pub source: String,
    /// The document it was imported from; empty when there was none.
    pub file_name: String,
    /// That document in the file store.
    pub file_sha256: Option<String>,
    /// Its normalised text: `origen` counts lines of it.
    pub file_text: String,
    /// Over the canonical directory, since its review.
    pub sha256: Option<String>,
    /// The version it was made from.
    pub parent_id: Option<ManualId>,
    /// The version whose words it corrects.
    pub errata_of: Option<ManualId>,
    /// What changed and why: the line of the change control.
    pub notes: String,
    pub created_at: Instant,
    pub created_by: String,
    pub reviewed_at: Option<Instant>,
    /// `None` in force means: without recorded minutes.
    pub approved_at: Option<Instant>,
    pub in_force_at: Option<Instant>,
    /// Superseded or expired.
    pub ended_at: Option<Instant>,
    /// The day from which it shall be in force.
    pub valid_from: Option<Date>,
    /// The last day of its term.
    pub term_until: Option<Date>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
