//! What is private in the chat and in flags.

use super::one;
use crate::{
    sealing::{Seam, Whose},
    session::{Session, chat::ChatEvent, flags::FlagsEvent},
};
use alongside_protocol::{
    command::{Channel, FlagKind},
    ids::{FlagId, MessageId, PersonId},
    privacy::Class,
};
use std::collections::BTreeSet;

pub fn chat(session: &Session, event: &mut ChatEvent, seam: &mut Seam) {
    match event {
        ChatEvent::Posted {
            message: _,
            by,
            channel,
            topic: _,
            words,
            reply_to: _,
            held: _,
        } => {
            let (whose, class) = said(*by, *channel);
            seam.words("words", whose, class, words);
        }
        ChatEvent::Edited { message, words } => {
            let (whose, class) = written(session, *message);
            seam.words("words", whose, class, words);
        }
        ChatEvent::Hidden {
            message,
            by,
            reason,
        } => {
            let (mut whose, class) = written(session, *message);
            whose.insert((*by).into());
            seam.words("reason", whose, class, reason);
        }
        ChatEvent::Withdrawn { message: _ }
        | ChatEvent::Reacted {
            message: _,
            person: _,
            sign: _,
            on: _,
        }
        | ChatEvent::Pinned {
            message: _,
            by: _,
            on: _,
        }
        | ChatEvent::Released { message: _, by: _ }
        | ChatEvent::Removed { message: _, by: _ }
        | ChatEvent::HeldAll { by: _, on: _ }
        | ChatEvent::HeldPerson {
            person: _,
            by: _,
            on: _,
        }
        | ChatEvent::Slowed { by: _, seconds: _ }
        | ChatEvent::Paused { by: _, on: _ }
        | ChatEvent::Quieted {
            person: _,
            by: _,
            until: _,
        }
        | ChatEvent::QuietOver { person: _ } => {}
    }
}

/// A private thread goes with the person it is with, whoever wrote the line.
fn said(by: PersonId, channel: Channel) -> (BTreeSet<Whose>, Class) {
    let author = Whose::from(by);
    match channel {
        Channel::Main {} | Channel::Staff {} => ([author].into(), Class::MainChat),
        Channel::Room { room: _ } => ([author].into(), Class::RoomChat),
        Channel::Thread { person } => ([author, person.into()].into(), Class::PrivateThreads),
        Channel::Tech { person } => ([author, person.into()].into(), Class::TechnicalHelp),
    }
}

fn written(session: &Session, message: MessageId) -> (BTreeSet<Whose>, Class) {
    session.chat.get(message).map_or_else(
        || ([Whose::PROGRAMME].into(), Class::MainChat),
        |message| said(message.author, message.channel),
    )
}

pub fn flags(session: &Session, event: &mut FlagsEvent, seam: &mut Seam) {
    match event {
        FlagsEvent::Raised {
            flag: _,
            by,
            kind,
            about: _,
            room: _,
            words,
            quotes,
            nobody_there: _,
        } => {
            let class = of_kind(*kind);
            seam.hide("words", one(Some(*by)), class, words);
            for (place, quote) in quotes.iter_mut().enumerate() {
                let whose = [(*by).into(), quote.author.into()];
                seam.words(format!("quotes/{place}"), whose, class, &mut quote.words);
            }
        }
        FlagsEvent::Noted { flag, by, words } => {
            let (raiser, class) = raised(session, *flag);
            seam.words("words", [raiser, (*by).into()], class, words);
        }
        FlagsEvent::Withdrawn { flag: _ }
        | FlagsEvent::Seen { flag: _, by: _ }
        | FlagsEvent::Claimed { flag: _, by: _ }
        | FlagsEvent::Resolved { flag: _, by: _ }
        | FlagsEvent::PassedOn { flag: _, by: _ }
        | FlagsEvent::BecameOverdue { flag: _ }
        | FlagsEvent::Escalated { flag: _ }
        | FlagsEvent::FellBack { flag: _ } => {}
    }
}

const fn of_kind(kind: FlagKind) -> Class {
    if kind.is_wellbeing() {
        Class::CareFlags
    } else {
        Class::TechnicalHelp
    }
}

fn raised(session: &Session, flag: FlagId) -> (Whose, Class) {
    session
        .flags
        .get(flag)
        .map_or((Whose::PROGRAMME, Class::CareFlags), |flag| {
            (flag.by.into(), of_kind(flag.kind))
        })
}
