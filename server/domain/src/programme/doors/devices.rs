//! Second devices at the door: their passes open nothing until the first device, or staff, have agreed (DEVICE1).
//!
//! Who is asked, and what they answer, stands in the session in which the person is live; here it has its effect.

use super::{Key, apply::entered};
use crate::{
    aggregate::{Fingerprint, Pass},
    limits,
    programme::{Event, Programme},
};
use alongside_protocol::{
    ids::{At, DeviceId, PersonId, SessionId},
    refusal::Refusal,
};

/// A browser that waits, and the session in which it is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub person: PersonId,
    pub pass: Pass,
    pub device: DeviceId,
    pub session: SessionId,
}

impl Programme {
    /// Whoever waits with this pass.
    #[must_use]
    pub fn by_waiting(&self, key: Fingerprint, now: At) -> Option<Waiting> {
        let mut waiting = self.doors.values().flat_map(|door| &door.waiting);
        let found = waiting.find(|waiting| waiting.pass.key == key);
        found.filter(|waiting| now < waiting.pass.until).copied()
    }
}

pub(super) fn wait(
    programme: &Programme,
    now: At,
    key: Key,
    waiting: Waiting,
) -> Result<Vec<Event>, Refusal> {
    let found = programme.by_key(key, now);
    let person = found.ok_or_else(Refusal::not_found)?;
    let waits = Event::DeviceWaits {
        person,
        pass: Pass {
            until: now.plus_minutes(limits::DEVICE_MINUTES),
            ..waiting.pass
        },
        device: waiting.device,
        session: waiting.session,
    };
    Ok(match key {
        Key::Link(_) => vec![waits],
        Key::Code(_) => vec![Event::CodeUsed { person }, waits],
    })
}

/// What became of a browser that waits; `until` is how long its pass is good when it may come in.
pub(super) fn answered(
    programme: &Programme,
    now: At,
    key: Fingerprint,
    until: Option<At>,
) -> Result<Vec<Event>, Refusal> {
    let waiting = programme.by_waiting(key, now);
    let Waiting { person, .. } = waiting.ok_or_else(Refusal::not_found)?;
    Ok(vec![match until {
        Some(until) => Event::DeviceLetIn {
            person,
            pass: Pass { key, until },
        },
        None => Event::DeviceTurnedAway { person, key },
    }])
}

pub(super) fn waits(programme: &mut Programme, waiting: Waiting, at: At) {
    let door = programme.doors.entry(waiting.person).or_default();
    door.waiting.retain(|known| at < known.pass.until);
    door.waiting.push(waiting);
}

pub(super) fn let_in(programme: &mut Programme, person: PersonId, pass: Pass, at: At) {
    turned_away(programme, person, pass.key);
    entered(programme, person, pass, None, at);
}

pub(super) fn turned_away(programme: &mut Programme, person: PersonId, key: Fingerprint) {
    let door = programme.doors.entry(person).or_default();
    door.waiting.retain(|waiting| waiting.pass.key != key);
}
