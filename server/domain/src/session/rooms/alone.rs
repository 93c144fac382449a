//! Nobody is alone in a room without staff knowing, again and again until it is mended (TRUST 3; ROOM10).
//!
//! A seat is held while a connection is lost, so somebody can be alone in a room that has two people on paper:
//! whoever is the only one with a live connection counts, and so does whoever has the only seat.

use super::{Room, RoomsEvent};
use crate::{
    limits,
    session::{Ask, Event, Session},
    views::Thing,
};
use alongside_protocol::{
    entry::Lonely,
    ids::{At, PersonId, RoomId},
    people::Link,
};

/// Called after every event: who has become lonely, and who is so no longer.
pub fn notice(session: &mut Session, at: At) {
    let rooms: Vec<(RoomId, Option<PersonId>)> = session
        .rooms
        .all()
        .map(|room| (room.id, only_one(session, room)))
        .collect();
    for (id, only) in rooms {
        let Some(room) = session.rooms.room_mut(id) else {
            continue;
        };
        if room.lonely.map(|lonely| lonely.person) == only {
            continue;
        }
        room.lonely = only.map(|person| Lonely {
            person,
            since: at,
            alerts: 0,
        });
        session.touch(Thing::Room(id));
    }
}

fn only_one(session: &Session, room: &Room) -> Option<PersonId> {
    if !session.rooms.are_open() {
        return None;
    }
    if let [only] = room.people[..] {
        return Some(only);
    }
    let is_live = |person: &&PersonId| {
        let member = session.people.known(**person);
        member.is_some_and(|member| member.link == Link::Live)
    };
    let mut live = room.people.iter().filter(is_live);
    match (live.next(), live.next()) {
        (Some(only), None) => Some(*only),
        _ => None,
    }
}

/// Staff are alerted for the first time, or once more.
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    let ripe = session
        .rooms
        .all()
        .find(|room| alert_at(room).is_some_and(|at| at <= ask.at));
    ripe.map(|room| Event::Rooms(RoomsEvent::AloneAlerted { room: room.id }))
        .into_iter()
        .collect()
}

#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    session.rooms.all().filter_map(alert_at).min()
}

fn alert_at(room: &Room) -> Option<At> {
    let lonely = room.lonely?;
    let later = lonely.alerts.saturating_mul(limits::ALONE_AGAIN_SECONDS);
    let seconds = limits::ALONE_SECONDS.saturating_add(later);
    Some(lonely.since.plus_seconds(seconds))
}
