//! The packs that come with the program, and putting procedures in force in an institution.

use super::{Version, query};
use crate::{
    levels,
    people::{UnitDraft, insert_unit},
    registers::install_checklists,
};
use db::{
    ManualId, Source, Tx, UnitId,
    entity::{
        catalogue,
        definition::{self, DefinitionStatus},
        role, unit,
    },
};
use kernel::{Error, Result};
use procedure::{definition::Definition, manual::Manual};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeMap;

/// A manual that comes with the program.
#[derive(Debug, Clone, Copy)]
pub struct Pack {
    pub code: &'static str,
    manual: &'static str,
    /// File stem and text of each procedure.
    pub(crate) procedures: &'static [(&'static str, &'static str)],
}

/// The text of a file of a pack.
macro_rules! text {
    ($file:literal) => {
        include_str!(concat!("../../../../procedures/", $file, ".yaml"))
    };
}

const PACKS: &[Pack] = &[
    Pack {
        code: "usulutan",
        manual: text!("usulutan/manual"),
        procedures: &[
            ("mantenimiento", text!("usulutan/mantenimiento")),
            ("acceso", text!("usulutan/acceso")),
            ("adquisicion", text!("usulutan/adquisicion")),
            ("correo", text!("usulutan/correo")),
            ("respaldos", text!("usulutan/respaldos")),
            ("soporte_tecnico", text!("usulutan/soporte_tecnico")),
        ],
    },
    Pack { code: "indupal", manual: text!("indupal/manual"), procedures: &[("soporte", text!("indupal/soporte"))] },
    Pack {
        code: "ibague",
        manual: text!("ibague/manual"),
        procedures: &[("servicios_tecnologicos", text!("ibague/servicios_tecnologicos"))],
    },
    Pack {
        code: "tochimilco",
        manual: text!("tochimilco/manual"),
        procedures: &[
            ("areas", text!("tochimilco/areas")),
            ("juntas_auxiliares", text!("tochimilco/juntas_auxiliares")),
            ("restricciones_red", text!("tochimilco/restricciones_red")),
            ("respaldo_informacion", text!("tochimilco/respaldo_informacion")),
        ],
    },
];

/// Every pack that comes with the program.
pub fn packs() -> &'static [Pack] {
    PACKS
}

pub fn pack(code: &str) -> Option<Pack> {
    PACKS.iter().copied().find(|p| p.code == code)
}

impl Pack {
    /// The text of its `manual.yaml`.
    pub(crate) fn source(&self) -> &'static str {
        self.manual
    }

    /// File stem and text of each procedure.
    pub fn sources(&self) -> &'static [(&'static str, &'static str)] {
        self.procedures
    }

    /// The pack's manual.
    ///
    /// # Panics
    /// When a shipped pack is broken: a test reads them all.
    pub fn manual(&self) -> Manual {
        let (manual, diagnostics) = procedure::manual::parse_manual(self.manual);
        manual.unwrap_or_else(|| panic!("the pack {} is broken: {diagnostics:?}", self.code))
    }
}

/// Gives the institution the manual's roles, units and lists. What it has already (same code) stays as it is.
pub(crate) async fn install_surroundings(tx: &mut Tx, manual: &Manual) -> Result<()> {
    install_roles(tx, manual).await?;
    install_units(tx, manual).await?;
    install_catalogues(tx, manual).await?;
    install_checklists(tx, &manual.checklists).await?;
    levels::install(tx, &manual.levels).await
}

async fn install_roles(tx: &mut Tx, manual: &Manual) -> Result<()> {
    let had = crate::people::query::roles(tx).await?;
    let mut rows = Vec::new();
    for (position, r) in (0i64..).zip(&manual.roles) {
        if had.iter().any(|h| h.code == r.code) {
            continue;
        }
        rows.push(role::ActiveModel {
            id: Set(tx.id()),
            institution_id: Set(tx.institution()),
            code: Set(r.code.clone()),
            name: Set(r.name.clone()),
            permits: Set(serde_json::to_string(&r.permits).map_err(Error::internal)?),
            position: Set(position),
        });
    }
    tx.insert_all(rows).await
}

async fn install_units(tx: &mut Tx, manual: &Manual) -> Result<()> {
    // Closed ones count: what the institution closed stays closed.
    let here = unit::Entity::find().filter(unit::Column::InstitutionId.eq(tx.institution()));
    let mut ids: BTreeMap<String, UnitId> = tx.all(here).await?.into_iter().map(|u| (u.code, u.id)).collect();
    for (position, u) in (0i64..).zip(&manual.units) {
        if ids.contains_key(&u.code) {
            continue;
        }
        let parent = u.parent.as_ref().and_then(|p| ids.get(p).copied());
        let draft = UnitDraft { code: u.code.clone(), name: u.name.clone(), parent };
        ids.insert(u.code.clone(), insert_unit(tx, &draft, position).await?);
    }
    Ok(())
}

async fn install_catalogues(tx: &mut Tx, manual: &Manual) -> Result<()> {
    let mut rows = Vec::new();
    for (name, labels) in &manual.catalogues {
        let here = catalogue::Entity::find()
            .filter(catalogue::Column::InstitutionId.eq(tx.institution()))
            .filter(catalogue::Column::Name.eq(name.as_str()));
        let had: Vec<String> = tx.all(here).await?.into_iter().map(|c| c.label).collect();
        for (position, label) in (0i64..).zip(labels).filter(|(_, l)| !had.contains(l)) {
            rows.push(catalogue::ActiveModel {
                id: Set(tx.id()),
                institution_id: Set(tx.institution()),
                name: Set(name.clone()),
                label: Set(label.clone()),
                position: Set(position),
                closed_at: Set(None),
            });
        }
    }
    tx.insert_all(rows).await
}

/// Puts a procedure's text in force from now on, by that version of the manual: a new edition of its code, the one before
/// superseded. The same text again stays the same edition. Refuses a text with errors, and effects that the house cannot
/// do yet.
pub(crate) async fn put_in_force(tx: &mut Tx, source: &str, by: Option<ManualId>) -> Result<()> {
    let definition = check_can_run(source)?;
    let before = query::find_in_force(tx, &definition.code).await?;
    if let Some(same) = before.as_ref().filter(|v| v.sha256 == definition.sha256) {
        let row = definition::ActiveModel { manual_id: Set(by), ..Default::default() };
        return tx.swap(definition::Entity::update_many().set(row).filter(definition::Column::Id.eq(same.id))).await;
    }
    if let Some(before) = &before {
        supersede(tx, before).await?;
    }
    let row = definition::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        code: Set(definition.code.clone()),
        edition: Set(before.map_or(1, |b| b.edition + 1)),
        title: Set(definition.title.clone()),
        source: Set(source.to_owned()),
        sha256: Set(definition.sha256.clone()),
        status: Set(DefinitionStatus::InForce),
        in_force_at: Set(Some(tx.now())),
        created_at: Set(tx.now()),
        manual_id: Set(by),
    };
    let row = tx.insert(row).await?;
    tx.record(
        "procedure.in_force",
        Some(row.id.0),
        &row.title,
        serde_json::json!({ "edition": row.edition, "sha256": row.sha256 }),
    )
    .await
}

/// Reads a text that is to run. Refuses one with errors.
pub(crate) fn check_can_run(source: &str) -> Result<Definition> {
    let (parsed, diagnostics) = procedure::parse(source);
    parsed.ok_or_else(|| Error::invalid("procedure-has-errors").with_source(format!("{diagnostics:?}")))
}

/// Ends the procedures that only the earlier version of a manual had: they are no longer started, their open cases go on.
pub(crate) async fn end_of(tx: &mut Tx, earlier: ManualId) -> Result<()> {
    for version in query::list_in_force(tx).await?.into_iter().filter(|v| v.manual_id == Some(earlier)) {
        supersede(tx, &version).await?;
        let told = serde_json::json!({ "edition": version.edition });
        tx.record("procedure.ended", Some(version.id.0), &version.title, told).await?;
    }
    Ok(())
}

async fn supersede(tx: &mut Tx, before: &Version) -> Result<()> {
    let row = definition::ActiveModel { status: Set(DefinitionStatus::Superseded), ..Default::default() };
    tx.swap(definition::Entity::update_many().set(row).filter(definition::Column::Id.eq(before.id))).await
}
