//! A letter that came, or one that goes.

use crate::id::{CaseId, InstitutionId, LetterId, MailAccountId, PersonId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[sea_orm(string_value = "in")]
    In,
    #[sea_orm(string_value = "out")]
    Out,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum LetterStatus {
    /// It came and is part of a case.
    #[sea_orm(string_value = "received")]
    Received,
    /// It came and is no request: `reason` says what it is.
    #[sea_orm(string_value = "refused")]
    Refused,
    /// It came and waits for a person to say whether it is a request.
    #[sea_orm(string_value = "held")]
    Held,
    /// It waits to be sent.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// A worker talks to the server about it, or died while it did.
    #[sea_orm(string_value = "sending")]
    Sending,
    /// The server took it.
    #[sea_orm(string_value = "sent")]
    Sent,
    /// The server refused it for good, or for too long.
    #[sea_orm(string_value = "failed")]
    Failed,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "letter")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LetterId,
    pub institution_id: InstitutionId,
    /// Where it came in, or by which it went.
    pub account_id: Option<MailAccountId>,
    pub direction: Direction,
    /// Without `<>`; of a letter that has none, the hash of its bytes. Unique per institution and direction.
    pub message_id: String,
    /// The token by which answers find the case; empty for none.
    pub thread: String,
    /// Names what it tells: the same is not told twice. Of one that came, its id.
    pub key: String,
    pub case_id: Option<CaseId>,
    /// Whom of the house it is from or to.
    pub person_id: Option<PersonId>,
    /// What it tells (`receipt`, `reply`, `closing`, `notice`…), or what was made of it (`opened`, `appended`…).
    pub kind: String,
    pub from_name: String,
    pub from_email: String,
    pub to_name: String,
    pub to_email: String,
    pub subject: String,
    /// Of one that came, its words without quotes; of one that goes, JSON of its text.
    pub body: String,
    pub locale: String,
    /// Message-ID that it answers; empty for none.
    pub answers: String,
    /// The bytes as they came, in the file store; empty for one that goes.
    pub raw_sha256: String,
    pub status: LetterStatus,
    /// Key of the text that says why it was refused or held.
    pub reason: String,
    /// What the server said last.
    pub words: String,
    pub tries: i64,
    pub next_try_at: Option<Instant>,
    /// When it was stored.
    pub at: Instant,
    /// When the institution's server received it; of one that goes, as `at`.
    pub received_at: Instant,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
