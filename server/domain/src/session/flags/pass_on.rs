//! Passing a flag on to the safeguarding lead (SAFE1, SAFE2): what the programme gets of it, and what whoever passes
//! it on is told when there is no lead.
//!
//! It is handed over with names, so that it can be read by itself when the session is long gone. Nothing has to be
//! written to pass a flag on: nothing should stand in its way.

use super::{Flag, FlagsEvent, care};
use crate::{
    dice::Dice,
    programme::concerns::Handed,
    session::{
        Ask, Decided, Session,
        notices::{self, NoticeTo},
    },
};
use alongside_protocol::{
    entry::NoticeKind,
    ids::{FlagId, PersonId},
    safeguarding::{PassedOn, Said},
    words::Words,
};

pub fn decide(session: &Session, ask: &Ask, by: PersonId, flag: FlagId, words: &Words) -> Decided {
    let mut events = care::settle(session, words, FlagsEvent::PassedOn { flag, by })?;
    let facts = session.day.facts.as_ref();
    if facts.is_some_and(|facts| !facts.safeguarded && !facts.rehearsal) {
        events.push(notices::give(
            &mut Dice::new(ask.seed),
            NoticeKind::Info,
            None,
            Words::new(NOBODY_READS_IT),
            NoticeTo::Person(by),
        ));
    }
    Ok(events)
}

const NOBODY_READS_IT: &str = "This is kept for the safeguarding lead, but the programme has no safeguarding lead yet, \
    so nobody reads it now. Please speak to the people in your organisation who look after safeguarding.";

impl Session {
    /// All flags that were passed on, for the programme to keep; it knows which it has.
    #[must_use]
    pub fn passed_on(&self) -> Vec<Handed> {
        let flags = self.flags.raised.values();
        flags.filter_map(|flag| handed(self, flag)).collect()
    }
}

fn handed(session: &Session, flag: &Flag) -> Option<Handed> {
    let name = |person: PersonId| Words::from(session.people.name(person));
    let room = flag.room.and_then(|room| session.rooms.get(room));
    let passed_on = PassedOn {
        kind: flag.kind,
        raised_at: flag.at,
        by: name(flag.by),
        about: flag.about.map(name),
        room: room.map(|room| room.name.clone()),
        words: flag.words.clone(),
        quotes: flag
            .quotes
            .iter()
            .map(|quote| Said {
                by: name(quote.author),
                words: quote.words.clone(),
                at: None,
            })
            .collect(),
        passed_on_by: flag.claimed_by.map(name).unwrap_or_default(),
        passed_on_at: flag.passed_on_at?,
    };
    let notes = flag.notes.iter().map(|note| Said {
        by: name(note.by),
        words: note.words.clone(),
        at: Some(note.at),
    });
    Some(Handed {
        flag: flag.id,
        passed_on,
        notes: notes.collect(),
    })
}
