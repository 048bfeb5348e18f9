//! Reads about manuals and their versions.

use super::{Manual, ManualStatus, Part};
use db::{
    ManualId, Source,
    entity::{manual, manual_part},
};
use kernel::{Error, Result, permit::Permit};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

/// Any version; NotFound for another institution's. What never was in force is only for those who manage procedures or
/// see the audit: Forbidden for others.
pub async fn get(src: &impl Source, id: ManualId) -> Result<Manual> {
    let query = manual::Entity::find_by_id(id).filter(manual::Column::InstitutionId.eq(src.institution()));
    let found = src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    src.person()?;
    if found.in_force_at.is_none() && !src.actor().may(Permit::SeeAudit) {
        src.require(Permit::ManageProcedures)?;
    }
    Ok(found)
}

/// A version that may still be changed. Forbidden for those who do not manage procedures, Conflict when it is no draft
/// any more.
pub async fn get_draft(src: &impl Source, id: ManualId) -> Result<Manual> {
    src.require(Permit::ManageProcedures)?;
    let query = manual::Entity::find_by_id(id).filter(manual::Column::InstitutionId.eq(src.institution()));
    let found = src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    if found.status == ManualStatus::Draft { Ok(found) } else { Err(Error::conflict("manual-not-draft")) }
}

/// The procedures of a version, in its order; at most 200.
pub async fn parts(src: &impl Source, of: ManualId) -> Result<Vec<Part>> {
    let all = manual_part::Entity::find()
        .filter(manual_part::Column::InstitutionId.eq(src.institution()))
        .filter(manual_part::Column::ManualId.eq(of));
    src.all(all.order_by_asc(manual_part::Column::Position).order_by_asc(manual_part::Column::Id).limit(200)).await
}

pub async fn find_part(src: &impl Source, of: ManualId, code: &str) -> Result<Option<Part>> {
    let query = manual_part::Entity::find()
        .filter(manual_part::Column::InstitutionId.eq(src.institution()))
        .filter(manual_part::Column::ManualId.eq(of))
        .filter(manual_part::Column::Code.eq(code));
    src.one(query).await
}

/// One procedure of a version; NotFound when the version has none of that name.
pub async fn part(src: &impl Source, of: ManualId, code: &str) -> Result<Part> {
    find_part(src, of, code).await?.ok_or_else(|| Error::not_found("error-not-found"))
}
