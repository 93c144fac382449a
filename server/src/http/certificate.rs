//! The house's own certificate: read at the start, and again when its files have changed or the system says so (SIGHUP).
//!
//! A renewed certificate serves whoever comes from then on; one that cannot be read changes nothing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
    server::TlsStream,
};

use crate::limits;

/// Why the house cannot speak TLS, in one sentence for an operator.
#[derive(Debug, Error)]
pub enum CertificateError {
    #[error("The file {} cannot be read ({reason}). Please check its name and its rights.", .file.display())]
    Unread { file: PathBuf, reason: String },

    #[error("There is no certificate in {}. It should be PEM text that begins with BEGIN CERTIFICATE.", .file.display())]
    NoCertificate { file: PathBuf },

    #[error("There is no private key in {}. It should be PEM text that begins with BEGIN PRIVATE KEY.", .file.display())]
    NoKey { file: PathBuf },

    #[error("The certificate {} and the key {} cannot be used together ({reason}). Please name the two that were made for each other.", .cert.display(), .key.display())]
    Unfitting {
        cert: PathBuf,
        key: PathBuf,
        reason: String,
    },
}

/// See the head of this file.
pub struct Certificate {
    cert: PathBuf,
    key: PathBuf,
    now: Mutex<Now>,
}

/// What is served, and the fingerprint of the files it was read from.
struct Now {
    from: [u8; 32],
    acceptor: TlsAcceptor,
}

impl Certificate {
    /// Reads both files. It blocks.
    ///
    /// # Errors
    /// One sentence for an operator.
    pub fn read(cert: &Path, key: &Path) -> Result<Self, CertificateError> {
        Ok(Self {
            now: Mutex::new(read(cert, key)?),
            cert: cert.to_owned(),
            key: key.to_owned(),
        })
    }

    /// The handshake with a browser.
    ///
    /// # Errors
    /// When they do not come to terms.
    pub async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let acceptor = self.now().acceptor.clone();
        acceptor.accept(stream).await
    }

    /// Looks for changed files from time to time and when the system asks for it, for as long as the program runs.
    /// The signal is heard from this call on, before anybody is told where the house is: unheard, it would end the
    /// program.
    ///
    /// # Errors
    /// When the system does not let us hear its signal.
    pub fn keep(self: Arc<Self>) -> io::Result<impl Future<Output = ()>> {
        let mut asked = signal(SignalKind::hangup())?;
        Ok(async move {
            loop {
                tokio::select! {
                    _ = asked.recv() => {}
                    () = tokio::time::sleep(limits::CERTIFICATE_EVERY) => {}
                }
                let certificate = Arc::clone(&self);
                match tokio::task::spawn_blocking(move || certificate.renew()).await {
                    Ok(Ok(true)) => tracing::info!("the certificate was read anew"),
                    Ok(Ok(false)) => {}
                    Ok(Err(error)) => tracing::error!(%error, "the certificate stays as it was"),
                    Err(error) => tracing::error!(%error, "the certificate was not read"),
                }
            }
        })
    }

    /// Whether there was a new one.
    fn renew(&self) -> Result<bool, CertificateError> {
        let new = read(&self.cert, &self.key)?;
        let mut now = self.now();
        let changed = now.from != new.from;
        if changed {
            *now = new;
        }
        Ok(changed)
    }

    fn now(&self) -> std::sync::MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(cert: &Path, key: &Path) -> Result<Now, CertificateError> {
    let (cert_text, key_text) = (text(cert)?, text(key)?);
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&cert_text)
        .collect::<Result<_, _>>()
        .unwrap_or_default();
    if chain.is_empty() {
        return Err(CertificateError::NoCertificate {
            file: cert.to_owned(),
        });
    }
    let private =
        PrivateKeyDer::from_pem_slice(&key_text).map_err(|_| CertificateError::NoKey {
            file: key.to_owned(),
        })?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder
                .with_no_client_auth()
                .with_single_cert(chain, private)
        });
    let mut config = config.map_err(|error| CertificateError::Unfitting {
        cert: cert.to_owned(),
        key: key.to_owned(),
        reason: error.to_string(),
    })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let mut hash = Sha256::new_with_prefix(&cert_text);
    hash.update(&key_text);
    Ok(Now {
        from: hash.finalize().into(),
        acceptor: TlsAcceptor::from(Arc::new(config)),
    })
}

fn text(file: &Path) -> Result<zeroize::Zeroizing<Vec<u8>>, CertificateError> {
    let text = std::fs::read(file).map_err(|error| CertificateError::Unread {
        file: file.to_owned(),
        reason: error.to_string(),
    })?;
    Ok(zeroize::Zeroizing::new(text))
}
