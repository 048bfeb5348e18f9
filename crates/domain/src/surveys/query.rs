//! Reads about surveys.

use super::Survey;
use db::{CaseId, Source, entity::survey};
use kernel::{Error, Result, permit::Permit, time::Instant};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

/// The survey of a link, for whoever has the link; NotFound for none. Institution and permits do not matter: the link is
/// the permit.
pub async fn by_token(src: &impl Source, token: &str) -> Result<Survey> {
    let found = src.one(survey::Entity::find().filter(survey::Column::Token.eq(token))).await?;
    found.ok_or_else(|| Error::not_found("error-not-found"))
}

/// The last survey that was asked for on the case.
pub async fn latest(src: &impl Source, case: CaseId) -> Result<Option<Survey>> {
    let mut all = of_case(src, case).await?;
    Ok(all.pop())
}

/// Every survey of the case, oldest first: each round of the loop is a row of its own.
pub async fn of_case(src: &impl Source, case: CaseId) -> Result<Vec<Survey>> {
    let query = survey::Entity::find()
        .filter(survey::Column::InstitutionId.eq(src.institution()))
        .filter(survey::Column::CaseId.eq(case));
    src.all(query.order_by_asc(survey::Column::AskedAt).order_by_asc(survey::Column::Visit)).await
}

/// Every survey asked for from one instant up to another, for the monthly report, oldest first. Silent ones are among
/// them and have no score; a late answer has one and does not count.
pub async fn asked_between(src: &impl Source, from: Instant, until: Instant) -> Result<Vec<Survey>> {
    src.require(Permit::SeeReports)?;
    let query = survey::Entity::find()
        .filter(survey::Column::InstitutionId.eq(src.institution()))
        .filter(survey::Column::AskedAt.gte(from))
        .filter(survey::Column::AskedAt.lt(until));
    src.all(query.order_by_asc(survey::Column::AskedAt).order_by_asc(survey::Column::Id)).await
}
