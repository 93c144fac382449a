//! Those who knock (R4): waiting, let in, declined, or gone again.
//!
//! A flood of false knocks keeps nobody out: whoever has no page open makes room for the next, and staff can clear
//! the door at once.

use super::{Member, PeopleEvent};
use crate::{
    limits, names,
    session::{Decided, Event, Session},
    text,
};
use alongside_protocol::{
    entry::Phase,
    ids::{At, PersonId},
    people::{Link, Role},
    refusal::{Code, Refusal},
    words::Words,
};

/// Everybody who waits at the door.
fn guests(session: &Session) -> impl Iterator<Item = &Member> {
    let guest = |member: &&Member| member.role == Role::Guest;
    session.people.everybody().filter(guest)
}

/// Those of them who have no page open.
pub(super) fn absent(session: &Session) -> impl Iterator<Item = &Member> {
    let over = session.phase() == Phase::Ended;
    guests(session).filter(move |guest| !over && guest.link != Link::Live)
}

/// Somebody without a personal link asks to come in. Knocking again while one waits changes nothing.
///
/// # Errors
/// A refusal when the name needs mending or is one of staff, the day is over, they were declined, or too many are
/// waiting.
pub fn knock(session: &Session, person: PersonId, name: &Words) -> Decided {
    if session.phase() == Phase::Ended {
        return Err(Refusal::not_now("This session is over."));
    }
    if let Some(known) = session.people.known(person) {
        if !known.gone {
            return Ok(Vec::new());
        }
        if !known.lapsed {
            return Err(Refusal::not_now(
                "The people who run this session could not let you in. If you think that is a mistake, please ask them outside of this page.",
            ));
        }
    }
    let name = text::line(name, "Your name", limits::NAME_LETTERS)?;
    let staff = session.people.staff().map(|member| &member.name);
    if names::likeness(&name, staff).is_some() {
        return Err(Refusal::mend(
            "This name can be taken for somebody who runs the session. Please write the name that the group knows you by, perhaps with an initial.",
        ));
    }
    let mut events = make_room(session)?;
    events.push(Event::People(PeopleEvent::Knocked { person, name }));
    Ok(events)
}

/// When the door is full, whoever has been without a page for longest makes room.
fn make_room(session: &Session) -> Result<Vec<Event>, Refusal> {
    if guests(session).count() < limits::KNOCKS_WAITING {
        return Ok(Vec::new());
    }
    let longest = absent(session).min_by_key(|guest| (guest.link_since, guest.id));
    let person = longest.map(|guest| guest.id).ok_or_else(|| {
        Refusal::new(
            Code::TooFast,
            "Many people are waiting to be let in. Please try again in a few minutes.",
        )
    })?;
    Ok(vec![Event::People(PeopleEvent::Lapsed { person })])
}

/// Somebody whose page has not been open for too long.
pub(super) fn lapses(session: &Session, now: At) -> Option<PeopleEvent> {
    let over = absent(session).find(|guest| patience_ends(guest) <= now)?;
    Some(PeopleEvent::Lapsed { person: over.id })
}

pub(super) fn patience_ends(guest: &Member) -> At {
    guest.link_since.plus_minutes(limits::KNOCK_MINUTES)
}

/// Everybody who had knocked until then; whoever knocks while staff press the button stays.
pub(super) fn decline_all(session: &Session, by: PersonId, until: At) -> Vec<Event> {
    let in_time = |guest: &&Member| guest.knocked_at.is_some_and(|at| at <= until);
    guests(session)
        .filter(in_time)
        .map(|guest| {
            Event::People(PeopleEvent::Declined {
                person: guest.id,
                by,
            })
        })
        .collect()
}

/// # Errors
/// The uniform denial when nobody like that waits.
pub(super) fn guest(session: &Session, person: PersonId) -> Result<PersonId, Refusal> {
    let waiting = session
        .people
        .here(person)
        .is_some_and(|member| member.role == Role::Guest);
    if waiting {
        Ok(person)
    } else {
        Err(Refusal::not_found())
    }
}

#[cfg(test)]
mod tests;
