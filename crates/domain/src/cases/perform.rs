//! The one way a case changes: run the engine, then store state, events, tasks, timers and effects together.

use super::{
    Case, CaseStatus, Channel, Free,
    history::{body_of, chain},
    numbering,
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
    random::sha256,
    time::Calendar,
    words::index as index_of,
};
use procedure::{
    definition::{Definition, Effect, FieldKind},
    engine::{self, Outcome},
    state::{Command, Context, Data, Event, Order, Refusal, State, Status},
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

/// What is needed to begin a case.
pub(crate) struct Opening {
    pub version: procedures::Version,
    /// Start of the flow; `None` for the first that a request begins.
    pub flow: Option<String>,
    /// Whose case it is when no form says so; `None` for the requester's own unit, or the issuing one's.
    pub unit: Option<UnitId>,
    pub data: Data,
    pub requester_id: Option<PersonId>,
    pub requester_name: String,
    pub requester_post: String,
    pub contact: String,
    pub channel: Channel,
    /// The secret of the tracking link.
    pub tracking: String,
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

/// Begins a case. Its number is the procedure's own (`numera`) or the code's.
pub(crate) async fn open(tx: &mut Tx, opening: Opening) -> Result<Standing> {
    let calendar = people::calendar(tx).await?;
    let definition = procedures::query::definition(&opening.version)?;
    let flow = flow_of(&definition, &opening)?;
    let data = opening.data.clone();
    let case = blank(tx, &opening, &definition).await?;
    let mut standing = Standing { case, definition, state: State::default() };
    // First the whole form, so that a person learns of everything that is missing at once.
    let first = run(tx, &calendar, &standing, Command::Open { flow, data }, Asking::default());
    let mut outcome = first.map_err(|r| worded(r, &standing.definition))?;
    if standing.case.unit_id.0.is_nil() {
        return Err(Error::field(unit_field(&standing.definition), "field-required"));
    }
    standing.state = outcome.state.clone();
    number(tx, &calendar, &mut standing, &mut outcome).await?;
    project(tx, &mut standing).await?;
    let rows = history_rows(tx, &mut standing.case, &outcome.events)?;
    tx.insert(standing.case.clone().into_active_model()).await?;
    tx.insert_all(rows).await?;
    surveys::follow(tx, &mut standing, &outcome.events).await?;
    levels::follow(tx, &mut standing, &outcome.events).await?;
    obey(tx, &mut standing, outcome).await?;
    search::case(tx, &standing.case).await?;
    Ok(standing)
}

/// The start of the flow that is to begin. Refuses one that the procedure does not have.
fn flow_of(definition: &Definition, opening: &Opening) -> Result<String> {
    let flow = match &opening.flow {
        Some(start) => definition.flow(start),
        None => definition.request_flow(),
    };
    Ok(flow.ok_or_else(|| Error::invalid("procedure-not-requestable"))?.start.clone())
}

/// The document that numbers a case of that flow: of its first step with such an effect.
fn numbered_by(definition: &Definition, flow: &str) -> Option<String> {
    let steps = &definition.flow(flow)?.steps;
    let effects = definition.steps.iter().filter(|s| steps.contains(&s.id)).flat_map(|s| &s.effects);
    effects.into_iter().find_map(|e| match e {
        Effect::Number { document } => Some(document.clone()),
        Effect::Issue { .. } | Effect::File { .. } | Effect::Notify { .. } | Effect::Register { .. } => None,
    })
}

/// Numbers the case while it is being opened, so that everybody can name it at once.
async fn number(tx: &mut Tx, calendar: &Calendar, standing: &mut Standing, outcome: &mut Outcome) -> Result<()> {
    let numbered = numbered_by(&standing.definition, &standing.state.flow);
    let pattern =
        numbered.as_ref().and_then(|d| standing.definition.documents.get(d)).and_then(|d| d.numbering.clone());
    let pattern = pattern.unwrap_or_else(|| format!("{}-{{año}}-{{n:05}}", standing.definition.code.to_uppercase()));
    let today = calendar.zone().today(tx.now());
    let n = numbering::next(tx, &pattern, kernel::time::date_parts(today).0).await?;
    standing.case.number = numbering::fill(&pattern, today, n);
    if let Some(document) = numbered {
        let command = Command::Number { document, number: standing.case.number.clone() };
        let asking = Asking { system: true, ..Asking::default() };
        let more = run(tx, calendar, standing, command, asking).map_err(|r| worded(r, &standing.definition))?;
        standing.state = more.state.clone();
        outcome.state = more.state;
        outcome.events.extend(more.events);
        outcome.orders.retain(|o| !matches!(o, Order::Run { effect: Effect::Number { .. }, .. }));
    }
    Ok(())
}

/// Whose case it will be: as the form says, or as the one who begins it does, or the requester's own unit, or the
/// issuing one. Nil when the form asks for it and was not filled, or when there is no such unit.
async fn unit_of(tx: &Tx, opening: &Opening, definition: &Definition) -> Result<UnitId> {
    if let Some(unit) = filled(definition, &opening.data, |k| *k == FieldKind::Unit) {
        return Ok(unit.parse().unwrap_or(UnitId(Uuid::nil())));
    }
    if let Some(unit) = opening.unit {
        return Ok(unit);
    }
    let flow = definition.flow(&flow_of(definition, opening)?);
    let first = flow.and_then(|f| definition.step(&f.first)).filter(|_| opening.channel != Channel::House);
    if first.is_some_and(|s| s.form.iter().any(|f| f.kind == FieldKind::Unit)) {
        return Ok(UnitId(Uuid::nil()));
    }
    if let Some(id) = opening.requester_id
        && let Some(unit) = people::query::get_person(tx, id).await?.unit_id
    {
        return Ok(unit);
    }
    let issuing = people::query::institution(tx).await?.issuing_unit;
    let units = people::query::unit_tree(tx).await?;
    let issuer = units.into_iter().find(|(u, _)| kernel::text::fold(&u.name) == kernel::text::fold(&issuing));
    Ok(issuer.map_or(UnitId(Uuid::nil()), |(u, _)| u.id))
}

/// What the form will fill is still empty; [`project`] puts it in.
async fn blank(tx: &Tx, opening: &Opening, definition: &Definition) -> Result<Case> {
    let unit_id = unit_of(tx, opening, definition).await?;
    Ok(Case {
        id: tx.id(),
        institution_id: tx.institution(),
        definition_id: opening.version.id,
        number: String::new(),
        rev: 1,
        status: CaseStatus::Open,
        state: String::new(),
        step: None,
        step_at: None,
        owner_id: None,
        requester_id: opening.requester_id,
        requester_name: opening.requester_name.clone(),
        requester_post: opening.requester_post.clone(),
        contact: opening.contact.clone(),
        unit_id,
        subject: String::new(),
        detail: String::new(),
        channel: opening.channel,
        tracking_sha256: sha256(opening.tracking.as_bytes()),
        opened_at: tx.now(),
        closed_at: None,
        events: 0,
        head: String::new(),
        search_key: String::new(),
    })
}

/// What the procedure's first form refuses of these data, without opening anything.
pub(crate) async fn refused_fields(tx: &Tx, opening: &Opening) -> Result<Fields> {
    let calendar = people::calendar(tx).await?;
    let definition = procedures::query::definition(&opening.version)?;
    let flow = flow_of(&definition, opening)?;
    let case = blank(tx, opening, &definition).await?;
    let standing = Standing { case, definition, state: State::default() };
    let command = Command::Open { flow, data: opening.data.clone() };
    match run(tx, &calendar, &standing, command, Asking::default()) {
        Err(refusal @ Refusal::Fields(_)) => Ok(worded(refusal, &standing.definition).fields),
        Ok(_) | Err(_) => Ok(Fields::new()),
    }
}

fn unit_field(definition: &Definition) -> String {
    let fields = definition.steps.iter().flat_map(|s| &s.form);
    fields.into_iter().find(|f| f.kind == FieldKind::Unit).map_or_else(|| "unidad".to_owned(), |f| f.id.clone())
}

/// The value of the first field of that kind.
fn filled<'a>(definition: &Definition, data: &'a Data, kind: impl Fn(&FieldKind) -> bool) -> Option<&'a String> {
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

fn history_rows(tx: &Tx, case: &mut Case, events: &[Event]) -> Result<Vec<event::ActiveModel>> {
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
async fn project(tx: &Tx, standing: &mut Standing) -> Result<()> {
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
