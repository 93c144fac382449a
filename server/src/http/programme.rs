//! The organiser's calls: programmes, their rosters and their links.

use alongside_domain::{
    dice::Dice,
    limits,
    programme::{Command, Event, roster},
};
use alongside_protocol::{
    entry::Phase,
    ids::{PersonId, ProgrammeId},
    organisation::{MadeProgramme, NewProgramme, ProgrammeRow},
    programme::{IssueLinks, IssuedLink, ProgrammeCommand, ProgrammeView, RosterRead, RosterText},
    refusal::Refusal,
};
use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    Doors,
    body::Body,
    error::{Answer, No},
    pass::SignedIn,
    view,
};
use crate::secrets::Secret;

/// The id in a path; one that is no id leads nowhere, like one that is not ours.
type Id = Result<Path<ProgrammeId>, axum::extract::rejection::PathRejection>;

fn id(id: Id) -> Result<ProgrammeId, No> {
    Ok(id.map(|Path(id)| id).map_err(|_| Refusal::not_found())?)
}

/// `GET /api/programmes`
pub async fn list(State(doors): State<Doors>, _: SignedIn) -> Json<Vec<ProgrammeRow>> {
    Json(view::programmes(&doors.house))
}

/// `POST /api/programmes`
pub async fn make(
    State(doors): State<Doors>,
    _: SignedIn,
    Body(new): Body<NewProgramme>,
) -> Answer<Json<MadeProgramme>> {
    let house = &doors.house;
    if house.programmes.ids().len() >= limits::PROGRAMMES {
        return Err(Refusal::mend(format!(
            "There can be at most {} programmes.",
            limits::PROGRAMMES
        ))
        .into());
    }
    let id = ProgrammeId(Dice::new(house.clock.seed()).uuid());
    let make = Command::Make {
        programme: id,
        name: new.name,
        time_zone: zone(&new.time_zone)?,
        rehearsal: false,
    };
    house.programmes.make(id, &house.ask(make)).await?;
    Ok(Json(MadeProgramme { id }))
}

/// The zone as its table calls it. The tables are not in the core.
fn zone(name: &str) -> Result<String, Refusal> {
    let zone = jiff::tz::TimeZone::get(name).ok();
    let known = zone.as_ref().and_then(jiff::tz::TimeZone::iana_name);
    known.map(str::to_owned).ok_or_else(|| {
        Refusal::mend("Please choose a time zone from the list, such as Europe/London.")
    })
}

/// `GET /api/programmes/ID`
pub async fn show(
    State(doors): State<Doors>,
    _: SignedIn,
    path: Id,
) -> Answer<Json<ProgrammeView>> {
    Ok(Json(seen(&doors, id(path)?)?))
}

fn seen(doors: &Doors, id: ProgrammeId) -> Result<ProgrammeView, Refusal> {
    view::programme(doors, id).ok_or_else(Refusal::not_found)
}

/// `POST /api/programmes/ID`: does what is asked and shows the programme as it is then.
pub async fn change(
    State(doors): State<Doors>,
    _: SignedIn,
    path: Id,
    Body(mut command): Body<ProgrammeCommand>,
) -> Answer<Json<ProgrammeView>> {
    let id = id(path)?;
    if let ProgrammeCommand::Rename { time_zone, .. } = &mut command {
        *time_zone = zone(time_zone)?;
    }
    not_while_it_runs(&doors, &command)?;
    doors
        .house
        .change(doors.live.as_ref(), id, Command::Organise(command))
        .await?;
    Ok(Json(seen(&doors, id)?))
}

/// People are in it: it may change, but it cannot disappear.
fn not_while_it_runs(doors: &Doors, command: &ProgrammeCommand) -> Result<(), Refusal> {
    match command {
        ProgrammeCommand::CancelSession { session }
            if doors.live.phase(*session) == Some(Phase::Live) =>
        {
            Err(Refusal::not_now(
                "This session is running. A facilitator can end it.",
            ))
        }
        _ => Ok(()),
    }
}

/// `POST /api/programmes/ID/roster`: reads, and changes nothing.
pub async fn roster(
    State(doors): State<Doors>,
    _: SignedIn,
    path: Id,
    Body(RosterText { text }): Body<RosterText>,
) -> Answer<Json<RosterRead>> {
    let read = doors
        .house
        .programmes
        .look(id(path)?, |programme| roster::read(programme, text.text()));
    Ok(Json(read.ok_or_else(Refusal::not_found)?))
}

/// `POST /api/programmes/ID/links`: the only moment at which the links themselves are known.
pub async fn links(
    State(doors): State<Doors>,
    _: SignedIn,
    path: Id,
    Body(IssueLinks { people }): Body<IssueLinks>,
) -> Answer<Json<Vec<IssuedLink>>> {
    let house = &doors.house;
    let secrets: Vec<(PersonId, Secret)> = people
        .into_iter()
        .take(limits::PEOPLE + 1)
        .map(|person| (person, Secret::for_link(&house.clock)))
        .collect();
    let issue = Command::IssueLinks {
        links: secrets
            .iter()
            .map(|(person, secret)| (*person, secret.fingerprint()))
            .collect(),
    };
    let events: Vec<Event> = house.change(doors.live.as_ref(), id(path)?, issue).await?;
    if events.is_empty() {
        return Ok(Json(Vec::new()));
    }
    let links = secrets.iter().map(|(person, secret)| IssuedLink {
        person: *person,
        link: house.address.link("/j", secret),
    });
    Ok(Json(links.collect()))
}
