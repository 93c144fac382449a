//! Staff passes get a fresh key with the first call of each day, so that a cookie somebody has copied is soon an old one.

use alongside_domain::organisation::{Command, Organisation};
use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};

use super::{
    Doors,
    pass::{self, Cookie},
};
use crate::house::House;

pub async fn renew(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    let fresh = fresh(&doors.house, request.headers()).await;
    let mut answer = next.run(request).await;
    // Whoever has just signed out, or shown once more who they are, is told so by the answer itself.
    if let Some((name, cookie)) = fresh
        && !pass::says_staff(&doors.house, answer.headers())
    {
        answer.headers_mut().append(name, cookie);
    }
    answer
}

/// Of several calls at once, one gets the key; the others go on with the earlier one, which ends a minute after the
/// fresh one has come back.
async fn fresh(house: &House, headers: &HeaderMap) -> Option<Cookie> {
    let key = pass::staff_key(house, headers)?;
    let now = house.clock.now();
    let has_come = |organisation: &Organisation| organisation.has_replaced(key, now);
    if house.organisation.look(has_come)
        && let Err(error) = house.organise(Command::Settle { key }).await
    {
        tracing::warn!(%error, "an earlier key was not ended; it will be with the next call");
    }
    let until = |organisation: &Organisation| organisation.wants_renewal(key, now);
    let until = house.organisation.look(until)?;
    let (fresh, cookie) = pass::renewed(house, until).ok()?;
    match house.organise(Command::Renew { key, fresh }).await {
        Ok(events) => (!events.is_empty()).then_some(cookie),
        Err(error) => {
            tracing::warn!(%error, "a pass was not renewed; it will be with the next call");
            None
        }
    }
}
