//! Chat and its gentle moderation (R23, R24; CHAT1-CHAT7).
//!
//! ```text
//!           +--> Held --release--> Shown --withdraw--> Withdrawn
//!   post ---+      |                 |  +---hide-----> Hidden
//!           +------|---------------->+  +---remove---> Removed
//!                  +--withdraw, hide, remove: as above, but the others never learn that there was one
//! ```
//!
//! A message keeps the topic it was said in, with the stint of a room: who could read it then is who can read it.

mod apply;
mod messages;
mod moderation;
mod places;
mod space;

use super::{Ask, Decided, Event, Session};
use alongside_protocol::{
    command::{Channel, ChatCommand},
    entry::{Act, MessageState},
    ids::{At, MessageId, PersonId, RoomId},
    topic::Topic,
    words::Words,
};
pub use apply::{apply, person_removed};
pub(in crate::session) use messages::readable;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default)]
pub struct Chat {
    messages: BTreeMap<MessageId, Message>,
    /// The trail of moderation, oldest first; never any text.
    trail: Vec<Trace>,
    pub rules: Rules,
    held_people: BTreeSet<PersonId>,
    quiet: BTreeMap<PersonId, At>,
    /// When each trainee last wrote in the main chat, for slow mode.
    last_in_main: BTreeMap<PersonId, At>,
    rooms: BTreeMap<RoomId, (u32, At)>,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub id: MessageId,
    pub channel: Channel,
    /// Where it is shown, or will be when released.
    pub topic: Topic,
    pub author: PersonId,
    pub at: At,
    /// Empty once withdrawn or removed.
    pub words: Words,
    pub reply_to: Option<MessageId>,
    /// Who reacted with which sign, in the order of reacting.
    pub reactions: BTreeMap<String, Vec<PersonId>>,
    pub pinned: bool,
    pub edited: bool,
    pub state: MessageState,
    /// Whether others have ever seen it; a held one leaves no mark with them.
    pub was_shown: bool,
    pub reason: Option<Words>,
}

/// How the main chat runs for trainees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    pub held: bool,
    pub paused: bool,
    /// 0 when there is no slow mode.
    pub slow_seconds: u32,
}

/// One line of the trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trace {
    pub at: At,
    pub by: PersonId,
    pub act: Act,
    pub person: Option<PersonId>,
    pub message: Option<MessageId>,
}

impl Message {
    /// Its place among the others: by moment, then by id.
    #[must_use]
    pub fn place(&self) -> (At, MessageId) {
        (self.at, self.id)
    }

    /// Words that can still be read by somebody other than facilitators.
    #[must_use]
    pub fn has_words(&self) -> bool {
        matches!(self.state, MessageState::Shown | MessageState::Held)
    }
}

impl Chat {
    #[must_use]
    pub fn get(&self, id: MessageId) -> Option<&Message> {
        self.messages.get(&id)
    }

    pub fn all(&self) -> impl Iterator<Item = &Message> {
        self.messages.values()
    }

    /// Until when a person may not write in the main chat.
    #[must_use]
    pub fn quiet_until(&self, person: PersonId) -> Option<At> {
        self.quiet.get(&person).copied()
    }

    /// Whether messages of this person are read by a facilitator before they are shown.
    #[must_use]
    pub fn holds(&self, person: PersonId) -> bool {
        self.held_people.contains(&person)
    }

    /// How many messages a room has, and when the last one came: never what is said.
    #[must_use]
    pub fn activity(&self, room: RoomId) -> (u32, Option<At>) {
        self.rooms
            .get(&room)
            .map_or((0, None), |(messages, last)| (*messages, Some(*last)))
    }

    pub fn ids(&self) -> impl Iterator<Item = MessageId> + '_ {
        self.messages.keys().copied()
    }

    /// The numbers of the lines of the trail.
    pub fn acts(&self) -> impl Iterator<Item = u32> + '_ {
        (0..).zip(&self.trail).map(|(number, _)| number)
    }

    #[must_use]
    pub fn trace(&self, number: u32) -> Option<&Trace> {
        self.trail.get(usize::try_from(number).ok()?)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum ChatEvent {
    Posted {
        message: MessageId,
        by: PersonId,
        channel: Channel,
        topic: Topic,
        words: Words,
        reply_to: Option<MessageId>,
        held: bool,
    },
    Edited {
        message: MessageId,
        words: Words,
    },
    Withdrawn {
        message: MessageId,
    },
    Reacted {
        message: MessageId,
        person: PersonId,
        sign: String,
        on: bool,
    },
    Pinned {
        message: MessageId,
        by: PersonId,
        on: bool,
    },
    Released {
        message: MessageId,
        by: PersonId,
    },
    Hidden {
        message: MessageId,
        by: PersonId,
        reason: Words,
    },
    Removed {
        message: MessageId,
        by: PersonId,
    },
    HeldAll {
        by: PersonId,
        on: bool,
    },
    HeldPerson {
        person: PersonId,
        by: PersonId,
        on: bool,
    },
    Slowed {
        by: PersonId,
        seconds: u32,
    },
    Paused {
        by: PersonId,
        on: bool,
    },
    /// Until then, or no longer.
    Quieted {
        person: PersonId,
        by: PersonId,
        until: Option<At>,
    },
    /// The time of being quiet is over.
    QuietOver {
        person: PersonId,
    },
}

/// # Errors
/// A refusal when the place or message is not the person's to use, moderation stands in the way, or words need mending.
pub fn decide(session: &Session, ask: &Ask, by: PersonId, command: &ChatCommand) -> Decided {
    let event = match command {
        ChatCommand::Post {
            channel,
            words,
            reply_to,
        } => Some(messages::post(session, ask, by, channel, words, *reply_to)?),
        ChatCommand::Edit { message, words } => messages::edit(session, ask, by, *message, words)?,
        ChatCommand::Withdraw { message } => Some(messages::withdraw(session, by, *message)?),
        ChatCommand::React { message, sign, on } => {
            messages::react(session, by, *message, sign, *on)?
        }
        _ => moderation::decide(session, ask, by, command)?,
    };
    Ok(event.map(Event::Chat).into_iter().collect())
}

/// People may write again when their time of being quiet is over.
#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    let over = session
        .chat
        .quiet
        .iter()
        .find(|(_, until)| **until <= ask.at);
    over.map(|(person, _)| Event::Chat(ChatEvent::QuietOver { person: *person }))
        .into_iter()
        .collect()
}

#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    session.chat.quiet.values().min().copied()
}

#[cfg(test)]
mod tests;
