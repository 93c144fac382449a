//! Coming in: the same two calls that every browser makes before it opens the socket.

use alongside_protocol::{
    door::{PersonalKey, Ticket},
    ids::SessionId,
};
use axum::body::{Body, to_bytes};
use hyper::{
    Request, StatusCode,
    client::conn::http1::handshake,
    header::{CONNECTION, CONTENT_TYPE, COOKIE, HOST, HeaderMap, ORIGIN, SET_COOKIE},
};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use thiserror::Error;
use tokio::time::timeout;

use crate::{http::listen::Inside, limits, secrets::Secret};

/// Where a simulated trainee comes in, and with what.
#[derive(Debug)]
pub struct Entrance {
    /// Our own server.
    pub server: Inside,
    /// The address of our pages.
    pub origin: String,
    pub session: SessionId,
    /// Of their personal link.
    pub link: Secret,
}

/// What a call from inside names as its host; nothing depends on it.
pub const HOST_INSIDE: &str = "inside";

/// Why a simulated trainee could not come in.
#[derive(Debug, Error)]
pub enum Closed {
    #[error("the server was not reached ({0})")]
    Unreached(#[from] std::io::Error),
    #[error("the call failed ({0})")]
    Call(#[from] hyper::Error),
    #[error("the answer could not be read")]
    Unreadable,
    #[error("there was no answer in time")]
    Late,
    #[error("the socket could not be opened ({0})")]
    Socket(#[from] Box<tokio_tungstenite::tungstenite::Error>),
    /// Not (or no longer) let in: trying again does not help.
    #[error("the server said {0}")]
    Refused(StatusCode),
}

impl Entrance {
    /// Enters with the personal link; answers the cookie that is the pass.
    pub async fn enter(&self) -> Result<String, Closed> {
        let key = PersonalKey {
            secret: self.link.text().to_owned(),
        };
        let (headers, _) = self.post("/api/door/enter", None, &key).await?;
        let cookie = headers
            .get(SET_COOKIE)
            .and_then(|cookie| cookie.to_str().ok());
        let pass = cookie.and_then(|cookie| cookie.split(';').next());
        Ok(pass.ok_or(Closed::Unreadable)?.to_owned())
    }

    /// A ticket for one hello.
    pub async fn ticket(&self, pass: &str) -> Result<String, Closed> {
        let path = format!("/api/session/{}/ticket", self.session);
        let nothing = serde_json::json!({});
        let (_, body) = self.post(&path, Some(pass), &nothing).await?;
        let ticket: Ticket = serde_json::from_slice(&body).map_err(|_| Closed::Unreadable)?;
        Ok(ticket.ticket)
    }

    async fn post(
        &self,
        path: &str,
        pass: Option<&str>,
        body: &impl Serialize,
    ) -> Result<(HeaderMap, Vec<u8>), Closed> {
        let body = serde_json::to_vec(body).map_err(|_| Closed::Unreadable)?;
        let mut request = Request::post(path)
            .header(HOST, HOST_INSIDE)
            .header(ORIGIN, &self.origin)
            .header(CONTENT_TYPE, "application/json")
            .header(CONNECTION, "close");
        if let Some(pass) = pass {
            request = request.header(COOKIE, pass);
        }
        let request = request
            .body(Body::from(body))
            .map_err(|_| Closed::Unreadable)?;
        let call = timeout(limits::REHEARSAL_CALL, call(&self.server, request)).await;
        call.map_err(|_| Closed::Late)?
    }
}

/// One request over a connection of its own.
async fn call(server: &Inside, request: Request<Body>) -> Result<(HeaderMap, Vec<u8>), Closed> {
    let stream = server.connect().await?;
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    let exchange = async move {
        let (head, body) = sender.send_request(request).await?.into_parts();
        let body = to_bytes(Body::new(body), limits::BODY_BYTES).await;
        let body = body.map_err(|_| Closed::Unreadable)?;
        if head.status.is_success() {
            return Ok((head.headers, body.to_vec()));
        }
        Err(Closed::Refused(head.status))
    };
    // The exchange says what went wrong better than the connection does.
    let (answer, _) = tokio::join!(exchange, connection);
    answer
}
