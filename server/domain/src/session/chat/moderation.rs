//! What facilitators can do about the chat (R24; CHAT4-CHAT6). Always gentle, always in the trail.

use super::{ChatEvent, Message, messages, space};
use crate::{
    limits,
    session::{Ask, Session},
    text,
};
use alongside_protocol::{
    command::{Channel, ChatCommand},
    entry::MessageState,
    ids::{MessageId, PersonId},
    people::Role,
    refusal::Refusal,
    words::Words,
};

pub fn decide(
    session: &Session,
    ask: &Ask,
    by: PersonId,
    command: &ChatCommand,
) -> Result<Option<ChatEvent>, Refusal> {
    let (chat, rules) = (&session.chat, session.chat.rules);
    let event = match *command {
        ChatCommand::Pin { message, on } => return pin(session, by, message, on),
        ChatCommand::Release { message } => release(session, by, message)?,
        ChatCommand::Hide {
            message,
            ref reason,
        } => hide(session, by, message, reason)?,
        ChatCommand::Remove { message } => remove(session, by, message)?,
        ChatCommand::HoldAll { on } if on != rules.held => ChatEvent::HeldAll { by, on },
        ChatCommand::Pause { on } if on != rules.paused => ChatEvent::Paused { by, on },
        ChatCommand::HoldPerson { person, on } => {
            trainee(session, person)?;
            if on == chat.holds(person) {
                return Ok(None);
            }
            ChatEvent::HeldPerson { person, by, on }
        }
        ChatCommand::Slow { seconds } => {
            within(seconds, limits::SLOW_SECONDS, "seconds")?;
            if seconds == rules.slow_seconds {
                return Ok(None);
            }
            ChatEvent::Slowed { by, seconds }
        }
        ChatCommand::Quiet { person, minutes } => {
            trainee(session, person)?;
            within(minutes, limits::QUIET_MINUTES, "minutes")?;
            let until = (minutes > 0).then(|| ask.at.plus_seconds(minutes * 60));
            if until.is_none() && chat.quiet_until(person).is_none() {
                return Ok(None);
            }
            ChatEvent::Quieted { person, by, until }
        }
        _ => return Ok(None),
    };
    Ok(Some(event))
}

fn trainee(session: &Session, person: PersonId) -> Result<(), Refusal> {
    match session.people.role(person) {
        Some(Role::Trainee) => Ok(()),
        _ => Err(Refusal::not_found()),
    }
}

fn within(number: u32, most: u32, what: &str) -> Result<(), Refusal> {
    if number <= most {
        return Ok(());
    }
    Err(Refusal::mend(format!(
        "Please choose at most {most} {what}; 0 turns it off."
    )))
}

/// A message this facilitator can read: where it stands, or among those that wait for review.
fn seen(session: &Session, by: PersonId, id: MessageId) -> Result<&Message, Refusal> {
    match session.chat.get(id) {
        Some(message) if !message.was_shown => Ok(message),
        _ => messages::readable(session, by, id),
    }
}

fn pin(
    session: &Session,
    by: PersonId,
    message: MessageId,
    on: bool,
) -> Result<Option<ChatEvent>, Refusal> {
    let meant = seen(session, by, message)?;
    if !matches!(meant.channel, Channel::Main {} | Channel::Room { .. }) {
        return Err(Refusal::not_now(
            "Only messages of the main chat and of rooms can be pinned.",
        ));
    }
    if meant.state != MessageState::Shown {
        return Err(Refusal::not_now(
            "Only a message that is shown can be pinned.",
        ));
    }
    if meant.pinned == on {
        return Ok(None);
    }
    let beside = |other: &&Message| other.pinned && other.channel == meant.channel;
    if on && session.chat.all().filter(beside).count() >= limits::PINNED {
        return Err(Refusal::not_now(format!(
            "There are {} pinned messages here already. Unpin one of them first.",
            limits::PINNED
        )));
    }
    Ok(Some(ChatEvent::Pinned { message, by, on }))
}

fn release(session: &Session, by: PersonId, message: MessageId) -> Result<ChatEvent, Refusal> {
    let held = seen(session, by, message)?;
    if held.state != MessageState::Held {
        return Err(Refusal::not_now("This message no longer waits for review."));
    }
    space::has_room_for_held(session, held)?;
    Ok(ChatEvent::Released { message, by })
}

fn hide(
    session: &Session,
    by: PersonId,
    message: MessageId,
    reason: &Words,
) -> Result<ChatEvent, Refusal> {
    if !seen(session, by, message)?.has_words() {
        return Err(Refusal::not_now("This message is no longer shown."));
    }
    let reason = text::block(reason, "The reason", limits::NOTE_LETTERS)?;
    Ok(ChatEvent::Hidden {
        message,
        by,
        reason,
    })
}

fn remove(session: &Session, by: PersonId, message: MessageId) -> Result<ChatEvent, Refusal> {
    match seen(session, by, message)?.state {
        MessageState::Removed => Err(Refusal::not_now("This message has been removed already.")),
        _ => Ok(ChatEvent::Removed { message, by }),
    }
}
