//! What is shown of flags: to those who may act on them, and to the raiser. Nothing to anybody else (FLAG1).

use super::Place;
use crate::session::{Session, flags::Flag};
use alongside_protocol::{
    entry::{Entry, FlagEntry, MessageState, MyFlagEntry, Quote},
    ids::FlagId,
    topic::Topic,
    words::Words,
};

pub fn flag(session: &Session, id: FlagId) -> Vec<(Place, Entry)> {
    let Some(flag) = session.flags.get(id) else {
        return Vec::new();
    };
    let queue = if flag.kind.is_wellbeing() {
        Topic::Facilitators
    } else {
        Topic::Staff
    };
    vec![
        (
            (queue, format!("flag/{id}")),
            Entry::Flag(for_staff(session, flag)),
        ),
        (
            (Topic::Person(flag.by), format!("my_flag/{id}")),
            Entry::MyFlag(for_raiser(flag)),
        ),
    ]
}

fn for_staff(session: &Session, flag: &Flag) -> FlagEntry {
    FlagEntry {
        id: flag.id,
        kind: flag.kind,
        by: flag.by,
        at: flag.at,
        about: flag.about,
        room: flag.room,
        words: flag.words.clone(),
        quotes: flag.quotes.iter().map(|one| quote(session, one)).collect(),
        state: flag.state,
        claimed_by: flag.claimed_by,
        claimed_after_seconds: flag.claimed_at.map(|at| {
            let seconds = at.0.saturating_sub(flag.at.0) / 1000;
            u32::try_from(seconds.max(0)).unwrap_or(u32::MAX)
        }),
        seen_by: flag.seen_by.clone(),
        notes: flag.notes.clone(),
        overdue: flag.overdue,
        escalated: flag.escalated,
    }
}

/// What its author took back since may still matter to care; what was removed for good is gone here too.
fn quote(session: &Session, quote: &Quote) -> Quote {
    let message = session.chat.get(quote.message);
    let removed = message.is_some_and(|message| message.state == MessageState::Removed);
    Quote {
        words: if removed {
            Words::default()
        } else {
            quote.words.clone()
        },
        ..quote.clone()
    }
}

fn for_raiser(flag: &Flag) -> MyFlagEntry {
    MyFlagEntry {
        id: flag.id,
        kind: flag.kind,
        at: flag.at,
        about: flag.about,
        words: flag.words.clone(),
        state: flag.state,
        claimed_by: flag.claimed_by,
        seen_by: flag.seen_by.clone(),
        waits: flag.waits(),
    }
}
