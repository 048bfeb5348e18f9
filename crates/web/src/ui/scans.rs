//! Scanned sheets coming back.

use super::Id;
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Form, Mood, ScanResult, ScansNew},
};
use domain::{
    ScanId,
    papers::{self, Scan},
};
use kernel::{Error, Msg};

pub(crate) async fn form(ctx: Ctx) -> Answer {
    let page = page(&ctx, Form::default(), Vec::new()).await?;
    ctx.page(&page).await
}

/// What was just sent first, then what still waits.
async fn page(ctx: &Ctx, form: Form, just: Vec<Scan>) -> Result<ScansNew, Error> {
    let waiting = papers::query::waiting_scans(&ctx.read()).await?;
    let others = waiting.into_iter().filter(|w| just.iter().all(|j| j.id != w.id)).collect::<Vec<_>>();
    let mut results = Vec::new();
    for scan in just.into_iter().chain(others) {
        results.push(result(ctx, scan).await?);
    }
    Ok(ScansNew { form, results })
}

async fn result(ctx: &Ctx, scan: Scan) -> Result<ScanResult, Error> {
    let paper = match scan.paper_id {
        Some(id) => Some(papers::query::get(&ctx.read(), id).await?),
        None => None,
    };
    Ok(match paper {
        Some(paper) => ScanResult {
            file: scan.name,
            mood: Mood::Good,
            state: ctx.say("scan-matched"),
            number: Some(paper.number),
            case_href: Some(urls::case(paper.case_id)),
            match_href: None,
        },
        None => ScanResult {
            match_href: Some(format!("/scans/{}/match", scan.id)),
            file: scan.name,
            mood: Mood::Wait,
            state: ctx.say(Msg::new(scan.problem)),
            number: None,
            case_href: None,
        },
    })
}

pub(crate) async fn receive(ctx: Ctx, mut sent: Sent) -> Answer {
    let received = papers::receive_scans(&ctx.state.office, &ctx.actor, sent.files("scans")).await;
    let (status, page) = match received {
        Ok(just) => (axum::http::StatusCode::OK, page(&ctx, Form::default(), just).await?),
        Err(e) => {
            let (status, form) = again(Form::default(), super::account::renamed(e, &[("files", "scans")]))?;
            (status, page(&ctx, form, Vec::new()).await?)
        }
    };
    ctx.page_as(status, &page).await
}

pub(crate) async fn match_code(ctx: Ctx, Id(id): Id<ScanId>, sent: Sent) -> Answer {
    match papers::match_scan(&ctx.state.office, &ctx.actor, id, sent.get("code")).await {
        Ok(paper) => ctx.done(&urls::case(paper.case_id), "scan-matched"),
        Err(e) => ctx.refused("/scans", e),
    }
}
