//! Only pages of ours may ask for a change or open a socket.
//!
//! Browsers say in `Origin` which page a request comes from, and no page can say it for another.

use alongside_protocol::refusal::Refusal;
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, Method, StatusCode,
        header::{HOST, ORIGIN, UPGRADE},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Doors, error::No};
use crate::address::Address;

pub async fn check(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    let harmless = matches!(*request.method(), Method::GET | Method::HEAD)
        && !request.headers().contains_key(UPGRADE);
    if harmless || is_ours(&doors.house.address, request.headers()) {
        return next.run(request).await;
    }
    No::with(
        StatusCode::FORBIDDEN,
        Refusal::new(
            alongside_protocol::refusal::Code::NotFound,
            "This can only be done from a page of this house. Please open it again by its own address.",
        ),
    )
    .into_response()
}

fn is_ours(address: &Address, headers: &HeaderMap) -> bool {
    let one = |name| {
        let mut values = headers.get_all(name).iter();
        let first = values.next()?.to_str().ok()?;
        values.next().is_none().then_some(first)
    };
    one(ORIGIN).is_some_and(|origin| address.is_ours(origin, one(HOST)))
}
