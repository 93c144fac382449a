//! Bodies of calls: JSON of a known shape, or a sentence that says why not.

use alongside_protocol::refusal::{Code, Refusal};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{StatusCode, header::CONTENT_TYPE},
};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::error::No;
use crate::limits;

/// A body that could be read. Its size is limited by the router.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = No;

    async fn from_request(request: Request, state: &S) -> Result<Self, No> {
        let kind = request.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        // A form of another site cannot send this kind without asking first.
        if kind.split(';').next().map(str::trim) != Some("application/json") {
            return Err(unreadable());
        }
        let bytes = timeout(limits::BODY_WITHIN, Bytes::from_request(request, state))
            .await
            .map_err(|_| too_slow())?
            .map_err(too_large)?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|_| unreadable())
    }
}

fn unreadable() -> No {
    No::with(
        StatusCode::BAD_REQUEST,
        Refusal::mend(
            "We could not read what your browser sent, so nothing was changed. Please reload the page and try again.",
        ),
    )
}

fn too_slow() -> No {
    No::with(
        StatusCode::REQUEST_TIMEOUT,
        Refusal::new(
            Code::Fault,
            "This took too long to reach us, so nothing was changed. Please try again when your connection is better.",
        ),
    )
}

fn too_large(rejection: BytesRejection) -> No {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return No::with(
            StatusCode::PAYLOAD_TOO_LARGE,
            Refusal::new(
                Code::Mend,
                "This is more than we can take at once, so nothing was changed. Please make it shorter or split it.",
            ),
        );
    }
    unreadable()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body as AnyBody, response::IntoResponse};
    use futures_util::stream;

    #[tokio::test(start_paused = true)]
    async fn a_body_that_does_not_come_to_its_end_is_not_waited_for() {
        let drips = stream::pending::<Result<Bytes, std::io::Error>>();
        let request = Request::post("/api/door/enter")
            .header(CONTENT_TYPE, "application/json")
            .body(AnyBody::from_stream(drips))
            .unwrap();
        let read = Body::<serde_json::Value>::from_request(request, &()).await;
        let no = read.err().expect("nothing has come");
        assert_eq!(no.into_response().status(), StatusCode::REQUEST_TIMEOUT);
    }
}
