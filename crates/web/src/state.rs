//! What every handler shares.

use crate::{throttle::Throttle, view::View};
use domain::Office;
use kernel::time::Duration;
use std::sync::Arc;
use tokio::sync::watch;

/// How this installation is reached.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// People come by `https://`: cookies are `__Host-` and `Secure`, and browsers are told to stay with it.
    pub secure: bool,
    /// A proxy of ours stands before us: its `X-Forwarded-For` says who asks.
    pub behind_proxy: bool,
}

/// One per process; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub office: Office,
    pub settings: Settings,
    pub(crate) view: Arc<View>,
    /// Requests at public forms, per address.
    pub(crate) public: Arc<Throttle>,
    closing: watch::Sender<bool>,
}

impl AppState {
    pub fn new(office: Office, settings: Settings) -> Self {
        let public = Throttle::new(6, Duration::minutes(10));
        let closing = watch::Sender::new(false);
        Self { office, settings, view: Arc::new(View::new()), public: Arc::new(public), closing }
    }

    /// Ends the streams, which would never end by themselves. Pages are answered as before.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until the house closes.
    pub(crate) fn closed(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut closing = self.closing.subscribe();
        async move { drop(closing.wait_for(|closed| *closed).await) }
    }
}
