//! The one way a case changes: run the engine, then store state, events, tasks, timers and effects together.

use super::{
    Case, CaseStatus, Free,
    history::{body_of, chain},
    orders::obey,
    query,
    refusal::{taken_by, worded},
};
use crate::{levels, people, procedures, search, surveys};
use db::{
    CaseId, PersonId, Source, Tx, UnitId,
    entity::{cases, event},
};
use kernel::{
    Error, Result,
    permit::{Actor, Permit},
    time::Calendar,
    words::index as index_of,
};
use procedure::{
    definition::{Definition, FieldKind},
    engine::{self, Outcome},
    state::{Command, Context, Data, Event, Refusal, State, Status},
};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use std::sync::Arc;
use uuid::Uuid;

/// A case as it stands, with the rules it follows.
pub(crate) struct Standing {
    pub case: Case,
    pub definition: Arc<Definition>,
    pub state: State,
}

/// The case, if the actor may see it.
pub(crate) async fn load(src: &impl Source, id: CaseId) -> Result<Standing> {
    let case = query::get(src, id).await?;
    standing_of(src, case).await
}

/// The case of this institution, also for somebody who may not open it: what they are told of it.
pub(crate) async fn load_any(src: &impl Source, id: CaseId) -> Result<Standing> {
    let query = cases::Entity::find_by_id(id).filter(cases::Column::InstitutionId.eq(src.institution()));
    let case = src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    standing_of(src, case).await
}

pub(super) async fn standing_of(src: &impl Source, case: Case) -> Result<Standing> {
    let version = procedures::query::get_version(src, case.definition_id).await?;
    let state = serde_json::from_str(&case.state).map_err(Error::internal)?;
    Ok(Standing { definition: procedures::query::definition(&version)?, state, case })
}

/// Fields of a form and what is wrong with each.
pub(crate) type Fields = Vec<(std::borrow::Cow<'static, str>, kernel::Msg)>;

/// Who asks the engine, and how.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asking {
    pub(super) system: bool,
    pub(super) out_of_turn: bool,
}

pub(super) fn run(
    tx: &Tx,
    calendar: &Calendar,
    standing: &Standing,
    command: Command,
    asking: Asking,
) -> Result<Outcome, Refusal> {
    let actor = tx.actor();
    let case = &standing.case;
    let ctx = Context {
        now: tx.now(),
        calendar,
        actor: actor.person,
        holds: &|role| holds(actor, case, role),
        system: asking.system,
        out_of_turn: asking.out_of_turn,
        new_id: &|| tx.random().id(tx.now()),
    };
    engine::step(&standing.definition, standing.state.clone(), command, &ctx)
}

/// Whether the actor holds a role of the manual for this case: the requester's own, one of the case's unit, or a
/// plain one.
pub(crate) fn holds(actor: &Actor, case: &Case, role: &str) -> bool {
    if role == engine::WITNESS {
        return actor.may(Permit::WorkCases);
    }
    match role.strip_suffix("_del_caso") {
        Some("usuario") => actor.person.is_some() && actor.person == case.requester_id.map(|p| p.0),
        Some(role) => actor.roles.iter().any(|h| h.role == role && h.unit == Some(case.unit_id.0)),
        None => actor.holds(role, Some(case.unit_id.0)),
    }
}

/// The value of the first field of that kind.
pub(super) fn filled<'a>(
    definition: &Definition,
    data: &'a Data,
    kind: impl Fn(&FieldKind) -> bool,
) -> Option<&'a String> {
    let mut fields = definition.steps.iter().flat_map(|s| &s.form).filter(|f| kind(&f.kind));
    fields.find_map(|f| data.get(&f.id)).filter(|v| !v.is_empty())
}

/// Runs a command on a case and stores all that follows. Refuses with the reason in words; nothing changes then.
pub(crate) async fn perform(
    tx: &mut Tx,
    mut standing: Standing,
    command: Command,
    out_of_turn: bool,
) -> Result<Standing> {
    let calendar = people::calendar(tx).await?;
    let asking = Asking { system: false, out_of_turn };
    let outcome = match run(tx, &calendar, &standing, command, asking) {
        Ok(outcome) => outcome,
        Err(Refusal::TakenBy(who)) => return Err(taken_by(tx, PersonId(who)).await?),
        Err(refusal) => return Err(worded(refusal, &standing.definition)),
    };
    store(tx, &mut standing, outcome).await?;
    Ok(standing)
}

/// Writes something down on a case beside its procedure.
pub(crate) async fn record(tx: &mut Tx, standing: &mut Standing, what: &[Free]) -> Result<()> {
    let bodies = what.iter().map(body_of).collect::<Result<Vec<_>>>()?;
    append(tx, standing, bodies).await
}

pub(super) async fn store(tx: &mut Tx, standing: &mut Standing, outcome: Outcome) -> Result<()> {
    standing.state = outcome.state.clone();
    project(tx, standing).await?;
    let bodies = outcome.events.iter().map(body_of).collect::<Result<Vec<_>>>()?;
    append(tx, standing, bodies).await?;
    // Before the papers: they print the survey's code.
    surveys::follow(tx, standing, &outcome.events).await?;
    levels::follow(tx, standing, &outcome.events).await?;
    obey(tx, standing, outcome).await
}

pub(super) fn history_rows(tx: &Tx, case: &mut Case, events: &[Event]) -> Result<Vec<event::ActiveModel>> {
    let bodies = events.iter().map(body_of).collect::<Result<Vec<_>>>()?;
    Ok(seal_on(tx, case, bodies))
}

fn seal_on(tx: &Tx, case: &mut Case, bodies: Vec<(String, String)>) -> Vec<event::ActiveModel> {
    let actor = tx.actor();
    let rows = chain(case, bodies, (actor.person.map(PersonId), &actor.name), tx.now());
    if let Some(last) = rows.last() {
        case.head.clone_from(&last.hash);
        case.events = last.seq;
    }
    rows.into_iter().map(sea_orm::IntoActiveModel::into_active_model).collect()
}

/// Appends to the history and saves the row, if nobody changed the case since it was read.
async fn append(tx: &mut Tx, standing: &mut Standing, bodies: Vec<(String, String)>) -> Result<()> {
    let was = standing.case.rev;
    let rows = seal_on(tx, &mut standing.case, bodies);
    standing.case.rev = was + 1;
    let row = cases::ActiveModel { id: sea_orm::ActiveValue::NotSet, ..standing.case.clone().into_active_model() }
        .reset_all();
    let update = cases::Entity::update_many().set(row).filter(cases::Column::Id.eq(standing.case.id));
    tx.swap(update.filter(cases::Column::Rev.eq(was))).await?;
    tx.insert_all(rows).await?;
    search::case(tx, &standing.case).await
}

/// Writes anew what a case is found by.
pub(crate) async fn index(tx: &mut Tx, id: CaseId) -> Result<()> {
    let mut standing = load_any(tx, id).await?;
    project(tx, &mut standing).await?;
    search::case(tx, &standing.case).await
}

/// What the lists need of the state.
pub(super) async fn project(tx: &Tx, standing: &mut Standing) -> Result<()> {
    let Standing { case, definition, state } = standing;
    case.state = serde_json::to_string(state).map_err(Error::internal)?;
    case.status = match state.status {
        Status::New | Status::Open => CaseStatus::Open,
        Status::Suspended => CaseStatus::Suspended,
        Status::Closed => CaseStatus::Closed,
        Status::Annulled => CaseStatus::Annulled,
    };
    case.step = state.token().map(|t| t.step.clone());
    case.step_at = state.token().map(|t| t.entered_at);
    case.owner_id = state.tasks.first().and_then(|t| t.owner).map(PersonId);
    case.closed_at =
        if matches!(case.status, CaseStatus::Closed | CaseStatus::Annulled) { state.last_at } else { None };
    if let Some(unit) = filled(definition, &state.data, |k| *k == FieldKind::Unit) {
        case.unit_id = unit.parse::<UnitId>()?;
    }
    case.subject = filled(definition, &state.data, |k| matches!(k, FieldKind::Catalogue { .. }))
        .cloned()
        .unwrap_or_else(|| definition.title.clone());
    case.detail = filled(definition, &state.data, |k| *k == FieldKind::Text).cloned().unwrap_or_default();
    let unit = people::query::get_unit(tx, case.unit_id).await?.name;
    let machines = query::machines(tx, definition, state).await?;
    // An id is found as one word.
    let values: Vec<String> = state.data.values().map(|v| id_as_word(v)).collect();
    let words: Vec<&str> = [case.number.as_str(), &case.requester_name, &case.subject, &unit]
        .into_iter()
        .chain(values.iter().map(String::as_str))
        .chain(machines.values().map(String::as_str))
        .collect();
    case.search_key = index_of(words);
    Ok(())
}

fn id_as_word(value: &str) -> String {
    Uuid::parse_str(value).map_or_else(|_| value.to_owned(), |id| id.simple().to_string())
}
