//! Whom a version must reach, and who has read it.

use super::{fields, manuals::count};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    ui::Id,
    urls,
    view::{Choice, Form, ManualReaders, ReaderRow},
};
use domain::{
    ManualId,
    manuals::{
        self,
        readings::{self, Reach},
    },
    people,
};
use kernel::{Error, Result, permit::Permit, time::date};

pub(crate) async fn show(ctx: Ctx, Id(id): Id<ManualId>) -> Answer {
    let page = page(&ctx, id, Form::default(), Vec::new()).await?;
    ctx.page(&page).await
}

async fn page(ctx: &Ctx, id: ManualId, form: Form, chosen: Vec<String>) -> Result<ManualReaders> {
    let read = ctx.read();
    let manual = manuals::get(&read, id).await?;
    let readers = readings::readers(&read, id).await?;
    let row = |(person, reading): (people::Person, manuals::Reading)| ReaderRow {
        name: person.name,
        post: person.post,
        asked_at: reading.asked_at,
        due_on: reading.due_on,
        reminded: reading.reminded_at.is_some(),
        read_at: reading.read_at,
    };
    let roles = people::query::roles(&read).await?.into_iter().map(|r| Choice::new(r.id.to_string(), r.name));
    let persons = people::query::active_people(&read).await?.into_iter();
    Ok(ManualReaders {
        id: id.to_string(),
        title: manual.title,
        edition: manual.edition,
        read: count(readers.iter().filter(|(_, r)| r.read_at.is_some()).count()),
        rows: readers.into_iter().map(row).collect(),
        manages: ctx.may(Permit::ManageProcedures) && manual.in_force_at.is_some(),
        roles: roles.collect(),
        units: fields::units(&read).await?,
        persons: persons.map(|p| Choice::new(p.id.to_string(), p.name)).collect(),
        chosen,
        form,
    })
}

/// One role, unit and person at a time: the form is sent again for the next.
pub(crate) async fn ask(ctx: Ctx, Id(id): Id<ManualId>, sent: Sent) -> Answer {
    let asked = async {
        let due_on = sent
            .some("due_on")
            .map(|day| date(&day).ok_or_else(|| Error::field("due_on", "field-not-a-date")))
            .transpose()?;
        let reach =
            Reach { roles: ids(&sent, "roles")?, units: ids(&sent, "units")?, persons: ids(&sent, "persons")?, due_on };
        let mut tx = ctx.write().await?;
        readings::ask(&mut tx, id, &reach).await?;
        tx.commit().await
    };
    match asked.await {
        Ok(()) => ctx.done(&urls::manual_readers(id), "manual-readers-asked"),
        Err(e) if e.fields.is_empty() => ctx.refused(&urls::manual_readers(id), e),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let chosen = ["roles", "units", "persons"].into_iter().flat_map(|name| sent.all(name)).collect();
            let page = page(&ctx, id, form, chosen).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// Every id that was ticked of a list.
fn ids<T: std::str::FromStr<Err = Error>>(sent: &Sent, name: &str) -> Result<Vec<T>> {
    sent.all(name).iter().filter(|id| !id.is_empty()).map(|id| id.parse()).collect()
}

pub(crate) async fn remind(ctx: Ctx, Id(id): Id<ManualId>) -> Answer {
    let mut tx = ctx.write().await?;
    readings::remind(&mut tx, id).await?;
    tx.commit().await?;
    ctx.done(&urls::manual_readers(id), "manual-readers-reminded")
}
