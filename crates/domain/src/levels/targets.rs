//! What is promised: adding and withdrawing targets.

use super::{Counting, ServiceLevel, follow, model, query};
use crate::{people, procedures};
use db::{ServiceLevelId, Source as _, Tx, UnitId, entity::service_level};
use kernel::{Error, Result, error::Check, permit::Permit, time::Span};
use procedure::{manual::Level, times};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use serde::Deserialize;

/// A target as it is typed. Empty means any, or nothing promised.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct TargetDraft {
    pub procedure: String,
    #[serde(default)]
    pub service: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub level: String,
    /// «12 horas», «2 días».
    #[serde(default)]
    pub response: String,
    #[serde(default)]
    pub solution: String,
    /// `business` or `calendar`.
    #[serde(default)]
    pub counting: String,
    /// Filled when no other target may promise more time.
    #[serde(default)]
    pub cap: String,
    #[serde(default)]
    pub source: String,
}

/// Promises something. Open cases that it fits better than what they had count by it from now on. Refuses wrong fields by
/// name, a target that would fit a case as well as another one (Conflict), and more time than the cap allows.
pub async fn add_target(tx: &mut Tx, draft: TargetDraft) -> Result<ServiceLevel> {
    tx.require(Permit::ManageProcedures)?;
    let row = checked(tx, draft).await?;
    let calendar = people::calendar(tx).await?;
    let others = query::in_force(tx, &row.procedure).await?;
    model::check(&row, &others, &calendar, tx.now())?;
    let row = tx.insert(row.into_active_model()).await?;
    follow::recount(tx, &row.procedure).await?;
    let body = serde_json::json!({ "counting": row.counting, "cap": row.cap, "source": row.source });
    tx.record("service_level.added", Some(row.id.0), &model::in_words(&row), body).await?;
    Ok(row)
}

async fn checked(tx: &Tx, draft: TargetDraft) -> Result<ServiceLevel> {
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let version = procedures::query::find_in_force(tx, &draft.procedure).await?;
    let lists = match &version {
        Some(version) => lists(tx, &*procedures::query::definition(version)?).await?,
        None => (Vec::new(), Vec::new()),
    };
    let unit = draft.unit.parse::<UnitId>().ok();
    let units = people::query::unit_tree(tx).await?;
    let counting = match draft.counting.as_str() {
        "business" => Some(Counting::Business),
        "calendar" => Some(Counting::Calendar),
        _ => None,
    };
    let (response, solution) = (clean(&draft.response), clean(&draft.solution));
    let readable = |text: &str| text.is_empty() || times::span(text).is_some_and(|s| !matches!(s, Span::Months(_)));
    let mut check = Check::new();
    check.that(version.is_some(), "procedure", "procedure-not-in-force");
    check.that(draft.service.is_empty() || lists.0.contains(&draft.service), "service", "field-not-in-list");
    check.that(draft.level.is_empty() || lists.1.contains(&draft.level), "level", "field-not-in-list");
    check.that(draft.unit.is_empty() || units.iter().any(|(u, _)| Some(u.id) == unit), "unit", "field-not-a-unit");
    check.that(readable(&response), "response", "level-time-unclear");
    check.that(readable(&solution), "solution", "level-time-unclear");
    check.that(!(response.is_empty() && solution.is_empty()), "response", "level-promises-nothing");
    check.that(draft.cap.is_empty() || !response.is_empty(), "response", "field-required");
    check.that(counting.is_some(), "counting", "field-required");
    check.done()?;
    Ok(ServiceLevel {
        id: tx.id(),
        institution_id: tx.institution(),
        procedure: draft.procedure,
        service: draft.service,
        unit_id: unit,
        level: draft.level,
        response,
        solution,
        counting: counting.ok_or_else(|| Error::field("counting", "field-required"))?,
        cap: !draft.cap.is_empty(),
        source: draft.source.trim().to_owned(),
        created_at: tx.now(),
        withdrawn_at: None,
    })
}

/// The services and the levels that the procedure's forms offer.
pub(super) async fn lists(
    src: &impl db::Source,
    definition: &procedure::definition::Definition,
) -> Result<(Vec<String>, Vec<String>)> {
    let (mut services, mut levels) = (Vec::new(), Vec::new());
    for field in definition.steps.iter().flat_map(|s| &s.form) {
        if let procedure::definition::FieldKind::Catalogue { catalogue } = &field.kind {
            let labels = people::query::catalogue(src, catalogue).await?;
            if catalogue == model::LEVELS { levels.extend(labels) } else { services.extend(labels) }
        }
    }
    Ok((services, levels))
}

/// Promises it no longer. Open cases count by what fits them then from now on. NotFound when it is none.
pub async fn withdraw_target(tx: &mut Tx, id: ServiceLevelId) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let was = query::targets(tx).await?.into_iter().find(|l| l.id == id);
    let was = was.ok_or_else(|| Error::not_found("error-not-found"))?;
    let row = service_level::ActiveModel { withdrawn_at: Set(Some(tx.now())), ..Default::default() };
    let mine = service_level::Entity::update_many()
        .set(row)
        .filter(service_level::Column::Id.eq(id))
        .filter(service_level::Column::WithdrawnAt.is_null());
    tx.swap(mine).await?;
    follow::recount(tx, &was.procedure).await?;
    tx.record("service_level.withdrawn", Some(id.0), &model::in_words(&was), serde_json::json!({})).await
}

/// What a manual promises, for procedures of which the institution has no target yet.
pub(crate) async fn install(tx: &mut Tx, levels: &[Level]) -> Result<()> {
    let had = query::targets(tx).await?;
    let mut rows = Vec::new();
    for level in levels.iter().filter(|l| had.iter().all(|h| h.procedure != l.procedure)) {
        let row = ServiceLevel {
            id: tx.id(),
            institution_id: tx.institution(),
            procedure: level.procedure.clone(),
            service: String::new(),
            unit_id: None,
            level: level.level.clone(),
            response: level.response.clone(),
            solution: level.solution.clone(),
            counting: if level.calendar { Counting::Calendar } else { Counting::Business },
            cap: level.cap,
            source: level.assumption.clone(),
            created_at: tx.now(),
            withdrawn_at: None,
        };
        rows.push(row.into_active_model());
    }
    tx.insert_all(rows).await
}
