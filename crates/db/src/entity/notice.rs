//! Something that one person is told.

use crate::id::{CaseId, InstitutionId, NoticeId, PersonId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NoticeId,
    pub institution_id: InstitutionId,
    pub person_id: PersonId,
    pub case_id: Option<CaseId>,
    /// Which text: a template's name, or one of the house's own.
    pub kind: String,
    /// JSON of the values in the text.
    pub args: String,
    /// What it tells: nobody is told the same twice.
    pub key: String,
    /// Whether it wants to be acknowledged («Enterado»).
    pub asks: bool,
    pub at: Instant,
    pub read_at: Option<Instant>,
    pub acknowledged_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
