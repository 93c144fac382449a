//! What a browser has asked for is done to its end, also when the browser has gone meanwhile: what is in the log is then
//! also in memory, and told to whoever has to know. Left to itself a call is dropped where it stands with its connection.

use alongside_protocol::refusal::Refusal;
use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::error::No;

pub async fn to_the_end(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(_) => No::from(Refusal::unsure()).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, body::Body, http::StatusCode, middleware::from_fn, routing::post};
    use std::sync::Arc;
    use std::time::Duration;
    use tokio::sync::Notify;
    use tower::ServiceExt;

    #[tokio::test(start_paused = true)]
    async fn what_was_asked_for_is_done_also_when_nobody_waits_for_the_answer() {
        let (begun, done) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let call = {
            let (begun, done) = (Arc::clone(&begun), Arc::clone(&done));
            move || async move {
                begun.notify_one();
                tokio::time::sleep(Duration::from_secs(1)).await;
                done.notify_one();
            }
        };
        let router = Router::new()
            .route("/", post(call))
            .layer(from_fn(to_the_end));
        let asked = router.oneshot(Request::post("/").body(Body::empty()).unwrap());
        tokio::select! {
            biased;
            _ = asked => panic!("it takes a second"),
            () = begun.notified() => {}
        }
        done.notified().await;
    }

    #[tokio::test]
    async fn a_call_that_panics_is_answered_with_a_sentence() {
        async fn panics() {
            panic!("on purpose");
        }
        let router = Router::new()
            .route("/", post(panics))
            .layer(from_fn(to_the_end));
        let asked = router.oneshot(Request::post("/").body(Body::empty()).unwrap());
        let answer = asked.await.unwrap();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
}
