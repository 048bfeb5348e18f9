//! Reads about manuals and their versions.

use super::{Manual, ManualStatus, Part};
use db::{
    ManualId, Source,
    entity::{manual, manual_part},
};
use kernel::{
    Error, Result,
    page::{LIMIT, Page},
    permit::Permit,
};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};

/// Any version; NotFound for another institution's. What never was in force is only for those who manage procedures or
/// see the audit: Forbidden for others.
pub async fn get(src: &impl Source, id: ManualId) -> Result<Manual> {
    let query = manual::Entity::find_by_id(id).filter(manual::Column::InstitutionId.eq(src.institution()));
    let found = src.one(query).await?.ok_or_else(|| Error::not_found("error-not-found"))?;
    if !src.actor().may(Permit::ManageProcedures) {
        src.person()?;
    }
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

/// The versions that the reader may see, latest first, a page from `after`.
pub async fn list(src: &impl Source, after: Option<&str>) -> Result<Page<Manual>> {
    src.person()?;
    let mut query = manual::Entity::find().filter(manual::Column::InstitutionId.eq(src.institution()));
    if !src.actor().may(Permit::ManageProcedures) && !src.actor().may(Permit::SeeAudit) {
        query = query.filter(manual::Column::InForceAt.is_not_null());
    }
    if let Some((at, id)) = after.and_then(|a| a.rsplit_once('|')) {
        let at = crate::audit::instant_in_address(at)?;
        let id: ManualId = id.parse()?;
        query = query.filter(
            Expr::tuple([Expr::col(manual::Column::CreatedAt), Expr::col(manual::Column::Id)])
                .lt(Expr::tuple([Expr::value(at), Expr::value(id)])),
        );
    }
    let query = query.order_by_desc(manual::Column::CreatedAt).order_by_desc(manual::Column::Id);
    let rows = src.all(query.limit(LIMIT + 1)).await?;
    Ok(Page::cut(rows, LIMIT, |m| format!("{}|{}", m.created_at.to_rfc3339(), m.id)))
}

/// The latest version of a manual, in whatever state.
pub async fn latest(src: &impl Source, code: &str) -> Result<Option<Manual>> {
    let all = of_code(src, code);
    src.one(all.order_by_desc(manual::Column::Edition)).await
}

/// All versions of a manual, latest first, at most 100.
pub async fn versions(src: &impl Source, code: &str) -> Result<Vec<Manual>> {
    src.all(of_code(src, code).order_by_desc(manual::Column::Edition).limit(100)).await
}

/// The version that holds: in force, or expired and not replaced yet.
pub async fn holding(src: &impl Source, code: &str) -> Result<Vec<Manual>> {
    src.all(of_code(src, code).filter(holds())).await
}

/// The versions of all manuals that hold, by title; a town hall has a handful, at most 50.
pub async fn list_holding(src: &impl Source) -> Result<Vec<Manual>> {
    let ours = manual::Entity::find().filter(manual::Column::InstitutionId.eq(src.institution())).filter(holds());
    src.all(ours.order_by_asc(manual::Column::Title).order_by_asc(manual::Column::Id).limit(50)).await
}

fn holds() -> Condition {
    Condition::any()
        .add(manual::Column::Status.eq(ManualStatus::InForce))
        .add(manual::Column::Status.eq(ManualStatus::Expired))
}

fn of_code(src: &impl Source, code: &str) -> sea_orm::Select<manual::Entity> {
    manual::Entity::find()
        .filter(manual::Column::InstitutionId.eq(src.institution()))
        .filter(manual::Column::Code.eq(code))
}
