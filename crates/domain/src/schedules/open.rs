//! Opens what is due and looks whether it was done in time.

use super::{
    Generator, Start, StartStatus,
    model::{Fate, fates, limit, occurrences, told},
    plan::{Flowing, flowing, is_of, lock, plan, planned},
};
use crate::{
    Office,
    cases::{self, Begun, Case, CaseStatus, Free},
    notices::{self, Telling},
    people, procedures,
};
use db::{
    Source as _, StartId, Tx, UnitId,
    entity::{cases as case_table, generator, start},
};
use kernel::{
    Error, Kind, Msg, Result,
    permit::{Actor, Permit},
    text::Arg,
    time::{Calendar, Duration, Instant},
};
use procedure::{
    definition::{FieldKind, Trigger, Wait},
    state::Data,
    times,
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Plans, opens and settles for every institution. Gives how many cases were opened. One institution that fails holds
/// up no other.
pub async fn run(office: &Office) -> Result<usize> {
    let all = people::query::institutions(&office.read(&Actor::system(Uuid::nil()))).await?;
    let mut opened = 0;
    for institution in all {
        match run_one(office, &Actor::system(institution.id.0)).await {
            Ok(n) => opened += n,
            Err(e) => {
                tracing::error!(institution = %institution.id, error = %e, "what begins by itself could not be run");
            }
        }
    }
    Ok(opened)
}

async fn run_one(office: &Office, system: &Actor) -> Result<usize> {
    let mut tx = office.write(system).await?;
    plan(&mut tx).await?;
    let due = decide(&mut tx).await?;
    tx.commit().await?;
    let mut opened = 0;
    for id in due {
        opened += usize::from(open_one(office, system, id).await?);
    }
    let mut tx = office.write(system).await?;
    settle(&mut tx).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Skips what does not happen, with its reason. Gives what is to be opened.
async fn decide(tx: &mut Tx) -> Result<Vec<StartId>> {
    let calendar = people::calendar(tx).await?;
    let now = tx.now();
    let due: Vec<Start> = planned(tx).await?.into_iter().filter(|s| s.due_at <= now).collect();
    let mut to_open = Vec::new();
    for f in flowing(tx).await? {
        let mine: Vec<&Start> = due.iter().filter(|s| is_of(s, &f)).collect();
        if mine.is_empty() {
            continue;
        }
        let key = (tx.institution(), f.version.code.clone(), f.flow.start.clone());
        let Some(generator) = tx.one(generator::Entity::find_by_id(key)).await? else { continue };
        for (run, fate) in mine.iter().zip(fates_of(&f, &generator, &mine, &calendar, tx)) {
            match fate {
                Fate::Open => to_open.push(run.id),
                Fate::Skip(why) => settle_as(tx, run.id, StartStatus::Skipped, &why).await?,
            }
        }
    }
    Ok(to_open)
}

fn fates_of(f: &Flowing, generator: &Generator, due: &[&Start], calendar: &Calendar, tx: &Tx) -> Vec<Fate> {
    let paused = generator.paused_at.is_some();
    match &f.flow.trigger {
        Trigger::Schedule(words) => {
            let closed = |run: &&Start| {
                let schedule = times::schedule(words)?;
                let instant = Duration::seconds(1);
                let at = occurrences(&schedule, run.due_at - instant, run.due_at, calendar).into_iter().next();
                at.and_then(|(_, closed)| closed)
            };
            let due: Vec<_> = due.iter().map(|run| (run.due_at, closed(run))).collect();
            fates(&due, generator.policy, paused, tx.now())
        }
        Trigger::Plan(_) | Trigger::Before { .. } | Trigger::Request | Trigger::Message(_) => {
            let fate = || if paused { Fate::Skip(Msg::new("start-paused")) } else { Fate::Open };
            due.iter().map(|_| fate()).collect()
        }
    }
}

async fn settle_as(tx: &mut Tx, id: StartId, status: StartStatus, why: &Msg) -> Result<()> {
    let row = start::ActiveModel {
        status: Set(status),
        reason: Set(serde_json::to_string(why).map_err(Error::internal)?),
        settled_at: Set(Some(tx.now())),
        ..Default::default()
    };
    tx.update(start::Entity::update_many().set(row).filter(start::Column::Id.eq(id))).await.map(drop)
}

/// Opens one run's case. What cannot be opened, and will not by itself, is missed, and the chief is told.
async fn open_one(office: &Office, system: &Actor, id: StartId) -> Result<bool> {
    let mut tx = office.write(system).await?;
    let error = match open_in(&mut tx, id).await {
        Ok(opened) => {
            tx.commit().await?;
            return Ok(opened);
        }
        Err(e) if matches!(e.kind, Kind::Unavailable | Kind::Conflict) => {
            tracing::warn!(start = %id, error = %e, "a run could not be opened now");
            return Ok(false);
        }
        Err(e) => e,
    };
    drop(tx);
    tracing::error!(start = %id, error = %error, "a run could not be opened");
    let mut tx = office.write(system).await?;
    not_opened(&mut tx, id, &error).await?;
    tx.commit().await?;
    Ok(false)
}

async fn open_in(tx: &mut Tx, id: StartId) -> Result<bool> {
    lock(tx).await?;
    let run = tx.one(start::Entity::find_by_id(id)).await?.filter(|s| s.status == StartStatus::Planned);
    // Another node was first.
    let Some(run) = run else { return Ok(false) };
    let begun: Begun = serde_json::from_str(&run.why).map_err(Error::internal)?;
    begin(tx, &run, &begun).await.map(|_| true)
}

/// Opens the case of a run that is written down: what is known of it filled in, why in its history, and whoever does
/// its first step told.
pub(super) async fn begin(tx: &mut Tx, run: &Start, begun: &Begun) -> Result<Case> {
    let version = procedures::query::find_in_force(tx, &run.procedure).await?;
    let version = version.ok_or_else(|| Error::invalid("procedure-not-in-force"))?;
    let definition = procedures::query::definition(&version)?;
    let f = definition.flow(&run.flow).cloned().ok_or_else(|| Error::invalid("procedure-not-in-force"))?;
    let f = Flowing { version: version.clone(), definition, flow: f };
    let key = (tx.institution(), run.procedure.clone(), run.flow.clone());
    let generator = tx.one(generator::Entity::find_by_id(key)).await?;
    let unit = match run.unit_id.or(generator.and_then(|g| g.unit_id)) {
        Some(unit) => Some(unit),
        None => unit_of_doers(tx, &f).await?,
    };
    let case = cases::open_flow(tx, version, &run.flow, known(&f, begun, run), unit).await?;
    let mut standing = cases::load(tx, case.id).await?;
    cases::record(tx, &mut standing, &[Free::BegunBy(begun.clone())]).await?;
    let limit_at = still_to_come(tx, &f, run).await?;
    let row = start::ActiveModel {
        status: Set(StartStatus::Opened),
        limit_at: Set(limit_at),
        case_id: Set(Some(case.id)),
        opened_at: Set(Some(tx.now())),
        ..Default::default()
    };
    let planned = start::Entity::update_many().set(row).filter(start::Column::Id.eq(run.id));
    tx.swap(planned.filter(start::Column::Status.eq(StartStatus::Planned))).await?;
    let (kind, args) = told(begun);
    let args: BTreeMap<String, Arg> = args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let step = standing.state.token().and_then(|t| standing.definition.step(&t.step)).cloned();
    let roles = step.iter().flat_map(|s| s.roles.clone()).filter(|r| r != "usuario_del_caso").collect::<Vec<_>>();
    let what = Telling {
        kind: format!("begun-{kind}"),
        args,
        case: Some(case.id),
        key: format!("start/{}", run.id),
        asks: false,
        any: true,
    };
    notices::tell_roles(tx, &mut standing, step.as_ref(), &roles, what).await?;
    Ok(standing.case)
}

/// The run's limit; one that is opened after its limit, because the house was dark, has the limit of a run of now.
async fn still_to_come(tx: &Tx, f: &Flowing, run: &Start) -> Result<Option<Instant>> {
    match (&f.flow.trigger, run.limit_at) {
        (Trigger::Schedule(words), Some(was)) if was <= tx.now() => {
            let calendar = people::calendar(tx).await?;
            Ok(times::schedule(words).and_then(|schedule| limit(&schedule, tx.now(), &calendar)))
        }
        (_, was) => Ok(was),
    }
}

/// The unit in which somebody works who does the first step; `None` when there is nobody.
async fn unit_of_doers(tx: &Tx, f: &Flowing) -> Result<Option<UnitId>> {
    let first = f.definition.step(&f.flow.first);
    let roles: Vec<&String> = first.iter().flat_map(|s| &s.roles).collect();
    for somebody in notices::staff(tx).await? {
        if somebody.holdings.iter().any(|h| roles.contains(&&h.role)) {
            let unit = people::query::get_person(tx, somebody.person).await?.unit_id;
            if unit.is_some() {
                return Ok(unit);
            }
        }
    }
    Ok(None)
}

/// What is known when a run begins: its unit, and the day of a plan in the field that a step waits for.
fn known(f: &Flowing, begun: &Begun, run: &Start) -> Data {
    let steps = || f.definition.steps.iter().filter(|s| f.flow.steps.contains(&s.id));
    let mut data = Data::new();
    let unit = steps().flat_map(|s| &s.form).find(|field| field.kind == FieldKind::Unit);
    if let (Some(field), Some(unit)) = (unit, run.unit_id) {
        data.insert(field.id.clone(), unit.to_string());
    }
    if let Begun::Plan { day, .. } = begun {
        let awaited = steps().find_map(|s| match &s.wait {
            Some(Wait::UntilField(field)) => Some(field.clone()),
            Some(Wait::Schedule(_) | Wait::Message(_)) | None => None,
        });
        let first = || steps().flat_map(|s| &s.form).find(|f| f.kind == FieldKind::Date).map(|f| f.id.clone());
        if let Some(field) = awaited.or_else(first) {
            data.insert(field, day.to_string());
        }
    }
    data
}

async fn not_opened(tx: &mut Tx, id: StartId, error: &Error) -> Result<()> {
    lock(tx).await?;
    let run = tx.one(start::Entity::find_by_id(id)).await?.filter(|s| s.status == StartStatus::Planned);
    let Some(run) = run else { return Ok(()) };
    let fields = error.fields.first().map(|(_, msg)| msg.clone());
    let why = fields.unwrap_or_else(|| error.msg.clone());
    settle_as(tx, id, StartStatus::Missed, &why).await?;
    let due = people::calendar(tx).await?.zone().format(run.due_at, kernel::Locale::Es);
    let reason = kernel::text::say(kernel::Locale::Es, &why);
    let args = [("procedure", title(tx, &run).await?), ("due", due), ("reason", reason)];
    tell_chief(tx, &run, "not-opened", &args).await
}

async fn title(tx: &Tx, run: &Start) -> Result<String> {
    let version = procedures::query::find_in_force(tx, &run.procedure).await?;
    Ok(version.map_or_else(|| run.procedure.clone(), |v| v.title))
}

/// Whoever answers for the cases (may correct them) hears what did not happen.
async fn tell_chief(tx: &mut Tx, run: &Start, kind: &str, args: &[(&str, String)]) -> Result<()> {
    let args = args.iter().map(|(name, value)| ((*name).to_owned(), Arg::Text(value.clone()))).collect();
    let key = format!("start/{}/{kind}", run.id);
    let what = Telling { kind: kind.to_owned(), args, case: run.case_id, key, asks: false, any: true };
    notices::tell_permit(tx, Permit::CorrectCases, &what).await.map(drop)
}

/// Looks at what was opened: finished in time is done, past its limit is missed and the chief is told, annulled needs no
/// other reason.
async fn settle(tx: &mut Tx) -> Result<()> {
    lock(tx).await?;
    let opened = start::Entity::find()
        .filter(start::Column::InstitutionId.eq(tx.institution()))
        .filter(start::Column::Status.eq(StartStatus::Opened));
    let opened = tx.all(opened).await?;
    let ids: Vec<db::CaseId> = opened.iter().filter_map(|s| s.case_id).collect();
    let cases = tx.all(case_table::Entity::find().filter(case_table::Column::Id.is_in(ids))).await?;
    let cases: BTreeMap<db::CaseId, Case> = cases.into_iter().map(|c| (c.id, c)).collect();
    for run in opened {
        let Some(case) = run.case_id.and_then(|id| cases.get(&id)) else { continue };
        let ended = case.closed_at.unwrap_or(tx.now());
        let late = run.limit_at.is_some_and(|limit| ended > limit);
        match case.status {
            CaseStatus::Closed if !late => settle_as(tx, run.id, StartStatus::Done, &Msg::new("start-in-time")).await?,
            CaseStatus::Annulled => settle_as(tx, run.id, StartStatus::Justified, &Msg::new("start-annulled")).await?,
            CaseStatus::Closed | CaseStatus::Open | CaseStatus::Suspended if late => missed(tx, &run, case).await?,
            CaseStatus::Closed | CaseStatus::Open | CaseStatus::Suspended => {}
        }
    }
    Ok(())
}

async fn missed(tx: &mut Tx, run: &Start, case: &Case) -> Result<()> {
    settle_as(tx, run.id, StartStatus::Missed, &Msg::new("start-late")).await?;
    let zone = people::calendar(tx).await?.zone().clone();
    let limit = run.limit_at.map_or_else(String::new, |at| zone.format(at, kernel::Locale::Es));
    let args = [("procedure", title(tx, run).await?), ("number", case.number.clone()), ("limit", limit)];
    tell_chief(tx, run, "missed", &args).await
}
