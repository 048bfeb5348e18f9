//! What a thing is found by: one row per case, person, machine or article, written in the transaction of its change.

use crate::id::{InstitutionId, PersonId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search")]
pub struct Model {
    /// Grows with each new thing: what is newest is found first.
    #[sea_orm(primary_key)]
    pub n: i64,
    pub institution_id: InstitutionId,
    /// What it is: `case`, `person`, `equipment`, `article`.
    pub kind: String,
    /// The thing itself.
    pub row_id: Uuid,
    /// Whose it is; with `person_id`, who finds it without the permit to see all.
    pub unit_id: Option<UnitId>,
    pub person_id: Option<PersonId>,
    /// Where a case stands, whom an article is for.
    pub state: String,
    /// The procedure of a case.
    pub topic: String,
    pub at: Instant,
    /// `kernel::words::index` of what everybody who finds it may read.
    pub words: String,
    /// The same of what only those read who see all cases.
    pub inside: String,
}

impl ActiveModelBehavior for ActiveModel {}
