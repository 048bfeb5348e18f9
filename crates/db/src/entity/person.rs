//! Somebody of the institution, with or without a way to sign in.

use crate::id::{InstitutionId, PersonId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    pub institution_id: InstitutionId,
    /// Folded; unique in the whole installation because it signs in.
    pub user_name: String,
    /// Folded; unique when present.
    pub email: Option<String>,
    pub name: String,
    pub name_key: String,
    pub post: String,
    pub phone: String,
    pub unit_id: Option<UnitId>,
    /// argon2id PHC string; `None` until a one-time link was used.
    pub password_hash: Option<String>,
    pub password_at: Option<Instant>,
    pub locale: String,
    /// Whether notices also go to the address.
    pub wants_mail: bool,
    pub deactivated_at: Option<Instant>,
    pub created_at: Instant,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
