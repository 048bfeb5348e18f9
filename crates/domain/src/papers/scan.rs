//! Sheets that come back: signed in ink, scanned, matched to their paper by QR or short code.

use super::{
    Paper, Scan, SignatureMethod, print, query,
    sign::{How, keep_signed_copy, sign},
};
use crate::{Office, files};
use db::{Source as _, Tx, entity::scan};
use kernel::{
    Error, Result,
    permit::{Actor, Permit},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};
use std::collections::BTreeSet;

/// Takes in scanned sheets, one ticket per file. Each becomes the signed copy of the paper whose code it shows; one
/// that cannot be matched waits in the list with the reason, nothing is lost. Refuses files that are no scans.
pub async fn receive_scans(office: &Office, actor: &Actor, sent: Vec<(String, Vec<u8>)>) -> Result<Vec<Scan>> {
    actor.require(Permit::WorkCases)?;
    if sent.is_empty() {
        return Err(Error::field("files", "file-none"));
    }
    let mut out = Vec::with_capacity(sent.len());
    for (name, bytes) in sent {
        let upload = files::receive(office, &name, bytes.clone()).await?;
        if !matches!(upload.mime.as_str(), "application/pdf" | "image/jpeg" | "image/png") {
            return Err(Error::field("files", kernel::Msg::new("scan-kind").with("name", upload.name)));
        }
        let codes = office.heavy(move |office| Ok(office.press.codes(&bytes))).await?;
        let mut row = keep(office, actor, upload).await?;
        match codes.map(|codes| short_codes(&codes)).as_deref() {
            Ok([]) => row.problem = "scan-no-code".to_owned(),
            Ok([code]) => match bind(office, actor, &row, code).await {
                Ok(paper) => row.paper_id = Some(paper.id),
                Err(e) => row.problem = problem(&e),
            },
            Ok(_) => row.problem = "scan-several-codes".to_owned(),
            Err(e) => row.problem = problem(e),
        }
        if row.paper_id.is_none() {
            note_problem(office, actor, &row).await?;
        }
        out.push(row);
    }
    Ok(out)
}

/// Matches a waiting scan by the short code that somebody read from the sheet.
pub async fn match_scan(office: &Office, actor: &Actor, id: db::ScanId, code: &str) -> Result<Paper> {
    actor.require(Permit::WorkCases)?;
    let scan = query::get_scan(&office.read(actor), id).await?;
    if scan.paper_id.is_some() {
        return Err(Error::conflict("scan-matched-already"));
    }
    bind(office, actor, &scan, &code.trim().to_uppercase().replace([' ', '-'], "")).await
}

/// The key that says why; what needs values to be said is said in general.
fn problem(e: &Error) -> String {
    let msg = e.fields.first().map_or(&e.msg, |(_, msg)| msg);
    if msg.args.is_empty() { msg.key.to_string() } else { "scan-refused".to_owned() }
}

/// The codes among what was read: the end of one of our addresses, or a bare code.
fn short_codes(read: &[String]) -> Vec<String> {
    let codes = read.iter().filter_map(|text| text.rsplit_once("/s/").map(|(_, code)| code.to_owned()));
    codes.collect::<BTreeSet<_>>().into_iter().collect()
}

async fn keep(office: &Office, actor: &Actor, upload: files::Upload) -> Result<Scan> {
    let mut tx = office.write(actor).await?;
    let row = Scan {
        id: tx.id(),
        institution_id: tx.institution(),
        name: upload.name,
        mime: upload.mime,
        size: upload.size,
        sha256: upload.sha256,
        problem: String::new(),
        paper_id: None,
        by_id: tx.person()?,
        by_name: actor.name.clone(),
        at: tx.now(),
    };
    let row = tx.insert(row.into_active_model()).await?;
    tx.commit().await?;
    Ok(row)
}

async fn note_problem(office: &Office, actor: &Actor, scan: &Scan) -> Result<()> {
    let mut tx = office.write(actor).await?;
    save(&mut tx, scan, scan::ActiveModel { problem: Set(scan.problem.clone()), ..Default::default() }).await?;
    tx.commit().await
}

/// The scan becomes the signed copy of the paper with that code.
async fn bind(office: &Office, actor: &Actor, scan: &Scan, code: &str) -> Result<Paper> {
    let paper = query::find_by_code(&office.read(actor), code)
        .await?
        .ok_or_else(|| Error::field("code", "scan-unknown-code"))?;
    let document_sha256 = print(office, actor, paper.id).await?;
    let mut tx = office.write(actor).await?;
    let how = How {
        method: SignatureMethod::Ink,
        image_sha256: scan.sha256.clone(),
        device: scan.name.clone(),
        address: String::new(),
    };
    sign(&mut tx, paper.id, document_sha256, how).await?;
    keep_signed_copy(&mut tx, paper.id, &scan.sha256).await?;
    save(
        &mut tx,
        scan,
        scan::ActiveModel { paper_id: Set(Some(paper.id)), problem: Set(String::new()), ..Default::default() },
    )
    .await?;
    let signed = query::get(&tx, paper.id).await?;
    tx.commit().await?;
    Ok(signed)
}

async fn save(tx: &mut Tx, scan: &Scan, row: scan::ActiveModel) -> Result<()> {
    let waiting = scan::Entity::update_many()
        .set(row)
        .filter(scan::Column::Id.eq(scan.id))
        .filter(scan::Column::PaperId.is_null());
    tx.swap(waiting).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_from_our_addresses_and_each_counts_once() {
        let read = ["https://tim.example/s/ABCD2345", "http://10.0.0.2:8080/s/ABCD2345", "https://other.example/x"]
            .map(str::to_owned);
        assert_eq!(short_codes(&read), ["ABCD2345"]);
    }
}
