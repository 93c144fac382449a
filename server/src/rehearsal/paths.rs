//! `POST /api/rehearsal`: the button on the organiser's page.

use std::sync::Arc;

use alongside_domain::organisation::table::Call;
use alongside_protocol::organisation::Rehearsal;
use axum::{Json, Router, routing::post};

use super::Rehearsals;
use crate::http::{
    Doors,
    allowed::{Allowed, behind},
    error::Answer,
    pass::SignedIn,
};

/// To be put beside the other doors, which see to it that requests come from pages of ours.
pub fn paths(rehearsals: Arc<Rehearsals>, doors: Doors) -> Router {
    let begin = move |Allowed(staff): Allowed| async move { begin(&rehearsals, staff).await };
    Router::new()
        .route(
            "/api/rehearsal",
            behind(&doors, Call::Rehearse, post(begin)),
        )
        .with_state(doors)
}

async fn begin(rehearsals: &Rehearsals, staff: SignedIn) -> Answer<Json<Rehearsal>> {
    let begun = rehearsals.begin(&staff.name).await?;
    Ok(Json(Rehearsal {
        session: begun.session,
        link: begun.facilitator,
    }))
}
