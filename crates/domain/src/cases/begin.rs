//! How a case begins: its flow, its unit, its number, its first form.

use super::{
    Case, CaseStatus, Channel, Standing, numbering,
    orders::obey,
    perform::{Asking, Fields, filled, history_rows, project, run},
    refusal::worded,
};
use crate::{levels, people, procedures, search, surveys};
use db::{PersonId, Source as _, Tx, UnitId};
use kernel::{
    Error, Result,
    random::sha256,
    time::{Calendar, Instant},
};
use procedure::{
    definition::{Definition, Effect, FieldKind},
    engine::Outcome,
    state::{Command, Data, Order, Refusal, State},
};
use sea_orm::IntoActiveModel as _;
use uuid::Uuid;

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
    /// When the request reached the institution.
    pub received_at: Instant,
    /// The secret of the tracking link.
    pub tracking: String,
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
    let command = match opening.channel {
        Channel::Mail => Command::Receive { flow, data },
        Channel::Web | Channel::Public | Channel::Desk | Channel::House => Command::Open { flow, data },
    };
    let first = run(tx, &calendar, &standing, command, Asking::default());
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
        received_at: opening.received_at,
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
