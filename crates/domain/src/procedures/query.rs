//! Reads about procedures and their versions.

use super::{DefinitionStatus, Version};
use db::{
    DefinitionId, Source,
    entity::{
        cases::{self, CaseStatus},
        definition,
    },
};
use kernel::{Error, Result, permit::Permit};
use procedure::definition::Definition;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

/// Every text that was ever read in this process, by its hash. A version's text never changes, so neither does this.
static READ: LazyLock<RwLock<BTreeMap<String, Arc<Definition>>>> = LazyLock::new(RwLock::default);

/// The procedure that a version's text defines. Internal when it cannot be read: it could once.
pub fn definition(version: &Version) -> Result<Arc<Definition>> {
    if let Some(known) = READ.read().unwrap_or_else(PoisonError::into_inner).get(&version.sha256) {
        return Ok(known.clone());
    }
    let (parsed, diagnostics) = procedure::parse(&version.source);
    let parsed =
        Arc::new(parsed.ok_or_else(|| {
            Error::internal(format!("{} edition {}: {diagnostics:?}", version.code, version.edition))
        })?);
    READ.write().unwrap_or_else(PoisonError::into_inner).insert(version.sha256.clone(), parsed.clone());
    Ok(parsed)
}

/// NotFound for another institution's.
pub async fn get_version(src: &impl Source, id: DefinitionId) -> Result<Version> {
    let query = definition::Entity::find_by_id(id).filter(definition::Column::InstitutionId.eq(src.institution()));
    src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))
}

pub async fn find_in_force(src: &impl Source, code: &str) -> Result<Option<Version>> {
    let query = in_force(src).filter(definition::Column::Code.eq(code));
    src.one(query).await
}

/// The versions in force, by title. An institution has dozens, not thousands; at most 200.
pub async fn list_in_force(src: &impl Source) -> Result<Vec<Version>> {
    src.all(in_force(src).order_by_asc(definition::Column::Title).order_by_asc(definition::Column::Id).limit(200)).await
}

fn in_force(src: &impl Source) -> sea_orm::Select<definition::Entity> {
    definition::Entity::find()
        .filter(definition::Column::InstitutionId.eq(src.institution()))
        .filter(definition::Column::Status.eq(DefinitionStatus::InForce))
}

/// All editions of a procedure, latest first, at most 100.
pub async fn editions(src: &impl Source, code: &str) -> Result<Vec<Version>> {
    let query = definition::Entity::find()
        .filter(definition::Column::InstitutionId.eq(src.institution()))
        .filter(definition::Column::Code.eq(code));
    src.all(query.order_by_desc(definition::Column::Edition).limit(100)).await
}

/// The procedures in force that a person's request begins.
pub async fn requestable(src: &impl Source) -> Result<Vec<(Version, Arc<Definition>)>> {
    let mut out = Vec::new();
    for version in list_in_force(src).await? {
        let parsed = definition(&version)?;
        if parsed.request_flow().is_some() {
            out.push((version, parsed));
        }
    }
    Ok(out)
}

/// That edition of a procedure, or without a number the one in force. NotFound when there is none.
pub async fn edition(src: &impl Source, code: &str, edition: Option<i64>) -> Result<Version> {
    let found = match edition {
        None => find_in_force(src, code).await?,
        Some(edition) => {
            let query = definition::Entity::find()
                .filter(definition::Column::InstitutionId.eq(src.institution()))
                .filter(definition::Column::Code.eq(code))
                .filter(definition::Column::Edition.eq(edition));
            src.one(query).await?
        }
    };
    found.ok_or_else(|| Error::not_found("error-not-found"))
}

#[derive(FromQueryResult)]
struct OpenCount {
    definition_id: DefinitionId,
    n: i64,
}

/// Open cases per procedure, all its editions together. Forbidden without the permit to see every case.
pub async fn open_cases(src: &impl Source) -> Result<BTreeMap<String, i64>> {
    src.require(Permit::SeeCases)?;
    let counted = cases::Entity::find()
        .filter(cases::Column::InstitutionId.eq(src.institution()))
        .filter(cases::Column::Status.eq(CaseStatus::Open))
        .select_only()
        .column(cases::Column::DefinitionId)
        .column_as(cases::Column::Id.count(), "n")
        .group_by(cases::Column::DefinitionId);
    let mut open = BTreeMap::new();
    for row in src.rows(counted.into_model::<OpenCount>()).await? {
        *open.entry(get_version(src, row.definition_id).await?.code).or_default() += row.n;
    }
    Ok(open)
}
