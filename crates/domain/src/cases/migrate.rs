//! Taking running cases over to another version of their procedure: what would happen, and doing it.
//!
//! A case never changes its rules by itself. Somebody who manages procedures says so, case by case, after seeing what
//! would happen; what is recorded, printed and signed stays.

use super::{
    Case, CaseStatus,
    perform::{holds, standing_of, store},
    refusal::worded,
};
use crate::{people, procedures};
use db::{CaseId, DefinitionId, Source, Tx, entity::cases};
use kernel::{
    Error, Msg, Result,
    page::{LIMIT, Page},
    permit::Permit,
};
use procedure::{
    definition::Definition,
    engine,
    migrate::{Plan, Refused, plan},
    state::Context,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select};
use std::collections::BTreeMap;

/// Which step an old one becomes, where the ids alone do not say it.
pub type Steps = BTreeMap<String, String>;

/// What would happen to a case.
#[derive(Debug, Clone)]
pub struct Prospect {
    pub case: Case,
    /// The step where it would stand, its clocks and its task; or why it would stay.
    pub plan: Result<Plan, Msg>,
}

/// What would happen to the running cases of a version, oldest first, by pages; `after` is where the page before ended.
/// Changes nothing. Refuses without the permit to manage procedures, and another procedure's version.
pub async fn prospects(
    src: &impl Source,
    from: DefinitionId,
    to: DefinitionId,
    steps: &Steps,
    after: Option<&str>,
) -> Result<Page<Prospect>> {
    src.require(Permit::ManageProcedures)?;
    let old = procedures::query::get_version(src, from).await?;
    let (_, new) = target(src, &old, to).await?;
    let mut query = running(src).filter(cases::Column::DefinitionId.eq(from)).order_by_asc(cases::Column::Id);
    if let Some(place) = after {
        query = query.filter(cases::Column::Id.gt(place.parse::<CaseId>()?));
    }
    let page = Page::cut(src.all(query.limit(LIMIT + 1)).await?, LIMIT, |case: &Case| case.id.to_string());
    let mut rows = Vec::with_capacity(page.rows.len());
    for case in page.rows {
        let standing = standing_of(src, case).await?;
        let plan = plan(&standing.definition, &new, &standing.state, steps);
        let plan = plan.map_err(|why| refused(&why, &standing.definition, &new));
        rows.push(Prospect { case: standing.case, plan });
    }
    Ok(Page { rows, next: page.next })
}

/// Takes a running case over to that version of its procedure, which has to be in force. Who has its task keeps it if the
/// new step has the same roles; clocks that are in both versions go on. Refuses with the reason in words, and then
/// nothing has changed.
pub async fn migrate(tx: &mut Tx, case: CaseId, to: DefinitionId, steps: &Steps, reason: String) -> Result<Case> {
    tx.require(Permit::ManageProcedures)?;
    let row = tx.one(running(tx).filter(cases::Column::Id.eq(case))).await?;
    let mut standing = standing_of(tx, row.ok_or_else(|| Error::not_found("error-not-found"))?).await?;
    let old = procedures::query::get_version(tx, standing.case.definition_id).await?;
    let (version, new) = target(tx, &old, to).await?;
    if version.status != procedures::DefinitionStatus::InForce {
        return Err(Error::conflict("migrate-not-in-force"));
    }
    let plan = plan(&standing.definition, &new, &standing.state, steps)
        .map_err(|why| Error::conflict(refused(&why, &standing.definition, &new)))?;
    let calendar = people::calendar(tx).await?;
    // The context cannot travel between threads, so it ends before the storing begins.
    let outcome = {
        let actor = tx.actor();
        let ctx = Context {
            now: tx.now(),
            calendar: &calendar,
            actor: actor.person,
            holds: &|role| holds(actor, &standing.case, role),
            system: false,
            out_of_turn: false,
            new_id: &|| tx.random().id(tx.now()),
        };
        engine::migrate(&new, standing.state.clone(), &plan, reason, &ctx).map_err(|r| worded(r, &new))?
    };
    standing.case.definition_id = version.id;
    standing.definition = new;
    store(tx, &mut standing, outcome).await?;
    Ok(standing.case)
}

/// Every case of the institution that is not over: who manages procedures need not see the cases themselves.
fn running(src: &impl Source) -> Select<cases::Entity> {
    cases::Entity::find()
        .filter(cases::Column::InstitutionId.eq(src.institution()))
        .filter(cases::Column::Status.is_in([CaseStatus::Open, CaseStatus::Suspended]))
}

/// The version to go to. Refuses another procedure's, and the one where the case already is.
async fn target(
    src: &impl Source,
    old: &procedures::Version,
    to: DefinitionId,
) -> Result<(procedures::Version, std::sync::Arc<Definition>)> {
    let version = procedures::query::get_version(src, to).await?;
    if version.code != old.code || version.id == old.id {
        return Err(Error::invalid("migrate-other-procedure"));
    }
    let new = procedures::query::definition(&version)?;
    Ok((version, new))
}

/// Why a case stays, in words.
fn refused(why: &Refused, old: &Definition, new: &Definition) -> Msg {
    let step = |def: &Definition, id: &str| def.step(id).map_or_else(|| id.to_owned(), |s| s.name().to_owned());
    match why {
        Refused::NotOpen => Msg::new("case-not-open"),
        Refused::Unmapped(id) => Msg::new("migrate-unmapped").with("step", step(old, id)).with("id", id.as_str()),
        Refused::Unknown(id) => Msg::new("migrate-unknown").with("id", id.as_str()),
        Refused::NotATask(id) => Msg::new("migrate-not-a-task").with("step", step(new, id)),
        Refused::OtherFlow(id) => Msg::new("migrate-other-flow").with("step", step(new, id)),
        Refused::UnknownPaper(id) => {
            let title = old.documents.get(id).map_or(id.as_str(), |d| d.title.as_str());
            Msg::new("migrate-unknown-paper").with("document", title)
        }
        Refused::PaperNotIssued(id) => {
            let title = new.documents.get(id).map_or(id.as_str(), |d| d.title.as_str());
            Msg::new("migrate-paper-not-issued").with("document", title)
        }
        Refused::FieldNotFilled(id) => {
            let field = new.steps.iter().flat_map(|s| &s.form).find(|f| f.id == *id);
            Msg::new("migrate-field-not-filled").with("field", field.map_or(id.as_str(), |f| f.label.as_str()))
        }
    }
}
