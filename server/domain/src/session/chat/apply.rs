//! How the chat changes with what has happened. Each act of moderation leaves a line in the trail.

use super::{Chat, ChatEvent, Message, Trace};
use crate::{session::Session, views::Thing};
use alongside_protocol::{
    command::Channel,
    entry::{Act, MessageState},
    ids::{At, MessageId, PersonId},
    words::Words,
};
use std::collections::BTreeMap;

pub fn apply(session: &mut Session, at: At, event: &ChatEvent) {
    match event {
        ChatEvent::Posted { .. } => posted(session, at, event),
        ChatEvent::Edited { message, .. }
        | ChatEvent::Withdrawn { message }
        | ChatEvent::Reacted { message, .. }
        | ChatEvent::Pinned { message, .. }
        | ChatEvent::Released { message, .. }
        | ChatEvent::Hidden { message, .. }
        | ChatEvent::Removed { message, .. } => {
            if let Some(message) = session.chat.messages.get_mut(message) {
                change(message, at, event);
            }
            session.touch(Thing::Message(*message));
            if matches!(event, ChatEvent::Removed { .. }) {
                touch_quotes(session, *message);
            }
        }
        _ => rule(session, event),
    }
    if let Some(trace) = trace(at, event) {
        leave(session, trace);
    }
}

/// Taking somebody out of the session is an act of moderation too.
pub fn person_removed(session: &mut Session, at: At, by: PersonId, person: PersonId) {
    let (act, person, message) = (Act::RemovedPerson, Some(person), None);
    leave(
        session,
        Trace {
            at,
            by,
            act,
            person,
            message,
        },
    );
}

fn posted(session: &mut Session, at: At, event: &ChatEvent) {
    let ChatEvent::Posted {
        message: id,
        by,
        channel,
        topic,
        words,
        reply_to,
        held,
    } = event
    else {
        return;
    };
    let message = Message {
        id: *id,
        channel: *channel,
        topic: *topic,
        author: *by,
        at,
        words: words.clone(),
        reply_to: *reply_to,
        reactions: BTreeMap::new(),
        pinned: false,
        edited: false,
        state: if *held {
            MessageState::Held
        } else {
            MessageState::Shown
        },
        was_shown: !held,
        reason: None,
    };
    count(&mut session.chat, &message);
    session.chat.messages.insert(*id, message);
    session.touch(Thing::Message(*id));
    if let Channel::Room { room } = channel {
        session.touch(Thing::Room(*room));
    }
}

fn count(chat: &mut Chat, message: &Message) {
    match message.channel {
        Channel::Main {} => {
            chat.last_in_main.insert(message.author, message.at);
        }
        Channel::Room { room } => {
            let (messages, last) = chat.rooms.entry(room).or_default();
            *messages += 1;
            *last = message.at;
        }
        _ => {}
    }
}

fn change(message: &mut Message, at: At, event: &ChatEvent) {
    match event {
        ChatEvent::Edited { words, .. } => {
            message.words = words.clone();
            message.edited = true;
        }
        ChatEvent::Withdrawn { .. } => {
            end(message, MessageState::Withdrawn);
            message.words = Words::default();
        }
        ChatEvent::Hidden { reason, .. } => {
            end(message, MessageState::Hidden);
            message.reason = Some(reason.clone());
        }
        ChatEvent::Removed { .. } => {
            end(message, MessageState::Removed);
            message.words = Words::default();
            message.reason = None;
        }
        ChatEvent::Released { .. } => {
            message.state = MessageState::Shown;
            message.was_shown = true;
            message.at = at;
        }
        ChatEvent::Reacted {
            person, sign, on, ..
        } => {
            let people = message.reactions.entry(sign.clone()).or_default();
            people.retain(|other| other != person);
            if *on {
                people.push(*person);
            }
            message.reactions.retain(|_, people| !people.is_empty());
        }
        ChatEvent::Pinned { on, .. } => message.pinned = *on,
        _ => {}
    }
}

fn end(message: &mut Message, state: MessageState) {
    message.state = state;
    message.pinned = false;
    message.reactions.clear();
}

fn rule(session: &mut Session, event: &ChatEvent) {
    let chat = &mut session.chat;
    match event {
        ChatEvent::HeldAll { on, .. } => chat.rules.held = *on,
        ChatEvent::Paused { on, .. } => chat.rules.paused = *on,
        ChatEvent::Slowed { seconds, .. } => chat.rules.slow_seconds = *seconds,
        ChatEvent::HeldPerson { person, on, .. } => {
            if *on {
                chat.held_people.insert(*person);
            } else {
                chat.held_people.remove(person);
            }
            session.touch(Thing::Person(*person));
        }
        ChatEvent::Quieted {
            person,
            until: Some(until),
            ..
        } => {
            chat.quiet.insert(*person, *until);
            session.touch(Thing::Person(*person));
        }
        ChatEvent::Quieted { person, .. } | ChatEvent::QuietOver { person } => {
            chat.quiet.remove(person);
            session.touch(Thing::Person(*person));
        }
        _ => {}
    }
    session.touch(Thing::ChatRules);
}

/// Flags that quote a message show its words only until it is removed for good.
fn touch_quotes(session: &mut Session, message: MessageId) {
    for flag in session.flags.quoting(message) {
        session.touch(Thing::Flag(flag));
    }
}

fn trace(at: At, event: &ChatEvent) -> Option<Trace> {
    let either = |on: bool, yes: Act, no: Act| if on { yes } else { no };
    let (by, act, person, message) = match *event {
        ChatEvent::Released { message, by } => (by, Act::Released, None, Some(message)),
        ChatEvent::Hidden { message, by, .. } => (by, Act::Hid, None, Some(message)),
        ChatEvent::Removed { message, by } => (by, Act::RemovedMessage, None, Some(message)),
        ChatEvent::HeldAll { by, on } => (by, either(on, Act::HeldAll, Act::LetAll), None, None),
        ChatEvent::HeldPerson { person, by, on } => {
            let act = either(on, Act::HeldPerson, Act::LetPerson);
            (by, act, Some(person), None)
        }
        ChatEvent::Slowed { by, .. } => (by, Act::Slowed, None, None),
        ChatEvent::Paused { by, on } => (by, either(on, Act::Paused, Act::Resumed), None, None),
        ChatEvent::Quieted { person, by, until } => {
            let act = either(until.is_some(), Act::Quieted, Act::Unquieted);
            (by, act, Some(person), None)
        }
        ChatEvent::Posted { .. }
        | ChatEvent::Edited { .. }
        | ChatEvent::Withdrawn { .. }
        | ChatEvent::Reacted { .. }
        | ChatEvent::Pinned { .. }
        | ChatEvent::QuietOver { .. } => return None,
    };
    Some(Trace {
        at,
        by,
        act,
        person,
        message,
    })
}

fn leave(session: &mut Session, trace: Trace) {
    let number = u32::try_from(session.chat.trail.len()).unwrap_or(u32::MAX);
    session.chat.trail.push(trace);
    session.touch(Thing::Act(number));
}
