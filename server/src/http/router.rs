//! Which path leads where. It can be read aloud.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use super::{Doors, door, error, headers, knock, origin, pages, programme, staff};
use crate::limits;

/// All doors of the house; `others` are the hub's own paths (`/live` and tickets), which get the same protection.
pub fn router(doors: Doors, others: Router) -> Router {
    let calls = Router::new()
        .route("/api/staff/first", get(staff::is_new).post(staff::first))
        .route("/api/staff/sign-in", post(staff::sign_in))
        .route("/api/staff/sign-out", post(staff::sign_out))
        .route("/api/staff/me", get(staff::me))
        .route(
            "/api/programmes",
            get(programme::list).post(programme::make),
        )
        .route("/api/programmes/{id}/links", post(programme::links))
        .route("/api/door/look", post(door::look))
        .route("/api/door/enter", post(door::enter))
        .route("/api/door/home", get(door::home))
        .route("/api/session/{id}/knock", post(knock::knock))
        .layer(DefaultBodyLimit::max(limits::BODY_BYTES));
    let rosters = Router::new()
        .route(
            "/api/programmes/{id}",
            get(programme::show).post(programme::change),
        )
        .route("/api/programmes/{id}/roster", post(programme::roster))
        .layer(DefaultBodyLimit::max(limits::ROSTER_BYTES));
    let pages = Router::new()
        .route("/", get(pages::trainee))
        .route("/j", get(pages::trainee))
        .route("/session/{*rest}", get(pages::trainee))
        .route("/facilitator/{*rest}", get(pages::facilitator))
        .route("/support/{*rest}", get(pages::support))
        .route("/owner", get(pages::organiser))
        .route("/organiser", get(pages::organiser))
        .route("/organiser/{*rest}", get(pages::organiser));
    Router::new()
        .merge(calls)
        .merge(rosters)
        .merge(pages)
        .route("/api/{*rest}", axum::routing::any(error::nowhere))
        .fallback(pages::other)
        .with_state(doors.clone())
        .merge(others)
        .method_not_allowed_fallback(error::nowhere)
        .layer(from_fn_with_state(doors.clone(), origin::check))
        .layer(from_fn_with_state(doors, headers::protect))
}
