//! One run of a flow that begins by itself: planned, then opened or not, and why.

use crate::id::{CaseId, InstitutionId, StartId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum StartStatus {
    #[sea_orm(string_value = "planned")]
    Planned,
    /// Its case is under way.
    #[sea_orm(string_value = "opened")]
    Opened,
    /// Its case was finished in time.
    #[sea_orm(string_value = "done")]
    Done,
    /// Not opened, for a reason: closed day, pause, downtime, or a person's.
    #[sea_orm(string_value = "skipped")]
    Skipped,
    /// Its case was not finished by the limit, or could not be opened.
    #[sea_orm(string_value = "missed")]
    Missed,
    /// Missed, and a person gave the reason.
    #[sea_orm(string_value = "justified")]
    Justified,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "start")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StartId,
    pub institution_id: InstitutionId,
    pub procedure: String,
    pub flow: String,
    /// Which occurrence it is: the same one is never planned twice.
    pub key: String,
    /// JSON of what begins it, for the case and the notices.
    pub why: String,
    pub due_at: Instant,
    /// Until when its case has to be finished; `None` when only the steps have limits.
    pub limit_at: Option<Instant>,
    pub unit_id: Option<UnitId>,
    pub subject: String,
    pub status: StartStatus,
    pub case_id: Option<CaseId>,
    /// Why it was skipped or justified, or what went wrong: a text of a person, or JSON of one of ours.
    pub reason: String,
    /// Who skipped, justified or ran it by hand; empty for the house.
    pub by_name: String,
    pub created_at: Instant,
    pub opened_at: Option<Instant>,
    pub settled_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
