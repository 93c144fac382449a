//! Calls of rooms for every session of the programme, where the call tool gives each room one (R39; CALL4).
//! A room is known by its name, so "Room 3" has the same call in every session.

use super::{Event, Programme};
use crate::{call_link, limits, text};
use alongside_protocol::{programme::RoomLink, refusal::Refusal, words::Words};
use std::collections::BTreeSet;

/// All of them anew; those without an address are left out.
pub(super) fn set(programme: &Programme, links: &[RoomLink]) -> Result<Vec<Event>, Refusal> {
    if links.len() > limits::ROOM_LINKS {
        return Err(Refusal::mend(format!(
            "There can be at most {} rooms with a call of their own.",
            limits::ROOM_LINKS
        )));
    }
    let mut seen = BTreeSet::new();
    let mut clean = Vec::with_capacity(links.len());
    for link in links {
        let room = text::line(&link.room, "The name of the room", limits::NAME_LETTERS)?;
        if !seen.insert(text::folded(room.text())) {
            return Err(Refusal::mend(format!(
                "{} is in the list twice. Please take one of them out.",
                room.text()
            )));
        }
        if let Some(url) = call_link::read(&link.url)? {
            clean.push(RoomLink { room, url });
        }
    }
    Ok(if clean == programme.room_links {
        Vec::new()
    } else {
        vec![Event::RoomLinksSet { links: clean }]
    })
}

/// The call of the room with this name.
#[must_use]
pub fn of(links: &[RoomLink], room: &Words) -> Option<String> {
    let name = text::folded(room.text());
    let mut links = links.iter();
    let link = links.find(|link| text::folded(link.room.text()) == name)?;
    Some(link.url.clone())
}
