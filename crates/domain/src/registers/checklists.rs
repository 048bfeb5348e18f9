//! The manual's checklists, by name and kind of equipment.

use db::{ChecklistId, Source, Tx, entity::checklist};
use kernel::{Error, Result};
use procedure::manual::Checklist;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeMap;

/// Gives the institution the checklists of a manual; one of the same name is replaced.
pub(crate) async fn install(tx: &mut Tx, lists: &BTreeMap<String, Vec<Checklist>>) -> Result<()> {
    let names: Vec<&str> = lists.keys().map(String::as_str).collect();
    let had = checklist::Entity::delete_many()
        .filter(checklist::Column::InstitutionId.eq(tx.institution()))
        .filter(checklist::Column::Name.is_in(names));
    tx.delete(had).await?;
    let mut rows = Vec::new();
    for (name, kinds) in lists {
        let mut seen = Vec::new();
        for list in kinds {
            let kind = list.kind.clone().unwrap_or_default();
            if seen.contains(&kind) {
                continue;
            }
            rows.push(checklist::ActiveModel {
                id: Set(tx.id::<ChecklistId>()),
                institution_id: Set(tx.institution()),
                name: Set(name.clone()),
                kind: Set(kind.clone()),
                points: Set(serde_json::to_string(&list.points).map_err(Error::internal)?),
            });
            seen.push(kind);
        }
    }
    tx.insert_all(rows).await
}
