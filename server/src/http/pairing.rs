//! "This pairing isn't working for me" (R11; BUDDY2, BUDDY3): said by a trainee, read and settled by facilitators.
//! Organisers see who has asked and what new buddies there could be, but not what was written.

use alongside_domain::programme::{Command, Programme, pairing::Said};
use alongside_protocol::{
    ids::{PersonId, ProgrammeId, SessionId},
    people::Role,
    privacy::Class,
    programme::{AskPairing, PairingView, ProgrammeCommand},
    refusal::Refusal,
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::HeaderMap,
};
use serde_json::{Value, json};

use super::{
    Doors,
    allowed::Allowed,
    beside::{facilitated, looked_at},
    body::Body,
    error::Answer,
    pass,
};

type Id = Result<Path<SessionId>, PathRejection>;

/// `POST /api/session/ID/pairing`
pub async fn ask(
    State(doors): State<Doors>,
    headers: HeaderMap,
    path: Id,
    Body(AskPairing { words }): Body<AskPairing>,
) -> Answer<Json<Value>> {
    say(&doors, &headers, path, Said::NotWorking(words)).await
}

/// `POST /api/session/ID/pairing/take-back`
pub async fn take_back(
    State(doors): State<Doors>,
    headers: HeaderMap,
    path: Id,
) -> Answer<Json<Value>> {
    say(&doors, &headers, path, Said::TakenBack).await
}

async fn say(doors: &Doors, headers: &HeaderMap, path: Id, said: Said) -> Answer<Json<Value>> {
    let Path(session) = path.map_err(|_| Refusal::not_found())?;
    let Some((person, Role::Trainee)) = pass::who(&doors.house, headers, session) else {
        return Err(Refusal::not_found().into());
    };
    doors.tries.pairing(person)?;
    change(doors, session, Command::Pairing { person, said }).await
}

async fn change(doors: &Doors, session: SessionId, command: Command) -> Answer<Json<Value>> {
    let house = &doors.house;
    let programme = house.programmes.of_session(session);
    let programme = programme.ok_or_else(Refusal::not_found)?;
    house
        .change(doors.live.as_ref(), programme, command)
        .await?;
    Ok(Json(json!({})))
}

/// `GET /api/session/ID/pairing/PERSON`, for facilitators: what was written, and new buddies.
pub async fn read(
    State(doors): State<Doors>,
    headers: HeaderMap,
    path: Result<Path<(SessionId, PersonId)>, PathRejection>,
) -> Answer<Json<PairingView>> {
    let Path((session, person)) = path.map_err(|_| Refusal::not_found())?;
    let (session, by) = facilitated(&doors.house, &headers, Ok(Path(session)))?;
    let view = |programme: &Programme| programme.pairing_view(person);
    let view = doors.house.in_programme_of(session, view).flatten();
    let view = view.ok_or_else(Refusal::not_found)?;
    looked_at(&doors.house, session, by, Some(person), Class::CareFlags).await?;
    Ok(Json(view))
}

/// `POST /api/session/ID/pairing/decide`, for facilitators: new buddies, or it has been talked over.
pub async fn decide(
    State(doors): State<Doors>,
    headers: HeaderMap,
    path: Id,
    Body(command): Body<ProgrammeCommand>,
) -> Answer<Json<Value>> {
    let (session, _) = facilitated(&doors.house, &headers, path)?;
    // Nothing else of the programme is decided from within a session.
    if !matches!(
        command,
        ProgrammeCommand::RePair { .. } | ProgrammeCommand::SettlePairing { .. }
    ) {
        return Err(Refusal::not_found().into());
    }
    change(&doors, session, Command::Organise(command)).await
}

/// `GET /api/programmes/ID/pairing/PERSON`, for organisers: new buddies, without what was written.
pub async fn preview(
    State(doors): State<Doors>,
    _: Allowed,
    path: Result<Path<(ProgrammeId, PersonId)>, PathRejection>,
) -> Answer<Json<PairingView>> {
    let Path((programme, person)) = path.map_err(|_| Refusal::not_found())?;
    let view = |programme: &Programme| programme.pairing_view(person);
    let view = doors.house.programmes.look(programme, view).flatten();
    let mut view = view.ok_or_else(Refusal::not_found)?;
    view.words = None;
    Ok(Json(view))
}
