//! Serves the pages and runs the worker until somebody asks it to stop.

use crate::{
    config::{LOCALE, Serve},
    wire, worker,
};
use axum::serve::ListenerExt as _;
use domain::{Office, people};
use kernel::{Error, Kind, Locale, Msg, Result, permit::Actor, text};
use std::{
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};
use tokio::{net::TcpListener, sync::watch, time::timeout};
use uuid::Uuid;
use web::{AppState, Settings};

/// How long requests and jobs that are under way may take to finish after the signal.
const GRACE: Duration = Duration::from_secs(5);

/// Runs until SIGTERM or Ctrl-C. The address is taken first: nothing is touched when another program has it.
pub(crate) async fn serve(args: &Serve) -> Result<()> {
    wire::log(&args.place)?;
    let listener = TcpListener::bind(&args.listen).await.map_err(|e| address_refused(&args.listen, e))?;
    let here = listener.local_addr().map_err(Error::internal)?;
    let url = args.place.public_url(&local_url(here));
    let office = wire::office(&args.place, &url).await?;
    tracing::info!(address = %here, version = env!("CARGO_PKG_VERSION"), "listening");
    greet(&office).await?;
    let (stop, stopped) = watch::channel(false);
    let settings = Settings { secure: url.starts_with("https://"), behind_proxy: args.behind_proxy };
    let state = AppState::new(office.clone(), settings);
    let app = web::router(state.clone());
    let worker = tokio::spawn(worker::run(office.clone(), stopped.clone()));
    let collector = tokio::spawn(worker::collect(office.clone(), stopped.clone()));
    let listener = listener.tap_io(|io| drop(io.set_nodelay(true)));
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let mut server = tokio::spawn(axum::serve(listener, app).with_graceful_shutdown(until(stopped)).into_future());
    tokio::select! {
        () = signal() => tracing::info!("stopping"),
        ended = &mut server => return ended.map_err(Error::internal)?.map_err(Error::internal),
    }
    stop.send_replace(true);
    state.close();
    if timeout(GRACE, server).await.is_err() {
        tracing::debug!("requests under way were cut off");
    }
    if timeout(GRACE, worker).await.is_err() {
        tracing::warn!("a job under way was cut off: its lease ends and it runs again");
    }
    if timeout(GRACE, collector).await.is_err() {
        tracing::debug!("a mailbox was left in the middle");
    }
    office.db.close().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Says on the terminal where to go: in both languages while nobody has chosen one.
async fn greet(office: &Office) -> Result<()> {
    let url = office.public_url.as_ref();
    let nobody = Actor::system(Uuid::nil());
    let words = if people::is_empty(&office.read(&nobody)).await? {
        let link = format!("{url}{}", web::urls::setup(&people::setup_link(office).await?));
        let both = Locale::ALL.map(|locale| text::say(locale, &"cli-first-run".into()));
        format!("\n{}\n\n  {link}\n", both.join("\n"))
    } else {
        text::say(*LOCALE, &Msg::new("cli-serving").with("url", url))
    };
    // A terminal that is gone is no reason not to serve.
    drop(writeln!(io::stdout(), "{words}"));
    Ok(())
}

/// How a browser on this machine comes here.
fn local_url(here: SocketAddr) -> String {
    let ip = if here.ip().is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { here.ip() };
    format!("http://{}", SocketAddr::new(ip, here.port()))
}

fn address_refused(listen: &str, e: io::Error) -> Error {
    let (kind, key) = match e.kind() {
        io::ErrorKind::AddrInUse => (Kind::Conflict, "cli-address-in-use"),
        _ => (Kind::Invalid, "cli-address"),
    };
    Error::new(kind, Msg::new(key).with("address", listen)).with_source(e)
}

async fn until(mut stopped: watch::Receiver<bool>) {
    // The sender outlives the server; were it gone, stopping would be right too.
    drop(stopped.wait_for(|stop| *stop).await);
}

/// Waits for SIGTERM or Ctrl-C.
async fn signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_address_is_reached_on_this_machine() {
        assert_eq!(local_url("0.0.0.0:8080".parse().unwrap()), "http://127.0.0.1:8080");
        assert_eq!(local_url("[::]:80".parse().unwrap()), "http://127.0.0.1:80");
        assert_eq!(local_url("10.0.0.7:9000".parse().unwrap()), "http://10.0.0.7:9000");
    }

    #[tokio::test]
    async fn an_address_in_use_is_refused_as_such() {
        let first = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = first.local_addr().unwrap().to_string();
        let refused = address_refused(&address, TcpListener::bind(&address).await.unwrap_err());
        assert_eq!((refused.kind, refused.msg.key.as_ref()), (Kind::Conflict, "cli-address-in-use"));
        assert_eq!(address_refused("x", io::Error::other("?")).kind, Kind::Invalid);
    }
}
