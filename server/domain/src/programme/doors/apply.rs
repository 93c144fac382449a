//! Folds what happened at the doors into the state.

use super::{Door, Guest, Waiting, codes, devices};
use crate::{
    aggregate::{Fingerprint, Pass},
    limits,
    organisation::hold,
    programme::{Event, Programme},
};
use alongside_protocol::ids::{At, PersonId, SessionId};

/// Every other event is no business of the doors.
pub fn apply(programme: &mut Programme, at: At, event: &Event) {
    match event {
        Event::LinksIssued { links } => issued(programme, links, at),
        Event::LinkRevoked { person } => revoked(programme, *person, at),
        Event::LinkRenewed { person, link, kept } => renewed(programme, *person, *link, *kept, at),
        Event::Entered {
            person,
            pass,
            instead,
        } => entered(programme, *person, *pass, *instead, at),
        Event::PassRotated { person, old, pass } => rotated(programme, *person, *old, *pass, at),
        Event::PassSettled { person, key } => settled(programme, *person, *key),
        Event::GuestEntered {
            session,
            person,
            pass,
        } => guest_entered(programme, *session, *person, *pass, at),
        Event::GuestGone { person } => guest_gone(programme, *person),
        Event::CodeMade {
            person,
            code,
            until,
        } => codes::made(programme, *person, *code, (at, *until)),
        Event::CodeMissed { person, .. } => codes::missed(programme, *person),
        Event::CodeUsed { person } => codes::used(programme, *person),
        Event::DeviceWaits {
            person,
            pass,
            device,
            session,
        } => {
            let waiting = Waiting {
                person: *person,
                pass: *pass,
                device: *device,
                session: *session,
            };
            devices::waits(programme, waiting, at);
        }
        Event::DeviceLetIn { person, pass } => devices::let_in(programme, *person, *pass, at),
        Event::DeviceTurnedAway { person, key } => devices::turned_away(programme, *person, *key),
        _ => {}
    }
}

fn issued(programme: &mut Programme, links: &[(PersonId, Fingerprint)], at: At) {
    for (person, link) in links {
        let door = Door {
            link: Some(*link),
            since: at,
            ..Door::default()
        };
        programme.doors.insert(*person, door);
    }
}

fn revoked(programme: &mut Programme, person: PersonId, at: At) {
    let door = Door {
        revoked: true,
        since: at,
        ..Door::default()
    };
    programme.doors.insert(person, door);
}

fn renewed(
    programme: &mut Programme,
    person: PersonId,
    link: Option<Fingerprint>,
    kept: Option<Fingerprint>,
    at: At,
) {
    let door = programme.doors.entry(person).or_default();
    let mut passes = std::mem::take(&mut door.passes);
    passes.retain(|pass| Some(pass.key) == kept);
    *door = Door {
        link,
        since: at,
        passes,
        ..Door::default()
    };
}

pub(super) fn entered(
    programme: &mut Programme,
    person: PersonId,
    pass: Pass,
    instead: Option<Fingerprint>,
    at: At,
) {
    let door = programme.doors.entry(person).or_default();
    door.passes.retain(|held| Some(held.key) != instead);
    hold(&mut door.passes, pass, at);
}

fn rotated(programme: &mut Programme, person: PersonId, old: Fingerprint, pass: Pass, at: At) {
    let door = programme.doors.entry(person).or_default();
    hold(&mut door.passes, pass, at);
    door.replaces.insert(pass.key, old);
    let passes = &door.passes;
    let held = |key: &Fingerprint| passes.iter().any(|pass| pass.key == *key);
    door.replaces.retain(|new, _| held(new));
}

/// Whatever else took the place of the old pass is over with it: it may have been copied.
fn settled(programme: &mut Programme, person: PersonId, key: Fingerprint) {
    let door = programme.doors.entry(person).or_default();
    let Some(old) = door.replaces.remove(&key) else {
        return;
    };
    let replaces = &door.replaces;
    door.passes
        .retain(|pass| pass.key != old && replaces.get(&pass.key) != Some(&old));
    door.replaces.retain(|_, of| *of != old);
}

fn guest_entered(
    programme: &mut Programme,
    session: SessionId,
    person: PersonId,
    pass: Pass,
    at: At,
) {
    programme.guests.retain(|guest| guest.pass.until > at);
    while programme.guests.len() >= limits::GUESTS {
        programme.guests.remove(0);
    }
    programme.guests.push(Guest {
        session,
        person,
        pass,
    });
}

fn guest_gone(programme: &mut Programme, person: PersonId) {
    programme.guests.retain(|guest| guest.person != person);
}
