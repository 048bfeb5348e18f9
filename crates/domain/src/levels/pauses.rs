//! Resting the clocks, for a reason.

use super::{Pause, PauseReason, follow, query};
use crate::cases::{self, Case, CaseStatus, Free};
use db::{CaseId, Source as _, Tx, entity::level_pause};
use kernel::{Error, Result, error::Check, permit::Permit, time::Instant};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

/// Rests the clocks of a case while it waits for its requester, a supplier or parts. Only what they would have counted is
/// taken away. Refuses a reason that only the house gives, a blank note, and a case whose clocks rest or are over.
pub async fn pause(tx: &mut Tx, case: CaseId, reason: PauseReason, note: &str) -> Result<Case> {
    tx.require(Permit::WorkCases)?;
    let mut standing = cases::load(tx, case).await?;
    let note = note.trim();
    let mut check = Check::new();
    check.that(by_hand(reason), "reason", "field-required");
    check.that(!note.is_empty(), "note", "reason-required");
    check.done()?;
    let runs = query::find(tx, case).await?.is_some_and(|r| r.ended_at.is_none() && r.solved_at.is_none());
    if standing.case.status != CaseStatus::Open || !runs {
        return Err(Error::conflict("level-not-running"));
    }
    if query::pauses(tx, case).await?.iter().any(|p| p.until_at.is_none()) {
        return Err(Error::conflict("level-rests"));
    }
    let now = tx.now();
    open(tx, case, reason, note, now).await?;
    cases::record(tx, &mut standing, &[Free::ClockPaused { reason, note: note.to_owned() }]).await?;
    follow::again(tx, &mut standing).await?;
    Ok(standing.case)
}

/// Goes on counting. Refuses with Conflict when nobody paused.
pub async fn resume(tx: &mut Tx, case: CaseId) -> Result<Case> {
    tx.require(Permit::WorkCases)?;
    let mut standing = cases::load(tx, case).await?;
    let theirs = |p: &Pause| by_hand(p.reason) && p.until_at.is_none();
    let Some(open) = query::pauses(tx, case).await?.into_iter().find(theirs) else {
        return Err(Error::conflict("level-does-not-rest"));
    };
    close(tx, case, Some(open.reason)).await?;
    cases::record(tx, &mut standing, &[Free::ClockResumed]).await?;
    follow::again(tx, &mut standing).await?;
    Ok(standing.case)
}

/// Whether people give it; the others follow from what happens to the case.
fn by_hand(reason: PauseReason) -> bool {
    matches!(reason, PauseReason::Requester | PauseReason::Supplier | PauseReason::Parts)
}

pub(super) async fn open(tx: &mut Tx, case: CaseId, reason: PauseReason, note: &str, from: Instant) -> Result<()> {
    let row = Pause {
        id: tx.id(),
        institution_id: tx.institution(),
        case_id: case,
        reason,
        note: note.to_owned(),
        from_at: from,
        until_at: None,
        by_name: tx.actor().name.clone(),
    };
    tx.insert(row.into_active_model()).await.map(drop)
}

/// Ends what is open for that reason, or for any.
pub(super) async fn close(tx: &mut Tx, case: CaseId, reason: Option<PauseReason>) -> Result<()> {
    let row = level_pause::ActiveModel { until_at: Set(Some(tx.now())), ..Default::default() };
    let mut open = level_pause::Entity::update_many()
        .set(row)
        .filter(level_pause::Column::CaseId.eq(case))
        .filter(level_pause::Column::UntilAt.is_null());
    if let Some(reason) = reason {
        open = open.filter(level_pause::Column::Reason.eq(reason));
    }
    tx.update(open).await.map(drop)
}
