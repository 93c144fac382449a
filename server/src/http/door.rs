//! Coming in by a personal link. Looking has no effect; entering gives the browser a pass.
//!
//! Wrong, revoked and replaced links are answered alike.

use alongside_domain::{aggregate::Fingerprint, programme::Command};
use alongside_protocol::{
    door::{Home, PersonalKey},
    ids::{PersonId, ProgrammeId},
    refusal::{Code, Refusal},
};
use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};

use super::{
    Doors,
    body::Body,
    error::{Answer, No},
    pass, view,
};
use crate::keeper::Trouble;
use crate::limits;
use crate::secrets::Secret;

/// `POST /api/door/look`
pub async fn look(
    State(doors): State<Doors>,
    Body(PersonalKey { secret }): Body<PersonalKey>,
) -> Answer<Json<Home>> {
    let (programme, person) = find(&doors, Secret::read(&secret).fingerprint())?;
    Ok(Json(home_of(&doors, programme, person)?))
}

/// `POST /api/door/enter`
pub async fn enter(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(PersonalKey { secret }): Body<PersonalKey>,
) -> Answer<Response> {
    let house = &doors.house;
    let link = Secret::read(&secret).fingerprint();
    let (programme, person) = find(&doors, link)?;
    doors.tries.enter(link)?;
    let (pass, cookie) = pass::for_person(house, &headers, programme, limits::PERSON_PASS_MINUTES)?;
    let entered = house
        .change(
            doors.live.as_ref(),
            programme,
            Command::Enter { link, pass },
        )
        .await;
    match entered {
        // Revoked between finding and entering.
        Err(Trouble::Refused(_)) => return Err(no_such_link()),
        other => other?,
    };
    let home = home_of(&doors, programme, person)?;
    Ok(([cookie], Json(home)).into_response())
}

/// `GET /api/door/home`: for a browser that has come in before.
pub async fn home(State(doors): State<Doors>, headers: HeaderMap) -> Answer<Json<Home>> {
    let (programme, person) = pass::home(&doors.house, &headers).ok_or_else(Refusal::not_found)?;
    Ok(Json(home_of(&doors, programme, person)?))
}

fn find(doors: &Doors, link: Fingerprint) -> Result<(ProgrammeId, PersonId), No> {
    let programmes = &doors.house.programmes;
    let found = programmes.of_key(link).and_then(|id| {
        let person = programmes.look(id, |programme| programme.by_link(link))??;
        Some((id, person))
    });
    found.ok_or_else(no_such_link)
}

fn home_of(doors: &Doors, programme: ProgrammeId, person: PersonId) -> Result<Home, Refusal> {
    view::home(doors, programme, person).ok_or_else(Refusal::not_found)
}

fn no_such_link() -> No {
    No::from(Refusal::new(
        Code::NotFound,
        "This link does not open anything. A letter may be missing, or there is a newer link. The people who run your training can send you a new one.",
    ))
}
