//! Chat and its gentle moderation (R23, R24; CHAT1-CHAT6).

use super::{Ask, Decided, Event, Session};
use alongside_protocol::{
    command::ChatCommand,
    ids::{At, MessageId, PersonId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default)]
pub struct Chat {}

impl Chat {
    /// How many messages a room has, and when the last one came: never what is said.
    #[must_use]
    pub fn activity(&self, _room: alongside_protocol::ids::RoomId) -> (u32, Option<At>) {
        (0, None)
    }

    /// Until when a person may not write in the main chat.
    #[must_use]
    pub fn quiet_until(&self, _person: PersonId) -> Option<At> {
        None
    }

    /// Whether messages of this person are read by a facilitator before they are shown.
    #[must_use]
    pub fn holds(&self, _person: PersonId) -> bool {
        false
    }

    pub fn ids(&self) -> impl Iterator<Item = MessageId> + '_ {
        std::iter::empty()
    }
    pub fn acts(&self) -> impl Iterator<Item = u32> + '_ {
        std::iter::empty()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum ChatEvent {}

/// # Errors
/// A refusal when there is no such thing.
pub fn decide(_session: &Session, _ask: &Ask, _by: PersonId, _command: &ChatCommand) -> Decided {
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

pub fn apply(_session: &mut Session, _at: At, event: &ChatEvent) {
    match *event {}
}
