//! Staff move somebody by hand, with the same notice as any other move (R21).
//!
//! A keep-apart rule is nothing the assistant may learn of (R11). So whatever stands against a move (a rule, a full
//! room), the assistant reads one and the same sentence; facilitators read what it is.

use super::{MovesEvent, facilitates, opening};
use crate::{
    limits,
    session::{
        Ask, Decided, Event, Session,
        rooms::{self, Room, company},
    },
};
use alongside_protocol::{
    ids::{PersonId, RoomId},
    refusal::Refusal,
};

/// # Errors
/// A refusal when the room is not open, something stands against it, or the person is there already.
pub fn by_hand(
    session: &Session,
    ask: &Ask,
    by: PersonId,
    person: PersonId,
    room: RoomId,
) -> Decided {
    let target = session.rooms.get(room).ok_or_else(Refusal::not_found)?;
    if !company::available(session).any(|member| member.id == person) {
        return Err(Refusal::not_now("This person is not here at the moment."));
    }
    if target.people.contains(&person) {
        return Err(Refusal::mend("This person is in that room already."));
    }
    if let Some(sentence) = against(session, person, target) {
        return Err(refused(session, by, sentence));
    }
    Ok(vec![Event::Moves(MovesEvent::ToBeMoved {
        person,
        to: room,
        at: opening::moves_at(session, ask),
    })])
}

/// To facilitators what it is; to the assistant the same for everything (MOVE8).
pub(super) fn refused(session: &Session, by: PersonId, sentence: String) -> Refusal {
    Refusal::mend(if facilitates(session, by) {
        sentence
    } else {
        "This room is not possible for them just now. Please choose another one, or ask a facilitator."
            .to_owned()
    })
}

/// What stands against it, for facilitators.
fn against(session: &Session, person: PersonId, target: &Room) -> Option<String> {
    if let Some(locked) = locked(session, person, target) {
        return Some(is_locked(locked));
    }
    let mut people = target.people.clone();
    people.push(person);
    if let Some((a, b)) = rooms::apart_in(session, &people) {
        let (a, b) = (session.people.name(a), session.people.name(b));
        return Some(format!(
            "{a} and {b} are to be kept apart. Please choose another room."
        ));
    }
    let breakout = session.rooms.breakout.as_ref();
    let most = breakout.map_or(0, |breakout| breakout.largest) + limits::MORE_THAN_PLANNED;
    (people.len() > most.max(limits::BUDDY_ROOM)).then(|| {
        format!(
            "{} is full with {} people. Please choose another room.",
            target.name.text(),
            target.people.len()
        )
    })
}

pub(super) fn is_locked(room: &Room) -> String {
    format!(
        "{} is locked, so nobody comes in or is moved out. You can unlock it.",
        room.name.text()
    )
}

/// The locked one of the two rooms a move is about.
pub(super) fn locked<'a>(
    session: &'a Session,
    person: PersonId,
    target: &'a Room,
) -> Option<&'a Room> {
    let seat = session.rooms.seat(person);
    let from = seat.and_then(|room| session.rooms.get(room));
    from.into_iter().chain([target]).find(|room| room.locked)
}
