//! Scanned sheets coming back.

use super::{Id, account::renamed};
use crate::{
    ctx::{Ctx, again},
    error::Answer,
    sent::Sent,
    urls,
    view::{Form, Mood, ScanResult, ScansNew},
};
use domain::{
    ScanId,
    papers::{self, Paper, Scan},
};
use kernel::{Error, Msg};

pub(crate) async fn form(ctx: Ctx) -> Answer {
    let page = page(&ctx, Form::default()).await?;
    ctx.page(&page).await
}

/// What still waits for its paper first, then what found it lately.
async fn page(ctx: &Ctx, form: Form) -> Result<ScansNew, Error> {
    let read = ctx.read();
    let waiting = papers::query::waiting_scans(&read).await?.into_iter().map(|scan| (scan, None));
    let matched = papers::query::matched_scans(&read).await?.into_iter().map(|(scan, paper)| (scan, Some(paper)));
    let results = waiting.chain(matched).map(|(scan, paper)| result(ctx, scan, paper)).collect();
    Ok(ScansNew { form, results })
}

fn result(ctx: &Ctx, scan: Scan, paper: Option<Paper>) -> ScanResult {
    let (mood, state) = match &paper {
        Some(_) => (Mood::Good, Msg::new("scan-matched")),
        None => (Mood::Wait, Msg::new(scan.problem)),
    };
    ScanResult {
        href: urls::scan(scan.id),
        match_href: paper.is_none().then(|| format!("{}/match", urls::scan(scan.id))),
        file: scan.name,
        at: scan.at,
        mood,
        state: ctx.say(state),
        case_href: paper.as_ref().map(|p| urls::case(p.case_id)),
        number: paper.map(|p| p.number),
    }
}

pub(crate) async fn receive(ctx: Ctx, mut sent: Sent) -> Answer {
    match papers::receive_scans(&ctx.state.office, &ctx.actor, sent.files("scans")).await {
        Ok(scans) => {
            let matched = scans.iter().filter(|s| s.paper_id.is_some()).count();
            let mood = if matched == scans.len() { Mood::Good } else { Mood::Wait };
            let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let told = Msg::new("scans-received").with("all", number(scans.len())).with("matched", number(matched));
            ctx.go("/scans", mood, told)
        }
        Err(e) => {
            let (status, form) = again(Form::default(), renamed(e, &[("files", "scans")]))?;
            let page = page(&ctx, form).await?;
            ctx.page_as(status, &page).await
        }
    }
}

/// The sheet itself, to read its code.
pub(crate) async fn show(ctx: Ctx, Id(id): Id<ScanId>) -> Answer {
    let scan = papers::query::get_scan(&ctx.read(), id).await?;
    let bytes = ctx.state.office.files.get(&scan.sha256).await?;
    Ok(super::files::serve(&scan.mime, &scan.name, bytes))
}

pub(crate) async fn match_code(ctx: Ctx, Id(id): Id<ScanId>, sent: Sent) -> Answer {
    match papers::match_scan(&ctx.state.office, &ctx.actor, id, sent.get("code")).await {
        Ok(_) => ctx.done("/scans", "scan-matched"),
        Err(e) => ctx.refused("/scans", e),
    }
}
