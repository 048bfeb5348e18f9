//! Signatures: drawn on a screen, or in ink on the sheet that is scanned back.

use super::{Paper, PaperStatus, Signature, SignatureMethod, print, query};
use crate::{
    Office,
    cases::{self, Free},
    jobs::{self, Work},
    people,
};
use db::{PaperId, PersonId, Source as _, Tx, entity::paper};
use kernel::{Error, Locale, Result, permit::Actor, sheet};
use procedure::state::Command;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

/// A drawn signature is a few kilobytes; more is no signature.
const MAX_DRAWING: usize = 512 * 1024;

/// What came from the screen.
pub struct Drawn {
    /// PNG.
    pub image: Vec<u8>,
    /// The frozen PDF that was on the screen.
    pub document_sha256: String,
    pub device: String,
    pub address: String,
}

/// How a signature came about, beside who and what.
pub(super) struct How {
    pub method: SignatureMethod,
    pub image_sha256: String,
    pub device: String,
    pub address: String,
}

/// Records the requester's signature, drawn on this screen: their own, or the technician's in front of them. Bound to
/// the frozen PDF; Conflict when it is no longer the one they saw. Forbidden, before any file is kept, for whoever is
/// neither.
pub async fn sign_on_screen(office: &Office, actor: &Actor, id: PaperId, drawn: Drawn) -> Result<Paper> {
    let read = office.read(actor);
    let case = cases::query::get(&read, query::get(&read, id).await?.case_id).await?;
    if !cases::query::may_sign(actor, &case) {
        return Err(Error::forbidden("error-forbidden"));
    }
    if drawn.image.is_empty() {
        return Err(Error::field("image", "signature-empty"));
    }
    if drawn.image.len() > MAX_DRAWING || crate::files::sniff(&drawn.image) != Some("image/png") {
        return Err(Error::field("image", "signature-not-drawn"));
    }
    let document_sha256 = print(office, actor, id).await?;
    if document_sha256 != drawn.document_sha256 {
        return Err(Error::conflict("paper-changed"));
    }
    let image_sha256 = office.files.put(drawn.image).await?;
    let how = How { method: SignatureMethod::Screen, image_sha256, device: drawn.device, address: drawn.address };
    let mut tx = office.write(actor).await?;
    let paper = sign(&mut tx, id, document_sha256, how).await?;
    let now = tx.now();
    jobs::enqueue(&mut tx, Work::PrintSigned { paper: id }, now, None).await?;
    tx.commit().await?;
    Ok(paper)
}

/// Signs in the engine, keeps the evidence and writes it into the case's history.
pub(super) async fn sign(tx: &mut Tx, id: PaperId, document_sha256: String, how: How) -> Result<Paper> {
    let paper = query::get(tx, id).await?;
    match paper.status {
        PaperStatus::Issued => {}
        PaperStatus::Signed | PaperStatus::Filed => return Err(Error::conflict("paper-signed-already")),
        PaperStatus::Voided => return Err(Error::conflict("paper-voided")),
    }
    let standing = cases::load(tx, paper.case_id).await?;
    let version = u32::try_from(paper.edition).map_err(Error::internal)?;
    let command = Command::Sign { document: paper.document.clone(), version };
    let mut standing = cases::perform(tx, standing, command, false).await?;
    let evidence = evidence(tx, &paper, &standing.case, document_sha256, how).await?;
    let noted = Free::Evidence {
        paper: paper.id.0,
        method: match evidence.method {
            SignatureMethod::Screen => "screen".to_owned(),
            SignatureMethod::Ink => "ink".to_owned(),
        },
        signer: evidence.signer_name.clone(),
        statement: evidence.statement.clone(),
        document_sha256: evidence.document_sha256.clone(),
        image_sha256: evidence.image_sha256.clone(),
    };
    tx.insert(evidence.into_active_model()).await?;
    cases::record(tx, &mut standing, &[noted]).await?;
    query::get(tx, id).await
}

async fn evidence(tx: &Tx, paper: &Paper, case: &cases::Case, document_sha256: String, how: How) -> Result<Signature> {
    let institution = people::query::institution(tx).await?;
    let zone = people::zone(&institution)?;
    let locale = Locale::from_tag(&institution.locale).unwrap_or_default();
    let sheet: sheet::Paper = serde_json::from_str(&paper.sheet).map_err(Error::internal)?;
    let statement = match &sheet {
        sheet::Paper::Ticket(ticket) => ticket.signatures.first().map(|s| s.statement.clone()).unwrap_or_default(),
        sheet::Paper::FolderIndex(_) | sheet::Paper::SpineLabel(_) | sheet::Paper::Book(_) => String::new(),
    };
    let unit = people::query::unit_names(tx).await?.remove(&case.unit_id).unwrap_or_default();
    let me = tx.actor().person.map(PersonId);
    let witness = me.filter(|p| Some(*p) != case.requester_id);
    Ok(Signature {
        id: tx.id(),
        institution_id: case.institution_id,
        paper_id: paper.id,
        case_id: case.id,
        signer_id: case.requester_id,
        signer_name: case.requester_name.clone(),
        signer_post: case.requester_post.clone(),
        signer_unit: unit,
        method: how.method,
        statement,
        signed_at: tx.now(),
        local_time: format!("{} ({})", zone.format(tx.now(), locale), zone.name()),
        device: how.device.chars().take(300).collect(),
        address: how.address,
        document_sha256,
        image_sha256: how.image_sha256,
        witness_id: witness,
        witness_name: witness.map_or_else(String::new, |_| tx.actor().name.clone()),
        voided_at: None,
        void_reason: String::new(),
    })
}

/// Names the scan as the signed copy.
pub(super) async fn keep_signed_copy(tx: &mut Tx, paper: PaperId, sha256: &str) -> Result<()> {
    let row = paper::ActiveModel { signed_sha256: Set(Some(sha256.to_owned())), ..Default::default() };
    tx.swap(paper::Entity::update_many().set(row).filter(paper::Column::Id.eq(paper))).await
}
