//! How much may be written (CHAT7): whoever comes gets each place whole, and nobody fills one for all.
//!
//! What is written where somebody cannot read must not change an answer to them, or a full chat would tell how much it
//! is. So each place has a limit of its own, and what is held back counts for its author alone until it is shown.

use super::Message;
use crate::{limits, session::Session};
use alongside_protocol::{
    ids::{MessageId, PersonId},
    refusal::Refusal,
    topic::Topic,
    words::Words,
};

/// Words on their way into a place.
pub struct Writing<'a> {
    pub by: PersonId,
    pub topic: Topic,
    pub words: &'a Words,
    /// A facilitator reads them first.
    pub held: bool,
    /// The message they are put in the place of.
    pub instead: Option<MessageId>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Size {
    messages: usize,
    bytes: usize,
}

impl Size {
    fn of(words: &Words) -> Self {
        Self {
            messages: 1,
            bytes: words.text().len(),
        }
    }

    fn add(&mut self, other: Self) {
        self.messages += other.messages;
        self.bytes += other.bytes;
    }

    const fn is_over(self, most: Self) -> bool {
        self.messages > most.messages || self.bytes > most.bytes
    }
}

/// What everybody reads may grow with the group; elsewhere a few people talk.
const fn most_in(topic: Topic) -> Size {
    match topic {
        Topic::Group => Size {
            messages: limits::MESSAGES,
            bytes: limits::CHAT_BYTES,
        },
        _ => Size {
            messages: limits::MESSAGES_ELSEWHERE,
            bytes: limits::CHAT_BYTES_ELSEWHERE,
        },
    }
}

/// # Errors
/// A refusal when there is no room for these words: of this person's, in this place, or among those that wait.
pub fn has_room(session: &Session, writing: &Writing) -> Result<(), Refusal> {
    let (new, chat) = (Size::of(writing.words), &session.chat);
    let (mut theirs, mut waiting, mut here) = (new, new, new);
    let others = chat.all().filter(|one| Some(one.id) != writing.instead);
    for message in others {
        let size = Size::of(&message.words);
        if message.author == writing.by {
            theirs.add(size);
            if !message.was_shown {
                waiting.add(size);
            }
        }
        if is_shown_in(message, writing.topic) {
            here.add(size);
        }
    }
    if theirs.is_over(Size {
        messages: limits::MESSAGES_EACH,
        bytes: limits::CHAT_BYTES_EACH,
    }) {
        return Err(Refusal::not_now(
            "You have written as much as one person can in a day. Please speak on the call, or raise a hand.",
        ));
    }
    if writing.held && waiting.bytes > share(session) {
        return Err(Refusal::not_now(
            "Much of what you wrote still waits for a facilitator to read it. Please write again once that is done.",
        ));
    }
    fits(here, writing.topic)
}

/// # Errors
/// A refusal when what was held back no longer fits where it is to be shown.
pub fn has_room_for_held(session: &Session, held: &Message) -> Result<(), Refusal> {
    let mut here = Size::of(&held.words);
    for message in session.chat.all() {
        if is_shown_in(message, held.topic) {
            here.add(Size::of(&message.words));
        }
    }
    fits(here, held.topic)
}

fn fits(size: Size, topic: Topic) -> Result<(), Refusal> {
    if size.is_over(most_in(topic)) {
        return Err(Refusal::not_now(
            "This chat is full and takes no more messages. Please go on on the call.",
        ));
    }
    Ok(())
}

fn is_shown_in(message: &Message, topic: Topic) -> bool {
    message.was_shown && message.topic == topic
}

/// What waits comes to facilitators whole, too; each trainee may fill an equal part of it.
fn share(session: &Session) -> usize {
    limits::CHAT_BYTES / session.people.trainees().count().max(1)
}
