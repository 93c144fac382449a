//! Writing, and what people do with what they wrote (CHAT1, CHAT3).

use super::{
    ChatEvent, Message, places,
    space::{self, Writing},
};
use crate::{
    audience,
    dice::Dice,
    limits,
    session::{Ask, Session},
    text,
};
use alongside_protocol::{
    command::Channel,
    entry::MessageState,
    ids::{MessageId, PersonId},
    refusal::Refusal,
    words::Words,
};

pub fn post(
    session: &Session,
    ask: &Ask,
    by: PersonId,
    channel: &Channel,
    words: &Words,
    reply_to: Option<MessageId>,
) -> Result<ChatEvent, Refusal> {
    let topic = places::may_write(session, by, channel)?;
    if let Some(first) = reply_to {
        let first = readable(session, by, first)?;
        // A held message is known to its author and facilitators alone, and a reply would tell of it.
        if first.channel != *channel || !first.was_shown {
            return Err(Refusal::not_found());
        }
    }
    places::not_silenced(session, ask.at, by, channel)?;
    places::not_too_soon(session, ask.at, by, channel)?;
    let words = text::block(words, "Your message", limits::MESSAGE_LETTERS)?;
    let held = places::is_held(session, by, channel);
    let writing = Writing {
        by,
        topic,
        words: &words,
        held,
        instead: None,
    };
    space::has_room(session, &writing)?;
    Ok(ChatEvent::Posted {
        message: MessageId(Dice::new(ask.seed).uuid()),
        by,
        channel: *channel,
        topic,
        words,
        reply_to,
        held,
    })
}

pub fn edit(
    session: &Session,
    ask: &Ask,
    by: PersonId,
    message: MessageId,
    words: &Words,
) -> Result<Option<ChatEvent>, Refusal> {
    let own = own(session, by, message)?;
    places::may_write(session, by, &own.channel)?;
    // What was shown must not be turned into something that pausing, quieting or holding keeps back.
    places::not_silenced(session, ask.at, by, &own.channel)?;
    if own.state == MessageState::Shown && places::is_held(session, by, &own.channel) {
        return Err(Refusal::not_now(
            "Messages are read by a facilitator at present, so one that is shown already cannot be changed. \
             You can withdraw it and write a new one.",
        ));
    }
    let words = text::block(words, "Your message", limits::MESSAGE_LETTERS)?;
    if words == own.words {
        return Ok(None);
    }
    let writing = Writing {
        by,
        topic: own.topic,
        words: &words,
        held: own.state == MessageState::Held,
        instead: Some(message),
    };
    space::has_room(session, &writing)?;
    Ok(Some(ChatEvent::Edited { message, words }))
}

pub fn withdraw(session: &Session, by: PersonId, message: MessageId) -> Result<ChatEvent, Refusal> {
    let own = own(session, by, message)?;
    places::still_open(session, &own.channel)?;
    Ok(ChatEvent::Withdrawn { message })
}

pub fn react(
    session: &Session,
    by: PersonId,
    message: MessageId,
    sign: &str,
    on: bool,
) -> Result<Option<ChatEvent>, Refusal> {
    let meant = readable(session, by, message)?;
    places::still_open(session, &meant.channel)?;
    if !limits::REACTIONS.contains(&sign) {
        return Err(Refusal::mend("Please choose one of the signs shown."));
    }
    if meant.state != MessageState::Shown {
        return Err(Refusal::not_now("This message is no longer shown."));
    }
    let has = |people: &Vec<PersonId>| people.contains(&by);
    let before = meant.reactions.get(sign).is_some_and(has);
    Ok((before != on).then(|| ChatEvent::Reacted {
        message,
        person: by,
        sign: sign.to_owned(),
        on,
    }))
}

/// A message that this person can read where it stands: what they cannot read does not exist.
pub fn readable(session: &Session, by: PersonId, message: MessageId) -> Result<&Message, Refusal> {
    let topics = audience::topics(session, by);
    session
        .chat
        .get(message)
        .filter(|message| message.was_shown && topics.contains(&message.topic))
        .ok_or_else(Refusal::not_found)
}

fn own(session: &Session, by: PersonId, message: MessageId) -> Result<&Message, Refusal> {
    let own = session.chat.get(message);
    let own = own
        .filter(|message| message.author == by)
        .ok_or_else(Refusal::not_found)?;
    if own.has_words() {
        return Ok(own);
    }
    Err(Refusal::not_now("This message is no longer shown."))
}
