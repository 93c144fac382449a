//! The organiser's calls: programmes, their rosters and their links.

use alongside_domain::{
    dice::Dice,
    limits,
    organisation::{self, table::row_of_change},
    programme::{Command, Event, people::staff_in, roster},
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    entry::Phase,
    ids::{PersonId, ProgrammeId},
    organisation::{MadeProgramme, NewProgramme, ProgrammeRow},
    programme::{IssueLinks, IssuedLink, ProgrammeCommand, ProgrammeView, RosterRead, RosterText},
    refusal::Refusal,
    staff::Right,
};
use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    Doors,
    allowed::{Allowed, may},
    body::Body,
    error::{Answer, No},
    pass::SignedIn,
    rounds,
    step_up::certain_if,
    view,
};
use crate::house::House;
use crate::keeper::Trouble;
use crate::retention::sweep;
use crate::secrets::Secret;

/// The id in a path; one that is no id leads nowhere, like one that is not ours.
type Id = Result<Path<ProgrammeId>, axum::extract::rejection::PathRejection>;

fn id(id: Id) -> Result<ProgrammeId, No> {
    Ok(id.map(|Path(id)| id).map_err(|_| Refusal::not_found())?)
}

/// `GET /api/programmes`
pub async fn list(State(doors): State<Doors>, Allowed(staff): Allowed) -> Json<Vec<ProgrammeRow>> {
    Json(view::programmes(&doors, staff.staff))
}

/// `POST /api/programmes`
pub async fn make(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
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
    let made = organisation::Command::Made {
        by: staff.staff,
        right: Right::Organiser { programme: id },
    };
    house.change_staff(doors.live.as_ref(), made).await?;
    note(house, &staff, id, (Done::ProgrammeMade, None)).await?;
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
pub async fn show(State(doors): State<Doors>, _: Allowed, path: Id) -> Answer<Json<ProgrammeView>> {
    Ok(Json(seen(&doors, id(path)?)?))
}

fn seen(doors: &Doors, id: ProgrammeId) -> Result<ProgrammeView, Refusal> {
    view::programme(doors, id).ok_or_else(Refusal::not_found)
}

/// `POST /api/programmes/ID`: does what is asked and shows the programme as it is then.
pub async fn change(
    State(doors): State<Doors>,
    Allowed(staff): Allowed,
    path: Id,
    Body(mut command): Body<ProgrammeCommand>,
) -> Answer<Json<ProgrammeView>> {
    let id = id(path)?;
    if !may(&doors, &staff, row_of_change(&command), Some(id)) {
        return Err(Refusal::not_found().into());
    }
    if let ProgrammeCommand::RemovePerson { person } = command
        && unseated(&doors, &staff, id, person).await?
    {
        return Ok(Json(seen(&doors, id)?));
    }
    if let ProgrammeCommand::Rename { time_zone, .. } = &mut command {
        *time_zone = zone(time_zone)?;
    }
    not_while_it_runs(&doors, &command)?;
    let house = &doors.house;
    let line = recorded(house, id, &command);
    let gives = house
        .programmes
        .look(id, |known| known.makes_staff(&command))
        == Some(true);
    let shortens = line.is_some_and(|(done, _)| done == Done::RetentionShortened);
    certain_if(&doors, &staff, id, |_| gives || shortens)?;
    let command = Command::Organise(command);
    let events = house.change(doors.live.as_ref(), id, command).await?;
    for person in staff_in(&events).filter(|_| gives) {
        note(house, &staff, id, (Done::MadeStaff, Some(person))).await?;
    }
    if let Some(line) = line.filter(|_| !events.is_empty()) {
        note(house, &staff, id, line).await?;
        if line.0 == Done::RetentionShortened {
            sweep(house, doors.live.as_ref()).await;
        }
    }
    Ok(Json(seen(&doors, id)?))
}

/// Somebody who is here by a role of their account goes with the role.
async fn unseated(
    doors: &Doors,
    staff: &SignedIn,
    id: ProgrammeId,
    person: PersonId,
) -> Answer<bool> {
    let (house, live) = (&doors.house, doors.live.as_ref());
    let Some((account, right)) = house.unseat(live, staff.staff, id, person).await? else {
        return Ok(false);
    };
    let by = Doer::Staff { id: staff.staff };
    let line = AuditEntry::new(house.clock.now(), by, Done::RoleTaken).in_programme(id);
    let line = AuditEntry {
        staff: Some(account),
        right: Some(right),
        ..line
    };
    house.audit.keep(&[line]).await.map_err(Trouble::from)?;
    Ok(true)
}

/// What the audit trail says of a change, if it says anything; and whom it concerns.
type Recorded = (Done, Option<PersonId>);

fn recorded(house: &House, id: ProgrammeId, command: &ProgrammeCommand) -> Option<Recorded> {
    use ProgrammeCommand as C;
    Some(match command {
        C::AddPeople { .. } => (Done::PeopleAdded, None),
        C::ChangePerson { person, .. } => (Done::PersonChanged, Some(*person)),
        C::RemovePerson { person } => (Done::PersonRemoved, Some(*person)),
        C::RevokeLink { person } => (Done::LinkRevoked, Some(*person)),
        C::CancelSession { .. } => (Done::SessionCancelled, None),
        C::Retain { class, days, .. } => {
            let now = house.programmes.look(id, |known| known.life(*class).days);
            let shorter = now.is_some_and(|now| *days < now);
            let done = if shorter {
                Done::RetentionShortened
            } else {
                Done::RetentionLengthened
            };
            (done, None)
        }
        other => return rounds::noted(other).map(|done| (done, None)),
    })
}

async fn note(
    house: &House,
    staff: &SignedIn,
    id: ProgrammeId,
    (done, person): Recorded,
) -> Result<(), Trouble> {
    let by = Doer::Staff { id: staff.staff };
    let line = AuditEntry::new(house.clock.now(), by, done).in_programme(id);
    house.audit.keep(&[AuditEntry { person, ..line }]).await?;
    Ok(())
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
    _: Allowed,
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
    Allowed(staff): Allowed,
    path: Id,
    Body(IssueLinks { people }): Body<IssueLinks>,
) -> Answer<Json<Vec<IssuedLink>>> {
    let house = &doors.house;
    let id = id(path)?;
    certain_if(&doors, &staff, id, |known| known.has_staff_among(&people))?;
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
    let events: Vec<Event> = house.change(doors.live.as_ref(), id, issue).await?;
    if events.is_empty() {
        return Ok(Json(Vec::new()));
    }
    note(house, &staff, id, (Done::LinksIssued, None)).await?;
    let links = secrets.iter().map(|(person, secret)| IssuedLink {
        person: *person,
        link: house.address.link("/j", secret),
    });
    Ok(Json(links.collect()))
}
