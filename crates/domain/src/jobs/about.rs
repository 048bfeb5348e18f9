//! What jobs are about, in the words of the office.

use super::{Job, Work};
use db::{
    CaseId, JobId, PaperId, Source,
    entity::{cases, paper},
};
use kernel::{Result, permit::Permit};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeMap;

/// The number of the case or paper each job is about; upkeep and unknown work are about none.
pub async fn about(src: &impl Source, jobs: &[Job]) -> Result<BTreeMap<JobId, String>> {
    src.require(Permit::ManageJobs)?;
    let mut papers: BTreeMap<JobId, PaperId> = BTreeMap::new();
    let mut about: BTreeMap<JobId, CaseId> = BTreeMap::new();
    for job in jobs {
        match serde_json::from_str::<Work>(&job.payload) {
            Ok(Work::PrintPaper { paper } | Work::PrintSigned { paper }) => drop(papers.insert(job.id, paper)),
            Ok(Work::FireTimer { case, .. } | Work::WatchLevel { case, .. }) => drop(about.insert(job.id, case)),
            Ok(
                Work::EnterManual { .. }
                | Work::ExpireManual { .. }
                | Work::IndexSearch { .. }
                | Work::RecountLevels
                | Work::SendLetter { .. }
                | Work::TidyUp,
            )
            | Err(_) => {}
        }
    }
    let found = paper::Entity::find()
        .filter(paper::Column::InstitutionId.eq(src.institution()))
        .filter(paper::Column::Id.is_in(papers.values().copied()));
    let by_paper: BTreeMap<PaperId, String> = src.all(found).await?.into_iter().map(|p| (p.id, p.number)).collect();
    let found = cases::Entity::find()
        .filter(cases::Column::InstitutionId.eq(src.institution()))
        .filter(cases::Column::Id.is_in(about.values().copied()));
    let by_case: BTreeMap<CaseId, String> = src.all(found).await?.into_iter().map(|c| (c.id, c.number)).collect();
    let papers = papers.into_iter().filter_map(|(job, paper)| Some((job, by_paper.get(&paper)?.clone())));
    let cases = about.into_iter().filter_map(|(job, case)| Some((job, by_case.get(&case)?.clone())));
    Ok(papers.chain(cases).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures,
        jobs::{JobStatus, list_jobs},
    };

    #[tokio::test]
    async fn a_printing_job_is_about_its_ticket() {
        let f = fixtures::office().await;
        f.printed(&f.ana, &f.beto).await;
        let read = f.office.read(&f.admin);
        let done = list_jobs(&read, JobStatus::Done, None).await.unwrap().rows;
        let about = about(&read, &done).await.unwrap();
        assert_eq!(about.values().collect::<Vec<_>>(), ["TIM-2026-00001"]);
        assert_eq!(super::about(&f.office.read(&f.beto), &[]).await.unwrap_err().kind, kernel::Kind::Forbidden);
    }
}
