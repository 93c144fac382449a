//! Accepting connections, with a time limit on their headers: a browser sends them at once, and whoever drips
//! them byte by byte wants to keep the door occupied.

use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};

use crate::limits;

/// Serves until `stop` resolves; then calls under way may finish. Sockets are the hub's to close.
pub async fn until(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let open = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => serve(stream, router.clone(), &open),
                // Most often too many open files: others have to go before there is room.
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(limits::ACCEPT_AGAIN).await;
                }
            },
        }
    }
    drop(listener);
    let finished = tokio::time::timeout(limits::FAREWELL, open.shutdown()).await;
    if finished.is_err() {
        tracing::info!("some calls were cut off");
    }
}

fn serve(stream: TcpStream, router: Router, open: &GracefulShutdown) {
    // Frames are small and wanted now.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HEADERS_WITHIN)
        .max_buf_size(limits::HEADER_BYTES);
    let connection = builder
        .serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(router))
        .into_owned();
    let connection = open.watch(connection);
    tokio::spawn(async move {
        // A browser that goes away in the middle is nothing to tell of.
        let _ = connection.await;
    });
}
