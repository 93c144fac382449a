//! What somebody without TLS is told by a house that has a certificate: where to go, and nothing else.

use axum::{
    Router,
    extract::{Request, State},
    http::{
        HeaderValue, Method, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    },
    response::{IntoResponse, Response},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{address::Address, limits};

const ANSWER: &str =
    "This house speaks HTTPS only. Please open it by its own address, with https:// in front.\n";

/// The port beside: every page is at our own address, never at the `Host` that was asked.
pub fn elsewhere(address: Address) -> Router {
    Router::new().fallback(redirect).with_state(address)
}

/// What is not harmless is not sent on: its body has come in the clear.
async fn redirect(State(address): State<Address>, request: Request) -> Response {
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    let to = HeaderValue::from_str(&address.page(path));
    let mut answer = match (request.method(), to) {
        (&Method::GET | &Method::HEAD, Ok(to)) => {
            (StatusCode::PERMANENT_REDIRECT, [(LOCATION, to)]).into_response()
        }
        _ => (StatusCode::FORBIDDEN, ANSWER).into_response(),
    };
    for (name, value) in [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Somebody speaks plainly where TLS is spoken.
pub async fn answer(mut stream: TcpStream) {
    // What they said is taken in first, as the answer could be lost with it otherwise.
    let mut said = vec![0; limits::HEADER_BYTES];
    let _ = stream.read(&mut said).await;
    let answer = format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n{ANSWER}",
        ANSWER.len()
    );
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
}
