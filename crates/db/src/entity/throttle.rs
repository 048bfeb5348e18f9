//! Failed attempts per account and per address.

use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "throttle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub failures: i64,
    pub first_at: Instant,
    pub blocked_until: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
