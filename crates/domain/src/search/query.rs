//! Finding things by words. What nobody typed, an empty list answers.

use crate::{
    cases::{self, Case},
    people::{self, Person},
    registers::Equipment,
};
use db::{
    CaseId, EquipmentId, PersonId, Source, UnitId,
    entity::{cases as case_table, equipment, person},
    search::{Asked, Hit, find},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::Permit,
    time::{Date, Duration},
    words,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeMap;

/// How many things of another kind stand beside the cases.
const BESIDE: u64 = 10;

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct Looking {
    pub text: String,
    /// `open`, `suspended`, `closed`, `annulled`; empty for any.
    pub state: String,
    /// Code of the procedure; empty for any.
    pub procedure: String,
    pub unit: Option<UnitId>,
    /// First and last day on which it was asked, in the institution's zone.
    pub from: Option<Date>,
    pub until: Option<Date>,
}

impl Looking {
    /// Whether it asks for anything at all.
    pub fn is_empty(&self) -> bool {
        let Self { text, state, procedure, unit, from, until } = self;
        let any = unit.is_some() || from.is_some() || until.is_some();
        text.trim().is_empty() && state.is_empty() && procedure.is_empty() && !any
    }
}

/// Cases that the actor may see and that fit, newest first, a page older than `after`. Signs without a word find nothing.
pub async fn list_cases(src: &impl Source, looking: &Looking, after: Option<&str>) -> Result<Page<Case>> {
    let terms = words::terms(&looking.text);
    if looking.is_empty() || (terms.is_empty() && !looking.text.trim().is_empty()) {
        return Ok(Page { rows: Vec::new(), next: None });
    }
    let zone = people::zone(&people::query::institution(src).await?)?;
    let before = after.map(|n| n.parse::<i64>().map_err(|_| Error::not_found("error-not-found"))).transpose()?;
    let asked = Asked {
        terms,
        kinds: vec!["case"],
        own: own(src),
        states: Some(looking.state.clone()).filter(|s| !s.is_empty()).into_iter().collect(),
        topic: looking.procedure.clone(),
        unit: looking.unit,
        from: looking.from.map(|day| zone.instant(day, 0)),
        until: looking.until.map(|day| zone.instant(day + Duration::days(1), 0)),
        before,
        limit: LIMIT + 1,
    };
    let page = Page::cut(find(src, &asked).await?, LIMIT, |hit| hit.n.to_string());
    Ok(Page { rows: cases_of(src, &page.rows).await?, next: page.next })
}

/// The cases of these hits in their order, if the actor may see them.
pub(crate) async fn cases_of(src: &impl Source, hits: &[Hit]) -> Result<Vec<Case>> {
    let ids = hits.iter().map(|hit| CaseId(hit.row_id));
    let found = src.all(cases::query::visible(src).filter(case_table::Column::Id.is_in(ids))).await?;
    let mut found: BTreeMap<CaseId, Case> = found.into_iter().map(|c| (c.id, c)).collect();
    Ok(hits.iter().filter_map(|hit| found.remove(&CaseId(hit.row_id))).collect())
}

/// Whose rows the actor finds; `None` for all.
pub(crate) fn own(src: &impl Source) -> Option<(PersonId, Vec<UnitId>)> {
    let actor = src.actor();
    let units = || actor.roles.iter().filter_map(|h| h.unit).map(UnitId).collect();
    (!actor.may(Permit::SeeCases)).then(|| (PersonId(actor.person.unwrap_or_default()), units()))
}

async fn beside(src: &impl Source, kind: &'static str, state: &str, text: &str) -> Result<Vec<Hit>> {
    let terms = words::terms(text);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let states = Some(state.to_owned()).filter(|s| !s.is_empty()).into_iter().collect();
    find(src, &Asked { terms, kinds: vec![kind], states, limit: BESIDE, ..Asked::default() }).await
}

/// People of the house who fit, at most ten; nobody for who neither works cases nor keeps people.
pub async fn list_people(src: &impl Source, text: &str) -> Result<Vec<Person>> {
    let actor = src.actor();
    if ![Permit::SeeCases, Permit::WorkCases, Permit::ManagePeople].iter().any(|p| actor.may(*p)) {
        return Ok(Vec::new());
    }
    let hits = beside(src, "person", "active", text).await?;
    let ids = hits.iter().map(|hit| PersonId(hit.row_id));
    let here = person::Entity::find().filter(person::Column::InstitutionId.eq(src.institution()));
    let mut found = src.all(here.filter(person::Column::Id.is_in(ids))).await?;
    found.sort_by(|a, b| a.name_key.cmp(&b.name_key));
    Ok(found)
}

/// Machines that fit, at most ten, by their number; none for who may not read the registers.
pub async fn list_equipment(src: &impl Source, text: &str) -> Result<Vec<Equipment>> {
    if !src.actor().may(Permit::SeeCases) {
        return Ok(Vec::new());
    }
    let hits = beside(src, "equipment", "", text).await?;
    let ids = hits.iter().map(|hit| EquipmentId(hit.row_id));
    let here = equipment::Entity::find().filter(equipment::Column::InstitutionId.eq(src.institution()));
    let mut found = src.all(here.filter(equipment::Column::Id.is_in(ids))).await?;
    found.sort_by(|a, b| a.tag_key.cmp(&b.tag_key));
    Ok(found)
}
