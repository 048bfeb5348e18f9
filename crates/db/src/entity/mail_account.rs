//! A way in or out for mail: where the server is, how to enter it, how it went last.

use crate::id::{InstitutionId, MailAccountId, UnitId};
use kernel::time::Instant;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A mailbox whose letters become cases (IMAP).
    #[sea_orm(string_value = "in")]
    In,
    /// A server that takes our letters (SMTP).
    #[sea_orm(string_value = "out")]
    Out,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum AccountTls {
    /// From the first byte (993, 465).
    #[sea_orm(string_value = "direct")]
    Direct,
    /// After STARTTLS, which the server must offer (143, 587).
    #[sea_orm(string_value = "starttls")]
    Starttls,
    /// In the clear: only for a server on the same machine.
    #[sea_orm(string_value = "none")]
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    #[sea_orm(string_value = "on")]
    On,
    #[sea_orm(string_value = "off")]
    Off,
    /// The mailbox is not the one it was: nothing is taken from it until a person says that it is right.
    #[sea_orm(string_value = "stopped")]
    Stopped,
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailAccountId,
    pub institution_id: InstitutionId,
    pub kind: AccountKind,
    /// What people read as the sender's name.
    pub name: String,
    /// The address that people write to, or that ours come from.
    pub address: String,
    pub host: String,
    pub port: i64,
    pub tls: AccountTls,
    pub user_name: String,
    /// Sealed with the key outside the database; empty when the server asks for none.
    pub secret: String,
    /// JSON of where tokens come from, its own secret sealed; empty for a password.
    pub oauth: String,
    /// Whether the server delivers `name+anything@`.
    pub subaddress: bool,
    pub folder: String,
    /// What a letter begins.
    pub procedure: String,
    pub flow: String,
    /// Whose case a stranger's letter is; `None` for the issuing unit's.
    pub unit_id: Option<UnitId>,
    /// JSON of what the first form says of a letter that cannot say it.
    pub defaults: String,
    /// How the chief is reached when this does not work: a phone or another address.
    pub escape: String,
    pub state: AccountState,
    /// The very mailbox that was agreed on; `None` before the first time.
    pub identity: Option<String>,
    /// What the server said instead, when it stopped.
    pub seen_identity: String,
    /// The highest number of the folder that was looked at.
    pub last_uid: i64,
    /// One run at a time: until then somebody collects.
    pub leased_until: Option<Instant>,
    pub last_success_at: Option<Instant>,
    /// What went wrong last, for people; empty after a success.
    pub last_error: String,
    /// When the chief was told that it does not work; `None` while it does.
    pub alarmed_at: Option<Instant>,
    pub created_at: Instant,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}
