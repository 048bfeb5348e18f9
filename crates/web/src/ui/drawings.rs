//! A procedure as files for other programs: BPMN to draw or run it, its flowchart as a picture.

use super::{files, flow, procedures::Edition};
use crate::{ctx::Ctx, error::Answer};
use axum::extract::{Path, Query};
use domain::procedures;
use kernel::Error;
use procedure::{
    bpmn::{self, Expressions},
    flowchart::Walk,
    yaml,
};

/// BPMN 2.0 with coordinates, to save.
pub(crate) async fn bpmn(ctx: Ctx, Path(code): Path<String>, Query(edition): Query<Edition>) -> Answer {
    let version = procedures::query::edition(&ctx.read(), &code, edition.edition).await?;
    let definition = procedures::query::definition(&version)?;
    let root = yaml::load(&version.source).map_err(|found| Error::internal(found.message))?;
    let xml = bpmn::write(&definition, &root, Expressions::default());
    Ok(files::serve("application/xml", &format!("{code}-{}.bpmn", version.edition), xml.into_bytes()))
}

/// The flowchart, to save.
pub(crate) async fn svg(ctx: Ctx, Path(code): Path<String>, Query(edition): Query<Edition>) -> Answer {
    let version = procedures::query::edition(&ctx.read(), &code, edition.edition).await?;
    let definition = procedures::query::definition(&version)?;
    let drawing = flow::drawing(ctx.locale, &definition, &Walk::default());
    Ok(files::serve("image/svg+xml", &format!("{code}-{}.svg", version.edition), drawing.into_bytes()))
}
