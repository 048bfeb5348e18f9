//! A survey that the requester was asked for, and its answer.

use crate::id::{CaseId, InstitutionId, SurveyId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum SurveyOutcome {
    /// Nobody has answered yet.
    #[sea_orm(string_value = "open")]
    Open,
    /// The answer closed the case.
    #[sea_orm(string_value = "satisfied")]
    Satisfied,
    /// The answer sent it back.
    #[sea_orm(string_value = "unsatisfied")]
    Unsatisfied,
    /// Its time passed without an answer: never counted as satisfied.
    #[sea_orm(string_value = "silent")]
    Silent,
    /// The case went elsewhere: annulled, or corrected back.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "survey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SurveyId,
    pub institution_id: InstitutionId,
    pub case_id: CaseId,
    pub step: String,
    pub visit: i64,
    /// The secret of its link. It stands on papers and in letters as it is, so it is kept as it is.
    #[sea_orm(unique)]
    pub token: String,
    pub outcome: SurveyOutcome,
    pub asked_at: Instant,
    /// When the case closes without an answer; `None` when the procedure waits for ever.
    pub closes_at: Option<Instant>,
    pub score: Option<i64>,
    pub comment: String,
    pub answered_at: Option<Instant>,
    /// Answered after its end: kept beside the case, whose closing it does not change.
    pub late: bool,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
