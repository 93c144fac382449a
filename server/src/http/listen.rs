//! Accepting connections, with a time limit on their headers: a browser sends them at once, and whoever drips
//! them byte by byte wants to keep the door occupied.
//!
//! ```text
//!   network ──first byte──> with a certificate: handshake, or a plain answer ──> headers ──> router
//!   inside  ─────────────────────────────────────────────────────────────────────^
//! ```
//!
//! Simulated trainees come from inside: they need no port and no certificate, and leave no file open.

use std::io;
use std::sync::Arc;

use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
    service::TowerToHyperService,
};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, BufReader, DuplexStream, duplex};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::{certificate::Certificate, plain};
use crate::limits;

/// What a TLS connection begins with; no word of HTTP does.
const HANDSHAKE: u8 = 0x16;

/// The way in from inside the program.
#[derive(Debug, Clone)]
pub struct Inside(mpsc::Sender<DuplexStream>);

/// Its other end.
pub type Insiders = mpsc::Receiver<DuplexStream>;

impl Inside {
    #[must_use]
    pub fn new() -> (Self, Insiders) {
        let (sender, insiders) = mpsc::channel(limits::INSIDERS_WAITING);
        (Self(sender), insiders)
    }

    /// A connection as a browser has one.
    ///
    /// # Errors
    /// When nobody listens any more.
    pub async fn connect(&self) -> io::Result<DuplexStream> {
        let (ours, theirs) = duplex(limits::INSIDE_BYTES);
        match self.0.send(theirs).await {
            Ok(()) => Ok(ours),
            Err(_) => Err(io::ErrorKind::ConnectionRefused.into()),
        }
    }
}

/// Serves until `stop` resolves; then calls under way may finish. Sockets are the hub's to close.
pub async fn until(
    listener: TcpListener,
    certificate: Option<Arc<Certificate>>,
    mut insiders: Insiders,
    router: Router,
    stop: impl Future<Output = ()>,
) {
    let open = GracefulShutdown::new();
    let (stopping, stops) = watch::channel(());
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let (router, certificate) = (router.clone(), certificate.clone());
                    let (watcher, stops) = (open.watcher(), stops.clone());
                    tokio::spawn(arrive(stream, certificate, router, watcher, stops));
                }
                // Most often too many open files: others have to go before there is room.
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(limits::ACCEPT_AGAIN).await;
                }
            },
            Some(stream) = insiders.recv() => {
                tokio::spawn(serve(stream, router.clone(), open.watcher()));
            }
        }
    }
    drop(listener);
    drop(stopping);
    let finished = timeout(limits::FAREWELL, open.shutdown()).await;
    if finished.is_err() {
        tracing::info!("some calls were cut off");
    }
}

async fn arrive(
    stream: TcpStream,
    certificate: Option<Arc<Certificate>>,
    router: Router,
    open: Watcher,
    mut stops: watch::Receiver<()>,
) {
    // Frames are small and wanted now.
    let _ = stream.set_nodelay(true);
    keeps_little(&stream);
    let greeted = tokio::select! {
        greeted = greet(stream, certificate.as_deref()) => greeted,
        _ = stops.changed() => return,
    };
    match greeted {
        Some(Greeted::Plainly(stream)) => serve(stream, router, open).await,
        Some(Greeted::Securely(stream)) => serve(stream, router, open).await,
        None => {}
    }
}

/// Has the system keep little for a slow reader, so that it shows whether they take anything (CLOSE2).
#[cfg(target_os = "linux")]
fn keeps_little(stream: &TcpStream) {
    let _ = socket2::SockRef::from(stream).set_tcp_notsent_lowat(limits::UNSENT_BYTES);
}

/// Elsewhere the system keeps what it likes.
#[cfg(not(target_os = "linux"))]
const fn keeps_little(_: &TcpStream) {}

/// Somebody who has begun to speak.
enum Greeted {
    Plainly(TcpStream),
    Securely(Box<Secure>),
}

/// Holds the first byte alone; everything behind it goes past the buffer.
type Secure = BufReader<tokio_rustls::server::TlsStream<TcpStream>>;

/// The time limit on headers begins with their first byte; whoever never sends one, or does not come to an end with
/// the handshake, is let go here.
async fn greet(stream: TcpStream, certificate: Option<&Certificate>) -> Option<Greeted> {
    let mut first = [0];
    let within = limits::HEADERS_WITHIN;
    let spoken = timeout(within, stream.peek(&mut first)).await.ok()?.ok()?;
    if spoken == 0 {
        return None;
    }
    let Some(certificate) = certificate else {
        return Some(Greeted::Plainly(stream));
    };
    if first != [HANDSHAKE] {
        let _ = timeout(within, plain::answer(stream)).await;
        return None;
    }
    let secure = timeout(within, certificate.accept(stream))
        .await
        .ok()?
        .ok()?;
    let mut secure = BufReader::with_capacity(1, secure);
    let spoken = timeout(within, secure.fill_buf()).await.ok()?.ok()?;
    let spoken = !spoken.is_empty();
    spoken.then(|| Greeted::Securely(Box::new(secure)))
}

async fn serve<S>(stream: S, router: Router, open: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HEADERS_WITHIN)
        .max_buf_size(limits::HEADER_BYTES);
    let connection = builder
        .serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(router))
        .into_owned();
    // A browser that goes away in the middle is nothing to tell of.
    let _ = open.watch(connection).await;
}
