//! Where the program is reached: the port, the address people use, the certificate, and what an operator is told of it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;

use crate::{address::Address, config::Listen, http::certificate::Certificate};

/// Open ports, before anybody is let in.
pub struct Network {
    pub listener: TcpListener,
    pub bound: SocketAddr,
    pub address: Address,
    pub certificate: Option<Arc<Certificate>>,
    /// The port that sends people on to HTTPS.
    pub beside: Option<TcpListener>,
}

impl Network {
    /// # Errors
    /// One sentence for an operator.
    pub async fn open(wish: &Listen) -> Result<Self, String> {
        let certificate = match (&wish.tls.tls_cert, &wish.tls.tls_key) {
            (Some(cert), Some(key)) => {
                let read = Certificate::read(cert, key).map_err(|error| error.to_string())?;
                Some(Arc::new(read))
            }
            _ => None,
        };
        let listener = bind(SocketAddr::new(wish.host, wish.port)).await?;
        let bound = listener.local_addr().map_err(|error| error.to_string())?;
        let beside = match wish.tls.http_port {
            Some(port) => Some(bind(SocketAddr::new(wish.host, port)).await?),
            None => None,
        };
        Ok(Self {
            address: address(wish, bound, certificate.is_some())?,
            listener,
            bound,
            certificate,
            beside,
        })
    }

    /// Where a person on this machine can look.
    pub fn shown(&self) -> String {
        let scheme = match self.certificate {
            Some(_) => "https",
            None => "http",
        };
        let port = self.bound.port();
        match self.bound.ip() {
            ip if ip.is_unspecified() => format!("{scheme}://127.0.0.1:{port}"),
            _ => format!("{scheme}://{}", self.bound),
        }
    }

    /// Others on the way can read and change what goes over plain HTTP.
    pub fn is_for_trying_out(&self) -> bool {
        !self.address.is_secure() && !self.bound.ip().is_loopback()
    }
}

fn address(wish: &Listen, bound: SocketAddr, secure: bool) -> Result<Address, String> {
    let address = match &wish.base_url {
        Some(url) => Address::configured(url).map_err(|error| error.to_string())?,
        None if secure => Address::local_and_secure(bound.port()),
        None => Address::local(bound.port()),
    };
    if secure && !address.is_secure() {
        return Err(
            "With a certificate the address in --base-url begins with https://. Please change it, or leave out --tls-cert."
                .to_owned(),
        );
    }
    Ok(address)
}

async fn bind(at: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(at)
        .await
        .map_err(|error| cannot_listen(at, &error))
}

fn cannot_listen(at: SocketAddr, error: &io::Error) -> String {
    let port = at.port();
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "Port {port} is already in use. Please stop the program that uses it, or choose another with --port."
        ),
        io::ErrorKind::PermissionDenied => {
            format!("Alongside may not use port {port}. Please choose one above 1023 with --port.")
        }
        io::ErrorKind::AddrNotAvailable => format!(
            "This machine has no network address {}. Please choose another with --host.",
            at.ip()
        ),
        _ => format!("Alongside cannot listen on {at} ({error})."),
    }
}
