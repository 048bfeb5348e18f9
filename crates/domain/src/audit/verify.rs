//! Whether what is kept is still what was written: every history, every definition's text, every file.

use crate::{Office, cases, procedures};
use db::{
    InstitutionId, Source,
    entity::{attachment, cases as case, definition, paper, scan, signature},
};
use kernel::{
    Kind, Result,
    permit::{Actor, Permit},
    random::sha256,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use std::collections::BTreeMap;

/// How many cases are read at a time.
const BATCH: u64 = 500;

/// What was looked at and what was found.
#[derive(Debug, Default)]
pub struct Verified {
    pub cases: u64,
    pub files: u64,
    /// What (a case's number, a procedure, a file's name) and what is wrong with it, for whoever runs the installation.
    pub findings: Vec<(String, String)>,
}

/// Looks at everything that the actor's institution keeps. Forbidden without the permit to see the audit log.
/// Unavailable when database or files are away: nothing was found out then.
pub async fn verify(office: &Office, actor: &Actor) -> Result<Verified> {
    let read = office.read(actor);
    read.require(Permit::SeeAudit)?;
    let mut seen = Verified::default();
    verify_cases(&read, &mut seen).await?;
    verify_definitions(&read, &mut seen).await?;
    for (file, of) in files(&read, read.institution()).await? {
        seen.files += 1;
        match office.files.get(&file).await {
            Ok(_) => {}
            Err(e) if e.kind == Kind::Unavailable => return Err(e),
            Err(e) => seen.findings.push((of, e.to_string())),
        }
    }
    Ok(seen)
}

async fn verify_cases(src: &impl Source, seen: &mut Verified) -> Result<()> {
    let mut after = None;
    loop {
        let mut query = case::Entity::find().filter(case::Column::InstitutionId.eq(src.institution()));
        if let Some(after) = after {
            query = query.filter(case::Column::Id.gt(after));
        }
        let batch = src.all(query.order_by_asc(case::Column::Id).limit(BATCH)).await?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = Some(last.id);
        for case in &batch {
            seen.cases += 1;
            if let Err(detail) = whole(src, case).await? {
                seen.findings.push((case.number.clone(), detail));
            }
        }
    }
}

/// A history that can no longer be read at all was changed, too.
async fn whole(src: &impl Source, case: &cases::Case) -> Result<Result<(), String>> {
    match cases::verify(src, case).await {
        Err(e) if e.kind == Kind::Internal => Ok(Err(e.to_string())),
        other => other,
    }
}

async fn verify_definitions(src: &impl Source, seen: &mut Verified) -> Result<()> {
    let all = definition::Entity::find().filter(definition::Column::InstitutionId.eq(src.institution()));
    for version in src.all(all.order_by_asc(definition::Column::Id)).await? {
        if sha256(version.source.as_bytes()) != version.sha256 {
            seen.findings.push((label(&version), "the text was changed".to_owned()));
        }
    }
    Ok(())
}

fn label(version: &procedures::Version) -> String {
    format!("{} {}", version.code, version.edition)
}

/// Every file by its hash, with what it belongs to.
async fn files(src: &impl Source, institution: InstitutionId) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let attached = attachment::Entity::find().filter(attachment::Column::InstitutionId.eq(institution));
    files.extend(src.all(attached).await?.into_iter().map(|a| (a.sha256, a.name)));
    let scanned = scan::Entity::find().filter(scan::Column::InstitutionId.eq(institution));
    files.extend(src.all(scanned).await?.into_iter().map(|s| (s.sha256, s.name)));
    let papers = src.all(paper::Entity::find().filter(paper::Column::InstitutionId.eq(institution))).await?;
    let numbers: BTreeMap<_, _> = papers.iter().map(|p| (p.id, p.number.clone())).collect();
    for p in papers {
        files.extend([p.pdf_sha256, p.signed_sha256].into_iter().flatten().map(|f| (f, p.number.clone())));
    }
    let signed = signature::Entity::find().filter(signature::Column::InstitutionId.eq(institution));
    for s in src.all(signed).await? {
        let number = numbers.get(&s.paper_id).cloned().unwrap_or_default();
        files.extend([s.document_sha256, s.image_sha256].map(|f| (f, number.clone())));
    }
    let logo = crate::people::query::institution(src).await?.logo_sha256;
    files.extend(logo.map(|f| (f, "logo".to_owned())));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{audit, fixtures};
    use gateways::DiskFiles;
    use kernel::time::{Duration, date};
    use std::sync::Arc;

    #[tokio::test]
    async fn what_nobody_changed_is_whole_and_a_file_that_is_gone_is_found() {
        let f = fixtures::office().await;
        f.printed(&f.ana, &f.beto).await;
        let seen = verify(&f.office, &f.auditor).await.unwrap();
        assert_eq!((seen.cases, seen.files, seen.findings), (1, 1, Vec::new()));
        let empty = tempfile::tempdir().unwrap();
        let office = Office { files: Arc::new(DiskFiles::open(empty.path()).unwrap()), ..f.office.clone() };
        let found = verify(&office, &f.auditor).await.unwrap().findings;
        assert_eq!(found.iter().map(|(what, _)| what.as_str()).collect::<Vec<_>>(), ["TIM-2026-00001"]);
        assert_eq!(verify(&f.office, &f.beto).await.unwrap_err().kind, Kind::Forbidden);
    }

    #[tokio::test]
    async fn the_log_is_filtered_by_person_kind_and_day() {
        let f = fixtures::office().await;
        let read = f.office.read(&f.auditor);
        let count = async |filter: audit::Filter| audit::search(&read, &filter, None).await.unwrap().rows.len();
        let all = audit::Filter { kind: "person.added".to_owned(), ..audit::Filter::default() };
        assert_eq!(count(all.clone()).await, 6);
        let by = |actor: &Actor| actor.person.map(db::PersonId);
        assert_eq!(count(audit::Filter { by: by(&f.admin), ..all.clone() }).await, 6);
        assert_eq!(count(audit::Filter { by: by(&f.beto), ..all.clone() }).await, 0);
        let today = date("2026-03-02");
        let on = |from_on, until_on| audit::Filter { from_on, until_on, ..all.clone() };
        assert_eq!(count(on(today, today)).await, 6);
        assert_eq!(count(on(today.map(|d| d + Duration::days(1)), None)).await, 0);
        assert_eq!(count(on(None, today.map(|d| d - Duration::days(1)))).await, 0);
        assert_eq!(audit::everybody(&f.office.read(&f.admin)).await.unwrap_err().kind, Kind::Forbidden);
    }
}
