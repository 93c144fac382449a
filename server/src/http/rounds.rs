//! The breakout rounds of all remaining sessions, planned at once (PLAN5, PLAN6): by organisers on the programme's pages,
//! and by facilitators from within a session, who thereby get no other power over the programme.

use std::sync::Arc;

use alongside_domain::{
    programme::{
        Command, Programme,
        rounds::{self, Today},
    },
    session::Session,
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{PersonId, ProgrammeId, SessionId},
    programme::{Met, ProgrammeCommand, RoundsPlan, RoundsRequest, RoundsView},
    refusal::Refusal,
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::HeaderMap,
};

use super::{Doors, allowed::Allowed, beside::facilitated, body::Body, error::Answer, live::Live};
use crate::house::House;
use crate::keeper::Trouble;

type Id = Result<Path<SessionId>, PathRejection>;

/// `POST /api/programmes/ID/rounds`: plans, and changes nothing.
pub async fn plan(
    State(doors): State<Doors>,
    _: Allowed,
    path: Result<Path<ProgrammeId>, PathRejection>,
    Body(request): Body<RoundsRequest>,
) -> Answer<Json<RoundsPlan>> {
    let Path(programme) = path.map_err(|_| Refusal::not_found())?;
    planned(&doors.house, programme, request, None).await
}

/// `POST /api/session/ID/rounds`: the same for facilitators, who have seen today who shares a room.
pub async fn plan_beside(
    State(live): State<Live>,
    headers: HeaderMap,
    path: Id,
    Body(request): Body<RoundsRequest>,
) -> Answer<Json<RoundsPlan>> {
    let (session, _) = facilitated(&live.house, &headers, path)?;
    let met = live.hub.look(session, met_today).await?;
    let today = Today { session, met };
    let programme = programme_of(&live.house, session)?;
    planned(&live.house, programme, request, Some(today)).await
}

/// Planning a whole programme may take a second of thinking; others should not wait behind it.
async fn planned(
    house: &Arc<House>,
    programme: ProgrammeId,
    request: RoundsRequest,
    today: Option<Today>,
) -> Answer<Json<RoundsPlan>> {
    let house = Arc::clone(house);
    let planning = tokio::task::spawn_blocking(move || {
        house.programmes.look(programme, |programme| {
            rounds::plan(programme, &request, today.as_ref())
        })
    });
    let planned = planning.await.map_err(|_| Refusal::fault())?;
    Ok(Json(planned.ok_or_else(Refusal::not_found)??))
}

fn met_today(session: &Session) -> Vec<Met> {
    let met = session.rooms.met.iter();
    met.map(|((one, other), times)| Met {
        people: [*one, *other],
        times: *times,
    })
    .collect()
}

/// `GET /api/session/ID/rounds`
pub async fn read(
    State(live): State<Live>,
    headers: HeaderMap,
    path: Id,
) -> Answer<Json<RoundsView>> {
    let (session, _) = facilitated(&live.house, &headers, path)?;
    Ok(Json(seen(&live.house, session)?))
}

fn seen(house: &House, session: SessionId) -> Result<RoundsView, Refusal> {
    let view = house.in_programme_of(session, Programme::rounds_view);
    view.ok_or_else(Refusal::not_found)
}

/// `POST /api/session/ID/rounds/decide`: keeps a plan as it was shown, or puts it away.
pub async fn decide(
    State(live): State<Live>,
    headers: HeaderMap,
    path: Id,
    Body(command): Body<ProgrammeCommand>,
) -> Answer<Json<RoundsView>> {
    let (session, by) = facilitated(&live.house, &headers, path)?;
    // Nothing else of the programme is decided from within a session.
    let done = noted(&command).ok_or_else(Refusal::not_found)?;
    let house = &live.house;
    let programme = programme_of(house, session)?;
    let command = Command::Organise(command);
    let events = house.change(live.hub.as_ref(), programme, command).await?;
    if !events.is_empty() {
        note(house, by, (programme, session), done).await?;
    }
    Ok(Json(seen(house, session)?))
}

/// What the audit trail says of it; nothing about whatever else is not for facilitators.
#[must_use]
pub fn noted(command: &ProgrammeCommand) -> Option<Done> {
    match command {
        ProgrammeCommand::KeepRounds { .. } => Some(Done::RoundsKept),
        ProgrammeCommand::DropRounds {} => Some(Done::RoundsDropped),
        _ => None,
    }
}

async fn note(
    house: &House,
    by: PersonId,
    (programme, session): (ProgrammeId, SessionId),
    done: Done,
) -> Result<(), Trouble> {
    let by = Doer::Person { id: by };
    let line = AuditEntry::new(house.clock.now(), by, done);
    let line = line.in_programme(programme).in_session(session);
    house.audit.keep(&[line]).await.map_err(Trouble::from)
}

fn programme_of(house: &House, session: SessionId) -> Result<ProgrammeId, Refusal> {
    let programme = house.programmes.of_session(session);
    programme.ok_or_else(Refusal::not_found)
}
