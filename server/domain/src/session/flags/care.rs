//! Looking after a flag: one person at a time, and never by anybody who may not see it (FLAG1, FLAG3).

use super::{Flag, FlagsEvent, may_act, subject};
use crate::{
    limits,
    session::{Decided, Event, Session},
    text,
};
use alongside_protocol::{
    entry::FlagState,
    ids::{FlagId, PersonId},
    refusal::Refusal,
    words::Words,
};

/// The flag, if this person may act on it; otherwise there is no such flag.
fn entrusted(session: &Session, by: PersonId, flag: FlagId) -> Result<&Flag, Refusal> {
    let role = session.people.role(by);
    session
        .flags
        .get(flag)
        .filter(|flag| role.is_some_and(|role| may_act(role, flag.kind)))
        .ok_or_else(Refusal::not_found)
}

pub fn see(session: &Session, by: PersonId, flag: FlagId) -> Decided {
    let seen = entrusted(session, by, flag)?.seen_by.contains(&by);
    let event = Event::Flags(FlagsEvent::Seen { flag, by });
    Ok(Some(event).filter(|_| !seen).into_iter().collect())
}

/// Takes it, or takes it over.
pub fn claim(session: &Session, by: PersonId, flag: FlagId) -> Decided {
    let meant = entrusted(session, by, flag)?;
    if !meant.is_open() {
        return Err(closed(meant));
    }
    let mine = meant.claimed_by == Some(by);
    let event = Event::Flags(FlagsEvent::Claimed { flag, by });
    Ok(Some(event).filter(|_| !mine).into_iter().collect())
}

pub fn note(session: &Session, by: PersonId, flag: FlagId, words: &Words) -> Decided {
    let meant = entrusted(session, by, flag)?;
    if meant.notes.len() >= limits::FLAG_NOTES {
        return Err(Refusal::not_now(
            "There are very many notes on this flag already. Please go on in the staff chat.",
        ));
    }
    let words = text::block(words, "The note", limits::NOTE_LETTERS)?;
    Ok(vec![Event::Flags(FlagsEvent::Noted { flag, by, words })])
}

/// Resolves it or passes it on, by whoever has claimed it; what they write about it becomes a note.
pub fn settle(session: &Session, words: &Words, event: FlagsEvent) -> Decided {
    let by = match event {
        FlagsEvent::Resolved { by, .. } | FlagsEvent::PassedOn { by, .. } => by,
        _ => return Err(Refusal::not_found()),
    };
    let flag = subject(&event);
    let meant = entrusted(session, by, flag)?;
    if !meant.is_open() {
        return Err(closed(meant));
    }
    if meant.claimed_by != Some(by) {
        return Err(Refusal::not_now(
            "Only the person who has claimed a flag can close it. Claim it first, or take it over.",
        ));
    }
    let words = text::optional_block(words, "The note", limits::NOTE_LETTERS)?;
    let mut events = Vec::new();
    if !words.is_empty() {
        events.push(Event::Flags(FlagsEvent::Noted { flag, by, words }));
    }
    events.push(Event::Flags(event));
    Ok(events)
}

fn closed(flag: &Flag) -> Refusal {
    Refusal::not_now(match flag.state {
        FlagState::Withdrawn => "This flag has been withdrawn.",
        FlagState::PassedOn => "This flag has been passed on already.",
        _ => "This flag has been resolved already.",
    })
}
