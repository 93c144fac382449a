//! What is shown of breakout rooms: to the group, inside, and on the board of staff.

use super::Place;
use crate::session::{Session, rooms::Room};
use alongside_protocol::{
    entry::{
        BreakoutEntry, CompanionsEntry, Entry, InsideEntry, MonitorEntry, RoomEntry, ShareBackEntry,
    },
    ids::{PersonId, RoomId},
    topic::Topic,
    words::Words,
};

/// Who comes along with whom, for everybody: they are in the room.
pub fn companions(session: &Session) -> Vec<(Place, Entry)> {
    let facts = session.day.facts.as_ref();
    let companions = facts.map(|facts| facts.companions.clone());
    let Some(companions) = companions.filter(|companions| !companions.is_empty()) else {
        return Vec::new();
    };
    vec![(
        (Topic::Group, "companions".to_owned()),
        Entry::Companions(CompanionsEntry { companions }),
    )]
}

pub fn breakout(session: &Session) -> Vec<(Place, Entry)> {
    let Some(breakout) = &session.rooms.breakout else {
        return Vec::new();
    };
    let entry = BreakoutEntry {
        id: breakout.id,
        kind: breakout.kind,
        state: breakout.state,
        prompt: breakout.prompt.clone(),
        confidential: breakout.confidential,
        opens_at: breakout.opens_at,
        ends_at: breakout.ends_at,
        closes_at: breakout.closes_at,
    };
    vec![(
        (Topic::Group, "breakout".to_owned()),
        Entry::Breakout(entry),
    )]
}

pub fn room(session: &Session, id: RoomId) -> Vec<(Place, Entry)> {
    let mut entries = Vec::new();
    if let Some(back) = session.rooms.share_backs.get(&id) {
        let entry = ShareBackEntry {
            room: id,
            room_name: back.room_name.clone(),
            people: back.people.clone(),
            words: back.words.clone(),
        };
        entries.push((
            (Topic::Group, format!("share_back/{id}")),
            Entry::ShareBack(entry),
        ));
    }
    let Some(room) = session.rooms.get(id) else {
        return entries;
    };
    let public = RoomEntry {
        id,
        name: room.name.clone(),
        people: room.people.clone(),
        lead: room.lead,
        locked: room.locked,
    };
    entries.push(((Topic::Group, format!("room/{id}")), Entry::Room(public)));
    let inside = inside(room);
    // What a confidential room writes is its own until it comes back to the group (ROOM5).
    let note = if session.rooms.is_confidential(id) {
        Words::default()
    } else {
        inside.share_back.clone()
    };
    entries.push((
        (Topic::Staff, format!("inside/{id}")),
        Entry::Inside(InsideEntry {
            share_back: note,
            ..inside.clone()
        }),
    ));
    entries.push((
        (Topic::Room(id), format!("inside/{id}")),
        Entry::Inside(inside),
    ));
    entries.push((
        (Topic::Staff, format!("monitor/{id}")),
        Entry::Monitor(monitor(session, room)),
    ));
    entries
}

fn inside(room: &Room) -> InsideEntry {
    InsideEntry {
        id: room.id,
        prompt: room.prompt.clone(),
        call_link: room.call_link.clone(),
        watch: room.watch,
        visitors: room.visitors.iter().copied().collect(),
        share_back: room.share_back.clone(),
        help: room.help.clone(),
        done: room.done.iter().copied().collect(),
    }
}

fn monitor(session: &Session, room: &Room) -> MonitorEntry {
    let is_missing = |person: &PersonId| {
        session
            .people
            .known(*person)
            .is_none_or(|member| member.link != alongside_protocol::people::Link::Live)
    };
    let (messages, last_message_at) = session.chat.activity(room.id);
    MonitorEntry {
        id: room.id,
        missing: room.people.iter().copied().filter(is_missing).collect(),
        alone: room.people.len() == 1,
        lonely: room.lonely,
        messages,
        last_message_at,
        last_visit_at: room.last_visit_at,
    }
}
