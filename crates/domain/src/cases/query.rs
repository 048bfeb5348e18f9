//! Reads about cases. All begin from what the actor may see: their own, or with the permit every one of the
//! institution.

use super::{
    Attachment, Case, CaseStatus, Event, Free, Happening, Task, TaskStatus,
    history::{happening, rows},
    perform::{self, holds},
};
use crate::{people, registers};
use db::{
    AttachmentId, CaseId, PersonId, Source, TaskId,
    entity::{attachment, cases, task},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::{Actor, Permit},
    random::sha256,
    time::Instant,
};
use procedure::{
    definition::{Definition, Field, FieldKind, Step, StepKind},
    engine::WITNESS,
    state::{Event as EngineEvent, State},
};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
    sea_query::{Expr, ExprTrait as _},
};
use std::{collections::BTreeMap, sync::Arc};

/// The cases this actor may see.
pub(crate) fn visible(src: &impl Source) -> Select<cases::Entity> {
    let here = cases::Entity::find().filter(cases::Column::InstitutionId.eq(src.institution()));
    let actor = src.actor();
    if actor.may(Permit::SeeCases) {
        return here;
    }
    // Who has a role in a unit sees that unit's cases: some of their steps are theirs. Nobody signed in sees none: the
    // nil id is no one's.
    let units = actor.roles.iter().filter_map(|h| h.unit).map(db::UnitId);
    let own = Condition::any()
        .add(cases::Column::RequesterId.eq(PersonId(actor.person.unwrap_or_default())))
        .add(cases::Column::UnitId.is_in(units));
    here.filter(own)
}

/// NotFound for a case of somebody else.
pub async fn get(src: &impl Source, id: CaseId) -> Result<Case> {
    src.one(visible(src).filter(cases::Column::Id.eq(id))).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

pub(crate) async fn get_task(src: &impl Source, id: TaskId) -> Result<Task> {
    let query = task::Entity::find_by_id(id).filter(task::Column::InstitutionId.eq(src.institution()));
    src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

/// The numbers of those of these cases that the actor may see.
pub async fn numbers(src: &impl Source, ids: impl IntoIterator<Item = CaseId>) -> Result<BTreeMap<CaseId, String>> {
    let ids: std::collections::BTreeSet<CaseId> = ids.into_iter().collect();
    let found = src.all(visible(src).filter(cases::Column::Id.is_in(ids))).await?;
    Ok(found.into_iter().map(|c| (c.id, c.number)).collect())
}

/// Everything the page of a case shows.
pub struct CaseView {
    pub case: Case,
    pub definition: Arc<Definition>,
    pub state: State,
    pub history: Vec<(Event, Happening)>,
    pub attachments: Vec<Attachment>,
    /// Open tasks; one for now.
    pub tasks: Vec<Task>,
    /// Of the unit, the owner and everybody in the state.
    pub names: Names,
}

/// Names of units and people that a page says.
#[derive(Debug, Default)]
pub struct Names {
    pub units: BTreeMap<db::UnitId, String>,
    pub people: BTreeMap<PersonId, String>,
    /// Number and kind of the machines that the case names.
    pub equipment: BTreeMap<db::EquipmentId, String>,
}

/// The case with its history, if the actor may see it.
pub async fn view(src: &impl Source, id: CaseId) -> Result<CaseView> {
    let case = get(src, id).await?;
    view_of(src, case).await
}

/// The case of a tracking link, for whoever has the link; `None` for an unknown one. Institution and permits do not
/// matter: the link is the permit, and it shows only progress.
pub async fn tracked(src: &impl Source, token: &str) -> Result<Option<Case>> {
    src.one(cases::Entity::find().filter(cases::Column::TrackingSha256.eq(sha256(token.as_bytes())))).await
}

/// Progress for somebody with a tracking link. `src` acts for the case's institution.
pub async fn view_of(src: &impl Source, case: Case) -> Result<CaseView> {
    let standing = perform::standing_of(src, case).await?;
    let history = history(src, &standing.case).await?;
    let attachments = attachment::Entity::find().filter(attachment::Column::CaseId.eq(standing.case.id));
    let attachments =
        src.all(attachments.order_by_asc(attachment::Column::At).order_by_asc(attachment::Column::Id)).await?;
    let open = task::Entity::find()
        .filter(task::Column::CaseId.eq(standing.case.id))
        .filter(task::Column::Status.eq(TaskStatus::Open));
    let tasks = src.all(open.order_by_asc(task::Column::Id)).await?;
    let who = history
        .iter()
        .filter_map(|(e, _)| e.actor_id)
        .chain(standing.case.owner_id)
        .chain(standing.state.done.values().filter_map(|d| d.by.map(PersonId)));
    let names = Names {
        units: people::query::unit_names(src).await?,
        people: people::query::person_names(src, who).await?,
        equipment: machines(src, &standing.definition, &standing.state).await?,
    };
    Ok(CaseView {
        case: standing.case,
        definition: standing.definition,
        state: standing.state,
        history,
        attachments,
        tasks,
        names,
    })
}

/// What the machines are called that the case's fields name.
pub(crate) async fn machines(
    src: &impl Source,
    definition: &Definition,
    state: &State,
) -> Result<BTreeMap<db::EquipmentId, String>> {
    let fields = definition.steps.iter().flat_map(|s| &s.form).filter(|f| f.kind == FieldKind::Equipment);
    let named = fields.filter_map(|f| state.data.get(&f.id)?.parse().ok());
    registers::query::equipment_names(src, named).await
}

/// The history of a case, oldest first, read back.
pub async fn history(src: &impl Source, case: &Case) -> Result<Vec<(Event, Happening)>> {
    rows(src, case.id).await?.into_iter().map(|row| happening(&row).map(|h| (row, h))).collect()
}

/// When the technician arrived; `None` when nobody has since the case was last taken, given or given back.
pub fn arrival(history: &[(Event, Happening)]) -> Option<Instant> {
    let since = history.iter().rev().take_while(|(_, h)| {
        !matches!(
            h,
            Happening::Engine(EngineEvent::Taken { .. } | EngineEvent::Assigned { .. } | EngineEvent::Released { .. })
        )
    });
    since.filter(|(_, h)| *h == Happening::Free(Free::Arrived)).map(|(e, _)| e.at).next()
}

/// Whether the actor may do this open task of the case: it is theirs, or nobody has it and their roles do it.
pub fn may_do(actor: &Actor, view: &CaseView, task: &Task) -> bool {
    match task.owner_id {
        Some(owner) => actor.person == Some(owner.0),
        None => view.definition.step(&task.step).is_some_and(|s| s.roles.iter().any(|r| holds(actor, &view.case, r))),
    }
}

/// Whether the actor may record a signature on that document: their own, or as the one before whom it is given. Nobody
/// does on a document that no step signs.
pub fn may_sign(actor: &Actor, case: &Case, definition: &Definition, document: &str) -> bool {
    let mut steps = definition.steps.iter().filter(|s| s.signs.as_deref() == Some(document)).peekable();
    let signed = steps.peek().is_some();
    signed && (holds(actor, case, WITNESS) || steps.flat_map(|s| &s.roles).any(|role| holds(actor, case, role)))
}

/// The same, by what is stored.
pub async fn may_sign_paper(src: &impl Source, case: &Case, document: &str) -> Result<bool> {
    let version = crate::procedures::query::get_version(src, case.definition_id).await?;
    let definition = crate::procedures::query::definition(&version)?;
    Ok(may_sign(src.actor(), case, &definition, document))
}

/// The recorded fields that the actor may correct: those who may correct, every one; who did a step, its own words.
pub fn correctable<'d>(actor: &Actor, definition: &'d Definition, state: &State) -> Vec<&'d Field> {
    let done = definition.steps.iter().filter(|s| state.done.contains_key(&s.id) && !s.is_survey());
    let own = |s: &&Step| {
        let did = state.done_by(&s.id);
        actor.may(Permit::CorrectCases) || (did.is_some() && did == actor.person && actor.may(Permit::WorkCases))
    };
    done.filter(own).flat_map(|s| &s.form).collect()
}

/// How far a step of the printed table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    Done,
    Current,
    Ahead,
    /// Printed, not executed.
    Rule,
}

/// One row of the manual's page, alive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    pub step: String,
    pub progress: Progress,
    /// Who did it last; `None` for the public, the system or nobody yet.
    pub by: Option<PersonId>,
    pub by_name: Option<String>,
    pub at: Option<Instant>,
    /// How often it was entered.
    pub visits: u32,
}

/// The manual's rows with how far this case is, and the transitions it went through.
pub fn progress(view: &CaseView) -> (Vec<StepRow>, Vec<(String, String)>) {
    let mut done: BTreeMap<&str, (&Event, Option<PersonId>)> = BTreeMap::new();
    let mut path = Vec::new();
    let mut last: Option<&str> = None;
    for (row, what) in &view.history {
        let Happening::Engine(event) = what else { continue };
        match event {
            EngineEvent::Completed { step, by, .. } => {
                done.insert(step, (row, by.map(PersonId)));
            }
            EngineEvent::Entered { step, .. } | EngineEvent::Closed { step, .. } => {
                if let Some(from) = last.replace(step) {
                    path.push((from.to_owned(), step.clone()));
                }
            }
            _ => {}
        }
    }
    let current = view.state.token().map(|t| t.step.as_str());
    let started = view.state.opened_at.is_some();
    let rows = view.definition.steps.iter().map(|s| {
        let did = done.get(s.id.as_str());
        let progress = match &s.kind {
            StepKind::Rule { .. } => Progress::Rule,
            StepKind::Start { .. } if started => Progress::Done,
            StepKind::End { .. } if view.case.status == CaseStatus::Closed => Progress::Done,
            _ if current == Some(s.id.as_str()) => Progress::Current,
            _ if did.is_some() && is_behind(view, &s.id) => Progress::Done,
            StepKind::Start { .. } | StepKind::End { .. } | StepKind::Task => Progress::Ahead,
        };
        let did = did.filter(|_| progress == Progress::Done);
        StepRow {
            step: s.id.clone(),
            progress,
            by: did.and_then(|(_, by)| *by),
            by_name: did.map(|(row, _)| row.actor_name.clone()),
            at: did.map(|(row, _)| row.at),
            visits: view.state.visits.get(&s.id).copied().unwrap_or(0),
        }
    });
    (rows.collect(), path)
}

/// Whether a step that was done still counts: it lies before where the case stands now, or the case is over.
fn is_behind(view: &CaseView, step: &str) -> bool {
    let row = |id: &str| view.definition.step(id).map(|s| s.row);
    match view.state.token() {
        Some(token) => row(step) < row(&token.step),
        None => true,
    }
}

/// An attachment of a case the actor may see.
pub async fn get_attachment(src: &impl Source, id: AttachmentId) -> Result<Attachment> {
    let query = attachment::Entity::find_by_id(id).filter(attachment::Column::InstitutionId.eq(src.institution()));
    let found = src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    get(src, found.case_id).await?;
    Ok(found)
}

/// The actor's own requests, latest first, a page before `before`.
pub async fn my_cases(src: &impl Source, before: Option<&str>) -> Result<Page<Case>> {
    let mine = cases::Entity::find().filter(cases::Column::RequesterId.eq(src.person()?));
    latest(src, mine.filter(cases::Column::InstitutionId.eq(src.institution())), before).await
}

/// The case of exactly that number, however its letters were typed.
pub async fn find_numbered(src: &impl Source, number: &str) -> Result<Option<Case>> {
    let number = number.trim().to_uppercase();
    src.one(visible(src).filter(cases::Column::Number.eq(number))).await
}

async fn latest(src: &impl Source, mut query: Select<cases::Entity>, before: Option<&str>) -> Result<Page<Case>> {
    if let Some((at, id)) = before.and_then(|b| b.rsplit_once('|')) {
        let at = crate::audit::instant_in_address(at)?;
        let id: CaseId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(cases::Column::OpenedAt), Expr::col(cases::Column::Id)])
                .lt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let rows =
        src.all(query.order_by_desc(cases::Column::OpenedAt).order_by_desc(cases::Column::Id).limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |c| format!("{}|{}", c.opened_at.to_rfc3339(), c.id)))
}
