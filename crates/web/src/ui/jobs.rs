//! Background work: what waits, what gave up and can be retried, what comes again and again.

use super::Id;
use crate::{
    ctx::Ctx,
    error::Answer,
    urls,
    view::{JobRow, Jobs, RecurringRow},
};
use axum::extract::Query;
use domain::{
    JobId,
    jobs::{self, Job, JobStatus},
};
use kernel::{Locale, Msg, Result, text};
use serde::Deserialize;

/// Where each of the two lists begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Places {
    pending: Option<String>,
    failed: Option<String>,
}

pub(crate) async fn index(ctx: Ctx, Query(places): Query<Places>) -> Answer {
    let (pending, pending_next) = list(&ctx, JobStatus::Pending, places.pending.as_deref()).await?;
    let (failed, failed_next) = list(&ctx, JobStatus::Dead, places.failed.as_deref()).await?;
    let recurring = jobs::recurring(&ctx.state.office).await?.into_iter().map(|(one, last)| RecurringRow {
        what: what(ctx.locale, &one.name.replace('-', "_")),
        every_hours: one.every.num_hours(),
        last,
    });
    let at = |name: &str, next: Option<String>| {
        next.map_or_else(String::new, |n| format!("/jobs?{name}={}", urls::encode(&n)))
    };
    ctx.page(&Jobs {
        pending,
        pending_next: at("pending", pending_next),
        failed,
        failed_next: at("failed", failed_next),
        recurring: recurring.collect(),
    })
    .await
}

async fn list(ctx: &Ctx, status: JobStatus, after: Option<&str>) -> Result<(Vec<JobRow>, Option<String>)> {
    let read = ctx.read();
    let page = jobs::list_jobs(&read, status, after).await?;
    let mut about = jobs::about(&read, &page.rows).await?;
    let row = |job: Job| JobRow {
        id: job.id.to_string(),
        what: what(ctx.locale, &job.kind),
        about: about.remove(&job.id).unwrap_or_default(),
        at: job.ended_at.unwrap_or(job.due_at),
        tries: job.attempts,
        error: told(ctx.locale, &job.error),
    };
    let page = page.map(row);
    Ok((page.rows, page.next))
}

/// What a job does, in words. One of a later version of the program is named as it is.
fn what(locale: Locale, kind: &str) -> String {
    let msg = Msg::new(format!("job-kind-{kind}"));
    text::try_say(locale, &msg).unwrap_or_else(|| text::say(locale, &Msg::new("job-kind-unknown").with("kind", kind)))
}

/// A job keeps its error as the log has it, `Kind: key: causes`: the key is put into words, the causes stay.
fn told(locale: Locale, error: &str) -> String {
    let Some((_, rest)) = error.split_once(": ") else { return error.to_owned() };
    let (key, causes) = rest.split_once(": ").unwrap_or((rest, ""));
    match text::try_say(locale, &Msg::new(key.to_owned())) {
        Some(words) if causes.is_empty() => words,
        Some(words) => format!("{words} ({causes})"),
        None => error.to_owned(),
    }
}

pub(crate) async fn retry(ctx: Ctx, Id(id): Id<JobId>) -> Answer {
    let mut tx = ctx.write().await?;
    match jobs::retry(&mut tx, id).await {
        Ok(()) => tx.commit().await?,
        Err(e) => return ctx.refused("/jobs", e),
    }
    ctx.done("/jobs", "job-was-retried")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_in_words_with_its_causes() {
        let error = kernel::Error::unavailable("disk full").to_string();
        assert_eq!(told(Locale::En, &error), "A part of the system is busy. Try again in a moment. (disk full)");
        assert_eq!(told(Locale::En, "something: else"), "something: else");
        assert_eq!(told(Locale::En, ""), "");
    }

    #[test]
    fn every_kind_of_work_has_words_and_another_versions_is_named() {
        for kind in [
            "print_paper",
            "print_signed",
            "fire_timer",
            "enter_manual",
            "expire_manual",
            "send_letter",
            "tidy_up",
            "watch_level",
            "recount_levels",
        ] {
            assert!(kernel::text::has(Locale::Es, &format!("job-kind-{kind}")), "{kind}");
        }
        assert_eq!(what(Locale::En, "send_fax"), "Work of another version: send_fax");
    }
}
