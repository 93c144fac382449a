//! What of a session's events stands in the audit trail: moderation, the care of flags, watching rooms.

use alongside_domain::session::{
    Event, chat::ChatEvent, devices::DevicesEvent, flags::FlagsEvent, people::PeopleEvent,
    rooms::RoomsEvent,
};
use alongside_protocol::{
    audit::{AuditEntry, Doer, Done},
    ids::{At, PersonId},
};

/// The line of an event, if it has one.
#[must_use]
pub fn line(at: At, event: &Event) -> Option<AuditEntry> {
    let (by, done, person) = match event {
        Event::People(event) => people(event)?,
        Event::Devices(event) => devices(event)?,
        Event::Chat(event) => chat(event)?,
        Event::Flags(event) => flags(event)?,
        Event::Rooms(event) => rooms(event)?,
        Event::Day(_)
        | Event::Hands(_)
        | Event::Rounds(_)
        | Event::Moves(_)
        | Event::Buddies(_)
        | Event::Call(_)
        | Event::FollowUp(_)
        | Event::Feedback(_)
        | Event::Notices(_) => return None,
    };
    let line = AuditEntry::new(at, Doer::Person { id: by }, done);
    Some(AuditEntry { person, ..line })
}

type Line = Option<(PersonId, Done, Option<PersonId>)>;

fn people(event: &PeopleEvent) -> Line {
    match event {
        PeopleEvent::Admitted { person, by } => Some((*by, Done::Admitted, Some(*person))),
        PeopleEvent::Declined { person, by } => Some((*by, Done::Declined, Some(*person))),
        PeopleEvent::Removed { person, by } => Some((*by, Done::RemovedFromSession, Some(*person))),
        _ => None,
    }
}

fn devices(event: &DevicesEvent) -> Line {
    match event {
        DevicesEvent::Agreed {
            person,
            by: Some(by),
            ..
        } => Some((*by, Done::DeviceLetIn, Some(*person))),
        DevicesEvent::TurnedAway { person, by, .. } => {
            Some((*by, Done::DeviceTurnedAway, Some(*person)))
        }
        _ => None,
    }
}

fn chat(event: &ChatEvent) -> Line {
    match event {
        ChatEvent::Released { by, .. } => Some((*by, Done::ReleasedMessage, None)),
        ChatEvent::Hidden { by, .. } => Some((*by, Done::HidMessage, None)),
        ChatEvent::Removed { by, .. } => Some((*by, Done::RemovedMessage, None)),
        ChatEvent::HeldAll { by, .. } => Some((*by, Done::HeldChat, None)),
        ChatEvent::HeldPerson { person, by, .. } => Some((*by, Done::HeldPerson, Some(*person))),
        ChatEvent::Slowed { by, .. } => Some((*by, Done::SlowedChat, None)),
        ChatEvent::Paused { by, .. } => Some((*by, Done::PausedChat, None)),
        ChatEvent::Quieted { person, by, .. } => Some((*by, Done::QuietedPerson, Some(*person))),
        _ => None,
    }
}

fn flags(event: &FlagsEvent) -> Line {
    match event {
        FlagsEvent::Seen { by, .. } => Some((*by, Done::SawFlag, None)),
        FlagsEvent::Claimed { by, .. } => Some((*by, Done::ClaimedFlag, None)),
        FlagsEvent::Noted { by, .. } => Some((*by, Done::NotedFlag, None)),
        FlagsEvent::Resolved { by, .. } => Some((*by, Done::ResolvedFlag, None)),
        FlagsEvent::PassedOn { by, .. } => Some((*by, Done::PassedFlagOn, None)),
        _ => None,
    }
}

fn rooms(event: &RoomsEvent) -> Line {
    match event {
        RoomsEvent::WatchSet { by, .. } => Some((*by, Done::SetRoomWatch, None)),
        RoomsEvent::Visited { by, .. } => Some((*by, Done::VisitedRoom, None)),
        _ => None,
    }
}
