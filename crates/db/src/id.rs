//! One type per kind of id, so that a unit is never taken for a person.

use sea_orm::{DbErr, DeriveValueType, TryFromU64, prelude::Uuid};
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($name:ident),* $(,)?) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, DeriveValueType, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = kernel::Error;

            /// What is no id names nothing: NotFound.
            fn from_str(text: &str) -> kernel::Result<Self> {
                Uuid::parse_str(text).map(Self).map_err(|e| kernel::Error::not_found("error-not-found").with_source(e))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids!(
    AccessId,
    AttachmentId,
    AuditId,
    BackupId,
    CaseId,
    CatalogueId,
    ChecklistId,
    ContractId,
    CustodyId,
    DefinitionId,
    EquipmentId,
    FolderId,
    HoldingId,
    InstitutionId,
    JobId,
    LawChangeId,
    LawDismissalId,
    LawId,
    LawLinkId,
    LevelPauseId,
    LetterId,
    LogbookLineId,
    MailAccountId,
    MailboxId,
    MailboxLineId,
    ManualId,
    ManualPartId,
    NoticeId,
    PaperId,
    PersonId,
    PlanRowId,
    ReadingId,
    RoleId,
    ScanId,
    ServiceLevelId,
    SessionId,
    SignatureId,
    StartId,
    SubstituteId,
    SurveyId,
    TaskId,
    UnitId,
);
