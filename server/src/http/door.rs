//! Coming in by a personal link. Looking has no effect; entering gives the browser a pass.
//!
//! ```text
//!   link or code --enter--> pass
//!         --enter, while the person is live in another browser--> waits --wait, again and again--> pass, or nothing
//! ```
//!
//! Wrong, revoked, replaced and outlived links are answered alike. Codes stand in `code`.

use alongside_domain::{
    dice::Dice,
    programme::{Command, DoorCommand, Key, Programme, Waiting},
    session::devices::Answer as Answered,
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    door::{Home, NewLink, PersonalKey},
    ids::{DeviceId, PersonId, ProgrammeId, SessionId},
    people::Role,
    refusal::{Code, Refusal},
};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
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
    let key = Key::Link(Secret::read(&secret).fingerprint());
    let (programme, person) = find(&doors, key).ok_or_else(no_such_link)?;
    Ok(Json(home_of(&doors, programme, person)?))
}

/// `POST /api/door/enter`
pub async fn enter(
    State(doors): State<Doors>,
    headers: HeaderMap,
    Body(PersonalKey { secret }): Body<PersonalKey>,
) -> Answer<Response> {
    let link = Secret::read(&secret).fingerprint();
    let (programme, person) = find(&doors, Key::Link(link)).ok_or_else(no_such_link)?;
    doors.tries.enter(link)?;
    let entered = come_in(&doors, &headers, (programme, person), Key::Link(link)).await?;
    entered.ok_or_else(no_such_link)
}

/// Whoever this link or code lets in.
pub(super) fn find(doors: &Doors, key: Key) -> Option<(ProgrammeId, PersonId)> {
    let house = &doors.house;
    let found = house.programmes.of_key(match key {
        Key::Link(link) => link,
        Key::Code(code) => code.first,
    })?;
    let now = house.clock.now();
    let look = |programme: &Programme| programme.by_key(key, now);
    Some((found, house.programmes.look(found, look)??))
}

/// Gives this browser its pass, or lets it wait. `None` when the key has stopped working meanwhile.
pub(super) async fn come_in(
    doors: &Doors,
    headers: &HeaderMap,
    (programme, person): (ProgrammeId, PersonId),
    key: Key,
) -> Answer<Option<Response>> {
    let house = &doors.house;
    let mut home = home_of(doors, programme, person)?;
    let waits = pass::waiting(house, headers);
    if waits.is_some_and(|(of, waiting)| of == programme && waiting.person == person) {
        home.waiting = true;
        return Ok(Some(Json(home).into_response()));
    }
    // A browser that is in already is no second device, however many tabs it has.
    let instead = pass::of_person(house, headers, programme, person);
    let device = DeviceId(Dice::new(house.clock.seed()).uuid());
    let asked_in = match instead {
        Some(_) => None,
        None => asks_first_device(doors, programme, device, person).await?,
    };
    let (pass, cookie) = pass::for_person(house, headers, programme, limits::PERSON_PASS_MINUTES)?;
    let command = match asked_in {
        None => DoorCommand::Enter { key, pass, instead },
        Some(session) => DoorCommand::Wait {
            key,
            waiting: Waiting {
                person,
                pass,
                device,
                session,
            },
        },
    };
    let live = doors.live.as_ref();
    match house.change(live, programme, Command::Door(command)).await {
        // Revoked or used between finding and entering.
        Err(Trouble::Refused(_)) => return Ok(None),
        other => other?,
    };
    home.waiting = asked_in.is_some();
    Ok(Some(([cookie], Json(home)).into_response()))
}

/// The session in which the person is live and is being asked, if there is one.
async fn asks_first_device(
    doors: &Doors,
    programme: ProgrammeId,
    device: DeviceId,
    person: PersonId,
) -> Result<Option<SessionId>, Refusal> {
    let all = |programme: &Programme| -> Vec<SessionId> {
        let sessions = programme.sessions().iter();
        sessions.map(|session| session.id).collect()
    };
    let sessions = doors.house.programmes.look(programme, all);
    let sessions = sessions.unwrap_or_default();
    doors.live.device_comes(sessions, device, person).await
}

/// `GET /api/door/home`: for a browser that has come in before, or waits.
pub async fn home(State(doors): State<Doors>, headers: HeaderMap) -> Answer<Json<Home>> {
    if let Some((programme, person)) = pass::home(&doors.house, &headers) {
        return Ok(Json(home_of(&doors, programme, person)?));
    }
    let (programme, waiting) =
        pass::waiting(&doors.house, &headers).ok_or_else(Refusal::not_found)?;
    Ok(Json(Home {
        waiting: true,
        ..home_of(&doors, programme, waiting.person)?
    }))
}

/// `POST /api/door/wait`: what has become of this browser, which waits. Asked every few seconds.
pub async fn wait(State(doors): State<Doors>, headers: HeaderMap) -> Answer<Json<Home>> {
    let house = &doors.house;
    let Some((programme, waiting)) = pass::waiting(house, &headers) else {
        let (programme, person) = pass::home(house, &headers).ok_or_else(not_let_in)?;
        return Ok(Json(home_of(&doors, programme, person)?));
    };
    let looks = doors.live.device_looks(waiting.session, waiting.device);
    let answered = match looks.await {
        Err(refusal) if refusal.code == Code::NotFound => None,
        looked => looked?,
    };
    let mut home = home_of(&doors, programme, waiting.person)?;
    let until = match answered {
        Some(Answered::Waiting) => {
            home.waiting = true;
            return Ok(Json(home));
        }
        Some(Answered::Agreed) => {
            let until = house.clock.now();
            Some(until.plus_minutes(limits::PERSON_PASS_MINUTES))
        }
        Some(Answered::TurnedAway { .. }) | None => None,
    };
    let key = waiting.pass.key;
    let command = Command::Door(DoorCommand::AnswerWaiting { key, until });
    house
        .change(doors.live.as_ref(), programme, command)
        .await?;
    until.map(|_| Json(home)).ok_or_else(not_let_in)
}

/// `POST /api/session/ID/new-link`: one's own link made anew, when it may be in other hands. Every other browser is
/// out; this one stays.
pub async fn new_link(
    State(doors): State<Doors>,
    headers: HeaderMap,
    path: Result<Path<SessionId>, PathRejection>,
) -> Answer<Json<NewLink>> {
    let house = &doors.house;
    let Path(session) = path.map_err(|_| Refusal::not_found())?;
    let found = pass::shown(house, &headers, session);
    let (person, _, by) = found
        .filter(|(_, role, _)| *role != Role::Guest)
        .ok_or_else(Refusal::not_found)?;
    let kept = by.pass();
    let programme = house.programmes.of_session(session);
    let programme = programme.ok_or_else(Refusal::not_found)?;
    doors.tries.make(person)?;
    let secret = Secret::for_link(&house.clock);
    let link = secret.fingerprint();
    let renew = Command::Door(DoorCommand::RenewLink { person, link, kept });
    house.change(doors.live.as_ref(), programme, renew).await?;
    note(
        &doors,
        programme,
        Doer::Person { id: person },
        Done::LinkRenewed,
        person,
    )
    .await?;
    let until = house.programmes.look(programme, Programme::links_until);
    Ok(Json(NewLink {
        link: house.address.link("/j", &secret),
        until: until.ok_or_else(Refusal::not_found)?,
    }))
}

/// A line of the audit trail about somebody at the door.
pub(super) async fn note(
    doors: &Doors,
    programme: ProgrammeId,
    by: Doer,
    done: Done,
    person: PersonId,
) -> Result<(), Trouble> {
    let house = &doors.house;
    let line = AuditEntry::new(house.clock.now(), by, done);
    let line = line.in_programme(programme).about(person);
    house.audit.keep(&[line]).await?;
    Ok(())
}

pub(super) fn home_of(
    doors: &Doors,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<Home, Refusal> {
    view::home(doors, programme, person).ok_or_else(Refusal::not_found)
}

fn no_such_link() -> No {
    No::from(Refusal::new(
        Code::NotFound,
        "This link does not open anything. A letter may be missing, or there is a newer link. The people who run your training can send you a new one.",
    ))
}

fn not_let_in() -> No {
    No::from(Refusal::new(
        Code::NotFound,
        "This device was not let in. If that is a mistake, open your link again, or ask the people who run your training for a code.",
    ))
}
