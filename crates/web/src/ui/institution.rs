//! The institution's letterhead, hours and shield.

use super::setup::{ZONES, receive_logo};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Choice, ClosedDayRow, Form, InstitutionEdit as EditPage},
};
use axum::extract::Path;
use domain::people::{self, ClosedDayDraft, InstitutionEdit, records};
use kernel::{Error, Result, permit::Permit, time};

pub(crate) async fn show(ctx: Ctx) -> Answer {
    let page = stands(&ctx, None, None).await?;
    ctx.page(&page).await
}

async fn stands(ctx: &Ctx, form: Option<Form>, closed_form: Option<Form>) -> Result<EditPage> {
    let (institution, edit) = records::institution(&ctx.read()).await?;
    let mut zones: Vec<Choice> = ZONES.map(|z| Choice::new(z, z)).into();
    if !ZONES.contains(&edit.zone.as_str()) {
        zones.push(Choice::new(&edit.zone, &edit.zone));
    }
    let filled = Form::default()
        .with("name", edit.name)
        .with("issuing_unit", edit.issuing_unit)
        .with("zone", edit.zone)
        .with("hours", edit.hours)
        .with("address", edit.address)
        .with("phone", edit.phone);
    Ok(EditPage {
        form: form.unwrap_or(filled),
        zones,
        logo: institution.logo_sha256.map(|_| urls::logo(&institution.slug)),
        closed: closed_days(ctx).await?,
        closed_form: closed_form.unwrap_or_else(|| Form::new("closed")),
        public_form: format!("{}{}", ctx.state.office.public_url, urls::help(&institution.slug)),
    })
}

pub(crate) async fn edit(ctx: Ctx, mut sent: Sent) -> Answer {
    match edited(&ctx, &mut sent).await {
        Ok(()) => ctx.done("/institution", "institution-saved"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = stands(&ctx, Some(form), None).await?;
            ctx.page_as(status, &page).await
        }
    }
}

async fn edited(ctx: &Ctx, sent: &mut Sent) -> Result<()> {
    // Before the file is kept: nobody else fills the store.
    ctx.actor.require(Permit::ManageInstitution)?;
    let edit = InstitutionEdit {
        logo_sha256: receive_logo(&ctx.state.office, sent).await?,
        name: sent.get("name").to_owned(),
        issuing_unit: sent.get("issuing_unit").to_owned(),
        zone: sent.get("zone").to_owned(),
        hours: sent.get("hours").to_owned(),
        address: sent.get("address").to_owned(),
        phone: sent.get("phone").to_owned(),
    };
    let mut tx = ctx.write().await?;
    people::edit_institution(&mut tx, edit).await?;
    tx.commit().await
}

/// The closed days from today on.
async fn closed_days(ctx: &Ctx) -> Result<Vec<ClosedDayRow>> {
    let today = ctx.today().await?;
    let days = people::query::closed_days(&ctx.read()).await?.into_iter().filter(|d| d.day >= today);
    let row = |d: people::ClosedDay| ClosedDayRow {
        day: d.day.to_string(),
        shown: time::format_date(d.day, ctx.locale),
        name: d.name,
        source: d.source,
    };
    Ok(days.map(row).collect())
}

pub(crate) async fn add_closed_day(ctx: Ctx, sent: Sent) -> Answer {
    let draft = ClosedDayDraft {
        day: sent.get("day").to_owned(),
        name: sent.get("closed_name").to_owned(),
        source: sent.get("source").to_owned(),
    };
    let mut tx = ctx.write().await?;
    match people::add_closed_day(&mut tx, draft).await {
        Ok(()) => {
            tx.commit().await?;
            ctx.done("/institution#closed-days", "closed-day-added")
        }
        Err(e) => {
            drop(tx);
            let (status, form) = again(Form::new("closed").typed(sent.typed()), e)?;
            let page = stands(&ctx, None, Some(form)).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn remove_closed_day(ctx: Ctx, Path(day): Path<String>) -> Answer {
    let day = time::date(&day).ok_or_else(|| Error::not_found("error-not-found"))?;
    let mut tx = ctx.write().await?;
    people::remove_closed_day(&mut tx, day).await?;
    tx.commit().await?;
    ctx.done("/institution#closed-days", "closed-day-removed")
}
