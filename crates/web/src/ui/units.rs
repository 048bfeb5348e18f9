//! Units: the tree, adding, renaming or moving one, closing one.

use super::{Id, fields};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Form, UnitEdit, UnitNode, Units},
};
use domain::{
    UnitId,
    people::{self, UnitDraft, records},
};
use kernel::Result;

pub(crate) async fn index(ctx: Ctx) -> Answer {
    let page = tree(&ctx, Form::default()).await?;
    ctx.page(&page).await
}

async fn tree(ctx: &Ctx, form: Form) -> Result<Units> {
    let read = ctx.read();
    let listed = records::units(&read).await?;
    let closed = records::closed_units(&read).await?;
    Ok(Units {
        tree: nested(&listed),
        closed: closed.into_iter().map(|u| u.name).collect(),
        form,
        parents: fields::units(&read).await?,
    })
}

/// The list in tree order as a tree: what follows a unit more deeply indented is below it.
fn nested(rows: &[records::Listed]) -> Vec<UnitNode> {
    let mut nodes = Vec::new();
    let mut rest = rows;
    while let [first, after @ ..] = rest {
        let own = after.iter().take_while(|row| row.depth > first.depth).count();
        let (below, others) = after.split_at(own);
        nodes.push(UnitNode {
            href: urls::unit(first.unit.id),
            code: first.unit.code.clone(),
            name: first.unit.name.clone(),
            people: first.people,
            below: nested(below),
        });
        rest = others;
    }
    nodes
}

fn draft(sent: &Sent) -> Result<UnitDraft> {
    let parent = sent.some("parent").map(|p| p.parse()).transpose()?;
    Ok(UnitDraft { code: sent.get("code").to_owned(), name: sent.get("name").to_owned(), parent })
}

pub(crate) async fn create(ctx: Ctx, sent: Sent) -> Answer {
    let added = async {
        let mut tx = ctx.write().await?;
        people::add_unit(&mut tx, draft(&sent)?).await?;
        tx.commit().await
    };
    match added.await {
        Ok(()) => ctx.done("/units", "unit-added"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = tree(&ctx, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn show(ctx: Ctx, Id(id): Id<UnitId>) -> Answer {
    let page = one(&ctx, id, None).await?;
    ctx.page(&page).await
}

async fn one(ctx: &Ctx, id: UnitId, form: Option<Form>) -> Result<UnitEdit> {
    let read = ctx.read();
    let unit = records::unit(&read, id).await?;
    let mut parents = fields::units(&read).await?;
    parents.retain(|p| p.value != id.to_string());
    let stands = Form::default()
        .with("name", &unit.name)
        .with("code", &unit.code)
        .with("parent", unit.parent_id.map(|p| p.to_string()).unwrap_or_default());
    Ok(UnitEdit { id: id.to_string(), name: unit.name, form: form.unwrap_or(stands), parents })
}

pub(crate) async fn edit(ctx: Ctx, Id(id): Id<UnitId>, sent: Sent) -> Answer {
    let edited = async {
        let mut tx = ctx.write().await?;
        people::edit_unit(&mut tx, id, draft(&sent)?).await?;
        tx.commit().await
    };
    match edited.await {
        Ok(()) => ctx.done("/units", "unit-saved"),
        Err(e) => {
            let (status, form) = again(Form::default().typed(sent.typed()), e)?;
            let page = one(&ctx, id, Some(form)).await?;
            ctx.page_as(status, &page).await
        }
    }
}

pub(crate) async fn close(ctx: Ctx, Id(id): Id<UnitId>) -> Answer {
    let mut tx = ctx.write().await?;
    people::close_unit(&mut tx, id).await?;
    tx.commit().await?;
    ctx.done("/units", "unit-was-closed")
}
