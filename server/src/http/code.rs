//! Codes for a lost link: staff make one and read it out, the person types it (CODE1-CODE3).
//!
//! Wrong, outlived, used and dead codes are answered alike.

use alongside_domain::programme::{Command, DoorCommand, Event, Key, Programme};
use alongside_protocol::{
    audit::{Doer, Done},
    door::{AskCode, Home, SpokenCode, TypedCode},
    ids::{PersonId, ProgrammeId, SessionId},
    people::Role,
    refusal::{Code as RefusalCode, Refusal},
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::HeaderMap,
    response::Response,
};

use super::{
    Doors,
    allowed::Allowed,
    body::Body,
    door,
    error::{Answer, No},
    pass,
    step_up::certain_if,
};
use crate::limits;
use crate::secrets::Code;

/// `POST /api/session/ID/code`: by the session's staff. The assistant makes none for other staff, so that nobody
/// comes in as more than they are.
pub async fn for_session(
    State(doors): State<Doors>,
    headers: HeaderMap,
    path: Result<Path<SessionId>, PathRejection>,
    Body(AskCode { person }): Body<AskCode>,
) -> Answer<Json<SpokenCode>> {
    let Path(session) = path.map_err(|_| Refusal::not_found())?;
    let house = &doors.house;
    let (by, _) = pass::who(house, &headers, session).ok_or_else(Refusal::not_found)?;
    let programme = house.programmes.of_session(session);
    let programme = programme.ok_or_else(Refusal::not_found)?;
    // Whoever has been removed is nobody here, neither to ask nor to be let in.
    let mine = doors.live.role(session, by).await?;
    let theirs = doors.live.role(session, person).await?;
    match (mine, theirs) {
        (Some(Role::Facilitator), Some(_)) | (Some(Role::Support), Some(Role::Trainee)) => {}
        _ => return Err(Refusal::not_found().into()),
    }
    make(&doors, programme, Doer::Person { id: by }, person).await
}

/// `POST /api/programmes/ID/code`: by organisers, for anybody on the roster. A code that lets staff in wants a step-up.
pub async fn for_programme(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
    path: Result<Path<ProgrammeId>, PathRejection>,
    Body(AskCode { person }): Body<AskCode>,
) -> Answer<Json<SpokenCode>> {
    let Path(programme) = path.map_err(|_| Refusal::not_found())?;
    certain_if(&doors, &staff, programme, |known| {
        known.has_staff_among(&[person])
    })?;
    make(&doors, programme, Doer::Staff { id: staff.staff }, person).await
}

async fn make(
    doors: &Doors,
    programme: ProgrammeId,
    by: Doer,
    person: PersonId,
) -> Answer<Json<SpokenCode>> {
    let house = &doors.house;
    // A code would open what their own passphrase and second step guard.
    let account = |known: &Programme| known.person(person).is_some_and(|one| one.staff.is_some());
    if house.programmes.look(programme, account) == Some(true) {
        return Err(Refusal::not_now(
            "This person comes in with their own account, so there is no code for them. They can sign in on the page for staff.",
        )
        .into());
    }
    doors.tries.make(person)?;
    let code = free(doors).ok_or_else(Refusal::fault)?;
    let hash = house.hash_of(&code);
    let make = Command::Door(DoorCommand::MakeCode { person, code: hash });
    let events = house.change(doors.live.as_ref(), programme, make).await?;
    let until = events.iter().find_map(|event| match event {
        Event::CodeMade { until, .. } => Some(*until),
        _ => None,
    });
    door::note(doors, programme, by, Done::CodeMade, person).await?;
    Ok(Json(SpokenCode {
        code: code.spoken(),
        until: until.ok_or_else(Refusal::fault)?,
    }))
}

/// A code whose first group leads to nobody else.
fn free(doors: &Doors) -> Option<Code> {
    let house = &doors.house;
    let mut drawn = (0..limits::CODE_DRAWS).map(|_| Code::new(&house.clock));
    drawn.find(|code| house.programmes.of_key(house.hash_of(code).first).is_none())
}

/// `POST /api/door/code/look`: whose code it is. A wrong one counts.
pub async fn look(
    State(doors): State<Doors>,
    Body(TypedCode { code }): Body<TypedCode>,
) -> Answer<Json<Home>> {
    let (programme, person, _) = proved(&doors, &code).await?;
    Ok(Json(door::home_of(&doors, programme, person)?))
}

/// `POST /api/door/code/enter`: once.
pub async fn enter(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(TypedCode { code }): Body<TypedCode>,
) -> Answer<Response> {
    let (programme, person, key) = proved(&doors, &code).await?;
    let entered = door::come_in(&doors, &headers, (programme, person), key).await?;
    let entered = entered.ok_or_else(no_such_code)?;
    let by = Doer::Person { id: person };
    door::note(&doors, programme, by, Done::CameInByCode, person).await?;
    Ok(entered)
}

/// Whose code this is; a wrong try is kept before it is answered.
async fn proved(doors: &Doors, typed: &str) -> Result<(ProgrammeId, PersonId, Key), No> {
    doors.tries.typed_code()?;
    let house = &doors.house;
    let code = house.hash_of(&Code::read(typed));
    let found = house.programmes.of_key(code.first);
    let programme = found.ok_or_else(no_such_code)?;
    let tried = Command::Door(DoorCommand::TryCode { code });
    let events = house.change(doors.live.as_ref(), programme, tried).await?;
    for event in &events {
        if let Event::CodeMissed {
            person,
            locked: true,
        } = event
        {
            door::note(doors, programme, Doer::Server {}, Done::CodeLocked, *person).await?;
        }
    }
    let key = Key::Code(code);
    let (programme, person) = door::find(doors, key).ok_or_else(no_such_code)?;
    Ok((programme, person, key))
}

fn no_such_code() -> No {
    No::from(Refusal::new(
        RefusalCode::NotFound,
        "This code does not open anything. It may be mistyped, used, or older than ten minutes. Whoever gave it to you can read out a new one.",
    ))
}
