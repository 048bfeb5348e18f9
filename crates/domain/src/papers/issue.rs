//! Freezing a paper, printing it, filing it, voiding it.

use super::{Paper, PaperStatus, compose, folder, query};
use crate::{
    Office,
    cases::{self, Case, Standing},
    jobs::{self, Work},
    people, procedures, surveys,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use db::{
    PaperId, PersonId, Source, Tx,
    entity::{paper, signature},
};
use kernel::{Error, Msg, Result, permit::Actor, sheet, text::say};
use procedure::definition::Effect;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use std::collections::BTreeMap;

/// The template with a page of its own; all others print as `document.typ`.
const TICKET: &str = "ticket.typ";

/// Freezes what the document says now, in the folder of the month, and has it printed (Usulután, soporte 6).
pub(crate) async fn issue(tx: &mut Tx, standing: &Standing, document: &str) -> Result<()> {
    let kind = standing
        .definition
        .documents
        .get(document)
        .ok_or_else(|| Error::internal(format!("no document {document}")))?;
    let version = standing.state.documents.get(document).map_or(1, |d| d.version);
    let institution = people::query::institution(tx).await?;
    let calendar = people::calendar(tx).await?;
    let edition = procedures::query::get_version(tx, standing.case.definition_id).await?.edition;
    let folder = folder::of_month(tx, standing, &place(standing, document), &calendar).await?;
    let history = cases::query::history(tx, &standing.case).await?;
    let out = surveys::query::latest(tx, standing.case.id).await?;
    let out = out.filter(|s| s.outcome == surveys::SurveyOutcome::Open);
    let source = compose::Source {
        institution: &institution,
        calendar: &calendar,
        case: &standing.case,
        definition: &standing.definition,
        edition,
        state: &standing.state,
        history: &history,
        units: &people::query::unit_names(tx).await?,
        equipment: &cases::query::machines(tx, &standing.definition, &standing.state).await?,
        people: &posts(tx, standing).await?,
        roles: &people::query::roles(tx).await?.into_iter().map(|r| (r.code, r.name)).collect(),
        survey: out.as_ref(),
        now: tx.now(),
    };
    let short_code = tx.random().code(8);
    let ticket = source.ticket(&kind.title, &standing.case.number, version, &short_code, &folder.title);
    let sheet = match kind.template.as_str() {
        TICKET => sheet::Paper::Ticket(ticket),
        _ => sheet::Paper::Document(source.document(document, ticket)),
    };
    let row = Paper {
        id: tx.id(),
        institution_id: standing.case.institution_id,
        case_id: standing.case.id,
        document: document.to_owned(),
        edition: version.into(),
        title: kind.title.clone(),
        number: standing.case.number.clone(),
        status: PaperStatus::Issued,
        sheet: serde_json::to_string(&sheet).map_err(Error::internal)?,
        pdf_sha256: None,
        signed_sha256: None,
        short_code,
        folder_id: folder.id,
        issued_at: tx.now(),
        signed_at: None,
        filed_at: None,
        voided_at: None,
        void_reason: String::new(),
        version: 1,
    };
    let now = tx.now();
    let row = tx.insert(row.into_active_model()).await?;
    jobs::enqueue(tx, Work::PrintPaper { paper: row.id }, now, None).await
}

/// Where the procedure files the document, as its effect says.
fn place(standing: &Standing, document: &str) -> String {
    let effects = standing.definition.steps.iter().flat_map(|s| &s.effects);
    let mut place = effects.filter_map(|e| match e {
        Effect::File { document: d, place } if d == document => Some(place.clone()),
        _ => None,
    });
    place.next_back().unwrap_or_else(|| "{año}-{mes}".to_owned())
}

async fn posts(tx: &Tx, standing: &Standing) -> Result<BTreeMap<PersonId, (String, String)>> {
    let mut out = BTreeMap::new();
    for id in standing.state.done.values().filter_map(|d| d.by).map(PersonId) {
        if let Some(p) = people::query::find_person(tx, id).await? {
            out.insert(id, (p.name, p.post));
        }
    }
    Ok(out)
}

/// Prints the frozen paper unless it is printed already, and returns the SHA-256 of its PDF.
pub async fn print(office: &Office, actor: &Actor, id: PaperId) -> Result<String> {
    let paper = query::get(&office.read(actor), id).await?;
    if let Some(done) = paper.pdf_sha256 {
        return Ok(done);
    }
    let sheet: sheet::Paper = serde_json::from_str(&paper.sheet).map_err(Error::internal)?;
    let sha256 = press(office, sheet).await?;
    let mut tx = office.write(actor).await?;
    let row = paper::ActiveModel { pdf_sha256: Set(Some(sha256.clone())), ..Default::default() };
    let unprinted = paper::Entity::update_many()
        .set(row)
        .filter(paper::Column::Id.eq(id))
        .filter(paper::Column::PdfSha256.is_null());
    // Somebody else may have printed it meanwhile: the same data make the same bytes.
    tx.update(unprinted).await?;
    tx.commit().await?;
    Ok(sha256)
}

/// Prints the copy that carries the drawn signature, once.
pub async fn print_signed(office: &Office, actor: &Actor, id: PaperId) -> Result<String> {
    let read = office.read(actor);
    let paper = query::get(&read, id).await?;
    if let Some(done) = paper.signed_sha256 {
        return Ok(done);
    }
    // Also one that was voided meanwhile: what somebody signed stays to be seen.
    let signed = query::signatures(&read, id).await?;
    if signed.is_empty() {
        return Err(Error::conflict("paper-not-signed-yet"));
    }
    let mut sheet: sheet::Paper = serde_json::from_str(&paper.sheet).map_err(Error::internal)?;
    for signature in signed {
        let image = BASE64_STANDARD.encode(office.files.get(&signature.image_sha256).await?);
        sheet.of_case_mut().into_iter().for_each(|ticket| put_in(ticket, &signature, image.clone()));
    }
    let sha256 = press(office, sheet).await?;
    let mut tx = office.write(actor).await?;
    let row = paper::ActiveModel { signed_sha256: Set(Some(sha256.clone())), ..Default::default() };
    let waiting = paper::Entity::update_many()
        .set(row)
        .filter(paper::Column::Id.eq(id))
        .filter(paper::Column::SignedSha256.is_null());
    tx.update(waiting).await?;
    tx.commit().await?;
    Ok(sha256)
}

/// Puts a drawn signature into the box whose sentence was signed.
fn put_in(ticket: &mut sheet::Ticket, signed: &super::Signature, image: String) {
    let evidence = Msg::new("signature-evidence")
        .with("at", signed.local_time.as_str())
        .with("sha256", &signed.document_sha256[..16]);
    let evidence = say(ticket.locale, &evidence);
    let mut empty = ticket.signatures.iter_mut().filter(|b| b.image.is_none());
    if let Some(place) = empty.find(|b| b.statement == signed.statement) {
        place.image = Some(image);
        place.evidence = Some(evidence);
        if place.name.is_empty() {
            place.name.clone_from(&signed.signer_name);
            place.post.clone_from(&signed.signer_post);
        }
    }
}

/// Completes a frozen sheet with what lives outside it (logo bytes, this installation's address), prints and keeps it.
async fn press(office: &Office, mut sheet: sheet::Paper) -> Result<String> {
    if let Some(ticket) = sheet.of_case_mut() {
        ticket.link = format!("{}{}", office.public_url, ticket.link);
        if let Some(survey) = &mut ticket.survey {
            survey.link = format!("{}{}", office.public_url, survey.link);
        }
        fetch_logo(office, &mut ticket.letterhead).await?;
    }
    let pdf = office.heavy(move |office| office.press.print(&sheet)).await?;
    office.files.put(pdf).await
}

/// Replaces the logo's hash by its bytes.
pub(crate) async fn fetch_logo(office: &Office, letterhead: &mut sheet::Letterhead) -> Result<()> {
    if let Some(sha256) = letterhead.logo.take() {
        letterhead.logo = Some(BASE64_STANDARD.encode(office.files.get(&sha256).await?));
    }
    Ok(())
}

fn edition(case: &Case, document: &str, version: u32) -> sea_orm::Condition {
    sea_orm::Condition::all()
        .add(paper::Column::CaseId.eq(case.id))
        .add(paper::Column::Document.eq(document))
        .add(paper::Column::Edition.eq(i64::from(version)))
}

/// The case's document of this version is signed.
pub(crate) async fn mark_signed(tx: &mut Tx, case: &Case, document: &str, version: u32) -> Result<()> {
    let row =
        paper::ActiveModel { status: Set(PaperStatus::Signed), signed_at: Set(Some(tx.now())), ..Default::default() };
    let issued = paper::Entity::update_many().set(row).filter(edition(case, document, version));
    tx.swap(issued.filter(paper::Column::Status.eq(PaperStatus::Issued))).await
}

/// Puts the signed paper away in its folder (Usulután, soporte 8).
pub(crate) async fn file(tx: &mut Tx, standing: &Standing, document: &str) -> Result<()> {
    let version = standing.state.documents.get(document).map_or(0, |d| d.version);
    let row =
        paper::ActiveModel { status: Set(PaperStatus::Filed), filed_at: Set(Some(tx.now())), ..Default::default() };
    let signed = paper::Entity::update_many().set(row).filter(edition(&standing.case, document, version));
    tx.swap(signed.filter(paper::Column::Status.is_in([PaperStatus::Issued, PaperStatus::Signed]))).await
}

/// That version no longer holds, nor do its signatures. Both stay, marked.
pub(crate) async fn void(tx: &mut Tx, case: &Case, document: &str, version: u32, reason: &str) -> Result<()> {
    let now = tx.now();
    let Some(paper) = tx.one(paper::Entity::find().filter(edition(case, document, version))).await? else {
        return Err(Error::internal(format!("{} has no «{document}» {version}", case.number)));
    };
    let row = paper::ActiveModel {
        status: Set(PaperStatus::Voided),
        voided_at: Set(Some(now)),
        void_reason: Set(reason.to_owned()),
        version: Set(paper.version + 1),
        ..Default::default()
    };
    tx.swap(
        paper::Entity::update_many()
            .set(row)
            .filter(paper::Column::Id.eq(paper.id))
            .filter(paper::Column::Version.eq(paper.version)),
    )
    .await?;
    let row =
        signature::ActiveModel { voided_at: Set(Some(now)), void_reason: Set(reason.to_owned()), ..Default::default() };
    let in_force = signature::Entity::update_many().set(row).filter(signature::Column::PaperId.eq(paper.id));
    tx.update(in_force.filter(signature::Column::VoidedAt.is_null())).await.map(drop)
}

/// The case was annulled: none of its papers waits for anything any more.
pub(crate) async fn void_all(tx: &mut Tx, case: &Case, reason: &str) -> Result<()> {
    for paper in query::of_case(tx, case.id).await? {
        if paper.status != PaperStatus::Voided {
            void(tx, case, &paper.document, u32::try_from(paper.edition).map_err(Error::internal)?, reason).await?;
        }
    }
    Ok(())
}
