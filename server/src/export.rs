//! A person's own data, and a programme's (TRUST 3): as JSON for machines and as a page to read.
//!
//! What a person wrote is found by whose it is: the pieces that are sealed with their key alone, and what was said
//! to them in their own threads. So nothing of other people's can be in it by mistake, and nothing of theirs is
//! left out. Of others it holds the names they were shown: of their buddies, and of who comes along with them.

pub mod concern;
mod of_session;
pub mod page;
pub mod programme;

use alongside_domain::{
    aggregate::Aggregate,
    programme::{Event, Person, Programme},
};
use alongside_protocol::{
    ids::{At, PersonId, ProgrammeId, SessionId},
    people::Role,
    privacy::Class,
    programme::CompanionRole,
    refusal::Refusal,
    words::Words,
};
use serde::Serialize;
use serde_json::Value;

use crate::house::House;
use crate::keeper::Trouble;
use crate::log::Stream;
use of_session::OfSession;

/// Everything that is kept of one person in one programme.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnData {
    pub made_at: At,
    pub programme: Words,
    pub time_zone: String,
    pub person: PersonId,
    pub name: Words,
    pub email: Words,
    pub pronouns: Words,
    pub needs: Words,
    pub role: Role,
    /// Who comes along with them, as the roster has it.
    pub companions: Vec<OwnCompanion>,
    /// That their pairing was not working for them, each time they said so.
    pub pairing: Vec<OwnPairing>,
    pub sessions: Vec<OwnSession>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnCompanion {
    pub role: CompanionRole,
    pub name: Words,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnPairing {
    pub at: At,
    pub words: Words,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnSession {
    /// Empty, as is its start, for a guest who was never let in.
    pub title: Words,
    pub starts_at: Option<At>,
    /// Minutes for which they were there, once the session has ended.
    pub minutes: Option<u32>,
    /// Their buddies, by the names they were shown that day.
    pub buddies: Vec<Words>,
    /// Who kept them company for that day.
    pub stand_ins: Vec<OwnStandIn>,
    pub entries: Vec<OwnEntry>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnStandIn {
    pub at: At,
    pub names: Vec<Words>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnEntry {
    pub at: At,
    pub class: Class,
    /// Which part of what was written, such as `words` or `value`.
    pub part: String,
    /// Written to them, not by them.
    pub received: bool,
    pub value: Value,
}

/// What there is of a person who is on the roster, was on it, or came as a guest.
///
/// # Errors
/// A refusal when they are none of these, or a fault.
pub async fn of_person(
    house: &House,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<OwnData, Trouble> {
    let rostered = |known: &Programme| {
        let former = || Some(&known.former_person(person)?.person);
        known.person(person).or_else(former).cloned()
    };
    let Some(one) = house.programmes.look(programme, rostered).flatten() else {
        let others = house.others(programme).await?;
        let guest = others.into_iter().find(|other| other.id == person);
        let guest = guest.ok_or_else(Refusal::not_found)?;
        return of_guest(house, programme, person, &guest.sessions).await;
    };
    let mut data = begin(house, programme, one)?;
    data.pairing = pairing(house, programme, person).await?;
    for session in house.sessions_of(programme) {
        let day = OfSession::read(house, programme, session, person).await?;
        let row = |known: &Programme| row(known, session, person, day);
        data.sessions
            .extend(house.programmes.look(programme, row).flatten());
    }
    Ok(data)
}

/// What there is of a guest in the sessions at whose doors they knocked. Whoever was never let in reads here no more of
/// the day than at the door: not what it is, nor when.
///
/// # Errors
/// A refusal when there is no such programme, or a fault.
pub async fn of_guest(
    house: &House,
    programme: ProgrammeId,
    person: PersonId,
    sessions: &[SessionId],
) -> Result<OwnData, Trouble> {
    let mut data = begin(house, programme, unnamed_guest(person))?;
    let mut was_let_in = false;
    for session in sessions {
        let day = OfSession::read(house, programme, *session, person).await?;
        let Some(name) = day.name() else {
            continue;
        };
        data.name = name;
        let inside = day.was_let_in();
        was_let_in |= inside;
        let row = |known: &Programme| row(known, *session, person, day);
        let row = house.programmes.look(programme, row).flatten();
        data.sessions.extend(row.map(|row| OwnSession {
            title: if inside { row.title } else { Words::default() },
            starts_at: row.starts_at.filter(|_| inside),
            ..row
        }));
    }
    if !was_let_in {
        (data.programme, data.time_zone) = (Words::default(), String::new());
    }
    Ok(data)
}

fn begin(house: &House, programme: ProgrammeId, one: Person) -> Result<OwnData, Refusal> {
    let begin = |known: &Programme| OwnData {
        made_at: house.clock.now(),
        programme: known.name().clone(),
        time_zone: known.time_zone().to_owned(),
        person: one.id,
        companions: companions(known, one.id),
        name: one.name,
        email: one.email,
        pronouns: one.pronouns,
        needs: one.needs,
        role: one.role,
        pairing: Vec::new(),
        sessions: Vec::new(),
    };
    let data = house.programmes.look(programme, begin);
    data.ok_or_else(Refusal::not_found)
}

/// The name they gave stands in the session alone.
fn unnamed_guest(id: PersonId) -> Person {
    Person {
        id,
        name: Words::default(),
        email: Words::default(),
        role: Role::Guest,
        pronouns: Words::default(),
        needs: Words::default(),
        staff: None,
    }
}

fn row(
    known: &Programme,
    session: SessionId,
    person: PersonId,
    day: OfSession,
) -> Option<OwnSession> {
    let known = known.session(session)?;
    let attendance = known.summary.as_ref().map(|summary| &summary.attendance);
    Some(OwnSession {
        title: known.plan.title.clone(),
        starts_at: Some(known.plan.starts_at),
        minutes: attendance.and_then(|minutes| minutes.get(&person).copied()),
        buddies: day.buddies(),
        stand_ins: day.stand_ins,
        entries: day.entries,
    })
}

fn companions(known: &Programme, person: PersonId) -> Vec<OwnCompanion> {
    let theirs = known.companions().iter();
    let theirs = theirs.filter(|companion| companion.with.contains(&person));
    theirs
        .map(|companion| OwnCompanion {
            role: companion.role,
            name: companion.name.clone(),
        })
        .collect()
}

/// Words about a pairing are kept by the programme.
async fn pairing(
    house: &House,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<Vec<OwnPairing>, Trouble> {
    let stream = Stream::programme(programme.0);
    let records = house.vault.read::<Event>(stream, programme.0, 1).await;
    let mut said = Vec::new();
    for record in records.map_err(|error| Trouble::of(stream, error))? {
        record.whole(|at, event, seam| {
            Programme::private(event, seam);
            if let Event::PairingAsked { person: of, words } = event
                && *of == person
            {
                let words = words.clone();
                said.push(OwnPairing { at, words });
            }
        });
    }
    Ok(said)
}
