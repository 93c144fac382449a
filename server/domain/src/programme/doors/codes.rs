//! Codes for a lost link (TRUST 2): eight letters that staff read out in two groups of four.
//!
//! ```text
//!   made --right, within ten minutes--> used, once
//!        --five wrong tries, or a new code, or time--> dead
//! ```
//!
//! The first group finds the code and the second one proves it, so that wrong tries count against the code they were
//! meant for, and guessing at one code cannot wear out another.

use crate::{
    aggregate::Fingerprint,
    limits,
    programme::{Event, Programme},
};
use alongside_protocol::{
    ids::{At, PersonId},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

/// What is kept of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeHash {
    pub first: Fingerprint,
    pub whole: Fingerprint,
}

#[derive(Debug, Clone, Copy)]
pub struct Code {
    pub hash: CodeHash,
    until: At,
    wrong: u32,
}

impl Code {
    fn is_alive(&self, now: At) -> bool {
        now < self.until && self.wrong < limits::CODE_TRIES
    }
}

impl Programme {
    /// Whoever this code lets in. Looking counts nothing.
    #[must_use]
    pub fn by_code(&self, typed: &CodeHash, now: At) -> Option<PersonId> {
        let (person, code) = self.code_of(typed, now)?;
        (code.hash == *typed && now < self.links_until()).then_some(person)
    }

    /// The living code whose first group this is.
    fn code_of(&self, typed: &CodeHash, now: At) -> Option<(PersonId, Code)> {
        let mut doors = self.doors.iter();
        doors.find_map(|(person, door)| {
            let code = door.code.filter(|code| code.hash.first == typed.first)?;
            code.is_alive(now).then_some((*person, code))
        })
    }
}

pub(super) fn make(
    programme: &Programme,
    now: At,
    person: PersonId,
    hash: CodeHash,
) -> Result<Vec<Event>, Refusal> {
    programme.person(person).ok_or_else(Refusal::not_found)?;
    let until = now.plus_minutes(limits::CODE_MINUTES);
    Ok(vec![Event::CodeMade {
        person,
        code: Some(hash),
        until,
    }])
}

/// A try that finds a code and does not prove it is kept; every other one leaves nothing behind.
pub(super) fn tried(programme: &Programme, now: At, typed: &CodeHash) -> Vec<Event> {
    let found = programme.code_of(typed, now);
    let missed = found.filter(|(_, code)| code.hash != *typed);
    missed
        .map(|(person, code)| Event::CodeMissed {
            person,
            locked: code.wrong + 1 >= limits::CODE_TRIES,
        })
        .into_iter()
        .collect()
}

pub(super) fn made(
    programme: &mut Programme,
    person: PersonId,
    hash: Option<CodeHash>,
    (at, until): (At, At),
) {
    let door = programme.doors.entry(person).or_default();
    door.since = at;
    door.code = hash.map(|hash| Code {
        hash,
        until,
        wrong: 0,
    });
}

pub(super) fn missed(programme: &mut Programme, person: PersonId) {
    let door = programme.doors.entry(person).or_default();
    if let Some(code) = &mut door.code {
        code.wrong += 1;
    }
}

pub(super) fn used(programme: &mut Programme, person: PersonId) {
    programme.doors.entry(person).or_default().code = None;
}
