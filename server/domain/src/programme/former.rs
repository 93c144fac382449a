//! Those of whom something is kept and who are not on the roster: taken off it, or guests; and those who were erased.
//!
//! ```text
//!   roster --taken off--> former --erased--> an id that nothing belongs to any more
//!   guest of a session -------------^
//! ```

use super::{Event, Person, Programme, people};
use alongside_protocol::ids::{At, PersonId, SessionId};
use std::collections::BTreeSet;

/// Somebody who was on the roster.
#[derive(Debug, Clone)]
pub struct Former {
    /// As the roster had them last.
    pub person: Person,
    pub removed_at: At,
}

impl Programme {
    /// Those taken off the roster and not erased, the first to go first.
    #[must_use]
    pub fn former(&self) -> &[Former] {
        &self.former
    }

    #[must_use]
    pub fn former_person(&self, id: PersonId) -> Option<&Former> {
        self.former.iter().find(|former| former.person.id == id)
    }

    /// Those who were erased.
    #[must_use]
    pub const fn forgotten(&self) -> &BTreeSet<PersonId> {
        &self.forgotten
    }

    /// Whether this is, or was, somebody of this programme, as far as it can tell without its sessions.
    #[must_use]
    pub fn knows(&self, person: PersonId) -> bool {
        self.person(person).is_some()
            || self.former_person(person).is_some()
            || self.forgotten.contains(&person)
            || self.guests.iter().any(|guest| guest.person == person)
    }

    /// The sessions for which it was counted how long they were there, the first one first.
    #[must_use]
    pub fn attended(&self, person: PersonId) -> Vec<SessionId> {
        let attended = self.sessions.iter().filter(|session| {
            let summary = session.summary.as_ref();
            summary.is_some_and(|summary| summary.attendance.contains_key(&person))
        });
        attended.map(|session| session.id).collect()
    }
}

/// They are erased, whoever they were here.
pub(super) fn forget(programme: &Programme, id: PersonId) -> Vec<Event> {
    let event =
        (!programme.forgotten.contains(&id)).then_some(Event::PersonForgotten { person: id });
    event.into_iter().collect()
}

/// Taken off the roster: what they wrote stays theirs, to be taken along or erased.
pub(super) fn left(programme: &mut Programme, at: At, id: PersonId) {
    let person = programme.person(id).cloned();
    programme.former.extend(person.map(|person| Former {
        person,
        removed_at: at,
    }));
    people::removed(programme, id);
}

pub(super) fn forgotten(programme: &mut Programme, id: PersonId) {
    people::removed(programme, id);
    programme.former.retain(|former| former.person.id != id);
    programme.guests.retain(|guest| guest.person != id);
    programme.met.retain(|pair, _| !pair.contains(&id));
    programme.forgotten.insert(id);
}
