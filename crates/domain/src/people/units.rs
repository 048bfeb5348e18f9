//! Units of the institution, as a tree.

use super::{Unit, query};
use db::{Source, Tx, UnitId, entity::unit};
use kernel::{Result, error::Check, permit::Permit, text::fold};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a unit's form says.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct UnitDraft {
    pub code: String,
    pub name: String,
    #[serde(default)]
    pub parent: Option<UnitId>,
}

impl UnitDraft {
    fn check(&self) -> Result<()> {
        let mut check = Check::new();
        check.that(!self.name.trim().is_empty(), "name", "field-required");
        check.that(!self.code.trim().is_empty(), "code", "field-required");
        check.done()
    }
}

/// Adds a unit at the end of its siblings.
pub async fn add_unit(tx: &mut Tx, draft: UnitDraft) -> Result<UnitId> {
    tx.require(Permit::ManagePeople)?;
    draft.check()?;
    if let Some(parent) = draft.parent {
        query::get_unit(tx, parent).await?;
    }
    let position = i64::try_from(query::unit_tree(tx).await?.len()).unwrap_or(i64::MAX);
    let id = insert(tx, &draft, position).await?;
    tx.record("unit.added", Some(id.0), &draft.name, serde_json::json!({ "code": draft.code })).await?;
    Ok(id)
}

pub(crate) async fn insert(tx: &mut Tx, draft: &UnitDraft, position: i64) -> Result<UnitId> {
    let row = unit::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        parent_id: Set(draft.parent),
        code: Set(draft.code.trim().to_owned()),
        name: Set(draft.name.trim().to_owned()),
        name_key: Set(fold(&draft.name)),
        position: Set(position),
        closed_at: Set(None),
        version: Set(1),
    };
    Ok(tx.insert(row).await?.id)
}

/// Renames or moves a unit. Refuses to hang it below itself.
pub async fn edit_unit(tx: &mut Tx, id: UnitId, draft: UnitDraft) -> Result<()> {
    tx.require(Permit::ManagePeople)?;
    draft.check()?;
    let was = query::get_unit(tx, id).await?;
    if let Some(parent) = draft.parent {
        query::get_unit(tx, parent).await?;
        refuse_circle(tx, id, parent).await?;
    }
    let row = unit::ActiveModel {
        parent_id: Set(draft.parent),
        code: Set(draft.code.trim().to_owned()),
        name: Set(draft.name.trim().to_owned()),
        name_key: Set(fold(&draft.name)),
        ..Default::default()
    };
    save(tx, &was, row).await?;
    tx.record("unit.edited", Some(id.0), &draft.name, serde_json::json!({ "was": was.name })).await
}

/// Closes a unit: it is no longer offered, old cases keep its name.
pub async fn close_unit(tx: &mut Tx, id: UnitId) -> Result<()> {
    tx.require(Permit::ManagePeople)?;
    let was = query::get_unit(tx, id).await?;
    let row = unit::ActiveModel { closed_at: Set(Some(tx.now())), ..Default::default() };
    save(tx, &was, row).await?;
    tx.record("unit.closed", Some(id.0), &was.name, serde_json::json!({})).await
}

async fn save(tx: &mut Tx, was: &Unit, mut row: unit::ActiveModel) -> Result<()> {
    row.version = Set(was.version + 1);
    let update = unit::Entity::update_many()
        .set(row)
        .filter(unit::Column::Id.eq(was.id))
        .filter(unit::Column::Version.eq(was.version));
    tx.swap(update).await
}

/// Puts siblings below their parents, keeping the order among siblings. A unit whose parent is closed stands at the top.
pub(super) fn tree(units: Vec<Unit>) -> Vec<(Unit, usize)> {
    let ids: BTreeSet<UnitId> = units.iter().map(|u| u.id).collect();
    let mut below: BTreeMap<Option<UnitId>, Vec<Unit>> = BTreeMap::new();
    for unit in units {
        below.entry(unit.parent_id.filter(|p| ids.contains(p))).or_default().push(unit);
    }
    let mut out = Vec::new();
    let mut stack: Vec<(Unit, usize)> =
        below.remove(&None).unwrap_or_default().into_iter().rev().map(|u| (u, 0)).collect();
    while let Some((unit, depth)) = stack.pop() {
        let children = below.remove(&Some(unit.id)).unwrap_or_default();
        stack.extend(children.into_iter().rev().map(|c| (c, depth + 1)));
        out.push((unit, depth));
    }
    out
}

/// Walks up from the new parent, through closed units as well.
async fn refuse_circle(tx: &Tx, id: UnitId, parent: UnitId) -> Result<()> {
    let all = tx.all(unit::Entity::find().filter(unit::Column::InstitutionId.eq(tx.institution()))).await?;
    let parents: BTreeMap<UnitId, Option<UnitId>> = all.into_iter().map(|u| (u.id, u.parent_id)).collect();
    let up = std::iter::successors(Some(parent), |u| parents.get(u).copied().flatten());
    // No way up is longer than there are units.
    match up.take(parents.len()).any(|u| u == id) {
        true => Err(kernel::Error::field("parent", "unit-below-itself")),
        false => Ok(()),
    }
}
