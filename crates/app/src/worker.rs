//! Does what is due: jobs as soon as they are enqueued, schedules every minute.

use db::Wake;
use domain::{Office, jobs, mail, schedules};
use kernel::time::{Duration, Instant};
use std::time;
use tokio::sync::{
    broadcast::{Receiver, error::RecvError},
    watch,
};

/// How long the worker rests when nothing wakes it: work enqueued by another node, and timers, are found this late.
const REST: time::Duration = time::Duration::from_secs(2);
const SCHEDULES: Duration = Duration::minutes(1);

/// Runs until told to stop; finishes the job it has in hand.
pub(crate) async fn run(office: Office, mut stop: watch::Receiver<bool>) {
    let name = format!("{}-{}", std::process::id(), office.random.code(6));
    let mut wakes = office.db.wakes();
    let mut looked: Option<Instant> = None;
    while !*stop.borrow() {
        if looked.is_none_or(|at| at + SCHEDULES <= office.now()) {
            looked = Some(office.now());
            if let Err(e) = jobs::catch_up(&office).await {
                tracing::error!(error = %e, "the schedules could not be read");
            }
            if let Err(e) = schedules::run(&office).await {
                tracing::error!(error = %e, "what begins by itself could not be run");
            }
        }
        if !one(&office, &name).await {
            tokio::select! {
                () = woken(&mut wakes) => {}
                () = tokio::time::sleep(REST) => {}
                _ = stop.changed() => {}
            }
        }
    }
}

/// How often mailboxes are looked at.
const MAIL: time::Duration = time::Duration::from_mins(1);

/// Collects mail until told to stop, beside the jobs: a mail server that is slow holds up nobody.
pub(crate) async fn collect(office: Office, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let round = mail::collect_all(&office);
        tokio::select! {
            done = round => {
                if let Err(e) = done {
                    tracing::error!(error = %e, "mail could not be collected");
                }
            }
            // What was not committed is collected again; what was, is known.
            _ = stop.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(MAIL) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Does one job; `false` when there is nothing to do, or no way to do it now. A job that panics keeps its lease until
/// that ends and is then tried again.
async fn one(office: &Office, name: &str) -> bool {
    let (office, name) = (office.clone(), name.to_owned());
    match tokio::spawn(async move { jobs::run_one(&office, &name).await }).await {
        Ok(Ok(did)) => did,
        Ok(Err(e)) => {
            tracing::error!(error = %e, "the worker could not take or settle a job");
            false
        }
        Err(e) => {
            tracing::error!(error = %e, "a job panicked");
            false
        }
    }
}

/// Waits for a job to be enqueued here. Having missed some rings counts as one.
async fn woken(wakes: &mut Receiver<Wake>) {
    loop {
        match wakes.recv().await {
            Ok(Wake::Jobs) | Err(RecvError::Lagged(_)) => return,
            Ok(Wake::Queue(_)) => {}
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}
