//! A town hall, agency or board. Every other row belongs to one.

use crate::id::InstitutionId;
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "institution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InstitutionId,
    #[sea_orm(unique)]
    pub slug: String,
    pub name: String,
    /// Full name of the unit that runs the desk.
    pub issuing_unit: String,
    /// `SV`, `CO` or `MX`.
    pub country: String,
    /// IANA time zone.
    pub zone: String,
    pub locale: String,
    /// Weekly hours in words: `lunes a viernes 8:00-12:00 13:00-16:00`.
    pub hours: String,
    pub address: String,
    pub phone: String,
    pub logo_sha256: Option<String>,
    /// Invented people and cases, marked on every page and paper.
    pub demo: bool,
    pub created_at: Instant,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
