//! Second devices: somebody who is live in one browser wants to come in with another (DEVICE1-DEVICE4).
//!
//! ```text
//!   came --agreed, by the person or staff, or the first device has gone--> in
//!        --"not me"--> turned away, which staff read for a while
//!        --nobody answered in time--> forgotten
//! ```
//!
//! The browser itself waits at the programme's door; it asks here what has become of it.

use super::{Ask, Decided, Event, Session, people::Member};
use crate::{limits, views::Thing};
use alongside_protocol::{
    entry::{DeviceState, Phase},
    ids::{At, DeviceId, PersonId},
    people::{Link, Role},
    refusal::{Code, Refusal},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
pub struct Devices {
    known: BTreeMap<DeviceId, Device>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device {
    pub person: PersonId,
    pub at: At,
    pub answer: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Waiting,
    Agreed,
    TurnedAway { by: PersonId },
}

impl Device {
    /// As it is shown; one that came in is no news any more.
    #[must_use]
    pub fn state(&self) -> Option<DeviceState> {
        match self.answer {
            Answer::Waiting => Some(DeviceState::Waiting),
            Answer::TurnedAway { .. } => Some(DeviceState::TurnedAway),
            Answer::Agreed => None,
        }
    }

    /// Whatever became of it is forgotten then.
    fn until(&self) -> At {
        self.at.plus_minutes(limits::DEVICE_MINUTES)
    }
}

impl Devices {
    pub fn ids(&self) -> impl Iterator<Item = DeviceId> + '_ {
        self.known.keys().copied()
    }

    #[must_use]
    pub fn get(&self, device: DeviceId) -> Option<&Device> {
        self.known.get(&device)
    }

    fn waiting_of(&self, person: PersonId) -> usize {
        let waits = |device: &&Device| device.person == person && device.answer == Answer::Waiting;
        self.known.values().filter(waits).count()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum DevicesEvent {
    Came {
        device: DeviceId,
        person: PersonId,
    },
    /// By nobody, when the first device had gone.
    Agreed {
        device: DeviceId,
        person: PersonId,
        by: Option<PersonId>,
    },
    TurnedAway {
        device: DeviceId,
        person: PersonId,
        by: PersonId,
    },
    Forgotten {
        device: DeviceId,
    },
}

/// Somebody comes with another browser. Nothing happens when they are not live in this one,
/// or the day is over.
///
/// # Errors
/// A refusal when too many of theirs are waiting already.
pub fn came(session: &Session, device: DeviceId, person: PersonId) -> Decided {
    let live = session.people.here(person);
    let over = session.phase() == Phase::Ended;
    if over || live.is_none_or(|member| member.link != Link::Live) {
        return Ok(Vec::new());
    }
    if session.devices.waiting_of(person) >= limits::DEVICES_WAITING {
        return Err(Refusal::new(
            Code::TooFast,
            "Other devices of yours are waiting already. Please answer on the device you are live on, or try again in ten minutes.",
        ));
    }
    Ok(one(DevicesEvent::Came { device, person }))
}

/// The browser that waits looks what has become of it: a first device that has gone is not waited for.
#[must_use]
pub fn looks(session: &Session, ask: &Ask, device: DeviceId) -> Vec<Event> {
    let known = session.devices.get(device);
    let Some(Device { person, .. }) = known.filter(|device| device.answer == Answer::Waiting)
    else {
        return Vec::new();
    };
    let has_gone = |member: &Member| {
        let gone_for = limits::DEVICE_GONE_SECONDS;
        member.link != Link::Live && member.link_since.plus_seconds(gone_for) <= ask.at
    };
    if !session.people.here(*person).is_some_and(has_gone) {
        return Vec::new();
    }
    one(DevicesEvent::Agreed {
        device,
        person: *person,
        by: None,
    })
}

/// # Errors
/// The uniform denial when there is no such device, or it is not theirs to answer for.
pub fn answer(session: &Session, by: PersonId, device: DeviceId, agree: bool) -> Decided {
    let known = session.devices.get(device).ok_or_else(Refusal::not_found)?;
    let person = known.person;
    if !may_answer(session, by, person) {
        return Err(Refusal::not_found());
    }
    if known.answer != Answer::Waiting {
        return Err(Refusal::not_now("This has been answered already."));
    }
    Ok(one(if agree {
        DevicesEvent::Agreed {
            device,
            person,
            by: Some(by),
        }
    } else {
        DevicesEvent::TurnedAway { device, person, by }
    }))
}

/// The assistant does not let anybody in as a facilitator.
fn may_answer(session: &Session, by: PersonId, person: PersonId) -> bool {
    match session.people.role(by) {
        Some(Role::Facilitator) => true,
        Some(Role::Support) if by != person => session.people.role(person) == Some(Role::Trainee),
        _ => by == person,
    }
}

fn one(event: DevicesEvent) -> Vec<Event> {
    vec![Event::Devices(event)]
}

#[must_use]
pub fn due(session: &Session, ask: &Ask) -> Vec<Event> {
    let mut known = session.devices.known.iter();
    let over = known.find(|(_, device)| device.until() <= ask.at);
    over.map(|(device, _)| one(DevicesEvent::Forgotten { device: *device }))
        .unwrap_or_default()
}

#[must_use]
pub fn deadline(session: &Session) -> Option<At> {
    session.devices.known.values().map(Device::until).min()
}

pub fn apply(session: &mut Session, at: At, event: &DevicesEvent) {
    let known = &mut session.devices.known;
    let device = match *event {
        DevicesEvent::Came { device, person } => {
            let answer = Answer::Waiting;
            known.insert(device, Device { person, at, answer });
            device
        }
        DevicesEvent::Agreed { device, .. } => {
            if let Some(known) = known.get_mut(&device) {
                known.answer = Answer::Agreed;
            }
            device
        }
        DevicesEvent::TurnedAway { device, by, .. } => {
            if let Some(known) = known.get_mut(&device) {
                known.answer = Answer::TurnedAway { by };
            }
            device
        }
        DevicesEvent::Forgotten { device } => {
            known.remove(&device);
            device
        }
    };
    session.touch(Thing::Device(device));
}

/// Whoever is removed brings no other device in.
pub(super) fn person_removed(session: &mut Session, person: PersonId) {
    let theirs = |device: &&DeviceId| {
        let known = session.devices.known.get(device);
        known.is_some_and(|known| known.person == person)
    };
    let gone: Vec<DeviceId> = session
        .devices
        .known
        .keys()
        .filter(theirs)
        .copied()
        .collect();
    for device in gone {
        session.devices.known.remove(&device);
        session.touch(Thing::Device(device));
    }
}

#[cfg(test)]
mod tests;
