//! What is shown of the chat: each message in the topic it was said in, and what moderation did with it.

use super::Place;
use crate::{
    limits,
    session::{Session, chat::Message, people::Member},
};
use alongside_protocol::{
    command::Channel,
    entry::{
        ActEntry, ChatRulesEntry, Entry, MessageEntry, MessageState, ModeratedEntry, Reaction,
    },
    ids::MessageId,
    topic::Topic,
    words::Words,
};

pub fn message(session: &Session, id: MessageId) -> Vec<(Place, Entry)> {
    let Some(message) = session.chat.get(id) else {
        return Vec::new();
    };
    let in_topic = |topic, entry| ((topic, format!("message/{id}")), Entry::Message(entry));
    let author = Topic::Person(message.author);
    let mut entries = Vec::new();
    if message.was_shown {
        entries.push(in_topic(message.topic, as_others_see_it(message)));
        if message.state == MessageState::Hidden {
            entries.push(in_topic(author, as_its_author_sees_it(message)));
        }
    } else {
        // Others have never seen it, and so nothing of it shows to them now (CHAT4).
        entries.push(in_topic(author, as_its_author_sees_it(message)));
        entries.push(in_topic(Topic::Facilitators, whole(message)));
    }
    // Facilitators keep what was hidden, to talk it over; of a room only those know it who were there.
    let in_room = matches!(message.channel, Channel::Room { .. });
    if message.was_shown && message.state == MessageState::Hidden && !in_room {
        entries.push(in_topic(Topic::Facilitators, whole(message)));
    }
    entries
}

fn whole(message: &Message) -> MessageEntry {
    let reaction = |sign: &&str| {
        let people = message.reactions.get(*sign)?.clone();
        let sign = (*sign).to_owned();
        Some(Reaction { sign, people })
    };
    MessageEntry {
        id: message.id,
        channel: message.channel,
        author: message.author,
        at: message.at,
        words: message.words.clone(),
        reply_to: message.reply_to,
        reactions: limits::REACTIONS.iter().filter_map(reaction).collect(),
        pinned: message.pinned,
        edited: message.edited,
        state: message.state,
        reason: message.reason.clone(),
    }
}

fn as_its_author_sees_it(message: &Message) -> MessageEntry {
    let whole = whole(message);
    match message.has_words() {
        true => whole,
        false => MessageEntry {
            words: Words::default(),
            ..whole
        },
    }
}

fn as_others_see_it(message: &Message) -> MessageEntry {
    MessageEntry {
        reason: None,
        ..as_its_author_sees_it(message)
    }
}

pub fn rules(session: &Session) -> Vec<(Place, Entry)> {
    let rules = session.chat.rules;
    let entry = ChatRulesEntry {
        held: rules.held,
        paused: rules.paused,
        slow_seconds: rules.slow_seconds,
    };
    let place = (Topic::Group, "chat_rules".to_owned());
    vec![(place, Entry::ChatRules(entry))]
}

/// What moderation asks of one person; it stands beside their other private things.
pub fn moderated(session: &Session, member: &Member) -> Option<(Place, Entry)> {
    let entry = ModeratedEntry {
        person: member.id,
        held: session.chat.holds(member.id),
        quiet_until: session.chat.quiet_until(member.id),
    };
    let place = (Topic::Facilitators, format!("moderated/{}", member.id));
    (entry.held || entry.quiet_until.is_some()).then_some((place, Entry::Moderated(entry)))
}

pub fn act(session: &Session, number: u32) -> Vec<(Place, Entry)> {
    let Some(trace) = session.chat.trace(number) else {
        return Vec::new();
    };
    let entry = ActEntry {
        at: trace.at,
        by: trace.by,
        act: trace.act,
        person: trace.person,
        message: trace.message,
    };
    let place = (Topic::Facilitators, format!("act/{number}"));
    vec![(place, Entry::Act(entry))]
}
