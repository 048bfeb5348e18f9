//! Signatures: drawn on a screen, or in ink on the sheet that is scanned back.

use super::{Paper, PaperStatus, Signature, SignatureMethod, print, query};
use crate::{
    Office,
    cases::{self, Free},
    jobs::{self, Work},
    people,
};
use db::{PaperId, PersonId, Source, Tx, entity::paper};
use kernel::{Error, Locale, Result, permit::Actor, sheet};
use procedure::{
    definition::{Assignment, Step},
    state::Command,
};
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
    let paper = query::get(&read, id).await?;
    let case = cases::query::get(&read, paper.case_id).await?;
    if !cases::query::may_sign_paper(&read, &case, &paper.document).await? {
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
    // What several sign is printed when the last one has.
    if paper.status != PaperStatus::Issued {
        let now = tx.now();
        jobs::enqueue(&mut tx, Work::PrintSigned { paper: id }, now, None).await?;
    }
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
    let signs = signs(tx, &paper, &standing).await?;
    let mut standing = cases::perform(tx, standing, command, false).await?;
    let evidence = evidence(tx, &paper, signs, document_sha256, how).await?;
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

/// Who signs, as the paper and the person in front of it read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    pub name: String,
    pub post: String,
    /// The sentence that the signature stands for.
    pub statement: String,
}

/// Who would sign the paper now, if this actor did it: themselves, or the one in whose presence they record it.
pub async fn signer(src: &impl Source, id: PaperId) -> Result<Signer> {
    let paper = query::get(src, id).await?;
    let standing = cases::load(src, paper.case_id).await?;
    Ok(signs(src, &paper, &standing).await?.signer)
}

/// Whose signature is recorded, and by whom it is witnessed.
struct Signs {
    signer: Signer,
    signer_id: Option<PersonId>,
    unit: String,
    witness: Option<PersonId>,
}

/// The actor signs where a step asks one of their roles; otherwise they witness the requester's signature, or that of
/// the printed responsible.
async fn signs(src: &impl Source, paper: &Paper, standing: &cases::Standing) -> Result<Signs> {
    let (case, actor) = (&standing.case, src.actor());
    let task = standing.state.tasks.first();
    let asking = |s: &&Step| s.signs.as_ref() == Some(&paper.document);
    let mut steps = standing.definition.steps.iter().filter(asking);
    let here = steps.clone().find(|s| task.is_some_and(|t| t.step == s.id)).or_else(|| steps.next());
    let roles = here.map(|s| s.roles.as_slice()).unwrap_or_default();
    let agreed = |role: &&String| task.is_some_and(|t| t.agreed.contains(*role));
    let mine = roles.iter().find(|r| !agreed(r) && cases::holds(actor, case, r));
    let sheet: sheet::Paper = serde_json::from_str(&paper.sheet).map_err(Error::internal)?;
    let boxes = sheet.of_case().map(|t| t.signatures.clone()).unwrap_or_default();
    // One box for each role that signs together, in their order; one for all otherwise.
    let together = here.is_some_and(|s| s.assignment == Assignment::Everyone);
    let place = roles.iter().position(|r| Some(r) == mine).filter(|_| together);
    let statement = boxes.get(place.unwrap_or(0)).map(|b| b.statement.clone()).unwrap_or_default();
    let units = people::query::unit_names(src).await?;
    let unit_of = |id: Option<db::UnitId>| id.and_then(|u| units.get(&u).cloned()).unwrap_or_default();
    let me = actor.person.map(PersonId);
    let requester = case.requester_id.is_some() && me == case.requester_id;
    if let (Some(_), Some(id), false) = (mine, me, requester) {
        let person = people::query::get_person(src, id).await?;
        let unit = unit_of(person.unit_id.or(Some(case.unit_id)));
        let signer = Signer { name: person.name, post: person.post, statement };
        return Ok(Signs { signer, signer_id: Some(id), unit, witness: None });
    }
    let of_requester = roles.iter().any(|r| r == "usuario_del_caso") && case.channel != cases::Channel::House;
    let (name, post, signer_id) = if of_requester {
        (case.requester_name.clone(), case.requester_post.clone(), case.requester_id)
    } else {
        (here.and_then(|s| s.responsible.clone()).unwrap_or_default(), String::new(), None)
    };
    let witness = me.filter(|p| Some(*p) != signer_id);
    Ok(Signs { signer: Signer { name, post, statement }, signer_id, unit: unit_of(Some(case.unit_id)), witness })
}

async fn evidence(tx: &Tx, paper: &Paper, signs: Signs, document_sha256: String, how: How) -> Result<Signature> {
    let institution = people::query::institution(tx).await?;
    let zone = people::zone(&institution)?;
    let locale = Locale::from_tag(&institution.locale).unwrap_or_default();
    let Signs { signer, signer_id, unit, witness } = signs;
    Ok(Signature {
        id: tx.id(),
        institution_id: paper.institution_id,
        paper_id: paper.id,
        case_id: paper.case_id,
        signer_id,
        signer_name: signer.name,
        signer_post: signer.post,
        signer_unit: unit,
        method: how.method,
        statement: signer.statement,
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
