//! Somebody whom a version of a manual must reach, and when they said that they read it.

use crate::id::{InstitutionId, ManualId, PersonId, ReadingId};
use kernel::time::{Date, Instant};
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reading")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReadingId,
    pub institution_id: InstitutionId,
    pub manual_id: ManualId,
    pub person_id: PersonId,
    pub asked_at: Instant,
    pub due_on: Option<Date>,
    pub reminded_at: Option<Instant>,
    pub read_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
