//! What moves a case without somebody signed in: the house, a clock, the requester's link.

use super::{
    Case, Channel, Standing,
    begin::{Opening, open},
    perform::{Asking, load, run, store},
    refusal::worded,
};
use crate::{people, procedures};
use db::{CaseId, Source as _, Tx, UnitId};
use kernel::{Result, permit::Permit};
use procedure::state::{Command, Data, Refusal};
use uuid::Uuid;

/// Does the task of a requester who has its link and no account: the link is the permit.
pub(crate) async fn perform_by_link(tx: &mut Tx, mut standing: Standing, task: Uuid, data: Data) -> Result<Standing> {
    super::check_values(tx, &standing.definition, &data, &standing.state.data).await?;
    let calendar = people::calendar(tx).await?;
    let asking = Asking { system: true, ..Asking::default() };
    let command = Command::Complete { task, answer: None, data };
    let outcome = run(tx, &calendar, &standing, command, asking).map_err(|r| worded(r, &standing.definition))?;
    store(tx, &mut standing, outcome).await?;
    Ok(standing)
}

/// Begins a case that nobody asked for: by a schedule, a plan, or the end of something. `data` is what is known
/// already; the first form stays for a person to fill. Without a unit it is the issuing one's. Only for the house.
pub async fn open_flow(
    tx: &mut Tx,
    version: procedures::Version,
    flow: &str,
    data: Data,
    unit: Option<UnitId>,
) -> Result<Case> {
    tx.require(Permit::WorkCases)?;
    let institution = people::query::institution(tx).await?;
    let opening = Opening {
        version,
        flow: Some(flow.to_owned()),
        unit,
        data,
        requester_id: None,
        requester_name: institution.issuing_unit,
        requester_post: String::new(),
        contact: String::new(),
        channel: Channel::House,
        received_at: tx.now(),
        tracking: tx.random().secret(),
    };
    Ok(open(tx, opening).await?.case)
}

/// A timer's instant has come. What became obsolete meanwhile is no failure.
pub(crate) async fn fire_timer(tx: &mut Tx, case: CaseId, timer: Uuid) -> Result<()> {
    let mut standing = load(tx, case).await?;
    let calendar = people::calendar(tx).await?;
    let asking = Asking { system: true, ..Asking::default() };
    match run(tx, &calendar, &standing, Command::TimerFired { timer }, asking) {
        Ok(outcome) => store(tx, &mut standing, outcome).await,
        Err(Refusal::Obsolete | Refusal::NotOpen) => Ok(()),
        Err(refusal) => Err(worded(refusal, &standing.definition)),
    }
}
