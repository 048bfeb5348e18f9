//! New versions: empty, from a pack, from an import, from the one in force.

use super::{Manual, ManualStatus, Part, drafts, lifecycle, query, tree};
use crate::{people, procedures};
use db::{
    ManualId, PersonId, Source as _, Tx,
    entity::{manual, manual_part},
};
use kernel::{Error, Locale, Msg, Result, error::Check, permit::Permit, text::fold};
use procedure::{
    manual::SignOffAct,
    yaml::{self, Node},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

/// A document that the importer read.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    pub file_name: String,
    /// The document itself in the file store.
    pub file_sha256: String,
    /// Normalised: `origen` counts its lines.
    pub file_text: String,
    pub manual: String,
    /// Name and text of each procedure.
    pub parts: Vec<(String, String)>,
    /// Code of the manual of which it is a version; empty for a manual of its own.
    pub of: String,
}

pub(super) struct NewVersion {
    pub code: String,
    pub source: String,
    pub parts: Vec<(String, String)>,
    pub parent: Option<ManualId>,
    pub errata_of: Option<ManualId>,
    pub notes: String,
    pub file: Option<(String, String, String)>,
}

/// A manual with nothing but its title. Refuses an empty title.
pub async fn draft_empty(tx: &mut Tx, title: &str) -> Result<Manual> {
    tx.require(Permit::ManageProcedures)?;
    let title = title.trim();
    let mut check = Check::new();
    check.that(!title.is_empty(), "title", "field-required");
    check.done()?;
    let ours = people::query::institution(tx).await?;
    let year = people::zone(&ours)?.today(tx.now()).format("%Y").to_string();
    let text = |s: &str| Node::of_text(s);
    let root = Node::of_map([
        ("formato", text("manual/1")),
        (
            "institucion",
            Node::of_map([
                ("nombre", text(&ours.name)),
                ("nombre_corto", text(&ours.slug)),
                ("pais", text(&ours.country)),
                ("zona", text(&ours.zone)),
                ("horario", text(&ours.hours)),
            ]),
        ),
        ("unidad_emisora", text(&ours.issuing_unit)),
        ("portada", Node::of_map([("titulo", text(title)), ("año", text(&year))])),
        ("roles", roles(tx).await?),
        ("unidades", units(tx).await?),
        ("procedimientos", Node::of_list([])),
    ]);
    let code = free_code(tx, title).await?;
    let source = drawn_up(tx, yaml::write(&root)).await?;
    begin(tx, NewVersion { source, ..plain(code) }).await
}

/// The text with who draws it up, from today on. As it was when it cannot be read.
async fn drawn_up(tx: &Tx, source: String) -> Result<String> {
    // The house itself signs nothing.
    let Some(person) = tx.actor().person else { return Ok(source) };
    let author = people::query::get_person(tx, PersonId(person)).await?;
    let zone = people::zone(&people::query::institution(tx).await?)?;
    let on = zone.format_date(tx.now(), Locale::Es);
    let signed = tree::with_sign_off(&source, SignOffAct::DrewUp, &author.name, &author.post, &on);
    Ok(signed.unwrap_or(source))
}

/// The institution's roles, as a manual writes them.
async fn roles(tx: &Tx) -> Result<Node> {
    let roles = people::query::roles(tx).await?;
    Ok(Node::of_list(roles.iter().map(|role| {
        let able = people::query::permits_of(role).into_iter().map(procedure::manual::permit_name);
        Node::of_map([
            ("codigo", Node::of_text(&role.code)),
            ("nombre", Node::of_text(&role.name)),
            ("puede", Node::of_list(able.map(Node::of_text))),
        ])
    })))
}

/// The institution's open units, as a manual writes them.
async fn units(tx: &Tx) -> Result<Node> {
    let tree = people::query::unit_tree(tx).await?;
    let code = |id| tree.iter().find(|(u, _)| u.id == id).map(|(u, _)| u.code.as_str());
    Ok(Node::of_list(tree.iter().map(|(unit, _)| {
        let mut node = Node::of_map([("codigo", Node::of_text(&unit.code)), ("nombre", Node::of_text(&unit.name))]);
        if let Some(above) = unit.parent_id.and_then(code) {
            node.set("de", Node::of_text(above));
        }
        node
    })))
}

/// A manual that comes with the program, to be changed before it is used.
pub async fn draft_from_pack(tx: &mut Tx, pack: &str) -> Result<Manual> {
    tx.require(Permit::ManageProcedures)?;
    let pack = procedures::pack(pack).ok_or_else(|| Error::field("pack", "pack-unknown"))?;
    let mut new = of_pack(&pack);
    new.source = drawn_up(tx, new.source).await?;
    begin(tx, new).await
}

/// Puts a manual that comes with the program in force at once, without recorded minutes: the institution says later
/// which ones. What the institution has already changes nothing.
pub async fn install_pack(tx: &mut Tx, pack: &str) -> Result<()> {
    tx.require(Permit::ManageProcedures)?;
    let pack = procedures::pack(pack).ok_or_else(|| Error::field("pack", "pack-unknown"))?;
    if query::latest(tx, pack.code).await?.is_some() {
        return Ok(());
    }
    let manual = begin(tx, of_pack(&pack)).await?;
    lifecycle::enter_unapproved(tx, &manual).await?;
    tx.record("pack.installed", None, &manual.title, serde_json::json!({ "pack": pack.code })).await
}

pub(super) fn of_pack(pack: &procedures::Pack) -> NewVersion {
    let parts = pack.sources().iter().map(|(code, source)| ((*code).to_owned(), (*source).to_owned())).collect();
    NewVersion { source: pack.source().to_owned(), parts, ..plain(pack.code.to_owned()) }
}

pub(super) fn plain(code: String) -> NewVersion {
    NewVersion {
        code,
        source: String::new(),
        parts: Vec::new(),
        parent: None,
        errata_of: None,
        notes: String::new(),
        file: None,
    }
}

/// The next version of a manual, with the text of `id` to begin with. `notes` says what changes and why: it becomes the
/// line of the change control.
pub async fn draft_from(tx: &mut Tx, id: ManualId, notes: &str) -> Result<Manual> {
    tx.require(Permit::ManageProcedures)?;
    copy(tx, id, notes, false).await
}

/// A correction of words of the version in force. Conflict when that version is not in force.
pub async fn draft_errata(tx: &mut Tx, id: ManualId, notes: &str) -> Result<Manual> {
    tx.require(Permit::ManageProcedures)?;
    copy(tx, id, notes, true).await
}

async fn copy(tx: &mut Tx, id: ManualId, notes: &str, errata: bool) -> Result<Manual> {
    let from = query::get(tx, id).await?;
    if notes.trim().is_empty() {
        return Err(Error::field("notes", "manual-notes-required"));
    }
    if errata && from.status != ManualStatus::InForce {
        return Err(Error::conflict("manual-not-in-force"));
    }
    let parts = query::parts(tx, id).await?.into_iter().map(|p| (p.code, p.source)).collect();
    let new = NewVersion {
        code: from.code.clone(),
        source: if errata { from.source.clone() } else { drawn_up(tx, tree::unsigned(&from.source)).await? },
        parts,
        parent: Some(from.id),
        errata_of: errata.then_some(from.id),
        notes: notes.trim().to_owned(),
        file: None,
    };
    begin(tx, new).await
}

/// A draft from an imported document. Refuses, at `file`, a document that is here already.
pub async fn import(tx: &mut Tx, imported: Imported) -> Result<Manual> {
    tx.require(Permit::ManageProcedures)?;
    if let Some(twin) = find_twin(tx, &imported).await? {
        let msg = Msg::new("manual-imported-already").with("title", twin.title).with("n", twin.edition);
        return Err(Error::field("file", msg));
    }
    drafts::check_length(&imported.manual)?;
    let (code, parent) = if imported.of.is_empty() {
        let title = title_of(&imported.manual).unwrap_or_else(|| imported.file_name.clone());
        (free_code(tx, &title).await?, None)
    } else {
        let last = query::latest(tx, &imported.of).await?.ok_or_else(|| Error::field("of", "field-not-in-list"))?;
        (last.code, Some(last.id))
    };
    let new = NewVersion {
        source: imported.manual,
        parts: imported.parts,
        parent,
        file: Some((imported.file_name, imported.file_sha256, imported.file_text)),
        ..plain(code)
    };
    begin(tx, new).await
}

/// The version that was imported from the same document, or from one with the same words.
async fn find_twin(tx: &Tx, imported: &Imported) -> Result<Option<Manual>> {
    let same = sea_orm::Condition::any()
        .add(manual::Column::FileSha256.eq(imported.file_sha256.as_str()))
        .add(manual::Column::FileText.eq(imported.file_text.as_str()));
    let ours = manual::Entity::find()
        .filter(manual::Column::InstitutionId.eq(tx.institution()))
        .filter(manual::Column::FileSha256.is_not_null())
        .filter(same);
    tx.one(ours).await
}

/// Throws a draft away. What it said stays in the audit log.
pub async fn discard(tx: &mut Tx, id: ManualId) -> Result<()> {
    let draft = query::get_draft(tx, id).await?;
    let parts = query::parts(tx, id).await?;
    tx.delete(manual_part::Entity::delete_many().filter(manual_part::Column::ManualId.eq(id))).await?;
    let mine = manual::Entity::delete_many().filter(manual::Column::Id.eq(id));
    if tx.delete(mine.filter(manual::Column::Version.eq(draft.version))).await? != 1 {
        return Err(Error::conflict("error-changed-meanwhile"));
    }
    let said: Vec<_> = parts.into_iter().map(|p| (p.code, p.source)).collect();
    drafts::record(tx, &draft, "manual.discarded", serde_json::json!({ "manual": draft.source, "parts": said })).await
}

pub(super) async fn begin(tx: &mut Tx, new: NewVersion) -> Result<Manual> {
    let edition = query::latest(tx, &new.code).await?.map_or(1, |m| m.edition + 1);
    let title = title_of(&new.source).unwrap_or_else(|| new.code.clone());
    let (file_name, file_sha256, file_text) = match new.file {
        Some((name, sha256, text)) => (name, Some(sha256), text),
        None => (String::new(), None, String::new()),
    };
    let row = manual::ActiveModel {
        id: Set(tx.id()),
        institution_id: Set(tx.institution()),
        code: Set(new.code),
        edition: Set(edition),
        title: Set(title),
        status: Set(ManualStatus::Draft),
        source: Set(new.source),
        file_name: Set(file_name),
        file_sha256: Set(file_sha256),
        file_text: Set(file_text),
        sha256: Set(None),
        parent_id: Set(new.parent),
        errata_of: Set(new.errata_of),
        notes: Set(new.notes),
        created_at: Set(tx.now()),
        created_by: Set(tx.actor().name.clone()),
        reviewed_at: Set(None),
        approved_at: Set(None),
        in_force_at: Set(None),
        ended_at: Set(None),
        valid_from: Set(None),
        term_until: Set(None),
        version: Set(1),
    };
    let manual = tx.insert(row).await?;
    let mut rows = Vec::new();
    for (position, (code, source)) in (0i64..).zip(&new.parts) {
        drafts::check_length(source)?;
        rows.push(drafts::row(tx, manual.id, code, position, source));
    }
    tx.insert_all(rows).await?;
    drafts::record(tx, &manual, "manual.drafted", serde_json::json!({ "edition": edition, "notes": manual.notes }))
        .await?;
    Ok(manual)
}

pub(super) fn title_of(source: &str) -> Option<String> {
    let root = yaml::load(source).ok()?;
    root.at(&["portada", "titulo"]).map(|t| t.text().trim().to_owned()).filter(|t| !t.is_empty())
}

/// A code that no manual of the institution has, from the title's letters.
async fn free_code(tx: &Tx, title: &str) -> Result<String> {
    let letters: String = fold(title)
        .replace("n~", "n")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .take(40)
        .collect();
    let base = letters.trim_matches('-').to_owned();
    let base = if base.is_empty() { "manual".to_owned() } else { base };
    let mut code = base.clone();
    let mut n = 2;
    while query::latest(tx, &code).await?.is_some() {
        code = format!("{base}-{n}");
        n += 1;
    }
    Ok(code)
}

/// The files of a version as the language reads them.
pub fn edition_of(manual: &Manual, parts: &[Part]) -> procedure::Edition {
    let own = [("manual.yaml".to_owned(), manual.source.clone())];
    procedure::Edition::read(
        own.into_iter().chain(parts.iter().map(|p| (format!("{}.yaml", p.code), p.source.clone()))),
    )
}
