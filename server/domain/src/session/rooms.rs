//! Breakout rooms (R9, R10, R13-R18; ROOM1-ROOM9).

use super::{Ask, Decided, Event, Session};
use alongside_protocol::{
    command::RoomCommand,
    ids::{At, PersonId, RoomId},
    refusal::Refusal,
    topic::Topic,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default)]
pub struct Rooms {}

impl Rooms {
    pub fn ids(&self) -> impl Iterator<Item = RoomId> + '_ {
        std::iter::empty()
    }

    /// The open breakout room a person is in.
    #[must_use]
    pub fn room_of(&self, _person: PersonId) -> Option<RoomId> {
        None
    }

    pub fn topics_of_member(&self, _person: PersonId) -> Vec<Topic> {
        Vec::new()
    }

    pub fn talk_open_to_facilitator(&self, _person: PersonId) -> Vec<Topic> {
        Vec::new()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum RoomsEvent {}

/// # Errors
/// A refusal when there is no such thing.
pub fn decide(_session: &Session, _ask: &Ask, _by: PersonId, _command: &RoomCommand) -> Decided {
    Err(Refusal::not_found())
}

#[must_use]
pub fn due(_session: &Session, _ask: &Ask) -> Vec<Event> {
    Vec::new()
}

#[must_use]
pub fn deadline(_session: &Session) -> Option<At> {
    None
}

pub fn apply(_session: &mut Session, _at: At, event: &RoomsEvent) {
    match *event {}
}
