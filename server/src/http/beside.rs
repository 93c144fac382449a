//! What facilitators of a session can ask for beside the socket: the file for Zoom, and who has met whom.
//! The assistant knows names, not addresses; to everybody else these paths do not exist.

use alongside_domain::{
    programme::Programme,
    session::{Session, rooms::company},
    zoom::{self, Room},
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{PersonId, SessionId},
    people::Role,
    privacy::Class,
    programme::{Met, MetView, Named, PreAssignment},
    refusal::Refusal,
    words::Words,
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::HeaderMap,
    response::Response,
};

use super::{
    error::Answer,
    live::Live,
    pass,
    zoom::{Spare, file, guest},
};
use crate::house::House;
use crate::keeper::Trouble;

type Id = Result<Path<SessionId>, PathRejection>;

/// The session and who asks, for somebody who facilitates it.
///
/// # Errors
/// The uniform denial for everybody else.
pub fn facilitated(
    house: &House,
    headers: &HeaderMap,
    path: Id,
) -> Result<(SessionId, PersonId), Refusal> {
    let Path(session) = path.map_err(|_| Refusal::not_found())?;
    match pass::who(house, headers, session) {
        Some((person, Role::Facilitator)) => Ok((session, person)),
        _ => Err(Refusal::not_found()),
    }
}

/// `GET /api/session/ID/zoom`
pub async fn zoom(
    State(live): State<Live>,
    headers: HeaderMap,
    path: Id,
    spare: Spare,
) -> Answer<Json<PreAssignment>> {
    let (session, by) = facilitated(&live.house, &headers, path)?;
    Ok(Json(of_plan(&live, session, by, &spare).await?))
}

/// `GET /api/session/ID/zoom.csv`
pub async fn zoom_csv(
    State(live): State<Live>,
    headers: HeaderMap,
    path: Id,
    spare: Spare,
) -> Answer<Response> {
    let (session, by) = facilitated(&live.house, &headers, path)?;
    Ok(file(of_plan(&live, session, by, &spare).await?))
}

type Seats = Vec<(Words, Vec<(PersonId, Words)>)>;

async fn of_plan(
    live: &Live,
    session: SessionId,
    by: PersonId,
    spare: &Spare,
) -> Answer<PreAssignment> {
    let seats = live.hub.look(session, seats).await?;
    if seats.is_empty() {
        return Err(
            Refusal::not_now("There is no plan at the moment. Please make one first.").into(),
        );
    }
    let rooms = |programme: &Programme| -> Vec<Room> {
        let rooms = seats.into_iter().map(|(name, people)| Room {
            name,
            people: people
                .into_iter()
                .map(|(person, name)| guest(programme, person, Some(name)))
                .collect(),
        });
        rooms.chain(spare.rooms()).collect()
    };
    let rooms = live.house.in_programme_of(session, rooms);
    let rooms = rooms.ok_or_else(Refusal::not_found)?;
    looked_at(&live.house, session, by, None, Class::Names).await?;
    Ok(zoom::pre_assignment(&rooms))
}

/// Whoever looks at what is private stands in the audit trail before they see it (R36).
///
/// # Errors
/// A fault of the log; then nothing is shown.
pub async fn looked_at(
    house: &House,
    session: SessionId,
    by: PersonId,
    about: Option<PersonId>,
    class: Class,
) -> Result<(), Trouble> {
    let by = Doer::Person { id: by };
    let line = AuditEntry::new(house.clock.now(), by, Done::ReadPrivate).in_session(session);
    let mut line = line.of(class);
    line.person = about;
    line.programme = house.programmes.of_session(session);
    house.audit.keep(&[line]).await.map_err(Trouble::from)
}

/// The plan that staff look at, or the rooms as they are.
fn seats(session: &Session) -> Seats {
    let named = |people: &[PersonId]| {
        let named = people.iter();
        named
            .map(|person| (*person, Words::from(session.people.name(*person))))
            .collect()
    };
    match &session.rooms.plan {
        Some(plan) => {
            let rooms = plan.rooms.iter();
            rooms
                .map(|room| (room.name.clone(), named(&room.people)))
                .collect()
        }
        None => {
            let rooms = session.rooms.all();
            rooms
                .map(|room| (room.name.clone(), named(&room.people)))
                .collect()
        }
    }
}

/// `GET /api/session/ID/met`
pub async fn met(State(live): State<Live>, headers: HeaderMap, path: Id) -> Answer<Json<MetView>> {
    let (session, _) = facilitated(&live.house, &headers, path)?;
    Ok(Json(live.hub.look(session, who_met).await?))
}

/// Today included.
fn who_met(session: &Session) -> MetView {
    let people: Vec<Named> = session
        .people
        .trainees()
        .map(|person| Named {
            id: person.id,
            name: person.name.clone(),
        })
        .collect();
    let history = company::history(session);
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let met = company::pairs(&ids).filter_map(|(one, other)| {
        let times = history.times(company::person(one), company::person(other));
        (times > 0).then_some(Met {
            people: [one, other],
            times,
        })
    });
    MetView {
        met: met.collect(),
        buddies: session
            .day
            .facts
            .as_ref()
            .map(|facts| facts.buddies.clone())
            .unwrap_or_default(),
        people,
    }
}
