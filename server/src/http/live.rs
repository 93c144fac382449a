//! The paths of a live session: its tickets and its socket.

use std::sync::Arc;

use alongside_domain::{
    aggregate::Fingerprint,
    programme::{Command, DoorCommand, Programme},
};
use alongside_protocol::{ids::SessionId, refusal::Refusal};
use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, State, WebSocketUpgrade, rejection::PathRejection},
    http::{HeaderMap, HeaderName, HeaderValue},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};

use super::{beside, error::Answer, pass, rounds};
use crate::{
    house::House,
    hub::{Hub, hello, ticket::Bearer},
    limits,
};

/// What these paths are given.
#[derive(Clone)]
pub struct Live {
    pub hub: Arc<Hub>,
    pub house: Arc<House>,
}

/// To be put beside the other doors, which see to it that requests come from pages of ours.
pub fn paths(hub: Arc<Hub>, house: Arc<House>) -> Router {
    Router::new()
        .route("/live", any(live))
        .route("/api/session/{id}/ticket", post(ticket))
        .route("/api/session/{id}/zoom", get(beside::zoom))
        .route("/api/session/{id}/zoom.csv", get(beside::zoom_csv))
        .route("/api/session/{id}/met", get(beside::met))
        .merge(rounds())
        .with_state(Live { hub, house })
}

/// A plan of all remaining rounds is as large as a roster.
fn rounds() -> Router<Live> {
    Router::new()
        .route(
            "/api/session/{id}/rounds",
            get(rounds::read).post(rounds::plan_beside),
        )
        .route("/api/session/{id}/rounds/decide", post(rounds::decide))
        .layer(DefaultBodyLimit::max(limits::ROSTER_BYTES))
}

/// The socket. Who comes is in the ticket of its first frame; the browser it comes from has to be theirs (HELLO2).
async fn live(State(live): State<Live>, headers: HeaderMap, socket: WebSocketUpgrade) -> Response {
    let house = live.house;
    let is_theirs = move |bearer: &Bearer| {
        let shown = pass::shown(&house, &headers, bearer.session);
        shown.is_some_and(|(person, ..)| person == bearer.person)
    };
    hello::upgrade(live.hub, socket, is_theirs)
}

/// `POST /api/session/ID/ticket`: for one hello, for somebody with a pass for this session.
async fn ticket(
    State(live): State<Live>,
    headers: HeaderMap,
    path: Result<Path<SessionId>, PathRejection>,
) -> Answer<Response> {
    let Path(session) = path.map_err(|_| Refusal::not_found())?;
    let shown = pass::shown(&live.house, &headers, session);
    let (person, _, by) = shown.ok_or_else(Refusal::not_found)?;
    let bearer = Bearer {
        person,
        session,
        by,
    };
    let ticket = live.hub.ticket(bearer).await?;
    let cookie = match by.pass() {
        Some(key) => rotated(&live, &headers, session, key).await,
        None => None,
    };
    Ok((cookie.map(|cookie| [cookie]), Json(ticket)).into_response())
}

/// The cookie of a new pass when the one that was shown has been in use for a day (DOOR8). Somebody comes in also
/// when that cannot be kept; it is tried again the next time.
async fn rotated(
    live: &Live,
    headers: &HeaderMap,
    session: SessionId,
    key: Fingerprint,
) -> Option<(HeaderName, HeaderValue)> {
    let house = &live.house;
    let programme = house.programmes.of_session(session)?;
    let fresh = limits::PERSON_PASS_MINUTES - limits::ROTATE_AFTER_MINUTES;
    let fresh_until = house.clock.now().plus_minutes(fresh);
    let look = |known: &Programme| (known.has_replaced(key), known.is_worn(key, fresh_until));
    let (has_replaced, is_worn) = house.programmes.look(programme, look)?;
    let change = |command| house.change(live.hub.as_ref(), programme, Command::Door(command));
    if has_replaced {
        let _ = change(DoorCommand::Settle { key }).await;
    }
    if !is_worn {
        return None;
    }
    let minutes = limits::PERSON_PASS_MINUTES;
    let (pass, cookie) = pass::for_person(house, headers, programme, minutes).ok()?;
    let rotate = DoorCommand::Rotate { old: key, pass };
    change(rotate).await.ok().map(|_| cookie)
}
