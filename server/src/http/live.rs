//! The paths of a live session: its tickets and its socket.

use std::sync::Arc;

use alongside_protocol::{door::Ticket, ids::SessionId, refusal::Refusal};
use axum::{
    Json, Router,
    extract::{Path, State, WebSocketUpgrade, rejection::PathRejection},
    http::HeaderMap,
    response::Response,
    routing::{any, post},
};

use super::{error::Answer, pass};
use crate::{
    house::House,
    hub::{Hub, hello},
};

#[derive(Clone)]
struct Live {
    hub: Arc<Hub>,
    house: Arc<House>,
}

/// To be put beside the other doors, which see to it that requests come from pages of ours.
pub fn paths(hub: Arc<Hub>, house: Arc<House>) -> Router {
    Router::new()
        .route("/live", any(live))
        .route("/api/session/{id}/ticket", post(ticket))
        .with_state(Live { hub, house })
}

/// The socket. Who comes is in its first frame, so a cookie is not looked at here.
async fn live(State(live): State<Live>, socket: WebSocketUpgrade) -> Response {
    hello::upgrade(live.hub, socket)
}

/// `POST /api/session/ID/ticket`: for one hello, for somebody with a pass for this session.
async fn ticket(
    State(live): State<Live>,
    headers: HeaderMap,
    path: Result<Path<SessionId>, PathRejection>,
) -> Answer<Json<Ticket>> {
    let Path(session) = path.map_err(|_| Refusal::not_found())?;
    let (person, _) = pass::who(&live.house, &headers, session).ok_or_else(Refusal::not_found)?;
    Ok(Json(live.hub.ticket(session, person).await?))
}
