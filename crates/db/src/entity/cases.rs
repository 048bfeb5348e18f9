//! A case: one run of a procedure, with what its lists need beside the engine's state.

use crate::id::{CaseId, DefinitionId, InstitutionId, PersonId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum CaseStatus {
    #[sea_orm(string_value = "open")]
    Open,
    #[sea_orm(string_value = "suspended")]
    Suspended,
    #[sea_orm(string_value = "closed")]
    Closed,
    #[sea_orm(string_value = "annulled")]
    Annulled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    #[sea_orm(string_value = "web")]
    Web,
    #[sea_orm(string_value = "public")]
    Public,
    #[sea_orm(string_value = "desk")]
    Desk,
    /// A letter to the institution's address.
    #[sea_orm(string_value = "mail")]
    Mail,
    /// Nobody asked: a schedule, a plan or the end of something began it.
    #[sea_orm(string_value = "house")]
    House,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseId,
    pub institution_id: InstitutionId,
    pub definition_id: DefinitionId,
    /// Issued at once, e.g. `TIM-2026-00001`.
    pub number: String,
    /// Grows with every change; the compare-and-swap of the whole case.
    pub rev: i64,
    pub status: CaseStatus,
    /// `procedure::State` as JSON: the fold of the events.
    pub state: String,
    pub step: Option<String>,
    pub step_at: Option<Instant>,
    /// Who has the open task.
    pub owner_id: Option<PersonId>,
    /// `None` for the public form.
    pub requester_id: Option<PersonId>,
    pub requester_name: String,
    pub requester_post: String,
    pub contact: String,
    pub unit_id: UnitId,
    /// The kind of help.
    pub subject: String,
    pub detail: String,
    pub channel: Channel,
    #[sea_orm(unique)]
    pub tracking_sha256: String,
    pub opened_at: Instant,
    /// When the request reached the institution: a letter's receipt, the paper's hour. Clocks of service begin here.
    pub received_at: Instant,
    pub closed_at: Option<Instant>,
    /// How many events its history has: the last one's `seq`.
    pub events: i64,
    /// Hash of the last event.
    pub head: String,
    pub search_key: String,
}

impl ActiveModelBehavior for ActiveModel {}
