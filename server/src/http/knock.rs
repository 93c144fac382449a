//! Knocking: somebody without a personal link asks to come into one session (R4, ARRIVE1).

use alongside_domain::{
    dice::Dice,
    limits as domain_limits,
    programme::{Command, DoorCommand},
    text,
};
use alongside_protocol::{
    door::Knock,
    ids::{PersonId, SessionId},
    refusal::Refusal,
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::HeaderMap,
    response::{IntoResponse, Response},
};

use super::{Doors, body::Body, error::Answer, pass};
use crate::limits;

/// `POST /api/session/ID/knock`: staff see the name, and the browser gets a pass for this session alone.
pub async fn knock(
    State(doors): State<Doors>,
    headers: HeaderMap,
    path: Result<Path<SessionId>, PathRejection>,
    Body(Knock { name }): Body<Knock>,
) -> Answer<Response> {
    let house = &doors.house;
    let Path(session) = path.map_err(|_| Refusal::not_found())?;
    let is_open = house.in_programme_of(session, |programme| {
        programme
            .session(session)
            .is_some_and(|session| session.summary.is_none())
    });
    let programme = house
        .programmes
        .of_session(session)
        .filter(|_| is_open == Some(true))
        .ok_or_else(Refusal::not_found)?;
    let known = pass::who(house, &headers, session);
    let here = match known {
        Some((person, _)) => doors.live.role(session, person).await?,
        None => None,
    };
    if here.is_some() {
        // On the roster, or knocking twice.
        return Ok(Json(serde_json::json!({})).into_response());
    }
    doors.tries.knock(session)?;
    let name = text::line(&name, "Name", domain_limits::NAME_LETTERS)?;
    // Whoever was declined before is known as such.
    let person = known.map_or_else(
        || PersonId(Dice::new(house.clock.seed()).uuid()),
        |(person, _)| person,
    );
    doors.live.knock(session, person, name).await?;
    let (pass, cookie) = pass::for_person(house, &headers, programme, limits::GUEST_PASS_MINUTES)?;
    let knocked = Command::Door(DoorCommand::Knock {
        session,
        person,
        pass,
    });
    house
        .change(doors.live.as_ref(), programme, knocked)
        .await?;
    Ok(([cookie], Json(serde_json::json!({}))).into_response())
}
