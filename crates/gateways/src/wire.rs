//! A connection to a server, encrypted when it has to be.

use kernel::{Error, Msg, Result};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use std::{fmt, io, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

/// How long a server may take for one answer.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes both ways.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Wire for T {}

/// Whom we believe to be the server it says it is: the system's certificate authorities and the town's own.
#[derive(Clone)]
pub struct Trust {
    config: Arc<ClientConfig>,
    own: Arc<[Vec<u8>]>,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust").field("own", &self.own.len()).finish_non_exhaustive()
    }
}

impl Trust {
    /// The system's authorities and those in `own`, a PEM text that may be empty. Invalid when it has no certificate
    /// that can be read.
    pub fn new(own: &[u8]) -> Result<Self> {
        let mut roots = RootCertStore::empty();
        for certificate in rustls_native_certs::load_native_certs().certs {
            // A certificate of the system that rustls does not like is no reason to refuse the others.
            drop(roots.add(certificate));
        }
        let mut kept = Vec::new();
        for certificate in CertificateDer::pem_slice_iter(own) {
            let certificate = certificate.map_err(|e| Error::invalid("mail-own-authority").with_source(e))?;
            kept.push(certificate.as_ref().to_vec());
            roots.add(certificate).map_err(|e| Error::invalid("mail-own-authority").with_source(e))?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(Error::internal)?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { config: Arc::new(config), own: kept.into() })
    }

    /// The town's own authorities, each in DER.
    pub(crate) fn own(&self) -> &[Vec<u8>] {
        &self.own
    }

    /// A connection in the clear.
    pub(crate) async fn connect(host: &str, port: u16) -> Result<Box<dyn Wire>> {
        let stream = in_time(async { TcpStream::connect((host, port)).await.map_err(unanswered) }).await?;
        Ok(Box::new(stream))
    }

    /// The connection from now on encrypted, with a server that has proved to be `host`.
    pub(crate) async fn encrypt(&self, host: &str, wire: Box<dyn Wire>) -> Result<Box<dyn Wire>> {
        let name = ServerName::try_from(host.to_owned()).map_err(|e| said("mail-host-invalid", e))?;
        let connector = TlsConnector::from(self.config.clone());
        let wire = in_time(async { connector.connect(name, wire).await.map_err(|e| said("mail-tls-failed", e)) });
        Ok(Box::new(wire.await?))
    }
}

/// Waits for an answer, but not for ever.
pub(crate) async fn in_time<T>(work: impl Future<Output = Result<T>> + Send) -> Result<T> {
    within(PATIENCE, work).await
}

/// The same with a patience of its own.
pub(crate) async fn within<T>(patience: Duration, work: impl Future<Output = Result<T>> + Send) -> Result<T> {
    match timeout(patience, work).await {
        Ok(done) => done,
        Err(_) => Err(said("mail-server-silent", io::Error::from(io::ErrorKind::TimedOut))),
    }
}

pub(crate) fn unanswered(e: io::Error) -> Error {
    said("mail-server-unreachable", e)
}

/// What may pass by itself, with what the server said.
pub(crate) fn said(key: &'static str, e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error { msg: Msg::new(key), ..Error::unavailable(e) }
}
