//! Chat outside the rooms (R23): small talk, signs under messages, answers to staff.

use super::{Standpoint, say, wish};
use crate::rehearsal::{
    cast::Way,
    phrases,
    wish::{Occasion, Pause, Wish},
};
use alongside_protocol::{
    command::{Channel, ChatCommand, Command},
    entry::MessageEntry,
    ids::At,
    topic::Topic,
};

/// Messages older than this many milliseconds are not answered any more.
const RECENT_MILLIS: i64 = 60_000;

/// Lines of small talk of one person in a day; after that they have said theirs.
const SMALL_TALK: i64 = 4;

pub fn wishes(at: &Standpoint<'_>) -> Vec<Wish> {
    let mut wishes = private_answers(at);
    if at.seen.main_chat_is_paused() {
        return wishes;
    }
    wishes.extend(small_talk(at));
    wishes.extend(goodbye(at));
    let news = at.seen.since.max(At(at.now.0 - RECENT_MILLIS));
    for message in at.seen.messages(Topic::Group) {
        if message.at >= news && message.author != at.seen.me {
            wishes.extend(response(at, message));
        }
    }
    wishes
}

fn small_talk(at: &Standpoint<'_>) -> Option<Wish> {
    let next = at.next_of(Occasion::once("small talk"));
    if !at.part.is(Way::Chatty) || !at.is_free() || next.nth >= SMALL_TALK {
        return None;
    }
    let words = at.line(phrases::SMALL_TALK, usize::try_from(next.nth).ok()?);
    let pause = Pause::seconds(50, 140);
    Some(say(next, pause, Channel::Main {}, words, None))
}

fn goodbye(at: &Standpoint<'_>) -> Option<Wish> {
    let checked_out = at.seen.about_me()?.checked_out;
    if !checked_out || !at.is_free() || at.part.is(Way::Quiet) {
        return None;
    }
    let words = at.line(phrases::GOODBYES, 0);
    let occasion = Occasion::once("goodbye");
    Some(say(
        occasion,
        Pause::seconds(4, 18),
        Channel::Main {},
        words,
        None,
    ))
}

/// A sign or a few words in reply, now and then; more often to staff, and most often to a question of theirs.
fn response(at: &Standpoint<'_>, message: &MessageEntry) -> Option<Wish> {
    let occasion = Occasion::of("response", message.id.0);
    let thrown = at.chance.own(occasion).below(12);
    let by_staff = at.seen.is_staff(message.author);
    let asks = message.words.text().contains('?');
    let quiet = at.part.is(Way::Quiet);
    let replies = match (by_staff, asks) {
        _ if quiet => false,
        (true, true) => thrown < 4,
        (true, false) => thrown < 1,
        (false, _) => false,
    };
    if replies {
        let table = if asks { phrases::YES } else { phrases::THANKS };
        let words = at.line(table, 0);
        let pause = Pause::seconds(4, 15);
        return Some(say(
            occasion,
            pause,
            Channel::Main {},
            words,
            Some(message.id),
        ));
    }
    if thrown < 10 {
        return None;
    }
    let react = ChatCommand::React {
        message: message.id,
        sign: at.line(phrases::SIGNS, 0).to_owned(),
        on: true,
    };
    let pause = Pause::seconds(3, 12);
    Some(wish(occasion, pause, Command::Chat(react)))
}

/// Whoever of staff writes to somebody privately gets an answer.
fn private_answers(at: &Standpoint<'_>) -> Vec<Wish> {
    let me = at.seen.me;
    let answer = |topic, channel, table| {
        let message = at.seen.messages(topic).pop()?;
        if message.author == me || message.at < at.seen.since {
            return None;
        }
        let occasion = Occasion::of("private answer", message.id.0);
        let answers = at.seen.messages(topic);
        let before = answers
            .iter()
            .filter(|message| message.author == me)
            .count();
        let words = at.line(table, before);
        Some(say(occasion, Pause::seconds(4, 10), channel, words, None))
    };
    let thread = answer(
        Topic::Thread(me),
        Channel::Thread { person: me },
        phrases::PRIVATELY,
    );
    let tech = answer(
        Topic::Tech(me),
        Channel::Tech { person: me },
        phrases::ABOUT_TECH,
    );
    thread.into_iter().chain(tech).collect()
}
