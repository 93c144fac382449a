//! Calls to the provider: over TLS with whoever vouches for it, or to this very machine; each within a time, up to a
//! size, and nowhere else when it points there.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use openidconnect::{
    AsyncHttpClient, HttpRequest, HttpResponse,
    http::{HeaderValue, Uri, header::HOST},
};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::{
    TlsConnector,
    rustls::{
        self, ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, InvalidDnsNameError, ServerName, pem::PemObject},
    },
};

use crate::limits;

/// Why a call had no answer. It tells neither what was asked nor what came.
#[derive(Debug, Error)]
pub enum CallError {
    #[error("it does not answer in time")]
    Late,
    #[error("it cannot be reached ({0})")]
    Unreached(#[from] io::Error),
    #[error("its address has to begin with https://")]
    Plain,
    #[error("its name cannot be one in a certificate")]
    Name(#[from] InvalidDnsNameError),
    #[error("its answer cannot be read")]
    Unread,
}

/// Why the certificates in a file cannot vouch for a provider, in one sentence for an operator.
#[derive(Debug, Error)]
pub enum VouchError {
    #[error("The file {} cannot be read ({reason}). Please check its name and its rights.", .file.display())]
    Unread { file: PathBuf, reason: String },
    #[error("There is no certificate in {}. It should be PEM text that begins with BEGIN CERTIFICATE.", .file.display())]
    NoCertificate { file: PathBuf },
    #[error("Alongside cannot speak TLS ({0}).")]
    Tls(#[from] rustls::Error),
}

/// See the head of this file.
pub struct Caller {
    tls: TlsConnector,
}

impl Caller {
    /// Those on Mozilla's list vouch for a provider, and those in this file, if there is one. It blocks.
    ///
    /// # Errors
    /// One sentence for an operator.
    pub fn new(more: Option<&Path>) -> Result<Self, VouchError> {
        let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        if let Some(file) = more {
            for certificate in read(file)? {
                roots.add(certificate)?;
            }
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tls = TlsConnector::from(Arc::new(config));
        Ok(Self { tls })
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, CallError> {
        let (host, port) = place(request.uri()).ok_or(CallError::Plain)?;
        let stream = TcpStream::connect((host.as_str(), port)).await?;
        if !is_secure(request.uri()) {
            return talk(stream, request).await;
        }
        let name = ServerName::try_from(host)?;
        talk(self.tls.connect(name, stream).await?, request).await
    }
}

impl<'c> AsyncHttpClient<'c> for Caller {
    type Error = CallError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, CallError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async {
            let answered = timeout(limits::PROVIDER_CALL, self.ask(request));
            answered.await.map_err(|_| CallError::Late)?
        })
    }
}

fn read(file: &Path) -> Result<Vec<CertificateDer<'static>>, VouchError> {
    let unread = |reason: String| VouchError::Unread {
        file: file.to_owned(),
        reason,
    };
    let text = std::fs::read(file).map_err(|error| unread(error.to_string()))?;
    let read: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    let read = read.map_err(|error| unread(error.to_string()))?;
    if read.is_empty() {
        let file = file.to_owned();
        return Err(VouchError::NoCertificate { file });
    }
    Ok(read)
}

fn is_secure(at: &Uri) -> bool {
    at.scheme_str() == Some("https")
}

/// Host and port, where what is said there stays between the two of us.
fn place(at: &Uri) -> Option<(String, u16)> {
    let host = at.host()?.trim_start_matches('[').trim_end_matches(']');
    let usual = if is_secure(at) { 443 } else { 80 };
    let port = at.port_u16().unwrap_or(usual);
    is_private(at).then(|| (host.to_owned(), port))
}

/// Over TLS, or without leaving this machine.
#[must_use]
pub fn is_private(at: &Uri) -> bool {
    let host = at.host().unwrap_or_default();
    let is_here = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
    !host.is_empty() && (is_secure(at) || (at.scheme_str() == Some("http") && is_here))
}

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    request: HttpRequest,
) -> Result<HttpResponse, CallError> {
    let unread = |_| CallError::Unread;
    let (mut line, connection) = handshake(TokioIo::new(stream)).await.map_err(unread)?;
    // It ends with this call, however that ends.
    let mut running = JoinSet::new();
    running.spawn(connection);
    let answer = line.send_request(at_its_place(request)?).await;
    let (head, body) = answer.map_err(unread)?.into_parts();
    let body = to_bytes(Body::new(body), limits::PROVIDER_BYTES).await;
    let body = body.map_err(|_| CallError::Unread)?;
    Ok(HttpResponse::from_parts(head, body.into()))
}

/// The request as a server wants it: the host beside the path.
fn at_its_place(request: HttpRequest) -> Result<hyper::Request<Body>, CallError> {
    let (mut head, body) = request.into_parts();
    let host = head.uri.authority().map(|host| host.as_str().to_owned());
    let host = HeaderValue::from_str(&host.unwrap_or_default()).map_err(|_| CallError::Unread)?;
    head.headers.insert(HOST, host);
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    head.uri = path.parse().map_err(|_| CallError::Unread)?;
    Ok(hyper::Request::from_parts(head, Body::from(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_over_a_network_in_the_clear() {
        let at = |text: &str| place(&text.parse().unwrap());
        let both = |host: &str, port| Some((host.to_owned(), port));
        assert_eq!(at("https://id.example/token"), both("id.example", 443));
        assert_eq!(at("https://id.example:8443/"), both("id.example", 8443));
        assert_eq!(at("http://127.0.0.1:4000/x"), both("127.0.0.1", 4000));
        assert_eq!(at("http://[::1]:4000/x"), both("::1", 4000));
        for clear in [
            "http://id.example/token",
            "http://10.0.0.1/token",
            "http://localhost.example/",
            "ftp://localhost/",
            "/token",
        ] {
            assert_eq!(at(clear), None, "{clear}");
        }
    }
}
